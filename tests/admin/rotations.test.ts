/** 순번 at the desk: made, looked at before, edited, ended; what does not fit is said by field. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Clash, RotationPreview, Rotations, type TypedRotation, WrongField } from '../../admin/contract.ts';
import { disableStaff } from '../../triage/store/staff.ts';
import { nights as plannedNights } from '../harness/nights.ts';
import { acts, korean, team } from './rosterTeam.ts';
import type { Person } from './world.ts';

async function centre() {
  const it = await team();
  const { world, lead, kim, lee } = it;
  const nights = (more: Partial<TypedRotation> = {}): TypedRotation =>
    plannedNights([kim.id, lee.id], '2026-01-05', more);
  const make = (plan: object, by: Person = lead) => world.post('/api/rotations', by).send({ plan });
  const made = async (plan: object): Promise<string> => (await make(plan).expect(200)).body.id;
  const change = (id: string, rev: number, plan: object) =>
    world.post(`/api/rotations/${id}`, lead).send({ rev, plan });
  const look = async (plan: object, id: string | null = null) =>
    RotationPreview.parse((await world.post('/api/rotations/preview', lead).send({ id, plan }).expect(200)).body);
  const all = async () => Rotations.parse((await world.get('/api/rotations', kim).expect(200)).body);
  return { ...it, nights, make, made, change, look, all };
}

const wrongOf = (body: { error: { details: { fields: unknown } } }): string[] =>
  z
    .array(WrongField)
    .parse(body.error.details.fields)
    .map(({ field, ko, en }) => {
      expect([ko, en]).toEqual([expect.stringMatching(/[가-힣]/), expect.stringMatching(/[a-z]/)]);
      return field;
    });

test('a lead makes one, and the week has its nights with names, from this minute on', async () => {
  const { world, lead, kim, nights, made, all, week } = await centre();
  const id = await made(nights());
  const roster = await week(kim);
  expect(roster.on).toMatchObject([{ name: '김상담', until: korean('2026-01-06 09:00') }]);
  expect(roster.days.map(({ shifts }) => shifts.at(-1)?.staff.name)).toEqual([
    '김상담',
    '이상담',
    '김상담',
    '이상담',
    '김상담',
    '이상담',
    '김상담',
  ]);
  expect(roster.days[0]?.shifts[0]).toMatchObject({ rotation: '야간', backup: false });
  expect(roster.days.map(({ gaps }) => gaps.length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  expect((await all()).rotations).toMatchObject([
    { id, rev: 1, name: '야간', people: [{ name: '김상담', off: false }, {}] },
  ]);
  expect((await acts(world, 'rotation.add')).map(({ staffId, subject }) => [staffId, subject])).toEqual([
    [lead.id, id],
  ]);
});

test('somebody who is on alone for weeks is not their own next one', async () => {
  const { kim, nights, made, week } = await centre();
  await made(nights({ people: [kim.id], from: '18:00', until: '18:00' }));
  expect(await week(kim)).toMatchObject({ on: [{ name: '김상담', until: korean('2026-03-02 18:00') }], next: null });
});

test('the gaps of the next fourteen days are said, a backup fills none of them', async () => {
  const { kim, nights, made, week } = await centre();
  await made(nights({ from: '18:00', until: '18:00' }));
  expect((await week(kim)).ahead.gaps).toEqual([]);
  const other = await centre();
  await other.made(other.nights({ backup: true, name: '백업' }));
  const { gaps } = (await other.week(other.kim)).ahead;
  expect(gaps).toEqual([{ startsAt: korean('2026-01-05 18:00'), endsAt: korean('2026-01-19 18:00'), off: [] }]);
  expect((await other.week(other.kim)).on).toEqual([]);
});

test('before it is saved the coming four weeks are seen, with holidays, gaps and nothing written', async () => {
  const { kim, nights, look, week } = await centre();
  const seen = await look(nights({ days: 'working', from: '09:00', until: '18:00', startsOn: '2026-02-12' }));
  expect(seen.days).toHaveLength(28);
  const told = seen.days
    .slice(0, 9)
    .map(({ day, holiday, turns }) => [day.slice(5), holiday, turns[0]?.who.name ?? null]);
  expect(told).toEqual([
    ['02-12', null, '김상담'],
    ['02-13', null, '이상담'],
    ['02-14', null, null],
    ['02-15', null, null],
    ['02-16', '설날 전날', null],
    ['02-17', '설날', null],
    ['02-18', '설날 다음 날', null],
    ['02-19', null, '김상담'],
    ['02-20', null, '이상담'],
  ]);
  expect(seen.gaps[1]).toEqual({ startsAt: korean('2026-02-12 18:00'), endsAt: korean('2026-02-13 09:00') });
  expect((await week(kim, '2026-02-12')).days.flatMap(({ shifts }) => shifts)).toEqual([]);
});

test('an edit moves what has not begun; a shift somebody covers stays theirs', async () => {
  const { world, lead, kim, lee, nights, made, change, week, shiftOf, all } = await centre();
  const id = await made(nights());
  const tuesday = await shiftOf(lee, '2026-01-06');
  await world.post(`/api/shifts/${tuesday}/cover`, lead).send({ staffId: lead.id }).expect(204);
  await change(id, 1, nights({ people: [lee.id], name: '밤' })).expect(204);
  const roster = await week(kim);
  const told = roster.days
    .slice(0, 4)
    .map(({ shifts }) => shifts.map(({ staff, coveredBy }) => (coveredBy ?? staff).name));
  expect(told).toEqual([['김상담'], ['박책임'], ['이상담'], ['이상담']]);
  expect((await all()).rotations).toMatchObject([{ name: '밤', rev: 2 }]);
  expect(await acts(world, 'rotation.change')).toHaveLength(1);
});

test('whoever saves what another has changed meanwhile is refused, and nothing of it is lost', async () => {
  const { nights, made, change, all } = await centre();
  const id = await made(nights());
  const answers = await Promise.all([
    change(id, 1, nights({ from: '19:00' })),
    change(id, 1, nights({ from: '20:00' })),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.error.code).toBe('rotation_changed');
  expect((await all()).rotations[0]?.rev).toBe(2);
});

test('an ended one lays nothing more and is not listed', async () => {
  const { world, lead, kim, nights, made, week, all } = await centre();
  const id = await made(nights());
  await world.post(`/api/rotations/${id}/end`, lead).send({ rev: 1 }).expect(204);
  expect((await all()).rotations).toEqual([]);
  const shifts = (await week(kim)).days.flatMap((one) => one.shifts);
  // The one that has just begun goes on.
  expect(shifts.map(({ staff }) => staff.name)).toEqual(['김상담']);
  await world.post(`/api/rotations/${id}/end`, lead).send({ rev: 2 }).expect(404);
  expect(await acts(world, 'rotation.end')).toHaveLength(1);
});

test('the same request again makes one', async () => {
  const { world, lead, nights, all } = await centre();
  const once = () =>
    world.post('/api/rotations', lead).set('Idempotency-Key', 'rotation-1').send({ plan: nights() }).expect(200);
  expect((await once()).body).toEqual((await once()).body);
  expect((await all()).rotations).toHaveLength(1);
});

describe('what does not fit', () => {
  test('is said by field, all at once, and nothing is written', async () => {
    const { make, nights, all } = await centre();
    const answer = await make(
      nights({
        name: ' ',
        people: [],
        from: '25:00',
        until: '',
        startsOn: '2026-02-30',
        turn: 'week',
        endsOn: 'never',
      }),
    ).expect(422);
    expect(answer.body.error.code).toBe('rotation_wrong');
    expect(wrongOf(answer.body)).toEqual(['name', 'people', 'from', 'until', 'handOver', 'startsOn', 'endsOn']);
    expect((await all()).rotations).toEqual([]);
  });

  test.for([
    ['a rotation without people', { people: [] }, 'people'],
    ['somebody nobody knows', { people: [randomUUID()] }, 'people'],
    ['a day that has passed', { startsOn: '2026-01-04' }, 'startsOn'],
    ['a day in three years', { startsOn: '2029-01-04' }, 'startsOn'],
    ['an end before the beginning', { startsOn: '2026-02-01', endsOn: '2026-01-31' }, 'endsOn'],
    ['a name of two lines', { name: '야간\n둘' }, 'name'],
    ['a name of a page', { name: '가'.repeat(41) }, 'name'],
  ] as const)('%s', async ([, more, field]) => {
    const { make, nights } = await centre();
    expect(wrongOf((await make(nights(more as Partial<TypedRotation>)).expect(422)).body)).toEqual([field]);
  });

  test('somebody twice, somebody whose account is off by name, and a name that is taken', async () => {
    const { world, make, made, nights, kim, lee } = await centre();
    expect(wrongOf((await make(nights({ people: [kim.id, kim.id] })).expect(422)).body)).toEqual(['people']);
    await made(nights({ people: [kim.id] }));
    expect(wrongOf((await make(nights({ people: [lee.id] })).expect(422)).body)).toEqual(['name']);
    await disableStaff(world.db, lee.email, world.clock());
    const answer = await make(nights({ name: '주말', people: [lee.id] })).expect(422);
    expect(wrongOf(answer.body)).toEqual(['people']);
    expect(answer.body.error.details.fields[0].ko).toContain('이상담');
  });

  test('two places at once are refused with who, when and where; the preview has said so before', async () => {
    const { make, made, nights, look, kim, all } = await centre();
    await made(nights());
    const plan = nights({ name: '주말 낮', people: [kim.id], days: 'off', from: '16:00', until: '20:00' });
    const answer = await make(plan).expect(409);
    expect(answer.body.error.code).toBe('rotation_clashes');
    const clashes = z.array(Clash).parse(answer.body.error.details.clashes);
    expect(clashes[0]).toEqual({
      who: { id: kim.id, name: '김상담' },
      startsAt: korean('2026-01-11 16:00'),
      endsAt: korean('2026-01-11 20:00'),
      other: { startsAt: korean('2026-01-11 18:00'), endsAt: korean('2026-01-12 09:00'), rotation: '야간' },
    });
    expect((await look(plan)).clashes[0]).toEqual(clashes[0]);
    expect((await all()).rotations).toHaveLength(1);
  });

  test('of two that would put the same person in at once, one is made', async () => {
    const { make, nights } = await centre();
    const answers = await Promise.all([make(nights()), make(nights({ name: '둘째' }))]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('counsellors make none, and another centre’s are unknown', async () => {
    const { world, kim, make, made, nights } = await centre();
    await make(nights(), kim).expect(403);
    const id = await made(nights());
    const stranger = await world.staff('lead', { centerId: await world.center('다른 센터') });
    await world.post(`/api/rotations/${id}/end`, stranger).send({ rev: 1 }).expect(404);
    await world.post('/api/rotations/preview', stranger).send({ id, plan: nights() }).expect(404);
    await make(nights(), stranger).expect(422);
  });
});

test('somebody of a rotation whose account is switched off leaves gaps that say whose they were', async () => {
  const { world, kim, lee, nights, made, week } = await centre();
  await made(nights());
  await disableStaff(world.db, lee.email, world.clock());
  const { ahead } = await week(kim);
  expect(ahead.off).toEqual([{ rotation: '야간', people: [{ id: lee.id, name: '이상담' }] }]);
  expect(ahead.gaps.find(({ off }) => off.length > 0)).toMatchObject({ off: [{ name: '이상담' }] });
});

test('a year whose holidays nobody has published yet is said, and laid only where it does not matter', async () => {
  const { world, kim, nights, made, week, lead, later } = await centre();
  await later({ hours: 24 * 720 });
  await made(nights({ days: 'off', startsOn: '2027-12-26', name: '쉬는 날' }));
  await made(nights({ people: [lead.id], startsOn: '2027-12-26' }));
  const { ahead } = await week(kim);
  expect(ahead.unknown).toEqual([{ rotation: '쉬는 날', from: '2028-01-01' }]);
  const first = (await week(kim, '2028-01-01')).days.find(({ day }) => day === '2028-01-01');
  expect([first?.holiday, first?.shifts.map(({ rotation }) => rotation)]).toEqual([null, ['야간']]);
  expect(world.clock().toISOString()).toContain('2027-12-26');
});

test('who was on at a minute is a question anybody of the desk may ask, and a minute that is none is refused', async () => {
  const { world, kim, nights, made } = await centre();
  await made(nights());
  const ask = (minute: string) => world.get(`/api/roster/at?minute=${minute}`, kim);
  expect((await ask('2026-01-05T18:00').expect(200)).body.people).toMatchObject([{ name: '김상담', backup: false }]);
  expect((await ask('2026-01-05T17:59').expect(200)).body.people).toEqual([]);
  expect((await ask('2026-02-30T17:59').expect(422)).body.error.code).toBe('minute_wrong');
  await ask('yesterday').expect(400);
});
