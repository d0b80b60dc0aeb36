/** node tests/bench/line.ts [--slices 8] [--turns 1500]: CPU of a whole LINE turn beside the practical limit and a plain Express server,
 *  in alternating slices of one run; then webhook to 200 at 300 turns/s; then Botkit's part. Needs Postgres and Redis, as the tests do. */
import { parseArgs } from 'node:util';
import { ChannelAdapter, messaging } from '../../bot/botkit.ts';
import type { TurnEvent } from '../../triage/turn.ts';
import { startPostgres, startRedis } from '../harness/services.ts';
import { commits } from './commits.ts';
import { figure } from './figure.ts';
import { drive } from './line/load.ts';
import { median, share } from './numbers.ts';
import { cores, costOf, pin, served, warmUp } from './server.ts';

const { values } = parseArgs({
  options: { slices: { type: 'string', default: '8' }, turns: { type: 'string', default: '1500' } },
});
const slices = Number(values.slices);
const turns = Number(values.turns);

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
const sink = await served('line/sink.ts', cores.others);
const line = `http://127.0.0.1:${sink.port}`;
const servers = {
  limit: await served('line/limit.ts', cores.server, redis.url, line),
  plain: await served('line/plain.ts', cores.server, redis.url, line),
  ours: await served('line/ours.ts', cores.server, postgres.url, line),
};
pin(process.pid, cores.others);
type Name = keyof typeof servers;
const names = Object.keys(servers) as Name[];
try {
  const us: Record<Name, number[]> = { limit: [], plain: [], ours: [] };
  const trips: number[] = [];
  const settling: number[] = [];
  const written: number[] = [];
  const committed: number[] = [];
  for (const name of names) await drive([servers[name].port], 64, warmUp);
  for (let slice = 0; slice < slices; slice += 1) {
    for (const name of names) {
      const before = await costOf(servers[name]);
      const committedBefore = name === 'ours' ? await commits(postgres.url) : 0;
      const load = await drive([servers[name].port], 64, turns);
      const after = await costOf(servers[name]);
      us[name].push((after.cpuUs - before.cpuUs) / load.turns);
      if (name !== 'ours') continue;
      const settled = (after.settling - before.settling) / load.turns;
      settling.push(settled);
      trips.push((after.trips - before.trips) / load.turns - settled);
      written.push((after.trips - before.trips - (after.reading - before.reading)) / load.turns - settled);
      committed.push(((await commits(postgres.url)) - committedBefore) / load.turns);
    }
  }
  for (const name of names) console.log(`${name.padEnd(6)} ${median(us[name]).toFixed(0).padStart(5)} µs CPU a turn`);
  const ratios = (other: Name) => us.ours.map((cost, slice) => (us[other][slice] ?? Number.NaN) / cost);
  const between = (all: readonly number[]) =>
    `${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)} in ${slices} slices`;
  const both = (other: Name) =>
    `${median(us[other]).toFixed(0)} ÷ ${median(us.ours).toFixed(0)} µs; ${between(ratios(other))}`;
  figure('limit', median(ratios('limit')), both('limit'));
  figure('plain', median(ratios('plain')), both('plain'));
  figure('trips', median(trips), `and ${median(settling).toFixed(2)} that settle what was sent`);
  figure(
    'commits',
    median(written),
    `that write; Postgres counted ${median(committed).toFixed(2)}, with those that read or settle`,
  );
  const p99: Record<'limit' | 'ours', number[]> = { limit: [], ours: [] };
  for (let slice = 0; slice < 3; slice += 1) {
    for (const name of ['limit', 'ours'] as const) {
      const { latencies } = await drive([servers[name].port], 64, 3_000, { perSecond: 300 });
      p99[name].push(share(latencies, 0.99));
    }
  }
  const [limitMs, oursMs] = [median(p99.limit), median(p99.ours)];
  figure(
    'p99',
    oursMs / limitMs,
    `${oursMs.toFixed(1)} ÷ ${limitMs.toFixed(1)} ms, webhook to 200, medians of three times ten seconds`,
  );
  console.log(`Botkit's part of a turn: ${(await botkitUs()).toFixed(1)} µs   (goal ≤ 30)`);
} finally {
  for (const one of [sink, ...Object.values(servers)]) one.child.disconnect();
  await Promise.all([postgres.stop(), redis.stop()]);
}
