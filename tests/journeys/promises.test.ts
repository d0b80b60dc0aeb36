/** What a resident is promised is what holds at that moment: who is on duty and could be told, and from when on somebody is there. */
import { expect, it } from 'vitest';
import { openWorld, type World } from '../harness/world.ts';

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
  await world.takesDuty(kim, { fromHours: -1, hours: 8 });
  await world.hasPhone(kim);
  expect(await toldInDanger(world)).toContain(pagedNow);
  await world.holds();
});

it('a name on the roster whom nothing would reach is nobody, and no hour is promised for it', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await world.takesDuty(kim, { fromHours: -1, hours: 8 });
  const told = await toldInDanger(world);
  expect(told).toContain(nobodyNow);
  expect(told).toContain('109');
  expect(told).not.toMatch(/부터 읽어요/);
  await world.holds();
});

it('a way that failed each time is tried on, and promises nothing', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await world.takesDuty(kim, { fromHours: -1, hours: 8 });
  await world.hasPhone(kim);
  await world.phonesFail();
  await world.db.query('update notice_method set failures = 3');
  expect(await toldInDanger(world)).toContain(nobodyNow);
  await world.paging.settled();
  const { rows } = await world.db.query('select staff_id as id, state from page');
  expect(rows).toEqual([{ id: kim.id, state: 'due' }]);
  await world.holds();
});

it('on duty, but no step of the ladder calls them: nothing is promised', async () => {
  const world = await openWorld();
  const [kim, lead] = [await world.counsellor('kim'), await world.counsellor('park', 'lead')];
  await world.takesDuty(kim, { fromHours: -1, hours: 8 });
  await world.hasPhone(kim);
  const climb = { steps: [{ afterMinutes: 0, who: [{ type: 'leads' }] }], repeatMinutes: 5, lapseMinutes: 10 };
  await world.db.query('insert into ladder (center_id, rev, content, made_by, made_at) values ($1, 1, $2, $3, $4)', [
    world.center.id,
    JSON.stringify({ leadId: null, climbs: { 0: climb, 1: climb, 2: climb } }),
    lead.id,
    world.clock(),
  ]);
  expect(await toldInDanger(world)).toContain(nobodyNow);
  await world.holds();
});

it('off duty a phone that rings promises nothing: they are told when somebody is there, and where help is until then', async () => {
  // 18:00 in Seoul on the 5th of January.
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await world.hasPhone(kim);
  await world.takesDuty(kim, { fromHours: 15, hours: 9 });
  expect(await toldInDanger(world)).toContain(`${nobodyNow}. 내일 오전 9:00부터 읽어요. 기다리지 마시고 109`);
  await world.holds();
});

it('days ahead it is said by its date', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await world.hasPhone(kim);
  await world.takesDuty(kim, { fromHours: 63, hours: 9 });
  expect(await toldInDanger(world)).toContain(`${nobodyNow}. 1월 8일 오전 9:00부터 읽어요.`);
  await world.holds();
});

it('with nobody written down nothing is said of any hour', async () => {
  const told = await toldInDanger(await openWorld());
  expect(told).toContain(`${nobodyNow}. 기다리지 마시고 109`);
});

it('the hour that is said is the first at which somebody on duty can be reached, whoever comes before them', async () => {
  const world = await openWorld();
  const [kim, lee] = [await world.counsellor('kim'), await world.counsellor('lee')];
  // On now, and next morning again: nothing would reach Kim.
  await world.takesDuty(kim, { fromHours: -1, hours: 8 });
  await world.takesDuty(kim, { fromHours: 15, hours: 9 });
  await world.takesDuty(lee, { fromHours: 18, hours: 3 });
  await world.hasPhone(lee);
  expect(await toldInDanger(world)).toContain(`${nobodyNow}. 내일 오후 12:00부터 읽어요.`);
});

it('whose ways fail each time opens nothing', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await world.takesDuty(kim, { fromHours: 15, hours: 9 });
  await world.hasPhone(kim);
  await world.phonesFail();
  await world.db.query('update notice_method set failures = 3');
  expect(await toldInDanger(world)).toContain(`${nobodyNow}. 기다리지 마시고 109`);
});
