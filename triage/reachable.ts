/** Whether anybody would hear of a resident now, and when next: what is promised to them rests on it. */
import { answersAt, answersFrom } from './answers.ts';
import { type Answers, peopleOf } from './climb.ts';
import { type Ladder, readLadder } from './ladder.ts';
import { counted, duties } from './roster.ts';
import type { Queryable } from './store/audit.ts';
import { newestLadder } from './store/ladders.ts';
import { usableReach } from './store/reach.ts';
import { shiftsBetween } from './store/shifts.ts';

/** An hour further away than this is no comfort, and rosters are not kept that far ahead. */
const aheadMs = 31 * 24 * 60 * 60_000;

/** Somebody has a desk open, or somebody on duty whom the ladder calls has a way that works. A name on the roster alone is nobody; nor is
 *  a way that fails each time, though it goes on being tried, or somebody no urgent case would call. */
export async function isAnybodyReachable(on: Queryable, centerId: string, now: Date): Promise<boolean> {
  const answers = await answersAt(on, centerId, now);
  if (answers.people.some(({ deskOpen }) => deskOpen)) return true;
  return hasReached(answers) && isCalled(await ladderOf(on, centerId), answers);
}

/** From when on somebody on duty would hear of a resident, by the ways they have now: whose desk will be open nobody knows. null: nobody who
 *  could be reached is written down within a month. */
export async function nextOpening(on: Queryable, centerId: string, now: Date): Promise<Date | null> {
  const shifts = await shiftsBetween(on, centerId, now, new Date(now.getTime() + aheadMs));
  const people = (await usableReach(on, centerId, now)).map((one) => ({ ...one, deskOpen: false }));
  const ladder = await ladderOf(on, centerId);
  const starts = duties(shifts).flatMap((shift) => counted(shift)?.startsAt.getTime() ?? []);
  const ahead = [...new Set(starts)].filter((at) => at > now.getTime()).sort((one, other) => one - other);
  const opens = ahead.find((at) => {
    const answers = answersFrom({ shifts, people, team: 'none' }, new Date(at));
    return hasReached(answers) && isCalled(ladder, answers);
  });
  return opens === undefined ? null : new Date(opens);
}

const reachedOf = ({ duty, told }: Answers): string[] => duty.filter((id) => told.get(id) === 'works');
const hasReached = (answers: Answers): boolean => reachedOf(answers).length > 0;

/** An emergency calls somebody who is reached, and what is urgent does: a time is promised for both. */
const isCalled = ({ climbs }: Ladder, answers: Answers): boolean =>
  [climbs[0], climbs[1]].every(({ steps }) => {
    const called = peopleOf(
      steps.flatMap(({ who }) => who),
      answers,
    );
    return reachedOf(answers).some((id) => called.includes(id));
  });

async function ladderOf(on: Queryable, centerId: string): Promise<Ladder> {
  const newest = await newestLadder(on, centerId);
  // Whoever climbs it tells that it cannot be read.
  return readLadder(newest?.content, () => {});
}
