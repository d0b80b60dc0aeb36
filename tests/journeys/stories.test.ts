/** SCRIPT 5, stories 5, 8 and 10. (1 is in silence.test.ts, 2 and 6 in change-of-mind.test.ts.) */
import { expect, it } from 'vitest';
import { signoffCommand } from '../../commands/signoff.ts';
import { openWorld } from '../harness/world.ts';

it('5: ASQ 5 yes is seen with its reason, claimed, called, closed with an outcome; the claim is not lost meanwhile', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 0]);
  await mina.taps('예');
  await mina.taps('이어하기');
  await mina.answers([1, 1, 1]);
  await mina.taps('예');
  expect(mina.texts()[0]).toContain('지금 많이 위험하신 것 같아요');
  const [row] = await kim.queue();
  expect(row).toMatchObject({ priority: 0, reason: 'danger-now' });
  const id = row?.id ?? '';
  const { why } = await kim.opens(id);
  expect(why.map(({ question, answer }) => [question, answer])).toContainEqual([
    '지금 이 순간, 스스로 목숨을 끊으려는 생각이 있습니까?',
    '예',
  ]);
  const { body } = await kim.claims(id);
  expect((await kim.logs(id, body.fence, 'reached')).status).toBeLessThan(300);
  await world.passes({ minutes: 11 });
  expect((await kim.queue())[0]).toMatchObject({ owner: { name: 'kim' } });
  expect((await kim.closes(id, body.fence, 'handed-119-112')).status).toBe(204);
  expect(await kim.queue()).toEqual([]);
});

it('8: a daughter taps for her mother of 78: the hand-over is offered before ASQ and kept, the row says 도우미, fifteen times 예 is marked, the score stays', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const daughter = world.resident();
  await daughter.opens();
  await daughter.taps('시작할게요');
  await daughter.taps('75세 이상');
  expect(daughter.asked()?.text).toContain('누가 화면을 누르고 계신가요');
  await daughter.taps('옆에서 도와드려요');
  expect(daughter.texts()[0]).toContain('도와주셔서 고마워요');
  await daughter.taps('동의해요');
  for (let n = 0; n < 15; n += 1) await daughter.taps('예');
  expect(daughter.asked()?.text).toContain('휴대폰을 어르신께 드리고');
  await daughter.taps('어르신이 직접 하세요');
  expect(daughter.asked()?.key).toBe('asq/1');
  await daughter.answers([1, 1, 1, 1]);
  expect(daughter.asked()?.text).toContain('상담은 무료예요');
  // A follow-up: nobody is kept waiting for it in 대기.
  expect(await kim.queue()).toEqual([]);
  const [row] = await world.escalations();
  expect(row).toMatchObject({ priority: 3, flags: expect.arrayContaining(['helper', 'same-answers']) });
  const { screenings } = await kim.opens(row?.id ?? '');
  expect(screenings.find(({ instrument }) => instrument === 'sgds')).toMatchObject({ total: 10, helped: true });
  expect(screenings.find(({ instrument }) => instrument === 'asq')).toMatchObject({ helped: true, handedOver: true });
});

it('8: fifteen times 아니오 is low by the key, and a call is offered all the same', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.taps('시작할게요');
  await mina.taps('65~74세');
  await mina.taps('제가 직접 눌러요');
  await mina.taps('동의해요');
  for (let n = 0; n < 15; n += 1) await mina.taps('아니오');
  await mina.answers([1, 1, 1, 1]);
  expect(mina.texts()[0]).toContain('마음이 대체로 편안하셨던 것 같아요');
  await mina.taps('네, 연락 주세요');
  expect(await world.escalations()).toMatchObject([{ tier: null, priority: 2, flags: ['same-answers'] }]);
});

it('10: in production nothing starts that nobody has signed for; help and a person instead; a signature opens it without a restart', async () => {
  const world = await openWorld(() => ({ nodeEnv: 'production' as const }));
  const kim = await world.counsellor('kim');
  const mina = world.resident();
  await mina.opens();
  await mina.says('시작');
  expect(mina.screen().map(({ type }) => type)).toEqual(['card', 'text', 'ask']);
  expect(mina.texts()[0]).toContain('109 자살예방 상담전화');
  expect(mina.texts()[1]).toContain('상담사에게 전해 드렸어요');
  expect(mina.asked()?.text).toContain('상담사가 전화드려도 될까요');
  expect((await kim.queue())[0]).toMatchObject({ reason: 'asked-human', priority: 2 });
  expect((await world.db.query('select from screening')).rowCount).toBe(0);

  const sign = (instrument: string, version: string) =>
    signoffCommand(['--instrument', instrument, '--version', version, '--name', '김책임', '--date', '2026-01-05'], {
      db: world.db,
      clock: world.clock,
      newId: () => crypto.randomUUID(),
      print: () => {},
    });
  await sign('asq', 'asq-ko-provisional-1');
  const jun = world.resident();
  await world.passes({ seconds: 11 });
  await jun.opens();
  await jun.taps('시작할게요');
  expect(jun.texts()[0]).toContain('109 자살예방 상담전화');
  await sign('phq9', 'phq9-ko-pfizer-a-1');
  const han = world.resident();
  await world.passes({ seconds: 11 });
  await han.opens();
  await han.starts();
  expect(han.asked()?.key).toBe('phq9/anhedonia');

  // From 65 it is another questionnaire, and nobody has signed for that one.
  const old = world.resident();
  await old.opens();
  await old.taps('시작할게요');
  await old.taps('75세 이상');
  expect(old.texts()[0]).toContain('109 자살예방 상담전화');
  expect((await world.db.query(`select from screening where instrument = 'sgds'`)).rowCount).toBe(0);
});
