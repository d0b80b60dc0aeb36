/** Asking a colleague to take a shift: nothing changes hands until they say yes. */
import { expect, test } from 'vitest';
import { type Offer, Roster } from '../../admin/contract.ts';
import { disableStaff } from '../../triage/store/staff.ts';
import { acts, duties, korean, team } from './rosterTeam.ts';
import type { Person, World } from './world.ts';

async function asking() {
  const it = await team();
  const { world, kim, lee, add } = it;
  await add(kim, ['2026-01-06'], '09:00', '18:00');
  await add(lee, ['2026-01-07'], '09:00', '18:00');
  const ask = (by: Person, shiftId: string, to: Person, backShiftId: string | null = null) =>
    world.post(`/api/shifts/${shiftId}/offer`, by).send({ staffId: to.id, backShiftId });
  const answer = (by: Person, id: string, accept: boolean) =>
    world.post(`/api/offers/${id}/answer`, by).send({ accept });
  const who = async (day: string): Promise<string[]> =>
    (await it.week(it.lead, day)).days
      .flatMap(({ shifts }) => shifts)
      .filter(({ startsAt }) => startsAt >= korean(`${day} 00:00`) && startsAt < korean(`${day} 23:59`))
      .map(({ staff, coveredBy }) => (coveredBy ?? staff).name);
  return {
    ...it,
    ask,
    answer,
    who,
    kims: await it.shiftOf(kim, '2026-01-06'),
    lees: await it.shiftOf(lee, '2026-01-07'),
  };
}

const code = (answer: { body: { error: { code: string } } }): string => answer.body.error.code;
const offers = async (world: World, who: Person): Promise<Offer[]> =>
  Roster.parse((await world.get('/api/roster', who).expect(200)).body).offers;
const tasks = async (world: World, who: Person): Promise<number> =>
  (await world.get('/api/duty', who).expect(200)).body.offers;

test('whoever is asked is told and finds it at their desk; until they accept, whoever asked stays on', async () => {
  const { world, kim, lee, ask, answer, who, kims } = await asking();
  const { id } = (await ask(kim, kims, lee).expect(200)).body;
  expect(await duties(world)).toEqual(['이상담']);
  expect(await offers(world, lee)).toMatchObject([
    { id, from: { name: '김상담' }, to: { name: '이상담' }, startsAt: korean('2026-01-06 09:00'), back: null },
  ]);
  expect([await tasks(world, lee), await tasks(world, kim)]).toEqual([1, 0]);
  expect(await who('2026-01-06')).toEqual(['김상담']);
  await answer(kim, id, true).expect(403);
  await answer(lee, id, true).expect(204);
  expect(await who('2026-01-06')).toEqual(['이상담']);
  expect(await duties(world)).toEqual(['김상담', '이상담']);
  expect(await offers(world, lee)).toEqual([]);
  expect([(await acts(world, 'shift.offer')).length, (await acts(world, 'shift.accept')).length]).toEqual([1, 1]);
  expect(code(await answer(lee, id, true).expect(409))).toBe('offer_gone');
});

test('an exchange moves both, or none', async () => {
  const { kim, lee, ask, answer, who, kims, lees } = await asking();
  const { id } = (await ask(kim, kims, lee, lees).expect(200)).body;
  await answer(lee, id, true).expect(204);
  expect([await who('2026-01-06'), await who('2026-01-07')]).toEqual([['이상담'], ['김상담']]);
});

test('two shifts that overlap can be exchanged: each gives the other one away', async () => {
  const { kim, lee, ask, answer, add, shiftOf, who, kims } = await asking();
  await add(lee, ['2026-01-06'], '12:00', '21:00');
  const { id } = (await ask(kim, kims, lee, await shiftOf(lee, '2026-01-06')).expect(200)).body;
  await answer(lee, id, true).expect(204);
  expect((await who('2026-01-06')).sort()).toEqual(['김상담', '이상담']);
});

test('a no leaves all as it was, and whoever asked is told', async () => {
  const { world, kim, lee, ask, answer, who, kims } = await asking();
  const { id } = (await ask(kim, kims, lee).expect(200)).body;
  await answer(lee, id, false).expect(204);
  expect(await who('2026-01-06')).toEqual(['김상담']);
  expect(await duties(world)).toEqual(['김상담', '이상담']);
  await ask(kim, kims, lee).expect(200);
});

test('it is taken back by whoever asked or a lead, and cannot be accepted any more', async () => {
  const { world, lead, kim, lee, ask, answer, kims } = await asking();
  const { id } = (await ask(kim, kims, lee).expect(200)).body;
  await world.post(`/api/offers/${id}/withdraw`, lee).expect(403);
  await world.post(`/api/offers/${id}/withdraw`, kim).expect(204);
  expect(code(await answer(lee, id, true).expect(409))).toBe('offer_gone');
  const again = (await ask(kim, kims, lee).expect(200)).body.id;
  await world.post(`/api/offers/${again}/withdraw`, lead).expect(204);
  expect(await acts(world, 'shift.withdraw')).toHaveLength(2);
});

test('one is asked at a time, by whoever is to be on', async () => {
  const { lead, kim, lee, ask, kims } = await asking();
  expect(code(await ask(lee, kims, lead).expect(403))).toBe('forbidden');
  expect(code(await ask(kim, kims, kim).expect(409))).toBe('own_shift');
  await ask(kim, kims, lee).expect(200);
  expect(code(await ask(kim, kims, lead).expect(409))).toBe('offer_open');
});

test('nobody is in two places: neither when asked, nor when a shift came between', async () => {
  const { kim, lee, lead, ask, answer, add, kims, lees, shiftOf, who } = await asking();
  await add(lead, ['2026-01-06'], '17:00', '23:00');
  expect(code(await ask(kim, kims, lead).expect(409))).toBe('takes_overlap');
  // In return they would be on twice.
  await add(kim, ['2026-01-07'], '08:00', '10:00');
  expect(code(await ask(kim, kims, lee, lees).expect(409))).toBe('takes_overlap');
  const { id } = (await ask(kim, kims, lee).expect(200)).body;
  await add(lee, ['2026-01-06'], '10:00', '11:00');
  expect(code(await answer(lee, id, true).expect(409))).toBe('takes_overlap');
  expect(await who('2026-01-06')).toContain('김상담');
  expect(await shiftOf(kim, '2026-01-06')).toBe(kims);
});

test('what changed hands meanwhile cannot be accepted: the lead has set somebody at once', async () => {
  const { world, lead, kim, lee, ask, answer, kims, who } = await asking();
  const { id } = (await ask(kim, kims, lee).expect(200)).body;
  await world.post(`/api/shifts/${kims}/cover`, lead).send({ staffId: lead.id }).expect(204);
  expect(code(await answer(lee, id, true).expect(409))).toBe('offer_gone');
  expect(await who('2026-01-06')).toEqual(['박책임']);
  expect(await offers(world, lee)).toEqual([]);
});

test('in the middle of a shift the other one is on from their yes, not from the question', async () => {
  const { world, kim, lee, ask, answer, kims, week, later } = await asking();
  await later({ hours: 16 });
  const { id } = (await ask(kim, kims, lee).expect(200)).body;
  await later({ minutes: 20 });
  expect((await week(kim)).on).toMatchObject([{ name: '김상담' }]);
  await answer(lee, id, true).expect(204);
  expect((await week(kim)).on).toMatchObject([{ name: '이상담', until: korean('2026-01-06 18:00') }]);
  const [tuesday] = (await week(kim)).days.filter(({ day }) => day === '2026-01-06');
  expect(tuesday?.shifts.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
    [korean('2026-01-06 09:00'), korean('2026-01-06 10:20')],
    [korean('2026-01-06 10:20'), korean('2026-01-06 18:00')],
  ]);
  const was = await world.get('/api/roster/at?minute=2026-01-06T10:19', kim).expect(200);
  expect(was.body.people).toMatchObject([{ name: '김상담', insteadOf: null }]);
  await later({ hours: 10 });
  expect(await offers(world, lee)).toEqual([]);
});

test('a shift that is over, and one in return that has begun, are no shifts to ask for', async () => {
  const { kim, lee, ask, answer, kims, lees, later } = await asking();
  const { id } = (await ask(lee, lees, kim, kims).expect(200)).body;
  await later({ hours: 16 });
  expect(code(await answer(kim, id, true).expect(409))).toBe('back_begun');
  await later({ hours: 10 });
  expect(code(await ask(kim, kims, lee).expect(409))).toBe('shift_over');
});

test('somebody whose account is off is not asked, and their own question dies with nobody’s harm', async () => {
  const { world, kim, lee, ask, answer, kims, who } = await asking();
  const { id } = (await ask(kim, kims, lee).expect(200)).body;
  await disableStaff(world.db, kim.email, world.clock());
  // Nobody comes to it: a yes fills the gap.
  await answer(lee, id, true).expect(204);
  expect(await who('2026-01-06')).toEqual(['이상담']);
  expect(code(await ask(lee, await shiftIdOf(world, lee), kim).expect(409))).toBe('not_for_duty');
});

const shiftIdOf = async (world: World, who: Person): Promise<string> => {
  const { days } = Roster.parse((await world.get('/api/roster', who).expect(200)).body);
  return days.flatMap(({ shifts }) => shifts).find(({ staff }) => staff.id === who.id)?.id ?? '';
};

test('whoever stands in asks the owner to take it back', async () => {
  const { world, kim, lee, ask, answer, kims, who } = await asking();
  await world.post(`/api/shifts/${kims}/cover`, lee).send({ staffId: lee.id }).expect(204);
  const { id } = (await ask(lee, kims, kim).expect(200)).body;
  expect(await who('2026-01-06')).toEqual(['이상담']);
  await answer(kim, id, true).expect(204);
  expect(await who('2026-01-06')).toEqual(['김상담']);
});

test('of two answers at once one counts', async () => {
  const { world, kim, lee, ask, answer, kims } = await asking();
  const { id } = (await ask(kim, kims, lee).expect(200)).body;
  const answers = await Promise.all([
    answer(lee, id, true),
    world.post(`/api/offers/${id}/withdraw`, kim),
    answer(lee, id, false),
  ]);
  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
});

test('another centre’s shifts and questions are unknown', async () => {
  const { world, kim, lee, ask, answer, kims } = await asking();
  const stranger = await world.staff('counsellor', { centerId: await world.center('다른 센터') });
  const { id } = (await ask(kim, kims, lee).expect(200)).body;
  expect((await ask(stranger, kims, stranger)).status).toBe(404);
  expect(code(await answer(stranger, id, true).expect(409))).toBe('offer_gone');
  await ask(kim, kims, stranger).expect(404);
});

test('the same request again is one question', async () => {
  const { world, kim, lee, kims } = await asking();
  const once = () =>
    world
      .post(`/api/shifts/${kims}/offer`, kim)
      .set('Idempotency-Key', 'offer-0001')
      .send({ staffId: lee.id, backShiftId: null })
      .expect(200);
  expect((await once()).body).toEqual((await once()).body);
  expect(await duties(world)).toEqual(['이상담']);
});
