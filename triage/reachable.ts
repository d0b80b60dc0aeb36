/** Whether anybody would hear of a resident now: what is promised to them rests on it. */
import { dutyAt, nextDutyAt } from './duty.ts';
import type { Queryable } from './store/audit.ts';
import { reachOf } from './store/reach.ts';

/** Somebody has a desk open, or somebody on duty has a way that would tell them. A name on the roster alone is nobody. */
export async function isAnybodyReachable(on: Queryable, centerId: string, now: Date): Promise<boolean> {
  const people = await reachOf(on, centerId, now);
  if (people.some(({ deskOpen }) => deskOpen)) return true;
  const canBeTold = new Set(people.flatMap(({ id, ways }) => (ways.length > 0 ? [id] : [])));
  return (await dutyAt(on, centerId, now)).some(({ staffId }) => canBeTold.has(staffId));
}

/** From when on somebody is there again; null: nobody is written down, or somebody is on now and cannot be told. */
export async function nextOpening(on: Queryable, centerId: string, now: Date): Promise<Date | null> {
  const next = await nextDutyAt(on, centerId, now);
  return next !== null && next > now ? next : null;
}
