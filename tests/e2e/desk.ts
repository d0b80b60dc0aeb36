/** Somebody of the staff at a desk, in a real browser. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { password, type World } from '../harness/world.ts';
import { seriousFindings } from './person.ts';

const widths = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];
/** A folder for pictures of everything that was looked at; none are taken without. */
export const pictures = process.env.SHOTS;

/** What their browser is like, where it is not a wide desk; `lang`: what they chose there before. */
export type Sits = BrowserContextOptions & { lang?: 'ko' | 'en' };

/** Somebody signed in at a desk of their own, on which no script may fail. `looks` holds every screen against what nobody may stumble over. */
export async function atDesk(browser: Browser, world: World, email: string, { lang, ...sits }: Sits = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'ko-KR',
    reducedMotion: 'reduce',
    ...sits,
  });
  onTestFinished(() => context.close());
  if (lang) await context.addInitScript((chosen) => localStorage.setItem('maumjigi-lang', chosen), lang);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(String(fault)));
  onTestFinished(() => expect(faults).toEqual([]));
  await page.goto(world.deskUrl);
  await signIn(page, email);
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
  /** The same in dark colours. */
  const looksDark = async (what: string) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await looks(`${what}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
  };
  /** The same in English; the page is opened anew for it. */
  const looksEnglish = async (what: string) => {
    const speak = async (lang: string) => {
      await page.evaluate((to) => localStorage.setItem('maumjigi-lang', to), lang);
      await page.reload();
      await page.waitForSelector('header.top');
      await page.waitForLoadState('networkidle');
    };
    await speak('en');
    await looks(`${what}-en`);
    expect(await page.locator('main').innerText(), what).not.toMatch(/[가-힣]{2}(어요|에요|해요|주세요|합니다)/);
    await speak('ko');
  };
  return { page, looks, looksDark, looksEnglish };
}

/** Of whoever sees the form for it. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('header.top');
}
