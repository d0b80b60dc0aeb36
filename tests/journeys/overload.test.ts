/** More people at once than can be answered: who is heard first, what stops first, and that it all comes back by itself. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { Reply } from '../../flows/protocol.ts';
import type { Ground } from '../../main.ts';
import { openKakao } from '../harness/kakao.ts';
import { openLineWorld, startLineFor } from '../harness/lineWorld.ts';
import { openWorld, resident, until, type World } from '../harness/world.ts';

const line = await startLineFor({ afterAll });

/** How late the event loop of a house is, as the story says; Postgres, people and staff are real. */
const lateness = () => {
  const loop = { delayMs: 0 };
  return { loop, on: (): Partial<Ground> => ({ loopDelayMs: () => loop.delayMs }) };
};
/** Fuller than exports may be; than what is only read may be; than ordinary turns may be. */
const [some, much, tooMuch] = [50, 100, 150];

/** One message at the chat's HTTP, with what a page looks at in its answer. */
async function posts(world: World, { cookie, key }: { cookie: string; key: string }, text: string) {
  const response = await fetch(`${world.chatUrl}/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, cookie },
    body: JSON.stringify({ text }),
  });
  const { replies = [], error } = (await response.json()) as { replies?: Reply[]; error?: { code: string } };
  return { status: response.status, waitS: Number(response.headers.get('retry-after')), replies, code: error?.code };
}

const isCrisis = (reply: Reply) => reply.type === 'card' && reply.kind === 'crisis';

/** Holds the rows of every conversation but one, so that whoever writes waits. */
async function inTheWay(world: World, but: string) {
  const client = new Client({ connectionString: world.url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('begin');
  await client.query('select from conversation where resident_id <> $1 for update', [but]);
  return () => client.query('rollback');
}

it('five hundred wait, and somebody who wishes to die is heard and called for before any of them is through', {
  timeout: 90_000,
}, async () => {
  const world = await openWorld(() => ({ paces: { network: 1e9, openings: 1e9 }, deadlineMs: 30_000 }));
  const kim = await world.counsellor('kim');
  await world.takesDuty(kim);
  await world.hasPhone(kim);
  const mina = world.resident();
  await mina.opens();
  const [{ id: hers = '' } = {}] = (await world.db.query<{ id: string }>('select id from resident')).rows;
  const crowd = await Promise.all(
    Array.from({ length: 500 }, async () => {
      const person = world.resident();
      // Whoever is not let in at the door knocks again, as the page does.
      await until(async () => (await person.opens()).status === 200, 'the chat opens');
      return { cookie: person.cookie(), key: randomUUID() };
    }),
  );

  const keys = crowd.map(({ key }) => `web:${key}`);
  const turnsOf = async () =>
    (
      await world.db.urgent.query<{ id: string }>('select event_id as id from turn where event_id = any ($1)', [keys])
    ).rows.map(({ id }) => id);

  const outOfTheWay = await inTheWay(world, hers);
  const crowding = crowd.map(async (one) => ({ ...(await posts(world, one, '1')), ...one }));
  await until(() => world.pressure.level() >= 1, 'the house is full');
  const { status, replies } = await mina.says('지금 죽고 싶어요');
  expect(status).toBe(200);
  expect(replies.some(isCrisis)).toBe(true);
  // Looked at by the same connections: in the pool this story itself would stand behind the crowd.
  expect((await world.db.urgent.query('select tier from escalation')).rows).toEqual([{ tier: 'high' }]);
  await until(async () => {
    const { rowCount } = await world.db.urgent.query('select from page where staff_id = $1', [kim.id]);
    return rowCount === 1;
  }, 'the one on duty is called');
  expect(await turnsOf()).toEqual([]);

  await outOfTheWay();
  const fates = await Promise.all(crowding);
  const away = fates.filter((one) => one.status !== 200);
  expect(away.filter(({ code }) => code === 'busy').length).toBeGreaterThan(300);
  for (const { status, waitS, replies } of away) {
    expect(status).toBe(503);
    expect(waitS).toBeGreaterThanOrEqual(2);
    expect(replies[0]?.text).toContain('109');
  }
  // What got a 200 is a turn, or waits to become one; what got none comes again under its key, and finds room.
  await until(async () => world.pressure.level() < 0.5, 'there is room again');
  for (const one of away)
    await until(async () => (await posts(world, one, '1')).status === 200, 'it is taken the next time');
  await until(async () => {
    await world.passes({ seconds: 31 });
    return (await world.db.query('select from inbox')).rowCount === 0;
  }, 'nothing waits any more');
  const turns = await turnsOf();
  expect(turns).toHaveLength(500);
  expect(new Set(turns).size).toBe(500);
});

it('with every ordinary connection taken somebody in danger is heard, called for, taken on and spoken to', async () => {
  const { loop, on } = lateness();
  const world = await openWorld(on);
  const kim = await world.counsellor('kim');
  await world.takesDuty(kim);
  await world.hasPhone(kim);
  const mina = world.resident();
  await mina.opens();
  await mina.watches();

  const taken = await Promise.all(Array.from({ length: 8 }, () => world.db.pool.connect()));
  onTestFinished(() => {
    for (const one of taken) one.release();
  });
  await expect(world.db.query('select 1')).rejects.toThrow('does not answer');
  loop.delayMs = tooMuch;
  expect((await mina.says('지금 죽고 싶어요')).replies.some(isCrisis)).toBe(true);
  await world.paging.settled();
  const pages = await world.db.urgent.query('select from page where staff_id = $1', [kim.id]);
  expect(pages.rowCount).toBe(1);
  const [row] = await kim.queue();
  const { body } = await kim.claims(row?.id ?? '');
  expect((await kim.writes(row?.id ?? '', body.fence, '김입니다. 여기 있어요.')).status).toBe(204);
  expect((await kim.logs(row?.id ?? '', body.fence, 'reached')).status).toBe(204);
  await world.notices.round();
  await world.notices.settled();
  const { rows: rang } = await world.db.urgent.query<{ state: string }>('select state from page where kind = $1', [
    'case',
  ]);
  expect(rang).toEqual([{ state: 'accepted' }]);
  expect(world.logged.filter((one) => one.includes('"level":50'))).toEqual([]);
  await until(() => mina.arrived.some(({ type }) => type === 'human'), 'her words are on the page');
});

it('exports stop first, then lists, then ordinary words; who is in danger and who acts for them are never turned away', async () => {
  const { loop, on } = lateness();
  const world = await openWorld(on);
  const kim = await world.counsellor('kim');
  const lead = await world.counsellor('lead', 'lead');
  await world.takesDuty(kim);
  const mina = world.resident();
  await mina.opens();
  const others = Array.from({ length: 5 }, () => world.resident());
  for (const one of others) await one.opens();
  const exported = { from: '2026-01', to: '2026-01', reason: '월례 보고' };
  const looks = async () => ({
    export: (await lead.call('POST', '/api/indicators/export', exported)).status,
    list: (await lead.call('GET', '/api/board')).status,
    words: (await others.pop()?.says('안녕하세요'))?.status,
  });

  expect(await looks()).toEqual({ export: 200, list: 200, words: 200 });
  loop.delayMs = some;
  expect(await looks()).toEqual({ export: 503, list: 200, words: 200 });
  loop.delayMs = much;
  expect(await looks()).toEqual({ export: 503, list: 503, words: 200 });
  loop.delayMs = tooMuch;
  expect(await looks()).toEqual({ export: 503, list: 503, words: 503 });

  expect((await mina.says('지금 죽고 싶어요')).replies.some(isCrisis)).toBe(true);
  // Nothing she writes now rings by its words; that she has a case is remembered.
  expect((await mina.says('네')).status).toBe(200);
  const [row] = await kim.queue();
  expect((await kim.opens(row?.id ?? '')).mine).toBe(false);
  const { status, body } = await kim.claims(row?.id ?? '');
  expect(status).toBe(200);
  expect((await kim.writes(row?.id ?? '', body.fence, '김입니다. 여기 있어요.')).status).toBe(204);
  expect((await kim.reads(row?.id ?? '')).length).toBeGreaterThan(0);

  const told = await lead.text('/metrics');
  expect(told).toContain('maumjigi_pressure 1.2');
  expect(told).toContain('maumjigi_work_shed{work="turn"} 1');
  expect(told).toContain('maumjigi_work_shed{work="export"} 3');
  expect(told).toContain('maumjigi_work_shed{work="crisis"} 0');
  expect(world.logged.filter((one) => one.includes('too much at once'))).toHaveLength(1);
  expect(world.logged.join('\n')).not.toContain('a request could not be served now');

  loop.delayMs = 0;
  expect(await looks()).toEqual({ export: 200, list: 200, words: 200 });
});

it('an answer about danger is heard whoever else is turned away, tapped or typed', async () => {
  const { loop, on } = lateness();
  const world = await openWorld(on);
  const [typing, tapping] = [world.resident(), world.resident()];
  for (const one of [typing, tapping]) {
    await one.opens();
    await one.starts();
    await one.answers(Array<number>(8).fill(0));
    expect(one.asked()?.key).toBe('phq9/selfharm');
  }
  loop.delayMs = tooMuch;
  expect((await typing.says('4')).replies.some(isCrisis)).toBe(true);
  await tapping.answers([3]);
  expect(tapping.screen().some(isCrisis)).toBe(true);
  expect(await world.escalations()).toHaveLength(2);
  const calm = world.resident();
  expect(await calm.opens()).toMatchObject({ status: 503, error: { code: 'busy' } });
  expect(calm.texts().join()).toContain('몰려서');
});

it('a newcomer who is turned away and writes that they wish to die is heard, and let in as the same person later', async () => {
  const { loop, on } = lateness();
  const world = await openWorld(on);
  loop.delayMs = tooMuch;
  const mina = world.resident();
  expect(await mina.opens()).toMatchObject({ status: 503, error: { code: 'busy' } });
  // Words that can wait do; they are sent again.
  expect((await mina.says('안녕하세요')).status).toBe(503);
  const { status, replies } = await mina.says('죽고 싶어요');
  expect(status).toBe(200);
  expect(replies[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  expect(await world.escalations()).toMatchObject([{ tier: 'high', open: true }]);
  loop.delayMs = 0;
  expect((await mina.opens()).status).toBe(200);

  // Another process gave this one out, and nobody can be asked.
  const jun = resident(world.chatUrl, () => {}, `maum=${'J'.repeat(43)}`);
  expect((await jun.says('안녕하세요')).status).toBe(401);
  expect((await jun.says('죽고 싶어요')).replies[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  expect(await world.escalations()).toHaveLength(2);
  expect((await world.db.query('select from resident')).rowCount).toBe(2);
  await world.holds();
});

it('LINE: a body is brought again, and whoever is in danger in it has been heard already', async () => {
  const { loop, on } = lateness();
  const world = await openLineWorld(line, on);
  const [mina, jun] = [await line.person(), await line.person()];
  for (const one of [mina, jun]) await one.follows();
  await until(async () => (await world.turns()).length === 2 && (await world.unsent()) === 0, 'both are greeted');

  loop.delayMs = tooMuch;
  const { deliveries, event: ordinary } = await jun.says('안녕하세요');
  expect(deliveries[0]).toMatchObject({ status: 503 });
  expect(await world.turns()).toHaveLength(2);
  await jun.hears('몰려서');

  const words = (userId: string, text: string) => ({
    ...ordinary,
    source: { type: 'user', userId },
    webhookEventId: randomUUID(),
    message: { ...(ordinary.message as object), id: randomUUID(), text },
  });
  const body = JSON.stringify({
    destination: String(line.told.botUserId),
    events: [words(jun.userId, '잠이 안 와요'), words(mina.userId, '죽고 싶어요')],
  });
  const mixed = await world.posts(body);
  expect(mixed.status).toBe(503);
  expect(Number(mixed.headers.get('retry-after'))).toBeGreaterThanOrEqual(2);
  expect(await world.escalations()).toMatchObject([{ tier: 'high' }]);
  expect(await world.turns()).toHaveLength(3);

  loop.delayMs = 0;
  expect((await world.posts(body)).status).toBe(200);
  expect(await world.turns()).toHaveLength(4);
  expect(await world.escalations()).toHaveLength(1);
});

it('KakaoTalk brings nothing twice: who is not let in is asked to send it again, in a form it shows', async () => {
  const { loop, on } = lateness();
  const world = await openKakao(on);
  const jun = await world.somebody();
  await jun.enters();
  loop.delayMs = tooMuch;
  const { status } = await jun.says('시작할게요');
  expect(status).toBe(200);
  expect(jun.sees()).toContain('몰려서');
  expect(jun.sees()).toContain('109');
  expect((await world.db.query("select from turn where event_id not like 'kakao:open:%'")).rowCount).toBe(1);

  const mina = await world.somebody();
  await mina.says('죽고 싶어요');
  expect(await world.escalations()).toMatchObject([{ tier: 'high' }]);

  loop.delayMs = 0;
  await jun.says('시작할게요');
  expect(jun.sees()).not.toContain('몰려서');
  expect(await world.db.query('select from inbox')).toMatchObject({ rowCount: 0 });
});
