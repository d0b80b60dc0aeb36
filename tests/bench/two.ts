/** node tests/bench/two.ts [--slices 6 --turns 3000 --warm-up 16000]: what a second process adds. One server, and two that share a Postgres and a Redis, in
 *  alternating slices of LINE turns; every webhook goes to the next process, whoever wrote it, as behind a load balancer that knows nobody.
 *
 *  With four cores or more each server has one of its own, everything else the others, and turns per second are compared. With fewer there
 *  is nothing to run the load and Postgres on: then the servers' own CPU per turn is compared (twice one's ÷ theirs), which is what two
 *  cores would carry if those were elsewhere. It holds what sharing costs a process, and not what Postgres would make both wait. */
import { randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startPostgres, startRedis } from '../harness/services.ts';
import { figure } from './figure.ts';
import { drive } from './line/load.ts';
import { median } from './numbers.ts';
import { costOf, pin, type Served, served, warmUp } from './server.ts';

const { values } = parseArgs({
  options: {
    slices: { type: 'string', default: '6' },
    turns: { type: 'string', default: '3000' },
    'warm-up': { type: 'string', default: String(warmUp) },
  },
});
const turns = Number(values.turns);
const apart = cpus().length >= 4;
const [first, second, rest] = apart ? ['0', '1', `2-${cpus().length - 1}`] : [null, null, null];
if (rest !== null) pin(process.pid, rest);

const [postgres, other, redis] = [
  await startPostgres({ durable: true }),
  await startPostgres({ durable: true }),
  await startRedis(),
];
const sink = await served('line/sink.ts', rest);
const line = `http://127.0.0.1:${sink.port}`;
const shared = [other.url, line, redis.url, randomBytes(32).toString('hex')];
const one = [await served('line/ours.ts', first, postgres.url, line)];
const two = [await served('line/ours.ts', first, ...shared), await served('line/ours.ts', second, ...shared)];

interface Slice {
  cpuUs: number;
  perSecond: number;
}
async function slice(servers: readonly Served[]): Promise<Slice> {
  const used = async () => (await Promise.all(servers.map(costOf))).reduce((sum, { cpuUs }) => sum + cpuUs, 0);
  const before = await used();
  const load = await drive(
    servers.map(({ port }) => port),
    64,
    turns,
  );
  return { cpuUs: ((await used()) - before) / load.turns, perSecond: (load.turns / load.ms) * 1000 };
}

for (const servers of [one, two])
  await drive(
    servers.map(({ port }) => port),
    64,
    Number(values['warm-up']) * servers.length,
  );
const pairs: [Slice, Slice][] = [];
for (let n = 0; n < Number(values.slices); n += 1) pairs.push([await slice(one), await slice(two)]);

const of = (at: 0 | 1, key: keyof Slice) => median(pairs.map((pair) => pair[at][key]));
const cpu = `${of(0, 'cpuUs').toFixed(0)} and ${of(1, 'cpuUs').toFixed(0)} µs a turn`;
const speed = `${of(1, 'perSecond').toFixed(0)} and ${of(0, 'perSecond').toFixed(0)} turns/s`;
if (apart) figure('two', median(pairs.map(([a, b]) => b.perSecond / a.perSecond)), `${speed}; CPU ${cpu}`);
else {
  const how = `by the servers' CPU, ${cpu}; on ${cpus().length} cores with load and Postgres ${speed}`;
  figure('two', median(pairs.map(([a, b]) => (2 * a.cpuUs) / b.cpuUs)), how);
}

for (const { child } of [sink, ...one, ...two]) child.disconnect();
await Promise.all([postgres.stop(), other.stop(), redis.stop()]);
