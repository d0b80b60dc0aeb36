/** Which placement a code counts for, remembered: a poster at a station is scanned by many within one minute. */
import type { Clock } from '../triage/clock.ts';
import { withinMs } from './within.ts';

/** Where a code leads; null: nobody has it. */
export type PlacementOf = (code: string) => Promise<{ placementId: string; centerId: string } | null>;

/** A repointed code counts anew after this time. */
const freshMs = 60_000;
const lookUpMs = 1_000;
const most = 10_000;

/** Gives the placement a code counts for; null: nobody's, or another centre's, whose people are not ours to count. While looking
 *  up fails, what was read last holds. Throws Unavailable when nothing is known after a second. Codes nobody has are not kept. */
export function rememberedPlacements(deps: {
  placementOf: PlacementOf;
  center: () => Promise<{ id: string }>;
  clock: Clock;
}): (code: string) => Promise<string | null> {
  const known = new Map<string, { placementId: string; at: number }>();

  async function look(code: string): Promise<string | null> {
    const [found, center] = await Promise.all([deps.placementOf(code), deps.center()]);
    return found?.centerId === center.id ? found.placementId : null;
  }

  return async (code) => {
    const now = deps.clock().getTime();
    const last = known.get(code);
    if (last && now - last.at < freshMs) return last.placementId;
    try {
      const placementId = await withinMs(lookUpMs, look(code));
      known.delete(code);
      if (placementId !== null) known.set(code, { placementId, at: now });
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
      return placementId;
    } catch (error) {
      if (!last) throw error;
      return last.placementId;
    }
  };
}
