/** Referrals: who was asked to help whom, on what ground, and how far it has come. They only go forward. */
import type { Queryable, Trace } from './audit.ts';
import type { Part } from './commit.ts';
import { type Aad, aad } from './seal.ts';
import { isReal } from './synthetic.ts';

/** Where the words beside a step of a referral are sealed. */
export const referralNote = (residentId: string, referralId: string, eventId: string): Aad =>
  aad('referral_event', `${residentId}/${referralId}/${eventId}`, 'note');

export interface ReferralRow {
  id: string;
  resourceId: string;
  resourceKind: string;
  resourceName: string;
  resourcePhone: string | null;
  state: string;
  basis: string;
  requestedAt: Date;
}

export interface ReferralEventRow {
  id: string;
  referralId: string;
  at: Date;
  state: string;
  by: string | null;
  /** Sealed text. */
  note: Buffer | null;
}

/** A person's referrals, the newest first. */
export async function referralsOf(on: Queryable, residentId: string): Promise<ReferralRow[]> {
  const { rows } = await on.query<ReferralRow>(
    `select referral.id, resource.id as "resourceId", resource.kind as "resourceKind", resource.name as "resourceName",
       resource.phone as "resourcePhone", referral.state, referral.basis, referral.requested_at as "requestedAt"
     from referral join resource on resource.id = referral.resource_id
     where referral.resident_id = $1
     order by referral.requested_at desc, referral.id
     limit 200`,
    [residentId],
    'case_referrals',
  );
  return rows;
}

/** What happened to a person's referrals, oldest first. */
export async function referralEventsOf(on: Queryable, residentId: string): Promise<ReferralEventRow[]> {
  const { rows } = await on.query<ReferralEventRow>(
    `select event.id, event.referral_id as "referralId", event.at, event.state, staff.name as by, event.note
     from referral_event event left join staff on staff.id = event.staff_id
     where event.resident_id = $1
     order by event.at, event.id
     limit 1000`,
    [residentId],
    'case_referral_events',
  );
  return rows;
}

export interface AskedRow {
  at: Date;
  given: boolean;
  cause: string;
  kind: string;
  /** Sealed JSON, with the name of the agency. */
  detail: Buffer;
}

/** What a person answered when asked whether another agency may be told, oldest first. The consent says that they answered, the
 *  case's event of the same turn whom it was about. */
export async function thirdPartiesOf(on: Queryable, residentId: string): Promise<AskedRow[]> {
  const { rows } = await on.query<AskedRow>(
    `select consent.at, consent.given, event.cause, event.kind, event.detail
     from consent join escalation_event event on event.resident_id = consent.resident_id and event.at = consent.at
     where consent.resident_id = $1 and consent.kind = 'third.ask' and event.detail is not null
     order by consent.at
     limit 200`,
    [residentId],
    'third_parties_of',
  );
  return rows;
}

export interface NewReferral {
  id: string;
  eventId: string;
  auditId: string;
  residentId: string;
  escalationId: string;
  resourceId: string;
  basis: string;
  note: Buffer | null;
}

/** Asks for help. false: the same person was referred there already, and it is not over; or it is the same request again. The
 *  ground on which the other one is told stands in the audit as the reason. */
export async function requestReferral(on: Queryable, made: NewReferral, trace: Trace): Promise<boolean> {
  const { rows } = await on.query(
    `with made as (
       insert into referral (resident_id, id, center_id, escalation_id, resource_id, state, basis, requested_at, changed_at)
       values ($1, $2, $3, $4, $5, 'requested', $6, $7, $7)
       on conflict do nothing
       returning resident_id, id, center_id, resource_id
     ), told as (
       insert into referral_event (resident_id, referral_id, id, at, state, staff_id, note)
       select resident_id, id, $8, $7, 'requested', $9, $10 from made
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, resident_id, subject, reason, address, request_id)
       select $7, $11, center_id, $9, 'referral.request', resident_id, id || ' ' || resource_id, $6, $12, $13 from made
     )
     select id from made`,
    [
      made.residentId,
      made.id,
      trace.centerId,
      made.escalationId,
      made.resourceId,
      made.basis,
      trace.at,
      made.eventId,
      trace.staffId,
      made.note,
      made.auditId,
      trace.address,
      trace.requestId,
    ],
    'request_referral',
  );
  return rows.length === 1;
}

/** Was this very referral asked for before? */
export async function wasRequested(on: Queryable, residentId: string, id: string): Promise<boolean> {
  const { rows } = await on.query(
    'select from referral where resident_id = $1 and id = $2',
    [residentId, id],
    'referral_was_requested',
  );
  return rows.length > 0;
}

export interface ReferralNow {
  residentId: string;
  wrappedKey: Buffer;
  state: string;
  at: Date;
  /** Who brought it there. */
  by: string | null;
}

/** Whose referral it is and how it stands. null: this centre has no such one. */
export async function referralNow(on: Queryable, centerId: string, id: string): Promise<ReferralNow | null> {
  const { rows } = await on.query<ReferralNow>(
    `select referral.resident_id as "residentId", resident.wrapped_key as "wrappedKey", referral.state,
       referral.changed_at as at, last.by
     from referral join resident on resident.id = referral.resident_id
     left join lateral (
       select staff.name as by from referral_event event left join staff on staff.id = event.staff_id
       where event.resident_id = referral.resident_id and event.referral_id = referral.id and event.state = referral.state
       limit 1
     ) last on true
     where referral.id = $1 and referral.center_id = $2`,
    [id, centerId],
    'referral_now',
  );
  return rows[0] ?? null;
}

/** Was this very step written before? */
export async function wasMoved(on: Queryable, residentId: string, id: string, eventId: string): Promise<boolean> {
  const { rows } = await on.query(
    'select from referral_event where resident_id = $1 and referral_id = $2 and id = $3',
    [residentId, id, eventId],
    'referral_was_moved',
  );
  return rows.length > 0;
}

export interface Move {
  id: string;
  state: string;
  /** It may come from one of these. */
  from: readonly string[];
  eventId: string;
  auditId: string;
  note: Buffer | null;
  /** It is over: how its check ends. null: the check stays open. */
  ends: string | null;
  endEventId: string;
}

/** One step on; with the last one its check is done. false: it is not there, or stands in none of `from`. */
export async function moveReferral(on: Queryable, move: Move, trace: Trace): Promise<boolean> {
  const { rows } = await on.query(
    `with moved as (
       update referral set state = $3, changed_at = $4
       where id = $1 and center_id = $2 and state = any ($5::text[])
       returning resident_id, id, center_id
     ), told as (
       insert into referral_event (resident_id, referral_id, id, at, state, staff_id, note)
       select resident_id, id, $6, $4, $3, $7, $8 from moved
     ), ended as (
       update follow_up set done_at = $4, done_by = $7, outcome = $9 from moved
       where $9::text is not null and follow_up.resident_id = moved.resident_id and follow_up.referral_id = moved.id
         and follow_up.done_at is null
       returning follow_up.resident_id, follow_up.id
     ), end_told as (
       insert into follow_up_event (resident_id, follow_up_id, id, at, kind, staff_id, outcome)
       select resident_id, id, $10, $4, 'done', $7, $9 from ended
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, resident_id, subject, address, request_id)
       select $4, $11, center_id, $7, 'referral.move', resident_id, id || ' ' || $3, $12, $13 from moved
     )
     select id from moved`,
    [
      move.id,
      trace.centerId,
      move.state,
      trace.at,
      move.from,
      move.eventId,
      trace.staffId,
      move.note,
      move.ends,
      move.endEventId,
      move.auditId,
      trace.address,
      trace.requestId,
    ],
    'move_referral',
  );
  return rows.length === 1;
}

/** What may still be counted of the referrals of somebody who is being forgotten: kind, day and state, under an id that leads
 *  nowhere. How many there are is known to the statement only, which is why it makes the ids. */
export const referralPastPart: Part = {
  name: 'referrals_counted',
  text: `insert into referral_past (id, center_id, resource_kind, requested_on, state)
    select gen_random_uuid(), referral.center_id, resource.kind, (referral.requested_at at time zone 'Asia/Seoul')::date, referral.state
    from moved join referral on referral.resident_id = moved.resident_id join resource on resource.id = referral.resource_id
    where ${isReal('moved')}`,
  values: [],
};
