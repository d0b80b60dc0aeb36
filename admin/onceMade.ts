/** What is made twice by one request sent twice: browsers repeat a POST whose answer was lost, and there must be one poster, not
 *  two. The id of what is made follows from the request itself, so that the second time finds the first. */
import { createHash } from 'node:crypto';
import { Refused } from '../triage/errors.ts';
import type { Call, RouteName } from './handler.ts';

/** The request's Idempotency-Key, where it has one. */
export function idempotencyKeyOf(req: Call['req']): string | undefined {
  const key = req.get('idempotency-key');
  if (key === undefined || /^[\w-]{8,100}$/.test(key)) return key;
  throw new Refused(400, 'idempotency_key_invalid', 'Idempotency-Key must be 8 to 100 letters, digits, - or _');
}

/** Ids for what this call makes: the n-th is the same each time the same person sends the same under the same Idempotency-Key.
 *  Without a key they are new. */
export function onceIds(call: Call<RouteName>, newId: () => string): (n: number) => string {
  const key = idempotencyKeyOf(call.req);
  if (key === undefined) return () => newId();
  const { session, name, id, body } = call;
  const sent = createHash('sha256').update(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null));
  const request = JSON.stringify([session?.id, name, id, key, sent.digest('base64')]);
  return (n) => asUuid(createHash('sha256').update(`${n} ${request}`).digest());
}

/** 16 of the bytes in the form of a version 8 UUID: one made from other things. */
export function asUuid(bytes: Buffer): string {
  const hex = bytes.subarray(0, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
