/** 순번: rotations as they are stored. The shifts they laid stand in shifts.ts. */
import { z } from 'zod';
import type { Queryable } from './audit.ts';
import type { NewShift } from './shifts.ts';

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const Day = z.iso.date();

/** Who takes turns, when. `until` not after `from` is on the day after; the same time is a whole day. */
export const Plan = z.object({
  name: z.string(),
  /** Called when the first ones do not answer: its shifts are no duty. */
  backup: z.boolean(),
  /** In the order in which they come. */
  people: z.array(z.uuid()),
  /** `day`: the next one each day that it runs. `week`: the next one at each hand-over. */
  turn: z.enum(['day', 'week']),
  /** Of `week`: weekday 0 (Monday) to 6, by the clock. */
  handOver: z.object({ weekday: z.number().int().min(0).max(6), time: Clock }).nullable(),
  /** working: not on weekends and public holidays. off: only on those. */
  days: z.enum(['every', 'working', 'off']),
  from: Clock,
  until: Clock,
  startsOn: Day,
  /** The last day on which a shift begins. */
  endsOn: Day.nullable(),
});
export type Plan = z.infer<typeof Plan>;

export interface Rotation {
  id: string;
  centerId: string;
  rev: number;
  plan: Plan;
  /** The first day that no shifts were laid for yet. */
  laidUntil: string;
}

const columns = `id, center_id as "centerId", rev, plan, to_char(laid_until, 'YYYY-MM-DD') as "laidUntil"`;
const read = (row: Rotation): Rotation => ({ ...row, plan: Plan.parse(row.plan) });

/** The rotations of a centre that run or will run, duty before backups, by name. */
export async function rotationsOf(on: Queryable, centerId: string): Promise<Rotation[]> {
  const { rows } = await on.query<Rotation>(
    `select ${columns} from rotation where center_id = $1 and retired_at is null
     order by (plan ->> 'backup')::boolean, plan ->> 'name', id`,
    [centerId],
    'rotations',
  );
  return rows.map(read);
}

/** One rotation that was not retired, locked until the transaction ends. */
export async function lockRotation(on: Queryable, centerId: string, id: string): Promise<Rotation | null> {
  const { rows } = await on.query<Rotation>(
    `select ${columns} from rotation where id = $1 and center_id = $2 and retired_at is null for update`,
    [id, centerId],
  );
  return rows[0] ? read(rows[0]) : null;
}

/** Rotations of every centre with days before `until` that nothing was laid for. */
export async function unlaid(on: Queryable, until: string): Promise<{ id: string; centerId: string }[]> {
  const { rows } = await on.query<{ id: string; centerId: string }>(
    `select id, center_id as "centerId" from rotation where retired_at is null and laid_until < $1::date order by id`,
    [until],
    'rotations_unlaid',
  );
  return rows;
}

export const insertRotation = (
  on: Queryable,
  { id, centerId, plan, laidUntil }: Omit<Rotation, 'rev'>,
  by: { staffId: string | null; at: Date },
): Promise<unknown> =>
  on.query(
    `insert into rotation (id, center_id, rev, plan, laid_until, made_by, created_at, changed_at) values ($1, $2, 1, $3, $4::date, $5, $6, $6)`,
    [id, centerId, JSON.stringify(plan), laidUntil, by.staffId, by.at],
  );

export const changeRotation = (on: Queryable, { id, plan, laidUntil }: Rotation, now: Date): Promise<unknown> =>
  on.query('update rotation set plan = $2, laid_until = $3::date, rev = rev + 1, changed_at = $4 where id = $1', [
    id,
    JSON.stringify(plan),
    laidUntil,
    now,
  ]);

export const laidTo = (on: Queryable, id: string, until: string): Promise<unknown> =>
  on.query('update rotation set laid_until = $2::date where id = $1', [id, until]);

export const retire = (on: Queryable, id: string, now: Date): Promise<unknown> =>
  on.query('update rotation set retired_at = $2, changed_at = $2 where id = $1', [id, now]);

/** The shifts of a rotation that begin from a moment on and that nobody touched: they make room for what is laid anew. Gives how many;
 *  whoever was asked to take one over is not asked any more. */
export async function clearAhead(on: Queryable, id: string, from: Date, now: Date): Promise<number> {
  const { rows } = await on.query<{ cleared: number }>(
    `with gone as (
       update shift set removed_at = $3
       where rotation_id = $1 and removed_at is null and touched_at is null and starts_at > $3 and starts_at >= $2
       returning id
     ), ended as (
       update shift_offer set state = 'overtaken', settled_at = $3
       from gone where state = 'open' and (shift_id = gone.id or back_shift_id = gone.id)
     )
     select count(*)::integer as cleared from gone`,
    [id, from, now],
  );
  return rows[0]?.cleared ?? 0;
}

export interface Taken {
  startsAt: Date;
  endsAt: Date;
  /** Who comes; null for a place of the rotation that was taken away by hand and stays empty. */
  staffId: string | null;
  rotationId: string | null;
  rotationName: string | null;
}

/** What may not be laid over between two moments: shifts of these people, and of this rotation those that stand and those that somebody
 *  took away by hand. rotationId null: one that is not there yet. cleared: as if clearAhead had run. */
export async function takenBetween(
  on: Queryable,
  { rotationId, people, from, to }: { rotationId: string | null; people: readonly string[]; from: Date; to: Date },
  cleared: { from: Date; now: Date } | null,
): Promise<Taken[]> {
  const { rows } = await on.query<Taken>(
    `select shift.starts_at as "startsAt", shift.ends_at as "endsAt",
       case when shift.removed_at is null then coalesce(shift.covered_by, shift.staff_id) end as "staffId",
       shift.rotation_id as "rotationId", rotation.plan ->> 'name' as "rotationName"
     from shift left join rotation on rotation.id = shift.rotation_id
     where shift.starts_at < $4 and shift.starts_at > $3::timestamptz - interval '24 hours' and shift.ends_at > $3
       and (shift.rotation_id = $1 or shift.staff_id = any ($2::uuid[]) or shift.covered_by = any ($2::uuid[]))
       and (shift.removed_at is null or (shift.rotation_id = $1 and shift.touched_at is not null))
       and not ($5::timestamptz is not null and coalesce(shift.rotation_id = $1, false) and shift.removed_at is null and shift.touched_at is null
         and shift.starts_at > $6 and shift.starts_at >= $5)
     order by shift.starts_at, shift.id`,
    [rotationId, people, from, to, cleared?.from ?? null, cleared?.now ?? null],
  );
  return rows;
}

/** Shifts laid by a rotation; audited by whoever changed it, not one by one. */
export const insertLaid = (
  on: Queryable,
  { centerId, rotationId, backup }: { centerId: string; rotationId: string; backup: boolean },
  shifts: readonly (Pick<NewShift, 'id' | 'startsAt' | 'endsAt'> & { staffId: string })[],
  by: { staffId: string | null; at: Date },
): Promise<unknown> =>
  on.query(
    `insert into shift (id, center_id, staff_id, starts_at, ends_at, made_by, created_at, rotation_id, backup)
     select id, $1, staff_id, starts_at, ends_at, $2, $3, $4, $5
     from unnest($6::uuid[], $7::uuid[], $8::timestamptz[], $9::timestamptz[]) laid (id, staff_id, starts_at, ends_at)`,
    [
      centerId,
      by.staffId,
      by.at,
      rotationId,
      backup,
      shifts.map(({ id }) => id),
      shifts.map(({ staffId }) => staffId),
      shifts.map(({ startsAt }) => startsAt),
      shifts.map(({ endsAt }) => endsAt),
    ],
  );
