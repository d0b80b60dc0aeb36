/** The desk in a hand: what is tapped is as large as a thumb, nothing is cut off, and what failed can be tried again. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '../../admin/contract.ts';
import { openWorld, type World } from '../harness/world.ts';
import { atDesk } from './desk.ts';
import { openBrowser } from './house.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

async function onPhone(world: World, name: string, role: Role, lang: 'ko' | 'en' = 'ko'): Promise<Page> {
  await world.counsellor(name, role);
  const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
  return (await atDesk(browser, world, `${name}@center.example`, { ...phone, lang })).page;
}

async function inDanger(world: World) {
  const mina = world.resident();
  await mina.tellsOfDanger();
  await mina.taps('번호 남길게요');
  await mina.says('010-1234-5678');
}

/** What is lower than a thumb, of what is on the screen. */
const thumbs = async (all: Locator): Promise<string[]> => {
  const small: string[] = [];
  for (const one of await all.all()) {
    const box = await one.boundingBox();
    if (box && box.height < 40) small.push(`${await one.innerText()}: ${box.height}`);
  }
  return small;
};

it('every room of a lead is on the screen while an emergency waits, and a screen reader hears of the emergency', async () => {
  const world = await openWorld();
  await inDanger(world);
  const page = await onPhone(world, 'park', 'lead');
  // Opened anew, the browser wants a gesture before any sound, and the switch for it takes room.
  await page.reload();
  await page.getByRole('link', { name: /긴급 사례 1건, 맡을 사람을 기다리는 사례 1건/ }).waitFor();
  await page.locator('.sound-tool').waitFor();
  expect(await page.locator('.rooms').evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
}, 60_000);

it.each(['ko', 'en'] as const)(
  'the rooms of 당직 stand on one line, in %s',
  async (lang) => {
    const world = await openWorld();
    const page = await onPhone(world, 'park', 'lead', lang);
    await page.goto(`${world.deskUrl}/roster`);
    const tabs = page.locator('.views button');
    await tabs.last().waitFor();
    const boxes = await Promise.all((await tabs.all()).map((tab) => tab.boundingBox()));
    expect(boxes).toHaveLength(6);
    expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
    expect((boxes.at(-1)?.x ?? 0) + (boxes.at(-1)?.width ?? 360)).toBeLessThanOrEqual(360);
    expect(await thumbs(tabs)).toEqual([]);
  },
  60_000,
);

it('what a counsellor taps in a case is as high as a thumb, to its edge', async () => {
  const world = await openWorld();
  await inDanger(world);
  const page = await onPhone(world, 'kim', 'counsellor');
  await page.getByRole('button', { name: /제가 맡을게요/ }).click();
  await page.getByRole('textbox', { name: /첫 말/ }).waitFor();
  const calls = page.locator('details.fold', { has: page.getByRole('heading', { name: '통화 기록', exact: true }) });
  expect(await thumbs(page.locator('.back, .phone-way button, .standing summary'))).toEqual([]);
  expect(await thumbs(calls.locator('.mantine-Radio-body'))).toEqual([]);
  // The right end of the line belongs to the choice as well.
  const line = calls.locator('.mantine-Radio-body').filter({ hasText: '부재' });
  const box = await line.boundingBox();
  await line.tap({ position: { x: (box?.width ?? 0) - 4, y: 3 } });
  expect(await calls.getByLabel('부재').isChecked()).toBe(true);
  // And its circle to itself.
  await calls.getByLabel('닿음').check();

  await page.getByRole('button', { name: '사례 닫기' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '창 닫기' }).waitFor();
  expect(await thumbs(dialog.locator('.mantine-Radio-body, button'))).toEqual([]);
}, 60_000);

it('their own answer is in sight, though a wish to talk and a silence came after it', async () => {
  const world = await openWorld();
  const mina = world.resident();
  await mina.opens();
  await mina.starts('35~49세');
  await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 2]);
  world.clock.advance({ seconds: 5 });
  await mina.taps('상담사와 이야기');
  await world.passes({ minutes: 16 });
  const page = await onPhone(world, 'kim', 'counsellor');
  await page.getByRole('link', { name: /9번 문항에 답함|답을 멈추거나/ }).click();
  await page.getByText('답이 없음').waitFor();
  const answer = page.locator('.why', { hasText: '7일 이상 방해 받았다' });
  await answer.waitFor();
  expect((await answer.boundingBox())?.y).toBeLessThan(330);
}, 60_000);

it('no button loses a part of its words in English', async () => {
  const world = await openWorld();
  await inDanger(world);
  const page = await onPhone(world, 'kim', 'counsellor', 'en');
  await page.getByRole('button', { name: /I will take it/i }).click();
  await page.locator('details.fold').first().waitFor();
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
  await page.waitForTimeout(300);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll('button')]
      .flatMap((one) => [one, ...one.querySelectorAll('span')])
      .filter((one) => one.clientWidth > 2 && one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.textContent),
  );
  expect(cut).toEqual([]);
}, 60_000);

it('the access log that could not be read can be asked for again', async () => {
  const world = await openWorld();
  const page = await onPhone(world, 'jung', 'auditor');
  await page.route(/\/api\/audit/, (route) => route.abort());
  await page.goto(`${world.deskUrl}/audit?month=2026-01`);
  const again = page.getByRole('button', { name: '다시 해 보기' });
  await again.waitFor();
  expect((await again.boundingBox())?.height).toBeLessThan(50);
  await page.unroute(/\/api\/audit/);
  await again.click();
  await page.getByText(/줄 보이는 중/).waitFor();
}, 60_000);
