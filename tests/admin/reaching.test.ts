/** Reaching somebody again: the ways they gave, their number behind a reason, what was promised and asked. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ApiError, Case, Queue, Revealed } from '../../admin/contract.ts';
import type { Finding } from '../../flows/protocol.ts';
import { Refused } from '../../triage/errors.ts';
import { aad, sealJson } from '../../triage/store/seal.ts';
import { type CaseMade, deskWorld, type Person, type World } from './world.ts';

const number = '010-2345-6789';

const opened = async (world: World, { id }: CaseMade, who: Person) =>
  Case.parse((await world.get(`/api/cases/${id}`, who).expect(200)).body);

/** Nothing of the number but its end. */
const hidesNumber = (text: string) => {
  for (const part of [number, '01023456789', '2345']) expect(text).not.toContain(part);
};

describe('the queue', () => {
  test('says when to call whoever left a number, and nothing of the number', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = [];
    // A follow-up stands in the queue only while somebody has it.
    for (let priority = 0; priority < 4; priority += 1) made.push(await world.escalation({ priority, owner: kim.id }));
    const [evening, anyTime, chat] = made as [CaseMade, CaseMade, CaseMade, CaseMade];
    await world.reachedBy(evening, { number, best: 'evening' });
    await world.reachedBy(anyTime, { number });
    await world.reachedBy(chat, 'chat');
    const answer = await world.get('/api/queue', kim).expect(200);
    expect(Queue.parse(answer.body).rows.map(({ phone }) => phone)).toEqual(['evening', 'any', null, null]);
    hidesNumber(answer.text);
    expect(answer.text).not.toContain('6789');
  });

  test('carries every flag it has words for, and drops one of a newer version', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const flags = ['corrected', 'declined', 'delete-wanted', 'helper', 'minor', 'missed', 'same-answers'];
    await world.escalation({ flags: [...flags, 'from-tomorrow'] });
    expect(Queue.parse((await world.get('/api/queue', kim)).body).rows[0]?.flags).toEqual(flags);
  });

  test('says when a case last rang: opened, raised, or a promise missed', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation();
    const rang = async () => Queue.parse((await world.get('/api/queue', kim)).body).rows[0]?.rangAt;
    const start = world.clock().toISOString();
    expect(await rang()).toBe(start);
    await world.happened(made, 'noted', { findings: [] });
    await world.happened(made, 'spoke', null, { staffId: kim.id });
    expect(await rang()).toBe(start);
    await world.happened(made, 'raised', { findings: [] });
    expect(await rang()).toBe(world.clock().toISOString());
    await world.happened(made, 'noted', { findings: [{ type: 'promiseMissed' }] }, { rules: ['L1'] });
    expect(await rang()).toBe(world.clock().toISOString());
  });
});

describe('the ways in a case', () => {
  test('begin with the one that works now', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const here = await world.escalation({ residentAt: world.clock() });
    const left = await world.escalation({ residentAt: new Date(world.clock().getTime() - 60_000) });
    const kakao = await world.escalation({ channel: 'kakao' });
    const silent = await world.escalation();
    for (const made of [here, left, kakao]) await world.reachedBy(made, { number, best: 'text' });
    const ways = async (made: CaseMade) =>
      (await opened(world, made, kim)).ways.map((one) => (one.way === 'chat' ? one.works : one.best));
    expect(await ways(here)).toEqual(['here-now', 'text']);
    expect(await ways(left)).toEqual(['text', 'when-they-return']);
    expect(await ways(kakao)).toEqual(['text', 'cannot-write-first']);
    expect(await ways(silent)).toEqual(['when-they-return']);
  });

  test('show the end of the number only, with the day it is deleted, and what they wished and need', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation({ residentAt: world.clock() });
    expect(await opened(world, made, kim)).toMatchObject({ contactWish: null, needs: [] });
    await world.reachedBy(made, { number, best: 'now' });
    await world.needed(made, 'money');
    world.advance({ seconds: 1 });
    await world.needed(made, 'lonely', world.clock());
    await world.needed(made, 'from-tomorrow');
    const answer = await world.get(`/api/cases/${made.id}`, kim).expect(200);
    hidesNumber(answer.text);
    const found = Case.parse(answer.body);
    expect(found.contactWish).toBe('phone');
    expect(found.seenAt).toBe('2026-01-05T09:00:00.000Z');
    expect(found.ways[1]).toEqual({
      way: 'phone',
      ending: '6789',
      best: 'now',
      givenAt: '2026-01-05T09:00:00.000Z',
      deleteBy: '2026-04-05T09:00:00.000Z',
    });
    expect(found.needs).toEqual([
      { about: 'money', at: '2026-01-05T09:00:00.000Z', done: false },
      { about: 'lonely', at: '2026-01-05T09:00:01.000Z', done: true },
    ]);
    expect(world.lines).toEqual([]);
  });

  test.for(['chat', 'none'] as const)('of somebody who answered %s are the conversation alone', async (wish) => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation();
    await world.reachedBy(made, wish);
    expect(await opened(world, made, kim)).toMatchObject({ contactWish: wish, ways: [{ way: 'chat' }] });
  });

  test('whose number does not open say so, and the log names the part only', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation();
    await world.reachedBy(made, { number });
    await world.db.query(`update contact set number = '\\x00'`);
    expect((await opened(world, made, kim)).ways[0]).toMatchObject({ way: 'phone', ending: '' });
    expect(world.lines).toMatchObject([{ fields: { table: 'contact', column: 'number', fault: 'SealBroken' } }]);
    const answer = await world.post(`/api/cases/${made.id}/reveal`, kim).send({ reason: 'call' }).expect(500);
    expect(answer.body.error.code).toBe('internal');
  });
});

describe('a number', () => {
  test('is shown for a reason to whoever may claim, and the audit keeps who and why', async () => {
    const world = await deskWorld();
    const [kim, lee] = [await world.staff('counsellor'), await world.staff('lead')];
    // A second person makes the call while the first one writes; and a follow-up call comes after the case.
    const theirs = await world.escalation({ owner: kim.id, fence: 1 });
    await world.reachedBy(theirs, { number, best: 'morning' });
    for (const [who, reason] of [
      [kim, 'call'],
      [lee, 'emergency'],
      [lee, 'text'],
      [kim, 'correct'],
    ] as const) {
      const answer = await world.post(`/api/cases/${theirs.id}/reveal`, who).send({ reason }).expect(200);
      expect(Revealed.parse(answer.body)).toEqual({ number });
      expect((await world.audit()).at(-1)).toEqual({
        action: 'contact.reveal',
        staffId: who.id,
        residentId: theirs.residentId,
        subject: theirs.id,
        reason,
        address: expect.any(String),
        requestId: answer.headers['x-request-id'],
      });
    }
    expect(world.turns).toEqual([]);
    hidesNumber(JSON.stringify([await world.audit(), world.lines]));
  });

  test('that nobody left, or that is gone, is refused by name, and nothing is said to have been shown', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const never = await world.escalation();
    const chat = await world.escalation();
    await world.reachedBy(chat, 'chat');
    for (const { id } of [never, chat]) {
      const answer = await world.post(`/api/cases/${id}/reveal`, kim).send({ reason: 'call' }).expect(409);
      expect(ApiError.parse(answer.body).error).toMatchObject({
        code: 'no_number',
        message: expect.stringMatching(/[가-힣]/),
      });
    }
    expect((await world.audit()).map(({ action }) => action)).not.toContain('contact.reveal');
  });

  test('of another centre is not found; of nobody neither', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const other = await world.escalation({ centerId: await world.center('다른 센터') });
    await world.reachedBy(other, { number });
    for (const id of [other.id, randomUUID()]) {
      const answer = await world.post(`/api/cases/${id}/reveal`, kim).send({ reason: 'call' }).expect(404);
      hidesNumber(answer.text);
      expect((await world.audit()).at(-1)).toMatchObject({ action: 'denied', staffId: kim.id, reason: 'not_found' });
    }
  });

  test.for(['campaign', 'admin', 'auditor'] as const)('is not for %s', async (role) => {
    const world = await deskWorld();
    const who = await world.staff(role);
    const made = await world.escalation();
    await world.reachedBy(made, { number });
    const answer = await world.post(`/api/cases/${made.id}/reveal`, who).send({ reason: 'call' }).expect(403);
    hidesNumber(answer.text);
    expect((await world.audit()).map(({ action }) => action)).toEqual(['login', 'denied']);
  });

  test.for([{}, { reason: '' }, { reason: 'curious' }, { reason: 'call', of: 'everybody' }, []])(
    'is not shown for %j',
    async (body) => {
      const world = await deskWorld();
      const kim = await world.staff('counsellor');
      const made = await world.escalation();
      await world.reachedBy(made, { number });
      const answer = await world.post(`/api/cases/${made.id}/reveal`, kim).send(body).expect(400);
      hidesNumber(answer.text);
      expect((await world.audit()).map(({ action }) => action)).toEqual(['login']);
    },
  );

  test('is not shown to another site, and its end not to whoever only guesses an id', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation();
    await world.reachedBy(made, { number });
    const path = `/api/cases/${made.id}/reveal`;
    const send = (origin: string) => world.post(path, kim).set('Origin', origin).send({ reason: 'call' });
    expect((await send('http://evil.example')).status).toBe(403);
    expect((await world.get(path, kim)).status).toBe(405);
    expect((await world.audit()).map(({ action }) => action)).not.toContain('contact.reveal');
  });
});

describe('why they are here', () => {
  const findings = (made: CaseMade, world: World, kind: string, found: Finding[], said?: string) =>
    world.happened(made, kind, {
      findings: found,
      ...(said ? { evidence: { type: 'button', label: said, at: world.clock().getTime() } as const } : {}),
    });

  test('also says what was promised, wished and agreed, in a line of its own', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation();
    const by = Date.parse('2026-01-15T09:00:00.000Z');
    await findings(made, world, 'noted', [{ type: 'promiseMissed' }]);
    await findings(made, world, 'noted', [{ type: 'deleteWanted', by }], '모두 지워 주세요');
    await findings(made, world, 'noted', [{ type: 'thirdParty', agency: '한마음구 복지센터', given: true }], '네');
    await findings(made, world, 'noted', [{ type: 'thirdParty', agency: '한마음병원', given: false }], '아니요');
    expect((await opened(world, made, kim)).why).toMatchObject([
      { kind: 'missed-promise', question: null, answer: null },
      { kind: 'delete-wanted', deleteBy: '2026-01-15T09:00:00.000Z', answer: null },
      { kind: 'third-party', thirdParty: { agency: '한마음구 복지센터', given: true } },
      { kind: 'third-party', thirdParty: { agency: '한마음병원', given: false } },
    ]);
  });

  test('keeps the answer that rang beside it, and leaves to the flags what only they say', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation();
    await findings(made, world, 'noted', [{ type: 'declined' }], '괜찮아요');
    await findings(made, world, 'noted', [{ type: 'sameAnswers', instrument: 'sgds' }], '예');
    await findings(made, world, 'opened', [{ type: 'humanWanted' }, { type: 'promiseMissed' }], '상담사');
    expect((await opened(world, made, kim)).why).toMatchObject([
      { kind: 'button', answer: '상담사' },
      { kind: 'missed-promise' },
    ]);
  });
});

test('a screening says who helped, whether the phone was handed over, and that all answers were alike', async () => {
  const world = await deskWorld();
  const kim = await world.staff('counsellor');
  const made = await world.escalation();
  const items =
    'satisfied dropped empty bored spirits afraid happy helpless home memory alive worthless energy hopeless others';
  const at = world.clock().getTime();
  for (const [visit, last, handedOver] of [
    [1, 1, false],
    [2, 0, null],
  ] as const) {
    const answers = Object.fromEntries(
      items.split(' ').map((item) => [item, { value: item === 'others' ? last : 1, at }]),
    );
    await world.db.query(
      `insert into screening (resident_id, visit, instrument, center_id, status, lang, instrument_version, wording_version,
         flow_version, rules, started_at, helped, handed_over, answers)
       values ($1, $2, 'sgds', $3, 'finished', 'ko', '1', '1', 1, '{}', $4, $5, $6, $7)`,
      [
        made.residentId,
        visit,
        world.home,
        new Date(at - visit),
        visit === 1,
        handedOver,
        sealJson(made.key, aad('screening', `${made.residentId}/${visit}/sgds`, 'answers'), answers),
      ],
    );
  }
  expect((await opened(world, made, kim)).screenings).toMatchObject([
    { helped: true, handedOver: false, sameAnswers: true },
    { helped: false, handedOver: null, sameAnswers: false },
  ]);
});

describe('asking whether another agency may be told', () => {
  test('is an event of the conversation, audited before, and stands in the history', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation({ owner: kim.id, fence: 3 });
    const ask = () =>
      world
        .post(`/api/cases/${made.id}/ask-third-party`, kim)
        .set('Idempotency-Key', 'ask-00001')
        .send({ fence: 3, agency: '  한마음구 복지센터 ' })
        .expect(204);
    await ask();
    await ask();
    expect(world.turns).toHaveLength(2);
    expect(world.turns[0]).toMatchObject({
      id: 'desk:ask-00001',
      who: { residentId: made.residentId },
      inbound: { type: 'asks', counsellor: '김상담', agency: '한마음구 복지센터' },
      desk: { escalationId: made.id, staffId: kim.id, fence: 3 },
    });
    expect(world.turns[1]?.digest).toEqual(world.turns[0]?.digest);
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'case.askThirdParty',
      residentId: made.residentId,
      subject: made.id,
    });
    await world.happened(made, 'asked', null, { staffId: kim.id });
    const { events } = await opened(world, made, kim);
    expect(events).toMatchObject([{ kind: 'asked', by: '김상담' }]);
  });

  test('is refused like words when the case has changed hands, and that is written down', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const { id } = await world.escalation();
    const owner = { id: randomUUID(), name: '이상담' };
    world.conversation.turn = async () => {
      throw new Refused(409, 'stale_claim', 'from the turn', { owner });
    };
    const path = `/api/cases/${id}/ask-third-party`;
    const answer = await world.post(path, kim).send({ fence: 1, agency: '한마음병원' }).expect(409);
    expect(answer.body.error).toMatchObject({ code: 'stale_claim', details: { owner } });
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'denied',
      subject: `case.askThirdParty ${id}`,
      reason: 'stale_claim',
    });
  });

  test('of another centre is not found, and a name that is none is refused', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation({ owner: kim.id, fence: 1 });
    const other = await world.escalation({ centerId: await world.center('다른 센터') });
    const send = ({ id }: CaseMade, body: object) => world.post(`/api/cases/${id}/ask-third-party`, kim).send(body);
    await send(other, { fence: 1, agency: '한마음병원' }).expect(404);
    for (const agency of ['', ' 한 ', '가'.repeat(61), '한마음\n병원', '한마음\u0000병원', '한마음\u202e병원', 12]) {
      const answer = await send(made, { fence: 1, agency }).expect(400);
      expect(answer.body.error.details.fields).toMatchObject([{ field: 'agency' }]);
    }
    await send(made, { agency: '한마음병원' }).expect(400);
    expect(world.turns).toEqual([]);
  });
});
