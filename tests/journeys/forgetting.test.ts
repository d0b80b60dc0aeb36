/** 삭제: everything of a person goes, whoever else writes at that moment, and not while somebody is responsible for them. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { assemble, type Ground } from '../../main.ts';
import { openBus } from '../../triage/store/bus.ts';
import { checkCase } from '../../triage/store/caseActs.ts';
import { openDatabase } from '../../triage/store/db.ts';
import { residentKey, wrappedKeyOf } from '../../triage/store/residents.ts';
import { type Aad, aad, open, SealBroken } from '../../triage/store/seal.ts';
import type { Resident, World } from '../harness/world.ts';
import { openWorld, until } from '../harness/world.ts';

const gone = '모두 지웠어요. 휴대폰에 남은 대화는 직접 지워 주세요.';
const waits = '상담사가 먼저 안전을 확인해야 해요. 확인되면 바로, 늦어도 1월 15일까지 지울게요.';

const onlyResident = async (world: World) =>
  (await world.db.query<{ id: string }>('select id from resident')).rows.map(({ id }) => id)[0] as string;

/** Tables that can name a person, with the column that does: read from the schema, so that a table made later counts as well. */
async function tablesOfPeople(world: World): Promise<{ table: string; column: string }[]> {
  const { rows } = await world.db.query<{ table: string; column: string }>(
    `select columns.table_name as table, columns.column_name as column from information_schema.columns columns
     join information_schema.tables using (table_schema, table_name)
     where columns.table_schema = 'public' and tables.table_type = 'BASE TABLE' and columns.table_name not like 'audit\\_%'
       and (columns.column_name = 'resident_id' or (columns.table_name = 'resident' and columns.column_name = 'id'))
     order by 1`,
  );
  return rows;
}

/** Those of them that hold a row of this person. */
async function tablesWith(world: World, residentId: string): Promise<string[]> {
  const held: string[] = [];
  for (const { table, column } of await tablesOfPeople(world)) {
    const { rowCount } = await world.db.query(`select from ${table} where ${column} = $1`, [residentId]);
    if (rowCount > 0) held.push(table);
  }
  return held;
}

/** The whole road: a visit with an alarm, a number left, a need, somebody paged, a claim, words, a call, a closed case, a message that was set aside for a person, an armed timer. */
async function closedCase(world: World): Promise<{ mina: Resident; residentId: string }> {
  const mina = world.resident();
  const kim = await world.counsellor(`kim${randomUUID().slice(0, 4)}`);
  await world.takesDuty(kim);
  await world.hasPhone(kim);
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 2]);
  await mina.taps('상담사와 이야기');
  await mina.says('010-1234-5678');
  await mina.taps('오전');
  const residentId = await onlyResident(world);
  await world.db.query(
    `insert into follow_up (resident_id, id, center_id, kind, about, due_at, created_at) values ($1, $2, $3, 'need', 'money', $4, $4)`,
    [residentId, randomUUID(), world.center.id, world.clock()],
  );
  const [row] = await kim.queue();
  await world.paging.round();
  const { body } = await kim.claims(row?.id ?? '');
  await kim.writes(row?.id ?? '', body.fence, '글 잘 읽었어요.');
  await kim.logs(row?.id ?? '', body.fence, 'reached');
  const place = await kim.call<{ id: string }>('POST', '/api/resources', { kind: 'welfare', name: '푸른구 복지관' });
  const referred = { resourceId: place.body.id, basis: 'no-name', note: '쌀이 떨어졌다고 하심' };
  expect((await kim.call('POST', `/api/cases/${row?.id}/referrals`, referred)).status).toBe(200);
  const again = { kind: 'call', dueOn: '2026-01-12', note: '저녁에 전화' };
  const task = await kim.call<{ id: string }>('POST', `/api/cases/${row?.id}/follow-ups`, again);
  const done = { outcome: 'reached', note: '잘 지내신대요' };
  expect((await kim.call('POST', `/api/follow-ups/${task.body.id}/done`, done)).status).toBe(200);
  expect((await kim.closes(row?.id ?? '', body.fence, 'safety-confirmed')).status).toBe(204);
  await mina.says('옮기기');
  await world.db.query(
    `insert into inbox (resident_id, event_id, center_id, channel, event, received_at, due_at, quarantined_at)
     values ($1, 'web:late', $2, 'web', '', $3, $3, $3)`,
    [residentId, world.center.id, world.clock()],
  );
  return { mina, residentId };
}

/** Every ciphertext of this person with the place it was sealed for. */
async function sealedOf(world: World, residentId: string): Promise<{ place: Aad; sealed: Buffer }[]> {
  const { rows } = await world.db.query<{ table: string; row: string; column: string; sealed: Buffer }>(
    `select 'conversation' as table, resident_id::text as row, 'snapshot' as column, snapshot as sealed from conversation
     union all select 'turn', resident_id || '/' || event_id, 'doc', doc from turn
     union all select 'screening', resident_id || '/' || visit || '/' || instrument, 'answers', answers from screening
     union all select 'escalation_event', resident_id || '/' || cause || '/' || kind, 'detail', detail
       from escalation_event where detail is not null
     union all select 'follow_up', resident_id || '/' || id, 'note', note from follow_up where note is not null
     union all select 'follow_up_event', resident_id || '/' || follow_up_id || '/' || id, 'note', note
       from follow_up_event where note is not null
     union all select 'referral_event', resident_id || '/' || referral_id || '/' || id, 'note', note
       from referral_event where note is not null`,
  );
  expect(rows.every(({ row }) => row.startsWith(residentId))).toBe(true);
  return rows.map(({ table, row, column, sealed }) => ({ place: aad(table, row, column), sealed }));
}

/** Another process on the same database. */
async function secondHouse(world: World) {
  const db = await openDatabase({ url: world.url });
  onTestFinished(() => db.close());
  return assemble({ ...world.ground, db, bus: openBus() } as Ground);
}

/** As the database's owner, beside the house. */
async function connected(world: World): Promise<Client> {
  const client = new Client({ connectionString: world.url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}
const locked = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

/** Somebody who speaks to `turn` itself, so that two processes can be asked at once. */
async function begun(world: World) {
  const who = { address: { channel: 'web', id: randomUUID() }, centerId: world.center.id };
  const { residentId } = await world.turn({ id: `web:${randomUUID()}`, who, inbound: { type: 'opened', unread: 0 } });
  const says = (text: string, turn = world.turn) =>
    turn({ id: `web:${randomUUID()}`, who, inbound: { type: 'said', text } });
  for (const text of ['1', '3', '1', '2']) await says(text);
  return { who, residentId, says };
}

it('everything of the person goes, from every table but the audit trail, which keeps that it was done and nothing else', async () => {
  const world = await openWorld();
  const { mina, residentId } = await closedCase(world);
  // The story fills every table there is: a new one belongs into it, and into triage/store/forget.ts.
  expect(await tablesWith(world, residentId)).toEqual((await tablesOfPeople(world)).map(({ table }) => table));
  const jun = world.resident();
  await jun.opens();

  await mina.says('삭제');
  expect(mina.texts()).toEqual(['지금까지의 기록을 모두 지울까요? 되돌릴 수 없어요.']);
  await mina.taps('모두 지워 주세요');
  expect(mina.texts()).toEqual([gone]);
  expect(await tablesWith(world, residentId)).toEqual(['audit']);
  const { rows } = await world.db.query(
    `select staff_id, subject, reason, address, request_id, resident_id from audit where action = 'resident.forgotten'`,
  );
  expect(rows).toEqual([
    { staff_id: null, subject: null, reason: null, address: null, request_id: null, resident_id: residentId },
  ]);
  // Nobody else was touched, and the worker finds nothing to stumble over.
  await jun.taps('시작할게요');
  const before = world.logged.length;
  await world.passes({ minutes: 20 });
  expect(world.logged.slice(before)).toEqual([]);
  await world.holds();
});

it('what was copied before the deletion cannot be opened by any key that is still held', async () => {
  const world = await openWorld();
  const { mina, residentId } = await closedCase(world);
  const copies = await sealedOf(world, residentId);
  const own = residentKey(world.master, residentId, (await wrappedKeyOf(world.db.query, residentId)) as Buffer);
  expect(copies.length).toBeGreaterThan(10);
  for (const { place, sealed } of copies) open(own, place, sealed);

  await mina.says('삭제');
  await mina.taps('모두 지워 주세요');
  // Whoever comes next gets another key, though the browser is the same.
  await mina.opens();
  const { rows } = await world.db.query<{ id: string; wrapped: Buffer }>(
    'select id, wrapped_key as wrapped from resident',
  );
  const held = [
    world.master,
    world.secrets.lookup,
    world.secrets.inbox,
    ...rows.map(({ id, wrapped }) => residentKey(world.master, id, wrapped)),
  ];
  expect(held).toHaveLength(4);
  for (const { place, sealed } of copies) {
    for (const key of held) expect(() => open(key, place, sealed)).toThrow(SealBroken);
  }
  await world.holds();
});

it('waits while a case is open, with the day told to both; once it is closed it is done by itself', async () => {
  const world = await openWorld();
  const mina = world.resident();
  const kim = await world.counsellor('kim');
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 2]);
  const [row] = await kim.queue();
  await mina.says('삭제');
  await mina.taps('모두 지워 주세요');
  expect(mina.texts()[0]).toBe(waits);
  expect(mina.asked()?.choices.map(({ label }) => label)).toContain('이어하기');
  expect(await world.escalations()).toMatchObject([{ tier: 'high', priority: 1, rules: ['R5'], open: true }]);
  expect((await kim.opens(row?.id ?? '')).why).toContainEqual(
    expect.objectContaining({ kind: 'delete-wanted', deleteBy: '2026-01-15T09:00:00.000Z' }),
  );

  const { body } = await kim.claims(row?.id ?? '');
  await mina.says('삭제');
  await mina.says('1');
  expect(mina.texts()[0]).toBe(waits);
  expect((await kim.queue())[0]?.flags).toContain('delete-wanted');
  await mina.watches();
  expect((await kim.closes(row?.id ?? '', body.fence, 'safety-confirmed')).status).toBe(204);
  await until(() => mina.arrived.some(({ text }) => text.startsWith('부탁하신 대로')), 'they read that it is done now');
  const residentId = await onlyResident(world);
  await world.passes({ seconds: 61 });
  expect(await tablesWith(world, residentId)).toEqual(['audit']);
  await world.holds();
});

it('a wish can be taken back: nothing is deleted when the case is closed, and the desk does not go on saying so', async () => {
  const world = await openWorld();
  const mina = world.resident();
  const kim = await world.counsellor('kim');
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 2]);
  await mina.says('삭제');
  await mina.taps('모두 지워 주세요');
  await mina.says('삭제');
  await mina.taps('그냥 둘게요');
  const [row] = await kim.queue();
  expect(row?.flags).toEqual([]);
  expect((await kim.opens(row?.id ?? '')).why.map(({ kind }) => kind)).toEqual(['answer']);
  const { body } = await kim.claims(row?.id ?? '');
  await kim.closes(row?.id ?? '', body.fence, 'safety-confirmed');
  await world.passes({ minutes: 2 });
  expect(await tablesWith(world, await onlyResident(world))).toContain('screening');
  await world.holds();
});

it('a wish that cannot be done by the day that was told is a promise missed: it is said, and counted', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 2]);
  await mina.says('삭제');
  await mina.taps('모두 지워 주세요');
  await world.passes({ hours: 240 - 1 });
  const kim = await world.counsellor('kim');
  expect((await kim.queue())[0]?.flags).toEqual(['delete-wanted']);
  await world.passes({ seconds: 3600 });
  const lee = await world.counsellor('lee');
  expect((await lee.queue())[0]?.flags).toEqual(['delete-wanted', 'missed']);
  expect(await lee.text('/metrics')).toContain('maumjigi_promises_missed_30_days 1');
  await mina.opens();
  await mina.taps('보기');
  expect(mina.texts()[0]).toContain('아직 지우지 못했어요');
  await world.holds();
});

it('who refused, and a child, leave nothing behind after a day; risk and a request do', async () => {
  const world = await openWorld();
  const [refuser, child, asks] = [world.resident(), world.resident(), world.resident()];
  await refuser.opens();
  await refuser.taps('시작할게요');
  await refuser.taps('35~49세');
  await refuser.taps('동의 안 해요');
  await child.opens();
  await child.taps('시작할게요');
  await child.taps('13세 이하');
  await asks.opens();
  await asks.taps('시작할게요');
  await asks.taps('13세 이하');
  await asks.taps('상담사에게 알리기');
  await world.passes({ hours: 23 });
  expect((await world.db.query('select from resident')).rowCount).toBe(3);
  await world.passes({ hours: 1 });
  expect((await world.db.query('select from resident')).rowCount).toBe(1);
  expect(await world.escalations()).toMatchObject([{ tier: null, priority: 2, open: true }]);
  await world.holds();
});

it('after the time the consent said everything goes by itself; not while a case is open', async () => {
  const world = await openWorld();
  const [mina, jun] = [world.resident(), world.resident()];
  for (const one of [mina, jun]) {
    await one.opens();
    await one.starts();
  }
  await jun.says('죽고 싶어요');
  const people = async () => (await world.db.query('select from resident')).rowCount;
  // What was due within the first day counts as the last that happened.
  await world.passes({ hours: 24 });
  await world.passes({ hours: 364 * 24 });
  expect(await people()).toBe(2);
  await world.passes({ hours: 48 });
  expect(await people()).toBe(1);
  expect(await world.escalations()).toMatchObject([{ open: true }]);
});

it('who agreed once keeps their record when they refuse another time', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.says('처음');
  await mina.taps('시작할게요');
  await mina.taps('35~49세');
  await mina.taps('동의 안 해요');
  await world.passes({ hours: 30 });
  expect(await tablesWith(world, await onlyResident(world))).toContain('screening');
});

it('a case opened beside the conversation at that very moment wins', async () => {
  const world = await openWorld();
  const mina = await begun(world);
  await mina.says('삭제');
  const { rows } = await world.db.query<{ center: string }>('select center_id as center from resident where id = $1', [
    mina.residentId,
  ]);
  const [aside, onlooker] = await Promise.all([connected(world), connected(world)]);
  await aside.query('begin');
  await aside.query(
    `insert into escalation (resident_id, id, center_id, priority, rules, reason, channel, opened_at, claim_by, changed_at)
     values ($1, $2, $3, 1, '{R2p}', 'risk-words', 'web', $4, $4, $4)`,
    [mina.residentId, randomUUID(), rows[0]?.center, world.clock()],
  );
  const asked = mina.says('1');
  await until(async () => (await onlooker.query(locked)).rowCount === 1, 'the deletion waits for it');
  await aside.query('commit');
  expect((await asked).replies[0]).toMatchObject({ text: waits });
  expect(await tablesWith(world, mina.residentId)).toContain('resident');
  // And nothing can be written for somebody who is gone.
  await expect(
    world.db.query(
      `insert into inbox (resident_id, event_id, center_id, channel, event, received_at, due_at)
       values ($1, 'web:x', $2, 'web', '', $3, $3)`,
      [randomUUID(), world.center.id, world.clock()],
    ),
  ).rejects.toMatchObject({ code: '23503' });
});

it('what the lead notes at that very moment beside a follow-up nobody has goes as well', async () => {
  const world = await openWorld();
  const lead = await world.counsellor('kim', 'lead');
  const onlooker = await connected(world);
  const mina = await begun(world);
  const id = randomUUID();
  await world.db.query(
    `insert into escalation (resident_id, id, center_id, priority, rules, reason, channel, opened_at, claim_by, changed_at)
     values ($1, $2, $3, 3, '{R9}', 'high-score', 'web', $4, $4, $4)`,
    [mina.residentId, id, world.center.id, world.clock()],
  );
  await mina.says('삭제');
  const noted = Promise.withResolvers<void>();
  const commits = Promise.withResolvers<void>();
  const look = world.db.transaction(async (tx) => {
    const act = { escalationId: id, cause: 'desk:look', detail: Buffer.from('x'), auditId: randomUUID() };
    const who = { centerId: world.center.id, staffId: lead.id, address: null, requestId: null };
    await checkCase(tx, act, { ...who, at: world.clock() });
    noted.resolve();
    await commits.promise;
  });
  await noted.promise;
  const asked = mina.says('1');
  await until(async () => (await onlooker.query(locked)).rowCount === 1, 'the deletion waits for it');
  commits.resolve();
  await look;
  expect((await asked).replies[0]).toMatchObject({ text: gone });
  expect(await tablesWith(world, mina.residentId)).toEqual(['audit']);
});

it('asked for in two tabs at once, in two processes, it is done once; the other tab has lost its session', async () => {
  const world = await openWorld();
  const other = await secondHouse(world);
  for (let round = 0; round < 8; round += 1) {
    const mina = await begun(world);
    await mina.says('삭제');
    const answers = await Promise.allSettled([mina.says('1'), mina.says('1', other.turn)]);
    const [done, refused] = answers.sort((a, b) => a.status.localeCompare(b.status));
    expect(done).toMatchObject({ status: 'fulfilled', value: { replies: [{ type: 'text', text: gone }] } });
    expect(refused).toMatchObject({ status: 'rejected', reason: { status: 401, code: 'session_invalid' } });
    expect(await tablesWith(world, mina.residentId)).toEqual(['audit']);
  }
  const { rowCount } = await world.db.query(`select from audit where action = 'resident.forgotten'`);
  expect(rowCount).toBe(8);
});

it('racing another message, whichever comes first counts whole: the other finds nobody, or a question that is over', async () => {
  const world = await openWorld();
  const other = await secondHouse(world);
  const [holder, onlooker] = await Promise.all([connected(world), connected(world)]);
  for (const says of ['그만', '죽고 싶어요']) {
    for (const first of ['message', 'deletion']) {
      const mina = await begun(world);
      await mina.says('삭제');
      // Both have loaded the same state when the row is let go.
      await holder.query('begin');
      await holder.query('select from conversation where resident_id = $1 for update', [mina.residentId]);
      const waiting = (count: number) =>
        until(async () => (await onlooker.query(locked)).rowCount === count, `${count} wait for the row`);
      const message = () => mina.says(says, other.turn);
      const deletion = () => mina.says('1');
      const one = first === 'message' ? message() : deletion();
      await waiting(1);
      const two = first === 'message' ? deletion() : message();
      const both = Promise.allSettled([one, two]);
      await waiting(2);
      await holder.query('commit');
      const [, last] = await both;
      const left = await tablesWith(world, mina.residentId);
      if (first === 'deletion') {
        expect(left).toEqual(['audit']);
        expect(last).toMatchObject({ reason: { status: 401, code: 'session_invalid' } });
      } else {
        expect(left).toContain('resident');
        expect(JSON.stringify(last)).not.toContain(gone);
        expect(left.includes('escalation')).toBe(says === '죽고 싶어요');
      }
    }
  }
});

it('a repeated request finds no session; open pages end, and opening one begins anew with nothing of before', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  const before = await onlyResident(world);
  expect(await mina.watches()).toBe(200);
  await mina.says('삭제');
  const choice = mina.asked()?.choices[0]?.id;
  const key = randomUUID();
  expect((await mina.post('/chat/messages', { choice }, key)).replies).toEqual([{ type: 'text', text: gone }]);
  await until(() => !mina.watching(), 'the open page is ended');
  expect(await mina.watches()).toBe(401);
  for (const body of [{ choice }, { text: '삭제' }]) {
    const again = await mina.post('/chat/messages', body, key);
    expect([again.status, again.error?.code]).toEqual([401, 'session_invalid']);
  }
  await mina.opens();
  expect(mina.texts()[0]).toContain('안녕하세요');
  expect(await onlyResident(world)).not.toBe(before);
  // Words the page sends again into its new conversation are only a question there.
  await mina.says('삭제');
  await mina.taps('그냥 둘게요');
  expect(mina.asked()?.choices.map(({ label }) => label)).toContain('시작할게요');
});

it('says farewell in a turn of its own: it does not leave by the name of the answer before', async () => {
  const world = await openWorld();
  const who = { address: { channel: 'web', id: randomUUID() }, centerId: world.center.id };
  const says = (id: string, text: string) => world.turn({ id: `web:${id}`, who, inbound: { type: 'said', text } });
  await world.turn({ id: 'web:open', who, inbound: { type: 'opened', unread: 0 } });
  const asked = await says('asks', '삭제');
  const told = await says('yes', '모두 지워 주세요');
  expect(told.replies).toMatchObject([{ text: gone }]);
  expect(told.rev).toBe(asked.rev + 1);
});
