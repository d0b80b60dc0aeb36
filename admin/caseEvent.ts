/** What every write to a case has in common: the event it is, and why it came too late. */
import { createHash } from 'node:crypto';
import { Refused } from '../triage/errors.ts';
import type { Database } from '../triage/store/db.ts';
import { holderOf } from '../triage/store/desk.ts';
import type { Call, RouteName } from './handler.ts';

export const notFound = (): Refused => new Refused(404, 'not_found', 'this centre has no such case');

/** Why nothing was written: the case is closed, or somebody else's by now. */
export async function tooLate(db: Database, centerId: string, id: string): Promise<Refused> {
  const holder = await holderOf(db, centerId, id);
  if (!holder) return notFound();
  if (holder.closed) return new Refused(409, 'closed', 'the case is closed');
  return new Refused(409, 'stale_claim', 'the claim has lapsed or passed to somebody else', { owner: holder.owner });
}

/** Any call that writes to a case. */
export type CaseCall = Pick<Call, 'name' | 'id' | 'session' | 'body' | 'requestId' | 'req'> & {
  session: NonNullable<Call['session']>;
};

/** The event id of a write. With an Idempotency-Key the same request again is the same event; its digest covers who, which
 *  case and what, so that a key seen elsewhere gets nobody an answer that is not theirs. */
export function eventOf(call: CaseCall): { eventId: string; digest: Buffer | null } {
  const key = call.req.get('idempotency-key');
  if (key === undefined) return { eventId: `desk:${call.requestId}`, digest: null };
  if (!/^[\w-]{8,100}$/.test(key)) {
    throw new Refused(400, 'idempotency_key_invalid', 'Idempotency-Key must be 8 to 100 letters, digits, - or _');
  }
  const request: [RouteName, ...unknown[]] = [call.name, call.id, call.session.id, call.body ?? null];
  return { eventId: `desk:${key}`, digest: createHash('sha256').update(JSON.stringify(request)).digest() };
}

/** 16 of the bytes in the form of a version 8 UUID: one made from other things. */
export function asUuid(bytes: Buffer): string {
  const hex = bytes.subarray(0, 16).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
