/** 내 알림: everybody keeps their own ways, proves each before anything is sent to it, and sees what became of what was sent. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Alerts, ApiError } from '../../admin/contract.ts';
import { pagesOf } from '../../triage/store/desk.ts';
import { codeIn, openPagedWorld } from '../harness/pagers.ts';

const codeOf = (body: unknown): string => ApiError.parse(body).error.code;
const fieldsOf = (body: unknown) => ApiError.parse(body).error.details?.fields as { field: string; ko: string }[];

describe('a way that is not proved', () => {
  test('is sent its code and nothing else, whoever is called', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const id = await world.added(kim, { kind: 'email', address: 'kim@center.example.kr', label: '회사 메일' });
    expect(world.mail.letters.map(({ text }) => text)).toEqual([expect.stringContaining('확인 번호')]);
    expect(await world.pages(await world.waits(0), [kim])).toBe(0);
    await world.round();
    expect(world.mail.letters).toHaveLength(1);
    expect((await world.alerts(kim)).ways).toMatchObject([{ id, state: 'waiting', label: '회사 메일' }]);
    await world.verified(kim, id, ` ${codeIn(world.mail.letters[0]?.text)} `);
    expect(await world.pages(await world.waits(0), [kim])).toBe(1);
  });

  test('takes five tries, then not even the right code', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const id = await world.added(kim, { kind: 'email', address: 'kim@center.example.kr' });
    const code = codeIn(world.mail.letters[0]?.text);
    const wrong = code === '000000' ? '111111' : '000000';
    const tries = (typed: string) => kim.call('POST', `/api/alerts/${id}/verify`, { code: typed });
    for (let many = 0; many < 4; many += 1) expect(codeOf((await tries(wrong)).body)).toBe('code_wrong');
    expect(codeOf((await tries(wrong)).body)).toBe('code_over');
    expect(codeOf((await tries(code)).body)).toBe('code_over');
    // A new one begins anew, but not within the minute.
    expect(codeOf((await kim.call('POST', `/api/alerts/${id}/code`)).body)).toBe('too_soon');
    world.clock.advance({ seconds: 61 });
    await world.must(kim.call('POST', `/api/alerts/${id}/code`));
    await world.round();
    expect(codeOf((await tries(code)).body)).toBe('code_wrong');
    await world.verified(kim, id, codeIn(world.mail.letters[1]?.text));
  });

  test('waits ten minutes for its code', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const id = await world.added(kim, { kind: 'email', address: 'kim@center.example.kr' });
    world.clock.advance({ minutes: 10, seconds: 1 });
    const code = codeIn(world.mail.letters[0]?.text);
    expect(codeOf((await kim.call('POST', `/api/alerts/${id}/verify`, { code })).body)).toBe('code_over');
  });

  test('a code that could not be sent in its time is not sent after it', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    for (let many = 0; many < 12; many += 1) world.mail.badDay({ kind: 'busy' });
    await world.added(kim, { kind: 'email', address: 'kim@center.example.kr' });
    for (let minutes = 0; minutes < 12; minutes += 1) {
      world.clock.advance({ seconds: 61 });
      await world.round();
    }
    expect(world.mail.letters).toEqual([]);
    const { rows } = await world.db.query(`select state from page where kind = 'verify'`);
    expect(rows).toEqual([{ state: 'failed' }]);
  });

  test('the code stands nowhere in the database', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    await world.added(kim, { kind: 'email', address: 'kim@center.example.kr' });
    const code = codeIn(world.mail.letters[0]?.text);
    const { rows } = await world.db.query<{ all: string }>(
      `select (select json_agg(m) from notice_method m)::text || (select json_agg(p) from page p)::text as all`,
    );
    expect(rows[0]?.all).not.toContain(code);
    expect(rows[0]?.all).not.toContain('kim@center.example.kr');
    expect(world.logged.join('')).not.toMatch(/kim@center\.example\.kr/);
  });
});

describe('whose ways they are', () => {
  test('a colleague sees none of them and can touch none', async () => {
    const world = await openPagedWorld();
    const [kim, lee] = [await world.counsellor('kim'), await world.counsellor('lee', 'lead')];
    const id = await world.added(kim, { kind: 'email', address: 'kim@center.example.kr' });
    expect((await world.alerts(lee)).ways).toEqual([]);
    for (const [path, body] of [
      ['verify', { code: '123456' }],
      ['code', undefined],
      ['after', { afterMinutes: 3 }],
      ['remove', undefined],
    ] as const) {
      expect([path, (await lee.call('POST', `/api/alerts/${id}/${path}`, body)).status]).toEqual([path, 404]);
    }
  });

  test('the team’s chat and the providers are for whoever answers for the centre', async () => {
    const world = await openPagedWorld();
    const [kim, park] = [await world.counsellor('kim'), await world.counsellor('park', 'admin')];
    const team = { kind: 'team', address: world.provider.teamUrl, lang: 'ko' };
    expect((await kim.call('POST', '/api/alerts', team)).status).toBe(403);
    expect(
      (await kim.call('POST', '/api/alert-hooks', { name: 'x', channel: 'sms', url: world.provider.url })).status,
    ).toBe(403);
    const id = await world.added(park, team);
    expect((await world.alerts(kim)).team).toEqual([]);
    expect((await world.alerts(park)).team).toMatchObject([{ id, kind: 'team' }]);
    expect((await kim.call('POST', `/api/alerts/${id}/remove`)).status).toBe(404);
    expect(codeOf((await park.call('POST', '/api/alerts', team)).body)).toBe('alert_known');
  });

  test('every change is in the access log, and says nothing of the address', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const id = await world.mailOf(kim, 'kim@center.example.kr', 3);
    await world.must(kim.call('POST', '/api/alerts/test'));
    await world.must(kim.call('POST', `/api/alerts/${id}/remove`));
    const { rows } = await world.db.query<{ action: string; subject: string | null }>(
      `select action, subject from audit where action like 'alert.%' order by at, ctid`,
    );
    expect(rows).toEqual([
      { action: 'alert.add', subject: `${id} email` },
      { action: 'alert.verify', subject: `${id} email` },
      { action: 'alert.order', subject: `${id} 3` },
      { action: 'alert.test', subject: null },
      { action: 'alert.remove', subject: `${id} email` },
    ]);
  });
});

describe('bad input', () => {
  test('says what was wrong, by field, in words', async () => {
    const world = await openPagedWorld();
    const park = await world.counsellor('park', 'lead');
    const { id: hookId } = await world.providerOf(park);
    for (const [body, field] of [
      [{ kind: 'email', address: 'kim@center.example.kr\r\nBcc: all@x.kr' }, 'address'],
      [{ kind: 'email', address: '' }, 'address'],
      [{ kind: 'hook', hookId, number: '02-123-4567' }, 'number'],
      [{ kind: 'team', address: 'http://hooks.example.com/x' }, 'address'],
      [{ kind: 'team', address: 'https://10.0.0.1/x' }, 'address'],
      [{ kind: 'push', subscription: { endpoint: 'http://push.example.com/x', keys: {} } }, 'subscription'],
      [{ kind: 'push', subscription: {} }, 'subscription'],
    ] as const) {
      const { status, body: said } = await park.call('POST', '/api/alerts', { lang: 'ko', ...body });
      expect([status, fieldsOf(said)]).toEqual([
        422,
        [{ field, ko: expect.stringMatching(/[가-힣]/), en: expect.any(String) }],
      ]);
    }
    for (const url of [
      'http://sms.example.com/send',
      'https://127.0.0.1:1/x',
      'https://[::1]/',
      'sms.example.com',
      'x'.repeat(2_000),
    ]) {
      const { status } = await park.call('POST', '/api/alert-hooks', { name: '문자', channel: 'sms', url });
      // This trial may reach its own machine by TLS or without.
      expect([url, status]).toEqual([url, url.includes('127.0.0.1') || url.includes('::1') ? 200 : 422]);
    }
  });

  test('a label of ten thousand letters, a minute that is none, a kind nobody knows: refused by the contract', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const email = { kind: 'email', address: 'kim@center.example.kr', lang: 'ko' };
    for (const body of [
      { ...email, label: '가'.repeat(10_000) },
      { ...email, label: '여러\n줄' },
      { ...email, lang: 'xx' },
      { ...email, kind: 'pigeon' },
      { ...email, staffId: randomUUID() },
      { kind: 'email', address: 'x'.repeat(10_000), lang: 'ko' },
    ]) {
      expect((await kim.call('POST', '/api/alerts', body)).status).toBe(400);
    }
    const id = await world.added(kim, email);
    for (const afterMinutes of [-1, 61, 1.5, '3', null]) {
      expect((await kim.call('POST', `/api/alerts/${id}/after`, { afterMinutes })).status).toBe(400);
    }
    expect((await world.alerts(kim)).ways).toMatchObject([{ afterMinutes: 0 }]);
  });

  test('a provider of another centre, and one that was removed, can be used by nobody', async () => {
    const world = await openPagedWorld();
    const [kim, park] = [await world.counsellor('kim'), await world.counsellor('park', 'lead')];
    const number = { kind: 'hook', number: '010-1234-5678', lang: 'ko' };
    expect((await kim.call('POST', '/api/alerts', { ...number, hookId: randomUUID() })).status).toBe(404);
    const { id: hookId } = await world.providerOf(park);
    await world.textOf(kim, hookId, '010-1234-5678');
    await world.must(park.call('POST', `/api/alert-hooks/${hookId}/remove`));
    expect((await kim.call('POST', '/api/alerts', { ...number, hookId, number: '010-1111-2222' })).status).toBe(404);
    await world.pages(await world.waits(), [kim]);
    await world.round();
    expect((await world.alerts(kim)).ways).toMatchObject([{ state: 'gone', fault: 'the provider was removed' }]);
  });

  test('ten ways are enough', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    for (let many = 0; many < 10; many += 1) {
      await world.must(kim.call('POST', '/api/alerts', { kind: 'email', address: `kim${many}@x.kr`, lang: 'ko' }));
    }
    const more = await kim.call('POST', '/api/alerts', { kind: 'email', address: 'kim@x.kr', lang: 'ko' });
    expect(codeOf(more.body)).toBe('too_many_alerts');
  });
});

describe('page me now', () => {
  test('goes the whole way, in their own order, and shows when it arrived', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    const phone = await world.phoneOf(kim);
    await world.mailOf(kim, 'kim@center.example.kr', 1);
    expect(await world.must(kim.call('POST', '/api/alerts/test'))).toEqual({ told: 2 });
    expect(codeOf((await kim.call('POST', '/api/alerts/test')).body)).toBe('too_soon');
    await world.round();
    const [shown] = phone.shown;
    expect(shown?.payload.body).toBe('시험 호출이에요. 이 알림이 보이면 잘 되는 거예요.');
    world.clock.advance({ seconds: 2 });
    // The phone says that it showed it; it needs no session for that, but the proof that came along.
    const arrived = (body: object) =>
      fetch(`${world.deskUrl}/api/arrived`, {
        method: 'POST',
        headers: { origin: world.deskUrl, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await arrived({ id: shown?.payload.id, proof: 'x'.repeat(22) })).status).toBe(404);
    expect((await arrived({ id: shown?.payload.id, proof: shown?.payload.proof })).status).toBe(204);
    const pages = Alerts.parse(await world.alerts(kim)).pages.filter(({ kind }) => kind === 'test');
    expect(pages).toMatchObject([
      { state: 'delivered', arrivedAt: '2026-01-05T09:00:02.000Z' },
      { state: 'due', dueAt: '2026-01-05T09:01:00.000Z' },
    ]);
  });

  test('without a way that works it says so, and writes nothing', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    expect(codeOf((await kim.call('POST', '/api/alerts/test')).body)).toBe('no_alert_way');
    expect((await world.db.query('select from page')).rowCount).toBe(0);
  });
});

test('a request that is sent twice, because its answer was lost, adds one way and sends one code', async () => {
  const world = await openPagedWorld();
  const kim = await world.counsellor('kim');
  const body = { kind: 'email', address: 'kim@center.example.kr', lang: 'ko' };
  const key = { 'idempotency-key': 'the-same-request-again' };
  const [one, two] = [
    await kim.call('POST', '/api/alerts', body, key),
    await kim.call('POST', '/api/alerts', body, key),
  ];
  expect(two).toEqual(one);
  await world.round();
  expect(world.mail.letters).toHaveLength(1);
  expect((await world.alerts(kim)).ways).toHaveLength(1);
});

test('where no mail server is set up, mail is not offered, and a desk that asks all the same is told', async () => {
  const world = await openPagedWorld((ground) => ({
    notices: { ...(ground.notices ?? { contact: 'mailto:a@x.kr', privateHosts: [] }), mail: null },
  }));
  const kim = await world.counsellor('kim');
  expect((await world.alerts(kim)).can).toMatchObject({ email: false, line: null });
  for (const body of [{ kind: 'email', address: 'kim@x.kr' }, { kind: 'line' }]) {
    expect(codeOf((await kim.call('POST', '/api/alerts', { ...body, lang: 'ko' })).body)).toBe('alert_not_set_up');
  }
});

describe('what was sent at the same moment', () => {
  test('stands in the same order at each look: in 내 알림, and in the story of the case', async () => {
    const world = await openPagedWorld();
    const kim = await world.counsellor('kim');
    await world.phoneOf(kim);
    const about = await world.waits(0);
    for (let n = 0; n < 6; n += 1) await world.pages(about, [kim], n % 2 === 0 ? 'case' : 'raised');
    const own = async () => (await world.alerts(kim)).pages.map(({ id }) => id);
    const ofCase = async () =>
      (await pagesOf(world.db, about.residentId, about.id)).map(({ kind, state }) => kind + state);
    const first = await own();
    expect(first).toEqual([...first].sort());
    await world.db.query(`update page set state = 'delivered' where id = $1`, [first[2]]);
    const story = await ofCase();
    // Written anew, a row lies somewhere else in the table.
    for (const id of [first[4], first[0], first[2]])
      await world.db.query('update page set attempts = 1 where id = $1', [id]);
    expect([await own(), await ofCase()]).toEqual([first, story]);
  });
});

test('/metrics tell how many notices wait and failed, and how many ways work, by kind', async () => {
  const world = await openPagedWorld();
  const [kim, park] = [await world.counsellor('kim'), await world.counsellor('park', 'lead')];
  const gauge = async (name: string) =>
    (await kim.text('/metrics'))
      .split('\n')
      .flatMap((line) => (line.startsWith(name) ? [line.slice(name.length)] : []));
  await world.phoneOf(kim);
  await world.mailOf(kim, 'kim@center.example.kr');
  await world.added(park, { kind: 'email', address: 'park@center.example.kr' });
  // Two of Kim's ways wait; Park's is not confirmed, so there is no way to tell Park.
  await world.pages(await world.waits(0), [kim, park]);
  expect(await gauge('maumjigi_pages_waiting')).toEqual([
    ...['{kind="push"} 1', '{kind="line"} 0', '{kind="email"} 1', '{kind="hook"} 0', '{kind="team"} 0'],
  ]);
  await world.db.query(`update page set state = 'failed', settled_at = $1 where state = 'due'`, [world.clock()]);
  await world.db.query(`update notice_method set failures = 3 where kind = 'push'`);
  expect((await gauge('maumjigi_pages_failed_24_hours')).filter((line) => !line.endsWith(' 0'))).toEqual([
    ...['{kind="push"} 1', '{kind="email"} 1', '{kind="none"} 1'],
  ]);
  expect((await gauge('maumjigi_ways')).filter((line) => !line.endsWith(' 0'))).toEqual([
    '{kind="push",state="failing"} 1',
    '{kind="email",state="working"} 1',
    '{kind="email",state="unverified"} 1',
  ]);
  world.clock.advance({ hours: 25 });
  expect((await gauge('maumjigi_pages_failed_24_hours')).filter((line) => !line.endsWith(' 0'))).toEqual([]);
});
