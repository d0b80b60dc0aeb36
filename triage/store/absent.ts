/** A database that has not answered since this process began. Everything asked of it is refused at once, and so goes the way of what meets
 *  one that is away; nothing reaches it before it is known to have this build's schema. */
import pg from 'pg';
import type { Connections, Database } from './db.ts';
import { Unavailable } from './faults.ts';

export function absentDatabase(): Database {
  const refused = async () => {
    throw new Unavailable('The database has not answered since this process began');
  };
  // It opens a connection when it is asked for one, and nobody does.
  const pool = new pg.Pool({ max: 1 });
  const none: Connections = { pool, query: refused, transaction: refused };
  return {
    ...none,
    lane: refused,
    reserved: none,
    urgent: none,
    delayMs: () => 0,
    embedded: false,
    close: () => pool.end(),
  };
}
