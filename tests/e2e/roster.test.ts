/** 당직 in a real browser: a newcomer sets up a week by a rotation; a colleague is asked; duty is handed over. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nights as plannedNights } from '../harness/nights.ts';
import { openWorld, type World } from '../harness/world.ts';
import { atDesk } from './desk.ts';
import { openBrowser } from './house.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

/** It is Monday, 2026-01-05, 18:00 in Korea. */
async function centre() {
  const world = await openWorld();
  const people: [string, 'lead' | 'counsellor', string][] = [
    ['park', 'lead', '박책임'],
    ['kim', 'counsellor', '김하늘'],
    ['lee', 'counsellor', '이나무'],
  ];
  for (const [name, role, called] of people) {
    const { id } = await world.counsellor(name, role);
    await world.db.query('update staff set name = $2 where id = $1', [id, called]);
  }
  return { world, at: (name: string) => atDesk(browser, world, `${name}@center.example`) };
}

/** Nights by turns through the desk's own routes. */
async function nights(world: World): Promise<void> {
  const lead = await world.counsellor('lead', 'lead');
  const staff = await lead.call<{ staff: { id: string; name: string }[] }>('GET', '/api/rotations');
  const people = ['김하늘', '이나무'].map((name) => staff.body.staff.find((one) => one.name === name)?.id ?? '');
  const plan = plannedNights(people, '2026-01-05');
  expect((await lead.call('POST', '/api/rotations', { plan })).status).toBe(200);
}

it('a newcomer sets up a week by a rotation: sees four weeks first, saves, finds who is on and what is still empty', async () => {
  const { at } = await centre();
  const { page, looks, looksDark, looksEnglish } = await at('park');
  await page.getByRole('link', { name: /^당직/ }).click();
  await page.getByText('지금은 당직이 없어요').waitFor();
  await page.getByText('부터 아무도 없어요.').first().waitFor();
  await looks('roster-empty');

  // One press: the form is open when they arrive.
  await page.getByRole('button', { name: '순번 만들기' }).click();
  const form = page.getByRole('form', { name: '순번 만들기' });
  // Without anything it is said what is missing, and nothing can be saved.
  await form.getByRole('button', { name: '4주 미리 보기' }).click();
  await form.getByText('이름을 적어 주세요').waitFor();
  await form.getByText('사람이 없는 순번은 아무도 부르지 못해요').waitFor();
  expect(await form.getByRole('button', { name: '저장하기' }).count()).toBe(0);
  await looks('rotation-faults');

  await form.getByLabel('이름').fill('야간');
  for (const name of ['이나무', '김하늘']) await form.getByLabel('더할 분').selectOption({ label: name });
  await form.getByRole('button', { name: '김하늘 님을 앞으로' }).click();
  await form.getByRole('button', { name: '4주 미리 보기' }).click();
  const preview = form.getByRole('region', { name: '이렇게 채워져요(4주)' });
  await preview.getByText('이 4주에 아무도 없는 때가').waitFor();
  const days = await preview.locator('.preview-days > li').allInnerTexts();
  expect(days).toHaveLength(28);
  expect(days.slice(0, 3).map((text) => /김하늘|이나무/.exec(text)?.[0])).toEqual(['김하늘', '이나무', '김하늘']);
  await looks('rotation-preview');
  await looksDark('rotation-preview');
  // What is changed afterwards has not been seen yet.
  await form.getByLabel('주마다').check();
  expect(await form.getByRole('button', { name: '저장하기' }).count()).toBe(0);
  await form.getByLabel('날마다').check();
  await form.getByRole('button', { name: '바꾼 내용으로 다시 미리 보기' }).click();
  await form.getByRole('button', { name: '저장하기' }).click();
  await page.getByText('저장했어요. 당직표에 채웠어요.').waitFor();

  // The same people by day would be in two places in the evening.
  await page.getByRole('button', { name: '순번 만들기' }).click();
  await form.getByLabel('이름').fill('낮');
  await form.getByLabel('더할 분').selectOption({ label: '김하늘' });
  await form.getByLabel('시작', { exact: true }).fill('09:00');
  await form.getByLabel('끝', { exact: true }).fill('19:00');
  await form.getByRole('button', { name: '4주 미리 보기' }).click();
  await form.getByText('같은 시간에 두 곳에 서게 되는 분이 있어서').waitFor();
  expect(await form.getByRole('button', { name: '저장하기' }).count()).toBe(0);
  await looks('rotation-clash');
  await form.getByLabel('끝', { exact: true }).fill('18:00');
  await form.getByLabel('더할 분').selectOption({ label: '박책임' });
  await form.getByRole('button', { name: '김하늘 님 빼기' }).click();
  await form.getByLabel('평일(공휴일 빼고)').check();
  await form.getByRole('button', { name: /미리 보기/ }).click();
  await form.getByRole('button', { name: '저장하기' }).click();
  await page.getByText('저장했어요. 당직표에 채웠어요.').waitFor();
  await looks('rotations');
  await looksEnglish('rotations');

  await page.getByRole('button', { name: '당직표' }).click();
  await page.getByText('지금 당직: 김하늘').waitFor();
  // Nights are filled, and so are working days: what is left are the days of the weekend.
  const gaps = await page.locator('.ahead .fault').innerText();
  expect(gaps).toContain('10일 토 09:00부터');
  expect(gaps).not.toContain('6일 화');
  await looks('roster-week');
  await looksDark('roster-week');
  await looksEnglish('roster-week');

  await page.getByText('그때 누가 당직이었는지 찾기').click();
  await page.getByLabel('날과 시각(한국 시각)').fill('2026-01-07T03:12');
  await page.getByRole('button', { name: '찾기', exact: true }).click();
  await page.locator('.was-on').getByText('이나무').waitFor();
}, 120_000);

it('a counsellor asks a colleague to exchange a night, who finds it at their desk and says yes', async () => {
  const { world, at } = await centre();
  await nights(world);
  const kim = await at('kim');
  await kim.page.getByRole('link', { name: /^당직/ }).click();
  const wednesday = kim.page.getByRole('listitem').filter({ has: kim.page.getByRole('heading', { name: '7일 수' }) });
  await wednesday.getByRole('button', { name: /이 근무 부탁하기/ }).click();
  const dialog = kim.page.getByRole('dialog');
  await dialog.getByLabel('동료').selectOption({ label: '이나무' });
  await dialog.getByLabel('바꾸어 설 근무').selectOption({ label: '1월 8일 목 18:00–다음\u00a0날\u00a009:00' });
  await kim.looks('asking');
  await dialog.getByRole('button', { name: '부탁하기' }).click();
  await wednesday.getByText('이나무 님께 바꾸자고 함').waitFor();
  await wednesday.getByText('김하늘').first().waitFor();

  const lee = await at('lee');
  await lee.page.getByRole('link', { name: /당직 1 답을 기다리는 당직 일 1건|당직/ }).click();
  await lee.page.getByText('김하늘 님이 1월 7일 수').waitFor();
  await lee.looks('asked');
  await lee.looksDark('asked');
  await lee.page.getByRole('button', { name: /^제가 설게요/ }).click();
  const theirs = lee.page.getByRole('listitem').filter({ has: lee.page.getByRole('heading', { name: '7일 수' }) });
  await theirs.getByText('김하늘 님 대신').waitFor();
  const thursday = lee.page.getByRole('listitem').filter({ has: lee.page.getByRole('heading', { name: '8일 목' }) });
  await thursday.getByText('이나무 님 대신').waitFor();
}, 120_000);

it('duty is handed over: whoever leaves writes, the red line stands until whoever comes has read it', async () => {
  const { world, at } = await centre();
  await nights(world);
  const mina = world.resident();
  await mina.opens();
  await mina.starts();
  await mina.answers([2, 2, 1, 1, 2, 1, 1, 0, 2]);

  const kim = await at('kim');
  await kim.page.getByRole('link', { name: /^당직/ }).click();
  await kim.page.getByRole('button', { name: '인수인계 쓰기' }).click();
  await kim.page.getByText('열린 긴급·빠른·일반 사례 1건').waitFor();
  await kim.page.getByLabel('다음 분께 넘기는 말').fill('미나 님께 아침에 전화드리기로 했어요.');
  await kim.page.getByRole('button', { name: '남기기' }).click();
  await kim.page.getByText('남겼어요. 다음 분이 인수인계를 받을 때 보여요.').waitFor();

  // The night is over, and the next evening has begun; everybody signs in anew.
  await world.passes({ hours: 24 });
  const lee = await at('lee');
  await lee.page.getByRole('link', { name: /^당직/ }).click();
  await lee.page.getByText('인수인계를 아직 받지 않았어요.').waitFor();
  await lee.looks('handover-waits');
  await lee.page.getByRole('button', { name: '인수인계 보기' }).click();
  await lee.page.getByText('미나 님께 아침에 전화드리기로 했어요.').waitFor();
  await lee.page.getByRole('link', { name: '9번 문항에 답함' }).waitFor();
  await lee.looks('handover');
  await lee.looksDark('handover');
  await lee.looksEnglish('handover');
  // A quarter of an hour later it is said that the time has passed, and the lead was told.
  await world.passes({ minutes: 16 });
  await lee.page.reload();
  await lee.page.getByText('받을 시각(18:15)이 지났어요. 지금 받아 주세요.').waitFor();
  const { rows } = await world.db.query(
    `select distinct staff.role from page join staff on staff.id = page.staff_id where kind = 'duty'`,
  );
  expect(rows).toEqual([{ role: 'lead' }]);
  await lee.page.getByRole('button', { name: '읽었어요. 인수인계 받기' }).click();
  await lee.page.getByText('이나무 님이 18:16에 인수인계를 받았어요.').waitFor();
  await lee.page.getByRole('button', { name: '당직표' }).click();
  expect(await lee.page.getByText('인수인계를 아직 받지 않았어요.').count()).toBe(0);
}, 120_000);
