/** Who has a desk open right now: a live stream writes its session's `desk_at` again and again. */
import type { Queryable } from './audit.ts';
import { limits } from './sessions.ts';

/** A desk that wrote within this time counts as open: two missed beats of 20 s and some. */
export const deskWithinMs = 45_000;

/** One beat of an open desk. The role as it stands now; null when the session has ended, which ends the stream too.
 *  Being open is no activity: an untouched desk still signs out after its idle time. */
export async function beat(
  on: Queryable,
  tokenHash: Buffer,
  now: Date,
): Promise<{ role: string; centerId: string } | null> {
  const { rows } = await on.query<{ role: string; centerId: string }>(
    `update session set desk_at = $2 from staff
     where session.token_hash = $1 and staff.id = session.staff_id and staff.disabled_at is null
       and session.created_at > $3 and session.seen_at > $4
     returning staff.role, staff.center_id as "centerId"`,
    [tokenHash, now, new Date(now.getTime() - limits.absoluteMs), new Date(now.getTime() - limits.idleMs)],
    'desk_beat',
  );
  return rows[0] ?? null;
}

/** The desk was closed. `lastBeat` is what this stream wrote: a newer beat is another tab's, and stays. */
export async function deskClosed(on: Queryable, tokenHash: Buffer, lastBeat: Date): Promise<void> {
  await on.query(
    'update session set desk_at = null where token_hash = $1 and desk_at <= $2',
    [tokenHash, lastBeat],
    'desk_closed',
  );
}
