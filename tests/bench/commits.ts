/** What Postgres itself counts. */
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';

/** Transactions committed in this database so far, the reading ones among them. */
export async function commits(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('select pg_stat_force_next_flush()').catch(() => {});
  // A session tells its numbers when it has been idle for a moment.
  await wait(1_200);
  const { rows } = await client.query<{ n: string }>(
    'select xact_commit as n from pg_stat_database where datname = current_database()',
  );
  await client.end();
  return Number(rows[0]?.n ?? 0);
}
