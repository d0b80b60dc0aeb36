/** What counsellors have under their hands when something changes: keys, words, a second tab, another case. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '../../admin/contract.ts';
import { openWorld, password, type Resident, type World } from '../harness/world.ts';
import { atDesk } from './desk.ts';
import { openBrowser } from './house.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

async function at(world: World, name: string, role: Role = 'counsellor') {
  const who = await world.counsellor(name, role);
  const desk = await atDesk(browser, world, `${name}@center.example`);
  const opens = async (caseId: string) => {
    await desk.page.goto(`${world.deskUrl}/cases/${caseId}`);
    await desk.page.getByRole('heading', { name: '왜 왔나요' }).waitFor();
  };
  return { who, ...desk, opens };
}

const nowInDanger = (one: Resident) => one.tellsOfDanger();
const withItem9 = async (one: Resident) => {
  await one.opens();
  await one.starts();
  await one.answers([0, 0, 0, 0, 0, 0, 0, 0, 3]);
};

/** Somebody who needs a person, and their case. */
async function comes(world: World, tells: (one: Resident) => Promise<void>) {
  const resident = world.resident();
  await tells(resident);
  const id = (await world.escalations()).at(-1)?.id ?? '';
  // Two of one moment have no order.
  world.clock.advance({ seconds: 1 });
  return { ...resident, id };
}

const composer = (page: Page) => page.getByRole('textbox', { name: /첫 말|보낼 말/ });
const ownerOf = async (world: World, caseId: string) =>
  (await world.db.query<{ owner: string | null }>('select owner from escalation where id = $1', [caseId])).rows[0]
    ?.owner;

it('whoever types on when the claim has lapsed sets off nothing; a moment later keys work again', async () => {
  const world = await openWorld();
  const { id } = await comes(world, nowInDanger);
  const kim = await at(world, 'kim');
  await kim.opens(id);
  await kim.page.keyboard.press('c');
  await composer(kim.page).focus();
  let types = true;
  const typing = (async () => {
    while (types) {
      for (const key of ['c', 'q']) await kim.page.keyboard.press(key);
      await kim.page.waitForTimeout(200);
    }
  })();
  await world.passes({ minutes: 11 });
  await composer(kim.page).waitFor({ state: 'detached' });
  await kim.page.waitForTimeout(2_000);
  types = false;
  await typing;
  expect(await ownerOf(world, id)).toBeNull();
  expect(kim.page.url()).toContain(id);
  await kim.page.waitForTimeout(1_500);
  await kim.page.keyboard.press('c');
  await composer(kim.page).waitFor();
}, 60_000);

it('a slow claim opens its case only where it was pressed', async () => {
  const world = await openWorld();
  const mina = await comes(world, nowInDanger);
  const jun = await comes(world, nowInDanger);
  const kim = await at(world, 'kim');
  let answer = () => {};
  const slow = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await kim.page.route('**/claim', async (route) => {
    await slow;
    await route.continue();
  });
  const row = kim.page.locator('.row', { has: kim.page.locator(`a[href="/cases/${mina.id}"]`) });
  await row.getByRole('button', { name: /제가 맡을게요/ }).click();
  await kim.page.locator(`a.open[href="/cases/${jun.id}"]`).click();
  await kim.page.getByRole('heading', { name: '왜 왔나요' }).waitFor();
  const claimed = kim.page.waitForResponse('**/claim');
  answer();
  await claimed;
  // It has been heard of: the queue was asked anew.
  await kim.page.getByText('다른 급한 사례 1건이 기다려요').waitFor({ state: 'attached' });
  await expect.poll(() => ownerOf(world, mina.id)).toBe(kim.who.id);
  await kim.page.waitForTimeout(500);
  expect(kim.page.url()).toContain(jun.id);
}, 60_000);

it('their other case becoming urgent is said on the open one, on a phone too, and leads there', async () => {
  const world = await openWorld();
  const jun = await comes(world, withItem9);
  const mina = await comes(world, nowInDanger);
  const kim = await at(world, 'kim');
  for (const { id } of [jun, mina]) {
    const { body } = await kim.who.claims(id);
    await kim.who.writes(id, body.fence, '안녕하세요, 상담사예요.');
  }
  await kim.opens(mina.id);
  await kim.page.setViewportSize({ width: 360, height: 740 });
  await kim.page.waitForLoadState('networkidle');
  expect(await kim.page.locator('.others').count()).toBe(0);
  world.clock.advance({ seconds: 1 });
  await jun.says('지금 옥상에 올라왔어요');
  const others = kim.page.getByRole('link', { name: '다른 급한 사례 1건이 기다려요' });
  await others.waitFor();
  await kim.looks('other-of-mine');
  await kim.page.setViewportSize({ width: 360, height: 740 });
  await others.click();
  await kim.page.getByText('지금 옥상에 올라왔어요').first().waitFor();
  expect(kim.page.url()).toContain(jun.id);
  // Nothing is owed in the other one.
  expect(await kim.page.locator('.others').count()).toBe(0);
}, 60_000);

it('a second tab belongs to whoever signs in at the first, and keeps nothing of the person before', async () => {
  const world = await openWorld();
  const { id } = await comes(world, nowInDanger);
  const kim = await at(world, 'kim');
  await world.counsellor('lee');
  await kim.opens(id);
  await kim.page.keyboard.press('c');
  await composer(kim.page).fill('아직 보내지 않은 말');
  const first = await kim.page.context().newPage();
  await first.goto(world.deskUrl);
  const signIn = { email: 'lee@center.example', password };
  const status = await first.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json', 'x-requested-with': 'maumjigi' };
    return (await fetch('/api/login', { method: 'POST', headers, body: JSON.stringify(body) })).status;
  }, signIn);
  expect(status).toBe(200);
  await kim.page.getByRole('button', { name: 'lee 메뉴' }).waitFor();
  await kim.page.getByText('kim 상담사가 맡고 있어요').waitFor();
  expect(await kim.page.content()).not.toContain('아직 보내지 않은 말');
  expect(await kim.page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('아직 보내지 않은 말');
}, 60_000);

it('who they are not being answered for a while leaves the desk as it is', async () => {
  const world = await openWorld();
  const { id } = await comes(world, nowInDanger);
  const kim = await at(world, 'kim');
  await kim.opens(id);
  const asked = kim.page.waitForRequest('**/api/me');
  await kim.page.route('**/api/me', (route) => route.abort());
  await kim.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await asked;
  await kim.page.waitForTimeout(500);
  expect(await kim.page.getByRole('heading', { name: '왜 왔나요' }).count()).toBe(1);
}, 60_000);

it('words on the way out of a case, and a lead’s about it, outlive a reload until they are sent', async () => {
  const world = await openWorld();
  const { id } = await comes(world, nowInDanger);
  const kim = await at(world, 'kim');
  const { body } = await kim.who.claims(id);
  for (let tries = 0; tries < 3; tries += 1) await kim.who.logs(id, body.fence, 'no-answer');
  await kim.opens(id);
  const dialog = kim.page.getByRole('dialog');
  const inDialog = async (button: string, label: RegExp, text?: string) => {
    await kim.page.getByRole('button', { name: button }).click();
    const field = dialog.getByLabel(label);
    if (text) await field.fill(text);
    const value = await field.inputValue();
    if (text) await kim.page.keyboard.press('Escape');
    return value;
  };
  await inDialog('동료에게 넘기기', /동료에게 남길 말/, '어머니가 오시는 중');
  await inDialog('대기로 돌려주기', /^이유/, '근무가 끝남');
  await kim.page.reload();
  expect(await inDialog('동료에게 넘기기', /동료에게 남길 말/)).toBe('어머니가 오시는 중');
  await kim.page.keyboard.press('Escape');
  expect(await inDialog('대기로 돌려주기', /^이유/)).toBe('근무가 끝남');
  await dialog.getByRole('button', { name: '네, 돌려줄게요' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect
    .poll(() => kim.page.evaluate(() => Object.keys(sessionStorage).filter((key) => /release/.test(key))))
    .toEqual([]);

  const park = await at(world, 'park', 'lead');
  await park.opens(id);
  const note = park.page.locator('.lead-check input');
  await park.page.locator('summary', { hasText: '통화 기록' }).click();
  await note.fill('더 해 볼 일이 없음');
  await park.page.reload();
  await park.page.locator('summary', { hasText: '통화 기록' }).click();
  expect(await note.inputValue()).toBe('더 해 볼 일이 없음');
}, 60_000);

it('a desk that fails over a word has not said that it was not sent; sent again it is the same word', async () => {
  const world = await openWorld();
  const { id } = await comes(world, nowInDanger);
  const kim = await at(world, 'kim');
  await kim.who.claims(id);
  await kim.opens(id);
  const keys: (string | undefined)[] = [];
  kim.page.on('request', (request) => {
    if (request.url().endsWith('/say')) keys.push(request.headers()['idempotency-key']);
  });
  for (const [status, code] of [
    [500, 'internal'],
    [503, 'unavailable'],
  ] as const) {
    await kim.page.route('**/say', (route) =>
      route.fulfill({ status, json: { error: { code, message: '처리하지 못했어요.', requestId: 'a' } } }),
    );
    await composer(kim.page).fill('지금 어디에 계세요?');
    await kim.page.getByRole('button', { name: '첫 말 보내기' }).click();
    await kim.page.getByText('보내졌는지 확인하지 못했어요').waitFor();
    expect(await kim.page.getByText('보내지 못했어요').count()).toBe(0);
    expect(await composer(kim.page).inputValue()).toBe('지금 어디에 계세요?');
    await kim.page.unroute('**/say');
  }
  await kim.page.getByRole('button', { name: '첫 말 보내기' }).click();
  await kim.page.locator('.said[data-from=counsellor]').waitFor();
  expect(new Set(keys).size).toBe(1);
}, 60_000);

it('an answer that was changed after it rang stands before the one it was changed to', async () => {
  const world = await openWorld();
  const mina = await comes(world, withItem9);
  await mina.says('이전');
  await mina.answers([0]);
  const kim = await at(world, 'kim');
  await kim.opens(mina.id);
  await kim.page.locator('summary', { hasText: '선별 답과 결과' }).click();
  const answer = kim.page.locator('tr[data-alarm] td:nth-child(2)');
  expect(await answer.innerText()).toBe('거의 매일 방해 받았다경보 → 전혀 방해 받지 않았다');
  await kim.looks('corrected');
}, 60_000);
