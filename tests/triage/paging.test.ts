/** The engine under load: ten thousand cases through a day that ends a year, and fifty counsellors reaching for the same case. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { newToken } from '../../admin/auth.ts';
import { assemble } from '../../main.ts';
import { defaultLadder, type Ladder } from '../../triage/ladder.ts';
import { paging } from '../../triage/paging.ts';
import type { Passes } from '../../triage/passes.ts';
import { openBus } from '../../triage/store/bus.ts';
import { openDatabase, type Query } from '../../triage/store/db.ts';
import { openSession } from '../../triage/store/sessions.ts';
import { addPhone, addShift } from '../harness/onCall.ts';
import { fakeClock, openWorld, type World } from '../harness/world.ts';
import { ownDatabase } from './store/world.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** Everything begins on a whole half minute, so that a day has few enough moments for a test. */
const grid = 30 * second;
/** Noon of the last day of a year in Korea: the day goes over midnight, the new year and a holiday. */
const noon = Date.parse('2026-12-31T12:00:00+09:00');
const dayMs = 24 * hour;

const many = Number(process.env.ESCALATIONS ?? 10_000);

/** A case as the test means it to go: when it is claimed, and whether somebody speaks. `lapses`: the first claim is let lie. */
interface Plan {
  id: string;
  priority: 0 | 1 | 2;
  opened: number;
  claims: { at: number; speaks: boolean }[];
}

/** The same numbers each time. */
function chance(seed: number) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function plansOf(count: number): Plan[] {
  const next = chance(20261231);
  const onGrid = (ms: number) => Math.round(ms / grid) * grid;
  return Array.from({ length: count }, () => {
    const roll = next();
    const priority = roll < 0.1 ? 0 : roll < 0.6 ? 1 : 2;
    const opened = noon + onGrid(next() * (dayMs - hour));
    const mean = [4 * minute, 25 * minute, 6 * hour][priority] as number;
    const first = opened + onGrid(-Math.log(1 - next()) * mean);
    const lapse = defaultLadder.climbs[priority].lapseMinutes;
    const isTaken = next() > 0.02;
    const lies = lapse !== null && next() < 0.2;
    const again = { at: first + (lapse ?? 0) * minute + grid + onGrid(next() * 10 * minute), speaks: true };
    const claims = !isTaken ? [] : lies ? [{ at: first, speaks: false }, again] : [{ at: first, speaks: true }];
    return { id: randomUUID(), priority, opened, claims };
  });
}

/** When each case must have called somebody, worked out by hand: steps and waits, from the opening to a claim, and on from a lapse. */
function expectedCalls({ priority, opened, claims }: Plan, until: number): number[] {
  const { steps, repeatMinutes, lapseMinutes } = defaultLadder.climbs[priority];
  const calls: number[] = [];
  let step = 0;
  let due = opened + (steps[0]?.afterMinutes ?? 0) * minute;
  for (const { at, speaks } of [...claims, { at: until + 1, speaks: true }]) {
    for (; due < at && due <= until; step += 1) {
      calls.push(due);
      const following = steps[(step % steps.length) + 1];
      due += (following?.afterMinutes ?? repeatMinutes) * minute;
    }
    if (speaks) break;
    due = at + (lapseMinutes ?? 0) * minute;
  }
  return calls;
}

async function house(query: Query) {
  const centerId = randomUUID();
  const now = new Date(noon);
  await query('insert into center (id, name, created_at) values ($1, $2, $3)', [centerId, '센터', now]);
  const person = async (name: string, role: string) => {
    const id = randomUUID();
    await query('insert into staff (id, center_id, email, name, role, created_at) values ($1, $2, $3, $4, $5, $6)', [
      id,
      centerId,
      `${name}@center.example`,
      name,
      role,
      now,
    ]);
    await addPhone({ query }, { centerId, staffId: id, now });
    return id;
  };
  const staff = { day: await person('day', 'counsellor'), night: await person('night', 'counsellor') };
  const lead = await person('lead', 'lead');
  // Handed over at midnight: who is called changes with the year.
  await addShift({ query }, { centerId, staffId: staff.day, now }, { fromHours: -12, hours: 24 });
  await addShift({ query }, { centerId, staffId: staff.night, now }, { fromHours: 12, hours: 24 });
  return { centerId, ...staff, lead };
}

async function insertCases(query: Query, centerId: string, plans: readonly Plan[], ladder: Ladder) {
  await query(
    `insert into resident (id, center_id, wrapped_key, created_at) select id, $2, '', $3 from unnest($1::uuid[]) id`,
    [plans.map(({ id }) => id), centerId, new Date(noon)],
  );
  await query(
    `insert into escalation (resident_id, id, center_id, tier, priority, rules, reason, channel, opened_at, claim_by, changed_at,
       ladder, next_page_at, round_at)
     select id, id, $2, 'high', priority, '{R3}', 'item9', 'web', opened, opened + interval '100 days', opened, $6, due, due
     from unnest($1::uuid[], $3::integer[], $4::timestamptz[], $5::timestamptz[]) as it (id, priority, opened, due)`,
    [
      plans.map(({ id }) => id),
      centerId,
      plans.map(({ priority }) => priority),
      plans.map(({ opened }) => new Date(opened)),
      plans.map(
        ({ opened, priority }) => new Date(opened + (ladder.climbs[priority].steps[0]?.afterMinutes ?? 0) * minute),
      ),
      ladder,
    ],
  );
}

it(`${many} cases through a day over midnight and the new year call everybody on time, and nobody twice`, async () => {
  await using own = await ownDatabase({ max: 8 });
  const { query } = own.db;
  const { centerId, day, night } = await house(query);
  const plans = plansOf(many);
  for (let from = 0; from < plans.length; from += 1000) {
    await insertCases(query, centerId, plans.slice(from, from + 1000), defaultLadder);
  }
  await query('analyze escalation');
  let now = noon;
  const faults: unknown[] = [];
  const deps = {
    db: own.db,
    clock: () => new Date(now),
    newId: randomUUID,
    changed: () => {},
    written: () => {},
    fault: (what: string, error: unknown) => faults.push([what, error]),
  };
  // Two workers of one database, as in a house with replicas.
  const workers: Passes[] = [paging(deps), paging(deps)];
  const claims = plans
    .flatMap(({ id, claims }) => claims.map(({ at, speaks }) => ({ id, at, speaks })))
    .sort((one, other) => one.at - other.at);
  const ends = noon + dayMs;
  const jitter = chance(7);
  let claimed = 0;
  for (let tick = noon; tick <= ends; tick += grid) {
    now = tick + Math.floor(jitter() * 900);
    const due = [];
    // A claim of this very moment comes before the call of this moment.
    for (; (claims[claimed]?.at ?? Number.POSITIVE_INFINITY) <= tick; claimed += 1) due.push(claims[claimed]);
    if (due.length > 0) {
      await query(
        `update escalation set owner = $3, fence = fence + 1, next_page_at = null, promise_at = null,
           lapse_at = case when speaks then null else at + (ladder #>> array['climbs', priority::text, 'lapseMinutes'])::integer * interval '1 minute' end
         from unnest($1::uuid[], $2::boolean[], $4::timestamptz[]) as it (claimed, speaks, at) where resident_id = claimed`,
        [due.map((one) => one?.id), due.map((one) => one?.speaks), day, due.map((one) => new Date(one?.at ?? 0))],
      );
    }
    await Promise.all(workers.map((worker) => worker.round()));
  }
  expect(faults).toEqual([]);
  const { rows } = await query<{ id: string; at: Date; who: string[]; n: number }>(
    `select resident_id as id, made_at as at, array_agg(distinct staff_id::text) as who, count(*)::integer as n
     from page where kind <> 'exhausted'
     group by resident_id, made_at order by resident_id, made_at`,
  );
  const called = Map.groupBy(rows, ({ id }) => id);
  let worst = 0;
  let calls = 0;
  for (const plan of plans) {
    const want = expectedCalls(plan, ends);
    const got = called.get(plan.id) ?? [];
    expect([plan.id, got.length]).toEqual([plan.id, want.length]);
    for (const [nth, at] of want.entries()) {
      const one = got[nth];
      worst = Math.max(worst, Math.abs((one?.at.getTime() ?? 0) - at));
      // Whose watch it is: the new year is somebody else's.
      expect(one?.who).toContain(at < noon + 12 * hour ? day : night);
    }
    calls += want.length;
  }
  expect(calls).toBeGreaterThan(many);
  expect(worst).toBeLessThanOrEqual(second);
  const { rows: twice } = await query(
    `select resident_id from page where kind in ('case', 'raised') group by resident_id, staff_id, method_id, made_at having count(*) > 1`,
  );
  expect(twice).toEqual([]);
}, 240_000);

const cases = Number(process.env.RACES ?? 15);
const clients = 50;

/** Counsellors with a session, without the seconds a password takes. */
async function signedIn(world: World, count: number): Promise<string[]> {
  return await Promise.all(
    Array.from({ length: count }, async (_, nth) => {
      const id = randomUUID();
      await world.db.query(
        `insert into staff (id, center_id, email, name, role, created_at) values ($1, $2, $3, $4, 'counsellor', $5)`,
        [id, world.center.id, `c${nth}@center.example`, `c${nth}`, world.clock()],
      );
      const { token, hash } = newToken();
      const trace = { at: world.clock(), centerId: world.center.id, staffId: id, address: null, requestId: null };
      await openSession(world.db, { tokenHash: hash, replaces: null, auditId: randomUUID(), action: 'login' }, trace);
      return `desk=${token}`;
    }),
  );
}

it(
  `${clients} counsellors at the desks of two processes reach for the same case, ${cases} times: one has it each time`,
  async () => {
    const world = await openWorld();
    const other = await openDatabase({ url: world.url });
    const second = assemble({ ...world.ground, db: other, bus: openBus() });
    const server = createServer(second.desk.app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(async () => {
      second.bot.close();
      second.desk.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await second.paging.settled();
      await other.close();
    });
    const desks = [world.deskUrl, `http://127.0.0.1:${(server.address() as AddressInfo).port}`];
    const cookies = await signedIn(world, clients);
    for (let n = 0; n < cases; n += 1) {
      const mina = world.resident();
      await mina.tellsOfDanger();
      const { rows } = await world.db.query<{ id: string }>('select id from escalation where owner is null');
      const id = rows[0]?.id ?? '';
      const answers = await Promise.all(
        cookies.map(async (cookie, nth) => {
          const base = desks[nth % 2] ?? '';
          // The second process takes requests of its own address only; both are this desk.
          const origin = world.ground.deskUrl;
          const answer = await fetch(`${base}/api/cases/${id}/claim`, { method: 'POST', headers: { origin, cookie } });
          return {
            status: answer.status,
            body: (await answer.json()) as {
              fence?: number;
              error?: { code: string; details?: { owner?: { name: string } } };
            },
          };
        }),
      );
      const winners = answers.flatMap(({ status }, nth) => (status === 200 ? [`c${nth}`] : []));
      expect(winners).toHaveLength(1);
      const told = answers.filter(({ status }) => status === 409).map(({ body }) => body.error?.details?.owner?.name);
      expect(told).toEqual(Array.from({ length: clients - 1 }, () => winners[0]));
      const { rows: after } = await world.db.query(
        `select fence, (select name from staff where staff.id = owner) as owner,
         (select count(*)::integer from escalation_event event where event.escalation_id = escalation.id and event.kind = 'claimed') as claims
       from escalation where id = $1`,
        [id],
      );
      expect(after).toEqual([{ fence: 1, owner: winners[0], claims: 1 }]);
    }
  },
  120_000 + cases * 2_000,
);

it('a row that a slow hand holds keeps nobody else from being called', async () => {
  await using own = await ownDatabase();
  const { query } = own.db;
  const { centerId } = await house(query);
  const [held, free] = plansOf(2).map((plan) => ({ ...plan, priority: 0 as const, opened: noon, claims: [] }));
  if (!held || !free) throw new Error('two plans');
  await insertCases(query, centerId, [held, free], defaultLadder);
  const clock = fakeClock(new Date(noon).toISOString());
  const faults: unknown[] = [];
  const pager = paging({
    db: own.db,
    clock,
    newId: randomUUID,
    changed: () => {},
    written: () => {},
    fault: (what, error) => faults.push([what, error]),
  });
  const slow = new Client({ connectionString: own.url });
  await slow.connect();
  await slow.query('begin');
  await slow.query('select from escalation where id = $1 for update', [held.id]);
  await pager.round();
  const { rows: first } = await query('select resident_id as id from page');
  expect(first).toEqual([{ id: free.id }]);
  await slow.query('rollback');
  await slow.end();
  await pager.round();
  const { rows } = await query('select resident_id from page');
  expect(rows).toHaveLength(2);
  expect(faults).toEqual([]);
});

it('a round ends, however often it is asked for meanwhile', async () => {
  await using own = await ownDatabase();
  const pager = paging({
    db: own.db,
    clock: () => new Date(),
    newId: randomUUID,
    changed: () => {},
    written: () => {},
    fault: () => {},
  });
  let ended = false;
  const round = pager.round().then(() => {
    ended = true;
  });
  const until = Date.now() + 3_000;
  while (!ended && Date.now() < until) {
    pager.nudge();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(ended).toBe(true);
  await round;
  await pager.settled();
});
