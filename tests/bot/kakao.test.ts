import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { callbackOf, isPublic } from '../../bot/channels/kakao/client.ts';
import { limits, most } from '../../bot/channels/kakao/limits.ts';
import {
  botOf,
  checkNetwork,
  checkSecret,
  eventIds,
  isWelcome,
  networks,
  payloadOf,
  spokenIn,
} from '../../bot/channels/kakao/receive.ts';
import { parted, render } from '../../bot/channels/kakao/render.ts';
import { contacts } from '../../flows/contacts.ts';
import { answersTo, instrument, wordingOf } from '../../flows/instruments/registry.ts';
import type { Lang, Reply } from '../../flows/protocol.ts';
import { choices, fixed, textKeys, render as worded } from '../../flows/wording.ts';
import type { Database, Query } from '../../triage/store/db.ts';
import { asking } from '../harness/asking.ts';
import { botId, openKakao, secret, settings } from '../harness/kakao.ts';
import { until } from '../harness/world.ts';
import { judge } from '../standins/kakao/rules.ts';

const style = { consultation: false };
const mark = { eventId: 'kakao:abc:1', rev: 7 };

const body = (over: object = {}, userRequest: object = {}) => ({
  intent: { id: 'b', name: '폴백 블록' },
  userRequest: {
    utterance: '안녕하세요',
    lang: 'ko',
    user: { id: 'user-1', type: 'botUserKey' },
    block: { id: 'b', name: '폴백 블록' },
    ...userRequest,
  },
  bot: { id: botId, name: '마음지기' },
  action: { clientExtra: null },
  ...over,
});
const spoken = (over: object = {}, userRequest: object = {}) => {
  const payload = payloadOf(Buffer.from(JSON.stringify(body(over, userRequest))));
  return spokenIn(payload, botOf(payload, [botId]), isWelcome);
};

describe('who calls', () => {
  test('the secret of today and the one before it are taken while one is replaced, and nothing else', () => {
    const both = ['new-secret', 'old-secret'];
    for (const sent of both) expect(() => checkSecret({ 'x-skill-secret': sent }, both)).not.toThrow();
    for (const sent of ['', 'new-secre', 'new-secret ', 'x'.repeat(10_000), 'new-secret, old-secret']) {
      expect(() => checkSecret({ 'x-skill-secret': sent }, both)).toThrow('KakaoTalk');
    }
    expect(() => checkSecret({}, both)).toThrow('KakaoTalk');
    // After the grace only the new one.
    expect(() => checkSecret({ 'x-skill-secret': 'old-secret' }, ['new-secret'])).toThrow('KakaoTalk');
  });

  test('a bot that is not ours is refused; the development channel of ours is ours', () => {
    expect(botOf({ bot: { id: `${botId}!` } }, [botId])).toBe(botId);
    for (const bot of [{ id: 'other' }, { id: '' }, undefined])
      expect(() => botOf({ bot }, [botId])).toThrow('KakaoTalk');
    expect(botOf({ bot: { id: 'any' } }, [])).toBe('any');
  });

  test('where a centre lists addresses, no other may call', () => {
    const isAllowed = networks(['203.0.113.7', '198.51.100.0/24', '2001:db8::/32']);
    for (const ip of ['203.0.113.7', '::ffff:203.0.113.7', '198.51.100.200', '2001:db8::1'])
      expect(() => checkNetwork(ip, isAllowed)).not.toThrow();
    for (const ip of ['203.0.113.8', '127.0.0.1', '2001:db9::1', 'nonsense', ''])
      expect(() => checkNetwork(ip, isAllowed)).toThrow('address');
    expect(() => checkNetwork('127.0.0.1', null)).not.toThrow();
  });
});

describe('what was said', () => {
  test('a tap is its choice, whatever words come with it; typed words are words', () => {
    const tap = spoken(
      { action: { clientExtra: { choice: 'tag.1.phq9/mood.2', turn: 4 } } },
      { utterance: '7일 이상' },
    );
    expect(tap.inbound).toEqual({ type: 'chose', choice: 'tag.1.phq9/mood.2' });
    expect(spoken().inbound).toEqual({ type: 'said', text: '안녕하세요' });
    for (const clientExtra of ['null', {}, [], 7, { choice: '' }, { choice: 7 }, { choice: 'x'.repeat(201) }]) {
      expect(spoken({ action: { clientExtra } }).inbound).toEqual({ type: 'said', text: '안녕하세요' });
    }
  });

  test('the welcome block opens, and so does nobody’s sentence about it', () => {
    expect(spoken({ intent: { name: '웰컴 블록' } }, { utterance: '웰컴' }).inbound.type).toBe('opened');
    expect(spoken({}, { utterance: '웰컴 블록이 뭐예요?' }).inbound.type).toBe('said');
  });

  test('words of danger are heard by whatever block they come, and beside a picture', () => {
    const utterance = '죽고 싶어요';
    expect(spoken({ intent: { name: '웰컴 블록' } }, { utterance }).inbound).toEqual({ type: 'said', text: utterance });
    expect(spoken({}, { utterance, block: { name: '웰컴 블록' } }).inbound.type).toBe('said');
    expect(spoken({}, { utterance, params: { media: { type: 'image' } } }).inbound.type).toBe('said');
    expect(spoken({}, { utterance: '이거 봐요', params: { media: { type: 'image' } } }).inbound.type).toBe('media');
  });

  test.each(['', '   ', '(이모티콘)', 'https://talk.kakaocdn.net/dna/a/b/i_1.jpg?credential=x'])(
    '%j carries no words',
    (utterance) => expect(spoken({}, { utterance }).inbound).toEqual({ type: 'media' }),
  );

  test.each([null, 7, {}, ['a'], undefined])(
    'an utterance that is %j is answered as one without words',
    (utterance) => {
      expect(spoken({}, { utterance }).inbound).toEqual({ type: 'media' });
    },
  );

  test('a link somebody writes is words', () => {
    expect(spoken({}, { utterance: 'https://example.kr/죽고싶어' }).inbound.type).toBe('said');
  });

  test('the admin centre’s own test is heard, too', () => {
    const test = spoken({}, { lang: null, user: { id: 'account-1', type: 'accountId' } });
    expect(test).toMatchObject({ from: `${botId}/account-1`, lang: 'ko' });
  });

  test.each(['{bad', '', 'null', '[]', '7', '\ufeff{}', '{"bot":7,"userRequest":"x","action":[]}'])(
    'a body like %j throws nothing',
    (text) => expect(spokenIn(payloadOf(Buffer.from(text)), '', isWelcome).from).toBeNull(),
  );

  test('payload keys of the language itself are keys like any other', () => {
    const payload = payloadOf(Buffer.from('{"__proto__":{"bot":{"id":"x"}},"constructor":{"prototype":{"a":1}}}'));
    expect(payload.bot).toBeUndefined();
    expect(({} as { a?: number }).a).toBeUndefined();
  });

  test('the end of a very long text is heard when it rings', () => {
    const { inbound } = spoken({}, { utterance: `${'가나다라 '.repeat(3_000)} 죽고 싶어요` });
    expect(inbound.type === 'said' && inbound.text).toContain('죽고 싶어요');
  });
});

describe('the event id, of a messenger that has none', () => {
  const at = 1_800_000_000_500;
  test('the same words within a second are one event, also across the second’s edge', () => {
    const idOf = eventIds();
    const first = idOf(spoken(), at);
    expect(idOf(spoken(), at + 999)).toBe(first);
    expect(idOf(spoken(), at + 1_001)).not.toBe(first);
  });

  test('two processes agree', () => {
    expect(eventIds()(spoken(), at)).toBe(eventIds()(spoken(), at + 300));
  });

  test('a slow second tap is the same one; the same answer to a question put again is another', () => {
    const idOf = eventIds();
    const tapOf = (turn: number) => spoken({ action: { clientExtra: { choice: 'tag.1.phq9/mood.2', turn } } });
    expect(idOf(tapOf(4), at + 5_000)).toBe(idOf(tapOf(4), at));
    expect(idOf(tapOf(6), at)).not.toBe(idOf(tapOf(4), at));
  });

  test('two people, and two bots, never share one; no id is readable in it', () => {
    const idOf = eventIds();
    const ids = [
      idOf(spoken(), at),
      idOf(spoken({}, { user: { id: 'user-2' } }), at),
      eventIds()(spokenIn(payloadOf(Buffer.from(JSON.stringify(body()))), 'other-bot', isWelcome), at),
    ];
    expect(new Set(ids).size).toBe(3);
    expect(ids.join()).not.toContain('user');
    expect(ids.every((id) => /^kakao:[\w:-]{1,100}$/.test(id))).toBe(true);
  });
});

const variables = {
  center: '푸른숲 정신건강복지센터',
  phone: '02-123-4567',
  hours: '평일 9~18시',
  retention: '1년',
  contactRetention: '90일',
  by: '오늘 오후 6시',
  counsellor: '김하늘',
  agency: '푸른구 복지관',
  code: 'abcd2345',
  minutes: 5,
  n: 9,
  nextOpen: '내일 오전 9시',
};
const textOf = (lang: Lang, key: (typeof textKeys)[number]) =>
  worded(lang, key, { ...variables, item: '', again: '한 달' });
const shownIn = (form: ReturnType<typeof render>) =>
  form.template.outputs.map((output) =>
    'simpleText' in output ? output.simpleText.text : output.textCard.description,
  );
const flat = (text: string) => text.replace(/\s+/g, '');

describe('the form', () => {
  const languages: Lang[] = ['ko', 'en'];
  test.each(languages)(
    'every text of the program, put as text, card and question, is whole and within every limit (%s)',
    (lang) => {
      for (const key of textKeys) {
        const text = textOf(lang, key);
        if (text === '') continue;
        const links = Object.values(contacts).map(({ label, href }) => ({ label: label[lang], href }));
        const forms: Reply[][] = [
          [{ type: 'text', text }],
          [{ type: 'card', kind: 'crisis', text, links }],
          [
            {
              type: 'ask',
              key: null,
              text,
              choices: choices(lang, key).map(({ label, value }) => ({ id: value, label })),
            },
          ],
        ];
        for (const replies of forms) {
          const form = render(replies, style, mark);
          expect(judge(form), `${key} ${replies[0]?.type}`).toEqual({ violations: [], notes: [] });
          expect(flat(shownIn(form).join('')), key).toContain(flat(text).slice(0, 5));
          for (const sentence of text.split('\n')) expect(flat(shownIn(form).join('')), key).toContain(flat(sentence));
        }
      }
    },
  );

  test.each(languages)(
    'every item of every questionnaire fits, its answers are tapped by one touch and typed by number (%s)',
    (lang) => {
      for (const id of ['phq9', 'sgds', 'asq'] as const) {
        for (const item of Object.keys(instrument(id).items)) {
          const answers = [...answersTo(id, item, lang).map(({ label }) => label), worded(lang, 'skip', {})];
          const ask: Reply = {
            type: 'ask',
            key: `${id}/${item}`,
            text: wordingOf(id, lang).items[item as never] ?? '',
            choices: answers.map((label, at) => ({ id: `t.1.${id}/${item}.${at}`, label })),
          };
          const form = render([{ type: 'text', text: textOf(lang, 'phq9.intro') }, ask], style, mark);
          expect(judge(form)).toEqual({ violations: [], notes: [] });
          const card = form.template.outputs.flatMap((output) => ('textCard' in output ? output.textCard.buttons : []));
          const quick = form.template.quickReplies ?? [];
          expect([...card, ...quick].map(({ messageText }) => messageText)).toEqual(answers);
          expect([...card, ...quick].map(({ extra }) => extra)).toEqual(
            ask.choices.map(({ id: choice }) => ({ choice, turn: 7 })),
          );
          // Quick replies are gone with the next message: what to type stands in the text.
          if (quick.length > 0)
            for (const [at, label] of answers.entries())
              expect(shownIn(form).join('\n')).toContain(`${at + 1}. ${label}`);
        }
      }
    },
  );

  test('yes and no are buttons of a card that stays; four answers of PHQ-9 are quick replies', () => {
    const ask = (labels: string[]): Reply => ({
      type: 'ask',
      key: null,
      text: '?',
      choices: labels.map((label) => ({ id: label, label })),
    });
    expect(render([ask(['예', '아니오', '답하고 싶지 않음'])], style).template.quickReplies).toBeUndefined();
    expect(render([ask(['가', '나', '다', '라'])], style).template.quickReplies).toHaveLength(4);
  });

  test('a phone button stands beside its number in words: a PC shows no phone button', () => {
    const form = render(
      [{ type: 'card', kind: 'help', text: '도움', links: [{ label: '센터 전화', href: 'tel:02-123-4567' }] }],
      style,
    );
    expect(form.template.outputs[0]).toEqual({
      textCard: {
        description: '도움\n센터 전화 02-123-4567',
        buttons: [{ label: '센터 전화', action: 'phone', phoneNumber: '02-123-4567' }],
      },
    });
  });

  test('a label that holds its number says it once', () => {
    const links = [{ label: '109 전화 · 24시간', href: 'tel:109' }];
    const form = render([{ type: 'card', kind: 'result', text: '결과', links }], style);
    expect(form.template.outputs[0]).toMatchObject({ textCard: { description: '결과\n109 전화 · 24시간' } });
  });

  test('from the second question on there is a button back, as there is in the other channels', () => {
    const at = (one: number, labels: string[], text = '질문'): Reply => ({
      type: 'ask',
      key: null,
      text,
      choices: labels.map((label) => ({ id: label, label })),
      progress: { at: one, of: 9 },
    });
    const last = (reply: Reply) => render([reply], style).template.quickReplies?.at(-1);
    expect(last(at(1, ['가', '나', '다', '라']))).toMatchObject({ label: '라' });
    expect(last(at(2, ['가', '나', '다', '라']))).toEqual({ label: '이전', action: 'message', messageText: '이전' });
    expect(last(at(2, ['예', '아니오']))).toMatchObject({ label: '이전' });
    expect(last(at(2, ['Yes', 'No'], 'Question'))).toMatchObject({ label: 'Back' });
    expect(render([at(2, Array.from('가나다라마바사아자차'))], style).template.quickReplies).toHaveLength(
      most.quickReplies,
    );
  });

  test('five numbers and three buttons: no number is lost', () => {
    const links = Object.values(contacts).map(({ label, href }) => ({ label: label.ko, href }));
    const form = render([{ type: 'card', kind: 'crisis', text: '혼자 견디지 마세요.', links }], style);
    for (const { number } of Object.values(contacts)) expect(shownIn(form).join()).toContain(number);
  });

  test('whatever waits, a crisis card is the first bubble', () => {
    const late: Reply[] = [1, 2, 3, 4].map((n) => ({ type: 'text', text: `${n} ${'늦은 말. '.repeat(60)}` }));
    const form = render(
      [...late, { type: 'card', kind: 'crisis', text: worded('ko', 'crisis.now'), links: [] }],
      style,
      mark,
    );
    expect(shownIn(form)[0]).toContain('119나 109');
  });

  test('what is too much for three bubbles is asked for and comes whole, in order', () => {
    const words = Array.from({ length: 9 }, (_, n) => `${n}. ${'상담사가 쓴 긴 글이에요. '.repeat(40)}`.trim());
    const replies: Reply[] = words.map((text) => ({ type: 'human', name: '김하늘', text }));
    let from = 0;
    const seen: string[] = [];
    for (let steps = 0; steps < 20; steps += 1) {
      const form = render(replies, style, mark, from);
      expect(judge(form).violations).toEqual([]);
      seen.push(...shownIn(form));
      const more = form.template.quickReplies?.[0]?.extra as { more: string; from: number } | undefined;
      if (!more) break;
      expect(more.more).toBe(mark.eventId);
      from = more.from;
    }
    expect(flat(seen.join('')).replaceAll('[김하늘]', '')).toBe(flat(words.join('')));
  });

  test('safety texts are never put behind the fold by joining', () => {
    for (const lang of languages) {
      const replies: Reply[] = fixed.map((key) => ({ type: 'text', text: textOf(lang, key) }));
      for (let from = 0; from + 5 < replies.length; from += 1) {
        expect(judge(render(replies.slice(from, from + 5), style, mark)).notes).toEqual([]);
      }
    }
  });

  test('a text is parted at lines, then sentences, then words, and never inside a character', () => {
    expect(parted('하나.\n둘.', 5)).toEqual(['하나.', '둘.']);
    expect(parted('짧은 말. 다음 말. 끝', 8)).toEqual(['짧은 말.', '다음 말. 끝']);
    for (const part of parted('😀'.repeat(30), 7)) expect(part.isWellFormed()).toBe(true);
    expect(parted('', 10)).toEqual(['']);
    expect(parted('x'.repeat(25), 10).join('')).toBe('x'.repeat(25));
  });

  test('a centre that wants it offers its consultation where there is room', () => {
    const replies: Reply[] = [
      { type: 'card', kind: 'help', text: '말', links: [{ label: '이어 가기', href: 'https://a.kr/go/x' }] },
    ];
    const form = render(replies, { consultation: true });
    expect(judge(form).violations).toEqual([]);
    expect(JSON.stringify(form)).toContain('"operator"');
    expect(JSON.stringify(render(replies, style))).not.toContain('operator');
  });

  test('our numbers are the guide’s', () =>
    expect(limits).toMatchObject({ push: 'never', choices: most.quickReplies, bubbles: 3 }));
});

describe('callback addresses (B21)', () => {
  const real = settings.eventApiBaseUrl;
  test.each([
    'http://169.254.169.254/',
    'file:///etc/passwd',
    'https://kakao.com.evil.tld/x',
    'https://evilkakao.com/x',
    'http://bot-api.kakao.com/x',
    'https://bot-api.kakao.com:8443/x',
    'https://user:pw@bot-api.kakao.com/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'javascript:alert(1)',
    '//bot-api.kakao.com/x',
    '',
  ])('%s is none of Kakao’s', (url) => expect(callbackOf(url, real)).toBeNull());

  test('Kakao’s own is taken; a stand-in is known by where the event API is said to be', () => {
    expect(callbackOf('https://bot-api.kakao.com/v1/bots/b/callback/t', real)?.hostname).toBe('bot-api.kakao.com');
    expect(callbackOf('http://127.0.0.1:9/callback/t', 'http://127.0.0.1:9')?.pathname).toBe('/callback/t');
    expect(callbackOf('http://127.0.0.1:10/callback/t', 'http://127.0.0.1:9')).toBeNull();
  });

  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '0.0.0.0',
  ])('a name of Kakao’s that leads to %s is not followed', (address) => expect(isPublic(address)).toBe(false));
  test('a public address is', () => expect(isPublic('211.231.99.17')).toBe(true));
});

// === Over HTTP, on a real Postgres

const call = async (url: string, text: string | Buffer, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}/webhooks/kakao`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-skill-secret': secret, ...headers },
    body: text as string,
  });
  const answer = await response.text();
  return { status: response.status, body: answer ? JSON.parse(answer) : null, text: answer };
};

describe('the skill', () => {
  test('B15, B17: no secret, a wrong one and another bot are 401 and leave nothing behind', async () => {
    const { chatUrl, db } = await openKakao();
    const said = JSON.stringify(body());
    for (const headers of [{ 'x-skill-secret': '' }, { 'x-skill-secret': 'guess' }])
      expect(await call(chatUrl, said, headers)).toMatchObject({
        status: 401,
        body: { error: { code: 'unauthorized' } },
      });
    expect(await call(chatUrl, JSON.stringify(body({ bot: { id: 'other' } })))).toMatchObject({ status: 401 });
    expect((await db.query('select from resident')).rowCount).toBe(0);
  });

  test('B16: an address outside the list is 403, and the log says so', async () => {
    const { chatUrl, logged } = await openKakao(() => ({}), { networks: ['203.0.113.0/24'] });
    expect(await call(chatUrl, JSON.stringify(body()))).toMatchObject({
      status: 403,
      body: { error: { code: 'bad_network' } },
    });
    expect(logged.join()).toContain('bad_network');
  });

  test.each([
    ['no JSON', '{bad'],
    ['nothing', ''],
    ['null', 'null'],
    ['a list', '[]'],
    ['no user', JSON.stringify(body({}, { user: null }))],
    ['an empty user', JSON.stringify(body({}, { user: { id: '' } }))],
    ['too much', JSON.stringify(body({}, { utterance: 'x'.repeat(70_000) }))],
    ['EUC-KR', Buffer.concat([Buffer.from('{"bot":{"id":"x"},"a":"'), Buffer.from([0xb0, 0xa1]), Buffer.from('"}')])],
  ])('%s is answered 200 with where help is', async (_what, text) => {
    const { chatUrl } = await openKakao();
    const answer = await call(chatUrl, text);
    expect(answer.status).toBe(200);
    expect(judge(answer.body)).toEqual({ violations: [], notes: [] });
    expect(answer.text).toContain('109');
  });

  test('so is what cannot be read at the address with a stroke at its end', async () => {
    const { chatUrl } = await openKakao();
    const answer = await fetch(`${chatUrl}/webhooks/kakao/`, {
      method: 'POST',
      headers: { 'x-skill-secret': secret, 'content-encoding': 'gzip' },
      body: 'x',
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('109');
  });

  test('B18: an utterance that is none is answered with the question again', async () => {
    const { chatUrl, somebody } = await openKakao();
    await (await somebody()).enters();
    for (const utterance of [undefined, null, 7]) {
      const answer = await call(chatUrl, JSON.stringify(body({}, { utterance })));
      expect(answer.status).toBe(200);
      expect(judge(answer.body).violations).toEqual([]);
      expect(answer.text).toContain('시작할게요');
    }
  });

  test('GET is 405', async () => {
    const { chatUrl } = await openKakao();
    expect((await fetch(`${chatUrl}/webhooks/kakao`)).status).toBe(405);
  });

  test('B20: the same words twice at once are one turn with one answer', async () => {
    const { somebody, db } = await openKakao();
    const mina = await somebody();
    await mina.enters();
    await mina.says('무슨 말이에요?', { copies: 2 });
    const { rows } = await db.query<{ n: number }>('select count(*)::integer as n from turn');
    expect(rows[0]?.n).toBe(2);
  });

  test('B20: the very first words twice within a second are one greeting, letter by letter', async () => {
    const { chatUrl, db } = await openKakao();
    const said = JSON.stringify(body());
    const [first, second] = [await call(chatUrl, said), await call(chatUrl, said)];
    expect(second.text).toBe(first.text);
    expect(first.text).toContain('마음지기예요');
    expect((await db.query('select from turn')).rowCount).toBe(2);
  });

  test('ten taps at once answer one question', async () => {
    const { somebody } = await openKakao();
    const mina = await somebody();
    await mina.starts();
    const exchange = await mina.taps('전혀 방해 받지 않았다', { copies: 10 });
    expect(JSON.stringify(exchange.response)).toContain('2/9');
  });

  test('a stale tap of a card that is still on the screen puts the present question', async () => {
    const { somebody } = await openKakao();
    const mina = await somebody();
    await mina.starts();
    await mina.answers([0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const old = mina.button('예');
    await mina.taps('아니오');
    await mina.tapsOld(old === undefined ? {} : { ...old, extra: { ...(old.extra as object) } });
    // It would have alarmed at its question: heard, and the answer given stays.
    expect(mina.sees()).toMatch(/109/);
  });

  test('stickers and photos are answered kindly, with the question again', async () => {
    const { somebody } = await openKakao();
    const mina = await somebody();
    await mina.starts();
    for (const act of ['sticker', 'photo'] as const) {
      await mina[act]();
      expect(mina.sees()).toContain('사진이나 스티커는 읽지 못해요');
      expect(mina.sees()).toContain('1/9');
    }
  });

  test('who speaks before the welcome block is greeted, and words of danger come before the greeting', async () => {
    const { somebody, escalations } = await openKakao();
    const [mina, lee] = [await somebody(), await somebody()];
    await mina.says('안녕하세요');
    expect(mina.sees()).toContain('마음지기예요');
    expect(mina.sees()).toContain('진단이 아니에요');
    expect(mina.buttons()).toContain('시작할게요');
    await lee.says('지금 옥상에 있어요');
    expect(lee.texts()[0]).toContain('119나 109에 지금 전화해 주세요');
    expect(await escalations()).toMatchObject([{ priority: 0 }]);
  });

  test('the development channel is the same person', async () => {
    const { chatUrl, db } = await openKakao();
    await call(chatUrl, JSON.stringify(body()));
    await call(chatUrl, JSON.stringify(body({ bot: { id: `${botId}!` } }, { utterance: '도움' })));
    expect((await db.query('select from resident')).rowCount).toBe(1);
  });

  test('no id, no word and no secret of anybody stands in log or tables', async () => {
    const { somebody, logged, db } = await openKakao();
    const mina = await somebody();
    await mina.enters();
    await mina.says('아무도 모르는 문장');
    const { rows } = await db.query(
      "select encode(hash, 'hex') as hash, encode(sealed_id, 'escape') as id from address",
    );
    const all = `${logged.join('\n')}${JSON.stringify(rows)}${JSON.stringify((await db.query('select event_id from turn')).rows)}`;
    for (const word of [mina.userId, '아무도 모르는', secret]) expect(all).not.toContain(word);
    expect(rows[0]).toMatchObject({ id: expect.any(String) });
  });

  test('who writes too fast is told kindly, and words of danger pass all the same', async () => {
    const { somebody, escalations } = await openKakao(() => ({ paces: { session: 3 } }));
    const mina = await somebody();
    for (const text of ['하나', '둘', '셋', '넷']) await mina.says(text);
    expect(mina.sees()).toContain('한꺼번에 많이');
    await mina.says('죽고 싶어요');
    expect(await escalations()).toHaveLength(1);
  });
});

/** The store answers each question only after `delay.ms`; the failure path has its own connections. */
function slowly(db: Database, delay: { ms: number }): Database {
  const later =
    (query: Query): Query =>
    async (...asked) => {
      await wait(delay.ms);
      return query(...asked);
    };
  return {
    ...asking(db, later),
    transaction: (work) => db.transaction((tx) => work({ ...tx, query: later(tx.query) })),
  };
}

describe('in time, whatever happens (B22)', () => {
  test('a turn of six seconds: the fixed text within three, the turn is kept, and its answer is shown first next time', async () => {
    const delay = { ms: 0 };
    const { somebody, passes, logged } = await openKakao(({ db }) => ({ db: slowly(db, delay) }));
    const mina = await somebody();
    await mina.enters();
    delay.ms = 4_000;
    const { ms, outcome } = await mina.taps('시작할게요');
    expect(ms).toBeLessThan(3_300);
    expect(outcome).toBe('shown');
    expect(mina.sees()).toContain('109(24시간)');
    delay.ms = 0;
    await until(async () => {
      await passes({ seconds: 5 });
      return logged.length > 0;
    }, 'the inbox was looked at');
    await wait(4_500);
    await passes({ seconds: 5 });
    await mina.says('계세요?');
    expect(mina.buttons()).toContain('19~34세');
  }, 30_000);

  test('danger in the very first words, while the database takes nothing: heard after all, though nobody brings it again', async () => {
    const delay = { ms: 0 };
    const { somebody, escalations, aways } = await openKakao(({ db }) => ({ db: slowly(db, delay) }));
    const [mina, lee] = [await somebody(), await somebody()];
    // So that the centre's facts are known.
    await lee.enters();
    delay.ms = 6_000;
    const { outcome, ms } = await mina.says('죽고 싶어요');
    expect(outcome).toBe('shown');
    expect(ms).toBeLessThan(3_300);
    expect(mina.sees()).toContain('119에 전화해 주세요');
    delay.ms = 0;
    await until(async () => {
      await aways();
      return (await escalations()).length > 0;
    }, 'the case is opened');
    expect(await escalations()).toMatchObject([{ tier: 'high' }]);
    await mina.says('계세요?');
    expect(mina.texts()[0]).toContain('혼자 견디지');
  }, 30_000);

  test('nothing can be stored at all: the fixed text, and no error', async () => {
    const broken: { now: boolean } = { now: false };
    const { somebody } = await openKakao(({ db }) => {
      const or =
        (query: Query): Query =>
        (...asked) =>
          broken.now ? Promise.reject(new Error('no database')) : query(...asked);
      return {
        db: {
          ...asking(db, or),
          transaction: (work) => (broken.now ? Promise.reject(new Error('no database')) : db.transaction(work)),
          reserved: { ...db.reserved, transaction: () => Promise.reject(new Error('no database')) },
        } as Database,
      };
    });
    const mina = await somebody();
    await mina.enters();
    broken.now = true;
    const { outcome } = await mina.says('죽고 싶어요');
    expect(outcome).toBe('shown');
    expect(mina.sees()).toContain('109(24시간)');
  });

  test('where the block allows it the late answer comes by the callback address', async () => {
    const delay = { ms: 0 };
    const { somebody, control, db } = await openKakao(({ db }) => ({ db: slowly(db, delay) }));
    const mina = await somebody();
    await mina.enters();
    delay.ms = 3_200;
    const { outcome } = await mina.taps('시작할게요', { callback: true });
    expect(outcome).toBe('callback');
    delay.ms = 0;
    await until(
      async () => JSON.stringify(await control(`/people/${mina.userId}`)).includes('나이대를 골라'),
      'the turn’s own answer came by the callback address',
    );
    expect((await control('/record')) as object).toMatchObject({ violations: [] });
    // It was shown: it does not come again.
    await until(async () => {
      const { rowCount } = await db.query('select from turn where sent_at is null and due_at is not null');
      return rowCount === 0;
    }, 'nothing waits');
  }, 20_000);

  test('danger is answered in the same moment, callback or not: nobody waits for the numbers', async () => {
    const delay = { ms: 0 };
    const { somebody } = await openKakao(({ db }) => ({ db: slowly(db, delay) }));
    const mina = await somebody();
    await mina.enters();
    delay.ms = 3_200;
    const { outcome } = await mina.says('죽고 싶어요', { callback: true });
    expect(outcome).toBe('shown');
    expect(mina.sees()).toContain('119에 전화해 주세요');
    delay.ms = 0;
  }, 20_000);

  test('B21: a callback address that is not Kakao’s is never called', async () => {
    const delay = { ms: 0 };
    const { somebody, chatUrl, logged } = await openKakao(({ db }) => ({ db: slowly(db, delay) }));
    await (await somebody()).enters();
    delay.ms = 4_000;
    const answer = await call(chatUrl, JSON.stringify(body({}, { callbackUrl: 'http://169.254.169.254/latest/' })));
    expect(answer.body.useCallback).toBeUndefined();
    expect(answer.text).toContain('109');
    expect(logged.join()).toContain('callback_refused');
  }, 20_000);
});
