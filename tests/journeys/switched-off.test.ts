/** A case that leaves its owner at the very moment something else of it is being written: two connections, and the order is made. */
import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../triage/store/db.ts';
import { disableStaff } from '../../triage/store/staff.ts';
import { openWorld, until, type World } from '../harness/world.ts';

/** Mina is in danger; Kim is there. */
async function danger(world: World) {
  const kim = await world.counsellor('kim');
  const mina = world.resident();
  await mina.tellsOfDanger();
  const id = (await kim.queue())[0]?.id ?? '';
  return { kim, mina, id };
}

async function otherConnection(world: World) {
  const other = await openDatabase({ url: world.url });
  onTestFinished(() => other.close());
  return other;
}

/** Somebody waits for what another one is writing. Asked as the owner of the database: the app sees nobody else's waits. */
async function waits(world: World): Promise<void> {
  const owner = new Client({ connectionString: world.url });
  await owner.connect();
  try {
    await until(async () => {
      const { rowCount } = await owner.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rowCount !== 0;
    }, 'it waits for the one that was first');
  } finally {
    await owner.end();
  }
}

const switchedOff = (world: World) => async () => {
  const other = await otherConnection(world);
  return other.transaction((tx) => disableStaff(tx, 'kim@center.example', world.clock()));
};

it('whoever is switched off just before their claim is written has no case', async () => {
  const world = await openWorld();
  const { kim, id } = await danger(world);
  const other = await otherConnection(world);
  let claim: ReturnType<typeof kim.claims> | undefined;
  await other.transaction(async (tx) => {
    expect(await disableStaff(tx, 'kim@center.example', world.clock())).toEqual({ released: 0 });
    claim = kim.claims(id);
    await waits(world);
  });
  expect((await claim)?.status).toBe(409);
  const { rows } = await world.db.query('select owner, claimed_at as at from escalation');
  expect(rows).toEqual([{ owner: null, at: null }]);
});

it.for([
  ['switched off', (world: World) => switchedOff(world)],
  [
    'giving it back',
    (_: World, gives: () => Promise<{ status: number }>) => async () => expect((await gives()).status).toBe(204),
  ],
] as const)(
  '%s while the person writes: they are told after their words, in a turn of its own',
  async ([, leaving]) => {
    const world = await openWorld();
    const { kim, mina, id } = await danger(world);
    const { fence } = (await kim.claims(id)).body;
    await mina.watches();
    const leaves = leaving(world, () => kim.call('POST', `/api/cases/${id}/release`, { fence, reason: '퇴근해요' }));
    const other = await otherConnection(world);
    let left: Promise<unknown> = Promise.resolve();
    const rev = await other.transaction(async ({ query }) => {
      // As a turn of Mina's does it: the conversation first, and then it takes its time.
      const { rows } = await query<{ rev: number }>('update conversation set rev = rev + 1 returning rev');
      left = leaves();
      await waits(world);
      return rows[0]?.rev;
    });
    await left;
    const { rows } = await world.db.query(`select serial from timer where kind = 'lapsed'`);
    expect(rows).toEqual([{ serial: rev }]);
    await world.passes({ seconds: 1 });
    await until(() => mina.arrived.some(({ text }) => text.includes('다른 상담사')), 'she is told');
  },
);
