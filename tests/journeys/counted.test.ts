/** What of a visit is counted, and what stays of it after somebody was forgotten. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { openWorld, type Resident, type World } from '../harness/world.ts';

interface VisitRow {
  visit: number;
  age: string | null;
  consented: boolean;
  finished: boolean;
  contact: boolean;
  tier: string | null;
  opened: boolean;
}

const visits = async (world: World) =>
  (
    await world.db.query<VisitRow>(
      `select visit, age_band as age, consented_at is not null as consented, finished_at is not null as finished,
         contact_at is not null as contact, tier, escalation_id is not null as opened
       from visit order by started_at, visit`,
    )
  ).rows;

const past = async (world: World) =>
  (await world.db.query<Record<string, unknown>>('select * from visit_past order by started_on nulls last')).rows;

const benchCode = 'abcd2345';

/** A poster on a bench, and somebody who came through it. */
async function bench(world: World): Promise<string> {
  const [campaignId, placementId] = [randomUUID(), randomUUID()];
  await world.db.query(
    `insert into campaign (id, center_id, name, starts_on, ends_on, created_at) values ($1, $2, '봄', '2026-01-01', '2026-12-31', $3)`,
    [campaignId, world.center.id, world.clock()],
  );
  await world.db.query(
    `insert into placement (id, center_id, campaign_id, nth, name, code, created_at) values ($1, $2, $3, 1, '벤치', $5, $4)`,
    [placementId, world.center.id, campaignId, world.clock(), benchCode],
  );
  return placementId;
}

async function cameThrough(world: World): Promise<Resident> {
  const somebody = world.resident();
  await somebody.opens('ko', benchCode);
  return somebody;
}

const none = { age: null, consented: false, finished: false, contact: false, tier: null, opened: false };

it('reading the greeting is no visit; starting is one, and going back to start again is still one', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  expect(await visits(world)).toEqual([]);
  await mina.taps('시작할게요');
  expect(await visits(world)).toEqual([{ visit: 1, ...none }]);
  await mina.says('이전');
  await mina.taps('시작할게요');
  expect(await visits(world)).toEqual([{ visit: 2, ...none }]);
  await mina.taps('19~34세');
  expect((await visits(world))[0]).toMatchObject({ age: null });
  await mina.taps('동의해요');
  expect(await visits(world)).toEqual([{ visit: 2, ...none, age: '19-34', consented: true }]);
});

it('a whole visit: consent, the last question, the tier; a second one is a row of its own', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  await mina.answers([1, 1, 1]);
  expect(await visits(world)).toMatchObject([{ finished: false, tier: null }]);
  await mina.answers([1]);
  expect(await visits(world)).toEqual([
    { visit: 1, ...none, age: '19-34', consented: true, finished: true, tier: 'low' },
  ]);
  await mina.says('처음');
  await mina.starts();
  expect(await visits(world)).toMatchObject([
    { visit: 1, finished: true },
    { visit: 2, finished: false, tier: null },
  ]);
});

it('an alarm gives the visit its tier and its case at once; the tier rises and never falls; the contact is the last answer', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(await visits(world)).toMatchObject([{ tier: 'potential', opened: true, finished: false }]);
  await world.passes({ minutes: 15 });
  expect(await visits(world)).toMatchObject([{ tier: 'high' }]);
  await mina.taps('이어하기');
  await mina.answers([1, 1, 1, 1, 1]);
  expect(await visits(world)).toMatchObject([{ tier: 'high', finished: true, contact: false }]);
  await mina.says('010-1234-5678');
  expect(await visits(world)).toMatchObject([{ contact: true }]);
});

it('danger that ends the questions early is not finished; after their very last question it is', async () => {
  const world = await openWorld();
  const [mina, jun] = [world.resident(), world.resident()];
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0]);
  await mina.says('지금 약을 먹고 죽으려고 해요');
  expect(await visits(world)).toMatchObject([{ tier: 'high', opened: true, finished: false }]);
  await jun.opens();
  await jun.starts();
  await jun.answers([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  await jun.taps('예');
  await jun.taps('이어하기');
  await jun.answers([1, 1, 1]);
  await jun.taps('예');
  expect((await visits(world))[1]).toMatchObject({ tier: 'high', finished: true });
});

it('words of danger at the greeting open a visit, and the questions after them go on with it: one person, one case, one visit', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.says('죽고 싶어요');
  expect(await visits(world)).toEqual([{ visit: 0, ...none, tier: 'high', opened: true }]);
  await mina.taps('이어하기');
  expect(await visits(world)).toEqual([{ visit: 1, ...none, tier: 'high', opened: true }]);
});

it('a second visit while the case is open has a tier of its own and does not count the case again', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 2]);
  await mina.says('처음');
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  await mina.answers([1, 1, 1, 1]);
  expect(await visits(world)).toMatchObject([
    { tier: 'high', opened: true, finished: false },
    { tier: 'low', opened: false, finished: true },
  ]);
});

it('a child and a refuser have begun, and a day later that is all there is: the door and the day', async () => {
  const world = await openWorld();
  const placementId = await bench(world);
  const jun = await cameThrough(world);
  await jun.taps('시작할게요');
  await jun.taps('13세 이하');
  const mina = await cameThrough(world);
  await mina.taps('시작할게요');
  await mina.taps('35~49세');
  await mina.taps('동의 안 해요');
  expect(await visits(world)).toEqual([
    { visit: 1, ...none },
    { visit: 1, ...none },
  ]);
  await world.passes({ hours: 25 });
  expect(await visits(world)).toEqual([]);
  const left = {
    placement_id: placementId,
    started_on: expect.anything(),
    age_band: null,
    consented: false,
    finished_on: null,
    contact_on: null,
    tier: null,
    opened_on: null,
  };
  expect(await past(world)).toMatchObject([left, left]);
});

it('who is forgotten leaves days and flags of the visit and its case, under an id nobody has seen, and no moment', async () => {
  const world = await openWorld();
  const placementId = await bench(world);
  // Ten to midnight in Korea: the case is closed on the next day.
  world.clock.advance({ hours: 5, minutes: 50 });
  const kim = await world.counsellor('kim');
  const mina = await cameThrough(world);
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 2]);
  await mina.taps('상담사와 이야기');
  await mina.says('010-1234-5678');
  await mina.taps('오전');
  const [row] = await kim.queue();
  const id = row?.id ?? '';
  const { body } = await kim.claims(id);
  world.clock.advance({ minutes: 7 });
  await kim.writes(id, body.fence, '글 잘 읽었어요.');
  world.clock.advance({ minutes: 7 });
  await kim.closes(id, body.fence, 'medical-referral');
  const known = await world.db.query<{ id: string }>('select id from resident union select id from escalation');
  await mina.opens();
  await mina.says('삭제');
  await mina.taps('모두 지워 주세요');
  expect(await visits(world)).toEqual([]);
  const [only, ...more] = await past(world);
  expect(more).toEqual([]);
  expect(only).toMatchObject({
    placement_id: placementId,
    age_band: '19-34',
    consented: true,
    finished_on: null,
    tier: 'high',
    priority: 1,
    outcome: 'medical-referral',
    first_word_seconds: 420,
  });
  const { rows } = await world.db.query(
    `select started_on::text, contact_on::text, tier_on::text, opened_on::text, claimed_on::text, spoken_on::text, closed_on::text, unreferred_on::text from visit_past`,
  );
  const [first, next] = ['2026-01-05', '2026-01-06'];
  expect(rows).toEqual([
    {
      started_on: first,
      contact_on: first,
      tier_on: first,
      opened_on: first,
      claimed_on: first,
      spoken_on: first,
      closed_on: next,
      unreferred_on: next,
    },
  ]);
  expect(JSON.stringify(only)).not.toMatch(new RegExp(known.rows.map((one) => one.id).join('|')));
  const { rows: types } = await world.db.query<{ type: string }>(
    `select distinct data_type as type from information_schema.columns where table_name = 'visit_past'`,
  );
  expect(types.map(({ type }) => type)).not.toContain('timestamp with time zone');
});

it('a turn in which nothing is counted writes no visit', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  const version = async () => (await world.db.query<{ xmin: string }>('select xmin::text from visit')).rows[0]?.xmin;
  const before = await version();
  await mina.answers([0, 1, 2]);
  expect(await version()).toBe(before);
});
