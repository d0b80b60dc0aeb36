/** The facts of the centre, remembered, so that a message costs no trip for them and a store that is down does not keep
 *  a message from its turn. */
import type { Clock } from '../triage/clock.ts';
import { Unavailable } from '../triage/errors.ts';
import { withinMs } from './within.ts';

export interface Center {
  id: string;
  name: string;
  phone: string | null;
}

const freshMs = 60_000;
const waitMs = 1_000;

/** Asks at most once a minute; while asking fails, yesterday's facts are good enough. */
export function rememberedCenter(ask: () => Promise<Center>, clock: Clock): () => Promise<Center> {
  let last: { center: Center; at: number } | null = null;
  let asking: Promise<Center> | null = null;

  async function refresh(): Promise<Center> {
    try {
      const center = await withinMs(waitMs, ask());
      last = { center, at: clock().getTime() };
      return center;
    } catch (error) {
      if (!last) throw new Unavailable('The centre is not known yet.', { cause: error });
      last = { ...last, at: clock().getTime() };
      return last.center;
    } finally {
      asking = null;
    }
  }

  return async () => {
    if (last && clock().getTime() - last.at < freshMs) return last.center;
    asking ??= refresh();
    return asking;
  };
}
