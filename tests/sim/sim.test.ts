/** A slice of the simulation that every change meets: the same worlds each time, on the embedded store and on a real Postgres. `npm run sim`
 *  runs as many others as one wishes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../triage/store/migrate.ts';
import { freshDatabase } from '../harness/postgres.ts';
import type { Fault, How, Person, Persona, Plan } from './plan.ts';
import { run } from './run.ts';
import { embeddedStore, postgresStore, type Store } from './store.ts';
import { live } from './world.ts';

const slice = { conversations: 24, seed: 20_261_130, size: 12 };

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
