/** Where open cases stand on their ladders: what is due, and what was decided about it. Times are arguments; whoever is quicker holds the
 *  rows until its transaction ends, and the others pass them by. */
import { z } from 'zod';
import type { Queryable } from './audit.ts';
import type { NoticeKind } from './pages.ts';

const DueClimb = z.object({
  residentId: z.string(),
  escalationId: z.string(),
  centerId: z.string(),
  priority: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  /** null: nobody has it. Somebody: it rang again while they had it. */
  owner: z.string().nullable(),
  /** As the case keeps it; its shape is checked by whoever climbs. */
  ladder: z.unknown(),
  round: z.number(),
  step: z.number(),
  dueAt: z.date(),
  roundAt: z.date().nullable(),
  pageKind: z.enum(['case', 'raised', 'lapsed', 'drill', 'canary']),
  claimBy: z.date(),
});
export type DueClimb = z.infer<typeof DueClimb>;

/** Is there anything to do at all? One cheap look, so that a quiet night costs one statement a second. */
export async function anythingDue(
  on: Queryable,
  now: Date,
): Promise<{ climbs: boolean; lapses: boolean; promises: boolean }> {
  const { rows } = await on.query<{ climbs: boolean; lapses: boolean; promises: boolean }>(
    `select exists (select from escalation where closed_at is null and next_page_at <= $1) as climbs,
       exists (select from escalation where closed_at is null and lapse_at <= $1) as lapses,
       exists (select from escalation where closed_at is null and promise_at <= $1) as promises`,
    [now],
    'climbs_anything',
  );
  return rows[0] ?? { climbs: false, lapses: false, promises: false };
}

/** Cases whose next step is due, the most urgent first, among them whoever nobody was called for yet; without the first `past`; held until the
 *  transaction ends. */
export async function holdDueClimbs(tx: Queryable, now: Date, limit: number, past: number): Promise<DueClimb[]> {
  const { rows } = await tx.query(
    `select resident_id as "residentId", id as "escalationId", center_id as "centerId", priority, owner, ladder,
       ladder_round as round, ladder_step as step, next_page_at as "dueAt", round_at as "roundAt", page_kind as "pageKind",
       claim_by as "claimBy"
     from escalation
     where closed_at is null and next_page_at <= $1 and priority <= 2
     order by priority, ladder_round > 0, next_page_at
     limit $2 offset $3
     for no key update skip locked`,
    [now, limit, past],
    'climbs_due',
  );
  return rows.map((row) => DueClimb.parse(row));
}

export interface Moved {
  residentId: string;
  escalationId: string;
  round: number;
  step: number;
  dueAt: Date;
  roundAt: Date;
  pageKind: NoticeKind;
  /** The promised time counts as missed (again) from then on; null: as it stands. */
  promiseAt: Date | null;
  /** The whole ladder was in vain. */
  exhausted: boolean;
  /** Somebody was called or is to be told: the desks look again. */
  isNews: boolean;
}

/** Writes where the cases stand now. */
export async function moveClimbs(tx: Queryable, moved: readonly Moved[], now: Date): Promise<void> {
  await tx.query(
    `update escalation set ladder_round = it.round, ladder_step = it.step, next_page_at = it.due_at, round_at = it.round_at,
       page_kind = it.page_kind, promise_at = coalesce(it.promise_at, escalation.promise_at),
       exhausted_at = case when it.exhausted then $1 else escalation.exhausted_at end,
       changed_at = case when it.is_news then $1 else escalation.changed_at end
     from jsonb_to_recordset($2) as it (resident_id uuid, id uuid, round integer, step integer, due_at timestamptz,
       round_at timestamptz, page_kind text, promise_at timestamptz, exhausted boolean, is_news boolean)
     where escalation.resident_id = it.resident_id and escalation.id = it.id`,
    [
      now,
      JSON.stringify(
        moved.map((one) => ({
          resident_id: one.residentId,
          id: one.escalationId,
          round: one.round,
          step: one.step,
          due_at: one.dueAt,
          round_at: one.roundAt,
          page_kind: one.pageKind,
          promise_at: one.promiseAt,
          exhausted: one.exhausted,
          is_news: one.isNews,
        })),
      ),
    ],
    'climbs_move',
  );
}

export interface ClimbEvent {
  residentId: string;
  escalationId: string;
  cause: string;
  kind: 'paged' | 'unreached' | 'exhausted';
}

/** What happened on the ladder, in the case's own story. */
export async function addClimbEvents(tx: Queryable, events: readonly ClimbEvent[], now: Date): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `insert into escalation_event (resident_id, escalation_id, cause, kind, at, tier, priority)
     select it.resident_id, it.id, it.cause, it.kind, $1, escalation.tier, escalation.priority
     from jsonb_to_recordset($2) as it (resident_id uuid, id uuid, cause text, kind text)
     join escalation on escalation.resident_id = it.resident_id and escalation.id = it.id`,
    [
      now,
      JSON.stringify(
        events.map(({ residentId, escalationId, cause, kind }) => ({
          resident_id: residentId,
          id: escalationId,
          cause,
          kind,
        })),
      ),
    ],
    'climbs_events',
  );
}

/** People whose case is due for `what`, with their conversations held until the transaction ends: conversation first, then the case, as
 *  every turn does it. One whose conversation is in somebody's hands comes another time. */
export async function holdPeopleOf(
  tx: Queryable,
  what: 'lapse' | 'promise',
  now: Date,
  limit: number,
): Promise<string[]> {
  const { rows: due } = await tx.query<{ id: string; talks: boolean }>(
    `select escalation.resident_id as id, conversation.resident_id is not null as talks
     from escalation left join conversation on conversation.resident_id = escalation.resident_id
     where escalation.closed_at is null and escalation.${what}_at <= $1
     order by escalation.${what}_at
     limit $2`,
    [now, limit],
    `climbs_${what}_due`,
  );
  if (due.length === 0) return [];
  const { rows: held } = await tx.query<{ id: string }>(
    'select resident_id as id from conversation where resident_id = any ($1::uuid[]) for update skip locked',
    [due.filter(({ talks }) => talks).map(({ id }) => id)],
    'climbs_hold_people',
  );
  return [...held.map(({ id }) => id), ...due.filter(({ talks }) => !talks).map(({ id }) => id)];
}

export interface Lapsed {
  residentId: string;
  escalationId: string;
  centerId: string;
  priority: 0 | 1 | 2;
  /** Who had it, and did not speak. */
  staffId: string;
  round: number;
  step: number;
}

/** Claims without a word end: the case is nobody's again, the climb goes on where it stood and at once, the person is told in a turn of
 *  their conversation, and a page left open writes nothing more. */
export async function lapseClaims(tx: Queryable, residentIds: readonly string[], now: Date): Promise<Lapsed[]> {
  const { rows } = await tx.query<Lapsed>(
    `with held as (
       select resident_id, id, owner, lapse_at from escalation
       where resident_id = any ($1::uuid[]) and closed_at is null and owner is not null and lapse_at <= $2
       for no key update
     ), lapsed as (
       update escalation set owner = null, claimed_at = null, handed_back_at = null, fence = escalation.fence + 1, claim_by = $2,
         lapse_at = null, next_page_at = case when escalation.priority <= 2 then held.lapse_at end, round_at = held.lapse_at,
         page_kind = case when escalation.page_kind in ('drill', 'canary') then escalation.page_kind else 'lapsed' end,
         promise_at = null, offered_to = null, offered_at = null, changed_at = $2
       from held
       where escalation.resident_id = held.resident_id and escalation.id = held.id
       returning escalation.resident_id, escalation.id, escalation.center_id, escalation.fence, escalation.tier,
         escalation.priority, escalation.ladder_round, escalation.ladder_step, held.owner
     ), written as (
       insert into escalation_event (resident_id, escalation_id, cause, kind, at, tier, priority, staff_id)
       select resident_id, id, 'lapse:' || fence, 'lapsed', $2, tier, priority, owner from lapsed
     ), told as (
       insert into timer (resident_id, kind, center_id, serial, due_at)
       select lapsed.resident_id, 'lapsed', lapsed.center_id, conversation.rev, $2
       from lapsed join conversation on conversation.resident_id = lapsed.resident_id
       on conflict (resident_id, kind) do update set serial = excluded.serial, due_at = excluded.due_at, lease_until = null, attempts = 0
     )
     select resident_id as "residentId", id as "escalationId", center_id as "centerId", priority, owner as "staffId",
       ladder_round as round, ladder_step as step from lapsed`,
    [residentIds, now],
    'climbs_lapse',
  );
  return rows;
}

/** Deadlines that passed unread are counted, each once. The person is told again by their 'late' timer where a time had been promised them,
 *  which the turn that promised it tells when it comes (rule L1): who was promised nothing hears no excuse. Not twice within a minute. */
export async function missPromises(
  tx: Queryable,
  residentIds: readonly string[],
  now: Date,
): Promise<{ centerId: string }[]> {
  const { rows } = await tx.query<{ centerId: string }>(
    `with held as (
       select resident_id, id, promise_at from escalation
       where resident_id = any ($1::uuid[]) and closed_at is null and owner is null and promise_at <= $2
       for no key update
     ), missed as (
       update escalation set promise_at = null, changed_at = $2
       from held
       where escalation.resident_id = held.resident_id and escalation.id = held.id
       returning escalation.resident_id, escalation.id, escalation.center_id, escalation.tier, escalation.priority,
         'promise:' || escalation.climb || ':' || (extract(epoch from held.promise_at) * 1000)::bigint as cause
     ), counted as (
       insert into escalation_event (resident_id, escalation_id, cause, kind, at, tier, priority)
       select resident_id, id, cause, 'promise-missed', $2, tier, priority from missed
     ), told as (
       insert into timer (resident_id, kind, center_id, serial, due_at)
       select missed.resident_id, 'late', missed.center_id, conversation.rev, $2
       from missed join conversation on conversation.resident_id = missed.resident_id
       join lateral (
         select max(said.at) as at from escalation_event said
         where said.resident_id = missed.resident_id and said.escalation_id = missed.id and 'L1' = any (said.rules)
       ) told_last on told_last.at <= $2::timestamptz - interval '1 minute'
       on conflict (resident_id, kind) do update set due_at = least(timer.due_at, excluded.due_at)
     )
     select center_id as "centerId" from missed`,
    [residentIds, now],
    'climbs_miss',
  );
  return rows;
}
