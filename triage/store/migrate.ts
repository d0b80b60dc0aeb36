import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { APP_ROLE, type Query, socketConfig, type Target } from './db.ts';
import { asUnavailable, DatabaseUnfit, sqlState } from './faults.ts';

export interface MigrateOptions {
  /** Folder of numbered .sql files; default: this build's. */
  directory?: string;
  /** At most so many; default all. */
  count?: number;
  onProgress?: (line: string) => void;
}

const MIGRATIONS = join(import.meta.dirname, 'migrations');
const TABLE = 'pgmigrations';

/** Brings the schema up to this build: plain SQL files in order, each in its own transaction, forward only. Its result is the
 *  names of those run. Any number of processes may start at once (one runs them, the others wait). Throws an Error that says what
 *  to do when the database is newer than this build. Run it before `openDatabase`, as the owner and without time limits. */
export async function migrate(target: Target, options: MigrateOptions = {}): Promise<string[]> {
  const directory = options.directory ?? MIGRATIONS;
  const embedded = 'embedded' in target;
  const client = new pg.Client({
    ...(embedded ? socketConfig(target.embedded) : { connectionString: target.url }),
    application_name: 'maumjigi migrate',
    // Whoever is to hear residents begins without it meanwhile.
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // The statement in flight reports a lost connection; an unheard event would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    const here = await namesIn(directory);
    const there = await namesRun(client);
    refuseNewer(here, there);
    // The usual start: nothing to do, found out with one query and without loading the runner.
    if (here.length === there.length) return [];
    if (embedded) await refuseAppRole(client);
    return await run(client, directory, embedded, options);
  } catch (error) {
    throw withHint(asUnavailable(error));
  } finally {
    await client.end().catch(() => {});
  }
}

/** How far a database is from this build: migrations it lacks (it is older), and some it has that this build does not know (it is
 *  newer). Reads only. */
export async function schemaGap(query: Query): Promise<{ lacks: string[]; unknown: string[] }> {
  const here = await namesIn(MIGRATIONS);
  const { rows } = await query<{ name: string }>(`select name from ${TABLE} order by id`);
  const there = rows.map(({ name }) => name);
  return {
    lacks: here.filter((name) => !there.includes(name)),
    unknown: there.filter((name) => !here.includes(name)),
  };
}

async function run(
  client: pg.Client,
  directory: string,
  embedded: boolean,
  options: MigrateOptions,
): Promise<string[]> {
  const { runner } = await import('node-pg-migrate');
  await client.query('set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0');
  const progress = options.onProgress ?? (() => {});
  const done = await runner({
    dbClient: client,
    dir: directory,
    direction: 'up',
    migrationsTable: TABLE,
    checkOrder: true,
    singleTransaction: false,
    // The embedded session is one for all clients, and an advisory lock belongs to a session: it would keep nobody out.
    noLock: embedded,
    advisoryLockMode: 'wait',
    log: progress,
    ...(options.count === undefined ? {} : { count: options.count }),
  });
  return done.map((one) => one.name);
}

/** A migration that cannot go on says what to do in its hint, which nobody prints. */
function withHint(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError) || !error.hint) return error;
  return new DatabaseUnfit(`${error.message}. ${error.hint}`, { cause: error });
}

async function namesIn(directory: string): Promise<string[]> {
  const files = await readdir(directory);
  return files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .sort();
}

/** One that connects and then hangs is away. */
async function namesRun(client: pg.Client): Promise<string[]> {
  try {
    const asked = { text: `select name from ${TABLE} order by id`, query_timeout: 5_000 };
    const { rows } = await client.query<{ name: string }>(asked);
    return rows.map((row) => row.name);
  } catch (error) {
    if (sqlState(error) === '42P01') return [];
    throw error;
  }
}

function refuseNewer(here: string[], there: string[]): void {
  const unknown = there.filter((name) => !here.includes(name));
  if (unknown.length === 0) return;
  throw new DatabaseUnfit(
    `The database is newer than this 마음지기: it has ${unknown.join(', ')}, this build ends with ${here.at(-1) ?? 'nothing'}. ` +
      'Start the version that made it, or a later one; a schema is never taken back.',
  );
}

/** A command of a newer build met an older application on the socket: the shared session is no longer the owner's. */
async function refuseAppRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ role: string }>('select current_user as role');
  if (rows[0]?.role !== APP_ROLE) return;
  throw new DatabaseUnfit(
    'The 마음지기 that is running is older than this command. Stop it and start it again, then repeat the command.',
  );
}

/** The schema as text, for comparing: pg_dump without owners, versions and anything else that differs between two machines.
 *  `pgDump`: the program, at least as new as the server. */
export async function schemaDump(url: string, pgDump = 'pg_dump'): Promise<string> {
  const { stdout } = await promisify(execFile)(pgDump, ['--schema-only', '--no-owner', `--dbname=${url}`], {
    maxBuffer: 16 * 1024 * 1024,
  });
  const lines = stdout
    .split('\n')
    .filter((line) => !/^(--|SET |SELECT pg_catalog\.set_config|\\restrict |\\unrestrict )/.test(line));
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
