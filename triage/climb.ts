/** How a ladder is climbed: given where a case stands and who can be told at this moment, who is called now and when comes what. Pure; the
 *  engine (paging.ts) and the dry run at the desk climb by the same function.
 *
 *  A step that names nobody, or nobody who can be told, is passed over at once: waiting out a call that rang nowhere costs a life's
 *  minutes. So is one whose people have only ways that fail each time: they are called, and not waited for. A process that slept through steps calls the present one once and keeps the waits after it from then on: a burst of late
 *  calls tells nobody anything, and the next one may come only after the one before had its time to be answered. */
import type { Climb, Ladder, Step, Target } from './ladder.ts';
import type { Told } from './store/reach.ts';

const minute = 60_000;
/** A step this late is still on time: the next is counted from when it was due, so that lateness does not add up. */
const onTimeMs = minute;
/** While a whole round reaches nobody it is looked again this often. */
const lookAgainMs = minute;

/** Of one centre at one moment. */
export interface Answers {
  duty: readonly string[];
  /** By the rotation's id. */
  rotations: ReadonlyMap<string, readonly string[]>;
  leads: readonly string[];
  everyone: readonly string[];
  /** Whoever has an account that works, with whether a phone of theirs rings or their desk is open. */
  told: ReadonlyMap<string, Told>;
  /** The team's chat. */
  team: Told;
}

/** Where a case stands on its ladder. */
export interface Place {
  /** Gone through so many times before. */
  round: number;
  /** The step that is due, from 0. */
  step: number;
  dueAt: Date;
  /** When the round began. */
  roundAt: Date;
}

export interface Call {
  step: number;
  staffIds: readonly string[];
  team: boolean;
}

/** A step that is not waited out. fails: they are called all the same. */
export interface Skipped extends Call {
  why: 'names-nobody' | 'no-way' | 'fails';
}

export interface Move {
  /** Who is called now and waited for; null: nobody. */
  call: Call | null;
  skipped: readonly Skipped[];
  /** What the named lead is told, once a round: the ladder was in vain, or there is nobody to call. */
  alarm: 'exhausted' | 'unreached' | null;
  next: Place;
}

/** Somebody is called although nobody counts on it. */
export const callsInVain = ({ skipped }: Move): boolean => skipped.some(({ why }) => why === 'fails');

/** People a step names at this moment, each once. Who has no account any more is nobody. */
export function peopleOf(who: readonly Target[], answers: Answers): string[] {
  const named = who.flatMap((target) => namedBy(target, answers));
  return [...new Set(named)].filter((id) => answers.told.has(id));
}

function namedBy(target: Target, { duty, rotations, leads, everyone }: Answers): readonly string[] {
  switch (target.type) {
    case 'duty':
      return duty;
    case 'rotation':
      return rotations.get(target.id) ?? [];
    case 'person':
      return [target.id];
    case 'leads':
      return leads;
    case 'everyone':
      return everyone;
    case 'team':
      return [];
  }
}

/** Who hears that a climb was in vain: the named lead; all leads where none is named, or theirs is no account any more. */
export const leadsToTell = ({ leadId }: Ladder, { leads }: Answers): readonly string[] =>
  leadId !== null && leads.includes(leadId) ? [leadId] : leads;

/** The step that is due, or the first after it that reaches somebody. */
export function advance(climb: Climb, at: Place, answers: Answers, now: Date): Move {
  const begin = at.step < climb.steps.length ? at.step : 0;
  const isRoundsFirstLook = begin === 0 && at.dueAt.getTime() === at.roundAt.getTime();
  const skipped: Skipped[] = [];
  for (const [nth, { who }] of climb.steps.slice(begin).entries()) {
    const { told, ...call } = reached(begin + nth, who, answers);
    if (told === 'works') {
      const alarm = isRoundsFirstLook && at.round > 0 ? 'exhausted' : null;
      return { call, skipped, alarm, next: after(climb, at, call.step, now) };
    }
    const why = told === 'fails' ? 'fails' : call.staffIds.length > 0 ? 'no-way' : 'names-nobody';
    skipped.push({ ...call, why });
  }
  const alarm = isRoundsFirstLook ? 'unreached' : null;
  return { call: null, skipped, alarm, next: begin > 0 ? roundAfterRest(climb, at, begin) : lookAgain(climb, at, now) };
}

/** Whom a step calls at this moment, and the best by which any of them is told. */
function reached(step: number, who: Step['who'], answers: Answers): Call & { told: Told } {
  const staffIds = peopleOf(who, answers);
  const team = answers.team !== 'none' && who.some(({ type }) => type === 'team');
  const ways = [...staffIds.map((id) => answers.told.get(id)), ...(team ? [answers.team] : [])];
  const told = ways.includes('works') ? 'works' : ways.includes('fails') ? 'fails' : 'none';
  return { step, staffIds, team, told };
}

/** On time it is counted from when it was due; after a pause from now. */
const countedFrom = ({ dueAt }: Place, now: Date): number =>
  now.getTime() - dueAt.getTime() < onTimeMs ? dueAt.getTime() : now.getTime();

function after(climb: Climb, at: Place, step: number, now: Date): Place {
  const from = countedFrom(at, now);
  const following = climb.steps[step + 1];
  if (following) return { ...at, step: step + 1, dueAt: new Date(from + following.afterMinutes * minute) };
  return roundFrom(at, from + climb.repeatMinutes * minute);
}

/** Nobody is left in this round: the next one keeps its distance from the last call, which the waits do not count from. */
function roundAfterRest(climb: Climb, at: Place, step: number): Place {
  const lastCall = at.dueAt.getTime() - (climb.steps[step]?.afterMinutes ?? 0) * minute;
  return roundFrom(at, Math.max(at.dueAt.getTime(), lastCall + climb.repeatMinutes * minute));
}

const roundFrom = ({ round }: Place, ms: number): Place => {
  const begins = new Date(ms);
  return { round: round + 1, step: 0, dueAt: begins, roundAt: begins };
};

/** A whole round reached nobody: due each minute, so that whoever comes is called; a new round of saying so when this one's time is over. */
function lookAgain(climb: Climb, at: Place, now: Date): Place {
  const next = countedFrom(at, now) + lookAgainMs;
  const isOver = next >= at.roundAt.getTime() + climb.repeatMinutes * minute;
  return isOver ? roundFrom(at, next) : { ...at, step: 0, dueAt: new Date(next) };
}
