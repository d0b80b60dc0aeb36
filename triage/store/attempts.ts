/** Attempts to sign in, counted over all processes by keyed hashes. Where they cannot be counted nobody is let in: the database that counts
 *  them is the one that knows the passwords. */
import type { Queryable } from './audit.ts';

/** Counts one attempt of `key`. Gives how many there were in its time, and when that ends. */
export async function countAttempt(
  on: Queryable,
  key: Buffer,
  now: Date,
  forMs: number,
): Promise<{ points: number; until: Date }> {
  const { rows } = await on.query<{ points: number; until: Date }>(
    `insert into attempt as known (key, points, until) values ($1, 1, $3)
     on conflict (key) do update set
       points = case when known.until <= $2 then 1 else known.points + 1 end,
       until = case when known.until <= $2 then excluded.until else known.until end
     returning points, until`,
    [key, now, new Date(now.getTime() + forMs)],
    'attempt_count',
  );
  const [row] = rows;
  if (!row) throw new Error('An attempt was not counted');
  return row;
}

/** The right password was given. */
export async function clearAttempts(on: Queryable, key: Buffer): Promise<void> {
  await on.query('delete from attempt where key = $1', [key], 'attempt_clear');
}

export async function dropOldAttempts(on: Queryable, now: Date): Promise<void> {
  await on.query('delete from attempt where until <= $1', [now], 'attempts_drop');
}
