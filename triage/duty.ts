/** Who is on duty, asked of the database: now, at any minute that was, and when somebody comes next. What is not written down is
 *  nobody; whoever's account is off does not count. */
import { counted, duties, onDuty, presentIn, type Span, whoComes } from './roster.ts';
import type { Queryable } from './store/audit.ts';
import { nextStart, type OnRoster, type Shift, shiftsBetween } from './store/shifts.ts';

const minuteMs = 60_000;
/** How far ahead is looked to say until when somebody is on without a break. */
const aheadMs = 7 * 24 * 60 * minuteMs;

export interface OnCall {
  staffId: string;
  name: string;
  /** Without a break, as far as a week ahead. */
  until: Date;
}

const onCall = ({ who, until }: { who: OnRoster; until: Date }): OnCall => ({
  staffId: who.id,
  name: who.name,
  until,
});

const from = (on: Queryable, centerId: string, at: Date): Promise<Shift[]> =>
  shiftsBetween(on, centerId, at, new Date(at.getTime() + aheadMs));

/** Who is on duty at a moment, whoever stays longest first; empty: nobody. A backup is no duty. */
export async function dutyAt(on: Queryable, centerId: string, at: Date): Promise<OnCall[]> {
  return onDuty(await from(on, centerId, at), at).map(onCall);
}

/** Who is on by one rotation at a moment, backup or not; with those who stand in for them. */
export async function onRotationAt(on: Queryable, centerId: string, rotationId: string, at: Date): Promise<OnCall[]> {
  const shifts = await from(on, centerId, at);
  return presentIn(
    shifts.filter((shift) => shift.rotationId === rotationId),
    at,
  ).map(onCall);
}

/** The first moment from `at` on at which somebody is on duty: `at` itself when somebody is; null: nobody is written down. */
export async function nextDutyAt(on: Queryable, centerId: string, at: Date): Promise<Date | null> {
  const now = await dutyAt(on, centerId, at);
  return now.length > 0 ? at : nextStart(on, centerId, at);
}

/** Somebody who was on in a minute. */
export interface WasOn extends Span {
  staffId: string;
  name: string;
  /** Whose shift it was, when they stood in. */
  insteadOf: { id: string; name: string } | null;
  rotationId: string | null;
  backup: boolean;
}

/** Everybody who was on at some moment of a minute, from when until when by the shift they were on by; the duty before the backups. */
export async function whoWasOn(on: Queryable, centerId: string, minute: Date): Promise<WasOn[]> {
  const begins = new Date(Math.floor(minute.getTime() / minuteMs) * minuteMs);
  const ends = new Date(begins.getTime() + minuteMs);
  const shifts = await shiftsBetween(on, centerId, begins, ends);
  const inOrder = [...duties(shifts), ...shifts.filter(({ backup }) => backup)];
  return inOrder.flatMap((shift) => {
    const span = counted(shift);
    if (!span || span.startsAt >= ends || span.endsAt <= begins) return [];
    const who = whoComes(shift);
    const { staff, coveredBy, rotationId, backup } = shift;
    const insteadOf = coveredBy && { id: staff.id, name: staff.name };
    return [{ staffId: who.id, name: who.name, ...span, insteadOf, rotationId, backup }];
  });
}
