/** How fast one session and one network may go. Kept in this process' memory: n processes allow n times as much, which
 *  is harmless; the numbers stop accidents and floods, not people. Whether a message in need passes anyway is decided
 *  by the caller. */
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface Paces {
  /** Messages per minute. */
  session: number;
  network: number;
  /** New sessions per minute and network: an event booth stands behind one address. */
  openings: number;
}

/** A hall of two hundred people behind one address, each tapping an answer every two seconds, is still let through. */
export const paces: Paces = { session: 120, network: 6_000, openings: 600 };

export interface Pace {
  /** Each counts one and answers the ms to wait; 0: go on. */
  session(token: string): Promise<number>;
  network(ip: string): Promise<number>;
  opening(ip: string): Promise<number>;
}

export function pace(limits: Paces): Pace {
  const perMinute = (points: number) => new RateLimiterMemory({ points, duration: 60 });
  const sessions = perMinute(limits.session);
  const networks = perMinute(limits.network);
  const openings = perMinute(limits.openings);
  return {
    session: (token) => waitOf(sessions, token),
    network: (ip) => waitOf(networks, networkOf(ip)),
    opening: (ip) => waitOf(openings, networkOf(ip)),
  };
}

async function waitOf(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (over) {
    if (over instanceof RateLimiterRes) return Math.max(1, over.msBeforeNext);
    throw over;
  }
}

/** One household or phone owns a whole IPv6 /64: count that, not the address. */
function networkOf(ip: string): string {
  const plain = ip.startsWith('::ffff:') ? ip.slice(7) : ip;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
