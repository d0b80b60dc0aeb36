/** The page alone in a real browser, at the real edge with a turn that answers as the story says: slow lines, a full house, a browser with
 *  its own ideas. */
import type { ServerResponse } from 'node:http';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Reply } from '../../flows/protocol.ts';
import { openDoor, question, type Story, text } from './door.ts';
import { openBrowser } from './house.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

async function opens(url: string, how: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'ko-KR', ...how });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  await page.goto(url);
  return page;
}

async function writes(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox').fill(words);
  await page.getByRole('textbox').press('Enter');
}

const log = (page: Page) => page.getByRole('log');

/** Nothing that is written gets through while the line is dead. */
const overLine = (line: { isDead: boolean }): Story => ({
  meets: (req) => {
    const isCut = line.isDead && req.url === '/chat/messages';
    if (isCut) req.socket.destroy();
    return isCut;
  },
});

it('a page whose first stream died unheard asks for what came after its opening, and shows it once', async () => {
  const asked: (number | null)[] = [];
  const words = { rev: 2, replies: [{ type: 'human', name: '김상담', text: '김상담이에요' } as const] };
  const door = await openDoor({
    waits(afterRev) {
      asked.push(afterRev);
      return afterRev === 1 ? [words] : [];
    },
  });
  const page = await opens(`${door.url}/chat`);
  await log(page).getByText('김상담이에요').waitFor();
  expect(asked).toEqual([1]);
  expect(await log(page).getByText('김상담이에요').count()).toBe(1);
});

it('a full house takes words of danger though what was written before them has to come again', async () => {
  let isFull = true;
  const door = await openDoor({ turnedAway: (words) => isFull && words === '잠이 안 와요' });
  const page = await opens(`${door.url}/chat`);
  await log(page).getByText('들었어요: opened').waitFor();
  await writes(page, '잠이 안 와요');
  await writes(page, '죽고 싶어요');
  await log(page).getByText('들었어요: 죽고 싶어요').waitFor();
  isFull = false;
  await log(page).getByText('들었어요: 잠이 안 와요').waitFor();
  expect(door.heard).toEqual(['opened', '죽고 싶어요', '잠이 안 와요']);
});

it('nor does what has no session yet hold words of danger back, where nobody new is let in', async () => {
  let isFull = true;
  const door = await openDoor({ turnedAway: (words) => isFull && words === 'opened' });
  const page = await opens(`${door.url}/chat`);
  await log(page).locator('a[href="tel:109"]').first().waitFor();
  await writes(page, '잠이 안 와요');
  await writes(page, '죽고 싶어요');
  await log(page).getByText('들었어요: 죽고 싶어요').waitFor();
  expect(door.heard).toEqual(['opened', '죽고 싶어요']);
  isFull = false;
  await log(page).getByText('들었어요: 잠이 안 와요').waitFor({ timeout: 20_000 });
  expect(door.people.size).toBe(1);
});

it('a dead line keeps the order of what was written', async () => {
  const line = { isDead: false };
  const door = await openDoor(overLine(line));
  const page = await opens(`${door.url}/chat`);
  await log(page).getByText('들었어요: opened').waitFor();
  line.isDead = true;
  await writes(page, '하나');
  await writes(page, '둘');
  await page.waitForTimeout(1_500);
  line.isDead = false;
  await log(page).getByText('들었어요: 둘').waitFor();
  expect(door.heard).toEqual(['opened', '하나', '둘']);
});

/** A phone whose browser sends a click as iPhones do: it says neither what pressed nor how often. Taps once, and again as soon as anything
 *  else lies under the finger. */
const tapsTwice = (page: Page, button: string) =>
  page.evaluate(async (which) => {
    const tap = () =>
      document
        .querySelector(which)
        ?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }));
    const entries = document.querySelector('.entries') as HTMLElement;
    const changed = new Promise<void>((resolve) => {
      new MutationObserver(() => entries.querySelectorAll('.question').length > before && resolve()).observe(entries, {
        childList: true,
        subtree: true,
      });
    });
    const before = entries.querySelectorAll('.question').length;
    tap();
    await changed;
    tap();
  }, button);

it('on an iPhone the second of two taps answers nothing, and two on 이전 go back one question', async () => {
  const door = await openDoor({
    answers: (_inbound, heard) => [question(`질문 ${heard.length}`, `네 ${heard.length}`, `아니요 ${heard.length}`)],
  });
  const page = await opens(`${door.url}/chat`, { hasTouch: true, isMobile: true });
  await log(page).getByText('질문 1').waitFor();
  await page.waitForTimeout(400);
  await tapsTwice(page, '.choice:first-child');
  await page.waitForTimeout(400);
  expect(door.heard).toEqual(['opened', '네 1']);
  await tapsTwice(page, '.dock .tool:first-child');
  await page.waitForTimeout(400);
  expect(door.heard).toEqual(['opened', '네 1', '이전']);
  // After the moment it is meant, and a screen reader is heard at any time.
  await page.locator('.choice').first().dispatchEvent('click', { detail: 1 });
  await log(page).getByText('질문 4').waitFor();
  await page.evaluate(() => {
    const press = new PointerEvent('click', { bubbles: true, pointerType: '', detail: 0 });
    document.querySelector('.choice')?.dispatchEvent(press);
  });
  await log(page).getByText('질문 5').waitFor();
});

it('a browser that keeps no cookies is told so once, with the numbers, and again for whatever is written; nobody knocks without a pause', async () => {
  let keepsCookies = false;
  const door = await openDoor({
    meets(req) {
      if (!keepsCookies) delete req.headers.cookie;
      return false;
    },
  });
  const page = await opens(`${door.url}/chat`);
  const sorry = log(page).getByText('쿠키를 막아 두었다면');
  await sorry.waitFor();
  expect(await sorry.innerText()).toMatch(/109.*119/);
  await page.waitForTimeout(1_500);
  expect(door.heard).toEqual(['opened']);
  await writes(page, '죽고 싶어요');
  await expect.poll(() => sorry.count()).toBe(2);
  await log(page).getByText('아직 보내지 못했어요').waitFor();
  expect(await log(page).getByText('들었어요: opened').count()).toBe(1);
  const { length } = door.heard;
  await page.waitForTimeout(1_500);
  expect(door.heard).toHaveLength(length);
  // Allowed meanwhile: the talk goes on by itself.
  keepsCookies = true;
  await log(page).getByText('들었어요: opened').nth(1).waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: '다시 보내기' }).click();
  await log(page).getByText('들었어요: 죽고 싶어요').waitFor();
}, 40_000);

it('whoever leaves at once has still said what was written: it is sent off with the page', async () => {
  const line = { isDead: false };
  const door = await openDoor(overLine(line));
  for (const leaves of [
    (page: Page) => page.getByRole('button', { name: '바로 나가기' }).click(),
    (page: Page) => page.goto('about:blank'),
  ]) {
    door.heard.length = 0;
    line.isDead = false;
    const page = await opens(`${door.url}/chat`);
    await page.route('https://www.naver.com/**', (route) => route.fulfill({ body: '' }));
    await log(page).getByText('들었어요: opened').waitFor();
    line.isDead = true;
    await writes(page, '하나');
    await writes(page, '죽고 싶어요');
    // Long enough to be in a pause, of which there are four seconds yet.
    await page.waitForTimeout(3_500);
    line.isDead = false;
    await leaves(page);
    await expect.poll(() => [...door.heard].sort(), { timeout: 6_000 }).toEqual(['opened', '죽고 싶어요', '하나']);
  }
});

it('words under way outlive their page', async () => {
  const door = await openDoor();
  const page = await opens(`${door.url}/chat`);
  await log(page).getByText('들었어요: opened').waitFor();
  await page.evaluate(() => {
    const { fetch } = window;
    window.fetch = (address, how) => {
      document.title = String(how?.keepalive);
      return fetch(address, how);
    };
  });
  await writes(page, '하나');
  await log(page).getByText('들었어요: 하나').waitFor();
  expect(await page.title()).toBe('true');
});

it('a page that speaks Korean on an English phone fails in Korean, and stays so', async () => {
  const door = await openDoor({ turnedAway: (words) => words === '하나' });
  const page = await opens(`${door.url}/chat`, { locale: 'en-US' });
  await log(page).getByText('들었어요: opened').waitFor();
  await writes(page, '하나');
  await log(page).getByText('몰려서').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ko');
});

it('English tapped while the page opens is spoken once it has', async () => {
  let isSlow = true;
  const waiting: (() => void)[] = [];
  const door = await openDoor({
    answers: (inbound) => [text(inbound.type === 'opened' && inbound.lang === 'en' ? 'Hello' : '안녕하세요')],
    meets(req) {
      if (req.url !== '/chat/session' || !isSlow) return false;
      isSlow = false;
      // Held until it is tapped.
      req.pause();
      waiting.push(() => req.resume());
      return false;
    },
  });
  const page = await opens(`${door.url}/chat`, { viewport: { width: 1280, height: 800 } });
  await page.getByRole('button', { name: 'English' }).click();
  await expect.poll(() => waiting.length).toBe(1);
  waiting[0]?.();
  await log(page).getByText('Hello').waitFor();
  expect(door.heard).toEqual(['opened', 'opened']);
});

it('of turns that arrive at once the first is in sight, also while somebody reads above, if one of them is pressing', async () => {
  const frames = (rev: number, reply: Reply) => `id: ${rev}\ndata: ${JSON.stringify(reply)}\n\n`;
  const card: Reply = { type: 'card', kind: 'crisis', text: '혼자 견디지 않으셔도 돼요.', links: [] };
  const long = Array.from({ length: 90 }, (_none, line) => `${line + 1}번째 줄이에요.`).join(' ');
  let stream: ServerResponse | null = null;
  const door = await openDoor({
    answers: () => [text(long)],
    meets(req, res) {
      if (req.url !== '/chat/events') return false;
      stream = res.writeHead(200, { 'content-type': 'text/event-stream' });
      res.write(':\n\n');
      return true;
    },
  });
  const page = await opens(`${door.url}/chat`);
  await log(page).getByText('90번째').waitFor();
  await expect.poll(() => stream).not.toBeNull();
  await page.locator('.log-box').dispatchEvent('wheel');
  await page.locator('.log-box').evaluate((box) => box.scrollTo(0, 0));
  const person: Reply = { type: 'human', name: '김상담', text: long };
  (stream as unknown as ServerResponse).write(frames(2, card) + frames(3, person));
  await log(page).getByText('김상담').waitFor();
  await page.waitForTimeout(1_000);
  const [top, bottom, cardTop] = await page.evaluate(() => {
    const box = document.querySelector('.log-box')?.getBoundingClientRect();
    return [box?.top, box?.bottom, document.querySelector('.card-crisis')?.getBoundingClientRect().top];
  });
  expect(cardTop).toBeGreaterThanOrEqual(top ?? 0);
  expect(cardTop).toBeLessThan(bottom ?? 0);
});

it('a stream that never begins is given up after twelve seconds and opened anew', async () => {
  let asked = 0;
  const door = await openDoor({
    meets(req) {
      if (req.url !== '/chat/events') return false;
      asked += 1;
      return asked === 1;
    },
    waits: () => [{ rev: 2, replies: [{ type: 'human', name: '김상담', text: '김상담이에요' }] }],
  });
  const page = await opens(`${door.url}/chat`);
  await log(page).getByText('들었어요: opened').waitFor();
  await log(page).getByText('김상담이에요').waitFor({ timeout: 20_000 });
  expect(asked).toBe(2);
}, 40_000);
