/** People who do not exist: how they get in, and that no number of the house knows them. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Rehearsed, rehearsalHeader, rehearsalKey, rehearsalToken } from '../../triage/rehearsal.ts';
import { walkIntoDanger } from '../../triage/rehearsalWalk.ts';
import { usualWait } from '../../triage/store/escalations.ts';
import { casesOnLadders } from '../../triage/store/ladders.ts';
import { addRehearsal, removeRehearsed } from '../../triage/store/rehearsals.ts';
import { openWorld, type World } from '../harness/world.ts';

type Staff = Awaited<ReturnType<World['counsellor']>>;

/** A drill of this person is written down; gives the token of its door. */
async function drillOf(world: World, staff: Staff) {
  const drill: Rehearsed = { kind: 'drill', id: randomUUID(), centerId: world.center.id };
  const { id, kind, centerId } = drill;
  await addRehearsal(world.db.query, { id, kind, centerId, staffId: staff.id, askedBy: null, now: world.clock() });
  return { ...drill, token: rehearsalToken(rehearsalKey(world.master), drill, world.clock()) };
}

const knocks = (world: World, token: string) =>
  fetch(`${world.chatUrl}/chat/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [rehearsalHeader]: token },
    body: JSON.stringify({ lang: 'ko' }),
  });

const people = async (world: World) =>
  (await world.db.query<{ synthetic: string | null }>('select synthetic from resident order by created_at')).rows.map(
    ({ synthetic }) => synthetic,
  );

it('lets somebody made up in by a token of the house only: one of another key, a changed one, an old one and a used one open nothing', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  const drill = await drillOf(world, kim);
  const foreign = rehearsalToken(rehearsalKey(randomBytes(32)), drill, world.clock());
  const changed = drill.token.replace(/^drill/, 'canary');
  for (const token of [foreign, changed, '', 'x', `${drill.token}x`, drill.token.replaceAll('.', ',')]) {
    const answer = await knocks(world, token);
    expect([token, answer.status]).toEqual([token, 403]);
    expect(await answer.json()).toMatchObject({ error: { code: 'rehearsal_invalid' } });
  }
  expect(await people(world)).toEqual([]);

  expect((await knocks(world, drill.token)).status).toBe(200);
  expect(await people(world)).toEqual(['drill']);
  expect((await knocks(world, drill.token)).status).toBe(503);
  expect(await people(world)).toEqual(['drill']);

  const late = await drillOf(world, kim);
  world.clock.advance({ seconds: 61 });
  expect((await knocks(world, late.token)).status).toBe(403);
  const early = rehearsalToken(rehearsalKey(world.master), late, new Date(world.clock().getTime() + 3_600_000));
  expect((await knocks(world, early)).status).toBe(403);
});

it('says yes to ASQ 5 over the real door, and is an emergency like any other', async () => {
  const world = await openWorld();
  const { token } = await drillOf(world, await world.counsellor('kim'));
  await walkIntoDanger({ chatUrl: world.chatUrl, token, newId: randomUUID });
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 0, open: true }]);
  const [opened] = await world.escalations();
  expect(opened?.rules).toContain('R1');
});

it('says it in words where nobody has signed for the questionnaires', async () => {
  const world = await openWorld(() => ({ nodeEnv: 'production' }));
  const { token } = await drillOf(world, await world.counsellor('kim'));
  await walkIntoDanger({ chatUrl: world.chatUrl, token, newId: randomUUID });
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 0, open: true }]);
  expect((await world.escalations())[0]?.rules).toContain('R2t');
});

it('tells a shut door from an open one', async () => {
  const door = { token: 'x', newId: randomUUID };
  await expect(walkIntoDanger({ ...door, chatUrl: 'http://127.0.0.1:1' })).rejects.toThrow('did not answer');
  const world = await openWorld();
  await expect(walkIntoDanger({ ...door, chatUrl: world.chatUrl })).rejects.toThrow('answered 403');
});

/** Everything the house counts of people, as those who read it see it. */
async function numbers(world: World, lead: Staff, campaignId: string) {
  const of = async <T>(path: string) => (await lead.call<T>('GET', path)).body;
  const { waiting, emergencies } = await of<{ waiting: number; emergencies: number }>('/api/queue');
  const counts = await of<{ total: unknown; placements: unknown }>(`/api/campaigns/${campaignId}/counts`);
  const { months: periods } = await of<{ months: unknown }>('/api/indicators?from=2026-01&to=2026-01');
  const metrics = Object.fromEntries(
    (await lead.text('/metrics')).split('\n').map((line): [string, string] => {
      const [name = '', value = ''] = line.split(' ');
      return [name, value];
    }),
  );
  const { now: _asked, ...board } = await of<{ now: string } & Record<string, unknown>>('/api/board');
  return {
    board,
    missedCases: await of<{ rows?: unknown[]; cases?: unknown[] }>('/api/board/missed'),
    laddersOpen: await casesOnLadders(world.db, world.center.id, {}),
    waiting,
    emergencies,
    due: (await of<{ due: number }>('/api/follow-ups/due')).due,
    counts: [counts.total, counts.placements],
    periods,
    usualWait: await usualWait(world.db.query, world.center.id, world.clock()),
    emergenciesOpen: metrics['maumjigi_escalations_open{priority="0"}'],
    overdue: metrics.maumjigi_escalations_overdue,
    oldest: metrics.maumjigi_escalation_unclaimed_oldest_seconds,
    quarantined: metrics.maumjigi_inbox_quarantined,
    pending: metrics.maumjigi_inbox_pending,
    missed: metrics.maumjigi_promises_missed_30_days,
    undelivered: metrics.maumjigi_turns_undelivered,
    held: metrics.maumjigi_turns_held,
  };
}

/** Nineteen real people whose cases were claimed after four minutes (a usual wait wants twenty), and a poster. */
async function aTown(world: World): Promise<{ campaignId: string; placementId: string }> {
  const [campaignId, placementId] = [randomUUID(), randomUUID()];
  await world.db.query(
    `insert into campaign (id, center_id, name, starts_on, ends_on, created_at) values ($1, $2, '봄', '2026-01-01', '2026-12-31', $3)`,
    [campaignId, world.center.id, world.clock()],
  );
  await world.db.query(
    `insert into placement (id, center_id, campaign_id, nth, name, code, created_at) values ($1, $2, $3, 1, '벤치', 'abcd2345', $4)`,
    [placementId, world.center.id, campaignId, world.clock()],
  );
  for (let n = 0; n < 19; n += 1) {
    const id = randomUUID();
    await world.db.query('insert into resident (id, center_id, wrapped_key, created_at) values ($1, $2, $3, $4)', [
      id,
      world.center.id,
      Buffer.alloc(40),
      world.clock(),
    ]);
    await world.db.query(
      `insert into escalation (resident_id, id, center_id, tier, priority, rules, reason, channel, opened_at, claim_by, claimed_at,
         first_word_at, closed_at, outcome, changed_at)
       values ($1, $2, $3, 'high', 1, '{R5}', 'item9', 'web', $4, $4, $4::timestamptz + interval '4 min', $4::timestamptz + interval '5 min',
         $4::timestamptz + interval '1 hour', 'safety-confirmed', $4)`,
      [id, randomUUID(), world.center.id, world.clock()],
    );
  }
  return { campaignId, placementId };
}

it('knows nobody made up in any number, and of the very same person, were they real, in every one of them', async () => {
  const world = await openWorld();
  const lead = await world.counsellor('lee', 'lead');
  const { campaignId, placementId } = await aTown(world);
  const answered = await drillOf(world, lead);
  const unheard = await drillOf(world, lead);
  for (const { token } of [answered, unheard]) {
    await walkIntoDanger({ chatUrl: world.chatUrl, token, newId: randomUUID });
  }
  const [case1, case2] = (await world.escalations()).filter(({ open }) => open);
  await world.db.query('update resident set placement_id = $1 where synthetic is not null', [placementId]);
  await world.db.query('update visit set placement_id = $1', [placementId]);
  await world.db.query('update escalation set priority = 1 where id = $1', [case1?.id]);
  const { body } = await lead.claims(case1?.id ?? '');
  await lead.writes(case1?.id ?? '', body.fence, '안녕하세요.');
  expect((await lead.closes(case1?.id ?? '', body.fence, 'medical-referral')).status).toBe(204);
  expect(case2).toMatchObject({ open: true });
  // What cannot happen to them in a few minutes is written in, so that every number has something to leave out.
  await world.db.query(
    `insert into follow_up (resident_id, id, center_id, kind, about, due_at, created_at)
     select id, $1, center_id, 'need', 'money', $2, $2 from resident where rehearsal = $3`,
    [randomUUID(), world.clock(), answered.id],
  );
  await world.db.query(
    `insert into inbox (resident_id, event_id, center_id, channel, event, received_at, due_at, quarantined_at)
     select id, one, center_id, 'web', '', $1, 'infinity', case when one = 'b' then $1::timestamptz end
     from resident, unnest(array['a', 'b']) one where rehearsal = $2`,
    [world.clock(), answered.id],
  );
  await world.db.query(
    `insert into escalation_event (resident_id, escalation_id, cause, kind, at, rules)
     select resident_id, id, 'x', kind, $1, '{L1}' from escalation, unnest(array['noted', 'promise-missed', 'lapsed']) kind where id = $2`,
    [world.clock(), case2?.id],
  );
  await world.db.query(
    `update turn set due_at = case when rev = 1 then 'infinity' else at end, sent_at = null
     where rev <= 2 and resident_id in (select id from resident where rehearsal = $1)`,
    [unheard.id],
  );
  world.clock.advance({ hours: 48 });
  // Whoever signed in two days ago has to again.
  const reader = await world.counsellor('park', 'lead');
  const seen = await numbers(world, reader, campaignId);

  await world.db.query('update resident set synthetic = null, rehearsal = null where rehearsal is not null');
  const ifReal = await numbers(world, reader, campaignId);
  for (const name of Object.keys(seen) as (keyof typeof seen)[]) expect(seen[name], name).not.toEqual(ifReal[name]);

  await world.db.query(
    `update resident set synthetic = 'drill', rehearsal = case when id = (select resident_id from escalation where id = $3) then $1::uuid
       else $2::uuid end where id in (select resident_id from conversation)`,
    [answered.id, unheard.id, case1?.id],
  );
  await removeRehearsed(world.db.query, answered.id);
  await removeRehearsed(world.db.query, unheard.id);
  expect(await numbers(world, reader, campaignId)).toEqual(seen);
  for (const table of ['conversation', 'turn', 'visit', 'visit_past', 'screening', 'address', 'consent', 'follow_up']) {
    expect((await world.db.query(`select from ${table}`)).rowCount, table).toBe(0);
  }
});

/** Statements that count rows of people, and why these few need not leave anybody out. */
const countsThatMayKnowThem = [
  ['campaigns.ts', 'placements of a campaign'],
  ['caseFacts.ts', 'the calls of one case, on its own page'],
  ['conversations.ts', 'the unread turns of one person'],
  ['invariants.ts', 'what must always hold, of people who do not exist, too'],
  ['followUpActs.ts', 'the tries of one case'],
  ['offers.ts', 'shifts that colleagues were asked for'],
  ['pages.ts', 'who of the staff can be told'],
  ['placements.ts', 'placements'],
  ['reach.ts', 'ways of the staff'],
  ['rotations.ts', 'rotations of a centre'],
  ['staff.ts', 'the cases somebody gives back who leaves'],
  ['takeAlong.ts', 'the addresses of one person'],
  ['trail.ts', 'what staff did: looking at a drill is looking, too'],
].map(([file]) => file);

it('has no statement that counts people and forgets to leave them out', () => {
  const folder = join(import.meta.dirname, '../../triage/store');
  const counting = readdirSync(folder, { withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith('.ts'))
    .map(({ name }) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
    .filter(({ text }) => /count\((\*|distinct|\w+\.\w+\))|percentile_cont|\bsum\(/.test(text));
  for (const { name, text } of counting) {
    expect(text.includes('isReal(') || countsThatMayKnowThem.includes(name), name).toBe(true);
  }
  expect(counting.map(({ name }) => name)).toEqual(expect.arrayContaining(countsThatMayKnowThem));
});
