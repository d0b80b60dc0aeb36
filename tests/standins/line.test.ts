/** The LINE stand-in itself: it must refuse what LINE refuses, or everything proved against it proves nothing. */
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ulid } from './line/ids.ts';
import { openApi, openApiFolder } from './line/openapi.ts';
import { type LineStandIn, startLine } from './line/phone.ts';
import { messageFaults, richMenuFaults } from './line/rules.ts';
import { insideOfCharacter } from './line/webhooks.ts';

const secret = 'a-channel-secret';
const token = 'a-channel-access-token';
const hasSchema = existsSync(openApiFolder);

let line: LineStandIn;
let hook: Server;
/** What the webhook got, and how it answers. */
const got: { body: Buffer; chunks: number; signature: string | undefined }[] = [];
let answer: (req: IncomingMessage) => number | null = () => 200;

beforeAll(async () => {
  hook = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      got.push({
        body: Buffer.concat(parts),
        chunks: parts.length,
        signature: req.headers['x-line-signature'] as string | undefined,
      });
      const status = answer(req);
      if (status !== null) res.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  line = await startLine({
    LINE_CHANNEL_SECRET: secret,
    LINE_CHANNEL_ACCESS_TOKEN: token,
    WEBHOOK_URL: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/webhooks/line`,
  });
});
afterAll(async () => {
  await line.end();
  hook.closeAllConnections();
  hook.close();
});
beforeEach(async () => {
  got.length = 0;
  answer = () => 200;
  await line.ask('DELETE', '/control/record');
  await line.ask('DELETE', '/control/faults');
  await line.settings({ redelivery: false, quota: { limit: null, used: 0 } });
});

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(line.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: JSON.parse(text || '{}') as Record<string, unknown>,
  };
}
const text = (words: string) => ({ type: 'text', text: words });
const lastEvent = () =>
  JSON.parse(got.at(-1)?.body.toString('utf8') ?? '{}').events[0] as { replyToken: string; webhookEventId: string };

it('a webhook is signed over its bytes, and is what the OpenAPI says a webhook is', async () => {
  const mina = await line.person();
  await mina.follows();
  await mina.says('잠이 안 와요');
  await mina.does({ type: 'sticker' });
  await mina.does({ type: 'location' });
  await mina.does({ type: 'postback', data: 's=1&q=3&v=2' });
  await mina.does({ type: 'unsend', messageId: '1' });
  await mina.blocks();
  expect(got).toHaveLength(7);
  const schema = openApi('webhook.yml');
  for (const { body, signature } of got) {
    expect(signature).toBe(createHmac('sha256', secret).update(body).digest('base64'));
    if (schema) expect(schema.faults('CallbackRequest', JSON.parse(body.toString('utf8')))).toEqual([]);
  }
  expect(new Set(got.map(({ body }) => JSON.parse(body.toString('utf8')).events[0].webhookEventId)).size).toBe(7);
});

it('the same event comes twice at once, again as a redelivery, split inside a syllable, and signed wrongly', async () => {
  const mina = await line.person();
  await mina.says('죽고 싶어요', { copies: 2 });
  await mina.again();
  const events = got.map(({ body }) => JSON.parse(body.toString('utf8')).events[0]);
  expect(new Set(events.map((event) => event.webhookEventId)).size).toBe(1);
  expect(new Set(events.map((event) => event.replyToken)).size).toBe(1);
  expect(events.map((event) => event.deliveryContext.isRedelivery)).toEqual([false, false, true]);

  // A reader that is held up reads both packets as one.
  for (let tries = 0; tries < 20; tries += 1) {
    await mina.says('쪼개져요', { split: true });
    if ((got.at(-1)?.chunks ?? 0) > 1) break;
  }
  expect(got.at(-1)?.chunks).toBeGreaterThan(1);
  expect(got.at(-1)?.body.toString('utf8')).toContain('쪼개져요');
  const bytes = Buffer.from('ab가');
  expect(insideOfCharacter(bytes)).toBe(3);

  await mina.says('x', { signature: 'wrong' });
  expect(got.at(-1)?.signature).not.toBe(
    createHmac('sha256', secret)
      .update(got.at(-1)?.body ?? '')
      .digest('base64'),
  );
  await mina.says('x', { signature: 'missing' });
  expect(got.at(-1)?.signature).toBeUndefined();
});

it('what happened first can come second, and a hundred happenings of different people in one body, one of them odd', async () => {
  const [mina, juho] = [await line.person(), await line.person()];
  await Promise.all([mina.says('먼저', { delayMs: 300 }), mina.says('나중')]);
  const [first, second] = got.map(({ body }) => JSON.parse(body.toString('utf8')).events[0]);
  expect([first.message.text, second.message.text]).toEqual(['나중', '먼저']);
  expect(first.timestamp).toBeGreaterThanOrEqual(second.timestamp);

  const { event } = await juho.says('하나');
  const batch = Array.from({ length: 99 }, (_, index) => ({
    ...event,
    webhookEventId: ulid(event.timestamp + index),
    replyToken: `token-${index}`,
    source: { type: 'user', userId: index % 2 === 0 ? mina.userId : juho.userId },
  }));
  await line.sends([...batch, { type: 'somethingNew', odd: true }]);
  expect(JSON.parse(got.at(-1)?.body.toString('utf8') ?? '{}').events).toHaveLength(100);
  const reply = { replyToken: 'token-42', messages: [text('네')] };
  expect((await call('POST', '/v2/bot/message/reply', reply)).status).toBe(200);
  expect(await mina.texts()).toContain('네');
});

it('what is not answered 2xx is redelivered by itself when the switch is on, and not otherwise', async () => {
  const mina = await line.person();
  answer = () => 503;
  await mina.says('1');
  await new Promise((resolve) => setTimeout(resolve, 1_300));
  expect(got).toHaveLength(1);

  await line.settings({ redelivery: true });
  answer = () => (got.length < 3 ? 503 : 200);
  const { deliveries } = await mina.says('2');
  expect(deliveries[0]).toMatchObject({ status: 503, reason: 'error_status_code' });
  await expect.poll(() => got.length, { timeout: 5_000 }).toBe(3);
  expect(JSON.parse(got[2]?.body.toString('utf8') ?? '{}').events[0].deliveryContext).toEqual({ isRedelivery: true });
});

it('a webhook without an answer within two seconds counts as timed out', async () => {
  const mina = await line.person();
  answer = () => null;
  const { deliveries } = await mina.says('1');
  expect(deliveries[0]).toMatchObject({ status: 0, reason: 'request_timeout' });
  expect(deliveries[0]?.ms).toBeGreaterThanOrEqual(1_900);
});

it('a reply token works once; unknown, used and old ones are 400; a retry key with a reply is 400', async () => {
  const mina = await line.person();
  await mina.says('안녕');
  const { replyToken } = lastEvent();
  const reply = (given: string, headers = {}) =>
    call('POST', '/v2/bot/message/reply', { replyToken: given, messages: [text('네')] }, headers);
  expect((await reply(replyToken, { 'x-line-retry-key': crypto.randomUUID() })).status).toBe(400);
  expect((await reply(replyToken)).body.sentMessages).toHaveLength(1);
  expect(await reply(replyToken)).toMatchObject({ status: 400, body: { message: 'Invalid reply token' } });
  expect((await reply('nobody-gave-this-out')).status).toBe(400);
  expect(await mina.texts()).toEqual(['네']);

  await mina.says('또');
  const old = lastEvent().replyToken;
  await line.expireTokens();
  expect((await reply(old)).status).toBe(400);
  await mina.again();
  expect((await reply(old)).status, 'a redelivery makes an unused token usable again').toBe(200);
  const { violations } = await line.record();
  expect(violations).toEqual([
    '/v2/bot/message/reply: X-Line-Retry-Key with reply: LINE answers 400',
    '/v2/bot/message/reply: a reply token LINE never gave out',
  ]);
});

it('a push repeated with its key is accepted once and says 409 after that, with what was sent', async () => {
  const mina = await line.person();
  const key = crypto.randomUUID();
  const push = (words: string, retryKey: string) =>
    call(
      'POST',
      '/v2/bot/message/push',
      { to: mina.userId, messages: [text(words)] },
      { 'x-line-retry-key': retryKey },
    );
  await line.faults({ kind: 'accept-then-error', path: 'push' });
  expect((await push('하나', key)).status).toBe(500);
  const repeated = await push('하나', key);
  expect(repeated.status).toBe(409);
  expect(repeated.headers.get('x-line-accepted-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(repeated.body.sentMessages).toHaveLength(1);
  expect(await mina.texts()).toEqual(['하나']);
  expect((await line.record()).violations).toEqual([]);

  await push('둘', key);
  await push('셋', 'not-a-uuid');
  expect((await line.record()).violations.map((one) => one.replace(/^[^:]+: /, ''))).toEqual([
    'the same retry key with another body',
    'X-Line-Retry-Key is no UUID: "not-a-uuid"',
  ]);
});

it('the month’s quota counts pushes per person, not replies; who blocked the account is 200 and shown nothing', async () => {
  const [mina, juho] = [await line.person(), await line.person()];
  await juho.blocks();
  await line.settings({ quota: { limit: 2, used: 0 } });
  const push = (to: string) => call('POST', '/v2/bot/message/push', { to, messages: [text('a'), text('b')] });
  expect((await push(juho.userId)).status).toBe(200);
  expect(await juho.texts()).toEqual([]);
  await push(mina.userId);
  await push(mina.userId);
  expect(await push(mina.userId)).toMatchObject({
    status: 429,
    body: { message: 'You have reached your monthly limit.' },
  });
  expect((await call('GET', '/v2/bot/message/quota')).body).toEqual({ type: 'limited', value: 2 });
  expect((await call('GET', '/v2/bot/message/quota/consumption')).body).toEqual({ totalUsage: 2 });
});

it('bad days on command: rate limit told apart from quota, 500, silence, a cut line, a message nobody sees', async () => {
  const mina = await line.person();
  const push = (signal?: AbortSignal) =>
    fetch(`${line.url}/v2/bot/message/push`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ to: mina.userId, messages: [text('a')] }),
      ...(signal ? { signal } : {}),
    });
  await line.faults(
    { kind: 'rate', retryAfterSeconds: 2 },
    { kind: 'quota' },
    { kind: 'error' },
    { kind: 'hang' },
    { kind: 'reset' },
    { kind: 'drop' },
  );
  const limited = await push();
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2']);
  expect(((await limited.json()) as { message: string }).message).toMatch('rate limit');
  expect(((await (await push()).json()) as { message: string }).message).toMatch('monthly limit');
  expect((await push()).status).toBe(500);
  await expect(push(AbortSignal.timeout(300))).rejects.toThrow();
  await expect(push()).rejects.toThrow();
  expect((await push()).status).toBe(200);
  expect(await mina.texts()).toEqual([]);
  expect((await push()).status).toBe(200);
  expect(await mina.texts()).toEqual(['a']);
});

it('a wrong token is 401, an unknown path 404, a wrong content type 415, no JSON 400; each is in the record', async () => {
  expect((await call('GET', '/v2/bot/info', undefined, { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await call('POST', '/v2/bot/message/shout', {})).status).toBe(404);
  expect((await call('POST', '/v2/bot/message/push', {}, { 'content-type': 'text/plain' })).status).toBe(415);
  const broken = await fetch(`${line.url}/v2/bot/message/push`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{',
  });
  expect(broken.status).toBe(400);
  expect((await line.record()).violations).toHaveLength(4);
});

it('the schema is picked by type at every depth, where the base alone would let it pass', async () => {
  // Where it is absent the record says so, and there is nothing to pick from.
  if (!hasSchema) return expect((await line.record()).schema).toContain('not checked');
  const mina = await line.person();
  const refusedBy = async (message: unknown) => {
    const { status, body } = await call('POST', '/v2/bot/message/push', { to: mina.userId, messages: [message] });
    expect(status).toBe(400);
    return JSON.stringify(body.details);
  };
  expect(await refusedBy({ type: 'text' })).toContain("required property 'text'");
  expect(await refusedBy({ type: 'shout', text: 'x' })).toContain('one of the allowed values');
  expect(await refusedBy({ type: 'template', altText: 'x', template: { type: 'confirm', text: 'x' } })).toContain(
    "'actions'",
  );
  const quick = (action: unknown) => ({ type: 'text', text: 'x', quickReply: { items: [{ type: 'action', action }] } });
  expect(await refusedBy(quick({ type: 'postback', label: 'x', data: 7 }))).toContain('must be string');
  expect(await refusedBy(quick({ type: 'dance', label: 'x' }))).toContain('one of the allowed values');
  expect((await line.record()).schema).toBe('checked');
});

it('without the OpenAPI it says so, and the rules of our own still hold', async () => {
  const bare = await startLine({ LINE_CHANNEL_ACCESS_TOKEN: token, LINE_OPENAPI: '/nowhere' });
  try {
    const long = { to: `U${'0'.repeat(32)}`, messages: [text('가'.repeat(5001))] };
    const response = await fetch(`${bare.url}/v2/bot/message/push`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(long),
    });
    expect(response.status).toBe(400);
    const record = await bare.record();
    expect(record.schema).toContain('not checked');
    expect(record.violations).toEqual([
      '/v2/bot/message/push: messages[0].text has 5001 UTF-16 units, allowed are 5000',
    ]);
  } finally {
    await bare.end();
  }
});

const quick = (...actions: unknown[]) => ({
  ...text('x'),
  quickReply: { items: actions.map((action) => ({ type: 'action', action })) },
});
const postback = (label: string, data = 'd') => ({ type: 'postback', label, data });

it.each([
  ['a text one unit too long', text('가'.repeat(5001)), 'UTF-16 units'],
  ['a text of emoji, counted in units', text('😀'.repeat(2501)), '5002'],
  ['an empty text', text(''), 'may not be empty'],
  ['a label of 21', quick(postback('가'.repeat(21))), 'label has 21 graphemes'],
  ['a quick reply without label', quick({ type: 'postback', data: 'd' }), 'label is missing'],
  ['data of 301', quick(postback('x', 'd'.repeat(301))), 'data has 301'],
  ['a postback without data', quick({ type: 'postback', label: 'x' }), 'data is missing'],
  ['a uri of another scheme', quick({ type: 'uri', label: 'x', uri: 'javascript:alert(1)' }), 'must begin with'],
  [
    'a quick reply item of no type',
    { ...text('x'), quickReply: { items: [{ action: postback('x') }] } },
    '.type must be',
  ],
  [
    'five buttons',
    {
      type: 'template',
      altText: 'x',
      template: { type: 'buttons', text: 'x', actions: [1, 2, 3, 4, 5].map(() => postback('x')) },
    },
    'actions are 5',
  ],
  [
    'a confirm of one',
    { type: 'template', altText: 'x', template: { type: 'confirm', text: 'x', actions: [postback('x')] } },
    'actions are 1',
  ],
  [
    'a text too long beside a title',
    {
      type: 'template',
      altText: 'x',
      template: { type: 'buttons', title: 't', text: '가'.repeat(61), actions: [postback('x')] },
    },
    'text has 61',
  ],
  [
    'columns of unequal buttons',
    {
      type: 'template',
      altText: 'x',
      template: {
        type: 'carousel',
        columns: [
          { text: 'x', actions: [postback('a')] },
          { text: 'x', actions: [postback('a'), postback('b')] },
        ],
      },
    },
    'same number of actions',
  ],
  [
    'a camera outside quick replies',
    {
      type: 'template',
      altText: 'x',
      template: { type: 'buttons', text: 'x', actions: [{ type: 'camera', label: 'x' }] },
    },
    'quick replies only',
  ],
  ['a sender called LINE', { ...text('x'), sender: { name: 'LINE 상담' } }, 'refuses'],
  [
    'a bubble over 30 KB',
    {
      type: 'flex',
      altText: 'x',
      contents: {
        type: 'bubble',
        body: { type: 'box', layout: 'vertical', contents: [{ type: 'text', text: '가'.repeat(11_000) }] },
      },
    },
    'bytes',
  ],
  [
    'a picture over http',
    { type: 'image', originalContentUrl: 'http://x/y', previewImageUrl: 'https://x/y' },
    'must be https',
  ],
])('rules of our own find %s', (_what, message, words) => {
  expect(messageFaults([message]).join('\n')).toContain(words);
});

it('rules of our own let pass what LINE shows: a family is one grapheme, tel: is a uri', () => {
  expect(
    messageFaults([quick(postback('👨‍👩‍👧‍👦'.repeat(20)), { type: 'uri', label: '109', uri: 'tel:109' })]),
  ).toEqual([]);
  expect(messageFaults([text('가'.repeat(5000))])).toEqual([]);
});

it('a rich menu is checked, gets its picture once, and stands on the screen of everybody', async () => {
  const area = { bounds: { x: 0, y: 0, width: 1250, height: 843 }, action: postback('시작') };
  const menu = { size: { width: 2500, height: 843 }, selected: true, name: 'm', chatBarText: '메뉴', areas: [area] };
  expect(richMenuFaults({ ...menu, chatBarText: '가'.repeat(15) })).toHaveLength(1);
  expect(richMenuFaults({ ...menu, size: { width: 2500, height: 2000 } })).toHaveLength(1);
  expect(richMenuFaults({ ...menu, areas: [{ ...area, bounds: { ...area.bounds, x: 2000 } }] })).toHaveLength(1);

  const { body } = await call('POST', '/v2/bot/richmenu', menu);
  const id = String(body.richMenuId);
  expect((await call('POST', `/v2/bot/user/all/richmenu/${id}`)).status, 'not without its picture').toBe(400);
  const png = Buffer.alloc(40);
  Buffer.from('89504e470d0a1a0a', 'hex').copy(png);
  png.writeUInt32BE(2500, 16);
  png.writeUInt32BE(843, 20);
  const upload = () =>
    fetch(`${line.url}/v2/bot/richmenu/${id}/content`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'image/png' },
      body: png,
    });
  expect((await upload()).status).toBe(200);
  expect((await upload()).status).toBe(400);
  expect((await call('POST', `/v2/bot/user/all/richmenu/${id}`)).status).toBe(200);
  const mina = await line.person();
  expect((await mina.tappable()).map((action) => action.label)).toEqual(['시작']);
  expect((await call('DELETE', `/v2/bot/richmenu/${id}`)).status).toBe(200);
});

it('quick replies are there with the last message only, and a tap on one is its postback', async () => {
  const mina = await line.person();
  const push = (message: unknown) => call('POST', '/v2/bot/message/push', { to: mina.userId, messages: [message] });
  await push(quick(postback('예', 'q=1&v=1'), postback('아니요', 'q=1&v=0')));
  await mina.taps('아니요');
  expect(lastEvent()).toMatchObject({ type: 'postback', postback: { data: 'q=1&v=0' } });
  await push(text('다음'));
  await expect(mina.taps('예')).rejects.toThrow('Nothing "예" to tap');
});

it('the webhook test sends an empty, signed body and tells the answer', async () => {
  expect((await call('POST', '/v2/bot/channel/webhook/test', {})).body).toMatchObject({
    success: true,
    statusCode: 200,
  });
  expect(JSON.parse(got[0]?.body.toString('utf8') ?? '{}').events).toEqual([]);
  answer = () => 401;
  expect((await call('POST', '/v2/bot/channel/webhook/test', {})).body).toMatchObject({
    success: false,
    statusCode: 401,
  });
});

it('event ids are ULIDs that sort by time', () => {
  const [early, late] = [ulid(1_700_000_000_000), ulid(1_700_000_000_001)];
  expect(early).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(early < late).toBe(true);
});
