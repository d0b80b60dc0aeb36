/** Each minute one process looks whether everything that must always hold does. What it saw is kept for the metrics and the watchdog. */
import type { Clock } from './clock.ts';
import type { Query } from './store/db.ts';
import { keepLook, lookedAt, takeRound } from './store/invariantLooks.ts';
import { type Invariant, invariants, look, readsAll } from './store/invariants.ts';

export interface VerifyDeps {
  query: Query;
  clock: Clock;
  fault: (what: string, error: unknown, ids: Record<string, string>) => void;
}

const everyMs = 60_000;
const hourMs = 3_600_000;
/** What committed late still counts as new. */
const overlapMs = 5 * 60_000;

/** What is new: of the last hour; after a pause of all workers as far back as the last look, but no more than a day. */
export const newSince = (now: Date, looked: Date = now): Date =>
  new Date(Math.max(now.getTime() - 24 * hourMs, Math.min(now.getTime() - hourMs, looked.getTime() - overlapMs)));

/** One round, if it is time for one and no other process is at it. Statement by statement, so that nothing else waits for it. Never
 *  throws: what could not be looked at stays as old as it is, which the watchdog tells. Told to end, it ends after the statement that runs. */
export async function verifyRound(deps: VerifyDeps, ending?: AbortSignal): Promise<void> {
  try {
    const now = deps.clock();
    if (!(await takeRound(deps.query, now, new Date(now.getTime() + everyMs)))) return;
    const ids = invariants.map(({ id }) => id);
    const looked = await lookedAt(deps.query, ids, now);
    for (const invariant of invariants) {
      if (ending?.aborted) return;
      await verifyOne(deps, invariant, newSince(now, looked.get(invariant.id)));
    }
  } catch (error) {
    deps.fault('the invariants could not be looked at', error, {});
  }
}

async function verifyOne({ query, clock, fault }: VerifyDeps, invariant: Invariant, since: Date): Promise<void> {
  const { id } = invariant;
  try {
    const began = performance.now();
    const now = clock();
    const { count, examples } = await look(query, invariant, now, since);
    const tookMs = performance.now() - began;
    await keepLook(query, { id, broken: count, sawAll: readsAll(invariant), tookMs, now });
    if (count > 0)
      fault('an invariant is broken', new Error(invariant.says), { invariant: id, examples: examples.join(' ') });
  } catch (error) {
    fault('an invariant could not be looked at', error, { invariant: id });
  }
}
