import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ApiError, Case, Queue, Talk } from '../../admin/contract.ts';
import { Refused, Unavailable } from '../../triage/errors.ts';
import { aad, open, sealJson } from '../../triage/store/seal.ts';
import { disableStaff } from '../../triage/store/staff.ts';
import { type CaseMade, deskWorld, type World } from './world.ts';

describe('the queue', () => {
  test('shows who is open, the most urgent first, then the nearest deadline', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const minutes = (n: number) => new Date(world.clock().getTime() + n * 60_000);
    const later = await world.escalation({ priority: 1, claimBy: minutes(9) });
    const sooner = await world.escalation({ priority: 1, claimBy: minutes(3), owner: kim.id, fence: 1 });
    const emergency = await world.escalation({ priority: 0, claimBy: minutes(20), residentAt: world.clock() });
    await world.escalation({ priority: 0, closedAt: world.clock() });
    await world.escalation({ priority: 0, centerId: await world.center('다른 센터') });
    const answer = await world.get('/api/queue', kim).expect(200);
    const { rows, now, next } = Queue.parse(answer.body);
    expect(rows.map(({ id }) => id)).toEqual([emergency.id, sooner.id, later.id]);
    expect(rows[0]).toMatchObject({ priority: 0, reach: 'here-now', owner: null, reason: 'item9', flags: ['helper'] });
    expect(rows[1]).toMatchObject({ owner: { id: kim.id, name: '김상담' }, reach: 'left' });
    expect(now).toBe(world.clock().toISOString());
    expect(next).toBeUndefined();
    expect((await world.audit()).at(-1)).toMatchObject({ action: 'queue.read', staffId: kim.id, subject: '3 rows' });
  });

  test('says which resident can be reached', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const long = new Date(world.clock().getTime() - 60_000);
    await world.escalation({ priority: 0, channel: 'kakao', residentAt: world.clock() });
    await world.escalation({ priority: 1, channel: 'line', residentAt: long });
    await world.escalation({ priority: 2, channel: 'web', residentAt: long });
    const { rows } = Queue.parse((await world.get('/api/queue', kim)).body);
    expect(rows.map(({ reach }) => reach)).toEqual(['cannot-write-first', 'any-time', 'left']);
  });

  test('goes on after 100 where it stopped, and says how many wait in all', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const { residentId } = await world.escalation();
    await world.db.query(
      `insert into resident (id, center_id, wrapped_key, created_at)
       select gen_random_uuid(), center_id, wrapped_key, created_at from resident, generate_series(1, 600) where id = $1`,
      [residentId],
    );
    await world.db.query(
      `insert into escalation (resident_id, id, center_id, priority, rules, reason, channel, opened_at, claim_by, changed_at)
       select resident.id, gen_random_uuid(), center_id, 1, '{}', 'item9', 'web', created_at, created_at, created_at
       from resident where id <> $1`,
      [residentId],
    );
    const first = Queue.parse((await world.get('/api/queue', kim)).body);
    expect(first.rows).toHaveLength(100);
    expect(first).toMatchObject({ waiting: 601, emergencies: 0 });
    const seen = new Set(first.rows.map(({ id }) => id));
    for (let page = first; page.next; ) {
      page = Queue.parse((await world.get(`/api/queue?after=${page.next}`, kim).expect(200)).body);
      for (const { id } of page.rows) seen.add(id);
    }
    expect(seen.size).toBe(601);
  });

  test('a follow-up stands in 대기 only while somebody has it', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    await world.escalation({ priority: 3 });
    const taken = await world.escalation({ priority: 3, owner: kim.id, fence: 1 });
    const { rows, waiting } = Queue.parse((await world.get('/api/queue', kim)).body);
    expect(rows.map(({ id }) => id)).toEqual([taken.id]);
    expect(waiting).toBe(0);
  });

  test.for([
    'after=1',
    'after=0.1.x',
    'after=9.1.00000000-0000-4000-8000-000000000000',
    'after=a&after=b',
    'after[x]=1',
  ])('?%s', async (query) => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const answer = await world.get(`/api/queue?${query}`, kim);
    // The last one is another name, which nobody reads.
    expect(answer.status).toBe(query.includes('[') ? 200 : 400);
  });
});

async function told(world: World): Promise<CaseMade> {
  const made = await world.escalation();
  const at = world.clock().getTime();
  await world.happened(made, 'opened', {
    evidence: { type: 'answer', key: 'phq9/selfharm', value: 1, at },
    findings: [{ type: 'item9', value: 1 }],
  });
  await world.happened(made, 'raised', {
    evidence: { type: 'words', text: '너무 힘들어요', at },
    findings: [{ type: 'textRisk', level: 'P1', about: 'self', rule: 'ko-1' }],
  });
  await world.happened(made, 'noted', {
    evidence: { type: 'answer', key: 'phq9/selfharm', value: 0, at },
    findings: [{ type: 'corrected', key: 'phq9/selfharm', from: 1, to: 0 }],
  });
  await world.happened(made, 'noted', { findings: [{ type: 'asqNegative' }] });
  await world.happened(made, 'raised', { findings: [{ type: 'silent', timer: 'card' }] });
  const answers = {
    selfharm: { value: 0, at, was: 1 },
    'phq9/mood': { value: 2, at },
    sleep: { value: null, at },
    gone: { value: 3, at },
  };
  await world.db.query(
    `insert into screening (resident_id, visit, instrument, center_id, status, lang, instrument_version, wording_version,
       flow_version, total, missing, rules, started_at, answers)
     values ($1, 1, 'phq9', $2, 'stopped', 'ko', 'phq9-1', 'an older one', 1, 2, 1, '{R7}', $3, $4)`,
    [
      made.residentId,
      world.home,
      world.clock(),
      sealJson(made.key, aad('screening', `${made.residentId}/1/phq9`, 'answers'), answers),
    ],
  );
  return made;
}

describe('a case', () => {
  test('tells why, in the resident’s own answer and words, and what was asked and answered', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await told(world);
    const answer = await world.get(`/api/cases/${made.id.toUpperCase()}`, kim).expect(200);
    const found = Case.parse(answer.body);
    expect(found.why).toMatchObject([
      {
        kind: 'answer',
        question: expect.stringContaining('죽는 것이'),
        answer: '며칠 동안 방해 받았다',
        corrected: null,
      },
      { kind: 'words', question: null, answer: '너무 힘들어요' },
      { kind: 'answer', answer: '전혀 방해 받지 않았다', corrected: '1→0' },
      { kind: 'silence', question: null, answer: null },
    ]);
    expect(found.events.map(({ kind, news }) => (news ? `${kind}: ${news}` : kind))).toEqual([
      'opened',
      'raised',
      'noted: corrected',
      'noted: asqNegative',
      'raised',
    ]);
    const [screening] = found.screenings;
    expect(screening).toMatchObject({
      title: '우울증 선별도구 (PHQ-9)',
      total: 2,
      max: 27,
      missing: 1,
      status: 'stopped',
    });
    expect(screening?.answers).toMatchObject([
      { key: 'phq9/mood', answer: '7일 이상 방해 받았다', alarm: false },
      { key: 'phq9/sleep', answer: '답하고 싶지 않음', alarm: false },
      { key: 'phq9/selfharm', answer: '전혀 방해 받지 않았다', was: '며칠 동안 방해 받았다', alarm: true },
      { key: 'phq9/gone', question: 'phq9/gone', answer: '3', alarm: false },
    ]);
    expect(found.firstWord).toBe(
      '안녕하세요, 한마음센터 김상담입니다. 남겨 주신 글 잘 읽었어요. 지금 잠깐 이야기 나눌 수 있으세요?',
    );
    expect(found).toMatchObject({ mine: false, fence: 0, closedAt: null, outcome: null, lang: 'ko' });
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'case.read',
      staffId: kim.id,
      residentId: made.residentId,
      subject: made.id,
      requestId: answer.headers['x-request-id'],
    });
  });

  test('is shown though one of its parts does not open, and the log names the part only', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await told(world);
    await world.db.query(`update screening set answers = '\\x00'`);
    const found = Case.parse((await world.get(`/api/cases/${made.id}`, kim).expect(200)).body);
    expect(found.screenings[0]?.answers).toEqual([]);
    expect(found.why).toHaveLength(4);
    expect(world.lines).toMatchObject([
      { level: 'error', fields: { table: 'screening', column: 'answers', fault: 'SealBroken' } },
    ]);
    expect(JSON.stringify(world.lines)).not.toContain('힘들');
  });

  test('of another centre, of nobody, or by no id is not found, and that is written down', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const other = await world.escalation({ centerId: await world.center('다른 센터'), owner: kim.id, fence: 1 });
    const fence = { fence: 1 };
    const calls = [
      () => world.get(`/api/cases/${other.id}`, kim),
      () => world.get(`/api/cases/${other.id}/talk`, kim),
      () => world.post(`/api/cases/${other.id}/claim`, kim),
      () => world.post(`/api/cases/${other.id}/say`, kim).send({ ...fence, text: 'x' }),
      () => world.post(`/api/cases/${other.id}/calls`, kim).send({ ...fence, outcome: 'reached' }),
      () => world.post(`/api/cases/${other.id}/close`, kim).send({ ...fence, outcome: 'safety-confirmed' }),
      () => world.get(`/api/cases/${randomUUID()}`, kim),
      () => world.get('/api/cases/1', kim),
      () => world.get(`/api/cases/${encodeURIComponent("' or 1=1")}`, kim),
    ];
    for (const call of calls) {
      const before = (await world.audit()).length;
      const answer = await call();
      expect(answer.status).toBe(404);
      expect(ApiError.parse(answer.body).error.code).toBe('not_found');
      const after = await world.audit();
      expect(after.slice(before)).toMatchObject([
        { action: 'denied', staffId: kim.id, reason: 'not_found', residentId: null },
      ]);
    }
    expect(world.turns).toEqual([]);
  });
});

describe('the talk', () => {
  test('is what was said by whom, oldest first; words shown again later stand once', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation();
    const choices = [
      { id: 'a', label: '예' },
      { id: 'b', label: '아니오' },
    ];
    await world.said(made, 1, { said: null, replies: [{ type: 'ask', key: null, text: '안녕하세요', choices }] });
    await world.said(made, 2, { said: { by: 'resident', text: '예' }, replies: [{ type: 'text', text: '고마워요' }] });
    await world.said(made, 3, {
      said: { by: 'desk', text: '' },
      replies: [{ type: 'text', text: '김상담 상담사가 맡았어요' }],
    });
    await world.happened(made, 'spoke', null, { cause: 'desk:1', staffId: kim.id });
    await world.said(made, 4, { said: { by: 'desk', text: '계세요?' }, replies: [] }, 'desk:1');
    await world.said(made, 5, { said: null, replies: [{ type: 'human', name: '김상담', text: '계세요?' }] });
    await world.db.query('update turn set sent_at = $1 where rev = 4', [world.clock()]);
    const { lines, more } = Talk.parse((await world.get(`/api/cases/${made.id}/talk`, kim).expect(200)).body);
    expect(more).toBe(false);
    expect(lines.map(({ from, name, text, shownAt }) => [from, name, text, shownAt !== null])).toEqual([
      ['program', null, '안녕하세요\n▸ [예] [아니오]', false],
      ['resident', null, '예', false],
      ['program', null, '고마워요', false],
      ['program', null, '김상담 상담사가 맡았어요', false],
      ['counsellor', '김상담', '계세요?', true],
    ]);
    expect((await world.audit()).at(-1)).toMatchObject({ action: 'case.talk', residentId: made.residentId });
  });

  test('says of words a messenger took when it took them, and never that they were seen', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation();
    for (const rev of [1, 2]) {
      await world.happened(made, 'spoke', null, { cause: `desk:${rev}`, staffId: kim.id });
      await world.said(made, rev, { said: { by: 'desk', text: '계세요?' }, replies: [] }, `desk:${rev}`);
    }
    const at = world.clock().toISOString();
    const written = async (channel: string) => {
      await world.db.query('update turn set channel = $1, sent_at = case when rev = 1 then $2::timestamptz end', [
        channel,
        at,
      ]);
      const { body } = await world.get(`/api/cases/${made.id}/talk`, kim).expect(200);
      return Talk.parse(body).lines.map(({ shownAt, taken }) => ({ shownAt, taken }));
    };
    expect(await written('line')).toEqual([
      { shownAt: null, taken: { by: 'line', at } },
      { shownAt: null, taken: { by: 'line', at: null } },
    ]);
    for (const channel of ['web', 'kakao']) {
      expect(await written(channel)).toEqual([
        { shownAt: at, taken: null },
        { shownAt: null, taken: null },
      ]);
    }
  });

  test('comes a page at a time, the newest first', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation();
    for (let rev = 1; rev <= 130; rev += 1) {
      await world.said(made, rev, { said: { by: 'resident', text: `${rev}` }, replies: [] });
    }
    const last = Talk.parse((await world.get(`/api/cases/${made.id}/talk`, kim)).body);
    expect([last.lines.length, last.lines[0]?.text, last.lines.at(-1)?.text, last.more]).toEqual([
      100,
      '31',
      '130',
      true,
    ]);
    const before = Talk.parse((await world.get(`/api/cases/${made.id}/talk?before=31`, kim)).body);
    expect([before.lines.length, before.lines[0]?.text, before.more]).toEqual([30, '1', false]);
    await world.get(`/api/cases/${made.id}/talk?before=x`, kim).expect(400);
    await world.get(`/api/cases/${made.id}/talk?before=1&before=2`, kim).expect(400);
  });
});

describe('claim, words and closing', () => {
  test('go through the turn as events of the conversation, audited before', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const { id, residentId } = await world.escalation();
    const nudges: string[] = [];
    world.bus.subscribe(`center:${world.home}`, (message) => nudges.push(message));
    const claimed = await world.post(`/api/cases/${id}/claim`, kim).expect(200);
    expect(claimed.body).toEqual({ fence: 1 });
    await world.post(`/api/cases/${id}/say`, kim).send({ fence: 1, text: '  계세요? ' }).expect(204);
    await world
      .post(`/api/cases/${id}/close`, kim)
      .send({ fence: 1, outcome: 'safety-confirmed', note: '안전계획 세움' })
      .expect(204);
    const who = { residentId };
    const desk = { escalationId: id, staffId: kim.id };
    expect(world.turns).toMatchObject([
      { who, inbound: { type: 'claimed', counsellor: '김상담' }, desk },
      { who, inbound: { type: 'spoke', counsellor: '김상담', text: '계세요?' }, desk: { ...desk, fence: 1 } },
      {
        who,
        inbound: { type: 'closed' },
        desk: { ...desk, fence: 1, outcome: 'safety-confirmed', note: '안전계획 세움' },
      },
    ]);
    expect(world.turns[0]?.id).toBe(`desk:${claimed.headers['x-request-id']}`);
    expect(nudges).toHaveLength(3);
    const rows = (await world.audit()).filter((row) => row.residentId === residentId);
    expect(rows.map(({ action }) => action)).toEqual(['case.claim', 'case.say', 'case.close']);
  });

  test('pass on what the turn refuses, with the present owner', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const { id } = await world.escalation();
    const owner = { id: randomUUID(), name: '이상담' };
    for (const [code, details] of [
      ['claimed', { owner }],
      ['stale_claim', { owner }],
      ['closed', undefined],
    ] as const) {
      world.conversation.turn = async () => {
        throw new Refused(409, code, 'from the turn', details);
      };
      const answer = await world.post(`/api/cases/${id}/claim`, kim).expect(409);
      expect(answer.body.error).toMatchObject({ code, ...(details ? { details } : {}) });
      expect(answer.body.error.message).toMatch(/[가-힣]/);
      expect(answer.body.error.requestId).toBe(answer.headers['x-request-id']);
    }
    // The person was forgotten at this very moment: nobody at the desk is signed out by that.
    world.conversation.turn = async () => {
      throw new Refused(401, 'session_invalid', 'from the turn');
    };
    const gone = await world.post(`/api/cases/${id}/claim`, kim).expect(404);
    expect(gone.body.error.code).toBe('not_found');
    world.conversation.turn = async () => {
      throw new Unavailable('away');
    };
    const away = await world.post(`/api/cases/${id}/claim`, kim).set('Accept-Language', 'en-GB').expect(503);
    expect(away.headers['retry-after']).toBe('2');
    expect(away.body.error.message).toMatch(/^Briefly/);
  });

  test('a fault of ours is 500, logged once, without what was said', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const { id } = await world.escalation();
    world.conversation.turn = async () => {
      throw new SyntaxError('Unexpected token in "죽고 싶어요"');
    };
    const answer = await world.post(`/api/cases/${id}/say`, kim).send({ fence: 1, text: '죽고 싶어요' }).expect(500);
    expect(answer.body.error.code).toBe('internal');
    expect(answer.text).not.toContain('싶어요');
    expect(world.lines).toMatchObject([{ level: 'error', fields: { fault: 'SyntaxError' } }]);
    expect(JSON.stringify(world.lines)).not.toContain('싶어요');
  });

  test('an Idempotency-Key is the event id, and its digest covers who and what', async () => {
    const world = await deskWorld();
    const [kim, lee] = [await world.staff('counsellor'), await world.staff('counsellor')];
    const { id } = await world.escalation();
    const say = (who: typeof kim, text: string) =>
      world.post(`/api/cases/${id}/say`, who).set('Idempotency-Key', 'key-12345').send({ fence: 1, text }).expect(204);
    await say(kim, '하나');
    await say(kim, '하나');
    await say(kim, '둘');
    await say(lee, '하나');
    expect(new Set(world.turns.map((event) => event.id))).toEqual(new Set(['desk:key-12345']));
    const [first, second, ...others] = world.turns.map((event) => event.digest?.toString('hex'));
    expect(second).toBe(first);
    expect(new Set([first, ...others]).size).toBe(3);
    for (const key of ['short', 'with space here', 'x'.repeat(101)]) {
      await world.post(`/api/cases/${id}/claim`, kim).set('Idempotency-Key', key).expect(400);
    }
  });

  test('a repeated claim whose answer was lost still gets its fence', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    world.conversation.turn = async () => ({ residentId: '', rev: 1, replies: [], stale: false });
    const mine = await world.escalation({ owner: kim.id, fence: 4 });
    expect((await world.post(`/api/cases/${mine.id}/claim`, kim).expect(200)).body).toEqual({ fence: 4 });
    const lost = await world.escalation();
    await world.post(`/api/cases/${lost.id}/claim`, kim).expect(409);
  });

  test('bodies that are not what they should be are named, and nothing happens', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const { id } = await world.escalation();
    const close = { fence: 1, outcome: 'safety-confirmed' };
    const bad: [path: string, body: object, fields: string[]][] = [
      ['say', {}, ['fence', 'text']],
      ['say', { fence: 1, text: '   ' }, ['text']],
      ['say', { fence: 1, text: 'x'.repeat(2001) }, ['text']],
      ['say', { fence: 1.5, text: 'x' }, ['fence']],
      ['say', { fence: 2 ** 31, text: 'x' }, ['fence']],
      ['say', { fence: -1, text: 'x' }, ['fence']],
      ['say', { fence: '1', text: 'x' }, ['fence']],
      ['say', { fence: 1, text: 'x', owner: 'me' }, ['']],
      ['say', [], ['']],
      ['close', { fence: 1 }, ['outcome']],
      ['close', { ...close, outcome: '안전' }, ['outcome']],
      ['close', { ...close, note: 'x'.repeat(20_000) }, ['note']],
      ['calls', { fence: 1, outcome: 'safety-confirmed' }, ['outcome']],
    ];
    for (const [path, body, fields] of bad) {
      const answer = await world.post(`/api/cases/${id}/${path}`, kim).send(body);
      expect([path, body, answer.status, answer.body.error.code]).toEqual([path, body, 400, 'invalid_body']);
      expect(answer.body.error.details.fields.map((one: { field: string }) => one.field)).toEqual(fields);
    }
    expect(world.turns).toEqual([]);
  });
});

describe('a logged call', () => {
  const body = { fence: 1, outcome: 'reached', note: '내일 다시 통화' };

  test('counts as the first human word and is kept with its note sealed, in one commit', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await world.escalation({ owner: kim.id, fence: 1 });
    world.advance({ minutes: 2 });
    await world.post(`/api/cases/${made.id}/calls`, kim).send(body).expect(204);
    const { rows } = await world.db.query<{ id: string; note: Buffer }>('select id, note from call');
    expect(rows).toHaveLength(1);
    const { id = '', note = Buffer.alloc(0) } = rows[0] ?? {};
    expect(open(made.key, aad('call', `${made.residentId}/${id}`, 'note'), note).toString()).toBe(body.note);
    const found = Case.parse((await world.get(`/api/cases/${made.id}`, kim)).body);
    expect(found.row.firstWordAt).toBe(world.clock().toISOString());
    expect(found.calls).toMatchObject([{ by: '김상담', outcome: 'reached', note: body.note }]);
    expect(found.events).toMatchObject([{ kind: 'called', by: '김상담' }]);
    expect((await world.audit()).map(({ action }) => action)).toContain('case.call');
    world.advance({ minutes: 1 });
    await world.post(`/api/cases/${made.id}/calls`, kim).send({ fence: 1, outcome: 'no-answer' }).expect(204);
    const again = Case.parse((await world.get(`/api/cases/${made.id}`, kim)).body);
    expect(again.calls.map(({ note: written }) => written)).toEqual([body.note, null]);
    expect(again.row.firstWordAt).toBe(found.row.firstWordAt);
  });

  test('is refused to whoever does not hold the claim, with who does, and nothing is written', async () => {
    const world = await deskWorld();
    const [kim, lee] = [await world.staff('counsellor'), await world.staff('counsellor', { name: '이상담' })];
    const theirs = await world.escalation({ owner: lee.id, fence: 2 });
    const stale = await world.escalation({ owner: kim.id, fence: 2 });
    const nobodys = await world.escalation({ fence: 1 });
    const closed = await world.escalation({ owner: kim.id, fence: 1, closedAt: world.clock() });
    const log = async ({ id }: CaseMade) =>
      (await world.post(`/api/cases/${id}/calls`, kim).send(body).expect(409)).body.error;
    expect(await log(theirs)).toMatchObject({
      code: 'stale_claim',
      details: { owner: { id: lee.id, name: '이상담' } },
    });
    expect(await log(stale)).toMatchObject({ code: 'stale_claim', details: { owner: { id: kim.id } } });
    expect(await log(nobodys)).toMatchObject({ code: 'stale_claim', details: { owner: null } });
    expect(await log(closed)).toMatchObject({ code: 'closed' });
    for (const table of ['call', 'escalation_event']) {
      expect((await world.db.query(`select from ${table}`)).rows).toHaveLength(0);
    }
    expect((await world.audit()).map(({ action }) => action)).not.toContain('case.call');
  });

  test('sent twice under one key is logged once, even when the claim has gone meanwhile', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const { id } = await world.escalation({ owner: kim.id, fence: 1 });
    const log = (sent: object) =>
      world.post(`/api/cases/${id}/calls`, kim).set('Idempotency-Key', 'call-0001').send(sent);
    await Promise.all([log(body).expect(204), log(body).expect(204)]);
    await log({ ...body, outcome: 'no-answer' }).expect(422);
    await log({ ...body, note: '다른 말' }).expect(422);
    await world.db.query('update escalation set owner = null, fence = 2');
    await log(body).expect(204);
    await log({ ...body, fence: 2 }).expect(204);
    expect((await world.db.query('select from call')).rows).toHaveLength(1);
  });
});

test('a disabled counsellor’s cases go back to the queue, and their page writes nothing more', async () => {
  const world = await deskWorld();
  const [kim, lee] = [await world.staff('counsellor'), await world.staff('counsellor')];
  const { id } = await world.escalation({ owner: kim.id, fence: 1 });
  const closed = await world.escalation({ owner: kim.id, fence: 1, closedAt: world.clock() });
  world.advance({ minutes: 1 });
  expect(await disableStaff(world.db, kim.email.toUpperCase(), world.clock())).toEqual({ released: 1 });
  expect(await disableStaff(world.db, kim.email, world.clock())).toEqual({ released: 0 });
  expect(await disableStaff(world.db, 'nobody@example.kr', world.clock())).toBeNull();
  const found = Case.parse((await world.get(`/api/cases/${id}`, lee)).body);
  expect(found).toMatchObject({ fence: 2, row: { owner: null, claimBy: world.clock().toISOString() } });
  const kept = Case.parse((await world.get(`/api/cases/${closed.id}`, lee)).body);
  expect(kept.row.owner?.id).toBe(kim.id);
});
