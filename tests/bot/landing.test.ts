/** The page behind a poster: what somebody reads who scanned it, what is counted of them, and where its code goes from there. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import supertest from 'supertest';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { type BotDeps, botApp } from '../../bot/app.ts';
import { openBus } from '../../triage/store/bus.ts';
import type { Scan } from '../../triage/store/scans.ts';
import { asking } from '../harness/asking.ts';
import { openWorld, until, type World } from '../harness/world.ts';
import { noNotices, noPost } from './noPost.ts';

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const galaxyInNaver =
  'Mozilla/5.0 (Linux; Android 14; SM-S918N; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/128.0.0.0 Mobile Safari/537.36 NAVER(inapp; search; 2000; 12.8.51)';
const kakaoInApp =
  'Mozilla/5.0 (Linux; Android 13; SM-A536N; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/119.0.0.0 Mobile Safari/537.36 KAKAOTALK/25.8.0 (INAPP)';
const desktop =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36';

const pageDir = mkdtempSync(join(tmpdir(), 'landing-'));
writeFileSync(
  join(pageDir, 'landing.html'),
  '<html lang="{{lang}}"><title>{{title}}</title><body>{{page}}</body></html>',
);
afterAll(() => rmSync(pageDir, { recursive: true }));

const placement = { placementId: '11111111-1111-4111-8111-111111111111', centerId: 'center-1' };

/** The residents' listener with one code, kx7m2p9w, and a memory of what was counted. */
function door(changed: Partial<BotDeps> = {}) {
  const counted: Scan[] = [];
  let at = Date.parse('2026-01-05T14:59:00Z');
  const bot = botApp({
    turn: async () => ({ residentId: 'r', rev: 1, replies: [], stale: false }),
    residentOf: async () => null,
    undelivered: async () => [],
    delivered: async () => {},
    bus: openBus(),
    clock: () => new Date(at),
    newId: () => 'id',
    log: { info: () => {}, warn: () => {}, error: () => {} },
    center: async () => ({ id: 'center-1', name: '한마음센터', phone: '02-123-4567', hours: '평일 09~18시' }),
    placementOf: async (code) => (code === 'kx7m2p9w' ? placement : null),
    post: noPost,
    ...noNotices,
    letIn: (_who, _said, work) => work({}),
    rehearsed: () => null,
    scanned: async (scan) => void counted.push(scan),
    publicUrl: 'http://maum.test',
    trustProxy: false,
    pageDir,
    ready: async () => true,
    ...changed,
  });
  onTestFinished(() => bot.close());
  const scans = (path: string, agent = iphone) => supertest(bot.app).get(path).set('user-agent', agent);
  return {
    http: supertest(bot.app),
    counted,
    scans,
    passes: (minutes: number) => {
      at += minutes * 60_000;
    },
  };
}

/** What is read, piece by piece, without the marks around it. */
const wordsOf = (html: string): string[] =>
  (html.match(/<body>([\s\S]*)<\/body>/)?.[1] ?? '')
    .replace(/<[^>]+>/g, '\n')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

describe('the ways in', () => {
  const line = { secrets: ['s'], accessToken: 't', apiBaseUrl: 'http://127.0.0.1:9', botUserId: null };
  const kakao = {
    secrets: ['s'],
    botIds: [],
    networks: [],
    eventApiBaseUrl: 'http://127.0.0.1:9',
    events: null,
    consultation: false,
  };
  const hrefs = (html: string) => [...html.matchAll(/class="landing-way" href="([^"]+)"/g)].map(([, href]) => href);

  it('lead into the messengers whose address is known, with the code where the platform takes one', async () => {
    const both = door({
      line: { ...line, basicId: '@maum.pureun' },
      kakao: { ...kakao, channelUrl: 'https://pf.kakao.com/_abc' },
    });
    const { text } = await both.scans('/c/kx7m2p9w').expect(200);
    expect(hrefs(text)).toEqual([
      'https://line.me/R/oaMessage/%40maum.pureun/?kx7m2p9w',
      'https://pf.kakao.com/_abc/chat',
    ]);
    expect(wordsOf(text)).toEqual(expect.arrayContaining(['LINE에서 하기', '카카오톡에서 하기']));
    const old = await both.scans('/c/gone2345').expect(200);
    expect(hrefs(old.text)[0]).toBe('https://line.me/R/ti/p/%40maum.pureun');
  });

  it('are the browser alone where nothing is set up, or no address is known', async () => {
    for (const changed of [{}, { line: { ...line, basicId: null }, kakao: { ...kakao, channelUrl: null } }]) {
      const { text } = await door(changed).scans('/c/kx7m2p9w').expect(200);
      expect(hrefs(text)).toEqual([]);
    }
  });
});

describe('what they read', () => {
  it('is the page of the script, word for word', async () => {
    const { text } = await door().scans('/c/kx7m2p9w').expect(200).expect('content-type', /html/);
    expect(wordsOf(text)).toEqual([
      'English',
      '잘 오셨어요.',
      '한마음센터 마음지기예요. 몇 가지 질문으로 요즘 마음을 살펴봐요. 5분쯤 걸리고 이름은 쓰지 않아요.',
      '여기서 시작하기',
      '지금 많이 힘드시면 전화가 먼저예요.',
      '109 전화 · 24시간',
      '119 긴급',
      '진단이 아니에요. 24시간 지켜보지 않아요.',
      '한마음센터',
      '02-123-4567',
      '(평일 09~18시)',
      '이 주소를 연 횟수만 세고, 누구신지는 남기지 않아요.',
    ]);
    expect(text).toContain('<html lang="ko">');
    for (const href of ['/chat?c=kx7m2p9w', 'tel:109', 'tel:119', 'tel:02-123-4567', '?lang=en'])
      expect(text).toContain(`href="${href}"`);
  });

  it('needs no script: every way on is a link', async () => {
    const { text } = await door().scans('/c/kx7m2p9w').expect(200);
    expect(text).not.toMatch(/<script|<button|onclick|javascript:/i);
  });

  it('in English where it is asked for, and for a phone that knows no Korean', async () => {
    const { scans } = door();
    const { text } = await scans('/c/kx7m2p9w?lang=en').expect(200);
    expect(text).toContain('<html lang="en">');
    expect(wordsOf(text)).toContain('Start here');
    expect(text).toContain('href="/chat?c=kx7m2p9w&amp;lang=en"');
    expect(text).toContain('href="?lang=ko"');
    const foreign = await scans('/c/kx7m2p9w').set('accept-language', 'en-US,en;q=0.9');
    expect(wordsOf(foreign.text)).toContain('Good that you are here.');
    const korean = await scans('/c/kx7m2p9w').set('accept-language', 'en-US,ko;q=0.5');
    expect(wordsOf(korean.text)).toContain('잘 오셨어요.');
  });

  it.for([
    ['no phone', { phone: null, hours: '평일 09~18시' }, ['한마음센터']],
    ['no hours', { phone: '02-123-4567', hours: null }, ['한마음센터', '02-123-4567']],
  ] as const)('%s: that piece alone is missing', async ([, facts, foot]) => {
    const center = async () => ({ id: 'center-1', name: '한마음센터', ...facts });
    const words = wordsOf((await door({ center }).scans('/c/kx7m2p9w').expect(200)).text);
    const at = words.indexOf('진단이 아니에요. 24시간 지켜보지 않아요.');
    expect(words.slice(at + 1, -1)).toEqual(foot);
  });

  it('a name somebody wrote is shown as it is, never as a part of the page', async () => {
    const center = async () => ({ id: 'center-1', name: `<b>"센터" & '집'{{page}}$&`, phone: '"><i>02', hours: '<s>' });
    const { text } = await door({ center }).scans('/c/kx7m2p9w').expect(200);
    expect(text).toContain('&lt;b&gt;&quot;센터&quot; &amp; &#39;집&#39;{{page}}$&amp; 마음지기예요.');
    expect(text).not.toMatch(/<b>|<i>|<s>/);
    expect(text).toContain('href="tel:02"');
  });

  it.for(['/c/zzzzzzzz', '/c/old-code', '/c/%3Cscript%3E', '/c/kx7m2p9w/x', `/c/${'a'.repeat(300)}`])(
    '%s is an old poster: they are told, and go on',
    async (path) => {
      const { text } = await door().scans(path).expect(200);
      expect(wordsOf(text)[1]).toBe('오래된 QR이지만 여기서 그대로 하실 수 있어요.');
      expect(text).toContain('href="/chat"');
      expect(text).not.toContain('<script>');
    },
  );

  it.for(['/c/KX7M2P9W', '/c/kx7m%202p9w', '/c/kx7m-2p9w.', '/c/%EF%BD%8Bx7m2p9w'])(
    '%s was typed and is the same code',
    async (path) => {
      const { text } = await door().scans(path).expect(200);
      expect(text).toContain('href="/chat?c=kx7m2p9w"');
      expect(text).not.toContain('오래된');
    },
  );

  it('an address typed without its code is the page, without a word of an old poster', async () => {
    const { scans, counted } = door();
    for (const path of ['/c', '/c/']) {
      const { text } = await scans(path).expect(200);
      expect(text).toContain('href="/chat"');
      expect(text).not.toContain('오래된');
    }
    expect(counted).toEqual([]);
  });

  it('while the database is away the page comes without facts, and the code travels on', async () => {
    const away = async (): Promise<never> => {
      throw new Error('away');
    };
    const { text } = await door({ center: away, placementOf: away, scanned: away }).scans('/c/kx7m2p9w').expect(200);
    expect(wordsOf(text)[2]).toBe(
      '마음지기예요. 몇 가지 질문으로 요즘 마음을 살펴봐요. 5분쯤 걸리고 이름은 쓰지 않아요.',
    );
    expect(text).toContain('href="/chat?c=kx7m2p9w"');
    expect(text).not.toContain('오래된');
  });

  it('a database that says nothing keeps them waiting for a second, not longer', async () => {
    const silent = () => new Promise<never>(() => {});
    const from = performance.now();
    await door({ center: silent, placementOf: silent }).scans('/c/kx7m2p9w').expect(200);
    expect(performance.now() - from).toBeLessThan(2_500);
  });

  it('the frame alone is no page', async () => {
    await door().scans('/chat/landing.html').expect(302).expect('location', '/chat');
  });

  it('not built yet: the numbers all the same', async () => {
    const { text } = await door({ pageDir: '/nowhere' }).scans('/c/kx7m2p9w').set('accept', 'text/html').expect(503);
    expect(text).toContain('tel:109');
  });
});

describe('what is counted', () => {
  it.for([
    [iphone, 'ios'],
    [galaxyInNaver, 'android'],
    [kakaoInApp, 'android'],
    [desktop, 'other'],
  ] as const)('%s: one, of that kind', async ([agent, device]) => {
    const { scans, counted } = door();
    await scans('/c/kx7m2p9w', agent).expect(200);
    // 23:59 in Seoul.
    expect(counted).toEqual([
      { id: 'id', day: '2026-01-05', centerId: 'center-1', placementId: placement.placementId, device },
    ]);
  });

  it('by the day in Korea', async () => {
    const { scans, counted, passes } = door();
    passes(1);
    await scans('/c/kx7m2p9w').expect(200);
    expect(counted[0]?.day).toBe('2026-01-06');
  });

  it('a code nobody knows counts as nobody’s: somebody looks for the dead plate', async () => {
    const { scans, counted } = door();
    await scans('/c/zzzzzzzz').expect(200);
    await scans('/c/no-code-at-all').expect(200);
    expect(counted.map(({ placementId }) => placementId)).toEqual([null, null]);
  });

  it('another centre’s code is not ours to count', async () => {
    const placementOf = async () => ({ ...placement, centerId: 'center-2' });
    const { scans, counted } = door({ placementOf });
    await scans('/c/kx7m2p9w').expect(200);
    expect(counted[0]?.placementId).toBeNull();
  });

  it.for([
    'facebookexternalhit/1.1; kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984',
    'facebookexternalhit/1.1;line-poker/1.0',
    'Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)',
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'curl/8.5.0',
    '',
  ])('not a person: %s', async (agent) => {
    const { scans, counted } = door();
    await scans('/c/kx7m2p9w', agent).expect(200);
    expect(counted).toEqual([]);
  });

  it.for([
    ['sec-purpose', 'prefetch;prerender'],
    ['purpose', 'prefetch'],
    ['x-purpose', 'preview'],
    ['x-moz', 'prefetch'],
  ] as const)('not a page fetched before anybody asked: %s', async ([name, value]) => {
    const { scans, counted } = door();
    await scans('/c/kx7m2p9w').set(name, value).expect(200);
    expect(counted).toEqual([]);
  });

  it('not HEAD, and not the same page once more in another language', async () => {
    const { http, scans, counted } = door();
    await http.head('/c/kx7m2p9w').set('user-agent', iphone).expect(200);
    await scans('/c/kx7m2p9w?lang=en').expect(200);
    expect(counted).toEqual([]);
  });

  it('a flood gets its page and is not counted', async () => {
    const { scans, counted } = door({ paces: { network: 2 } });
    for (let times = 0; times < 4; times += 1) await scans('/c/kx7m2p9w').expect(200);
    expect(counted).toHaveLength(2);
  });

  it('a count that cannot be written costs nobody their page', async () => {
    const lines: string[] = [];
    const note = (_state: object, message: string) => void lines.push(message);
    const scanned = async () => Promise.reject(new Error('full'));
    await door({ scanned, log: { info: note, warn: note, error: note } })
      .scans('/c/kx7m2p9w')
      .expect(200);
    await until(() => lines.includes('an opened page could not be counted'), 'a line in the log');
  });

  it('a code is remembered for a minute, and longer while nobody can be asked', async () => {
    let asked = 0;
    let to: string | Error = placement.placementId;
    const placementOf = async () => {
      asked += 1;
      if (to instanceof Error) throw to;
      return { ...placement, placementId: to };
    };
    const { scans, counted, passes } = door({ placementOf });
    await scans('/c/kx7m2p9w');
    to = 'moved';
    await scans('/c/kx7m2p9w');
    expect(asked).toBe(1);
    passes(2);
    await scans('/c/kx7m2p9w');
    to = new Error('away');
    passes(2);
    await scans('/c/kx7m2p9w').expect(200);
    expect(counted.map(({ placementId }) => placementId)).toEqual([
      placement.placementId,
      placement.placementId,
      'moved',
      'moved',
    ]);
  });
});

/** A campaign with placements, as rows; gives their ids. */
async function posters(world: World, codes: readonly string[], centerId = world.center.id): Promise<string[]> {
  const campaign = crypto.randomUUID();
  await world.db.query(
    `insert into campaign (id, center_id, name, starts_on, ends_on, created_at) values ($1, $2, '봄', '2026-01-01', '2026-12-31', $3)`,
    [campaign, centerId, world.clock()],
  );
  return Promise.all(
    codes.map(async (code, place) => {
      const id = crypto.randomUUID();
      await world.db.query(
        `insert into placement (id, center_id, campaign_id, nth, name, code, created_at) values ($1, $2, $3, $4, $5, $5, $6)`,
        [id, centerId, campaign, place + 1, code, world.clock()],
      );
      return id;
    }),
  );
}

const cameThrough = async (world: World) =>
  (await world.db.query<{ id: string | null }>('select placement_id as id from resident order by created_at')).rows.map(
    ({ id }) => id,
  );

describe('from the poster into the chat', () => {
  it('whoever comes through a poster, and their case, say which', async () => {
    const world = await openWorld();
    const [bench] = await posters(world, ['kx7m2p9w']);
    const mina = world.resident();
    await mina.post('/chat/session', { lang: 'ko', code: 'KX7M 2P9W' });
    expect(await cameThrough(world)).toEqual([bench]);
    await mina.says('죽고 싶어요');
    const { rows } = await world.db.query<{ id: string }>('select placement_id as id from escalation');
    expect(rows).toEqual([{ id: bench }]);
  });

  it('an unknown code, an odd one and another centre’s open the chat all the same, through no door', async () => {
    const world = await openWorld();
    const other = crypto.randomUUID();
    await world.db.query('insert into center (id, name, created_at) values ($1, $2, $3)', [
      other,
      '다른 센터',
      world.clock(),
    ]);
    await posters(world, ['aaaabbbb'], other);
    for (const code of ['zzzzzzzz', '<script>', 'aaaabbbb', '']) {
      const answer = await world.resident().post('/chat/session', { code });
      expect(answer.status).toBe(200);
      expect(answer.replies).not.toEqual([]);
    }
    expect(await cameThrough(world)).toEqual([null, null, null, null]);
  });

  it('a repointed code leads to the other placement', async () => {
    const world = await openWorld();
    const [bench, bus] = await posters(world, ['kx7m2p9w', 'bbbbcccc']);
    await world.db.query('update placement set counts_as = $2 where id = $1', [bench, bus]);
    await world.resident().post('/chat/session', { code: 'kx7m2p9w' });
    expect(await cameThrough(world)).toEqual([bus]);
  });

  it('the same person through another door later; by themselves they keep the last one', async () => {
    const world = await openWorld();
    const [bench, bus] = await posters(world, ['kx7m2p9w', 'bbbbcccc']);
    const mina = world.resident();
    await mina.post('/chat/session', { code: 'kx7m2p9w' });
    expect(await cameThrough(world)).toEqual([bench]);
    await mina.post('/chat/session', { code: 'bbbbcccc' });
    expect(await cameThrough(world)).toEqual([bus]);
    await mina.post('/chat/session', {});
    expect(await cameThrough(world)).toEqual([bus]);
  });

  it('a look-up that hangs opens the chat without the door', async () => {
    const world = await openWorld(({ db }) => ({
      db: asking(
        db,
        (query) => (text, values, name) =>
          name === 'placement_of_code' ? new Promise(() => {}) : query(text, values, name),
      ),
    }));
    await posters(world, ['kx7m2p9w']);
    const answer = await world.resident().post('/chat/session', { code: 'kx7m2p9w' });
    expect(answer.status).toBe(200);
    expect(await cameThrough(world)).toEqual([null]);
  });
});
