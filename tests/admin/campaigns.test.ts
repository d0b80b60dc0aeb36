/** 캠페인: campaigns and their placements, one by one and from a file, their codes, and what is printed of them. */
import { randomUUID } from 'node:crypto';
import { decode } from 'fast-png';
import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { CampaignPage, Campaigns, CsvPreview, Placement, Prints } from '../../admin/contract.ts';
import { fromCp949 } from '../../admin/korean.ts';
import { newCode, readCode } from '../../triage/code.ts';
import { deskWorld, type Person, type World } from './world.ts';

const spring = { name: '봄맞이 마음 산책', place: '한마음구 일대', startsOn: '2026-03-01', endsOn: '2026-05-31' };

async function campaign(world: World, who: Person, facts: object = {}): Promise<string> {
  const answer = await world
    .post('/api/campaigns', who)
    .send({ ...spring, ...facts })
    .expect(200);
  return answer.body.id;
}

async function placement(world: World, who: Person, campaignId: string, name: string): Promise<Placement> {
  const answer = await world
    .post(`/api/campaigns/${campaignId}/placements`, who)
    .send({ name, spot: null })
    .expect(200);
  return Placement.parse(answer.body);
}

const opened = async (world: World, who: Person, id: string, query = '') =>
  CampaignPage.parse((await world.get(`/api/campaigns/${id}${query}`, who).expect(200)).body);

const sends = (world: World, who: Person, id: string, step: 'preview' | 'import', file: string | Buffer) =>
  world.post(`/api/campaigns/${id}/placements/${step}`, who).set('content-type', 'text/csv').send(file);

const stored = async (world: World, campaignId: string) =>
  (
    await world.db.query<{ name: string }>('select name from placement where campaign_id = $1 order by nth', [
      campaignId,
    ])
  ).rows.map(({ name }) => name);

describe('a code', () => {
  it('has eight letters of which none looks like another, and all of them come', () => {
    const codes = Array.from({ length: 2_000 }, () =>
      newCode((bytes) => crypto.getRandomValues(new Uint8Array(bytes))),
    );
    for (const code of codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{8}$/);
    expect(new Set(codes.join('')).size).toBe(31);
    expect(new Set(codes).size).toBe(2_000);
  });

  it('throws away the bytes that would make some letters come oftener', () => {
    expect(newCode(() => Uint8Array.of(255, 248, 0, 30, 31, 247, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))).toBe('a9a9bcde');
  });

  it.for(['kx7m2p9w', 'KX7M2P9W', ' kx7m 2p9w ', 'kx7m-2p9w', 'kx7m–2p9w.', 'ｋｘ７ｍ２ｐ９ｗ', 'kx7m\u200b2p9w'])(
    'typed as "%s" is read',
    (typed) => {
      expect(readCode(typed)).toBe('kx7m2p9w');
    },
  );

  it.for(['', 'kx7m2p9', 'kx7m2p9w2', 'kx7m2p9o', 'kx7m2p91', 'ㅏㅌ7ㅡ2ㅔ9ㅈ', '../../etc', 'kx7m2p9w/x'])(
    '"%s" is none',
    (typed) => {
      expect(readCode(typed)).toBeNull();
    },
  );
});

describe('campaigns', () => {
  it('are listed with the newest first, each with what hangs of it', async () => {
    const world = await deskWorld();
    const han = await world.staff('campaign', { name: '한캠페인' });
    const old = await campaign(world, han, { name: '작년', startsOn: '2025-03-01', endsOn: '2025-04-01' });
    const id = await campaign(world, han);
    await placement(world, han, id, '7번 벤치');
    const bus = await placement(world, han, id, '5번 버스');
    await world
      .post(`/api/placements/${bus.id}`, han)
      .send({ rev: 0, name: '5번 버스', spot: null, retired: true })
      .expect(200);
    const { campaigns, today } = Campaigns.parse((await world.get('/api/campaigns', han).expect(200)).body);
    expect(campaigns.map((one) => one.id)).toEqual([id, old]);
    expect(campaigns[0]).toMatchObject({ ...spring, hanging: 1, made: 2 });
    expect(today).toBe('2026-01-05');
    const did = (await world.audit()).filter(({ action }) => action !== 'login');
    expect(did.map(({ action, staffId, subject }) => [action, staffId, subject])).toEqual([
      ['campaign.add', han.id, old],
      ['campaign.add', han.id, id],
      ['placement.add', han.id, `${id} 1`],
      ['placement.add', han.id, `${id} 1`],
      ['placement.change', han.id, `${bus.id} retired`],
    ]);
  });

  it('go on after fifty where the list stopped', async () => {
    const world = await deskWorld();
    const han = await world.staff('campaign');
    await world.db.query(
      `insert into campaign (id, center_id, name, starts_on, ends_on, created_at)
       select gen_random_uuid(), $1, 'c' || n, '2026-01-01'::date + n / 2, '2027-01-01', $2 from generate_series(1, 70) n`,
      [world.home, world.clock()],
    );
    const first = Campaigns.parse((await world.get('/api/campaigns', han)).body);
    const rest = Campaigns.parse((await world.get(`/api/campaigns?after=${first.next}`, han).expect(200)).body);
    expect([first.campaigns.length, rest.campaigns.length, rest.next]).toEqual([50, 20, undefined]);
    expect(new Set([...first.campaigns, ...rest.campaigns].map(({ id }) => id)).size).toBe(70);
    await world.get('/api/campaigns?after=x', han).expect(400);
  });

  it('of another centre are not there', async () => {
    const world = await deskWorld();
    const other = await world.staff('campaign', { centerId: await world.center('다른 센터') });
    const han = await world.staff('campaign');
    const id = await campaign(world, other);
    const theirs = await placement(world, other, id, '벤치');
    expect((await world.get('/api/campaigns', han)).body.campaigns).toEqual([]);
    for (const path of [
      `/api/campaigns/${id}`,
      `/api/campaigns/${id}/print`,
      `/api/placements/${theirs.id}/print`,
      `/api/placements/${theirs.id}/qr.svg`,
      `/api/placements/${theirs.id}/qr.png`,
    ])
      await world.get(path, han).expect(404);
    await world
      .post(`/api/campaigns/${id}`, han)
      .send({ ...spring, rev: 0 })
      .expect(404);
    await world.post(`/api/campaigns/${id}/placements`, han).send({ name: '벤치 2', spot: null }).expect(404);
    await world
      .post(`/api/placements/${theirs.id}`, han)
      .send({ rev: 0, name: '내 것', spot: null, retired: true })
      .expect(404);
    await world.post(`/api/placements/${theirs.id}/repoint`, han).send({ to: null }).expect(404);
    for (const step of ['preview', 'import'] as const) await sends(world, han, id, step, '이름\n벤치 3\n').expect(404);
    expect(await stored(world, id)).toEqual(['벤치']);
  });

  it('that end before they begin are refused with a sentence', async () => {
    const world = await deskWorld();
    const han = await world.staff('campaign');
    const answer = await world
      .post('/api/campaigns', han)
      .send({ ...spring, endsOn: '2026-02-28' })
      .expect(422);
    expect(answer.body.error).toMatchObject({
      code: 'dates_reversed',
      message: '끝나는 날이 시작하는 날보다 빨라요. 두 날짜를 다시 봐 주세요.',
    });
    await world
      .post('/api/campaigns', han)
      .send({ ...spring, endsOn: spring.startsOn })
      .expect(200);
  });

  it('on days no calendar has, and pages and changes nobody can have seen, are refused as wrong fields', async () => {
    const world = await deskWorld();
    const han = await world.staff('campaign');
    const { body } = await world.post('/api/campaigns', han).send(spring).expect(200);
    await world
      .post('/api/campaigns', han)
      .send({ ...spring, startsOn: '0000-01-01' })
      .expect(400);
    const later = { ...spring, rev: 3_000_000_000 };
    await world.post(`/api/campaigns/${body.id}`, han).send(later).expect(400);
    for (const after of ['2026-99-99', '0000-01-01'].map((day) => `${day}_${body.id}`)) {
      await world.get(`/api/campaigns?after=${after}`, han).expect(400);
    }
    await world.get(`/api/campaigns?after=2026-01-01_${'-'.repeat(36)}`, han).expect(400);
    await world.get(`/api/campaigns?after=2026-04-01_${body.id}`, han).expect(200);
  });

  it.for([
    ['300 characters', 'ㄱ'.repeat(300)],
    ['a line break', '봄\n산책'],
    ['a mark that turns words around', '봄\u202e산책'],
    ['nothing', '   '],
    ['brackets', '<b>봄</b>'],
  ] as const)('a name with %s is refused, and what was wrong is named', async ([, name]) => {
    const world = await deskWorld();
    const han = await world.staff('campaign');
    const answer = await world
      .post('/api/campaigns', han)
      .send({ ...spring, name })
      .expect(400);
    expect(answer.body.error.details.fields).toContainEqual(expect.objectContaining({ field: 'name' }));
    expect((await world.get('/api/campaigns', han)).body.campaigns).toEqual([]);
  });

  it.for(['2026-02-30', '내일', '2026-3-1', ''])('a day "%s" is refused', async (startsOn) => {
    const world = await deskWorld();
    const han = await world.staff('campaign');
    await world
      .post('/api/campaigns', han)
      .send({ ...spring, startsOn })
      .expect(400);
  });

  it('sent twice under one key are one', async () => {
    const world = await deskWorld();
    const han = await world.staff('campaign');
    const send = () =>
      world.post('/api/campaigns', han).set('idempotency-key', 'abcdef-123456').send(spring).expect(200);
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect((await world.get('/api/campaigns', han)).body.campaigns).toHaveLength(1);
    const other = await world
      .post('/api/campaigns', han)
      .set('idempotency-key', 'abcdef-123456')
      .send({ ...spring, name: '여름' });
    expect(other.body.id).not.toBe(first.body.id);
  });

  it('changed by two: the second is told who was first and how it stands now', async () => {
    const world = await deskWorld();
    const han = await world.staff('campaign', { name: '한캠페인' });
    const lee = await world.staff('lead', { name: '이책임' });
    const id = await campaign(world, han);
    await world
      .post(`/api/campaigns/${id}`, han)
      .send({ ...spring, name: '봄 산책', rev: 0 })
      .expect(200);
    const late = await world
      .post(`/api/campaigns/${id}`, lee)
      .send({ ...spring, place: null, rev: 0 })
      .expect(409);
    expect(late.body.error).toMatchObject({
      code: 'changed_meanwhile',
      message: '한캠페인 님이 먼저 고쳤어요. 지금 내용을 보고 다시 고쳐 주세요.',
      details: { by: { id: han.id }, now: { name: '봄 산책', place: spring.place, rev: 1 } },
    });
    // The same change once more, after its answer was lost, is done.
    await world
      .post(`/api/campaigns/${id}`, han)
      .send({ ...spring, name: '봄 산책', rev: 0 })
      .expect(200);
    expect((await opened(world, lee, id)).campaign).toMatchObject({ name: '봄 산책', place: spring.place, rev: 1 });
  });
});

describe('placements', () => {
  it('have a code each, stand in the order they were made, and tell their address', async () => {
    const world = await deskWorld({ publicUrl: 'https://chat.example.kr' });
    const han = await world.staff('campaign');
    const id = await campaign(world, han);
    for (const name of ['7번 벤치', '3번 벤치', '=HYPERLINK("http://x","y")', '../../x'])
      await placement(world, han, id, name);
    const page = await opened(world, han, id);
    expect(page.placements.map(({ nth, name }) => [nth, name])).toEqual([
      [1, '7번 벤치'],
      [2, '3번 벤치'],
      [3, '=HYPERLINK("http://x","y")'],
      [4, '../../x'],
    ]);
    expect(new Set(page.placements.map(({ code }) => code)).size).toBe(4);
    expect(page.base).toBe('https://chat.example.kr/c/');
    expect(page.booth).toBe('혈압 재듯 마음도 한번 살펴보고 가세요. 혼자 하셔도 되고, 도와드려도 돼요.');
  });

  it('of one name are refused in one campaign, allowed in two', async () => {
    const world = await deskWorld();
    const han = await world.staff('campaign');
    const [a, b] = [await campaign(world, han), await campaign(world, han)];
    const bench = await placement(world, han, a, '벤치');
    await placement(world, han, b, '벤치');
    const again = await world
      .post(`/api/campaigns/${a}/placements`, han)
      .send({ name: ' 벤치 ', spot: null })
      .expect(409);
    expect(again.body.error.code).toBe('placement_exists');
    const bus = await placement(world, han, a, '버스');
    const renamed = await world
      .post(`/api/placements/${bus.id}`, han)
      .send({ rev: 0, name: '벤치', spot: null, retired: false });
    expect([renamed.status, renamed.body.error.code]).toEqual([409, 'placement_exists']);
    expect(bench.code).not.toBe(bus.code);
  });

  it('made by two people at once are numbered without a gap or a clash', async () => {
    const world = await deskWorld();
    const han = await world.staff('campaign');
    const id = await campaign(world, han);
    await Promise.all(Array.from({ length: 12 }, (_, n) => placement(world, han, id, `벤치 ${n}`)));
    expect((await opened(world, han, id)).placements.map(({ nth }) => nth)).toEqual(
      Array.from({ length: 12 }, (_, n) => n + 1),
    );
  });

  it('sent twice under one key are one, not a refusal', async () => {
    const world = await deskWorld();
    const han = await world.staff('campaign');
    const id = await campaign(world, han);
    const send = () =>
      world
        .post(`/api/campaigns/${id}/placements`, han)
        .set('idempotency-key', 'abcdef-123456')
        .send({ name: '벤치', spot: null });
    const [first, second] = await Promise.all([send(), send()]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
  });

  it('a thousand come a hundred at a time, the first at once', async () => {
    const world = await deskWorld();
    const han = await world.staff('campaign');
    const id = await campaign(world, han);
    const file = ['이름', ...Array.from({ length: 1_000 }, (_, n) => `벤치 ${n + 1}`)].join('\n');
    await sends(world, han, id, 'import', file).expect(200, { made: 1_000 });
    const from = performance.now();
    const first = await opened(world, han, id);
    expect(performance.now() - from).toBeLessThan(500);
    expect(first.placements.map(({ name }) => name)).toEqual(Array.from({ length: 100 }, (_, n) => `벤치 ${n + 1}`));
    const seen = new Set<string>();
    for (let after: string | undefined = '0'; after !== undefined; ) {
      const page: CampaignPage = await opened(world, han, id, `?after=${after}`);
      for (const { code } of page.placements) seen.add(code);
      after = page.next;
    }
    expect(seen.size).toBe(1_000);
  });

  it('are renamed, taken down and hung again; whoever comes second is told', async () => {
    const world = await deskWorld();
    const han = await world.staff('campaign', { name: '한캠페인' });
    const id = await campaign(world, han);
    const bench = await placement(world, han, id, '벤치');
    const change = (rev: number, body: object) =>
      world.post(`/api/placements/${bench.id}`, han).send({ rev, name: '벤치', spot: null, retired: false, ...body });
    const down = await change(0, { spot: '정문 앞', retired: true }).expect(200);
    expect(Placement.parse(down.body)).toMatchObject({
      spot: '정문 앞',
      retiredAt: world.clock().toISOString(),
      code: bench.code,
    });
    const late = await change(0, { name: '다른 이름' }).expect(409);
    expect(late.body.error).toMatchObject({
      code: 'changed_meanwhile',
      details: { by: { name: '한캠페인' }, now: { spot: '정문 앞', rev: 1 } },
    });
    expect((await change(1, {}).expect(200)).body.retiredAt).toBeNull();
  });
});

describe('a repointed code', () => {
  async function three(world: World) {
    const han = await world.staff('campaign');
    const [a, b] = [await campaign(world, han), await campaign(world, han, { name: '가을' })];
    const bench = await placement(world, han, a, '벤치');
    const bus = await placement(world, han, a, '버스');
    const hall = await placement(world, han, b, '회관');
    const repoints = (from: Placement, to: string | null, who = han) =>
      world.post(`/api/placements/${from.id}/repoint`, who).send({ to });
    return { han, a, b, bench, bus, hall, repoints };
  }

  it('counts for another placement, also of another campaign, until it is taken back', async () => {
    const world = await deskWorld();
    const { han, a, b, bench, hall, repoints } = await three(world);
    const moved = Placement.parse((await repoints(bench, hall.id).expect(200)).body);
    expect(moved).toMatchObject({
      code: bench.code,
      countsAs: { id: hall.id, name: '회관', campaign: '가을' },
      rev: 1,
    });
    expect((await opened(world, han, a)).placements[0]?.countsAs?.id).toBe(hall.id);
    expect((await opened(world, han, b)).placements[0]?.countsAs).toBeNull();
    expect((await repoints(bench, null).expect(200)).body.countsAs).toBeNull();
    const did = (await world.audit()).filter(({ action }) => action === 'placement.repoint');
    expect(did.map(({ subject }) => subject)).toEqual([`${bench.id} ${hall.id}`, `${bench.id} itself`]);
  });

  it('is refused with a sentence where it leads nowhere good', async () => {
    const world = await deskWorld();
    const { han, bench, bus, hall, repoints } = await three(world);
    const refused = async (answer: ReturnType<typeof repoints>) => {
      const { status, body } = await answer;
      expect(body.error.message).toMatch(/요\.$/);
      return [status, body.error.code];
    };
    expect(await refused(repoints(bench, bench.id))).toEqual([422, 'repoint_self']);
    const other = await world.staff('campaign', { centerId: await world.center('다른 센터') });
    const theirs = await placement(world, other, await campaign(world, other), '남의 벤치');
    expect(await refused(repoints(bench, theirs.id))).toEqual([404, 'not_found']);
    expect(await refused(repoints(bench, randomUUID()))).toEqual([404, 'not_found']);
    // One step, never a chain, from either end.
    await repoints(bench, bus.id).expect(200);
    expect(await refused(repoints(hall, bench.id))).toEqual([409, 'repoint_chain']);
    expect(await refused(repoints(bus, hall.id))).toEqual([409, 'repoint_is_target']);
    await world
      .post(`/api/placements/${hall.id}`, han)
      .send({ rev: 0, name: '회관', spot: null, retired: true })
      .expect(200);
    expect(await refused(repoints(bench, hall.id))).toEqual([409, 'repoint_retired']);
  });

  it('two at once make no chain', async () => {
    const world = await deskWorld();
    const { bench, bus, hall, repoints } = await three(world);
    const answers = await Promise.all([repoints(bench, bus.id), repoints(bus, hall.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { rows } = await world.db.query(
      'select from placement a join placement b on b.id = a.counts_as where b.counts_as is not null',
    );
    expect(rows).toHaveLength(0);
  });

  it('by somebody who has not seen the last change is a conflict', async () => {
    const world = await deskWorld();
    const { han, bench, bus, hall, repoints } = await three(world);
    await repoints(bench, bus.id).expect(200);
    const late = await world.post(`/api/placements/${bench.id}/repoint`, han).send({ to: hall.id, rev: 0 }).expect(409);
    expect(late.body.error).toMatchObject({
      code: 'changed_meanwhile',
      details: { now: { countsAs: { id: bus.id } } },
    });
  });
});

describe('a file of placements', () => {
  const preview = async (world: World, who: Person, id: string, file: string | Buffer) =>
    CsvPreview.parse((await sends(world, who, id, 'preview', file).expect(200)).body);

  async function desk() {
    const world = await deskWorld();
    const han = await world.staff('campaign');
    return { world, han, id: await campaign(world, han) };
  }

  it('is shown first, and made only then', async () => {
    const { world, han, id } = await desk();
    const file = '이름,자리\n7번 벤치,정문\n"5번 버스, 앞문",\n';
    const seen = await preview(world, han, id, file);
    expect(seen).toEqual({
      lines: [
        { line: 2, name: '7번 벤치', spot: '정문', faults: [] },
        { line: 3, name: '5번 버스, 앞문', spot: null, faults: [] },
      ],
      good: 2,
      faulty: 0,
      ignored: [],
    });
    expect(await stored(world, id)).toEqual([]);
    await sends(world, han, id, 'import', file).expect(200, { made: 2 });
    expect(await stored(world, id)).toEqual(['7번 벤치', '5번 버스, 앞문']);
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'placement.add',
      subject: `${id} 2`,
      staffId: han.id,
    });
  });

  it.for([
    ['a mark at its beginning', '\ufeff이름,장소\n벤치,정문\n'],
    ['other columns, in another order', '비고,Spot,담당,NAME\n급함,정문,김,벤치\n'],
    ['semicolons', '이름;자리\r\n벤치;정문\r\n'],
    ['tabs', '이름\t자리\n벤치\t정문\n'],
    ['no heading', '벤치,정문'],
    ['empty lines', '\n\n이름,자리\n\n벤치,정문\n\n,\n'],
    ['letters in pieces', '이름,자리\n벤치,정문\n'.normalize('NFD')],
  ] as const)('with %s', async ([, file]) => {
    const { world, han, id } = await desk();
    const { lines, good } = await preview(world, han, id, file);
    expect([good, lines.map(({ name, spot }) => [name, spot])]).toEqual([1, [['벤치', '정문']]]);
  });

  it('says which columns it did not use', async () => {
    const { world, han, id } = await desk();
    expect((await preview(world, han, id, '담당,이름,비고\n김,벤치,\n')).ignored).toEqual(['담당', '비고']);
    expect((await preview(world, han, id, '벤치,정문,김\n버스,후문\n')).ignored).toEqual(['3']);
  });

  it.for([
    // 이름,자리 / 뷁 벤치,정문, as a Korean spreadsheet of old writes it: CP949, which knows 뷁.
    ['EUC-KR', Buffer.from('c0ccb8a72cc0dab8ae0a94ee20baa5c4a12cc1a4b9ae0a', 'hex')],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('이름\t자리\r\n벤치\t정문\r\n', 'utf16le')])],
  ] as const)('in %s', async ([, file]) => {
    const { world, han, id } = await desk();
    expect((await preview(world, han, id, file)).lines).toMatchObject([
      { name: expect.stringMatching(/^(뷁 )?벤치$/), spot: '정문' },
    ]);
  });

  it('in the Korean of old spreadsheets every syllable is read', () => {
    // The corners of the table: 갂 and 갃 begin the added ones, 힣 ends them, 뷁 lies between; 가 and 힝 are standard.
    const bytes = {
      갂: [0x81, 0x41],
      갃: [0x81, 0x42],
      똠: [0x8c, 0x63],
      뷁: [0x94, 0xee],
      펲: [0xbc, 0x84],
      힣: [0xc6, 0x52],
    };
    for (const [syllable, pair] of Object.entries(bytes)) expect(fromCp949(Uint8Array.from(pair))).toBe(syllable);
    expect(fromCp949(Uint8Array.from([0xb0, 0xa1, 0x2c, 0xc8, 0xfe]))).toBe('가,힝');
    expect(fromCp949(Uint8Array.from([0xc6, 0x53]))).toBeNull();
    expect(fromCp949(Uint8Array.from([0x41, 0xb0]))).toBeNull();
  });

  it('every fault of every line stands beside it, and nothing is made of any', async () => {
    const { world, han, id } = await desk();
    await placement(world, han, id, '있는 벤치');
    const file = [
      '이름,자리',
      '좋은 벤치,정문',
      ',자리만',
      `${'ㄱ'.repeat(61)},`,
      '"두\n줄",',
      '뒤집는\u202e이름,',
      '<b>굵게</b>,',
      '좋은 벤치,',
      '있는 벤치,',
      `둘 다\u200b,${'ㄴ'.repeat(61)}`,
    ].join('\n');
    const { lines, good, faulty } = await preview(world, han, id, file);
    expect([good, faulty]).toEqual([1, 8]);
    expect(
      lines.map(({ line, faults }) => [
        line,
        ...faults.map(({ field, wrong, line: other }) => `${field} ${wrong}${other ? ` ${other}` : ''}`),
      ]),
    ).toEqual([
      [2],
      [3, 'name empty'],
      [4, 'name long'],
      [6, 'name newline'],
      [7, 'name hidden'],
      [8, 'name brackets'],
      [9, 'name twice 2'],
      [10, 'name exists'],
      [11, 'name hidden', 'spot long'],
    ]);
    // What would turn the words around it does not reach the screen.
    for (const { name } of lines) expect(name).not.toMatch(/[\p{C}\n]/u);
    const refused = await sends(world, han, id, 'import', file).expect(422);
    expect(refused.body.error).toMatchObject({ code: 'csv_faults', details: { faulty: 8, lines: expect.any(Array) } });
    expect(await stored(world, id)).toEqual(['있는 벤치']);
  });

  it('formulas and path parts are text like any other', async () => {
    const { world, han, id } = await desk();
    const file = '이름,자리\n"=HYPERLINK(""http://x"",""y"")",+1\n../../x,@SUM(A1)\n';
    await sends(world, han, id, 'import', file).expect(200, { made: 2 });
    expect(await stored(world, id)).toEqual(['=HYPERLINK("http://x","y")', '../../x']);
  });

  it('sent again is refused as what is there already; under the same key it was simply made', async () => {
    const { world, han, id } = await desk();
    const file = '이름\n벤치\n버스\n';
    const send = () => sends(world, han, id, 'import', file).set('idempotency-key', 'abcdef-123456');
    await send().expect(200, { made: 2 });
    await send().expect(200, { made: 2 });
    const again = await sends(world, han, id, 'import', file).expect(422);
    expect(again.body.error.details.lines[0].faults).toEqual([{ field: 'name', wrong: 'exists' }]);
    expect(await stored(world, id)).toEqual(['벤치', '버스']);
  });

  it('sent by two at the same moment is made once', async () => {
    const { world, han, id } = await desk();
    const file = ['이름', ...Array.from({ length: 200 }, (_, n) => `벤치 ${n}`)].join('\n');
    const answers = await Promise.all([sends(world, han, id, 'import', file), sends(world, han, id, 'import', file)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(await stored(world, id)).toHaveLength(200);
  });

  it.for([
    ['empty', '', 'csv_empty'],
    ['only a heading', '이름,자리\n', 'csv_empty'],
    ['only separators', ',,\n,,\n', 'csv_empty'],
    ['a heading without a name', '장소,담당\n정문,김\n', 'csv_no_name'],
    ['an open quotation mark', '이름\n"벤치\n버스\n', 'csv_broken'],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0xd, 0xff, 0xd8]),
      'csv_unreadable',
    ],
    ['a spreadsheet itself', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(64, 0x14)]), 'csv_unreadable'],
    ['noise', Buffer.from(Array.from({ length: 300 }, (_, n) => 128 + ((n * 37) % 128))), 'csv_unreadable'],
    [
      '10,000 lines',
      ['이름', ...Array.from({ length: 10_000 }, (_, n) => `${n}번째 벤치 앞 게시판`)].join('\n'),
      'csv_too_many',
    ],
  ] as const)('%s is refused with a sentence, and quickly', async ([, file, code]) => {
    const { world, han, id } = await desk();
    for (const step of ['preview', 'import'] as const) {
      const from = performance.now();
      const answer = await sends(world, han, id, step, file);
      expect(performance.now() - from).toBeLessThan(1_000);
      expect([answer.status, answer.body.error.code]).toEqual([422, code]);
      expect(answer.body.error.message).toMatch(/요\.$/);
      expect((await sends(world, han, id, step, file).set('accept-language', 'en')).body.error.message).toMatch(
        /^[A-Z]/,
      );
    }
    expect(await stored(world, id)).toEqual([]);
  });

  it('of more than 2 MB is refused, and the desk lives', async () => {
    const { world, han, id } = await desk();
    const answer = await sends(world, han, id, 'preview', `이름\n${'벤치\n'.repeat(400_000)}`);
    expect([answer.status, answer.body.error.code]).toEqual([413, 'too_large']);
    const notCsv = await world.post(`/api/campaigns/${id}/placements/preview`, han).send({ name: '벤치' }).expect(415);
    expect(notCsv.body.error).toMatchObject({ code: 'csv_wanted', message: expect.stringContaining('CSV 파일') });
    await opened(world, han, id);
  });

  it('exactly a thousand lines are taken, one more is not', async () => {
    const { world, han, id } = await desk();
    const file = (many: number) => Array.from({ length: many }, (_, n) => `벤치 ${n}`).join('\n');
    expect((await preview(world, han, id, file(1_000))).good).toBe(1_000);
    expect((await preview(world, han, id, `이름\n${file(1_000)}`)).good).toBe(1_000);
    expect((await sends(world, han, id, 'preview', `이름\n${file(1_001)}`)).body.error.code).toBe('csv_too_many');
    expect((await sends(world, han, id, 'preview', file(1_001))).body.error.code).toBe('csv_too_many');
  });

  it('what the preview lets through is exactly what a single name may be', async () => {
    const { world, han, id } = await desk();
    const names = [
      '벤치',
      'a'.repeat(60),
      'a'.repeat(61),
      '😀 광장',
      'a\u00adb',
      'a\u2028b',
      'tab\tin',
      '가\u200d나',
      '=1+1',
      '<',
      'ｆｕｌｌ',
    ];
    const { lines } = await preview(world, han, id, `이름\n${names.map((name) => `"${name}"`).join('\n')}`);
    for (const [place, name] of names.entries()) {
      const alone = await world.post(`/api/campaigns/${id}/placements`, han).send({ name, spot: null });
      expect([name, lines[place]?.faults.length === 0]).toEqual([name, alone.status === 200]);
    }
  });
});

describe('what is printed', () => {
  async function bench(publicUrl = 'https://chat.example.kr') {
    const world = await deskWorld({ publicUrl });
    const han = await world.staff('campaign');
    const id = await campaign(world, han);
    return { world, han, id, made: await placement(world, han, id, '../../벤치') };
  }

  it('a QR as picture reads as the address, wide enough, black on white with a quiet zone', async () => {
    const { world, han, made } = await bench();
    const answer = await world
      .get(`/api/placements/${made.id}/qr.png`, han)
      .expect(200)
      .expect('content-type', 'image/png');
    expect(answer.headers['content-disposition']).toBe(`attachment; filename=qr-${made.code}.png`);
    const { width, height, data } = decode(answer.body);
    expect(width).toBe(height);
    expect(width).toBeGreaterThanOrEqual(1_000);
    expect(new Set(data)).toEqual(new Set([0, 255]));
    const rgba = new Uint8ClampedArray([...data].flatMap((grey) => [grey, grey, grey, 255]));
    expect(decodeQR({ width, height, data: rgba })).toBe(`https://chat.example.kr/c/${made.code}`);
    // The first dark pixel is the corner of the finder: four modules in, a seventh of the finder each.
    const corner = data.indexOf(0);
    const module = data.subarray(corner, corner + width).indexOf(255) / 7;
    expect([corner % width, Math.floor(corner / width)]).toEqual([4 * module, 4 * module]);
  });

  it('as drawing it is the same squares', async () => {
    const { world, han, made } = await bench();
    const answer = await world
      .get(`/api/placements/${made.id}/qr.svg`, han)
      .expect(200)
      .expect('content-type', /^image\/svg\+xml/);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename=qr-${made.code}.svg`);
    const svg = String(answer.body);
    const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
    const scale = 8;
    const data = new Uint8ClampedArray((size * scale) ** 2 * 4).fill(255);
    for (const [, x, y, run] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
      for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1)
        for (let at = Number(x) * scale; at < (Number(x) + Number(run)) * scale; at += 1)
          data.fill(0, (row * size * scale + at) * 4, (row * size * scale + at) * 4 + 3);
    }
    expect(decodeQR({ width: size * scale, height: size * scale, data })).toBe(
      `https://chat.example.kr/c/${made.code}`,
    );
  });

  it('the words of the script, with the facts of the centre; what is not known is not there', async () => {
    const { world, han, made } = await bench();
    await world.db.query(`update center set phone = '02-123-4567', hours = '평일 09~18시' where id = $1`, [world.home]);
    const { words, placements } = Prints.parse(
      (await world.get(`/api/placements/${made.id}/print`, han).expect(200)).body,
    );
    expect(words).toEqual({
      headline: '요즘, 마음은 좀 어떠세요?',
      lead: '혈압을 재듯, 마음도 5분쯤 살펴보세요.',
      how: '휴대폰 카메라로 네모 그림을 비추고, 뜨는 주소를 누르세요.',
      promise: '이름 없이 · 무료 · 설치 없이',
      staff: '어려우시면 옆 직원에게 말씀해 주세요. 함께 해 드려요.',
      crisis: '많이 힘드시면 검사보다 전화가 먼저예요.',
      number: '109',
      always: '(24시간)',
      center: '한마음센터',
      phone: '☎ 02-123-4567',
      hours: '(평일 09~18시)',
      limits: '진단이 아니며, 24시간 지켜보는 서비스가 아니에요.',
      picture: '네모 그림(QR 코드)',
    });
    expect(words.headline).not.toMatch(/자살|우울|고위험/);
    expect(placements[0]?.address).toBe(`chat.example.kr/c/${made.code}`);
    await world.db.query('update center set phone = null where id = $1', [world.home]);
    const poorer = Prints.parse((await world.get(`/api/placements/${made.id}/print?lang=ko`, han)).body);
    expect(poorer.words).toMatchObject({ center: '한마음센터', phone: '', hours: '' });
    const english = Prints.parse((await world.get(`/api/placements/${made.id}/print?lang=en`, han)).body);
    expect(english.words.headline).toBe('How have you been feeling lately?');
    await world.get(`/api/placements/${made.id}/print?lang=fr`, han).expect(400);
  });

  it('many at once: those that hang, a hundred at a time, or the chosen ones', async () => {
    const { world, han, id, made } = await bench();
    await sends(world, han, id, 'import', Array.from({ length: 120 }, (_, n) => `벤치 ${n}`).join('\n')).expect(200);
    await world
      .post(`/api/placements/${made.id}`, han)
      .send({ rev: 0, name: '벤치', spot: null, retired: true })
      .expect(200);
    const first = Prints.parse((await world.get(`/api/campaigns/${id}/print`, han).expect(200)).body);
    expect([first.placements.length, first.placements[0]?.name, first.campaign.name]).toEqual([
      100,
      '벤치 0',
      spring.name,
    ]);
    const rest = Prints.parse((await world.get(`/api/campaigns/${id}/print?after=${first.next}`, han)).body);
    expect([rest.placements.length, rest.next]).toEqual([20, undefined]);
    const codes = [made.code, first.placements[7]?.code];
    const chosen = Prints.parse((await world.get(`/api/campaigns/${id}/print?codes=${codes}`, han)).body);
    expect(chosen.placements.map(({ name }) => name)).toEqual(['벤치', '벤치 7']);
    await world.get(`/api/campaigns/${id}/print?codes=../x`, han).expect(400);
    await world.get(`/api/campaigns/${id}/print?codes=${Array(101).fill(made.code)}`, han).expect(400);
  });

  it('whoever only counts may print, and change nothing', async () => {
    const { world, id, made } = await bench();
    const admin = await world.staff('admin');
    await world.get(`/api/placements/${made.id}/print`, admin).expect(200);
    await world.post(`/api/campaigns/${id}/placements`, admin).send({ name: '벤치 2', spot: null }).expect(403);
    const counsellor = await world.staff('counsellor');
    await world.get(`/api/campaigns/${id}`, counsellor).expect(403);
  });
});
