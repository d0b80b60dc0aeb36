/** What becomes of pages: whoever is called hears of it by the ways they chose, at the time they chose, once; and what does not arrive is
 *  seen. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { assemble, type Ground } from '../../../main.ts';
import { openBus } from '../../../triage/store/bus.ts';
import { openDatabase } from '../../../triage/store/db.ts';
import { type Counsellor, openPagedWorld, type PagedWorld } from '../../harness/pagers.ts';
import { until } from '../../harness/world.ts';

/** 김's phone is called by a provider, three times in a quarter of an hour at most; the code was the first of them. */
async function calledByVoice() {
  const world = await openPagedWorld();
  const [kim, lead] = [await world.counsellor('kim'), await world.counsellor('park', 'lead')];
  const { id } = await world.providerOf(lead, 'voice');
  await world.textOf(kim, id, '010-1234-5678');
  return { world, kim };
}

/** So many more pages like the one there is, of this round of their ladder. */
const copied = (world: PagedWorld, many: number, round: number) =>
  world.db.query(
    `insert into page select (jsonb_populate_record(page, jsonb_build_object('id', gen_random_uuid(), 'round', $2::integer))).*
     from page, generate_series(1, $1) where page.kind = 'case'`,
    [many, round],
  );

const claims = async (world: PagedWorld, { id, residentId }: { id: string; residentId: string }, who: Counsellor) =>
  world.db.query(
    'update escalation set owner = $3, fence = fence + 1, claimed_at = $4 where resident_id = $1 and id = $2',
    [residentId, id, who.id, world.clock()],
  );

describe('somebody waits', () => {
  test('their counsellor is told by push at once, by mail a minute later, each a single time', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phone = await world.phoneOf(kim);
    await world.mailOf(kim, 'kim@center.example.kr', 1);
    const mina = await world.waits(0);
    expect(await world.pages(mina, [kim])).toBe(1);
    await world.round();
    expect(phone.shown.map(({ payload }) => payload.href)).toEqual([`http://127.0.0.1/cases/${mina.id}`]);
    expect(world.mail.letters).toEqual([]);
    world.clock.advance({ seconds: 59 });
    await world.round();
    expect(world.mail.letters).toEqual([]);
    world.clock.advance({ seconds: 1 });
    await world.round();
    await world.round();
    expect(world.mail.letters.map(({ to, headers }) => [to, headers.get('subject')])).toEqual([
      [['kim@center.example.kr'], '마음지기 긴급 사례 1건 대기 · 18:00부터'],
    ]);
    expect(phone.shown).toHaveLength(1);
    expect(await world.states()).toMatchObject([{ state: 'accepted' }, { state: 'accepted' }]);
    expect([world.push.violations, world.provider.violations]).toEqual([[], []]);
  });

  test('claimed meanwhile, nobody is told any more; closed neither', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phone = await world.phoneOf(kim, 1);
    const [mina, jun] = [await world.waits(), await world.waits()];
    await world.pages(mina, [kim]);
    await world.pages(jun, [kim]);
    world.clock.advance({ seconds: 30 });
    await claims(world, mina, kim);
    await world.db.query('update escalation set closed_at = $2, outcome = $3, closed_by = $4 where id = $1', [
      jun.id,
      world.clock(),
      'helped',
      kim.id,
    ]);
    world.clock.advance({ seconds: 31 });
    await world.round();
    expect(phone.shown).toEqual([]);
    expect(await world.states()).toMatchObject([{ state: 'void' }, { state: 'void' }]);
  });

  test('of a case that got more urgent after it was claimed they hear all the same', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phone = await world.phoneOf(kim);
    const mina = await world.waits(0);
    await claims(world, mina, kim);
    world.clock.advance({ seconds: 1 });
    await world.pages(mina, [kim], 'raised');
    await world.round();
    expect(phone.shown.map(({ payload }) => payload.body)).toEqual(['더 급해졌어요. 긴급 사례 1건 대기 · 18:00부터']);
  });

  test('an offer that went to another one meanwhile is no news', async () => {
    const world = await openPagedWorld();
    const [kim, lee] = [await world.counsellor('kim'), await world.counsellor('lee')];
    const phone = await world.phoneOf(kim);
    const mina = await world.waits(1);
    await claims(world, mina, lee);
    await world.pages(mina, [kim], 'offer');
    await world.db.query('update escalation set offered_to = $2 where id = $1', [mina.id, lee.id]);
    await world.round();
    expect(phone.shown).toEqual([]);
    await world.db.query('update escalation set offered_to = $2 where id = $1', [mina.id, kim.id]);
    await world.pages(mina, [kim], 'offer');
    await world.round();
    expect(phone.shown).toHaveLength(1);
  });

  test('whoever was switched off meanwhile is told nothing', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phone = await world.phoneOf(kim, 1);
    await world.pages(await world.waits(), [kim]);
    await world.db.query('update staff set disabled_at = $2 where id = $1', [kim.id, world.clock()]);
    world.clock.advance({ minutes: 2 });
    await world.round();
    expect(phone.shown).toEqual([]);
    expect(await world.states()).toMatchObject([{ state: 'void' }]);
  });

  test('whoever has no way is a page that failed, and counts as nobody who was told', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    expect(await world.pages(await world.waits(), [kim])).toBe(0);
    expect(await world.states()).toEqual([{ kind: 'case', state: 'failed', attempts: 0, fault: 'no way' }]);
  });
});

describe('the other end has a bad day', () => {
  test('a push service that fails is asked again and again while the case waits, and no longer', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phone = await world.phoneOf(kim);
    const mina = await world.waits(0);
    await world.pages(mina, [kim]);
    const many = 25;
    for (let tries = 0; tries < many; tries += 1) {
      world.push.badDay({ kind: 'answers', status: 503 });
      await world.round();
      world.clock.advance({ seconds: 61 });
    }
    expect(await world.states()).toMatchObject([{ state: 'due', attempts: many, fault: 'answered 503' }]);
    expect((await world.alerts(kim)).ways).toMatchObject([{ state: 'failing', fault: 'answered 503' }]);
    await world.round();
    expect(phone.shown).toHaveLength(1);
    expect((await world.alerts(kim)).ways).toMatchObject([{ state: 'works' }]);
  });

  test('a browser that was wiped is gone: it is not asked again, it is shown, and proving it anew begins afresh', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phone = await world.phoneOf(kim);
    world.push.badDay({ kind: 'answers', status: 410 });
    await world.pages(await world.waits(), [kim]);
    await world.round();
    expect((await world.alerts(kim)).ways).toMatchObject([{ state: 'gone' }]);
    expect(await world.pages(await world.waits(), [kim])).toBe(0);
    world.clock.advance({ minutes: 2 });
    await world.must(kim.call('POST', `/api/alerts/${phone.wayId}/code`));
    await world.round();
    await world.verified(kim, phone.wayId, String(phone.shown.at(-1)?.payload.code));
    expect(await world.pages(await world.waits(), [kim])).toBe(1);
  });

  test('a provider that hangs holds up neither the others nor the round', async () => {
    const world = await openPagedWorld();
    const [kim, lead] = [await world.counsellor('kim'), await world.counsellor('park', 'lead')];
    const { id } = await world.providerOf(lead);
    await world.textOf(kim, id, '010-1234-5678');
    const phone = await world.phoneOf(kim);
    world.provider.badDay({ kind: 'hangs' });
    await world.pages(await world.waits(), [kim]);
    const started = performance.now();
    await world.notices.round();
    expect(performance.now() - started).toBeLessThan(1_000);
    await until(() => phone.shown.length === 1, 'the push beside the text that hangs');
    expect(world.provider.told).toEqual([]);
  });

  test('a text the provider took and never delivered is not the end of the page, and is said when the provider says so', async () => {
    const world = await openPagedWorld();
    const [kim, lead] = [await world.counsellor('kim'), await world.counsellor('park', 'lead')];
    const { id: hookId } = await world.providerOf(lead);
    await world.textOf(kim, hookId, '010-1234-5678');
    world.provider.badDay({ kind: 'drop' });
    await world.pages(await world.waits(), [kim]);
    await world.round();
    expect(await world.states()).toMatchObject([{ state: 'accepted' }]);
    const { rows } = await world.db.query<{ id: string }>(`select id from page where kind = 'case'`);
    const receipt = { id: rows[0]?.id, state: 'failed', reason: '결번' };
    expect((await world.provider.says(world.chatUrl, hookId, receipt)).status).toBe(200);
    expect(await world.states()).toMatchObject([{ state: 'failed', fault: 'the provider says it did not arrive' }]);
    // The same word again finds nothing that waits for it.
    expect((await world.provider.says(world.chatUrl, hookId, receipt)).status).toBe(404);
  });

  test('only the provider itself may say what arrived, and only of what went through it', async () => {
    const world = await openPagedWorld();
    const [kim, lead] = [await world.counsellor('kim'), await world.counsellor('park', 'lead')];
    const { id: hookId } = await world.providerOf(lead);
    const { id: other } = await world.providerOf(lead, 'voice');
    await world.textOf(kim, hookId, '010-1234-5678');
    await world.pages(await world.waits(), [kim]);
    await world.round();
    const pageId = world.provider.told.at(-1)?.id;
    const says = (receipt: object, how = {}, by = hookId) => world.provider.says(world.chatUrl, by, receipt, how);
    const arrived = { id: pageId, state: 'delivered' };
    expect((await says(arrived, { secret: 'another secret' })).status).toBe(401);
    expect((await says(arrived, { at: world.clock().getTime() - 301_000 })).status).toBe(401);
    expect((await says(arrived, {}, randomUUID())).status).toBe(401);
    expect((await says(arrived, {}, 'x')).status).toBe(401);
    expect((await says(arrived, {}, other)).status).toBe(404);
    expect((await says({ id: pageId, state: 'read' })).status).toBe(400);
    expect(await world.states()).toMatchObject([{ state: 'accepted' }]);
    expect((await says(arrived)).status).toBe(200);
    expect(await world.states()).toMatchObject([{ state: 'delivered' }]);
    expect((await world.alerts(kim)).pages).toMatchObject([
      { state: 'delivered', arrivedAt: world.clock().toISOString() },
    ]);
  });

  test('a way that was removed tells nobody what was due by it', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phone = await world.phoneOf(kim, 1);
    await world.pages(await world.waits(), [kim]);
    await world.must(kim.call('POST', `/api/alerts/${phone.wayId}/remove`));
    world.clock.advance({ minutes: 2 });
    await world.round();
    expect(phone.shown).toEqual([]);
    expect(await world.states()).toMatchObject([{ state: 'void', fault: 'way removed' }]);
  });
});

describe('a busy night', () => {
  test('eight cases at once are one letter that tells of all, and eight pushes', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phone = await world.phoneOf(kim);
    await world.mailOf(kim, 'kim@center.example.kr');
    // The code of the mail was a letter, too.
    world.clock.advance({ minutes: 2 });
    for (let many = 0; many < 8; many += 1) await world.pages(await world.waits(2), [kim]);
    await world.round();
    expect(phone.shown).toHaveLength(8);
    expect(world.mail.letters.map(({ text }) => text.split('\n')[0]?.trim())).toEqual([
      '사례 8건 대기, 가장 급한 것 일반 · 18:02부터',
    ]);
    expect((await world.states()).filter(({ state }) => state === 'accepted')).toHaveLength(16);
  });

  test('a text that tells of one more than the one before has a name of its own: a provider that had taken the other would leave it out', async () => {
    const { world, kim } = await calledByVoice();
    for (let calls = 0; calls < 4; calls += 1) await world.pages(await world.waits(1), [kim]);
    await world.round();
    const names = world.provider.told.map(({ key }) => key);
    const { rows } = await world.db.query<{ id: string }>('select id from page');
    const ids = rows.map(({ id }) => id);
    // The first tells of one, the second of the three others.
    expect(names.map((name) => ids.includes(name))).toEqual([true, false]);
    expect(names[1]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8/);
  });

  test('the first page of an emergency goes by a way that has told as much as it may, and tells of whoever else waits', async () => {
    const { world, kim } = await calledByVoice();
    for (let calls = 0; calls < 4; calls += 1) await world.pages(await world.waits(1), [kim]);
    await world.round();
    // The code was the first call of three; the second tells of one case, the third of the others.
    expect(world.provider.told.map(({ text }) => /사례 \d건/.exec(text)?.[0]).sort()).toEqual(['사례 1건', '사례 3건']);
    await world.pages(await world.waits(1), [kim]);
    await world.pages(await world.waits(0), [kim]);
    await world.round();
    expect(world.provider.told.slice(2).map(({ text }) => text)).toEqual([
      expect.stringContaining('사례 2건 대기, 가장 급한 것 긴급'),
    ]);
    world.clock.advance({ minutes: 15 });
    await world.round();
    expect(world.provider.told).toHaveLength(3);
  });

  test('a text in which somebody has just begun to wait, and which did not leave, is tried again soon, however long the others wait', async () => {
    const { world, kim } = await calledByVoice();
    // Two calls are free; the first tells of one, the second of whoever is left.
    for (let many = 0; many < 3; many += 1) await world.pages(await world.waits(1), [kim]);
    const fails = async () => {
      for (let calls = 0; calls < 2; calls += 1) world.provider.badDay({ kind: 'answers', status: 503 });
      await world.round();
    };
    for (let tries = 0; tries < 6; tries += 1) {
      await fails();
      world.clock.advance({ minutes: 2 });
    }
    await world.pages(await world.waits(1), [kim]);
    await fails();
    const { rows } = await world.db.query<{ isSoon: boolean; attempts: number }>(
      `select due_at <= $1 as "isSoon", attempts from page where state = 'due' order by attempts, due_at`,
      [new Date(world.clock().getTime() + 1_000)],
    );
    // Of the three old ones one was a call of its own.
    expect(rows).toEqual([
      { attempts: 1, isSoon: true },
      { attempts: 7, isSoon: true },
      { attempts: 7, isSoon: true },
      { attempts: 7, isSoon: false },
    ]);
  });

  test('a case that has become an emergency goes by a way that has told as much as it may, and told of it before', async () => {
    const { world, kim } = await calledByVoice();
    const mina = await world.waits(1);
    await world.pages(mina, [kim]);
    await world.pages(await world.waits(1), [kim]);
    await world.round();
    expect(world.provider.told).toHaveLength(2);
    await world.pages({ ...mina, priority: 0 }, [kim], 'raised');
    await world.round();
    expect(world.provider.told.slice(2).map(({ text }) => text)).toEqual([expect.stringContaining('긴급 사례')]);
  });

  test('an emergency is among the first of a way with more behind it than a round takes', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phone = await world.phoneOf(kim);
    const jun = await world.waits(2);
    await world.pages(jun, [kim]);
    await copied(world, 2_100, 0);
    world.clock.advance({ seconds: 1 });
    await world.pages(await world.waits(0), [kim]);
    await world.round();
    expect(phone.shown.map(({ payload }) => payload.body)).toContainEqual(expect.stringContaining('긴급 사례'));
  });

  test('the first call for somebody comes before those that are repeated, however many emergencies nobody has taken', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phone = await world.phoneOf(kim);
    await world.pages(await world.waits(0), [kim]);
    await copied(world, 2_100, 1);
    world.clock.advance({ seconds: 1 });
    const mina = await world.waits(0);
    await world.pages(mina, [kim]);
    await world.round();
    const { rows } = await world.db.query<{ state: string }>('select state from page where escalation_id = $1', [
      mina.id,
    ]);
    expect(rows).toEqual([{ state: 'accepted' }]);
    // Ten in a minute, of which the code was one.
    expect(phone.shown).toHaveLength(9);
  });

  test('two processes send each page once', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phones = [];
    for (let many = 0; many < 6; many += 1) phones.push(await world.phoneOf(kim));
    const db = await openDatabase({ url: world.url });
    const other = assemble({ ...world.ground, db, bus: openBus() } as Ground);
    for (let many = 0; many < 5; many += 1) await world.pages(await world.waits(0), [kim]);
    await Promise.all([world.notices, other.notices, world.notices, other.notices].map((one) => one.round()));
    await Promise.all([world.notices.settled(), other.notices.settled()]);
    await world.round();
    expect(phones.map(({ shown }) => shown.length)).toEqual([5, 5, 5, 5, 5, 5]);
    expect(phones.map(({ asked }) => asked())).toEqual([6, 6, 6, 6, 6, 6]);
    await other.end();
    await other.bot.settled();
    await db.close();
  });

  test('a process that was killed in the middle is followed by another, and its late word changes nothing', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phone = await world.phoneOf(kim);
    await world.pages(await world.waits(0), [kim]);
    // Leased by somebody who never came back.
    await world.db.query(`update page set lease_until = $1, fence = fence + 1, attempts = 1 where state = 'due'`, [
      new Date(world.clock().getTime() + 15_000),
    ]);
    await world.round();
    expect(phone.shown).toEqual([]);
    world.clock.advance({ seconds: 16 });
    await world.round();
    expect(phone.shown).toHaveLength(1);
    expect(await world.states()).toMatchObject([{ state: 'accepted', attempts: 2 }]);
  });
});

describe('the team', () => {
  test('reads of it in its chat, and of nobody', async () => {
    const world = await openPagedWorld();
    const lead = await world.counsellor('park', 'lead');
    const id = await world.added(lead, { kind: 'team', address: world.provider.teamUrl });
    await world.verified(lead, id, /\d{6}/.exec(world.provider.posted.at(-1) ?? '')?.[0] ?? '');
    const mina = await world.waits(1);
    await world.pages(mina, [], 'case', true);
    await world.round();
    expect(world.provider.posted.at(-1)).toBe(
      `마음지기: 빠른 사례 1건 대기 · 18:00부터 · 열기 http://127.0.0.1/cases/${mina.id}`,
    );
  });
});

describe('somebody on duty whom nothing would reach', () => {
  test('two hours before, the lead is paged and they get a mail, once a shift; a red line stands on the roster days before', async () => {
    const world = await openPagedWorld();
    const [kim, lee, park] = [
      await world.counsellor('kim'),
      await world.counsellor('lee'),
      await world.counsellor('park', 'lead'),
    ];
    const phone = await world.phoneOf(park);
    await world.phoneOf(lee);
    await world.takesDuty(kim, { fromHours: 3, hours: 8 });
    await world.takesDuty(lee, { fromHours: 3, hours: 8 });
    const { unreached } = await world.must(kim.call<{ unreached: object[] }>('GET', '/api/duty-reach'));
    expect(unreached).toMatchObject([{ who: { name: 'kim' }, why: 'none' }]);
    await world.round();
    expect(phone.shown).toEqual([]);
    world.clock.advance({ minutes: 61 });
    await world.round();
    await world.round();
    expect(phone.shown.map(({ payload }) => [payload.body, payload.href])).toEqual([
      ['당직에 지금 확인할 것이 있어요.', 'http://127.0.0.1/roster'],
    ]);
    expect(world.mail.letters.map(({ to }) => to)).toEqual([['kim@center.example']]);
    world.clock.advance({ minutes: 30 });
    await world.round();
    expect(phone.shown).toHaveLength(1);
    expect(world.mail.letters).toHaveLength(1);
  });

  test('a mail that does not leave is tried again, and the lead is not told twice', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    await world.takesDuty(kim, { fromHours: 1, hours: 8 });
    world.mail.badDay({ kind: 'busy' });
    await world.round();
    expect(world.mail.letters).toEqual([]);
    world.clock.advance({ minutes: 6 });
    await world.round();
    expect(world.mail.letters).toHaveLength(1);
  });

  test('an address that was not proved, and one that fails, count as none', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    await world.takesDuty(kim, { fromHours: 1, hours: 8 });
    const reach = async () =>
      (await world.must(kim.call<{ unreached: { why: string }[] }>('GET', '/api/duty-reach'))).unreached.map(
        ({ why }) => why,
      );
    await world.added(kim, { kind: 'email', address: 'kim@center.example.kr' });
    expect(await reach()).toEqual(['unverified']);
    await world.phoneOf(kim);
    expect(await reach()).toEqual([]);
    await world.pages(await world.waits(), [kim]);
    for (let tries = 0; tries < 3; tries += 1) {
      world.push.badDay({ kind: 'answers', status: 500 });
      await world.round();
      world.clock.advance({ minutes: 2 });
    }
    expect(await reach()).toEqual(['failing']);
  });
});
