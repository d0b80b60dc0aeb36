/** The main job, end to end: a risk answer, its escalation, a claim, the first word, an outcome. */
import { expect, it } from 'vitest';
import { openWorld, until } from '../harness/world.ts';

it('item 9 is answered with a card at once, a counsellor claims, writes the first word and closes with an outcome', async () => {
  const world = await openWorld();
  const mina = world.resident();
  const kim = await world.counsellor('kim');
  await mina.opens();
  await mina.starts();
  await mina.answers([1, 1, 0, 0, 0, 0, 0, 0]);
  expect(await world.escalations()).toEqual([]);

  await mina.answers([2]);
  expect(mina.screen()[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  expect(mina.screen()[0]).toHaveProperty('links.0.href', 'tel:109');
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 1, rules: ['R5'], open: true }]);

  const [row] = await kim.queue();
  if (!row) throw new Error('the queue is empty');
  expect(row).toMatchObject({ priority: 1, reason: 'item9', ageBand: '19-34', owner: null });
  const seen = await kim.opens(row.id);
  expect(seen.why[0]).toMatchObject({ kind: 'answer', answer: '7일 이상 방해 받았다', rules: ['R5'] });

  expect(await mina.watches()).toBe(200);
  const { body } = await kim.claims(row.id);
  expect((await kim.writes(row.id, body.fence, '안녕하세요, 김입니다.')).status).toBeLessThan(300);
  await until(() => mina.arrived.length >= 2, 'the first word arrives by itself');
  expect(mina.arrived).toEqual([
    { type: 'text', text: 'kim 상담사가 이 대화를 맡았어요. 곧 말씀드릴 거예요.' },
    { type: 'human', name: 'kim', text: '안녕하세요, 김입니다.' },
  ]);

  const said = await mina.says('네, 괜찮아요. 얘기할게요');
  expect(said.replies).toEqual([]);
  const talk = await kim.reads(row.id);
  expect(talk.at(-1)).toMatchObject({ from: 'resident', text: '네, 괜찮아요. 얘기할게요' });

  expect((await kim.closes(row.id, body.fence, 'safety-confirmed')).status).toBeLessThan(300);
  await until(() => mina.arrived.length >= 3, 'the end of the talk is told');
  expect(await world.escalations()).toMatchObject([{ open: false }]);
  expect(await kim.queue()).toEqual([]);
});

it('a talk at the desk does not end the questionnaire: a tap still answers, words go to the counsellor', async () => {
  const world = await openWorld();
  const mina = world.resident();
  const kim = await world.counsellor('kim');
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 1]);
  await mina.taps('이어하기');
  const [row] = await kim.queue();
  await kim.claims(row?.id ?? '');
  const asked = mina.asked();
  await mina.says('1');
  expect(mina.screen()).toEqual([]);
  const answer = await mina.post('/chat/messages', { choice: asked?.choices[0]?.id });
  expect(answer.replies.at(-1)).toMatchObject({ type: 'ask', key: 'asq/2' });
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 1 }]);
});
