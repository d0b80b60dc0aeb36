/** The audit trail's chain, on a real Postgres: what whoever owns the database could do to it, and what of it shows. */
import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { brokenLinks, goesThrough, headOf, sealTrail } from '../../triage/auditChain.ts';
import { audit } from '../../triage/store/audit.ts';
import { readLink } from '../../triage/store/auditLinks.ts';
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
    broken: (since: Date | null = null) => brokenLinks(db, secrets.audit, since),
  };
}

const whole = { count: 0, examples: [] };
const end = async ({ db }: Pick<World, 'db'>) => headOf((await readLink(db, 'last')) ?? expect.fail('no chain'));

it('several workers at once give each row one place, in their order, and a later round goes on from there', async () => {
  const { world, db, owner, acts, broken } = await house();
  await acts(30);
  await Promise.all([world.seals(), world.seals(), world.seals()]);
  await acts(5);
  await world.seals();
  expect(await world.seals()).toBeNull();
  expect(await broken()).toEqual(whole);
  const { rows } = await owner.query<{ many: number; last: number; ordered: boolean }>(
    `select count(*)::integer as many, max(n) as last, bool_and(audit_at >= before) as ordered
     from (select n, audit_at, lag(audit_at, 1, '-infinity') over (order by n) as before from audit_link) link`,
  );
  expect(rows).toEqual([{ many: 35, last: 35, ordered: true }]);
  expect((await readLink(db, 'last'))?.n).toBe(35);
});

it('a row that was committed late gets its place, and a trail from before there was a chain all of them', async () => {
  const { world, db, clock, center, acts, broken } = await house().then((one) => ({
    ...one,
    center: one.world.center,
  }));
  await acts(1_203);
  clock.advance({ hours: 30 });
  expect(await world.seals()).toMatchObject({ n: 1_203 });
  const at = new Date(clock().getTime() - 59 * 60_000);
  await audit(db, {
    ...{ at, id: randomUUID(), centerId: center.id, staffId: null, action: 'resident.forgotten' },
    ...{ address: null, requestId: null },
  });
  expect(await world.seals()).toMatchObject({ n: 1_204 });
  expect(await broken()).toEqual(whole);
});

it('whatever is altered, taken out, put in or moved shows, and where', async () => {
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
    const seen = await brokenLinks(asQueryable(owner), world.secrets.audit, null);
    expect(seen, sql).toEqual({ count: places.length, examples: places });
    await owner.query('rollback');
  }
  expect(await broken()).toEqual(whole);
});

it('without the key nobody writes it anew, and with an end that was kept elsewhere even a cut shows', async () => {
  const { world, db, owner, clock, acts, broken } = await house();
  await acts(10);
  await world.seals();
  const kept = await end(world);
  expect(await goesThrough(db, kept)).toBe(true);
  await acts(3);
  await world.seals();
  expect(await goesThrough(db, kept)).toBe(true);

  await owner.query(
    'delete from audit where id in (select audit_id from audit_link where n > 8); delete from audit_link where n > 8',
  );
  // Nothing within tells of what stood at the end.
  expect(await broken()).toEqual(whole);
  expect(await goesThrough(db, kept)).toBe(false);

  await owner.query(`update audit set reason = 'x'; delete from audit_link`);
  await sealTrail({ query: db.query, key: createSecretKey(randomBytes(32)), clock });
  expect(await broken()).toMatchObject({ count: 8 });
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

const asQueryable = (client: pg.Client) =>
  ({ query: (text: string, values: unknown[] = []) => client.query(text, values) }) as unknown as Parameters<
    typeof brokenLinks
  >[0];
