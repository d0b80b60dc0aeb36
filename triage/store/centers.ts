/** Facts of a centre; what is not known is null and drops its sentence from every text. */
import { z } from 'zod';
import type { Query } from './db.ts';

const Center = z.object({
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

export async function readCenter(query: Query, id: string): Promise<Center | null> {
  const { rows } = await query(
    'select id, name, phone, hours, area, retention, contact_days as "contactDays" from center where id = $1',
    [id],
    'center_read',
  );
  return rows[0] ? Center.parse(rows[0]) : null;
}

/** The first centre, made with this name if there is none yet. */
export async function firstCenter(
  query: Query,
  made: { id: string; name: string; retention: string; now: Date },
): Promise<Center> {
  const { rows } = await query(
    `with first as (select id, name, phone, hours, area, retention, contact_days from center order by created_at limit 1),
     made as (
       insert into center (id, name, retention, created_at) select $1, $2, $3, $4 where not exists (select from first)
       returning id, name, phone, hours, area, retention, contact_days)
     select id, name, phone, hours, area, retention, contact_days as "contactDays" from (select * from first union all select * from made) center`,
    [made.id, made.name, made.retention, made.now],
  );
  return Center.parse(rows[0]);
}
