/** Shifts and phones put straight into a database, as the desk leaves them there. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Database } from '../../triage/store/db.ts';

const hour = 60 * 60_000;

/** Whose it is, and when it is put in. */
interface Of {
  centerId: string;
  staffId: string;
  now: Date;
}

/** `fromHours`: after now; negative: they have been on since. */
export async function addShift(
  on: Pick<Database, 'query'>,
  { centerId, staffId, now }: Of,
  { fromHours = 0, hours = 12 }: { fromHours?: number; hours?: number } = {},
): Promise<void> {
  const starts = new Date(now.getTime() + fromHours * hour);
  await on.query(
    'insert into shift (id, center_id, staff_id, starts_at, ends_at, created_at) values ($1, $2, $3, $4, $5, $6)',
    [randomUUID(), centerId, staffId, starts, new Date(starts.getTime() + hours * hour), now],
  );
}

/** A phone that was proved to be theirs. Nothing rings it. */
export async function addPhone(
  on: Pick<Database, 'query'>,
  { centerId, staffId, now }: Of,
  afterMinutes = 0,
): Promise<void> {
  await on.query(
    `insert into notice_method (id, center_id, staff_id, kind, label, sealed, hash, after_minutes, made_at, verified_at)
     values ($1, $2, $3, 'push', '휴대폰', '', $4, $5, $6, $6)`,
    [randomUUID(), centerId, staffId, randomBytes(16), afterMinutes, now],
  );
}
