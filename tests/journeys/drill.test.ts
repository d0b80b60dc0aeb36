/** A drill from the lead's button to the report; nobody but the one who was chosen has anything to do with it. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Case, Drills } from '../../admin/contract.ts';
import { drillCommand } from '../../commands/drill.ts';
import { rehearsalKey } from '../../triage/rehearsal.ts';
import { openWorld, type World } from '../harness/world.ts';

type Staff = Awaited<ReturnType<World['counsellor']>>;

const drillsOf = async (lead: Staff) => (await lead.call<Drills>('GET', '/api/drills')).body;
const starts = (lead: Staff, staffId: string) =>
  lead.call<{ id: string; error?: { code: string } }>('POST', '/api/drills', { staffId });

/** They have a phone. Nothing here can ring it: that it rang is written in where a story says so. */
async function hasPhone(world: World, { id }: Staff): Promise<void> {
  await world.db.query(
    `insert into notice_method (id, center_id, staff_id, kind, label, sealed, hash, made_at, verified_at)
     values ($1, $2, $3, 'line', '업무폰', '', '', $4, $4)`,
    [randomUUID(), world.center.id, id, world.clock()],
  );
}

/** Whoever must be called was called, and their phone took it so many seconds later. */
async function rings(world: World, afterS: number): Promise<void> {
  await world.paging.round();
  await world.notices.round();
  await world.notices.settled();
  world.clock.advance({ seconds: afterS });
  await world.db.query(`update page set state = 'delivered', settled_at = $1, fault = null where state = 'due'`, [
    world.clock(),
  ]);
}

it('a lead calls a counsellor, who claims the case and writes: the report says when, and after an hour nobody was there', async () => {
  const world = await openWorld();
  const lead = await world.counsellor('lee', 'lead');
  const kim = await world.counsellor('kim');
  const { people, drills } = await drillsOf(lead);
  expect([people.map(({ name }) => name), drills]).toEqual([['kim', 'lee'], []]);

  await hasPhone(world, kim);
  await hasPhone(world, lead);
  expect((await starts(lead, kim.id)).status).toBe(200);
  expect((await starts(lead, kim.id)).body.error?.code).toBe('drill_runs');
  await rings(world, 2);
  const [row] = await kim.queue();
  expect(row).toMatchObject({ drill: true, priority: 0, reason: 'danger-now' });
  const caseId = row?.id ?? '';
  expect((await kim.call<Case>('GET', `/api/cases/${caseId}`)).body.row.drill).toBe(true);
  expect((await drillsOf(lead)).drills[0]).toMatchObject({ name: 'kim', askedBy: 'lee', endedAt: null, caseId });

  world.clock.advance({ seconds: 30 });
  const { body } = await kim.claims(caseId);
  world.clock.advance({ seconds: 10 });
  expect((await kim.writes(caseId, body.fence, '안녕하세요.')).status).toBe(204);
  await world.passes({ seconds: 20 });
  const [drill] = (await drillsOf(lead)).drills;
  expect(drill?.endedAt).not.toBeNull();
  expect(drill?.report).toEqual({
    calledMs: 0,
    ways: [{ way: 'line', label: '업무폰', state: 'delivered', afterMs: 2_000, fault: null }],
    claimedMs: 32_000,
    claimedBy: 'kim',
    firstWordMs: 42_000,
    faults: [],
  });

  expect((await kim.opens(caseId)).row.drill).toBe(true);
  // The lead has a phone, too, and leads come second on every ladder: not on this one.
  const { rows: called } = await world.db.query<{ id: string; kind: string }>(
    'select distinct staff_id as id, kind from page',
  );
  expect(called).toEqual([{ id: kim.id, kind: 'drill' }]);
  await world.passes({ minutes: 61 });
  expect((await world.db.query('select from resident')).rowCount).toBe(0);
  const { rows } = await world.db.query<{ action: string }>(
    `select action from audit where action like 'drill%' or resident_id is null`,
  );
  expect(rows.map(({ action }) => action)).toContain('drill.start');
  await world.holds();
});

it('somebody whom nothing reaches and who does not come: after a quarter of an hour the report names each of it', async () => {
  const world = await openWorld();
  const lead = await world.counsellor('lee', 'lead');
  await starts(lead, lead.id);
  await world.paging.round();
  await world.passes({ minutes: 14 });
  expect((await drillsOf(lead)).drills[0]?.endedAt).toBeNull();
  await world.passes({ minutes: 2 });
  const [drill] = (await drillsOf(await world.counsellor('park', 'lead'))).drills;
  expect(drill?.report).toMatchObject({
    calledMs: 0,
    ways: [{ way: 'none', state: 'failed', afterMs: null, fault: 'no way' }],
    claimedMs: null,
    firstWordMs: null,
    faults: ['no-way', 'not-claimed', 'no-word'],
  });
  const { rows } = await world.db.query('select from escalation where next_page_at is not null');
  expect(rows).toEqual([]);
  await world.holds();
});

it('is a lead’s to start, for people of their own centre who take cases', async () => {
  const world = await openWorld();
  const lead = await world.counsellor('lee', 'lead');
  const kim = await world.counsellor('kim');
  const admin = await world.counsellor('choi', 'admin');
  expect((await starts(kim, kim.id)).status).toBe(403);
  expect((await starts(admin, kim.id)).status).toBe(403);
  for (const nobody of [admin.id, randomUUID()]) {
    expect(await starts(lead, nobody)).toMatchObject({ status: 422, body: { error: { code: 'drill_nobody' } } });
  }
  expect(await starts(lead, 'kim')).toMatchObject({ status: 400 });
  expect((await world.db.query('select from rehearsal')).rowCount).toBe(0);
  await world.holds();
});

it('says so where the residents’ door does not open, and keeps that in the report', async () => {
  const world = await openWorld(() => ({ chatUrl: 'http://127.0.0.1:1' }));
  const lead = await world.counsellor('lee', 'lead');
  expect(await starts(lead, lead.id)).toMatchObject({ status: 409, body: { error: { code: 'drill_no_walk' } } });
  const [drill] = (await drillsOf(lead)).drills;
  expect(drill).toMatchObject({ report: null, caseId: null });
  expect(drill?.endedAt).not.toBeNull();
  await world.holds();
});

it('by command it tells each step as it comes, and ends with what did not work', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await hasPhone(world, kim);
  const printed: string[] = [];
  let looks = 0;
  const command = {
    db: world.db,
    query: world.db.query,
    clock: world.clock,
    newId: randomUUID,
    key: rehearsalKey(world.master),
    chatUrl: world.chatUrl,
    print: (line: string) => void printed.push(line),
    pause: async () => {
      looks += 1;
      if (looks === 1) await rings(world, 1);
      if (looks === 2) {
        const [row] = await kim.queue();
        const { body } = await kim.claims(row?.id ?? '');
        await kim.writes(row?.id ?? '', body.fence, '안녕하세요.');
      }
    },
  };
  expect(await drillCommand(['--as', 'kim@center.example'], command)).toBe(true);
  expect(printed.at(-1)).toContain('모두 됐어요');
  expect(printed.join('\n')).toMatch(/line 업무폰: delivered 1\.0 s/);

  command.pause = async () => world.clock.advance({ minutes: 6 });
  expect(await drillCommand(['--as', 'kim@center.example'], command)).toBe(false);
  expect(printed.join('\n')).toContain('✗ 어느 방법으로도 전해지지 않았어요');
  for (const args of [[], ['--as', 'nobody@center.example'], ['--who', 'kim']]) {
    await expect(drillCommand(args, command)).rejects.toThrow(/--as|account/);
  }
  await world.holds();
});
