/** The commit on a real Postgres: duplicates, two writers, killed backends, answers lost on the way. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Stored } from '../../flows/snapshot.ts';
import { assemble, type Ground } from '../../main.ts';
import { Unavailable } from '../../triage/errors.ts';
import { defaultLadder } from '../../triage/ladder.ts';
import { openBus } from '../../triage/store/bus.ts';
import { type Database, openDatabase } from '../../triage/store/db.ts';
import { residentKey } from '../../triage/store/residents.ts';
import { aad, openJson } from '../../triage/store/seal.ts';
import type { Turn, TurnEvent } from '../../triage/turn.ts';
import { asking } from '../harness/asking.ts';
import { openWorld, type World } from '../harness/world.ts';

/** Another process on the same database: its own pool, its own queue. */
async function process2(world: World, change: (db: Database) => Database = (db) => db): Promise<Turn> {
  const db = await openDatabase({ url: world.url });
  onTestFinished(() => db.close());
  return assemble({ ...world.ground, db: change(db), bus: openBus() } as Ground).turn;
}

async function begun(world: World) {
  const who = { address: { channel: 'web', id: randomUUID() }, centerId: world.center.id };
  const { residentId } = await world.turn({ id: `web:${randomUUID()}`, who, inbound: { type: 'opened', unread: 0 } });
  const says = (text: string, turn: Turn = world.turn, id = `web:${randomUUID()}`) =>
    turn({ id, who, inbound: { type: 'said', text } });
  /** To the last item of PHQ-9, everything before it answered 0. */
  const toItem9 = async () => {
    for (const text of ['1', '3', '1', ...Array(8).fill('1')]) await says(text);
  };
  return { who, residentId, says, toItem9 };
}

async function stored(world: World, residentId: string): Promise<Stored & { rev: number }> {
  const { rows } = await world.db.query<{ snapshot: Buffer; key: Buffer; rev: number }>(
    'select snapshot, rev, wrapped_key as key from conversation join resident on resident.id = resident_id where resident_id = $1',
    [residentId],
  );
  const [row] = rows;
  if (!row) throw new Error('no conversation');
  const key = residentKey(world.master, residentId, row.key);
  return { ...(openJson(key, aad('conversation', residentId, 'snapshot'), row.snapshot) as Stored), rev: row.rev };
}

const revs = async (world: World, residentId: string) =>
  (
    await world.db.query<{ rev: number }>('select rev from turn where resident_id = $1 order by rev', [residentId])
  ).rows.map(({ rev }) => rev);

describe('the same event', () => {
  it('sent ten times at once to two processes is one turn, and all ten get its answer', async () => {
    const world = await openWorld();
    const mina = await begun(world);
    await mina.toItem9();
    const other = await process2(world);
    const id = `web:${randomUUID()}`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => mina.says('3', n % 2 ? other : world.turn, id)),
    );
    expect(new Set(answers.map(({ replies }) => JSON.stringify(replies))).size).toBe(1);
    expect(answers[0]?.replies[0]).toMatchObject({ type: 'card', kind: 'crisis' });
    expect(await world.escalations()).toMatchObject([{ priority: 1 }]);
    expect(await revs(world, mina.residentId)).toEqual(Array.from({ length: 13 }, (_, n) => n + 1));
  });

  it('whose commit was answered by a cut connection is found again, not done twice', async () => {
    const world = await openWorld();
    const mina = await begun(world);
    let cut = 0;
    const unlucky = await process2(world, (db) =>
      asking(db, (query) => async (...args) => {
        const result = await query<never>(...args);
        if (/insert into turn/.test(args[0]) && cut++ === 0) {
          throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
        }
        return result;
      }),
    );
    const answer = await mina.says('1', unlucky);
    expect(cut).toBe(1);
    expect(answer.replies.at(-1)).toMatchObject({ type: 'ask', key: null });
    expect(await revs(world, mina.residentId)).toEqual([1, 2]);
  });
});

describe('two writers', () => {
  it('of one conversation both get through, each on what the other left', async () => {
    const world = await openWorld();
    const mina = await begun(world);
    for (const text of ['1', '3', '1']) await mina.says(text);
    const others = [world.turn, await process2(world), await process2(world)];
    await Promise.all(Array.from({ length: 9 }, (_, n) => mina.says('1', others[n % 3])));
    const { state, rev } = await stored(world, mina.residentId);
    expect(Object.keys(state.context.answers).filter((key) => key.startsWith('phq9/'))).toHaveLength(9);
    expect(rev).toBe(13);
    expect(await revs(world, mina.residentId)).toHaveLength(13);
  });

  it('fifty who claim one case at once: one wins, the others are told who', async () => {
    const world = await openWorld();
    const mina = await begun(world);
    await mina.says('죽고 싶어요');
    const [row] = await world.escalations();
    const staff = await Promise.all(['kim', 'lee', 'park', 'choi', 'jung'].map((name) => world.counsellor(name)));
    const other = await process2(world);
    const claim = (n: number): TurnEvent => ({
      id: `desk:${randomUUID()}`,
      who: { residentId: mina.residentId },
      inbound: { type: 'claimed', counsellor: staff[n % 5]?.name ?? '' },
      desk: { escalationId: row?.id ?? '', staffId: staff[n % 5]?.id ?? '' },
    });
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => (n % 2 ? other : world.turn)(claim(n))),
    );
    const won = results.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
    const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    const { rows } = await world.db.query<{ owner: string; fence: number }>('select owner, fence from escalation');
    expect(rows[0]?.fence).toBe(1);
    for (const reason of lost) {
      expect(reason).toMatchObject({ status: 409, code: 'claimed', details: { owner: { id: rows[0]?.owner } } });
    }
  });
});

describe('killed backends', () => {
  it('all the time while 320 messages are written: each is one turn, none is lost, none is done twice', async () => {
    const world = await openWorld();
    const people = await Promise.all(Array.from({ length: 8 }, () => begun(world)));
    let killing = true;
    let killed = 0;
    const killer = (async () => {
      // As the cluster's owner: the application's role may end nobody.
      const owner = new Client({ connectionString: world.url });
      owner.on('error', () => {});
      await owner.connect();
      while (killing) {
        const { rows } = await owner.query<{ ended: boolean }>(
          `select pg_terminate_backend(pid) as ended from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and application_name = 'maumjigi'
           order by random() limit 1`,
        );
        killed += rows[0]?.ended ? 1 : 0;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await owner.end();
    })();
    await Promise.all(
      people.map(async ({ says }) => {
        for (const text of ['1', '3', '1', ...Array(37).fill('다시')]) {
          // Refused because nothing at all could be stored: the page sends the same event again.
          const id = `web:${randomUUID()}`;
          for (let sent = false; !sent; ) {
            sent = await says(text, world.turn, id).then(
              () => true,
              (error) => {
                if (error instanceof Unavailable) return false;
                throw error;
              },
            );
          }
        }
      }),
    );
    killing = false;
    await killer;
    expect(killed).toBeGreaterThan(5);
    for (let rounds = 0; rounds < 12; rounds += 1) {
      // As every process does each second: what no connection was left to take is in the spool.
      await world.aways();
      await world.passes({ seconds: 10 });
    }
    for (const { residentId } of people) {
      const own = await revs(world, residentId);
      expect(own).toEqual(Array.from({ length: own.length }, (_, n) => n + 1));
      expect(own).toHaveLength(41);
    }
    expect((await world.db.query('select from inbox')).rowCount).toBe(0);
  });
});

it('a stale rev writes nothing at all: no turn, no escalation, no screening', async () => {
  const world = await openWorld();
  const mina = await begun(world);
  await mina.toItem9();
  const { commit } = await import('../../triage/store/commit.ts');
  const { move } = await import('../../triage/store/conversations.ts');
  const { alarmParts } = await import('../../triage/store/escalations.ts');
  const { rows } = await world.db.query<{ key: Buffer }>('select wrapped_key as key from resident');
  const key = residentKey(world.master, mina.residentId, rows[0]?.key ?? Buffer.alloc(0));
  const now = world.clock();
  const place = {
    residentId: mina.residentId,
    centerId: world.center.id,
    channel: 'web',
    snapshot: Buffer.alloc(1),
    now,
  };
  const alarm = {
    id: randomUUID(),
    tier: 'high' as const,
    priority: 1 as const,
    rules: ['R5'],
    reason: 'item9' as const,
    flags: [],
    ageBand: null,
    channel: 'web',
    claimBy: now,
    now,
    isHere: true,
    ladder: defaultLadder,
  };
  const parts = [
    move({ ...place, rev: 3, heardAt: null }),
    ...alarmParts(key, mina.residentId, 'x', 'opened', alarm, { findings: [] }),
  ];
  expect(await commit(world.db.query, parts)).toBeNull();
  expect(await world.escalations()).toEqual([]);
  expect((await stored(world, mina.residentId)).rev).toBe(12);
});

it('a later, weaker alarm never lowers the open row, and a repeated cause adds no second event', async () => {
  const world = await openWorld();
  const mina = await begun(world);
  await mina.says('지금 위험해요');
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 0 }]);
  await mina.says('상담사');
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 0, rules: ['H1', 'R2t'] }]);
});

it("a claim by somebody whose account has ended is nobody's, and leaves no turn behind", async () => {
  const world = await openWorld();
  const mina = await begun(world);
  await mina.says('죽고 싶어요');
  const kim = await world.counsellor('kim');
  const [row] = await world.escalations();
  await world.db.query('update staff set disabled_at = $2 where id = $1', [kim.id, world.clock()]);
  const before = await revs(world, mina.residentId);
  await expect(
    world.turn({
      id: `desk:${randomUUID()}`,
      who: { residentId: mina.residentId },
      inbound: { type: 'claimed', counsellor: 'kim' },
      desk: { escalationId: row?.id ?? '', staffId: kim.id },
    }),
  ).rejects.toMatchObject({ status: 409 });
  expect(await revs(world, mina.residentId)).toEqual(before);
});

it('one unreadable row keeps nobody else waiting', async () => {
  const world = await openWorld();
  const [broken, fine] = [await begun(world), await begun(world)];
  for (const one of [broken, fine]) {
    await one.toItem9();
    await one.says('2');
  }
  await world.db.query(`update conversation set snapshot = '\\x00' where resident_id = $1`, [broken.residentId]);
  await world.db.query(`update timer set due_at = due_at - interval '1 second' where resident_id = $1`, [
    broken.residentId,
  ]);
  await world.passes({ minutes: 16 });
  const { rows } = await world.db.query<{ priority: number }>(
    'select priority from escalation where resident_id = $1',
    [fine.residentId],
  );
  expect(rows).toMatchObject([{ priority: 1 }]);
});
