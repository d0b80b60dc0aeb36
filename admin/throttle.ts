/** Slows guessing without locking anybody out. Attempts are counted per account *and* place: the device that has signed in
 *  to this account before (a signed cookie), else the network address. Somebody elsewhere who keeps guessing a counsellor's
 *  password blocks only themselves; her own desk has a counter of its own. Counted in the database, for all processes together. */

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Refused } from '../triage/errors.ts';
import { clearAttempts, countAttempt } from '../triage/store/attempts.ts';
import { derivedKey, type Key } from '../triage/store/seal.ts';
import type { DeskDeps } from './handler.ts';

const quarterHourMs = 15 * 60_000;
/** Attempts per 15 minutes; the right password clears the first. */
export const attempts = { perAccountAndPlace: 10, perAddress: 60 };

export interface Throttle {
  /** Is `cookie` one we gave to a device after it signed in to this account? */
  knows(email: string, cookie: string | undefined): boolean;
  /** A new cookie for a device that has just signed in. */
  deviceCookie(email: string): string;
  /** Counts one attempt before the password is looked at, so that parallel guesses count too.
   *  Throws Refused(429, 'too_many_attempts', …, { retryAfterS }). The answer to `admitted` clears the count after a success. */
  admit(
    email: string,
    address: string,
    cookie: string | undefined,
  ): Promise<{ known: boolean; succeeded: () => Promise<void> }>;
  /** Counts one attempt of an address at something that is not an account: an invite. */
  admitAddress(address: string): Promise<void>;
}

/** master: the installation's key; the device key is derived from it, so a new master forgets the devices and nothing else. */
export function openThrottle({ db, clock, master }: Pick<DeskDeps, 'db' | 'clock'> & { master: Key }): Throttle {
  const key = derivedKey(master, 'desk device');
  // Neither an account nor an address stands in the table of attempts.
  const counterOf = (what: string): Buffer => createHmac('sha256', key).update(what).digest();
  async function count(counter: Buffer, most: number): Promise<void> {
    const now = clock();
    const { points, until } = await countAttempt(db, counter, now, quarterHourMs);
    if (points <= most) return;
    const retryAfterS = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
    throw new Refused(429, 'too_many_attempts', 'too many attempts; wait and try again', { retryAfterS });
  }

  const sign = (email: string, nonce: string): Buffer => createHmac('sha256', key).update(`${nonce}|${email}`).digest();
  const knows = (email: string, cookie: string | undefined): boolean => {
    const [nonce, signature] = (cookie ?? '').split('.');
    if (!nonce || !signature) return false;
    const given = Buffer.from(signature, 'base64url');
    const right = sign(email, nonce);
    return given.length === right.length && timingSafeEqual(given, right);
  };

  const admitAddress = (address: string): Promise<void> =>
    count(counterOf(`address|${network(address)}`), attempts.perAddress);
  return {
    knows,
    deviceCookie(email) {
      const nonce = randomBytes(16).toString('base64url');
      return `${nonce}.${sign(email, nonce).toString('base64url')}`;
    },
    async admit(email, address, cookie) {
      const known = knows(email, cookie);
      const place = known ? `device ${cookie?.split('.')[0]}` : `address ${network(address)}`;
      const account = counterOf(`account|${email}|${place}`);
      // A known device is exempt from the address's bucket: a neighbour behind the same address must not lock her out.
      if (!known) await admitAddress(address);
      await count(account, attempts.perAccountAndPlace);
      return { known, succeeded: () => clearAttempts(db, account) };
    },
    admitAddress,
  };
}

/** One household's worth of addresses: an IPv6 customer owns a /64, and would otherwise have 2^64 counters. */
function network(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
