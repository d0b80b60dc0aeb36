/** 삭제 on a phone: asked first, done once, and the page begins anew by itself, without a loop. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openBrowser, startHouse } from './house.ts';

let house: House;
let browser: Browser;
beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await house?.end();
});

it('asks, deletes, says so, and opens one new conversation', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'ko-KR' });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const opened: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/chat/session')) opened.push(request.method());
  });
  const tap = (name: string) => page.getByRole('button', { name }).last().click();
  await page.goto(`${house.chatUrl}/chat`);
  await tap('시작할게요');
  await tap('19~34세');
  await tap('동의해요');
  await page.getByText('1/9').first().waitFor();
  await page.getByRole('textbox').fill('삭제');
  await page.keyboard.press('Enter');
  await page.getByText('모두 지울까요').waitFor();
  await tap('그냥 둘게요');
  await page.getByText('1/9').nth(1).waitFor();
  await page.getByRole('textbox').fill('삭제');
  await page.keyboard.press('Enter');
  await tap('모두 지워 주세요');
  await page.getByText('모두 지웠어요').waitFor();
  await page.getByText('대화를 새로 열었어요').waitFor();
  await page.getByRole('button', { name: '시작할게요' }).last().waitFor();
  await page.waitForTimeout(4_000);
  expect(opened).toHaveLength(2);
  await tap('시작할게요');
  await page.getByText('나이대를 골라 주세요').last().waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
}, 60_000);
