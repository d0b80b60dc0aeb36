/** How long whoever asks for a connection of a pool waits for it just now. */
import type pg from 'pg';

export interface Waits {
  /** Something that asks the pool: `until` it has its connection, or its answer, which is never earlier. */
  asking<T>(until: Promise<T>): Promise<T>;
  /** Of the one who has waited longest, ms; 0: nobody waits. */
  oldestMs(): number;
}

export function waitsFor(pool: pg.Pool): Waits {
  // In the order of asking, which is the order in which the pool serves: whoever waits stands at the end.
  const asked = new Map<symbol, number>();
  return {
    asking(until) {
      const mine = Symbol();
      asked.set(mine, performance.now());
      const done = (): void => void asked.delete(mine);
      until.then(done, done);
      return until;
    },
    oldestMs() {
      let served = asked.size - pool.waitingCount;
      if (pool.waitingCount > 0)
        for (const since of asked.values()) if (served-- <= 0) return performance.now() - since;
      return 0;
    },
  };
}
