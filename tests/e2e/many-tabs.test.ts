/** One counsellor, one browser, many tabs of the desk: they share connections and a sign-in. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { openWorld } from '../harness/world.ts';
import { atDesk } from './desk.ts';
import { openBrowser } from './house.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

const tabBeside = async (page: Page): Promise<Page> => {
  const tab = await page.context().newPage();
  tab.setDefaultTimeout(10_000);
  await tab.goto(page.url());
  return tab;
};

it('six tabs starve none: those without a stream say so and look by themselves', async () => {
  const world = await openWorld();
  await world.counsellor('kim');
  const { page } = await atDesk(browser, world, 'kim@center.example');
  const streaming = [page];
  while (streaming.length < 4) streaming.push(await tabBeside(page));
  await Promise.all(streaming.map((tab) => tab.locator('.line-state[data-live]').waitFor()));
  const others = [await tabBeside(page), await tabBeside(page)];
  for (const tab of others) await tab.getByText('다시 잇는 동안 15초마다 확인해요').waitFor();
  await world.resident().tellsOfDanger();
  await page.locator('a.open').waitFor();
  for (const tab of others) await tab.locator('a.open').waitFor({ timeout: 20_000 });
  await others[0]?.getByRole('button', { name: /제가 맡을게요/ }).click();
  await others[0]?.getByRole('textbox', { name: '첫 말' }).waitFor();
}, 60_000);
