/** Reloads, second tabs, lost answers and words that were written while nobody looked. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { openWorld, until } from '../harness/world.ts';

it('a reload asks whether to go on, shows nothing of before, and goes on at the same question', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([1, 2]);
  await mina.opens();
  expect(mina.asked()?.choices.map(({ label }) => label)).toEqual(['이어하기', '처음으로', '그만']);
  expect(JSON.stringify(mina.screen())).not.toContain('phq9');
  await mina.taps('이어하기');
  expect(mina.asked()?.key).toBe('phq9/sleep');
  await world.holds();
});

it('after a day the questions start again', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([1, 2]);
  await world.passes({ hours: 25 });
  await mina.opens();
  expect(mina.texts()[0]).toContain('하루가 지났어요');
  await world.holds();
});

it('the same key gives the same answer once; the same key with other words is refused', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  const key = randomUUID();
  const choice = mina.asked()?.choices[1]?.id;
  const answers = await Promise.all(Array.from({ length: 10 }, () => mina.post('/chat/messages', { choice }, key)));
  expect(new Set(answers.map(({ replies }) => JSON.stringify(replies))).size).toBe(1);
  const { rows } = await world.db.query<{ rev: number }>('select rev from conversation');
  expect(rows[0]?.rev).toBe(5);
  expect((await mina.post('/chat/messages', { choice: 'x' }, key)).status).toBe(422);
  await world.holds();
});

it("a counsellor's words written to a stream that slept are told when it wakes, and what she has seen is not", async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await world.takesDuty(kim);
  const mina = world.resident();
  const { rev } = await mina.opens();
  await mina.says('지금 죽고 싶어요');
  const [row] = await kim.queue();
  const { body } = await kim.claims(row?.id ?? '');
  await kim.writes(row?.id ?? '', body.fence, '김입니다. 여기 있어요.');
  // The bytes left, and nobody read them.
  await world.db.query('update turn set sent_at = due_at where due_at is not null');
  await mina.watches(undefined, rev);
  await until(() => mina.arrived.some(({ type }) => type === 'human'), 'the words are there');
  expect(mina.arrived.map(({ type }) => type)).toEqual(['text', 'human']);
  await world.holds();
});

it('two tabs answer the same question at once: one counts, the other is shown the present question', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  const [first, second] = [mina.asked()?.choices[1]?.id, mina.asked()?.choices[2]?.id];
  const answers = await Promise.all([
    mina.post('/chat/messages', { choice: first }),
    mina.post('/chat/messages', { choice: second }),
  ]);
  expect(answers.map(({ stale }) => stale ?? false).sort()).toEqual([false, true]);
  for (const { replies } of answers) expect(replies.at(-1)).toMatchObject({ key: 'phq9/mood' });
  await world.holds();
});

it("another person's choice is stale, changes nothing of either, and puts the present question", async () => {
  const world = await openWorld();
  const [mina, jun] = [world.resident(), world.resident()];
  for (const one of [mina, jun]) {
    await one.opens();
    await one.starts();
  }
  const before = await world.db.query<{ snapshot: Buffer }>('select snapshot from conversation order by resident_id');
  const answer = await jun.post('/chat/messages', { choice: mina.asked()?.choices[3]?.id });
  expect(answer).toMatchObject({ status: 200, stale: true });
  expect(answer.replies.at(-1)).toMatchObject({ key: 'phq9/anhedonia' });
  expect(before.rows).toHaveLength(2);
  await world.holds();
});

it('words written while nobody looked stay hidden until they are asked for', async () => {
  const world = await openWorld();
  const mina = world.resident();
  const kim = await world.counsellor('kim');
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 2]);
  const [row] = await kim.queue();
  const { body } = await kim.claims(row?.id ?? '');
  await kim.writes(row?.id ?? '', body.fence, '글 잘 읽었어요.');
  await mina.opens();
  expect(JSON.stringify(mina.screen())).not.toContain('글 잘 읽었어요');
  await mina.watches();
  await world.passes({ seconds: 30 });
  expect(mina.arrived).toEqual([]);
  await mina.taps('보기');
  expect(mina.screen()).toContainEqual({ type: 'human', name: 'kim', text: '글 잘 읽었어요.' });
  await kim.writes(row?.id ?? '', body.fence, '거기 계세요?');
  await until(() => mina.arrived.length > 0, 'the next word arrives by itself');
  await world.holds();
});
