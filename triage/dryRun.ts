/** Who would be called when, if a case were opened at a moment: the engine's own function (climb.ts), walked ahead. */
import { answersAt, type People } from './answers.ts';
import { advance, callsInVain, type Move, type Place } from './climb.ts';
import type { Called, Ladder } from './ladder.ts';
import type { Queryable } from './store/audit.ts';
import { toldBy } from './store/reach.ts';
import { nextStart } from './store/shifts.ts';

const minute = 60_000;
/** Enough for ten steps and the beginning of the next round, or for a fortnight of duties of which nobody can be told. */
const mostLooks = 15;

export interface DryStep {
  at: Date;
  place: Place;
  move: Move;
  answers: People;
}

/** Up to the beginning of the second round. `desks`: those that are open count; nobody knows whether they will be later. */
export async function dryRun(
  on: Queryable,
  centerId: string,
  climbed: { ladder: Ladder; priority: Called; from: Date; now: Date; desks: boolean },
): Promise<DryStep[]> {
  const { ladder, priority, from, now, desks } = climbed;
  const climb = ladder.climbs[priority];
  const begins = new Date(from.getTime() + (climb.steps[0]?.afterMinutes ?? 0) * minute);
  const steps: DryStep[] = [];
  let place: Place | null = { round: 0, step: 0, dueAt: begins, roundAt: begins };
  for (let looks = 0; place && looks < mostLooks; looks += 1) {
    const answers = await answered(on, centerId, place.dueAt, now, desks);
    const move = advance(climb, place, answers, place.dueAt);
    if (move.call || move.alarm || callsInVain(move)) steps.push({ at: place.dueAt, place, move, answers });
    if (place.round > 0) break;
    place = !move.call && place.step === 0 ? await whenOneComes(on, centerId, place) : move.next;
  }
  return steps;
}

/** The engine looks each minute; who can be called changes when a duty begins. null: nobody is written down. */
async function whenOneComes(on: Queryable, centerId: string, at: Place): Promise<Place | null> {
  const comes = await nextStart(on, centerId, new Date(at.dueAt.getTime() + minute));
  if (!comes) return null;
  const minutes = Math.ceil((comes.getTime() - at.dueAt.getTime()) / minute);
  return { ...at, dueAt: new Date(at.dueAt.getTime() + minutes * minute) };
}

async function answered(on: Queryable, centerId: string, at: Date, now: Date, desks: boolean): Promise<People> {
  const answers = await answersAt(on, centerId, at, now);
  if (desks) return answers;
  const people = answers.people.map((one) => ({ ...one, deskOpen: false }));
  return { ...answers, people, told: new Map(people.map((one) => [one.id, toldBy(one)])) };
}
