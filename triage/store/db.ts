import { AsyncLocalStorage } from 'node:async_hooks';
import { resolve } from 'node:path';
import pg from 'pg';
import { asUnavailable, DatabaseUnfit, isConnectionLost, RolledBack, sqlState } from './faults.ts';
import { type Lanes, openLanes } from './lanes.ts';
import { type Waits, waitsFor } from './waits.ts';

export { isRetryable, isUniqueViolation, RolledBack } from './faults.ts';

/** A Postgres by its address, or the embedded one that serves the socket in this folder (see embedded.ts). */
export type Target = { url: string } | { embedded: string };

export interface Result<Row> {
  rows: Row[];
  rowCount: number;
}

/** `name` makes it a prepared statement, planned once per connection; one name, one text. */
export type Query = <Row = Record<string, unknown>>(
  text: string,
  values?: readonly unknown[],
  name?: string,
) => Promise<Result<Row>>;

/** What a transaction's callback works with. Dead once the transaction has ended. */
export interface Transaction {
  query: Query;
}

/** One pool of connections. */
export interface Connections {
  readonly pool: pg.Pool;
  /** One statement, its own transaction. Throws Unavailable (with cause) when the database is away, slow or in the way. */
  query: Query;
  /** Runs `fn` between begin and commit; its result once committed. A throw in `fn` rolls back and goes on to the caller.
   *  Throws RolledBack when a failed statement was swallowed inside `fn`. */
  transaction<T>(fn: (tx: Transaction) => Promise<T>): Promise<T>;
}

export interface Database extends Connections {
  /** As `query`, for the one short statement of a turn: what comes in the same moment shares its packets (lanes.ts). */
  readonly lane: Query;
  /** Connections kept open for the failure path only: what must be stored when everything else is stuck. */
  readonly reserved: Connections;
  /** Connections kept open for whoever is in danger, for what staff do about it and for what calls them: nothing else stands in their
   *  way here. */
  readonly urgent: Connections;
  /** How long a statement would wait for its place now, ms: the worst of the ways there are. */
  delayMs(): number;
  readonly embedded: boolean;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections beside the reserved ones; default 8. The embedded database always has one. */
  max?: number;
  /** The longest a statement may take, in ms; default 2,000. For commands that read everything. */
  longestMs?: number;
  /** A connection died while idle. It is replaced by itself; worth a line in the log. */
  onFault?: (error: Error) => void;
}

export const APP_ROLE = 'maumjigi_app';

const RESERVED = 2;
/** Each statement on a connection of its own while there is one; a flood of danger goes on on lanes, where a trip that takes long keeps
 *  nobody from the next. */
const URGENT = 4;
const URGENT_LANES = { many: 2, deep: 64 };
const LANES = { many: 4, deep: 16 };
const CONNECT_MS = 1_000;
const STATEMENT_MS = 2_000;
/** The server ends a statement in time; this much later nobody waits for its answer any more. */
const ANSWER_MS = 1_000;
const QUERY_MS = STATEMENT_MS + ANSWER_MS;
/** The failure path begins when somebody has already waited: it has little time left to keep their words. */
const RESERVED_MS = 1_000;
// One session serves everybody: waiting for it is normal, and a first start on a slow disk is not a fault.
const EMBEDDED_CONNECT_MS = 10_000;
const EMBEDDED_QUERY_MS = 10_000;

const SETTINGS = {
  lock_timeout: '1500ms',
  idle_in_transaction_session_timeout: '4s',
  synchronous_commit: 'on',
};
// Free the locks of a client whose network went away. Not every server has them, or allows them on its system.
const SETTINGS_IF_KNOWN = { tcp_user_timeout: '5s', client_connection_check_interval: '2s' };

/** Opens the pools, as the application's role. The schema must be there: run `migrate` first. Throws Unavailable when the
 *  database does not answer, and an Error that says what to do when it cannot be used. */
export async function openDatabase(target: Target, options: DatabaseOptions = {}): Promise<Database> {
  return 'url' in target ? openServer(target.url, options) : openSocket(target.embedded, options);
}

async function openServer(url: string, options: DatabaseOptions): Promise<Database> {
  const { longestMs = STATEMENT_MS } = options;
  const connection = await connectionConfig(url, longestMs);
  const base: pg.PoolConfig = {
    ...connection,
    application_name: 'maumjigi',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: longestMs + ANSWER_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 1_000,
  };
  const pool = openPool({ ...base, max: options.max ?? 8, idleTimeoutMillis: 60_000 }, options.onFault);
  // Never reaped: when the server has no connections left to give, these are already ours.
  const reservedPool = openPool(
    { ...base, query_timeout: RESERVED_MS, max: RESERVED, idleTimeoutMillis: 0 },
    options.onFault,
  );
  const urgentPool = openPool({ ...base, max: URGENT, idleTimeoutMillis: 0 }, options.onFault);
  const lanes = openLanes(base, LANES, options.onFault);
  const urgentLanes = openLanes(base, URGENT_LANES, options.onFault);
  const close = async () => {
    await Promise.all([pool.end(), reservedPool.end(), urgentPool.end(), lanes.close(), urgentLanes.close()]);
  };
  const inside = new AsyncLocalStorage<Open>();
  try {
    const waits = [waitsFor(pool), waitsFor(urgentPool)] as const;
    const main = connections(pool, inside, true, waits[0]);
    const reserved = connections(reservedPool, inside, true);
    const own = connections(urgentPool, inside, true, waits[1]);
    await refuseOtherRole(main);
    await Promise.all([...opened(reserved, RESERVED), ...opened(own, URGENT)]);
    const flood = laned(urgentLanes, own.query, inside);
    const urgent = {
      ...own,
      query: ((...asked) => (urgentPool.idleCount > 0 ? own : { query: flood }).query(...asked)) as Query,
    };
    const lane = laned(lanes, main.query, inside);
    const delayMs = () => Math.max(lanes.delayMs(), urgentLanes.delayMs(), ...waits.map(({ oldestMs }) => oldestMs()));
    return { ...main, lane, reserved, urgent, delayMs, embedded: false, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const opened = ({ query }: Connections, many: number) => Array.from({ length: many }, () => query('select 1'));

async function openSocket(dataDir: string, options: DatabaseOptions): Promise<Database> {
  const pool = openPool(
    {
      ...socketConfig(dataDir),
      max: 1,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: EMBEDDED_CONNECT_MS,
      query_timeout: Math.max(EMBEDDED_QUERY_MS, options.longestMs ?? 0),
    },
    options.onFault,
  );
  const inside = new AsyncLocalStorage<Open>();
  const waits = waitsFor(pool);
  const main = connections(pool, inside, false, waits);
  try {
    // Once, for the one session behind the socket: every client shares it, so every later query runs as this role.
    await main.query(`set role ${APP_ROLE}`);
  } catch (error) {
    await pool.end();
    throw sqlState(error) === '22023' ? notMigrated(error) : error;
  }
  // One session: everybody waits for the same.
  const all = { lane: main.query, reserved: main, urgent: main, delayMs: waits.oldestMs };
  return { ...main, ...all, embedded: true, close: () => pool.end() };
}

/** Where `pg` finds the embedded database. */
export function socketConfig(dataDir: string): pg.ClientConfig {
  return {
    host: resolve(dataDir),
    port: 5432,
    user: 'postgres',
    password: 'postgres',
    database: 'postgres',
    ssl: false,
  };
}

/** Asks the server once what it can do, so that one unknown setting does not refuse every connection. */
async function connectionConfig(url: string, longestMs: number): Promise<pg.ClientConfig> {
  const probe = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, query_timeout: QUERY_MS });
  probe.on('error', () => {});
  try {
    await probe.connect();
    await refuseOldServer(probe);
    await refuseUnmigrated(probe);
    const settings: Record<string, string> = { role: APP_ROLE, ...SETTINGS, statement_timeout: `${longestMs}ms` };
    for (const [name, value] of Object.entries(SETTINGS_IF_KNOWN)) {
      if (await accepts(probe, name, value)) settings[name] = value;
    }
    return withSettings(url, settings);
  } catch (error) {
    throw asUnavailable(error);
  } finally {
    await probe.end().catch(() => {});
  }
}

async function refuseOldServer(probe: pg.Client): Promise<void> {
  const { rows } = await probe.query<{ version: number }>(
    `select current_setting('server_version_num')::integer as version`,
  );
  const version = rows[0]?.version ?? 0;
  if (version < 150_000) {
    throw new DatabaseUnfit(
      `This Postgres is version ${Math.floor(version / 10_000)}; 마음지기 needs 15 or later. Update the server, or use another one.`,
    );
  }
}

async function refuseUnmigrated(probe: pg.Client): Promise<void> {
  // The role belongs to the whole server and may stem from another database: the table of migrations is this one's.
  const { rows } = await probe.query<{ migrated: boolean; allowed: boolean; me: string }>(
    `select to_regclass('pgmigrations') is not null as migrated, pg_has_role(current_user, oid, 'member') as allowed,
       current_user as me
     from pg_roles where rolname = $1`,
    [APP_ROLE],
  );
  const role = rows[0];
  if (!role?.migrated) throw notMigrated();
  if (!role.allowed) {
    throw new DatabaseUnfit(
      `The database user "${role.me}" may not act as ${APP_ROLE}. As an administrator run: grant ${APP_ROLE} to "${role.me}";`,
    );
  }
}

async function refuseOtherRole(main: Connections): Promise<void> {
  const { rows } = await main.query<{ role: string }>('select current_user as role');
  if (rows[0]?.role === APP_ROLE) return;
  throw new DatabaseUnfit(
    `Sessions run as "${rows[0]?.role}" although they were opened as ${APP_ROLE}: something between here and Postgres drops the ` +
      'connection options. Point DATABASE_URL at Postgres itself, not at a pooler.',
  );
}

async function accepts(probe: pg.Client, name: string, value: string): Promise<boolean> {
  try {
    await probe.query('select set_config($1, $2, false)', [name, value]);
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && sqlState(error)?.startsWith('08') !== true) return false;
    throw error;
  }
}

/** The settings travel in the connection's start-up message: no extra trip, and `reset` comes back to them. */
function withSettings(url: string, settings: Record<string, string>): pg.ClientConfig {
  const parsed = new URL(url);
  const own = parsed.searchParams.get('options');
  parsed.searchParams.delete('options');
  const ours = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  return { connectionString: parsed.href, options: [...(own ? [own] : []), ...ours].join(' ') };
}

function notMigrated(cause?: unknown): Error {
  return new DatabaseUnfit(
    'The database was never migrated. Run "npm run migrate" first.',
    cause === undefined ? undefined : { cause },
  );
}

function openPool(config: pg.PoolConfig, onFault: ((error: Error) => void) | undefined): pg.Pool {
  const pool = new pg.Pool(config);
  // Without a listener, one idle connection killed by the server would end the process.
  pool.on('error', (error) => onFault?.(error));
  // And without one on the client itself, a connection killed just as it is handed out: its "ready" and its "terminated" may
  // come in one packet, between the pool's listener and ours. Whoever queries it is told by the query.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** A transaction of the present async flow. */
interface Open {
  open: boolean;
}

const asText = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

/** `pg` writes a Date part by part in this machine's own time zone; as text in UTC it is the same moment at a tenth of the cost. */
const configOf = (text: string, values: readonly unknown[] = [], name?: string): pg.QueryConfig =>
  name ? { text, values: values.map(asText), name } : { text, values: values.map(asText) };

/** Statements on a lane; where there is no room for more, as any other. */
function laned(lanes: Lanes, query: Query, inside: AsyncLocalStorage<Open>): Query {
  return async <Row>(text: string, values?: readonly unknown[], name?: string) => {
    refuseNested(inside);
    const running = lanes.run(configOf(text, values, name));
    if (!running) return query<Row>(text, values, name);
    try {
      const { rows, rowCount } = await running;
      return { rows: rows as Row[], rowCount: rowCount ?? 0 };
    } catch (error) {
      throw asUnavailable(error);
    }
  };
}

function connections(
  pool: pg.Pool,
  inside: AsyncLocalStorage<Open>,
  named: boolean,
  waits: Waits = waitsFor(pool),
): Connections {
  const run = async <Row>(on: pg.Pool | pg.PoolClient, text: string, values?: readonly unknown[], name?: string) => {
    const result = await on.query(configOf(text, values, named ? name : undefined));
    return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
  };
  const query: Query = async (text, values, name) => {
    refuseNested(inside);
    try {
      return await waits.asking(run(pool, text, values, name));
    } catch (error) {
      throw asUnavailable(error);
    }
  };
  const transaction = async <T>(fn: (tx: Transaction) => Promise<T>): Promise<T> => {
    refuseNested(inside);
    let client: pg.PoolClient;
    try {
      client = await waits.asking(pool.connect());
    } catch (error) {
      throw asUnavailable(error);
    }
    const state: Open = { open: true };
    let failed: unknown;
    const tx: Transaction = {
      query: async (text, values, name) => {
        if (!state.open) throw new Error('This transaction has ended; a query of its callback was not awaited');
        try {
          return await run(client, text, values, name);
        } catch (error) {
          failed = asUnavailable(error);
          throw failed;
        }
      },
    };
    // A connection that died while it was lent out emits 'error' on the client; the query in flight reports it.
    const deaf = () => {};
    client.on('error', deaf);
    let broken: Error | boolean = false;
    try {
      await client.query('begin');
      const result = await inside.run(state, () => fn(tx));
      state.open = false;
      const ended = await client.query('commit');
      if (ended.command !== 'COMMIT') throw new RolledBack({ cause: failed });
      return result;
    } catch (error) {
      state.open = false;
      // On a dead connection a rollback would only wait for its own timeout; the server rolls back by itself.
      if (isConnectionLost(error) || isConnectionLost(failed)) broken = true;
      else if (!(error instanceof RolledBack)) {
        await client.query('rollback').catch((fault: Error) => {
          broken = fault;
        });
      }
      throw asUnavailable(error);
    } finally {
      client.off('error', deaf);
      client.release(broken);
    }
  };
  return { pool, query, transaction };
}

/** On the embedded database it would wait for itself for ever; on a server it would take a second connection while holding
 *  one, which deadlocks the pool under load. The same refusal on both, so that tests on either find it. */
function refuseNested(inside: AsyncLocalStorage<Open>): void {
  if (inside.getStore()?.open) {
    throw new Error(
      'A query on the database inside an open transaction of the same flow: use the transaction handed to the callback, or wait until it has ended',
    );
  }
}
