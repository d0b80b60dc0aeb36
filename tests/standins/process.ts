/** Starts a stand-in as a process of its own and talks to its control routes. */
import { execPath } from 'node:process';
import { comesUp, compiled, type Running, run } from '../harness/programs.ts';

export interface StandIn {
  url: string;
  /** What it said when it listened. */
  told: Record<string, unknown>;
  ask<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T>;
  end(): Promise<void>;
}

/** main: its main.ts. env: its settings; nothing else of ours reaches it. */
export async function startStandIn(main: string, env: Record<string, string>): Promise<StandIn> {
  const server = run(execPath, [main], {
    deathSignal: 'KILL',
    env: { PATH: process.env.PATH ?? '', ...compiled, ...env },
  });
  const told = await listening(main, server);
  const url = `http://127.0.0.1:${told.port}`;
  return {
    url,
    told,
    async ask<T>(method: string, path: string, body?: unknown) {
      const response = await fetch(url + path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
      const answer = (await response.json()) as T & { message?: string };
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer.message ?? ''}`);
      return answer;
    },
    end: () => server.end('SIGTERM'),
  };
}

async function listening(main: string, server: Running): Promise<Record<string, unknown>> {
  let told: Record<string, unknown> = {};
  await comesUp(main, server, async () => {
    const line = server
      .printed()
      .split('\n')
      .find((one) => one.startsWith('{"port"'));
    if (!line) throw new Error('It has not said yet where it listens.');
    told = JSON.parse(line) as Record<string, unknown>;
  });
  return told;
}
