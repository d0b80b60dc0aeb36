/** What is left to do after the first word: somebody in the middle is not forgotten, and somebody in a crisis is looked after for eight
 *  weeks, with others told only as far as they agreed. */
import { expect, it } from 'vitest';
import type { CaseFollowUps, FollowUps } from '../../admin/contract.ts';
import { openWorld, until } from '../harness/world.ts';

it('somebody in the middle who declines is found in 후속, closed by a person, and reached again through the need they named', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([3, 3, 3, 3, 0, 0, 0, 0, 0]);
  await mina.answers([1, 1, 1, 1, 0]);
  await mina.taps('괜찮아요');
  await mina.taps('생활비·빚');
  const rows = async (query = '') => (await kim.call<FollowUps>('GET', `/api/follow-ups${query}`)).body.rows;
  const due = async () => (await kim.call<{ due: number }>('GET', '/api/follow-ups/due')).body.due;

  expect(await kim.queue()).toEqual([]);
  expect(await rows('?until=today')).toEqual([]);
  expect(await due()).toBe(0);
  const [followUp, need] = await rows();
  expect(followUp).toMatchObject({
    kind: 'case',
    dueOn: '2026-01-08',
    reason: 'high-score',
    tier: 'potential',
    flags: ['declined'],
    ageBand: '19-34',
    assignee: null,
  });
  expect(need).toMatchObject({
    kind: 'need',
    need: 'money',
    dueOn: '2026-01-12',
    case: { id: followUp?.id, open: true },
  });

  const first = followUp?.id ?? '';
  const { fence } = (await kim.claims(first)).body;
  expect((await rows('?whose=mine')).map(({ id }) => id)).toEqual([first]);
  expect((await kim.closes(first, fence, 'declined-safe')).status).toBe(204);
  expect(await rows()).toMatchObject([{ kind: 'need', case: { id: first, open: false } }]);

  // A week later a place was found that helps: the person can be reached from a case of their own again.
  const opened = await kim.call<{ caseId: string; opened: boolean }>('POST', `/api/follow-ups/${need?.id}/case`);
  expect(opened.body.opened).toBe(true);
  const again = opened.body.caseId;
  await mina.watches();
  const claim = (await kim.claims(again)).body;
  expect((await kim.writes(again, claim.fence, '생활비를 도와 드릴 곳을 찾았어요.')).status).toBe(204);
  await until(() => mina.arrived.some(({ type }) => type === 'human'), 'the words arrive');
  expect(mina.arrived.at(-1)).toMatchObject({ type: 'human', text: '생활비를 도와 드릴 곳을 찾았어요.' });
  const done = await kim.call('POST', `/api/follow-ups/${need?.id}/done`, { outcome: 'provided' });
  expect(done.status).toBe(200);
  const needs = (await kim.opens(again)).needs;
  expect(needs).toMatchObject([{ about: 'money', done: true }]);
  await world.holds();
});

it('after a crisis: eight weeks of dated steps, an agency told on their own yes, and nothing of it left when they are forgotten', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 2]);
  await mina.watches();
  const [row] = await kim.queue();
  const id = row?.id ?? '';
  const { fence } = (await kim.claims(id)).body;
  await kim.writes(id, fence, '글 잘 읽었어요.');
  expect((await kim.call('POST', `/api/cases/${id}/plan`, { assignee: kim.id })).status).toBe(204);

  const place = await kim.call<{ id: string }>('POST', '/api/resources', { kind: 'welfare', name: '푸른구 복지관' });
  const refer = () =>
    kim.call<{ id: string; error?: { code: string } }>('POST', `/api/cases/${id}/referrals`, {
      resourceId: place.body.id,
      basis: 'consent',
    });
  expect((await refer()).body.error?.code).toBe('consent_missing');
  await kim.call('POST', `/api/cases/${id}/ask-third-party`, { fence, agency: '푸른구  복지관' });
  await until(() => mina.arrived.some(({ type }) => type === 'ask'), 'the question arrives');
  const ask = mina.arrived.find((reply) => reply.type === 'ask');
  await mina.post('/chat/messages', { choice: ask?.choices[0]?.id });
  const referral = await refer();
  expect(referral.status).toBe(200);

  const inCase = async () => (await kim.call<CaseFollowUps>('GET', `/api/cases/${id}/follow-ups`)).body;
  const seen = await inCase();
  expect(seen).toMatchObject({ tier: 'high', hasPlan: true, consents: [{ agency: '푸른구  복지관', given: true }] });
  expect(seen.tasks.filter(({ kind }) => kind === 'plan')).toHaveLength(10);
  expect(seen.tasks.filter(({ kind }) => kind === 'referral')).toMatchObject([{ dueOn: '2026-01-19' }]);
  const [step] = seen.tasks;
  await kim.call('POST', `/api/follow-ups/${step?.id}/done`, { outcome: 'reached', note: '잠을 좀 주무셨대요' });
  await kim.call('POST', `/api/referrals/${referral.body.id}/state`, { state: 'provided', note: '쌀과 반찬' });
  expect((await kim.closes(id, fence, 'crisis-intervention')).status).toBe(204);

  await mina.says('삭제');
  await mina.taps('모두 지워 주세요');
  const { rows: left } = await world.db.query(
    `select (select count(*)::integer from follow_up) + (select count(*)::integer from follow_up_event)
       + (select count(*)::integer from referral) + (select count(*)::integer from referral_event) as rows`,
  );
  expect(left).toEqual([{ rows: 0 }]);
  const { rows: counted } = await world.db.query(
    'select resource_kind, requested_on::text, state, center_id = $1 as here from referral_past',
    [world.center.id],
  );
  expect(counted).toEqual([{ resource_kind: 'welfare', requested_on: '2026-01-05', state: 'provided', here: true }]);
  expect((await kim.call<FollowUps>('GET', '/api/follow-ups')).body.rows).toEqual([]);
  // The place stays: it is nobody's record.
  expect((await kim.call('GET', '/api/resources')).body).toMatchObject({ resources: [{ name: '푸른구 복지관' }] });
  await world.holds();
});
