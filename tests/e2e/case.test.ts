/** A counsellor works a case from the keyboard: takes it, calls 119 together, notes, judges, hands back, and may not close it too soon. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type House, openBrowser, startHouse } from './house.ts';
import { seriousFindings } from './person.ts';

let house: House;
let browser: Browser;
beforeAll(async () => {
  [house, browser] = await Promise.all([startHouse(), openBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await house?.end();
});

async function open(width: number): Promise<Page> {
  const context = { viewport: { width, height: 800 }, locale: 'ko-KR', reducedMotion: 'reduce' as const };
  const page = await (await browser.newContext(context)).newPage();
  page.setDefaultTimeout(8_000);
  return page;
}

async function atTheCase(): Promise<{ desk: Page; resident: Page }> {
  const [resident, desk] = [await open(360), await open(1280)];
  await resident.goto(`${house.chatUrl}/chat`);
  await resident.getByRole('button', { name: '지금 많이 힘들어요' }).click();
  await resident.getByRole('button', { name: '네, 지금 위험해요' }).click();
  await resident.getByText('질문은 여기서 멈출게요').first().waitFor();
  await desk.goto(house.deskUrl);
  await desk.getByLabel('이메일').fill(house.staff.email);
  await desk.getByLabel('비밀번호').first().fill(house.staff.password);
  await desk.keyboard.press('Enter');
  // The one who came last.
  await desk.locator('a.open').first().waitFor();
  await desk.locator('a.open').last().click();
  await desk.getByRole('heading', { name: '왜 왔나요' }).waitFor();
  return { desk, resident };
}

/** Letters are shortcuts only where nobody writes. */
const press = async (desk: Page, key: string) => {
  await desk.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await desk.keyboard.press(key);
};

it('from the keyboard, with nothing a screen reader would stumble over', async () => {
  const { desk, resident } = await atTheCase();
  await desk.keyboard.press('c');
  await desk.getByLabel('첫 말').waitFor();
  expect(await desk.getByText('처리하지 못했어요').count()).toBe(0);

  await press(desk, 'p');
  const calls = desk.getByRole('region', { name: '119·112 함께 부르기' });
  await calls.getByRole('button', { name: '지금 불렀다고 기록하기' }).click();
  await calls.getByText('119나 112를 골라 주세요').waitFor();
  await calls.getByLabel('119 구급').check();
  await calls.getByLabel('메모 (안 써도 돼요)').fill('집, 3분 뒤 도착');
  await calls.getByRole('button', { name: '지금 불렀다고 기록하기' }).click();
  await calls.getByText('집, 3분 뒤 도착').waitFor();
  expect(await seriousFindings(desk)).toEqual([]);
  await press(desk, 'p');
  await calls.waitFor({ state: 'hidden' });

  await press(desk, 'n');
  await desk.keyboard.type('어머니가 오시는 중');
  await desk.getByRole('button', { name: '메모 남기기' }).click();
  await desk.locator('.notes').getByText('어머니가 오시는 중').waitFor();

  await press(desk, 't');
  await desk.getByRole('button', { name: '그대로 확인하기' }).click();
  await desk.getByText('이유를 써 주세요').waitFor();
  await desk.getByLabel('이유', { exact: true }).fill('직접 말씀하심');
  await desk.getByRole('button', { name: '그대로 확인하기' }).click();
  await desk.locator('#tier .judged').getByText('직접 말씀하심').waitFor();
  expect(await seriousFindings(desk)).toEqual([]);

  await desk.getByRole('button', { name: '사례 닫기' }).click();
  await desk.getByLabel('세 번 시도, 닿지 않음(책임자 확인)').check();
  await desk.getByText('닿지 않은 통화 0/3번').waitFor();
  await desk.getByRole('button', { name: '다음' }).click();
  expect(await desk.getByText('이렇게 기록하고 닫을까요?').count()).toBe(0);
  expect(await seriousFindings(desk)).toEqual([]);
  await desk.keyboard.press('Escape');

  await desk.getByRole('button', { name: '프로그램에 돌려주기' }).click();
  await desk.getByRole('button', { name: '네, 돌려줄게요' }).click();
  await resident.getByText('저는 자동 프로그램이에요').waitFor();
  await desk.getByText('자동 프로그램이 이야기하고 있어요').waitFor();
}, 60_000);

it.each([
  { where: 'lay there', comesBack: async () => {} },
  { where: 'was left, and is found again', comesBack: (desk: Page) => desk.reload() },
])(
  'a word says what its writer had read at its last letter: danger that came while it $where is not answered by it',
  async ({ comesBack }) => {
    const { desk, resident } = await atTheCase();
    await desk.keyboard.press('c');
    await desk.getByLabel('첫 말').fill('안녕하세요, 상담사예요.');
    await resident.getByRole('textbox').fill('지금 옥상에 올라왔어요');
    await resident.keyboard.press('Enter');
    await desk.getByText('지금 옥상에 올라왔어요').first().waitFor();
    const seen = await desk.evaluate(async () => {
      const shown = await fetch(`/api${location.pathname}`);
      return ((await shown.json()) as { rev: number }).rev;
    });
    await comesBack(desk);
    const sent = desk.waitForRequest((request) => request.url().endsWith('/say'));
    await desk.getByRole('button', { name: '첫 말 보내기' }).click();
    const { rev, text } = (await sent).postDataJSON() as { rev: number; text: string };
    expect(text).toBe('안녕하세요, 상담사예요.');
    expect(rev).toBeLessThan(seen);
    // Written after it was read, it is.
    await desk.getByLabel('보낼 말').fill('지금 어디에 계세요?');
    const next = desk.waitForRequest((request) => request.url().endsWith('/say'));
    await desk.keyboard.press('Control+Enter');
    expect(((await next).postDataJSON() as { rev: number }).rev).toBeGreaterThanOrEqual(seen);
  },
  60_000,
);

it('위기개입 cannot be closed without its plan, which is started where it is missed', async () => {
  const { desk } = await atTheCase();
  await desk.keyboard.press('c');
  await desk.getByRole('button', { name: '사례 닫기' }).click();
  await desk.getByLabel('위기개입 시작(8주)').check();
  await desk.getByRole('button', { name: '8주 계획 시작하기' }).click();
  await desk.getByText('8주 계획이 있어요').waitFor();
  await desk.getByRole('button', { name: '다음' }).click();
  await desk.getByRole('button', { name: '네, 닫을게요' }).click();
  await desk.getByText('닫힌 사례예요: 위기개입 시작(8주)').waitFor();
}, 60_000);
