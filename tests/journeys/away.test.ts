/** The database is away: whoever writes reads where help is, nothing is lost, and for danger somebody is called all the same. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { type AwayPostgres, startAwayPostgres } from '../harness/awayPostgres.ts';
import { openKakao } from '../harness/kakao.ts';
import { openLineWorld, startLineFor } from '../harness/lineWorld.ts';
import { openPagedWorld, type PagedWorld } from '../harness/pagers.ts';
import { removeFolder, temporaryFolder } from '../harness/programs.ts';
import { type Replica, startReplica } from '../harness/replica.ts';
import { type Resident, resident, until, type World } from '../harness/world.ts';
import type { LineStandIn } from '../standins/line/phone.ts';
import { textsOf } from '../standins/line/phone.ts';

let postgres: AwayPostgres;
let line: LineStandIn;
beforeAll(async () => {
  postgres = await startAwayPostgres({ afterAll });
  line = await startLineFor({ afterAll });
});

afterEach(() => postgres.comesBack());

const spoolOf = (world: World) => join(world.ground.dataDir, 'spool');
const filesOf = (world: World, kind = '.lines') => {
  try {
    return readdirSync(spoolOf(world)).filter((name) => name.endsWith(kind));
  } catch {
    return [];
  }
};
const linesOf = (world: World) =>
  filesOf(world).flatMap((name) =>
    readFileSync(join(spoolOf(world), name), 'utf8')
      .trim()
      .split('\n'),
  );
const turnsOf = async (world: World) =>
  (await world.db.query<{ event_id: string }>('select event_id from turn order by resident_id, rev')).rows.map(
    ({ event_id }) => event_id,
  );
/** The spool is looked through until nothing of it is left; then everything is as it must be. */
async function replayed(world: World): Promise<void> {
  await until(async () => {
    await world.aways();
    return filesOf(world).length === 0;
  }, 'the spool is empty');
  await world.holds();
}
const gauge = async (world: World, name: string) =>
  (await world.away.gauges()).find((one) => one.name === `maumjigi_${name}`)?.values[''];

const openHere = () => openPagedWorld(() => ({}), postgres.database);

/** Somebody before the first question. */
async function answering(world: Pick<World, 'resident'>): Promise<Resident> {
  const somebody = world.resident();
  await somebody.opens();
  await somebody.starts();
  return somebody;
}

/** Somebody on duty whose phone and whose number ring. */
async function onCall(world: PagedWorld) {
  const kim = await world.counsellor('kim');
  const phone = await world.phoneOf(kim);
  await world.takesDuty(kim);
  await world.away.ready();
  return { kim, phone };
}

describe('on the web', () => {
  it('words of danger are on the disk before they are answered, the phone on duty rings, and they are a case when the database is back', async () => {
    const world = await openHere();
    const { phone } = await onCall(world);
    const mina = await answering(world);
    await postgres.down();
    const first = await mina.taps('며칠 동안 방해 받았다');
    expect(first).toMatchObject({ status: 200, replies: [{ type: 'card', kind: 'help' }] });
    expect(phone.shown).toHaveLength(0);
    const second = await mina.says('죽고 싶어요');
    expect(second.status).toBe(200);
    expect(second.replies[0]).toMatchObject({ type: 'card', kind: 'crisis' });
    for (const number of ['tel:109', 'tel:1577-0199', 'tel:119'])
      expect(JSON.stringify(second.replies)).toContain(number);
    expect(JSON.stringify(second.replies)).toContain('다시 써 주세요');
    await world.away.settled();
    expect(phone.shown).toHaveLength(1);
    expect(JSON.stringify(phone.shown)).toContain('기록이 멈췄고 급한 분 1명');
    expect(linesOf(world)).toHaveLength(2);
    expect(await gauge(world, 'spool_lines')).toBe(2);
    expect(await gauge(world, 'direct_pages')).toBe(1);
    const metrics = await (await fetch(`${world.deskUrl}/metrics`)).text();
    expect(metrics).toContain('maumjigi_database_up 0');
    expect(metrics).toContain('maumjigi_spool_lines 2');

    await postgres.up();
    await replayed(world);
    expect(await turnsOf(world)).toHaveLength(6);
    expect(await world.escalations()).toMatchObject([{ priority: 1, rules: ['R2p'], open: true }]);
    const answers = await world.db.query<{ heard: string }>('select count(*)::text as heard from screening');
    expect(answers.rows[0]?.heard).toBe('1');
    expect(filesOf(world, '')).toEqual([]);
    // They see what it was answered with, card first.
    await mina.opens();
    expect(mina.screen()[0]).toMatchObject({ type: 'card', kind: 'crisis' });
    // The ladder goes on from here, and nobody is called out of memory any more.
    world.clock.advance({ minutes: 6 });
    await world.aways();
    expect(await gauge(world, 'direct_pages')).toBe(1);
    expect(world.push.violations).toEqual([]);
  });

  it('whoever begins with words of danger in English reads English, then and when the database is back', async () => {
    const world = await openHere();
    await onCall(world);
    const amy = world.resident();
    await amy.opens();
    await postgres.down();
    const { replies } = await amy.says('I want to die');
    expect(replies[0]).toMatchObject({ type: 'card', kind: 'crisis', text: expect.stringMatching(/^[A-Z]/) });
    await postgres.up();
    await replayed(world);
    await amy.opens();
    expect(amy.screen()[0]).toMatchObject({ type: 'card', kind: 'crisis', text: expect.stringMatching(/^[A-Z]/) });
  });

  it('nothing of what they wrote can be read on the disk or in the log, and nobody else on the machine may look', async () => {
    const world = await openHere();
    const mina = await answering(world);
    await postgres.down();
    await mina.says('약을 모아 두었어요');
    const [name = ''] = filesOf(world);
    expect(statSync(spoolOf(world)).mode & 0o777).toBe(0o700);
    expect(statSync(join(spoolOf(world), name)).mode & 0o777).toBe(0o600);
    const cookie = mina.cookie().split('=')[1] ?? 'none';
    for (const text of [readFileSync(join(spoolOf(world), name), 'latin1'), world.logged.join('\n')]) {
      for (const part of ['약을 모아', Buffer.from('약을').toString('latin1'), cookie])
        expect(text).not.toContain(part);
    }
    await postgres.up();
    await replayed(world);
  });

  it('an answer that alarms is danger, though only their conversation says so: it is known in memory', async () => {
    const world = await openHere();
    const { phone } = await onCall(world);
    const mina = await answering(world);
    await mina.answers([0, 0, 0, 0, 0, 0, 0, 0]);
    await postgres.down();
    const answer = await mina.taps('거의 매일 방해 받았다');
    expect(answer.replies[0]).toMatchObject({ type: 'card', kind: 'crisis' });
    await world.away.settled();
    expect(phone.shown).toHaveLength(1);
    await postgres.up();
    await replayed(world);
    expect(await world.escalations()).toMatchObject([{ priority: 1 }]);
  });

  it('“예” to the last question of danger rings, though who is asked it has a case already: their talk is remembered', async () => {
    const world = await openHere();
    const { phone } = await onCall(world);
    const mina = await answering(world);
    await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 0]);
    await mina.taps('예');
    await mina.taps('이어하기');
    for (let n = 2; n <= 4; n += 1) await mina.taps('아니오');
    expect(mina.asked()?.key).toBe('asq/5');
    expect(await world.escalations()).toHaveLength(1);
    await postgres.down();
    const answer = await mina.taps('예');
    expect(answer.replies[0]).toMatchObject({ type: 'card', kind: 'crisis' });
    await world.away.settled();
    expect(phone.shown).toHaveLength(1);
    await postgres.up();
    await replayed(world);
    expect(await world.escalations()).toMatchObject([{ priority: 0 }]);
  });

  it('a phone that takes nothing holds nobody up: whoever is next on the ladder is called in the same moment', async () => {
    const world = await openHere();
    const [kim, park] = [await world.counsellor('kim'), await world.counsellor('park', 'lead')];
    const [phone, next] = [await world.phoneOf(kim), await world.phoneOf(park)];
    await world.takesDuty(kim);
    await world.away.ready();
    const mina = await answering(world);
    await postgres.down();
    world.push.badDay({ kind: 'answers', status: 410 });
    await mina.says('죽고 싶어요');
    await world.away.settled();
    expect([phone.shown.length, next.shown.length]).toEqual([0, 1]);
    await postgres.up();
    await replayed(world);
  });

  it('who waited for somebody as the records went away is called for, though they write no more', async () => {
    const world = await openHere();
    const { phone } = await onCall(world);
    const mina = await answering(world);
    await mina.says('죽고 싶어요');
    await world.ringing.round();
    await postgres.down();
    await world.ringing.round();
    await world.away.settled();
    expect(phone.shown).toHaveLength(0);
    for (const _ of ['they are called', 'and not again at once']) {
      world.clock.advance({ seconds: 10 });
      await world.ringing.round();
      await world.away.settled();
      expect(phone.shown.map(({ payload }) => payload.title)).toHaveLength(1);
    }
    expect(JSON.stringify(phone.shown)).toContain('기록이 멈췄고 급한 분 1명');
    await postgres.up();
    await world.aways();
    world.clock.advance({ minutes: 6 });
    await world.aways();
    await world.away.settled();
    expect(phone.shown).toHaveLength(1);
  });

  it('what they write when the database is back comes after what waits, and the same request again is the same turn', async () => {
    const world = await openHere();
    const mina = await answering(world);
    await postgres.down();
    await mina.taps('며칠 동안 방해 받았다', 'the-first-key-0001');
    await mina.says('조금 힘드네요', 'the-second-key-001');
    await postgres.up();
    // Nobody has looked at the spool yet.
    const third = await mina.says('한 가지 더 있어요', 'the-third-key-0001');
    expect(third.status).toBe(200);
    expect(third.replies.some((reply) => reply.type === 'ask' && reply.key === 'phq9/mood')).toBe(true);
    expect((await turnsOf(world)).slice(-3)).toEqual([
      'web:the-first-key-0001',
      'web:the-second-key-001',
      'web:the-third-key-0001',
    ]);
    expect(filesOf(world)).toEqual([]);
    await mina.says('조금 힘드네요', 'the-second-key-001');
    expect(await turnsOf(world)).toHaveLength(7);
  });

  it('a request that is sent again while it waits is kept once', async () => {
    const world = await openHere();
    const mina = await answering(world);
    await postgres.down();
    for (let times = 0; times < 3; times += 1) await mina.says('듣고 계세요?', 'one-key-and-no-more');
    expect(linesOf(world)).toHaveLength(1);
    await postgres.up();
    await replayed(world);
    expect((await turnsOf(world)).filter((id) => id === 'web:one-key-and-no-more')).toHaveLength(1);
  });

  it('another request under a key that waits is refused, not called kept', async () => {
    const world = await openHere();
    const mina = world.resident();
    await mina.opens();
    await postgres.down();
    expect(await mina.says('하나', 'a-key-used-for-two-1')).toMatchObject({ status: 200 });
    const other = await mina.says('둘', 'a-key-used-for-two-1');
    expect(other).toMatchObject({ status: 422, error: { code: 'idempotency_mismatch' } });
    await postgres.up();
    await replayed(world);
  });

  it('somebody whose key is broken is a case all the same, and goes on keeping nobody else waiting', async () => {
    const world = await openHere();
    const [mina, lee] = [world.resident(), world.resident()];
    for (const one of [mina, lee]) {
      await one.opens();
      await one.starts();
    }
    await world.db.query(
      'update resident set wrapped_key = $1 where id = (select id from resident order by created_at, id limit 1)',
      [Buffer.alloc(61, 1)],
    );
    await postgres.down();
    for (const one of [mina, lee]) await one.says('죽고 싶어요');
    await postgres.up();
    await until(async () => {
      await world.aways();
      return filesOf(world).length === 0;
    }, 'both lines are done');
    expect(await world.escalations()).toHaveLength(2);
    expect((await world.db.query('select from inbox')).rowCount).toBe(1);
  });

  it('a page that opens now reads where help is, and its words are kept for the session it was given', async () => {
    const world = await openHere();
    const { phone } = await onCall(world);
    await postgres.down();
    const mina = world.resident();
    const opened = await mina.opens();
    expect(opened.status).toBe(503);
    expect(JSON.stringify(opened.replies)).toContain('tel:109');
    const said = await mina.says('자살하고 싶어요');
    expect(said).toMatchObject({ status: 200, replies: [{ kind: 'crisis' }, { type: 'text' }] });
    await world.away.settled();
    expect(phone.shown).toHaveLength(1);
    await postgres.up();
    await replayed(world);
    expect(await world.escalations()).toMatchObject([{ open: true }]);
    const { replies } = await mina.opens();
    expect(replies[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  });

  it('a database that hangs is no database: they are answered, and their words are a case when it goes on', async () => {
    const world = await openPagedWorld(() => ({ deadlineMs: 300 }), postgres.database);
    const { phone } = await onCall(world);
    const mina = await answering(world);
    const { rows: backends } = await world.db.query<{ pid: number }>(
      'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() union select pg_backend_pid()',
    );
    for (const { pid } of backends) process.kill(pid, 'SIGSTOP');
    postgres.hangs();
    try {
      const answer = await mina.says('죽고 싶어요');
      expect(answer).toMatchObject({ status: 200, replies: [{ kind: 'crisis' }, { type: 'text' }] });
      await world.away.settled();
      expect(phone.shown).toHaveLength(1);
      expect(linesOf(world)).toHaveLength(1);
    } finally {
      postgres.goesOn();
      for (const { pid } of backends) process.kill(pid, 'SIGCONT');
    }
    await replayed(world);
    expect(await world.escalations()).toHaveLength(1);
    const { rows } = await world.db.query<{ rev: number }>('select rev from conversation');
    expect((await turnsOf(world)).length).toBe(rows[0]?.rev);
  });
});

describe('with no disk either', () => {
  /** Somebody on duty, and Mina answering, as database and disk go. */
  async function withoutDisk() {
    const world = await openHere();
    const { phone } = await onCall(world);
    const mina = await answering(world);
    await postgres.down();
    writeFileSync(spoolOf(world), 'a file where the folder should be');
    return { world, phone, mina };
  }

  it('nothing is called kept that is not: 503, help to read, a call for danger all the same; and it works again when the disk does', async () => {
    const { world, phone, mina } = await withoutDisk();
    const answer = await mina.says('죽고 싶어요', 'the-same-key-again-1');
    expect(answer).toMatchObject({ status: 503, error: { code: 'unavailable' } });
    expect(JSON.stringify(answer.replies)).toContain('tel:109');
    await world.away.settled();
    expect(phone.shown).toHaveLength(1);
    expect(world.logged.join()).toContain('words of risk could not be stored');
    rmSync(spoolOf(world));
    expect(await mina.says('죽고 싶어요', 'the-same-key-again-1')).toMatchObject({ status: 200 });
    await postgres.up();
    await replayed(world);
    expect((await turnsOf(world)).filter((id) => id === 'web:the-same-key-again-1')).toHaveLength(1);
    expect(await world.escalations()).toHaveLength(1);
  });

  it('who is known here alone is not forgotten with the database that is back, before anybody was told', async () => {
    const { world, phone, mina } = await withoutDisk();
    world.push.badDay({ kind: 'answers', status: 503 });
    expect(await mina.says('죽고 싶어요')).toMatchObject({ status: 503 });
    await world.away.settled();
    expect(phone.shown).toHaveLength(0);
    rmSync(spoolOf(world));
    await postgres.up();
    await world.aways();
    world.clock.advance({ seconds: 30 });
    await world.aways();
    await world.away.settled();
    expect(phone.shown).toHaveLength(1);
    await world.aways();
    world.clock.advance({ minutes: 10 });
    await world.aways();
    await world.away.settled();
    expect(phone.shown).toHaveLength(1);
  });

  it('LINE is asked to bring it again', async () => {
    const world = await openLineWorld(line, () => ({}), postgres.database);
    await world.away.ready();
    await postgres.down();
    writeFileSync(spoolOf(world), 'a file where the folder should be');
    const mina = await line.person();
    const { deliveries } = await mina.says('그냥 힘들어요');
    expect(deliveries.map(({ status }) => status)).toEqual([503]);
    await mina.hears('109');
  });
});

describe('a process that dies', () => {
  it('killed with words in its spool, it is followed by another one on the machine, which replays them when the database is back', async () => {
    const { url } = await postgres.database();
    const dataDir = temporaryFolder('away');
    const on = { databaseUrl: url, redisUrl: inject('redisUrl'), masterKey: randomBytes(32) };
    const started: Replica[] = [];
    onTestFinished(async () => {
      for (const { process } of started) await process.end('SIGKILL');
      removeFolder(dataDir);
    });
    for (let n = 0; n < 2; n += 1) started.push(await startReplica('bot', on, { DATA_DIR: dataDir }));
    const [first, second] = started as [Replica, Replica];
    const mina = resident(first.url, () => {});
    await mina.opens();
    await mina.starts();
    await postgres.down();
    const answer = await mina.says('죽고 싶어요');
    expect(answer).toMatchObject({ status: 200, replies: [{ kind: 'crisis' }, { type: 'text' }] });
    const files = () => readdirSync(join(dataDir, 'spool')).filter((name) => name.endsWith('.lines'));
    expect(files()).toHaveLength(1);
    await first.process.end('SIGKILL');
    await postgres.up();
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const opened = async () => (await client.query('select from escalation')).rowCount === 1;
      for (let tries = 0; tries < 300 && !(await opened()); tries += 1) await wait(100);
      expect(await opened()).toBe(true);
      for (let tries = 0; tries < 100 && files().length > 0; tries += 1) await wait(100);
      expect(files()).toEqual([]);
      expect((await client.query('select from turn')).rowCount).toBe(5);
    } finally {
      await client.end();
    }
    const elsewhere = resident(second.url, () => {}, mina.cookie());
    const { replies } = await elsewhere.opens();
    expect(replies[0]).toMatchObject({ type: 'card', kind: 'crisis' });
  }, 120_000);
});

describe('a process that begins while the database is away', () => {
  /** A bot has run on this world's database, and has left what is needed. */
  async function left(world: World) {
    // The process beside the world lives in the present.
    world.clock.advance({ minutes: (Date.now() - world.clock().getTime()) / 60_000 });
    const dataDir = temporaryFolder('alone');
    const on = { databaseUrl: world.url, redisUrl: inject('redisUrl'), masterKey: world.ground.master };
    const started: Replica[] = [];
    onTestFinished(async () => {
      for (const { process } of started) await process.end('SIGKILL');
      removeFolder(dataDir);
    });
    const begins = async () => {
      const bot = await startReplica('bot', on, { DATA_DIR: dataDir });
      started.push(bot);
      return bot;
    };
    const leaves = async () => {
      const bot = await begins();
      await until(() => existsSync(join(dataDir, 'standby')), 'what is needed is left');
      await bot.process.end('SIGKILL');
    };
    return { dataDir, begins, leaves };
  }
  const statusOf = async (bot: Replica) => (await (await fetch(`${bot.url}/readyz`)).json()) as { status: string };
  const soon = async (so: () => Promise<boolean> | boolean) => {
    for (let tries = 0; tries < 300 && !(await so()); tries += 1) await wait(100);
  };

  it('hears residents from what the one before it has left, calls for danger, and starts whole when it is back', async () => {
    const world = await openHere();
    const { begins, leaves, dataDir } = await left(world);
    const { phone } = await onCall(world);
    await leaves();
    await postgres.down();
    const bot = await begins();
    expect(bot.process.printed()).toContain('residents are heard without it');
    expect(await statusOf(bot)).toEqual({ status: 'away' });
    const mina = resident(bot.url, () => {});
    const opened = await mina.opens();
    expect(opened.status).toBe(503);
    expect(JSON.stringify(opened.replies)).toContain('tel:109');
    const said = await mina.says('자살하고 싶어요');
    expect(said).toMatchObject({ status: 200, replies: [{ kind: 'crisis' }, { type: 'text' }] });
    await until(() => phone.shown.length === 1, 'the phone on duty rings');
    expect(JSON.stringify(phone.shown)).toContain('기록이 멈췄고 급한 분 1명');
    await postgres.up();
    await soon(async () => (await world.escalations()).length === 1);
    expect(await world.escalations()).toMatchObject([{ priority: 1, open: true }]);
    expect(await statusOf(bot)).toEqual({ status: 'ready' });
    const { replies } = await mina.opens();
    expect(replies[0]).toMatchObject({ type: 'card', kind: 'crisis' });
    await until(() => readdirSync(join(dataDir, 'spool')).length === 0, 'the spool is empty');
    await world.holds();
    expect(world.push.violations).toEqual([]);
  }, 120_000);

  it('where the database hangs it begins as well and goes on asking; told to end, it ends', async () => {
    const world = await openHere();
    const { begins, leaves } = await left(world);
    await leaves();
    postgres.hangs();
    try {
      const bot = await begins();
      await soon(() => bot.process.printed().includes('does not answer yet'));
      expect(bot.process.printed()).toContain('does not answer yet');
      expect(await statusOf(bot)).toEqual({ status: 'away' });
      process.kill(bot.process.pid, 'SIGTERM');
      // Before the time after which it would be ended without order.
      expect(await Promise.race([bot.process.ended.then(() => 'ended'), wait(9_000)])).toBe('ended');
    } finally {
      postgres.goesOn();
    }
  }, 120_000);

  it('what answers there and is another database is not taken: residents are heard alone, and the copy stays', async () => {
    const world = await openHere();
    const { begins, leaves, dataDir } = await left(world);
    await leaves();
    const copy = readFileSync(join(dataDir, 'standby'));
    const name = new URL(world.url).pathname.slice(1);
    const client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await client.query(`alter database ${name} rename to ${name}_before`);
    await client.query(`create database ${name} template template0`);
    await client.end();
    await postgres.down();
    const bot = await begins();
    await postgres.up();
    await soon(() => bot.process.printed().includes('is not the database residents were heard for'));
    expect(bot.process.printed()).toContain('is not the database residents were heard for');
    expect(await statusOf(bot)).toEqual({ status: 'away' });
    expect(readFileSync(join(dataDir, 'standby'))).toEqual(copy);
  }, 120_000);

  it('ends with what to do where nothing was left', async () => {
    const { url } = await postgres.database();
    const dataDir = temporaryFolder('alone');
    onTestFinished(() => removeFolder(dataDir));
    await postgres.down();
    const on = { databaseUrl: url, redisUrl: inject('redisUrl'), masterKey: randomBytes(32) };
    await expect(startReplica('bot', on, { DATA_DIR: dataDir })).rejects.toThrow(/The database does not answer/);
  }, 60_000);
});

describe('whoever is called', () => {
  it('is called again each five minutes, further up the ladder, and about the same person not twice in two minutes', async () => {
    const world = await openHere();
    const { phone } = await onCall(world);
    const lee = await world.counsellor('lee', 'lead');
    const provider = await world.providerOf(lee);
    await world.textOf(lee, provider.id, '010-1234-5678');
    world.clock.advance({ minutes: 1 });
    await world.away.ready();
    const mina = await answering(world);
    await postgres.down();
    await mina.says('죽고 싶어요');
    await mina.says('죽고 싶어요');
    await world.away.settled();
    expect(phone.shown).toHaveLength(1);
    expect(world.provider.told).toHaveLength(0);
    world.clock.advance({ minutes: 2 });
    await mina.says('죽고 싶어요');
    await world.away.settled();
    expect(phone.shown).toHaveLength(2);
    for (const passed of [3, 4]) {
      world.clock.advance({ minutes: 5 });
      await world.aways();
      await world.away.settled();
      expect(phone.shown).toHaveLength(passed);
    }
    // The lead hears of it by a text, whose provider stands in the copy, too.
    expect(world.provider.told.length).toBeGreaterThan(0);
    expect(world.provider.told[0]).toMatchObject({ kind: 'away', to: '01012345678' });
    expect(world.provider.violations).toEqual([]);
    await postgres.up();
    await replayed(world);
  });

  it('hears at once that it has become worse', async () => {
    const world = await openHere();
    const { phone } = await onCall(world);
    const mina = await answering(world);
    await postgres.down();
    await mina.says('죽고 싶어요');
    await world.away.settled();
    world.clock.advance({ seconds: 30 });
    await mina.says('지금 옥상에 올라왔어요');
    await world.away.settled();
    expect(phone.shown).toHaveLength(2);
    await postgres.up();
    await replayed(world);
  });

  it('several people in one moment are told of together', async () => {
    const world = await openHere();
    const { phone } = await onCall(world);
    const people = [world.resident(), world.resident(), world.resident()];
    for (const one of people) {
      await one.opens();
      await one.starts();
    }
    await postgres.down();
    for (const one of people) await one.says('죽고 싶어요');
    await world.away.settled();
    expect(phone.shown).toHaveLength(1);
    world.clock.advance({ seconds: 10 });
    await world.aways();
    await world.away.settled();
    expect(phone.shown).toHaveLength(2);
    expect(JSON.stringify(phone.shown[1])).toContain('급한 분 3명');
    await postgres.up();
    await replayed(world);
    expect(await world.escalations()).toHaveLength(3);
  });

  it('where there is nobody to call, the log says so as loudly as it can', async () => {
    const world = await openHere();
    await world.away.ready();
    const mina = await answering(world);
    await postgres.down();
    await mina.says('죽고 싶어요');
    await world.away.settled();
    const fatal = world.logged.map((one) => JSON.parse(one)).filter(({ level }) => level === 60);
    expect(fatal).toMatchObject([{ centerId: world.center.id, msg: expect.stringContaining('nobody could be told') }]);
    await postgres.up();
    await replayed(world);
  });
});

describe('in LINE', () => {
  it('danger is answered by the reply token and with 200, and brought again it is one turn', async () => {
    const world = await openLineWorld(line, () => ({}), postgres.database);
    const mina = await line.person();
    await mina.follows();
    await mina.hears('시작할게요');
    await until(async () => (await world.unsent()) === 0, 'the greeting is settled');
    await postgres.down();
    const { deliveries, event } = await mina.says('죽고 싶어요');
    expect(deliveries.map(({ status }) => status)).toEqual([200]);
    const heard = await mina.hears('109');
    expect(textsOf(heard).join()).toContain('1577-0199');
    expect((await world.calls('/reply', 2)).length).toBe(2);
    expect(linesOf(world)).toHaveLength(1);
    // LINE brings it again, once while the database is away and once when it is back.
    await line.sends([{ ...event, deliveryContext: { isRedelivery: true } }]);
    expect(linesOf(world)).toHaveLength(1);
    await postgres.up();
    await line.sends([{ ...event, deliveryContext: { isRedelivery: true } }]);
    await replayed(world);
    expect((await world.turns()).filter((id) => id === `line:${event.webhookEventId}`)).toHaveLength(1);
    expect(await world.escalations()).toHaveLength(1);
    expect((await line.record()).violations).toEqual([]);
  });

  it('somebody nobody knows yet writes for the first time: they are opened and heard when it is back, in order', async () => {
    const world = await openLineWorld(line, () => ({}), postgres.database);
    await world.away.ready();
    await postgres.down();
    const mina = await line.person();
    const first = await mina.says('안녕하세요');
    expect(first.deliveries.map(({ status }) => status)).toEqual([200]);
    await mina.hears('109');
    const second = await mina.says('죽고 싶어요');
    expect(second.deliveries.map(({ status }) => status)).toEqual([200]);
    expect(linesOf(world)).toHaveLength(2);
    await postgres.up();
    await replayed(world);
    const id = `line:${first.event.webhookEventId}`;
    expect(await world.turns()).toEqual([id.replace('line:', 'line:open:'), id, `line:${second.event.webhookEventId}`]);
    expect(await world.escalations()).toHaveLength(1);
    await world.dispatch.round();
    await mina.hears('상담사');
  });
});

describe('in KakaoTalk', () => {
  it('everything is answered with 200 in its form, and waits', async () => {
    const world = await openKakao(() => ({}), {}, postgres.database);
    const mina = await world.somebody();
    await mina.starts();
    await postgres.down();
    await mina.says('그냥 그래요');
    expect(mina.last()).toMatchObject({ status: 200 });
    expect(mina.sees()).toContain('109');
    await mina.says('죽고 싶어요');
    expect(mina.last()).toMatchObject({ status: 200 });
    expect(mina.sees()).toContain('1577-0199');
    expect(linesOf(world)).toHaveLength(2);
    await postgres.up();
    await replayed(world);
    expect(await world.escalations()).toMatchObject([{ priority: 1 }]);
    // The late answer stands before the next one.
    await mina.says('네');
    expect(mina.sees()).toContain('109');
  });
});
