import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { ApiError, CaseFollowUps, FollowUps, Resource, Resources } from '../../admin/contract.ts';
import type { Finding } from '../../flows/protocol.ts';
import { type CaseMade, deskWorld, type Person, type World } from './world.ts';

const welfare = { kind: 'welfare', name: '푸른구 행정복지센터', phone: '02-123-4567' };

const place = async (world: World, who: Person, body: object = welfare): Promise<Resource> =>
  Resource.parse((await world.post('/api/resources', who).send(body).expect(200)).body);
const asked = (world: World, who: Person, { id }: CaseMade, body: object) =>
  world.post(`/api/cases/${id}/referrals`, who).send(body);
const moved = (world: World, who: Person, id: string, state: string, note?: string) =>
  world.post(`/api/referrals/${id}/state`, who).send({ state, ...(note && { note }) });
const inCase = async (world: World, who: Person, { id }: CaseMade) =>
  CaseFollowUps.parse((await world.get(`/api/cases/${id}/follow-ups`, who).expect(200)).body);
const list = async (world: World, who: Person) =>
  FollowUps.parse((await world.get('/api/follow-ups', who).expect(200)).body).rows;
const refused = (answer: { body: unknown }) => ApiError.parse(answer.body).error;

/** The person answered whether this agency may be told, as the conversation stores it: a consent, and the case's event. */
const answered = async (world: World, made: CaseMade, agency: string, given: boolean): Promise<void> => {
  await world.happened(made, 'noted', { findings: [{ type: 'thirdParty', agency, given } as Finding] });
  await world.db.query(
    `insert into consent (resident_id, kind, at, center_id, given, lang, wording, text_hash)
     values ($1, 'third.ask', $2, $3, $4, 'ko', '1', '')`,
    [made.residentId, world.clock(), world.home, given],
  );
};

describe('the directory', () => {
  test('is added to, changed and retired, and nothing of it is ever lost', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const made = await place(world, kim, { ...welfare, note: '월~금, 담당 김주무관' });
    expect(made).toMatchObject({ ...welfare, note: '월~금, 담당 김주무관', retiredAt: null, rev: 0 });
    const change = (body: object) => world.post(`/api/resources/${made.id}`, kim).send(body);
    expect((await change({ rev: 0, phone: '02-765-4321', note: null }).expect(200)).body).toMatchObject({
      name: welfare.name,
      phone: '02-765-4321',
      note: null,
      rev: 1,
    });
    await change({ rev: 1, retired: true }).expect(200);
    const { resources } = Resources.parse((await world.get('/api/resources', kim).expect(200)).body);
    expect(resources).toMatchObject([{ id: made.id, retiredAt: world.clock().toISOString(), rev: 2 }]);
    await change({ rev: 2, retired: false }).expect(200);
    const audit = (await world.audit()).filter(({ action }) => action.startsWith('resource.'));
    expect(audit.map(({ action, subject }) => [action, subject])).toEqual([
      ['resource.add', made.id],
      ['resource.change', `${made.id} phone note`],
      ['resource.change', `${made.id} retiredAt`],
      ['resource.change', `${made.id} retiredAt`],
    ]);
  });

  test('that was changed by somebody else meanwhile is shown as it is now, and not written over', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = await world.staff('lead');
    const { id } = await place(world, kim);
    await world.post(`/api/resources/${id}`, lee).send({ rev: 0, phone: '1577-0199' }).expect(200);
    const late = await world.post(`/api/resources/${id}`, kim).send({ rev: 0, name: '푸른구 복지센터' }).expect(409);
    expect(refused(late)).toMatchObject({
      code: 'resource_changed',
      details: { resource: { phone: '1577-0199', name: welfare.name } },
    });
  });

  test('holds no entry twice, but two neighbours of one name', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = { kind: 'gatekeeper', name: '이영희', phone: '010-1111-2222' };
    const first = await place(world, kim, lee);
    const twice = await world.post('/api/resources', kim).send(lee).expect(409);
    expect(refused(twice)).toMatchObject({ code: 'resource_exists', details: { id: first.id } });
    const other = await place(world, kim, { ...lee, phone: '010-3333-4444' });
    const same = await world.post(`/api/resources/${other.id}`, kim).send({ rev: 0, phone: lee.phone }).expect(409);
    expect(refused(same).code).toBe('resource_exists');
    // Nor when two add it at once, or make two the same.
    const clinic = { kind: 'medical', name: '푸른의원' };
    const both = await Promise.all([1, 2, 3].map(() => world.post('/api/resources', kim).send(clinic)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const [left, right] = [
      await place(world, kim, { ...clinic, name: '가' }),
      await place(world, kim, { ...clinic, name: '나' }),
    ];
    const renamed = await Promise.all(
      [left, right].map(({ id }) => world.post(`/api/resources/${id}`, kim).send({ rev: 0, name: '다' })),
    );
    expect(renamed.map(({ status }) => status).sort()).toEqual([200, 409]);
    const once = () =>
      world.post('/api/resources', kim).set('Idempotency-Key', 'add-entry-1').send({ kind: 'home', name: '주거' });
    expect((await once().expect(200)).body.id).toBe((await once().expect(200)).body.id);
  });

  test.for([
    ['a name turned around by a mark', { name: 'moc.\u202eevil' }, 400, 'invalid_body'],
    ['a name over two lines', { name: '푸른\n구' }, 400, 'invalid_body'],
    ['a name of 61 letters', { name: '가'.repeat(61) }, 400, 'invalid_body'],
    ['an empty name', { name: '  ' }, 400, 'invalid_body'],
    ['an unknown kind', { kind: 'bank' }, 400, 'invalid_body'],
    ['a note of 501 letters', { note: '가'.repeat(501) }, 400, 'invalid_body'],
    ['a number without an area code', { phone: '123-4567' }, 422, 'phone_not_dialled'],
    ['a number in words', { phone: '공일공' }, 422, 'phone_not_dialled'],
    ['an address in place of a number', { phone: 'tel:119' }, 422, 'phone_not_dialled'],
  ] as const)('refuses %s', async ([, body, status, code]) => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const answer = await world.post('/api/resources', kim).send({ ...welfare, ...body });
    expect([answer.status, refused(answer).code]).toEqual([status, code]);
  });

  test('takes a formula and a path as the harmless text they are', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    expect((await place(world, kim, { kind: 'other', name: '=HYPERLINK("x") ../../x' })).name).toBe(
      '=HYPERLINK("x") ../../x',
    );
  });

  test('of another centre is not there', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = await world.staff('lead', { centerId: await world.center('다른 센터') });
    const { id } = await place(world, kim);
    expect(Resources.parse((await world.get('/api/resources', lee)).body).resources).toEqual([]);
    await world.post(`/api/resources/${id}`, lee).send({ rev: 0, retired: true }).expect(404);
  });
});

describe('a referral', () => {
  test('is asked for, looked after in two weeks, and over when it is confirmed', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    const { id: resourceId } = await place(world, kim);
    const request = await asked(world, kim, someone, { resourceId, basis: 'spoken-consent', note: '전화로 동의하심' });
    expect([request.status, request.body.checkOn]).toEqual([200, '2026-01-19']);
    const [check] = await list(world, kim);
    expect(check).toMatchObject({
      kind: 'referral',
      dueOn: '2026-01-19',
      assignee: { id: kim.id },
      referral: { id: request.body.id, resource: welfare.name, state: 'requested' },
    });
    const byHand = await world
      .post(`/api/follow-ups/${check?.id}/done`, kim)
      .send({ outcome: 'not-needed' })
      .expect(422);
    expect(refused(byHand).code).toBe('referral_goes_on');
    for (const state of ['accepted', 'provided', 'confirmed']) {
      world.advance({ minutes: 1 });
      await moved(world, kim, request.body.id, state).expect(204);
    }
    expect(await list(world, kim)).toEqual([]);
    const { referrals, tasks } = await inCase(world, kim, someone);
    expect(referrals).toMatchObject([
      { resource: { name: welfare.name, phone: welfare.phone }, state: 'confirmed', basis: 'spoken-consent' },
    ]);
    expect(referrals[0]?.events).toMatchObject([
      { state: 'requested', by: '김상담', note: '전화로 동의하심' },
      { state: 'accepted' },
      { state: 'provided' },
      { state: 'confirmed' },
    ]);
    expect(tasks).toMatchObject([{ kind: 'referral', outcome: 'confirmed' }]);
    const audit = await world.audit();
    expect(audit.find(({ action }) => action === 'referral.request')).toMatchObject({
      residentId: someone.residentId,
      subject: `${request.body.id} ${resourceId}`,
      reason: 'spoken-consent',
    });
    expect(audit.filter(({ action }) => action === 'referral.move').map(({ subject }) => subject)).toEqual(
      ['accepted', 'provided', 'confirmed'].map((state) => `${request.body.id} ${state}`),
    );
    expect(JSON.stringify(audit)).not.toContain('동의하심');
  });

  test('never goes back, and says where it stands to whoever comes too late', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = await world.staff('counsellor', { name: '이상담' });
    const someone = await world.escalation();
    const { id: resourceId } = await place(world, kim);
    const { id } = (await asked(world, kim, someone, { resourceId, basis: 'no-name' }).expect(200)).body;
    world.advance({ minutes: 1 });
    await moved(world, lee, id, 'provided').expect(204);
    for (const state of ['requested', 'accepted', 'provided']) {
      expect(refused(await moved(world, kim, id, state).expect(409))).toMatchObject({
        code: 'state_now',
        details: { state: 'provided', by: '이상담', at: world.clock().toISOString() },
      });
    }
    await moved(world, kim, id, 'gone').expect(400);
    await moved(world, kim, id, 'confirmed').expect(204);
    expect(refused(await moved(world, kim, id, 'declined', '그만').expect(409)).code).toBe('state_now');
  });

  test('one of two who move it at once moves it; the same click twice is no conflict', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = await world.staff('counsellor');
    const someone = await world.escalation();
    const { id: resourceId } = await place(world, kim);
    const ask = () =>
      world
        .post(`/api/cases/${someone.id}/referrals`, kim)
        .set('Idempotency-Key', 'refer-once')
        .send({ resourceId, basis: 'no-name' });
    const [one, two] = await Promise.all([ask().expect(200), ask().expect(200)]);
    expect(one.body.id).toBe(two.body.id);
    expect(await list(world, kim)).toHaveLength(1);
    const statuses = await Promise.all(
      [kim, lee].map(async (who) => (await moved(world, who, one.body.id, 'accepted')).status),
    );
    expect(statuses.sort()).toEqual([204, 409]);
    const provide = () =>
      world
        .post(`/api/referrals/${one.body.id}/state`, kim)
        .set('Idempotency-Key', 'provide-once')
        .send({ state: 'provided' });
    await provide().expect(204);
    await provide().expect(204);
    expect((await inCase(world, kim, someone)).referrals[0]?.events).toHaveLength(3);
  });

  test('that is declined says why, and its check is over', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    const { id: resourceId } = await place(world, kim);
    const ask = () => asked(world, kim, someone, { resourceId, basis: 'no-name' });
    const { id } = (await ask().expect(200)).body;
    expect(refused(await ask().expect(409)).code).toBe('referral_exists');
    expect(refused(await moved(world, kim, id, 'declined').expect(422))).toMatchObject({
      code: 'note_wanted',
      details: { field: 'note' },
    });
    await moved(world, kim, id, 'declined', '대상이 아니라고 함').expect(204);
    expect(await list(world, kim)).toEqual([]);
    expect((await inCase(world, kim, someone)).tasks).toMatchObject([{ outcome: 'referral-declined' }]);
    // It is over: the same place may be asked anew.
    await ask().expect(200);
  });

  test('on the ground of consent needs their own yes for this very agency', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    const { id: resourceId } = await place(world, kim);
    const ask = () => asked(world, kim, someone, { resourceId, basis: 'consent' });
    expect(refused(await ask().expect(422))).toMatchObject({
      code: 'consent_missing',
      details: { field: 'basis', agency: welfare.name },
    });
    await answered(world, someone, '다른 병원', true);
    expect(refused(await ask()).code).toBe('consent_missing');
    await answered(world, someone, welfare.name, false);
    expect(refused(await ask()).code).toBe('consent_missing');
    await answered(world, someone, ' 푸른구  행정 복지센터 ', true);
    const { consents } = await inCase(world, kim, someone);
    expect(consents.map(({ agency, given }) => [agency.trim(), given])).toEqual([
      ['푸른구  행정 복지센터', true],
      ['다른 병원', true],
    ]);
    await ask().expect(200);
  });

  test('a yes that was taken back is a no', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    const { id: resourceId } = await place(world, kim);
    await answered(world, someone, welfare.name, true);
    await answered(world, someone, welfare.name, false);
    const answer = await asked(world, kim, someone, { resourceId, basis: 'consent' }).expect(422);
    expect(refused(answer).code).toBe('consent_missing');
    expect((await inCase(world, kim, someone)).consents).toMatchObject([{ agency: welfare.name, given: false }]);
  });

  test('of urgent life stands with its ground in the trail', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const someone = await world.escalation();
    const { id: resourceId } = await place(world, kim);
    await asked(world, kim, someone, { resourceId, basis: 'urgent-life' }).expect(200);
    expect((await world.audit()).find(({ action }) => action === 'referral.request')?.reason).toBe('urgent-life');
  });

  test('goes to no retired, unknown or foreign place, and to no gatekeeper at high risk', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = await world.staff('counsellor', { centerId: await world.center('다른 센터') });
    const someone = await world.escalation();
    const retired = await place(world, kim);
    await world.post(`/api/resources/${retired.id}`, kim).send({ rev: 0, retired: true }).expect(200);
    const foreign = await place(world, lee);
    for (const resourceId of [retired.id, foreign.id, randomUUID()]) {
      const answer = await asked(world, kim, someone, { resourceId, basis: 'no-name' }).expect(422);
      expect(refused(answer)).toMatchObject({ code: 'unknown_resource', details: { field: 'resourceId' } });
    }
    const neighbour = await place(world, kim, { kind: 'gatekeeper', name: '박이웃' });
    const answer = await asked(world, kim, someone, { resourceId: neighbour.id, basis: 'spoken-consent' }).expect(422);
    expect(refused(answer).code).toBe('tier_too_high');
    await asked(world, kim, someone, { resourceId: neighbour.id, basis: 'trust' }).expect(400);
    await asked(world, kim, someone, { resourceId: neighbour.id, basis: 'no-name', note: '가'.repeat(2001) }).expect(
      400,
    );
  });

  test('of another centre is not found', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const lee = await world.staff('lead', { centerId: await world.center('다른 센터') });
    const someone = await world.escalation();
    const mine = await place(world, kim);
    const theirs = await place(world, lee);
    await asked(world, lee, someone, { resourceId: theirs.id, basis: 'no-name' }).expect(404);
    const { id } = (await asked(world, kim, someone, { resourceId: mine.id, basis: 'no-name' }).expect(200)).body;
    await moved(world, lee, id, 'accepted').expect(404);
    await moved(world, kim, randomUUID(), 'accepted').expect(404);
    expect((await inCase(world, kim, someone)).referrals).toMatchObject([{ state: 'requested' }]);
  });
});
