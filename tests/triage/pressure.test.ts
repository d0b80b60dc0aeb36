/** How full the house is, and who is let in at which fullness. */
import { expect, it, onTestFinished } from 'vitest';
import { Busy } from '../../triage/errors.ts';
import { openPressure, type PressureDeps, type Work } from '../../triage/pressure.ts';

function opened(deps: Partial<PressureDeps> = {}) {
  const at = { storeMs: 0, loopMs: 0 };
  const pressure = openPressure({ storeDelayMs: () => at.storeMs, loopDelayMs: () => at.loopMs, ...deps });
  onTestFinished(() => pressure.close());
  const isIn = (kind: Work): boolean => {
    try {
      pressure.enter(kind).leave();
      return true;
    } catch (error) {
      expect(error).toBeInstanceOf(Busy);
      return false;
    }
  };
  return { at, pressure, isIn, all: () => (['crisis', 'turn', 'read', 'export'] as const).filter(isIn) };
}

const value = (pressure: ReturnType<typeof openPressure>, name: string, label = '') =>
  pressure.gauges().find((one) => one.name === `maumjigi_${name}`)?.values[label];

it('each thing the house may be full of counts: statements that wait, a process that is late, turns under way', () => {
  const { at, pressure, all } = opened();
  expect(all()).toEqual(['crisis', 'turn', 'read', 'export']);
  at.storeMs = 300;
  expect(all()).toEqual(['crisis', 'turn', 'read']);
  at.storeMs = 0;
  at.loopMs = 70;
  expect(all()).toEqual(['crisis', 'turn']);
  at.loopMs = 0;
  const turns = Array.from({ length: 128 }, () => pressure.enter('turn'));
  expect(pressure.level()).toBe(1);
  expect(all()).toEqual(['crisis']);
  turns[0]?.leave();
  turns[0]?.leave();
  expect(all()).toEqual(['crisis', 'turn']);
  for (const one of turns) one.leave();
  expect(pressure.level()).toBe(0);
  expect(value(pressure, 'work_under_way', 'work="turn"')).toBe(0);
});

it('nobody is told apart while it is calm', () => {
  const { at, pressure } = opened();
  let asked = 0;
  const kind = (): Work => {
    asked += 1;
    return 'crisis';
  };
  expect(pressure.enter(kind).kind).toBe('turn');
  at.storeMs = 150;
  expect(pressure.enter(kind).kind).toBe('crisis');
  expect(asked).toBe(1);
});

it('two exports at a time, and not endlessly many in danger either', () => {
  const { pressure, isIn } = opened();
  pressure.enter('export');
  pressure.enter('export');
  expect(isIn('export')).toBe(false);
  for (let n = 0; n < 200; n += 1) pressure.enter('crisis');
  expect(isIn('crisis')).toBe(false);
});

it('while many in danger are served nobody else begins, and who is in danger and finds no place knocks again at once', () => {
  const { pressure, all } = opened();
  const served = Array.from({ length: 63 }, () => pressure.enter('crisis'));
  expect(all()).toEqual(['crisis', 'turn']);
  served.push(pressure.enter('crisis'));
  expect(all()).toEqual(['crisis']);
  for (let n = served.length; n < 200; n += 1) served.push(pressure.enter('crisis'));
  expect(() => pressure.enter('crisis')).toThrow(expect.objectContaining({ retryAfterS: 1 }));
  for (const one of served) one.leave();
  expect(all()).toEqual(['crisis', 'turn', 'read', 'export']);
});

it('work that fails gives its place back, and what it threw goes on', async () => {
  const { pressure } = opened();
  await expect(pressure.within('turn', async () => Promise.reject(new Error('its own')))).rejects.toThrow('its own');
  expect(value(pressure, 'work_under_way', 'work="turn"')).toBe(0);
  expect(value(pressure, 'work_admitted', 'work="turn"')).toBe(1);
});

it('those who are turned away come back at different seconds, and it is said once what they were', () => {
  const told: object[] = [];
  const { at, pressure } = opened({ turnedAway: (many, level) => told.push({ ...many, level }) });
  at.loopMs = 250;
  const waits = Array.from({ length: 8 }, () => {
    try {
      pressure.enter('turn');
      return 0;
    } catch (error) {
      return (error as Busy).retryAfterS;
    }
  });
  expect(new Set(waits)).toEqual(new Set([2, 3, 4, 5]));
  expect(told).toEqual([{ crisis: 0, turn: 1, read: 0, export: 0, level: 2 }]);
  expect(value(pressure, 'work_shed', 'work="turn"')).toBe(8);
});

it('of many in danger who find no place not all knock again in the same second, for as long as that is so', async () => {
  const { pressure } = opened();
  const served = Array.from({ length: 200 }, () => pressure.enter('crisis'));
  const waits = () =>
    new Set(
      Array.from({ length: 100 }, () => {
        try {
          pressure.enter('crisis').leave();
          return 0;
        } catch (error) {
          return (error as Busy).retryAfterS;
        }
      }),
    );
  // As many find a place as do not; then nobody does.
  for (let second = 0; second < 2; second += 1) {
    expect(waits()).toEqual(new Set([1]));
    await new Promise((resolve) => setTimeout(resolve, 1_050));
  }
  expect(waits().size).toBeGreaterThan(20);
  // What was so some seconds ago says nothing of now.
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  expect(waits()).toEqual(new Set([1]));
  for (const one of served) one.leave();
  for (let second = 0; second < 2; second += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    expect(waits()).toEqual(new Set([0]));
  }
});

it('a process that is kept from its work notices it, while it is and after, and forgets it', async () => {
  const pressure = openPressure({ storeDelayMs: () => 0 });
  onTestFinished(() => pressure.close());
  await new Promise((resolve) => setTimeout(resolve, 60));
  const until = performance.now() + 700;
  while (performance.now() < until);
  expect(pressure.level()).toBeGreaterThan(1);
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(pressure.level()).toBeGreaterThan(1);
  for (let tries = 0; tries < 200 && pressure.level() > 0.9; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(pressure.level()).toBeLessThan(0.9);
});
