/** A centre's facts, remembered for a minute: a message costs no trip for them, and a slow store does not keep it waiting. */
import type { Clock } from './clock.ts';
import { Unavailable } from './errors.ts';
import { type Center, readCenter } from './store/centers.ts';
import type { Query } from './store/db.ts';

const freshMs = 60_000;

/** Reads through the query it is handed (a turn's own connection) and keeps what it read. While reading fails, the last
 *  facts are good enough. Throws Unavailable for a centre nobody knows. */
export function rememberedCenters(clock: Clock): (query: Query, id: string) => Promise<Center> {
  const known = new Map<string, { center: Center; at: number }>();
  return async (query, id) => {
    const now = clock().getTime();
    const last = known.get(id);
    if (last && now - last.at < freshMs) return last.center;
    try {
      const center = await readCenter(query, id);
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
