import type { Database } from './db.ts';

export interface DatabaseClock {
  /** The database's time, from this process' clock and the offset last measured. Never asks the database. */
  readonly clock: () => Date;
  /** How far this process' own clock is ahead of the database (ms, negative: behind). */
  driftMs(): number;
  close(): void;
}

export interface DatabaseClockOptions {
  /** The process' time; a test hands in its own. Default: one that only runs on. Set forward by a step, the machine's own would date pages
   *  and leases ahead until it is measured again, and nobody would be called meanwhile. */
  now?: () => number;
  everyMs?: number;
  /** Called at each measurement that finds more than two seconds between the clocks. */
  onDrift?: (driftMs: number) => void;
  /** A measurement failed; the last offset stays. */
  onFault?: (error: unknown) => void;
}

const ALARM_MS = 2_000;
/** A busy moment makes a long trip and a bad measurement: then it is done again. */
const GOOD_MS = 50;

/** Measures at once and then every minute. Throws Unavailable when the database does not answer the first time. */
export async function databaseClock(
  db: Pick<Database, 'query'>,
  options: DatabaseClockOptions = {},
): Promise<DatabaseClock> {
  const now = options.now ?? (() => performance.timeOrigin + performance.now());
  let driftMs = 0;
  const measure = async () => {
    let best = await measureOnce(db, now);
    for (let again = 0; again < 2 && best.errorMs > GOOD_MS; again += 1) {
      const next = await measureOnce(db, now);
      if (next.errorMs < best.errorMs) best = next;
    }
    driftMs = best.driftMs;
    if (Math.abs(driftMs) > ALARM_MS) options.onDrift?.(driftMs);
  };
  await measure();
  const timer = setInterval(() => {
    measure().catch((error) => options.onFault?.(error));
  }, options.everyMs ?? 60_000);
  timer.unref();
  return { clock: () => new Date(now() - driftMs), driftMs: () => driftMs, close: () => clearInterval(timer) };
}

async function measureOnce(
  db: Pick<Database, 'query'>,
  now: () => number,
): Promise<{ driftMs: number; errorMs: number }> {
  const before = now();
  const { rows } = await db.query<{ at: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as at');
  const after = now();
  const at = rows[0]?.at;
  if (at === undefined) throw new Error('The database did not tell the time');
  // The answer was made somewhere on the way; half-way is off by half the trip at most.
  return { driftMs: Math.round((before + after) / 2 - at), errorMs: Math.abs(after - before) / 2 };
}
