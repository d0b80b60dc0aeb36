/** What passes through a turn is gone with it: nothing of it waits for a full collection, which is a pause. */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { inOrder } from '../../triage/inOrder.ts';
import { leaving, passing } from '../../triage/passing.ts';
import { remembering } from '../../triage/remembering.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (how?: { type: 'minor' }) => void;

/** Bytes. */
const old = (): number =>
  getHeapSpaceStatistics()
    .filter(({ space_name }) => ['old_space', 'large_object_space'].includes(space_name))
    .reduce((all, { space_used_size }) => all + space_used_size, 0);

const turns = 3_000;
const weighs = 1_600;
const later = () =>
  new Promise<object>((resolve) => setImmediate(() => resolve({ weight: new Array(weighs / 8).fill(0) })));

/** Bytes of each turn that the small collections leave behind; `one` weighs `weighs`. One of them is under way while all that lives becomes old,
 *  as in a process that was quiet for a while. */
async function left(one: (n: number) => Promise<unknown>): Promise<number> {
  for (let n = 0; n < 200; n += 1) await one(n);
  const underWay = one(turns);
  collect();
  await underWay;
  const before = old();
  for (let n = 0; n < turns; n += 1) {
    await one(n);
    if (n % 300 === 299) collect({ type: 'minor' });
  }
  collect({ type: 'minor' });
  collect({ type: 'minor' });
  return (old() - before) / turns;
}

it('a Map through which much passes keeps it, which is why none does', async () => {
  const map = new Map<string, object>();
  const one = async (n: number) => {
    const name = `k${n % 64}`;
    map.delete(name);
    map.set(name, await later());
  };
  expect(await left(one)).toBeGreaterThan(weighs / 2);
});

it.each<[string, () => (n: number) => Promise<unknown>]>([
  [
    'is under way',
    () => {
      const all = passing<object>();
      return async (n) => {
        all.set(`k${n}`, await later());
        await later();
        all.delete(`k${n}`);
      };
    },
  ],
  [
    'nobody waits for',
    () => {
      const all = leaving();
      return async () => {
        all.add(later());
        await all.settled();
      };
    },
  ],
  [
    'waits for its turn',
    () => {
      const queued = inOrder();
      return (n) => queued(`k${n % 64}`, later);
    },
  ],
  [
    'is remembered, taken out and put in again',
    () => {
      const known = remembering<object>(60_000, 2_000);
      return async (n) => {
        known.drop(`k${n % 64}`);
        known.keep(`k${n % 64}`, await later());
      };
    },
  ],
])('what %s is gone with its turn', async (_what, made) => {
  expect(await left(made())).toBeLessThan(weighs / 4);
});

it('what is taken out of what is remembered is not there, whichever half it stood in', () => {
  let age = () => {};
  const known = remembering<string>(1_000, 100, (_ms, then) => {
    age = then;
    return () => {};
  });
  known.keep('a', 'old');
  age();
  known.keep('b', 'young');
  expect([known.get('a'), known.get('b'), known.get('c')]).toEqual(['old', 'young', null]);
  known.drop('a');
  known.drop('b');
  expect([known.get('a'), known.get('b')]).toEqual([null, null]);
  known.keep('a', 'new');
  expect(known.get('a')).toBe('new');
});
