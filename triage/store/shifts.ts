/** 당직: who is on duty from when to when. No row is ever deleted or moved, so that "who was on at 03:12" has an answer for ever:
 *  one that is taken away in the middle counts until then, and one that changes hands in the middle goes on as a new row. */
import type { Queryable, Trace } from './audit.ts';

export interface OnRoster {
  id: string;
  name: string;
  /** Since when the account is off. */
  disabledAt: Date | null;
}

export interface Shift {
  id: string;
  startsAt: Date;
  endsAt: Date;
  staff: OnRoster;
  /** Stands in for the whole shift. Somebody who takes over in the middle has a row of their own for the rest of it. */
  coveredBy: OnRoster | null;
  removedAt: Date | null;
  /** What laid it; null: somebody put it in by hand. */
  rotationId: string | null;
  rotationName: string | null;
  /** Called when the first ones do not answer: no duty. */
  backup: boolean;
  /** Somebody changed it by hand: no rotation lays over it. */
  isTouched: boolean;
}

interface Row {
  id: string;
  startsAt: Date;
  endsAt: Date;
  removedAt: Date | null;
  staffId: string;
  staffName: string;
  staffOff: Date | null;
  coverId: string | null;
  coverName: string | null;
  coverOff: Date | null;
  rotationId: string | null;
  rotationName: string | null;
  backup: boolean;
  isTouched: boolean;
}

const rowsOf = `select shift.id, shift.starts_at as "startsAt", shift.ends_at as "endsAt", shift.removed_at as "removedAt",
    shift.rotation_id as "rotationId", rotation.plan ->> 'name' as "rotationName", shift.backup, shift.touched_at is not null as "isTouched", owner.id as "staffId", owner.name as "staffName", owner.disabled_at as "staffOff",
    cover.id as "coverId", cover.name as "coverName", cover.disabled_at as "coverOff"
  from shift
  join staff owner on owner.id = shift.staff_id
  left join staff cover on cover.id = shift.covered_by
  left join rotation on rotation.id = shift.rotation_id`;

const shiftOf = (row: Row): Shift => ({
  id: row.id,
  startsAt: row.startsAt,
  endsAt: row.endsAt,
  removedAt: row.removedAt,
  staff: { id: row.staffId, name: row.staffName, disabledAt: row.staffOff },
  rotationId: row.rotationId,
  rotationName: row.rotationName,
  backup: row.backup,
  isTouched: row.isTouched,
  coveredBy: row.coverId === null ? null : { id: row.coverId, name: row.coverName ?? '', disabledAt: row.coverOff },
});

/** Shifts of a centre that touch a time, in order; with those that were taken away after they had begun. */
export async function shiftsBetween(on: Queryable, centerId: string, from: Date, to: Date): Promise<Shift[]> {
  const { rows } = await on.query<Row>(
    `${rowsOf}
     where shift.center_id = $1 and shift.starts_at < $3 and shift.ends_at > $2
       -- No shift is longer than a day: this finds the beginning in the index.
       and shift.starts_at > $2::timestamptz - interval '24 hours'
       and (shift.removed_at is null or shift.removed_at > shift.starts_at)
     order by shift.starts_at, owner.name, shift.id`,
    [centerId, from, to],
    'shifts_between',
  );
  return rows.map(shiftOf);
}

/** The first beginning from a moment on of a duty of somebody whose account works; null: nobody is written down. */
export async function nextStart(on: Queryable, centerId: string, from: Date): Promise<Date | null> {
  const { rows } = await on.query<{ startsAt: Date }>(
    `select shift.starts_at as "startsAt"
     from shift join staff who on who.id = coalesce(shift.covered_by, shift.staff_id)
     where shift.center_id = $1 and shift.starts_at >= $2 and shift.removed_at is null and not shift.backup and who.disabled_at is null
     order by shift.starts_at
     limit 1`,
    [centerId, from],
    'shift_next',
  );
  return rows[0]?.startsAt ?? null;
}

const takesDuty = `role in ('counsellor', 'lead') and disabled_at is null`;

/** Who can be put in: counsellors and leads of a centre whose account works. */
export async function dutyStaff(on: Queryable, centerId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await on.query<{ id: string; name: string }>(
    `select id, name from staff where center_id = $1 and ${takesDuty} order by name, id limit 1000`,
    [centerId],
    'shift_staff',
  );
  return rows;
}

/** Everybody of a centre by id, with accounts that are off: a rotation may still name them. takes: can be put in. */
export async function allStaff(
  on: Queryable,
  centerId: string,
): Promise<Map<string, { name: string; takes: boolean; off: boolean }>> {
  const { rows } = await on.query<{ id: string; name: string; takes: boolean; off: boolean }>(
    `select id, name, ${takesDuty} as takes, disabled_at is not null as off from staff where center_id = $1`,
    [centerId],
    'shift_everybody',
  );
  return new Map(rows.map(({ id, ...who }) => [id, who]));
}

/** May this person be put in? `unknown`: no such account in this centre. Locks the account against a second change of its shifts. */
export async function lockDuty(
  on: Queryable,
  centerId: string,
  staffId: string,
): Promise<'takes-duty' | 'takes-none' | 'unknown'> {
  const { rows } = await on.query<{ takes: boolean }>(
    `select ${takesDuty} as takes from staff where id = $1 and center_id = $2 for no key update`,
    [staffId, centerId],
  );
  if (!rows[0]) return 'unknown';
  return rows[0].takes ? 'takes-duty' : 'takes-none';
}

export interface NewShift {
  id: string;
  auditId: string;
  startsAt: Date;
  endsAt: Date;
}

/** The first of these times at which somebody is on already, by a shift of their own or for another one. except: shifts that do not
 *  count, because they would be given away. */
export async function firstOverlap(
  on: Queryable,
  staffId: string,
  shifts: readonly { startsAt: Date; endsAt: Date }[],
  except: readonly string[] = [],
): Promise<{ startsAt: Date; endsAt: Date } | null> {
  const { rows } = await on.query<{ startsAt: Date; endsAt: Date }>(
    `select shift.starts_at as "startsAt", shift.ends_at as "endsAt"
     from unnest($2::timestamptz[], $3::timestamptz[]) wanted (starts_at, ends_at)
     join shift on (shift.staff_id = $1 or shift.covered_by = $1) and coalesce(shift.covered_by, shift.staff_id) = $1
       and shift.removed_at is null and shift.id <> all ($4::uuid[])
       and shift.starts_at < wanted.ends_at and shift.ends_at > wanted.starts_at
     order by shift.starts_at
     limit 1`,
    [staffId, shifts.map(({ startsAt }) => startsAt), shifts.map(({ endsAt }) => endsAt), except],
  );
  return rows[0] ?? null;
}

/** Puts somebody in, each shift with its audit row, in one statement. */
export async function insertShifts(
  on: Queryable,
  staffId: string,
  shifts: readonly NewShift[],
  trace: Trace,
): Promise<void> {
  await on.query(
    `with made as (
       insert into shift (id, center_id, staff_id, starts_at, ends_at, made_by, created_at)
       select id, $1, $2, starts_at, ends_at, $3, $4
       from unnest($5::uuid[], $6::timestamptz[], $7::timestamptz[]) wanted (id, starts_at, ends_at)
     )
     insert into audit (at, id, center_id, staff_id, action, subject, address, request_id)
     select $4, audit_id, $1, $3, 'shift.add', id || ' ' || $2::uuid, $8, $9 from unnest($5::uuid[], $10::uuid[]) wanted (id, audit_id)`,
    [
      trace.centerId,
      staffId,
      trace.staffId,
      trace.at,
      shifts.map(({ id }) => id),
      shifts.map(({ startsAt }) => startsAt),
      shifts.map(({ endsAt }) => endsAt),
      trace.address,
      trace.requestId,
      shifts.map(({ auditId }) => auditId),
    ],
  );
}

/** One shift of a centre, locked until the transaction ends. */
export async function lockShift(on: Queryable, centerId: string, id: string): Promise<Shift | null> {
  const { rows } = await on.query<Row>(`${rowsOf} where shift.id = $1 and shift.center_id = $2 for update of shift`, [
    id,
    centerId,
  ]);
  return rows[0] ? shiftOf(rows[0]) : null;
}

/** What goes on of a shift that changed hands in the middle; null: it was taken away. */
export async function restOf(on: Queryable, shift: Shift): Promise<Shift | null> {
  const { rows } = await on.query<Row>(
    `${rowsOf} where shift.staff_id = $1 and shift.ends_at = $2 and shift.removed_at is null`,
    [shift.staff.id, shift.endsAt],
  );
  return rows[0] ? shiftOf(rows[0]) : null;
}

export const takeAway = (on: Queryable, id: string, now: Date): Promise<unknown> =>
  on.query('update shift set removed_at = $2, touched_at = $2 where id = $1', [id, now]);

/** Who stands in, from its beginning on; null: the one whose shift it is. */
export const setCover = (on: Queryable, id: string, staffId: string | null, now: Date): Promise<unknown> =>
  on.query('update shift set covered_by = $2, touched_at = $3 where id = $1', [id, staffId, now]);

/** The rest of a shift that has begun, from now on, with who stands in for it. */
export const goOnAs = (
  on: Queryable,
  { id, newId, staffId, by, now }: { id: string; newId: string; staffId: string | null; by: string | null; now: Date },
): Promise<unknown> =>
  on.query(
    `insert into shift (id, center_id, staff_id, starts_at, ends_at, covered_by, made_by, created_at, rotation_id, backup, touched_at)
     select $2, center_id, staff_id, $3, ends_at, $4, $5, $3, rotation_id, backup, $3 from shift where id = $1`,
    [id, newId, now, staffId, by],
  );
