/** Servers under measurement: each a process of its own, which tells what it has cost so far (served.ts). */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Cost } from './served.ts';

/** Node compiles as it goes and reaches its pace only after some ten thousand turns; a process lives for days. */
export const warmUp = 16_000;

/** The server under measurement has a core of its own, everything else shares the others; where that cannot be had, it is said. */
export const cores =
  cpus().length > 1 ? { server: '0', others: `1-${cpus().length - 1}` } : { server: '0', others: '0' };

export interface Served {
  child: ChildProcess;
  port: number;
}

/** script: in this folder. core: where it is to run; null: anywhere. */
export async function served(script: string, core: string | null, ...args: string[]): Promise<Served> {
  const child = fork(join(import.meta.dirname, script), args);
  if (core !== null) pin(child.pid, core);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, port };
}

export function pin(pid: number | undefined, core: string): void {
  const { status } = spawnSync('taskset', ['-a', '-c', '-p', core, String(pid)], { stdio: 'ignore' });
  if (status !== 0)
    console.warn('taskset is not there or not allowed: nothing is pinned to a core, expect wider figures');
}

export async function costOf({ child }: Served): Promise<Cost> {
  child.send('cost');
  const [cost] = (await once(child, 'message')) as [Cost];
  return cost;
}
