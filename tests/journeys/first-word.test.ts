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
  await world.holds();
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
  await world.holds();
});

it('더 힘들어졌어요 raises by one and keeps the reason; the desk sees whether the page is still open', async () => {
  const world = await openWorld();
  const mina = world.resident();
  const kim = await world.counsellor('kim');
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 2]);
  await mina.taps('이어하기');
  await mina.answers([1, 1, 1, 1, 1]);
  await mina.taps('이 대화로 할게요');
  expect(mina.asked()?.choices[0]?.label).toBe('더 힘들어졌어요');
  await mina.taps('더 힘들어졌어요');
  expect((await kim.queue())[0]).toMatchObject({ priority: 0, reason: 'item9', reach: 'here-now' });

  await world.passes({ seconds: 50 });
  expect((await kim.queue())[0]).toMatchObject({ reach: 'left' });
  await mina.watches();
  await until(async () => {
    await world.passes({ seconds: 15 });
    return (await kim.queue())[0]?.reach === 'here-now';
  }, 'an open page is seen at the desk');
  await world.holds();
});

it('who never agreed is known by no age, unless there is a risk to judge', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const mina = world.resident();
  await mina.opens();
  await mina.taps('시작할게요');
  await mina.taps('14~18세');
  await mina.taps('동의 안 해요');
  await mina.says('상담사');
  expect((await kim.queue())[0]).toMatchObject({ reason: 'asked-human', ageBand: null });
  await mina.says('죽고 싶어요');
  expect((await kim.queue())[0]).toMatchObject({ priority: 1, ageBand: '14-18', flags: ['minor'] });
  await world.holds();
});

it('the desk tells whoever watches it how many wait, and nothing of whom', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const mina = world.resident();
  await mina.opens();
  await mina.says('지금 위험해요');
  const metrics = await kim.text('/metrics');
  expect(metrics).toContain('maumjigi_escalations_open{priority="0"} 1');
  expect(metrics).toContain('maumjigi_inbox_quarantined 0');
  await world.holds();
});

it('nobody closes a case over words they have not read', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 1]);
  const [row] = await kim.queue();
  const id = row?.id ?? '';
  await kim.claims(id);
  const read = await kim.opens(id);
  await mina.says('지금 옥상이에요. 뛰어내릴 거예요');
  const close = (rev: number) =>
    kim.call<{ error?: { code: string } }>('POST', `/api/cases/${id}/close`, {
      fence: read.fence,
      outcome: 'safety-confirmed',
      rev,
    });
  const refused = await close(read.rev);
  expect([refused.status, refused.body.error?.code]).toEqual([409, 'news_since']);
  expect(await world.escalations()).toMatchObject([{ priority: 0, open: true }]);
  const { rows } = await world.db.query(`select from audit where action = 'denied' and reason = 'news_since'`);
  expect(rows).toHaveLength(1);
  expect((await close((await kim.opens(id)).rev)).status).toBeLessThan(300);
  await world.holds();
});
