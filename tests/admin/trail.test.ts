import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { referralBases, Trail, TrailReport } from '../../admin/contract.ts';
import { actionWords, whyWords } from '../../admin/trailWords.ts';
import { disableStaff } from '../../triage/store/staff.ts';
import { deskWorld, type Person, type World } from './world.ts';

interface Act {
  at?: string;
  staffId?: string | null;
  centerId?: string;
  residentId?: string | null;
  subject?: string | null;
  reason?: string | null;
  address?: string | null;
}

/** The desk's clock begins on Monday, 2026-01-05, at 18:00 in Korea. */
async function house() {
  const world = await deskWorld();
  const auditor = await world.staff('auditor', { name: '정감사' });
  const kim = await world.staff('counsellor', { name: '김상담' });
  const lee = await world.staff('counsellor', { name: '이상담' });
  /** An act of the past, as the places that act write it. at: Korean time. */
  const wrote = (action: string, act: Act = {}) =>
    world.db.query(
      `insert into audit (at, id, center_id, staff_id, action, resident_id, subject, reason, address)
       values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, $7, $8)`,
      [
        korean(act.at ?? '2026-01-05 12:00'),
        act.centerId ?? world.home,
        act.staffId === undefined ? kim.id : act.staffId,
        action,
        act.residentId ?? null,
        act.subject ?? null,
        act.reason ?? null,
        act.address ?? '10.0.0.7',
      ],
    );
  return { world, auditor, kim, lee, wrote };
}

const korean = (text: string): Date => new Date(`${text.replace(' ', 'T')}${text.length === 16 ? ':00' : ''}+09:00`);

const list = async (world: World, who: Person, query = ''): Promise<Trail> =>
  Trail.parse((await world.get(`/api/audit${query}`, who).expect(200)).body);
const report = async (world: World, who: Person, month = '2026-01'): Promise<TrailReport> =>
  TrailReport.parse((await world.get(`/api/audit/report?month=${month}`, who).expect(200)).body);

describe('the list', () => {
  test('says who did what with whose record, why and from where, the newest first', async () => {
    const { world, auditor, kim, wrote } = await house();
    const residentId = randomUUID();
    await wrote('case.read', { at: '2026-01-05 13:00:07', residentId, subject: randomUUID() });
    await wrote('contact.reveal', { at: '2026-01-05 13:00:09', residentId, reason: 'call' });
    await wrote('resident.forgotten', { at: '2026-01-05 14:00', staffId: null, residentId, address: null });
    await wrote('denied', { at: '2026-01-05 15:00', subject: 'GET /api/cases/:id', reason: 'forbidden' });
    await wrote('moon.walk', { at: '2026-01-05 16:00' });
    const { rows, month, staff, actions } = await list(world, auditor);
    const [walked, denied, forgotten, revealed, read] = rows.slice(-5);
    expect(month).toBe('2026-01');
    expect(read).toMatchObject({
      at: korean('2026-01-05 13:00:07').toISOString(),
      who: { id: kim.id, name: '김상담', role: 'counsellor' },
      what: { ko: '사례를 읽음', en: 'read a case' },
      resident: residentId.slice(0, 8),
      why: null,
      address: '10.0.0.7',
    });
    expect(JSON.stringify(rows)).not.toContain(residentId);
    expect(revealed).toMatchObject({ why: { ko: '전화 걸기', en: 'to call' } });
    expect(forgotten).toMatchObject({ who: null, what: { ko: '기록을 모두 지움' } });
    expect(denied).toMatchObject({ what: { ko: '거절됨' }, why: { ko: '이 일을 할 수 있는 권한이 없어요.' } });
    expect(walked).toMatchObject({ action: 'moon.walk', what: { ko: 'moon.walk' } });
    expect(staff.map(({ name }) => name)).toContain('김상담');
    expect(actions.map(({ action }) => action)).toContain('case.read');
  });

  test('reading it stands in it too', async () => {
    const { world, auditor, kim } = await house();
    await list(world, auditor, `?month=2026-01&staff=${kim.id}`);
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'audit.read',
      staffId: auditor.id,
      subject: `2026-01 ${kim.id}`,
    });
    const { rows } = await list(world, auditor, '?action=audit.read');
    expect(rows).toMatchObject([{ who: { name: '정감사' }, what: { ko: '열람 기록을 봄' } }]);
  });

  test('is narrowed to a person, an act, a kind, a record', async () => {
    const { world, auditor, kim, lee, wrote } = await house();
    const [mine, other] = ['aaaaaaaa-0000-4000-8000-000000000000', 'aaaaaaab-0000-4000-8000-000000000000'];
    await wrote('case.read', { residentId: mine });
    await wrote('case.talk', { residentId: other, staffId: lee.id });
    await wrote('case.close', { residentId: mine, staffId: lee.id, at: '2026-01-05 05:59' });
    await wrote('case.read', { residentId: mine, staffId: lee.id, at: '2026-01-05 06:00' });
    await wrote('report.export', { at: '2026-01-04 22:00', reason: '보고' });
    await wrote('timer.fell', { staffId: null });
    const actions = async (query: string) => (await list(world, auditor, query)).rows.map(({ action }) => action);
    expect(await actions(`?staff=${lee.id}&kind=read`)).toEqual(['case.talk', 'case.read']);
    expect(await actions(`?staff=program`)).toEqual(['timer.fell']);
    expect(await actions('?action=case.close')).toEqual(['case.close']);
    expect(await actions('?resident=AAAAAAAA')).toEqual(['case.read', 'case.read', 'case.close']);
    expect(await actions('?resident=aaaaaaab')).toEqual(['case.talk']);
    expect(await actions('?kind=night')).toEqual(['case.close', 'report.export']);
    expect(await actions('?kind=export')).toEqual(['report.export']);
    expect(await actions('?kind=change')).toEqual(['case.close']);
    expect((await list(world, auditor, `?kind=sign-in&staff=${kim.id}`)).rows).toHaveLength(1);
  });

  test('goes on where it stopped, with rows of the same moment too', async () => {
    const { world, auditor, kim } = await house();
    await world.db.query(
      `insert into audit (at, id, center_id, staff_id, action)
       select $1::timestamptz - (n / 7) * interval '1 second', gen_random_uuid(), $2, $3, 'case.read' from generate_series(1, 250) n`,
      [korean('2026-01-05 10:00'), world.home, kim.id],
    );
    const seen: string[] = [];
    let query = '?action=case.read';
    for (;;) {
      const page = await list(world, auditor, query);
      seen.push(...page.rows.map(({ id }) => id));
      if (!page.next) break;
      query = `?action=case.read&after=${page.next}`;
    }
    expect([seen.length, new Set(seen).size]).toEqual([250, 250]);
  });

  test('a month begins and ends at midnight in Korea', async () => {
    const { world, auditor, wrote } = await house();
    await wrote('case.claim', { at: '2025-12-31 23:59:59' });
    await wrote('case.close', { at: '2026-01-01 00:00:00' });
    const actions = async (month: string) =>
      (await list(world, auditor, `?month=${month}`)).rows
        .map(({ action }) => action)
        .filter((one) => /case/.test(one));
    expect([await actions('2025-12'), await actions('2026-01')]).toEqual([['case.claim'], ['case.close']]);
  });

  test('another centre’s rows are in none of it', async () => {
    const { world, auditor, wrote } = await house();
    const centerId = await world.center('다른 센터');
    const stranger = await world.staff('counsellor', { centerId, name: '옆동네상담' });
    await wrote('case.read', { centerId, staffId: stranger.id, residentId: randomUUID() });
    expect((await list(world, auditor, `?staff=${stranger.id}`)).rows).toEqual([]);
    expect(JSON.stringify(await list(world, auditor))).not.toContain('옆동네상담');
    expect((await report(world, auditor)).people.map(({ who }) => who?.name)).not.toContain('옆동네상담');
  });

  test.for([
    ['month=2026-13', 'month_wrong'],
    ['month=2026-02', 'month_wrong'],
    ['month=2026-1', 'month_wrong'],
    ['month=abc', 'month_wrong'],
    ['month=', 'month_wrong'],
    ['month=0026-01', 'month_wrong'],
    ['staff=x', 'invalid_query'],
    ['resident=zzzzzzzz', 'invalid_query'],
    ['resident=aaaaaaaa%25', 'invalid_query'],
    ['kind=all', 'invalid_query'],
    [`action=${encodeURIComponent("' or 1=1")}`, 'invalid_query'],
    ['after=1', 'invalid_query'],
    ['month=2026-01&month=2026-01', 'invalid_query'],
  ] as const)('?%s is refused', async ([query, code]) => {
    const { world, auditor } = await house();
    const answer = await world.get(`/api/audit?${query}`, auditor).expect(400);
    expect(answer.body.error.code).toBe(code);
    expect(answer.body.error.message).toMatch(/[가-힣]/);
  });

  test('nobody but the auditor, and the auditor nothing else', async () => {
    const { world, auditor } = await house();
    for (const role of ['counsellor', 'lead', 'campaign', 'admin'] as const) {
      const who = await world.staff(role);
      await world.get('/api/audit', who).expect(403);
      await world.get('/api/audit/report', who).expect(403);
      await world.post('/api/audit/export', who).send({ month: '2026-01', reason: '점검' }).expect(403);
    }
    const { id } = await world.escalation();
    await world.get(`/api/cases/${id}`, auditor).expect(403);
    await world.get('/api/roster', auditor).expect(403);
  });
});

describe('the month report', () => {
  test('counts each person’s reads, changes, numbers, files, refusals, sign-ins and nights', async () => {
    const { world, auditor, kim, wrote } = await house();
    const [one, two] = [randomUUID(), randomUUID()];
    await wrote('case.read', { residentId: one });
    await wrote('case.talk', { residentId: one, at: '2026-01-05 23:00' });
    await wrote('case.read', { residentId: two });
    await wrote('case.claim', { residentId: one });
    await wrote('case.close', { residentId: one });
    await wrote('contact.reveal', { residentId: one, reason: 'call' });
    await wrote('contact.reveal', { residentId: two, reason: 'call' });
    await wrote('contact.reveal', { residentId: two, reason: 'text' });
    await wrote('report.export', { reason: '보고' });
    await wrote('denied', { reason: 'forbidden', residentId: one });
    await wrote('denied', { reason: 'signed_out' });
    await wrote('login.tried');
    await wrote('login.tried');
    await wrote('queue.read', { at: '2026-01-05 23:30' });
    await wrote('case.read', { residentId: one, at: '2025-12-31 12:00' });
    const { people, until, from } = await report(world, auditor);
    expect([from, until]).toEqual(['2026-01-01', '2026-01-05']);
    expect(people.find(({ who }) => who?.id === kim.id)).toMatchObject({
      reads: 3,
      readPeople: 2,
      changes: 2,
      changedPeople: 1,
      reveals: 3,
      revealReasons: [
        { why: { ko: '전화 걸기' }, count: 2 },
        { why: { ko: '문자 보내기' }, count: 1 },
      ],
      exports: 1,
      denied: 1,
      signIns: 1,
      failedSignIns: 1,
      night: 1,
    });
    expect((await world.audit()).at(-1)).toMatchObject({ action: 'audit.report', subject: '2026-01' });
  });

  test('each count is the length of the list it opens', async () => {
    const { world, auditor, kim, wrote } = await house();
    for (const at of ['2026-01-05 03:00', '2026-01-05 12:00', '2026-01-04 22:00']) {
      await wrote('case.read', { at, residentId: randomUUID() });
      await wrote('case.say', { at, residentId: randomUUID() });
      await wrote('contact.reveal', { at, residentId: randomUUID(), reason: 'call' });
      await wrote('denied', { at, reason: 'not_found' });
    }
    const counts = (await report(world, auditor)).people.find(({ who }) => who?.id === kim.id);
    for (const [kind, count] of [
      ['read', counts?.reads],
      ['change', counts?.changes],
      ['reveal', counts?.reveals],
      ['denied', counts?.denied],
      ['sign-in', counts?.signIns],
      ['night', counts?.night],
    ] as const) {
      expect([kind, (await list(world, auditor, `?staff=${kim.id}&kind=${kind}`)).rows.length]).toEqual([kind, count]);
    }
  });

  test('a number somebody saw without a call within the hour is to be looked at', async () => {
    const { world, auditor, lee, wrote } = await house();
    const [called, late, never, justNow] = Array.from({ length: 4 }, () => randomUUID());
    const seen = (residentId: string | undefined, at: string) =>
      wrote('contact.reveal', { residentId: residentId ?? null, at, reason: 'call' });
    await seen(called, '2026-01-05 10:00');
    // Somebody else made the call while the first one wrote.
    await wrote('case.call', { residentId: called ?? null, at: '2026-01-05 11:00', staffId: lee.id });
    await seen(late, '2026-01-05 10:00');
    await wrote('case.call', { residentId: late ?? null, at: '2026-01-05 11:01' });
    await seen(never, '2026-01-05 09:00');
    await seen(justNow, '2026-01-05 17:30');
    const { uncalled } = (await report(world, auditor)).toLook;
    expect([uncalled.total, uncalled.rows.map(({ resident }) => resident)]).toEqual([
      2,
      [late?.slice(0, 8), never?.slice(0, 8)],
    ]);
  });

  test('so is who read a case closed for more than 30 days, once for a day', async () => {
    const { world, auditor, wrote } = await house();
    const old = await world.escalation({ closedAt: korean('2025-12-01 12:00') });
    const fresh = await world.escalation({ closedAt: korean('2025-12-20 12:00') });
    const open = await world.escalation();
    for (const { id, residentId } of [old, fresh, open]) {
      await wrote('case.read', { residentId, subject: id, at: '2026-01-02 10:00' });
      await wrote('case.talk', { residentId, subject: id, at: '2026-01-02 10:01' });
    }
    await wrote('case.read', { residentId: old.residentId, subject: old.id, at: '2026-01-03 10:00' });
    const { lateReads } = (await report(world, auditor)).toLook;
    expect(lateReads.total).toBe(2);
    expect(lateReads.rows).toMatchObject([
      { resident: old.residentId.slice(0, 8), looks: 1 },
      { resident: old.residentId.slice(0, 8), looks: 2, closedAt: korean('2025-12-01 12:00').toISOString() },
    ]);
  });

  test('so are files that left the house, with their reason, and days with many refusals', async () => {
    const { world, auditor, lee, wrote } = await house();
    await wrote('report.export', { reason: '구청 제출' });
    for (let n = 0; n < 5; n += 1) {
      await wrote('denied', { at: `2026-01-03 10:0${n}`, reason: 'not_found', staffId: lee.id });
      await wrote('denied', { at: `2026-01-0${n + 1} 10:00`, reason: 'not_found' });
      await wrote('denied', { at: `2026-01-02 10:0${n}`, reason: 'signed_out' });
    }
    const { toLook } = await report(world, auditor);
    expect(toLook.exports).toMatchObject({ total: 1, rows: [{ why: { ko: '구청 제출' } }] });
    expect(toLook.denied).toMatchObject({ atLeast: 5, rows: [{ day: '2026-01-03', who: { id: lee.id }, count: 5 }] });
  });

  test('an empty month is an empty report, a month to come none', async () => {
    const { world, auditor } = await house();
    expect(await report(world, auditor, '2025-02')).toMatchObject({
      people: [],
      from: '2025-02-01',
      until: '2025-02-28',
    });
    for (const month of ['2026-02', '2026-13', 'x'])
      await world.get(`/api/audit/report?month=${month}`, auditor).expect(400);
  });

  test('whoever has left is still named', async () => {
    const { world, auditor, kim, wrote } = await house();
    await wrote('case.read', { residentId: randomUUID() });
    await disableStaff(world.db, kim.email, world.clock());
    expect((await report(world, auditor)).people.map(({ who }) => who?.name)).toContain('김상담');
    expect((await list(world, auditor)).staff).toContainEqual(expect.objectContaining({ name: '김상담', left: true }));
  });
});

describe('the file', () => {
  const file = (world: World, who: Person, body: object) =>
    world
      .post('/api/audit/export', who)
      .send(body)
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      });

  test('has every row of the month in words, no cell is a formula, and the reason stands in the trail', async () => {
    const { world, auditor, wrote } = await house();
    const residentId = randomUUID();
    await wrote('case.read', { at: '2026-01-02 03:04:05', residentId, address: '=cmd|x' });
    await wrote('report.export', { reason: '@SUM(A1)\n두 줄', at: '2026-01-03 10:00' });
    await wrote('resident.forgotten', { staffId: null, residentId, at: '2026-01-04 10:00' });
    await wrote('case.close', { at: '2025-12-31 10:00' });
    world.advance({ seconds: 1 });
    const answer = await file(world, auditor, { month: '2026-01', reason: ' 월간 점검 ' }).expect(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain(encodeURIComponent('열람기록-2026-01.csv'));
    const bytes = answer.body as Buffer;
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from('\ufeff'));
    const rows: Record<string, string>[] = parse(bytes, { bom: true, columns: true });
    const [forgotten, exported, read] = rows.slice(-3);
    expect(read).toMatchObject({
      '시각(한국)': '2026-01-02 03:04:05',
      이름: '김상담',
      '한 일': '사례를 읽음',
      기록: residentId.slice(0, 8),
      주소: "'=cmd|x",
    });
    expect(exported?.이유).toBe("'@SUM(A1) 두 줄");
    expect(forgotten?.이름).toBe('프로그램');
    expect(bytes.toString()).not.toContain(residentId);
    expect(rows.map((row) => row.행위)).not.toContain('case.close');
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'audit.export',
      staffId: auditor.id,
      subject: '2026-01',
      reason: '월간 점검',
    });
  });

  test('is whole where it is longer than what is read at a time', async () => {
    const { world, auditor, kim } = await house();
    await world.db.query(
      `insert into audit (at, id, center_id, staff_id, action)
       select $1::timestamptz - (n / 9) * interval '1 second', gen_random_uuid(), $2, $3, 'case.read' from generate_series(1, 10500) n`,
      [korean('2026-01-05 10:00'), world.home, kim.id],
    );
    const answer = await file(world, auditor, { month: '2026-01', reason: '점검' }).expect(200);
    const rows: Record<string, string>[] = parse(answer.body as Buffer, { bom: true, columns: true });
    expect(rows.filter((row) => row.행위 === 'case.read')).toHaveLength(10_500);
  });

  test.for([
    [{ month: '2026-01' }, 422, 'reason_required'],
    [{ month: '2026-01', reason: '  ' }, 422, 'reason_required'],
    [{ month: '2026-01', reason: '…' }, 422, 'reason_required'],
    [{ month: '2026-01', reason: '가'.repeat(201) }, 422, 'reason_required'],
    [{ month: '2026-13', reason: '점검' }, 400, 'month_wrong'],
    [{ month: '2026-02', reason: '점검' }, 400, 'month_wrong'],
    [{ reason: '점검' }, 400, 'invalid_body'],
    [{ month: '2026-01', reason: 3 }, 400, 'invalid_body'],
  ] as const)('%j is refused, and nothing leaves', async ([body, status, code]) => {
    const { world, auditor } = await house();
    const answer = await world.post('/api/audit/export', auditor).send(body).expect(status);
    expect(answer.body.error.code).toBe(code);
    expect((await world.audit()).filter(({ action }) => action === 'audit.export')).toEqual([]);
  });
});

test('every act the code writes into the trail has words', () => {
  const top = join(import.meta.dirname, '../..');
  const sources = ['admin', 'triage', 'commands'].flatMap((folder) =>
    readdirSync(join(top, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/panel|trailWords|script/.test(path))
      .map((path) => readFileSync(join(top, folder, path), 'utf8')),
  );
  const written = sources.flatMap((text) => [
    // As an argument, and in the statements that write their row themselves.
    ...[...text.matchAll(/\baction\b.*/g)].flatMap(([line]) =>
      [...line.matchAll(/'([a-z-]+\.[a-z-]+)'/g)].map(([, action]) => action),
    ),
    ...[...text.matchAll(/insert into audit[^`]*?select[^`]*?'([a-z-]+\.[a-z-]+)'/g)].map(([, action]) => action),
    ...[...text.matchAll(/insert into audit[^`]*?values[^`]*?'([a-z-]+\.[a-z-]+)'/g)].map(([, action]) => action),
    // Of a case: by the name of its route.
    ...[...text.matchAll(/^type Told = ('[^;]*);/gm)].flatMap(([, names = '']) =>
      [...names.matchAll(/'(\w+)'/g)].map(([, name]) => `case.${name}`),
    ),
  ]);
  const acts = [...new Set(written)];
  expect(acts).toEqual(
    expect.arrayContaining(['case.claim', 'case.read', 'resident.forgotten', 'contact.reveal', 'shift.cover']),
  );
  expect(acts.filter((action) => action !== undefined && !Object.hasOwn(actionWords, action))).toEqual([]);
});

test('the ground on which another agency was told is read in words, not as its code', () => {
  const grounds = ['case.summon', 'referral.request'].flatMap((action) =>
    referralBases.map((basis) => whyWords(action, basis)?.ko),
  );
  expect(grounds.filter((said) => !/[가-힣]/.test(said ?? ''))).toEqual([]);
  // What somebody wrote themselves stays as it is, even when it looks like a code.
  expect(whyWords('audit.export', 'consent')).toEqual({ ko: 'consent', en: 'consent' });
});
