/** node tests/bench/screens.ts [--screens 100 --answers 60]: an answer is committed by a bot, and a hundred open desks hear of it through a
 *  real Redis: two processes of ours, one Postgres. Measured from the bot's answer to the resident (after the commit) to the event on each
 *  screen; p50 and p99 of all screens and answers, and of the slowest screen of each answer. */
import { randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Agent, fetch as request } from 'undici';
import { firstCenter } from '../../triage/store/centers.ts';
import { openDatabase } from '../../triage/store/db.ts';
import { migrate } from '../../triage/store/migrate.ts';
import { startReplica } from '../harness/replica.ts';
import { startPostgres, startRedis } from '../harness/services.ts';
import { figure } from './figure.ts';
import { share, sorted } from './numbers.ts';
import { signedIn } from './signedIn.ts';

const { values } = parseArgs({
  options: { screens: { type: 'string', default: '100' }, answers: { type: 'string', default: '60' } },
});
const [screens, answers] = [Number(values.screens), Number(values.answers)];
/** Tabs of one sign-in that the desk allows. */
const tabs = 8;

const [postgres, redis] = [await startPostgres({ durable: true }), await startRedis()];
await migrate({ url: postgres.url });
const on = { databaseUrl: postgres.url, redisUrl: redis.url, masterKey: randomBytes(32) };
const [bot, desk] = await Promise.all([startReplica('bot', on), startReplica('desk', on)]);
const db = await openDatabase({ url: postgres.url });
const center = await firstCenter(db.query, { id: randomUUID(), name: '', retention: '1년', now: new Date() });

/** When each screen heard of a case last, by its place. */
const heardAt = new Float64Array(screens);
const dispatcher = new Agent({ connections: screens + 8 });
async function screen(place: number, cookie: string): Promise<void> {
  const response = await request(`${desk.url}/api/stream`, { headers: { cookie }, dispatcher });
  if (!response.ok || !response.body) throw new Error(`a stream was answered with ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (part.value.includes('event: case')) heardAt[place] = performance.now();
    }
  })().catch(() => {});
}

const cookies = await Promise.all(
  Array.from({ length: Math.ceil(screens / tabs) }, () => signedIn(db, center.id, 'counsellor')),
);
for (let place = 0; place < screens; place += 1) await screen(place, cookies[Math.floor(place / tabs)] ?? '');

let cookie = '';
async function post(path: string, body: object): Promise<void> {
  const response = await fetch(bot.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), cookie },
    body: JSON.stringify(body),
  });
  cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
  await response.arrayBuffer();
}

await post('/chat/session', { lang: 'ko' });
await post('/chat/messages', { text: '지금 위험해요' });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
await pause(3_000);
const all: number[] = [];
const slowest: number[] = [];
for (let n = 0; n < answers + 10; n += 1) {
  await post('/chat/messages', { text: `듣고 있어요 ${n}` });
  const committed = performance.now();
  await pause(700);
  const took = [...heardAt].map((at) => Math.max(0, at - committed));
  // What did not come by itself within the pause came by the desks' own look, later: it counts as that.
  const late = [...heardAt].filter((at) => at < committed - 500).length;
  if (n < 10) continue;
  all.push(...took, ...Array<number>(late).fill(5_000));
  slowest.push(late > 0 ? 5_000 : Math.max(...took));
}

const [each, last] = [sorted(all), sorted(slowest)];
const of = `${answers} answers on ${screens} screens`;
figure('screensP50', share(each, 0.5), `${of}; of the last of them ${share(last, 0.5).toFixed(1)} ms`);
figure('screensP99', share(each, 0.99), `${of}; of the last of them ${share(last, 0.99).toFixed(1)} ms`);

await Promise.all([bot, desk].map((one) => one.process.end('SIGKILL')));
await db.close();
await postgres.stop();
await redis.stop();
process.exit(0);
