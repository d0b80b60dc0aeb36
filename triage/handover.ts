/** 인수인계: when duty last passed to somebody, and from whom. Pure. Whoever comes must say that they have read what is open. */
import { duties, dutySpans, onDuty } from './roster.ts';
import type { OnRoster, Shift } from './store/shifts.ts';

export interface Handover {
  /** When duty passed. */
  at: Date;
  /** Who left, then or before a time without anybody. */
  from: OnRoster[];
  /** Who was on from then on. */
  to: OnRoster[];
}

/** After this time without a yes the leads are told. */
export const acceptWithinMs = 15 * 60_000;
/** How far back somebody who left still hands over. */
export const lookBackMs = 7 * 24 * 60 * 60_000;

/** The last time up to now that duty passed to somebody: somebody left while others were on, or somebody came after a time without
 *  anybody. null: it never did, or nobody left before. */
export function lastHandover(all: readonly Shift[], now: Date): Handover | null {
  const shifts = duties(all);
  const spans = dutySpans(shifts);
  const moments = new Set(spans.flatMap(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()]));
  for (const moment of [...moments].filter((one) => one <= now.getTime()).sort((one, other) => other - one)) {
    const at = new Date(moment);
    const to = onDuty(shifts, at).map(({ who }) => who);
    const left = spans.filter(({ endsAt }) => endsAt.getTime() === moment);
    const wasEmpty = onDuty(shifts, new Date(moment - 1)).length === 0;
    if (to.length === 0 || (left.length === 0 && !wasEmpty)) continue;
    const from = lastToLeave(spans, at);
    return from.length > 0 ? { at, from, to } : null;
  }
  return null;
}

function lastToLeave(spans: ReturnType<typeof dutySpans>, at: Date): OnRoster[] {
  const left = spans.filter(({ endsAt }) => endsAt <= at);
  const last = Math.max(...left.map(({ endsAt }) => endsAt.getTime()));
  return left.filter(({ endsAt }) => endsAt.getTime() === last).map(({ who }) => who);
}
