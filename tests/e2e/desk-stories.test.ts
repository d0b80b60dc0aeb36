/** What the other two users do, in a real browser on a whole 마음지기 with a real Postgres and a clock that moves when told:
 *  a counsellor from the queue to a closed case, a second one who loses the claim, campaign staff from a list to the counts. */
import { join } from 'node:path';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { Browser, Page } from 'playwright-core';
import decodeQR from 'qr/decode.js';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { CampaignCounts } from '../../admin/contract.ts';
import { openWorld, password, type Resident, until, type World } from '../harness/world.ts';
import { atDesk as openDesk, pictures, signIn } from './desk.ts';
import { openBrowser } from './house.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

const atDesk = (world: World, email: string) => openDesk(browser, world, email);

const unfold = async (page: Page, title: string) => {
  const fold = page.locator('details.fold', { has: page.getByRole('heading', { name: title, exact: true }) });
  if ((await fold.getAttribute('open')) === null) await fold.locator('summary').first().click();
  return fold;
};

/** Somebody whose answers ring, who leaves a number. */
async function inNeed(world: World): Promise<Resident> {
  const mina = world.resident();
  await mina.opens();
  await mina.starts('35~49세');
  await mina.answers([2, 2, 1, 1, 2, 1, 1, 0, 2]);
  await mina.taps('상담사와 이야기');
  await mina.taps('번호 남길게요');
  await mina.says('010-1234-5678');
  await mina.taps('오후');
  return mina;
}

it('a counsellor takes a case from the queue through first word, call, tier, referral and eight weeks to its close', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await world.db.query('update staff set name = $2 where id = $1', [kim.id, '김하늘']);
  const { page, looks } = await atDesk(world, 'kim@center.example');
  await page.getByText('지금 기다리는 분이 없어요').waitFor();

  // A place to refer to, before anybody needs it.
  await page.keyboard.press('2');
  await page.getByRole('button', { name: '기관과 지킴이' }).click();
  await page.getByRole('button', { name: '더하기', exact: true }).click();
  const entry = page.getByRole('form', { name: '기관이나 지킴이 더하기' });
  await entry.getByLabel('종류').selectOption({ label: '복지' });
  await entry.getByLabel('이름').fill('푸른구 복지센터');
  await entry.getByLabel('전화번호').fill('02-123-4567');
  await looks('directory');
  await page.getByRole('button', { name: '저장하기' }).click();
  await page.getByText('더했어요: 푸른구 복지센터').waitFor();

  await page.keyboard.press('1');
  const mina = await inNeed(world);
  await mina.watches();
  // It comes by itself.
  await page.getByRole('link', { name: /9번 문항에 답함/ }).waitFor();
  await looks('queue');
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await page.getByRole('textbox', { name: /첫 말/ }).waitFor();
  await looks('case');
  await page.getByRole('button', { name: '첫 말 보내기' }).last().click();
  await until(() => mina.arrived.some((reply) => reply.type === 'human'), 'the first word reaches the resident');

  await page.getByRole('button', { name: '번호 보기' }).click();
  await page.getByRole('button', { name: '전화 걸기', exact: true }).click();
  await page.getByText('010-1234-5678').waitFor();
  const calls = await unfold(page, '통화 기록');
  await calls.getByLabel('닿음').check();
  await calls.getByLabel(/메모/).fill('저녁에 다시 통화하기로 함');
  await calls.getByRole('button', { name: '기록하기' }).click();
  await calls.getByText('저녁에 다시 통화하기로 함').waitFor();

  const tier = await unfold(page, '위험군');
  await tier.getByLabel(/이유/).fill('전화로 계획과 수단을 여쭙고 확인함');
  await tier.getByRole('button', { name: '그대로 확인하기' }).click();
  await tier.getByText('김하늘 확인').waitFor();

  const third = await unfold(page, '다른 기관에 알리기');
  await third.getByLabel('기관 이름').fill('푸른구 복지센터');
  await third.getByRole('button', { name: /여쭙기/ }).click();
  await third.getByText('여쭈었어요').waitFor();
  const agrees = () =>
    mina.arrived
      .flatMap((reply) => (reply.type === 'ask' ? reply.choices : []))
      .find(({ label }) => label === '동의해요');
  await until(() => agrees() !== undefined, 'the question of consent reaches the resident');
  await mina.post('/chat/messages', { choice: agrees()?.id });

  const work = await unfold(page, '후속과 연계');
  await work.getByRole('button', { name: '연계 요청', exact: true }).click();
  await work.getByLabel('어디에').selectOption({ label: '푸른구 복지센터 (02-123-4567)' });
  await work.getByLabel('이 대화에서 본인이 동의함').check();
  await looks('referral');
  await work.getByRole('button', { name: '연계 요청하기' }).click();
  await work.getByText('연계를 부탁했어요').waitFor();
  await work.getByRole('button', { name: '8주 계획 시작', exact: true }).click();
  await work.getByRole('button', { name: '8주 계획 시작하기' }).click();
  await work.getByText('8주 계획을 만들었어요').waitFor();
  await looks('plan');

  await page.getByRole('button', { name: '사례 닫기' }).click();
  await page.getByLabel('위기개입 시작(8주)').check();
  await page.getByRole('button', { name: '다음' }).click();
  await page.getByRole('button', { name: '네, 닫을게요' }).click();
  await page.getByText('닫힌 사례예요: 위기개입 시작(8주)').waitFor();
  await looks('closed');
  await page.keyboard.press('2');
  await page.getByRole('group', { name: '언제까지' }).getByText('이번 주').click();
  await page.getByText(/8주 계획 1\/10/).waitFor();
  await looks('follow-ups');

  const { rows } = await world.db.query<{ outcome: string; tier: string; judged: string; plan: number; state: string }>(
    `select escalation.outcome, escalation.tier, judge.name as judged, referral.state,
       (select count(*)::integer from follow_up where follow_up.escalation_id = escalation.id and kind = 'plan') as plan
     from escalation join staff judge on judge.id = escalation.judged_by join referral on referral.escalation_id = escalation.id`,
  );
  expect(rows).toEqual([
    { outcome: 'crisis-intervention', tier: 'high', judged: '김하늘', plan: 10, state: 'requested' },
  ]);
}, 120_000);

it('a second counsellor loses the claim and sees who won', async () => {
  const world = await openWorld();
  await world.counsellor('kim');
  await world.counsellor('lee');
  const kim = await atDesk(world, 'kim@center.example');
  const lee = await atDesk(world, 'lee@center.example');
  await inNeed(world);
  for (const { page } of [kim, lee]) await page.getByRole('button', { name: /제가 맡을게요/ }).waitFor();
  // Lee's desk has not heard of it yet: what is on the screen is a moment old.
  await lee.page.route(/\/api\/(queue|stream)/, () => {});
  await kim.page.getByRole('button', { name: /제가 맡을게요/ }).click();
  await kim.page.getByRole('textbox', { name: /첫 말/ }).waitFor();
  await lee.page.getByRole('button', { name: /제가 맡을게요/ }).click();
  await lee.page.getByText('kim 상담사가 먼저 맡았어요').waitFor();
  await lee.looks('lost');
  await lee.page.unroute(/\/api\/(queue|stream)/);
  await lee.page.getByRole('link', { name: /9번 문항에 답함/ }).click();
  await lee.page.getByText('kim 상담사가 맡고 있어요. 여기서는 읽기만 할 수 있어요.').waitFor();
  expect(await lee.page.getByRole('textbox').count()).toBe(0);
  await lee.looks('of-another');
}, 90_000);

const iphone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1';
const preview = 'facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984';
const dpi = 200;

/** The address a printed page leads to: the PDF a printer would get, drawn to pixels and read by a QR reader. */
async function readFromPaper(page: Page): Promise<string> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const pdfium = await PDFiumLibrary.init();
  const paper = await pdfium.loadDocument(pdf);
  try {
    const { width, height, data } = await paper.getPage(0).render({ scale: dpi / 72, render: 'bitmap' });
    return decodeQR({ width, height, data });
  } finally {
    paper.destroy();
    pdfium.destroy();
  }
}

/** From the greeting to the last word; `item9` rings. */
async function answersAll(mina: Resident, item9: 0 | 2): Promise<void> {
  await mina.starts();
  await mina.answers([0, 1, 0, 1, 0, 0, 0, 0, item9]);
  if (item9 > 0) await mina.taps('이어하기');
  // After an alarm ASQ asks its fifth, otherwise PHQ-9 its tenth.
  await mina.answers([1, 1, 1, 1, item9 > 0 ? 1 : 0]);
}

it('campaign staff make thirty placements from a list and print one; twelve people come through it; the counts are right, and hidden where they must be', async () => {
  const world = await openWorld(() => ({ publicUrl: 'http://phone.test' }));
  const han = await world.counsellor('han', 'campaign');
  const phones = await openBrowser(`phone.test:80 ${new URL(world.chatUrl).host}`);
  onTestFinished(() => phones.close());
  const { page, looks } = await atDesk(world, 'han@center.example');

  // They see campaigns and nothing of people.
  await page.getByRole('heading', { name: '캠페인' }).waitFor();
  expect(await page.getByRole('link', { name: '대기' }).count()).toBe(0);
  await page.getByRole('button', { name: '새 캠페인' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('이름').fill('겨울 마음 산책');
  await form.getByLabel(/장소/).fill('푸른구 일대');
  await form.getByLabel('시작하는 날').fill('2026-01-05');
  await form.getByLabel('끝나는 날').fill('2026-02-28');
  await form.getByRole('button', { name: '만들기' }).click();
  await page.getByRole('heading', { name: /겨울 마음 산책/ }).waitFor();

  await page.getByRole('button', { name: '목록으로 여러 개' }).click();
  const lines = Array.from({ length: 30 }, (_, n) => `${n + 1}번 벤치,중앙공원`);
  const list = (rows: string[]) => ({
    name: 'benches.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\uFEFF이름,자리\n${rows.join('\n')}\n`),
  });
  await page.locator('input[type=file]').setInputFiles(list([...lines, '3번 벤치,정문', ',이름 없는 줄']));
  await page.getByText('고칠 줄 2').waitFor();
  await looks('csv-faults');
  await page.getByRole('button', { name: '다른 목록 고르기' }).click();
  await page.locator('input[type=file]').setInputFiles(list(lines));
  await page.getByRole('button', { name: '30개 모두 만들기' }).click();
  await page.getByText('게시물 30개를 만들었어요.').waitFor();
  await looks('campaign');

  await page.getByRole('link', { name: '7번 벤치 인쇄', exact: true }).click();
  await page.locator('.sheet').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await looks('poster');
  const address = await readFromPaper(page);
  expect(address).toMatch(/^http:\/\/phone\.test\/c\/[a-z2-9]{8}$/);
  const code = address.slice(-8);

  // One of them with a phone in the hand, from the paper to the result.
  const phone = await phones.newContext({
    viewport: { width: 360, height: 740 },
    locale: 'ko-KR',
    isMobile: true,
    hasTouch: true,
    userAgent: iphone,
  });
  const chat = await phone.newPage();
  chat.setDefaultTimeout(10_000);
  await chat.goto(address);
  if (pictures) await chat.screenshot({ path: join(pictures, 'landing-360.png') });
  await chat.getByRole('link', { name: '여기서 시작하기' }).click();
  const taps = (label: string) =>
    chat.locator('.choices').last().getByRole('button', { name: label, exact: true }).click();
  for (const label of ['시작할게요', '19~34세', '동의해요']) await taps(label);
  for (let item = 1; item <= 9; item += 1) {
    await chat
      .getByText(new RegExp(`^${item}/9`))
      .last()
      .waitFor();
    await taps('전혀 방해 받지 않았다');
  }
  for (let item = 1; item <= 4; item += 1) {
    await chat
      .getByText(new RegExp(`${item}/4`))
      .last()
      .waitFor();
    await taps('아니오');
  }
  await chat.getByText('끝까지 답해 주셔서 고마워요').waitFor();

  // Eleven more, two of them in need; and a link preview, which is nobody.
  await fetch(`${world.chatUrl}/c/${code}`, { headers: { 'user-agent': preview } });
  for (let person = 0; person < 11; person += 1) {
    await fetch(`${world.chatUrl}/c/${code}`, { headers: { 'user-agent': iphone } });
    const mina = world.resident();
    await mina.opens('ko', code);
    await answersAll(mina, person < 2 ? 2 : 0);
  }
  const kim = await world.counsellor('kim');
  const [first] = await kim.queue();
  const { body } = await kim.claims(first?.id ?? '');
  await kim.writes(first?.id ?? '', body.fence, '글 잘 읽었어요.');
  expect((await kim.opens(first?.id ?? '')).place).toMatchObject({ placement: '7번 벤치' });

  const figures = async () => {
    await page.goto(
      `${world.deskUrl}${new URL(page.url()).pathname.startsWith('/campaigns/print') ? '/campaigns' : ''}`,
    );
    await page.getByRole('link', { name: /겨울 마음 산책/ }).click();
    await page.getByRole('link', { name: '집계' }).click();
    await page.getByText('얼마나 왔나요').waitFor();
  };
  await figures();
  // Nobody may watch one person's result come in: from the tier on, the day must be over.
  const counts = async () => {
    const campaigns = await han.call<{ campaigns: { id: string }[] }>('GET', '/api/campaigns');
    return (await han.call<CampaignCounts>('GET', `/api/campaigns/${campaigns.body.campaigns[0]?.id}/counts`)).body;
  };
  expect((await counts()).total.steps).toMatchObject({
    finished: { value: 12 },
    low: { value: 0 },
    high: { value: 0 },
  });
  // A day later every session is over.
  world.clock.advance({ hours: 24 });
  await han.call('POST', '/api/login', { email: 'han@center.example', password });
  await page.reload();
  await signIn(page, 'han@center.example');
  await figures();
  await looks('counts');
  await page.getByText('CSV로 받기').click();
  await page.getByLabel('어디에 쓰시나요').fill('구청 보고');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '파일 받기' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  await page.getByText('파일을 받았어요').waitFor();

  // The same, asked of the tables by nobody's code but the test's.
  const asked = await world.db.query<{
    scans: number;
    people: number;
    finished: number;
    high: number;
    claimed: number;
  }>(
    `with bench as (select id from placement where code = $1), person as (select resident.id from resident join bench on resident.placement_id = bench.id)
     select (select count(*)::integer from scan join bench on scan.placement_id = bench.id) as scans,
       (select count(*)::integer from person) as people,
       (select count(*)::integer from screening join person on person.id = resident_id where instrument = 'asq' and status = 'finished') as finished,
       (select count(*)::integer from escalation join person on person.id = resident_id where tier = 'high') as high,
       (select count(*)::integer from escalation join person on person.id = resident_id where claimed_at is not null) as claimed`,
    [code],
  );
  expect(asked.rows).toEqual([{ scans: 12, people: 12, finished: 12, high: 2, claimed: 1 }]);
  const { total, placements } = await counts();
  const shown = (value: number) => ({ value, why: null });
  const bench = placements.find(({ name }) => name === '7번 벤치');
  for (const funnel of [total, bench]) {
    expect(funnel).toMatchObject({
      scans: 12,
      steps: {
        started: shown(12),
        consented: shown(12),
        finished: shown(12),
        // Two people are few; and ten of twelve would tell of them.
        high: { value: null, why: 'small' },
        low: { value: null, why: 'protects' },
        claimed: { value: null, why: 'small' },
        closed: shown(0),
      },
    });
  }
  expect(
    placements
      .filter(({ name }) => name !== '7번 벤치')
      .every(({ scans, steps }) => scans === 0 && steps.started?.value === 0),
  ).toBe(true);
}, 180_000);
