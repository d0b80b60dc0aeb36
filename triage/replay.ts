/** A line of the spool becomes what it would have been: a turn, late; or a row of the inbox, which is tried again and at last put before a
 *  person. */
import { dangerIn } from '../flows/step.ts';
import { setEventAside } from './aside.ts';
import { Refused } from './errors.ts';
import type { TurnDeps, TurnEvent, TurnResult } from './event.ts';
import { isOfNobody, openingOf } from './opening.ts';
import { movedSince } from './store/conversations.ts';
import { addressHash } from './store/residents.ts';

/** `run`: as a late turn. Throws when it can be neither; then it stays where it is. */
export async function replayed(
  deps: TurnDeps,
  event: TurnEvent,
  keptAt: Date,
  run: (event: TurnEvent) => Promise<TurnResult>,
): Promise<void> {
  try {
    await run(await asItWas(deps, event, keptAt));
  } catch (error) {
    if (isOfNobody(error)) return await ofNobody(deps, event, run);
    // Its request is long over: a key that was used twice refuses nobody any more.
    if (error instanceof Refused) return deps.fault('a line of the spool was refused', error, { eventId: event.id });
    deps.fault('a line of the spool could not become a turn', error, { eventId: event.id });
    if (!(await setEventAside(deps, event))) throw error;
  }
}

/** What they have been shown since they wrote it is not what they answered. */
async function asItWas(deps: TurnDeps, event: TurnEvent, keptAt: Date): Promise<TurnEvent> {
  if (!('address' in event.who)) return event;
  const moved = await movedSince(deps.db.query, addressHash(deps.secrets.lookup, event.who.address), keptAt);
  return moved ? { ...event, unseen: true } : event;
}

/** Somebody who came while the database was away is opened first, as their messenger would have done it. A tap of nobody is of somebody who
 *  was forgotten meanwhile, and opens nothing, unless it says danger. */
async function ofNobody(
  deps: TurnDeps,
  event: TurnEvent,
  run: (event: TurnEvent) => Promise<TurnResult>,
): Promise<void> {
  const { id, inbound } = event;
  if (inbound.type === 'chose' && dangerIn(inbound.choice) === null) {
    return deps.fault('a tap in the spool is of nobody any more', null, { eventId: id });
  }
  await run(openingOf(event));
  await run({ ...event, unseen: true });
}
