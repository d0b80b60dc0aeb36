/** Reads of the audit trail: who read or changed whose record. Every one is bound to a centre and to a month, and a page goes on from
 *  the row it ended with, by the index on (center_id, at) or (center_id, staff_id, at). */
import type { Queryable } from './audit.ts';

/** What kinds of act are counted; `night`: of them what was done with records between 22 and 6 o'clock in Korea. */
export type TrailKind = 'read' | 'change' | 'reveal' | 'export' | 'denied' | 'sign-in' | 'failed-sign-in' | 'night';

/** A row as a kind of act. By the shape of its name, so that an act added later is counted too. A session that ran out by itself is
 *  no refusal. */
const kindOf = `case
    when audit.action = 'denied' then case when audit.reason = 'signed_out' then 'other' else 'denied' end
    when audit.action = 'contact.reveal' then 'reveal'
    when audit.action like '%.export' then 'export'
    when audit.action in ('login', 'invite.accepted') then 'sign-in'
    when audit.resident_id is null then 'other'
    when audit.action like '%.read' or audit.action = 'case.talk' then 'read'
    else 'change' end`;

const atNight = `(extract(hour from audit.at at time zone 'Asia/Seoul') >= 22 or extract(hour from audit.at at time zone 'Asia/Seoul') < 6)
  and ${kindOf} in ('read', 'change', 'reveal', 'export')`;

/** A month: from its first moment to the first one after it. */
export interface Month {
  from: Date;
  to: Date;
}

export interface TrailWho {
  id: string;
  name: string;
  role: string;
}

export interface TrailRow {
  id: string;
  at: Date;
  staffId: string | null;
  name: string | null;
  role: string | null;
  action: string;
  residentId: string | null;
  subject: string | null;
  reason: string | null;
  address: string | null;
  requestId: string | null;
}

export interface TrailLook {
  month: Month;
  /** `program`: what nobody did. */
  staff: string | null;
  action: string | null;
  kind: TrailKind | null;
  /** The first eight characters of a person's id. */
  resident: string | null;
  after: { at: Date; id: string } | null;
  limit: number;
}

/** Rows of a month, the newest first. */
export async function readTrail(on: Queryable, centerId: string, look: TrailLook): Promise<TrailRow[]> {
  const values: unknown[] = [centerId, look.month.from, look.month.to, look.limit];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const conditions = [
    ...(look.staff === 'program' ? ['audit.staff_id is null'] : []),
    ...(look.staff !== null && look.staff !== 'program' ? [`audit.staff_id = ${put(look.staff)}`] : []),
    ...(look.action === null ? [] : [`audit.action = ${put(look.action)}`]),
    ...(look.kind === null ? [] : [kindCondition(look.kind)]),
    ...(look.resident === null ? [] : [residentBetween(put, look.resident)]),
    ...(look.after === null
      ? []
      : [`(audit.at, audit.id) < (${put(look.after.at)}::timestamptz, ${put(look.after.id)}::uuid)`]),
  ];
  const { rows } = await on.query<TrailRow>(
    `select audit.id, audit.at, audit.staff_id as "staffId", staff.name, staff.role, audit.action,
       audit.resident_id as "residentId", audit.subject, audit.reason, audit.address, audit.request_id as "requestId"
     from audit left join staff on staff.id = audit.staff_id
     where ${['audit.center_id = $1', 'audit.at >= $2', 'audit.at < $3', ...conditions].join(' and ')}
     order by audit.at desc, audit.id desc
     limit $4`,
    values,
  );
  return rows;
}

function kindCondition(kind: TrailKind): string {
  if (kind === 'night') return atNight;
  if (kind === 'failed-sign-in') return `audit.action = 'login.tried'`;
  return `${kindOf} = '${kind}'`;
}

/** Every id that begins so lies between these two. */
function residentBetween(put: (value: unknown) => string, beginning: string): string {
  const first = put(`${beginning}-0000-0000-0000-000000000000`);
  const last = put(`${beginning}-ffff-ffff-ffff-ffffffffffff`);
  return `audit.resident_id between ${first}::uuid and ${last}::uuid`;
}

/** Everybody of a centre, those without an account any more too: the trail names them. */
export async function trailStaff(on: Queryable, centerId: string): Promise<(TrailWho & { disabledAt: Date | null })[]> {
  const { rows } = await on.query<TrailWho & { disabledAt: Date | null }>(
    `select id, name, role, disabled_at as "disabledAt" from staff where center_id = $1
     order by disabled_at is not null, name, id
     limit 1000`,
    [centerId],
    'trail_staff',
  );
  return rows;
}

export interface PersonCount {
  staffId: string | null;
  name: string | null;
  role: string | null;
  /** Looks, and at how many people's records. */
  reads: number;
  readPeople: number;
  changes: number;
  changedPeople: number;
  reveals: number;
  exports: number;
  denied: number;
  signIns: number;
  /** Attempts that did not end in a sign-in. */
  failedSignIns: number;
  night: number;
}

/** A month person by person; null: what the program did by itself, and what was typed as a command. */
export async function countByPerson(on: Queryable, centerId: string, month: Month): Promise<PersonCount[]> {
  const { rows } = await on.query<PersonCount>(
    `with act as (
       select audit.staff_id, audit.resident_id, audit.action, ${kindOf} as kind, ${atNight} as night
       from audit where audit.center_id = $1 and audit.at >= $2 and audit.at < $3
     ), counted as (
       select staff_id,
         count(*) filter (where kind = 'read')::integer as "reads",
         count(distinct resident_id) filter (where kind = 'read')::integer as "readPeople",
         count(*) filter (where kind = 'change')::integer as "changes",
         count(distinct resident_id) filter (where kind = 'change')::integer as "changedPeople",
         count(*) filter (where kind = 'reveal')::integer as "reveals",
         count(*) filter (where kind = 'export')::integer as "exports",
         count(*) filter (where kind = 'denied')::integer as "denied",
         count(*) filter (where kind = 'sign-in')::integer as "signIns",
         greatest(0, count(*) filter (where action = 'login.tried') - count(*) filter (where action = 'login'))::integer as "failedSignIns",
         count(*) filter (where night)::integer as "night"
       from act group by staff_id
     )
     select counted.staff_id as "staffId", staff.name, staff.role, counted."reads", counted."readPeople", counted."changes",
       counted."changedPeople", counted."reveals", counted."exports", counted."denied", counted."signIns",
       counted."failedSignIns", counted."night"
     from counted left join staff on staff.id = counted.staff_id
     order by counted.staff_id is null, staff.name, counted.staff_id`,
    [centerId, month.from, month.to],
    'trail_by_person',
  );
  return rows;
}

/** For what numbers were revealed, by person. */
export async function revealReasons(
  on: Queryable,
  centerId: string,
  month: Month,
): Promise<{ staffId: string | null; reason: string | null; count: number }[]> {
  const { rows } = await on.query<{ staffId: string | null; reason: string | null; count: number }>(
    `select staff_id as "staffId", reason, count(*)::integer as count
     from audit where center_id = $1 and at >= $2 and at < $3 and action = 'contact.reveal'
     group by staff_id, reason
     order by count(*) desc, reason`,
    [centerId, month.from, month.to],
    'trail_reveal_reasons',
  );
  return rows;
}

export interface Sighting {
  at: Date;
  staffId: string | null;
  name: string | null;
  role: string | null;
  residentId: string | null;
  reason: string | null;
  action: string;
}

const sighting = `audit.at, audit.staff_id as "staffId", staff.name, staff.role, audit.resident_id as "residentId", audit.reason, audit.action`;

/** Numbers that were revealed without a call logged for the same person within the hour after, by anybody. The last hour is not
 *  looked at yet. `total`: of all, `rows` the newest. */
export async function uncalledReveals(
  on: Queryable,
  centerId: string,
  month: Month,
  now: Date,
  limit: number,
): Promise<{ total: number; rows: Sighting[] }> {
  const { rows } = await on.query<Sighting & { total: number }>(
    `select ${sighting}, (count(*) over ())::integer as total
     from audit left join staff on staff.id = audit.staff_id
     where audit.center_id = $1 and audit.at >= $2 and audit.at < $3 and audit.action = 'contact.reveal'
       and audit.at <= $4::timestamptz - interval '1 hour'
       and not exists (
         select from audit call
         where call.center_id = audit.center_id and call.at >= audit.at and call.at <= audit.at + interval '1 hour'
           and call.action = 'case.call' and call.resident_id = audit.resident_id)
     order by audit.at desc, audit.id
     limit $5`,
    [centerId, month.from, month.to, now, limit],
    'trail_uncalled',
  );
  return { total: rows[0]?.total ?? 0, rows };
}

/** Looks into cases that had been closed for more than 30 days, one line for a person, a record and a day. A case whose person was
 *  forgotten since is not found any more. */
export async function lateReads(
  on: Queryable,
  centerId: string,
  month: Month,
  limit: number,
): Promise<{ total: number; rows: (Sighting & { closedAt: Date; looks: number })[] }> {
  const { rows } = await on.query<Sighting & { closedAt: Date; looks: number; total: number }>(
    `with late as (
       select min(audit.at) as at, audit.staff_id, audit.resident_id, max(escalation.closed_at) as closed_at, count(*)::integer as looks
       from audit
       join escalation on escalation.resident_id = audit.resident_id and escalation.id::text = audit.subject
       where audit.center_id = $1 and audit.at >= $2 and audit.at < $3 and ${kindOf} = 'read'
         and escalation.closed_at < audit.at - interval '30 days'
       group by audit.staff_id, audit.resident_id, escalation.id, (audit.at at time zone 'Asia/Seoul')::date
     )
     select late.at, late.staff_id as "staffId", staff.name, staff.role, late.resident_id as "residentId", null as reason,
       'case.read' as action, late.closed_at as "closedAt", late.looks, (count(*) over ())::integer as total
     from late left join staff on staff.id = late.staff_id
     order by late.at desc, late.resident_id
     limit $4`,
    [centerId, month.from, month.to, limit],
    'trail_late_reads',
  );
  return { total: rows[0]?.total ?? 0, rows };
}

/** What left the house. */
export async function exportsOf(
  on: Queryable,
  centerId: string,
  month: Month,
  limit: number,
): Promise<{ total: number; rows: Sighting[] }> {
  const { rows } = await on.query<Sighting & { total: number }>(
    `select ${sighting}, (count(*) over ())::integer as total
     from audit left join staff on staff.id = audit.staff_id
     where audit.center_id = $1 and audit.at >= $2 and audit.at < $3 and audit.action like '%.export'
     order by audit.at desc, audit.id
     limit $4`,
    [centerId, month.from, month.to, limit],
    'trail_exports',
  );
  return { total: rows[0]?.total ?? 0, rows };
}

/** Days on which somebody was refused this often. */
export async function deniedDays(
  on: Queryable,
  centerId: string,
  month: Month,
  atLeast: number,
): Promise<{ day: string; staffId: string | null; name: string | null; role: string | null; count: number }[]> {
  const { rows } = await on.query<{
    day: string;
    staffId: string | null;
    name: string | null;
    role: string | null;
    count: number;
  }>(
    `with refused as (
       select to_char(audit.at at time zone 'Asia/Seoul', 'YYYY-MM-DD') as day, audit.staff_id, count(*)::integer as count
       from audit where audit.center_id = $1 and audit.at >= $2 and audit.at < $3 and ${kindOf} = 'denied'
       group by 1, 2 having count(*) >= $4
     )
     select refused.day, refused.staff_id as "staffId", staff.name, staff.role, refused.count
     from refused left join staff on staff.id = refused.staff_id
     order by refused.day desc, refused.count desc
     limit 200`,
    [centerId, month.from, month.to, atLeast],
    'trail_denied_days',
  );
  return rows;
}
