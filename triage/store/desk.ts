/** What the desk reads, and a logged call; what else it writes by itself is in caseActs.ts. Every statement is bound to a centre: a case of
 *  another centre is not found. Whatever shows a person's record writes its audit row in the same statement or transaction. */
import type { Queryable, Trace } from './audit.ts';
import { ownerIsThere } from './escalations.ts';
import { isReal } from './synthetic.ts';

export interface Owner {
  id: string;
  name: string;
}

/** An escalation as a queue shows it. */
export interface EscalationRow {
  id: string;
  priority: number;
  tier: 'low' | 'potential' | 'high' | null;
  reason: string;
  flags: string[];
  ageBand: string | null;
  channel: string;
  /** They have blocked us in this channel. */
  blocked: boolean;
  openedAt: Date;
  claimBy: Date;
  ownerId: string | null;
  ownerName: string | null;
  firstWordAt: Date | null;
  /** When the resident's page or channel was last heard of. */
  residentAt: Date | null;
  /** They left a number: when to call, `any` where they chose no time. The number itself is in no list. */
  phone: string | null;
  /** When it last rang: opened, raised, or a promised time passed. */
  rangAt: Date;
  /** Of a case nobody has: people who were called by a way of theirs. */
  called: number;
  /** When somebody is called next; null: nobody has to be. */
  nextCallAt: Date | null;
  /** When the claim ends if nobody has spoken to them; null: somebody has, or nobody has it. */
  lapseAt: Date | null;
  /** The owner asked this one to take over. */
  offeredToId: string | null;
  offeredToName: string | null;
  /** Nobody real: a drill. */
  drill: boolean;
}

/** An escalation as its case shows it, with what opens the sealed parts. */
export interface CaseRow extends EscalationRow {
  residentId: string;
  wrappedKey: Buffer;
  centerName: string;
  fence: number;
  /** By when they were told that it will have been read. */
  promisedBy: Date | null;
  /** Of the conversation, as far as this look saw it. */
  rev: number;
  closedAt: Date | null;
  outcome: string | null;
  /** Since when the program has the talk again. */
  handedBackAt: Date | null;
  /** Who confirmed or changed the tier as it stands; null: nobody yet. */
  judgedBy: string | null;
  judgedAt: Date | null;
  /** The poster or plate they came through. */
  placement: string | null;
  campaign: string | null;
  lang: 'ko' | 'en';
}

export type EventKind =
  | 'opened'
  | 'raised'
  | 'noted'
  | 'claimed'
  | 'spoke'
  | 'asked'
  | 'called'
  | 'judged'
  | 'wrote'
  | 'summoned'
  | 'handed-back'
  | 'released'
  | 'checked'
  | 'closed'
  | 'paged'
  | 'unreached'
  | 'exhausted'
  | 'lapsed'
  | 'offered'
  | 'offer-ended'
  | 'promise-missed';

export interface EventRow {
  cause: string;
  kind: EventKind;
  at: Date;
  tier: string | null;
  priority: number | null;
  rules: string[];
  by: string | null;
  /** Sealed JSON `{ evidence?, findings, note?, services? }`. */
  detail: Buffer | null;
}

/** One notice about a case: to whom, by which way, and what came of it. */
export interface PageRow {
  at: Date;
  kind: string;
  /** null: the team's chat. */
  to: string | null;
  /** null: they had no way. */
  way: string | null;
  state: 'due' | 'accepted' | 'delivered' | 'failed' | 'void';
}

export interface ScreeningRow {
  visit: number;
  instrument: string;
  status: 'running' | 'finished' | 'stopped';
  lang: 'ko' | 'en';
  instrumentVersion: string;
  wordingVersion: string;
  total: number | null;
  missing: number | null;
  band: string | null;
  rules: string[];
  brokeAt: string | null;
  startedAt: Date;
  endedAt: Date | null;
  helped: boolean;
  handedOver: boolean | null;
  /** Sealed JSON, item → `{ value, at, was? }`. */
  answers: Buffer;
}

/** How somebody wished to be reached, by their last answer. */
export interface ContactRow {
  way: 'phone' | 'chat' | 'none';
  bestTime: string | null;
  /** Sealed; of a phone only. */
  number: Buffer | null;
  at: Date;
  deleteBy: Date;
}

export interface NeedRow {
  about: string | null;
  at: Date;
  doneAt: Date | null;
}

export interface CallRow {
  id: string;
  at: Date;
  by: string;
  outcome: string;
  /** Sealed text. */
  note: Buffer | null;
}

export interface TurnRow {
  eventId: string;
  rev: number;
  channel: string;
  at: Date;
  sentAt: Date | null;
  /** The counsellor whose words this turn carried. */
  spokeBy: string | null;
  /** Sealed JSON `{ said, replies }`. */
  doc: Buffer;
}

/** Where the next page of a queue begins: the sort key of the last row seen. */
export interface QueueKey {
  priority: number;
  claimBy: Date;
  id: string;
}

/** What rings the desks (again): rule L1 says that a promised time has passed. A case given back rings where its owner goes. */
const rangAt = `greatest(escalation.opened_at, (select max(event.at) from escalation_event event
    where event.resident_id = escalation.resident_id and event.escalation_id = escalation.id
      and (event.kind = 'raised' or 'L1' = any(event.rules))))`;

const escalationColumns = `escalation.id, escalation.priority, escalation.tier, escalation.reason, escalation.flags,
  escalation.age_band as "ageBand", escalation.channel,
  exists (select from address where address.resident_id = escalation.resident_id and address.channel = escalation.channel
    and address.blocked and address.sealed_id is not null) as blocked,
  escalation.opened_at as "openedAt", escalation.claim_by as "claimBy",
  escalation.owner as "ownerId", owner.name as "ownerName", escalation.first_word_at as "firstWordAt",
  escalation.resident_at as "residentAt", ${rangAt} as "rangAt",
  (select coalesce(best_time, 'any') from contact
   where contact.resident_id = escalation.resident_id and contact.way = 'phone') as phone,
  case when escalation.owner is null then (select count(distinct page.staff_id)::integer from page
    where page.resident_id = escalation.resident_id and page.escalation_id = escalation.id and page.method_id is not null)
    else 0 end as called,
  escalation.next_page_at as "nextCallAt", escalation.lapse_at as "lapseAt", escalation.offered_to as "offeredToId",
  (select name from staff where staff.id = escalation.offered_to) as "offeredToName",
  not ${isReal('escalation')} as drill`;

/** Who waits at a centre, most urgent first, ties by deadline; a follow-up (P3) only while
 *  somebody has it: until then it stands among what is left to do. One audit row per look, with the
 *  number shown. */
export async function readQueue(
  on: Queryable,
  look: { auditId: string; after: QueueKey | null; limit: number },
  trace: Trace,
): Promise<EscalationRow[]> {
  const { rows } = await on.query<EscalationRow>(
    `with shown as (
       select ${escalationColumns}
       from escalation left join staff owner on owner.id = escalation.owner
       where escalation.center_id = $1 and escalation.closed_at is null
         and (escalation.priority <= 2 or escalation.owner is not null)
         and ($2::integer is null or (escalation.priority, escalation.claim_by, escalation.id) > ($2, $3::timestamptz, $4::uuid))
       order by escalation.priority, escalation.claim_by, escalation.id
       limit $5
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, subject, address, request_id)
       select $6, $7, $1, $8, 'queue.read', count(*) || ' rows', $9, $10 from shown
     )
     select * from shown order by priority, "claimBy", id`,
    [
      trace.centerId,
      look.after?.priority ?? null,
      look.after?.claimBy ?? null,
      look.after?.id ?? null,
      look.limit,
      trace.at,
      look.auditId,
      trace.staffId,
      trace.address,
      trace.requestId,
    ],
    'read_queue',
  );
  return rows;
}

/** How many wait unclaimed, and how many of them in emergency; counted up to 1,000, so that a flood costs no more than a page. */
export async function countWaiting(on: Queryable, centerId: string): Promise<{ waiting: number; emergencies: number }> {
  const { rows } = await on.query<{ waiting: number; emergencies: number }>(
    `select count(*)::integer as waiting, count(*) filter (where priority = 0)::integer as emergencies
     from (
       select priority from escalation
       where center_id = $1 and closed_at is null and owner is null and priority <= 2 and ${isReal('escalation')}
       order by priority, claim_by
       limit 1000
     ) unclaimed`,
    [centerId],
    'count_waiting',
  );
  return rows[0] ?? { waiting: 0, emergencies: 0 };
}

/** Opens a case and writes who did, for what (`action`), in one statement. null when this centre has no such case. */
export async function openCase(
  on: Queryable,
  look: { id: string; auditId: string; action: string },
  trace: Trace,
): Promise<CaseRow | null> {
  const { rows } = await on.query<CaseRow>(
    `with shown as (
       select ${escalationColumns}, escalation.resident_id as "residentId", resident.wrapped_key as "wrappedKey",
         center.name as "centerName", escalation.fence, escalation.closed_at as "closedAt",
         (select due_at from timer where timer.resident_id = escalation.resident_id and timer.kind = 'late') as "promisedBy",
         coalesce((select rev from conversation where conversation.resident_id = escalation.resident_id), 0) as rev, escalation.outcome,
         escalation.handed_back_at as "handedBackAt", judge.name as "judgedBy", escalation.judged_at as "judgedAt",
         placement.name as placement, campaign.name as campaign,
         coalesce(
           (select lang from screening where screening.resident_id = escalation.resident_id order by started_at desc limit 1),
           (select lang from consent where consent.resident_id = escalation.resident_id order by at desc limit 1),
           'ko'
         ) as lang
       from escalation
       join resident on resident.id = escalation.resident_id
       join center on center.id = escalation.center_id
       left join staff owner on owner.id = escalation.owner
       left join staff judge on judge.id = escalation.judged_by
       -- A plate that was moved counts for where it hangs since then.
       left join placement scanned on scanned.id = escalation.placement_id
       left join placement on placement.id =
         case when scanned.repointed_at <= escalation.opened_at then coalesce(scanned.counts_as, scanned.id) else scanned.id end
       left join campaign on campaign.id = placement.campaign_id
       where escalation.id = $1 and escalation.center_id = $2
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, resident_id, subject, address, request_id)
       select $3, $4, $2, $5, $6, shown."residentId", shown.id::text, $7, $8 from shown
     )
     select * from shown`,
    [look.id, trace.centerId, trace.at, look.auditId, trace.staffId, look.action, trace.address, trace.requestId],
    'open_case',
  );
  return rows[0] ?? null;
}

/** Everything that happened to an escalation, oldest first. Of a long talk the newest words only: they stand in the talk. */
export async function eventsOf(on: Queryable, residentId: string, escalationId: string): Promise<EventRow[]> {
  const { rows } = await on.query<EventRow>(
    `with happened as (
       (select * from escalation_event where resident_id = $1 and escalation_id = $2 and kind <> 'spoke'
        order by (kind = 'opened') desc, at desc limit 1000)
       union all
       (select * from escalation_event where resident_id = $1 and escalation_id = $2 and kind = 'spoke' order by at desc limit 100)
     )
     select event.cause, event.kind, event.at, event.tier, event.priority, event.rules, staff.name as by, event.detail
     from happened event left join staff on staff.id = event.staff_id
     order by event.at, event.kind <> 'opened', event.cause, event.kind`,
    [residentId, escalationId],
    'case_events',
  );
  return rows;
}

/** Notices about an escalation, the newest thousand, oldest first. */
export async function pagesOf(on: Queryable, residentId: string, escalationId: string): Promise<PageRow[]> {
  const { rows } = await on.query<PageRow>(
    `select page.made_at as at, page.kind, staff.name as "to", method.kind as way, page.state
     from page
     left join staff on staff.id = page.staff_id
     left join notice_method method on method.id = page.method_id
     where page.resident_id = $1 and page.escalation_id = $2
     order by page.made_at desc, staff.name desc, method.kind desc, page.kind desc, page.id desc
     limit 1000`,
    [residentId, escalationId],
    'case_pages',
  );
  return rows.reverse();
}

/** A resident's screenings, the newest first. */
export async function screeningsOf(on: Queryable, residentId: string): Promise<ScreeningRow[]> {
  const { rows } = await on.query<ScreeningRow>(
    `select visit, instrument, status, lang, instrument_version as "instrumentVersion", wording_version as "wordingVersion",
       total, missing, band, rules, broke_at as "brokeAt", started_at as "startedAt", ended_at as "endedAt", helped,
       handed_over as "handedOver", answers
     from screening where resident_id = $1
     order by started_at desc, instrument
     limit 100`,
    [residentId],
    'case_screenings',
  );
  return rows;
}

/** How a resident wished to be reached; null: they were not asked, or it was deleted since. */
export async function contactOf(on: Queryable, residentId: string): Promise<ContactRow | null> {
  const { rows } = await on.query<ContactRow>(
    'select way, best_time as "bestTime", number, at, delete_by as "deleteBy" from contact where resident_id = $1',
    [residentId],
    'case_contact',
  );
  return rows[0] ?? null;
}

/** What a resident needs beside, oldest first. */
export async function needsOf(on: Queryable, residentId: string): Promise<NeedRow[]> {
  const { rows } = await on.query<NeedRow>(
    `select about, created_at as at, done_at as "doneAt" from follow_up
     where resident_id = $1 and kind = 'need'
     order by created_at, id
     limit 100`,
    [residentId],
    'case_needs',
  );
  return rows;
}

/** The sealed number of a case's resident, with who wanted it and what for in the audit: one statement. `number` null: they
 *  left none, and nothing was shown. null when this centre has no such case. */
export async function revealNumber(
  on: Queryable,
  look: { id: string; auditId: string; reason: string },
  trace: Trace,
): Promise<{ residentId: string; wrappedKey: Buffer; number: Buffer | null } | null> {
  const { rows } = await on.query<{ residentId: string; wrappedKey: Buffer; number: Buffer | null }>(
    `with shown as (
       select escalation.id, escalation.resident_id as "residentId", resident.wrapped_key as "wrappedKey", contact.number
       from escalation
       join resident on resident.id = escalation.resident_id
       left join contact on contact.resident_id = escalation.resident_id
       where escalation.id = $1 and escalation.center_id = $2
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, resident_id, subject, reason, address, request_id)
       select $3, $4, $2, $5, 'contact.reveal', shown."residentId", shown.id::text, $6, $7, $8 from shown
       where shown.number is not null
     )
     select "residentId", "wrappedKey", number from shown`,
    [look.id, trace.centerId, trace.at, look.auditId, trace.staffId, look.reason, trace.address, trace.requestId],
    'reveal_number',
  );
  return rows[0] ?? null;
}

/** Logged calls of an escalation, oldest first. */
export async function callsOf(on: Queryable, residentId: string, escalationId: string): Promise<CallRow[]> {
  const { rows } = await on.query<CallRow>(
    `select call.id, call.at, staff.name as by, call.outcome, call.note
     from call join staff on staff.id = call.staff_id
     where call.resident_id = $1 and call.escalation_id = $2
     order by call.at, call.id
     limit 1000`,
    [residentId, escalationId],
    'case_calls',
  );
  return rows;
}

/** Turns of a resident's conversation, the newest first, before `beforeRev` (null: from the end). */
export async function turnsOf(
  on: Queryable,
  residentId: string,
  beforeRev: number | null,
  limit: number,
): Promise<TurnRow[]> {
  const { rows } = await on.query<TurnRow>(
    `select turn.event_id as "eventId", turn.rev, turn.channel, turn.at, turn.sent_at as "sentAt", turn.doc,
       (select staff.name from escalation_event event join staff on staff.id = event.staff_id
        where event.resident_id = turn.resident_id and event.cause = turn.event_id and event.kind = 'spoke' limit 1) as "spokeBy"
     from turn
     where turn.resident_id = $1 and ($2::integer is null or turn.rev < $2)
     order by turn.rev desc
     limit $3`,
    [residentId, beforeRev, limit],
    'case_turns',
  );
  return rows;
}

/** What is needed before writing to a case: whose it is and the key of its sealed parts. Shows nothing of the record. */
export async function keyOfCase(
  on: Queryable,
  centerId: string,
  id: string,
): Promise<{ residentId: string; wrappedKey: Buffer } | null> {
  const { rows } = await on.query<{ residentId: string; wrappedKey: Buffer }>(
    `select escalation.resident_id as "residentId", resident.wrapped_key as "wrappedKey"
     from escalation join resident on resident.id = escalation.resident_id
     where escalation.id = $1 and escalation.center_id = $2`,
    [id, centerId],
    'case_key',
  );
  return rows[0] ?? null;
}

export interface NewCall {
  id: string;
  escalationId: string;
  fence: number;
  /** The event id it happened under, so that a repeated request adds nothing. */
  cause: string;
  outcome: string;
  note: Buffer | null;
  /** It was made before something rang that still rings (alarmedSince in caseActs.ts). */
  unread: boolean;
  auditId: string;
}

/** Logs a call for whoever holds the claim; the first one counts as the first human word. One statement moves the
 *  escalation and writes call, event and audit from the moved row. false: nothing was written, because the claim is no
 *  longer theirs or the case is closed. A repeated cause is a unique violation. */
export async function logCall(on: Queryable, call: NewCall, trace: Trace): Promise<boolean> {
  const { rows } = await on.query(
    `with held as (
       update escalation set first_word_at = coalesce(first_word_at, $5), ${ownerIsThere('$13::boolean', `($7::text = 'reached')`)}, changed_at = $5
       where id = $1 and center_id = $2 and owner = $3 and fence = $4 and closed_at is null
       returning resident_id, id, center_id, tier, priority
     ), called as (
       insert into call (resident_id, id, escalation_id, center_id, staff_id, at, outcome, note)
       select resident_id, $6, id, center_id, $3, $5, $7, $8 from held
     ), told as (
       insert into escalation_event (resident_id, escalation_id, cause, kind, at, tier, priority, staff_id)
       select resident_id, id, $9, 'called', $5, tier, priority, $3 from held
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, resident_id, subject, address, request_id)
       select $5, $10, center_id, $3, 'case.call', resident_id, id::text, $11, $12 from held
     )
     select id from held`,
    [
      call.escalationId,
      trace.centerId,
      trace.staffId,
      call.fence,
      trace.at,
      call.id,
      call.outcome,
      call.note,
      call.cause,
      call.auditId,
      trace.address,
      trace.requestId,
      call.unread,
    ],
    'log_call',
  );
  return rows.length === 1;
}

/** A call that was logged before, by its id. */
export async function callOf(
  on: Queryable,
  residentId: string,
  id: string,
): Promise<{ staffId: string; outcome: string; note: Buffer | null } | null> {
  const { rows } = await on.query<{ staffId: string; outcome: string; note: Buffer | null }>(
    'select staff_id as "staffId", outcome, note from call where resident_id = $1 and id = $2',
    [residentId, id],
    'call_of',
  );
  return rows[0] ?? null;
}

export interface Holder {
  owner: Owner | null;
  fence: number;
  closed: boolean;
  /** The program has the talk again. */
  handedBack: boolean;
  /** Who was asked to take it over. */
  offeredTo: string | null;
  priority: 0 | 1 | 2 | 3;
}

/** Who holds a case now, to tell whoever came too late. */
export async function holderOf(on: Queryable, centerId: string, id: string): Promise<Holder | null> {
  const { rows } = await on.query<Omit<Holder, 'owner'> & { ownerId: string | null; ownerName: string | null }>(
    `select escalation.owner as "ownerId", owner.name as "ownerName", escalation.fence, escalation.closed_at is not null as closed,
       escalation.handed_back_at is not null as "handedBack", escalation.offered_to as "offeredTo", escalation.priority
     from escalation left join staff owner on owner.id = escalation.owner
     where escalation.id = $1 and escalation.center_id = $2`,
    [id, centerId],
    'case_holder',
  );
  const row = rows[0];
  if (!row) return null;
  const { ownerId, ownerName, ...rest } = row;
  return { owner: ownerId && ownerName !== null ? { id: ownerId, name: ownerName } : null, ...rest };
}

export interface ChangedRow {
  id: string;
  changedAt: Date;
  priority: number;
  rangAt: Date;
  closed: boolean;
}

/** Escalations of a centre that changed after `since`, oldest change first: the next `limit` of them. No record of a person
 *  is in it; the desk asks for the case or the queue, and that is audited. */
export async function changesSince(on: Queryable, centerId: string, since: Date, limit: number): Promise<ChangedRow[]> {
  const { rows } = await on.query<ChangedRow>(
    `select id, changed_at as "changedAt", priority, ${rangAt} as "rangAt", closed_at is not null as closed
     from escalation where center_id = $1 and changed_at > $2
     order by changed_at, id
     limit $3`,
    [centerId, since, limit],
    'changes_since',
  );
  return rows;
}
