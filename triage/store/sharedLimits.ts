/** How fast somebody goes over all processes together, counted in Redis. Nobody waits for it: a count is sent off and its answer holds
 *  for what comes next, so a Redis that hangs or is gone slows nobody and lets through what each process lets through by itself. */
import { createHash } from 'node:crypto';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { openBreaker, openRedis } from './redis.ts';

export interface SharedLimit {
  /** Counts one, and tells the ms to wait as far as is known now; 0: go on. */
  count(key: string): number;
}

export interface SharedLimits {
  /** `points` in `seconds` over all processes. `name`: one for each kind of limit. */
  limit(name: string, points: number, seconds: number): SharedLimit;
  close(): void;
}

/** Keys that are over are remembered until their time is up; more of them at once is a flood each process holds off by itself. */
const mostBlocked = 20_000;

export function openSharedLimits(url: string, onFault: (error: unknown) => void = () => {}): SharedLimits {
  const redis = openRedis(url, { onFault });
  const breaker = openBreaker();
  return {
    limit(name, points, seconds) {
      const limiter = new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: `maumjigi:pace:${name}`,
        points,
        duration: seconds,
      });
      const blockedUntil = new Map<string, number>();
      const block = (key: string, ms: number) => {
        if (blockedUntil.size >= mostBlocked) blockedUntil.clear();
        blockedUntil.set(key, performance.now() + ms);
      };
      const failed = (error: unknown) => {
        breaker.failed();
        onFault(error);
      };
      return {
        count(plain) {
          // A session's key is a secret of its browser, and an address is somebody's: neither stands in Redis.
          const key = createHash('sha256').update(plain).digest('base64url');
          const waitMs = (blockedUntil.get(key) ?? 0) - performance.now();
          if (waitMs > 0) return Math.ceil(waitMs);
          blockedUntil.delete(key);
          if (redis.status !== 'ready' || !breaker.allows()) return 0;
          limiter.consume(key).then(breaker.succeeded, (answer: unknown) => {
            if (answer instanceof RateLimiterRes) block(key, answer.msBeforeNext);
            else failed(answer);
          });
          return 0;
        },
      };
    },
    close: () => redis.disconnect(),
  };
}
