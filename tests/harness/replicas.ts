/** 마음지기 as several processes on one Postgres and one Redis: each with its role, its ports and its life of its own. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { onTestFinished } from 'vitest';
import { migrate } from '../../triage/store/migrate.ts';
import { freshDatabase } from './postgres.ts';
import { comesUp, freePort, type Running, run } from './programs.ts';

export type Role = 'all' | 'bot' | 'desk' | 'worker' | 'watchdog';

export interface Replica {
  role: Role;
  /** Of the residents' listener, the desk's, or the watchdog's; '' for a worker. */
  url: string;
  process: Running;
}

export interface Replicas {
  databaseUrl: string;
  masterKey: Buffer;
  /** Starts one more; resolves when it is ready. `more`: settings of its own. */
  start(role: Role, more?: Record<string, string>): Promise<Replica>;
}

/** shared: settings of every process. */
export async function openReplicas(redisUrl: string, shared: Record<string, string> = {}): Promise<Replicas> {
  const database = await freshDatabase((url) => migrate({ url }));
  const masterKey = randomBytes(32);
  const running: Running[] = [];
  onTestFinished(async () => {
    await Promise.all(running.map((one) => one.end('SIGKILL')));
    await database.drop();
  });
  return {
    databaseUrl: database.url,
    masterKey,
    async start(role, more = {}) {
      const [port, deskPort, watchPort] = [await freePort(), await freePort(), await freePort()];
      const child = run(execPath, ['main.ts'], {
        deathSignal: 'KILL',
        cwd: join(import.meta.dirname, '../..'),
        env: {
          PATH: process.env.PATH ?? '',
          ROLE: role,
          DATABASE_URL: database.url,
          REDIS_URL: redisUrl,
          MASTER_KEY: masterKey.toString('base64'),
          PORT: String(port),
          DESK_PORT: String(deskPort),
          WATCHDOG_PORT: String(watchPort),
          PUBLIC_URL: `http://127.0.0.1:${port}`,
          DESK_URL: `http://127.0.0.1:${deskPort}`,
          ...shared,
          ...more,
        },
      });
      running.push(child);
      const at = { all: port, bot: port, desk: deskPort, watchdog: more.WATCHDOG_PORT ?? watchPort, worker: '' }[role];
      const url = at === '' ? '' : `http://127.0.0.1:${at}`;
      await comesUp(role, child, async () => {
        // A worker has no listener: it says that it goes through what is due.
        if (url === '') {
          if (!child.printed().includes('what is due is being done'))
            throw new Error('It has not said yet that it works.');
        } else if (!(await fetch(`${url}/livez`)).ok) throw new Error('It is not alive yet.');
      });
      return { role, url, process: child };
    },
  };
}
