/** 순번 → 당직표 on a real Postgres: what is laid, what an edit leaves alone, and that nobody is put in twice. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { clashesOf, editRotation, endRotation, layAhead, makeRotation, preview } from '../../triage/laying.ts';
import { lockRotation, type Plan } from '../../triage/store/rotations.ts';
import { setCover, shiftsBetween, takeAway } from '../../triage/store/shifts.ts';
import { korean, words } from '../harness/koreanTime.ts';
import { nights } from '../harness/nights.ts';
import { centre } from './rosterWorld.ts';

async function team() {
  const world = await centre();
  const { db, centerId } = world;
  const [kim, lee, park] = [await world.staff('김상담'), await world.staff('이상담'), await world.staff('박상담')];
  const by = (at: string) => ({ staffId: kim.id, at: korean(at), newId: randomUUID });
  const plan = (more: Partial<Plan> = {}): Plan => nights([kim.id, lee.id], '2026-12-01', more);
  const make = async (at: string, more: Partial<Plan> = {}): Promise<string> => {
    const id = randomUUID();
    await db.transaction((tx) => makeRotation(tx, { id, centerId, plan: plan(more) }, by(at)));
    return id;
  };
  const edit = (id: string, at: string, more: Partial<Plan>) =>
    db.transaction(async (tx) => {
      const rotation = await lockRotation(tx, centerId, id);
      if (!rotation) throw new Error('no such rotation');
      await editRotation(tx, rotation, plan(more), by(at));
    });
  const shown = async (from: string, to: string): Promise<string[]> =>
    (await shiftsBetween(db, centerId, korean(from), korean(to))).map(
      ({ startsAt, endsAt, staff, coveredBy, removedAt }) =>
        `${words(startsAt)}–${words(endsAt)} ${(coveredBy ?? staff).name}${removedAt ? ` until ${words(removedAt)}` : ''}`,
    );
  const shiftAt = async (at: string) => {
    const [one] = await shiftsBetween(db, centerId, korean(at), new Date(korean(at).getTime() + 1));
    if (!one) throw new Error(`nobody at ${at}`);
    return one;
  };
  return { ...world, kim, lee, park, by, plan, make, edit, shown, shiftAt };
}

test('a new rotation is laid eight weeks ahead from this moment on, over the year end', async () => {
  const { make, shown } = await team();
  await make('2026-12-01 20:00');
  expect(await shown('2026-12-01 00:00', '2026-12-03 00:00')).toEqual([
    '12-01 20:00–12-02 09:00 김상담',
    '12-02 18:00–12-03 09:00 이상담',
  ]);
  expect(await shown('2026-12-31 20:00', '2027-01-01 00:00')).toEqual(['12-31 18:00–01-01 09:00 김상담']);
  expect(await shown('2026-12-01 00:00', '2027-03-01 00:00')).toHaveLength(56);
});

test('the hourly look goes on where it ended, once, whoever looks', async () => {
  const { db, make, by, shown } = await team();
  await make('2026-12-01 10:00');
  const later = { ...by('2026-12-04 10:00'), staffId: null };
  await Promise.all([layAhead(db, later), layAhead(db, later), layAhead(db, later)]);
  await layAhead(db, later);
  const all = await shown('2026-12-01 00:00', '2027-03-01 00:00');
  expect(all).toHaveLength(59);
  expect(new Set(all.map((line) => line.slice(0, 5))).size).toBe(59);
  expect(all.at(-1)).toBe('01-28 18:00–01-29 09:00 김상담');
});

test('an edit leaves the past, the present and what was changed by hand, and lays the rest anew', async () => {
  const { db, park, make, edit, shiftAt, shown } = await team();
  const id = await make('2026-12-01 10:00');
  const now = korean('2026-12-03 20:00');
  await setCover(db, (await shiftAt('2026-12-05 20:00')).id, park.id, now);
  await takeAway(db, (await shiftAt('2026-12-06 20:00')).id, now);
  await edit(id, '2026-12-03 20:00', { from: '17:00', people: [park.id] });
  expect(await shown('2026-12-02 12:00', '2026-12-09 00:00')).toEqual([
    '12-02 18:00–12-03 09:00 이상담',
    '12-03 18:00–12-04 09:00 김상담',
    '12-04 17:00–12-05 09:00 박상담',
    // Their hour before the shift that stands in is theirs; nobody is there twice.
    '12-05 17:00–12-05 18:00 박상담',
    '12-05 18:00–12-06 09:00 박상담',
    // What was taken away by hand stays empty.
    '12-06 17:00–12-06 18:00 박상담',
    '12-07 17:00–12-08 09:00 박상담',
    '12-08 17:00–12-09 09:00 박상담',
  ]);
});

test('a plan that begins later holds from then on; until then it is as it was', async () => {
  const { park, make, edit, shown } = await team();
  const id = await make('2026-12-01 10:00');
  await edit(id, '2026-12-02 10:00', { people: [park.id], startsOn: '2026-12-05', from: '00:00', until: '00:00' });
  expect(await shown('2026-12-03 12:00', '2026-12-06 12:00')).toEqual([
    '12-03 18:00–12-04 09:00 김상담',
    '12-04 18:00–12-05 09:00 이상담',
    '12-05 09:00–12-06 00:00 박상담',
    '12-06 00:00–12-07 00:00 박상담',
  ]);
  await edit(id, '2026-12-02 11:00', { people: [park.id], startsOn: '2027-03-01' });
  // Beyond the horizon too nobody is lost between the two.
  expect(await shown('2027-02-27 12:00', '2027-03-01 12:00')).toEqual([
    '02-27 00:00–02-28 00:00 박상담',
    '02-28 00:00–03-01 00:00 박상담',
  ]);
});

test('somebody who is put in elsewhere is not put in twice, and it is said before', async () => {
  const { db, centerId, kim, plan, shift, shown, make } = await team();
  await shift(kim, '2026-12-01 12:00', '2026-12-01 20:00');
  expect(await clashesOf(db, null, plan(), korean('2026-12-01 10:00'))).toMatchObject([
    {
      staffId: kim.id,
      startsAt: korean('2026-12-01 18:00'),
      other: { startsAt: korean('2026-12-01 12:00'), endsAt: korean('2026-12-01 20:00'), rotationName: null },
    },
  ]);
  const id = await make('2026-12-01 10:00');
  expect(await shown('2026-12-01 00:00', '2026-12-02 00:00')).toEqual([
    '12-01 12:00–12-01 20:00 김상담',
    '12-01 20:00–12-02 09:00 김상담',
  ]);
  const rotation = await db.transaction((tx) => lockRotation(tx, centerId, id));
  // Its own shifts do not stand in its way.
  expect(await clashesOf(db, rotation, plan(), korean('2026-12-01 11:00'))).toHaveLength(1);
  expect(await clashesOf(db, rotation, plan(), korean('2026-12-01 21:00'))).toEqual([]);
});

test('a backup by another rotation is somewhere else too', async () => {
  const { db, make, plan } = await team();
  await make('2026-12-01 10:00');
  const clashes = await clashesOf(db, null, plan({ name: '백업', backup: true }), korean('2026-12-01 10:00'));
  expect(clashes[0]?.other.rotationName).toBe('야간');
  // Everybody is at the same place of both orders: each night clashes.
  expect(clashes).toHaveLength(56);
});

test('the preview says who would be on and where nobody would, without writing', async () => {
  const { db, centerId, kim, plan, shift, shown } = await team();
  await shift(kim, '2026-12-01 09:00', '2026-12-01 18:00');
  const seen = await preview(db, { centerId, rotation: null, plan: plan(), now: korean('2026-12-01 10:00') });
  expect(seen.turns).toHaveLength(28);
  expect(seen.gaps.map(({ startsAt, endsAt }) => `${words(startsAt)}–${words(endsAt)}`).slice(0, 2)).toEqual([
    '12-02 09:00–12-02 18:00',
    '12-03 09:00–12-03 18:00',
  ]);
  expect(seen.gaps).toHaveLength(27);
  expect(await shown('2026-12-01 00:00', '2027-03-01 00:00')).toHaveLength(1);
});

test('a preview of an edit does not count what the edit takes away', async () => {
  const { db, centerId, make, plan } = await team();
  const id = await make('2026-12-01 10:00');
  const now = korean('2026-12-01 20:00');
  const rotation = await db.transaction((tx) => lockRotation(tx, centerId, id));
  const seen = await preview(db, { centerId, rotation, plan: plan({ from: '20:00' }), now });
  expect(seen.gaps.map(({ startsAt, endsAt }) => `${words(startsAt)}–${words(endsAt)}`).slice(0, 1)).toEqual([
    '12-02 09:00–12-02 20:00',
  ]);
  expect(seen.clashes).toEqual([]);
});

test('an ended rotation goes with its coming shifts; who was on stays written', async () => {
  const { db, centerId, make, shown, by } = await team();
  const id = await make('2026-12-01 10:00');
  await db.transaction(async (tx) => {
    const rotation = await lockRotation(tx, centerId, id);
    if (rotation) expect(await endRotation(tx, rotation, korean('2026-12-02 20:00'))).toBe(54);
  });
  expect(await shown('2026-12-01 00:00', '2027-03-01 00:00')).toEqual([
    '12-01 18:00–12-02 09:00 김상담',
    '12-02 18:00–12-03 09:00 이상담',
  ]);
  await layAhead(db, by('2026-12-10 10:00'));
  expect(await shown('2026-12-04 00:00', '2027-03-01 00:00')).toEqual([]);
});

test('days of which nobody knows whether people work are laid when it is known, not skipped for ever', async () => {
  const { db, centerId, make, shown } = await team();
  const id = await make('2027-12-20 10:00', { days: 'working', from: '09:00', until: '18:00', startsOn: '2027-12-20' });
  const all = await shown('2027-12-20 00:00', '2028-03-01 00:00');
  expect(all.at(-1)).toMatch(/^12-31/);
  const rotation = await db.transaction((tx) => lockRotation(tx, centerId, id));
  expect(rotation?.laidUntil).toBe('2028-01-01');
  await layAhead(db, { staffId: null, at: korean('2027-12-28 10:00'), newId: randomUUID });
  expect(await shown('2028-01-01 00:00', '2028-03-01 00:00')).toEqual([]);
});
