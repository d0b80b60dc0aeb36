/** 내 알림 in a browser: a way is added, proved and tried out by hand; what the phone shows comes through the real service worker. A push
 *  service of the open network cannot be reached from here: the subscription is the stand-in's, and what it opened is handed to the worker
 *  through the browser's own tools. */
import type { BrowserContext, CDPSession, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '../../admin/contract.ts';
import { codeIn, openPagedWorld, type PagedWorld } from '../harness/pagers.ts';
import { until } from '../harness/world.ts';
import { atDesk as openDesk, type Sits } from './desk.ts';
import { openBrowser } from './house.ts';

let browser: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

async function atDesk(world: PagedWorld, name: string, { role = 'counsellor', ...sits }: Sits & { role?: Role } = {}) {
  const who = await world.counsellor(name, role);
  const desk = await openDesk(browser, world, `${name}@center.example`, sits);
  return { who, context: desk.page.context(), page: desk.page, looks: (what: string) => desk.looks(`alerts-${what}`) };
}

/** A browser whose push service is the stand-in: everything else of it is real. */
async function withPush(world: PagedWorld, context: BrowserContext, page: Page) {
  const phone = world.push.subscribes();
  await context.grantPermissions(['notifications'], { origin: world.deskUrl });
  await page.evaluate((json) => {
    PushManager.prototype.getSubscription = async () => null;
    PushManager.prototype.subscribe = async () => ({ toJSON: () => json }) as unknown as PushSubscription;
  }, phone.subscription);
  return phone;
}

/** The worker the desk registered, and a way to hand it what a push service opened. */
async function workerOf(world: PagedWorld, context: BrowserContext, page: Page) {
  const tools: CDPSession = await context.newCDPSession(page);
  const known: { registrationId: string }[] = [];
  tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => known.push(...registrations));
  await tools.send('ServiceWorker.enable');
  await until(() => known.length > 0 && context.serviceWorkers().length > 0, 'the service worker');
  const worker = context.serviceWorkers()[0] as Worker;
  return {
    delivers: (data: object | string) =>
      tools.send('ServiceWorker.deliverPushMessage', {
        origin: world.deskUrl,
        registrationId: known[0]?.registrationId ?? '',
        data: typeof data === 'string' ? data : JSON.stringify(data),
      }),
    shows: () =>
      worker.evaluate(async () => {
        const scope = self as unknown as { registration: ServiceWorkerRegistration };
        const all = await scope.registration.getNotifications();
        return all.map(({ title, body, tag, data }) => ({ title, body, tag, open: data.open as string }));
      }),
    /** As a finger does; a tap of ours is no trusted one, so the window is not brought to the front. */
    taps: () =>
      worker.evaluate(async () => {
        const scope = self as unknown as { registration: ServiceWorkerRegistration } & EventTarget;
        const [notification] = await scope.registration.getNotifications();
        const Tap = (globalThis as unknown as { NotificationEvent: new (type: string, init: object) => Event })
          .NotificationEvent;
        scope.dispatchEvent(new Tap('notificationclick', { notification }));
      }),
    caches: () => worker.evaluate(async () => (await caches.keys()).length),
  };
}

it('whoever has no way is told so on every page; a mail address is added, proved and tried out', async () => {
  const world = await openPagedWorld();
  const { page, looks } = await atDesk(world, 'kim');
  await page.getByRole('link', { name: '내 알림: 지금은 나를 부를 수 없어요' }).click();
  await page.getByRole('heading', { name: '내 알림' }).waitFor();
  await page.getByText('지금은 나를 부를 방법이 없어요').waitFor();
  await looks('none');
  expect(await page.getByRole('button', { name: '지금 나를 불러 보기' }).isDisabled()).toBe(true);

  await page.getByRole('button', { name: '이메일' }).click();
  await page.getByLabel('이메일 주소').fill('kim center');
  await page.getByRole('button', { name: '더하고 확인 번호 받기' }).click();
  await page.getByText('이메일 주소 하나를 적어 주세요').waitFor();
  await page.getByLabel('이메일 주소').fill('kim@center.example.kr');
  await page.getByRole('button', { name: '더하고 확인 번호 받기' }).click();
  await page.getByText('확인이 남았어요').waitFor();
  await until(() => world.mail.letters.length === 1, 'the code');
  await looks('code');
  const code = codeIn(world.mail.letters[0]?.text);
  await page.getByLabel('받은 번호 여섯 자리').fill(code === '000000' ? '000001' : '000000');
  await page.getByRole('button', { name: '확인', exact: true }).click();
  await page.getByText('번호가 달라요').waitFor();
  await page.getByLabel('받은 번호 여섯 자리').fill(code);
  await page.getByRole('button', { name: '확인', exact: true }).click();
  await page.getByText('k…@center.example.kr').waitFor();
  await page.getByRole('link', { name: '내 알림', exact: true }).waitFor();

  // A letter a minute: the test waits for its turn, and the page says until when.
  world.clock.advance({ minutes: 2 });
  await page.getByRole('button', { name: '지금 나를 불러 보기' }).click();
  await until(() => world.mail.letters.length === 2, 'the test');
  await page.getByText(/시험 호출/).waitFor();
  await page
    .getByText(/보냈어요/)
    .last()
    .waitFor();
  await looks('tested');

  await page.getByLabel('이메일 k…@center.example.kr: 언제 부를까요').selectOption('3');
  await until(async () => {
    const { rows } = await world.db.query<{ after: number }>('select after_minutes as after from notice_method');
    return rows[0]?.after === 3;
  }, 'the rule');
  await page.getByRole('button', { name: '이메일 k…@center.example.kr 빼기' }).click();
  await page.getByRole('button', { name: '네, 뺄게요' }).click();
  await page.getByText('지금은 나를 부를 방법이 없어요').waitFor();
}, 90_000);

it('this browser: allowed by a tap, proved by tapping its first notification, and what it shows is said to have arrived', async () => {
  const world = await openPagedWorld();
  const { who, context, page, looks } = await atDesk(world, 'kim');
  await page.goto(`${world.deskUrl}/alerts`);
  await page.getByRole('heading', { name: '내 알림' }).waitFor();
  const phone = await withPush(world, context, page);
  expect(context.serviceWorkers()).toEqual([]);
  await page.getByRole('button', { name: '이 기기에서 알림 받기' }).click();
  await page.getByText('방금 이 기기로 알림을 보냈어요').waitFor();
  await page.getByText('이 기기', { exact: true }).waitFor();
  const worker = await workerOf(world, context, page);
  await until(() => phone.shown.length === 1, 'the push');
  await worker.delivers(phone.shown[0]?.payload ?? {});
  await until(async () => (await worker.shows()).length === 1, 'the notification');
  expect(await worker.shows()).toMatchObject([
    { title: '마음지기', body: '이 알림을 눌러 주세요. 누르면 확인이 끝나요.' },
  ]);
  await looks('tap');
  await worker.taps();
  await page.getByText('확인됐어요. 이제 여기로도 불러 드려요.').waitFor();
  // The code is neither in the address any more nor in the history's last entry.
  expect(new URL(page.url()).search + new URL(page.url()).hash).toBe('');

  await page.getByRole('button', { name: '지금 나를 불러 보기' }).click();
  await until(() => phone.shown.length === 2, 'the test push');
  await worker.delivers(phone.shown[1]?.payload ?? {});
  await page.getByText(/도착했어요/).waitFor();
  await looks('arrived');

  // A case: the notice leads into it, and the desk goes there without loading anew.
  const mina = await world.waits(0);
  await world.pages(mina, [who]);
  await world.round();
  await until(() => phone.shown.length === 3, 'the page');
  await page.evaluate(() => Object.assign(window, { stays: true }));
  await worker.delivers(phone.shown[2]?.payload ?? {});
  await until(
    async () => (await worker.shows()).some(({ open }) => open === `/cases/${mina.id}`),
    'the notice of the case',
  );
  expect((await worker.shows()).map(({ body }) => body)).toContainEqual('긴급 사례 1건 대기 · 18:00부터');
  expect(await worker.caches()).toBe(0);
}, 90_000);

it('a push nobody can read calls all the same, and one that names another site leads nowhere but to the desk', async () => {
  const world = await openPagedWorld();
  const { context, page } = await atDesk(world, 'kim');
  await page.goto(`${world.deskUrl}/alerts`);
  await withPush(world, context, page);
  await page.getByRole('button', { name: '이 기기에서 알림 받기' }).click();
  await page.getByText('방금 이 기기로 알림을 보냈어요').waitFor();
  const worker = await workerOf(world, context, page);
  await worker.delivers('no json');
  await worker.delivers({ title: 'a', body: 'b', id: '1', href: 'https://evil.example/phish?x=1' });
  await worker.delivers({ title: 'c', body: 'd', id: '2', href: 'javascript:alert(1)', code: '<b>' });
  await worker.delivers({ title: 'e', body: 'f', id: '3', href: 'https://desk.example//evil.example/x' });
  await until(async () => (await worker.shows()).length === 4, 'four notifications');
  const shown = await worker.shows();
  expect(shown.map(({ open }) => open).sort()).toEqual(['/', '/', '/', '/phish?x=1']);
  expect(shown.map(({ title }) => title)).toContain('마음지기');
}, 60_000);

it('a browser that may not, and one that cannot, are told what helps', async () => {
  const world = await openPagedWorld();
  const { context, page, looks } = await atDesk(world, 'kim');
  await page.goto(`${world.deskUrl}/alerts`);
  await page.getByRole('heading', { name: '내 알림' }).waitFor();
  await context.clearPermissions();
  await page.evaluate(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }));
  await page.getByRole('button', { name: '이 기기에서 알림 받기' }).click();
  await page.getByText('이 브라우저에서 알림이 막혀 있어요').waitFor();
  await page.evaluate(() =>
    Object.defineProperty(navigator, 'userAgent', { get: () => 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)' }),
  );
  await page.getByRole('button', { name: '이 기기에서 알림 받기' }).click();
  await page.getByText(/홈 화면에 추가’를 누르고/).waitFor();
  await looks('ios');
}, 60_000);

it('a lead sets up a provider and the team’s chat; in English and dark it reads as well', async () => {
  const world = await openPagedWorld();
  const { page, looks } = await atDesk(world, 'park', { role: 'lead', lang: 'en', colorScheme: 'dark' });
  await page.goto(`${world.deskUrl}/alerts`);
  await page.getByText('Alerts the centre shares').click();
  await page.getByRole('button', { name: 'Add a chat' }).click();
  await page.getByLabel('Webhook address').fill('http://hooks.example.com/x');
  await page.getByRole('button', { name: 'Add it and get a code' }).click();
  await page.getByText('Only an address that begins with https://').waitFor();
  await page.getByLabel('Webhook address').fill(world.provider.teamUrl);
  await page.getByRole('button', { name: 'Add it and get a code' }).click();
  await until(() => world.provider.posted.length === 1, 'the code in the chat');
  await page.getByLabel('The six digits you got').fill(codeIn(world.provider.posted[0]));
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Confirmed. Nothing was sent by it yet.').or(page.getByText('Works.')).waitFor();
  await page.getByLabel('Name of the provider').fill('문자나라');
  await page.getByLabel('Hook address of the provider').fill(world.provider.url);
  await page.getByRole('button', { name: 'Add a provider' }).click();
  await page.getByText('The secret requests are signed with').waitFor();
  await page.getByRole('button', { name: 'Text message · 문자나라' }).click();
  await page.getByLabel('Mobile number').waitFor();
  await looks('lead-en-dark');
}, 90_000);

it('somebody on duty who cannot be called is a red line on the roster', async () => {
  const world = await openPagedWorld();
  const { who, page, looks } = await atDesk(world, 'kim');
  for (const day of [1, 2, 3]) await world.takesDuty(who, { fromHours: day * 24, hours: 8 });
  await page.goto(`${world.deskUrl}/roster`);
  await page.getByText('부를 수 없는 당직이 있어요').waitFor();
  await page.getByText(/kim · .*부터 3번 · 알림 방법이 없어요/).waitFor();
  await looks('roster');
  await page.getByRole('link', { name: '내 알림에서 정하기' }).click();
  await page.getByRole('heading', { name: '내 알림' }).waitFor();
}, 60_000);

it('the desk can be installed: its manifest and icons are there, and its worker asks for nothing but its own', async () => {
  const world = await openPagedWorld();
  const manifest = (await (await fetch(`${world.deskUrl}/manifest.webmanifest`)).json()) as {
    icons: { src: string; sizes: string }[];
  };
  for (const { src, sizes } of manifest.icons) {
    const bytes = Buffer.from(await (await fetch(world.deskUrl + src)).arrayBuffer());
    // Of a PNG: its width and height stand in its first chunk.
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
  }
  const worker = await fetch(`${world.deskUrl}/sw.js`);
  expect(worker.headers.get('content-type')).toMatch(/javascript/);
  expect(worker.headers.get('cache-control')).toBe('no-store');
  expect(worker.headers.get('content-security-policy')).toContain("default-src 'self'");
  expect(await worker.text()).not.toMatch(/caches|indexedDB|importScripts|eval/);
});
