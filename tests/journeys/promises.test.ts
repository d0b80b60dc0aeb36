/** What a resident is promised is what holds at that moment: who is on duty and could be told, and from when on somebody is there. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { openWorld, type World } from '../harness/world.ts';

async function shift(world: World, staffId: string, fromHours: number, hours: number): Promise<void> {
  const startsAt = new Date(world.clock().getTime() + fromHours * 3_600_000);
  await world.db.query(
    'insert into shift (id, center_id, staff_id, starts_at, ends_at, created_at) values ($1, $2, $3, $4, $5, $6)',
    [randomUUID(), world.center.id, staffId, startsAt, new Date(startsAt.getTime() + hours * 3_600_000), world.clock()],
  );
}

/** A way that was proved to be theirs. */
const phone = (world: World, staffId: string) =>
  world.db.query(
    `insert into notice_method (id, center_id, staff_id, kind, label, sealed, hash, made_at, verified_at)
     values ($1, $2, $3, 'push', '내 폰', '\\x00', '\\x01', $4, $4)`,
    [randomUUID(), world.center.id, staffId, world.clock()],
  );

async function toldInDanger(world: World): Promise<string> {
  const mina = world.resident();
  await mina.opens();
  await mina.says('죽고 싶어요');
  return mina
    .screen()
    .map(({ text }) => text)
    .join('\n');
}

const pagedNow = '방금 당직 상담사에게 알렸어요';
const nobodyNow = '지금은 상담사가 바로 읽지 못해요';

it('on duty, with a phone that rings: they are told that somebody was alerted', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await shift(world, kim.id, -1, 8);
  await phone(world, kim.id);
  expect(await toldInDanger(world)).toContain(pagedNow);
});

it('a name on the roster whom nothing would reach is nobody, and no hour is promised for it', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await shift(world, kim.id, -1, 8);
  const told = await toldInDanger(world);
  expect(told).toContain(nobodyNow);
  expect(told).toContain('109');
  expect(told).not.toMatch(/부터 읽어요/);
});

it('a way that failed each time is tried on, and promises nothing', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await shift(world, kim.id, -1, 8);
  await phone(world, kim.id);
  await world.db.query('update notice_method set failures = 3');
  expect(await toldInDanger(world)).toContain(nobodyNow);
  await world.paging.settled();
  const { rows } = await world.db.query('select staff_id as id, state from page');
  expect(rows).toEqual([{ id: kim.id, state: 'due' }]);
});

it('on duty, but no step of the ladder calls them: nothing is promised', async () => {
  const world = await openWorld();
  const [kim, lead] = [await world.counsellor('kim'), await world.counsellor('park', 'lead')];
  await shift(world, kim.id, -1, 8);
  await phone(world, kim.id);
  const climb = { steps: [{ afterMinutes: 0, who: [{ type: 'leads' }] }], repeatMinutes: 5, lapseMinutes: 10 };
  await world.db.query('insert into ladder (center_id, rev, content, made_by, made_at) values ($1, 1, $2, $3, $4)', [
    world.center.id,
    JSON.stringify({ leadId: null, climbs: { 0: climb, 1: climb, 2: climb } }),
    lead.id,
    world.clock(),
  ]);
  expect(await toldInDanger(world)).toContain(nobodyNow);
});

it('off duty a phone that rings promises nothing: they are told when somebody is there, and where help is until then', async () => {
  // 18:00 in Seoul on the 5th of January.
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await phone(world, kim.id);
  await shift(world, kim.id, 15, 9);
  expect(await toldInDanger(world)).toContain(`${nobodyNow}. 내일 오전 9:00부터 읽어요. 기다리지 마시고 109`);
});

it('days ahead it is said by its date', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await shift(world, kim.id, 63, 9);
  expect(await toldInDanger(world)).toContain(`${nobodyNow}. 1월 8일 오전 9:00부터 읽어요.`);
});

it('with nobody written down nothing is said of any hour', async () => {
  const told = await toldInDanger(await openWorld());
  expect(told).toContain(`${nobodyNow}. 기다리지 마시고 109`);
});
