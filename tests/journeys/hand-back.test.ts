/** The counsellor has talked with them: the program goes on, the case stays the counsellor's, and whoever needs them again gets them. */
import { expect, it } from 'vitest';
import { openWorld, until, type World } from '../harness/world.ts';

type Counsellor = Awaited<ReturnType<World['counsellor']>>;

/** Mina has answered item 9 with 1 and waits at the card; kim has taken her case and writes. */
async function talking(world: World) {
  const mina = world.resident();
  const kim = await world.counsellor('kim');
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 1]);
  await mina.taps('이어하기');
  const id = (await kim.queue())[0]?.id ?? '';
  const { fence } = (await kim.claims(id)).body;
  await kim.writes(id, fence, '안녕하세요.');
  return { mina, kim, id, fence };
}

const handsBack = (kim: Counsellor, id: string, fence: number) =>
  kim.call<{ error?: { code: string; details?: unknown } } | null>('POST', `/api/cases/${id}/hand-back`, { fence });

it('typed words answer the questionnaire again, and words that are none wait for the counsellor', async () => {
  const world = await openWorld();
  const { mina, kim, id, fence } = await talking(world);
  await mina.watches();
  expect((await mina.says('아니오')).replies).toEqual([]);
  expect((await handsBack(kim, id, fence)).status).toBe(204);
  await until(() => mina.arrived.some(({ text }) => text.includes('자동 프로그램')), 'it is told');
  expect(mina.arrived.at(-1)).toMatchObject({ type: 'ask', key: 'asq/1' });
  expect((await mina.says('아니오')).replies.at(-1)).toMatchObject({ type: 'ask', key: 'asq/2' });
  expect(mina.texts()).not.toContain('말씀을 받아 두었어요. 상담사가 처음부터 모두 읽을 거예요.');
  await mina.says('고마웠다고 전해 주세요');
  expect(mina.texts()[0]).toContain('상담사가 처음부터 모두 읽을 거예요');

  const seen = await kim.opens(id);
  expect(seen).toMatchObject({ mine: true, fence, closedAt: null, handedBackAt: world.clock().toISOString() });
  expect(seen.events.filter(({ by }) => by === 'kim').map(({ kind }) => kind)).toContain('handed-back');
  expect((await kim.queue())[0]).toMatchObject({ owner: { name: 'kim' } });
  expect((await kim.reads(id)).some(({ text }) => text === '고마웠다고 전해 주세요')).toBe(true);
  await world.holds();
});

it('a second request changes nothing and is said to nobody; a stale one is refused with who has the case', async () => {
  const world = await openWorld();
  const { kim, id, fence } = await talking(world);
  const stale = await handsBack(kim, id, fence - 1);
  expect([stale.status, stale.body?.error]).toMatchObject([
    409,
    { code: 'stale_claim', details: { owner: { name: 'kim' } } },
  ]);
  const both = await Promise.all([handsBack(kim, id, fence), handsBack(kim, id, fence)]);
  expect(both.map(({ status }) => status)).toEqual([204, 204]);
  expect((await handsBack(kim, id, fence)).status).toBe(204);
  const told = (await kim.reads(id)).filter(({ text }) => text.includes('자동 프로그램이에요'));
  expect(told).toHaveLength(1);
  const lee = await world.counsellor('lee');
  expect((await handsBack(lee, id, fence)).status).toBe(409);
  await world.holds();
});

it('the counsellor’s next word takes the talk up again', async () => {
  const world = await openWorld();
  const { mina, kim, id, fence } = await talking(world);
  await handsBack(kim, id, fence);
  await kim.writes(id, fence, '한 가지만 더 여쭐게요.');
  expect((await kim.opens(id)).handedBackAt).toBeNull();
  expect((await mina.says('네')).replies).toEqual([]);
  await world.holds();
});

it.for([
  ['words of danger', async (mina: ReturnType<World['resident']>) => mina.says('죽고 싶어요')],
  ['an answer that alarms', async (mina: ReturnType<World['resident']>) => mina.answers([0])],
  ['stopping in the middle', async (mina: ReturnType<World['resident']>) => mina.says('그만')],
  ['the wish for a counsellor', async (mina: ReturnType<World['resident']>) => mina.says('상담사')],
] as const)('%s calls the counsellor back, and rings though nothing on the row is higher', async ([, needs]) => {
  const world = await openWorld();
  const { mina, kim, id, fence } = await talking(world);
  // Already as urgent as it can be.
  await world.db.query(`update escalation set priority = 0, tier = 'high'`);
  await handsBack(kim, id, fence);
  const [before] = await kim.queue();
  world.clock.advance({ minutes: 3 });
  await needs(mina);
  const [after] = await kim.queue();
  expect([before?.rangAt === after?.rangAt, after?.rangAt]).toEqual([false, world.clock().toISOString()]);
  const seen = await kim.opens(id);
  expect([seen.handedBackAt, seen.mine, seen.events.at(-1)?.kind]).toEqual([null, true, 'raised']);
  expect((await mina.says('거기 계세요?')).replies).toEqual([]);
});

it('nothing of theirs is deleted while the case is open, handed back or not', async () => {
  const world = await openWorld();
  const { mina, kim, id, fence } = await talking(world);
  await handsBack(kim, id, fence);
  await mina.says('삭제');
  await mina.taps('모두 지워 주세요');
  expect(mina.texts()[0]).toContain('상담사가 먼저 안전을 확인해야 해요');
  expect((await kim.opens(id)).row.flags).toContain('delete-wanted');
  await world.holds();
});

it('a case given back to the queue tells the resident, and another may take it', async () => {
  const world = await openWorld();
  const { mina, kim, id, fence } = await talking(world);
  await mina.watches();
  await handsBack(kim, id, fence);
  const released = await kim.call('POST', `/api/cases/${id}/release`, { fence, reason: '퇴근' });
  expect(released.status).toBe(204);
  await world.passes({ seconds: 1 });
  await until(() => mina.arrived.some(({ text }) => text.includes('자리를 비웠어요')), 'it is told');
  const lee = await world.counsellor('lee');
  expect((await lee.queue())[0]).toMatchObject({ owner: null, claimBy: expect.any(String) });
  const taken = (await lee.claims(id)).body;
  expect(taken.fence).toBe(fence + 2);
  // The new owner has the talk, though the one before had handed it back.
  expect((await lee.opens(id)).handedBackAt).toBeNull();
  expect((await mina.says('네')).replies).toEqual([]);
  const late = await kim.writes(id, fence, '저예요');
  expect(late.status).toBe(409);
  await world.holds();
});

it('a tier that a person lowered is raised by the next alarm, and then nobody has judged it', async () => {
  const world = await openWorld();
  const { mina, kim, id, fence } = await talking(world);
  const judge = (tier: string) => kim.call('POST', `/api/cases/${id}/tier`, { fence, tier, reason: '통화로 확인' });
  expect((await judge('low')).status).toBe(204);
  // Something that is no alarm does not bring the old tier back.
  await mina.says('고맙습니다');
  await mina.says('삭제');
  await mina.taps('모두 지워 주세요');
  expect(await world.escalations()).toMatchObject([{ tier: 'low' }]);
  expect((await kim.opens(id)).judged).toMatchObject({ by: 'kim', reason: '통화로 확인' });
  await mina.says('죽고 싶어요');
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 1 }]);
  const seen = await kim.opens(id);
  expect(seen.judged).toBeNull();
  expect(seen.events.filter(({ kind }) => kind === 'judged')).toMatchObject([{ by: 'kim', tier: 'low' }]);
  await world.holds();
});

it('is not handed back over words nobody at the desk has read', async () => {
  const world = await openWorld();
  const { mina, kim, id, fence } = await talking(world);
  const back = (rev: number) =>
    kim.call<{ error: { code: string } }>('POST', `/api/cases/${id}/hand-back`, { fence, rev });
  const { rev } = await kim.opens(id);
  await mina.says('죽고 싶어요');
  const late = await back(rev);
  expect([late.status, late.body.error.code]).toEqual([409, 'news_since']);
  expect((await kim.opens(id)).handedBackAt).toBeNull();
  expect((await back((await kim.opens(id)).rev)).status).toBe(204);
});

it('a tier is not judged over an alarm that came after it was read; what is no alarm is in nobody’s way', async () => {
  const world = await openWorld();
  const { mina, kim, id, fence } = await talking(world);
  const judge = async (rev: number) => {
    const body = { fence, tier: 'low', reason: '통화로 확인', rev };
    const { status, body: answer } = await kim.call<{ error?: { code: string } } | null>(
      'POST',
      `/api/cases/${id}/tier`,
      body,
    );
    return [status, answer?.error?.code];
  };
  const { rev } = await kim.opens(id);
  await mina.says('고맙습니다');
  expect(await judge(rev)).toEqual([204, undefined]);
  for (const words of ['죽고 싶어요', '죽고 싶어요']) {
    const before = await kim.opens(id);
    await mina.says(words);
    expect(await judge(before.rev)).toEqual([409, 'alarm_since']);
    expect(await world.escalations()).toMatchObject([{ tier: 'high' }]);
  }
  expect(await judge((await kim.opens(id)).rev)).toEqual([204, undefined]);
  // In the very moment: whichever comes first, the alarm stands.
  const now = await kim.opens(id);
  await Promise.all([mina.says('죽고 싶어요'), judge(now.rev)]);
  expect(await world.escalations()).toMatchObject([{ tier: 'high' }]);
});

it('whoever lost the case is told that before what its closing would need', async () => {
  const world = await openWorld();
  const { kim, id, fence } = await talking(world);
  await kim.call('POST', `/api/cases/${id}/release`, { fence, reason: '잘못 맡음' });
  for (const outcome of ['unreachable-three', 'crisis-intervention']) {
    expect((await kim.closes(id, fence, outcome)).status).toBe(409);
  }
});
