/** What the conversation machine is made of: its events, the questions it may ask of the context, and effects as data.
 *  Nothing here decides where a conversation goes; conversation.ts does. */
import { setup } from 'xstate';
import { type Context, isUnderWay, isVisitComplete, type Pending, type Place } from './context.ts';
import { wordingOf } from './instruments/registry.ts';
import type { AgeBand, CardKind, Care, CodeFate, Effect, Finding, Lang, Route, SilenceKind } from './protocol.ts';
import type { Risk } from './safety.ts';
import {
  type Answers,
  alarms,
  following,
  isElder,
  previousItem,
  type ScaleId,
  scaleFor,
  silenceOf,
  withAnswer,
} from './screening.ts';
import type { TextKey, Variables } from './wording.ts';

/** Whole messages that are commands, and choices that mean the same wherever they stand. */
export type Command =
  | 'BACK'
  | 'REPEAT'
  | 'PAUSE'
  | 'RESUME'
  | 'STOP'
  | 'RESTART'
  | 'START'
  | 'HUMAN'
  | 'HELP'
  | 'DELETE'
  | 'CARRY'
  | 'FORGET'
  | 'WORSE'
  | 'DANGER'
  | 'OTHER_DANGER';

type Named =
  | { type: 'OPENED'; unread: number; lang?: Lang }
  /** The resident is back after more than a day: the visit's questions are about other days. */
  | { type: 'AGED' }
  | { type: 'ANSWER'; value: string }
  | { type: Command }
  /** A tap on an older question's button, and one that would have alarmed there. */
  | { type: 'STALE' }
  | { type: 'LATE'; finding: Finding }
  | { type: 'RISK'; risk: Risk }
  /** A code of another channel led here, or did not. */
  | { type: 'CARRIED'; unread: number }
  | { type: 'NOT_CARRIED'; why: Exclude<CodeFate, 'here'> }
  /** Words that are neither answer nor command; understood only where somebody reads them. */
  | { type: 'WORDS' | 'MEDIA' }
  /** A telephone number was written; digits where one was asked for, that are none. */
  | { type: 'NUMBER'; number: string }
  | { type: 'MISREAD' }
  | { type: 'SILENCE'; timer: SilenceKind }
  /** A promised time has come; a case was given back; a reminder is due; nothing may be kept any longer. */
  | { type: 'LATE_PROMISE' | 'LAPSED' | 'AGAIN' | 'EXPIRED' }
  | { type: 'ASKS'; counsellor: string; agency: string }
  | { type: 'CLAIMED'; counsellor: string }
  | { type: 'SPOKE'; counsellor: string; text: string }
  | { type: 'HANDED_BACK' | 'CLOSED' }
  /** awaited: a counsellor is to contact them, and they are asked how before they hear the result. */
  | { type: 'ROUTED'; route: Route; awaited: boolean };
export type Event = Named & { at: number; care: Care; held: boolean; onDuty: boolean; unsigned: readonly string[] };

/** A screening left for a day asks about other days: it starts again (SCRIPT resume.old). */
const staleAfterSeconds = 24 * 3600;
export const isOld = (context: Context, atMs: number): boolean =>
  isUnderWay(context) && atMs / 1000 - context.seen > staleAfterSeconds;

/** Somebody of 13 or under, as far as this conversation knows: at a greeting it may be anybody again. */
export const isChild = ({ age, place }: Context): boolean => age === '13-' && place !== 'greeting';

export const answerOf = (event: Event): number | null =>
  event.type !== 'ANSWER' || event.value === 'skip' ? null : Number(event.value);

/** The answers with this one taken, what is asked next, and whether something has alarmed. */
export function after(context: Context, event: Event): { answers: Answers; item: string | null; alarmed: boolean } {
  const { scale, item, answers } = context;
  if (!scale || !item) return { answers, item: null, alarmed: context.alarmed };
  const value = answerOf(event);
  const taken = withAnswer(answers, item, value, Math.floor(event.at / 1000));
  const alarmed = context.alarmed || alarms(item, value);
  return { answers: taken, item: following(scale, taken, item, alarmed), alarmed };
}

/** Whether a scale and ASQ after it may be put in this language: somebody signed for both wordings. */
const mayRun = (scale: ScaleId, { lang }: Context, { unsigned }: Event): boolean =>
  !unsigned.includes(wordingOf(scale, lang).version) && !unsigned.includes(wordingOf('asq', lang).version);

/** In the middle of a visit the language changes only where its wordings are signed, too. */
export const maySwitch = (context: Context, lang: Lang, event: Event): boolean =>
  !isUnderWay(context) || !context.scale || mayRun(context.scale, { ...context, lang }, event);

export const before = ({ scale, item, answers }: Context): string | null =>
  scale && item ? previousItem(scale, answers, item) : null;

const chose = (event: Event, values: readonly string[]): boolean =>
  event.type === 'ANSWER' && values.includes(event.value);

const isBetweenVisits = ({ place }: Context): boolean => ['greeting', 'next', 'needs', 'again', 'rest'].includes(place);

const isHandOver = ({ helped, handedOver }: Context, item: string | null): boolean =>
  helped && handedOver === null && item === 'asq/1';

const isOwnRisk = (event: Event) => event.type === 'RISK' && event.risk.about === 'self';
const isNow = (event: Event) => event.type === 'RISK' && event.risk.priority === 'P0';
const isCheck = (event: Event) => event.type === 'RISK' && event.risk.level === 'check';

export const flow = setup({
  types: { context: {} as Context, events: {} as Event, input: {} as Context },
  actions: { effect: (_args, _effect: Effect) => {} },
  guards: {
    chose: ({ event }, values: readonly string[]) => chose(event, values),
    acute: ({ context, event }) => context.item === 'asq/5' && answerOf(event) === 1,
    firstAlarm: ({ context, event }) => !context.carded && !!context.item && alarms(context.item, answerOf(event)),
    lastItem: ({ context, event }) => after(context, event).item === null,
    /** Another person taps, and the private questions come: the phone is to change hands first. */
    handOverNext: ({ context, event }) => isHandOver(context, after(context, event).item),
    handOverFirst: ({ context }) => isUnderWay(context) && isHandOver(context, context.item),
    elder: ({ event }) => event.type === 'ANSWER' && isElder(event.value as AgeBand),
    shut: ({ context, event }) => !mayRun('phq9', context, event) && !mayRun('sgds', context, event),
    shutForAge: ({ context, event }) =>
      event.type === 'ANSWER' && !mayRun(scaleFor(event.value as AgeBand), context, event),
    hasPrevious: ({ context }) => isUnderWay(context) && before(context) !== null,
    midVisit: ({ context }) => isUnderWay(context),
    /** No questionnaire is under way, and none is about to begin. */
    betweenVisits: ({ context }) => isBetweenVisits(context),
    midVisitOld: ({ context, event }) => isOld(context, event.at),
    /** Breaking it off now is a stop that counts (R6). */
    visitInDoubt: ({ context, event }) => isUnderWay(context) && (context.alarmed || event.care !== 'none'),
    /** A question waits behind the interruption. */
    leftOff: ({ context }) => isUnderWay(context) || context.pending !== null,
    visitComplete: ({ context }) => isVisitComplete(context),
    routed: ({ context }) => isVisitComplete(context) && context.route !== null,
    /** Before the result: a counsellor will be after them, and they have not been asked how. */
    contactFirst: ({ context }) =>
      isVisitComplete(context) && context.awaited && context.wish === null && !isChild(context),
    /** How they may be reached is asked once an episode; a child is not asked for a number. */
    mayAskContact: ({ context, event }) =>
      !isChild(context) &&
      (context.wish === null ||
        (event.type === 'HUMAN' && context.wish === 'none') ||
        (event.type === 'NUMBER' && context.wish !== 'phone')),
    /** A visit asks it at its end. */
    mayBeAsked: ({ context }) => !isUnderWay(context) && context.wish === null && !isChild(context),
    /** Another number instead of the one they left. */
    leftNumber: ({ context }) => context.wish === 'phone',
    /** At the end of a visit nobody is alarmed by: what else they need. */
    mayAskNeed: ({ context }) =>
      context.place === 'rest' &&
      context.route !== null &&
      context.route !== 'high' &&
      !context.needed &&
      !context.alarmed,
    misreadThrice: ({ context }) => context.misread >= 2,
    goesTo: ({ context }, route: Route) => context.route === route,
    unreached: ({ context }) => context.wish === null,
    carded: ({ context }) => context.carded,
    child: ({ context }) => isChild(context),
    unread: ({ event }) => (event.type === 'OPENED' || event.type === 'CARRIED') && event.unread > 0,
    riskNow: ({ event }) => isOwnRisk(event) && isNow(event),
    riskOfOtherNow: ({ event }) => !isOwnRisk(event) && isNow(event),
    riskOfOther: ({ event }) => !isOwnRisk(event),
    /** check.ask is put once an episode, and not to somebody who has been told already where help is. */
    firstDoubt: ({ context, event }) => isCheck(event) && !context.checked && !context.carded,
    knownRisk: ({ context, event }) => isCheck(event) || context.carded,
    lateAcute: ({ event }) => event.type === 'LATE' && event.finding.type === 'asq' && event.finding.item === 5,
    openCase: ({ context, event }) => context.alarmed || event.care !== 'none',
    told: ({ context, event }) => event.care === 'waiting' && context.told,
    untold: ({ context }) => !context.told,
    waitedFor: ({ event }) => event.care === 'waiting',
    /** A counsellor has the conversation: words are theirs to answer. */
    attended: ({ event }) => event.care === 'human',
    attendedCrisis: ({ context, event }) =>
      event.care === 'human' && (isChild(context) || (isOwnRisk(event) && !isCheck(event))),
    alone: ({ event }) => event.care === 'none',
    unattended: ({ event }) => event.care !== 'human',
    wasAt: ({ context }, place: Place) => context.place === place,
    awaits: ({ context }, pending: Pending) => context.pending === pending,
    cardWaitsAtRest: ({ context }) => context.pending === 'crisisNext' && context.place === 'rest',
    deletable: ({ context, event }) => !event.held && (context.deleteBy !== null || !context.recorded),
    deleteWanted: ({ context }) => context.deleteBy !== null,
    deleteDue: ({ context, event }) => context.deleteBy !== null && event.at >= context.deleteBy,
    free: ({ event }) => !event.held,
    heardNumber: ({ context, event }) => chose(event, ['number']) && context.heardNumber !== null,
    wishesNoContact: ({ context }) => context.wish === 'none',
    wishesChat: ({ context }) => context.wish === 'chat',
    resting: ({ context, event }) => event.care === 'none' && isBetweenVisits(context) && context.pending === null,
    silenceCounts: ({ context, event }) =>
      event.type === 'SILENCE' && isUnderWay(context) && silenceOf(context) === event.timer,
  },
});

// === Effects, said short

export const effect = (params: Effect) => ({ type: 'effect' as const, params });
export const say = (...keys: TextKey[]) => effect({ type: 'say', keys });
export const sayWith = (values: Variables, ...keys: TextKey[]) => effect({ type: 'say', keys, with: values });
export const card = (kind: CardKind, ...keys: TextKey[]) => effect({ type: 'card', kind, keys });
export const find = (finding: Finding) => effect({ type: 'find', finding });
export const ask = effect({ type: 'ask' });
export const promise = effect({ type: 'promise' });
export const kept = effect({ type: 'kept' });
export const goodbye = effect({ type: 'goodbye' });
