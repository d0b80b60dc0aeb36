/** Each minute one process looks whether everything that must always hold does. What it saw is kept for the metrics and the watchdog. */
import { brokenLinks, type ChainDeps, headOf, sealTrail } from './auditChain.ts';
import { keepLook, lookedAt, takeRound } from './store/invariantLooks.ts';
import { type Broken, type Invariant, invariants, look, readsAll } from './store/invariants.ts';

export interface VerifyDeps extends ChainDeps {
  /** The audit trail's chain has a new end. */
  sealed: (head: string) => void;
  fault: (what: string, error: unknown, ids: Record<string, string>) => void;
}

const everyMs = 60_000;
const hourMs = 3_600_000;
/** What committed late still counts as new. */
const overlapMs = 5 * 60_000;

/** What is new: of the last hour; after a pause of all workers as far back as the last look, but no more than a day. */
export const newSince = (now: Date, looked: Date = now): Date =>
  new Date(Math.max(now.getTime() - 24 * hourMs, Math.min(now.getTime() - hourMs, looked.getTime() - overlapMs)));

/** Something that must always hold, and how it is looked at. */
export interface Check extends Pick<Invariant, 'id' | 'says' | 'ko'> {
  /** Whether each look reads all of it, or only what is new. */
  readsAll: boolean;
  /** `since` null: at everything. Throws as `query` does. */
  look(now: Date, since: Date | null, ending?: AbortSignal): Promise<Pick<Broken, 'count' | 'examples'>>;
}

/** All of them: the queries, and the chain of the audit trail, which no query can read without its key. */
export const checksOf = (chain: Omit<ChainDeps, 'clock'>): Check[] => [
  ...invariants.map((one) => ({
    ...one,
    readsAll: readsAll(one),
    look: (now: Date, since: Date | null) => look(chain.query, one, now, since),
  })),
  {
    id: 'I18.chain',
    says: 'The audit trail is a chain without a break: no row of it was altered or taken out, and it was not begun anew.',
    ko: '감사 기록은 끊긴 데 없이 이어져 있어요. 바뀌거나 빠진 줄이 없고, 다시 쓰이지 않았어요.',
    readsAll: false,
    look: (_now: Date, since: Date | null, ending?: AbortSignal) => brokenLinks(chain, since, ending),
  },
];

/** One round, if it is time for one and no other process is at it. Statement by statement, so that nothing else waits for it. Never
 *  throws: what could not be looked at stays as old as it is, which the watchdog tells. Told to end, it ends after the statement that runs. */
export async function verifyRound(deps: VerifyDeps, ending?: AbortSignal): Promise<void> {
  try {
    const isSealed = await seals(deps, ending);
    const now = deps.clock();
    if (!(await takeRound(deps.query, now, new Date(now.getTime() + everyMs)))) return;
    const checks = checksOf(deps);
    const ids = checks.map(({ id }) => id);
    const looked = await lookedAt(deps.query, ids, now);
    for (const check of checks) {
      if (ending?.aborted) return;
      // While a long trail gets its places, a row without one is no news.
      if (check.id === 'I18.sealed' && !isSealed) continue;
      await verifyOne(deps, check, newSince(now, looked.get(check.id)), ending);
    }
  } catch (error) {
    deps.fault('the invariants could not be looked at', error, {});
  }
}

/** Whether nothing of the audit trail is left without a place. What stands in its way keeps nothing else from being looked at. */
async function seals(deps: VerifyDeps, ending?: AbortSignal): Promise<boolean> {
  try {
    const { end, all } = await sealTrail(deps, ending);
    if (end) deps.sealed(headOf(end));
    return all;
  } catch (error) {
    deps.fault('the audit trail could not be sealed', error, {});
    return true;
  }
}

async function verifyOne(
  { query, clock, fault }: VerifyDeps,
  check: Check,
  since: Date,
  ending?: AbortSignal,
): Promise<void> {
  const { id } = check;
  try {
    const began = performance.now();
    const now = clock();
    const { count, examples } = await check.look(now, since, ending);
    const tookMs = performance.now() - began;
    await keepLook(query, { id, broken: count, sawAll: check.readsAll, tookMs, now });
    if (count > 0)
      fault('an invariant is broken', new Error(check.says), { invariant: id, examples: examples.join(' ') });
  } catch (error) {
    fault('an invariant could not be looked at', error, { invariant: id });
  }
}
