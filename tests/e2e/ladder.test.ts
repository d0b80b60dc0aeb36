/** A lead sets up the ladder, tries it out, and watches it work. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '../../admin/contract.ts';
import { openWorld, type World } from '../harness/world.ts';
import { atDesk as openDesk } from './desk.ts';
import { openBrowser } from './house.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

async function atDesk(world: World, name: string, role: Role, width = 1280) {
  const who = await world.counsellor(name, role);
  const { page } = await openDesk(browser, world, `${name}@center.example`, { viewport: { width, height: 800 } });
  return { page, who };
}

async function inDanger(world: World) {
  const mina = world.resident();
  await mina.tellsOfDanger();
  await world.paging.round();
  return mina;
}

const scrolls = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

it('a lead writes a ladder, is told what does not fit, tries it out, and a case opened after it follows it', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await world.takesDuty(kim);
  await world.hasPhone(kim);
  const { page, who: park } = await atDesk(world, 'park', 'lead', 360);
  await world.hasPhone(park);
  await page.getByRole('link', { name: '당직' }).click();
  await page.getByRole('button', { name: '단계', exact: true }).click();
  await page.getByText('아직 이 센터가 정한 단계가 없어서').waitFor();
  await page.getByRole('button', { name: '단계 고치기' }).click();
  const urgent = page.getByRole('group', { name: '긴급' });
  // The last two steps go, the second one comes a minute later and calls nobody at first.
  await urgent.getByRole('button', { name: '4단계 지우기' }).click();
  await urgent.getByRole('button', { name: '3단계 지우기' }).click();
  const second = urgent.getByRole('region', { name: '2단계' });
  await second.getByLabel('앞 단계에서 몇 분 뒤').fill('99');
  await second.getByRole('button', { name: '지금 당직 빼기' }).click();
  await second.getByRole('button', { name: '책임자 모두 빼기' }).click();
  await page.getByRole('button', { name: '저장하기' }).click();
  await second.getByText('1~30분 사이의 정수로').waitFor();
  await second.getByText('부를 사람을 하나 이상').waitFor();
  await second.getByLabel('앞 단계에서 몇 분 뒤').fill('3');
  await second.getByLabel('부를 사람').selectOption({ label: 'park' });
  // A draft is tried out before anybody lives by it.
  await page.getByRole('button', { name: '누가 불리는지 보기' }).click();
  await page.locator('.dry-rows > li').first().getByText('kim').waitFor();
  expect(await page.locator('.dry-rows > li').nth(1).innerText()).toMatch(/\+3분[\s\S]*park/);
  await page.getByRole('button', { name: '저장하기' }).click();
  await page.getByText('저장했어요. 새로 열리는 사례부터').waitFor();
  await page.getByText(/^park, /).waitFor();
  expect(await scrolls(page)).toBe(false);
  await inDanger(world);
  await world.passes({ minutes: 3 });
  const { rows } = await world.db.query(
    'select staff.name from page join staff on staff.id = page.staff_id order by made_at',
  );
  expect(rows.map(({ name }) => name)).toEqual(['kim', 'park']);
}, 90_000);

it('a lead sees on the board who waits and since when, and opens the story of a promise that was not kept', async () => {
  const world = await openWorld();
  const kim = await world.counsellor('kim');
  await world.takesDuty(kim);
  const { page } = await atDesk(world, 'park', 'lead');
  await page.goto(`${world.deskUrl}/roster/board`);
  await page.getByRole('heading', { name: '상황판' }).waitFor();
  await page.getByText('연락할 방법 없음').waitFor();
  await inDanger(world);
  // Not by a reload: the stream says that something has changed.
  await page.locator('.waiting-card[data-priority="0"]').getByText('1건 기다림').waitFor();
  for (let n = 0; n < 6; n += 1) await world.passes({ minutes: 1 });
  await page.locator('.waiting-card[data-priority="0"]').getByText('맡을 시간이 지남 1건').waitFor();
  await page.getByRole('button', { name: '어떤 사례였는지 보기' }).click();
  await page.getByText('아직 아무도 맡지 않음').waitFor();
  await page.getByRole('link', { name: '사례 열기' }).click();
  await page.getByRole('heading', { name: /사례/ }).first().waitFor();
}, 60_000);
