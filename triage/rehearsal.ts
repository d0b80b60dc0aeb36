/** Rehearsals: somebody who does not exist walks in at the residents' door. Only a token of this installation opens that door, signed
 *  for one rehearsal of one centre and good for a minute; with a token that is not right nobody is let in at all, because somebody
 *  made up must never be taken for a person. Pure. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { derivedKey, type Key } from './store/seal.ts';
import { type RehearsalKind, rehearsalKinds } from './store/synthetic.ts';

/** The header of POST /chat/session that carries the token. */
export const rehearsalHeader = 'x-maumjigi-rehearsal';

export interface Rehearsed {
  kind: RehearsalKind;
  /** Of the row in `rehearsal`. */
  id: string;
  centerId: string;
}

const goodForMs = 60_000;
const Token = z.tuple([
  z.enum(rehearsalKinds),
  z.uuid(),
  z.uuid(),
  z.string().regex(/^\d{1,15}$/),
  z.string().regex(/^[\w-]{43}$/),
]);

/** A key of its own out of MASTER_KEY: whoever holds only the database, or only this key, opens nothing with it. */
export const rehearsalKey = (master: Key): Buffer => derivedKey(master, 'rehearsal');

export function rehearsalToken(key: Buffer, { kind, id, centerId }: Rehearsed, now: Date): string {
  const words = `${kind}.${id}.${centerId}.${now.getTime() + goodForMs}`;
  return `${words}.${macOf(key, words)}`;
}

/** What a token is good for; null: not ours, or no longer. */
export function readRehearsalToken(key: Buffer, token: string, now: Date): Rehearsed | null {
  const parts = Token.safeParse(token.split('.')).data;
  if (!parts) return null;
  const [kind, id, centerId, until, mac] = parts;
  const right = macOf(key, `${kind}.${id}.${centerId}.${until}`);
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(right))) return null;
  const leftMs = Number(until) - now.getTime();
  return leftMs > 0 && leftMs <= goodForMs ? { kind, id, centerId } : null;
}

const macOf = (key: Buffer, words: string): string => createHmac('sha256', key).update(words).digest('base64url');
