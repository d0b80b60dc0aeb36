/** Late turns, failing turns: the event is kept, the resident reads where help is, and the answer comes after all. */
import { expect, it } from 'vitest';
import type { Ground } from '../../main.ts';
import { Unavailable } from '../../triage/errors.ts';
import { asking } from '../harness/asking.ts';
import { openWorld, type World } from '../harness/world.ts';

/** A house whose main connections fail or hang while `trouble` says so; the reserved ones work. */
const troubled =
  (trouble: { now: 'none' | 'fails' | 'hangs' }) =>
  (ground: Ground): Partial<Ground> => ({
    deadlineMs: 300,
    db: asking(ground.db, (query) => async (...args) => {
      if (/insert into turn/.test(args[0])) {
        if (trouble.now === 'fails') throw new Unavailable('the database is away');
        if (trouble.now === 'hangs') await new Promise((resolve) => setTimeout(resolve, 600));
      }
      return query(...args);
    }),
  });

/** A counsellor on duty whose phone rings. */
async function onCall(world: World) {
  const kim = await world.counsellor('kim');
  await world.takesDuty(kim);
  await world.hasPhone(kim);
  return kim;
}

it('a failing turn keeps the event, opens the escalation from the raw words alone, and is taken up again', async () => {
  const trouble: { now: 'none' | 'fails' | 'hangs' } = { now: 'none' };
  const world = await openWorld(troubled(trouble));
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.watches();
  trouble.now = 'fails';
  const answer = await mina.says('죽고 싶어요');
  expect(answer.status).toBe(200);
  expect(answer.replies[0]).toMatchObject({ type: 'card', kind: 'help' });
  expect(JSON.stringify(answer.replies)).toContain('tel:109');
  expect(await world.escalations()).toMatchObject([{ priority: 1, rules: ['R2p'] }]);
  expect((await world.db.query('select from inbox')).rowCount).toBe(1);

  trouble.now = 'none';
  await world.passes({ seconds: 2 });
  await world.dispatch.round();
  expect((await world.db.query('select from inbox')).rowCount).toBe(0);
  expect(await world.escalations()).toHaveLength(1);
  await world.passes({ seconds: 20 });
  expect(mina.arrived[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  await world.holds();
});

it('an answer that alarms and fails rings all the same, and a word of their counsellor does not answer it before it is a turn', async () => {
  const trouble: { now: 'none' | 'fails' | 'hangs' } = { now: 'none' };
  const world = await openWorld(troubled(trouble));
  const kim = await onCall(world);
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0]);
  trouble.now = 'fails';
  await mina.answers([3]);
  expect(mina.screen()[0]).toMatchObject({ type: 'card', kind: 'help' });
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 1, rules: ['R5'] }]);
  const [row] = await kim.queue();
  const id = row?.id ?? '';
  expect((await kim.opens(id)).why[0]).toMatchObject({ answer: '거의 매일 방해 받았다', rules: ['R5'] });
  const { fence } = (await kim.claims(id)).body;
  const { rev } = await kim.opens(id);
  await mina.says('지금 옥상에 올라왔어요');
  const rings = async () =>
    (await world.db.query<{ next_page_at: Date | null }>('select next_page_at from escalation')).rows[0]?.next_page_at;
  expect(await rings()).not.toBeNull();
  trouble.now = 'none';
  await kim.call('POST', `/api/cases/${id}/say`, { fence, text: '안녕하세요, 상담사예요.', rev });
  expect(await rings()).not.toBeNull();
  // Nor does a call to them that is written down, or 119.
  expect((await kim.call('POST', `/api/cases/${id}/calls`, { fence, rev, outcome: 'no-answer' })).status).toBe(204);
  expect((await kim.call('POST', `/api/cases/${id}/summon`, { fence, rev, services: ['119'] })).status).toBe(204);
  expect(await rings()).not.toBeNull();
  await world.passes({ seconds: 2 });
  await world.passes({ seconds: 2 });
  expect((await world.db.query('select from inbox')).rowCount).toBe(0);
  await kim.call('POST', `/api/cases/${id}/say`, { fence, text: '지금 어디세요?', rev: (await kim.opens(id)).rev });
  expect(await rings()).toBeNull();
  await world.holds();
});

it('what the next words of a person try again is none of the five tries', async () => {
  const trouble: { now: 'none' | 'fails' | 'hangs' } = { now: 'none' };
  const world = await openWorld(troubled(trouble));
  const mina = world.resident();
  // Somebody with a case is looked up each time.
  await mina.tellsOfDanger();
  trouble.now = 'fails';
  for (let words = 0; words < 6; words += 1) {
    await mina.says('도무지 모르겠네');
    // The lease of the one before has passed.
    world.clock.advance({ seconds: 11 });
  }
  await world.passes({ minutes: 1 });
  expect((await world.db.query('select from inbox where quarantined_at is not null')).rowCount).toBe(0);
  expect((await world.db.query('select from inbox')).rowCount).toBe(6);
  trouble.now = 'none';
  for (let rounds = 0; rounds < 4; rounds += 1) await world.passes({ minutes: 1 });
  expect((await world.db.query('select from inbox')).rowCount).toBe(0);
  await world.holds();
});

it('whoever must be called is called while the rest of what is due hangs', async () => {
  const trouble: { now: 'none' | 'fails' | 'hangs' } = { now: 'none' };
  const world = await openWorld(troubled(trouble));
  await onCall(world);
  const [mina, jun] = [world.resident(), world.resident()];
  await mina.opens();
  await mina.starts();
  trouble.now = 'fails';
  await mina.says('도무지 모르겠네');
  trouble.now = 'none';
  await jun.tellsOfDanger();
  await world.dispatch.calls();
  world.clock.advance({ minutes: 2 });
  trouble.now = 'hangs';
  let isOver = false;
  const rest = world.dispatch.rest().then(() => {
    isOver = true;
  });
  await world.dispatch.calls();
  const { rows } = await world.db.query<{ step: number }>(`select step from page where kind = 'case' order by step`);
  expect(rows.map(({ step }) => step)).toContain(1);
  expect(isOver).toBe(false);
  trouble.now = 'none';
  await rest;
});

it('a turn that is late is committed once, and its answer follows', async () => {
  const trouble: { now: 'none' | 'fails' | 'hangs' } = { now: 'none' };
  const world = await openWorld(troubled(trouble));
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.watches();
  trouble.now = 'hangs';
  const answer = await mina.taps('며칠 동안 방해 받았다');
  expect(answer.replies[0]).toMatchObject({ type: 'card', kind: 'help' });
  await new Promise((resolve) => setTimeout(resolve, 600));
  trouble.now = 'none';
  await world.passes({ seconds: 2 });
  await world.passes({ seconds: 20 });
  expect((await world.db.query('select from inbox')).rowCount).toBe(0);
  expect(mina.arrived).toMatchObject([{ type: 'ask', key: 'phq9/mood' }]);
  const { rows } = await world.db.query<{ n: number }>('select count(*)::integer as n from turn');
  expect(rows[0]?.n).toBe(5);
  await world.holds();
});

it('an event nothing can read is set aside for a person after five tries, and the resident can go on', async () => {
  const trouble: { now: 'none' | 'fails' | 'hangs' } = { now: 'none' };
  const world = await openWorld(troubled(trouble));
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  trouble.now = 'fails';
  await mina.says('도무지 모르겠네');
  for (let tries = 0; tries < 6; tries += 1) await world.passes({ minutes: 1 });
  trouble.now = 'none';
  const { rows } = await world.db.query('select from inbox where quarantined_at is not null');
  expect(rows).toHaveLength(1);
  expect(await world.escalations()).toMatchObject([{ rules: ['Q1'], priority: 2 }]);
  const kim = await world.counsellor('kim');
  const [row] = await kim.queue();
  expect((await kim.opens(row?.id ?? '')).why[0]).toMatchObject({ answer: '도무지 모르겠네', rules: ['Q1'] });
  const next = await mina.says('다시');
  expect(next.replies.at(-1)).toMatchObject({ key: 'phq9/anhedonia' });
  await world.holds();
});

it('a silence that cannot be told asks a person to look, once, and is tried on: it counts when the fault is over', async () => {
  const trouble: { now: 'none' | 'fails' | 'hangs' } = { now: 'none' };
  const world = await openWorld(troubled(trouble));
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 1]);
  trouble.now = 'fails';
  await world.passes({ minutes: 15 });
  for (let tries = 0; tries < 8; tries += 1) await world.passes({ minutes: 1 });
  expect(await world.escalations()).toMatchObject([{ priority: 2, rules: ['Q1', 'R7'] }]);
  trouble.now = 'none';
  await world.passes({ hours: 1 });
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 1, rules: ['Q1', 'R6s', 'R7'] }]);
  await world.holds();
});

it('an answer that was stored after the deadline but before it was kept aside is its own answer, card first', async () => {
  const trouble: { now: 'none' | 'fails' | 'hangs' } = { now: 'none' };
  const world = await openWorld((ground) => {
    const change = troubled(trouble)(ground);
    const transaction: Ground['db']['reserved']['transaction'] = async (work) => {
      // The main connection comes through just before the failure path looks.
      await new Promise((resolve) => setTimeout(resolve, trouble.now === 'hangs' ? 250 : 0));
      return ground.db.reserved.transaction(work);
    };
    return {
      ...change,
      deadlineMs: 500,
      db: { ...change.db, reserved: { ...ground.db.reserved, transaction } } as Ground['db'],
    };
  });
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0]);
  trouble.now = 'hangs';
  await mina.answers([3]);
  expect(mina.screen()[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  expect(mina.asked()?.choices[0]?.label).toBe('이어하기');
  await world.holds();
});

it('"write again" after a late turn answers nothing that was not seen', async () => {
  const trouble: { now: 'none' | 'fails' | 'hangs' } = { now: 'none' };
  const world = await openWorld(troubled(trouble));
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0]);
  trouble.now = 'fails';
  await mina.says('1');
  trouble.now = 'none';
  world.clock.advance({ seconds: 2 });
  await mina.says('1');
  expect(mina.asked()?.key).toBe('phq9/selfharm');
  // A request brought the late answer after all: no stream that comes back is told it a second time.
  expect((await world.db.query('select from turn where due_at is not null')).rowCount).toBe(0);
  // Now it was seen.
  await mina.says('1');
  expect(mina.asked()?.key).toBe('asq/1');
  await world.holds();
});

it('a late crisis card is shown to who opens the page anew, without being asked for', async () => {
  const trouble: { now: 'none' | 'fails' | 'hangs' } = { now: 'none' };
  const world = await openWorld(troubled(trouble));
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  trouble.now = 'fails';
  await mina.says('죽고 싶어요');
  trouble.now = 'none';
  await world.passes({ seconds: 2 });
  await mina.opens();
  expect(mina.screen()[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  expect(mina.asked()?.choices[0]?.label).toBe('이어하기');
  await mina.opens();
  expect(mina.screen()[0]).not.toMatchObject({ type: 'card' });
});
