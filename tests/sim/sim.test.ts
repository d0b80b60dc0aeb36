/** A slice of the simulation that every change meets: the same worlds each time, on the embedded store and on a real Postgres. `npm run sim`
 *  runs as many others as one wishes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../triage/store/migrate.ts';
import { freshDatabase } from '../harness/postgres.ts';
import type { Fault, How, Person, Persona, Plan } from './plan.ts';
import { type BrokenWorld, run } from './run.ts';
import { embeddedStore, postgresStore, type Store } from './store.ts';
import { Timeline } from './timeline.ts';
import { live } from './world.ts';

const slice = {
  ...{ conversations: 24, seed: 20_261_130, size: 12 },
  ...{ shrinkMs: 20_000, elapsedMs: () => performance.now() },
};

describe('whatever goes wrong', () => {
  let embedded: Store;
  let postgres: Store;
  let drop = async () => {};

  beforeAll(async () => {
    const own = await freshDatabase((url) => migrate({ url }));
    drop = own.drop;
    [embedded, postgres] = await Promise.all([embeddedStore(), postgresStore(own.url)]);
  }, 60_000);
  afterAll(async () => {
    await embedded?.close();
    await postgres?.close();
    await drop();
  });

  it('nobody is lost, doubled or made up; each kind of fault has struck; and two stores give the same days', async () => {
    const first = await run(embedded, slice);
    expect(first.broken).toBeNull();
    const short = { ...slice, conversations: 8 };
    const second = await run(postgres, short);
    expect(second.broken).toBeNull();
    expect(second.digests).toEqual(first.digests.slice(0, second.digests.length));

    const { counts } = first;
    const kinds = ['crash', 'pause', 'unknown', 'cut', 'slow', 'skew', 'away', 'redeploy', 'messenger', 'pager', 'way'];
    const met = kinds.filter((kind) => [...counts.keys()].some((what) => what === kind || what.startsWith(`${kind}.`)));
    expect(met).toEqual(kinds);
  }, 400_000);

  it('a world that breaks is told of before it is made smaller, and either is seen again by its path', async () => {
    const noRoom = { ...embedded, reset: () => Promise.reject(new Error('no room')) };
    const told: (BrokenWorld | null)[] = [];
    const { broken } = await run(noRoom, slice, (ran) => told.push(ran.broken));
    const [first] = told;
    expect(told).toHaveLength(1);
    expect(first?.says).toEqual([expect.stringContaining('no room')]);
    expect(broken?.plan.people).toHaveLength(1);
    expect(broken?.plan.faults).toEqual([]);
    expect(first?.plan).not.toEqual(broken?.plan);
    for (const world of [first, broken]) {
      const again = await run(noRoom, { ...slice, path: world?.path ?? '' });
      expect(again.broken?.plan).toEqual(world?.plan);
    }
    const { path, plan } = first as BrokenWorld;
    expect((await run(noRoom, { ...slice, shrinkMs: -1 })).broken).toMatchObject({ path, plan });
  });

  it('a world that never ends is given up and says so', async () => {
    const timeline = new Timeline(0, 1_000);
    const wakes = (): unknown => timeline.after(0, wakes);
    wakes();
    await expect(timeline.runUntil(1)).rejects.toThrow(
      'It never ends: after 1001 steps it is only 1970-01-01T00:00:00.000Z',
    );
  });

  const person = (persona: Persona, comes: number): Person => ({ persona, channel: 'web', comes, pace: 1_000 });
  const holds = async (plan: Plan) => expect((await live(plan, embedded)).broken).toEqual([]);

  it('a process that was stopped between a call and its settling says nothing of a page that another has taken', async () => {
    const stops = (process: number): Fault => ({ at: 0, kind: 'pause', process, step: 'settle-page', when: 'before' });
    const pager = (how: How, many: number): Fault => ({ at: 0, kind: 'pager', how, many });
    const faults = [pager('fails', 2), pager('hangs', 4), ...[0, 1, 2].map(stops)];
    await holds({ seed: 3, people: [person('danger', 1)], staff: ['offline', 'offline'], faults });
  }, 60_000);

  it('a page left open over a lapse writes nothing, also where the same counsellor has the case anew', async () => {
    const people = [1, 30, 60, 90].map((comes) => person('danger', comes));
    await holds({ seed: 5, people, staff: ['stale', 'stale'], faults: [] });
  }, 60_000);

  it('two processes that look at the same moment call once', async () => {
    const people = Array.from({ length: 8 }, (_, nth) => person('danger', nth));
    await holds({ seed: 7, people, staff: ['offline', 'slow', 'slow'], faults: [] });
  }, 60_000);
});
