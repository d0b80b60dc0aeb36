/** A page that is opened while the database is away: where help is stands on it at once, and what is written on it is kept. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AwayPostgres, startAwayPostgres } from '../harness/awayPostgres.ts';
import { openWorld } from '../harness/world.ts';
import { openBrowser } from './house.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
let postgres: AwayPostgres;
beforeAll(async () => {
  browser = await openBrowser();
  postgres = await startAwayPostgres({ afterAll });
}, 60_000);
afterAll(() => browser?.close());

it('the numbers can be tapped, danger is answered and kept, and the talk opens by itself when the database is back', async () => {
  const world = await openWorld(({ chatUrl }) => (chatUrl ? { publicUrl: chatUrl } : {}), postgres.database);
  await world.away.ready();
  await postgres.down();
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  await page.goto(`${world.chatUrl}/chat`);
  const log = page.getByRole('log');
  await log.locator('a[href="tel:109"]').first().waitFor();
  await log.locator('a[href="tel:119"]').first().waitFor();
  await page.getByRole('textbox').fill('죽고 싶어요');
  await page.getByRole('textbox').press('Enter');
  await log.locator('a[href="tel:1577-0199"]').first().waitFor();
  await log.getByText('혼자 견디지 않으셔도 돼요').first().waitFor();
  await postgres.comesBack();
  await world.aways();
  expect(await world.escalations()).toMatchObject([{ priority: 1, open: true }]);
  await log
    .getByText('짧은 질문이')
    .or(page.getByRole('button', { name: '시작할게요' }))
    .first()
    .waitFor({ timeout: 30_000 });
  await page.close();
}, 90_000);
