/** Each minute somebody looks: one process of all, and what it saw is kept until everything was looked at again. */
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { verifyCommand } from '../../commands/verify.ts';
import { checksOf, verifyRound } from '../../triage/verifying.ts';
import { openWorld, type World } from '../harness/world.ts';

async function watched() {
  const world = await openWorld();
  const faults: string[] = [];
  const fault = (what: string, _error: unknown, ids: Record<string, string>) =>
    void faults.push(`${what} ${ids.invariant ?? ''}`.trim());
  const heads: string[] = [];
  const sealed = (head: string) => void heads.push(head);
  const deps = {
    query: world.db.query,
    key: world.secrets.audit,
    known: world.known,
    clock: world.clock,
    fault,
    sealed,
  };
  return { world, faults, heads, round: (ending?: AbortSignal) => verifyRound(deps, ending) };
}

const seen = async (world: World, id: string) =>
  (
    await world.db.query<{ broken: number; looks: number; at: Date }>(
      'select broken, looks, looked_at as at from invariant where id = $1',
      [id],
    )
  ).rows[0];

/** As if a turn had been stored twice or not at all. */
const breaks = (world: World) => world.db.query('update conversation set rev = rev + 1');
const repairs = (world: World) => world.db.query('update conversation set rev = rev - 1');

it('of all processes one looks, and the next look is a minute later, by whoever comes first', async () => {
  const { world, faults, round } = await watched();
  await world.resident().opens();
  await breaks(world);
  await Promise.all([round(), round(), round()]);
  expect(await seen(world, 'I2.revs')).toEqual({ broken: 1, looks: 1, at: world.clock() });
  expect(faults).toEqual(['an invariant is broken I2.revs']);
  const { rows } = await world.db.query<{ id: string }>('select id from invariant order by id');
  expect(rows.map(({ id }) => id)).toEqual(
    checksOf({ query: world.db.query, key: world.secrets.audit, known: world.known })
      .map(({ id }) => id)
      .sort(),
  );
  world.clock.advance({ seconds: 59 });
  await round();
  expect(await seen(world, 'I2.revs')).toMatchObject({ looks: 1 });
  world.clock.advance({ seconds: 1 });
  await Promise.all([round(), round()]);
  expect(await seen(world, 'I2.revs')).toMatchObject({ broken: 1, looks: 2 });
});

it('the audit trail is sealed each round; what stands in its way keeps nothing else from being looked at', async () => {
  const { world, faults, heads, round } = await watched();
  await world.counsellor('kim');
  await round();
  expect(heads).toEqual([await world.known.read()]);
  await round();
  expect(heads).toHaveLength(1);
  await world.known.keep(`1:${'0'.repeat(64)}`);
  await world.resident().opens();
  await breaks(world);
  world.clock.advance({ minutes: 1 });
  await round();
  expect(heads).toHaveLength(1);
  expect(faults).toEqual(
    expect.arrayContaining([
      'the audit trail could not be sealed',
      'an invariant is broken I2.revs',
      'an invariant is broken I18.chain',
    ]),
  );
});

it('what was found stays found while only what is new is looked at, and ends when everything was looked at and holds', async () => {
  const { world, round } = await watched();
  await world.resident().opens();
  await breaks(world);
  await round();
  world.clock.advance({ hours: 3 });
  await round();
  expect(await seen(world, 'I2.revs')).toMatchObject({ broken: 1, looks: 2 });
  const all = {
    query: world.db.query,
    key: world.secrets.audit,
    known: world.known,
    clock: world.clock,
    print: () => {},
  };
  expect(await verifyCommand(['--all'], all)).toBe(false);
  await repairs(world);
  world.clock.advance({ minutes: 1 });
  await round();
  expect(await seen(world, 'I2.revs')).toMatchObject({ broken: 1 });
  expect(await verifyCommand(['--all'], all)).toBe(true);
  expect(await seen(world, 'I2.revs')).toMatchObject({ broken: 0, looks: 0 });
});

it('what is open or waits is looked at whole each time, and is well again by itself', async () => {
  const { world, round } = await watched();
  await world.resident().tellsOfDanger();
  await world.paging.round();
  await world.db.query(`update escalation set next_page_at = $1`, [new Date(world.clock().getTime() - 31_000)]);
  await round();
  expect(await seen(world, 'I8.late')).toMatchObject({ broken: 1, looks: 1 });
  await world.passes({ minutes: 1 });
  await round();
  expect(await seen(world, 'I8.late')).toMatchObject({ broken: 0, looks: 0 });
});

it('is told by the metrics: what is broken, and how old the oldest look is', async () => {
  const { world, round } = await watched();
  const kim = await world.counsellor('kim');
  expect(await kim.text('/metrics')).not.toMatch(/^maumjigi_invariants_age_seconds /m);
  await world.resident().opens();
  await breaks(world);
  await round();
  world.clock.advance({ seconds: 42 });
  const metrics = await kim.text('/metrics');
  expect(metrics).toContain('maumjigi_invariant_broken{id="I2.revs"} 1\n');
  expect(metrics).toContain('maumjigi_invariant_broken{id="I8.late"} 0\n');
  expect(metrics).toContain('maumjigi_invariants_age_seconds 42\n');
});

it('one that cannot be looked at grows old, and keeps none of the others from it', async () => {
  const { world, faults, round } = await watched();
  await round();
  const began = world.clock();
  const other = new pg.Client({ connectionString: world.url });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query('begin; lock table contact in access exclusive mode');
  world.clock.advance({ minutes: 1 });
  await round();
  await other.query('rollback');
  // What reads contacts: how long numbers are kept, and whose centre they stand in.
  expect(faults).toEqual([
    'an invariant could not be looked at I17.forgotten',
    'an invariant could not be looked at I17.number',
    'an invariant could not be looked at I19.centre',
  ]);
  expect((await seen(world, 'I17.number'))?.at).toEqual(began);
  expect((await seen(world, 'I20.consent'))?.at).toEqual(world.clock());
});

it('one that this build does not know is dropped, and one that was never looked at counts from now on', async () => {
  const { world, round } = await watched();
  await world.db.query(
    `insert into invariant (id, looked_at, broken, looks, took_ms) values ('I99.old', '2020-01-01', 1, 9, 1)`,
  );
  await round(AbortSignal.abort());
  expect(await seen(world, 'I99.old')).toBeUndefined();
  expect(await seen(world, 'I2.revs')).toEqual({ broken: 0, looks: 0, at: world.clock() });
});
