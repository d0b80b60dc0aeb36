/** Cases for which somebody is being called, as they stood a moment ago. Calls are rows: when the records go away in the middle of them, whoever
 *  waits has said what they had to say and writes no more, so they are called for out of memory as well. */
import type { Clock } from './clock.ts';
import type { DirectPager } from './directPager.ts';
import type { Query } from './store/db.ts';
import { type RingingCase, ringingCases } from './store/escalations.ts';

export interface Ringing {
  /** Each few seconds, in a process that calls. Never throws. */
  round(): Promise<void>;
}

/** One look that fails is no outage. */
const awayAfterMs = 10_000;

export function ringing({
  query,
  clock,
  direct,
}: {
  query: Query;
  clock: Clock;
  direct: Pick<DirectPager, 'danger'>;
}): Ringing {
  let cases: readonly RingingCase[] = [];
  let failingSince: number | null = null;
  return {
    async round() {
      const now = clock().getTime();
      try {
        cases = await ringingCases(query);
        failingSince = null;
      } catch {
        failingSince ??= now;
        if (now - failingSince < awayAfterMs) return;
        // Once in an outage: from then on it is repeated by itself.
        for (const { id, centerId, priority } of cases) direct.danger({ key: `case:${id}`, centerId, priority });
        cases = [];
      }
    },
  };
}
