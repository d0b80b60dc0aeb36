import { Redis } from 'ioredis';

/** Redis holds only what may vanish, so nothing ever waits for it: a command answers in this time or fails. */
export const REDIS_MS = 100;

export interface RedisOptions {
  /** Per command, ms; default REDIS_MS. */
  timeoutMs?: number;
  /** The connection broke or a try to connect failed; it goes on trying by itself. */
  onFault?: (error: Error) => void;
}

/** A connection that comes back by itself for ever. Without one, commands fail at once instead of queueing. The caller ends it by
 *  `disconnect()`. */
export function openRedis(url: string, options: RedisOptions = {}): Redis {
  const redis = new Redis(url, {
    commandTimeout: options.timeoutMs ?? REDIS_MS,
    connectTimeout: 1_000,
    keepAlive: 5_000,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    // Subscriptions are ours to repeat (bus.ts): only we know which are still wanted.
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 6), 5_000),
  });
  // Without a listener it prints to the console.
  redis.on('error', (error: Error) => options.onFault?.(error));
  return redis;
}

const FAILURES = 3;
const REST_MS = 2_000;

/** After three failures in a row nothing is sent for two seconds: a Redis that hangs collects no unanswered commands. */
export function openBreaker() {
  let failures = 0;
  let restUntil = 0;
  return {
    allows: () => performance.now() >= restUntil,
    succeeded: () => {
      failures = 0;
    },
    failed: () => {
      failures += 1;
      if (failures >= FAILURES) restUntil = performance.now() + REST_MS;
    },
  };
}
