/** The same days in every channel: the web chat, LINE and KakaoTalk, each through real HTTP, the messengers stood in for by processes
 *  of their own that refuse what LINE refuses and show nothing where KakaoTalk would show nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, until, type World } from '../harness/world.ts';
import { type KakaoStandIn, startKakao } from '../standins/kakao/phone.ts';
import { type LineStandIn, startLine } from '../standins/line/phone.ts';

const keys = { LINE_CHANNEL_SECRET: 'a-channel-secret', LINE_CHANNEL_ACCESS_TOKEN: 'a-channel-access-token' };
const skillSecret = 'a-secret-of-this-test-only-0123456789abcdef';
const botId = '65f0c0ffee0000000000beef';

let line: LineStandIn;
let kakao: KakaoStandIn;
beforeAll(async () => {
  line = await startLine(keys);
  kakao = await startKakao({ KAKAO_SKILL_SECRET: skillSecret, KAKAO_BOT_ID: botId });
});
afterAll(async () => {
  await line.end();
  await kakao.end();
});

async function openMessengers(): Promise<World> {
  const world = await openWorld(() => ({
    channels: {
      line: {
        secrets: [keys.LINE_CHANNEL_SECRET],
        accessToken: keys.LINE_CHANNEL_ACCESS_TOKEN,
        apiBaseUrl: line.url,
        botUserId: String(line.told.botUserId),
        basicId: null,
      },
      kakao: {
        secrets: [skillSecret],
        botIds: [botId],
        networks: [],
        eventApiBaseUrl: kakao.url,
        events: null,
        consultation: false,
        channelUrl: null,
      },
    },
  }));
  await line.settings({ webhookUrl: `${world.chatUrl}/webhooks/line` });
  await kakao.settings({ skillUrl: `${world.chatUrl}/webhooks/kakao` });
  await line.ask('DELETE', '/control/record');
  await kakao.ask('DELETE', '/control/record');
  return world;
}

/** A resident with one of three phones: the same words and taps, and what is on the screen since their last one. */
interface Phone {
  begins(): Promise<unknown>;
  says(text: string): Promise<unknown>;
  taps(label: string): Promise<unknown>;
  sees(): Promise<string[]>;
  /** What can be tapped by its label, and the numbers that can be called. */
  calls(): Promise<string[]>;
  /** What the platform would have refused or not shown; nothing, always. */
  refused(): Promise<string[]>;
  /** How a counsellor's words come to be seen. */
  looks(): Promise<unknown>;
}

const nothing = async () => {};

async function web(world: World): Promise<Phone> {
  const mina = world.resident();
  return {
    begins: () => mina.opens(),
    says: mina.says,
    taps: (label) => mina.taps(label),
    sees: async () => [...mina.screen(), ...mina.arrived].map(({ text }) => text),
    calls: async () =>
      mina
        .screen()
        .flatMap((reply) => (reply.type === 'card' ? reply.links.map(({ href }) => href.replace('tel:', '')) : [])),
    refused: async () => [],
    looks: () => mina.watches(),
  };
}

/** Nothing is on its way any more. */
const settled = async (world: World): Promise<boolean> => {
  const { rows } = await world.db.query('select from turn where due_at is not null and sent_at is null');
  return rows.length === 0;
};

async function onLine(world: World): Promise<Phone> {
  const mina = await line.person();
  return {
    begins: () => mina.follows(),
    says: async (text) => {
      // People read before they write; a number typed under an answer that is not written down as shown yet is asked again.
      await until(() => settled(world), 'what is on the screen is written down as shown');
      return mina.says(text);
    },
    taps: (label) => mina.taps(label),
    sees: mina.texts,
    calls: async () =>
      (await mina.tappable()).flatMap(({ uri }) => (typeof uri === 'string' ? [uri.replace('tel:', '')] : [])),
    refused: async () => (await line.record()).violations,
    looks: nothing,
  };
}

async function onKakao(): Promise<Phone> {
  const mina = await kakao.person();
  return {
    begins: () => mina.enters(),
    says: (text) => mina.says(text),
    taps: (label) => mina.taps(label),
    sees: mina.texts,
    calls: async () =>
      (await mina.tappable()).flatMap(({ what }) => (what.action === 'phone' ? [String(what.phoneNumber)] : [])),
    refused: async () => {
      const { violations, notes } = await kakao.record();
      return [...violations, ...notes];
    },
    // Nobody can write to them first: the words stand before the next answer.
    looks: () => mina.says('네'),
  };
}

const channels = [
  { id: 'web', open: web },
  { id: 'line', open: onLine },
  { id: 'kakao', open: onKakao },
];

/** Somebody with that phone, who waits for each answer before the next tap. */
async function somebody(world: World, open: (world: World) => Promise<Phone>) {
  const phone = await open(world);
  const heard = async (words: string) => {
    await until(async () => (await phone.sees()).some((text) => text.includes(words)), `"${words}" is on the screen`);
    // Kakao numbers nothing: the same thing once more counts as new only a moment later.
    world.clock.advance({ seconds: 2 });
  };
  const taps = async (label: string, words: string) => {
    await phone.taps(label);
    await heard(words);
  };
  const says = async (text: string, words: string) => {
    await phone.says(text);
    await heard(words);
  };
  return {
    ...phone,
    heard,
    taps,
    says,
    starts: async () => {
      await phone.begins();
      await heard('마음지기예요');
      await taps('시작할게요', '나이대');
      await taps('19~34세', '저장해도 될까요');
      await taps('동의해요', '1/9');
    },
    /** PHQ-9 items from this one on, each answered so; then what follows the last. */
    items: async (from: number, labels: readonly string[], then: string) => {
      for (const [index, label] of labels.entries()) {
        const next = from + index + 1;
        await taps(label, index === labels.length - 1 ? then : `${next}/9`);
      }
    },
  };
}

const never = '전혀 방해 받지 않았다';
const days = '며칠 동안 방해 받았다';
const half = '7일 이상 방해 받았다';
/** What each ASQ question after the first says and no other does. */
const asqItems = ['더 나아질 것이라고', '지난 한 주 동안, 스스로', '시도한 적이 있습니까'];
const times = (label: string, many: number) => Array.from({ length: many }, () => label);

describe.each(channels)('$id', ({ id, open }) => {
  it('PHQ-9 and ASQ to the end, by taps', async () => {
    const world = await openMessengers();
    const mina = await somebody(world, open);
    await mina.starts();
    await mina.items(1, times(never, 9), '누구에게나 똑같이 드리는 질문');
    for (const next of asqItems) await mina.taps('아니오', next);
    await mina.taps('아니오', '진단이 아니에요');
    expect(await world.escalations()).toEqual([]);
    const { rows } = await world.db.query<{ instrument: string; status: string }>(
      'select instrument, status from screening order by instrument',
    );
    expect(rows).toEqual([
      { instrument: 'asq', status: 'finished' },
      { instrument: 'phq9', status: 'finished' },
    ]);
    expect(await mina.refused()).toEqual([]);
  });

  it('the same by typed numbers, as on a PC that shows no buttons', async () => {
    const world = await openMessengers();
    const mina = await somebody(world, open);
    await mina.begins();
    await mina.heard('마음지기예요');
    await mina.says('1', '나이대');
    await mina.says('3', '저장해도 될까요');
    await mina.says('1', '1/9');
    for (let item = 2; item <= 9; item += 1) await mina.says('2', `${item}/9`);
    await mina.says('1', '누구에게나 똑같이 드리는 질문');
    expect(await world.escalations()).toEqual([]);
  });

  it('item 9 answered with yes: numbers to call stand there at once, and the case waits at the desk', async () => {
    const world = await openMessengers();
    const kim = await world.counsellor('kim');
    const mina = await somebody(world, open);
    await mina.starts();
    await mina.items(1, [...times(never, 8), half], '어떻게 하시겠어요');
    expect(await mina.calls()).toEqual(expect.arrayContaining(['109']));
    const [row] = await kim.queue();
    expect(row).toMatchObject({ channel: id, priority: 1, reason: 'item9', owner: null });
    expect(await mina.refused()).toEqual([]);
  });

  it('a crisis text in the middle of it rings before anything else is said', async () => {
    const world = await openMessengers();
    const mina = await somebody(world, open);
    await mina.starts();
    await mina.items(1, [days], '2/9');
    await mina.says('지금 옥상에 있어요', '119나 109에 지금 전화해 주세요');
    expect(await world.escalations()).toMatchObject([{ priority: 0, open: true }]);
    expect((await mina.calls()).some((number) => number === '119')).toBe(true);
    expect(await mina.refused()).toEqual([]);
  });

  it('back and corrected, paused and gone on with', async () => {
    const world = await openMessengers();
    const mina = await somebody(world, open);
    await mina.starts();
    await mina.items(1, [never, half], '3/9');
    await mina.says('이전', '2/9');
    await mina.taps(days, '3/9');
    await mina.says('쉬기', '쉬세요');
    await mina.says('이어하기', '3/9');
    expect(await mina.refused()).toEqual([]);
  });

  it('a counsellor claims and writes, and the words are seen', async () => {
    const world = await openMessengers();
    const kim = await world.counsellor('kim');
    const mina = await somebody(world, open);
    await mina.begins();
    await mina.heard('마음지기예요');
    await mina.says('죽고 싶어요', '109');
    const [row] = await kim.queue();
    const { body } = await kim.claims(row?.id ?? '');
    expect((await kim.writes(row?.id ?? '', body.fence, '글 잘 읽었어요. 지금 어디 계세요?')).status).toBeLessThan(300);
    await world.passes({ seconds: 30 });
    await mina.looks();
    await mina.heard('지금 어디 계세요?');
    expect(await mina.refused()).toEqual([]);
    const talk = await kim.reads(row?.id ?? '');
    expect(talk.map((one) => one.text)).toContain('죽고 싶어요');
  });
});

it('LINE sends everything twice or three times, and nobody is answered twice', async () => {
  const world = await openMessengers();
  const mina = await line.person();
  await mina.follows({ copies: 2 });
  await mina.hears('시작할게요');
  await mina.again();
  await mina.taps('시작할게요', { copies: 3 });
  await mina.hears('나이대');
  await until(() => settled(world), 'every turn is settled');
  const { chat } = await mina.view();
  const said = (words: string) =>
    chat.filter((entry) => entry.from === 'account' && JSON.stringify(entry.message).includes(words));
  expect(said('마음지기예요')).toHaveLength(1);
  expect(said('나이대')).toHaveLength(1);
  expect((await line.record()).deliveries.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
});

/** How often the screen of this person shows these words, and how each message of the account left: path, status, fault. */
async function sent(mina: Awaited<ReturnType<LineStandIn['person']>>, words: string) {
  const { chat } = await mina.view();
  const { calls, violations } = await line.record();
  return {
    shown: chat.filter((entry) => entry.from === 'account' && JSON.stringify(entry.message).includes(words)).length,
    calls: calls
      .filter(({ path }) => /\/(?:reply|push)$/.test(path))
      .map(({ path, status, fault }) => [path.split('/').at(-1), status, fault].join(' ').trim()),
    violations,
  };
}

const settles = (world: World) =>
  until(async () => {
    await world.passes({ seconds: 15 });
    return settled(world);
  }, 'every turn is sent');

it('LINE takes a reply and breaks off before saying so: it is not said twice', async () => {
  const world = await openMessengers();
  const mina = await line.person();
  await mina.follows();
  await mina.hears('시작할게요');
  await line.faults({ kind: 'accept-then-error', path: 'reply' });
  await mina.taps('시작할게요');
  await settles(world);
  expect(await sent(mina, '나이대')).toEqual({
    shown: 1,
    calls: ['reply 200', 'reply 500 accept-then-error', 'reply 400'],
    violations: [],
  });
});

it('LINE is away while replies leave: the answer comes by push, once, though its acceptance was lost as well', async () => {
  const world = await openMessengers();
  const mina = await line.person();
  await mina.follows();
  await mina.hears('시작할게요');
  await line.faults({ kind: 'error', path: 'reply', times: 2 }, { kind: 'accept-then-error', path: 'push' });
  await mina.taps('시작할게요');
  await settles(world);
  expect(await sent(mina, '나이대')).toEqual({
    shown: 1,
    calls: ['reply 200', 'reply 500 error', 'reply 500 error', 'push 500 accept-then-error', 'push 409'],
    violations: [],
  });
});
