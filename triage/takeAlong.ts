/** Carrying a conversation on in another channel: a code of eight letters to type there, or the same as an address. It works once, for
 *  half an hour, and makes the place where it is given one more address of the person who asked for it. Their conversation, their risk
 *  and their open case are theirs, so all of it is there at once. */
import { timingSafeEqual } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { CodeFate } from '../flows/protocol.ts';
import type { NewId } from './clock.ts';
import { newCode, readCode } from './code.ts';
import { commit, type Part } from './store/commit.ts';
import type { Database, Query } from './store/db.ts';
import { isRetryable, isUniqueViolation } from './store/db.ts';
import { isForeignKeyViolation } from './store/faults.ts';
import { forgetParts } from './store/forget.ts';
import { type Address, addressHash, residentKey, sealId, wrappedKeyOf } from './store/residents.ts';
import { type Key, keyedHash } from './store/seal.ts';
import { codeOwner, giveAddress, spendCode, standingOf, takeAlongPart } from './store/takeAlong.ts';

const takeAlongMs = 30 * 60_000;

const hashOf = (lookup: Key, code: string): Buffer => keyedHash(lookup, 'take-along', code);

// === Giving one

/** Letters and digits both, so that no word and no telephone number is ever taken for one. */
const isMixed = (code: string): boolean => /\d/.test(code) && /[a-z]/.test(code);

export function newTakeAlongCode(random: (bytes: number) => Uint8Array): string {
  for (;;) {
    const code = newCode(random);
    if (isMixed(code)) return code;
  }
}

/** The address that carries a code, signed: a guessed one is refused before anything is looked up. */
const takeAlongLink = (lookup: Key, publicUrl: string, code: string): string =>
  `${publicUrl}/go/${code}.${signatureOf(lookup, code)}`;

const signatureOf = (lookup: Key, code: string): string =>
  keyedHash(lookup, 'take-along-link', code).subarray(0, 8).toString('base64url');

/** What one turn needs to give a code: the letters, the address, and the part that keeps its hash. */
export function takeAlong(
  lookup: Key,
  publicUrl: string,
  code: string,
  now: Date,
): { code: string; href: string; part: Part } {
  const until = new Date(now.getTime() + takeAlongMs);
  return {
    code,
    href: takeAlongLink(lookup, publicUrl, code),
    part: takeAlongPart(hashOf(lookup, code), now, until),
  };
}

// === Taking one

const tokenShape = /^(?<code>[a-z2-9]{8})\.(?<signature>[\w-]{11})$/;

/** Whether this may be what stands behind `/go/` in one of our addresses. */
export const isTakeAlongToken = (text: string): boolean => tokenShape.test(text);

/** The code of an address, or null when we did not sign it. */
export function codeOfToken(lookup: Key, token: string): string | null {
  const { code, signature } = tokenShape.exec(token)?.groups ?? {};
  if (!code || !signature) return null;
  const right = Buffer.from(signatureOf(lookup, code));
  const given = Buffer.from(signature);
  return right.length === given.length && timingSafeEqual(right, given) ? code : null;
}

/** The code a whole message is, in any case, with spaces between; null: it is none. */
export function codeIn(text: string): string | null {
  if (text.length > 40) return null;
  const code = readCode(text);
  return code && isMixed(code) ? code : null;
}

export interface TakeAlongDeps {
  db: Pick<Database, 'transaction'>;
  master: Key;
  secrets: { lookup: Key };
  clock: () => Date;
  newId: NewId;
  limitsOf: (channel: string) => { keepsId: boolean };
}

/** null: nobody is at this address yet, and the code leads nowhere. */
export type Taker = (address: Address, code: string | null) => Promise<CodeFate | null>;

/** Tries of one address in ten minutes that lead nowhere, and of all in a minute: with half a billion codes for each one alive neither
 *  leaves a chance worth having. Kept in this process' memory: n processes allow n times as much. */
const perAddress = { points: 5, duration: 600 };
const perProcess = { points: 600, duration: 60 };

/** Takes codes. One place and one record: where somebody has a record of their own already nothing is joined, and where there was
 *  a greeting only, that greeting is forgotten. A null code is one that cannot be right. */
export function takeAlongTaker(deps: TakeAlongDeps): Taker {
  const wrongHere = new RateLimiterMemory(perAddress);
  const wrongAtAll = new RateLimiterMemory(perProcess);

  return async (address, code) => {
    const hash = addressHash(deps.secrets.lookup, address);
    const who = hash.toString('base64');
    const here = await wrongHere.get(who);
    const atAll = await wrongAtAll.get('all');
    if ((here?.consumedPoints ?? 0) >= perAddress.points || (atAll?.consumedPoints ?? 0) >= perProcess.points)
      return 'often';
    const fate = await again(() => deps.db.transaction(({ query }) => take(deps, query, address, hash, code)));
    if (fate === 'unknown') {
      await wrongHere.penalty(who);
      await wrongAtAll.penalty('all');
    }
    return fate;
  };
}

async function take(
  deps: TakeAlongDeps,
  query: Query,
  address: Address,
  hash: Buffer,
  code: string | null,
): Promise<CodeFate | null> {
  const now = deps.clock();
  const standing = await standingOf(query, hash);
  const codeHash = code === null ? null : hashOf(deps.secrets.lookup, code);
  const owner = codeHash && (await codeOwner(query, codeHash, now));
  if (!owner || !codeHash) return standing ? 'unknown' : null;
  if (standing?.residentId === owner) return 'here';
  if (standing?.recorded) return 'other';
  if (standing) {
    const at = { residentId: standing.residentId, rev: standing.rev ?? 0, auditId: deps.newId(), now };
    if ((await commit(query, forgetParts(at))) === null) return 'other';
  }
  const wrapped = await wrappedKeyOf(query, owner);
  if (!wrapped) return standing ? 'unknown' : null;
  const sealedId = deps.limitsOf(address.channel).keepsId
    ? sealId(residentKey(deps.master, owner, wrapped), owner, address)
    : null;
  await giveAddress(query, { hash, residentId: owner, channel: address.channel, sealedId });
  await spendCode(query, codeHash);
  return 'here';
}

/** A message of theirs that came at the same moment, or a deletion of the other side: looked at again, whole. */
async function again<T>(work: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const worth = isRetryable(error) || isUniqueViolation(error) || isForeignKeyViolation(error);
    if (tries === 1 || !worth) throw error;
    return again(work, tries - 1);
  }
}
