import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AddedShifts, ApiError, CenterFacts, CenterView, type Roster, WrongField } from '../../admin/contract.ts';
import { render } from '../../flows/wording.ts';
import { rememberedCenters } from '../../triage/facts.ts';
import { readCenter } from '../../triage/store/centers.ts';
import { disableStaff } from '../../triage/store/staff.ts';
import { acts, korean, team, weekOf as week } from './rosterTeam.ts';
import type { Person, World } from './world.ts';

const add = (world: World, by: Person, who: Person, days: string[], from = '09:00', until = '18:00') =>
  world.post('/api/shifts', by).send({ staffId: who.id, days, from, until });

const cover = (world: World, by: Person, id: string, staffId: string | null) =>
  world.post(`/api/shifts/${id}/cover`, by).send({ staffId });

const onlyShift = (roster: Roster) => {
  const shifts = roster.days.flatMap((one) => one.shifts);
  expect(shifts).toHaveLength(1);
  return shifts[0] as Roster['days'][number]['shifts'][number];
};

const names = (roster: Roster): string[] => roster.on.map(({ name }) => name);
const fieldsOf = (body: unknown): string[] => {
  const { details } = ApiError.parse(body).error;
  return z
    .array(WrongField)
    .parse(details?.fields)
    .map(({ field, ko, en }) => {
      expect([ko, en]).toEqual([expect.stringMatching(/[가-힣]/), expect.stringMatching(/[a-z]/)]);
      return field;
    });
};

describe('who is on duty', () => {
  test('without a roster nobody is: the desk says closed, and every day of the week is empty', async () => {
    const { world, kim } = await team();
    const roster = await week(world, kim);
    expect(roster).toMatchObject({ on: [], next: null, today: '2026-01-05', week: '2026-01-05' });
    expect(roster.days.map(({ day, shifts, gaps }) => [day.slice(8), shifts.length, gaps.length])).toEqual(
      ['05', '06', '07', '08', '09', '10', '11'].map((day) => [day, 0, 1]),
    );
    expect(roster.staff.map(({ name }) => name)).toEqual(['김상담', '박책임', '이상담']);
  });

  test('the one whose night it is, until when, and who comes next', async () => {
    const { world, lead, kim, lee, later } = await team();
    expect(AddedShifts.parse((await add(world, lead, kim, ['2026-01-05'], '18:00', '09:00').expect(200)).body)).toEqual(
      { added: 1 },
    );
    await add(world, lead, lee, ['2026-01-06', '2026-01-07']).expect(200);
    await later({ hours: 9, minutes: 12 });
    const roster = await week(world, lee);
    expect(roster.on).toEqual([{ id: kim.id, name: '김상담', until: korean('2026-01-06 09:00') }]);
    expect(roster.next).toEqual({
      startsAt: korean('2026-01-06 09:00'),
      people: [{ id: lee.id, name: '이상담' }],
    });
    expect(roster.today).toBe('2026-01-06');
    const [monday, tuesday] = roster.days;
    expect(monday?.shifts).toMatchObject([{ staff: { name: '김상담' }, endsAt: korean('2026-01-06 09:00') }]);
    expect(tuesday?.gaps).toEqual([
      { startsAt: korean('2026-01-06 18:00'), endsAt: korean('2026-01-07 09:00'), off: [] },
    ]);
    await later({ hours: 15 });
    expect(names(await week(world, lee))).toEqual([]);
  });

  test('who comes next is found however far away', async () => {
    const { world, lead, kim } = await team();
    await add(world, lead, kim, ['2026-03-02'], '09:00', '18:00').expect(200);
    expect((await week(world, kim)).next).toEqual({
      startsAt: korean('2026-03-02 09:00'),
      people: [{ id: kim.id, name: '김상담' }],
    });
  });

  test('any day names its week, and the Sunday night before stands on Monday', async () => {
    const { world, lead, kim } = await team();
    await add(world, lead, kim, ['2026-01-11'], '18:00', '09:00').expect(200);
    const roster = await week(world, kim, '2026-01-18');
    expect(roster.week).toBe('2026-01-12');
    expect(roster.days[0]?.shifts).toMatchObject([{ startsAt: korean('2026-01-11 18:00') }]);
    expect((await week(world, kim, '2026-01-11')).days[6]?.shifts).toHaveLength(1);
  });

  test('a shift of somebody whose account was switched off covers nobody, and the gap says why', async () => {
    const { world, lead, kim, later } = await team();
    await add(world, lead, kim, ['2026-01-06']).expect(200);
    await disableStaff(world.db, kim.email, world.clock());
    const roster = await week(world, lead);
    expect(roster.next).toBeNull();
    expect(roster.days[1]?.shifts).toMatchObject([{ staff: { name: '김상담' }, counts: false }]);
    expect(roster.days[1]?.gaps).toMatchObject([{ off: [{ name: '김상담' }] }]);
    expect(roster.staff.map(({ name }) => name)).toEqual(['박책임', '이상담']);
    await later({ hours: 16 });
    expect(names(await week(world, lead))).toEqual([]);
  });

  test('another centre sees nothing of it', async () => {
    const { world, lead, kim } = await team();
    await add(world, lead, kim, ['2026-01-05'], '18:00', '09:00').expect(200);
    const other = await world.staff('lead', { centerId: await world.center('다른 센터') });
    const roster = await week(world, other);
    expect([roster.on, roster.days.flatMap(({ shifts }) => shifts)]).toEqual([[], []]);
    const { id } = onlyShift(await week(world, kim));
    await world.post(`/api/shifts/${id}/remove`, other).expect(404);
    await cover(world, other, id, other.id).expect(404);
    expect(names(await week(world, kim))).toEqual(['김상담']);
  });

  test.for(['2026-13-01', 'x', '2026-02-30', '1999-12-31', '9999-12-31'])('?week=%s is refused', async (day) => {
    const { world, kim } = await team();
    await world.get(`/api/roster?week=${day}`, kim).expect(400);
  });
});

describe('putting somebody in', () => {
  test('each day is a row with its audit row, days given twice are one', async () => {
    const { world, lead, kim } = await team();
    const days = ['2026-01-07', '2026-01-06', '2026-01-07'];
    expect((await add(world, lead, kim, days).expect(200)).body).toEqual({ added: 2 });
    const rows = await acts(world, 'shift.add');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ staffId: lead.id, residentId: null, subject: expect.stringMatching(kim.id) });
  });

  test('at a time they are on already nothing at all is added, and the day is named', async () => {
    const { world, lead, kim } = await team();
    await add(world, lead, kim, ['2026-01-08'], '22:00', '06:00').expect(200);
    const answer = await add(world, lead, kim, ['2026-01-06', '2026-01-09'], '05:00', '13:00').expect(409);
    expect(answer.body.error).toMatchObject({
      code: 'shift_overlaps',
      message: expect.stringContaining('1월 8일'),
      details: { day: '2026-01-08' },
    });
    expect((await week(world, kim)).days.flatMap(({ shifts }) => shifts)).toHaveLength(1);
    await add(world, lead, kim, ['2026-01-09'], '06:00', '13:00').expect(200);
  });

  test('two who put the same one in at once do it once', async () => {
    const { world, lead, kim } = await team();
    const answers = await Promise.all([1, 2, 3].map(() => add(world, lead, kim, ['2026-01-06'])));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    onlyShift(await week(world, kim));
  });

  test('a covering counsellor is not put in a second time for the same hours', async () => {
    const { world, lead, kim, lee } = await team();
    await add(world, lead, kim, ['2026-01-06']).expect(200);
    await cover(world, lee, onlyShift(await week(world, kim)).id, lee.id).expect(204);
    await add(world, lead, lee, ['2026-01-06'], '12:00', '13:00').expect(409);
  });

  test.for([
    [{ until: '09:00' }, ['until']],
    [{ from: '25:00' }, ['from']],
    [{ from: '9:00', until: '24:00' }, ['from', 'until']],
    [{ days: [] }, ['days']],
    [{ days: ['2026-02-30'] }, ['days']],
    [{ days: ['내일'] }, ['days']],
    [{ days: ['2026-01-04'] }, ['days']],
    [{ days: ['2028-01-05'] }, ['days']],
    [{ days: ['2026-01-05'] }, ['days']],
    [{ days: ['2026-01-04'], from: '１０:00' }, ['days', 'from']],
    [
      { days: Array.from({ length: 63 }, (_, n) => new Date(Date.UTC(2026, 1, n + 1)).toISOString().slice(0, 10)) },
      ['days'],
    ],
  ] as const)('%j is refused field by field', async ([change, fields]) => {
    const { world, lead, kim } = await team();
    const body = { staffId: kim.id, days: ['2026-01-06'], from: '09:00', until: '18:00', ...change };
    const answer = await world.post('/api/shifts', lead).send(body).expect(422);
    expect(answer.body.error.code).toBe('shift_wrong');
    expect(fieldsOf(answer.body)).toEqual(fields);
    expect(await acts(world, 'shift.add')).toEqual([]);
  });

  test('62 days at once are allowed, and today’s evening too', async () => {
    const { world, lead, kim } = await team();
    const days = Array.from({ length: 62 }, (_, n) => new Date(Date.UTC(2026, 0, n + 5)).toISOString().slice(0, 10));
    await add(world, lead, kim, days, '20:00', '22:00').expect(200);
    expect(await acts(world, 'shift.add')).toHaveLength(62);
  });

  test('only counsellors and leads of this centre whose account works', async () => {
    const { world, lead, kim } = await team();
    const stranger = await world.staff('counsellor', { centerId: await world.center('다른 센터') });
    const campaign = await world.staff('campaign');
    await disableStaff(world.db, kim.email, world.clock());
    const codes = [];
    for (const who of [stranger, campaign, kim, { ...kim, id: randomUUID() }]) {
      const answer = await add(world, lead, who, ['2026-01-06']);
      codes.push([answer.status, answer.body.error.code]);
    }
    expect(codes).toEqual([
      [404, 'no_such_staff'],
      [409, 'not_for_duty'],
      [409, 'not_for_duty'],
      [404, 'no_such_staff'],
    ]);
  });
});

describe('taking a shift away', () => {
  test('before it begins it is gone; once it has begun it counts up to that minute', async () => {
    const { world, lead, kim, later } = await team();
    await add(world, lead, kim, ['2026-01-06']).expect(200);
    await world.post(`/api/shifts/${onlyShift(await week(world, kim)).id}/remove`, lead).expect(204);
    expect((await week(world, kim)).days[1]?.shifts).toEqual([]);
    await add(world, lead, kim, ['2026-01-05'], '18:00', '09:00').expect(200);
    await later({ hours: 2 });
    const { id } = onlyShift(await week(world, kim));
    await world.post(`/api/shifts/${id}/remove`, lead).expect(204);
    await world.post(`/api/shifts/${id}/remove`, lead).expect(204);
    const roster = await week(world, kim);
    expect([names(roster), onlyShift(roster).endsAt]).toEqual([[], korean('2026-01-05 20:00')]);
    expect(await acts(world, 'shift.remove')).toHaveLength(2);
    // Nothing is ever deleted: who was on at a moment has an answer for ever.
    expect((await world.db.query('select from shift')).rows).toHaveLength(2);
  });

  test('what is over stays as it was', async () => {
    const { world, lead, kim, later } = await team();
    await add(world, lead, kim, ['2026-01-05'], '18:00', '20:00').expect(200);
    const { id } = onlyShift(await week(world, kim));
    await later({ hours: 2 });
    for (const answer of [await world.post(`/api/shifts/${id}/remove`, lead), await cover(world, lead, id, lead.id)]) {
      expect([answer.status, answer.body.error.code]).toEqual([409, 'shift_over']);
    }
  });

  test('a counsellor may not', async () => {
    const { world, lead, kim } = await team();
    await add(world, lead, kim, ['2026-01-06']).expect(200);
    await world.post(`/api/shifts/${onlyShift(await week(world, kim)).id}/remove`, kim).expect(403);
    onlyShift(await week(world, kim));
  });
});

describe('standing in', () => {
  async function evening() {
    const it = await team();
    await add(it.world, it.lead, it.kim, ['2026-01-05'], '20:00', '23:00').expect(200);
    return { ...it, id: onlyShift(await week(it.world, it.kim)).id };
  }

  test('a counsellor takes it over at once; only whoever makes the roster gives it back at once', async () => {
    const { world, lead, kim, lee, id } = await evening();
    await cover(world, lee, id, lee.id).expect(204);
    await cover(world, lee, id, lee.id).expect(204);
    expect(onlyShift(await week(world, kim))).toMatchObject({ id, coveredBy: { name: '이상담' } });
    // Kim may be asleep: until they say yes it is Lee's.
    expect((await cover(world, lee, id, null).expect(409)).body.error.code).toBe('ask_back');
    expect(onlyShift(await week(world, kim))).toMatchObject({ coveredBy: { name: '이상담' } });
    await cover(world, lead, id, null).expect(204);
    expect(onlyShift(await week(world, kim))).toMatchObject({ id, coveredBy: null });
    expect((await acts(world, 'shift.cover')).map(({ subject }) => subject)).toEqual([`${id} ${lee.id}`]);
    expect((await acts(world, 'shift.return')).map(({ subject }) => subject)).toEqual([`${id} ${kim.id}`]);
  });

  test('whoever comes second is told who covers, and nothing changes', async () => {
    const { world, lead, kim, lee, id } = await evening();
    await cover(world, lee, id, lee.id).expect(204);
    const answer = await cover(world, lead, id, lead.id).expect(409);
    expect(answer.body.error).toMatchObject({
      code: 'shift_covered',
      message: expect.stringContaining('이상담'),
      details: { owner: { id: lee.id, name: '이상담' } },
    });
    expect(onlyShift(await week(world, kim)).coveredBy?.name).toBe('이상담');
    expect(await acts(world, 'shift.cover')).toHaveLength(1);
  });

  test('of two at the same moment one covers', async () => {
    const { world, lead, lee, id, later } = await evening();
    await later({ hours: 2, minutes: 30 });
    const answers = await Promise.all([cover(world, lee, id, lee.id), cover(world, lead, id, lead.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.error.details.owner.name).toMatch(/이상담|박책임/);
    expect(await week(world, lee)).toMatchObject({ on: [{ name: expect.stringMatching(/이상담|박책임/) }] });
  });

  test('in the middle of it the other one is on from then on, and who was on before stays written', async () => {
    const { world, lead, kim, lee, id, later } = await evening();
    await later({ hours: 3 });
    expect(names(await week(world, lee))).toEqual(['김상담']);
    await cover(world, lee, id, lee.id).expect(204);
    const roster = await week(world, lee);
    expect(names(roster)).toEqual(['이상담']);
    expect(roster.days[0]?.shifts).toMatchObject([
      { id, startsAt: korean('2026-01-05 20:00'), endsAt: korean('2026-01-05 21:00'), coveredBy: null },
      { startsAt: korean('2026-01-05 21:00'), endsAt: korean('2026-01-05 23:00'), coveredBy: { name: '이상담' } },
    ]);
    expect(roster.days[0]?.gaps).toHaveLength(2);
    const rest = roster.days[0]?.shifts[1]?.id ?? '';
    await later({ minutes: 30 });
    await cover(world, lead, rest, null).expect(204);
    expect(names(await week(world, kim))).toEqual(['김상담']);
    expect((await week(world, kim)).days[0]?.shifts).toHaveLength(3);
    // A page left open since before it changed hands.
    expect((await cover(world, lee, id, lee.id).expect(409)).body.error.code).toBe('shift_gone');
  });

  test('another one’s name, and giving back for another one, is for whoever makes the roster', async () => {
    const { world, lead, kim, lee, id } = await evening();
    await cover(world, kim, id, lee.id).expect(403);
    await cover(world, lead, id, lee.id).expect(204);
    await cover(world, kim, id, null).expect(403);
    await cover(world, lead, id, null).expect(204);
    expect(onlyShift(await week(world, kim)).coveredBy).toBeNull();
  });

  test('nobody is in two places: somebody with a shift of their own then does not stand in', async () => {
    const { world, lead, kim, lee, id } = await evening();
    await add(world, lead, lee, ['2026-01-05'], '22:00', '09:00').expect(200);
    expect((await cover(world, lee, id, lee.id).expect(409)).body.error.code).toBe('takes_overlap');
    expect((await cover(world, lead, id, lee.id).expect(409)).body.error.code).toBe('takes_overlap');
    // Nor does it come back to somebody who was put in elsewhere meanwhile.
    await cover(world, lead, id, lead.id).expect(204);
    await add(world, lead, kim, ['2026-01-05'], '20:30', '21:00').expect(200);
    expect((await cover(world, lead, id, null).expect(409)).body.error.code).toBe('takes_overlap');
  });

  test('nobody stands in for themselves, nor without an account that takes duty', async () => {
    const { world, lead, kim, id } = await evening();
    expect((await cover(world, kim, id, kim.id)).body.error.code).toBe('own_shift');
    const admin = await world.staff('admin');
    expect((await cover(world, admin, id, admin.id)).body.error.code).toBe('not_for_duty');
    const stranger = await world.staff('counsellor', { centerId: await world.center('다른 센터') });
    await cover(world, lead, id, stranger.id).expect(404);
    expect(await acts(world, 'shift.cover')).toEqual([]);
  });
});

describe('the facts of the centre', () => {
  const known = {
    name: '푸른구 센터',
    phone: '02-123-4567',
    hours: '평일 9~18시',
    area: '푸른구',
    retention: '1년',
    contactDays: 90,
  };
  const change = (world: World, by: Person, facts: object) =>
    world.post('/api/center', by).send({ ...known, ...facts });

  test('are written with their columns in the trail, and a conversation says them within a minute', async () => {
    const { world, lead, kim } = await team();
    const centers = rememberedCenters(world.clock);
    expect((await centers(world.db.query, world.home)).phone).toBeNull();
    expect(CenterFacts.parse((await change(world, lead, { phone: ' 02-123-4567 ' }).expect(200)).body)).toEqual(known);
    expect(CenterView.parse((await world.get('/api/center', kim).expect(200)).body).facts).toEqual(known);
    const [row] = await acts(world, 'center.change');
    expect(row).toMatchObject({ staffId: lead.id, subject: 'name phone hours area retention' });
    world.advance({ minutes: 1 });
    expect((await centers(world.db.query, world.home)).phone).toBe('02-123-4567');
    await change(world, lead, {}).expect(200);
    expect(await acts(world, 'center.change')).toHaveLength(1);
  });

  test('an empty field is not known any more', async () => {
    const { world, lead } = await team();
    await change(world, lead, {}).expect(200);
    await change(world, lead, { phone: '', hours: null }).expect(200);
    expect(await readCenter(world.db.query, world.home)).toMatchObject({ phone: null, hours: null, area: '푸른구' });
  });

  test('each fact names the texts that need it, and the help page is shown as residents read it', async () => {
    const { world, kim } = await team();
    const view = CenterView.parse((await world.get('/api/center', kim)).body);
    expect(view.loses.phone).toContain('help');
    expect(view.loses.area).toContain('outside');
    const filled = view.help
      .find(({ phone, hours }) => phone && hours)
      ?.ko.replace('{name}', '한마음센터')
      .replace('{phone}', '02-123-4567')
      .replace('{hours}', '평일 9~18시');
    expect(filled).toBe(render('ko', 'help', { center: '한마음센터', phone: '02-123-4567', hours: '평일 9~18시' }));
    expect(view.help.find(({ phone, hours }) => !phone && hours)?.ko).toBe(render('ko', 'help', { center: 'x' }));
  });

  test('what does not fit comes at once, by its field, and nothing is written', async () => {
    const { world, lead } = await team();
    const answer = await change(world, lead, {
      name: '가'.repeat(300),
      phone: '전화 주세요',
      hours: '평일\n주말',
      area: '푸른구\u202e',
      retention: '오래',
      contactDays: 1.5,
    }).expect(422);
    expect(answer.body.error.code).toBe('facts_wrong');
    expect(fieldsOf(answer.body).sort()).toEqual(['area', 'contactDays', 'hours', 'name', 'phone', 'retention']);
    expect(await readCenter(world.db.query, world.home)).toMatchObject({ name: '한마음센터', phone: null });
    expect(await acts(world, 'center.change')).toEqual([]);
  });

  test.for([{ contactDays: null }, { contactDays: 'x'.repeat(2001) }, { hours: 3 }, { id: 'x' }, { expected: {} }])(
    '%j is no form of ours',
    async (body) => {
      const { world, lead } = await team();
      await change(world, lead, body).expect(400);
    },
  );

  test('another centre’s name is refused: commands tell centres apart by it', async () => {
    const { world, lead } = await team();
    await world.center('흰구 센터');
    const answer = await change(world, lead, { name: '흰구 센터', phone: 'x' }).expect(422);
    expect(fieldsOf(answer.body).sort()).toEqual(['name', 'phone']);
  });

  test('whoever read something else overwrites nothing, and is told by whom and what it is now', async () => {
    const { world, lead } = await team();
    const admin = await world.staff('admin', { name: '관리자' });
    const read = CenterView.parse((await world.get('/api/center', lead)).body).facts;
    await change(world, admin, { area: '흰구', expected: read }).expect(200);
    const answer = await change(world, lead, { expected: read }).expect(409);
    expect(answer.body.error).toMatchObject({
      code: 'facts_changed',
      details: { facts: { area: '흰구' }, by: { name: '관리자' } },
    });
    expect(await readCenter(world.db.query, world.home)).toMatchObject({ area: '흰구' });
    await change(world, lead, { expected: answer.body.error.details.facts }).expect(200);
  });

  test('of two who save at once on what both read, one is told', async () => {
    const { world, lead } = await team();
    const { facts: expected } = CenterView.parse((await world.get('/api/center', lead)).body);
    const answers = await Promise.all([
      change(world, lead, { area: '푸른구', expected }),
      change(world, lead, { area: '흰구', expected }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('a counsellor sees them and may not change them; they are of one’s own centre only', async () => {
    const { world, kim, lead } = await team();
    await change(world, kim, {}).expect(403);
    const elsewhere = await world.staff('lead', { centerId: await world.center('다른 센터') });
    await change(world, elsewhere, { name: '옆 동네 센터' }).expect(200);
    expect(CenterView.parse((await world.get('/api/center', lead)).body).facts.name).toBe('한마음센터');
  });
});
