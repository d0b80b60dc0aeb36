/** The residents' edge of the web chat, driven from outside with a recording turn behind it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, Server } from 'node:http';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BotDeps } from '../../bot/app.ts';
import { botApp } from '../../bot/app.ts';
import { hub } from '../../bot/channels/web/hub.ts';
import type { Reply } from '../../flows/protocol.ts';
import type { Sender } from '../../triage/dispatch.ts';
import { Busy, Refused, Unavailable } from '../../triage/errors.ts';
import { openBus } from '../../triage/store/bus.ts';
import type { Turn, TurnEvent } from '../../triage/turn.ts';
import { noNotices, noPost } from './noPost.ts';

const publicUrl = 'http://maum.test';
const hello: Reply = { type: 'text', text: '안녕하세요' };
const word = (text: string): Reply => ({ type: 'human', name: '김상담', text });
const crisisSafe = {
  type: 'card',
  kind: 'help',
  text: expect.stringContaining('119에 전화해 주세요'),
  links: [expect.objectContaining({ href: 'tel:109' }), expect.objectContaining({ href: 'tel:119' })],
};

const pageDir = mkdtempSync(join(tmpdir(), 'page-'));
beforeAll(() => {
  mkdirSync(join(pageDir, 'assets'));
  writeFileSync(join(pageDir, 'index.html'), '<!doctype html><title>마음지기</title>');
  writeFileSync(join(pageDir, 'assets', 'main-a1b2c3.js'), 'export {};');
});
afterAll(() => rmSync(pageDir, { recursive: true }));

function counter(what: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${what}-${count}`;
  };
}

/** An edge with a turn that remembers what it was told, as triage would. */
function edge(changed: Partial<BotDeps> = {}) {
  const heard: TurnEvent[] = [];
  const residents = new Map<string, string>();
  const digests = new Map<string, string>();
  const logged: string[] = [];
  const note = (state: object, message: string) => void logged.push(JSON.stringify({ ...state, message }));
  const nextId = counter('id');
  const turn: Turn = async (event) => {
    heard.push(event);
    const token = 'address' in event.who ? event.who.address.id : '';
    const residentId = residents.get(token) ?? `resident-${residents.size + 1}`;
    residents.set(token, residentId);
    const digest = event.digest?.toString('hex') ?? '';
    const known = digests.get(token + event.id);
    if (known !== undefined && known !== digest)
      throw new Refused(422, 'idempotency_mismatch', 'Same key, other body.');
    digests.set(token + event.id, digest);
    const stale = event.inbound.type === 'chose' && event.inbound.choice === 'old';
    return { residentId, rev: heard.length, replies: [hello], stale };
  };
  const bus = openBus();
  const bot = botApp({
    turn,
    residentOf: async ({ id }) => residents.get(id) ?? null,
    undelivered: async () => [],
    delivered: async () => {},
    bus,
    clock: () => new Date(0),
    newId: nextId,
    log: { info: note, warn: note, error: note },
    center: async () => ({ id: 'center-1', name: '행복구정신건강복지센터', phone: '02-000-0000', hours: null }),
    placementOf: async () => null,
    post: noPost,
    ...noNotices,
    letIn: (_who, _said, work) => work({}),
    rehearsed: () => null,
    scanned: async () => {},
    publicUrl,
    trustProxy: false,
    pageDir,
    ready: async () => true,
    ...changed,
  });
  edges.push(bot);
  const http = supertest(bot.app);

  /** Opens the page; answers the cookie a browser would keep. */
  async function arrive(): Promise<string> {
    const opened = await http.post('/chat/session').send({ lang: 'ko' }).expect(200);
    return String(opened.headers['set-cookie']).split(';')[0] ?? '';
  }
  const nextKey = counter('key');
  const says = (cookie: string, body: unknown, key = nextKey()) =>
    http
      .post('/chat/messages')
      .set({ cookie, 'idempotency-key': key })
      .send(body as object);
  /** Bytes exactly as given. */
  const sends = (cookie: string, bytes: Buffer, type = 'application/json') =>
    http
      .post('/chat/messages')
      .set({ cookie, 'idempotency-key': nextKey(), 'content-type': type })
      .serialize((body: unknown) => body as string)
      .send(bytes as unknown as object);

  const [sender] = bot.senders as [Sender];
  return { ...bot, sender, http, heard, residents, logged, bus, arrive, says, sends };
}

const edges: { close(): void }[] = [];
const servers: Server[] = [];
afterEach(() => {
  for (const { close } of edges.splice(0)) close();
  for (const server of servers.splice(0)) server.close();
});

async function listening({ app }: ReturnType<typeof edge>): Promise<number> {
  const server = createServer(app);
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Raw bytes over a socket, for what no client would send. Answers all that comes back. */
async function raw(port: number, ...pieces: (string | Buffer)[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => (answer += data));
  const over = new Promise((resolve) => socket.on('close', resolve));
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await over;
  return answer;
}

describe('somebody opens the page', () => {
  it('gets a greeting, the centre, and a session nobody can guess', async () => {
    const { http, heard } = edge();
    const opened = await http.post('/chat/session').send({ lang: 'en', code: 'A1b2' }).expect(200);
    expect(opened.body).toEqual({
      replies: [hello],
      rev: 1,
      center: { name: '행복구정신건강복지센터', phone: '02-000-0000' },
    });
    const cookie = String(opened.headers['set-cookie']);
    expect(cookie).toMatch(/^maum=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
    const [event] = heard;
    expect(event?.id).toMatch(/^web:open:id-\d+$/);
    expect(event?.inbound).toEqual({ type: 'opened', lang: 'en', unread: 0 });
    expect(event?.who).toEqual({ address: { channel: 'web', id: cookie.slice(5, 48) }, centerId: 'center-1' });
  });

  it('needs no body at all, and comes back as the same person with the cookie', async () => {
    const { http, heard, residents } = edge();
    const first = await http.post('/chat/session').expect(200);
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
    const again = await http.post('/chat/session').set({ cookie }).expect(200);
    expect(String(again.headers['set-cookie'])).toContain(cookie);
    expect(heard[1]?.who).toEqual(heard[0]?.who);
    expect(residents.size).toBe(1);
  });

  it('with a cookie we never gave gets a new session, not the one they asked for', async () => {
    const { http, heard } = edge();
    const forged = 'A'.repeat(43);
    const opened = await http
      .post('/chat/session')
      .set({ cookie: `maum=${forged}` })
      .expect(200);
    expect(String(opened.headers['set-cookie'])).not.toContain(forged);
    expect(JSON.stringify(heard)).not.toContain(forged);
  });

  it('over https holds a cookie bound to this host', async () => {
    const { http } = edge({ publicUrl: 'https://maum.test' });
    const opened = await http.post('/chat/session').expect(200);
    expect(String(opened.headers['set-cookie'])).toMatch(
      /^__Host-maum=.*; Path=\/; .*; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  it('twice with one key is one opening', async () => {
    const { http, heard } = edge();
    const open = (body: string) => http.post('/chat/session').set('idempotency-key', 'k1').type('json').send(body);
    await open('{"lang":"ko","code":"A1"}').expect(200);
    await open('{ "code": "A1", "lang": "ko" }').expect(200);
    expect(heard[0]?.id).toBe('web:open:k1');
    expect(heard[0]?.digest).toHaveLength(32);
    expect(heard[1]?.digest).toEqual(heard[0]?.digest);
  });

  it('is told what the body may hold', async () => {
    const { http } = edge();
    for (const body of [{ lang: 'fr' }, { lang: 'ko', user: 'me' }, { code: 7 }]) {
      const refused = await http.post('/chat/session').send(body).expect(400);
      expect(refused.body.error.code).toBe('invalid_body');
      expect(refused.body.error.message).toContain('"lang"');
    }
  });
});

describe('somebody writes', () => {
  it('and is answered; the turn gets their words, their key and what they were', async () => {
    const { arrive, says, heard } = edge();
    const answered = await says(await arrive(), { text: '요즘 잠이 안 와요' }, 'k-1').expect(200);
    expect(answered.body).toEqual({ replies: [hello] });
    expect(heard[1]).toMatchObject({ id: 'web:k-1', inbound: { type: 'said', text: '요즘 잠이 안 와요' } });
    expect(heard[1]?.digest).toHaveLength(32);
  });

  it('by a tap; one for another question is answered as stale', async () => {
    const { arrive, says, heard } = edge();
    const cookie = await arrive();
    await says(cookie, { choice: '모르는선택' }).expect(200, { replies: [hello] });
    expect(heard[1]?.inbound).toEqual({ type: 'chose', choice: '모르는선택' });
    await says(cookie, { choice: 'old' }).expect(200, { replies: [hello], stale: true });
  });

  it('the same message twice, however its JSON is spaced; another body under its key is refused', async () => {
    const { http, arrive, says } = edge();
    const cookie = await arrive();
    await says(cookie, { text: '네' }, 'k-1').expect(200);
    const spaced = http.post('/chat/messages').set({ cookie, 'idempotency-key': 'k-1' }).type('json');
    await spaced.send('{ "text" : "\\ub124" }').expect(200);
    const refused = await says(cookie, { text: '아니요' }, 'k-1').expect(422);
    expect(refused.body).toEqual({
      error: {
        code: 'idempotency_mismatch',
        message: 'Same key, other body.',
        requestId: refused.headers['x-request-id'],
      },
      replies: [crisisSafe],
    });
  });

  it('without a session, or with one nobody gave: 401, and where help is', async () => {
    const { says, heard } = edge();
    for (const cookie of ['', `maum=${'A'.repeat(43)}`, 'maum=short', `other=${'A'.repeat(43)}`, 'maum']) {
      const refused = await says(cookie, { text: '안녕' }).expect(401);
      expect(refused.body.error.code).toBe('session_invalid');
      expect(refused.body.replies).toEqual([crisisSafe]);
    }
    expect(heard).toEqual([]);
  });

  it('and cannot speak as somebody else by naming them', async () => {
    const { arrive, says, heard } = edge();
    await says(await arrive(), { text: '안녕', user: 'resident-2' }).expect(400);
    await says('', { text: '안녕', user: 'resident-2' }).expect(401);
    expect(heard).toHaveLength(1);
  });

  it('needs a key of 1 to 100 visible characters', async () => {
    const { http, arrive, says } = edge();
    const cookie = await arrive();
    const missing = await http.post('/chat/messages').set({ cookie }).send({ text: '안녕' }).expect(400);
    expect(missing.body.error.code).toBe('idempotency_key_missing');
    for (const key of ['', 'a b', 'k'.repeat(101), 'k\u00e9']) {
      const refused = await says(cookie, { text: '안녕' }, key).expect(400);
      expect(refused.body.error.code).toBe('idempotency_key_invalid');
    }
    await says(cookie, { text: '안녕' }, 'k'.repeat(100)).expect(200);
  });

  it('with NUL bytes and half an emoji: replaced, not refused', async () => {
    const { arrive, sends, heard } = edge();
    await sends(await arrive(), Buffer.from('{"text":"a\\u0000b\\ud83d c"}')).expect(200);
    expect(heard[1]?.inbound).toEqual({ type: 'said', text: 'a\uFFFDb\uFFFD c' });
  });

  it('a long letter: all 10,000 characters are heard', async () => {
    const { arrive, says, heard } = edge();
    const cookie = await arrive();
    await says(cookie, { text: '가'.repeat(10_000) }).expect(200);
    expect(heard[1]?.inbound).toEqual({ type: 'said', text: '가'.repeat(10_000) });
    await says(cookie, { text: '😀'.repeat(5_001) }).expect(200);
    expect(heard[2]?.inbound).toEqual({ type: 'said', text: '😀'.repeat(5_000) });
  });

  it('longer than that: the stretch in which the detector rings is the one heard', async () => {
    const { arrive, says, heard } = edge();
    await says(await arrive(), { text: `${'가'.repeat(9_998)}죽고 싶어요${'나'.repeat(9_000)}` }).expect(200);
    const { inbound } = heard[1] as TurnEvent;
    expect(inbound.type === 'said' && inbound.text).toContain('죽고 싶어요');
    expect(inbound.type === 'said' && inbound.text.length).toBeLessThanOrEqual(10_000);
  });

  it('a flood of emoji is a message like any other', async () => {
    const { arrive, says } = edge();
    await says(await arrive(), { text: '😭'.repeat(500) }).expect(200);
    await says(await arrive(), { text: '👨‍👩‍👧‍👦'.repeat(300) }).expect(200);
  });

  it('in pieces that cut a syllable in two, and is still understood', async () => {
    const bot = edge();
    const cookie = await bot.arrive();
    const port = await listening(bot);
    const body = Buffer.from(JSON.stringify({ text: '힘들어요' }));
    const cut = body.indexOf(Buffer.from('힘')) + 1;
    const head =
      `POST /chat/messages HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: ${cookie}\r\nidempotency-key: k\r\n` +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    expect(await raw(port, head, body.subarray(0, cut), body.subarray(cut))).toContain('200 OK');
    expect(bot.heard[1]?.inbound).toEqual({ type: 'said', text: '힘들어요' });
  });
});

describe('bodies that are none', () => {
  const bodies: [what: string, bytes: Buffer, status: number, code: string][] = [
    ['malformed JSON', Buffer.from('{bad'), 400, 'invalid_json'],
    ['nothing', Buffer.alloc(0), 400, 'invalid_json'],
    ['null', Buffer.from('null'), 400, 'invalid_json'],
    ['a list', Buffer.from('[]'), 400, 'invalid_json'],
    ['a string', Buffer.from('"text"'), 400, 'invalid_json'],
    ['a byte order mark', Buffer.from('\uFEFF{"text":"네"}'), 400, 'invalid_json'],
    ['EUC-KR bytes', Buffer.from([...Buffer.from('{"text":"'), 0xb3, 0xd7, ...Buffer.from('"}')]), 400, 'invalid_json'],
    ['32,000 open brackets', Buffer.from('['.repeat(32_000)), 400, 'invalid_json'],
    ['no known field', Buffer.from('{}'), 400, 'invalid_body'],
    ['text and choice', Buffer.from('{"text":"a","choice":"b"}'), 400, 'invalid_body'],
    ['a number as text', Buffer.from('{"text":5}'), 400, 'invalid_body'],
    ['a list as text', Buffer.from('{"text":["a"]}'), 400, 'invalid_body'],
    ['an object as choice', Buffer.from('{"choice":{"id":"a"}}'), 400, 'invalid_body'],
    ['an empty text', Buffer.from('{"text":""}'), 400, 'invalid_body'],
    ['a choice of 201 characters', Buffer.from(`{"choice":"${'a'.repeat(201)}"}`), 400, 'invalid_body'],
    ['a prototype', Buffer.from('{"text":"a","__proto__":{"admin":true}}'), 400, 'invalid_body'],
    ['64 KB and one byte', Buffer.alloc(64 * 1024 + 1, 'a'), 413, 'too_large'],
  ];
  it.each(bodies)('%s', async (_what, bytes, status, code) => {
    const { arrive, sends, heard, logged } = edge();
    const refused = await sends(await arrive(), bytes).expect(status);
    expect(refused.body.error).toEqual({
      code,
      message: expect.any(String),
      requestId: refused.headers['x-request-id'],
    });
    expect(refused.body.replies).toEqual([crisisSafe]);
    expect(refused.text).not.toContain('bad');
    expect(heard).toHaveLength(1);
    expect(logged).toEqual([]);
  });

  it('exactly 64 KB is read', async () => {
    const { arrive, sends } = edge();
    const frame = '{"text":""}'.length;
    await sends(await arrive(), Buffer.from(`{"text":"${'a'.repeat(64 * 1024 - frame)}"}`)).expect(200);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=euc-kr',
    'application/jsonp',
    '',
  ])('sent as "%s"', async (type) => {
    const { arrive, sends } = edge();
    const refused = await sends(await arrive(), Buffer.from('{"text":"a"}'), type).expect(415);
    expect(refused.body.error.code).toBe('invalid_json');
  });

  it('10 MB: the sender reads the refusal though nobody reads the body', async () => {
    const bot = edge();
    const port = await listening(bot);
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'k', cookie: await bot.arrive() };
    const body = Buffer.alloc(10 * 1024 * 1024, 'a');
    const refused = await fetch(`http://127.0.0.1:${port}/chat/messages`, { method: 'POST', headers, body });
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ error: { code: 'too_large' } });
  });

  it('compressed ones are not opened', async () => {
    const { http, arrive } = edge();
    const headers = { cookie: await arrive(), 'idempotency-key': 'k', 'content-encoding': 'gzip' };
    const refused = await http.post('/chat/messages').set(headers).send({ text: 'a' }).expect(415);
    expect(refused.body.error.code).toBe('unsupported_encoding');
  });
});

describe('another site', () => {
  it.each([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['our host over another protocol', { origin: 'https://maum.test' }],
    ['an opaque origin', { origin: 'null' }],
    ['a fetch across sites', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }],
    ['a fetch across sites that names our origin', { origin: publicUrl, 'sec-fetch-site': 'cross-site' }],
  ])('cannot speak for a visitor: %s', async (_what, headers) => {
    const { http, arrive, heard } = edge();
    const cookie = await arrive();
    for (const path of ['/chat/messages', '/chat/session']) {
      const refused = await http
        .post(path)
        .set({ ...headers, cookie, 'idempotency-key': 'k' })
        .send({ text: 'a' })
        .expect(403);
      expect(refused.body.error.code).toBe('bad_origin');
    }
    await http
      .get('/chat/events')
      .set({ ...headers, cookie })
      .expect(403);
    expect(heard).toHaveLength(1);
  });

  it('is not our own page, nor a plain tool', async () => {
    const { http } = edge();
    for (const headers of [
      {},
      { origin: publicUrl, 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'same-origin' },
    ]) {
      await http.post('/chat/session').set(headers).expect(200);
    }
    // A phone on the LAN, a developer on localhost: home is also the host the browser asked for.
    await http.post('/chat/session').set({ host: '192.168.0.7:3000', origin: 'http://192.168.0.7:3000' }).expect(200);
  });

  it('over https a page that came over http is another site', async () => {
    const { http } = edge({ publicUrl: 'https://maum.test' });
    await http.post('/chat/session').set({ host: 'maum.test', origin: 'http://maum.test' }).expect(403);
    await http.post('/chat/session').set({ host: 'maum.test', origin: 'https://maum.test' }).expect(200);
  });
});

describe('when it goes wrong behind the door', () => {
  const failing = (error: unknown, more: Partial<BotDeps> = {}) =>
    edge({ turn: async () => Promise.reject(error), ...more });

  it('the resident reads where help is, in their language, and when to come back', async () => {
    const { http } = failing(new Unavailable('spool is full'));
    const korean = await http.post('/chat/session').expect(503);
    expect(korean.headers['retry-after']).toBe('3');
    expect(korean.body).toEqual({
      error: { code: 'unavailable', message: expect.any(String), requestId: korean.headers['x-request-id'] },
      replies: [crisisSafe],
    });
    const english = await http.post('/chat/session').send({ lang: 'en' }).expect(503);
    expect(english.body.replies[0].text).toContain('in danger: 119');
    const listed = await http.post('/chat/session').set('accept-language', 'en-US,en;q=0.9').expect(503);
    expect(listed.body.replies[0].text).toContain('in danger: 119');
    const both = await http.post('/chat/session').set('accept-language', 'en-US,en;q=0.9,ko;q=0.8').expect(503);
    expect(both.body.replies).toEqual([crisisSafe]);
  });

  it('a bug of ours is a 500 with the same words; neither answer nor log tells what was written', async () => {
    const { http, logged } = failing(new Error('could not parse "죽고 싶어요" of resident 17'));
    const failed = await http.post('/chat/session').expect(500);
    expect(failed.body.error.code).toBe('internal');
    expect(failed.body.replies).toEqual([crisisSafe]);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain(failed.headers['x-request-id']);
    expect(failed.text + logged.join()).not.toMatch(/죽고|resident 17/);
  });

  it.each([[null], [undefined], ['a string'], [{ status: 'odd' }]])('also when %j is thrown', async (thrown) => {
    const { http } = failing(thrown);
    expect((await http.post('/chat/session').expect(500)).body.replies).toEqual([crisisSafe]);
  });

  it('a turn that hangs is answered for after eight seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { http } = edge({ turn: () => new Promise(() => {}) });
      const answer = http.post('/chat/session').then((response) => response);
      const alarm = setInterval(() => vi.advanceTimersByTime(2_000), 20);
      const failed = await answer;
      clearInterval(alarm);
      expect(failed.status).toBe(503);
      expect(failed.body.replies).toEqual([crisisSafe]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('a message is heard though nobody can look up its session now', async () => {
    let down = false;
    const { http, arrive, says, heard } = edge({
      residentOf: async () => {
        if (down) throw new Unavailable('store is away');
        return null;
      },
    });
    down = true;
    await says(`maum=${'B'.repeat(43)}`, { text: '안녕' }).expect(200);
    expect(heard).toHaveLength(1);
    await says(await arrive(), { text: '안녕' }).expect(200);
    await http
      .get('/chat/events')
      .set('cookie', `maum=${'C'.repeat(43)}`)
      .expect(503);
  });

  it('an opening that failed still gave a session, and the words that follow are heard', async () => {
    let down = true;
    const { http, says, heard } = edge({
      turn: async (event) => {
        if (down) throw new Unavailable('spool is full');
        heard.push(event);
        return { residentId: 'resident-1', rev: 1, replies: [hello], stale: false };
      },
    });
    const failed = await http.post('/chat/session').expect(503);
    down = false;
    await says(String(failed.headers['set-cookie']).split(';')[0] ?? '', { text: '안녕' }).expect(200);
    expect(heard).toHaveLength(1);
  });
});

describe('too much at once', () => {
  it('is asked to wait, with the numbers to call; words of danger are never asked', async () => {
    const { arrive, says, heard } = edge({ paces: { session: 2 } });
    const cookie = await arrive();
    await says(cookie, { text: '하나' }).expect(200);
    await says(cookie, { text: '둘' }).expect(200);
    const slow = await says(cookie, { text: '셋' }).expect(429);
    expect(slow.body.error.code).toBe('slow_down');
    expect(Number(slow.headers['retry-after'])).toBeGreaterThan(0);
    expect(slow.body.replies[0]).toMatchObject({ type: 'card', kind: 'help', text: expect.stringContaining('109') });
    await says(cookie, { choice: 'a' }).expect(429);
    await says(cookie, { text: '죽고 싶어요' }).expect(200);
    expect(heard.at(-1)?.inbound).toEqual({ type: 'said', text: '죽고 싶어요' });
    // Somebody else is not slowed down.
    await says(await arrive(), { text: '안녕' }).expect(200);
  });

  it('one network: messages and new sessions are counted, people coming back are not', async () => {
    const { http, arrive, says } = edge({ paces: { network: 6, openings: 2 } });
    const cookie = await arrive();
    await arrive();
    const full = await http.post('/chat/session').expect(429);
    expect(full.body.replies).toHaveLength(1);
    await http.post('/chat/session').set({ cookie }).expect(200);
    await says(cookie, { text: '하나' }).expect(200);
    await says(cookie, { text: '둘' }).expect(200);
    await says(cookie, { text: '셋' }).expect(429);
    await says(cookie, { text: '죽고 싶어요' }).expect(200);
  });

  it('who is turned away at the door has a session all the same: it opens nothing, but for words of danger', async () => {
    const opened = new Set<string>();
    const heard: TurnEvent[] = [];
    const turn: Turn = async (event) => {
      const token = 'address' in event.who ? event.who.address.id : '';
      if (event.inbound.type === 'opened') opened.add(token);
      else if (!opened.has(token)) throw new Refused(401, 'session_invalid', 'Nobody has it.');
      heard.push(event);
      return { residentId: token, rev: heard.length, replies: [hello], stale: false };
    };
    const { http, arrive, says } = edge({ turn, paces: { openings: 1, endangered: 1 } });
    await arrive();
    const away = await http.post('/chat/session').expect(429);
    const cookie = String(away.headers['set-cookie']).split(';')[0] ?? '';
    // Nor is having been turned away a way in.
    await http.post('/chat/session').set({ cookie }).expect(429);
    await says(cookie, { text: '안녕' }).expect(401);
    expect(heard).toHaveLength(1);
    await says(cookie, { text: '죽고 싶어요' }, 'k-1').expect(200);
    const who = { address: { channel: 'web', id: cookie.slice(5) }, centerId: 'center-1' };
    expect(heard.slice(1)).toMatchObject([
      { id: 'web:open:k-1', who, urgent: true, inbound: { type: 'opened' } },
      { id: 'web:k-1', who, urgent: true, unseen: true, inbound: { type: 'said', text: '죽고 싶어요' } },
    ]);
    // Now they are somebody.
    const back = await http.post('/chat/session').set({ cookie }).expect(200);
    expect(String(back.headers['set-cookie'])).toContain(cookie);
    // From one place not for ever.
    await says(`maum=${'A'.repeat(43)}`, { text: '죽고 싶어요' }).expect(429);
    await says(`maum=${'A'.repeat(43)}`, { text: '안녕' }).expect(401);
  });

  it('the same where the house is full: the session is given out before anybody is turned away', async () => {
    const full = edge({ letIn: () => Promise.reject(new Busy(2)) });
    const away = await full.http.post('/chat/session').expect(503);
    expect(String(away.headers['set-cookie'])).toMatch(/^maum=[A-Za-z0-9_-]{43};/);
    const wrong = await full.http.post('/chat/session').set('x-maumjigi-rehearsal', 'wrong').expect(503);
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('an address in X-Forwarded-For counts only behind a proxy of ours', async () => {
    const from = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}` });
    const open = edge({ paces: { openings: 1 } });
    await open.http.post('/chat/session').set(from(1)).expect(200);
    await open.http.post('/chat/session').set(from(2)).expect(429);
    const proxied = edge({ paces: { openings: 1 }, trustProxy: 1 });
    await proxied.http.post('/chat/session').set(from(1)).expect(200);
    await proxied.http.post('/chat/session').set(from(2)).expect(200);
    await proxied.http.post('/chat/session').set(from(2)).expect(429);
  });

  it('an IPv6 household counts as one', async () => {
    const { http } = edge({ paces: { openings: 1 }, trustProxy: 1 });
    await http.post('/chat/session').set('x-forwarded-for', '2001:db8:1:2:3:4:5:6').expect(200);
    await http.post('/chat/session').set('x-forwarded-for', '2001:db8:1:2::9').expect(429);
    await http.post('/chat/session').set('x-forwarded-for', '2001:db8:1:3::9').expect(200);
  });
});

describe('odd requests', () => {
  it.each([
    ['GET', '/%E0%A4%A', 400],
    ['GET', '/chat/assets/%00', 400],
    ['GET', '/chat/assets/..%2f..%2fpackage.json', 404],
    ['GET', '/chat/assets/..%5c..%5cpackage.json', 404],
    ['GET', '/chat/.env', 404],
    ['GET', '/nothing', 404],
    ['GET', '//', 404],
    ['GET', `/${'a'.repeat(8_192)}`, 414],
    ['GET', '/chat?a=1&a=2', 400],
    ['GET', '/chat?a[b]=1', 400],
    ['GET', '/chat/messages', 405],
    ['GET', '/chat/session', 405],
    ['POST', '/chat/events', 405],
    ['POST', '/chat', 405],
    ['PUT', '/chat/messages', 405],
    ['TRACE', '/chat', 405],
    ['PROPFIND', '/nothing', 405],
    ['OPTIONS', '/chat/messages', 405],
    ['POST', '/nothing', 404],
    ['HEAD', '/chat/events', 405],
  ])('%s %s', async (method, path, status) => {
    const { app, logged } = edge();
    const bot = { app } as ReturnType<typeof edge>;
    const port = await listening(bot);
    const answer = await raw(
      port,
      `${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
    );
    expect(Number(answer.split(' ')[1])).toBe(status);
    if (method !== 'HEAD') expect(answer).toContain('"requestId"');
    if (status === 405) expect(answer.toLowerCase()).toContain('\r\nallow: ');
    expect(logged).toEqual([]);
  });

  it('a hundred headers', async () => {
    const { http } = edge();
    const headers = Object.fromEntries(Array.from({ length: 100 }, (_none, n) => [`x-${n}`, 'a']));
    const refused = await http.get('/chat').set(headers).expect(431);
    expect(refused.body.error.code).toBe('too_many_headers');
  });

  it('both lengths of a body at once, or a header broken in two', async () => {
    const port = await listening(edge());
    const smuggled =
      'POST /chat/session HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n';
    expect(await raw(port, smuggled)).toContain('400 Bad Request');
    expect(await raw(port, 'GET /chat HTTP/1.1\r\nhost: x\r\nx-a: b\rc: d\r\n\r\n')).toContain('400 Bad Request');
  });

  it('a browser that is lost sees words and numbers, and nothing of what it asked for', async () => {
    const { http } = edge();
    const lost = await http.get('/<script>alert(1)</script>').set('accept', 'text/html,*/*').expect(404);
    expect(lost.type).toBe('text/html');
    expect(lost.text).toContain('href="tel:109"');
    expect(lost.text).not.toContain('script');
  });

  it('after all of it the process is well', async () => {
    const bot = edge();
    const cookie = await bot.arrive();
    for (const bytes of ['{bad', '[]', '\0', '{"text":"\\ud800"}']) await bot.sends(cookie, Buffer.from(bytes));
    await bot.http.get('/livez').expect(200, { status: 'alive' });
    await bot.says(cookie, { text: '안녕' }).expect(200);
  });
});

describe('the page and the doors', () => {
  it('serves the page fresh and its assets for ever', async () => {
    const { http } = edge();
    const page = await http.get('/chat').expect(200);
    expect(page.type).toBe('text/html');
    expect(page.headers['cache-control']).toBe('no-store');
    const asset = await http.get('/chat/assets/main-a1b2c3.js').expect(200);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await http.get('/chat/assets/gone.js').expect(404)).headers['cache-control']).toBe('no-store');
    await http.get('/').expect(302).expect('location', '/chat');
  });

  it('not built yet: says so to the developer, and the numbers to everyone', async () => {
    const { http } = edge({ pageDir: join(pageDir, 'missing') });
    expect((await http.get('/chat').expect(503)).body.error.code).toBe('page_missing');
    expect((await http.get('/chat').set('accept', 'text/html').expect(503)).text).toContain('tel:109');
  });

  it('says when it is ready, stays open while the records are away, and no more once it drains', async () => {
    let ready = false;
    const bot = edge({ ready: async () => ready });
    await bot.http.get('/readyz').expect(200, { status: 'away' });
    ready = true;
    await bot.http.get('/readyz').expect(200, { status: 'ready' });
    bot.drain();
    await bot.http.get('/readyz').expect(503, { status: 'draining' });
    await bot.http.get('/livez').expect(200).expect('connection', 'close');
    const broken = edge({ ready: async () => Promise.reject(new Error('no store')) });
    await broken.http.get('/readyz').expect(200, { status: 'away' });
  });

  it('headers over http: strict, and nothing that asks for https', async () => {
    const { http } = edge();
    const {
      'content-length': _length,
      date: _date,
      connection: _connection,
      ...headers
    } = (await http.get('/chat')).headers;
    expect(headers).toMatchInlineSnapshot(`
      {
        "accept-ranges": "bytes",
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none';script-src 'self';style-src 'self';font-src 'self';img-src 'self' data:;connect-src 'self';manifest-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'",
        "content-type": "text/html; charset=utf-8",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-dns-prefetch-control": "off",
        "x-download-options": "noopen",
        "x-frame-options": "DENY",
        "x-permitted-cross-domain-policies": "none",
        "x-request-id": "id-1",
        "x-xss-protection": "0",
      }
    `);
    expect((await http.post('/chat/session')).headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': headers['content-security-policy'],
    });
  });

  it('headers over https add what only https can keep', async () => {
    const { http } = edge({ publicUrl: 'https://maum.test' });
    const { headers } = await http.get('/chat');
    expect(headers['strict-transport-security']).toBe('max-age=15552000');
    expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    expect(headers['origin-agent-cluster']).toBe('?1');
  });
});

/** An open stream, read as a browser reads it. */
async function stream(port: number, cookie: string, lastEventId?: string) {
  const headers = {
    cookie,
    accept: 'text/event-stream',
    ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
  };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ port, path: '/chat/events', headers }, resolve).on('error', reject).end();
  });
  let text = '';
  let ended = false;
  answer
    .setEncoding('utf8')
    .on('data', (data) => (text += data))
    .on('error', () => {});
  answer.on('close', () => (ended = true));
  const events = () =>
    text
      .split('\n\n')
      .filter((event) => event.includes('data: '))
      .map((event) => ({
        id: /^id: (.*)$/m.exec(event)?.[1] ?? null,
        reply: JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? 'null') as Reply,
      }));
  return {
    headers: answer.headers,
    status: answer.statusCode,
    text: () => text,
    ended: () => ended,
    events,
    shows: (count: number) => vi.waitFor(() => expect(events()).toHaveLength(count), { timeout: 2_000, interval: 5 }),
    leave: () => answer.destroy(),
  };
}

/** What waits for residents, as triage's store would keep it. */
function shelf() {
  const waiting = new Map<number, Reply[]>();
  const settled: number[] = [];
  return {
    put: (rev: number, ...replies: Reply[]) => void waiting.set(rev, replies),
    settled,
    undelivered: async (_residentId: string, afterRev: number | null) =>
      [...waiting]
        .map(([rev, replies]) => ({ rev, replies }))
        .filter(
          ({ rev }) => (!settled.includes(rev) && rev > (afterRev ?? -1)) || (afterRev !== null && rev > afterRev),
        ),
    delivered: async (_residentId: string, rev: number) => void settled.push(rev),
  };
}

describe('what comes later', () => {
  it('shows what waited, then what comes by nudge and by dispatcher, each once and in one piece', async () => {
    const waiting = shelf();
    waiting.put(3, word('하나'), word('둘'));
    const bot = edge(waiting);
    const cookie = await bot.arrive();
    const page = await stream(await listening(bot), cookie);
    expect(page.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    await page.shows(2);
    expect(bot.sender.reachable()).toEqual(['resident-1']);
    waiting.put(5, word('셋'));
    bot.bus.publish('resident:resident-1', '');
    await page.shows(3);
    expect(await bot.sender.send('resident-1', 5, [word('셋')])).toBe(true);
    expect(await bot.sender.send('resident-1', 6, [word('넷\n다섯')])).toBe(true);
    await page.shows(4);
    expect(page.events()).toEqual([
      { id: null, reply: word('하나') },
      { id: '3', reply: word('둘') },
      { id: '5', reply: word('셋') },
      { id: '6', reply: word('넷\n다섯') },
    ]);
    await vi.waitFor(() => expect(waiting.settled).toEqual([3, 5]));
    page.leave();
    await vi.waitFor(() => expect(bot.sender.reachable()).toEqual([]));
    expect(await bot.sender.send('resident-1', 7, [word('여섯')])).toBe(false);
  });

  it('a page that was cut off names the last thing it saw and is told the rest', async () => {
    const waiting = shelf();
    const bot = edge(waiting);
    const cookie = await bot.arrive();
    const port = await listening(bot);
    for (const rev of [3, 4, 5]) {
      waiting.put(rev, word(`${rev}`));
      waiting.settled.push(rev);
    }
    const page = await stream(port, cookie, '3');
    await page.shows(2);
    expect(page.events().map(({ id }) => id)).toEqual(['4', '5']);
    const odd = await stream(port, cookie, 'x; drop');
    expect(odd.status).toBe(200);
    expect(odd.events()).toEqual([]);
    page.leave();
    odd.leave();
  });

  it('what was written to a stream that had died is told again to a page that begins where its session opened', async () => {
    const waiting = shelf();
    const bot = edge(waiting);
    const opened = await bot.http.post('/chat/session').send({ lang: 'ko' }).expect(200);
    const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? '';
    waiting.put(2, word('김상담이에요'));
    waiting.settled.push(2);
    const page = await stream(await listening(bot), cookie, String(opened.body.rev));
    await page.shows(1);
    expect(page.events()).toEqual([{ id: '2', reply: word('김상담이에요') }]);
    page.leave();
  });

  it('an opening that could only be kept is no place in the stream', async () => {
    const kept = async () => ({ residentId: '', rev: 0, replies: [hello], stale: false, kept: true as const });
    const opened = await edge({ turn: kept }).http.post('/chat/session').expect(200);
    expect(opened.body).not.toHaveProperty('rev');
  });

  it("every open page of a resident is written to, and nobody else's", async () => {
    const bot = edge();
    const port = await listening(bot);
    const [mina, other] = [await bot.arrive(), await bot.arrive()];
    const pages = [await stream(port, mina), await stream(port, mina), await stream(port, other)] as const;
    await bot.sender.send('resident-1', 2, [word('안녕하세요')]);
    await pages[0].shows(1);
    await pages[1].shows(1);
    expect(pages[2].events()).toEqual([]);
    for (const page of pages) page.leave();
  });

  it('nothing is settled when the store fails in between; the page stays', async () => {
    let asked = 0;
    const bot = edge({
      undelivered: async () => {
        asked += 1;
        throw new Error('store is away');
      },
    });
    const cookie = await bot.arrive();
    const page = await stream(await listening(bot), cookie);
    await vi.waitFor(() => expect(asked).toBe(1));
    await bot.sender.send('resident-1', 2, [hello]);
    await page.shows(1);
    expect(bot.logged.join()).not.toContain('store is away');
    page.leave();
  });

  it('a page that left while its words were fetched has not seen them, and is not asked after again', async () => {
    const words = Promise.withResolvers<{ rev: number; replies: Reply[] }[]>();
    const settled: number[] = [];
    let asked = 0;
    const bot = edge({
      undelivered: () => {
        asked += 1;
        return words.promise;
      },
      delivered: async (_residentId, rev) => void settled.push(rev),
    });
    const page = await stream(await listening(bot), await bot.arrive());
    page.leave();
    await vi.waitFor(() => expect(bot.sender.reachable()).toEqual([]));
    words.resolve([{ rev: 3, replies: [hello] }]);
    bot.bus.publish('resident:resident-1', '');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(settled).toEqual([]);
    expect(asked).toBe(1);
  });

  it('a page that is gone before its session was found leaves nothing behind', async () => {
    const residentOf = Promise.withResolvers<string>();
    const bot = edge({ residentOf: () => residentOf.promise });
    const port = await listening(bot);
    const asked = httpRequest({ port, path: '/chat/events', headers: { cookie: `maum=${'D'.repeat(43)}` } });
    asked.on('error', () => {}).end();
    const server = servers.at(-1) as Server;
    await new Promise((resolve) => server.once('request', (_req, res) => res.on('close', resolve) && asked.destroy()));
    residentOf.resolve('resident-1');
    await new Promise((resolve) => setImmediate(resolve));
    expect(bot.sender.reachable()).toEqual([]);
  });

  it('a stranger hears nothing', async () => {
    const port = await listening(edge());
    expect((await stream(port, '')).status).toBe(401);
    expect((await stream(port, `maum=${'A'.repeat(43)}`)).status).toBe(401);
  });

  it('a fifth page closes the oldest, unless that one is young', async () => {
    let now = 0;
    const bot = edge({ clock: () => new Date(now) });
    const cookie = await bot.arrive();
    const port = await listening(bot);
    const oldest = await stream(port, cookie);
    now = 10_000;
    const pages = [await stream(port, cookie), await stream(port, cookie), await stream(port, cookie)];
    const early = await stream(port, cookie);
    expect(early.status).toBe(429);
    expect(early.headers['retry-after']).toBe('20');
    now = 30_000;
    pages.push(await stream(port, cookie));
    await vi.waitFor(() => expect(oldest.ended()).toBe(true));
    expect(pages.every((page) => page.status === 200 && !page.ended())).toBe(true);
    for (const page of pages) page.leave();
  });

  it('after a deletion the page that watched the old person looks up anew', async () => {
    const bot = edge();
    const cookie = await bot.arrive();
    const page = await stream(await listening(bot), cookie);
    bot.residents.set(cookie.slice(5), 'resident-new');
    await bot.says(cookie, { text: '시작' }).expect(200);
    await vi.waitFor(() => expect(page.ended()).toBe(true));
  });

  it('a full process says so; a quiet stream is kept alive; closing ends all', async () => {
    const silent = { info() {}, warn() {}, error() {} };
    const streams = hub({
      undelivered: async () => [],
      delivered: async () => {},
      bus: openBus(),
      clock: () => new Date(0),
      log: silent,
      limits: { perProcess: 1, heartbeatMs: 10 },
    });
    const server = createServer((_req, res) => {
      try {
        streams.open('r1', null, res);
      } catch (error) {
        res.writeHead(error instanceof Unavailable ? 503 : 500).end();
      }
    });
    servers.push(server);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const page = await stream(port, '');
    await vi.waitFor(() => expect(page.text()).toContain(':\n\n:\n\n'));
    expect((await stream(port, '')).status).toBe(503);
    streams.close();
    await vi.waitFor(() => expect(page.ended()).toBe(true));
    expect(streams.reachable()).toEqual([]);
  });
});
