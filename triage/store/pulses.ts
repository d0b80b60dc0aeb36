/** The pulse of each process that goes through what is due; the watchdog looks whether any still beats. */
import type { Query } from './db.ts';

export interface Pulse {
  /** Of the process, new at each start. */
  process: string;
  role: string;
  at: Date;
  /** How far its machine's clock is ahead of the database. */
  driftMs: number;
}

export async function beatPulse(query: Query, { process, role, at, driftMs }: Pulse): Promise<void> {
  await query(
    `insert into pulse (process, role, at, drift_ms) values ($1, $2, $3, $4)
     on conflict (process) do update set at = excluded.at, drift_ms = excluded.drift_ms`,
    [process, role, at, driftMs],
    'pulse_beat',
  );
}

/** Of processes that ended long ago. */
export async function dropOldPulses(query: Query, before: Date): Promise<void> {
  await query('delete from pulse where at < $1', [before], 'pulses_drop');
}

/** Is there anything at all to do? One look instead of one for each kind of work, for most seconds of a night are empty. */
export async function whatIsDue(
  query: Query,
  now: Date,
): Promise<{ timers: boolean; events: boolean; turns: boolean }> {
  const free = '(lease_until is null or lease_until <= $1)';
  const { rows } = await query<{ timers: boolean; events: boolean; turns: boolean }>(
    `select exists (select from timer where due_at <= $1 and ${free}) as timers,
       exists (select from inbox where quarantined_at is null and due_at <= $1 and ${free}) as events,
       exists (select from turn where sent_at is null and due_at is not null and due_at <= $1 and ${free}) as turns`,
    [now],
    'what_is_due',
  );
  return rows[0] ?? { timers: true, events: true, turns: true };
}
