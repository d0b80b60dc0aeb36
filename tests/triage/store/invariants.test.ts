/** What must always hold: it does after a whole life of cases, and each part of it rings when that very thing is broken by hand. */
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import type { Query } from '../../../triage/store/db.ts';
import { broken, invariants, look } from '../../../triage/store/invariants.ts';
import { openWorld, type World } from '../../harness/world.ts';

const hour = 3_600_000;
const ago = (world: World, ms: number) => new Date(world.clock().getTime() - ms);

/** All of it, and what is new of it. */
async function holds(world: World): Promise<void> {
  await world.seals();
  expect(await broken(world.db.query, world.clock())).toEqual([]);
  expect(await broken(world.db.query, world.clock(), ago(world, hour))).toEqual([]);
}

const caseOf = async (world: World, open = true) =>
  (await world.escalations()).findLast((one) => one.open === open)?.id ?? '';

/** Three people: 미나, whose case kim has after it lapsed once; 소라, who waits and is called in vain; 준, whose case was closed with a call,
 *  a task done and a referral; and one who was forgotten. */
async function aWholeLife(world: World): Promise<void> {
  const kim = await world.counsellor('kim');
  const park = await world.counsellor('park', 'lead');
  await world.takesDuty(kim);
  for (const one of [kim, park]) await world.hasPhone(one);

  const jun = world.resident();
  await jun.opens();
  await jun.starts();
  await jun.answers([3, 3, 3, 3, 3, 3, 3, 3, 2]);
  await world.passes({ seconds: 1 });
  const juns = await caseOf(world);
  const closing = (await park.claims(juns)).body.fence;
  await park.writes(juns, closing, '안녕하세요.');
  await park.logs(juns, closing, 'reached');
  const task = await park.call<{ id: string }>('POST', `/api/cases/${juns}/follow-ups`, {
    kind: 'call',
    dueOn: '2026-01-08',
  });
  expect(task.status).toBe(200);
  expect((await park.call('POST', `/api/follow-ups/${task.body.id}/done`, { outcome: 'reached' })).status).toBe(200);
  expect((await park.closes(juns, closing, 'medical-referral')).status).toBe(204);

  const mina = world.resident();
  await mina.tellsOfDanger();
  await world.passes({ seconds: 1 });
  const minas = await caseOf(world);
  await kim.claims(minas);
  for (let n = 0; n < 11; n += 1) await world.passes({ minutes: 1 });
  const { fence } = (await kim.claims(minas)).body;
  await kim.writes(minas, fence, '지금 어디 계세요?');
  await mina.says('집이에요');

  const sora = world.resident();
  await sora.tellsOfDanger();
  for (let n = 0; n < 3; n += 1) await world.passes({ minutes: 1 });

  const gone = world.resident();
  await gone.opens();
  await gone.starts();
  await gone.says('삭제');
  await gone.taps('모두 지워 주세요');
  await world.passes({ seconds: 1 });
}

it('all of it holds in an empty house, through every step of a life of cases, and a day later', async () => {
  const world = await openWorld();
  await holds(world);
  await aWholeLife(world);
  await holds(world);
  // Every kind of row the invariants speak of is there: none of them holds for want of anything to look at.
  for (const table of [
    'turn',
    'page',
    'escalation',
    'follow_up',
    'screening',
    'visit',
    'call',
    'timer',
    'consent',
    'audit',
  ]) {
    expect((await world.db.query(`select from ${table}`)).rowCount, table).toBeGreaterThan(0);
  }
  for (let n = 0; n < 30; n += 1) {
    await world.passes({ minutes: 50 });
    await holds(world);
  }
});

const minas = 'closed_at is null and owner is not null';
const soras = 'closed_at is null and owner is null';
const juns = 'closed_at is not null';
const ofCase = (which: string, row: string) =>
  `${row}.resident_id = (select resident_id from escalation where ${which})`;
const onePage = 'id = (select id from page order by id limit 1)';
const late = (interval: string) => `now_at() - interval '${interval}'`;

/** What somebody does to the database by hand, and what must ring then. Whatever else rings may. */
const faults: readonly [id: string, does: string, sql: string][] = [
  ['I2.revs', 'a turn in the middle is gone', `delete from turn where rev = 2 and ${ofCase(minas, 'turn')}`],
  ['I2.revs', 'the first turn is gone', `delete from turn where rev = 1 and ${ofCase(minas, 'turn')}`],
  ['I2.revs', 'a conversation moved without a turn', 'update conversation set rev = rev + 1'],
  [
    'I2.revs',
    'a conversation went back',
    `update conversation set rev = rev - 1 where ${ofCase(soras, 'conversation')}`,
  ],
  ['I2.once', 'an event of LINE was taken for two people', `update turn set event_id = 'line:e1' where rev = 1`],
  [
    'I3.turn',
    'a case says that it was opened by a turn nobody knows',
    `update escalation_event set cause = 'web:x' where kind = 'opened'`,
  ],
  [
    'I3.turn',
    'a claim has no turn',
    `delete from turn where event_id in (select cause from escalation_event where kind = 'claimed')`,
  ],
  ['I3.cause', 'what opened a case is gone', `delete from escalation_event where kind = 'opened'`],
  ['I3.case', 'a case is gone, and its events are left', `delete from escalation where ${soras}`],
  ['I3.person', 'somebody cannot be found any more', `delete from address where ${ofCase(soras, 'address')}`],
  ['I3.task', 'a task was done and nobody knows how', 'update follow_up set outcome = null'],
  ['I3.task', 'a task was made by nobody', `delete from follow_up_event where kind = 'made'`],
  ['I5.waiting', 'words wait for more than a minute', setAside(late('61 s'), 'null')],
  ['I5.task', 'words are quarantined and nobody is asked to look', setAside(late('10 s'), 'now_at()')],
  ['I5.timer', 'a silence is not heard', overdue('asq', late('61 s'))],
  ['I5.timer', 'a reminder never comes', overdue('again', late('11 min'))],
  [
    'I6.sent',
    'words for LINE are tried for more than a day',
    `with there as (update address set sealed_id = '' returning resident_id)
     update turn set due_at = ${late('25 hours')}, lease_until = ${late('24 hours')}, sent_at = null from there where turn.resident_id = there.resident_id`,
  ],
  [
    'I6.address',
    'one person would be written to at two addresses',
    `insert into address (hash, resident_id, channel, sealed_id)
     select one::bytea, resident_id, 'line', '' from escalation, unnest(array['a', 'b']) one where ${soras}`,
  ],
  [
    'I7.screening',
    'a screening with risk has no case',
    `update escalation set opened_at = opened_at + interval '9 days' where ${juns}`,
  ],
  [
    'I7.visit',
    'a visit counted as risk has no case',
    `update escalation set opened_at = opened_at + interval '9 days' where ${soras}`,
  ],
  ['I7.lowered', 'a case is less urgent than it was', `update escalation set priority = 3 where ${soras}`],
  ['I7.lowered', 'a tier went down and nobody judged it', `update escalation set tier = 'low' where ${soras}`],
  ['I7.closed', 'a case was closed without an outcome', `update escalation set outcome = null where ${juns}`],
  [
    'I7.closed',
    'a case was closed that nobody had claimed',
    `update escalation set closed_at = changed_at, outcome = 'x' where ${soras}`,
  ],
  ['I7.lapse', 'a claim stands past its end', `update escalation set lapse_at = ${late('31 s')} where ${minas}`],
  [
    'I7.unspoken',
    'whoever has an urgent case need never speak',
    `update escalation set first_word_at = null where ${minas}`,
  ],
  ['I7.silent', 'nobody will ever be called', `update escalation set next_page_at = null where ${soras}`],
  ['I8.late', 'a call is late', `update escalation set next_page_at = ${late('31 s')} where ${soras}`],
  ['I8.told', 'the ladder goes on and calls nobody', 'delete from page'],
  ['I8.step', 'a case stands beside its ladder', `update escalation set ladder_step = 99 where ${soras}`],
  ['I8.step', 'a case has lost its ladder', `update escalation set ladder = null where ${soras}`],
  [
    'I8.promise',
    'a missed deadline is not counted',
    `update escalation set promise_at = ${late('61 s')} where ${soras}`,
  ],
  [
    'I8.stuck',
    'a notice does not leave',
    `update page set state = 'due', settled_at = null, lease_until = null, due_at = ${late('6 min')} where ${onePage}`,
  ],
  [
    'I8.whom',
    'a notice has no way',
    `update page set state = 'due', settled_at = null, method_id = null where ${onePage}`,
  ],
  ['I8.whom', 'a notice went to another centre', `update staff set center_id = gen_random_uuid() where name = 'park'`],
  ['I8.whom', "a notice went by somebody else's phone", `update notice_method set staff_id = gen_random_uuid()`],
  [
    'I8.settled',
    'a notice failed and nobody knows when',
    `update page set state = 'failed', settled_at = null where ${onePage}`,
  ],
  [
    'I11.owner',
    'a case is held by somebody who never claimed it',
    `update escalation set owner = (select id from staff where name = 'park') where ${minas}`,
  ],
  ['I11.owner', 'a case is held since nobody knows when', `update escalation set claimed_at = null where ${minas}`],
  ['I11.fence', 'a claim did not move the fence', `update escalation set fence = fence - 1 where ${minas}`],
  [
    'I11.offer',
    'a case is offered to its owner',
    `update escalation set offered_to = owner, offered_at = changed_at where ${minas}`,
  ],
  [
    'I11.staff',
    'a case is held by an account that is switched off',
    `update staff set disabled_at = created_at where name = 'kim'`,
  ],
  ['I16.act', 'a call was logged without a trace', `delete from audit where action = 'case.call'`],
  ['I16.turn', 'a case was claimed without a trace', `delete from audit where action = 'case.claim'`],
  [
    'I17.forgotten',
    'the key of somebody who was forgotten is there',
    `insert into resident (id, center_id, wrapped_key, created_at) select resident_id, center_id, '', at from audit where action = 'resident.forgotten'`,
  ],
  [
    'I17.forgotten',
    'words of somebody who was forgotten are there',
    `update turn set resident_id = (select resident_id from audit where action = 'resident.forgotten') where ${ofCase(soras, 'turn')}`,
  ],
  [
    'I17.rest',
    'a person is gone and their words are not',
    `delete from resident where id = (select resident_id from escalation where ${soras})`,
  ],
  [
    'I17.number',
    'a number is kept too long',
    `insert into contact (resident_id, center_id, way, number, at, delete_by)
     select resident_id, center_id, 'phone', '', opened_at, ${late('11 min')} from escalation where ${juns}`,
  ],
  [
    'I17.rehearsed',
    'somebody made up stays',
    `update resident set synthetic = 'drill', rehearsal = gen_random_uuid(), created_at = ${late('25 hours')}`,
  ],
  ['I18.sealed', 'rows of the audit trail have no place in its chain', 'delete from audit_link'],
  ['I19.centre', 'a screening stands in another centre', 'update screening set center_id = gen_random_uuid()'],
  ['I20.consent', 'a questionnaire was put to somebody who never agreed', 'delete from consent'],
  ['I20.consent', 'they agreed only afterwards', `update consent set at = at + interval '1 min'`],
  ['I20.consent', 'they refused', 'update consent set given = false'],
];

function setAside(received: string, quarantined: string): string {
  return `insert into inbox (resident_id, event_id, center_id, channel, event, received_at, due_at, quarantined_at)
    select resident_id, 'web:x', center_id, 'web', '', ${received}, ${received}, ${quarantined} from escalation where ${soras}`;
}

function overdue(kind: string, due: string): string {
  return `insert into timer (resident_id, kind, center_id, serial, due_at) select resident_id, '${kind}', center_id, 1, ${due} from escalation where ${juns}`;
}

it('each part of it rings when that very thing is broken, whether all is looked at or what is new', async () => {
  const world = await openWorld();
  await aWholeLife(world);
  await world.seals();
  const owner = await superuser(world);
  for (const [id, does, sql] of faults) {
    const invariant = invariants.find((one) => one.id === id);
    if (!invariant) throw new Error(`There is no ${id}`);
    await owner.query('begin; set local session_replication_role = replica');
    const { rowCount } = await owner.query(sql);
    expect.soft(rowCount, `${does}: something was broken`).toBeGreaterThan(0);
    for (const since of [null, ago(world, hour)]) {
      const { count, examples } = await look(asQuery(owner), invariant, world.clock(), since);
      expect.soft(count, `${id} when ${does}${since ? ', of what is new' : ''}`).toBeGreaterThan(0);
      // An id of ours and nothing else: no content, no id of a messenger, no event.
      for (const example of examples) expect(example).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-/);
    }
    await owner.query('rollback');
  }
  expect([...new Set(faults.map(([id]) => id))].sort()).toEqual(invariants.map(({ id }) => id).sort());
  await holds(world);
});

it('says what is broken, how often and where, and names five at most', async () => {
  const world = await openWorld();
  for (let n = 0; n < 7; n += 1) await world.resident().opens();
  await world.db.query('update conversation set rev = rev + 1');
  const [found, ...more] = await broken(world.db.query, world.clock());
  expect(more).toEqual([]);
  expect(found).toMatchObject({ id: 'I2.revs', count: 7, says: expect.stringContaining('numbered from 1') });
  const people = (await world.db.query<{ id: string }>('select id from resident order by id limit 5')).rows;
  expect(found?.examples).toEqual(people.map(({ id }) => id));
});

it('a clock that is behind, or a turn that was stored late, makes nothing look broken as far as it may be; further, it does', async () => {
  const world = await openWorld();
  const sora = world.resident();
  await sora.tellsOfDanger();
  const lia = world.resident();
  await lia.opens();
  await lia.starts();
  await lia.answers([3, 3, 3, 3, 3, 3, 3, 3, 2]);
  const rings = async () => (await broken(world.db.query, world.clock())).map(({ id }) => id);
  // A turn that had missed its deadline was stored after its case; another process kept the consent, by a clock that is ahead.
  const opened = (seconds: number) => `update escalation set opened_at = opened_at + interval '${seconds} s';
    update escalation_event set at = at + interval '${seconds} s' where kind = 'opened'`;
  const agreed = (seconds: number) => `update consent set at = at + interval '${seconds} s'`;
  const owner = await superuser(world);
  await owner.query(`set session_replication_role = replica; ${opened(60)}; ${agreed(4)}`);
  expect(await rings()).toEqual([]);
  await owner.query(`${opened(1)}; ${agreed(1)}`);
  expect(await rings()).toEqual(expect.arrayContaining(['I7.visit', 'I20.consent']));
});

it('what is older than the last hour is found when everything is looked at', async () => {
  const world = await openWorld();
  await world.resident().opens();
  await world.db.query('update conversation set rev = rev + 1');
  world.clock.advance({ hours: 2 });
  expect(await broken(world.db.query, world.clock(), ago(world, hour))).toEqual([]);
  expect(await broken(world.db.query, world.clock())).toMatchObject([{ id: 'I2.revs', count: 1 }]);
});

/** Whoever keeps the database, on a connection of their own, with the world's time. */
async function superuser(world: World): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: world.url });
  await owner.connect();
  onTestFinished(() => owner.end());
  await owner.query(
    `create function now_at() returns timestamptz language sql as $$ select '${world.clock().toISOString()}'::timestamptz $$`,
  );
  return owner;
}

const asQuery =
  (client: pg.Client): Query =>
  async <Row>(text: string, values: readonly unknown[] = []) => {
    const { rows, rowCount } = await client.query(text, [...values]);
    return { rows: rows as Row[], rowCount: rowCount ?? 0 };
  };
