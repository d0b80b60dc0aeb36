/** A process of ours for a bench, by its role. */
import { join } from 'node:path';
import { execPath } from 'node:process';
import { comesUp, freePort, run } from '../harness/programs.ts';

export interface Ours {
  url: string;
  end(): Promise<void>;
}

export async function startOurs(
  role: 'bot' | 'desk' | 'worker',
  on: { databaseUrl: string; redisUrl: string; masterKey: string },
): Promise<Ours> {
  const [port, deskPort] = [await freePort(), await freePort()];
  const child = run(execPath, ['main.ts'], {
    deathSignal: 'KILL',
    cwd: join(import.meta.dirname, '../..'),
    env: {
      PATH: process.env.PATH ?? '',
      ROLE: role,
      DATABASE_URL: on.databaseUrl,
      REDIS_URL: on.redisUrl,
      MASTER_KEY: on.masterKey,
      PORT: String(port),
      DESK_PORT: String(deskPort),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DESK_URL: `http://127.0.0.1:${deskPort}`,
    },
  });
  const url = `http://127.0.0.1:${role === 'desk' ? deskPort : port}`;
  await comesUp(role, child, async () => {
    if (role === 'worker') {
      if (!child.printed().includes('what is due is being done')) throw new Error('It has not said yet that it works.');
    } else if (!(await fetch(`${url}/livez`)).ok) throw new Error('It is not alive yet.');
  });
  return { url, end: () => child.end('SIGKILL') };
}
