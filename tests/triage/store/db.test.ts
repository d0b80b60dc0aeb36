import { randomUUID } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import { Unavailable } from '../../../triage/errors.ts';
import { isRetryable, isUniqueViolation, openDatabase, RolledBack } from '../../../triage/store/db.ts';
import { freshDatabase } from '../../harness/postgres.ts';
import { migrated, ownDatabase, until } from './world.ts';

const at = new Date('2026-01-05T00:00:00Z');
const newCenter = (name: string) => [randomUUID(), name, at];
const insert = 'insert into center (id, name, created_at) values ($1, $2, $3)';

test('sessions run as the application, with the limits of a turn, and a reset comes back to both', async () => {
  await using own = await ownDatabase();
  const settings = async () =>
    (
      await own.db.query(
        `select current_user as role, name, setting from pg_settings where name = any($1) order by name`,
        [
          [
            'client_connection_check_interval',
            'idle_in_transaction_session_timeout',
            'lock_timeout',
            'statement_timeout',
            'synchronous_commit',
            'tcp_user_timeout',
          ],
        ],
      )
    ).rows;
  const wanted = [
    { role: 'maumjigi_app', name: 'client_connection_check_interval', setting: '2000' },
    { role: 'maumjigi_app', name: 'idle_in_transaction_session_timeout', setting: '4000' },
    { role: 'maumjigi_app', name: 'lock_timeout', setting: '1500' },
    { role: 'maumjigi_app', name: 'statement_timeout', setting: '2000' },
    { role: 'maumjigi_app', name: 'synchronous_commit', setting: 'on' },
    { role: 'maumjigi_app', name: 'tcp_user_timeout', setting: '5000' },
  ];
  expect(await settings()).toEqual(wanted);
  await own.db.query('discard all');
  expect(await settings()).toEqual(wanted);
  expect((await own.db.reserved.query('select current_user as role')).rows).toEqual([{ role: 'maumjigi_app' }]);
});

test('the audit trail can be added to and read; nobody’s programme changes or removes a line of it', async () => {
  await using own = await ownDatabase();
  await own.db.query('insert into audit (at, id, center_id, action) values ($1, $2, $3, $4)', [
    at,
    randomUUID(),
    randomUUID(),
    'case.opened',
  ]);
  expect((await own.db.query('select action from audit')).rows).toEqual([{ action: 'case.opened' }]);
  for (const table of ['audit', 'audit_default']) {
    for (const act of [`update ${table} set action = 'x'`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(own.db.query(act), act).rejects.toMatchObject({ code: '42501' });
    }
  }
  await expect(own.db.query(`update escalation_event set kind = 'noted'`)).rejects.toMatchObject({ code: '42501' });
  await own.db.query('delete from escalation_event');
  await expect(own.db.query('create table mine (id integer)')).rejects.toMatchObject({ code: '42501' });
  await expect(own.db.query('alter table center add column x integer')).rejects.toMatchObject({ code: '42501' });
});

test('a transaction is there whole or not at all', async () => {
  await using own = await ownDatabase();
  await own.db.transaction(async (tx) => {
    await tx.query(insert, newCenter('하나'));
    await tx.query(insert, newCenter('둘'));
  });
  await expect(
    own.db.transaction(async (tx) => {
      await tx.query(insert, newCenter('셋'));
      throw new Error('our bug');
    }),
  ).rejects.toThrow('our bug');
  expect((await own.db.query('select name from center order by name')).rows).toEqual([
    { name: '둘' },
    { name: '하나' },
  ]);
});

test('a failed statement that was swallowed does not pass for a commit', async () => {
  await using own = await ownDatabase();
  const lost = own.db.transaction(async (tx) => {
    await tx.query(insert, newCenter('잃어버린'));
    await tx.query('select 1 / 0').catch(() => {});
  });
  await expect(lost).rejects.toBeInstanceOf(RolledBack);
  await expect(lost).rejects.toMatchObject({ cause: { code: '22012' } });
  expect((await own.db.query('select * from center')).rows).toEqual([]);
});

test('a query on the database inside a transaction of the same flow is refused, not waited for', async () => {
  await using own = await ownDatabase({ max: 1 });
  const { db } = own;
  for (const nested of [
    () => db.query('select 1'),
    () => db.reserved.query('select 1'),
    () => db.transaction(async () => {}),
  ]) {
    await expect(db.transaction(async () => nested())).rejects.toThrow('inside an open transaction');
  }
  // Other flows, and this one afterwards, are free.
  await Promise.all([db.transaction(async (tx) => tx.query('select 1')), db.query('select 1')]);
});

test('a transaction that was kept for later is dead', async () => {
  await using own = await ownDatabase();
  let kept: Parameters<Parameters<typeof own.db.transaction>[0]>[0] | undefined;
  await own.db.transaction(async (tx) => {
    kept = tx;
  });
  await expect(kept?.query('select 1')).rejects.toThrow('has ended');
});

test('named statements are prepared once and found again', async () => {
  await using own = await ownDatabase({ max: 1 });
  for (const n of [1, 2]) {
    expect((await own.db.query<{ n: number }>('select $1::integer as n', [n], 'echo')).rows).toEqual([{ n }]);
  }
  expect((await own.db.query('select name from pg_prepared_statements')).rows).toEqual([{ name: 'echo' }]);
});

test('backends killed while idle and while working do not end the process, and the next query works', async () => {
  const faults: Error[] = [];
  await using own = await ownDatabase({ onFault: (error) => faults.push(error) });
  const { db } = own;
  await Promise.all([db.query('select 1'), db.query('select pg_sleep(0.05)')]);
  const pids = async () =>
    (await admin(
      own.url,
      `select pid from pg_stat_activity where usename is not null and datname = current_database()
      and pid <> pg_backend_pid()`,
    )) as { pid: number }[];
  const kill = async () => {
    const all = await pids();
    for (const { pid } of all) await admin(own.url, `select pg_terminate_backend(${pid})`);
    return all.length;
  };
  const killed = await kill();
  // Of each of them: a connection whose end has not arrived yet would be handed out, and its query is the caller's to repeat.
  await until('the pools have heard of all', () => faults.length >= killed);
  expect((await db.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
  expect((await db.reserved.query('select 1 as n')).rows).toEqual([{ n: 1 }]);

  const working = db.query('select pg_sleep(1.5)').catch((error: unknown) => error);
  const holding = db
    .transaction(async (tx) => {
      await tx.query(insert, newCenter('끊긴'));
      await tx.query('select pg_sleep(1.5)');
    })
    .catch((error: unknown) => error);
  await until(
    'both run',
    async () => (await admin(own.url, `select from pg_stat_activity where query ~ '^select pg_sleep'`)).length === 2,
  );
  await kill();
  for (const error of [await working, await holding]) {
    expect(error).toBeInstanceOf(Unavailable);
    expect(isRetryable(error)).toBe(true);
  }
  expect((await db.query('select * from center')).rows).toEqual([]);
});

test('with every connection taken, the reserved ones still answer', async () => {
  await using own = await ownDatabase({ max: 2 });
  const { db } = own;
  const busy = [db.query('select pg_sleep(1.8)'), db.query('select pg_sleep(1.8)')];
  const waiting = db.query('select 1').catch((error: unknown) => error);
  expect((await db.reserved.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
  const refused = await waiting;
  expect(refused).toBeInstanceOf(Unavailable);
  // Doing it again at once would only lengthen the queue.
  expect(isRetryable(refused)).toBe(false);
  await Promise.all(busy);
});

test('locks and slow statements end in time and say what they are', async () => {
  await using own = await ownDatabase();
  const { db } = own;
  const [id] = newCenter('하나');
  await db.query(insert, [id, '하나', at]);
  const held = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const holder = db.transaction(async (tx) => {
    await tx.query('select from center where id = $1 for update', [id]);
    locked.resolve();
    await held.promise;
  });
  await locked.promise;
  const late = await db.query('update center set name = $2 where id = $1', [id, '둘']).catch((error: unknown) => error);
  held.resolve();
  await holder;
  expect(late).toBeInstanceOf(Unavailable);
  expect(late).toMatchObject({ cause: { code: '55P03' } });
  expect(isRetryable(late)).toBe(true);

  const slow = await db.query('select pg_sleep(10)').catch((error: unknown) => error);
  expect(slow).toBeInstanceOf(Unavailable);
  expect(slow).toMatchObject({ cause: { code: '57014' } });
  expect(isRetryable(slow)).toBe(false);
});

test('two transactions in each other’s way: one is told to try again', async () => {
  await using own = await ownDatabase();
  const { db } = own;
  const [a, b] = [randomUUID(), randomUUID()];
  for (const id of [a, b]) await db.query(insert, [id, '센터', at]);
  let both = 0;
  const met = Promise.withResolvers<void>();
  const lockBoth = (first: string, second: string) =>
    db.transaction(async (tx) => {
      await tx.query('select from center where id = $1 for update', [first]);
      both += 1;
      if (both === 2) met.resolve();
      await met.promise;
      await tx.query('select from center where id = $1 for update', [second]);
    });
  const ends = await Promise.allSettled([lockBoth(a, b), lockBoth(b, a)]);
  const failed = ends.filter((end) => end.status === 'rejected');
  expect(failed).toHaveLength(1);
  expect(isRetryable(failed[0]?.reason)).toBe(true);
});

test('a key that exists already is told apart from other faults', async () => {
  await using own = await ownDatabase();
  const row = newCenter('하나');
  await own.db.query(insert, row);
  const twice = await own.db.query(insert, row).catch((error: unknown) => error);
  expect(isUniqueViolation(twice)).toBe(true);
  expect(twice).not.toBeInstanceOf(Unavailable);
  expect(isRetryable(twice)).toBe(false);
  expect(isUniqueViolation(await own.db.query('select 1 / 0').catch((error: unknown) => error))).toBe(false);
});

test('a network that swallows everything is given up after three seconds', async () => {
  const { url, drop } = await freshDatabase(migrated);
  await using wire = await throughWire(url);
  const db = await openDatabase({ url: wire.url });
  try {
    await db.query('select 1');
    wire.freeze();
    const begun = performance.now();
    const lost = await db.query('select 1').catch((error: unknown) => error);
    expect(lost).toBeInstanceOf(Unavailable);
    expect(isRetryable(lost)).toBe(true);
    expect(performance.now() - begun).toBeLessThan(4_500);
    wire.thaw();
    expect((await db.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
  } finally {
    await db.close();
    await drop();
  }
});

test('a database that is not there, not migrated or too narrow is refused with what to do', async () => {
  await expect(openDatabase({ url: 'postgres://nobody@127.0.0.1:1/x' })).rejects.toBeInstanceOf(Unavailable);

  await using own = await ownDatabase();
  const outsider = new URL(own.url);
  const name = `outsider_${randomUUID().slice(0, 8)}`;
  outsider.username = name;
  outsider.password = 'secret';
  await admin(own.url, `create role ${name} login password 'secret'`);
  await expect(openDatabase({ url: outsider.href })).rejects.toThrow(`grant maumjigi_app to "${name}"`);
  await admin(own.url, `grant maumjigi_app to ${name}`);
  await using db = disposable(await openDatabase({ url: outsider.href }));
  expect((await db.query('select current_user as role')).rows).toEqual([{ role: 'maumjigi_app' }]);
  await db.close();
  await admin(own.url, `drop role ${name}`);
});

test('options of the address are kept beside ours', async () => {
  await using own = await ownDatabase();
  const url = new URL(own.url);
  url.searchParams.set('options', '-c work_mem=5MB');
  await using db = disposable(await openDatabase({ url: url.href }));
  expect((await db.query(`select current_setting('work_mem') as m, current_user as role`)).rows).toEqual([
    { m: '5MB', role: 'maumjigi_app' },
  ]);
});

function disposable<T extends { close(): Promise<void> }>(db: T) {
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= db.close());
  return { ...db, close, [Symbol.asyncDispose]: close };
}

async function admin(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A wire to the database that can be made to swallow everything, as a pulled cable does. */
async function throughWire(url: string) {
  const target = new URL(url);
  const sockets: Socket[] = [];
  let frozen = false;
  const server = createServer((inside) => {
    const outside = connect(Number(target.port), target.hostname);
    sockets.push(inside, outside);
    for (const socket of [inside, outside]) socket.on('error', () => {});
    inside.on('data', (bytes) => frozen || outside.write(bytes));
    outside.on('data', (bytes) => frozen || inside.write(bytes));
    inside.on('close', () => outside.destroy());
    outside.on('close', () => inside.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const through = new URL(url);
  through.port = String(typeof address === 'object' ? address?.port : 0);
  return {
    url: through.href,
    freeze: () => {
      frozen = true;
    },
    thaw: () => {
      frozen = false;
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
