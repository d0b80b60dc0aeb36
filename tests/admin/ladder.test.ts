/** 단계 and 상황판 over HTTP: written by whoever answers for the centre, tried out by everybody who sees the roster, and never lost. */
import { describe, expect, it } from 'vitest';
import type { Board, DryRunResult, LadderView, Missed, Roster } from '../../admin/contract.ts';
import { defaultLadder, type Ladder } from '../../triage/ladder.ts';
import { addPhone, addShift } from '../harness/onCall.ts';
import { deskWorld, type Person, type World } from './world.ts';

const minute = 60_000;

const of = (world: World, who: Person) => ({ centerId: who.centerId, staffId: who.id, now: world.clock() });
const phone = (world: World, who: Person) => addPhone(world.db, of(world, who));
const duty = (world: World, who: Person, fromHours: number, hours: number) =>
  addShift(world.db, of(world, who), { fromHours, hours });
const changed = (change: (ladder: Ladder) => void): Ladder => {
  const ladder = structuredClone(defaultLadder);
  change(ladder);
  return ladder;
};

describe('the ladder of a centre', () => {
  it('is the default until somebody writes one, and then theirs, with who and when, in the audit', async () => {
    const world = await deskWorld();
    const lead = await world.staff('lead', { name: '박책임' });
    const before = (await world.get('/api/ladder', lead)).body as LadderView;
    expect(before).toMatchObject({ rev: 0, made: null, ladder: defaultLadder, people: [{ name: '박책임', ways: [] }] });
    const ladder = changed(({ climbs }) => {
      climbs[0].repeatMinutes = 3;
      climbs[0].steps[1]?.who.push({ type: 'person', id: lead.id });
    });
    expect((await world.post('/api/ladder', lead).send({ rev: 0, ladder })).body).toEqual({ rev: 1 });
    const after = (await world.get('/api/ladder', lead)).body as LadderView;
    expect(after).toMatchObject({ rev: 1, made: { by: '박책임', at: world.clock().toISOString() }, ladder });
    expect(await world.audit()).toContainEqual(
      expect.objectContaining({ action: 'ladder.change', subject: 'version 1', staffId: lead.id }),
    );
  });

  it('without steps, without anyone, with waits out of bounds or people who are gone is refused by field, and nothing is written', async () => {
    const world = await deskWorld();
    const lead = await world.staff('lead');
    const stranger = await world.staff('counsellor', { centerId: await world.center('다른 센터') });
    const ladder = changed(({ climbs }) => {
      climbs[0].steps = [];
      climbs[1].steps[0] = { afterMinutes: 5, who: [] };
      climbs[1].steps[1]?.who.push({ type: 'person', id: stranger.id });
      climbs[2].lapseMinutes = 1;
    });
    const answer = await world.post('/api/ladder', lead).send({ rev: 0, ladder });
    expect(answer.status).toBe(422);
    expect(answer.body.error.details.fields.map(({ field }: { field: string }) => field)).toEqual([
      'climbs.0.steps',
      'climbs.1.steps.0.afterMinutes',
      'climbs.1.steps.0.who',
      'climbs.1.steps.1.who',
      'climbs.2.lapseMinutes',
    ]);
    expect((await world.get('/api/ladder', lead)).body.rev).toBe(0);
    const odd = await world.post('/api/ladder', lead).send({ rev: 0, ladder: { ...defaultLadder, climbs: {} } });
    expect([odd.status, odd.body.error.code]).toEqual([400, 'invalid_body']);
  });

  it('that was changed by somebody else meanwhile is not written over', async () => {
    const world = await deskWorld();
    const lead = await world.staff('lead', { name: '박책임' });
    const admin = await world.staff('admin');
    const theirs = changed(({ climbs }) => void climbs[0].steps.pop());
    const [one, other] = await Promise.all([
      world.post('/api/ladder', lead).send({ rev: 0, ladder: theirs }),
      world.post('/api/ladder', admin).send({ rev: 0, ladder: defaultLadder }),
    ]);
    expect([one.status, other.status].sort()).toEqual([200, 409]);
    const late = one.status === 409 ? one : other;
    expect(late.body.error).toMatchObject({ code: 'ladder_changed', details: { rev: 1 } });
    const { rows } = await world.db.query('select rev from ladder');
    expect(rows).toEqual([{ rev: 1 }]);
  });
});

describe('a dry run', () => {
  const run = async (world: World, who: Person, body: object): Promise<DryRunResult> => {
    const answer = await world.post('/api/ladder/dry-run', who).send({ priority: 0, at: null, ladder: null, ...body });
    expect([answer.status, answer.body.error]).toEqual([200, undefined]);
    return answer.body;
  };
  const told = ({ from, rows }: DryRunResult) =>
    rows.map(({ at, step, who, team, alarm }) => [
      (Date.parse(at) - Date.parse(from)) / minute,
      step,
      [...who.map(({ name }) => name), ...(team ? ['team'] : [])].join(' '),
      alarm?.why ?? null,
    ]);

  it('says who would be called when, up to the second round, at a moment nobody has come to yet', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor', { name: '김' });
    const lead = await world.staff('lead', { name: '박' });
    for (const one of [kim, lead]) await phone(world, one);
    await duty(world, kim, 100, 8);
    const at = new Date(world.clock().getTime() + 101 * 60 * minute).toISOString();
    expect(told(await run(world, kim, { at }))).toEqual([
      [0, 0, '김', null],
      [2, 1, '김 박', null],
      [5, 2, '김 박', null],
      [10, 3, '김 박', null],
      [15, 0, '김', 'exhausted'],
    ]);
  });

  it('shows what is passed over and why, and when the next one comes to whom nobody is reachable', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor', { name: '김' });
    const seo = await world.staff('counsellor', { name: '서' });
    await duty(world, kim, 0, 8);
    const alone = await run(world, kim, {});
    expect(told(alone)).toEqual([[0, null, '', 'unreached']]);
    expect(alone.rows[0]?.skipped).toEqual([
      { step: 0, why: 'no-way', names: ['김'], team: false },
      { step: 1, why: 'no-way', names: ['김'], team: false },
      { step: 2, why: 'no-way', names: ['김'], team: false },
      { step: 3, why: 'no-way', names: ['김', '서'], team: false },
    ]);
    await phone(world, seo);
    await duty(world, seo, 8, 8);
    const onlyDuty = changed(({ climbs }) => {
      climbs[0].steps = [{ afterMinutes: 0, who: [{ type: 'duty' }] }];
    });
    expect(told(await run(world, kim, { ladder: onlyDuty }))).toEqual([
      [0, null, '', 'unreached'],
      [480, 0, '서', null],
      [485, 0, '서', 'exhausted'],
    ]);
  });

  it('says whose calls fail each time: they are called, and the next step comes at once', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor', { name: '김' });
    const lead = await world.staff('lead', { name: '박' });
    for (const one of [kim, lead]) await phone(world, one);
    await duty(world, kim, 0, 8);
    await world.db.query('update notice_method set failures = 3 where staff_id = $1', [kim.id]);
    const [first, ...rest] = (await run(world, kim, {})).rows;
    expect(first).toMatchObject({
      step: 1,
      who: [{ name: '김' }, { name: '박' }],
      skipped: [{ step: 0, why: 'fails', names: ['김'], team: false }],
    });
    expect(rest.map(({ step }) => step)).toEqual([2, 3, 1]);
  });

  it('of a draft that does not fit, or a moment that was, is refused', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const empty = changed(({ climbs }) => {
      climbs[0].steps = [];
    });
    const body = { priority: 0, at: null, ladder: empty };
    expect((await world.post('/api/ladder/dry-run', kim).send(body)).body.error.code).toBe('ladder_wrong');
    const past = { priority: 0, at: '2025-12-31T00:00:00.000Z', ladder: null };
    expect((await world.post('/api/ladder/dry-run', kim).send(past)).body.error.code).toBe('moment_wrong');
  });
});

describe('the board', () => {
  it('counts who waits, how long it took until a person spoke, and what was sent, of this centre alone', async () => {
    const world = await deskWorld();
    const lead = await world.staff('lead', { name: '박' });
    await phone(world, lead);
    await duty(world, lead, -1, 8);
    const now = world.clock().getTime();
    for (const [priority, seconds] of [
      [0, 60],
      [0, 120],
      [0, 600],
      [1, 1800],
    ] as const) {
      const openedAt = new Date(now - 86_400_000);
      const { id } = await world.escalation({ priority, openedAt, closedAt: new Date(now - 3_600_000) });
      const spoke = new Date(openedAt.getTime() + seconds * 1000);
      await world.db.query('update escalation set first_word_at = $2 where id = $1', [id, spoke]);
    }
    await world.escalation({ priority: 0, openedAt: new Date(now - 600_000), claimBy: new Date(now - 300_000) });
    await world.escalation({ priority: 1, owner: lead.id });
    await world.escalation({ priority: 0, centerId: await world.center('다른 센터') });
    const board = (await world.get('/api/board', lead)).body as Board;
    expect(board.waiting).toEqual([
      { priority: 0, unclaimed: 1, overdue: 1, unspoken: 0, since: new Date(now - 600_000).toISOString(), uncalled: 0 },
      { priority: 1, unclaimed: 0, overdue: 0, unspoken: 1, since: null, uncalled: 0 },
    ]);
    expect(board.toHuman).toEqual([
      { priority: 0, many: 3, median: 120, p90: 504, open: 1, none: 0 },
      { priority: 1, many: 1, median: 1800, p90: 1800, open: 1, none: 0 },
    ]);
    expect(board.on).toMatchObject([{ name: '박', told: 'works' }]);
  });

  it('names the same end of duty as the roster, also weeks ahead', async () => {
    const world = await deskWorld();
    const lead = await world.staff('lead');
    for (let day = 0; day < 21; day += 1) await duty(world, lead, day * 24, 24);
    const board = (await world.get('/api/board', lead)).body as Board;
    const roster = (await world.get('/api/roster', lead)).body as Roster;
    expect(board.on.map(({ until }) => until)).toEqual([
      new Date(world.clock().getTime() + 21 * 24 * 60 * minute).toISOString(),
    ]);
    expect(board.on.map(({ until }) => until)).toEqual(roster.on.map(({ until }) => until));
  });

  it('tells a lead which cases waited too long, and an admin only that they did; the look is audited', async () => {
    const world = await deskWorld();
    const lead = await world.staff('lead');
    const admin = await world.staff('admin');
    const made = await world.escalation({ priority: 0 });
    await world.happened(made, 'promise-missed', null, { rules: [] });
    await world.happened(made, 'noted', null, { rules: ['L1'] });
    await world.happened(made, 'promise-missed', null, { rules: [] });
    const seen = (await world.get('/api/board/missed', lead)).body as Missed;
    expect(seen.cases).toMatchObject([{ id: made.id, times: 2, told: 1, claimedAt: null }]);
    expect((await world.get('/api/board/missed', admin)).body.cases).toMatchObject([{ id: null, times: 2 }]);
    expect((await world.audit()).filter(({ action }) => action === 'missed.read')).toHaveLength(2);
  });

  it('lists a case that was claimed in time and let lie, with whose claim it was and when it ended', async () => {
    const world = await deskWorld();
    const lead = await world.staff('lead');
    const kim = await world.staff('counsellor', { name: '김' });
    const made = await world.escalation({ priority: 0 });
    await world.happened(made, 'lapsed', null, { rules: [], staffId: kim.id });
    const { cases } = (await world.get('/api/board/missed', lead)).body as Missed;
    const lapses = [{ at: world.clock().toISOString(), by: '김' }];
    expect(cases).toMatchObject([{ id: made.id, firstMissedAt: null, times: 0, lapses }]);
    const board = (await world.get('/api/board', lead)).body as Board;
    expect([board.missed.days, board.lapsed.days]).toEqual([0, 1]);
  });
});
