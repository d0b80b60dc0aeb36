/** The watchdog's own connection: one, outside every pool, made anew after each failure. It reads what must never be so. */
import pg from 'pg';
import type { Queryable } from './audit.ts';
import { APP_ROLE, type Result } from './db.ts';
import { deskWithinMs } from './presence.ts';
import { works } from './reach.ts';
import { limits } from './sessions.ts';
import { isReal } from './synthetic.ts';

export interface Eye extends Queryable {
  close(): Promise<void>;
}

const CONNECT_MS = 2_000;
const QUERY_MS = 3_000;

/** Connects when it is first asked something. A query throws when the database does not answer in time. */
export function openEye(url: string): Eye {
  let client: Promise<pg.Client> | null = null;
  const forget = (broken: Promise<pg.Client>) => {
    if (client === broken) client = null;
    broken.then((one) => one.end()).catch(() => {});
  };
  const connected = async (): Promise<pg.Client> => {
    const one = new pg.Client({
      connectionString: url,
      application_name: 'maumjigi watchdog',
      options: `-c role=${APP_ROLE} -c statement_timeout=${QUERY_MS} -c lock_timeout=1000`,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: QUERY_MS,
      keepAlive: true,
    });
    // A connection that breaks while idle is noticed by the next query.
    one.on('error', () => {});
    await one.connect();
    return one;
  };
  return {
    async query<Row>(text: string, values?: readonly unknown[]): Promise<Result<Row>> {
      client ??= connected();
      const used = client;
      try {
        const { rows, rowCount } = await (await used).query(text, values as unknown[]);
        return { rows: rows as Row[], rowCount: rowCount ?? 0 };
      } catch (error) {
        forget(used);
        throw error;
      }
    },
    async close() {
      const used = client;
      client = null;
      await used?.then((one) => one.end()).catch(() => {});
    },
  };
}

/** What one look shows. Counts and ages only: no person, no centre. */
export interface Sight {
  /** The database's time. */
  at: Date;
  /** Open cases whose next call is more than 30 s late. */
  overdue: number;
  /** ms since a process last went through everything that is due; null: none ever did. */
  pulseAgeMs: number | null;
  /** Urgent cases of the last five minutes nobody was called for, and not even that was written down. */
  unpaged: number;
  /** Events that have waited longer than a minute to become a turn. */
  unhandled: number;
  /** The clock that is furthest off the database's, of the processes that are alive and of this one, ms. */
  driftMs: number;
  /** Urgent cases nobody has, and of which nobody is being told: nobody was reached when the ladder looked last, and no desk is open. */
  uncovered: number;
  /** The last canary that was heard; null: none yet. */
  canaryAt: Date | null;
  /** Of what must always hold (invariants.ts): how many were broken at two looks in a row. */
  broken: number;
  /** ms since the look at them that is longest ago; null: none ever was. */
  verifiedAgeMs: number | null;
}

/** The database's time, and how far this machine's clock is off, ms. */
async function timeOf(on: Queryable, now: () => Date): Promise<{ at: Date; ownDriftMs: number }> {
  const before = now().getTime();
  const { rows } = await on.query<{ at: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as at');
  const at = rows[0]?.at ?? Number.NaN;
  // The answer was made somewhere on the way: only what lies outside the whole trip is a drift.
  const ownDriftMs = Math.max(0, before - at, at - now().getTime());
  return { at: new Date(at), ownDriftMs: Math.round(ownDriftMs) };
}

/** Of the ladder's last look: taken by a provider, or under way by a way that works. However far away its next look is. */
const isBeingTold = `exists (select from page left join notice_method method on method.id = page.method_id
  where page.resident_id = escalation.resident_id and page.escalation_id = escalation.id
    and (page.state in ('accepted', 'delivered') or (page.state = 'due' and ${works}))
    and page.made_at >= coalesce((select max(looked.at) from escalation_event looked
      where looked.resident_id = escalation.resident_id and looked.escalation_id = escalation.id
        and looked.kind in ('paged', 'unreached')), escalation.opened_at))`;
/** Whoever has a desk open sees the case, and hears it. */
const isAtDesk = `exists (select from session join staff on staff.id = session.staff_id
  where staff.center_id = escalation.center_id and staff.role in ('counsellor', 'lead') and staff.disabled_at is null
    and session.desk_at > $2 and session.created_at > $3 and session.seen_at > $4)`;

const nobodyCalled = `not exists (select from page where page.resident_id = escalation.resident_id and page.escalation_id = escalation.id`;

/** `now`: this machine's clock. */
export async function look(on: Queryable, now: () => Date): Promise<Sight> {
  const { at, ownDriftMs } = await timeOf(on, now);
  const { rows } = await on.query<Omit<Sight, 'at'>>(
    `select
       (select count(*)::integer from escalation where closed_at is null and next_page_at < $1::timestamptz - interval '30 s') as overdue,
       (select extract(epoch from $1 - max(at))::float8 * 1000 from pulse) as "pulseAgeMs",
       (select count(*)::integer from escalation
        where opened_at > $1::timestamptz - interval '5 min' and opened_at < $1::timestamptz - interval '30 s'
          and priority <= 1 and owner is null and claimed_at is null and closed_at is null and ${nobodyCalled})
          and not exists (select from escalation_event event where event.resident_id = escalation.resident_id
            and event.escalation_id = escalation.id and event.kind in ('paged', 'unreached', 'exhausted'))) as unpaged,
       (select count(*)::integer from inbox
        where quarantined_at is null and received_at < $1::timestamptz - interval '60 s') as unhandled,
       (select coalesce(max(abs(drift_ms)), 0) from pulse where at > $1::timestamptz - interval '1 min') as "driftMs",
       (select count(*)::integer from escalation
        where closed_at is null and owner is null and priority <= 1 and opened_at < $1::timestamptz - interval '1 min'
          and (next_page_at is null or not (${isBeingTold} or ${isAtDesk})) and ${isReal('escalation')}) as uncovered,
       (select max(acknowledged_at) from rehearsal where kind = 'canary') as "canaryAt",
       (select count(*)::integer from invariant where broken > 0 and looks >= 2) as broken,
       (select extract(epoch from $1 - min(looked_at))::float8 * 1000 from invariant) as "verifiedAgeMs"`,
    [at, ...[deskWithinMs, limits.absoluteMs, limits.idleMs].map((ms) => new Date(at.getTime() - ms))],
  );
  const [row] = rows;
  if (!row) throw new Error('The database showed nothing');
  return { at, ...row, driftMs: Math.max(row.driftMs, ownDriftMs) };
}
