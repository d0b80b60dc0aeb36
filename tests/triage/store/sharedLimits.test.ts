/** Limits that several processes count together, and what becomes of them when Redis hangs or is gone. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { expect, inject, onTestFinished, test } from 'vitest';
import { pace, paces } from '../../../bot/pace.ts';
import { openBus } from '../../../triage/store/bus.ts';
import { openSharedLimits } from '../../../triage/store/sharedLimits.ts';
import { startRedis } from '../../harness/services.ts';
import { openWorld } from '../../harness/world.ts';
import { until } from './world.ts';

function shared(url = inject('redisUrl'), onFault?: (error: unknown) => void) {
  const opened = openSharedLimits(url, onFault);
  onTestFinished(() => opened.close());
  return opened;
}

test('two processes count one person together, and others go on', async () => {
  const name = randomUUID();
  const [one, two] = [shared().limit(name, 6, 60), shared().limit(name, 6, 60)];
  let waits: (number | undefined)[] = [];
  await until('they are held off at both', () => {
    waits = [one, two].map((limit) => limit.count('mina'));
    return waits.every((wait) => (wait ?? 0) > 0);
  });
  for (const wait of waits) expect(wait).toBeLessThanOrEqual(60_000);
  expect(one.count('juho')).toBe(0);
  const redis = new Redis(inject('redisUrl'));
  const keys = await redis.keys(`maumjigi:pace:${name}:*`);
  redis.disconnect();
  expect(keys).toHaveLength(2);
  expect(keys.join()).not.toContain('mina');
});

test('a limit ends by itself', async () => {
  const limit = shared().limit(randomUUID(), 1, 1);
  await until('it holds', () => limit.count('mina') > 0);
  await until('it is over', () => limit.count('mina') === 0, 3_000);
});

test('in one process alone nothing is waited for, and its own limit holds at once', async () => {
  const own = pace({ ...paces, session: 2 }, null);
  expect([await own.session('a'), await own.session('a')]).toEqual([0, 0]);
  expect(await own.session('a')).toBeGreaterThan(0);
});

test('a Redis that is gone or hangs lets people through, and is asked again later', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const faults: unknown[] = [];
  const limit = shared(redis.url, (error) => faults.push(error)).limit(randomUUID(), 2, 60);
  await until('it counts', () => limit.count('mina') > 0);
  redis.hangs();
  const began = performance.now();
  for (let n = 0; n < 200; n += 1) expect(limit.count(`juho ${n % 3}`)).toBe(0);
  expect(performance.now() - began).toBeLessThan(100);
  await until('the hanging is noticed', () => faults.length >= 3);
  redis.goesOn();
  await until('it counts again', () => limit.count('sora') > 0, 10_000);
  await redis.down();
  expect(limit.count('duri')).toBe(0);
}, 40_000);

test('a turn takes no longer while Redis hangs: the bus and the limits never wait for it', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const bus = openBus({ redisUrl: redis.url });
  onTestFinished(() => bus.close());
  const world = await openWorld(() => ({ bus, sharedLimits: shared(redis.url) }));
  const mina = world.resident();
  await mina.opens();
  const timed = async (times: number) => {
    const all: number[] = [];
    for (let n = 0; n < times; n += 1) {
      const began = performance.now();
      expect((await mina.says(`안녕하세요 ${n}`)).status).toBe(200);
      all.push(performance.now() - began);
    }
    return all.sort((a, b) => a - b);
  };
  await timed(20);
  redis.hangs();
  const hanging = await timed(60);
  redis.goesOn();
  // Every wait for Redis would be its 100 ms.
  expect(hanging.filter((ms) => ms >= 100).length).toBeLessThanOrEqual(3);
  expect(hanging[30]).toBeLessThan(60);
}, 40_000);
