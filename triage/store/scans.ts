/** Opened landing pages: the day and what was scanned. No address, no person, no time of day. */
import type { Query } from './db.ts';

export interface Scan {
  id: string;
  /** In Korean time, `2026-11-30`. */
  day: string;
  centerId: string;
  /** What it counts for; null: a code nobody knows. */
  placementId: string | null;
  device: 'ios' | 'android' | 'other';
}

/** One more. */
export async function addScan(query: Query, { id, day, centerId, placementId, device }: Scan): Promise<void> {
  await query(
    'insert into scan (day, id, center_id, placement_id, device) values ($1, $2, $3, $4, $5)',
    [day, id, centerId, placementId, device],
    'scan_add',
  );
}
