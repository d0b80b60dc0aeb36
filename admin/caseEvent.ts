/** What every write to a case has in common: the event it is, and why it came too late. */
import { createHash } from 'node:crypto';
import { Refused } from '../triage/errors.ts';
import type { Database } from '../triage/store/db.ts';
import { holderOf } from '../triage/store/desk.ts';
import type { Call, RouteName } from './handler.ts';
import { idempotencyKeyOf } from './onceMade.ts';

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
  const key = idempotencyKeyOf(call.req);
  if (key === undefined) return { eventId: `desk:${call.requestId}`, digest: null };
  const request: [RouteName, ...unknown[]] = [call.name, call.id, call.session.id, call.body ?? null];
  return { eventId: `desk:${key}`, digest: createHash('sha256').update(JSON.stringify(request)).digest() };
}
