/** Passwords: argon2id from Node's own crypto, stored as a PHC string. OWASP's floor is 19 MiB/2/1; ours is 64 MiB/3/1. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { Refused, Unavailable } from '../triage/errors.ts';
import { commonPasswords } from './password.common.ts';

const cost = { memory: 65_536, passes: 3, parallelism: 1, tagLength: 32 };
/** What one argon2 costs: 64 MiB and a thread of Node's pool of four. Two at once leave the other two to the rest of the house. */
const atOnce = 2;
/** About three seconds of waiting. Known devices have places of their own, so that a flood of strangers cannot take them. */
const places = { stranger: 16, known: 32 };

interface Waiting {
  known: boolean;
  start: () => void;
}
let running = 0;
const waiting: Waiting[] = [];

async function inTurn<T>(known: boolean, work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= (known ? places.known : places.stranger)) throw new Unavailable('too many sign-ins at once');
    await new Promise<void>((start) => {
      const entry = { known, start };
      const firstStranger = known ? waiting.findIndex((other) => !other.known) : -1;
      if (firstStranger >= 0) waiting.splice(firstStranger, 0, entry);
      else waiting.push(entry);
    });
  } else running += 1;
  try {
    return await work();
  } finally {
    // The place is handed on rather than freed: nobody who comes later can take it from the one who waited.
    const next = waiting.shift();
    if (next) next.start();
    else running -= 1;
  }
}

type Cost = typeof cost;
const derive = (password: string, salt: Buffer, { memory, passes, parallelism, tagLength }: Cost): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parameters = { message: password, nonce: salt, memory, passes, parallelism, tagLength };
    argon2('argon2id', parameters, (fault, tag) => (fault ? reject(fault) : resolve(tag)));
  });

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** A new PHC string, `$argon2id$v=19$m=65536,t=3,p=1$salt$tag`. Unavailable when too many wait. */
export async function hashPassword(password: string, known = false): Promise<string> {
  const salt = randomBytes(16);
  const tag = await inTurn(known, () => derive(password, salt, cost));
  const parameters = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`;
  return `$argon2id$v=19$${parameters}$${unpadded(salt)}$${unpadded(tag)}`;
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
/** Nobody's password: what a sign-in is measured against when there is no account, so that it costs the same. */
const nobody = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$${unpadded(randomBytes(16))}$${unpadded(randomBytes(32))}`;

/** Is this the password of `stored`? Always runs exactly one argon2; `stored` null (no such account) is always false.
 *  Compares exactly, without trimming. Throws when `stored` is not one of our PHC strings; Unavailable when too many wait. */
export async function verifyPassword(password: string, stored: string | null, known = false): Promise<boolean> {
  const parts = phc.exec(stored ?? nobody);
  if (!parts) throw new Error('a stored password is not an argon2id PHC string; reset it with a new invite');
  const tag = Buffer.from(parts[5] ?? '', 'base64');
  const salt = Buffer.from(parts[4] ?? '', 'base64');
  const asStored = {
    memory: Number(parts[1]),
    passes: Number(parts[2]),
    parallelism: Number(parts[3]),
    tagLength: tag.length,
  };
  const found = await inTurn(known, () => derive(password, salt, asStored));
  return timingSafeEqual(found, tag) && stored !== null;
}

/** Refuses what anybody would try first. Length is the contract's; throws Refused(400, 'password_common'). */
export function checkNewPassword(password: string, email: string): void {
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9가-힣]/g, '');
  const plain = letters(password);
  const bare = plain.replace(/\d+$/, '');
  const ofAccount = letters(email.split('@')[0] ?? '');
  const common = commonPasswords.has(password.toLowerCase()) || commonPasswords.has(plain) || commonPasswords.has(bare);
  const repeated = new Set(password).size < 4;
  const own = password.toLowerCase() === email.toLowerCase() || (ofAccount.length > 3 && bare === ofAccount);
  if (common || repeated || own)
    throw new Refused(400, 'password_common', 'this password is among the first to be guessed');
}
