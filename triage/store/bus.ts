import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { openBreaker, openRedis } from './redis.ts';

/** "Something changed", told to every process that wants to know. A hint to look into the database, never the fact itself: it may be
 *  lost. Publish after the commit. */
export interface Bus {
  /** Tells the subscribers of this process at once and those of the others through Redis. Never throws, never waits. */
  publish(topic: string, message: string): void;
  /** Returns the end of the subscription. */
  subscribe(topic: string, fn: Subscriber): () => void;
  close(): void;
}

export type Subscriber = (message: string) => void;

export interface BusOptions {
  /** Without it the bus reaches this process only. */
  redisUrl?: string | undefined;
  /** A subscriber threw, or Redis is away. */
  onFault?: (error: unknown) => void;
  /** Redis is there again; what others published meanwhile was missed: look into the database. */
  onGap?: () => void;
}

const PREFIX = 'maumjigi:';
const SUBSCRIBE_MS = 2_000;
const PING_EVERY_MS = 10_000;

export function openBus(options: BusOptions = {}): Bus {
  const local = localBus(options.onFault ?? (() => {}));
  return options.redisUrl ? redisBus(options.redisUrl, local, options) : local;
}

interface LocalBus extends Bus {
  topics(): string[];
}

function localBus(onFault: (error: unknown) => void): LocalBus {
  const topics = new Map<string, Set<Subscriber>>();
  return {
    publish(topic, message) {
      for (const fn of [...(topics.get(topic) ?? [])]) {
        try {
          fn(message);
        } catch (error) {
          onFault(error);
        }
      }
    },
    subscribe(topic, fn) {
      // Each subscription its own, though one function may be subscribed twice.
      const own: Subscriber = (message) => fn(message);
      const subscribers = topics.get(topic) ?? new Set();
      topics.set(topic, subscribers.add(own));
      return () => {
        subscribers.delete(own);
        if (subscribers.size === 0 && topics.get(topic) === subscribers) topics.delete(topic);
      };
    },
    topics: () => [...topics.keys()],
    close: () => topics.clear(),
  };
}

function redisBus(url: string, local: LocalBus, options: BusOptions): Bus {
  const onFault = options.onFault ?? (() => {});
  // Ours come back from Redis too; this process was told already.
  const origin = randomUUID();
  const publisher = openRedis(url, { onFault });
  const subscriber = openRedis(url, { onFault, timeoutMs: SUBSCRIBE_MS });
  const breaker = openBreaker();
  let closed = false;
  let wasReady = false;

  const ask = (topic: string) => {
    if (subscriber.status !== 'ready') return;
    // Failed: start the connection afresh, and `ready` asks for everything again.
    subscriber.subscribe(PREFIX + topic).catch((error) => {
      if (!closed) restart(subscriber, error, onFault);
    });
  };
  subscriber.on('ready', () => {
    for (const topic of local.topics()) ask(topic);
    if (wasReady) options.onGap?.();
    wasReady = true;
  });
  subscriber.on('message', (channel: string, text: string) => {
    if (!channel.startsWith(PREFIX) || text.startsWith(origin)) return;
    local.publish(channel.slice(PREFIX.length), text.slice(origin.length));
  });
  // A subscriber only listens: without this it would never notice that the other end is gone.
  const pulse = setInterval(() => {
    if (subscriber.status === 'ready') subscriber.ping().catch((error) => restart(subscriber, error, onFault));
  }, PING_EVERY_MS);
  pulse.unref();

  return {
    publish(topic, message) {
      local.publish(topic, message);
      if (closed || publisher.status !== 'ready' || !breaker.allows()) return;
      publisher.publish(PREFIX + topic, origin + message).then(breaker.succeeded, (error) => {
        breaker.failed();
        if (!closed) onFault(error);
      });
    },
    subscribe(topic, fn) {
      const isNew = !local.topics().includes(topic);
      const end = local.subscribe(topic, fn);
      if (isNew) ask(topic);
      return () => {
        end();
        if (closed || local.topics().includes(topic) || subscriber.status !== 'ready') return;
        subscriber.unsubscribe(PREFIX + topic).catch(() => {});
      };
    },
    close() {
      closed = true;
      clearInterval(pulse);
      publisher.disconnect();
      subscriber.disconnect();
      local.close();
    },
  };
}

function restart(redis: Redis, error: unknown, onFault: (error: unknown) => void): void {
  onFault(error);
  redis.disconnect(true);
}
