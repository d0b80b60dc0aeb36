/** When duty passes from one to another, and what the program does when nobody says that they have read what is open. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { layRosters, lookAtHandovers, switchOff } from '../../triage/dutyLook.ts';
import { lastHandover } from '../../triage/handover.ts';
import { makeRotation } from '../../triage/laying.ts';
import { acceptHandover, leaveNote, notesFor } from '../../triage/store/handovers.ts';
import { newKey } from '../../triage/store/seal.ts';
import { shiftsBetween } from '../../triage/store/shifts.ts';
import { korean, words } from '../harness/koreanTime.ts';
import { nights } from '../harness/nights.ts';
import { centre } from './rosterWorld.ts';

async function team() {
  const world = await centre();
  const { db, centerId } = world;
  const lead = await world.staff('박책임', 'lead');
  const [kim, lee] = [await world.staff('김상담'), await world.staff('이상담')];
  const last = async (at: string): Promise<string | null> => {
    const shifts = await shiftsBetween(db, centerId, korean('2026-11-01 00:00'), korean('2027-02-01 00:00'));
    const passed = lastHandover(shifts, korean(at));
    const names = (people: { name: string }[]) => people.map(({ name }) => name).join(', ');
    return passed && `${words(passed.at)} ${names(passed.from)} → ${names(passed.to)}`;
  };
  const look = (at: string) => lookAtHandovers({ db, clock: () => korean(at), newId: randomUUID });
  const told = async (): Promise<string[]> => {
    const { rows } = await db.query<{ name: string }>(
      `select name from page join staff on staff.id = page.staff_id where kind = 'duty' order by made_at, name`,
    );
    return rows.map(({ name }) => name);
  };
  return { ...world, lead, kim, lee, last, look, told };
}

describe('duty passes', () => {
  test('from the one of the day to the one of the night, at the moment one leaves and the other comes', async () => {
    const { shift, kim, lee, last } = await team();
    await shift(kim, '2026-12-03 09:00', '2026-12-03 18:00');
    await shift(lee, '2026-12-03 18:00', '2026-12-04 09:00');
    expect(await last('2026-12-03 17:59')).toBeNull();
    expect(await last('2026-12-03 18:00')).toBe('12-03 18:00 김상담 → 이상담');
    // Nobody comes in the morning: nothing passes to nobody.
    expect(await last('2026-12-04 10:00')).toBe('12-03 18:00 김상담 → 이상담');
  });

  test('after a night without anybody, from the one who left last, over the year end', async () => {
    const { shift, kim, lee, last } = await team();
    await shift(kim, '2026-12-31 09:00', '2026-12-31 18:00');
    await shift(lee, '2027-01-01 09:00', '2027-01-01 18:00');
    expect(await last('2027-01-01 09:00')).toBe('01-01 09:00 김상담 → 이상담');
  });

  test('not while the same one goes on, not when another joins, but when one of two leaves', async () => {
    const { shift, kim, lee, last } = await team();
    await shift(kim, '2026-12-03 09:00', '2026-12-03 13:00');
    await shift(kim, '2026-12-03 13:00', '2026-12-03 18:00');
    await shift(lee, '2026-12-03 12:00', '2026-12-03 21:00');
    expect(await last('2026-12-03 17:00')).toBeNull();
    expect(await last('2026-12-03 18:00')).toBe('12-03 18:00 김상담 → 이상담');
  });

  test('in the middle of a shift that changes hands, and never by a backup', async () => {
    const { shift, kim, lee, last } = await team();
    await shift(kim, '2026-12-03 09:00', '2026-12-03 18:00', { removedAt: korean('2026-12-03 14:23') });
    await shift(lee, '2026-12-03 14:23', '2026-12-03 18:00');
    await shift(kim, '2026-12-03 15:00', '2026-12-03 16:00', { backup: true });
    expect(await last('2026-12-03 17:00')).toBe('12-03 14:23 김상담 → 이상담');
  });
});

describe('nobody has accepted it', () => {
  test('a quarter of an hour after the beginning the leads are told, once, whoever looks', async () => {
    const { shift, kim, lee, look, told } = await team();
    await shift(kim, '2026-12-03 09:00', '2026-12-03 18:00');
    await shift(lee, '2026-12-03 18:00', '2026-12-04 09:00');
    await look('2026-12-03 18:01');
    await look('2026-12-03 18:14');
    expect(await told()).toEqual([]);
    await Promise.all([look('2026-12-03 18:15'), look('2026-12-03 18:15'), look('2026-12-03 18:15')]);
    await look('2026-12-03 18:30');
    expect(await told()).toEqual(['박책임']);
  });

  test('a look that comes late tells them all the same', async () => {
    const { shift, kim, lee, look, told } = await team();
    await shift(kim, '2026-12-03 09:00', '2026-12-03 18:00');
    await shift(lee, '2026-12-03 18:00', '2026-12-04 09:00');
    await look('2026-12-03 20:00');
    expect(await told()).toEqual(['박책임']);
  });

  test('whoever has accepted in time leaves them in peace', async () => {
    const { db, centerId, shift, kim, lee, look, told } = await team();
    await shift(kim, '2026-12-03 09:00', '2026-12-03 18:00');
    await shift(lee, '2026-12-03 18:00', '2026-12-04 09:00');
    await look('2026-12-03 18:01');
    const accepted = {
      centerId,
      at: korean('2026-12-03 18:00'),
      staffId: lee.id,
      shown: { cases: 0, missed: 0, followUps: 0 },
      now: korean('2026-12-03 18:05'),
    };
    expect([await acceptHandover(db, accepted), await acceptHandover(db, accepted)]).toEqual([true, false]);
    await look('2026-12-03 18:20');
    expect(await told()).toEqual([]);
  });

  test('a centre without a roster is told nothing', async () => {
    const { look, told } = await team();
    await look('2026-12-03 18:20');
    expect(await told()).toEqual([]);
  });
});

test('each hour rotations are laid on, and notes older than a month are gone', async () => {
  const { db, centerId, kim } = await team();
  const master = newKey();
  const plan = nights([kim.id], '2026-12-01', { name: '낮', from: '09:00', until: '18:00' });
  const by = { staffId: kim.id, at: korean('2026-12-01 08:00'), newId: randomUUID };
  await db.transaction((tx) => makeRotation(tx, { id: randomUUID(), centerId, plan }, by));
  for (const [text, at] of [
    ['오래된', '2026-11-01 18:00'],
    ['새로운', '2026-12-02 18:00'],
  ] as const)
    await leaveNote(db, master, { id: randomUUID(), centerId, staffId: kim.id, text, now: korean(at) });
  await layRosters({ db, clock: () => korean('2026-12-03 08:00'), newId: randomUUID });
  expect(await shiftsBetween(db, centerId, korean('2026-12-01 00:00'), korean('2027-03-01 00:00'))).toHaveLength(58);
  expect((await notesFor(db, master, centerId, null)).map(({ text }) => text)).toEqual(['새로운']);
});

describe('an account is switched off', () => {
  const off = (world: Awaited<ReturnType<typeof team>>, who: { email: string }, at: string) =>
    world.db.transaction((tx) => switchOff(tx, who.email, korean(at)));

  test('on duty: from then on nobody is on, and the leads are told at once', async () => {
    const world = await team();
    const { shift, kim, lee, names, told } = world;
    await shift(kim, '2026-12-03 09:00', '2026-12-03 18:00');
    await shift(lee, '2026-12-03 18:00', '2026-12-04 09:00', { coveredBy: kim.id });
    expect(await off(world, kim, '2026-12-03 12:00')).toEqual({ released: 0, gaps: 2, told: 0 });
    expect([await names('2026-12-03 11:59'), await names('2026-12-03 12:00')]).toEqual([['김상담'], []]);
    expect(await told()).toEqual(['박책임']);
    // A second time there is nothing new to say.
    await off(world, kim, '2026-12-03 12:05');
    expect(await told()).toEqual(['박책임']);
  });

  test('without a shift to come: nobody has to be told', async () => {
    const world = await team();
    await world.shift(world.kim, '2026-12-02 09:00', '2026-12-02 18:00');
    expect(await off(world, world.kim, '2026-12-03 12:00')).toEqual({ released: 0, gaps: 0, told: 0 });
    expect(await world.told()).toEqual([]);
  });

  test('the only lead: then it is the administrators who are told', async () => {
    const world = await team();
    await world.staff('최관리', 'admin');
    await world.shift(world.lead, '2026-12-03 09:00', '2026-12-03 18:00');
    await off(world, world.lead, '2026-12-03 12:00');
    expect(await world.told()).toEqual(['최관리']);
  });

  test('somebody nobody knows', async () => {
    const world = await team();
    expect(await off(world, { email: 'nobody@example.kr' }, '2026-12-03 12:00')).toBeNull();
  });
});

test('what somebody writes for the next one opens with the master key only, and is theirs once they accept', async () => {
  const { db, centerId, kim, lee, look, shift } = await team();
  const master = newKey();
  await shift(kim, '2026-12-03 09:00', '2026-12-03 18:00');
  await shift(lee, '2026-12-03 18:00', '2026-12-04 09:00');
  const note = (text: string, at: string) =>
    leaveNote(db, master, { id: randomUUID(), centerId, staffId: kim.id, text, now: korean(at) });
  await note('저녁에 다시 전화드리기로 함', '2026-12-03 17:50');
  const { rows } = await db.query<{ note: Buffer }>('select note from handover_note');
  expect(rows[0]?.note.toString()).not.toContain('전화');
  await expect(notesFor(db, newKey(), centerId, null)).rejects.toThrow('does not open');
  await look('2026-12-03 18:00');
  const at = korean('2026-12-03 18:00');
  const shown = { cases: 0, missed: 0, followUps: 0 };
  await acceptHandover(db, { centerId, at, staffId: lee.id, shown, now: korean('2026-12-03 18:02') });
  await note('하나 더', '2026-12-03 18:10');
  const texts = async (of: Date | null) => (await notesFor(db, master, centerId, of)).map(({ text }) => text);
  expect(await texts(at)).toEqual(['저녁에 다시 전화드리기로 함', '하나 더']);
  expect(await texts(korean('2026-12-04 09:00'))).toEqual(['하나 더']);
});
