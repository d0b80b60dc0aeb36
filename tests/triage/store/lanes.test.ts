/** Statements behind each other on few connections: each has its own fate. */
import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { Unavailable } from '../../../triage/errors.ts';
import { isUniqueViolation, openDatabase } from '../../../triage/store/db.ts';
import { asUnavailable } from '../../../triage/store/faults.ts';
import { openLanes } from '../../../triage/store/lanes.ts';
import { migrate } from '../../../triage/store/migrate.ts';
import { startFaultProxy } from '../../harness/faultProxy.ts';
import { freshDatabase } from '../../harness/postgres.ts';

async function opened() {
  const own = await freshDatabase((url) => migrate({ url }));
  const db = await openDatabase({ url: own.url });
  onTestFinished(async () => {
    await db.close();
    await own.drop();
  });
  return { db, url: own.url };
}

it('two hundred at once all have their own answer', async () => {
  const { db } = await opened();
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) => db.lane<{ n: number }>('select $1::integer as n', [n], 'lanes_one')),
  );
  expect(answers.map(({ rows }) => rows[0]?.n)).toEqual(Array.from({ length: 200 }, (_, n) => n));
});

it('one that fails fails alone, and takes nothing back of those around it', async () => {
  const { db } = await opened();
  const put = (name: string) =>
    db.lane('insert into secret (name, wrapped) values ($1, $2)', [name, Buffer.from('x')], 'lanes_put');
  const fates = await Promise.allSettled(['a', 'b', 'a', 'c', 'd', 'b', 'e', 'f', 'g', 'h'].map(put));
  const failed = fates.flatMap((fate) => (fate.status === 'rejected' ? [fate.reason] : []));
  expect(failed).toHaveLength(2);
  expect(failed.every(isUniqueViolation)).toBe(true);
  const { rows } = await db.query<{ name: string }>('select name from secret order by name');
  expect(rows.map(({ name }) => name).join('')).toBe('abcdefgh');
});

it('a connection that is killed says so to those on it, and the next statement has another', async () => {
  const { db, url } = await opened();
  const outside = new Client({ connectionString: url });
  await outside.connect();
  onTestFinished(() => outside.end());
  await Promise.all(Array.from({ length: 8 }, () => db.lane('select 1')));
  const sleeping = Promise.allSettled(Array.from({ length: 8 }, () => db.lane('select pg_sleep(1)')));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await outside.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and query like '%pg_sleep%'`,
  );
  const fates = await sleeping;
  expect(fates.map(({ status }) => status)).toEqual(Array(8).fill('rejected'));
  for (const fate of fates) if (fate.status === 'rejected') expect(fate.reason).toBeInstanceOf(Unavailable);
  const { rows } = await db.lane<{ one: number }>('select 1 as one');
  expect(rows).toEqual([{ one: 1 }]);
});

it('where the lanes are full the pool takes what comes', async () => {
  const { db } = await opened();
  const slow = Array.from({ length: 64 }, () => db.lane('select pg_sleep(0.3)').then(() => 'a lane'));
  const next = db.lane('select 1').then(() => 'the pool');
  expect(await Promise.race([next, ...slow])).toBe('the pool');
  await Promise.all(slow.slice(0, 4));
});

it('a statement that is never answered is given up with its connection, and the next one has another', async () => {
  const own = await freshDatabase();
  const proxy = await startFaultProxy(own.url);
  const lanes = openLanes(
    { connectionString: proxy.through(own.url), query_timeout: 200 },
    { many: 1, deep: 4 },
    undefined,
  );
  onTestFinished(async () => {
    await lanes.close();
    await proxy.end();
    await own.drop();
  });
  const one = () => lanes.run({ text: 'select 1 as one' });
  expect((await one())?.rows).toEqual([{ one: 1 }]);
  proxy.stale();
  const fates = await Promise.allSettled([one(), one()]);
  expect(fates.map((fate) => fate.status === 'rejected' && asUnavailable(fate.reason))).toEqual([
    expect.any(Unavailable),
    expect.any(Unavailable),
  ]);
  expect((await one())?.rows).toEqual([{ one: 1 }]);
});
