/** Numbers of people, never people: how far visits came, by placement and by month. Of those who were forgotten the rows of
 *  visit_past count on. Every statement is bound to its centre and groups in the database: no row of a person leaves it. */
import type { Queryable } from './audit.ts';
import { isReal } from './synthetic.ts';

/** What a placement has counted. started, consented, finished and scans up to now; everything else up to yesterday. */
export interface PlacementCounts {
  id: string;
  name: string;
  spot: string | null;
  retired: boolean;
  scans: number;
  started: number;
  consented: number;
  finished: number;
  low: number;
  potential: number;
  high: number;
  /** Of low to high: those who did not finish. */
  early: number;
  contact: number;
  claimed: number;
  spoken: number;
  closed: number;
}

/** The first moment of a Korean day. */
const firstOf = (day: string) => `(${day}::date::timestamp at time zone 'Asia/Seoul')`;
const day = (moment: string) => `(${moment} at time zone 'Asia/Seoul')::date`;

/** Visits of people who are here and of those who were forgotten, as one. `$1` the centre, `$2` today, `$3` its first moment: what is
 *  counted up to yesterday lies before. A tier is a person's where a person judged it. */
const visits = (where: string) => `
  select v.placement_id, coalesce(v.consented_at, v.finished_at) is not null as consented, v.finished_at is not null as finished,
    case when e.judged_at < $3 then e.tier when v.tier_at < $3 then v.tier else v.tier_was end as tier, v.finished_at < $3 as before,
    v.contact_at < $3 as contact, least(e.claimed_at, e.first_word_at, e.closed_at) < $3 as claimed, e.first_word_at < $3 as spoken,
    e.closed_at < $3 as closed
  from visit v left join escalation e on e.resident_id = v.resident_id and e.id = v.escalation_id
  where v.center_id = $1 and ${isReal('v')} and ${where}
  union all
  select v.placement_id, v.consented or v.finished_on is not null, v.finished_on is not null, case when v.tier_on < $2 then v.tier else v.tier_was end,
    v.finished_on < $2, v.contact_on < $2, v.claimed_on < $2, v.spoken_on < $2, v.closed_on < $2
  from visit_past v where v.center_id = $1 and v.started_on is not null and ${where}`;

/** today: the Korean day, and its first moment. Every placement of a campaign, those that were taken down too, the most scanned first. null: this centre has no such campaign. */
export async function campaignCounts(
  on: Queryable,
  centerId: string,
  campaignId: string,
  today: { day: string; from: Date },
): Promise<{ name: string; placements: PlacementCounts[] } | null> {
  const { rows: campaigns } = await on.query<{ name: string }>(
    'select name from campaign where id = $1 and center_id = $2',
    [campaignId, centerId],
    'campaign_counted',
  );
  const [campaign] = campaigns;
  if (!campaign) return null;
  const { rows } = await on.query<PlacementCounts>(
    `with own as (
       select id, name, spot, nth, retired_at is not null as retired from placement where center_id = $1 and campaign_id = $4
     ), seen as (${visits('v.placement_id in (select id from own)')}),
     counted as (
       select placement_id, count(*)::integer as started, ${counts(['consented', 'finished', 'contact', 'claimed', 'spoken', 'closed'])},
         ${['low', 'potential', 'high'].map((tier) => `count(*) filter (where tier = '${tier}')::integer as ${tier}`).join(', ')},
         count(*) filter (where tier is not null and before is not true)::integer as early
       from seen group by placement_id
     ), scanned as (
       select placement_id, count(*)::integer as scans from scan
       where center_id = $1 and placement_id in (select id from own) group by placement_id
     )
     select own.id, own.name, own.spot, own.retired, coalesce(scans, 0) as scans, ${numbers.map((one) => `coalesce(${one}, 0) as ${one}`).join(', ')}
     from own left join counted on counted.placement_id = own.id left join scanned on scanned.placement_id = own.id
     order by scans desc, started desc, own.nth`,
    [centerId, today.day, today.from, campaignId],
    'campaign_counts',
  );
  return { name: campaign.name, placements: rows };
}

const counts = (names: readonly string[]) =>
  names.map((name) => `count(*) filter (where ${name})::integer as ${name}`).join(', ');

const numbers = [
  'started',
  'consented',
  'finished',
  'low',
  'potential',
  'high',
  'early',
  'contact',
  'claimed',
  'spoken',
  'closed',
];

export interface MonthCounts {
  /** `2026-11` */
  month: string;
  screened: number;
  high: number;
  linked: number;
}

/** Closed with one of these somebody is linked, also where no referral was written down. */
export const linkages = [
  'medical-referral',
  'welfare-referral',
  'gatekeeper-follow-up',
  'other-center',
  'handed-119-112',
] as const;

/** What happened in each month from the first day of `from` to before `until` (days), in months that had something. */
export async function monthCounts(
  on: Queryable,
  centerId: string,
  from: string,
  until: string,
): Promise<MonthCounts[]> {
  const { rows } = await on.query<MonthCounts>(
    `with found as (
       select v.finished_at, case when e.judged_at is not null and e.tier is distinct from v.tier then e.judged_at else v.tier_at end as tiered_at,
         case when e.judged_at is not null then e.tier else v.tier end as tier
       from visit v left join escalation e on e.resident_id = v.resident_id and e.id = v.escalation_id
       where v.center_id = $1 and ${isReal('v')}
     ), happened as (
       select 'screened' as what, ${day('finished_at')} as on_day, count(*) as many from found where finished_at >= ${firstOf('$2')} group by 2
       union all select 'high', ${day('tiered_at')}, count(*) from found where tier = 'high' and tiered_at >= ${firstOf('$2')} group by 2
       union all select 'linked', ${day('requested_at')}, count(*) from referral where center_id = $1 and state <> 'declined' and ${isReal('referral')} group by 2
       union all select 'linked', ${day('closed_at')}, count(*) from escalation e where center_id = $1 and outcome = any ($4::text[]) and ${isReal('e')}
         and not exists (select from referral where referral.resident_id = e.resident_id and referral.escalation_id = e.id) group by 2
       union all select 'screened', finished_on, count(*) from visit_past where center_id = $1 group by 2
       union all select 'high', tier_on, count(*) from visit_past where center_id = $1 and tier = 'high' group by 2
       union all select 'linked', requested_on, count(*) from referral_past where center_id = $1 and state <> 'declined' group by 2
       union all select 'linked', unreferred_on, count(*) from visit_past where center_id = $1 and outcome = any ($4::text[]) group by 2
     )
     select to_char(on_day, 'YYYY-MM') as month, ${['screened', 'high', 'linked'].map((one) => `coalesce(sum(many) filter (where what = '${one}'), 0)::integer as ${one}`).join(', ')}
     from happened where on_day >= $2::date and on_day < $3::date group by 1 order by 1`,
    [centerId, from, until, linkages],
    'month_counts',
  );
  return rows;
}

export interface ResponseCounts {
  /** `2026-11`, or the year for the year as a whole. */
  period: string;
  /** null: of all priorities. */
  priority: number | null;
  cases: number;
  answered: number;
  medianS: number | null;
  p90S: number | null;
}

/** From the opening of a case to the first human word or logged call, of the cases opened in each month and each year, by priority and
 *  together. A case nobody has spoken to counts in `cases` only. */
export async function responseCounts(
  on: Queryable,
  centerId: string,
  from: string,
  until: string,
): Promise<ResponseCounts[]> {
  const { rows } = await on.query<ResponseCounts>(
    `with opened as (
       select ${day('opened_at')} as on_day, priority, extract(epoch from first_word_at - opened_at)::float as seconds
       from escalation where center_id = $1 and opened_at >= ${firstOf('$2')} and opened_at < ${firstOf('$3')} and ${isReal('escalation')}
       union all
       select opened_on, priority, first_word_seconds from visit_past where center_id = $1 and opened_on >= $2::date and opened_on < $3::date
     ), named as (select *, to_char(on_day, 'YYYY') as year, to_char(on_day, 'YYYY-MM') as month from opened)
     select coalesce(month, year) as period, priority, count(*)::integer as cases, count(seconds)::integer as answered,
       percentile_cont(0.5) within group (order by seconds)::float as "medianS",
       percentile_cont(0.9) within group (order by seconds)::float as "p90S"
     from named group by grouping sets ((month, priority), (month), (year, priority), (year))
     order by 1, 2`,
    [centerId, from, until],
    'response_counts',
  );
  return rows;
}
