/** npm run bench:overload [-- --seconds 10 --times 10 --danger 0.05]: how many people one process carries, then so many times as many
 *  for some seconds, and some in danger among them. Prints how long those wait for their answer and for the page that calls somebody,
 *  what the crowd met, and how soon everything is as before. Loopback, bounded in number and time. Needs Postgres, as the tests do. */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { addPhone, addShift } from '../harness/onCall.ts';
import { startPostgres } from '../harness/services.ts';
import { type People, people, type Sent } from './overload/people.ts';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { seconds: text, times: text, danger: text, connections: text } });
const seconds = Math.min(60, Number(values.seconds ?? 10));
const times = Number(values.times ?? 10);
const share = Number(values.danger ?? 0.05);
/** Nobody's crowd stands at the door in one moment. */
const arriveMs = 5_000;
const connections = Math.min(4_000, Number(values.connections ?? 4_000));
const [serverCore, others] = cpus().length > 1 ? ['0', `1-${cpus().length - 1}`] : ['0', '0'];
const pin = (pid: number | undefined, cores: string) =>
  spawnSync('taskset', ['-a', '-c', '-p', cores, String(pid)], { stdio: 'ignore' });

const postgres = await startPostgres({ durable: true });
const child: ChildProcess = fork(join(import.meta.dirname, 'ours.ts'), [postgres.url]);
pin(child.pid, serverCore);
pin(process.pid, others);
const [{ port }] = (await once(child, 'message')) as [{ port: number }];
const looks = new Client({ connectionString: postgres.url });
await looks.connect();

/** Somebody is on duty, so that there is whom to call. */
async function putOnDuty(): Promise<void> {
  const { rows } = await looks.query<{ id: string }>('select id from center');
  const who = { centerId: rows[0]?.id ?? '', staffId: randomUUID(), now: new Date() };
  await looks.query(
    `insert into staff (id, center_id, email, name, role, created_at) values ($1, $2, 'kim@bench.example', 'kim', 'counsellor', $3)`,
    [who.staffId, who.centerId, who.now],
  );
  const on = looks as unknown as Parameters<typeof addShift>[0];
  await addShift(on, who);
  await addPhone(on, who);
}

/** What so many people get done in a second. */
async function carried(all: People, many: number, forMs: number): Promise<{ rate: number; sent: Sent[] }> {
  const sent: Sent[] = [];
  const until = performance.now() + forMs;
  await all.crowd(
    many,
    1_000,
    () => performance.now() > until,
    (one) => sent.push(one),
  );
  return { rate: (sent.filter(({ status }) => status === 200).length * 1_000) / forMs, sent };
}

/** The most people of whom hardly anybody waits longer than a quarter of a second, half as many more each time until they do. */
async function sustainable(all: People): Promise<{ many: number; rate: number }> {
  let best = { many: 0, rate: 0 };
  for (let many = 50; many <= 1_600; many = Math.round(many * 1.5)) {
    const { rate, sent } = await carried(all, many, 4_000);
    const late = sent.filter(({ ms, status }) => status !== 200 || ms > 250).length;
    if (late > sent.length / 50) break;
    best = { many, rate };
  }
  if (best.many === 0)
    throw new Error('Not even fifty people are answered in time here: this machine is too busy to measure on.');
  return best;
}

/** When the page of each event's case was there to be seen, ms since the epoch; looked at all the time. */
function watchPages() {
  const seen = new Map<string, number>();
  let watching = true;
  const loop = (async () => {
    while (watching) {
      const { rows } = await looks.query<{ cause: string }>(
        `select e.cause from escalation_event e where e.kind = 'opened' and exists (select from page p where p.escalation_id = e.escalation_id)`,
      );
      const now = performance.timeOrigin + performance.now();
      for (const { cause } of rows) if (!seen.has(cause)) seen.set(cause, now);
      await wait(25);
    }
  })();
  return {
    seen,
    end: async () => {
      watching = false;
      await loop;
    },
  };
}

/** From the end of the load until half the usual house is served as before, ms. */
async function recovery(all: People, many: number): Promise<number> {
  const began = performance.now();
  while (performance.now() < began + 60_000) {
    const since = performance.now();
    const { sent } = await carried(all, Math.ceil(many / 2), 1_500);
    if (sent.every(({ status, ms }) => status === 200 && ms < 500)) return since - began;
  }
  return Number.NaN;
}

/** How many were answered 200 and are neither a turn nor kept; what waits on the disk has half a minute to become one. */
async function neverKept(answered: readonly Sent[]): Promise<number> {
  const until = performance.now() + 30_000;
  for (;;) {
    const { rows } = await looks.query<{ lost: number }>(
      `select count(*)::integer as lost from unnest($1::text[]) as key where not exists (select from turn where event_id = key) and not exists (select from inbox where event_id = key)`,
      [answered.map(({ id }) => id)],
    );
    const lost = rows[0]?.lost ?? 0;
    if (lost === 0 || performance.now() > until) return lost;
    await wait(1_000);
  }
}

function at(sorted: readonly number[], part: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN).toFixed(0);
}
const spread = (all: readonly number[]): string => {
  const sorted = all.toSorted((a, b) => a - b);
  return `p50 ${at(sorted, 0.5)} · p99 ${at(sorted, 0.99)} · most ${at(sorted, 1)} ms (${sorted.length})`;
};

try {
  await putOnDuty();
  const all = people(port, connections);
  // Node reaches its pace only after some thousand turns.
  await carried(all, 50, 8_000);
  const usual = await sustainable(all);
  const crowdSize = Math.min(connections - 200, usual.many * times);
  const eachMs = 1_000 / (usual.rate * times * share);
  const endangered = Math.ceil((seconds * 1_000) / eachMs);
  await all.gather(endangered);
  const pages = watchPages();
  const sent: Sent[] = [];
  const until = performance.now() + seconds * 1_000;
  const crowd = all.crowd(
    crowdSize,
    arriveMs,
    () => performance.now() > until,
    (one) => sent.push(one),
  );
  const heard: Promise<void>[] = [];
  // Each has their page open before: nobody comes for whom none was opened.
  while (performance.now() < until && heard.length < endangered) {
    heard.push(all.inDanger((one) => sent.push(one)));
    await wait(eachMs);
  }
  const recoveredMs = await recovery(all, usual.many);
  await Promise.all([crowd, ...heard]);
  await wait(2_000);
  await pages.end();

  const danger = sent.filter(({ kind, status }) => kind === 'danger' && status === 200);
  const again = sent.filter(({ kind, status }) => kind === 'danger' && status !== 200);
  const ordinary = sent.filter(({ kind }) => kind === 'crowd');
  const taken = ordinary.filter(({ status }) => status === 200);
  const away = ordinary.filter(({ status }) => status === 503);
  const paged = danger.flatMap(({ id, at }) => {
    const seen = pages.seen.get(id);
    return seen === undefined ? [] : [seen - at];
  });
  const lost = await neverKept([...danger, ...taken]);
  const perSecond = (many: number) => (many / seconds).toFixed(0);
  const percent = ((100 * away.length) / ordinary.length).toFixed(0);
  const odd = Map.groupBy(
    sent.filter(({ status }) => status !== 200 && status !== 503),
    ({ kind, status }) => `${kind} ${status}`,
  );
  const load = loadavg().map((one) => one.toFixed(1));
  console.log(`${cpus().length} CPUs of ${cpus()[0]?.model ?? '?'}, load ${load.join(' ')}`);
  console.log(
    `carries ${usual.many} people, ${usual.rate.toFixed(0)} turns/s; then ${crowdSize} people for ${seconds} s`,
  );
  console.log(`${heard.length} in danger, answer  ${spread(danger.map(({ ms }) => ms))}; came again: ${again.length}`);
  console.log(`          ... page    ${spread(paged)}`);
  console.log(`crowd, taken          ${spread(taken.map(({ ms }) => ms))}; ${perSecond(taken.length)}/s`);
  console.log(`crowd, to come again  ${spread(away.map(({ ms }) => ms))}; ${perSecond(away.length)}/s, ${percent} %`);
  console.log(
    `answered 200 and neither a turn nor kept: ${lost}; answered neither 200 nor 503: ${[...odd].map(([what, all]) => `${all.length} × ${what}`).join(', ') || 0}`,
  );
  console.log(`as before ${(recoveredMs / 1_000).toFixed(1)} s after the load`);
  await all.end();
} finally {
  child.disconnect();
  await looks.end();
  await postgres.stop();
}
