/** 당직: who is on at a moment, and where a week has nobody. Pure. What is not written down is closed: a shift that was removed, or
 *  whose person has no account any more, covers nobody, and a backup is no duty. */
import { addDays, dayOf, startOf } from './days.ts';
import type { OnRoster, Shift } from './store/shifts.ts';

/** From the first moment of it to the first moment after it. */
export interface Span {
  startsAt: Date;
  endsAt: Date;
}

export interface Gap extends Span {
  /** Who would have been on, had their account not been switched off. */
  off: OnRoster[];
}

/** Who comes: the one who covers, otherwise the one whose shift it is. */
export const whoComes = ({ staff, coveredBy }: Shift): OnRoster => coveredBy ?? staff;

/** As written, up to when it was removed; null when it was removed before it began. */
export function planned({ startsAt, endsAt, removedAt }: Shift): Span | null {
  return until(startsAt, endsAt, removedAt);
}

/** Of a shift what counts: up to its removal and up to the end of the account. What has been stays as it was. */
export function counted(shift: Shift): Span | null {
  const span = planned(shift);
  return span && until(span.startsAt, span.endsAt, whoComes(shift).disabledAt);
}

function until(startsAt: Date, endsAt: Date, limit: Date | null): Span | null {
  const end = limit && limit < endsAt ? limit : endsAt;
  return startsAt < end ? { startsAt, endsAt: end } : null;
}

/** The shifts that are duty: all but a backup's. */
export const duties = (shifts: readonly Shift[]): Shift[] => shifts.filter(({ backup }) => !backup);

/** Who is on duty at a moment, each once, and until when without a break. Longest first. */
export const onDuty = (shifts: readonly Shift[], at: Date): { who: OnRoster; until: Date }[] =>
  presentIn(duties(shifts), at);

/** Who is on at a moment by any of these shifts, each once, and until when without a break. Longest first. */
export const presentIn = (shifts: readonly Shift[], at: Date): { who: OnRoster; until: Date }[] =>
  dutySpans(shifts)
    .filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
    .map(({ who, endsAt }) => ({ who, until: endsAt }))
    .sort((one, other) => other.until.getTime() - one.until.getTime() || one.who.name.localeCompare(other.who.name));

/** From when until when each person is on by these shifts, without a break. */
export function dutySpans(shifts: readonly Shift[]): (Span & { who: OnRoster })[] {
  const people = new Map<string, { who: OnRoster; spans: Span[] }>();
  for (const shift of shifts) {
    const span = counted(shift);
    if (!span) continue;
    const who = whoComes(shift);
    const known = people.get(who.id) ?? { who, spans: [] };
    people.set(who.id, { who, spans: [...known.spans, span] });
  }
  return [...people.values()].flatMap(({ who, spans }) => joined(spans).map((span) => ({ ...span, who })));
}

/** When the next one comes, of these shifts: somebody who only goes on without a break is not the next one. */
export function nextComes(shifts: readonly Shift[], now: Date): Date | null {
  const on = onDuty(shifts, now);
  const goesOn = (id: string, at: Date) => on.some(({ who, until }) => who.id === id && at <= until);
  const starts = duties(shifts).flatMap((shift) => {
    const span = counted(shift);
    return span && span.startsAt > now && !goesOn(whoComes(shift).id, span.startsAt) ? [span.startsAt] : [];
  });
  return starts.sort((one, other) => one.getTime() - other.getTime())[0] ?? null;
}

/** Where nobody is on between two moments, in order. */
export function gapsOf(shifts: readonly Shift[], from: Date, to: Date): Gap[] {
  const gaps: Gap[] = [];
  let open = from;
  const covered = joined(duties(shifts).flatMap((shift) => counted(shift) ?? []));
  for (const { startsAt, endsAt } of [...covered, { startsAt: to, endsAt: to }]) {
    const end = startsAt < to ? startsAt : to;
    if (open < end) gaps.push({ startsAt: open, endsAt: end, off: missingIn(shifts, open, end) });
    if (endsAt > open) open = endsAt;
  }
  return gaps;
}

/** Spans in order, those that touch as one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())) {
    const last = result.at(-1);
    if (!last || span.startsAt > last.endsAt) result.push({ ...span });
    else if (span.endsAt > last.endsAt) last.endsAt = span.endsAt;
  }
  return result;
}

function missingIn(shifts: readonly Shift[], from: Date, to: Date): OnRoster[] {
  const missing = duties(shifts).filter((shift) => {
    const span = planned(shift);
    return whoComes(shift).disabledAt && span && span.startsAt < to && span.endsAt > from;
  });
  return [...new Map(missing.map((shift) => [whoComes(shift).id, whoComes(shift)])).values()];
}

/** The Monday of the week of a day. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));

/** The seven days of a week. */
export const daysOfWeek = (monday: string): string[] => Array.from({ length: 7 }, (_, at) => addDays(monday, at));

/** A shift on a day by the clock (`HH:MM`); `until` not after `from` is on the day after. */
export function shiftOn(day: string, from: string, until: string): Span {
  const at = (on: string, time: string) => new Date(`${on}T${time}:00+09:00`);
  return { startsAt: at(day, from), endsAt: at(until <= from ? addDays(day, 1) : day, until) };
}

export const weekSpan = (monday: string): Span => ({ startsAt: startOf(monday), endsAt: startOf(addDays(monday, 7)) });

/** The gaps of a week by its days (of duty): a night stands whole on the day it begins; one that takes a whole day or more in, day by day. */
export function gapsByDay(shifts: readonly Shift[], monday: string): Gap[][] {
  const week = weekSpan(monday);
  const pieces = gapsOf(shifts, week.startsAt, week.endsAt)
    .flatMap((gap) => (endsNextDay(gap) ? [gap] : daily(gap)))
    .map(({ startsAt, endsAt }) => ({ startsAt, endsAt, off: missingIn(shifts, startsAt, endsAt) }));
  return daysOfWeek(monday).map((day) => pieces.filter(({ startsAt }) => dayOf(startsAt) === day));
}

function endsNextDay({ startsAt, endsAt }: Span): boolean {
  return endsAt < startOf(addDays(dayOf(startsAt), 2));
}

function daily(span: Span): Span[] {
  const midnight = startOf(addDays(dayOf(span.startsAt), 1));
  if (span.endsAt <= midnight) return [span];
  return [{ ...span, endsAt: midnight }, ...daily({ ...span, startsAt: midnight })];
}
