/** Who is signed in. The browser holds a random token, the table only its SHA-256: a stolen table opens no desk. */
import type { Queryable, Trace } from './audit.ts';

const minuteMs = 60_000;
/** ASVS 7.3.2. `seenEveryMs`: how exact "idle" is, so that reading does not write a row each time. */
export const limits = { absoluteMs: 12 * 60 * minuteMs, idleMs: 30 * minuteMs, seenEveryMs: minuteMs };

export interface SignedIn {
  id: string;
  name: string;
  email: string;
  /** As it stands now, not as it was at sign-in. */
  role: string;
  centerId: string;
  centerName: string;
}

/** Opens a session and writes its audit row; the token the browser came with dies, and so do the account's outlived ones.
 *  false when the account was disabled in the meantime. */
export async function openSession(
  on: Queryable,
  session: { tokenHash: Buffer; replaces: Buffer | null; auditId: string; action: 'login' | 'invite.accepted' },
  trace: Trace,
): Promise<boolean> {
  const { rows } = await on.query(
    `with who as (
       select id, center_id from staff where id = $1 and disabled_at is null
     ), ended as (
       delete from session using who
       where session.token_hash = $2
          or (session.staff_id = who.id and (session.created_at <= $3 or session.seen_at <= $4))
     ), opened as (
       insert into session (token_hash, staff_id, created_at, seen_at) select $5, who.id, $6, $6 from who
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, address, request_id)
       select $6, $7, who.center_id, who.id, $8, $9, $10 from who
     )
     select id from who`,
    [
      trace.staffId,
      session.replaces,
      new Date(trace.at.getTime() - limits.absoluteMs),
      new Date(trace.at.getTime() - limits.idleMs),
      session.tokenHash,
      trace.at,
      session.auditId,
      session.action,
      trace.address,
      trace.requestId,
    ],
    'open_session',
  );
  return rows.length === 1;
}

/** Who holds this token? `alive` false: the session had run out or the account was disabled; it is deleted by this call, and
 *  the caller knows whom to name in the audit. null: no such token. `isActive` false: a desk that asks by itself, which keeps
 *  nobody signed in. */
export async function sessionOf(
  on: Queryable,
  tokenHash: Buffer,
  now: Date,
  isActive: boolean,
): Promise<(SignedIn & { alive: boolean }) | null> {
  const { rows } = await on.query<SignedIn & { alive: boolean }>(
    `with found as (
       select session.token_hash, staff.id, staff.name, staff.email, staff.role, staff.center_id, center.name as center_name,
         session.created_at > $2 and session.seen_at > $3 and staff.disabled_at is null as alive
       from session join staff on staff.id = session.staff_id join center on center.id = staff.center_id
       where session.token_hash = $1
     ), seen as (
       update session set seen_at = $4 from found
       where session.token_hash = found.token_hash and found.alive and $6 and session.seen_at <= $5
     ), ended as (
       delete from session using found where session.token_hash = found.token_hash and not found.alive
     )
     select id, name, email, role, center_id as "centerId", center_name as "centerName", alive from found`,
    [
      tokenHash,
      new Date(now.getTime() - limits.absoluteMs),
      new Date(now.getTime() - limits.idleMs),
      now,
      new Date(now.getTime() - limits.seenEveryMs),
      isActive,
    ],
    'session_of',
  );
  return rows[0] ?? null;
}

/** Signs out: the token is dead for every process from here on. The audit row names whoever it belonged to. */
export async function closeSession(
  on: Queryable,
  tokenHash: Buffer,
  auditId: string,
  trace: Pick<Trace, 'at' | 'address' | 'requestId'>,
): Promise<void> {
  await on.query(
    `with ended as (
       delete from session where token_hash = $1 returning staff_id
     )
     insert into audit (at, id, center_id, staff_id, action, address, request_id)
     select $2, $3, staff.center_id, staff.id, 'logout', $4, $5 from ended join staff on staff.id = ended.staff_id`,
    [tokenHash, trace.at, auditId, trace.address, trace.requestId],
    'close_session',
  );
}
