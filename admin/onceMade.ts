/** What is made twice by one request sent twice: browsers repeat a POST whose answer was lost, and there must be one poster, not
 *  two. The id of what is made follows from the request itself, so that the second time finds the first. */
import { createHash } from 'node:crypto';
import { Refused } from '../triage/errors.ts';
import type { Call, RouteName } from './handler.ts';

/** Ids for what this call makes: the n-th is the same each time the same person sends the same under the same Idempotency-Key.
 *  Without a key they are new. */
export function onceIds(call: Call<RouteName>, newId: () => string): (n: number) => string {
  const key = call.req.get('idempotency-key');
  if (key === undefined) return () => newId();
  if (!/^[\w-]{8,100}$/.test(key)) {
    throw new Refused(400, 'idempotency_key_invalid', 'Idempotency-Key must be 8 to 100 letters, digits, - or _');
  }
  const { session, name, id, body } = call;
  const sent = createHash('sha256').update(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null));
  const request = JSON.stringify([session?.id, name, id, key, sent.digest('base64')]);
  return (n) => asUuid(createHash('sha256').update(`${n} ${request}`).digest('hex'));
}

/** In the form of a version 8 UUID: one made from other things. */
const asUuid = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
