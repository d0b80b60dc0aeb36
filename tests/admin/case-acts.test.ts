/** What staff write to a case beside the talk: a judged tier, notes, 119·112, giving back, the lead's look, and what closing asks for. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Case } from '../../admin/contract.ts';
import { aad, openJson } from '../../triage/store/seal.ts';
import { type CaseMade, deskWorld, type Person, type World } from './world.ts';

const opened = async (world: World, { id }: CaseMade, who: Person): Promise<Case> =>
  Case.parse((await world.get(`/api/cases/${id}`, who).expect(200)).body);

const audited = async (world: World, action: string) => (await world.audit()).filter((row) => row.action === action);

/** Every write that needs the claim, with a body that would do. */
const writes: readonly [path: string, kind: string, body: object][] = [
  ['tier', 'judged', { tier: 'potential', reason: '다시 여쭤 보니 생각이 없다고 하심' }],
  ['notes', 'wrote', { text: '내일 오전에 다시 통화하기로 함' }],
  ['summon', 'summoned', { services: ['119', '112'], note: '3분 뒤 도착' }],
  ['release', 'released', { reason: '퇴근' }],
];

describe('every write to a case', () => {
  test.for(writes)(
    '%s: of another centre, of nobody or closed it is refused, and nothing is written',
    async ([path, , body]) => {
      const world = await deskWorld();
      const [kim, lee] = [await world.staff('counsellor'), await world.staff('counsellor', { name: '이상담' })];
      const elsewhere = await world.escalation({ centerId: await world.center('다른 센터'), owner: kim.id, fence: 1 });
      const closed = await world.escalation({ owner: kim.id, fence: 1, closedAt: world.clock() });
      const theirs = await world.escalation({ owner: lee.id, fence: 2 });
      const stale = await world.escalation({ owner: kim.id, fence: 2 });
      const nobodys = await world.escalation({ fence: 1 });
      const send = (id: string) => world.post(`/api/cases/${id}/${path}`, kim).send({ fence: 1, ...body });
      for (const id of [elsewhere.id, randomUUID()]) {
        expect((await send(id).expect(404)).body.error.code).toBe('not_found');
      }
      expect((await send(closed.id).expect(409)).body.error.code).toBe('closed');
      expect((await send(theirs.id).expect(409)).body.error).toMatchObject({
        code: 'stale_claim',
        details: { owner: { id: lee.id, name: '이상담' } },
      });
      expect((await send(stale.id).expect(409)).body.error.details).toEqual({ owner: { id: kim.id, name: '김상담' } });
      expect((await send(nobodys.id).expect(409)).body.error.details).toEqual({ owner: null });
      expect((await world.db.query('select from escalation_event')).rows).toHaveLength(0);
      expect((await world.audit()).filter(({ action }) => action.startsWith('case.'))).toEqual([]);
    },
  );

  test.for(writes)(
    '%s: sent twice under one key it happens once; another body under that key is refused',
    async ([path, kind, body]) => {
      const world = await deskWorld();
      const kim = await world.staff('counsellor');
      const made = await world.escalation({ owner: kim.id, fence: 1 });
      const send = (sent: object, fence = 1) =>
        world
          .post(`/api/cases/${made.id}/${path}`, kim)
          .set('Idempotency-Key', 'twice-0001')
          .send({ fence, ...sent });
      await Promise.all([send(body).expect(204), send(body).expect(204)]);
      // Its answer was lost, and the claim has gone meanwhile.
      await world.db.query('update escalation set owner = null, fence = 7');
      await send(body).expect(204);
      expect((await send({ ...body, ...otherwise(path) }).expect(422)).body.error.code).toBe('idempotency_mismatch');
      const { rows } = await world.db.query<{ kind: string }>('select kind from escalation_event');
      expect(rows).toEqual([{ kind }]);
    },
  );

  test.for([
    ['tier', { tier: 'severe', reason: 'x' }, ['tier']],
    ['tier', { tier: 'low' }, ['reason']],
    ['tier', { tier: 'low', reason: '  ' }, ['reason']],
    ['tier', { tier: 'low', reason: 'x'.repeat(501) }, ['reason']],
    ['notes', { text: '' }, ['text']],
    ['notes', { text: ' \n ' }, ['text']],
    ['notes', { text: 'x'.repeat(2001) }, ['text']],
    ['notes', { text: 'a\u0000b' }, ['text']],
    ['summon', { services: [] }, ['services']],
    ['summon', { services: ['110'] }, ['services.0']],
    ['summon', {}, ['services']],
    ['summon', { services: ['119'], note: 'x'.repeat(2001) }, ['note']],
    ['release', { reason: '' }, ['reason']],
    ['release', { reason: 'x'.repeat(201) }, ['reason']],
    ['hand-back', { fence: 1.5 }, ['fence']],
    ['hand-back', { fence: 1, why: 'x' }, ['']],
    ['check', { note: 'x'.repeat(2001) }, ['note']],
  ] as const)('%s %j is not taken, and the answer names the field', async ([path, body, fields]) => {
    const world = await deskWorld();
    const lead = await world.staff('lead');
    const made = await world.escalation({ owner: lead.id, fence: 1 });
    const sent = path === 'check' ? body : { fence: 1, ...body };
    const answer = await world.post(`/api/cases/${made.id}/${path}`, lead).send(sent).expect(400);
    expect(answer.body.error.details.fields.map((one: { field: string }) => one.field)).toEqual(fields);
    expect((await world.db.query('select from escalation_event')).rows).toHaveLength(0);
    expect(world.turns).toEqual([]);
  });
});

const otherwise = (path: string): object =>
  path === 'tier'
    ? { tier: 'low' }
    : path === 'notes'
      ? { text: '다른 말' }
      : path === 'summon'
        ? { services: ['112'] }
        : { reason: '다른 까닭' };

describe('the tier', () => {
  test('is lowered by a named person with a reason, which is sealed and shown with their name and time', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation({ owner: kim.id, fence: 1 });
    expect((await opened(world, made, kim)).judged).toBeNull();
    world.advance({ minutes: 3 });
    const reason = '처음부터 다시 여쭤 보니 예전 일을 말씀하신 것';
    await world.post(`/api/cases/${made.id}/tier`, kim).send({ fence: 1, tier: 'low', reason }).expect(204);
    const seen = await opened(world, made, kim);
    expect(seen.row.tier).toBe('low');
    expect(seen.judged).toEqual({ by: '김상담', at: world.clock().toISOString(), reason });
    expect(seen.events).toMatchObject([{ kind: 'judged', by: '김상담', tier: 'low', note: reason }]);
    const [row] = (
      await world.db.query<{ cause: string; detail: Buffer }>('select cause, detail from escalation_event')
    ).rows;
    expect(row?.detail.toString()).not.toContain('예전');
    const place = aad('escalation_event', `${made.residentId}/${row?.cause}/judged`, 'detail');
    expect(openJson(made.key, place, row?.detail ?? Buffer.alloc(0))).toMatchObject({ findings: [], note: reason });
    expect(await audited(world, 'case.judge')).toMatchObject([
      { staffId: kim.id, residentId: made.residentId, subject: `${made.id} low`, reason: null },
    ]);
  });

  test('may be confirmed as it is, and says the last judgement', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation({ owner: kim.id, fence: 1 });
    for (const reason of ['통화로 확인', '다시 확인']) {
      world.advance({ minutes: 1 });
      await world.post(`/api/cases/${made.id}/tier`, kim).send({ fence: 1, tier: 'high', reason }).expect(204);
    }
    const seen = await opened(world, made, kim);
    expect([seen.row.tier, seen.judged?.reason, seen.events.length]).toEqual(['high', '다시 확인', 2]);
  });
});

describe('a note', () => {
  test('is kept as it was written, sealed, and stands among the events', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation({ owner: kim.id, fence: 1 });
    const texts = ['첫 줄\n둘째 줄 =HYPERLINK("x") <b>', '\u202eabc 뒤집힌 글', '\u1100\u1161나다'];
    for (const text of texts) {
      world.advance({ seconds: 1 });
      await world
        .post(`/api/cases/${made.id}/notes`, kim)
        .send({ fence: 1, text: ` ${text} ` })
        .expect(204);
    }
    const seen = await opened(world, made, kim);
    expect(seen.events.map(({ kind, note }) => [kind, note])).toEqual([
      ['wrote', texts[0]],
      ['wrote', texts[1]],
      ['wrote', '가나다'],
    ]);
    const { rows } = await world.db.query<{ detail: Buffer }>('select detail from escalation_event');
    expect(rows.some(({ detail }) => detail.includes('줄'))).toBe(false);
    expect(await audited(world, 'case.note')).toHaveLength(3);
    expect(seen.row.firstWordAt).toBeNull();
  });
});

describe('119 and 112', () => {
  test('are logged each time with the ground they were called on', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation({ owner: kim.id, fence: 1 });
    await world
      .post(`/api/cases/${made.id}/summon`, kim)
      .send({ fence: 1, services: ['119', '112'], note: '행복동 옥상' })
      .expect(204);
    world.advance({ minutes: 4 });
    await world
      .post(`/api/cases/${made.id}/summon`, kim)
      .send({ fence: 1, services: ['112'] })
      .expect(204);
    const seen = await opened(world, made, kim);
    expect(seen.events).toMatchObject([
      { kind: 'summoned', by: '김상담', services: ['119', '112'], note: '행복동 옥상' },
      { kind: 'summoned', by: '김상담', services: ['112'], at: world.clock().toISOString() },
    ]);
    const rows = await audited(world, 'case.summon');
    expect(rows).toMatchObject([
      { residentId: made.residentId, subject: `${made.id} 119+112`, reason: 'urgent-life' },
      { residentId: made.residentId, subject: `${made.id} 112`, reason: 'urgent-life' },
    ]);
    expect(JSON.stringify(rows)).not.toContain('행복동');
  });
});

describe('a case given back', () => {
  test('waits again for anybody, due at once, and the page that gave it writes nothing more', async () => {
    const world = await deskWorld();
    const [kim, lee] = [await world.staff('counsellor'), await world.staff('counsellor')];
    const made = await world.escalation({ owner: kim.id, fence: 1 });
    const told: string[] = [];
    world.bus.subscribe(`center:${world.home}`, (message) => told.push(message));
    world.advance({ minutes: 2 });
    await world.post(`/api/cases/${made.id}/release`, kim).send({ fence: 1, reason: '잘못 맡음' }).expect(204);
    const seen = await opened(world, made, lee);
    expect(seen).toMatchObject({ fence: 2, mine: false, row: { owner: null, claimBy: world.clock().toISOString() } });
    expect(seen.events).toMatchObject([{ kind: 'released', by: '김상담', note: '잘못 맡음' }]);
    expect(told).toHaveLength(1);
    await world.post(`/api/cases/${made.id}/notes`, kim).send({ fence: 1, text: 'x' }).expect(409);
    expect(await audited(world, 'case.release')).toMatchObject([{ staffId: kim.id, subject: made.id }]);
  });
});

describe('handing back', () => {
  test('is an event of the conversation, and is not sent again once it was done', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation({ owner: kim.id, fence: 1 });
    await world.post(`/api/cases/${made.id}/hand-back`, kim).send({ fence: 1 }).expect(204);
    expect(world.turns).toMatchObject([
      { inbound: { type: 'handedBack' }, desk: { escalationId: made.id, staffId: kim.id, fence: 1 } },
    ]);
    await world.db.query('update escalation set handed_back_at = $1', [world.clock()]);
    await world.post(`/api/cases/${made.id}/hand-back`, kim).send({ fence: 1 }).expect(204);
    expect(world.turns).toHaveLength(1);
    expect((await opened(world, made, kim)).handedBackAt).toBe(world.clock().toISOString());
  });
});

describe('세 번 시도, 닿지 않음', () => {
  const close = (world: World, { id }: CaseMade, who: Person, outcome = 'unreachable-three') =>
    world.post(`/api/cases/${id}/close`, who).send({ fence: 1, outcome });

  async function called(world: World, { id }: CaseMade, who: Person, ...outcomes: string[]): Promise<void> {
    for (const outcome of outcomes) {
      world.advance({ minutes: 1 });
      await world.post(`/api/cases/${id}/calls`, who).send({ fence: 1, outcome }).expect(204);
    }
  }

  test('needs three calls that did not reach the person, and says how many there are', async () => {
    const world = await deskWorld();
    const lead = await world.staff('lead', { name: '박책임' });
    const made = await world.escalation({ owner: lead.id, fence: 1 });
    await called(world, made, lead, 'no-answer', 'reached-family', 'reached', 'declined');
    const refused = await close(world, made, lead).expect(422);
    expect(refused.body.error).toMatchObject({ code: 'attempts_missing', details: { attempts: 2, needed: 3 } });
    expect(refused.body.error.message).toContain('2번');
    expect(world.turns).toEqual([]);
    await called(world, made, lead, 'wrong-number');
    // Whoever may confirm confirms by closing.
    await close(world, made, lead).expect(204);
    expect(world.turns).toMatchObject([{ inbound: { type: 'closed' }, desk: { outcome: 'unreachable-three' } }]);
  });

  test('of a counsellor needs the lead to have looked after the last of them', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lead = await world.staff('lead', { name: '박책임' });
    await world.staff('lead', { name: '먼 책임', centerId: await world.center('다른 센터') });
    const made = await world.escalation({ owner: kim.id, fence: 1 });
    await called(world, made, kim, 'no-answer', 'message-left', 'no-answer');
    const refused = (await close(world, made, kim).expect(422)).body.error;
    expect(refused).toMatchObject({ code: 'check_missing', details: { leads: ['박책임'] } });
    expect(refused.message).toContain('박책임');
    world.advance({ minutes: 1 });
    await world.post(`/api/cases/${made.id}/check`, lead).send({ note: '문자도 보냈음을 확인' }).expect(204);
    const checkedAt = world.clock().toISOString();
    expect((await opened(world, made, kim)).closing).toEqual({
      attempts: 3,
      checked: { by: '박책임', at: checkedAt },
      leads: ['박책임'],
      hasPlan: false,
    });
    expect(await audited(world, 'case.check')).toMatchObject([{ staffId: lead.id, residentId: made.residentId }]);
    // One more try after it: what was confirmed is not how it stands any more.
    await called(world, made, kim, 'no-answer');
    expect((await opened(world, made, kim)).closing.checked).toBeNull();
    await close(world, made, kim).expect(422);
    await world.post(`/api/cases/${made.id}/check`, lead).send({}).expect(204);
    await close(world, made, kim).expect(204);
  });

  test('is looked at by a lead only, in an open case of their centre', async () => {
    const world = await deskWorld();
    const [kim, lead] = [await world.staff('counsellor'), await world.staff('lead')];
    const made = await world.escalation({ owner: kim.id, fence: 1 });
    const closed = await world.escalation({ owner: kim.id, fence: 1, closedAt: world.clock() });
    const elsewhere = await world.escalation({ centerId: await world.center('다른 센터') });
    const check = (id: string, who: Person) => world.post(`/api/cases/${id}/check`, who).send({});
    expect((await check(made.id, kim).expect(403)).body.error.code).toBe('forbidden');
    expect((await check(closed.id, lead).expect(409)).body.error.code).toBe('closed');
    await check(elsewhere.id, lead).expect(404);
    expect((await world.db.query('select from escalation_event')).rows).toHaveLength(0);
  });

  test('somebody who no longer holds the case is told that, not what is missing', async () => {
    const world = await deskWorld();
    const [kim, lee] = [await world.staff('counsellor'), await world.staff('counsellor')];
    const made = await world.escalation({ owner: lee.id, fence: 2 });
    for (const outcome of ['unreachable-three', 'crisis-intervention'])
      await close(world, made, kim, outcome).expect(204);
    // Handed to the turn, which refuses it (tests/journeys).
    expect(world.turns).toHaveLength(2);
  });

  test('위기개입 시작 needs its eight weeks', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation({ owner: kim.id, fence: 1 });
    const refused = await close(world, made, kim, 'crisis-intervention').expect(422);
    expect(refused.body.error.code).toBe('plan_missing');
    expect((await opened(world, made, kim)).closing.hasPlan).toBe(false);
    await world.db.query(
      `insert into follow_up (resident_id, id, center_id, kind, due_at, created_at, escalation_id, step)
       select $1, gen_random_uuid(), $2, 'plan', $3, $3, $4, n from generate_series(1, 10) n`,
      [made.residentId, world.home, world.clock(), made.id],
    );
    expect((await opened(world, made, kim)).closing.hasPlan).toBe(true);
    await close(world, made, kim, 'crisis-intervention').expect(204);
    expect((await world.audit()).at(-1)).toMatchObject({ action: 'case.close' });
  });
});
