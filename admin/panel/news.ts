import type { QueueRow } from '../contract.ts';

export type News = 'new' | 'raised' | 'missed' | 'back';
/** Rows this desk has seen, and when the last answer was made. */
export type Known = { rows: ReadonlyMap<string, QueueRow>; at: number };

/** A case is stamped before it is committed, and a busy database may take its time over that: what rang so shortly before the last look, and was
 *  not in it, had not been there to be seen. */
const lateMs = 60_000;

const hasMissed = (row: QueueRow): boolean => row.flags.includes('missed');
const isYoung = (row: QueueRow, at: number): boolean => Date.parse(row.rangAt) >= at - lateMs;

/** What this row says that the desk did not know; null: nothing to ring for. */
export const newsOf = (row: QueueRow, before: Known): News | null => {
  const was = before.rows.get(row.id);
  // A row from a page further down is no news.
  if (!was) return row.owner || !isYoung(row, before.at) ? null : 'new';
  if (was.owner && !row.owner) return 'back';
  // Rings even for a case someone holds: its owner must hear it too.
  if (Date.parse(row.rangAt) <= Date.parse(was.rangAt)) return null;
  return row.priority < was.priority || !hasMissed(row) ? 'raised' : 'missed';
};

/** 긴급 and 빠른 are always heard. Who was told "we alerted others too" or "we alerted another" must be right in any priority. */
export const isLoud = (row: QueueRow, news: News): boolean => row.priority <= 1 || news === 'missed' || news === 'back';

/** What is known after one more answer. A young row that is not in it stays known: others may have pushed it to the next page, and it has
 *  rung when it comes back. */
export const remembered = (before: Known | null, rows: readonly QueueRow[], at: number): Known => {
  const young = [...(before?.rows.values() ?? [])].filter((row) => isYoung(row, at));
  return { rows: new Map([...young, ...rows].map((row) => [row.id, row])), at };
};
