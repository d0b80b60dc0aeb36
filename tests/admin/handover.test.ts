/** 인수인계 at the desk: what is open, what whoever left wrote, and who has said that they have read it. */
import { describe, expect, test } from 'vitest';
import { Handover, Roster } from '../../admin/contract.ts';
import { acts, korean, team } from './rosterTeam.ts';
import type { Person, World } from './world.ts';

/** Kim until 20:00, Lee from then on. It is 18:00. */
async function evening() {
  const it = await team();
  await it.add(it.kim, ['2026-01-05'], '18:00', '20:00');
  await it.add(it.lee, ['2026-01-05'], '20:00', '23:00');
  return it;
}

const read = async (world: World, who: Person): Promise<Handover> =>
  Handover.parse((await world.get('/api/handover', who).expect(200)).body);
const write = (world: World, who: Person, note: string) => world.post('/api/handover/notes', who).send({ note });
const accept = (world: World, who: Person, at = korean('2026-01-05 20:00')) =>
  world.post('/api/handover/accept', who).send({ at });
const state = async (world: World, who: Person) =>
  Roster.parse((await world.get('/api/roster', who).expect(200)).body).handover;
const waits = async (world: World, who: Person): Promise<boolean> =>
  (await world.get('/api/duty', who).expect(200)).body.handover;

test('whoever leaves writes, whoever comes finds it with what is open, and says that they have read it', async () => {
  const { world, lead, kim, lee, later } = await evening();
  expect(await state(world, kim)).toBeNull();
  await write(world, kim, '미나 님께 저녁에 다시 전화드리기로 했어요.').expect(204);
  await later({ hours: 2 });
  expect([await waits(world, lee), await waits(world, kim)]).toEqual([true, false]);
  expect(await state(world, lead)).toEqual({
    at: korean('2026-01-05 20:00'),
    from: [{ id: kim.id, name: '김상담' }],
    to: [{ id: lee.id, name: '이상담' }],
    accepted: null,
    alarmAt: korean('2026-01-05 20:15'),
  });
  expect(await read(world, lee)).toMatchObject({
    mayAccept: true,
    mayWrite: true,
    notes: [{ by: { name: '김상담' }, text: '미나 님께 저녁에 다시 전화드리기로 했어요.' }],
  });
  await accept(world, lee).expect(204);
  expect(await waits(world, lee)).toBe(false);
  expect((await state(world, kim))?.accepted).toEqual({
    by: { id: lee.id, name: '이상담' },
    at: korean('2026-01-05 20:00'),
  });
  expect((await acts(world, 'handover.write')).map(({ staffId }) => staffId)).toEqual([kim.id]);
  expect((await acts(world, 'handover.accept')).map(({ staffId, subject }) => [staffId, subject])).toEqual([
    [lee.id, '2026-01-05T11:00:00.000Z'],
  ]);
});

describe('what is open', () => {
  test('긴급 to 일반, claimed or not, the most urgent first, with what was promised and missed; no 후속, nothing closed', async () => {
    const { world, kim, lee } = await evening();
    const late = await world.escalation({ priority: 2, flags: ['missed'], owner: lee.id });
    const first = await world.escalation({ priority: 0 });
    await world.escalation({ priority: 3 });
    await world.escalation({ priority: 1, closedAt: world.clock() });
    await world.escalation({ priority: 0, centerId: await world.center('다른 센터') });
    const { cases } = await read(world, kim);
    expect(cases).toMatchObject([
      { id: first.id, priority: 0, owner: null, missed: false, reason: 'item9' },
      { id: late.id, priority: 2, owner: { name: '이상담' }, missed: true },
    ]);
    expect(await acts(world, 'handover.read')).toMatchObject([{ staffId: kim.id, subject: '2 cases, 0 follow-ups' }]);
  });

  test('what is due today for people of the high tier, and for no one else', async () => {
    const { world, kim } = await evening();
    const task = async (tier: string, about: string, dueAt: string, doneAt: Date | null = null) => {
      const made = await world.escalation({ closedAt: world.clock() });
      await world.db.query('update escalation set tier = $2 where id = $1', [made.id, tier]);
      await world.db.query(
        `insert into follow_up (resident_id, id, center_id, kind, about, due_at, created_at, done_at)
         select id, gen_random_uuid(), center_id, 'need', $2, $3, $4, $5 from resident where id = $1`,
        [made.residentId, about, dueAt, world.clock(), doneAt],
      );
      return made;
    };
    const wanted = await task('high', 'money', korean('2026-01-05 23:00'));
    await task('potential', 'money', korean('2026-01-05 22:00'));
    await task('high', 'money', korean('2026-01-06 09:00'));
    await task('high', 'money', korean('2026-01-05 22:00'), world.clock());
    const { followUps } = await read(world, kim);
    expect(followUps).toMatchObject([{ caseId: wanted.id, kind: 'need', need: 'money' }]);
  });

  test('what was shown is kept with the yes, as numbers', async () => {
    const { world, lee, later } = await evening();
    await world.escalation({ priority: 1, flags: ['missed'] });
    await world.escalation({ priority: 2 });
    await later({ hours: 2 });
    await accept(world, lee).expect(204);
    const { rows } = await world.db.query('select shown from handover');
    expect(rows).toEqual([{ shown: { cases: 2, missed: 1, followUps: 0 } }]);
  });
});

describe('who accepts', () => {
  test('not whoever left, but a lead may; and only once', async () => {
    const { world, lead, kim, lee, later } = await evening();
    await later({ hours: 2, minutes: 5 });
    expect((await accept(world, kim).expect(403)).body.error.code).toBe('not_on_duty');
    await accept(world, lead).expect(204);
    expect((await accept(world, lee).expect(409)).body.error.code).toBe('handover_passed');
  });

  test('of two at once one', async () => {
    const { world, lead, lee, later } = await evening();
    await later({ hours: 2 });
    const answers = await Promise.all([accept(world, lead), accept(world, lee)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  test('not one that has passed on since: what they read is not what there is', async () => {
    const { world, lead, kim, lee, later } = await evening();
    await later({ hours: 2 });
    const rest = (await world.get('/api/roster', kim).expect(200)).body.days[0].shifts[1].id;
    await later({ minutes: 10 });
    await world.post(`/api/shifts/${rest}/cover`, lead).send({ staffId: lead.id }).expect(204);
    expect((await accept(world, lee).expect(409)).body.error.code).toBe('handover_passed');
    await accept(world, lead, korean('2026-01-05 20:10')).expect(204);
  });

  test('an account that only counts or makes the roster reads no case by it', async () => {
    const { world, later } = await evening();
    await later({ hours: 2 });
    const admin = await world.staff('admin');
    await world.get('/api/handover', admin).expect(403);
    expect(await waits(world, admin)).toBe(false);
  });
});

test('a note is for two hours after one’s duty; then a lead writes it', async () => {
  const { world, lead, kim, later } = await evening();
  await later({ hours: 3, minutes: 59 });
  await write(world, kim, '늦었지만 남겨요.').expect(204);
  await later({ minutes: 2 });
  expect((await write(world, kim, '너무 늦었어요.').expect(409)).body.error.code).toBe('handover_late');
  await write(world, lead, '제가 대신 남겨요.').expect(204);
  await write(world, lead, '  ').expect(400);
  await write(world, lead, '가'.repeat(2001)).expect(400);
});

test('the same note sent twice stands once', async () => {
  const { world, kim } = await evening();
  const once = () =>
    world.post('/api/handover/notes', kim).set('Idempotency-Key', 'note-0001').send({ note: '한 번만' }).expect(204);
  await once();
  await once();
  expect((await read(world, kim)).notes).toHaveLength(1);
});
