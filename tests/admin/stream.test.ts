import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { StreamCase } from '../../admin/contract.ts';
import { isAnybodyReachable } from '../../triage/reachable.ts';
import { disableStaff } from '../../triage/store/staff.ts';
import { until } from '../triage/store/world.ts';
import { type CaseMade, deskWorld, type Person, type World } from './world.ts';

interface Event {
  id: string;
  event: string;
  data: unknown;
}

/** A browser's EventSource, as far as it concerns us. */
async function listen(world: World, who: Person, lastEventId?: string) {
  const server: Server = createServer(world.app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const leaving = new AbortController();
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/api/stream`, {
    headers: { Cookie: who.cookie, ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }) },
    signal: leaving.signal,
  });
  const events: Event[] = [];
  const heard = { ended: false, comments: 0 };
  const read = async () => {
    let text = '';
    for await (const chunk of answer.body ?? []) {
      text += Buffer.from(chunk).toString();
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const fields = Object.fromEntries(part.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
        if (part.startsWith(':')) heard.comments += 1;
        else events.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data ?? 'null') });
      }
    }
  };
  read()
    .catch(() => {})
    .finally(() => {
      heard.ended = true;
    });
  const leave = () => leaving.abort();
  onTestFinished(() => {
    leave();
    server.closeAllConnections();
    server.close();
  });
  const cases = () => events.filter(({ event }) => event === 'case').map(({ data }) => StreamCase.parse(data));
  return { answer, events, cases, heard, leave };
}

/** Streams look only when nudged. */
const slow = { pace: { lookMs: 600_000, beatMs: 600_000, humMs: 600_000 } };

const changed = (world: World, id: string, priority: number) =>
  world.db.query('update escalation set priority = $2, changed_at = $3 where id = $1', [id, priority, world.clock()]);

test('a case that opens is told at a nudge, once, and again when it changes', async () => {
  const world = await deskWorld(slow);
  const kim = await world.staff('counsellor');
  await world.escalation({ changedAt: new Date(0), openedAt: new Date(0) });
  const stream = await listen(world, kim);
  expect(stream.answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(stream.answer.headers.get('cache-control')).toBe('no-store');
  await until('ready', () => stream.events.length > 0);
  expect(stream.events[0]).toEqual({
    id: String(world.clock().getTime()),
    event: 'ready',
    data: { now: world.clock().toISOString() },
  });
  world.advance({ seconds: 10 });
  const { id } = await world.escalation({ priority: 2 });
  for (let at = 0; at < 5; at += 1) world.bus.publish(`center:${world.home}`, 'look');
  await until('told', () => stream.cases().length > 0);
  expect(stream.cases()).toEqual([{ id, changedAt: world.clock().toISOString(), priority: 2, rings: true }]);
  world.advance({ seconds: 1 });
  await changed(world, id, 1);
  world.bus.publish(`center:${world.home}`, 'look');
  await until('told again', () => stream.cases().length > 1);
  expect(stream.cases()[1]).toEqual({ id, changedAt: world.clock().toISOString(), priority: 1, rings: false });
  expect(stream.events.at(-1)?.id).toBe(String(world.clock().getTime()));
});

test('without any bus it is told by looking, and only of its own centre', async () => {
  const world = await deskWorld();
  const kim = await world.staff('counsellor');
  const stream = await listen(world, kim);
  world.advance({ seconds: 10 });
  await world.escalation({ centerId: await world.center('다른 센터') });
  const { id } = await world.escalation();
  await until('told', () => stream.cases().length > 0);
  expect(stream.cases().map((one) => one.id)).toEqual([id]);
});

test('what was committed late under an earlier time is told all the same', async () => {
  const world = await deskWorld(slow);
  const kim = await world.staff('counsellor');
  const stream = await listen(world, kim);
  world.advance({ seconds: 10 });
  const first = await world.escalation();
  world.bus.publish(`center:${world.home}`, 'look');
  await until('the first', () => stream.cases().length > 0);
  const late = await world.escalation({ openedAt: new Date(world.clock().getTime() - 1_500) });
  world.bus.publish(`center:${world.home}`, 'look');
  await until('the late one', () => stream.cases().length > 1);
  expect(stream.cases().map(({ id, rings }) => [id, rings])).toEqual([
    [first.id, true],
    [late.id, true],
  ]);
});

test('whoever comes back with Last-Event-ID is told what they missed, in order', async () => {
  const world = await deskWorld(slow);
  const kim = await world.staff('counsellor');
  const stream = await listen(world, kim);
  world.advance({ seconds: 10 });
  const seen = await world.escalation();
  world.bus.publish(`center:${world.home}`, 'look');
  await until('told', () => stream.cases().length > 0);
  const cursor = stream.events.at(-1)?.id ?? '';
  stream.leave();
  world.advance({ minutes: 5 });
  const missed = await world.escalation({ priority: 0 });
  world.advance({ minutes: 1 });
  await changed(world, seen.id, 1);
  world.advance({ minutes: 1 });
  const back = await listen(world, kim, cursor);
  await until('replayed', () => back.cases().length >= 2);
  expect(back.cases().map(({ id, rings }) => [id, rings])).toEqual([
    [missed.id, true],
    [seen.id, false],
  ]);
  // Nobody's cursor reaches further back than a day, or into the future.
  for (const odd of ['0', '99999999999999', 'x', '-1', '1e9']) {
    const stranger = await listen(world, kim, odd);
    await until('ready', () => stranger.events.length > 0);
    expect(Number(stranger.events[0]?.id)).toBeLessThanOrEqual(world.clock().getTime());
    expect(Number(stranger.events[0]?.id)).toBeGreaterThanOrEqual(world.clock().getTime() - 24 * 60 * 60_000);
    stranger.leave();
  }
});

test('an open stream is presence; closing it, another tab apart, is not', async () => {
  const world = await deskWorld();
  const kim = await world.staff('counsellor');
  const present = () => isAnybodyReachable(world.db, world.home, world.clock());
  expect(await present()).toBe(false);
  const [one, two] = [await listen(world, kim), await listen(world, kim)];
  await until('present', present);
  expect(await isAnybodyReachable(world.db, randomUUID(), world.clock())).toBe(false);
  one.leave();
  world.advance({ seconds: 40 });
  await until('the other tab beats', async () => {
    const { rows } = await world.db.query<{ at: Date | null }>(
      'select desk_at as at from session where desk_at is not null',
    );
    return rows[0]?.at?.getTime() === world.clock().getTime();
  });
  expect(await present()).toBe(true);
  two.leave();
  await until('gone', async () => !(await present()));
});

test('a desk that died without a word is no longer present after 45 seconds', async () => {
  const world = await deskWorld(slow);
  await listen(world, await world.staff('lead'));
  await until('present', () => isAnybodyReachable(world.db, world.home, world.clock()));
  world.advance({ seconds: 45 });
  expect(await isAnybodyReachable(world.db, world.home, world.clock())).toBe(false);
});

test('it ends with the session, the account, the role, and the desk', async () => {
  const world = await deskWorld();
  const ends: ((who: Person) => Promise<unknown>)[] = [
    (who) => world.post('/api/logout', who).expect(204),
    (who) => disableStaff(world.db, who.email, world.clock()),
    (who) => world.db.query(`update staff set role = 'auditor' where id = $1`, [who.id]),
    async () => world.desk.close(),
  ];
  for (const end of ends) {
    const kim = await world.staff('counsellor');
    const stream = await listen(world, kim);
    await until('ready', () => stream.events.length > 0);
    await end(kim);
    await until('ended', () => stream.heard.ended);
  }
});

test('it does not keep an idle session alive, and ends with it', async () => {
  const world = await deskWorld();
  const kim = await world.staff('counsellor');
  const stream = await listen(world, kim);
  await until('ready', () => stream.events.length > 0);
  world.advance({ minutes: 29 });
  await until('still present', () => isAnybodyReachable(world.db, world.home, world.clock()));
  world.advance({ minutes: 1 });
  await until('ended', () => stream.heard.ended);
  expect((await listen(world, kim)).answer.status).toBe(401);
});

test('it hums, so that no proxy takes it for dead', async () => {
  const world = await deskWorld({ pace: { lookMs: 600_000, beatMs: 600_000, humMs: 20 } });
  const stream = await listen(world, await world.staff('counsellor'));
  await until('two hums', () => stream.heard.comments >= 2);
});

test('five tabs of one sign-in are one too many, and a closed one makes room', async () => {
  const world = await deskWorld(slow);
  const kim = await world.staff('counsellor');
  const tabs = [];
  for (let at = 0; at < 4; at += 1) tabs.push(await listen(world, kim));
  expect((await listen(world, kim)).answer.status).toBe(429);
  expect((await listen(world, await world.staff('counsellor'))).answer.status).toBe(200);
  tabs[0]?.leave();
  await until('room', async () => {
    const again = await listen(world, kim);
    again.leave();
    return again.answer.status === 200;
  });
});

test('a look that fails is done again; the stream lives', async () => {
  const world = await deskWorld();
  const kim = await world.staff('counsellor');
  const stream = await listen(world, kim);
  await until('ready', () => stream.events.length > 0);
  await world.db.pool.query('select 1');
  await world.db.query(`select set_config('x.y', '1', false)`);
  // As a restart does: every connection of the pool is gone.
  await world.db
    .query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()')
    .catch(() => {});
  world.advance({ seconds: 10 });
  await until('the database is back', async () => {
    await world.db.query('select 1');
    return true;
  }).catch(() => {});
  const { id } = await world.escalation();
  await until('told', () => stream.cases().length > 0);
  expect(stream.cases()[0]?.id).toBe(id);
});

describe('what rings', () => {
  const look = (world: World) => world.bus.publish(`center:${world.home}`, 'look');
  /** An event of the case, as a turn writes it: with the case marked as changed. */
  const happens = async (world: World, made: CaseMade, kind: string, rules: string[]) => {
    world.advance({ seconds: 10 });
    await world.happened(made, kind, { findings: [] }, { rules });
    await changed(world, made.id, 1);
    look(world);
  };

  test('every open desk of the centre, again and again: a new case, a raise, each missed promise; nothing else', async () => {
    const world = await deskWorld(slow);
    const desks = [];
    for (const role of ['counsellor', 'counsellor', 'lead'] as const) {
      desks.push(await listen(world, await world.staff(role)));
    }
    const centerId = await world.center('다른 센터');
    const elsewhere = await listen(world, await world.staff('counsellor', { centerId }));
    for (const { events } of [...desks, elsewhere]) await until('ready', () => events.length > 0);
    world.advance({ seconds: 10 });
    const made = await world.escalation();
    look(world);
    const story: [kind: string, rules: string[]][] = [
      ['noted', ['L1']],
      ['spoke', []],
      ['raised', ['R6s']],
      ['noted', ['R7']],
      ['noted', ['L1']],
    ];
    for (const [at, [kind, rules]] of story.entries()) {
      for (const desk of desks) await until('told so far', () => desk.cases().length === at + 1);
      await happens(world, made, kind, rules);
    }
    for (const desk of desks) {
      await until('told all', () => desk.cases().length === story.length + 1);
      expect(desk.cases().map(({ rings }) => rings)).toEqual([true, true, false, true, false, true]);
    }
    world.bus.publish(`center:${centerId}`, 'look');
    expect(elsewhere.cases()).toEqual([]);
  });

  test('a missed promise that a desk slept through, once; not one it has heard, nor of a closed case', async () => {
    const world = await deskWorld(slow);
    const kim = await world.staff('counsellor');
    const [made, closed] = [await world.escalation(), await world.escalation()];
    world.advance({ seconds: 10 });
    const stream = await listen(world, kim);
    await until('ready', () => stream.events.length > 0);
    await happens(world, made, 'noted', ['L1']);
    await until('rung', () => stream.cases().some(({ rings }) => rings));
    const cursor = stream.events.at(-1)?.id ?? '';
    stream.leave();
    const back = await listen(world, kim, cursor);
    await until('replayed', () => back.cases().length > 0);
    expect(back.cases()).toMatchObject([{ id: made.id, rings: false }]);
    back.leave();
    await happens(world, made, 'noted', ['L1']);
    await happens(world, closed, 'raised', ['R2']);
    await world.db.query('update escalation set closed_at = $2 where id = $1', [closed.id, world.clock()]);
    const again = await listen(world, kim, cursor);
    await until('replayed', () => again.cases().length > 1);
    expect(again.cases().map(({ id, rings }) => [id, rings])).toEqual([
      [made.id, true],
      [closed.id, false],
    ]);
  });
});
