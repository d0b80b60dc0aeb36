/** What a lead sees at once: who waits, how long it took until a person spoke, what was promised and not kept. Numbers of cases, no person. */
import type { Queryable, Trace } from './audit.ts';
import { isReal } from './synthetic.ts';

export const boardDays = 30;
const daysAgo = `$2::timestamptz - interval '${boardDays} days'`;

export interface WaitingRow {
  priority: number;
  unclaimed: number;
  overdue: number;
  unspoken: number;
  since: Date | null;
  uncalled: number;
}

/** Open cases by priority; P3 too, which nobody is called for. */
export async function waitingNow(on: Queryable, centerId: string, now: Date): Promise<WaitingRow[]> {
  const { rows } = await on.query<WaitingRow>(
    `select priority,
       count(*) filter (where owner is null)::integer as unclaimed,
       count(*) filter (where owner is null and claim_by <= $2)::integer as overdue,
       count(*) filter (where owner is not null and first_word_at is null)::integer as unspoken,
       min(opened_at) filter (where owner is null) as since,
       count(*) filter (where owner is null and priority <= 2 and tried.kind = 'unreached')::integer as uncalled
     from escalation
     left join lateral (
       select kind from escalation_event event
       where event.resident_id = escalation.resident_id and event.escalation_id = escalation.id
         and event.kind in ('paged', 'unreached') and escalation.owner is null and escalation.priority <= 2
       order by event.at desc, event.kind limit 1
     ) tried on true
     where escalation.center_id = $1 and escalation.closed_at is null and ${isReal('escalation')}
     group by priority order by priority`,
    [centerId, now],
    'board_waiting',
  );
  return rows;
}

export interface ToHumanRow {
  priority: number;
  many: number;
  median: number | null;
  p90: number | null;
  open: number;
  none: number;
}

/** From opening to the first human word or call, in seconds. Who was not spoken to yet has no time and is told beside it: left out
 *  silently they would make a bad week look good. */
export async function timeToHuman(on: Queryable, centerId: string, now: Date): Promise<ToHumanRow[]> {
  const { rows } = await on.query<ToHumanRow>(
    `with took as (
       select priority, extract(epoch from first_word_at - opened_at) as seconds, closed_at
       from escalation where center_id = $1 and opened_at > ${daysAgo} and opened_at <= $2 and priority <= 2 and ${isReal('escalation')}
     )
     select priority, count(seconds)::integer as many,
       percentile_cont(0.5) within group (order by seconds)::float as median,
       percentile_cont(0.9) within group (order by seconds)::float as p90,
       count(*) filter (where seconds is null and closed_at is null)::integer as open,
       count(*) filter (where seconds is null and closed_at is not null)::integer as none
     from took group by priority order by priority`,
    [centerId, now],
    'board_to_human',
  );
  return rows;
}

export interface PromiseCounts {
  missedToday: number;
  missedDays: number;
  lapsedToday: number;
  lapsedDays: number;
}

/** today: from this moment on. */
export async function promiseCounts(on: Queryable, centerId: string, now: Date, today: Date): Promise<PromiseCounts> {
  const count = (kind: string, from: string) =>
    `(count(*) filter (where event.kind = '${kind}' and event.at >= ${from}))::integer`;
  const { rows } = await on.query<PromiseCounts>(
    `select ${count('promise-missed', '$3')} as "missedToday", ${count('promise-missed', daysAgo)} as "missedDays",
       ${count('lapsed', '$3')} as "lapsedToday", ${count('lapsed', daysAgo)} as "lapsedDays"
     from escalation_event event
     join escalation on escalation.resident_id = event.resident_id and escalation.id = event.escalation_id
     where event.kind in ('promise-missed', 'lapsed') and event.at > ${daysAgo} and event.at <= $2
       and escalation.center_id = $1 and ${isReal('escalation')}`,
    [centerId, now, today],
    'board_promises',
  );
  return rows[0] ?? { missedToday: 0, missedDays: 0, lapsedToday: 0, lapsedDays: 0 };
}

/** Notices about cases and duty since a moment; codes and tests are no news for a lead. */
export async function noticeCounts(
  on: Queryable,
  centerId: string,
  since: Date,
): Promise<{ sent: number; failed: number; due: number }> {
  const { rows } = await on.query<{ sent: number; failed: number; due: number }>(
    `select count(*) filter (where state in ('accepted', 'delivered'))::integer as sent,
       count(*) filter (where state = 'failed')::integer as failed,
       count(*) filter (where state = 'due')::integer as due
     from page where center_id = $1 and made_at >= $2 and ${isReal('page')}
       and kind in ('case', 'raised', 'lapsed', 'offer', 'exhausted', 'duty')`,
    [centerId, since],
    'board_notices',
  );
  return rows[0] ?? { sent: 0, failed: 0, due: 0 };
}

export interface MissedRow {
  id: string;
  priority: number;
  openedAt: Date;
  /** Its deadline passed unread, and how often that was counted; null: it never did. */
  firstMissedAt: Date | null;
  times: number;
  /** Claims that ended without a word, oldest first; `at` in ISO form. */
  lapses: { at: string; by: string | null }[];
  told: number;
  claimedAt: Date | null;
  firstWordAt: Date | null;
  closedAt: Date | null;
  owner: string | null;
}

/** Cases whose deadline passed unread, or whose claim ended without a word, the latest first, with the audit row of the look. What was missed
 *  is what was written down when it happened: the row of the case has forgotten it by then. */
export async function missedCases(
  on: Queryable,
  look: { auditId: string; limit: number },
  trace: Trace,
): Promise<MissedRow[]> {
  const { rows } = await on.query<MissedRow>(
    `with shown as (
       select escalation.id, escalation.priority, escalation.opened_at as "openedAt", missed.first as "firstMissedAt", missed.times,
         missed.last, missed.lapses,
         (select count(*)::integer from escalation_event told where told.resident_id = escalation.resident_id
           and told.escalation_id = escalation.id and 'L1' = any (told.rules)) as told,
         escalation.claimed_at as "claimedAt", escalation.first_word_at as "firstWordAt", escalation.closed_at as "closedAt",
         owner.name as owner
       from (
         select event.resident_id, event.escalation_id, max(event.at) as last,
           min(event.at) filter (where event.kind = 'promise-missed') as first,
           (count(*) filter (where event.kind = 'promise-missed'))::integer as times,
           coalesce(jsonb_agg(jsonb_build_object('at', to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'by', had.name)
             order by event.at) filter (where event.kind = 'lapsed'), '[]') as lapses
         from escalation_event event left join staff had on had.id = event.staff_id
         where event.kind in ('promise-missed', 'lapsed') and event.at > $2::timestamptz - interval '${boardDays} days' and event.at <= $2
         group by event.resident_id, event.escalation_id
       ) missed
       join escalation on escalation.resident_id = missed.resident_id and escalation.id = missed.escalation_id
       left join staff owner on owner.id = escalation.owner
       where escalation.center_id = $1 and ${isReal('escalation')}
       order by missed.last desc, escalation.id
       limit $4
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, subject, address, request_id)
       select $2, $3, $1, $5, 'missed.read', count(*) || ' rows', $6, $7 from shown
     )
     select * from shown order by last desc, id`,
    [trace.centerId, trace.at, look.auditId, look.limit, trace.staffId, trace.address, trace.requestId],
    'board_missed',
  );
  return rows;
}
