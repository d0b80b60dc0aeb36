/** The page on a phone in the moments nobody photographs: its font not there yet, the screen enlarged by a hair. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDoor, question, text } from './door.ts';
import { openBrowser } from './house.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

const greets = {
  ko: [
    text('안녕하세요. 요즘 마음이 어떠신지 함께 살펴볼게요.'),
    question('시작할까요?', '시작할게요', '지금 많이 힘들어요'),
  ],
  en: [
    text('Hello. Let us look at how you have been lately.'),
    question('Shall we start?', 'Start', 'I am struggling right now'),
  ],
};
const openGreeting = () =>
  openDoor({ answers: (inbound) => greets[inbound.type === 'opened' && inbound.lang === 'en' ? 'en' : 'ko'] });

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
        await page.goto(`${(await openGreeting()).url}/chat?lang=${lang}`);
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
        expect((await headOf(page)).rows).toBe(1);
        expect(over).toEqual([]);
        expect(low).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }));
  }
}

/** How the head lies: how high it is, and what of it sticks out or cannot be tapped. */
const headOf = (page: Page) =>
  page.evaluate(() => {
    const boxes = [...document.querySelectorAll('.lines a, .lines button')].map((one) => one.getBoundingClientRect());
    const shown = boxes.filter(({ width }) => width > 0);
    return {
      rows: new Set(shown.map(({ top, height }) => Math.round(top + height / 2))).size,
      lost: shown.filter(
        ({ left, right, height }) => left < 0 || right > document.documentElement.clientWidth || height < 48,
      ),
    };
  });

for (const lang of ['ko', 'en']) {
  for (const width of [320, 360]) {
    it(`${lang} at ${width} pixels: a phone that enlarges all letters keeps every button of the head on the screen`, () =>
      onPhone(width, async (page) => {
        await page.goto(`${(await openGreeting()).url}/chat?lang=${lang}`);
        await page.locator('.choices').waitFor();
        expect(await headOf(page)).toEqual({ rows: 1, lost: [] });
        for (const px of [21, 24, 32]) {
          // What Android does is done to each letter; where it stands in a style sheet makes no difference.
          await page.locator('.lines-row').evaluate((row, size) => row.style.setProperty('font-size', `${size}px`), px);
          expect((await headOf(page)).lost, `${px} px`).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        }
      }));
  }
}

for (const width of [320, 360, 390]) {
  it(`바로 나가기 stands on one line at ${width} pixels`, () =>
    onPhone(width, async (page) => {
      await page.goto(`${(await openGreeting()).url}/chat`);
      await page.locator('.choices').waitFor();
      await page.evaluate(() => document.fonts.ready);
      const lines = () =>
        page.locator('.lines-leave').evaluate((button) => {
          const words = document.createRange();
          words.selectNodeContents(button);
          return words.getClientRects().length;
        });
      await expect.poll(lines).toBe(1);
    }));
}

it('a screen enlarged by a hair still gets a page of its own height when the keyboard comes and goes', () =>
  onPhone(360, async (page) => {
    await page.goto(`${(await openGreeting()).url}/chat`);
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
