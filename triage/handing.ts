/** A shift passes into other hands, or to nobody. Who was on until now stays written. */
import { whoComes } from './roster.ts';
import type { Queryable } from './store/audit.ts';
import { overtake } from './store/offers.ts';
import { goOnAs, type Shift, setCover, takeAway } from './store/shifts.ts';

export interface Hand {
  /** Who does it. */
  staffId: string;
  at: Date;
  newId: () => string;
}

/** Gives a shift to somebody from its beginning on, or, where it has begun, from now on: the rest is then a row of its own. Gives the
 *  row they are on by. Whoever was asked for it is not asked any more. The caller holds the shift's lock. */
export async function hand(tx: Queryable, shift: Shift, to: string, by: Hand): Promise<string> {
  await overtake(tx, shift.id, by.at);
  const coveredBy = to === shift.staff.id ? null : to;
  if (shift.startsAt >= by.at) {
    await setCover(tx, shift.id, coveredBy, by.at);
    return shift.id;
  }
  const newId = by.newId();
  await takeAway(tx, shift.id, by.at);
  await goOnAs(tx, { id: shift.id, newId, staffId: coveredBy, by: by.staffId, now: by.at });
  return newId;
}

/** Takes a shift away; one that has begun counts up to now. */
export async function drop(tx: Queryable, shift: Shift, now: Date): Promise<void> {
  await overtake(tx, shift.id, now);
  await takeAway(tx, shift.id, now);
}

/** What of a shift is still to come. */
export const restFrom = ({ startsAt, endsAt }: Shift, now: Date): { startsAt: Date; endsAt: Date } => ({
  startsAt: startsAt > now ? startsAt : now,
  endsAt,
});

export const comes = (shift: Shift, staffId: string): boolean => whoComes(shift).id === staffId;
