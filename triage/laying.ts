/** 순번 → 당직표: a rotation lays its shifts eight weeks ahead, when it is made or edited and each hour. It lays over nothing: not over
 *  what has begun, not over what somebody changed by hand, and nobody is put in twice at the same time. */
import { addDays, dayOf, startOf } from './days.ts';
import { gapsOf, type Span } from './roster.ts';
import { countsFrom, horizonOf, overlap, type Turn, turnsOf, unknownFrom, without } from './rotation.ts';
import type { Queryable } from './store/audit.ts';
import type { Database } from './store/db.ts';
import {
  changeRotation,
  clearAhead,
  insertLaid,
  insertRotation,
  laidTo,
  lockRotation,
  type Plan,
  type Rotation,
  retire,
  type Taken,
  takenBetween,
  unlaid,
} from './store/rotations.ts';
import { lockDuty, type OnRoster, type Shift, shiftsBetween } from './store/shifts.ts';

/** Who lays, and when. staffId null: the program by itself. */
export interface Layer {
  staffId: string | null;
  at: Date;
  newId: () => string;
}

/** Somebody of a plan who would be in two places: their turn, and what stands in its way. */
export interface Clash extends Span {
  staffId: string;
  other: Span & { rotationId: string | null; rotationName: string | null };
}

interface Fitted {
  turns: Turn[];
  clashes: Clash[];
}

/** What of the turns can be laid, and what stands in the way of the rest. */
function fitTurns(turns: readonly Turn[], taken: readonly Taken[], rotationId: string | null, now: Date): Fitted {
  const past: Span = { startsAt: new Date(0), endsAt: now };
  const places = taken.filter((one) => rotationId !== null && one.rotationId === rotationId);
  const elsewhere = taken.filter((one) => rotationId === null || one.rotationId !== rotationId);
  const clashes: Clash[] = [];
  const fitted = turns.flatMap((turn) => {
    const free = without(turn, [past, ...places]).map((piece) => ({ ...turn, ...piece }));
    // Somebody who stands in at another place of the same rotation is taken too.
    const busy = [...elsewhere, ...places].filter(({ staffId }) => staffId === turn.staffId);
    for (const piece of free) {
      const other = elsewhere.find((one) => one.staffId === turn.staffId && overlap(one, piece));
      if (other) clashes.push({ startsAt: piece.startsAt, endsAt: piece.endsAt, staffId: turn.staffId, other });
    }
    return free.flatMap((piece) => without(piece, busy).map((part) => ({ ...piece, ...part })));
  });
  return { turns: fitted, clashes };
}

/** Days [fromDay, toDay) of a plan, against what is there. cleared: as if what it laid before were gone from a moment on. */
async function fitted(
  on: Queryable,
  rotationId: string | null,
  plan: Plan,
  [fromDay, toDay]: readonly [string, string],
  now: Date,
  cleared: { from: Date; now: Date } | null = null,
): Promise<Fitted> {
  const span = { from: startOf(fromDay), to: startOf(addDays(toDay, 2)) };
  const taken = await takenBetween(on, { rotationId, people: plan.people, ...span }, cleared);
  return fitTurns(turnsOf(plan, fromDay, toDay), taken, rotationId, now);
}

async function lay(tx: Queryable, rotation: Omit<Rotation, 'rev'>, days: [string, string], by: Layer): Promise<void> {
  const { id, centerId, plan } = rotation;
  // In one order, so that two rotations that share people do not wait for each other.
  for (const staffId of [...new Set(plan.people)].sort()) await lockDuty(tx, centerId, staffId);
  const { turns } = await fitted(tx, id, plan, days, by.at);
  const shifts = turns.map(({ startsAt, endsAt, staffId }) => ({ id: by.newId(), startsAt, endsAt, staffId }));
  await insertLaid(tx, { centerId, rotationId: id, backup: plan.backup }, shifts, by);
}

/** Where laying begins: a night that began yesterday may still be going on. */
const dayBefore = (at: Date): string => addDays(dayOf(at), -1);

/** How far a plan can be laid: to the first day of which nobody knows whether people work, so that it is laid when that is known. */
const layableTo = (plan: Plan, from: string, until: string): string => unknownFrom(plan, from, until) ?? until;

const later = (one: string, other: string): string => (one > other ? one : other);

/** Makes a rotation and lays its shifts. The caller has looked at the plan and at its clashes, in this transaction. */
export async function makeRotation(tx: Queryable, made: { id: string; centerId: string; plan: Plan }, by: Layer) {
  const rotation = { ...made, laidUntil: layableTo(made.plan, dayOf(by.at), horizonOf(by.at)) };
  await insertRotation(tx, rotation, by);
  await lay(tx, rotation, [dayBefore(by.at), rotation.laidUntil], by);
}

/** Puts another plan in the place of one: its shifts that have not begun, were not touched by hand and lie behind the day the plan
 *  begins on are laid anew. Up to that day the plan of before holds. */
export async function editRotation(tx: Queryable, before: Rotation, plan: Plan, by: Layer): Promise<void> {
  if (plan.startsOn > before.laidUntil) await lay(tx, before, [before.laidUntil, plan.startsOn], by);
  const from = countsFrom(plan, by.at);
  await clearAhead(tx, before.id, from, by.at);
  const laidUntil = layableTo(plan, dayOf(from), later(horizonOf(by.at), plan.startsOn));
  await changeRotation(tx, { ...before, plan, laidUntil }, by.at);
  await lay(tx, { ...before, plan }, [dayBefore(from), laidUntil], by);
}

/** Ends a rotation: its shifts that have not begun and were not touched by hand go. */
export async function endRotation(tx: Queryable, { id }: Rotation, now: Date): Promise<number> {
  await retire(tx, id, now);
  return clearAhead(tx, id, now, now);
}

/** Who of a plan would be in two places at once within the horizon. rotation: the one that is edited. */
export async function clashesOf(on: Queryable, rotation: Rotation | null, plan: Plan, now: Date): Promise<Clash[]> {
  const from = countsFrom(plan, now);
  const days = [dayBefore(from), later(horizonOf(now), addDays(plan.startsOn, 28))] as const;
  return (await fitted(on, rotation?.id ?? null, plan, days, now, { from, now })).clashes;
}

/** How the coming four weeks would look: the plan's turns as they would be laid, and where nobody would be on duty. */
export async function preview(
  on: Queryable,
  { centerId, rotation, plan, now }: { centerId: string; rotation: Rotation | null; plan: Plan; now: Date },
): Promise<{ turns: Turn[]; clashes: Clash[]; gaps: Span[] }> {
  const from = countsFrom(plan, now);
  const until = addDays(dayOf(from), 28);
  const cleared = { from, now };
  const { turns, clashes } = await fitted(on, rotation?.id ?? null, plan, [dayBefore(from), until], now, cleared);
  const stays = (await shiftsBetween(on, centerId, now, startOf(until))).filter(
    (shift) => !(rotation && shift.rotationId === rotation.id && !shift.isTouched && shift.startsAt >= from),
  );
  const laid = turns.map((turn) => asShift(turn, plan));
  return { turns, clashes, gaps: gapsOf([...stays, ...laid], from, startOf(until)) };
}

const nobodyOff = (id: string): OnRoster => ({ id, name: '', disabledAt: null });
const asShift = ({ startsAt, endsAt, staffId }: Turn, { backup }: Plan): Shift => ({
  id: '',
  startsAt,
  endsAt,
  staff: nobodyOff(staffId),
  coveredBy: null,
  removedAt: null,
  rotationId: null,
  rotationName: null,
  backup,
  isTouched: false,
});

/** Lays what has come into sight since. Any number of processes may do it at once: each rotation is laid by one of them. */
export async function layAhead(db: Database, by: Layer): Promise<void> {
  const until = horizonOf(by.at);
  for (const { id, centerId } of await unlaid(db, until)) {
    await db.transaction(async (tx) => {
      const rotation = await lockRotation(tx, centerId, id);
      if (!rotation || rotation.laidUntil >= until) return;
      const to = layableTo(rotation.plan, rotation.laidUntil, until);
      if (to === rotation.laidUntil) return;
      await lay(tx, rotation, [rotation.laidUntil, to], by);
      await laidTo(tx, id, to);
    });
  }
}
