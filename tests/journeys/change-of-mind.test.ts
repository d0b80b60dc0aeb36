/** SCRIPT 5, stories 2 and 6, and what a refusal keeps. */
import { expect, it } from 'vitest';
import { openWorld } from '../harness/world.ts';

it('an alarm answer corrected with 이전 changes the score, never the escalation, which is flagged', async () => {
  const world = await openWorld();
  const mina = world.resident();
  const kim = await world.counsellor('kim');
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 3]);
  await mina.says('이전');
  expect(mina.asked()?.key).toBe('phq9/selfharm');
  await mina.answers([0]);
  expect(mina.texts()[0]).toContain('답을 고쳐 두었어요');
  const [row] = await world.escalations();
  expect(row).toMatchObject({ tier: 'high', priority: 1, flags: ['corrected'], open: true });
  const seen = await kim.opens(row?.id ?? '');
  expect(seen.screenings.find(({ instrument }) => instrument === 'phq9')).toMatchObject({ total: 0, band: 'minimal' });
  await world.holds();
});

it('a sentence that holds a command word stops nothing when the detector rings; 그만 alone stops and raises', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([1]);
  await mina.says('이제 그만 죽고 싶어요');
  expect(mina.screen()[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  expect(await world.escalations()).toMatchObject([{ priority: 1 }]);

  const jun = world.resident();
  await jun.opens();
  await jun.starts();
  await jun.answers([0, 0, 0, 0, 0, 0, 0, 0, 1]);
  await jun.says('그만');
  expect(jun.texts()[0]).toContain('앞서 주신 답은 상담사가 확인하고');
  expect((await world.escalations())[1]).toMatchObject({ tier: 'high', priority: 1 });
  await world.holds();
});

it('who refuses consent is stored nothing of, and still reaches help, a counsellor and the detector', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.taps('시작할게요');
  await mina.taps('35~49세');
  await mina.taps('동의 안 해요');
  expect(mina.texts()[0]).toContain('아무것도 저장하지 않을게요');
  expect((await world.db.query('select from screening')).rowCount).toBe(0);
  expect((await world.db.query('select from consent where not given')).rowCount).toBe(1);
  await mina.says('도움');
  expect(mina.screen()[0]).toMatchObject({ type: 'card', kind: 'help' });
  await mina.says('상담사');
  expect(await world.escalations()).toMatchObject([{ tier: null, priority: 2, rules: ['H1'] }]);
  await mina.says('죽고 싶어요');
  expect(mina.screen()[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 1 }]);
  await world.holds();
});

it('a child gets no questionnaire, and every risk word of theirs is P1', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.taps('시작할게요');
  await mina.taps('13세 이하');
  expect(mina.screen()).toHaveLength(1);
  expect((await world.db.query('select from screening')).rowCount).toBe(0);
  await mina.says('죽고 싶어');
  expect(await world.escalations()).toMatchObject([{ priority: 1, rules: ['R2c'] }]);
  await world.holds();
});
