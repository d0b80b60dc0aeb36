/** Pages: one notice to one person by one way, due at a moment of their own rule. Whoever decides that somebody must be told writes
 *  them here, in the transaction of the decision; `notify` sends them. */
import type { Queryable } from './audit.ts';
import type { Priority } from './escalations.ts';
import { usable } from './reach.ts';

/** Why: a case waits; it got more urgent; a claim lapsed; a colleague asks them to take a case over; the whole ladder was in vain
 *  (to the lead); something about their duty; the code of a way that is being verified; a test they asked for; a drill; the canary;
 *  somebody is in danger while nothing can be stored (directPager.ts: never a row). */
export type NoticeKind =
  | 'case'
  | 'raised'
  | 'lapsed'
  | 'offer'
  | 'exhausted'
  | 'duty'
  | 'verify'
  | 'test'
  | 'drill'
  | 'canary'
  | 'away';

export interface NewPage {
  centerId: string;
  kind: NoticeKind;
  /** The case it is about; null: none. */
  about: { residentId: string; escalationId: string; priority: Priority; round: number; step: number } | null;
  /** The people to tell. Each gets one page by every way of theirs that works, at the time of their own rule; who has none gets one
   *  that has failed, so that it is seen. */
  staffIds: readonly string[];
  /** Also into the team's chats of the centre. */
  team?: boolean;
  /** Whoever has been sent a page about the case since then gets no other. */
  unlessSince?: Date | undefined;
  now: Date;
}

/** Writes the pages. Gives how many of the people can be told at all: 0 means that nobody's phone will ring. */
export async function addPages(tx: Queryable, page: NewPage): Promise<number> {
  return (await addAllPages(tx, [page], page.now))[0] ?? 0;
}

/** The pages of many cases in one statement; how many people of each can be told, in the same order. */
export async function addAllPages(tx: Queryable, pages: readonly Omit<NewPage, 'now'>[], now: Date): Promise<number[]> {
  if (pages.length === 0) return [];
  const { rows } = await tx.query<{ nth: number; reached: number }>(
    `with asked as (
       -- Of a rehearsal only the one who is rehearsed with is told, of whatever, and hears at once that it is one.
       select it.nth, it.center_id, coalesce(made_up.synthetic, it.kind) as kind, it.resident_id, it.escalation_id, it.priority, it.round,
         it.step, case when made_up.id is null then it.staff_ids when rehearsal.staff_id = any (it.staff_ids) then array[rehearsal.staff_id]
           else '{}' end as staff_ids, it.team and made_up.id is null as team,
         it.unless_since
       from jsonb_to_recordset($1) as it (nth integer, center_id uuid, kind text, resident_id uuid, escalation_id uuid,
         priority integer, round integer, step integer, staff_ids uuid[], team boolean, unless_since timestamptz)
       left join resident made_up on made_up.id = it.resident_id and made_up.synthetic is not null
       left join rehearsal on rehearsal.id = made_up.rehearsal
     ), named as (
       select asked.nth, person.id as staff_id, method.id as method_id, coalesce(method.after_minutes, 0) as after_minutes
       from asked
       join staff person on person.id = any (asked.staff_ids) and person.disabled_at is null
       left join notice_method method on method.staff_id = person.id and ${usable}
       union all
       select asked.nth, null, method.id, method.after_minutes
       from asked
       join notice_method method on asked.team and method.center_id = asked.center_id and method.kind = 'team' and ${usable}
     ), told as (
       select named.* from named join asked using (nth)
       where not exists (select from page earlier where earlier.resident_id = asked.resident_id
         and earlier.escalation_id = asked.escalation_id and earlier.staff_id is not distinct from named.staff_id
         and earlier.made_at >= asked.unless_since)
     ), written as (
       insert into page (id, center_id, resident_id, escalation_id, kind, priority, round, step, staff_id, method_id, made_at, due_at,
         state, settled_at, fault)
       select gen_random_uuid(), center_id, resident_id, escalation_id, kind, priority, round, step, staff_id, method_id, $2,
         $2::timestamptz + after_minutes * interval '1 minute',
         case when method_id is null then 'failed' else 'due' end, case when method_id is null then $2::timestamptz end,
         case when method_id is null then 'no way' end
       from told join asked using (nth)
     )
     select nth, count(distinct staff_id) filter (where method_id is not null)::integer as reached from told group by nth`,
    [JSON.stringify(pages.map(asRecord)), now],
    'pages_add',
  );
  const reached = new Map(rows.map((row) => [row.nth, row.reached]));
  return pages.map((_, nth) => reached.get(nth) ?? 0);
}

const asRecord = ({ centerId, kind, about, staffIds, team, unlessSince }: Omit<NewPage, 'now'>, nth: number) => ({
  nth,
  center_id: centerId,
  kind,
  resident_id: about?.residentId ?? null,
  escalation_id: about?.escalationId ?? null,
  priority: about?.priority ?? null,
  round: about?.round ?? null,
  step: about?.step ?? null,
  staff_ids: staffIds,
  team: team ?? false,
  unless_since: unlessSince ?? null,
});

/** A page of kind 'verify' by a way that has proved nothing yet: the one thing that is sent to it. `staffId` null: a team's chat. */
export async function addVerifyPage(
  tx: Queryable,
  page: { id: string; centerId: string; staffId: string | null; methodId: string; now: Date },
): Promise<void> {
  await tx.query(
    `insert into page (id, center_id, kind, staff_id, method_id, made_at, due_at) values ($1, $2, 'verify', $3, $4, $5, $5)`,
    [page.id, page.centerId, page.staffId, page.methodId, page.now],
  );
}

/** A page as the one it was for sees it: that it came, by which way, and nothing of whom it was about. */
export interface OwnPage {
  id: string;
  kind: NoticeKind;
  priority: Priority | null;
  methodId: string | null;
  madeAt: Date;
  dueAt: Date;
  state: 'due' | 'accepted' | 'delivered' | 'failed' | 'void';
  settledAt: Date | null;
  arrivedAt: Date | null;
  fault: string | null;
}

/** Somebody's pages, the newest first; codes are no news. */
export async function ownPages(on: Queryable, staffId: string, limit: number): Promise<OwnPage[]> {
  const { rows } = await on.query<OwnPage>(
    `select id, kind, priority, method_id as "methodId", made_at as "madeAt", due_at as "dueAt", state, settled_at as "settledAt",
       arrived_at as "arrivedAt", fault
     from page where staff_id = $1 and kind not in ('verify', 'canary')
     order by made_at desc, due_at, id limit $2`,
    [staffId, limit],
    'pages_own',
  );
  return rows;
}

/** When somebody last asked for a page of this kind; by a way, where one is named. */
export async function lastAsked(
  on: Queryable,
  { staffId, methodId, kind }: { staffId: string | null; methodId: string | null; kind: 'test' | 'verify' },
): Promise<Date | null> {
  const { rows } = await on.query<{ at: Date | null }>(
    `select max(made_at) as at from page
     where kind = $3 and ($1::uuid is null or staff_id = $1) and ($2::uuid is null or method_id = $2)`,
    [staffId, methodId, kind],
    'pages_last_asked',
  );
  return rows[0]?.at ?? null;
}
