/** The canary over real processes: from the residents' door of the bot, by the ladder and the notices of a worker, to the watchdog. */
import pg from 'pg';
import { expect, inject, it, onTestFinished } from 'vitest';
import { freePort } from '../harness/programs.ts';
import { openReplicas } from '../harness/replicas.ts';
import { openKeeper } from '../standins/watch/keeper.ts';

const secret = 'a-secret-of-at-least-thirty-two-letters';

async function within(ms: number, what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > ms) throw new Error(`Not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('flies, is heard, leaves nobody behind, and no desk, no person and no number knows of it', async () => {
  const keeper = await openKeeper(secret);
  onTestFinished(() => keeper.end());
  const port = await freePort();
  const house = await openReplicas(inject('redisUrl'), { CANARY_URL: `http://127.0.0.1:${port}/page` });
  const [bot, desk] = await Promise.all([house.start('bot'), house.start('desk')]);
  await house.start('worker');
  await house.start('watchdog', {
    WATCHDOG_PORT: String(port),
    WATCHDOG_HOOK_URL: keeper.hookUrl,
    WATCHDOG_HOOK_SECRET: secret,
    HEARTBEAT_URL: keeper.heartbeatUrl,
    CHAT_URL: bot.url,
  });
  const client = new pg.Client({ connectionString: house.databaseUrl });
  await client.connect();
  onTestFinished(() => client.end());
  const one = async <T>(sql: string) => (await client.query(sql)).rows[0] as T;
  await within(20_000, 'it is heard', async () => {
    const { heard } = await one<{ heard: boolean }>(
      'select bool_or(acknowledged_at is not null) as heard from rehearsal',
    );
    return heard === true;
  });
  await within(5_000, 'nobody is left', async () => {
    const { people } = await one<{ people: number }>('select count(*)::integer as people from resident');
    return people === 0;
  });
  for (const table of [
    'escalation',
    'escalation_event',
    'page',
    'turn',
    'conversation',
    'visit',
    'visit_past',
    'address',
    'timer',
  ]) {
    expect(await one(`select count(*)::integer as rows from ${table}`), table).toEqual({ rows: 0 });
  }
  const { took } = await one<{ took: number }>(
    'select extract(epoch from acknowledged_at - answered_at)::float as took from rehearsal where acknowledged_at is not null',
  );
  // The figure is for a quiet machine; a busy one may take a round or two more.
  expect(took).toBeLessThan(5);
  const metrics = await (await fetch(`${desk.url}/metrics`)).text();
  expect(metrics).toMatch(/^maumjigi_canary_seconds \d/m);
  expect(metrics).toMatch(/^maumjigi_escalations_open\{priority="0"\} 0$/m);
  // Each minute the worker looks whether what must always hold does; somebody made up leaves nothing that breaks it.
  await within(15_000, 'everything was looked at', async () => {
    const { looked } = await one<{ looked: number }>(
      'select count(*)::integer as looked from invariant where took_ms > 0',
    );
    return looked > 0;
  });
  expect(await one('select coalesce(sum(broken), 0)::integer as broken from invariant')).toEqual({ broken: 0 });
  await within(10_000, 'the heartbeat', () => keeper.heartbeats() > 0);
  expect(keeper.told).toEqual([]);

  const forged = await fetch(`http://127.0.0.1:${port}/page`, { method: 'POST', body: '{"id":"x"}' });
  expect(forged.status).toBe(403);
}, 90_000);

it('one that nobody hears stays for whoever looks for the reason, and calls nobody but the watchdog', async () => {
  const port = await freePort();
  // The worker brings it to an address where nobody listens.
  const house = await openReplicas(inject('redisUrl'), { CANARY_URL: `http://127.0.0.1:${await freePort()}/page` });
  const bot = await house.start('bot');
  await house.start('worker');
  const keeper = await openKeeper(secret);
  onTestFinished(() => keeper.end());
  await house.start('watchdog', {
    WATCHDOG_PORT: String(port),
    WATCHDOG_HOOK_URL: keeper.hookUrl,
    WATCHDOG_HOOK_SECRET: secret,
    CHAT_URL: bot.url,
  });
  const client = new pg.Client({ connectionString: house.databaseUrl });
  await client.connect();
  onTestFinished(() => client.end());
  await within(20_000, 'the page is tried', async () => {
    const { rows } = await client.query(
      `select kind, fault from page where state = 'due' and attempts > 0 and fault is not null`,
    );
    return rows.length > 0;
  });
  const { rows } = await client.query(
    'select distinct page.kind, center.synthetic from page join center on center.id = page.center_id',
  );
  expect(rows).toEqual([{ kind: 'canary', synthetic: true }]);
  expect((await client.query('select from rehearsal where acknowledged_at is not null')).rowCount).toBe(0);
}, 90_000);
