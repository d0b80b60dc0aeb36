/** What somebody who watches the house from outside needs, by state only: no person, no centre, no content. */
import type { Query } from './db.ts';
import { Unavailable } from './faults.ts';
import { readPageGauges } from './pageGauges.ts';
import { isReal } from './synthetic.ts';

export interface Gauge {
  name: string;
  help: string;
  /** label → value; '' for a gauge without labels. */
  values: Record<string, number>;
}

interface Row {
  p0: number;
  p1: number;
  p2: number;
  p3: number;
  overdue: number;
  oldest: number;
  pending: number;
  quarantined: number;
  undelivered: number;
  missed: number;
  held: number;
  blocked: number;
  strays: number;
  deadlines: number;
  lapsed: number;
  overduePage: number;
  pulse: number | null;
  canaryAge: number | null;
  canaryTook: number | null;
  invariants: Record<string, number> | null;
  invariantsAge: number | null;
}

/** As readGauges and readPageGauges, and whether the database answers: without it what the process itself knows must be heard all the same. */
export async function readGaugesIfUp(query: Query, now: Date): Promise<Gauge[]> {
  const up = (value: 0 | 1): Gauge => ({
    name: 'maumjigi_database_up',
    help: 'The database answers',
    values: { '': value },
  });
  try {
    return [...(await readGauges(query, now)), ...(await readPageGauges(query, now)), up(1)];
  } catch (error) {
    if (error instanceof Unavailable) return [up(0)];
    throw error;
  }
}

/** One trip. Ages in seconds against `now`, the database's time. */
export async function readGauges(query: Query, now: Date): Promise<Gauge[]> {
  const { rows } = await query<Row>(
    `select
       (select count(*) from escalation where closed_at is null and priority = 0 and ${isReal('escalation')})::integer as p0,
       (select count(*) from escalation where closed_at is null and priority = 1 and ${isReal('escalation')})::integer as p1,
       (select count(*) from escalation where closed_at is null and priority = 2 and ${isReal('escalation')})::integer as p2,
       (select count(*) from escalation where closed_at is null and priority = 3 and ${isReal('escalation')})::integer as p3,
       (select count(*) from escalation where closed_at is null and owner is null and claim_by < $1 and ${isReal('escalation')})::integer as overdue,
       (select coalesce(extract(epoch from $1 - min(opened_at)), 0) from escalation
         where closed_at is null and owner is null and priority <= 1 and ${isReal('escalation')})::float as oldest,
       (select count(*) from inbox where quarantined_at is null and ${isReal('inbox')})::integer as pending,
       (select count(*) from inbox where quarantined_at is not null and ${isReal('inbox')})::integer as quarantined,
       (select count(*) from turn where sent_at is null and due_at <= $1 and ${isReal('turn')})::integer as undelivered,
       (select count(*) from escalation_event where at > $1 - interval '30 days' and 'L1' = any (rules) and ${isReal('escalation_event')})::integer as missed,
       (select count(*) from turn where sent_at is null and due_at = 'infinity' and ${isReal('turn')})::integer as held,
       (select count(*) from address where blocked)::integer as blocked,
       (select count(*) from stray)::integer as strays,
       (select count(*) from escalation_event where kind = 'promise-missed' and at > $1 - interval '30 days' and ${isReal('escalation_event')})::integer as deadlines,
       (select count(*) from escalation_event where kind = 'lapsed' and at > $1 - interval '30 days' and ${isReal('escalation_event')})::integer as lapsed,
       (select greatest(0, coalesce(extract(epoch from $1 - min(next_page_at)), 0)) from escalation
         where closed_at is null and next_page_at is not null and ${isReal('escalation')})::float as "overduePage",
       (select extract(epoch from $1 - max(at)) from pulse)::float as pulse,
       (select extract(epoch from $1 - max(acknowledged_at)) from rehearsal where kind = 'canary')::float as "canaryAge",
       (select extract(epoch from acknowledged_at - answered_at) from rehearsal
         where kind = 'canary' and acknowledged_at is not null and answered_at is not null
         order by acknowledged_at desc limit 1)::float as "canaryTook",
       (select jsonb_object_agg('id="' || id || '"', broken) from invariant) as invariants,
       (select extract(epoch from $1 - min(looked_at)) from invariant)::float as "invariantsAge"`,
    [now],
    'gauges',
  );
  const row = rows[0];
  if (!row) return [];
  return [
    {
      name: 'maumjigi_escalations_open',
      help: 'Open escalations by priority, claimed or not',
      values: { 'priority="0"': row.p0, 'priority="1"': row.p1, 'priority="2"': row.p2, 'priority="3"': row.p3 },
    },
    { name: 'maumjigi_escalations_overdue', help: 'Unclaimed past their deadline', values: { '': row.overdue } },
    {
      name: 'maumjigi_escalation_unclaimed_oldest_seconds',
      help: 'Age of the oldest unclaimed P0 or P1',
      values: { '': row.oldest },
    },
    { name: 'maumjigi_inbox_pending', help: 'Events that wait to become a turn', values: { '': row.pending } },
    { name: 'maumjigi_inbox_quarantined', help: 'Events set aside for a person', values: { '': row.quarantined } },
    {
      name: 'maumjigi_promises_missed_30_days',
      help: 'Promised times that passed unread, told to the resident, in 30 days',
      values: { '': row.missed },
    },
    {
      name: 'maumjigi_deadlines_missed_30_days',
      help: 'Times by which a case had to be claimed that passed, once for each step of its ladder, in 30 days',
      values: { '': row.deadlines },
    },
    {
      name: 'maumjigi_claims_lapsed_30_days',
      help: 'Claims that ended because nobody had spoken to the person, in 30 days',
      values: { '': row.lapsed },
    },
    {
      name: 'maumjigi_page_overdue_seconds',
      help: 'How long the longest waiting call of a case is overdue',
      values: { '': row.overduePage },
    },
    {
      name: 'maumjigi_turns_held',
      help: 'Replies that wait for the person, who is shown them first',
      values: { '': row.held },
    },
    { name: 'maumjigi_addresses_blocked', help: 'People who have blocked the account', values: { '': row.blocked } },
    {
      name: 'maumjigi_strays',
      help: 'Events of platforms that belong to nobody, of 30 days',
      values: { '': row.strays },
    },
    {
      name: 'maumjigi_dispatcher_pulse_age_seconds',
      help: 'Since a process last went through what is due',
      values: known(row.pulse),
    },
    {
      name: 'maumjigi_canary_age_seconds',
      help: 'Since the last rehearsal of the watchdog was heard',
      values: known(row.canaryAge),
    },
    {
      name: 'maumjigi_canary_seconds',
      help: 'Of that rehearsal, from the last answer to the page',
      values: known(row.canaryTook),
    },
    {
      name: 'maumjigi_invariant_broken',
      help: 'Rows that break what must always hold, as the last look at each saw it',
      values: row.invariants ?? {},
    },
    {
      name: 'maumjigi_invariants_age_seconds',
      help: 'Since the look that is longest ago at what must always hold',
      values: known(row.invariantsAge),
    },
    { name: 'maumjigi_turns_undelivered', help: 'Replies due and not shown yet', values: { '': row.undelivered } },
  ];
}

/** Nothing is told of what never was. */
const known = (value: number | null): Gauge['values'] => (value === null ? {} : { '': value });

/** Prometheus' text form. */
export const asText = (gauges: readonly Gauge[]): string =>
  gauges
    .map(({ name, help, values }) => {
      const lines = Object.entries(values).map(([labels, value]) => `${name}${labels ? `{${labels}}` : ''} ${value}`);
      return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines].join('\n');
    })
    .join('\n')
    .concat('\n');
