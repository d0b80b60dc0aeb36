import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { expect, inject, onTestFinished, test } from 'vitest';
import { type Bus, type BusOptions, openBus } from '../../../triage/store/bus.ts';
import { startRedis } from '../../harness/services.ts';
import { until } from './world.ts';

function bus(options: BusOptions = {}): Bus {
  const opened = openBus(options);
  onTestFinished(() => opened.close());
  return opened;
}

function heard(on: Bus, topic: string): string[] {
  const messages: string[] = [];
  on.subscribe(topic, (message) => messages.push(message));
  return messages;
}

/** Hints may be lost while a connection is being made: publish until one arrives. */
async function connected(from: Bus, to: Bus): Promise<void> {
  const topic = `hello:${randomUUID()}`;
  const messages = heard(to, topic);
  await until('the two hear each other', () => {
    from.publish(topic, 'hello');
    return messages.length > 0;
  });
}

test('without Redis the same process is told, at once', () => {
  const one = bus();
  const messages = heard(one, 'escalation');
  const others = heard(one, 'case');
  one.publish('escalation', 'mina');
  expect(messages).toEqual(['mina']);
  expect(others).toEqual([]);
});

test('whoever ended a subscription hears no more, the others do', () => {
  const one = bus();
  const messages: string[] = [];
  const listen = (message: string) => messages.push(message);
  const end = one.subscribe('escalation', listen);
  one.subscribe('escalation', listen);
  one.publish('escalation', 'a');
  end();
  end();
  one.publish('escalation', 'b');
  expect(messages).toEqual(['a', 'a', 'b']);
});

test('a subscriber that throws hurts neither the publisher nor the other subscribers', () => {
  const faults: unknown[] = [];
  const one = bus({ onFault: (error) => faults.push(error) });
  one.subscribe('escalation', () => {
    throw new Error('our bug');
  });
  const messages = heard(one, 'escalation');
  one.publish('escalation', 'mina');
  expect(messages).toEqual(['mina']);
  expect(faults).toHaveLength(1);
});

test('through Redis every process is told, and each once', async () => {
  const redisUrl = inject('redisUrl');
  const [here, there] = [bus({ redisUrl }), bus({ redisUrl })];
  const topic = `escalation:${randomUUID()}`;
  const [inHere, inThere] = [heard(here, topic), heard(there, topic)];
  await Promise.all([connected(here, there), connected(there, here)]);
  for (let n = 0; n < 50; n += 1) here.publish(topic, `마음 ${n}`);
  expect(inHere).toHaveLength(50);
  await until('the other process heard', () => inThere.length >= 50);
  // Whatever was told twice would be there by the time this answer is.
  await connected(there, here);
  const all = Array.from({ length: 50 }, (_, n) => `마음 ${n}`);
  expect(inThere).toEqual(all);
  expect(inHere).toEqual(all);
});

test('a topic nobody listens to any more is not asked of Redis', async () => {
  const redisUrl = inject('redisUrl');
  const [here, there] = [bus({ redisUrl }), bus({ redisUrl })];
  await connected(here, there);
  const topic = randomUUID();
  const end = there.subscribe(topic, () => {});
  const redis = new Redis(redisUrl);
  onTestFinished(() => redis.disconnect());
  const listeners = async () => ((await redis.pubsub('NUMSUB', `maumjigi:${topic}`)) as [string, number])[1];
  await until('it is asked for', async () => (await listeners()) === 1);
  end();
  await until('it is asked for no more', async () => (await listeners()) === 0);
});

test('with Redis never there, the same process is told and nothing throws', async () => {
  const one = bus({ redisUrl: 'redis://127.0.0.1:1' });
  const messages = heard(one, 'escalation');
  for (let n = 0; n < 1_000; n += 1) one.publish('escalation', String(n));
  expect(messages).toHaveLength(1_000);
});

test('Redis stopped, hung and started again: publishing never waits, and listening comes back', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  let gaps = 0;
  const faults: unknown[] = [];
  const here = bus({ redisUrl: redis.url, onFault: (error) => faults.push(error) });
  const there = bus({ redisUrl: redis.url, onGap: () => (gaps += 1) });
  const [inHere, inThere] = [heard(here, 'escalation'), heard(there, 'escalation')];
  await connected(here, there);

  const control = new Redis(redis.url);
  control.on('error', () => {});
  onTestFinished(() => control.disconnect());
  await control.client('PAUSE', 600, 'ALL');
  const begun = performance.now();
  for (let n = 0; n < 100; n += 1) here.publish('escalation', 'while it hangs');
  expect(performance.now() - begun).toBeLessThan(100);
  expect(inHere).toHaveLength(100);
  // All of them, or the count below would still be growing.
  const timedOut = () => faults.filter((fault) => String(fault).includes('Command timed out')).length;
  await until('the timeouts are told', () => timedOut() === 100);
  const told = faults.length;
  for (let n = 0; n < 100; n += 1) here.publish('escalation', 'while it is left alone');
  await control.ping();
  expect(faults).toHaveLength(told);

  await redis.down();
  here.publish('escalation', 'while it is down');
  expect(inHere.at(-1)).toBe('while it is down');
  await redis.up();
  await connected(here, there);
  expect(gaps).toBe(1);
  here.publish('escalation', 'again');
  await until('the other process hears again', () => inThere.at(-1) === 'again');
  expect(inThere.filter((message) => message === 'again')).toHaveLength(1);
});
