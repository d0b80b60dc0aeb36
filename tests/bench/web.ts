/** node tests/bench/web.ts [--slices 12 --turns 2000]: CPU, trips and commits of a turn in the web chat beside the practical limit, in
 *  alternating slices of one run; medians and ratios. Then the idle memory of the embedded default. Needs Postgres and Redis, as the tests do. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { startPostgres, startRedis } from '../harness/services.ts';
import { commits } from './commits.ts';
import { drive } from './load.ts';
import { median, share } from './numbers.ts';
import { cores, costOf, pin, type Served, served, warmUp } from './server.ts';

const { values } = parseArgs({
  options: { slices: { type: 'string', default: '12' }, turns: { type: 'string', default: '2000' } },
});
const slices = Number(values.slices);
const turns = Number(values.turns);
const connections = 64;

/** CPU of all processes of a Postgres cluster so far, µs, from /proc; NaN where there is none. */
function clusterCpuUs(postmaster: number): number {
  const ticks = (pid: string) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return {
        parent: Number(parent),
        used: Number(rest[9]) + Number(rest[10]),
        waited: Number(rest[11]) + Number(rest[12]),
      };
    } catch {
      return null;
    }
  };
  try {
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const own = all.flatMap((pid) => {
      const found = ticks(pid);
      return found && (found.parent === postmaster || Number(pid) === postmaster) ? [found.used + found.waited] : [];
    });
    return own.reduce((sum, one) => sum + one, 0) * 10_000;
  } catch {
    return Number.NaN;
  }
}

interface Slice {
  cpuUs: number;
  perSecond: number;
  trips: number;
  p50: number;
  p99: number;
}

async function slice(server: Served): Promise<Slice> {
  const before = await costOf(server);
  const load = await drive(server.port, connections, turns);
  const after = await costOf(server);
  return {
    cpuUs: (after.cpuUs - before.cpuUs) / load.turns,
    perSecond: (load.turns / load.ms) * 1000,
    trips: (after.trips - before.trips) / load.turns,
    p50: share(load.latencies, 0.5),
    p99: share(load.latencies, 0.99),
  };
}

async function postmasterOf(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const stat = readFileSync(`/proc/${rows[0]?.pid}/stat`, 'utf8');
  await client.end();
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

async function main(): Promise<void> {
  pin(process.pid, cores.others);
  const postgres = await startPostgres({ durable: true });
  const redis = await startRedis();
  try {
    const ours = await served('ours.ts', cores.server, postgres.url);
    const limit = await served('limit.ts', cores.server, redis.url);
    for (const server of [ours, limit]) await drive(server.port, connections, warmUp);
    const postmaster = await postmasterOf(postgres.url).catch(() => Number.NaN);
    const [oursSlices, limitSlices]: [Slice[], Slice[]] = [[], []];
    const pgBefore = clusterCpuUs(postmaster);
    const commitsBefore = await commits(postgres.url);
    for (let n = 0; n < slices; n += 1) {
      oursSlices.push(await slice(ours));
      limitSlices.push(await slice(limit));
    }
    const done = slices * turns;
    // One visit is one opening and sixteen messages; each is a turn, and the openings are in the figures too.
    const perTurn = ((await commits(postgres.url)) - commitsBefore) / done;
    const pgUs = (clusterCpuUs(postmaster) - pgBefore) / done;
    const of = (all: readonly Slice[], key: keyof Slice) => median(all.map((one) => one[key]));
    const ratios = oursSlices.map((one, n) => (limitSlices[n]?.cpuUs ?? Number.NaN) / one.cpuUs);
    const rows = [
      ['server CPU µs per turn', of(oursSlices, 'cpuUs').toFixed(0), of(limitSlices, 'cpuUs').toFixed(0)],
      ['turns per second', of(oursSlices, 'perSecond').toFixed(0), of(limitSlices, 'perSecond').toFixed(0)],
      [
        'p50 / p99 ms, 64 at once',
        `${of(oursSlices, 'p50').toFixed(1)} / ${of(oursSlices, 'p99').toFixed(1)}`,
        `${of(limitSlices, 'p50').toFixed(1)} / ${of(limitSlices, 'p99').toFixed(1)}`,
      ],
      ['trips per message', of(oursSlices, 'trips').toFixed(2), of(limitSlices, 'trips').toFixed(2)],
      ['commits per message', perTurn.toFixed(2), '–'],
      ['Postgres CPU µs per message', Number.isNaN(pgUs) ? 'not readable' : pgUs.toFixed(0), '–'],
      [
        'resident memory after, MB',
        ((await costOf(ours)).rss / 1e6).toFixed(0),
        ((await costOf(limit)).rss / 1e6).toFixed(0),
      ],
    ];
    console.log(
      `\n${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} CPUs, Node ${process.version}; ${slices} alternating slices of ${turns} turns`,
    );
    console.log('| web chat, every turn committed to Postgres | 마음지기 | practical limit |\n|---|---|---|');
    for (const row of rows) console.log(`| ${row.join(' | ')} |`);
    console.log(
      `limit's CPU ÷ ours: median ${median(ratios).toFixed(3)} (min ${Math.min(...ratios).toFixed(3)}, max ${Math.max(...ratios).toFixed(3)})`,
    );
    ours.child.disconnect();
    limit.child.disconnect();
  } finally {
    await postgres.stop();
    await redis.stop();
  }
  await idle();
}

/** Starts the embedded default on an empty folder, waits, and reads its resident memory from /proc. */
async function idle(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'maum-'));
  const child = fork(join(import.meta.dirname, '../../main.ts'), [], {
    env: { ...process.env, DATA_DIR: folder, PORT: '3980', DESK_PORT: '3981', LOG_LEVEL: 'error', DATABASE_URL: '' },
    stdio: 'ignore',
  });
  try {
    for (let tries = 0; tries < 150; tries += 1) {
      if (
        await fetch('http://127.0.0.1:3980/readyz').then(
          ({ ok }) => ok,
          () => false,
        )
      )
        break;
      await wait(100);
    }
    await wait(10_000);
    const rss = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    console.log(
      `embedded default, idle for 10 s after its first start: ${(Number(rss) / 1024).toFixed(0)} MiB resident`,
    );
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
