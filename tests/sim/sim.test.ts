/** A slice of the simulation that every change meets: the same worlds each time, on the embedded store and on a real Postgres. `npm run sim`
 *  runs as many others as one wishes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../triage/store/migrate.ts';
import { freshDatabase } from '../harness/postgres.ts';
import { run } from './run.ts';
import { embeddedStore, postgresStore, type Store } from './store.ts';

const slice = { conversations: 50, seed: 20_261_130, size: 16 };

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
    const short = { ...slice, conversations: 15 };
    const second = await run(postgres, short);
    expect(second.broken).toBeNull();
    expect(second.digests).toEqual(first.digests.slice(0, second.digests.length));

    const { counts } = first;
    const kinds = ['crash', 'pause', 'unknown', 'cut', 'slow', 'skew', 'away', 'redeploy', 'messenger', 'pager', 'way'];
    const met = kinds.filter((kind) => [...counts.keys()].some((what) => what === kind || what.startsWith(`${kind}.`)));
    expect(met).toEqual(kinds);
  }, 180_000);
});
