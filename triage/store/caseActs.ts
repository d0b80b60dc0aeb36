/** What staff write to a case beside its conversation: a judged tier, a note, 119·112 called together, a case given back, the
 *  lead's look. One statement each: the case, its event and the audit row, or nothing. Every one but the look needs the claim. */
import type { Queryable, Trace } from './audit.ts';
import type { Transaction } from './db.ts';
import { climbBegins, ownerIsThere, rangSince, type Tier } from './escalations.ts';

export interface DeskWrite {
  escalationId: string;
  /** The event id it happened under: the same one again is a unique violation, and nothing is written. */
  cause: string;
  /** Sealed JSON of the event. */
  detail: Buffer;
  auditId: string;
}

/** `$1` the case, `$2` its centre, `$3` who, `$4` when, `$5` the event id, `$6` the sealed detail, `$7` the audit row, `$8` address,
 *  `$9` request; the act's own begin at `$10`. `held` is the case as the act has left it. */
const written = (
  kind: string,
  held: string,
  audited: { action: string; subject?: string; reason?: string },
  more = '',
) =>
  `with held as (
     ${held}
     returning escalation.resident_id, escalation.id, escalation.center_id, escalation.tier, escalation.priority
   ), told as (
     insert into escalation_event (resident_id, escalation_id, cause, kind, at, tier, priority, staff_id, detail)
     select resident_id, id, $5, '${kind}', $4, tier, priority, $3, $6 from held
   ), logged as (
     insert into audit (at, id, center_id, staff_id, action, resident_id, subject, reason, address, request_id)
     select $4, $7, center_id, $3, '${audited.action}', resident_id, id::text${audited.subject ?? ''}, ${audited.reason ?? 'null'}, $8, $9 from held
   )${more}
   select id from held`;

const ofOwner = (fence: string) =>
  `where escalation.id = $1 and escalation.center_id = $2 and escalation.owner = $3 and escalation.fence = ${fence} and escalation.closed_at is null`;

const judging = written(
  'judged',
  `update escalation set tier = $11, judged_by = $3, judged_at = $4, changed_at = $4 ${ofOwner('$10')}`,
  { action: 'case.judge', subject: ` || ' ' || tier` },
);
const writing = written('wrote', `update escalation set changed_at = $4 ${ofOwner('$10')}`, { action: 'case.note' });
/** Urgent life is the ground on which somebody's place may be told (PIPA): every use is logged with it. */
const summoning = written(
  'summoned',
  `update escalation set ${ownerIsThere('$12::boolean')}, changed_at = $4 ${ofOwner('$10')}`,
  {
    action: 'case.summon',
    subject: ` || ' ' || $11`,
    reason: `'urgent-life'`,
  },
);
/** As when an account is disabled: due at once, the fence moves so that a page left open writes nothing more, and the resident is
 *  told in a turn of their conversation. */
const releasing = written(
  'released',
  `update escalation set owner = null, claimed_at = null, handed_back_at = null, fence = escalation.fence + 1, claim_by = $4,
   ${climbBegins('$4')}, changed_at = $4
   ${ofOwner('$10')}`,
  { action: 'case.release' },
  `, told_them as (
     insert into timer (resident_id, kind, center_id, serial, due_at)
     select held.resident_id, 'lapsed', held.center_id, conversation.rev, $4
     from held join conversation on conversation.resident_id = held.resident_id
     on conflict (resident_id, kind) do update set serial = excluded.serial, due_at = excluded.due_at, lease_until = null, attempts = 0
   )`,
);
/** The owner stays responsible until the colleague accepts (acceptParts in escalations.ts). One offer at a time. */
const offering = written(
  'offered',
  `update escalation set offered_to = $11::uuid, offered_at = $4, changed_at = $4 ${ofOwner('$10')} and escalation.offered_to is null`,
  { action: 'case.offer', subject: ` || ' ' || $11` },
);
/** Whoever was asked declines, or whoever asked takes it back. */
const unoffering = written(
  'offer-ended',
  `update escalation set offered_to = null, offered_at = null, changed_at = $4
   where escalation.id = $1 and escalation.center_id = $2 and escalation.closed_at is null and escalation.offered_to is not null
     and $3 in (escalation.offered_to, escalation.owner)`,
  { action: 'case.endOffer' },
);
const checking = written(
  'checked',
  'update escalation set changed_at = $4 where escalation.id = $1 and escalation.center_id = $2 and escalation.closed_at is null',
  { action: 'case.check' },
);

const run = async (on: Queryable, text: string, act: DeskWrite, trace: Trace, own: unknown[], name: string) => {
  const { rows } = await on.query(
    text,
    [
      act.escalationId,
      trace.centerId,
      trace.staffId,
      trace.at,
      act.cause,
      act.detail,
      act.auditId,
      trace.address,
      trace.requestId,
      ...own,
    ],
    name,
  );
  return rows.length === 1;
};

// Each gives false where nothing was written: the claim is no longer theirs, or the case is closed.

/** Holds the case until the transaction ends: has anything rung in it in a turn after `rev`, or, where that is not known, after `at`? */
export async function alarmedSince(
  tx: Queryable,
  centerId: string,
  id: string,
  { rev, at }: { rev: number | undefined; at: Date },
): Promise<boolean> {
  await tx.query(
    'select from escalation where id = $1 and center_id = $2 for no key update',
    [id, centerId],
    'case_hold',
  );
  // A look of its own: the one above may have waited, and this one sees what was written meanwhile.
  const { rows } = await tx.query(
    `select from escalation where id = $1 and center_id = $2 and ${rangSince('$3', 'event.at > $4')}`,
    [id, centerId, rev ?? null, at],
    'case_alarmed_since',
  );
  return rows.length > 0;
}

/** A named person confirms the tier or sets another, lower ones too: only a person may. A later alarm raises it all the same. */
export const judgeTier = (on: Queryable, act: DeskWrite, fence: number, tier: Tier, trace: Trace): Promise<boolean> =>
  run(on, judging, act, trace, [fence, tier], 'case_judge');

export const writeNote = (on: Queryable, act: DeskWrite, fence: number, trace: Trace): Promise<boolean> =>
  run(on, writing, act, trace, [fence], 'case_note');

/** services: `119`, `112`, as the audit row names them. unread: as of a call (NewCall in desk.ts). */
export const logSummon = (
  on: Queryable,
  act: DeskWrite,
  { fence, services, unread }: { fence: number; services: readonly string[]; unread: boolean },
  trace: Trace,
): Promise<boolean> => run(on, summoning, act, trace, [fence, services.join('+'), unread], 'case_summon');

/** Holds the conversation first, as every turn does: a turn that is being written moves the rev by which the resident's timer is named. */
export async function releaseCase(tx: Transaction, act: DeskWrite, fence: number, trace: Trace): Promise<boolean> {
  await tx.query(
    `select from conversation where resident_id = (select resident_id from escalation where id = $1 and center_id = $2) for update`,
    [act.escalationId, trace.centerId],
    'case_hold_talk',
  );
  return run(tx, releasing, act, trace, [fence], 'case_release');
}

export const offerCase = (
  on: Queryable,
  act: DeskWrite,
  fence: number,
  staffId: string,
  trace: Trace,
): Promise<boolean> => run(on, offering, act, trace, [fence, staffId], 'case_offer');

export const endOffer = (on: Queryable, act: DeskWrite, trace: Trace): Promise<boolean> =>
  run(on, unoffering, act, trace, [], 'case_end_offer');

/** No claim: whoever looks is not the owner. false: the case is closed. */
export const checkCase = (on: Queryable, act: DeskWrite, trace: Trace): Promise<boolean> =>
  run(on, checking, act, trace, [], 'case_check');

/** An act that was written before under this event id; null: none. */
export async function actOf(
  on: Queryable,
  residentId: string,
  escalationId: string,
  cause: string,
): Promise<{ kind: string; staffId: string | null; detail: Buffer | null } | null> {
  const { rows } = await on.query<{ kind: string; staffId: string | null; detail: Buffer | null }>(
    `select kind, staff_id as "staffId", detail from escalation_event
     where resident_id = $1 and escalation_id = $2 and cause = $3
       and kind in ('judged', 'wrote', 'summoned', 'released', 'checked', 'offered', 'offer-ended')`,
    [residentId, escalationId, cause],
    'case_act_of',
  );
  return rows[0] ?? null;
}
