/** Who a ladder's targets are at a moment, by the roster and the ways people have. */
import type { Answers } from './climb.ts';
import { onDuty, presentIn } from './roster.ts';
import type { Queryable } from './store/audit.ts';
import { type Reach, type Told, teamReach, toldBy, usableReach } from './store/reach.ts';
import { type Shift, shiftsBetween } from './store/shifts.ts';

/** Answers with the people behind them, for whoever shows them. */
export interface People extends Answers {
  people: readonly Reach[];
}

/** `at`: whose duty it is; `now`: whose phone or desk works, which nobody knows ahead. */
export async function answersAt(on: Queryable, centerId: string, at: Date, now = at): Promise<People> {
  const shifts = await shiftsBetween(on, centerId, at, new Date(at.getTime() + 1));
  const people = await usableReach(on, centerId, now);
  return answersFrom({ shifts, people, team: await teamReach(on, centerId) }, at);
}

/** What is known of a centre, as it answers at a moment. Pure. */
export function answersFrom(
  { shifts, people, team }: { shifts: readonly Shift[]; people: readonly Reach[]; team: Told },
  at: Date,
): People {
  const byRotation = Map.groupBy(
    shifts.filter(({ rotationId }) => rotationId !== null),
    ({ rotationId }) => rotationId as string,
  );
  const ids = (present: ReturnType<typeof onDuty>) => present.map(({ who }) => who.id);
  return {
    people,
    duty: ids(onDuty(shifts, at)),
    rotations: new Map([...byRotation].map(([id, theirs]) => [id, ids(presentIn(theirs, at))])),
    leads: people.filter(({ role }) => role === 'lead').map(({ id }) => id),
    everyone: people.map(({ id }) => id),
    told: new Map(people.map((one) => [one.id, toldBy(one)])),
    team,
  };
}
