/** The main job in a browser, on what `npm start` starts: a phone, a desk, a crash in the middle. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openBrowser, startHouse } from './house.ts';
import { seriousFindings } from './person.ts';

let house: House;
let browser: Browser;
beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await house?.end();
});

// Reduced motion: a colour half-way through a fade is no finding.
const phone = { viewport: { width: 360, height: 740 }, locale: 'ko-KR', reducedMotion: 'reduce' as const };
const screen = { viewport: { width: 1280, height: 800 }, locale: 'ko-KR', reducedMotion: 'reduce' as const };

async function open(on: typeof phone): Promise<Page> {
  const page = await (await browser.newContext(on)).newPage();
  page.setDefaultTimeout(8_000);
  return page;
}

const tap = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).last().click();

async function toItem9(page: Page): Promise<void> {
  await page.goto(`${house.chatUrl}/chat`);
  await tap(page, '시작할게요');
  await tap(page, '19~34세');
  await tap(page, '동의해요');
  for (let n = 1; n <= 8; n += 1) {
    await page.getByText(`${n}/9`).first().waitFor();
    await tap(page, '전혀 방해 받지 않았다');
  }
  await page.getByText('9/9').first().waitFor();
}

async function signIn(page: Page): Promise<void> {
  await page.goto(house.deskUrl);
  await page.getByLabel('이메일').fill(house.staff.email);
  await page.getByLabel('비밀번호').first().fill(house.staff.password);
  await page.getByRole('button', { name: '들어가기' }).click();
  await page.getByRole('heading', { name: '대기' }).first().waitFor();
}

it('item 9 on a phone shows the card at once and the case on the open desk; the first word comes back; a crash loses nothing', async () => {
  const resident = await open(phone);
  const desk = await open(screen);
  await signIn(desk);
  await toItem9(resident);

  await tap(resident, '7일 이상 방해 받았다');
  await resident.getByText('솔직하게 말씀해 주셔서 고마워요').waitFor();
  const at = Date.now();
  await desk.getByText('9번 문항에 답함').first().waitFor({ timeout: 5_000 });
  expect(Date.now() - at).toBeLessThan(5_000);
  await resident.getByText('방금 당직 상담사에게 알렸어요').waitFor();

  // Killed right after the answer: the same escalation is there, and the resident goes on where they were.
  await house.kill();
  await house.again();
  await desk.getByText('9번 문항에 답함').first().waitFor();
  await resident.reload();
  await tap(resident, '이어하기');
  await resident.getByText('죽었으면 좋겠다고 바란 적이').waitFor();

  await desk.reload();
  await desk.getByText('9번 문항에 답함').first().waitFor();
  expect(await desk.getByText('9번 문항에 답함').count()).toBe(1);
  await tap(desk, '제가 맡을게요');
  await desk.getByRole('textbox').last().waitFor();
  await resident.getByText('이 대화를 맡았어요').waitFor();
  await tap(desk, /보내기/);
  await resident.getByText('남겨 주신 글 잘 읽었어요').waitFor();
}, 60_000);

it('neither page has a serious or critical finding, on the phone and at the desk', async () => {
  const resident = await open(phone);
  await resident.goto(`${house.chatUrl}/chat`);
  await resident.getByRole('button', { name: '시작할게요' }).waitFor();
  expect(await seriousFindings(resident)).toEqual([]);
  await toItem9(resident);
  expect(await seriousFindings(resident)).toEqual([]);
  await tap(resident, '거의 매일 방해 받았다');
  await resident.getByText('솔직하게 말씀해 주셔서 고마워요').waitFor();
  expect(await seriousFindings(resident)).toEqual([]);

  const desk = await open(screen);
  await desk.goto(house.deskUrl);
  await desk.getByLabel('이메일').waitFor();
  expect(await seriousFindings(desk)).toEqual([]);
  await signIn(desk);
  await desk.getByText('9번 문항에 답함').first().waitFor();
  expect(await seriousFindings(desk)).toEqual([]);
  await desk.getByText('9번 문항에 답함').first().click();
  await desk.getByText('119·112 함께 부르기').first().waitFor();
  expect(await seriousFindings(desk)).toEqual([]);
});

it('바로 나가기 leaves nothing behind', async () => {
  const context = await browser.newContext(phone);
  const resident = await context.newPage();
  resident.setDefaultTimeout(8_000);
  await context.route(/naver|daum|google/, (route) => route.fulfill({ body: 'elsewhere' }));
  await toItem9(resident);
  await tap(resident, '바로 나가기');
  await resident.waitForURL((url) => !url.href.includes('phone.test'));
  await resident.goBack().catch(() => null);
  expect(await resident.content()).not.toContain('9/9');
});
