/** Turns what a step found and wants into what is stored and said: tier and priority, replies, and the parts of one commit.
 *  Decides nothing about words or questions (flows does) and stores nothing (commit does). */
import { createHash } from 'node:crypto';
import { inBubbles } from '../flows/bubbles.ts';
import type { Context } from '../flows/context.ts';
import { flowVersion, scored } from '../flows/conversation.ts';
import { type InstrumentId, instrument, wordingOf } from '../flows/instruments/registry.ts';
import type { Effect, Evidence, Finding, Occurred, Reply, Route } from '../flows/protocol.ts';
import { questionOf } from '../flows/question.ts';
import { findingOf, isAllTheSame, isMinor } from '../flows/screening.ts';
import type { Stored } from '../flows/snapshot.ts';
import { routed, type Step } from '../flows/step.ts';
import { canonical, consentText, type TextKey, uses, type Variables, wordingVersion } from '../flows/wording.ts';
import { defaultLadder } from './ladder.ts';
import { type Facts, passedOn, repliesOf, variablesOf } from './say.ts';
import type { Part } from './store/commit.ts';
import { consentPart } from './store/consents.ts';
import { bestTimePart, contactPart } from './store/contacts.ts';
import type { OpenEscalation } from './store/conversations.ts';
import { alarmParts, touchPart } from './store/escalations.ts';
import { needPart } from './store/followUps.ts';
import { screeningPart } from './store/screenings.ts';
import type { Key } from './store/seal.ts';
import { cancelPart, schedulePart } from './store/timers.ts';
import { visitParts } from './store/visits.ts';
import { claimWithinMs, higher, judge, nothing, type Standing, type Verdict } from './tier.ts';
import { counted } from './visit.ts';

export interface Situation {
  residentId: string;
  key: Key;
  channel: string;
  eventId: string;
  /** For an escalation that may have to be opened. */
  escalationId: string;
  event: Occurred;
  escalation: OpenEscalation | null;
  /** The placement they came through; null: by themselves. */
  placementId: string | null;
  /** Where the conversation stood before this turn. */
  before: Stored | null;
  now: Date;
}

export interface Outcome {
  stored: Stored;
  replies: Reply[];
  parts: Part[];
  verdict: Verdict;
  /** The case of this person was opened, raised or touched: desks are told. */
  caseChanged: boolean;
}

/** What the words need that only the moment knows. Asked for at most once, and only where a text depends on it. */
export interface Ask {
  center: Facts['center'];
  staysOnPhone: boolean;
  newId(): string;
  reachable(): Promise<boolean>;
  nextOpen(): Promise<Date | null>;
  waitMinutes(): Promise<number | null>;
  unread(): Promise<readonly Reply[]>;
  /** Nobody can write to them first in this channel. */
  pulls: boolean;
  /** A new code to carry on elsewhere with, its address, and the part that keeps it. */
  carry(): { code: string; href: string; part: Part };
}

export async function perform(step: Step, situation: Situation, ask: Ask): Promise<Outcome> {
  const standing: Standing = situation.escalation ?? nothing;
  const verdict = judge(step.findings, standing);
  const { stored, effects } = withRoute(step, situation.event, verdict);
  const facts = await factsOf(effects, stored, situation, verdict, ask);
  const alarm = alarmed(step, situation, verdict, stored.state.context);
  const replies = repliesOf(effects, stored, facts);
  return {
    stored,
    replies: isUnanswered(replies, situation, ask) ? passedOn(stored.state.context.lang, facts) : replies,
    verdict,
    caseChanged: alarm.length > 0 || situation.escalation !== null,
    parts: [
      ...alarm,
      ...visited(stored.state.context, effects, situation, verdict, alarm),
      ...latest(effects.flatMap((effect) => partsOf(effect, situation, stored, ask))),
      // A time was promised: when it comes, it is looked whether the promise was kept.
      ...(facts.by ? [schedulePart('late', facts.by)] : []),
      ...(facts.carry ? [facts.carry.part] : []),
    ],
  };
}

/** They said something to their counsellor, and the channel shows no answer but this turn's. */
const isUnanswered = (replies: readonly Reply[], { event }: Situation, { pulls }: Ask): boolean =>
  pulls && replies.length === 0 && isResidents(event);

/** Looks up only what the words of this turn depend on. */
async function factsOf(
  effects: readonly Effect[],
  stored: Stored,
  { now, event, escalation }: Situation,
  { priority }: Verdict,
  ask: Ask,
): Promise<Facts & { carry: ReturnType<Ask['carry']> | null }> {
  const says = (type: Effect['type']) => effects.some((effect) => effect.type === type);
  const question = says('ask') ? questionOf(stored.state.value, stored.state.context) : null;
  const keys: TextKey[] = [
    ...effects.flatMap((effect) => (effect.type === 'say' || effect.type === 'card' ? effect.keys : [])),
    ...(question ? [question.text, ...(question.also ? [question.also] : [])] : []),
  ];
  const needs = (name: keyof Variables) => keys.some((key) => uses(key).includes(name));
  const onDuty =
    (says('promise') || says('kept') || says('late') || needs('by') || needs('minutes') || needs('others')) &&
    (await ask.reachable());
  // A time is promised only for what is urgent, and only while somebody is there.
  const isUrgent = priority !== null && priority <= 1;
  const claimBy = isUrgent && onDuty ? new Date(now.getTime() + claimWithinMs[priority]) : null;
  const due = claimBy && escalation && escalation.claimBy < claimBy ? escalation.claimBy : claimBy;
  // Who has a counsellor already is promised nothing.
  const isAttended = escalation?.owner != null;
  const promise = isAttended ? null : !onDuty ? 'staff.none' : isUrgent ? 'staff.paged' : 'staff.will';
  const isPromised = !isAttended && ((says('promise') && promise === 'staff.paged') || needs('by'));
  return {
    now,
    center: ask.center,
    promise,
    onDuty,
    by: isPromised && due && due > now ? due : null,
    nextOpen: !onDuty && (says('promise') || says('kept') || needs('nextOpen')) ? await ask.nextOpen() : null,
    minutes: onDuty && needs('minutes') ? await ask.waitMinutes() : null,
    staysOnPhone: ask.staysOnPhone,
    pulls: ask.pulls,
    carry:
      says('carry') || (ask.pulls && (question?.id === 'contact.ask' || (event.care === 'human' && isResidents(event))))
        ? ask.carry()
        : null,
    unread: says('unread') ? await ask.unread() : [],
  };
}

/** What counts of this turn, in the same commit. */
function visited(after: Context, effects: Effect[], at: Situation, verdict: Verdict, alarm: readonly Part[]): Part[] {
  const alarmed = alarm.some(({ name }) => name === 'alarmed');
  const news = counted(at.before, after, effects, verdict, () => judge(findingsOf(after), nothing).tier, alarmed);
  return news ? visitParts(news, at) : [];
}

/** A row is written once a statement: of two writes to the same, the later holds. */
const latest = (parts: readonly Part[]): Part[] => [...new Map(parts.map((part) => [part.name, part])).values()];

/** The result is said: the tier, which the flow never learns, decides what comes next. */
export function withRoute(step: Step, event: Occurred, verdict: Verdict): { stored: Stored; effects: Effect[] } {
  if (!step.effects.some(({ type }) => type === 'route')) return step;
  const isAwaited = verdict.priority !== null && verdict.priority <= 2;
  const next = routed(step.stored, routeOf(step.stored.state.context, verdict), isAwaited, event);
  return { stored: next.stored, effects: inBubbles([], [...step.effects, ...next.effects]) };
}

function routeOf(context: Context, verdict: Verdict): Route {
  const visit = judge(findingsOf(context), nothing);
  if (verdict.priority !== null && verdict.priority <= 1) return 'high';
  switch (higher(visit.tier, verdict.tier)) {
    case 'high':
      // Only where somebody is after them: a case that was closed meanwhile is nobody's any more.
      return verdict.priority !== null && verdict.priority <= 2 ? 'high' : 'mid';
    case 'potential':
      return 'mid';
    default:
      // Whose answers cannot be relied on is offered a call, too.
      if (visit.priority !== null || isUniform(context)) return 'mid';
      return visit.rules.includes('R12') ? 'watch' : 'low';
  }
}

const isUniform = ({ scale, answers }: Context): boolean => scale !== null && isAllTheSame(scale, answers);

/** Everything the answers of a visit say, as if they were given at once. */
export function findingsOf({ answers, scale }: Pick<Context, 'answers' | 'scale'>): Finding[] {
  const own = Object.entries(answers).flatMap(([key, [value]]) => findingOf(key, value) ?? []);
  if (!scale) return own;
  const { total, band } = scored(scale, answers);
  const sum: Finding =
    band === null ? { type: 'incomplete', instrument: scale } : { type: 'score', instrument: scale, total, band };
  return [...own, sum];
}

function alarmed(step: Step, at: Situation, verdict: Verdict, context: Context): Part[] {
  const { escalation, now } = at;
  if (verdict.priority === null || (verdict.rules.length === 0 && !step.findings.some(isNews))) {
    // What staff do to the case is written by the act itself: one statement changes a row once.
    return escalation && isResidents(at.event) ? [touchPart(escalation.id, at.channel, now)] : [];
  }
  const callsBack = isCall(verdict);
  const again = callsAgain(escalation, verdict, now);
  // A talk that was handed back rings again, whatever stands on the row already: nobody is looking at it.
  const raised =
    escalation &&
    (verdict.priority < escalation.priority ||
      verdict.tier !== escalation.tier ||
      (again !== null && again <= now) ||
      (escalation.handedBack && callsBack));
  const evidence = evidenceOf(step, at);
  return alarmParts(
    at.key,
    at.residentId,
    at.eventId,
    escalation ? (raised ? 'raised' : 'noted') : 'opened',
    {
      id: at.escalationId,
      tier: verdict.fired.tier,
      priority: verdict.priority,
      rules: verdict.rules,
      reason: verdict.reason,
      flags: [
        ...(isMinor(context.age) ? ['minor'] : []),
        ...(context.helped ? ['helper'] : []),
        ...(isUniform(context) ? ['same-answers'] : []),
        ...step.findings.flatMap(({ type }) => flagOf[type] ?? []),
      ],
      noFlags: noLonger(step),
      // Who never agreed is known by no age, unless there is a risk to judge.
      ageBand: context.consented || verdict.tier !== null ? context.age : null,
      channel: at.channel,
      placementId: at.placementId,
      claimBy: new Date(now.getTime() + claimWithinMs[verdict.priority]),
      now,
      isHere: isResidents(at.event),
      callsBack,
      again,
      ladder: defaultLadder,
    },
    { findings: [...step.findings], ...(evidence ? { evidence } : {}) },
  );
}

/** When danger told to somebody's counsellor rings, no more urgent than it was: at once where the counsellor has not been heard of for a
 *  while, else when they leave it unanswered. null: it does not, for nobody has the case, or the claim has yet to bring a first word and
 *  lapses without one. */
export function callsAgain(escalation: OpenEscalation | null, { fired }: Verdict, now: Date): Date | null {
  if (!escalation?.owner || escalation.handedBack || !escalation.hasSpoken) return null;
  // More urgent than it was it rings by itself.
  if (fired.priority === null || fired.priority > 1 || fired.priority < escalation.priority) return null;
  const isThere = escalation.ownerAt !== null && now.getTime() - escalation.ownerAt.getTime() < thereMs;
  return isThere ? new Date(now.getTime() + unansweredMs) : now;
}

/** Since their last act in the case. */
const thereMs = 5 * 60_000;
const unansweredMs = 2 * 60_000;

/** An alarm, or the wish for a counsellor: what fired now would by itself call one within a day. */
const isCall = ({ fired }: Verdict): boolean => fired.priority !== null && fired.priority <= 2;

const isResidents = ({ type }: Occurred) => ['opened', 'carried', 'said', 'chose', 'media'].includes(type);

/** What is seen on the row of an open case. */
const flagOf: Partial<Record<Finding['type'], string>> = {
  corrected: 'corrected',
  declined: 'declined',
  promiseMissed: 'missed',
  deleteWanted: 'delete-wanted',
};

/** Flags that hold no longer: they keep their record, or want to be reached after all. */
function noLonger({ findings, effects }: Step): string[] {
  const wantsContact =
    findings.some(({ type }) => type === 'humanWanted') ||
    effects.some((effect) => effect.type === 'contact' && effect.wish !== 'none');
  return [
    ...(findings.some(({ type }) => type === 'deleteKept') ? ['delete-wanted'] : []),
    ...(wantsContact ? ['declined'] : []),
  ];
}

/** Told to the counsellor although no rule fires. */
const news: readonly Finding['type'][] = [
  'corrected',
  'sameAnswers',
  'declined',
  'thirdParty',
  'lapsed',
  'deleteWanted',
  'deleteKept',
];
const sums: readonly Finding['type'][] = ['score', 'incomplete', 'asqNegative', 'sameAnswers'];

const isNews = ({ type }: Finding) => news.includes(type);

/** The answer that rang (named by what was found, for it may be an answer to an earlier question), the words that rang, or the
 *  button that was pressed. */
function evidenceOf({ findings, said }: Step, { event }: Situation): Evidence | null {
  const answer = answerIn(findings, event.at);
  if (answer) return answer;
  // Where the answers together were found, the last one is no evidence.
  const isSum = findings.length > 0 && findings.every(({ type }) => sums.includes(type));
  if (said === null || isSum) return null;
  return event.type === 'said'
    ? { type: 'words', text: said, at: event.at }
    : { type: 'button', label: said, at: event.at };
}

/** The answer that says it; null: none does. at: ms. */
export function answerIn(findings: readonly Finding[], at: number): Evidence | null {
  for (const finding of findings) {
    if (finding.type === 'item9') return { type: 'answer', key: 'phq9/selfharm', value: finding.value, at };
    if (finding.type === 'asq') {
      return { type: 'answer', key: `asq/${finding.item}`, value: finding.answer === 'yes' ? 1 : null, at };
    }
    if (finding.type === 'asqWhen') {
      const value = ['months3', 'year1', 'older'].indexOf(finding.when) + 1;
      return { type: 'answer', key: 'asq/when', value: value || null, at };
    }
  }
  return null;
}

function partsOf(effect: Effect, at: Situation, stored: Stored, ask: Ask): Part[] {
  const { context } = stored.state;
  switch (effect.type) {
    case 'record':
      return [screened(effect.instrument, effect.status, context, at)];
    case 'consent':
      return [
        consentPart({
          kind: effect.key,
          given: effect.given,
          lang: context.lang,
          wording: wordingVersion[context.lang],
          textHash: createHash('sha256')
            .update(agreedTo(effect.key, effect.with, context, ask.center))
            .digest(),
          now: at.now,
        }),
      ];
    case 'contact': {
      const { wish, number } = effect;
      const contact = wish === 'phone' ? { way: wish, number: number ?? '', bestTime: null } : { way: wish };
      const deleteBy = new Date(at.now.getTime() + ask.center.contactDays * 86_400_000);
      return [contactPart(at.key, at.residentId, contact, at.now, deleteBy)];
    }
    case 'bestTime':
      return [bestTimePart(effect.bestTime)];
    case 'need':
      return [needPart(ask.newId(), effect.need, at.now, new Date(at.now.getTime() + needWithinMs))];
    case 'schedule':
      return [schedulePart(effect.timer, new Date(at.now.getTime() + effect.afterMs))];
    case 'cancel':
      return [cancelPart(effect.timer)];
    default:
      return [];
  }
}

/** A need is looked at within a week, like the follow-ups it stands among (CLINICAL 5.3, P3). */
const needWithinMs = 7 * 86_400_000;

/** The words somebody agreed to or refused, as they saw them. */
function agreedTo(key: TextKey, own: Variables | undefined, { lang, age }: Context, center: Facts['center']): string {
  const variables = variablesOf(lang, center);
  return key === 'consent.screen'
    ? consentText(lang, isMinor(age), variables)
    : canonical(lang, key, { ...variables, ...own });
}

function screened(id: InstrumentId, status: 'running' | 'finished' | 'stopped', context: Context, at: Situation): Part {
  const { answers, was, scale, item, lang } = context;
  const result = scored(id, answers);
  const own = Object.entries(answers).filter(([key]) => key.startsWith(`${id}/`));
  const judged = judge(
    findingsOf({ answers: Object.fromEntries(own), scale: id === scale && status === 'finished' ? scale : null }),
    nothing,
  );
  return screeningPart(at.key, {
    residentId: at.residentId,
    visit: context.visit,
    instrument: id,
    status,
    lang,
    instrumentVersion: instrument(id).version,
    wordingVersion: wordingOf(id, lang).version,
    flowVersion,
    ageBand: context.age,
    total: status === 'finished' ? result.total : null,
    rawTotal: result.raw,
    missing: result.missing.length,
    band: status === 'finished' ? result.band : null,
    rules: judged.rules,
    tier: judged.tier,
    brokeAt: status === 'stopped' && item?.startsWith(`${id}/`) ? item : null,
    helped: context.helped,
    handedOver: context.handedOver,
    answers: Object.fromEntries(
      own.map(([key, [value, seconds]]) => [
        key.slice(id.length + 1),
        { value, at: seconds * 1000, ...(was[key] !== undefined ? { was: was[key] } : {}) },
      ]),
    ),
    now: at.now,
  });
}
