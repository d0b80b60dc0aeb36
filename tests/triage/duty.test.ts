/** Who is on, asked of a real Postgres: now, by one rotation, next, and at any minute that was. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { dutyAt, nextDutyAt, onRotationAt, whoWasOn } from '../../triage/duty.ts';
import { disableStaff } from '../../triage/store/staff.ts';
import { korean } from '../harness/koreanTime.ts';
import { centre } from './rosterWorld.ts';

test('a night over the year end: on until nine, without a break where the day is theirs as well', async () => {
  const { db, centerId, staff, shift, names } = await centre();
  const kim = await staff('김상담');
  await shift(kim, '2026-12-31 18:00', '2027-01-01 09:00');
  await shift(kim, '2027-01-01 09:00', '2027-01-01 18:00');
  expect(await dutyAt(db, centerId, korean('2027-01-01 00:00'))).toEqual([
    { staffId: kim.id, name: '김상담', until: korean('2027-01-01 18:00') },
  ]);
  expect(await names('2027-01-01 18:00')).toEqual([]);
});

test('a backup is no duty, and is found by its rotation', async () => {
  const { db, centerId, staff, rotation, shift, names } = await centre();
  const [kim, lee] = [await staff('김상담'), await staff('이상담')];
  const [first, second] = [await rotation(), await rotation()];
  await shift(kim, '2026-12-03 18:00', '2026-12-04 09:00', { rotationId: first });
  await shift(lee, '2026-12-03 00:00', '2026-12-04 00:00', { rotationId: second, backup: true });
  const by = async (rotationId: string, at: string) =>
    (await onRotationAt(db, centerId, rotationId, korean(at))).map(({ name }) => name);
  expect(await names('2026-12-03 12:00')).toEqual([]);
  expect(await names('2026-12-03 20:00')).toEqual(['김상담']);
  expect([await by(first, '2026-12-03 20:00'), await by(second, '2026-12-03 20:00')]).toEqual([['김상담'], ['이상담']]);
  expect(await by(second, '2026-12-04 00:00')).toEqual([]);
  expect(await nextDutyAt(db, centerId, korean('2026-12-03 00:00'))).toEqual(korean('2026-12-03 18:00'));
});

test('whoever covers is on, and is on by the rotation', async () => {
  const { db, centerId, staff, rotation, shift, names } = await centre();
  const [kim, lee] = [await staff('김상담'), await staff('이상담')];
  const rotationId = await rotation();
  await shift(kim, '2026-12-03 09:00', '2026-12-03 18:00', { coveredBy: lee.id, rotationId });
  expect(await names('2026-12-03 10:00')).toEqual(['이상담']);
  expect(await onRotationAt(db, centerId, rotationId, korean('2026-12-03 10:00'))).toMatchObject([{ name: '이상담' }]);
});

test('an account that is off counts nowhere from that moment on, and the next duty is the next one’s', async () => {
  const { db, centerId, staff, shift, names } = await centre();
  const [kim, lee] = [await staff('김상담'), await staff('이상담')];
  await shift(kim, '2026-12-03 09:00', '2026-12-03 18:00');
  await shift(kim, '2026-12-04 09:00', '2026-12-04 18:00');
  await shift(lee, '2026-12-07 09:00', '2026-12-07 18:00');
  await disableStaff(db, kim.email, korean('2026-12-03 12:00'));
  expect([await names('2026-12-03 11:59'), await names('2026-12-03 12:00')]).toEqual([['김상담'], []]);
  expect(await nextDutyAt(db, centerId, korean('2026-12-03 12:00'))).toEqual(korean('2026-12-07 09:00'));
  expect(await nextDutyAt(db, centerId, korean('2026-12-08 00:00'))).toBeNull();
});

test('somebody on is the next duty themselves, and another centre has nobody', async () => {
  const { db, centerId, staff, shift } = await centre();
  await shift(await staff('김상담'), '2026-12-03 09:00', '2026-12-03 18:00');
  const at = korean('2026-12-03 10:00');
  expect(await nextDutyAt(db, centerId, at)).toEqual(at);
  expect([await dutyAt(db, randomUUID(), at), await nextDutyAt(db, randomUUID(), at)]).toEqual([[], null]);
});

test('who was on at 03:12 is known for ever: by whose shift, instead of whom, and both of a minute that changed hands', async () => {
  const { db, centerId, staff, rotation, shift } = await centre();
  const [kim, lee, park] = [await staff('김상담'), await staff('이상담'), await staff('박상담')];
  const rotationId = await rotation();
  const taken = new Date(korean('2026-12-04 03:12').getTime() + 30_000);
  await shift(kim, '2026-12-03 18:00', '2026-12-04 09:00', { rotationId, removedAt: taken });
  await db.query(
    `insert into shift (id, center_id, staff_id, covered_by, starts_at, ends_at, created_at, rotation_id)
     values ($1, $2, $3, $4, $5, $6, $5, $7)`,
    [randomUUID(), centerId, kim.id, lee.id, taken, korean('2026-12-04 09:00'), rotationId],
  );
  await shift(park, '2026-12-03 18:00', '2026-12-04 09:00', { backup: true });
  const was = async (at: string) =>
    (await whoWasOn(db, centerId, korean(at))).map(({ name, insteadOf, backup }) => [
      name,
      insteadOf?.name ?? null,
      backup,
    ]);
  expect(await was('2026-12-04 03:11')).toEqual([
    ['김상담', null, false],
    ['박상담', null, true],
  ]);
  expect(await was('2026-12-04 03:12')).toEqual([
    ['김상담', null, false],
    ['이상담', '김상담', false],
    ['박상담', null, true],
  ]);
  expect(await was('2026-12-04 09:00')).toEqual([]);
});
