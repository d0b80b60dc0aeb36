/** node tests/bench/idle.ts [--seconds 60]: what a house costs Postgres while nobody needs anything: transactions a minute,
 *  each role alone on one Postgres, after it has settled. */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrate } from '../../triage/store/migrate.ts';
import { startReplica } from '../harness/replica.ts';
import { startPostgres, startRedis } from '../harness/services.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } });
const seconds = Number(values.seconds);
const settleS = 20;

const postgres = await startPostgres();
const redis = await startRedis();
await migrate({ url: postgres.url });
const masterKey = randomBytes(32);
const owner = new pg.Client({ connectionString: postgres.url });
await owner.connect();

/** Transactions so far in this database, as the server counts them: a statement by itself is one. */
async function commits(): Promise<number> {
  // The numbers of a session reach the view when it has been idle for a moment.
  await owner.query('select pg_stat_clear_snapshot()');
  const { rows } = await owner.query<{ many: string }>(
    'select xact_commit + xact_rollback as many from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0]?.many);
}

const alone: Record<string, number> = {};
for (const role of ['bot', 'desk', 'worker'] as const) {
  const one = await startReplica(role, { databaseUrl: postgres.url, redisUrl: redis.url, masterKey });
  await wait(settleS * 1000);
  const before = await commits();
  await wait(seconds * 1000);
  // Our own two looks are two transactions.
  alone[role] = Math.max(0, Math.round(((await commits()) - before - 2) * (60 / seconds)));
  await one.process.end('SIGKILL');
}
for (const [role, many] of Object.entries(alone)) console.log(`${role.padEnd(8)} ${many} transactions a minute`);

await owner.end();
await postgres.stop();
await redis.stop();
