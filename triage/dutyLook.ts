/** What the program does about the roster by itself: lays rotations ahead, sees that duty was handed over, and tells the leads what
 *  leaves people without an answer. */
import type { Clock, NewId } from './clock.ts';
import { acceptWithinMs, lastHandover, lookBackMs } from './handover.ts';
import { layAhead } from './laying.ts';
import { whoComes } from './roster.ts';
import type { Queryable } from './store/audit.ts';
import { allCenters } from './store/centers.ts';
import type { Database, Transaction } from './store/db.ts';
import { alarmHandover, dropOldNotes, recordHandover, standingOf } from './store/handovers.ts';
import { addPages } from './store/pages.ts';
import { shiftsBetween } from './store/shifts.ts';
import { disableStaff, leadsOf, staffByEmail } from './store/staff.ts';

export interface LookDeps {
  db: Database;
  clock: Clock;
  newId: NewId;
}

const dayMs = 24 * 60 * 60_000;
/** How long what somebody wrote for the next one is kept. */
const notesKeptMs = 30 * dayMs;

/** Each hour: what came into sight is laid, and old notes go. */
export async function layRosters({ db, clock, newId }: LookDeps): Promise<void> {
  const at = clock();
  await layAhead(db, { staffId: null, at, newId });
  await dropOldNotes(db, new Date(at.getTime() - notesKeptMs));
}

/** Many times a minute: where duty has passed to somebody it is written down, and the leads are told, once, where nobody has accepted
 *  it a quarter of an hour later. Any number of processes may look at once. */
export async function lookAtHandovers({ db, clock, newId }: LookDeps): Promise<void> {
  for (const { id: centerId } of await allCenters(db.query)) {
    const now = clock();
    const from = new Date(now.getTime() - lookBackMs);
    const handover = lastHandover(await shiftsBetween(db, centerId, from, new Date(now.getTime() + 1)), now);
    if (!handover) continue;
    const { at } = handover;
    const standing = await standingOf(db, centerId, at);
    if (!standing) await recordHandover(db, { id: newId(), centerId, at, now });
    if (standing?.accepted || standing?.alarmedAt || now.getTime() - at.getTime() < acceptWithinMs) continue;
    await db.transaction(async (tx) => {
      if (await alarmHandover(tx, centerId, at, now)) await tellLeads(tx, centerId, now);
    });
  }
}

/** Something about duty wants a lead's eye. Gives how many of them have a way on which it arrives. */
export const tellLeads = async (tx: Queryable, centerId: string, now: Date): Promise<number> =>
  addPages(tx, { centerId, kind: 'duty', about: null, staffIds: await leadsOf(tx, centerId), now });

/** Switches an account off. Where its owner is on duty or has shifts to come nobody is on from now on, and the leads are told at once.
 *  null: no such account. gaps: how many shifts nobody comes to. told: how many leads have a way on which they are told of it. */
export async function switchOff(
  tx: Transaction,
  email: string,
  at: Date,
): Promise<{ released: number; gaps: number; told: number } | null> {
  const staff = await staffByEmail(tx, email);
  const done = await disableStaff(tx, email, at);
  if (!staff || !done) return null;
  // A year: no shift is laid or put in further ahead.
  const ahead = await shiftsBetween(tx, staff.centerId, at, new Date(at.getTime() + 367 * dayMs));
  const gaps = ahead.filter((shift) => whoComes(shift).id === staff.id && shift.removedAt === null).length;
  const isNews = gaps > 0 && staff.disabledAt === null;
  return { ...done, gaps, told: isNews ? await tellLeads(tx, staff.centerId, at) : 0 };
}
