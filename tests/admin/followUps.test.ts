import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ApiError, CaseFollowUps, Colleagues, DueCount, FollowUps } from '../../admin/contract.ts';
import { type CaseMade, deskWorld, type Person, type World } from './world.ts';

// The clock of the world stands at 18:00 on Monday, 5 January 2026, in Korea.
const today = '2026-01-05';

const list = async (world: World, who: Person, query = ''): Promise<FollowUps> =>
  FollowUps.parse((await world.get(`/api/follow-ups${query}`, who).expect(200)).body);
const added = async (world: World, who: Person, { id }: CaseMade, body: object): Promise<string> =>
  (await world.post(`/api/cases/${id}/follow-ups`, who).send(body).expect(200)).body.id;
const inCase = async (world: World, who: Person, { id }: CaseMade): Promise<CaseFollowUps> =>
  CaseFollowUps.parse((await world.get(`/api/cases/${id}/follow-ups`, who).expect(200)).body);
const finish = (world: World, who: Person, id: string, outcome: string, note?: string) =>
  world.post(`/api/follow-ups/${id}/done`, who).send({ outcome, ...(note && { note }) });
const refused = (answer: { body: unknown }) => ApiError.parse(answer.body).error;
const gatekeeper = async (world: World, who: Person, name = '박이웃'): Promise<string> =>
  (await world.post('/api/resources', who).send({ kind: 'gatekeeper', name }).expect(200)).body.id;
const lowered = (world: World, { id }: CaseMade, tier = 'potential') =>
  world.db.query('update escalation set tier = $2 where id = $1', [id, tier]);

describe('the list', () => {
  test('holds open cases of priority 3 and what is left to do, the earliest first, and says nothing of who they are', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const later = await world.escalation({ priority: 3, claimBy: new Date('2026-01-08T09:00:00Z') });
    const known = await world.escalation({ priority: 1, closedAt: world.clock() });
    await world.reachedBy(known, { number: '010-1234-5678', best: 'morning' });
    await world.needed(known, 'money');
    const call = await added(world, kim, known, {
      kind: 'call',
      dueOn: '2026-01-06',
      note: '형편을 여쭙기',
      assignee: kim.id,
    });
    await world.escalation({ priority: 2 });
    const { rows, today: day, next } = await list(world, kim);
    expect(day).toBe(today);
    expect(next).toBeUndefined();
    expect(rows.map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
      ['need', '2026-01-05'],
      ['call', '2026-01-06'],
      ['case', '2026-01-08'],
    ]);
    expect(rows[0]).toMatchObject({
      need: 'money',
      assignee: null,
      ageBand: '65-74',
      tier: 'high',
      phone: 'morning',
      case: { id: known.id, open: false },
    });
    expect(rows[1]).toMatchObject({ id: call, assignee: { id: kim.id, name: '김상담' }, postponed: 0 });
    expect(rows[2]).toMatchObject({
      id: later.id,
      reason: 'item9',
      flags: ['helper'],
      case: { id: later.id, open: true },
    });
    const { text } = await world.get('/api/follow-ups', kim);
    expect(text).not.toMatch(/형편|1234|5678/);
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'follow-ups.read',
      staffId: kim.id,
      subject: '3 rows',
    });
  });

  test('is asked by until when, whose and which kind', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = await world.staff('counsellor', { name: '이상담' });
    const someone = await world.escalation();
    await world.escalation({ priority: 3, owner: kim.id, fence: 1, claimBy: new Date('2026-01-05T14:59:00Z') });
    for (const [dueOn, assignee] of [
      ['2026-01-05', kim.id],
      ['2026-01-06', lee.id],
      ['2026-01-11', kim.id],
      ['2026-01-12', undefined],
    ]) {
      await added(world, kim, someone, { kind: 'call', dueOn, assignee });
    }
    const days = async (query: string) => (await list(world, kim, query)).rows.map(({ dueOn }) => dueOn.slice(8));
    expect(await days('?until=today')).toEqual(['05', '05']);
    expect(await days('?until=week')).toEqual(['05', '05', '06', '11']);
    expect(await days('?until=all')).toEqual(['05', '05', '06', '11', '12']);
    expect(await days('?whose=mine')).toEqual(['05', '05', '11']);
    expect(await days('?kind=call&until=today')).toEqual(['05']);
    expect(await days('?kind=case')).toEqual(['05']);
    expect(await days('?kind=gatekeeper')).toEqual([]);
  });

  test('knows the age and the tier of somebody who never had a case, from their answers', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const mina = await withoutCase(world);
    await world.needed(mina, 'work');
    const [row] = (await list(world, kim)).rows;
    expect(row).toMatchObject({ kind: 'need', need: 'work', ageBand: '19-34', tier: 'low', case: null });
  });

  test('is of this centre only', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const elsewhere = await world.center('다른 센터');
    const lee = await world.staff('counsellor', { centerId: elsewhere });
    await added(world, kim, await world.escalation(), { kind: 'call', dueOn: today });
    await world.escalation({ priority: 3 });
    expect((await list(world, lee)).rows).toEqual([]);
    expect(DueCount.parse((await world.get('/api/follow-ups/due', lee)).body).due).toBe(0);
  });

  test('goes through ten thousand rows page by page and shows each once', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const { residentId } = await world.escalation();
    // Seven days in all: many rows are due at the very same moment.
    await world.db.query(
      `insert into follow_up (resident_id, id, center_id, kind, about, due_at, created_at)
       select $1, gen_random_uuid(), $2, 'need', 'money', $3::timestamptz + (n % 7) * interval '1 day', $3
       from generate_series(1, 10000) n`,
      [residentId, world.home, world.clock()],
    );
    await world.escalation({ priority: 3 });
    const seen = new Set<string>();
    let pages = 0;
    for (let next: string | undefined = ''; next !== undefined; pages += 1) {
      const page: FollowUps = await list(world, kim, next ? `?after=${next}` : '');
      expect(page.rows.length).toBeLessThanOrEqual(100);
      for (const { id } of page.rows) seen.add(id);
      next = page.next;
    }
    expect(seen.size).toBe(10_001);
    expect(pages).toBe(101);
    expect(DueCount.parse((await world.get('/api/follow-ups/due', kim)).body).due).toBe(100);
  });

  test('counts what is due by the end of today', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    await added(world, kim, someone, { kind: 'call', dueOn: today });
    await added(world, kim, someone, { kind: 'call', dueOn: '2026-01-06' });
    await world.escalation({ priority: 3, claimBy: new Date('2026-01-05T14:59:00Z') });
    const due = async () => DueCount.parse((await world.get('/api/follow-ups/due', kim)).body).due;
    expect(await due()).toBe(2);
    world.advance({ hours: 6 });
    kim.cookie = await world.signIn(kim);
    expect(await due()).toBe(3);
  });

  test.for(['until=month', 'whose=lee', 'kind=visit', 'after=1', 'after=1.x', 'until=today&until=week'])(
    'refuses what it cannot be asked: %s',
    async (query) => {
      const world = await deskWorld();
      const answer = await world.get(`/api/follow-ups?${query}`, await world.staff('lead')).expect(400);
      expect(refused(answer).code).toBe('invalid_query');
    },
  );

  test('names colleagues who may be given something, and who of them leads', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor', { name: '김상담' });
    const choi = await world.staff('lead', { name: '최책임' });
    await world.staff('auditor', { name: '감사' });
    const gone = await world.staff('counsellor', { name: '나간이' });
    await world.db.query('update staff set disabled_at = $2 where id = $1', [gone.id, world.clock()]);
    const { staff } = Colleagues.parse((await world.get('/api/follow-ups/colleagues', kim).expect(200)).body);
    expect(staff).toEqual([
      { id: kim.id, name: '김상담', leads: false },
      { id: choi.id, name: '최책임', leads: true },
    ]);
  });
});

describe('a task', () => {
  test('is done with how it ended, and its words open only in the case', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    const id = await added(world, kim, someone, { kind: 'call', dueOn: today, note: '저녁에 전화' });
    world.advance({ minutes: 5 });
    expect((await finish(world, kim, id, 'reached', '잘 지내신대요').expect(200)).body).toEqual({
      lead: false,
      call: false,
    });
    expect((await list(world, kim)).rows).toEqual([]);
    const [task] = (await inCase(world, kim, someone)).tasks;
    expect(task).toMatchObject({ id, note: '저녁에 전화', outcome: 'reached', doneAt: world.clock().toISOString() });
    expect(task?.events).toMatchObject([
      { kind: 'made', by: '김상담', dueOn: today },
      { kind: 'done', by: '김상담', outcome: 'reached', note: '잘 지내신대요' },
    ]);
    const { rows } = await world.db.query<{ note: Buffer }>('select note from follow_up_event where note is not null');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.note.toString()).not.toContain('잘 지내신대요');
    const audit = await world.audit();
    expect(audit.find(({ action }) => action === 'follow-up.done')).toMatchObject({
      staffId: kim.id,
      residentId: someone.residentId,
      subject: `${id} reached`,
      reason: null,
    });
    expect(audit.some(({ action }) => action === 'follow-up.read')).toBe(true);
  });

  test('that is done already says by whom and when, and stays as it was', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = await world.staff('counsellor', { name: '이상담' });
    const someone = await world.escalation();
    const id = await added(world, kim, someone, { kind: 'call', dueOn: today });
    await finish(world, lee, id, 'reached').expect(200);
    const late = [
      finish(world, kim, id, 'declined'),
      world.post(`/api/follow-ups/${id}/postpone`, kim).send({ dueOn: '2026-01-07', reason: '내일' }),
      world.post(`/api/follow-ups/${id}/assign`, kim).send({ staffId: kim.id }),
    ];
    for (const asked of late) {
      const error = refused(await asked.expect(409));
      expect(error).toMatchObject({
        code: 'already_done',
        details: { by: { id: lee.id, name: '이상담' }, at: world.clock().toISOString(), outcome: 'reached' },
      });
      expect(error.message).toBe('이상담님이 1월 5일 오후 6:00에 이미 마쳤어요.');
    }
    const [task] = (await inCase(world, kim, someone)).tasks;
    expect(task).toMatchObject({ outcome: 'reached', assignee: null, dueOn: today });
    expect(task?.events).toHaveLength(2);
  });

  test('clicked twice is written once', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    const add = () =>
      world
        .post(`/api/cases/${someone.id}/follow-ups`, kim)
        .set('Idempotency-Key', 'add-once-1')
        .send({ kind: 'call', dueOn: today });
    const [one, two] = await Promise.all([add().expect(200), add().expect(200)]);
    expect(one.body.id).toBe(two.body.id);
    const put = () =>
      world
        .post(`/api/follow-ups/${one.body.id}/postpone`, kim)
        .set('Idempotency-Key', 'put-off-once')
        .send({ dueOn: '2026-01-09', reason: '부탁하셔서' });
    await Promise.all([put().expect(204), put().expect(204)]);
    expect((await list(world, kim)).rows).toMatchObject([{ dueOn: '2026-01-09', postponed: 1 }]);
    const done = () =>
      world
        .post(`/api/follow-ups/${one.body.id}/done`, kim)
        .set('Idempotency-Key', 'done-once')
        .send({ outcome: 'reached' });
    await done().expect(200);
    await done().expect(200);
    expect((await inCase(world, kim, someone)).tasks[0]?.events).toHaveLength(3);
  });

  test('is put off to a coming day with a reason, as often as it must be', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    const id = await added(world, kim, someone, { kind: 'rescreen', dueOn: today });
    const put = (dueOn: string, reason = '입원 중이셔서') =>
      world.post(`/api/follow-ups/${id}/postpone`, kim).send({ dueOn, reason });
    await put('2026-01-06').expect(204);
    await put('2027-01-05').expect(204);
    expect((await list(world, kim)).rows[0]).toMatchObject({ dueOn: '2027-01-05', postponed: 2 });
    for (const [dueOn, code] of [
      [today, 'due_past'],
      ['2025-12-31', 'due_past'],
      ['2027-01-06', 'due_far'],
    ] as const) {
      expect(refused(await put(dueOn).expect(422))).toMatchObject({
        code,
        details: { field: 'dueOn', earliest: '2026-01-06', latest: '2027-01-05' },
      });
    }
    for (const [dueOn, reason] of [
      ['2026-02-30', '내일'],
      ['내일', '내일'],
      ['2026-01-06', ''],
      ['2026-01-06', '가'.repeat(2001)],
    ] as const) {
      expect(refused(await put(dueOn, reason).expect(400)).code).toBe('invalid_body');
    }
    const { text } = await world.get(`/api/cases/${someone.id}/follow-ups`, kim);
    expect(text).toContain('입원 중이셔서');
    expect(JSON.stringify(await world.audit())).not.toContain('입원');
  });

  test('is given to a colleague, and nobody takes it from under another', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = await world.staff('counsellor', { name: '이상담' });
    const id = await added(world, kim, await world.escalation(), { kind: 'call', dueOn: today });
    const give = (body: object) => world.post(`/api/follow-ups/${id}/assign`, kim).send(body);
    await give({ staffId: lee.id, seen: null }).expect(204);
    expect(refused(await give({ staffId: kim.id, seen: null }).expect(409))).toMatchObject({
      code: 'assigned_now',
      message: '그 사이 담당이 바뀌었어요. 지금은 이상담님이 맡고 있어요.',
      details: { assignee: { id: lee.id } },
    });
    await give({ staffId: kim.id, seen: lee.id }).expect(204);
    expect((await list(world, kim, '?whose=mine')).rows).toHaveLength(1);
    // Who works here no more has nothing any more: it is nobody's, and may be taken.
    await world.db.query('update staff set disabled_at = $2 where id = $1', [kim.id, world.clock()]);
    expect((await list(world, lee)).rows[0]?.assignee).toBeNull();
    await world.post(`/api/follow-ups/${id}/assign`, lee).send({ staffId: lee.id, seen: null }).expect(204);
    await world.post(`/api/follow-ups/${id}/assign`, lee).send({ staffId: null, seen: lee.id }).expect(204);
    expect((await list(world, lee)).rows[0]?.assignee).toBeNull();
  });

  test('is given to nobody who may not have it, and the field is named', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const gone = await world.staff('counsellor');
    await world.db.query('update staff set disabled_at = $2 where id = $1', [gone.id, world.clock()]);
    const stranger = await world.staff('counsellor', { centerId: await world.center('다른 센터') });
    const auditor = await world.staff('auditor');
    const someone = await world.escalation();
    const id = await added(world, kim, someone, { kind: 'call', dueOn: today });
    for (const who of [randomUUID(), gone.id, stranger.id, auditor.id]) {
      const given = await world.post(`/api/follow-ups/${id}/assign`, kim).send({ staffId: who }).expect(422);
      expect(refused(given)).toMatchObject({ code: 'unknown_assignee', details: { field: 'staffId' } });
      const made = await world
        .post(`/api/cases/${someone.id}/follow-ups`, kim)
        .send({ kind: 'call', dueOn: today, assignee: who })
        .expect(422);
      expect(refused(made)).toMatchObject({ code: 'unknown_assignee', details: { field: 'assignee' } });
    }
    expect(refused(await world.post(`/api/follow-ups/${id}/assign`, kim).send({}).expect(422)).code).toBe(
      'nobody_named',
    );
  });

  test('of another centre is not found, whatever is asked of it', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = await world.staff('lead', { centerId: await world.center('다른 센터') });
    const someone = await world.escalation();
    const id = await added(world, kim, someone, { kind: 'call', dueOn: today });
    await finish(world, lee, id, 'reached').expect(404);
    await world.post(`/api/follow-ups/${id}/postpone`, lee).send({ dueOn: '2026-01-07', reason: '내일' }).expect(404);
    await world.post(`/api/follow-ups/${id}/assign`, lee).send({ staffId: lee.id }).expect(404);
    await world.post(`/api/follow-ups/${id}/case`, lee).expect(404);
    await world.get(`/api/cases/${someone.id}/follow-ups`, lee).expect(404);
    await world.post(`/api/cases/${someone.id}/follow-ups`, lee).send({ kind: 'call', dueOn: today }).expect(404);
    await world.post(`/api/cases/${someone.id}/plan`, lee).send({}).expect(404);
    expect((await list(world, kim)).rows).toMatchObject([{ id, postponed: 0 }]);
  });

  test('ends only in a way of its kind', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const id = await added(world, kim, await world.escalation(), { kind: 'call', dueOn: today });
    const error = refused(await finish(world, kim, id, 'rescreened').expect(422));
    expect(error).toMatchObject({ code: 'wrong_outcome', details: { field: 'outcome' } });
    expect(error.details?.allowed).toContain('reached');
    await finish(world, kim, id, 'vanished').expect(400);
    expect((await list(world, kim)).rows).toHaveLength(1);
  });
});

describe('somebody whom nobody reaches', () => {
  const tries = async (world: World, kim: Person, someone: CaseMade, outcomes: string[]) => {
    const answers = [];
    for (const outcome of outcomes) {
      const id = await added(world, kim, someone, { kind: 'call', dueOn: today });
      world.advance({ minutes: 1 });
      answers.push((await finish(world, kim, id, outcome).expect(200)).body.lead);
    }
    return answers;
  };

  test('after three attempts in a row is put before the lead today, once', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    const asked = await tries(world, kim, someone, ['no-answer', 'message-left', 'wrong-number', 'no-answer']);
    expect(asked).toEqual([false, false, true, false]);
    expect((await list(world, kim)).rows).toMatchObject([{ kind: 'lead', dueOn: today, case: { id: someone.id } }]);
  });

  test('is not, when a word came in between, in a task or in a call of the case', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const one = await world.escalation();
    expect(await tries(world, kim, one, ['no-answer', 'no-answer', 'reached', 'no-answer', 'no-answer'])).not.toContain(
      true,
    );
    const two = await world.escalation();
    await tries(world, kim, two, ['no-answer', 'no-answer']);
    world.advance({ minutes: 1 });
    await world.db.query(
      `insert into call (resident_id, id, escalation_id, center_id, staff_id, at, outcome) values ($1, $2, $3, $4, $5, $6, 'reached')`,
      [two.residentId, randomUUID(), two.id, world.home, kim.id, world.clock()],
    );
    expect(await tries(world, kim, two, ['no-answer'])).toEqual([false]);
    // A task that was not needed is no attempt, neither for nor against.
    const three = await world.escalation();
    expect(await tries(world, kim, three, ['no-answer', 'no-answer', 'not-needed', 'no-answer'])).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test('is counted over the steps of the plan, too, also when two are written at the same moment', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    await world.post(`/api/cases/${someone.id}/plan`, kim).send({}).expect(204);
    const [first, second, third] = (await list(world, kim, '?kind=plan')).rows.map(({ id }) => id);
    await finish(world, kim, first ?? '', 'no-answer').expect(200);
    await Promise.all([
      finish(world, kim, second ?? '', 'no-answer').expect(200),
      finish(world, kim, third ?? '', 'message-left').expect(200),
    ]);
    expect((await list(world, kim, '?kind=lead')).rows).toHaveLength(1);
  });

  test('is decided by a lead only; to go on means a call tomorrow, and three more attempts ask again', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const choi = await world.staff('lead', { name: '최책임' });
    const someone = await world.escalation();
    await tries(world, kim, someone, ['no-answer', 'no-answer', 'no-answer']);
    const [lead] = (await list(world, kim, '?kind=lead')).rows;
    const id = lead?.id ?? '';
    expect(refused(await finish(world, kim, id, 'stop-trying').expect(403)).code).toBe('lead_only');
    const put = await world.post(`/api/follow-ups/${id}/postpone`, kim).send({ dueOn: '2026-01-07', reason: '내일' });
    expect(refused(put).code).toBe('lead_only');
    const given = await world.post(`/api/follow-ups/${id}/assign`, kim).send({ staffId: kim.id }).expect(422);
    expect(refused(given).code).toBe('lead_wanted');
    await world.post(`/api/follow-ups/${id}/assign`, kim).send({ staffId: choi.id }).expect(204);
    world.advance({ minutes: 1 });
    expect((await finish(world, choi, id, 'keep-trying', '동생분께도 여쭈어 봅시다').expect(200)).body).toEqual({
      lead: false,
      call: true,
    });
    expect((await list(world, kim)).rows).toMatchObject([{ kind: 'call', dueOn: '2026-01-06' }]);
    const { body } = await world.get(`/api/cases/${someone.id}`, kim);
    expect(body.events.at(-1)).toMatchObject({ kind: 'checked', by: '최책임', note: '동생분께도 여쭈어 봅시다' });
    world.advance({ minutes: 1 });
    expect(await tries(world, kim, someone, ['no-answer', 'no-answer', 'no-answer'])).toEqual([false, false, true]);
  });
});

describe('in the case', () => {
  test('a call, a re-screening and a gatekeeper are added, to an open and to a closed case', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const closed = await world.escalation({ closedAt: world.clock() });
    await lowered(world, closed);
    const neighbour = await gatekeeper(world, kim);
    await added(world, kim, closed, { kind: 'call', dueOn: today });
    await added(world, kim, closed, { kind: 'rescreen', dueOn: '2027-01-05', assignee: kim.id });
    await added(world, kim, closed, { kind: 'gatekeeper', dueOn: '2026-01-12', gatekeeperId: neighbour });
    const { tasks, tier, hasPlan } = await inCase(world, kim, closed);
    expect([tier, hasPlan]).toEqual(['potential', false]);
    expect(tasks.map(({ kind }) => kind)).toEqual(['call', 'gatekeeper', 'rescreen']);
    expect(tasks[1]?.gatekeeper).toEqual({ id: neighbour, name: '박이웃' });
    expect(tasks[2]?.events).toMatchObject([{ kind: 'made', to: '김상담', dueOn: '2027-01-05' }]);
  });

  test('the day must be there, not over and within a year, and a note has an end', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const { id } = await world.escalation();
    const add = (body: object) =>
      world.post(`/api/cases/${id}/follow-ups`, kim).send({ kind: 'call', dueOn: today, ...body });
    expect(refused(await add({ dueOn: '2026-01-04' }).expect(422))).toMatchObject({
      code: 'due_past',
      details: { earliest: today },
    });
    expect(refused(await add({ dueOn: '2027-01-06' }).expect(422)).code).toBe('due_far');
    for (const body of [
      { dueOn: '2026-13-01' },
      { dueOn: '9999999-01-01' },
      { note: '가'.repeat(2001) },
      { note: '\ud800' },
      { kind: 'need' },
      { kind: 'lead' },
      { assignee: "' or 1=1" },
      { resident: 1 },
    ]) {
      expect([body, refused(await add(body).expect(400)).code]).toEqual([body, 'invalid_body']);
    }
    await add({ note: '가'.repeat(2000) }).expect(200);
    await add({ note: '=HYPERLINK("x")\n../../x' }).expect(200);
    expect((await list(world, kim)).rows).toHaveLength(2);
  });

  test('a gatekeeper is refused for somebody at high risk until a person has lowered the tier', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    const neighbour = await gatekeeper(world, kim);
    const body = { kind: 'gatekeeper', dueOn: today, gatekeeperId: neighbour };
    const ask = () => world.post(`/api/cases/${someone.id}/follow-ups`, kim).send(body);
    expect(refused(await ask().expect(422)).code).toBe('tier_too_high');
    await lowered(world, someone);
    await ask().expect(200);
  });

  test('the tier that counts is that of the open case, whatever an old one said', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const old = await world.escalation({ closedAt: world.clock(), openedAt: new Date('2025-06-01T00:00:00Z') });
    await lowered(world, old);
    await world.db.query(
      `insert into escalation (resident_id, id, center_id, tier, priority, rules, reason, channel, opened_at, claim_by, changed_at)
       values ($1, $2, $3, 'high', 1, '{R3}', 'item9', 'web', $4, $4, $4)`,
      [old.residentId, randomUUID(), world.home, world.clock()],
    );
    const asked = await world.post(`/api/cases/${old.id}/follow-ups`, kim).send({ kind: 'gatekeeper', dueOn: today });
    expect(refused(asked).code).toBe('tier_too_high');
  });

  test('no gatekeeper is named who is retired, of another kind, of another centre, or for a call', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = await world.staff('counsellor', { centerId: await world.center('다른 센터') });
    const someone = await world.escalation();
    await lowered(world, someone);
    const retired = await gatekeeper(world, kim);
    await world.post(`/api/resources/${retired}`, kim).send({ rev: 0, retired: true }).expect(200);
    const clinic = await world.post('/api/resources', kim).send({ kind: 'medical', name: '푸른의원' }).expect(200);
    const foreign = await gatekeeper(world, lee);
    for (const gatekeeperId of [retired, clinic.body.id, foreign, randomUUID()]) {
      const asked = await world
        .post(`/api/cases/${someone.id}/follow-ups`, kim)
        .send({ kind: 'gatekeeper', dueOn: today, gatekeeperId })
        .expect(422);
      expect(refused(asked)).toMatchObject({ code: 'unknown_gatekeeper', details: { field: 'gatekeeperId' } });
    }
    const here = await gatekeeper(world, kim, '최이웃');
    const call = await world
      .post(`/api/cases/${someone.id}/follow-ups`, kim)
      .send({ kind: 'call', dueOn: today, gatekeeperId: here })
      .expect(422);
    expect(refused(call).code).toBe('no_gatekeeper_task');
  });

  test('whom a gatekeeper worries about is called today', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    await lowered(world, someone);
    const id = await added(world, kim, someone, { kind: 'gatekeeper', dueOn: today });
    expect((await finish(world, kim, id, 'worried', '우편물이 쌓여 있대요').expect(200)).body.call).toBe(true);
    expect((await list(world, kim)).rows).toMatchObject([{ kind: 'call', dueOn: today, case: { id: someone.id } }]);
  });
});

describe('the eight weeks', () => {
  test('begin as ten dated steps, all given to one, and only once', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    const start = (body: object = {}) => world.post(`/api/cases/${someone.id}/plan`, kim).send(body);
    await start({ startsOn: '2026-01-02', assignee: kim.id }).expect(204);
    const { rows } = await list(world, kim, '?whose=mine&kind=plan');
    expect(rows.map(({ step, dueOn }) => [step?.n, step?.day, dueOn])).toEqual([
      [1, 1, '2026-01-03'],
      [2, 3, '2026-01-05'],
      [3, 7, '2026-01-09'],
      [4, 14, '2026-01-16'],
      [5, 21, '2026-01-23'],
      [6, 28, '2026-01-30'],
      [7, 35, '2026-02-06'],
      [8, 42, '2026-02-13'],
      [9, 49, '2026-02-20'],
      [10, 56, '2026-02-27'],
    ]);
    expect(rows.filter(({ step }) => step?.asksAgain).map(({ step }) => step?.n)).toEqual([3, 4, 6, 10]);
    expect(refused(await start().expect(409)).code).toBe('plan_exists');
    for (const { id } of rows) await finish(world, kim, id, 'reached').expect(200);
    expect(refused(await start().expect(409)).code).toBe('plan_exists');
    expect((await inCase(world, kim, someone)).hasPlan).toBe(true);
    expect((await world.audit()).filter(({ action }) => action === 'plan.start')).toMatchObject([
      { residentId: someone.residentId, subject: someone.id },
    ]);
  });

  test('are begun by one of two who begin them at once; the same click twice is no conflict', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = await world.staff('counsellor');
    const someone = await world.escalation();
    const statuses = await Promise.all(
      [kim, lee].map(async (who) => (await world.post(`/api/cases/${someone.id}/plan`, who).send({})).status),
    );
    expect(statuses.sort()).toEqual([204, 409]);
    expect((await list(world, kim, '?kind=plan')).rows).toHaveLength(10);
    const other = await world.escalation();
    const twice = () => world.post(`/api/cases/${other.id}/plan`, kim).set('Idempotency-Key', 'plan-once').send({});
    await Promise.all([twice().expect(204), twice().expect(204)]);
    expect((await inCase(world, kim, other)).tasks).toHaveLength(10);
  });

  test('do not begin long ago, or far ahead, or on no day at all', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const { id } = await world.escalation();
    const start = (startsOn: string) => world.post(`/api/cases/${id}/plan`, kim).send({ startsOn });
    for (const day of ['2025-12-28', '2026-02-05']) {
      expect(refused(await start(day).expect(422))).toMatchObject({
        code: 'plan_start',
        details: { field: 'startsOn', earliest: '2025-12-29', latest: '2026-02-04' },
      });
    }
    await start('2026-02-30').expect(400);
    expect((await list(world, kim)).rows).toEqual([]);
    await start('2025-12-29').expect(204);
  });
});

describe('somebody who named a need and never had a case', () => {
  test('gets one of priority 3 by hand, once, and is found from it', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const mina = await withoutCase(world);
    await world.needed(mina, 'home');
    const [row] = (await list(world, kim)).rows;
    const open = () => world.post(`/api/follow-ups/${row?.id}/case`, kim);
    const first = await open().expect(200);
    expect(first.body.opened).toBe(true);
    expect((await open().expect(200)).body).toEqual({ caseId: first.body.caseId, opened: false });
    const { rows } = await list(world, kim);
    expect(rows.map(({ kind }) => kind).sort()).toEqual(['case', 'need']);
    expect(rows.every((one) => one.case?.id === first.body.caseId && one.case?.open)).toBe(true);
    const { body } = await world.get(`/api/cases/${first.body.caseId}`, kim).expect(200);
    expect(body.row).toMatchObject({
      priority: 3,
      tier: 'low',
      reason: 'asked-human',
      ageBand: '19-34',
      channel: 'web',
    });
    expect(body.events).toMatchObject([{ kind: 'opened', rules: ['N1'], by: '김상담' }]);
    expect((await world.audit()).find(({ action }) => action === 'case.open')).toMatchObject({
      staffId: kim.id,
      residentId: mina.residentId,
    });
  });
});

test('who may not see follow-ups is told so, and it stands in the trail', async () => {
  const world = await deskWorld();
  for (const role of ['auditor', 'campaign', 'admin'] as const) {
    const who = await world.staff(role);
    expect(refused(await world.get('/api/follow-ups', who).expect(403)).code).toBe('forbidden');
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'denied',
      staffId: who.id,
      subject: 'GET /api/follow-ups',
    });
  }
});

/** Somebody whose answers showed no risk: a record, a screening, and no case. */
async function withoutCase(world: World): Promise<CaseMade> {
  const made = await world.escalation();
  await world.db.query('delete from escalation where id = $1', [made.id]);
  await world.db.query(
    `insert into screening (resident_id, visit, instrument, center_id, status, lang, instrument_version, wording_version,
       flow_version, age_band, tier, started_at, answers)
     values ($1, 1, 'phq9', $2, 'finished', 'ko', '1', '1', 1, '19-34', null, $3, ''),
       ($1, 1, 'asq', $2, 'finished', 'ko', '1', '1', 1, '19-34', 'low', $3, '')`,
    [made.residentId, world.home, world.clock()],
  );
  return made;
}
