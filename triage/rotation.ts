/** 순번: whose turn it is on which day, and what of it can be laid. Pure. A day of which it is not known whether people work is nobody's. */
import { addDays, dayOf, startOf } from './days.ts';
import { isWorkingDay } from './holidays.kr.ts';
import { mondayOf, type Span, shiftOn } from './roster.ts';
import type { Plan } from './store/rotations.ts';

/** Somebody's turn. One that is handed over in the middle is two. */
export interface Turn extends Span {
  /** The day it begins on. */
  day: string;
  staffId: string;
}

const weekMs = 7 * 86_400_000;

/** Whether a shift begins on a day. undefined: it is not known whether people work on it. */
function runsOn({ days, startsOn, endsOn }: Plan, day: string): boolean | undefined {
  if (day < startsOn || (endsOn !== null && day > endsOn)) return false;
  if (days === 'every') return true;
  const works = isWorkingDay(day);
  return works === undefined ? undefined : works === (days === 'working');
}

/** The turns that begin from a day on and before another, in order. */
export function turnsOf(plan: Plan, fromDay: string, toDay: string): Turn[] {
  const first = fromDay > plan.startsOn ? fromDay : plan.startsOn;
  // Days before it are counted: whose turn it is follows from how many there were.
  let before = 0;
  const turns: Turn[] = [];
  for (let day = plan.startsOn; day < toDay && (plan.endsOn === null || day <= plan.endsOn); day = addDays(day, 1)) {
    if (!runsOn(plan, day)) continue;
    if (day >= first) turns.push(...turnsOfDay(plan, day, before));
    before += 1;
  }
  return turns;
}

function turnsOfDay(plan: Plan, day: string, before: number): Turn[] {
  const span = shiftOn(day, plan.from, plan.until);
  const pieces = plan.turn === 'day' ? [span] : cutAt(span, handOverIn(plan, span));
  return pieces.flatMap((piece) => {
    const place = plan.turn === 'day' ? before : handOversUntil(plan, piece.startsAt);
    const staffId = plan.people[place % plan.people.length];
    return staffId === undefined ? [] : [{ day, ...piece, staffId }];
  });
}

/** The first hand-over after the rotation has begun. */
function firstHandOver({ handOver, startsOn, from, until }: Plan): Date | null {
  if (!handOver) return null;
  const { startsAt } = shiftOn(startsOn, from, until);
  const thisWeek = shiftOn(addDays(mondayOf(startsOn), handOver.weekday), handOver.time, handOver.time).startsAt;
  return thisWeek > startsAt ? thisWeek : new Date(thisWeek.getTime() + weekMs);
}

/** How often it was handed over up to a moment, that moment included. Korea has no summer time: a week is as long as another. */
function handOversUntil(plan: Plan, at: Date): number {
  const first = firstHandOver(plan);
  return !first || at < first ? 0 : Math.floor((at.getTime() - first.getTime()) / weekMs) + 1;
}

/** The hand-over within a shift; at most one, for no shift is longer than a day. */
function handOverIn(plan: Plan, { startsAt, endsAt }: Span): Date | null {
  const first = firstHandOver(plan);
  if (!first) return null;
  const next = new Date(first.getTime() + handOversUntil(plan, startsAt) * weekMs);
  return next > startsAt && next < endsAt ? next : null;
}

const cutAt = ({ startsAt, endsAt }: Span, at: Date | null): Span[] =>
  at
    ? [
        { startsAt, endsAt: at },
        { startsAt: at, endsAt },
      ]
    : [{ startsAt, endsAt }];

/** What is left of a span without these. */
export function without(span: Span, taken: readonly Span[]): Span[] {
  return taken.reduce<Span[]>(
    (left, { startsAt, endsAt }) =>
      left.flatMap((one) =>
        [
          { startsAt: one.startsAt, endsAt: startsAt < one.endsAt ? startsAt : one.endsAt },
          { startsAt: endsAt > one.startsAt ? endsAt : one.startsAt, endsAt: one.endsAt },
        ].filter((piece) => piece.startsAt < piece.endsAt),
      ),
    [span],
  );
}

export const overlap = (one: Span, other: Span): boolean => one.startsAt < other.endsAt && one.endsAt > other.startsAt;

/** The first day between two of which it is not known whether people work, where that matters to a plan. */
export function unknownFrom(plan: Plan, fromDay: string, toDay: string): string | null {
  for (let day = fromDay; day < toDay; day = addDays(day, 1)) if (runsOn(plan, day) === undefined) return day;
  return null;
}

/** How far ahead shifts are laid. */
const horizonDays = 8 * 7;

/** The first day that nothing is laid for at a moment. */
export const horizonOf = (now: Date): string => addDays(dayOf(now), horizonDays);

/** Where an edit begins to count: today, or the day the plan begins on. What was laid before it stays. */
export const countsFrom = (plan: Plan, now: Date): Date => {
  const begin = startOf(plan.startsOn);
  return begin > now ? begin : now;
};
