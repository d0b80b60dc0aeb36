/** Facts of a centre; what is not known is null and drops its sentence from every text. */
import { z } from 'zod';
import type { Query, Transaction } from './db.ts';

export const Center = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  hours: z.string().nullable(),
  area: z.string().nullable(),
  retention: z.string().nullable(),
  /** Days a number is kept after it was given. */
  contactDays: z.number(),
});
export type Center = z.infer<typeof Center>;

const columns = 'id, name, phone, hours, area, retention, contact_days as "contactDays"';

export async function readCenter(query: Query, id: string): Promise<Center | null> {
  const { rows } = await query(`select ${columns} from center where id = $1`, [id], 'center_read');
  return rows[0] ? Center.parse(rows[0]) : null;
}

/** Every centre where people work, the one made first before the others. */
export async function allCenters(query: Query): Promise<Center[]> {
  const { rows } = await query(
    `select ${columns} from center where not synthetic order by created_at, id limit 1000`,
    [],
    'centers_all',
  );
  return rows.map((row) => Center.parse(row));
}

/** A centre as it is, and as it stays until the transaction ends. */
export async function lockCenter(tx: Transaction, id: string): Promise<Center | null> {
  const { rows } = await tx.query(`select ${columns} from center where id = $1 for update`, [id]);
  return rows[0] ? Center.parse(rows[0]) : null;
}

/** Does another centre have this name? Commands tell centres apart by it. */
export async function isNameTaken(tx: Transaction, id: string, name: string): Promise<boolean> {
  const { rows } = await tx.query('select from center where name = $2 and id <> $1 limit 1', [id, name]);
  return rows.length > 0;
}

/** Who changed the facts of a centre last, and when; `name` null: by a command. */
export async function lastChange(tx: Transaction, id: string): Promise<{ name: string | null; at: Date } | null> {
  const { rows } = await tx.query<{ name: string | null; at: Date }>(
    `select staff.name, audit.at from audit left join staff on staff.id = audit.staff_id
     where audit.center_id = $1 and audit.action = 'center.change'
     order by audit.at desc
     limit 1`,
    [id],
  );
  return rows[0] ?? null;
}

/** Writes what is given and leaves the rest; null: no longer known. Gives the centre as it was and as it is; null when there is
 *  none with this id. */
export async function changeCenter(
  tx: Transaction,
  id: string,
  change: Partial<Omit<Center, 'id'>>,
): Promise<{ before: Center; after: Center } | null> {
  const before = await lockCenter(tx, id);
  if (!before) return null;
  const after = { ...before, ...change };
  await tx.query(
    `update center set name = $2, phone = $3, hours = $4, area = $5, retention = $6, contact_days = $7 where id = $1`,
    [id, after.name, after.phone, after.hours, after.area, after.retention, after.contactDays],
  );
  return { before, after };
}

/** The first centre, made with this name if there is none yet. */
export async function firstCenter(
  query: Query,
  made: { id: string; name: string; retention: string; now: Date },
): Promise<Center> {
  const { rows } = await query(
    `with first as (select * from center where not synthetic order by created_at limit 1),
     made as (
       insert into center (id, name, retention, created_at) select $1, $2, $3, $4 where not exists (select from first)
       returning *)
     select ${columns} from (select * from first union all select * from made) center`,
    [made.id, made.name, made.retention, made.now],
  );
  return Center.parse(rows[0]);
}
