/** A drill on the screens: a lead starts it in 당직, whoever is called sees that it is one wherever they look, and the report says how it went. */
import type { Page } from 'playwright-core';
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

async function at(world: World, name: string, role: Role, width: number): Promise<Page> {
  await world.counsellor(name, role);
  const { page } = await atDesk(browser, world, `${name}@center.example`, { viewport: { width, height: 760 } });
  page.setDefaultTimeout(20_000);
  return page;
}

it('from the button to the report', { timeout: 90_000 }, async () => {
  // A real clock: what a stream has shown of one moment it does not show again.
  const world = await openWorld(() => ({ clock: () => new Date() }));
  const kim = await at(world, 'kim', 'counsellor', 360);
  const lead = await at(world, 'lee', 'lead', 1280);
  await lead.getByRole('link', { name: '당직' }).click();
  await lead.getByRole('link', { name: /훈련/ }).click();
  await lead.getByRole('heading', { level: 1, name: '훈련' }).waitFor();
  await lead.getByRole('button', { name: '훈련 시작' }).click();
  await lead.getByText('호출할 분을 먼저 골라 주세요.').waitFor();
  await lead.getByLabel('호출할 분').selectOption({ label: 'kim' });
  await lead.getByRole('button', { name: '훈련 시작' }).click();
  await lead.getByText('진행 중').waitFor();

  const row = kim.locator('.row', { hasText: '지금 위험하다고 답함' });
  await row.getByText('훈련', { exact: true }).waitFor();
  // Nobody waits: it counts in no number.
  expect(await kim.locator('header .count').count()).toBe(0);
  await row.getByRole('link').click();
  await kim.getByText('훈련 사례예요. 실제 주민이 아니에요.').waitFor();
  await kim.getByRole('button', { name: '제가 맡을게요' }).first().click();
  await kim
    .getByRole('textbox', { name: /메시지|쓰기|말/ })
    .first()
    .fill('안녕하세요. 훈련이에요.');
  await kim.keyboard.press('Control+Enter');
  await lead.getByText('kim 님이 맡음').waitFor();

  await world.dispatch.round();
  await lead.getByText('안 된 것이 있어요').waitFor();
  // Nobody has a way to be called by in this world; everything else worked.
  await lead.getByText('확인된 연락 방법이 없어요').waitFor();
  expect(await lead.getByText('사례를 맡지 않았어요').count()).toBe(0);
  for (const width of [360, 1280]) {
    await lead.setViewportSize({ width, height: 760 });
    expect(await lead.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});
