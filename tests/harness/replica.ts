/** One process of 마음지기 with its role and its ports, on a Postgres and a Redis of somebody's; for tests and benches. */
import { join } from 'node:path';
import { execPath } from 'node:process';
import { comesUp, compiled, freePort, type Running, run } from './programs.ts';

export type Role = 'all' | 'bot' | 'desk' | 'worker' | 'watchdog';

export interface Replica {
  role: Role;
  /** Of the residents' listener, the desk's, or the watchdog's; '' for a worker. */
  url: string;
  process: Running;
}

export interface On {
  databaseUrl: string;
  redisUrl: string;
  masterKey: Buffer;
}

/** Resolves when it is ready; what does not come up is ended. `more`: settings of its own. `code`: another checkout of 마음지기. */
export async function startReplica(
  role: Role,
  on: On,
  more: Record<string, string> = {},
  code = join(import.meta.dirname, '../..'),
): Promise<Replica> {
  const [port, deskPort, watchPort] = [await freePort(), await freePort(), await freePort()];
  const child = run(execPath, ['main.ts'], {
    deathSignal: 'KILL',
    cwd: code,
    env: {
      PATH: process.env.PATH ?? '',
      ...compiled,
      ROLE: role,
      DATABASE_URL: on.databaseUrl,
      REDIS_URL: on.redisUrl,
      MASTER_KEY: on.masterKey.toString('base64'),
      PORT: String(port),
      DESK_PORT: String(deskPort),
      WATCHDOG_PORT: String(watchPort),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DESK_URL: `http://127.0.0.1:${deskPort}`,
      ...more,
    },
  });
  const own = { PORT: port, DESK_PORT: deskPort, WATCHDOG_PORT: watchPort, ...more };
  const at = { all: own.PORT, bot: own.PORT, desk: own.DESK_PORT, watchdog: own.WATCHDOG_PORT, worker: '' }[role];
  const url = at === '' ? '' : `http://127.0.0.1:${at}`;
  const ready = async () => {
    // A worker has no listener: it says that it goes through what is due.
    if (url === '') {
      if (!child.printed().includes('what is due is being done')) throw new Error('It has not said yet that it works.');
    } else if (!(await fetch(`${url}/livez`)).ok) throw new Error('It is not alive yet.');
  };
  try {
    // On a machine with much else to do.
    await comesUp(role, child, ready, 60_000);
  } catch (error) {
    await child.end('SIGKILL');
    throw error;
  }
  return { role, url, process: child };
}
