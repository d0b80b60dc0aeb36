/** A slice of what `npm run chaos` does at length: processes are killed at each step, one thing after another breaks, and nobody is lost.
 *  Real processes on a Postgres and a Redis of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { chance } from '../harness/chance.ts';
import { alone, promisedMs } from './alone.ts';
import { crash } from './crash.ts';
import { points } from './crashPoints.ts';
import { openHouse } from './house.ts';
import { run } from './run.ts';

const quietly = () => {};

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'maumjigi-test-chaos-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

it('whoever was heard is not lost when a process is killed at any step of it', async () => {
  const { killed, differences } = await crash({ times: 1, seed: 1, folder: folder(), say: quietly });
  expect(Object.keys(killed)).toHaveLength(points.length);
  expect(differences).toEqual([]);
}, 600_000);

it('half a minute in which something breaks every few seconds: nobody is lost, doubled or made up', async () => {
  const outcome = await run({ seed: 1, ms: 25_000, rate: 3, folder: folder(), before: null, say: quietly });
  expect(outcome.highRisk).toBeGreaterThan(5);
  expect(outcome.cases).toBeGreaterThan(5);
  expect(outcome.differences).toEqual([]);
}, 600_000);

it('under each fault alone a phone rings within the thirty seconds that are promised', async () => {
  const house = await openHouse(1, { bot1: 'bot', bot2: 'bot', worker1: 'worker', worker2: 'worker', desk: 'desk' });
  onTestFinished(() => house.close());
  await house.start();
  const kim = await house.counsellor('kim');
  const shown = async () => (await kim.shown()).map(({ at, payload }) => ({ id: String(payload.id), at }));
  const names = [
    'Postgres stopped at once, and started',
    'Redis hangs',
    'worker stopped',
    'worker killed',
    'pager says 500',
    'pager hangs',
  ];
  for (const name of names) {
    const { rangMs } = await alone(house, name, { chance: chance(1), lastsMs: 4_000, shown });
    expect(rangMs, name).not.toBeNull();
    expect(rangMs, name).toBeLessThan(promisedMs);
  }
}, 600_000);
