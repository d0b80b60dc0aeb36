/** What the conversation machine is made of: its events, the questions it may ask of the context, and effects as data.
 *  Nothing here decides where a conversation goes; conversation.ts does. */
import { setup } from 'xstate';
import { type Context, isUnderWay, type Pending, type Place } from './context.ts';
import type { CardKind, Care, Effect, Finding, Lang, Route, TimerKind } from './protocol.ts';
import type { Risk } from './safety.ts';
import { type Answers, alarms, following, previousItem, silenceOf, withAnswer } from './screening.ts';
import type { TextKey } from './wording.ts';

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
  /** Words that are neither answer nor command; understood only where somebody reads them. */
  | { type: 'WORDS' | 'MEDIA' }
  | { type: 'SILENCE'; timer: TimerKind }
  | { type: 'CLAIMED'; counsellor: string }
  | { type: 'SPOKE'; counsellor: string; text: string }
  | { type: 'CLOSED' }
  | { type: 'ROUTED'; route: Route };
export type Event = Named & { at: number; care: Care };

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

export const before = ({ scale, item, answers }: Context): string | null =>
  scale && item ? previousItem(scale, answers, item) : null;

const isOwnRisk = (event: Event) => event.type === 'RISK' && event.risk.about === 'self';
const isNow = (event: Event) => event.type === 'RISK' && event.risk.priority === 'P0';
const isCheck = (event: Event) => event.type === 'RISK' && event.risk.level === 'check';

export const flow = setup({
  types: { context: {} as Context, events: {} as Event, input: {} as Context },
  actions: { effect: (_args, _effect: Effect) => {} },
  guards: {
    chose: ({ event }, values: readonly string[]) => event.type === 'ANSWER' && values.includes(event.value),
    acute: ({ context, event }) => context.item === 'asq/5' && answerOf(event) === 1,
    firstAlarm: ({ context, event }) => !context.carded && !!context.item && alarms(context.item, answerOf(event)),
    lastItem: ({ context, event }) => after(context, event).item === null,
    hasPrevious: ({ context }) => isUnderWay(context) && before(context) !== null,
    midVisit: ({ context }) => isUnderWay(context),
    midVisitOld: ({ context, event }) => isOld(context, event.at),
    /** Breaking it off now is a stop that counts (R6). */
    visitInDoubt: ({ context, event }) => isUnderWay(context) && (context.alarmed || event.care !== 'none'),
    /** A question waits behind the interruption. */
    leftOff: ({ context }) => isUnderWay(context) || context.pending !== null,
    visitComplete: ({ context }) => isUnderWay(context) && context.item === null,
    carded: ({ context }) => context.carded,
    child: ({ context }) => isChild(context),
    unread: ({ event }) => event.type === 'OPENED' && event.unread > 0,
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
    to: ({ event }, route: Route) => event.type === 'ROUTED' && event.route === route,
    silenceCounts: ({ context, event }) =>
      event.type === 'SILENCE' && isUnderWay(context) && silenceOf(context) === event.timer,
  },
});

// === Effects, said short

export const effect = (params: Effect) => ({ type: 'effect' as const, params });
export const say = (...keys: TextKey[]) => effect({ type: 'say', keys });
export const card = (kind: CardKind, ...keys: TextKey[]) => effect({ type: 'card', kind, keys });
export const find = (finding: Finding) => effect({ type: 'find', finding });
export const ask = effect({ type: 'ask' });
export const promise = effect({ type: 'promise' });
