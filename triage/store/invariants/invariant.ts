/** One thing that must always hold, and the query that finds what breaks it. */
export interface Invariant {
  /** `I7.lapse`: the promise it belongs to, and which part of it. */
  id: string;
  /** What is so, in one sentence. */
  says: string;
  ko: string;
  /** Gives `id` of each row that breaks it. `$1` is now; a query that names `$2` reads only what was written since then, any other reads
   *  small tables and partial indexes, and all of what it watches. */
  sql: string;
  /** Where the query for everything is another one. */
  whole?: string;
}

/** How far the clocks of two processes may stand apart before anybody is told (each 2 s from the database's, see watchdog.ts): what one of
 *  them wrote after the other may bear the earlier time. Whatever compares moments of two turns allows for it. */
export const apart = `interval '4 s'`;

/** How much later than the moment it bears a turn may be stored (a slow database, a process that was stopped; I5.waiting counts the same):
 *  when its deadline had passed, the case was opened without it meanwhile, and is the younger of the two. */
export const late = `interval '1 min'`;

/** People whose conversation moved since `$2`, by the index turn_at. */
export const moved = '(select distinct resident_id from turn where turn.at >= $2)';

/** Cases that were written to since `$2`: centre by centre, because that is how escalation_changed stands. */
export const changedCases =
  'center join escalation on escalation.center_id = center.id and escalation.changed_at >= $2';

/** Pages written since `$2`, centre by centre by page_center. */
export const newPages = 'center join page on page.center_id = center.id and page.made_at >= $2';

/** A drill that is over calls nobody any more, though its case stays open for a while. */
export const isRehearsed = (row: string): string =>
  `exists (select from resident join rehearsal on rehearsal.id = resident.rehearsal
     where resident.id = ${row}.resident_id and rehearsal.ended_at is not null)`;
