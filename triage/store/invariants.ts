/** What must always hold in the database, as queries: each gives the ids of what breaks it. `npm run verify` asks all of them, a worker
 *  each minute (triage/verifying.ts), the tests after every run with faults. The numbers I1… are those of docs/reliability.md. */
import type { Query } from './db.ts';
import { calls } from './invariants/calls.ts';
import { cases } from './invariants/cases.ts';
import type { Invariant } from './invariants/invariant.ts';
import { people } from './invariants/people.ts';
import { risks } from './invariants/risks.ts';
import { turns } from './invariants/turns.ts';
import { waiting } from './invariants/waiting.ts';

export type { Invariant } from './invariants/invariant.ts';

export const invariants: readonly Invariant[] = [...turns, ...waiting, ...risks, ...cases, ...calls, ...people];

/** An invariant that does not hold. */
export interface Broken {
  id: string;
  /** What should be so. */
  says: string;
  /** How many rows break it. */
  count: number;
  /** Ids of some of them: people, cases, pages, tasks. Never content, never an id of a messenger. */
  examples: string[];
}

const mostExamples = 5;

/** Whether each look reads all of it, or only what is new. */
export const readsAll = ({ sql }: Pick<Invariant, 'sql'>): boolean => !sql.includes('$2');

/** One look at one invariant. `since` null: at everything; else at what was written from then on, where it does not read everything
 *  anyway. Throws as `query` does. */
export async function look(
  query: Query,
  { sql, whole = sql }: Pick<Invariant, 'sql' | 'whole'>,
  now: Date,
  since: Date | null,
): Promise<Pick<Broken, 'count' | 'examples'>> {
  const { rows } = await query<{ id: string; count: number }>(
    // Not every one of them asks for both times; whoever hands in values must name them all.
    `select id::text as id, count(*) over ()::integer as count from (${since === null ? whole : sql}) broken
     where $1::timestamptz is not null and $2::timestamptz is not null
     order by 1 limit ${mostExamples}`,
    [now, since ?? '-infinity'],
  );
  return { count: rows[0]?.count ?? 0, examples: rows.map(({ id }) => id) };
}

/** All that does not hold; [] when everything does. Reads everything unless `since` is given. `now`: the database's time. */
export async function broken(query: Query, now: Date, since: Date | null = null): Promise<Broken[]> {
  const found: Broken[] = [];
  for (const invariant of invariants) {
    const seen = await look(query, invariant, now, since);
    if (seen.count > 0) found.push({ id: invariant.id, says: invariant.says, ...seen });
  }
  return found;
}
