/** The real Postgres and Redis under the tests: one private server of each per run, gone when the run ends.
 *  Vitest calls the default export once per project; the servers are started once for all of them.
 *  Chaos tests and the bench start servers of their own with `startPostgres` and `startRedis`. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import * as programs from './programs.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A superuser's URL. Tests take a database of their own by `freshDatabase()` (postgres.ts). */
    postgresUrl: string;
    /** Shared by all test files: use keys and channels of your own, never FLUSHALL. */
    redisUrl: string;
    chromiumPath: string;
    /** Names what is made once per run, e.g. the migrated template. */
    runId: string;
  }
}

export interface Service {
  url: string;
  /** Kills it and keeps its data: SIGQUIT is Postgres' immediate stop, SIGKILL is what it says. */
  down: (signal?: NodeJS.Signals) => Promise<void>;
  /** Starts it again on the same port. */
  up: () => Promise<void>;
  /** It hangs: connections stay, and nothing is answered. */
  hangs: () => void;
  /** It goes on where it was. */
  goesOn: () => void;
  /** Ends it and removes its folder. */
  stop: () => Promise<void>;
}

export interface PostgresOptions {
  /** With fsync, for tests of what survives and for honest figures. Default false. */
  durable?: boolean;
  /** An empty folder for all of it, e.g. on a small disk. Default: one of its own. */
  folder?: string;
}

export async function startPostgres({ durable = false, folder: given }: PostgresOptions = {}): Promise<Service> {
  const [initdb, postgres] = postgresPrograms();
  const user = programs.unprivileged();
  const folder = given ?? (durable ? programs.temporaryFolder('postgres') : programs.folderInMemory('postgres'));
  const data = join(folder, 'data');
  const password = randomBytes(12).toString('hex');
  const passwordFile = join(folder, 'password');

  const fast = ['-c', 'fsync=off', '-c', 'full_page_writes=off'];
  const settings = [
    '-c',
    'max_connections=200',
    '-c',
    `unix_socket_directories=${folder}`,
    '-c',
    'listen_addresses=127.0.0.1',
  ];
  return await startService({
    name: 'Postgres',
    folder,
    prepare: () => {
      writeFileSync(passwordFile, password, { mode: 0o600 });
      if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
      const access = ['--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`];
      const args = ['--pgdata', data, '--no-sync', '--encoding=UTF8', '--locale=C', ...access];
      execFileSync(initdb, args, { stdio: 'pipe', cwd: folder, ...user });
    },
    url: (port) => `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    run: (port) =>
      programs.run(postgres, ['-D', data, '-p', String(port), ...settings, ...(durable ? [] : fast)], {
        deathSignal: 'QUIT',
        cwd: folder,
        ...user,
      }),
    ready: pingPostgres,
    stopSignal: 'SIGQUIT',
  });
}

/** Found, or installed where that may be done. */
export function postgresPrograms(): [initdb: string, postgres: string] {
  const folders = programs.debianPostgres();
  const remedy =
    'Install the PostgreSQL server, 15 or newer (Debian: apt-get install postgresql; macOS: brew install postgresql@17), ' +
    'or set TEST_DATABASE_URL to a superuser of a server that may be written to.';
  const look = (name: string) => () => programs.find([name], [...folders, ...programs.debianPostgres()]);
  const initdb = programs.need("PostgreSQL's initdb", look('initdb'), ['postgresql'], remedy);
  return [initdb, programs.need('the PostgreSQL server', look('postgres'), ['postgresql'], remedy)];
}

async function pingPostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // Without a listener an error between connect and end would stop the whole run.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end().catch(() => {});
  }
}

/** Found, or installed where that may be done. */
export function redisProgram(): string {
  const remedy =
    'Install Redis or Valkey (Debian: apt-get install redis-server; macOS: brew install redis), ' +
    'or set TEST_REDIS_URL to a server that may be written to.';
  const look = () => programs.find(['redis-server', 'valkey-server'], ['/usr/bin', '/usr/local/bin']);
  return programs.need('Redis', look, ['redis-server'], remedy);
}

export async function startRedis(): Promise<Service> {
  const server = redisProgram();
  const user = programs.unprivileged();
  const folder = programs.temporaryFolder('redis');
  const password = randomBytes(12).toString('hex');
  const settings = join(folder, 'redis.conf');

  return await startService({
    name: 'Redis',
    folder,
    prepare: () => {
      // In a file, because everybody may read the arguments of a process.
      writeFileSync(settings, `requirepass ${password}\n`, { mode: 0o600 });
      if (user) for (const path of [folder, settings]) chownSync(path, user.uid, user.gid);
    },
    url: (port) => `redis://:${password}@127.0.0.1:${port}`,
    run: (port) => {
      const network = ['--port', String(port), '--bind', '127.0.0.1'];
      const args = [settings, ...network, '--save', '', '--appendonly', 'no', '--dir', folder];
      return programs.run(server, args, { deathSignal: 'KILL', cwd: folder, ...user });
    },
    ready: pingRedis,
    stopSignal: 'SIGKILL',
  });
}

async function pingRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2_000 });
  redis.on('error', () => {});
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}

interface Plan {
  name: string;
  folder: string;
  prepare: () => void;
  url: (port: number) => string;
  run: (port: number) => programs.Running;
  ready: (url: string) => Promise<void>;
  stopSignal: NodeJS.Signals;
}

async function startService({ name, folder, prepare, url, run, ready, stopSignal }: Plan): Promise<Service> {
  let server: programs.Running | undefined;
  let port = 0;

  const start = async () => {
    const started = run(port);
    server = started;
    try {
      await programs.comesUp(name, started, () => ready(url(port)));
    } catch (error) {
      await down('SIGKILL');
      throw error;
    }
  };
  /** Again, because the port may just have been taken, or the children of a killed Postgres still be leaving. */
  const up = async (beforeEach?: () => Promise<void>) => {
    for (let attempt = 1; ; attempt++) {
      await beforeEach?.();
      try {
        return await start();
      } catch (error) {
        if (attempt === 3) throw error;
        await new Promise((resolve) => setTimeout(resolve, attempt * 200));
      }
    }
  };
  const down = async (signal: NodeJS.Signals = stopSignal) => {
    await server?.end(signal);
    server = undefined;
  };
  const stop = async () => {
    await down();
    programs.removeFolder(folder);
  };
  const signal = (name: NodeJS.Signals) => {
    if (!server) throw new Error('It does not run');
    process.kill(server.pid, name);
  };

  try {
    prepare();
    await up(async () => {
      port = await programs.freePort();
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: url(port),
    down,
    up: () => up(),
    hangs: () => signal('SIGSTOP'),
    goesOn: () => signal('SIGCONT'),
    stop,
  };
}

interface Services {
  postgresUrl: string;
  redisUrl: string;
  runId: string;
  stop: () => Promise<void>;
}

/** Vitest loads this file anew for each project; what they share can only live here. */
const shared = globalThis as { maumjigiServices?: Promise<Services> };

export default async function services(project: TestProject): Promise<() => Promise<void>> {
  shared.maumjigiServices ??= startServices();
  const { postgresUrl, redisUrl, runId, stop } = await shared.maumjigiServices;
  project.provide('postgresUrl', postgresUrl);
  project.provide('redisUrl', redisUrl);
  project.provide('runId', runId);
  return stop;
}

async function startServices(): Promise<Services> {
  const started: Service[] = [];
  let stopping: Promise<unknown> | undefined;
  // Every project asks to stop at the end of the run; once is enough.
  const stop = async () => {
    stopping ??= Promise.all(started.map((service) => service.stop()));
    await stopping;
  };
  const given = async (name: string, ready: (url: string) => Promise<void>, start: () => Promise<Service>) => {
    const url = process.env[name];
    if (url) {
      await ready(url).catch((cause) => {
        throw new Error(`${name} is set, but nothing answers there: ${(cause as Error).message}`, { cause });
      });
      return url;
    }
    const service = await start();
    started.push(service);
    return service.url;
  };
  try {
    const postgresUrl = await given('TEST_DATABASE_URL', pingPostgres, startPostgres);
    const redisUrl = await given('TEST_REDIS_URL', pingRedis, startRedis);
    return { postgresUrl, redisUrl, runId: randomBytes(4).toString('hex'), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
