/** Codes that prove a way, and proofs that a page arrived. Each follows from the page it stands in, so that the page can be sent again
 *  after a crash and the code itself is stored nowhere. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Key } from '../store/seal.ts';

/** How long a code can be typed, and how often wrongly. */
export const codeLastsMs = 10 * 60_000;
export const codeTries = 5;

/** Six digits of a page of kind 'verify'. */
export function codeOf(key: Key, pageId: string): string {
  return String(digest(key, `code ${pageId}`).readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

/** What a phone says to prove that it was shown a page. */
export const proofOf = (key: Key, pageId: string): string =>
  digest(key, `arrived ${pageId}`).toString('base64url').slice(0, 22);

export function isProof(key: Key, pageId: string, proof: string): boolean {
  const right = Buffer.from(proofOf(key, pageId));
  const given = Buffer.from(proof);
  return given.length === right.length && timingSafeEqual(given, right);
}

/** Letters that cannot be taken for another one, then digits likewise: `직원 ABC234`. Not a word anybody writes by chance. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const digits = '23456789';

/** Of the id it was asked for under. */
export function lineCodeOf(key: Key, id: string): string {
  const drawn = digest(key, `line ${id}`);
  const of = (all: string, at: number) => all[drawn.readUInt32BE(at * 4) % all.length] ?? '';
  return [of(letters, 0), of(letters, 1), of(letters, 2), of(digits, 3), of(digits, 4), of(digits, 5)].join('');
}

/** What a provider and we sign with. */
export const hookSecretOf = (key: Key, hookId: string): string => digest(key, `hook ${hookId}`).toString('base64url');

/** A message that can only be meant as a code; null: words like any others. */
export function lineCodeIn(text: string): string | null {
  const found = /^\s*(?:직원|staff)[\s:]*([A-HJ-NP-Za-hj-np-z]{3}[2-9]{3})\s*$/iu.exec(text.normalize('NFKC'));
  return found?.[1]?.toUpperCase() ?? null;
}

const digest = (key: Key, of: string): Buffer => createHmac('sha256', key).update(of).digest();
