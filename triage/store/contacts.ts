/** How a person may be reached again, by their own word. Numbers are sealed and go when their time is over. */
import type { Part } from './commit.ts';
import type { Query } from './db.ts';
import { type Aad, aad, type Key, seal } from './seal.ts';

/** number: digits with hyphens, `010-1234-5678`. bestTime: when they wish to be called. */
export type Contact =
  | { way: 'phone'; number: string; bestTime: string | null }
  | { way: 'chat' | 'none'; number?: never; bestTime?: never };

/** Where a number is sealed. */
export const numberOf = (residentId: string): Aad => aad('contact', residentId, 'number');

/** The last answer holds; it replaces an earlier one. */
export const contactPart = (key: Key, residentId: string, contact: Contact, now: Date, deleteBy: Date): Part => ({
  name: 'reached_by',
  text: `insert into contact (resident_id, center_id, way, best_time, number, at, delete_by)
    select moved.resident_id, moved.center_id, $1, $2, $3, $4, $5 from moved
    on conflict (resident_id) do update set way = excluded.way, best_time = excluded.best_time, number = excluded.number,
      at = excluded.at, delete_by = excluded.delete_by`,
  values: [
    contact.way,
    contact.bestTime ?? null,
    contact.way === 'phone' ? seal(key, numberOf(residentId), Buffer.from(contact.number)) : null,
    now,
    deleteBy,
  ],
});

/** The best time of the number that was just given. */
export const bestTimePart = (bestTime: string): Part => ({
  name: 'best_time',
  text: `update contact set best_time = $1 from moved where contact.resident_id = moved.resident_id and contact.way = 'phone'`,
  values: [bestTime],
});

/** Deletes what was promised to be deleted by now; while a case is open the number stays. Returns how many went. */
export async function dropOldContacts(query: Query, now: Date): Promise<number> {
  const { rowCount } = await query(
    `delete from contact where delete_by <= $1
       and not exists (select from escalation where escalation.resident_id = contact.resident_id and closed_at is null)`,
    [now],
    'contact_drop_old',
  );
  return rowCount ?? 0;
}
