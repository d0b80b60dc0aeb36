/** Five people walk the whole conversation: an old woman with her daughter, a boy who hides it, somebody in danger at night,
 *  somebody who refuses, somebody in the middle. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openBrowser, startHouse } from './house.ts';
import { type Person, somebody } from './person.ts';

let house: House;
let browser: Browser;
beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await house?.end();
});

type Ways = Partial<Parameters<typeof somebody>[2]>;
const arrives = (name: string, ways: Ways = {}): Promise<Person> =>
  somebody(browser, name, { url: `${house.chatUrl}/chat`, ...ways });

/** A whole conversation, looked at on three screens. */
const walk = { timeout: 120_000 };

/** As it is typed, and as it must never stand on the screen afterwards. */
const number = '010 2345 6789';
const isNowhere = async ({ page }: Person) => {
  const shown = (await page.content()).replace(/\D/g, '');
  expect(shown).not.toContain('01023456789');
  expect(shown).not.toContain('23456789');
};

async function leavesNumber(person: Person): Promise<void> {
  const { page } = person;
  await person.answers('번호 남길게요');
  const field = page.getByRole('textbox', { name: '전화번호' });
  expect(await field.getAttribute('inputmode')).toBe('tel');
  expect(await field.getAttribute('autocomplete')).toBe('off');
  expect(await field.getAttribute('placeholder')).toBe('숫자만 써 주세요');
  expect(await field.evaluate((one) => document.activeElement === one)).toBe(true);
  await person.looks('number');
  await person.writes('010 2345');
  await page.getByText('번호를 잘 읽지 못했어요').waitFor();
  await person.writes(number);
  await page.getByText('언제 전화드리면').waitFor();
  expect(await page.locator('.mine').last().innerText()).toBe('전화번호를 보냈어요');
  expect(await page.getByRole('textbox').inputValue()).toBe('');
  expect(await page.getByRole('textbox').getAttribute('inputmode')).toBe('text');
  await isNowhere(person);
  await person.looks('when');
}

/** The newest turn begins with a red card whose numbers can be called. */
async function cardComesFirst({ page }: Person, numbers: string[]): Promise<void> {
  const batch = await page.locator('[data-batch]').last().getAttribute('data-batch');
  const first = page.locator(`[data-batch="${batch}"]`).first().locator('.card-crisis');
  await first.waitFor();
  const links = await first.locator('.card-link').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  expect(links).toEqual(numbers.map((one) => (/^\d/.test(one) ? `tel:${one}` : one)));
}

it('an old woman and her daughter', walk, async () => {
  const mother = await arrives('a-elder');
  await mother.looks('greeting');
  await mother.answers('시작할게요');
  expect(await mother.isLarge()).toBe(false);
  await mother.looks('age');
  await mother.answers('75세 이상');
  expect(await mother.isLarge()).toBe(true);
  await mother.looks('helper');
  await mother.answers('옆에서 도와드려요');
  await mother.looks('consent');
  for (const weighty of ['민감정보', /^언제까지/]) {
    const [size, around, weight] = await mother.page
      .locator('.weighty', { hasText: weighty })
      .last()
      .evaluate((one) => {
        const own = getComputedStyle(one);
        return [own.fontSize, getComputedStyle(one.parentElement ?? one).fontSize, own.fontWeight].map(
          Number.parseFloat,
        );
      });
    expect((size ?? 0) / (around ?? 1)).toBeGreaterThanOrEqual(1.19);
    expect(weight).toBeGreaterThanOrEqual(700);
  }

  await mother.goesDown('consent-below');
  await mother.answers('자세히 볼게요');
  await mother.looks('consent-more');
  await mother.goesDown('consent-more-below');
  await mother.answers('동의해요');
  await mother.looks('first-item');
  expect((await mother.heard()).said).toEqual([]);
  await mother.listens();
  const { said } = await mother.heard();
  expect(said).toContain('현재의 생활에 대체적으로 만족하십니까?');
  expect(said.slice(-3)).toEqual(['예', '아니오', '답하고 싶지 않음']);
  expect(said).toContain('질문 15개 가운데 1번째');
  await mother.answers('예');
  expect((await mother.heard()).stopped).toBeGreaterThan(0);
  await mother.listens();
  await mother.page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
  expect((await mother.heard()).stopped).toBeGreaterThan(1);
  expect(await mother.page.getByRole('button', { name: '소리로 듣기' }).count()).toBe(1);

  // Switched off by themselves, it stays off; the age only suggests.
  await mother.page.getByRole('button', { name: '글자 크게' }).first().click();
  await mother.answers('예');
  expect(await mother.isLarge()).toBe(false);
  await mother.page.getByRole('button', { name: '글자 크게' }).first().click();
  for (let n = 3; n <= 15; n += 1) {
    expect(await mother.question()).toContain(`${n}/15`);
    if (n === 10) await mother.looks('item-10');
    await mother.answers('예');
  }
  await mother.page.getByText('잠시 자리를 비켜').waitFor();
  await mother.looks('hand-over');
  await mother.answers('어르신이 직접 하세요');
  await mother.looks('asq');
  for (let n = 1; n <= 4; n += 1) await mother.answers('아니오');
  await mother.looks('result');
  await mother.answers('네, 연락 주세요');
  await mother.looks('contact');
  await leavesNumber(mother);
  await mother.answers('오전');
  await mother.looks('need');
  await mother.answers('외로움·돌봄');
  await mother.looks('end');
  await mother.page.getByRole('button', { name: '메뉴' }).click();
  await mother.looks('menu');
  await mother.page.getByRole('button', { name: '닫기' }).click();
  await mother.listens();
  expect((await mother.heard()).said.join(' ')).toContain('바로 나가기');
  await isNowhere(mother);
});

it('larger text is only suggested, and only to the old', async () => {
  const tablet = await arrives('a2-tablet');
  await tablet.answers('시작할게요');
  await tablet.answers('65~74세');
  expect(await tablet.isLarge()).toBe(true);
  await tablet.writes('처음');
  await tablet.answers('시작할게요');
  await tablet.answers('19~34세');
  expect(await tablet.isLarge()).toBe(false);
  await tablet.page.getByRole('button', { name: '글자 크게' }).first().click();
  await tablet.page.reload();
  await tablet.page.getByRole('button', { name: '시작할게요' }).waitFor();
  expect(await tablet.isLarge()).toBe(true);
});

it('a boy of sixteen who hides it', walk, async () => {
  const boy = await arrives('b-teen', { voice: 'none' });
  await boy.answers('시작할게요');
  await boy.answers('14~18세');
  await boy.page.getByText('보호자께도').waitFor();
  await boy.looks('consent');
  await boy.answers('동의해요');
  await boy.looks('first-item');
  expect(await boy.page.locator('.listen').count()).toBe(0);
  await boy.page.getByRole('button', { name: '메뉴' }).click();
  await boy.page.getByText('소리가 나지 않아요').waitFor();
  await boy.looks('menu');
  await boy.page.getByRole('button', { name: '닫기' }).click();
  for (let n = 1; n <= 7; n += 1) await boy.answers('며칠 동안 방해 받았다');
  await boy.looks('longest-item');
  await boy.answers('며칠 동안 방해 받았다');
  await boy.answers('며칠 동안 방해 받았다');
  await cardComesFirst(boy, ['109', '1577-0199', '119', '1388']);
  await boy.looks('card');
  await boy.answers('이어하기');
  await boy.looks('asq');
  for (let n = 1; n <= 5; n += 1) await boy.answers('아니오');
  await boy.looks('before-result');
  await boy.answers('괜찮아요');
  await boy.looks('result');
  expect(await boy.page.locator('.card-result .card-link[href="tel:1388"]').count()).toBe(1);
  await boy.page.context().route(/naver/, (route) => route.fulfill({ body: 'elsewhere' }));
  await boy.page.getByRole('button', { name: '바로 나가기' }).first().click();
  await boy.page.waitForURL((url) => !url.href.includes('phone.test'));
  await boy.page.goBack().catch(() => null);
  expect(await boy.page.content()).not.toContain('청소년전화 1388은');
});

it('somebody in danger at night, and nobody on duty', walk, async () => {
  const soul = await arrives('c-danger', { dark: true });
  await soul.answers('시작할게요');
  await soul.answers('35~49세');
  await soul.looks('consent');
  await soul.answers('동의해요');
  for (let n = 1; n <= 8; n += 1) await soul.answers('거의 매일 방해 받았다');
  await soul.listens();
  expect((await soul.heard()).said.length).toBeGreaterThan(4);
  await soul.answers('거의 매일 방해 받았다');
  await cardComesFirst(soul, ['109', '1577-0199', '119']);
  expect((await soul.heard()).stopped).toBeGreaterThan(0);
  await soul.looks('card');
  await soul.answers('지금 위험해요');
  await cardComesFirst(soul, ['119', '109', '112', 'sms:109']);
  await soul.page.getByText('바로 읽지 못해요').last().waitFor();
  await soul.looks('red-card');
  await soul.page.locator('.card-crisis').last().locator('.listen').click();
  expect((await soul.heard()).said.join(' ')).toContain('일일구나 일공구');
  await leavesNumber(soul);
  expect(await soul.page.locator('.choices').last().innerText()).not.toContain('지금');
  await soul.answers('저녁');
  await soul.looks('after-contact');
  await soul.writes('아직 너무 힘들어요');
  await soul.looks('still-waiting');
  await isNowhere(soul);
});

it('somebody who refuses', walk, async () => {
  const stranger = await arrives('d-refuser');
  await stranger.answers('시작할게요');
  await stranger.answers('50~64세');
  await stranger.answers('동의 안 해요');
  await stranger.looks('refused');
  await stranger.page.getByRole('button', { name: '메뉴' }).click();
  await stranger.looks('menu');
  await stranger.page.getByRole('button', { name: '상담사', exact: true }).click();
  await stranger.page.getByText('상담사가 전화드려도 될까요').waitFor();
  await stranger.looks('contact');
  // A number in the middle of other words is hidden as well.
  await stranger.page.route('**/chat/messages', (route) => route.fulfill({ status: 400, json: {} }));
  await stranger.writes(`${number} 오후에 주세요`);
  await stranger.page.unroute('**/chat/messages');
  await isNowhere(stranger);
  await stranger.looks('unsent');
  await stranger.page.getByRole('button', { name: '다시 보내기' }).click();
  await stranger.page.getByText('언제 전화드리면').waitFor();
  expect(await stranger.page.locator('.mine').last().innerText()).toBe('(전화번호) 오후에 주세요');
  await isNowhere(stranger);
  await stranger.answers('문자 먼저');
  await stranger.looks('promised');
});

it('somebody in the middle', walk, async () => {
  const worker = await arrives('e-middle');
  await worker.answers('시작할게요');
  await worker.answers('19~34세');
  await worker.answers('동의해요');
  for (let n = 1; n <= 7; n += 1) await worker.answers('7일 이상 방해 받았다');
  await worker.answers('전혀 방해 받지 않았다');
  await worker.answers('전혀 방해 받지 않았다');
  await worker.looks('asq');
  for (let n = 1; n <= 4; n += 1) await worker.answers('아니오');
  await worker.looks('difficulty');
  await worker.answers('약간 어려웠다');
  await worker.looks('next');
  await worker.answers('네, 연락 주세요');
  await worker.answers('번호 남길게요');
  await worker.answers('괜찮아요');
  await worker.looks('need');
  await worker.answers('일자리');
  await worker.looks('end');
});

it('somebody who is well, and is asked whether to look again', walk, async () => {
  const friend = await arrives('f-well');
  await friend.answers('시작할게요');
  await friend.answers('35~49세');
  await friend.answers('동의해요');
  for (let n = 1; n <= 9; n += 1) await friend.answers('전혀 방해 받지 않았다');
  for (let n = 1; n <= 4; n += 1) await friend.answers('아니오');
  await friend.page.getByText('짧은 안부를 남겨').waitFor();
  await friend.looks('again');
  await friend.answers('네, 남겨 주세요');
  await friend.looks('end');
});

it('a counsellor’s question comes by itself, and what is being read gives way', async () => {
  const text =
    '김하나 상담사가 행정복지센터에 이어 드리려고 해요. 상담에 필요한 내용을 그곳에 알려도 될까요? 누구에게: 행정복지센터. 언제까지: 그 도움이 끝날 때까지.';
  const choices = ['동의해요', '동의 안 해요'].map((label, at) => ({ id: `third${at}`, label }));
  const guest = await arrives('h-third');
  await guest.listens();
  expect((await guest.heard()).said.length).toBeGreaterThan(0);
  await guest.page.route('**/chat/events', (route) =>
    route.fulfill({
      contentType: 'text/event-stream',
      body: `id: 999999\ndata: ${JSON.stringify({ type: 'ask', key: null, text, choices })}\n\n`,
    }),
  );
  await guest.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await guest.page.getByText('그곳에 알려도 될까요').waitFor();
  expect((await guest.heard()).stopped).toBeGreaterThan(0);
  await guest.looks('third');
});

it('reads English aloud, and never by a voice on somebody’s server', async () => {
  const guest = await arrives('g-english', { url: `${house.chatUrl}/chat?lang=en` });
  await guest.looks('greeting');
  await guest.page.getByRole('button', { name: 'Menu' }).click();
  await guest.page.getByRole('button', { name: 'Larger text' }).last().click();
  await guest.looks('menu');
  await guest.page.getByRole('button', { name: 'Close' }).click();
  await guest.listens();
  const { said } = await guest.heard();
  expect(said.join(' ')).toContain('1 0 9');
  expect(said.at(-1)).toBe('한국어');
  const cautious = await arrives('g2-remote', { voice: 'remote' });
  await cautious.listens();
  expect((await cautious.heard()).said).toEqual([]);
  await cautious.page.getByText('소리가 나지 않아요').waitFor();
  await cautious.looks('no-voice');
});
