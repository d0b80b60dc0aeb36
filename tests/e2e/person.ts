/** Somebody at the page, as the tests see them: what they tap and write, and what must be true of everything they look at. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A very small phone, a usual one, a desk. */
const screens = [
  { width: 320, height: 568 },
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];
const [small, usual] = screens;
/** A folder for pictures of everything that was looked at; none are taken without. */
const pictures = process.env.SHOTS;

/** Words of the desk, and numbers that judge. Nobody is ever shown them. */
const neverShown = /위험군|고위험|우울증|총점|점수|\d점|P[0-3](?!\d)|PHQ|SGDS|ASQ/;

export interface Person {
  page: Page;
  /** Taps an answer of the present question and waits for what comes of it. */
  answers(label: string): Promise<void>;
  writes(text: string): Promise<void>;
  /** Looks at what is on the screen, on every screen; `name` names the pictures. */
  looks(name: string): Promise<void>;
  /** On the smallest phone, with the arrow alone, until nothing is below any more. */
  goesDown(name: string): Promise<void>;
  question(): Promise<string>;
  isLarge(): Promise<boolean>;
  listens(): Promise<void>;
  /** What was read aloud since the last time, and how often reading was stopped. */
  heard(): Promise<{ said: string[]; stopped: number }>;
}

interface Ways {
  url: string;
  /** A phone in the hand rather than a computer. */
  touch?: boolean;
  voice?: 'local' | 'remote' | 'none';
  dark?: boolean;
}

export async function somebody(browser: Browser, name: string, ways: Ways): Promise<Person> {
  const { url, touch = true, voice = 'local', dark = false } = ways;
  // Reduced motion: a colour half-way through a fade is no finding.
  const context = await browser.newContext({
    ...(usual ? { viewport: usual } : {}),
    locale: 'ko-KR',
    reducedMotion: 'reduce',
    colorScheme: dark ? 'dark' : 'light',
    hasTouch: touch,
    isMobile: touch,
  });
  await context.addInitScript(giveVoice, voice);
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  let looked = 0;

  const lastBatch = () => page.evaluate(newestBatch);
  const after = async (act: () => Promise<unknown>) => {
    const before = await lastBatch();
    await act();
    await page.waitForFunction(isNewer, before);
  };
  const open = () => page.locator('.choices').last();
  const photograph = async (what: string, width = 0) => {
    if (!pictures) return;
    mkdirSync(pictures, { recursive: true });
    await page.waitForTimeout(450);
    await page.screenshot({ path: join(pictures, `${name}-${String(looked).padStart(2, '0')}-${what}-${width}.png`) });
  };

  await page.goto(url);
  await page.waitForFunction(isNewer, 0);
  return {
    page,
    answers: (label) => after(() => open().getByRole('button', { name: label, exact: true }).click()),
    writes: (text) =>
      after(async () => {
        await page.getByRole('textbox').fill(text);
        await page.keyboard.press('Enter');
      }),
    async looks(what) {
      looked += 1;
      for (const screen of screens) {
        await page.setViewportSize(screen);
        await page.waitForFunction(() => document.querySelector('.page')?.clientHeight === innerHeight);
        await page.waitForTimeout(60);
        await photograph(what, screen.width);
        const where = `${name}, ${what}, ${screen.width} px`;
        expect(await page.evaluate(whatIsWrong), where).toEqual([]);
        expect(await page.locator('#page').innerText(), where).not.toMatch(neverShown);
      }
      if (small) await page.setViewportSize(small);
      expect(await seriousFindings(page), `${name}, ${what}`).toEqual([]);
      if (usual) await page.setViewportSize(usual);
    },
    async goesDown(what) {
      if (small) await page.setViewportSize(small);
      for (let taps = 0; taps < 9; taps += 1) {
        await page.waitForTimeout(500);
        if (!(await page.locator('.more').isVisible())) break;
        await page.locator('.more').click();
      }
      await photograph(what, small?.width);
      for (const choice of await open().getByRole('button').all()) expect(await isInSight(choice), what).toBe(true);
      if (usual) await page.setViewportSize(usual);
    },
    question: () => page.locator('.question').last().innerText(),
    isLarge: () => page.evaluate(() => document.documentElement.classList.contains('large')),
    listens: () => page.locator('.listen').last().click(),
    heard: () => page.evaluate(() => (window as unknown as Ears).heard()),
  };
}

const isInSight = (one: Locator) =>
  one.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    const box = element.closest('.log-box')?.getBoundingClientRect();
    return box !== undefined && top >= box.top - 1 && bottom <= box.bottom + 6;
  });

interface Ears {
  heard(): { said: string[]; stopped: number };
}

/** Stands for the phone's voice, which no test machine has. */
function giveVoice(voice: 'local' | 'remote' | 'none'): void {
  if (voice === 'none') {
    // As in an in-app browser: the names are not there at all.
    Reflect.deleteProperty(window, 'speechSynthesis');
    Reflect.deleteProperty(Object.getPrototypeOf(window), 'speechSynthesis');
    Reflect.deleteProperty(window, 'SpeechSynthesisUtterance');
    return;
  }
  let said: string[] = [];
  let stopped = 0;
  class Utterance {
    text: string;
    onstart: (() => void) | null = null;
    constructor(text: string) {
      this.text = text;
    }
  }
  const voices = ['ko-KR', 'en-US'].map((lang) => ({ lang, localService: voice === 'local' }));
  const synthesis = {
    getVoices: () => voices,
    speak(utterance: Utterance) {
      said.push(utterance.text);
      utterance.onstart?.();
    },
    cancel() {
      stopped += 1;
    },
  };
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
  Object.defineProperty(window, 'heard', {
    value: () => {
      const report = { said, stopped };
      said = [];
      stopped = 0;
      return report;
    },
  });
}

function newestBatch(): number {
  return Math.max(
    0,
    ...[...document.querySelectorAll('[data-batch]')].map((one) => Number(one.getAttribute('data-batch'))),
  );
}

function isNewer(before: number): boolean {
  const batches = [...document.querySelectorAll('[data-batch]')].map((one) => Number(one.getAttribute('data-batch')));
  return Math.max(0, ...batches) > before;
}

/** What a thumb or an eye would stumble over on this screen. Runs in the page. */
async function whatIsWrong(): Promise<string[]> {
  const wrong: string[] = [];
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const nameOf = (one: Element) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 30);
  const { innerWidth } = window;
  const box = document.querySelector('.log-box');
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page scrolls sideways');
  const root = document.documentElement;
  if (root.scrollHeight > root.clientHeight || root.scrollTop > 0) wrong.push('the numbers above can be pushed away');
  if (box && box.scrollWidth > box.clientWidth) wrong.push('the talk scrolls sideways');

  for (const one of document.querySelectorAll('button, .line, .card-link, textarea')) {
    const { left, right, width, height } = one.getBoundingClientRect();
    if (width === 0 || getComputedStyle(one).display === 'none') continue;
    if (Math.min(width, height) < 47.5) wrong.push(`too small for a thumb: ${nameOf(one)} ${width}×${height}`);
    if (left < -0.5 || right > innerWidth + 0.5) wrong.push(`off the screen: ${nameOf(one)}`);
  }

  const group = [...document.querySelectorAll('.choices')].at(-1);
  const choices = group ? [...group.querySelectorAll('button')] : [];
  const bottom = box?.getBoundingClientRect().bottom ?? 0;
  const last = choices.at(-1);
  if (last && last.getBoundingClientRect().bottom > bottom + 6) {
    for (let tries = 0; tries < 20 && !document.querySelector('.more'); tries += 1) await pause(50);
    if (!document.querySelector('.more')) wrong.push('answers below the edge, and nothing says so');
  }
  const top = box?.scrollTop ?? 0;
  for (const choice of choices) {
    choice.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = choice.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    if (!hit || !choice.contains(hit)) wrong.push(`cannot be tapped: ${nameOf(choice)}`);
    if (choice.scrollWidth > choice.clientWidth + 1) wrong.push(`cut off: ${nameOf(choice)}`);
  }
  if (box) box.scrollTop = top;
  return wrong;
}

export async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
