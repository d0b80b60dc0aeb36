/** Several processes on one Postgres and one Redis: whoever holds the page shows the words, whoever lives does the work, and whoever is asked
 *  to end says so first. */
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { expect, inject, it, onTestFinished } from 'vitest';
import { firstCenter } from '../../triage/store/centers.ts';
import { openDatabase } from '../../triage/store/db.ts';
import { openReplicas, type Replicas } from '../harness/replicas.ts';
import { startRedis } from '../harness/services.ts';
import { counsellor, type Resident, resident } from '../harness/world.ts';
import { openKeeper } from '../standins/watch/keeper.ts';

const now = () => new Date();

async function desk(house: Replicas, url: string, name: string) {
  const db = await openDatabase({ url: house.databaseUrl });
  onTestFinished(() => db.close());
  const center = await firstCenter(db.query, { id: randomUUID(), name: '', retention: '1년', now: now() });
  return { db, staff: await counsellor(db, now, center.id, url, name, 'counsellor') };
}

function person(url: string, cookie = ''): Resident {
  return resident(url, (end) => onTestFinished(end), cookie);
}

async function within(ms: number, what: string, holds: () => boolean | Promise<boolean>): Promise<number> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > ms) throw new Error(`Not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - began;
}

/** What a desk's stream says, line by line. */
async function listens(url: string, cookieOf: (path: string) => Promise<Response>): Promise<string[]> {
  const lines: string[] = [];
  const response = await cookieOf(`${url}/api/stream`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      lines.push(...part.value.split('\n').filter((line) => line.startsWith('data:')));
    }
  })().catch(() => {});
  return lines;
}

it('the page is open at one process, the message comes to another, the counsellor sits at a third: all hear at once', async () => {
  const house = await openReplicas(inject('redisUrl'));
  const [one, two, three] = await Promise.all([house.start('bot'), house.start('bot'), house.start('desk')]);
  await house.start('worker');
  const { db, staff } = await desk(house, three.url, 'kim');
  const stream = await listens(three.url, staff.get);
  const mina = person(one.url);
  await mina.opens();
  expect(await mina.watches(two.url)).toBe(200);
  // The dispatcher and the desks look by themselves, every second and every five: sooner is the news from Redis.
  await mina.taps('지금 많이 힘들어요');
  const before = stream.length;
  await mina.taps('네, 지금 위험해요');
  expect(await within(900, 'the desk hears of the case', () => stream.length > before)).toBeLessThan(900);

  const [row] = await staff.queue();
  // Its page is open at another process than the one that asks: it says so in the database.
  await within(
    20_000,
    'the desk sees that the page is open',
    async () => (await staff.queue())[0]?.reach === 'here-now',
  );
  const { body } = await staff.claims(row?.id ?? '');
  await staff.writes(row?.id ?? '', body.fence, '안녕하세요, 김입니다.');
  await within(900, 'the words are on the page', () => mina.arrived.some(({ type }) => type === 'human'));
  await within(5_000, 'and count as shown, once', async () => {
    const { rows } = await db.query<{ due: number }>(
      `select count(*)::integer as due from turn where event_id like 'desk:%' and sent_at is null`,
    );
    return rows[0]?.due === 0;
  });
  expect(mina.arrived.filter(({ type }) => type === 'human')).toHaveLength(1);
}, 60_000);

it('goes on without Redis: what was news at once is found at the next look', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const house = await openReplicas(redis.url);
  const [one, two, three] = await Promise.all([house.start('bot'), house.start('bot'), house.start('desk')]);
  await house.start('worker');
  const { staff } = await desk(house, three.url, 'kim');
  const stream = await listens(three.url, staff.get);
  const mina = person(one.url);
  await mina.opens();
  await mina.watches(two.url);
  redis.hangs();
  await mina.taps('지금 많이 힘들어요');
  await mina.taps('네, 지금 위험해요');
  await within(8_000, 'the desk hears of the case', () => stream.length > 1);
  const [row] = await staff.queue();
  const { body } = await staff.claims(row?.id ?? '');
  await staff.writes(row?.id ?? '', body.fence, '안녕하세요, 김입니다.');
  await within(4_000, 'the words are on the page', () => mina.arrived.some(({ type }) => type === 'human'));
  redis.goesOn();
}, 60_000);

it('two workers, one killed in the middle: everything that was due is done once', async () => {
  const house = await openReplicas(inject('redisUrl'));
  const bot = await house.start('bot');
  const db = await openDatabase({ url: house.databaseUrl });
  onTestFinished(() => db.close());
  const many = 30;
  await Promise.all(
    Array.from({ length: many }, async () => {
      const somebody = person(bot.url);
      await somebody.opens();
      await somebody.starts();
      await somebody.answers([1, 1, 0, 0, 0, 0, 0, 0, 2]);
    }),
  );
  const [first] = await Promise.all([house.start('worker'), house.start('worker')]);
  await db.query(`update timer set due_at = $1 where kind = 'card'`, [now()]);
  const left = async () => {
    const { rows } = await db.query<{ many: number }>(
      `select count(*)::integer as many from timer where kind = 'card'`,
    );
    return rows[0]?.many ?? 0;
  };
  expect(await left()).toBe(many);
  await within(5_000, 'the work has begun', async () => (await left()) < many);
  process.kill(first.process.pid, 'SIGKILL');
  // What the killed one had leased is free again after ten seconds.
  await within(25_000, 'all of it is done', async () => (await left()) === 0);
  const { rows } = await db.query<{ times: number; people: number }>(
    `select times, count(*)::integer as people from (
       select resident_id, count(*)::integer as times from turn where event_id like 'timer:card:%' group by 1) done group by 1`,
  );
  expect(rows).toEqual([{ times: 1, people: many }]);
}, 90_000);

it('told to end it is not ready first, still answers whoever comes, and is gone within ten seconds', async () => {
  const house = await openReplicas(inject('redisUrl'));
  const [bot, screen] = await Promise.all([house.start('bot'), house.start('desk')]);
  const mina = person(bot.url);
  await mina.opens();
  const ready = async (url: string) => (await fetch(`${url}/readyz`)).status;
  expect([await ready(bot.url), await ready(screen.url)]).toEqual([200, 200]);
  const began = performance.now();
  for (const { process: one } of [bot, screen]) process.kill(one.pid, 'SIGTERM');
  await within(
    1_000,
    'neither is ready',
    async () => (await ready(bot.url)) === 503 && (await ready(screen.url)) === 503,
  );
  expect((await fetch(`${bot.url}/livez`)).headers.get('connection')).toBe('close');
  expect((await mina.taps('시작할게요')).status).toBe(200);
  await Promise.all([bot.process.ended, screen.process.ended]);
  const took = performance.now() - began;
  expect(took).toBeGreaterThan(1_900);
  expect(took).toBeLessThan(10_000);
}, 60_000);

it('limits hold over all of them: who was held off at one is held off at the other, and words of danger pass', async () => {
  const house = await openReplicas(inject('redisUrl'));
  const [one, two] = await Promise.all([house.start('bot'), house.start('bot')]);
  const mina = person(one.url);
  await mina.opens();
  let last = 200;
  for (let n = 0; n < 200 && last === 200; n += 1) last = (await mina.says(`안녕 ${n}`)).status;
  expect(last).toBe(429);
  const there = person(two.url, mina.cookie());
  await within(5_000, 'the other has heard of it', async () => (await there.says('안녕')).status === 429);
  expect((await there.says('지금 죽으려고 해요')).status).toBe(200);
  const redis = new Redis(inject('redisUrl'));
  onTestFinished(() => redis.disconnect());
  expect((await redis.keys('maumjigi:pace:session:*')).every((key) => /:[\w-]{43}$/.test(key))).toBe(true);
}, 60_000);

it('the watchdog rings when the only worker is killed, and says when there is one again', async () => {
  const secret = 'a-secret-of-at-least-thirty-two-letters';
  const keeper = await openKeeper(secret);
  onTestFinished(() => keeper.end());
  const house = await openReplicas(inject('redisUrl'));
  await house.start('bot');
  const worker = await house.start('worker');
  await house.start('watchdog', {
    WATCHDOG_HOOK_URL: keeper.hookUrl,
    WATCHDOG_HOOK_SECRET: secret,
    HEARTBEAT_URL: keeper.heartbeatUrl,
    CANARY_MINUTES: '0',
  });
  await within(10_000, 'all is well', () => keeper.heartbeats() > 0);
  process.kill(worker.process.pid, 'SIGKILL');
  await within(20_000, 'it rings', () => keeper.told.length > 0);
  expect(keeper.told).toMatchObject([{ trouble: 'stalled', stage: 'began' }]);
  await house.start('worker');
  await within(15_000, 'it is over', () => keeper.told.length > 1);
  expect(keeper.told[1]).toMatchObject({ trouble: 'stalled', stage: 'over' });
}, 90_000);
