/** The phone pages of the stand-ins, at the width of a small phone: what a newcomer sees and taps is what was sent and is received. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type KakaoStandIn, startKakao } from '../standins/kakao/phone.ts';
import { type LineStandIn, startLine } from '../standins/line/phone.ts';
import { openBrowser } from './house.ts';

let browser: Browser;
let line: LineStandIn;
let kakao: KakaoStandIn;
let app: Server;
/** What the app got at both webhooks, and what it answers KakaoTalk with. */
const got: Record<string, unknown>[] = [];
let answer: { status: number; body: unknown } = { status: 200, body: {} };

beforeAll(async () => {
  app = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      got.push(JSON.parse(Buffer.concat(parts).toString('utf8')));
      res.writeHead(req.url === '/kakao' ? answer.status : 200).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
  line = await startLine({ LINE_CHANNEL_ACCESS_TOKEN: 'token', WEBHOOK_URL: `${url}/line` });
  kakao = await startKakao({ SKILL_URL: `${url}/kakao` });
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([line?.end(), kakao?.end()]);
  app.closeAllConnections();
  app.close();
});

async function phone(url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'ko-KR' });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  await page.goto(`${url}/phone`);
  return page;
}

const faultsOf = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);

it('LINE: bubbles say what was sent and nothing more, quick replies go when tapped, a number can be called', async () => {
  const page = await phone(line.url);
  await page.getByRole('button', { name: '친구 추가' }).click();
  await page.getByText('친구로 추가했어요').waitFor();
  const events = () => got.flatMap((body) => (body.events as Record<string, unknown>[] | undefined) ?? []);
  await expect.poll(() => events().length).toBe(1);
  const userId = (events()[0]?.source as Record<string, string> | undefined)?.userId;
  const action = { type: 'postback', label: '네', data: 'q=1', displayText: '네' };
  await fetch(`${line.url}/v2/bot/message/push`, {
    method: 'POST',
    headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
    body: JSON.stringify({
      to: userId,
      messages: [
        {
          type: 'template',
          altText: '도움',
          template: {
            type: 'buttons',
            text: '24시간 받아요',
            actions: [{ type: 'uri', label: '109 전화', uri: 'tel:109' }],
          },
        },
        { type: 'text', text: '<b>지금</b> 괜찮으세요?', quickReply: { items: [{ type: 'action', action }] } },
      ],
    }),
  });
  await page.getByText('<b>지금</b> 괜찮으세요?').waitFor();
  expect(await page.getByRole('link', { name: '109 전화' }).getAttribute('href')).toBe('tel:109');
  expect(await faultsOf(page)).toEqual([]);

  const quick = page.getByRole('group', { name: '빠른 답장' });
  await page.getByRole('button', { name: 'PC에서 보기' }).click();
  await quick.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'PC에서 보기' }).click();
  await quick.getByRole('button', { name: '네' }).click();
  await quick.waitFor({ state: 'hidden' });
  expect(events().at(-1)).toMatchObject({ type: 'postback', postback: { data: 'q=1' } });

  await page.getByRole('textbox').fill('고마워요');
  await page.keyboard.press('Enter');
  await page.getByText('고마워요').waitFor();
  const before = events().at(-1)?.webhookEventId;
  await page.getByRole('button', { name: '다시 보내기' }).click();
  await expect.poll(() => events().at(-1)?.deliveryContext).toEqual({ isRedelivery: true });
  expect(events().at(-1)?.webhookEventId).toBe(before);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
}, 60_000);

it('KakaoTalk: a long text is folded, cards call and answer, and an error leaves a person with nothing, which is told', async () => {
  const page = await phone(kakao.url);
  const extra = { choice: 'c1' };
  const list = {
    header: { title: '1/9' },
    items: [{ title: '며칠 동안', action: 'message', messageText: '며칠 동안', extra }],
  };
  const card = { title: '24시간 받아요', buttons: [{ label: '109 전화', action: 'phone', phoneNumber: '109' }] };
  const outputs = [{ simpleText: { text: `${'가나다라 '.repeat(110)}끝` } }, { textCard: card }, { listCard: list }];
  answer = { status: 200, body: { version: '2.0', template: { outputs } } };
  await page.getByRole('button', { name: '채널 추가' }).click();
  await page.getByText('24시간 받아요').waitFor();
  expect(await page.getByText('끝').count()).toBe(0);
  await page.getByRole('button', { name: '전체보기' }).click();
  await page.getByRole('dialog').getByText('끝').waitFor();
  await page.getByRole('button', { name: '닫기' }).click();
  expect(await page.getByRole('link', { name: '109 전화' }).getAttribute('href')).toBe('tel:109');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'PC에서 보기' }).click();
  await page.getByRole('link', { name: '109 전화' }).waitFor({ state: 'detached' });

  answer = { status: 503, body: {} };
  await page.getByRole('button', { name: '며칠 동안' }).click();
  await page.getByText('카카오톡에는 아무것도 보이지 않아요').waitFor();
  expect(got.at(-1)).toMatchObject({ action: { clientExtra: extra } });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
}, 60_000);
