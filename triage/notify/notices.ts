/** Everything that tells staff outside the desk, as one thing the dispatcher runs: pages each round, missing ways each minute. */
import { type DutyWaysDeps, tellUnreached } from '../dutyWays.ts';
import type { Passes } from '../passes.ts';
import { type DeliverDeps, deliverer } from './deliver.ts';

const minuteMs = 60_000;

/** Nothing here is waited for by the dispatcher's other work but the taking of what is due. */
export function notices(deps: DeliverDeps & Pick<DutyWaysDeps, 'newId'>): Passes {
  const pages = deliverer(deps);
  const mail = deps.notifiers.find(({ kind }) => kind === 'email') ?? null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | null = null;

  function look(): void {
    const now = deps.clock().getTime();
    if (looking || now - lookedAt < minuteMs) return;
    lookedAt = now;
    looking = tellUnreached({ ...deps, mail, nudge: pages.nudge })
      .catch((error) => deps.fault('people on duty without a way', error, {}))
      .finally(() => {
        looking = null;
      });
  }

  return {
    async round() {
      look();
      await pages.round();
    },
    nudge: pages.nudge,
    async settled() {
      await looking;
      await pages.settled();
    },
  };
}
