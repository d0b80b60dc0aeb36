/** node tests/bench/line.ts [--slices 8] [--turns 1500]: CPU of a whole LINE turn beside the practical limit and a plain Express server,
 *  in alternating slices of one run; then webhook to 200 at 300 turns/s; then Botkit's part. Needs Postgres and Redis, as the tests do. */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ChannelAdapter, messaging } from '../../bot/botkit.ts';
import type { TurnEvent } from '../../triage/turn.ts';
import { startPostgres, startRedis } from '../harness/services.ts';
import { drive } from './line/load.ts';
import type { Cost } from './served.ts';

const { values } = parseArgs({
  options: { slices: { type: 'string', default: '8' }, turns: { type: 'string', default: '1500' } },
});
const slices = Number(values.slices);
const turns = Number(values.turns);
/** See main.ts. */
const warmUp = 16_000;
const [serverCore, others] = cpus().length > 1 ? ['0', `1-${cpus().length - 1}`] : ['0', '0'];

interface Served {
  child: ChildProcess;
  port: number;
}

async function served(script: string, core: string, ...args: string[]): Promise<Served> {
  const child = fork(join(import.meta.dirname, 'line', script), args);
  spawnSync('taskset', ['-a', '-c', '-p', core, String(child.pid)], { stdio: 'ignore' });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, port };
}

async function costOf({ child }: Served): Promise<Cost> {
  child.send('cost');
  const [cost] = (await once(child, 'message')) as [Cost];
  return cost;
}

const median = (all: readonly number[]): number =>
  all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN).toFixed(1);

/** µs of the carrier itself: the same answer through Botkit and without it. */
async function botkitUs(): Promise<number> {
  const answer = { residentId: 'r', rev: 1, replies: [], stale: false };
  const turn = async () => answer;
  const quiet = { info() {}, warn() {}, error() {} };
  const { converse } = messaging(turn, quiet, [new ChannelAdapter('line', async () => true)]);
  const event: TurnEvent = {
    id: 'line:1',
    who: { address: { channel: 'line', id: 'U1' }, centerId: 'c' },
    inbound: { type: 'said', text: '안녕하세요' },
  };
  const many = 30_000;
  const costs: number[] = [];
  for (let slice = 0; slice < 7; slice += 1) {
    const measure = async (work: () => Promise<unknown>) => {
      const before = process.cpuUsage();
      for (let n = 0; n < many; n += 1) await work();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / many;
    };
    costs.push((await measure(() => converse('line', event, 1_700))) - (await measure(turn)));
  }
  return median(costs);
}

const postgres = await startPostgres();
const redis = await startRedis();
const sink = await served('sink.ts', others);
const line = `http://127.0.0.1:${sink.port}`;
const servers = {
  limit: await served('limit.ts', serverCore, redis.url, line),
  plain: await served('plain.ts', serverCore, redis.url, line),
  ours: await served('ours.ts', serverCore, postgres.url, line),
};
spawnSync('taskset', ['-a', '-c', '-p', others, String(process.pid)], { stdio: 'ignore' });
type Name = keyof typeof servers;
const names = Object.keys(servers) as Name[];
try {
  const us: Record<Name, number[]> = { limit: [], plain: [], ours: [] };
  const trips: number[] = [];
  for (const name of names) await drive(servers[name].port, 64, warmUp);
  for (let slice = 0; slice < slices; slice += 1) {
    for (const name of names) {
      const before = await costOf(servers[name]);
      const load = await drive(servers[name].port, 64, turns);
      const after = await costOf(servers[name]);
      us[name].push((after.cpuUs - before.cpuUs) / load.turns);
      if (name === 'ours') trips.push((after.trips - before.trips) / load.turns);
    }
  }
  for (const name of names) console.log(`${name.padEnd(6)} ${median(us[name]).toFixed(0).padStart(5)} µs CPU a turn`);
  console.log(`limit ÷ ours  ${(median(us.limit) / median(us.ours)).toFixed(2)}   (floor 0.30, goal 0.36)`);
  console.log(`plain ÷ ours  ${(median(us.plain) / median(us.ours)).toFixed(2)}   (floor 1.1, goal 1.3)`);
  console.log(`trips to Postgres a turn, settling among them: ${median(trips).toFixed(2)}`);
  for (const name of ['limit', 'ours'] as const) {
    const { latencies } = await drive(servers[name].port, 64, 3_000, 300);
    console.log(
      `${name.padEnd(6)} webhook to 200 at 300/s: p50 ${at(latencies, 0.5)} · p99 ${at(latencies, 0.99)} · p99.9 ${at(latencies, 0.999)} ms`,
    );
  }
  console.log(`Botkit's part of a turn: ${(await botkitUs()).toFixed(1)} µs   (goal ≤ 30)`);
} finally {
  for (const one of [sink, ...Object.values(servers)]) one.child.disconnect();
  await Promise.all([postgres.stop(), redis.stop()]);
}
