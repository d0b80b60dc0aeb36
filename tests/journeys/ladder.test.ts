/** The ladder: somebody always answers, or it is said who did not. */
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Ladder } from '../../triage/ladder.ts';
import { defaultLadder } from '../../triage/ladder.ts';
import { alarmedSince } from '../../triage/store/caseActs.ts';
import { disableStaff } from '../../triage/store/staff.ts';
import { openWorld, type Resident, until, type World } from '../harness/world.ts';

/** Mina is in danger: P0. */
async function inDanger(world: World): Promise<Resident> {
  const mina = world.resident();
  await mina.tellsOfDanger();
  await world.paging.round();
  return mina;
}

/** Mina finds it hard, and is not in danger. */
async function inTrouble(world: World): Promise<Resident> {
  const mina = world.resident();
  await mina.opens();
  await mina.taps('지금 많이 힘들어요');
  await mina.taps('위험하지는 않아요');
  return mina;
}

/** Notices of all cases, oldest first: minutes after the first, what, to whom. */
async function pages(world: World): Promise<string[]> {
  const { rows } = await world.db.query<{ minutes: number; kind: string; to: string; state: string }>(
    `select extract(epoch from made_at - min(made_at) over ()) / 60 as minutes, page.kind, staff.name as to, state
     from page join staff on staff.id = page.staff_id where page.kind <> 'duty' order by made_at, page.kind, staff.name`,
  );
  return rows.map(
    ({ minutes, kind, to, state }) => `${Number(minutes)} ${kind} ${to}${state === 'failed' ? ' ✗' : ''}`,
  );
}

/** 김 on duty with a phone, 박 the lead with a phone, 이 at home with one. */
async function threePeople(world: World) {
  const [kim, park, lee] = [
    await world.counsellor('kim'),
    await world.counsellor('park', 'lead'),
    await world.counsellor('lee'),
  ];
  await world.takesDuty(kim);
  for (const one of [kim, park, lee]) await world.hasPhone(one);
  return { kim, park, lee };
}

/** Mina is in danger, and 이 has her case and has spoken. */
async function spokenWith(world: World) {
  const { lee } = await threePeople(world);
  const mina = await inDanger(world);
  const id = await caseOf(world);
  const { fence } = (await lee.claims(id)).body;
  await lee.writes(id, fence, '안녕하세요');
  return { lee, mina, id, fence };
}

const caseOf = async (world: World) => (await world.escalations())[0]?.id ?? '';
const columns = async (world: World) =>
  (
    await world.db.query<{
      next: Date | null;
      lapse: Date | null;
      promise: Date | null;
      round: number;
      step: number;
      climb: number;
      owner: string | null;
      fence: number;
    }>(
      `select next_page_at as next, lapse_at as lapse, promise_at as promise, ladder_round as round, ladder_step as step, climb, owner, fence
       from escalation`,
    )
  ).rows[0];

describe('somebody in danger, whom nobody takes', () => {
  it('a case that nobody can be called for keeps no other one waiting', async () => {
    const world = await openWorld();
    await threePeople(world);
    const outside = new Client({ connectionString: world.url });
    await outside.connect();
    onTestFinished(() => outside.end());
    await outside.query(
      `create function broken() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`,
    );
    await inDanger(world);
    await outside.query(
      `create trigger broken before update of ladder_step on escalation for each row when (old.id = '${await caseOf(world)}') execute function broken()`,
    );
    world.clock.advance({ minutes: 2 });
    await inDanger(world);
    const { rows } = await world.db.query('select distinct escalation_id from page where round = 0 and step = 0');
    expect(rows).toHaveLength(2);
    expect(world.logged.some((line) => line.includes('one case of the ladder'))).toBe(true);
    await world.holds();
  });

  it('calls the duty at once, then the lead, then everybody, and so on for ever; the lead hears that it was in vain', async () => {
    const world = await openWorld();
    await threePeople(world);
    await inDanger(world);
    expect(await pages(world)).toEqual(['0 case kim']);
    for (let n = 0; n < 15; n += 1) await world.passes({ minutes: 1 });
    expect(await pages(world)).toEqual([
      '0 case kim',
      '2 case kim',
      '2 case park',
      '5 case kim',
      '5 case park',
      '10 case kim',
      '10 case lee',
      '10 case park',
      '15 case kim',
      '15 exhausted park',
    ]);
    await world.holds();
  });

  it('is in the story of the case, with what came of each notice', async () => {
    const world = await openWorld();
    const { kim } = await threePeople(world);
    await inDanger(world);
    await world.passes({ minutes: 2 });
    await world.db.query(
      "update page set state = 'delivered', settled_at = made_at where state in ('due', 'accepted')",
    );
    const { events, row } = await kim.opens(await caseOf(world));
    const told = events.filter(({ kind }) => kind === 'paged').map(({ notices }) => notices);
    const way = { way: 'push', state: 'delivered' };
    expect(told).toEqual([
      [{ to: 'kim', ...way }],
      [
        { to: 'kim', ...way },
        { to: 'park', ...way },
      ],
    ]);
    expect(row).toMatchObject({ called: 2, nextCallAt: new Date(world.clock().getTime() + 3 * 60_000).toISOString() });
    await world.holds();
  });

  it('whose phone fails each time is called, and nobody waits for it to be heard', async () => {
    const world = await openWorld();
    const { kim } = await threePeople(world);
    await world.phonesFail();
    await world.db.query('update notice_method set failures = 3 where staff_id = $1', [kim.id]);
    await inDanger(world);
    expect(await pages(world)).toEqual(['0 case kim', '0 case park']);
    await world.phonesFail(false);
    await world.passes({ minutes: 3 });
    expect((await pages(world)).slice(2)).toEqual(['3 case kim', '3 case park']);
  });

  it('where all phones fail each time everybody is called at once and once a round, and it is said that nobody can be', async () => {
    const world = await openWorld();
    const { kim } = await threePeople(world);
    await world.phonesFail();
    await world.db.query('update notice_method set failures = 3');
    await inDanger(world);
    const once = ['0 case kim', '0 case lee', '0 case park', '0 exhausted park'];
    expect(await pages(world)).toEqual(once);
    for (let n = 0; n < 4; n += 1) await world.passes({ minutes: 1 });
    expect(await pages(world)).toEqual(once);
    const kinds = async () => (await kim.opens(await caseOf(world))).events.map(({ kind }) => kind);
    expect(await kinds()).not.toContain('paged');
    expect(await kinds()).toContain('unreached');
    await world.passes({ minutes: 1 });
    expect((await pages(world)).slice(4)).toEqual(['5 case kim', '5 case lee', '5 case park', '5 exhausted park']);
    // They work again: what was due all the time arrives, and the next look calls whoever comes first and waits for them.
    await world.phonesFail(false);
    await world.passes({ minutes: 1 });
    expect((await pages(world)).slice(8)).toEqual([]);
    await world.passes({ minutes: 1 });
    expect((await pages(world)).slice(8)).toEqual(['7 case kim']);
    expect(await kinds()).toContain('paged');
  });

  it('is told that nobody can be called, once a round, and calls whoever comes within the minute', async () => {
    const world = await openWorld();
    const kim = await world.counsellor('kim');
    await inDanger(world);
    for (let n = 0; n < 12; n += 1) await world.passes({ minutes: 1 });
    const kinds = async () => (await kim.opens(await caseOf(world))).events.map(({ kind }) => kind);
    expect((await kinds()).filter((kind) => kind === 'unreached')).toHaveLength(3);
    // Everybody is Kim, who has no phone and no desk open: seen as failed, once.
    expect(await pages(world)).toEqual(['0 case kim ✗']);
    await world.hasPhone(kim);
    await world.passes({ minutes: 1 });
    expect(await pages(world)).toEqual(['0 case kim ✗', '13 case kim']);
    await world.holds();
  });

  it('passes over the duty who has no phone at once, and writes that down', async () => {
    const world = await openWorld();
    const kim = await world.counsellor('kim');
    const park = await world.counsellor('park', 'lead');
    await world.takesDuty(kim);
    await world.hasPhone(park);
    await inDanger(world);
    expect(await pages(world)).toEqual(['0 case kim ✗', '0 case park']);
    await world.holds();
  });

  it('a process that slept for an hour calls once, and goes on from there', async () => {
    const world = await openWorld();
    await threePeople(world);
    await inDanger(world);
    await world.passes({ minutes: 60 });
    await world.passes({ minutes: 2 });
    expect(await pages(world)).toEqual(['0 case kim', '60 case kim', '60 case park']);
    await world.passes({ minutes: 1 });
    expect((await pages(world)).slice(3)).toEqual(['63 case kim', '63 case park']);
    await world.holds();
  });

  it('a clock five minutes off between two processes calls nobody twice', async () => {
    const world = await openWorld();
    await threePeople(world);
    await inDanger(world);
    const { assemble } = await import('../../main.ts');
    const ahead = assemble({ ...world.ground, clock: () => new Date(world.clock().getTime() + 5 * 60_000) });
    await Promise.all([world.paging.round(), ahead.paging.round()]);
    await Promise.all([world.paging.round(), ahead.paging.round()]);
    expect(await pages(world)).toEqual(['0 case kim', '5 case kim', '5 case park']);
    ahead.bot.close();
    ahead.desk.close();
  });
});

describe('a case that is taken', () => {
  it('calls nobody any more', async () => {
    const world = await openWorld();
    const { kim } = await threePeople(world);
    await inDanger(world);
    const id = await caseOf(world);
    const { body } = await kim.claims(id);
    await kim.writes(id, body.fence, '지금 어디 계세요?');
    for (let n = 0; n < 30; n += 1) await world.passes({ minutes: 1 });
    expect(await pages(world)).toEqual(['0 case kim']);
    expect(await columns(world)).toMatchObject({ next: null, lapse: null, promise: null });
  });

  it('and let lie is nobody’s after ten minutes: the next ones are called at once, and the resident is told the truth', async () => {
    const world = await openWorld();
    const { kim, lee } = await threePeople(world);
    const mina = await inDanger(world);
    await mina.watches();
    const id = await caseOf(world);
    const { body } = await kim.claims(id);
    await until(() => mina.arrived.length === 1, 'the claim is told');
    await world.passes({ minutes: 9 });
    expect(await columns(world)).toMatchObject({ owner: kim.id });
    await world.passes({ minutes: 1 });
    expect(await columns(world)).toMatchObject({ owner: null, fence: 2, lapse: null });
    expect(await pages(world)).toEqual(['0 case kim', '10 lapsed kim', '10 lapsed kim', '10 lapsed park']);
    await until(() => mina.arrived.length === 2, 'the lapse is told');
    expect(mina.arrived[1]?.text).toContain('상담사가 잠시 자리를 비웠어요');
    // The page that was left open writes nothing more.
    expect((await kim.writes(id, body.fence, '늦었지만')).status).toBe(409);
    expect((await lee.claims(id)).status).toBe(200);
    const { events } = await lee.opens(id);
    expect(events.map(({ kind, by }) => [kind, by])).toContainEqual(['lapsed', 'kim']);
  });

  it.each([
    ['a logged call', 'logs'],
    ['a first word', 'writes'],
  ] as const)('does not lapse after %s', async (_, act) => {
    const world = await openWorld();
    const { kim } = await threePeople(world);
    await inDanger(world);
    const id = await caseOf(world);
    const { body } = await kim.claims(id);
    const done =
      act === 'logs' ? await kim.logs(id, body.fence, 'no-answer') : await kim.writes(id, body.fence, '안녕하세요');
    expect(done.status).toBe(204);
    await world.passes({ minutes: 60 });
    expect(await columns(world)).toMatchObject({ owner: kim.id });
  });

  it('does not lapse while 119 was called together with it, and lapses though it was handed back to the program', async () => {
    const world = await openWorld();
    const { kim } = await threePeople(world);
    await inDanger(world);
    const id = await caseOf(world);
    const { body } = await kim.claims(id);
    expect((await kim.call('POST', `/api/cases/${id}/hand-back`, { fence: body.fence })).status).toBe(204);
    expect((await columns(world))?.lapse).not.toBeNull();
    expect((await kim.call('POST', `/api/cases/${id}/summon`, { fence: body.fence, services: ['119'] })).status).toBe(
      204,
    );
    expect(await columns(world)).toMatchObject({ lapse: null, owner: kim.id });
  });

  it('rings again when it gets more urgent: its owner, the duty and the rest are called until the owner speaks', async () => {
    const world = await openWorld();
    const { kim, lee } = await threePeople(world);
    const mina = await inTrouble(world);
    await world.paging.round();
    expect(await pages(world)).toEqual([]);
    const id = await caseOf(world);
    const { body } = await lee.claims(id);
    await lee.writes(id, body.fence, '안녕하세요');
    await mina.says('지금 옥상에 올라왔어요');
    await world.paging.round();
    expect(await pages(world)).toEqual(['0 raised kim', '0 raised lee']);
    await world.passes({ minutes: 2 });
    expect((await pages(world)).slice(2)).toEqual(['2 raised kim', '2 raised lee', '2 raised park']);
    await lee.writes(id, body.fence, '지금 갈게요. 어디세요?');
    await world.passes({ minutes: 20 });
    expect(await pages(world)).toHaveLength(5);
    expect(await columns(world)).toMatchObject({ owner: lee.id, next: null, lapse: null });
    expect(kim.id).not.toBe(lee.id);
  });

  it('goes on ringing when a word is sent that was written before it rang again', async () => {
    const world = await openWorld();
    const { lee } = await threePeople(world);
    const mina = await inTrouble(world);
    const id = await caseOf(world);
    const { fence } = (await lee.claims(id)).body;
    const { rev } = await lee.opens(id);
    world.clock.advance({ minutes: 1 });
    await mina.says('지금 옥상에 올라왔어요');
    await world.paging.round();
    const rings = await columns(world);
    const says = (read: number) =>
      lee.call('POST', `/api/cases/${id}/say`, { fence, text: '안녕하세요, 상담사예요.', rev: read });
    expect((await says(rev)).status).toBe(204);
    expect(await columns(world)).toEqual(rings);
    expect((await lee.opens(id)).row.firstWordAt).toBe(world.clock().toISOString());
    await world.passes({ minutes: 2 });
    expect((await pages(world)).slice(2)).toEqual(['2 raised kim', '2 raised lee', '2 raised park']);
    // What they have read since, a word does answer.
    expect((await says((await lee.opens(id)).rev)).status).toBe(204);
    expect(await columns(world)).toMatchObject({ owner: lee.id, next: null, lapse: null });
  });

  it('goes on ringing when a call, or 119, is written down that was made before it rang again', async () => {
    const world = await openWorld();
    const { lee } = await threePeople(world);
    const mina = world.resident();
    await mina.opens();
    await mina.taps('지금 많이 힘들어요');
    await mina.taps('위험하지는 않아요');
    const id = await caseOf(world);
    const { fence } = (await lee.claims(id)).body;
    const { rev } = await lee.opens(id);
    const before = world.clock();
    world.clock.advance({ minutes: 1 });
    await mina.says('지금 옥상에 올라왔어요');
    await world.paging.round();
    // Whoever does not say what they had read called when they asked to write it down.
    const unread = (at: Date) => alarmedSince(world.db, world.center.id, id, { rev: undefined, at });
    expect([await unread(before), await unread(world.clock())]).toEqual([true, false]);
    const rings = await columns(world);
    for (const [path, made] of [
      ['calls', { outcome: 'no-answer' }],
      ['summon', { services: ['119'] }],
    ] as const) {
      expect((await lee.call('POST', `/api/cases/${id}/${path}`, { fence, rev, ...made })).status).toBe(204);
      expect(await columns(world)).toEqual(rings);
    }
    await world.passes({ minutes: 2 });
    expect((await pages(world)).slice(2)).toEqual(['2 raised kim', '2 raised lee', '2 raised park']);
    // What they have read since, a call does see to.
    const read = (await lee.opens(id)).rev;
    await lee.call('POST', `/api/cases/${id}/calls`, { fence, rev: read, outcome: 'reached' });
    expect(await columns(world)).toMatchObject({ owner: lee.id, next: null, lapse: null });
  });

  it('does not lapse after a call that was made before the same danger was told again', async () => {
    const world = await openWorld();
    const { lee } = await threePeople(world);
    const mina = await inDanger(world);
    const id = await caseOf(world);
    const { fence } = (await lee.claims(id)).body;
    const { rev } = await lee.opens(id);
    // No more urgent than it was: nothing begins anew, and the claim has had its call.
    await mina.says('지금 옥상에 올라왔어요');
    await lee.call('POST', `/api/cases/${id}/calls`, { fence, rev, outcome: 'reached' });
    expect(await columns(world)).toMatchObject({ owner: lee.id, next: null, lapse: null });
  });

  it('calls its owner back, and the duty, when danger is told to the program after the talk was handed back', async () => {
    const world = await openWorld();
    const { lee, mina, id, fence } = await spokenWith(world);
    await lee.call('POST', `/api/cases/${id}/hand-back`, { fence });
    await world.passes({ minutes: 30 });
    expect(await pages(world)).toEqual(['0 case kim']);
    await mina.says('지금 옥상에 올라왔어요');
    await world.paging.round();
    expect((await pages(world)).slice(1)).toEqual(['30 raised kim', '30 raised lee']);
    // Whoever does not answer this one either lets it lapse.
    await world.passes({ minutes: 10 });
    expect(await columns(world)).toMatchObject({ owner: null, climb: 1 });
  });

  it('calls the duty and its owner when the same danger is told to a counsellor who has gone, and lapses like a claim', async () => {
    const world = await openWorld();
    const { lee, mina } = await spokenWith(world);
    await world.passes({ minutes: 20 });
    expect(await pages(world)).toEqual(['0 case kim']);
    const ofDesk = async () => (await lee.queue())[0]?.rangAt;
    const rang = await ofDesk();
    await mina.says('지금 옥상에 올라왔어요');
    await world.paging.round();
    expect((await pages(world)).slice(1)).toEqual(['20 raised kim', '20 raised lee']);
    expect(await ofDesk()).not.toBe(rang);
    await world.passes({ minutes: 10 });
    expect(await columns(world)).toMatchObject({ owner: null, lapse: null });
    await world.holds();
  });

  it('lets a counsellor who is there answer first: the same danger rings when two minutes pass without a word', async () => {
    const world = await openWorld();
    const { lee, mina, id, fence } = await spokenWith(world);
    const writes = async () =>
      lee.call('POST', `/api/cases/${id}/say`, {
        fence,
        text: '지금 어디 계세요?',
        rev: (await lee.opens(id)).rev,
      });
    for (let words = 0; words < 3; words += 1) {
      await mina.says('지금 옥상에 올라왔어요');
      await world.passes({ minutes: 1 });
      expect((await columns(world))?.next).not.toBeNull();
      await writes();
      expect(await columns(world)).toMatchObject({ owner: lee.id, next: null, lapse: null });
    }
    expect(await pages(world)).toEqual(['0 case kim']);
    await mina.says('지금 옥상에 올라왔어요');
    await world.passes({ minutes: 1 });
    expect(await pages(world)).toHaveLength(1);
    await world.passes({ minutes: 1 });
    expect((await pages(world)).slice(1)).toEqual(['5 raised kim', '5 raised lee']);
    await world.holds();
  });

  it('given back, or left by an account that is switched off, begins the ladder anew', async () => {
    const world = await openWorld();
    const { kim, lee } = await threePeople(world);
    await inDanger(world);
    await world.passes({ minutes: 2 });
    const id = await caseOf(world);
    const first = await lee.claims(id);
    await lee.writes(id, first.body.fence, '안녕하세요');
    await world.passes({ minutes: 1 });
    await lee.call('POST', `/api/cases/${id}/release`, { fence: first.body.fence, reason: '근무가 끝남' });
    expect(await columns(world)).toMatchObject({ round: 0, step: 0, climb: 1, lapse: null });
    await world.paging.round();
    expect((await pages(world)).slice(3)).toEqual(['3 case kim']);
    await lee.claims(id);
    await world.passes({ minutes: 1 });
    await disableStaff(world.db, 'lee@center.example', world.clock());
    await world.paging.round();
    expect((await pages(world)).slice(4)).toEqual(['4 case kim']);
    expect(await columns(world)).toMatchObject({ climb: 2, owner: null });
    expect(kim.name).toBe('kim');
  });
});

describe('what can wait', () => {
  it('is climbed anew when it cannot wait any more: a follow-up that nobody was called for becomes an emergency', async () => {
    const world = await openWorld();
    await threePeople(world);
    const mina = await inTrouble(world);
    // As a case of an older version stands: a follow-up without a ladder.
    await world.db.query(
      'update escalation set priority = 3, ladder = null, next_page_at = null, round_at = null, promise_at = null',
    );
    await world.passes({ minutes: 1 });
    expect(await pages(world)).toEqual([]);
    await mina.says('지금 옥상에 올라왔어요');
    await world.paging.round();
    expect(await pages(world)).toEqual(['0 raised kim']);
    expect(await columns(world)).toMatchObject({ climb: 1, round: 0, step: 1 });
  });

  it('breaks nobody’s night, and calls the duty when a day is over', async () => {
    const world = await openWorld();
    await threePeople(world);
    await inTrouble(world);
    await world.passes({ hours: 11 });
    expect(await pages(world)).toEqual([]);
    // Kim's twelve hours are over; the next morning somebody is on again.
    await world.passes({ hours: 13 });
    expect(await pages(world)).toEqual(['0 exhausted park']);
    const lee = await world.counsellor('seo');
    await world.takesDuty(lee);
    await world.hasPhone(lee);
    await world.passes({ minutes: 1 });
    expect(await pages(world)).toEqual(['0 exhausted park', '1 case seo']);
  });
});

describe('what could wait, and was handed back to the program', () => {
  async function handedBack() {
    const world = await openWorld();
    const { lee } = await threePeople(world);
    const mina = await inTrouble(world);
    const opened = world.clock().getTime();
    const id = await caseOf(world);
    const { fence } = (await lee.claims(id)).body;
    await lee.writes(id, fence, '안녕하세요');
    expect((await lee.call('POST', `/api/cases/${id}/hand-back`, { fence })).status).toBe(204);
    return { world, mina, lee, opened };
  }

  it('waits no second day when they ask for a person again: the first one counts from the opening', async () => {
    const { world, mina, opened } = await handedBack();
    await world.passes({ hours: 5 });
    await mina.says('상담사');
    expect((await columns(world))?.next).toEqual(new Date(opened + 24 * 60 * 60_000));
  });

  it('rings at once when that day is over', async () => {
    const { world, mina, lee } = await handedBack();
    await world.passes({ hours: 25 });
    await world.takesDuty(lee);
    await mina.says('상담사');
    await world.paging.round();
    expect(await pages(world)).toEqual(['0 raised lee']);
  });
});

describe('a ladder that is edited while cases run', () => {
  it('leaves them theirs, and holds for those that come after', async () => {
    const world = await openWorld();
    const { park, lee } = await threePeople(world);
    await inDanger(world);
    const ladder: Ladder = structuredClone(defaultLadder);
    ladder.climbs[0].steps = [{ afterMinutes: 0, who: [{ type: 'person', id: lee.id }] }];
    expect((await park.call('POST', '/api/ladder', { rev: 0, ladder })).status).toBe(200);
    await world.passes({ minutes: 2 });
    expect(await pages(world)).toEqual(['0 case kim', '2 case kim', '2 case park']);
    await world.passes({ minutes: 1 });
    await inDanger(world);
    expect((await pages(world)).slice(3)).toEqual(['3 case lee']);
    const seen = await park.call<{ cases: object }>('GET', '/api/ladder');
    expect(seen.body.cases).toEqual({ open: 2, onOthers: 1 });
  });
});

describe('a promised time that passes', () => {
  it('is counted once a step and told again at each, until the climb begins anew', async () => {
    const world = await openWorld();
    const { kim, park } = await threePeople(world);
    // A desk is open, so a time is promised.
    await world.db.query('update session set desk_at = $1', [world.clock()]);
    const mina = await inDanger(world);
    await mina.watches();
    expect(mina.texts().join()).toContain('분');
    const missed = async () => (await park.call<{ missed: { days: number } }>('GET', '/api/board')).body.missed.days;
    for (let n = 0; n < 4; n += 1) await world.passes({ minutes: 1 });
    expect(await missed()).toBe(0);
    await world.passes({ minutes: 1 });
    await until(() => mina.arrived.length === 1, 'the first promise is told as missed');
    expect(await missed()).toBe(1);
    for (let n = 0; n < 5; n += 1) await world.passes({ minutes: 1 });
    await until(() => mina.arrived.length === 2, 'the next step is told');
    expect(await missed()).toBe(2);
    // The rounds after call for ever, and say it no more.
    for (let n = 0; n < 12; n += 1) await world.passes({ minutes: 1 });
    expect(mina.arrived).toHaveLength(2);
    expect(await missed()).toBe(2);
    const { events } = await kim.opens(await caseOf(world));
    expect(events.filter(({ kind }) => kind === 'promise-missed')).toHaveLength(2);
    expect(await park.text('/metrics')).toContain('maumjigi_deadlines_missed_30_days 2');
  });
});
