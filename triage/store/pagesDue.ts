/** Pages on their way: which are due, who sends them, what became of them. A page is sent by whoever holds its lease, and settled only
 *  under the fence of that lease. */
import type { Queryable } from './audit.ts';
import type { Priority } from './escalations.ts';
import type { HookChannel, MethodKind, NoticeLang } from './noticeMethods.ts';
import type { NoticeKind } from './pages.ts';

/** A page that is due, as the plan of its way needs it. */
export interface DuePage {
  id: string;
  methodId: string;
  kind: NoticeKind;
  priority: Priority | null;
  escalationId: string | null;
  madeAt: Date;
  attempts: number;
  /** Its case was opened then; null: about no case. */
  openedAt: Date | null;
  /** Somebody has the case since it was written, or it is closed, or the offer went to another one, or their account was switched off. */
  isVoid: boolean;
  /** This way has told of this case before, as urgent as it is now. */
  toldBefore: boolean;
}

/** A way with pages due, locked. */
export interface DueWay {
  id: string;
  kind: MethodKind;
  channel: HookChannel | null;
  sealed: Buffer;
  lang: NoticeLang;
  centerName: string;
}

/** Whoever waits comes before practice and news, whatever stands before them. */
const urgency = `case when page.kind in ('drill', 'canary', 'duty', 'test', 'verify') then 4 else coalesce(page.priority, 4) end`;
/** Among them whoever a ladder has not gone through for yet: what is repeated, for however many, keeps nobody from being told of at all. */
const isRepeated = '(coalesce(page.round, 0) > 0)::integer';

/** Ways with something due, the most urgent first; `busy` kinds have enough under way. Takes nothing. */
export async function waysDue(on: Queryable, now: Date, busy: readonly MethodKind[], limit: number): Promise<string[]> {
  const { rows } = await on.query<{ id: string }>(
    `select method.id from page join notice_method method on method.id = page.method_id
     where page.state = 'due' and page.due_at <= $1 and (page.lease_until is null or page.lease_until <= $1)
       and (method.kind <> all ($2::text[]) or (page.priority = 0 and page.attempts = 0))
     group by method.id
     order by min(2 * (${urgency}) + ${isRepeated}),
       min(page.due_at)
     limit $3`,
    [now, busy, limit],
    'ways_due',
  );
  return rows.map(({ id }) => id);
}

/** Locks these ways; one that another process works on is left to it. A way that was removed meanwhile is not among them. */
export async function lockDueWays(tx: Queryable, ids: readonly string[]): Promise<DueWay[]> {
  const { rows } = await tx.query<DueWay>(
    `select method.id, method.kind, hook.channel, method.sealed, method.lang, center.name as "centerName"
     from notice_method method
     join center on center.id = method.center_id
     left join notice_hook hook on hook.id = method.hook_id
     where method.id = any ($1::uuid[]) and method.removed_at is null and method.sealed is not null
     for no key update of method skip locked`,
    [ids],
    'ways_lock_due',
  );
  return rows;
}

/** What is due by these ways, with the case as it stands now. A claim made after the page was written ends the need for it; a page of a
 *  case that got more urgent while it was claimed was written after the claim. */
export async function pagesDue(
  tx: Queryable,
  methodIds: readonly string[],
  now: Date,
  limit: number,
): Promise<DuePage[]> {
  const { rows } = await tx.query<DuePage>(
    `select page.id, page.method_id as "methodId", page.kind, page.priority, page.escalation_id as "escalationId",
       page.made_at as "madeAt", page.attempts, escalation.opened_at as "openedAt",
       person.disabled_at is not null or page.escalation_id is not null and (escalation.id is null or escalation.closed_at is not null
         or (page.kind = 'offer' and escalation.offered_to is distinct from page.staff_id)
         or (page.kind <> 'offer' and escalation.owner is not null and escalation.claimed_at >= page.made_at)) as "isVoid",
       exists (select from page earlier where earlier.resident_id = page.resident_id and earlier.escalation_id = page.escalation_id
         and earlier.method_id = page.method_id and earlier.priority <= page.priority
         and earlier.state in ('accepted', 'delivered')) as "toldBefore"
     from page
     left join escalation on escalation.resident_id = page.resident_id and escalation.id = page.escalation_id
     left join staff person on person.id = page.staff_id
     where page.method_id = any ($1::uuid[]) and page.state = 'due' and page.due_at <= $2
       and (page.lease_until is null or page.lease_until <= $2)
     order by ${urgency}, ${isRepeated}, page.due_at, page.id
     limit $3
     for update of page skip locked`,
    [methodIds, now, limit],
    'pages_due',
  );
  return rows;
}

/** When texts went out by each of these ways since a moment, oldest first; one that is under way counts as now. */
export async function textsSince(
  tx: Queryable,
  methodIds: readonly string[],
  since: Date,
  now: Date,
): Promise<Map<string, Date[]>> {
  const { rows } = await tx.query<{ methodId: string; at: Date[] }>(
    `select method_id as "methodId", array_agg(case when state = 'due' then $3::timestamptz else settled_at end order by settled_at) as at
     from page
     where method_id = any ($1::uuid[]) and told_by is null
       and ((state in ('accepted', 'delivered') and settled_at > $2) or (state = 'due' and lease_until > $3))
     group by method_id`,
    [methodIds, since, now],
    'texts_since',
  );
  return new Map(rows.map(({ methodId, at }) => [methodId, at]));
}

/** Takes pages to send. Gives the fence of each. */
export async function leasePages(tx: Queryable, ids: readonly string[], until: Date): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ id: string; fence: number }>(
    `update page set lease_until = $2, fence = fence + 1, attempts = attempts + 1 where id = any ($1::uuid[]) returning id, fence`,
    [ids, until],
    'pages_lease',
  );
  return new Map(rows.map(({ id, fence }) => [id, fence]));
}

/** There is no need for these any more. */
export async function voidPages(tx: Queryable, ids: readonly string[], now: Date): Promise<void> {
  await tx.query(
    `update page set state = 'void', settled_at = $2, lease_until = null where id = any ($1::uuid[])`,
    [ids, now],
    'pages_void',
  );
}

/** What was due by ways that were removed: it can reach nobody by them. */
export async function voidOfRemoved(tx: Queryable, methodIds: readonly string[], now: Date): Promise<void> {
  await tx.query(
    `update page set state = 'void', settled_at = $2, lease_until = null, fault = 'way removed'
     from notice_method method
     where method.id = page.method_id and method.id = any ($1::uuid[]) and page.state = 'due'
       and (method.removed_at is not null or method.sealed is null)`,
    [methodIds, now],
    'pages_void_removed',
  );
}

/** Their way has told as much as it may for now. */
export async function postponePages(tx: Queryable, ids: readonly string[], until: Date): Promise<void> {
  await tx.query('update page set due_at = $2 where id = any ($1::uuid[])', [ids, until], 'pages_postpone');
}

/** Pages that left in one text, the first of them its head; each with the fence it was leased under. */
export interface Leased {
  methodId: string;
  pages: readonly { id: string; fence: number }[];
}

const held = `unnest($1::uuid[], $2::integer[]) as lease (id, fence)
  where page.id = lease.id and page.fence = lease.fence and page.state = 'due'`;
const idsOf = ({ pages }: Leased): [string[], number[]] => [pages.map(({ id }) => id), pages.map(({ fence }) => fence)];

/** The provider took it, or it arrived. false: the lease had passed to another. */
export async function settleTaken(
  on: Queryable,
  leased: Leased,
  { state, providerId, now }: { state: 'accepted' | 'delivered'; providerId: string | null; now: Date },
): Promise<boolean> {
  const [ids, fences] = idsOf(leased);
  const { rowCount } = await on.query(
    `with taken as (
       update page set state = $4, settled_at = $5, arrived_at = case when $4 = 'delivered' then $5::timestamptz end, lease_until = null,
         fault = null, told_by = nullif($6::uuid, page.id),
         -- A provider that names two pages alike is not believed the second time.
         provider_id = case when page.id = $6 and not exists (
           select from page other where other.method_id = $3 and other.provider_id = $7 and other.id <> page.id) then $7 end
       from ${held} returning page.id
     ), worked as (
       update notice_method set worked_at = $5, failures = 0 where id = $3 and exists (select from taken)
     )
     select from taken`,
    [ids, fences, leased.methodId, state, now, ids[0], providerId],
    'pages_taken',
  );
  return (rowCount ?? 0) > 0;
}

/** It will not be sent by this try: tried again at `dueAt`, or (null) failed for good. `gone`: the way itself is no more. */
export async function settleFailed(
  on: Queryable,
  leased: Leased,
  { dueAt, gone, fault, now }: { dueAt: Date | null; gone: boolean; fault: string; now: Date },
): Promise<void> {
  const [ids, fences] = idsOf(leased);
  await on.query(
    `with failed as (
       update page set state = case when $4::timestamptz is null then 'failed' else 'due' end,
         settled_at = case when $4::timestamptz is null then $5::timestamptz end, due_at = coalesce($4, page.due_at), lease_until = null,
         fault = $6
       from ${held} returning page.id
     )
     update notice_method set failed_at = $5, failures = failures + 1, fault = $6,
       gone_at = case when $7 then coalesce(gone_at, $5) else gone_at end
     where id = $3 and exists (select from failed)`,
    [ids, fences, leased.methodId, dueAt, now, fault.slice(0, 200), gone],
    'pages_failed',
  );
}

/** The other end says what became of a page it took. A word about a page nobody sent, or about one that arrived, changes nothing. */
export async function noteReceipt(
  on: Queryable,
  {
    pageId,
    hookId,
    arrived,
    fault,
    now,
  }: { pageId: string; hookId: string | null; arrived: boolean; fault: string | null; now: Date },
): Promise<boolean> {
  const { rowCount } = await on.query(
    `with told as (
       update page set state = case when $3 then 'delivered' else 'failed' end, arrived_at = case when $3 then $5::timestamptz end,
         fault = $4
       from notice_method method
       where method.id = page.method_id and (page.id = $1 or page.told_by = $1) and page.state = 'accepted'
         and ($2::uuid is null or method.hook_id = $2)
       returning page.id, page.method_id
     ), way as (
       update notice_method set worked_at = case when $3 then $5 else worked_at end, failures = case when $3 then 0 else failures + 1 end,
         failed_at = case when $3 then failed_at else $5 end, fault = case when $3 then fault else $4 end
       where id in (select method_id from told)
     )
     select from told`,
    [pageId, hookId, arrived, fault?.slice(0, 200) ?? null, now],
    'page_receipt',
  );
  return (rowCount ?? 0) > 0;
}
