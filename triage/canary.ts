/** The canary: every few minutes somebody who does not exist walks the whole way of a resident in danger, from the residents' door to a
 *  page that arrives here. Whatever stands between, it stands for everybody. */
import type { NewId } from './clock.ts';
import { rehearsalToken } from './rehearsal.ts';
import { walkIntoDanger } from './rehearsalWalk.ts';
import type { Query } from './store/db.ts';
import {
  acknowledgeCanary,
  addRehearsal,
  dropOldCanaries,
  endRehearsal,
  readCanaryPlace,
  rehearsalAnswered,
  rehearsedBefore,
  removeRehearsed,
} from './store/rehearsals.ts';
import { derivedKey, type Key } from './store/seal.ts';

export interface CanaryDeps {
  query: Query;
  /** The database's time: by it tokens are good or not. */
  clock: () => Date;
  newId: NewId;
  /** See rehearsalKey in rehearsal.ts. */
  key: Buffer;
  chatUrl: string;
  fault: (what: string, error: unknown) => void;
}

/** One that was not heard stays this long, for whoever looks for the reason. */
const keptMs = 10 * 60_000;
const dayMs = 24 * 60 * 60_000;

export interface Canary {
  /** One flight, up to the answer. Never throws. */
  fly(): Promise<void>;
  /** A page has arrived. True: it is the emergency of a canary, and its person is removed. */
  heard(pageId: string): Promise<boolean>;
}

export function canary(deps: CanaryDeps): Canary {
  const { query, clock, newId, key, chatUrl, fault } = deps;

  async function tidy(): Promise<void> {
    const old = new Date(clock().getTime() - keptMs);
    for (const id of await rehearsedBefore(query, 'canary', old, old)) {
      await endRehearsal(query, id, 'unheard', clock());
      await removeRehearsed(query, id);
    }
    await dropOldCanaries(query, new Date(clock().getTime() - dayMs));
  }

  async function walk(id: string, centerId: string): Promise<void> {
    let answeredAt = clock();
    const last = () => {
      answeredAt = clock();
    };
    const token = rehearsalToken(key, { kind: 'canary', id, centerId }, clock());
    try {
      await walkIntoDanger({ chatUrl, token, newId, last });
      await rehearsalAnswered(query, id, answeredAt);
    } catch (error) {
      fault('the canary could not walk', error);
      await endRehearsal(query, id, 'no-walk', clock());
    }
  }

  return {
    async fly() {
      try {
        await tidy();
        const place = await readCanaryPlace(query);
        if (!place) throw new Error('no worker has made a place for the canary: set CANARY_URL there');
        const id = newId();
        await addRehearsal(query, { id, kind: 'canary', ...place, askedBy: null, now: clock() });
        await walk(id, place.centerId);
      } catch (error) {
        fault('the canary could not fly', error);
      }
    },
    async heard(pageId) {
      const id = await acknowledgeCanary(query, pageId, clock());
      if (id === null) return false;
      // What is in somebody's hands at this moment is removed at the next flight.
      await removeRehearsed(query, id).catch((error: unknown) => fault('the canary could not be removed', error));
      return true;
    },
  };
}

/** The key both ends of the canary's page have; whoever has only the one for tokens has not this one. */
export const canaryKey = (master: Key): Buffer => derivedKey(master, 'canary page');
