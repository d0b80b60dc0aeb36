/** Turns what a step found and wants into what is stored and said: tier and priority, replies, and the parts of one commit.
 *  Decides nothing about words or questions (flows does) and stores nothing (commit does). */
import { createHash } from 'node:crypto';
import type { Context } from '../flows/context.ts';
import { flowVersion, scored } from '../flows/conversation.ts';
import { type InstrumentId, instrument, wordingOf } from '../flows/instruments/registry.ts';
import type { Effect, Evidence, Finding, Occurred, Reply, Route } from '../flows/protocol.ts';
import { findingOf, isMinor } from '../flows/screening.ts';
import type { Stored } from '../flows/snapshot.ts';
import { routed, type Step } from '../flows/step.ts';
import { consentText, wordingVersion } from '../flows/wording.ts';
import { type Facts, repliesOf, variablesOf } from './say.ts';
import type { Part } from './store/commit.ts';
import { consentPart } from './store/consents.ts';
import type { OpenEscalation } from './store/conversations.ts';
import { alarmParts, touchPart } from './store/escalations.ts';
import { screeningPart } from './store/screenings.ts';
import type { Key } from './store/seal.ts';
import { cancelPart, schedulePart } from './store/timers.ts';
import { claimWithinMs, higher, judge, nothing, type Standing, type Verdict } from './tier.ts';

export interface Situation {
  residentId: string;
  key: Key;
  channel: string;
  eventId: string;
  /** For an escalation that may have to be opened. */
  escalationId: string;
  event: Occurred;
  escalation: OpenEscalation | null;
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
  deskOpen(): Promise<boolean>;
  unread(): Promise<readonly Reply[]>;
}

export async function perform(step: Step, situation: Situation, ask: Ask): Promise<Outcome> {
  const standing: Standing = situation.escalation ?? nothing;
  const verdict = judge(step.findings, standing);
  const { stored, effects } = withRoute(step, situation.event, verdict);
  const facts: Facts = {
    center: ask.center,
    promise: effects.some(({ type }) => type === 'promise') ? await promised(verdict, ask) : 'staff.none',
    unread: effects.some(({ type }) => type === 'unread') ? await ask.unread() : [],
  };
  const alarm = alarmed(step, situation, verdict, stored.state.context);
  return {
    stored,
    replies: repliesOf(effects, stored, facts),
    verdict,
    caseChanged: alarm.length > 0 || situation.escalation !== null,
    parts: [...alarm, ...latest(effects.flatMap((effect) => partsOf(effect, situation, stored, facts)))],
  };
}

/** A row is written once a statement: of two writes to the same, the later holds. */
const latest = (parts: readonly Part[]): Part[] => [...new Map(parts.map((part) => [part.name, part])).values()];

/** The result is said: the tier, which the flow never learns, decides what comes next. */
function withRoute(step: Step, event: Occurred, verdict: Verdict): { stored: Stored; effects: Effect[] } {
  if (!step.effects.some(({ type }) => type === 'route')) return step;
  const next = routed(step.stored, routeOf(step.stored.state.context, verdict), event);
  return { stored: next.stored, effects: [...step.effects, ...next.effects] };
}

function routeOf(context: Context, verdict: Verdict): Route {
  const visit = judge(findingsOf(context), nothing);
  switch (higher(visit.tier, verdict.tier)) {
    case 'high':
      return 'high';
    case 'potential':
      return 'mid';
    default:
      return visit.priority !== null ? 'mid' : visit.rules.includes('R12') ? 'watch' : 'low';
  }
}

/** Everything the answers of a visit say, as if they were given at once. */
export function findingsOf({ answers, scale }: Pick<Context, 'answers' | 'scale'>): Finding[] {
  const own = Object.entries(answers).flatMap(([key, [value]]) => findingOf(key, value) ?? []);
  if (!scale) return own;
  const { total, band } = scored(scale, answers);
  const sum: Finding =
    band === null ? { type: 'incomplete', instrument: scale } : { type: 'score', instrument: scale, total, band };
  return [...own, sum];
}

/** Only what is true: somebody has a desk open, or nobody can be promised. staff.will waits for a roster. */
async function promised(verdict: Verdict, ask: Ask): Promise<Facts['promise']> {
  return verdict.priority !== null && verdict.priority <= 1 && (await ask.deskOpen()) ? 'staff.paged' : 'staff.none';
}

function alarmed(step: Step, at: Situation, verdict: Verdict, context: Context): Part[] {
  const { escalation, now } = at;
  if (verdict.priority === null || (verdict.rules.length === 0 && !step.findings.some(isNews))) {
    // What staff do to the case is written by the act itself: one statement changes a row once.
    return escalation && !isDesks(at.event) ? [touchPart(escalation.id, now)] : [];
  }
  const raised = escalation && (verdict.priority < escalation.priority || verdict.tier !== escalation.tier);
  const evidence = evidenceOf(step, at);
  return alarmParts(
    at.key,
    at.residentId,
    at.eventId,
    escalation ? (raised ? 'raised' : 'noted') : 'opened',
    {
      id: at.escalationId,
      tier: verdict.tier,
      priority: verdict.priority,
      rules: verdict.rules,
      reason: verdict.reason,
      flags: [
        ...(isMinor(context.age) ? ['minor'] : []),
        ...(step.findings.some(({ type }) => type === 'corrected') ? ['corrected'] : []),
      ],
      // Who never agreed is known by no age, unless there is a risk to judge.
      ageBand: context.consented || verdict.tier !== null ? context.age : null,
      channel: at.channel,
      claimBy: new Date(now.getTime() + claimWithinMs[verdict.priority]),
      now,
    },
    { findings: [...step.findings], ...(evidence ? { evidence } : {}) },
  );
}

const isDesks = ({ type }: Occurred) => type === 'claimed' || type === 'spoke' || type === 'closed';

/** Told to the counsellor although no rule fires: a corrected answer flags the open row, a wish to be deleted must wait for it. */
const isNews = ({ type }: Finding) => type === 'corrected' || type === 'deleteWanted';

/** The answer that rang (named by what was found, for it may be an answer to an earlier question), the words that rang, or the
 *  button that was pressed. */
function evidenceOf({ findings, said }: Step, { event }: Situation): Evidence | null {
  for (const finding of findings) {
    if (finding.type === 'item9') return { type: 'answer', key: 'phq9/selfharm', value: finding.value, at: event.at };
    if (finding.type === 'asq') {
      return { type: 'answer', key: `asq/${finding.item}`, value: finding.answer === 'yes' ? 1 : null, at: event.at };
    }
    if (finding.type === 'asqWhen') {
      const value = ['months3', 'year1', 'older'].indexOf(finding.when) + 1;
      return { type: 'answer', key: 'asq/when', value: value || null, at: event.at };
    }
  }
  if (said === null) return null;
  return event.type === 'said'
    ? { type: 'words', text: said, at: event.at }
    : { type: 'button', label: said, at: event.at };
}

function partsOf(effect: Effect, at: Situation, stored: Stored, facts: Facts): Part[] {
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
            .update(consentText(context.lang, isMinor(context.age), variablesOf(facts.center)))
            .digest(),
          now: at.now,
        }),
      ];
    case 'schedule':
      return [schedulePart(effect.timer, new Date(at.now.getTime() + effect.afterMs))];
    case 'cancel':
      return [cancelPart(effect.timer)];
    default:
      return [];
  }
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
    answers: Object.fromEntries(
      own.map(([key, [value, seconds]]) => [
        key.slice(id.length + 1),
        { value, at: seconds * 1000, ...(was[key] !== undefined ? { was: was[key] } : {}) },
      ]),
    ),
    now: at.now,
  });
}
