/** The audit trail's chain, on a real Postgres: what whoever owns the database could do to it, and what of it shows. */
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { brokenLinks, goesThrough, headOf, sealTrail, TrailRewritten } from '../../triage/auditChain.ts';
import { audit } from '../../triage/store/audit.ts';
import { lastLink } from '../../triage/store/auditLinks.ts';
import type { Query } from '../../triage/store/db.ts';
import { broken as brokenInvariants } from '../../triage/store/invariants.ts';
import { openWorld, type World } from '../harness/world.ts';

async function house() {
  const world = await openWorld();
  const { db, clock, secrets, center } = world;
  const owner = new pg.Client({ connectionString: world.url });
  await owner.connect();
  onTestFinished(() => owner.end());
  return {
    world,
    db,
    clock,
    owner,
    key: secrets.audit,
    /** So many acts, a second apart. */
    acts: async (many: number) => {
      for (let n = 0; n < many; n += 1) {
        clock.advance({ seconds: 1 });
        await audit(db, {
          ...{ at: clock(), id: randomUUID(), centerId: center.id, staffId: randomUUID(), action: 'case.read' },
          ...{ residentId: randomUUID(), subject: `${n}`, reason: null, address: '10.0.0.1', requestId: 'r' },
        });
      }
    },
    broken: (since: Date | null = null) => brokenLinks({ query: db.query, key: secrets.audit, known: unknown }, since),
  };
}

const unknown = { read: async () => null, keep: async () => {} };
const whole = { count: 0, examples: [] };
const end = async ({ db }: Pick<World, 'db'>) => headOf((await lastLink(db)) ?? expect.fail('no chain'));

it('several workers at once give each row one place, in their order, and a later round goes on from there', async () => {
  const { world, db, owner, acts, broken } = await house();
  await acts(30);
  await Promise.all([world.seals(), world.seals(), world.seals()]);
  await acts(5);
  await world.seals();
  expect(await world.seals()).toEqual({ end: null, all: true });
  expect(await broken()).toEqual(whole);
  const { rows } = await owner.query<{ many: number; last: number; ordered: boolean }>(
    `select count(*)::integer as many, max(n) as last, bool_and(audit_at >= before) as ordered
     from (select n, audit_at, lag(audit_at, 1, '-infinity') over (order by n) as before from audit_link) link`,
  );
  expect(rows).toEqual([{ many: 35, last: 35, ordered: true }]);
  expect((await lastLink(db))?.n).toBe(35);
});

it('a row that was committed late gets its place, and a trail from before there was a chain all of them', async () => {
  const { world, db, clock, center, acts, broken } = await house().then((one) => ({
    ...one,
    center: one.world.center,
  }));
  await acts(1_203);
  clock.advance({ hours: 30 });
  expect(await world.seals()).toMatchObject({ end: { n: 1_203 }, all: true });
  const at = new Date(clock().getTime() - 59 * 60_000);
  await audit(db, {
    ...{ at, id: randomUUID(), centerId: center.id, staffId: null, action: 'resident.forgotten' },
    ...{ address: null, requestId: null },
  });
  expect(await world.seals()).toMatchObject({ end: { n: 1_204 } });
  expect(await broken()).toEqual(whole);
});

it('whatever is altered, taken out or moved shows, and where', async () => {
  const { world, owner, acts, broken } = await house();
  await acts(12);
  await world.seals();
  const of7 = '(select audit_id from audit_link where n = 7)';
  const columns: Record<string, string> = {
    at: `at + interval '1 microsecond'`,
    center_id: 'gen_random_uuid()',
    staff_id: 'null',
    action: `'case.write'`,
    resident_id: 'gen_random_uuid()',
    subject: `'0'`,
    reason: `''`,
    address: `'10.0.0.2'`,
    request_id: 'null',
  };
  const harms: [sql: string, places: string[]][] = [
    ...Object.entries(columns).map(([column, value]): [string, string[]] => [
      `update audit set ${column} = ${value} where id = ${of7}`,
      ['7'],
    ]),
    [`delete from audit where id = ${of7}`, ['7']],
    [`delete from audit where id = ${of7}; delete from audit_link where n = 7`, ['7', '8']],
    // Closed up again behind it: the seals tell.
    [
      `delete from audit where id = ${of7}; delete from audit_link where n = 7;
       update audit_link set n = n - 1 where n = 8; update audit_link set n = n - 1 where n = 9;
       update audit_link set n = n - 1 where n = 10; update audit_link set n = n - 1 where n = 11; update audit_link set n = n - 1 where n = 12`,
      ['7', '8', '9', '10', '11'],
    ],
    [`update audit_link set seal = sha256(seal) where n = 7`, ['7', '8']],
    [
      `update audit_link set audit_id = gen_random_uuid() where n = 7;
       update audit_link set audit_id = (select id from audit where subject = '6'), audit_at = (select at from audit where subject = '6') where n = 8`,
      ['7', '8'],
    ],
  ];
  for (const [sql, places] of harms) {
    await owner.query(`begin; ${sql}`);
    const seen = await brokenLinks({ query: asQuery(owner), key: world.secrets.audit, known: unknown }, null);
    expect(seen, sql).toEqual({ count: places.length, examples: places });
    await owner.query('rollback');
  }
  expect(await broken()).toEqual(whole);
});

it('a chain that was cut, or would be sealed anew by the worker itself, is not gone on with: its end stands beside the database', async () => {
  const { world, db, owner, acts, broken } = await house();
  await acts(10);
  await world.seals();
  const kept = await end(world);
  expect(await world.known.read()).toBe(kept);
  await acts(3);
  await world.seals();
  expect(await goesThrough(db, kept)).toBe(true);
  const all = () => brokenLinks({ query: db.query, key: world.secrets.audit, known: world.known }, null);
  expect(await all()).toEqual(whole);

  await owner.query(
    `delete from audit_link where n > 8; update audit set reason = 'x' where id not in (select audit_id from audit_link)`,
  );
  // Nothing within tells of what stood at the end, and the key of the worker would seal what stands there now.
  expect(await broken()).toEqual(whole);
  await expect(world.seals()).rejects.toThrow(TrailRewritten);
  expect(await all()).toEqual({ count: 1, examples: ['end'] });
  expect(await goesThrough(db, kept)).toBe(false);

  // Without the key, not even that: whatever another one makes of it holds nowhere.
  const other = { query: db.query, key: createSecretKey(randomBytes(32)), clock: world.clock, known: unknown };
  expect(await sealTrail(other)).toMatchObject({ end: { n: 13 } });
  expect(await broken()).toMatchObject({ count: 5 });
});

it('a row that was put in is sealed only where it bears a moment of the last hour; else it has no place, and that shows', async () => {
  const { world, db, owner, clock, acts, broken } = await house();
  await acts(5);
  await world.seals();
  const put = (at: string, id: string) =>
    owner.query(`insert into audit (at, id, center_id, action) values (${at}, ${id}, gen_random_uuid(), 'case.read')`);
  const now = `timestamptz '${clock().toISOString()}'`;
  const one = `(select id from audit order by at limit 1)`;
  await put(`${now} - interval '1 year'`, one);
  await put(`'infinity'`, 'gen_random_uuid()');
  await put(`${now} - interval '20 min'`, one);
  expect(await world.seals()).toMatchObject({ end: { n: 6 }, all: true });
  expect(await broken()).toEqual(whole);
  const unplaced = (await brokenInvariants(db.query, clock())).find(({ id }) => id === 'I18.sealed');
  expect(unplaced).toMatchObject({ count: 2 });
  // Nor by a link that says it was made long ago.
  await owner.query(`update audit_link set linked_at = '-infinity' where n = 6`);
  expect(await broken()).toEqual({ count: 1, examples: ['6'] });
});

it('the application itself can only add to it', async () => {
  const { world, db, acts } = await house();
  await acts(2);
  await world.seals();
  for (const sql of [
    'update audit_link set n = n + 5',
    'delete from audit_link',
    'delete from audit',
    `update audit set reason = 'x'`,
  ])
    await expect(db.query(sql)).rejects.toThrow('permission denied');
});

it('each minute only what is new is read, from the place before it', async () => {
  const { world, owner, clock, acts, broken } = await house();
  await acts(4);
  await world.seals();
  clock.advance({ hours: 2 });
  await acts(4);
  await world.seals();
  await owner.query(`update audit set reason = 'x' where id in (select audit_id from audit_link where n in (2, 7))`);
  expect(await broken(new Date(clock().getTime() - 3_600_000))).toEqual({ count: 1, examples: ['7'] });
  expect(await broken()).toEqual({ count: 2, examples: ['2', '7'] });
});

const asQuery = (client: pg.Client): Query =>
  (async (text: string, values: unknown[] = []) => client.query(text, values)) as unknown as Query;
