/** Whether anybody would hear of a resident now: what is promised to them rests on it. */
import { answersAt } from './answers.ts';
import { type Answers, peopleOf } from './climb.ts';
import { nextDutyAt } from './duty.ts';
import { type Ladder, readLadder } from './ladder.ts';
import type { Queryable } from './store/audit.ts';
import { newestLadder } from './store/ladders.ts';
import { workingReach } from './store/reach.ts';

/** Somebody has a desk open, or somebody on duty whom the ladder calls has a way that works. A name on the roster alone is nobody; nor is
 *  a way that fails each time, though it goes on being tried, or somebody no urgent case would call. */
export async function isAnybodyReachable(on: Queryable, centerId: string, now: Date): Promise<boolean> {
  const answers = await answersAt(on, centerId, now);
  if (answers.people.some(({ deskOpen }) => deskOpen)) return true;
  const reach = await workingReach(on, answers.duty);
  const reached = answers.duty.filter((id) => reach.get(id) === null);
  if (reached.length === 0) return false;
  const called = calledBy(await ladderOf(on, centerId), answers);
  return called.every((people) => reached.some((id) => people.has(id)));
}

/** Whom an emergency calls, and what is urgent: a time is promised for both. */
const calledBy = ({ climbs }: Ladder, answers: Answers): ReadonlySet<string>[] =>
  [climbs[0], climbs[1]].map(({ steps }) => {
    const everybody = steps.flatMap(({ who }) => who);
    return new Set(peopleOf(everybody, answers));
  });

async function ladderOf(on: Queryable, centerId: string): Promise<Ladder> {
  const newest = await newestLadder(on, centerId);
  // Whoever climbs it tells that it cannot be read.
  return readLadder(newest?.content, () => {});
}

/** From when on somebody is there again; null: nobody is written down, or somebody is on now and cannot be told. */
export async function nextOpening(on: Queryable, centerId: string, now: Date): Promise<Date | null> {
  const next = await nextDutyAt(on, centerId, now);
  return next !== null && next > now ? next : null;
}
