/** One suite over every way to tell staff: each tells what the notice says and nothing else, says honestly what became of it, and keeps to
 *  its deadline whatever the other end does. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lineClient } from '../../../bot/channels/line/client.ts';
import { lineNotifier } from '../../../bot/channels/line/notifier.ts';
import { mailNotifier } from '../../../triage/notify/email.ts';
import { type Hook, hookNotifier } from '../../../triage/notify/hook.ts';
import type { Notice, Notifier } from '../../../triage/notify/notice.ts';
import { outbound } from '../../../triage/notify/outbound.ts';
import { pushNotifier, vapidPublicKey } from '../../../triage/notify/push.ts';
import { teamChatNotifier } from '../../../triage/notify/teamChat.ts';
import { startLine } from '../../standins/line/phone.ts';
import { startProvider } from '../../standins/pager/hook.ts';
import { startMailServer } from '../../standins/pager/mail.ts';
import { startPushService } from '../../standins/pager/push.ts';

const clock = () => new Date();
const vapid = Buffer.alloc(32, 9);
const world = outbound({ loopback: true, privateHosts: [] });
const hookId = randomUUID();

let services: Awaited<ReturnType<typeof startAll>>;
beforeAll(async () => {
  services = await startAll();
}, 30_000);
afterAll(() => services?.end());

async function startAll() {
  const [push, provider, mail, line] = await Promise.all([
    startPushService(vapidPublicKey(vapid)),
    startProvider(),
    startMailServer({ login: { user: 'desk', password: 'secret' } }),
    startLine({ LINE_CHANNEL_SECRET: 'a-channel-secret', LINE_CHANNEL_ACCESS_TOKEN: 'a-token' }),
  ]);
  provider.knows(hookId, 'a-secret-of-at-least-thirty-two-letters');
  const hook: Hook = { url: provider.url, secret: 'a-secret-of-at-least-thirty-two-letters', channel: 'sms' };
  const client = lineClient({
    secrets: [],
    accessToken: 'a-token',
    apiBaseUrl: line.url,
    botUserId: null,
    basicId: null,
  });
  const browser = push.subscribes();
  const jun = await line.person();
  const mailSettings = {
    host: '127.0.0.1',
    port: mail.port,
    login: { user: 'desk', password: 'secret' },
    tls: 'none' as const,
    from: 'notice@center.example.kr',
  };
  return {
    push,
    provider,
    mail,
    line,
    browser,
    ways: {
      push: {
        notifier: pushNotifier({
          outbound: world,
          vapid,
          contact: 'mailto:a@example.kr',
          clock,
          proofOf: (id) => `proof-${id}`,
        }),
        typed: browser.subscription as unknown,
        label: '127.0.0.1',
        got: async () => browser.shown.map(({ payload }) => JSON.stringify(payload)),
        badDay: (status: number, retryAfterSeconds?: number) =>
          push.badDay({ kind: 'answers', status, ...(retryAfterSeconds ? { retryAfterSeconds } : {}) }),
        hangs: () => push.badDay({ kind: 'hangs' }),
        cuts: () => push.badDay({ kind: 'cuts' }),
      },
      hook: {
        notifier: hookNotifier({ outbound: world, clock, hookOf: async (id) => (id === hookId ? hook : null) }),
        typed: { hookId, number: '010-1234-5678' } as unknown,
        label: '010-****-5678',
        got: async () => provider.told.map((told) => JSON.stringify(told)),
        badDay: (status: number, retryAfterSeconds?: number) =>
          provider.badDay({ kind: 'answers', status, ...(retryAfterSeconds ? { retryAfterSeconds } : {}) }),
        hangs: () => provider.badDay({ kind: 'hangs' }),
        cuts: () => provider.badDay({ kind: 'cuts' }),
      },
      team: {
        notifier: teamChatNotifier(world),
        typed: provider.teamUrl as unknown,
        label: '127.0.0.1',
        got: async () => provider.posted,
        badDay: (status: number, retryAfterSeconds?: number) =>
          provider.badDay({ kind: 'answers', status, ...(retryAfterSeconds ? { retryAfterSeconds } : {}) }),
        hangs: () => provider.badDay({ kind: 'hangs' }),
        cuts: () => provider.badDay({ kind: 'cuts' }),
      },
      email: {
        notifier: mailNotifier(mailSettings),
        typed: 'kim@center.example.kr' as unknown,
        label: 'k…@center.example.kr',
        got: async () => mail.letters.map(({ headers, text }) => `${headers.get('subject')}\n${text}`),
        badDay: (status: number) =>
          mail.badDay(
            status === 410
              ? { kind: 'refuses', code: 550, says: '5.1.1 no such mailbox' }
              : status < 500
                ? { kind: 'refuses', code: 554, says: '5.7.1 not wanted' }
                : { kind: 'busy' },
          ),
        hangs: () => mail.badDay({ kind: 'hangs' }),
        cuts: () => mail.badDay({ kind: 'busy' }),
      },
      line: {
        notifier: lineNotifier(client),
        typed: jun.userId as unknown,
        label: 'LINE',
        got: async () => (await jun.view()).chat.map((entry) => JSON.stringify(entry)),
        badDay: (status: number, retryAfterSeconds?: number) =>
          line.faults(
            retryAfterSeconds
              ? { kind: 'rate', retryAfterSeconds, path: 'push' }
              : { kind: 'error', status, path: 'push' },
          ),
        hangs: () => line.faults({ kind: 'hang', path: 'push' }),
        cuts: () => line.faults({ kind: 'reset', path: 'push' }),
      },
    },
    async end() {
      push.end();
      provider.end();
      await Promise.all([mail.end(), line.end(), client.close(), world.close()]);
    },
  };
}

type Kind = 'push' | 'hook' | 'team' | 'email' | 'line';
const kinds: Kind[] = ['push', 'hook', 'team', 'email', 'line'];

const notice = (more: Partial<Notice> = {}): Notice => ({
  id: randomUUID(),
  kind: 'case',
  priority: 0,
  since: new Date('2026-01-05T18:12:00Z'),
  center: '푸른구 센터',
  lang: 'ko',
  href: 'https://desk.example.kr/cases/7',
  ...more,
});

function addressOf(notifier: Notifier, typed: unknown): string {
  const read = notifier.read(typed);
  if ('wrong' in read) throw new Error(read.wrong.en);
  return read.to;
}

describe.for(kinds)('by %s', (kind) => {
  const way = () => services.ways[kind];
  const to = () => addressOf(way().notifier, way().typed);
  const sends = (more: Partial<Notice> = {}, deadlineMs = 2_000) => way().notifier.send(to(), notice(more), deadlineMs);

  test('somebody reads that an emergency waits, since when and where to look', async () => {
    const before = (await way().got()).length;
    expect(await sends()).toMatchObject({ type: 'accepted' });
    const got = (await way().got()).slice(before);
    expect(got).toHaveLength(1);
    expect(got[0]).toContain('긴급 사례 1건 대기 · 03:12부터');
    expect(got[0]).toContain('https://desk.example.kr/cases/7');
  });

  test('in English where their desk was English', async () => {
    await sends({ lang: 'en', kind: 'raised' });
    expect((await way().got()).at(-1)).toContain('More urgent now. Emergency: 1 waiting since 03:12');
  });

  test('its label shows which it is, and does not give the address away', () => {
    expect(way().notifier.read(way().typed)).toMatchObject({ label: way().label });
  });

  test('an end that hangs is left after the deadline, and the page comes again', async () => {
    await way().hangs();
    const started = performance.now();
    expect(await sends({}, 700)).toMatchObject({ type: 'later' });
    // LINE's client has a deadline of its own, of two seconds.
    expect(performance.now() - started).toBeLessThan(kind === 'line' ? 3_000 : 1_500);
  });

  test('an end that cuts the line, or is busy, means later', async () => {
    await way().cuts();
    expect(await sends()).toMatchObject({ type: 'later' });
    await way().badDay(503);
    expect(await sends()).toMatchObject({ type: 'later' });
  });

  test('a refusal for good is one', async () => {
    await way().badDay(400);
    expect(await sends()).toMatchObject({ type: 'refused' });
  });

  test('what is no address at all is refused with words for whoever typed it', () => {
    for (const typed of [undefined, null, '', 7, {}, [], 'ㅁ'.repeat(10_000), { endpoint: 'https://x', keys: {} }]) {
      const read = way().notifier.read(typed);
      expect('wrong' in read && [read.wrong.ko, read.wrong.en]).toEqual([
        expect.stringMatching(/[가-힣]/),
        expect.stringMatching(/[a-z]/),
      ]);
    }
  });

  test('nobody had anything to complain of', () => {
    expect([...services.push.violations, ...services.provider.violations]).toEqual([]);
  });
});

// LINE takes what it is given for an account that left, and tells of that by a webhook.
test.for(['push', 'hook', 'team', 'email'] as const)('by %s an address that is no more is told apart', async (kind) => {
  const { notifier, typed, badDay } = services.ways[kind];
  await badDay(410);
  expect(await notifier.send(addressOf(notifier, typed), notice(), 2_000)).toMatchObject({ type: 'gone' });
});

// A mail server says only that it is busy.
test.for(['push', 'hook', 'team', 'line'] as const)('by %s how long to wait is heard', async (kind) => {
  const { notifier, typed, badDay } = services.ways[kind];
  await badDay(429, 7);
  expect(await notifier.send(addressOf(notifier, typed), notice(), 2_000)).toMatchObject({
    type: 'later',
    waitMs: 7_000,
  });
});

describe('what each has of its own', () => {
  test('a push lives ten minutes, replaces itself, and carries a proof of arrival', async () => {
    const { push, browser } = services;
    const one = notice();
    await services.ways.push.notifier.send(addressOf(services.ways.push.notifier, browser.subscription), one, 2_000);
    expect(browser.shown.at(-1)).toMatchObject({
      ttl: 600,
      topic: one.id.replaceAll('-', ''),
      payload: { title: '마음지기', id: one.id, proof: `proof-${one.id}`, href: one.href },
    });
    expect(push.violations).toEqual([]);
  });

  test('a push service that knows us by another key says so, and the page fails in sight', async () => {
    const { push, browser } = services;
    const other = pushNotifier({
      outbound: world,
      vapid: Buffer.alloc(32, 5),
      contact: 'mailto:a@x.kr',
      clock,
      proofOf: String,
    });
    const sent = await other.send(addressOf(other, browser.subscription), notice(), 2_000);
    expect(sent).toEqual({ type: 'refused', why: 'answered 400' });
    expect(push.violations.splice(0)).toEqual(['Error: signed with a key this subscription was not made for']);
  });

  test('a clock that is a day off is refused by the push service, not passed over', async () => {
    const { push, browser } = services;
    const late = () => new Date(Date.now() - 86_400_000);
    const other = pushNotifier({ outbound: world, vapid, contact: 'mailto:a@x.kr', clock: late, proofOf: String });
    expect(await other.send(addressOf(other, browser.subscription), notice(), 2_000)).toMatchObject({
      type: 'refused',
    });
    expect(push.violations.splice(0)).toEqual(['Error: exp is past, or more than a day away']);
  });

  test('a code by push is a tap: it is not in what a lock screen shows', async () => {
    await services.ways.push.notifier.send(
      addressOf(services.ways.push.notifier, services.browser.subscription),
      notice({ kind: 'verify', priority: null, code: '123456' }),
      2_000,
    );
    const payload = services.browser.shown.at(-1)?.payload;
    expect(payload).toMatchObject({ code: '123456' });
    expect(`${payload?.title} ${payload?.body}`).not.toContain('123456');
  });

  test('a hook is told the number, a short text and its channel, and names what it took', async () => {
    const { hook } = services.ways;
    const sent = await hook.notifier.send(addressOf(hook.notifier, hook.typed), notice(), 2_000);
    expect(sent).toEqual({ type: 'accepted', providerId: expect.stringMatching(/^sms-/) });
    expect(services.provider.told.at(-1)).toMatchObject({ to: '01012345678', channel: 'sms', kind: 'case' });
  });

  test('a redirect is followed nowhere', async () => {
    const { hook } = services.ways;
    services.provider.badDay({ kind: 'answers', status: 302, location: 'http://169.254.169.254/latest/meta-data' });
    expect(await hook.notifier.send(addressOf(hook.notifier, hook.typed), notice(), 2_000)).toEqual({
      type: 'refused',
      why: 'answered 302',
    });
  });

  test('a hook that was removed is no more', async () => {
    const { notifier } = services.ways.hook;
    const to = JSON.stringify({ hookId: randomUUID(), number: '01012345678' });
    expect(await notifier.send(to, notice(), 2_000)).toMatchObject({ type: 'gone' });
  });

  test.for([
    '02-123-4567',
    '010-12',
    '+1 415 555 0100',
    '010-1234-5678\r\nBcc: x',
    '０１０-1234-567',
    '1'.repeat(10_000),
  ])('%s is no mobile number', (number) => {
    expect(services.ways.hook.notifier.read({ hookId, number })).toHaveProperty('wrong');
  });

  test.for(['+82 10-1234-5678', '010 1234 5678', '０１０１２３４５６７８'])('%s is one', (number) => {
    expect(services.ways.hook.notifier.read({ hookId, number })).toMatchObject({
      to: expect.stringContaining('01012345678'),
    });
  });

  test.for([
    'kim@center.example.kr\r\nBcc: all@example.kr',
    'kim@center.example.kr, lee@center.example.kr',
    'Kim <kim@center.example.kr>',
    '"kim\n"@center.example.kr',
    'kim@localhost',
    'kim@@center.example.kr',
    `${'k'.repeat(65)}@center.example.kr`,
  ])('a letter goes to one address, and %s is none', (typed) => {
    expect(services.ways.email.notifier.read(typed)).toHaveProperty('wrong');
  });

  test('no header can be slipped in by an address that was stored long ago, or by the name of a centre', async () => {
    const { notifier } = services.ways.email;
    expect(await notifier.send('kim@x.kr\r\nBcc: all@x.kr', notice(), 2_000)).toMatchObject({ type: 'refused' });
    const sent = await notifier.send(
      'kim@center.example.kr',
      notice({ center: '센터\r\nBcc: all@x.kr\r\n\r\n' }),
      2_000,
    );
    expect(sent.type).toBe('accepted');
    const letter = services.mail.letters.at(-1);
    expect([...(letter?.headers.keys() ?? [])]).not.toContain('bcc');
    expect(letter).toMatchObject({ to: ['kim@center.example.kr'], from: 'notice@center.example.kr' });
  });

  test('the same page is the same letter', async () => {
    const { notifier } = services.ways.email;
    const one = notice();
    await notifier.send('kim@center.example.kr', one, 2_000);
    await notifier.send('kim@center.example.kr', one, 2_000);
    const ids = services.mail.letters.slice(-2).map(({ headers }) => headers.get('message-id'));
    expect(ids).toEqual([`<${one.id}@center.example.kr>`, `<${one.id}@center.example.kr>`]);
  });

  test('a mail server that takes a letter and drops it is believed: only the ladder knows better', async () => {
    const before = services.mail.letters.length;
    services.mail.badDay({ kind: 'drop' });
    expect(await services.ways.email.notifier.send('kim@center.example.kr', notice(), 2_000)).toMatchObject({
      type: 'accepted',
    });
    expect(services.mail.letters).toHaveLength(before);
  });

  test('nothing is sent in plain where TLS was asked for', async () => {
    const open = await startMailServer();
    const secret = await startMailServer({ tls: true });
    const by = (port: number) =>
      mailNotifier({ host: '127.0.0.1', port, login: null, tls: 'required', from: 'notice@center.example.kr' });
    // One offers none, the other a certificate nobody vouches for.
    expect(await by(open.port).send('kim@center.example.kr', notice(), 2_000)).toMatchObject({ type: 'later' });
    expect(await by(secret.port).send('kim@center.example.kr', notice(), 2_000)).toMatchObject({ type: 'later' });
    expect([...open.letters, ...secret.letters]).toEqual([]);
    await Promise.all([open.end(), secret.end()]);
  });

  test('a wrong login is for whoever looks after the server, not the end of an address', async () => {
    const mail = await startMailServer({ login: { user: 'desk', password: 'another' } });
    const notifier = mailNotifier({ ...wrongLogin, port: mail.port });
    expect(await notifier.send('kim@center.example.kr', notice(), 2_000)).toMatchObject({ type: 'later' });
    await mail.end();
  });
});

const wrongLogin = {
  host: '127.0.0.1',
  login: { user: 'desk', password: 'wrong' },
  tls: 'none' as const,
  from: 'notice@center.example.kr',
};
