/** A case changes hands at real desks: given back to the queue with a reason, asked of a colleague who takes it, and of one who cannot. On a
 *  phone as well as on a wide screen. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '../../admin/contract.ts';
import { openWorld, type Resident, until, type World } from '../harness/world.ts';
import { atDesk } from './desk.ts';
import { openBrowser } from './house.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const wide = { viewport: { width: 1280, height: 800 } };

async function at(world: World, name: string, sits: typeof phone | typeof wide, role: Role = 'counsellor') {
  const who = await world.counsellor(name, role);
  const { page, looks } = await atDesk(browser, world, `${name}@center.example`, sits);
  return {
    who,
    page,
    looks: async (what: string) => {
      await looks(`handing-over-${what}`);
      await page.setViewportSize(sits.viewport);
    },
  };
}

async function inDanger(world: World): Promise<Resident> {
  const mina = world.resident();
  await mina.tellsOfDanger();
  await mina.watches();
  await world.paging.round();
  return mina;
}

const arrives = (mina: Resident, words: RegExp) =>
  until(() => mina.arrived.some(({ text }) => words.test(text)), `the resident reads ${words}`);

const opensCase = async (page: Page) => {
  await page.locator('a.open').first().click();
  await page.getByRole('heading', { name: '왜 왔나요' }).waitFor();
};

/** Two changes of one moment would be one to a stream. */
const moment = (world: World) => world.clock.advance({ seconds: 1 });

const takes = async (world: World, page: Page) => {
  moment(world);
  await page
    .getByRole('button', { name: /제가 맡을게요/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: /첫 말|보낼 말/ }).waitFor();
};

it.each([
  { from: phone, to: wide, on: '360' },
  { from: wide, to: phone, on: '1280' },
])(
  'a case given back with a reason at $on pixels is taken by a colleague, and the resident is told both',
  async ({ from, to }) => {
    const world = await openWorld();
    const mina = await inDanger(world);
    const kim = await at(world, 'kim', from);
    await opensCase(kim.page);
    await takes(world, kim.page);
    await arrives(mina, /kim 상담사가 이 대화를 맡았어요/);
    const lee = await at(world, 'lee', to);
    await lee.page.getByText('kim 맡음').waitFor();

    moment(world);
    await kim.page.getByRole('button', { name: '대기로 돌려주기' }).click();
    const dialog = kim.page.getByRole('dialog');
    await dialog.getByText('이용자에게는 다른 상담사에게 다시 알렸다고 말해요').waitFor();
    // Not without a reason.
    await dialog.getByRole('button', { name: '네, 돌려줄게요' }).click();
    await dialog.getByText('이유를 써 주세요.').waitFor();
    await kim.looks('reason');
    await dialog.getByLabel('이유', { exact: true }).fill('근무가 끝남');
    await dialog.getByRole('button', { name: '네, 돌려줄게요' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await kim.page
      .getByRole('button', { name: /제가 맡을게요/ })
      .first()
      .waitFor();
    expect(await kim.page.getByRole('textbox', { name: /첫 말|보낼 말/ }).count()).toBe(0);

    await world.passes({ seconds: 1 });
    await arrives(mina, /상담사가 잠시 자리를 비웠어요/);
    await lee.page.getByText('맡은 사람 없음').waitFor();
    await opensCase(lee.page);
    await takes(world, lee.page);
    await arrives(mina, /lee 상담사가 이 대화를 맡았어요/);
    // Whoever comes after them reads why.
    await lee.page.getByRole('heading', { name: '있었던 일' }).click();
    const given = lee.page.locator('li', { hasText: '대기로 돌려줌' });
    await given.getByText('kim 상담사').waitFor();
    await given.getByText('근무가 끝남').waitFor();
    await lee.looks('taken');
    await kim.page.getByText('lee 상담사가 맡고 있어요. 여기서는 읽기만 할 수 있어요.').waitFor();
  },
  90_000,
);

it('a colleague who cannot says so and nothing has changed; the next one takes the case over, on a phone', async () => {
  const world = await openWorld();
  const mina = await inDanger(world);
  const kim = await at(world, 'kim', wide);
  const lee = await at(world, 'lee', phone);
  const park = await at(world, 'park', phone, 'lead');
  await opensCase(kim.page);
  await takes(world, kim.page);

  // Who is on duty is asked first.
  await world.takesDuty(park.who);
  const asks = async (name: string, note?: string) => {
    await kim.page.getByRole('button', { name: '동료에게 넘기기' }).click();
    moment(world);
    const dialog = kim.page.getByRole('dialog');
    await dialog.getByRole('button', { name: '부탁하기' }).click();
    // Nobody is chosen yet, nor still chosen from the last time.
    await dialog.getByText('동료를 골라 주세요.').waitFor();
    const colleagues = dialog.getByLabel('넘길 동료');
    expect((await colleagues.locator('option').allInnerTexts()).slice(1)).toEqual(['park (지금 당직)', 'lee']);
    await colleagues.selectOption({ label: name === 'park' ? 'park (지금 당직)' : name });
    if (note) await dialog.getByLabel(/동료에게 남길 말/).fill(note);
    if (note) await kim.looks('asking');
    await dialog.getByRole('button', { name: '부탁하기' }).click();
    await kim.page.getByText(`${name} 님께 넘겨받아 달라고 부탁했어요`).waitFor();
  };

  await asks('lee', '어머니와 통화하기로 했어요');
  await kim.looks('waits');
  await lee.page.getByText('넘겨받아 달라고 해요').waitFor();
  // Whoever was not asked is not shown the question.
  expect(await park.page.getByText('넘겨받아 달라고 해요').count()).toBe(0);
  await opensCase(lee.page);
  const question = lee.page.getByRole('status').filter({ hasText: 'kim 님이 이 사례를 넘겨받아 달라고 부탁했어요' });
  // What there is to know stands where it is decided.
  await question.getByText('어머니와 통화하기로 했어요').waitFor();
  await lee.looks('asked');
  moment(world);
  await lee.page.getByRole('button', { name: '못 받아요' }).click();
  await lee.page.getByText('kim 상담사가 맡고 있어요').waitFor();
  await kim.page.getByRole('button', { name: '동료에게 넘기기' }).waitFor();
  await kim.page.getByRole('textbox', { name: '첫 말' }).waitFor();
  expect(mina.arrived.filter(({ text }) => text.includes('맡았어요'))).toHaveLength(1);

  // Asked by mistake, and taken back.
  await asks('lee');
  moment(world);
  await kim.page.getByRole('button', { name: '부탁 거두기' }).click();
  await asks('park');
  await park.page.getByText('넘겨받아 달라고 해요').waitFor();
  await opensCase(park.page);
  moment(world);
  await park.page.getByRole('button', { name: '제가 넘겨받을게요' }).click();
  await park.page.getByRole('textbox', { name: '첫 말' }).waitFor();
  await arrives(mina, /park 상담사가 이 대화를 맡았어요/);
  await kim.page.getByText('park 상담사가 맡고 있어요. 여기서는 읽기만 할 수 있어요.').waitFor();
  expect(await kim.page.getByRole('textbox', { name: /첫 말|보낼 말/ }).count()).toBe(0);

  await park.page.getByRole('heading', { name: '있었던 일' }).click();
  const story = await park.page.locator('details.fold', { hasText: '있었던 일' }).locator('li > b').allInnerTexts();
  expect(story.filter((what) => /넘겨|맡음/.test(what))).toEqual([
    '맡음',
    '넘겨주기를 부탁함',
    '넘겨주기 부탁이 끝남',
    '넘겨주기를 부탁함',
    '넘겨주기 부탁이 끝남',
    '넘겨주기를 부탁함',
    '맡음',
  ]);
  await park.page.getByText('어머니와 통화하기로 했어요').waitFor();
  await park.looks('story');
}, 120_000);
