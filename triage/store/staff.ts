/** The people who work at the desk: account, role, invite. E-mail addresses are stored and looked up in lower case. */
import type { Queryable } from './audit.ts';
import type { Transaction } from './db.ts';
import { climbBegins } from './escalations.ts';

export interface Staff {
  id: string;
  centerId: string;
  centerName: string;
  email: string;
  name: string;
  role: string;
  /** PHC string; null until the invite is accepted. */
  password: string | null;
  /** Until when an invite is open; null when there is none. */
  inviteUntil: Date | null;
  disabledAt: Date | null;
}

const columns = `staff.id, staff.center_id as "centerId", center.name as "centerName", staff.email, staff.name, staff.role,
  staff.password, staff.invite_until as "inviteUntil", staff.disabled_at as "disabledAt"`;

export async function staffByEmail(on: Queryable, email: string): Promise<Staff | null> {
  const { rows } = await on.query<Staff>(
    `select ${columns} from staff join center on center.id = staff.center_id where staff.email = $1`,
    [email.toLowerCase()],
    'staff_by_email',
  );
  return rows[0] ?? null;
}

/** Whose open invite is this? null when unknown, used, out of time, or of a disabled account. */
export async function staffByInvite(on: Queryable, inviteHash: Buffer, now: Date): Promise<Staff | null> {
  const { rows } = await on.query<Staff>(
    `select ${columns} from staff join center on center.id = staff.center_id
     where staff.invite_hash = $1 and staff.invite_until > $2 and staff.disabled_at is null`,
    [inviteHash, now],
    'staff_by_invite',
  );
  return rows[0] ?? null;
}

/** Uses up an invite: sets the password and ends every session of the account. false when somebody was faster, or it ran out. */
export async function acceptInvite(on: Queryable, inviteHash: Buffer, password: string, now: Date): Promise<boolean> {
  const { rows } = await on.query(
    `with accepted as (
       update staff set password = $2, invite_hash = null, invite_until = null
       where invite_hash = $1 and invite_until > $3 and disabled_at is null
       returning id
     ), ended as (
       delete from session using accepted where session.staff_id = accepted.id
     )
     select id from accepted`,
    [inviteHash, password, now],
    'accept_invite',
  );
  return rows.length === 1;
}

export interface NewStaff {
  id: string;
  centerId: string;
  email: string;
  name: string;
  role: string;
  password: string | null;
  invite: { hash: Buffer; until: Date } | null;
  at: Date;
}

/** Adds an account. false when the e-mail address has one already. */
export async function addStaff(on: Queryable, staff: NewStaff): Promise<boolean> {
  const { rows } = await on.query(
    `insert into staff (id, center_id, email, name, role, password, invite_hash, invite_until, created_at)
     values ($1, $2, lower($3), $4, $5, $6, $7, $8, $9)
     on conflict (email) do nothing
     returning id`,
    [
      staff.id,
      staff.centerId,
      staff.email,
      staff.name,
      staff.role,
      staff.password,
      staff.invite?.hash ?? null,
      staff.invite?.until ?? null,
      staff.at,
    ],
  );
  return rows.length === 1;
}

/** Adds the very first account of an installation. false when there is any account already. */
export async function addFirstStaff(on: Queryable, staff: NewStaff): Promise<boolean> {
  const { rows } = await on.query(
    `insert into staff (id, center_id, email, name, role, password, created_at)
     select $1, $2, lower($3), $4, $5, $6, $7
     where not exists (select from staff join center on center.id = staff.center_id where not center.synthetic)
     on conflict (email) do nothing
     returning id`,
    [staff.id, staff.centerId, staff.email, staff.name, staff.role, staff.password, staff.at],
  );
  return rows.length === 1;
}

export async function hasStaff(on: Queryable): Promise<boolean> {
  const { rows } = await on.query(
    'select from staff join center on center.id = staff.center_id where not center.synthetic limit 1',
  );
  return rows.length === 1;
}

/** A new invite for an account, e.g. when its password was forgotten. The old password works until it is accepted. */
export async function renewInvite(
  on: Queryable,
  email: string,
  invite: { hash: Buffer; until: Date },
): Promise<boolean> {
  const { rows } = await on.query(
    `update staff set invite_hash = $2, invite_until = $3 where email = lower($1) and disabled_at is null returning id`,
    [email, invite.hash, invite.until],
  );
  return rows.length === 1;
}

/** What colleagues and residents read from now on. */
export async function renameStaff(on: Queryable, id: string, name: string): Promise<void> {
  await on.query('update staff set name = $2 where id = $1', [id, name]);
}

/** Disables an account, ends its sessions and gives its open cases back to the queue, due at once: nobody may wait for
 *  somebody who no longer comes. The fence moves, so that a page left open writes nothing more.
 *  null when there is no such account; else the number of cases given back. Repeating it changes nothing. */
export async function disableStaff(tx: Transaction, email: string, now: Date): Promise<{ released: number } | null> {
  // Conversations first, as every turn does: one that is being written moves the rev by which the residents' timers are named.
  await tx.query(
    `select from conversation where resident_id in (
       select escalation.resident_id from escalation join staff on staff.id = escalation.owner
       where staff.email = lower($1) and escalation.closed_at is null)
     order by resident_id for update`,
    [email],
  );
  // Waits for a claim that is being written by them, which the statement below would not see.
  await tx.query('select from staff where email = lower($1) for update', [email]);
  const { rows } = await tx.query<{ released: number }>(
    `with gone as (
       update staff set disabled_at = coalesce(disabled_at, $2), invite_hash = null, invite_until = null
       where email = lower($1)
       returning id
     ), ended as (
       delete from session using gone where session.staff_id = gone.id
     ), released as (
       update escalation
       set owner = null, claimed_at = null, handed_back_at = null, fence = escalation.fence + 1, claim_by = $2,
         ${climbBegins('$2')}, changed_at = $2
       from gone
       where escalation.owner = gone.id and escalation.closed_at is null
       returning escalation.id, escalation.resident_id, escalation.center_id, escalation.fence, escalation.tier, escalation.priority,
         gone.id as staff_id
     ), written as (
       insert into escalation_event (resident_id, escalation_id, cause, kind, at, tier, priority, staff_id)
       select resident_id, id, 'staff.disable:' || fence, 'released', $2, tier, priority, staff_id from released
     ), unoffered as (
       -- What they were asked to take over stays with whoever asked.
       update escalation set offered_to = null, offered_at = null, changed_at = $2
       from gone
       where escalation.offered_to = gone.id and escalation.closed_at is null
       returning escalation.id, escalation.resident_id, escalation.fence, escalation.tier, escalation.priority, gone.id as staff_id
     ), declined as (
       insert into escalation_event (resident_id, escalation_id, cause, kind, at, tier, priority, staff_id)
       select resident_id, id, 'staff.disable:' || fence, 'offer-ended', $2, tier, priority, staff_id from unoffered
     ), told as (
       -- Each of these residents is told, in a turn of their conversation.
       insert into timer (resident_id, kind, center_id, serial, due_at)
       select released.resident_id, 'lapsed', released.center_id, conversation.rev, $2
       from released join conversation on conversation.resident_id = released.resident_id
       on conflict (resident_id, kind) do update set serial = excluded.serial, due_at = excluded.due_at, lease_until = null, attempts = 0
     )
     select (select count(*)::integer from released) as released from gone`,
    [email, now],
  );
  return rows[0] ?? null;
}

export async function listStaff(on: Queryable): Promise<Staff[]> {
  const { rows } = await on.query<Staff>(
    `select ${columns} from staff join center on center.id = staff.center_id
     where not center.synthetic order by center.name, staff.email limit 1000`,
  );
  return rows;
}

/** Who answers for a centre: its leads whose account works; where there is none, its administrators. */
export async function leadsOf(on: Queryable, centerId: string): Promise<string[]> {
  const { rows } = await on.query<{ id: string }>(
    `select id from staff
     where center_id = $1 and disabled_at is null and role = (
       select role from staff any_of where any_of.center_id = $1 and any_of.disabled_at is null and any_of.role in ('lead', 'admin')
       order by any_of.role desc limit 1)
     order by id`,
    [centerId],
    'staff_leads',
  );
  return rows.map(({ id }) => id);
}

export async function listCenters(on: Queryable): Promise<{ id: string; name: string }[]> {
  const { rows } = await on.query<{ id: string; name: string }>(
    'select id, name from center where not synthetic order by name, id limit 1000',
  );
  return rows;
}
