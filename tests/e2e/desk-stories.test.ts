/** What the other two users do, in a real browser on a whole 마음지기 with a real Postgres and a clock that moves when told:
 *  a counsellor from the queue to a closed case, a second one who loses the claim, campaign staff from a list to the counts. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, password, type Resident, until, type World } from '../harness/world.ts';
import { openBrowser } from './house.ts';
import { seriousFindings } from './person.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

const widths = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];
/** A folder for pictures of everything that was looked at; none are taken without. */
const pictures = process.env.SHOTS;

/** Somebody signed in at a desk of their own. `looks` holds every screen against what nobody may stumble over. */
async function atDesk(world: World, email: string) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'ko-KR',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(world.deskUrl);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('header.top');
  const looks = async (what: string) => {
    for (const screen of widths) {
      await page.setViewportSize(screen);
      await page.waitForTimeout(150);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([what, screen.width, width]).toEqual([what, screen.width, screen.width]);
      if (pictures) {
        mkdirSync(pictures, { recursive: true });
        await page.screenshot({ path: join(pictures, `desk-${what}-${screen.width}.png`), fullPage: true });
      }
    }
    expect(await seriousFindings(page), what).toEqual([]);
  };
  return { page, looks };
}

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
  await tier.getByText('kim 확인').waitFor();

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
    { outcome: 'crisis-intervention', tier: 'high', judged: kim.name, plan: 10, state: 'requested' },
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
