/** What every turn needs to know and what hardly ever changes, remembered for a while: a message costs no trip for it, and a
 *  slow store does not keep it waiting. */
import type { Clock } from './clock.ts';
import { Unavailable } from './errors.ts';
import { type NodeEnv, unsigned } from './gate.ts';
import { type Center, readCenter } from './store/centers.ts';
import type { Query } from './store/db.ts';
import { usualWait } from './store/escalations.ts';
import { signedVersions } from './store/signoffs.ts';
import { withinMs } from './within.ts';

const freshMs = 60_000;
/** What is known already is good enough after this. */
const patienceMs = 300;
const waitsFreshMs = 10 * 60_000;
/** A signature counts within this time, without a restart. */
const signedFreshMs = 10_000;

/** Reads through the query it is handed (a turn's own connection) and keeps what it read. While reading fails, the last
 *  facts are good enough, or those of `before`. Throws Unavailable for a centre nobody knows. */
export function rememberedCenters(
  clock: Clock,
  before: readonly Center[] = [],
): (query: Query, id: string) => Promise<Center> {
  const known = new Map(before.map((center) => [center.id, { center, at: Number.NEGATIVE_INFINITY }]));
  return async (query, id) => {
    const now = clock().getTime();
    const last = known.get(id);
    if (last && now - last.at < freshMs) return last.center;
    try {
      // Asked before anybody's turn begins: it must cost no more than a moment of theirs.
      const center = await (last ? withinMs(patienceMs, readCenter(query, id)) : readCenter(query, id));
      if (!center) throw new Unavailable(`The centre ${id} is not in the database`);
      known.set(id, { center, at: now });
      return center;
    } catch (error) {
      if (!last) throw error;
      known.set(id, { ...last, at: now });
      return last.center;
    }
  };
}

/** Looks up once what several turns ask in the same moment: in a flood of people in danger whether anybody can be reached would cost each
 *  of them more than all else. Nothing is kept: who asks later looks anew. Shared by those who ask over the same connections only: whoever
 *  is in danger waits for no look of an ordinary turn's, and nobody for a transaction's. */
export function askedTogether<T>(look: (query: Query, centerId: string) => Promise<T>): typeof look {
  const underWay = new WeakMap<Query, Map<string, Promise<T>>>();
  return (query, centerId) => {
    const theirs = underWay.get(query) ?? new Map<string, Promise<T>>();
    underWay.set(query, theirs);
    const others = theirs.get(centerId);
    if (others) return others;
    const own = look(query, centerId).finally(() => theirs.delete(centerId));
    theirs.set(centerId, own);
    return own;
  };
}

/** Minutes within which nine of ten urgent cases of the last 30 days were claimed; null with too few to say. A promise is made of
 *  it, so it is looked up anew each ten minutes. */
export function rememberedWaits(clock: Clock): (query: Query, centerId: string) => Promise<number | null> {
  const known = new Map<string, { minutes: number | null; at: number }>();
  return async (query, centerId) => {
    const now = clock();
    const last = known.get(centerId);
    if (last && now.getTime() - last.at < waitsFreshMs) return last.minutes;
    // A sentence that may be left out is no reason to fail.
    const minutes = await usualWait(query, centerId, now).catch(() => last?.minutes ?? null);
    known.set(centerId, { minutes, at: now.getTime() });
    return minutes;
  };
}

/** Gives the function that names the wording versions which may not be put to residents now (see gate.ts). It reads through the
 *  query it is handed. While reading fails, what was read last holds; if nothing was ever read, nothing counts as signed and the
 *  gate is shut. In development and test it asks nothing and names none. Never throws. */
export function rememberedUnsigned(clock: Clock, nodeEnv: NodeEnv): (query: Query) => Promise<readonly string[]> {
  let last: { versions: readonly string[]; at: number } | null = null;
  return async function unsignedVersions(query) {
    if (nodeEnv !== 'production') return [];
    const now = clock().getTime();
    if (last && now - last.at < signedFreshMs) return last.versions;
    try {
      last = { versions: unsigned(nodeEnv, await signedVersions(query)), at: now };
    } catch {
      // Never read at all: ask again with the next message, so that the gate stays shut no longer than it must.
      if (last) last = { ...last, at: now };
    }
    return last?.versions ?? unsigned(nodeEnv, []);
  };
}
