import { expect, test, vi } from 'vitest';
import { databaseClock } from '../../../triage/store/databaseClock.ts';
import { ownDatabase, until } from './world.ts';

/** A database whose time is fixed, and that takes `trips` to answer (ms, one after another). */
function fixedDatabase(at: number, trips: number[], clock: { ms: number }) {
  return {
    query: async () => {
      clock.ms += trips.shift() ?? 0;
      return { rows: [{ at }] as never[], rowCount: 1 };
    },
  };
}

test('the time is the database’s, also where this computer’s clock is wrong', async () => {
  await using own = await ownDatabase();
  const drifts: number[] = [];
  const wrong = () => Date.now() + 90_000;
  const clock = await databaseClock(own.db, { now: wrong, onDrift: (ms) => drifts.push(ms) });
  try {
    expect(Math.abs(clock.clock().getTime() - Date.now())).toBeLessThan(500);
    expect(Math.abs(clock.driftMs() - 90_000)).toBeLessThan(500);
    expect(drifts).toEqual([clock.driftMs()]);
  } finally {
    clock.close();
  }
});

test('a step of this computer’s clock dates nothing ahead', async () => {
  await using own = await ownDatabase();
  const clock = await databaseClock(own.db);
  try {
    const really = performance.timeOrigin + performance.now();
    vi.spyOn(Date, 'now').mockReturnValue(really + 90_000);
    expect(Math.abs(clock.clock().getTime() - really)).toBeLessThan(1_000);
  } finally {
    vi.restoreAllMocks();
    clock.close();
  }
});

test('two seconds are tolerated in silence', async () => {
  const process = { ms: 1_000_000 };
  const drifts: number[] = [];
  const clock = await databaseClock(fixedDatabase(998_000, [], process), {
    now: () => process.ms,
    onDrift: (ms) => drifts.push(ms),
  });
  clock.close();
  expect(clock.driftMs()).toBe(2_000);
  expect(clock.clock()).toEqual(new Date(998_000));
  expect(drifts).toEqual([]);
});

test('a slow answer is measured again and the quickest counts', async () => {
  const process = { ms: 1_000_000 };
  const clock = await databaseClock(fixedDatabase(1_000_000, [900, 10, 500], process), { now: () => process.ms });
  clock.close();
  expect(clock.driftMs()).toBe(905);
});

test('it measures again by itself, and keeps the last offset when the database is away', async () => {
  const process = { ms: 1_000_000 };
  const faults: unknown[] = [];
  let answer: () => number = () => 1_000_000;
  const db = { query: async () => ({ rows: [{ at: answer() }] as never[], rowCount: 1 }) };
  const clock = await databaseClock(db, { now: () => process.ms, everyMs: 5, onFault: (error) => faults.push(error) });
  try {
    expect(clock.driftMs()).toBe(0);
    answer = () => 997_000;
    await until('the new offset', () => clock.driftMs() === 3_000);
    answer = () => {
      throw new Error('away');
    };
    await until('the fault is told', () => faults.length > 0);
    expect(clock.driftMs()).toBe(3_000);
  } finally {
    clock.close();
  }
});
