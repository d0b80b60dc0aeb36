/** The page on a phone in the moments nobody photographs: its font not there yet, the screen enlarged by a hair. */
import type { Browser, Page } from 'playwright-core';
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

async function onPhone(width: number, see: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 568 }, hasTouch: true, isMobile: true });
  await see(await context.newPage());
  await context.close();
}

for (const lang of ['ko', 'en']) {
  for (const width of [320, 360]) {
    it(`${lang} at ${width} pixels: without its font nothing is wider than the screen, and all of it can be tapped`, () =>
      onPhone(width, async (page) => {
        await page.route(/\.woff2/, (route) => route.abort());
        await page.goto(`${house.chatUrl}/chat?lang=${lang}`);
        await page.locator('.choices').waitFor();
        const { over, low } = await page.evaluate((edge) => {
          const boxes = [...document.querySelectorAll('.lines *, .dock *')].map((one) => ({
            name: `${one.tagName} ${one.className}`,
            box: one.getBoundingClientRect(),
          }));
          const shown = boxes.filter(({ box }) => box.width > 1);
          return {
            over: shown.filter(({ box }) => box.right > edge + 0.5).map(({ name }) => name),
            low: shown.filter(({ name, box }) => /^(A|BUTTON) /.test(name) && box.height < 48).map(({ name }) => name),
          };
        }, width);
        expect(over).toEqual([]);
        expect(low).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }));
  }
}

it('a screen enlarged by a hair still gets a page of its own height when the keyboard comes and goes', () =>
  onPhone(360, async (page) => {
    await page.goto(`${house.chatUrl}/chat`);
    await page.locator('.choices').waitFor();
    const tools = await page.context().newCDPSession(page);
    await tools.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1.02 });
    await page.waitForFunction(() => (visualViewport?.scale ?? 1) > 1.01);
    for (const height of [340, 700]) {
      await page.setViewportSize({ width: 360, height });
      await expect
        .poll(() => page.locator('.page').evaluate((one) => one.clientHeight), { timeout: 5_000 })
        .toBe(height);
    }
  }));
