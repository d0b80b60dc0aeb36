/** The KakaoTalk stand-in itself: it must call as Kakao calls and refuse what KakaoTalk would not show. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type KakaoStandIn, startKakao } from './kakao/phone.ts';
import { judge } from './kakao/rules.ts';

const secret = 'a-skill-secret';
let kakao: KakaoStandIn;
let skill: Server;
interface Payload {
  userRequest: { utterance: string | null; callbackUrl?: string; block: { name: string } };
}
const got: { headers: IncomingMessage['headers']; payload: Payload }[] = [];
const says = (text: string, more: object = {}) => ({
  version: '2.0',
  template: { outputs: [{ simpleText: { text } }], ...more },
});
let answer: (res: ServerResponse) => void = () => {};
const json =
  (body: unknown, status = 200) =>
  (res: ServerResponse) =>
    void res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

beforeAll(async () => {
  skill = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      got.push({ headers: req.headers, payload: JSON.parse(Buffer.concat(parts).toString('utf8') || '{}') });
      answer(res);
    });
  });
  await new Promise<void>((resolve) => skill.listen(0, '127.0.0.1', resolve));
  kakao = await startKakao({
    KAKAO_SKILL_SECRET: secret,
    KAKAO_BOT_ID: 'b0b0',
    KAKAO_REST_KEY: 'rest',
    SKILL_URL: `http://127.0.0.1:${(skill.address() as AddressInfo).port}/webhooks/kakao`,
  });
});
afterAll(async () => {
  await kakao.end();
  skill.closeAllConnections();
  skill.close();
});
beforeEach(async () => {
  got.length = 0;
  answer = json(says('네'));
  await kakao.ask('DELETE', '/control/record');
  await kakao.ask('DELETE', '/control/faults');
});

it('a request bears the secret, the bot, the person, and what was tapped', async () => {
  const mina = await kakao.person();
  const extra = { s: '1', q: 3 };
  answer = json(says('질문', { quickReplies: [{ label: '예', action: 'message', messageText: '예', extra }] }));
  await mina.enters();
  await mina.taps('예');
  const [first, second] = got;
  expect(first?.headers['x-skill-secret']).toBe(secret);
  expect(first?.payload.userRequest).toMatchObject({
    user: { id: mina.userId, type: 'botUserKey' },
    block: { name: '웰컴 블록' },
  });
  expect(first?.payload).toMatchObject({ bot: { id: 'b0b0' }, action: { clientExtra: null } });
  expect(second?.payload).toMatchObject({
    userRequest: { utterance: '예' },
    action: { clientExtra: extra },
    flow: { trigger: { type: 'QUICKREPLY_BUTTON_MESSAGE' } },
  });
});

it.each([
  [
    'button',
    { textCard: { title: 't', buttons: [{ label: '예', action: 'message', messageText: '예', extra: { v: 1 } }] } },
    'CARD_BUTTON_MESSAGE',
  ],
  [
    'list row',
    { listCard: { header: { title: 't' }, items: [{ title: '예', action: 'block', blockId: 'b', extra: { v: 1 } }] } },
    'LIST_ITEM_BLOCK',
  ],
])('a tap on a %s says so', async (_what, output, trigger) => {
  const mina = await kakao.person();
  answer = json({ version: '2.0', template: { outputs: [output] } });
  await mina.says('안녕');
  await mina.taps('예');
  expect(got.at(-1)?.payload).toMatchObject({
    action: { clientExtra: { v: 1 } },
    flow: { trigger: { type: trigger } },
  });
});

it('after five seconds the person sees nothing, whatever comes then', async () => {
  const mina = await kakao.person();
  answer = () => {};
  const [one] = await mina.says('안녕');
  expect(one).toMatchObject({ outcome: 'too-late', status: 0 });
  expect(one?.ms).toBeGreaterThanOrEqual(4_900);
  expect(await mina.outputs()).toEqual([]);
}, 10_000);

it('a slow network eats from the five seconds', async () => {
  const mina = await kakao.person();
  expect((await mina.says('안녕', { slowMs: 600 }))[0]).toMatchObject({ outcome: 'shown' });
  answer = (res) => setTimeout(() => json(says('늦어요'))(res), 3_000);
  expect((await mina.says('안녕', { slowMs: 3_000 }))[0]).toMatchObject({ outcome: 'too-late' });
}, 15_000);

it('errors, broken JSON and the old format leave the person with nothing', async () => {
  const mina = await kakao.person();
  const outcomes = [];
  for (const one of [
    json(says('x'), 503),
    json('x'),
    json({ template: { outputs: [] } }),
    (res: ServerResponse) => void res.end('{'),
  ]) {
    answer = one;
    outcomes.push((await mina.says('안녕'))[0]?.outcome);
  }
  expect(outcomes).toEqual(['not-200', 'invalid', 'invalid', 'not-json']);
  expect(await mina.texts()).toEqual([]);
  expect((await kakao.record()).violations).toHaveLength(4);
});

it('an impatient second tap is the same request again; odd payloads and wrong secrets can be sent', async () => {
  const mina = await kakao.person();
  await mina.says('하나', { copies: 2 });
  await mina.again();
  expect(got.map(({ payload }) => payload.userRequest.utterance)).toEqual(['하나', '하나', '하나']);
  expect(new Set(got.map(({ headers }) => headers['x-request-id'])).size).toBe(3);
  await mina.says('x', { patch: { userRequest: { utterance: null } } });
  expect(got.at(-1)?.payload.userRequest).toMatchObject({ utterance: null, user: { id: mina.userId } });
  await mina.says('x', { secret: 'missing' });
  expect(got.at(-1)?.headers['x-skill-secret']).toBeUndefined();
  await mina.says('x', { adminTest: true });
  expect(got.at(-1)?.payload).toMatchObject({
    bot: { id: 'b0b0!' },
    userRequest: { lang: null, user: { type: 'accountId' } },
  });
});

it('a callback address takes one answer, and only of a block that allows it', async () => {
  const mina = await kakao.person();
  answer = json({ version: '2.0', useCallback: true });
  expect((await mina.says('안녕'))[0]).toMatchObject({ outcome: 'invalid' });
  expect((await mina.says('안녕', { callback: true }))[0]).toMatchObject({ outcome: 'callback' });
  const post = async () => {
    const url = String(got.at(-1)?.payload.userRequest.callbackUrl);
    return (await (await fetch(url, { method: 'POST', body: JSON.stringify(says('늦은 답')) })).json()) as {
      status: string;
    };
  };
  expect((await post()).status).toBe('SUCCESS');
  expect(await mina.texts()).toEqual(['늦은 답']);
  expect((await post()).status).toBe('FAIL');
});

it('an event reaches friends only, through the skill, and is counted', async () => {
  const [mina, juho] = [await kakao.person(), await kakao.person({ isFriend: false })];
  const talk = (body: object, key = 'rest') =>
    fetch(`${kakao.url}/v2/bots/b0b0/talk`, {
      method: 'POST',
      headers: { authorization: `KakaoAK ${key}` },
      body: JSON.stringify(body),
    });
  const users = [mina, juho].map(({ userId }) => ({ type: 'botUserKey', id: userId }));
  expect((await talk({ event: { name: 'news' }, user: users }, 'wrong')).status).toBe(401);
  expect((await talk({ event: {}, user: users })).status).toBe(400);
  const { taskId } = (await (await talk({ event: { name: 'news' }, user: users })).json()) as { taskId: string };
  const result = await fetch(`${kakao.url}/v1/tasks/${taskId}`, { headers: { authorization: 'KakaoAK rest' } });
  expect(await result.json()).toMatchObject({
    status: 'PARTIAL SUCCESS',
    successCount: 1,
    fail: { count: 1, list: [{ id: juho.userId }] },
  });
  expect(await mina.texts()).toEqual(['네']);
  expect(got.at(-1)?.payload.userRequest.block.name).toBe('news');
  expect((await kakao.record()).eventMessages).toBe(1);
});

it('during a consultation the bot hears nothing', async () => {
  const mina = await kakao.person();
  answer = json({
    version: '2.0',
    template: { outputs: [{ textCard: { title: 't', buttons: [{ label: '상담 연결', action: 'operator' }] } }] },
  });
  await mina.says('상담사');
  await mina.taps('상담 연결');
  expect(await mina.says('여보세요')).toEqual([]);
  expect(got).toHaveLength(1);
  await mina.settings({ isConsulting: false });
  expect(await mina.says('끝났어요')).toHaveLength(1);
});

const reply = (label: string) => ({ label, action: 'message', messageText: label });
const card = (body: object) => ({ version: '2.0', template: { outputs: [{ textCard: body }] } });
const button = (label: string) => ({ label, action: 'message', messageText: label });

it.each([
  ['no version', { template: { outputs: [{ simpleText: { text: 'x' } }] } }, 'version'],
  ['no template', { version: '2.0' }, 'template is missing'],
  [
    'four outputs',
    { version: '2.0', template: { outputs: [1, 2, 3, 4].map(() => ({ simpleText: { text: 'x' } })) } },
    'outputs are 4',
  ],
  [
    'two components in one',
    { version: '2.0', template: { outputs: [{ simpleText: { text: 'x' }, textCard: { title: 'x' } }] } },
    'exactly one',
  ],
  ['an unknown component', { version: '2.0', template: { outputs: [{ video: {} }] } }, 'exactly one'],
  [
    'eleven quick replies',
    says('x', { quickReplies: Array.from({ length: 11 }, () => reply('x')) }),
    'quickReplies are 11',
  ],
  ['a label of 15', says('x', { quickReplies: [reply('가'.repeat(15))] }), 'label has 15'],
  [
    'a quick reply without its message',
    says('x', { quickReplies: [{ label: 'x', action: 'message' }] }),
    'messageText is missing',
  ],
  [
    'a quick reply that calls',
    says('x', { quickReplies: [{ label: 'x', action: 'phone', phoneNumber: '109' }] }),
    'must be one of message, block',
  ],
  ['a text of 1001', says('가'.repeat(1001)), 'text has 1001'],
  ['an empty text', says(''), 'text is missing'],
  ['title and description of 401', card({ title: '가'.repeat(50), description: '가'.repeat(351) }), '401 characters'],
  ['four buttons', card({ title: 'x', buttons: [1, 2, 3, 4].map(() => button('x')) }), 'buttons are 4'],
  [
    'two horizontal buttons of nine',
    card({ title: 'x', buttonLayout: 'horizontal', buttons: [button('가'.repeat(9)), button('x')] }),
    'label has 9',
  ],
  [
    'a phone button without number',
    card({ title: 'x', buttons: [{ label: '109', action: 'phone' }] }),
    'phoneNumber is missing',
  ],
  [
    'an extra that is no object',
    says('x', { quickReplies: [{ ...reply('x'), extra: 'x' }] }),
    'extra must be an object',
  ],
  ['sharing', card({ title: 'x', buttons: [{ label: 'x', action: 'share' }] }), 'our own rule'],
  ['a card to be forwarded', card({ title: 'x', forwardable: true }), 'our own rule'],
  [
    'a basic card without picture',
    { version: '2.0', template: { outputs: [{ basicCard: { title: 'x' } }] } },
    'thumbnail',
  ],
  [
    'a list of six',
    {
      version: '2.0',
      template: {
        outputs: [{ listCard: { header: { title: 'x' }, items: [1, 2, 3, 4, 5, 6].map(() => ({ title: 'x' })) } }],
      },
    },
    'items are 6',
  ],
  [
    'a list without head',
    { version: '2.0', template: { outputs: [{ listCard: { items: [{ title: 'x' }] } }] } },
    'header.title',
  ],
  [
    'a carousel of eleven',
    {
      version: '2.0',
      template: {
        outputs: [{ carousel: { type: 'textCard', items: Array.from({ length: 11 }, () => ({ title: 'x' })) } }],
      },
    },
    'items are 11',
  ],
  [
    'a bubble over 30 KB',
    card({ title: 'x', description: 'x', buttons: [{ ...button('x'), extra: { x: 'x'.repeat(31_000) } }] }),
    'bytes',
  ],
])('rules find %s', (_what, response, words) => {
  expect(judge(response).violations.join('\n')).toContain(words);
});

it('a text beyond 500 is a note: it is shown, but folded', () => {
  expect(judge(says('가'.repeat(501)))).toEqual({
    violations: [],
    notes: ['outputs[0].simpleText has 501 characters: folded beyond 500'],
  });
});
