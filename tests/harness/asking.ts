/** A database whose single statements, on every way there is, go through something of a test's own: slower, counted, cut off. */
import type { Database, Query } from '../../triage/store/db.ts';

export const asking = (db: Database, around: (query: Query) => Query): Database => ({
  ...db,
  query: around(db.query),
  lane: around(db.lane),
  urgent: { ...db.urgent, query: around(db.urgent.query) },
});
