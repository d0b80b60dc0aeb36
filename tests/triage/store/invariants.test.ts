/** What must always hold: it does after a whole life of cases, and each part of it rings when that very thing is broken by hand. */
import { expect, it } from 'vitest';
import { broken } from '../../../triage/store/invariants.ts';
import { openWorld, type World } from '../../harness/world.ts';

const holds = async (world: World) => {
  expect(await broken(world.db.query, world.clock())).toEqual([]);
  expect(await broken(world.db.query, world.clock(), new Date(world.clock().getTime() - 3_600_000))).toEqual([]);
};

it('all of it holds in an empty house', async () => {
  const world = await openWorld();
  await holds(world);
});

it('all of it holds from the first greeting to a closed case and a forgotten person', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const park = await world.counsellor('park', 'lead');
  await world.takesDuty(kim);
  await world.hasPhone(park);
  const mina = world.resident();
  await mina.tellsOfDanger();
  await world.passes({ seconds: 1 });
  await holds(world);
  for (let n = 0; n < 12; n += 1) await world.passes({ minutes: 1 });
  await holds(world);
  const id = (await world.escalations())[0]?.id ?? '';
  await kim.claims(id);
  await holds(world);
  for (let n = 0; n < 12; n += 1) await world.passes({ minutes: 1 });
  await holds(world);
  const { body } = await park.claims(id);
  await park.writes(id, body.fence, '안녕하세요, 지금 어디 계세요?');
  await mina.says('집이에요');
  await holds(world);
  expect((await park.closes(id, body.fence, 'medical-referral')).status).toBe(204);
  await world.passes({ minutes: 1 });
  await holds(world);
});
