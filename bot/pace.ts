/** How fast one session and one network may go: in this process' memory, and with Redis over all processes together. The numbers stop
 *  accidents and floods, not people. Whether a message in need passes anyway is decided by the caller. */
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { SharedLimit, SharedLimits } from '../triage/store/sharedLimits.ts';

export interface Paces {
  /** Messages per minute. */
  session: number;
  network: number;
  /** New sessions per minute and network: an event booth stands behind one address. */
  openings: number;
  /** And of those who say at once that they are in danger: whoever else has used up the openings does not hold them back. */
  endangered: number;
}

/** A hall of two hundred people behind one address, each tapping an answer every two seconds, is still let through. */
export const paces: Paces = { session: 120, network: 6_000, openings: 600, endangered: 600 };

export interface Pace {
  /** Each counts one and answers the ms to wait; 0: go on. */
  session(token: string): Promise<number>;
  network(ip: string): Promise<number>;
  opening(ip: string): Promise<number>;
  endangered(ip: string): Promise<number>;
}

/** `shared` null: one process only. */
export function pace(limits: Paces, shared: SharedLimits | null): Pace {
  const perMinute = (name: keyof Paces): Limit => ({
    own: new RateLimiterMemory({ points: limits[name], duration: seconds }),
    all: shared?.limit(name, limits[name], seconds) ?? null,
  });
  const sessions = perMinute('session');
  const networks = perMinute('network');
  const openings = perMinute('openings');
  const endangered = perMinute('endangered');
  return {
    session: (token) => waitOf(sessions, token),
    network: (ip) => waitOf(networks, networkOf(ip)),
    opening: (ip) => waitOf(openings, networkOf(ip)),
    endangered: (ip) => waitOf(endangered, networkOf(ip)),
  };
}

const seconds = 60;

interface Limit {
  own: RateLimiterMemory;
  all: SharedLimit | null;
}

async function waitOf({ own, all }: Limit, key: string): Promise<number> {
  try {
    await own.consume(key);
    return all?.count(key) ?? 0;
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
