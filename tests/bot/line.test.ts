/** LINE through real HTTP on both sides: signed webhooks in, API calls that a stand-in holds against LINE's own rules out. */
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Query } from '../../triage/store/db.ts';
import { asking } from '../harness/asking.ts';
import { type LineWorld, openLineWorld, secret, signed, startLineFor } from '../harness/lineWorld.ts';
import { until } from '../harness/world.ts';
import { ulid } from '../standins/line/ids.ts';
import type { LinePerson, LineStandIn } from '../standins/line/phone.ts';
import { insideOfCharacter } from '../standins/line/webhooks.ts';

let line: LineStandIn;
beforeAll(async () => {
  line = await startLineFor({ afterAll });
});

const body = (events: unknown[], destination = String(line.told.botUserId)) => JSON.stringify({ destination, events });
let moments = Date.now();
/** An event as LINE's documentation shows it. */
function said(userId: string, text: string, more: object = {}) {
  moments += 1;
  return {
    type: 'message',
    mode: 'active',
    timestamp: moments,
    source: { type: 'user', userId },
    webhookEventId: ulid(moments),
    deliveryContext: { isRedelivery: false },
    message: { id: String(moments), type: 'text', text, quoteToken: 'q' },
    ...more,
  };
}
const somebody = () =>
  `U${ulid(Date.now())
    .toLowerCase()
    .replace(/[^0-9a-f]/g, '0')}${'0'.repeat(32)}`.slice(0, 33);

/** Everything of the webhook has left or is settled. */
const quiet = (world: LineWorld) => until(async () => (await world.unsent()) === 0, 'every turn is sent');

async function greeted(): Promise<LinePerson> {
  const mina = await line.person();
  await mina.follows();
  await mina.hears('시작할게요');
  return mina;
}

async function started(): Promise<LinePerson> {
  const mina = await greeted();
  await mina.taps('시작할게요');
  await mina.hears('나이대');
  await mina.taps('19~34세');
  await mina.hears('저장해도 될까요');
  await mina.taps('동의해요');
  await mina.hears('1/9');
  return mina;
}

describe('who may call the webhook', () => {
  it('LINE, by a signature over the bytes; nobody else, and nothing of theirs is stored', async () => {
    const world = await openLineWorld(line);
    const one = body([said(somebody(), '안녕하세요')]);
    const refusals = [
      [{}, 'signature_missing'],
      [{ 'x-line-signature': '' }, 'signature_missing'],
      [{ 'x-line-signature': signed(one, 'another secret') }, 'signature_invalid'],
      [{ 'x-line-signature': signed(`${one} `) }, 'signature_invalid'],
      [{ 'x-line-signature': Buffer.alloc(31).toString('base64') }, 'signature_invalid'],
      [{ 'x-line-signature': '????' }, 'signature_invalid'],
      [{ 'x-line-signature': 'A'.repeat(8_000) }, 'signature_invalid'],
    ] as const;
    for (const [headers, code] of refusals) {
      const answer = await world.posts(one, headers as Record<string, string>);
      expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([401, code]);
    }
    expect(await world.turns()).toEqual([]);
    expect((await world.posts(one)).status).toBe(200);
    expect(await world.turns()).toHaveLength(2);
  });

  it('with the secret of before, too, while it is being replaced', async () => {
    const world = await openLineWorld(line);
    const one = body([]);
    expect((await world.posts(one, { 'x-line-signature': signed(one, 'the-secret-before') })).status).toBe(200);
  });

  it('for our own account only', async () => {
    const world = await openLineWorld(line);
    const answer = await world.posts(body([said(somebody(), '안녕')], `U${'9'.repeat(32)}`));
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { code: 'wrong_destination' } });
    expect(await world.turns()).toEqual([]);
  });

  it('asks LINE whose account it is where nobody has said it, and takes what comes until it knows', async () => {
    const world = await openLineWorld(line, () => ({
      channels: {
        line: {
          secrets: [secret],
          accessToken: 'a-channel-access-token',
          apiBaseUrl: line.url,
          botUserId: null,
          basicId: null,
        },
      },
    }));
    const foreign = body([], `U${'9'.repeat(32)}`);
    await until(async () => (await world.posts(foreign)).status === 401, 'it knows its own id');
    expect((await world.posts(body([]))).status).toBe(200);
  });

  it('with a body of any size LINE sends, and of none larger; never compressed', async () => {
    const world = await openLineWorld(line);
    const large = Buffer.alloc(2 * 1024 * 1024 + 1, 0x20);
    const refused = await world.posts(large);
    expect([refused.status, await refused.json()]).toMatchObject([
      413,
      { error: { code: 'too_large', message: expect.stringContaining('2048 KB') } },
    ]);
    const zipped = await world.posts(body([]), { 'x-line-signature': signed(body([])), 'content-encoding': 'gzip' });
    expect(zipped.status).toBe(415);
    const odd = await world.posts('[1,2', { 'x-line-signature': signed('[1,2') });
    expect([odd.status, await odd.json()]).toMatchObject([400, { error: { code: 'invalid_json' } }]);
    expect((await fetch(`${world.chatUrl}/webhooks/line`)).status).toBe(405);
  });

  it('a syllable split between two packets is read whole', async () => {
    const world = await openLineWorld(line);
    const bytes = Buffer.from(body([said(somebody(), '죽고 싶어요')]));
    const cut = insideOfCharacter(bytes);
    const url = new URL(`${world.chatUrl}/webhooks/line`);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const req = request(url, { method: 'POST', headers: { 'x-line-signature': signed(bytes) } }, (res) =>
        resolve(res.statusCode),
      );
      req.on('error', reject);
      req.write(bytes.subarray(0, cut));
      setTimeout(() => req.end(bytes.subarray(cut)), 30);
    });
    expect(status).toBe(200);
    expect(await world.escalations()).toMatchObject([{ tier: 'high', open: true }]);
  });

  it('the console presses Verify: no events, nothing stored', async () => {
    const world = await openLineWorld(line);
    expect((await world.posts(body([]))).status).toBe(200);
    expect((await world.db.query('select from resident')).rowCount).toBe(0);
  });
});

describe('a talk', () => {
  it('goes from following to the result by taps and typed numbers, each answered by its free reply token', async () => {
    const world = await openLineWorld(line);
    const mina = await started();
    // On a computer there are no quick replies: the numbers stand in the text.
    expect((await mina.texts()).at(-1)).toContain('1. 전혀 방해 받지 않았다');
    for (const [at, value] of [1, 1, 1, 1, 1, 1, 1, 1, 1].entries()) {
      await mina.says(String(value));
      if (at < 8) await mina.hears(`${at + 2}/9`);
    }
    await mina.hears('누구에게나 똑같이');
    for (let item = 0; item < 4; item += 1) {
      await mina.taps('아니오');
      await quiet(world);
    }
    await mina.hears('크게 힘들지는 않으셨던');
    const { calls, violations } = await line.record();
    expect(violations).toEqual([]);
    expect(calls.filter(({ path }) => path.endsWith('/push'))).toEqual([]);
    expect(await world.unsent()).toBe(0);
    const [row] = (
      await world.db.query<{ total: number; band: string; status: string }>(
        "select total, band, status from screening where instrument = 'phq9'",
      )
    ).rows;
    expect(row).toMatchObject({ total: 0, status: 'finished' });
  });

  it('goes back and corrects by the button that stands under every later question', async () => {
    await openLineWorld(line);
    const mina = await started();
    await mina.taps('2주 중에서 절반 이상').catch(() => mina.says('3'));
    await mina.hears('2/9');
    await mina.taps('이전');
    await mina.hears('1/9');
    await mina.says('1');
    await mina.hears('2/9');
  });

  it('pauses and goes on where it was', async () => {
    await openLineWorld(line);
    const mina = await started();
    await mina.says('1');
    await mina.hears('2/9');
    await mina.says('쉬기');
    await mina.hears('‘이어하기’라고');
    await mina.says('이어하기');
    await mina.hears('2/9');
  });

  it('an old button gets the present question', async () => {
    await openLineWorld(line);
    const mina = await greeted();
    const { quickReplies } = await mina.view();
    await mina.taps('시작할게요');
    await mina.hears('나이대');
    const [old] = quickReplies.map(({ action }) => action);
    await mina.does({ type: 'postback', data: String(old?.data), displayText: '시작할게요' });
    const said = await mina.hears('조금 전 질문의 버튼');
    expect(said.at(-1)).toMatchObject({
      text: expect.stringContaining('나이대'),
      quickReply: { items: expect.any(Array) },
    });
  });

  it('a crisis is answered first by a card with the whole text and buttons that call', async () => {
    const world = await openLineWorld(line);
    const mina = await started();
    await mina.says('죽고 싶어요');
    const [card] = await mina.hears('혼자 견디지 않으셔도');
    expect(card).toMatchObject({ type: 'flex', altText: expect.stringContaining('109') });
    expect(JSON.stringify(card)).toContain('"uri":"tel:109"');
    expect((await mina.texts()).join()).toContain('24시간 받는 곳');
    expect(await world.escalations()).toMatchObject([{ tier: 'high', open: true }]);
    expect((await line.record()).violations).toEqual([]);
  });

  it('a sticker, a picture, a voice are answered kindly; words on a sticker and of a place are heard', async () => {
    const world = await openLineWorld(line);
    const mina = await started();
    for (const type of ['sticker', 'image', 'audio', 'video'] as const) {
      await mina.does({ type });
      await mina.hears('사진이나 스티커는 읽지 못해요');
    }
    await mina.does({ type: 'file', fileName: '일기.pdf' });
    await mina.hears('사진이나 스티커는 읽지 못해요');
    await mina.does({ type: 'sticker', text: '죽고 싶어' });
    await mina.hears('혼자 견디지 않으셔도');
    expect(await world.escalations()).toHaveLength(1);
  });
});

describe('somebody nobody knows writes first', () => {
  it('is greeted, and not told that they were not understood', async () => {
    const world = await openLineWorld(line);
    const mina = await line.person();
    await mina.says('안녕하세요');
    const said = await mina.hears('시작할게요');
    expect(said.map(({ text }) => text).join()).not.toContain('알아들었어요');
    await quiet(world);
    expect((await world.calls('/reply', 1)).length).toBe(1);
    expect(await world.turns()).toEqual([expect.stringMatching(/^line:open:/), expect.stringMatching(/^line:/)]);
  });

  it('is told of a code that leads nowhere, beside the greeting', async () => {
    await openLineWorld(line);
    const mina = await line.person();
    await mina.says('wxyz2345');
    await mina.hears('찾지 못했어요');
    expect((await mina.texts()).join()).toContain('마음지기예요');
  });

  it('who types the code of a poster came through that door; no guess of a code to carry on with', async () => {
    const { db, center, clock } = await openLineWorld(line);
    const [campaign, placement] = [randomUUID(), randomUUID()];
    await db.query(
      `insert into campaign (id, center_id, name, starts_on, ends_on, created_at) values ($1, $2, '봄', '2026-01-01', '2026-12-31', $3)`,
      [campaign, center.id, clock()],
    );
    await db.query(
      `insert into placement (id, center_id, campaign_id, nth, name, code, created_at) values ($1, $2, $3, 1, '벤치', 'abcd2345', $4)`,
      [placement, center.id, campaign, clock()],
    );
    const [mina, lee] = [await line.person(), await greeted()];
    await mina.says('ABCD-2345');
    await mina.hears('시작할게요');
    await lee.says('abcd 2345');
    await lee.hears('시작할게요');
    const { rows } = await db.query<{ door: string }>('select placement_id as door from resident');
    expect(rows.map(({ door }) => door)).toEqual([placement, placement]);
    expect(JSON.stringify([await mina.view(), await lee.view()])).not.toContain('찾지 못했어요');
  });

  it('is heard at once when the words are of danger', async () => {
    const world = await openLineWorld(line);
    const mina = await line.person();
    await mina.says('지금 죽으려고 해요');
    const [first] = await mina.hears('109');
    expect(first).toMatchObject({ type: 'flex' });
    expect(await world.escalations()).toMatchObject([{ tier: 'high' }]);
  });
});

describe('what LINE brings in its own way', () => {
  it('ten times the same webhook at once is one turn and one answer', async () => {
    const world = await openLineWorld(line);
    const mina = await greeted();
    const before = (await world.turns()).length;
    const { deliveries } = await mina.says('시작', { copies: 10 });
    expect(deliveries.map(({ status }) => status)).toEqual(Array(10).fill(200));
    await quiet(world);
    expect((await world.turns()).length).toBe(before + 1);
    expect((await world.calls('/reply', 2)).length).toBe(2);
  });

  it('the very first word, ten times and a little apart, answers nothing nobody was asked: one greeting', async () => {
    const world = await openLineWorld(line);
    const one = body([said(somebody(), '1')]);
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async (_none, at) => {
        await new Promise((resolve) => setTimeout(resolve, at * 3));
        return (await world.posts(one)).status;
      }),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await world.turns()).toHaveLength(2);
    const [only] = await world.calls('/push', 1);
    expect(JSON.stringify(only?.body)).toContain('마음지기예요');
    expect(JSON.stringify(only?.body)).toContain('시작할게요');
    await quiet(world);
    expect(await world.calls('/push', 1)).toHaveLength(1);
  });

  it('a code to carry on with, ten times at once, is taken once and counts as no guess', async () => {
    const world = await openLineWorld(line);
    const web = world.resident();
    await web.opens();
    await web.starts();
    const carries = async (who: string) => {
      await web.says('옮기기');
      const one = body([said(who, /^[a-z2-9]{8}$/m.exec(web.texts().join('\n'))?.[0] ?? '')]);
      await Promise.all(Array.from({ length: 10 }, () => world.posts(one)));
    };
    const mina = somebody();
    await carries(mina);
    await carries(mina);
    await quiet(world);
    const told = (await world.calls('/push', 2)).map(({ body }) => JSON.stringify(body));
    expect(told).toHaveLength(2);
    expect(told.join()).not.toContain('여러 번 쓰셨어요');
  });

  it('an event whose id no store can hold is kept like any other, and the rest of its body too', async () => {
    const world = await openLineWorld(line);
    const odd = said(somebody(), '죽고 싶어요', { webhookEventId: 'a\0b\ud800' });
    expect((await world.posts(body([odd, said(somebody(), '안녕하세요')]))).status).toBe(200);
    expect(await world.turns()).toHaveLength(4);
    expect(await world.escalations()).toMatchObject([{ tier: 'high' }]);
  });

  it('a redelivery of what was answered is not answered twice', async () => {
    const world = await openLineWorld(line);
    const mina = await greeted();
    await mina.says('시작');
    await mina.hears('나이대');
    const { deliveries } = await mina.again();
    expect(deliveries[0]?.status).toBe(200);
    await quiet(world);
    expect((await world.calls('/reply', 2)).length).toBe(2);
  });

  it('a hundred events with one that is broken: ninety-nine people are answered, the broken one is kept for somebody to look at', async () => {
    const world = await openLineWorld(line);
    const events: unknown[] = Array.from({ length: 99 }, () => said(somebody(), '안녕하세요'));
    events.splice(50, 0, { type: 'message', timestamp: 'yesterday', source: { type: 'user' } });
    const began = performance.now();
    const answer = await world.posts(body(events));
    expect(answer.status).toBe(200);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect((await world.db.query('select from conversation')).rowCount).toBe(99);
    expect((await world.db.query<{ fault: string }>('select fault from stray')).rows).toEqual([
      { fault: 'message of nobody' },
    ]);
  });

  it('one person, several events in the wrong order: they are taken in the order of LINE’s clock', async () => {
    const world = await openLineWorld(line);
    const mina = somebody();
    const [first, second, third] = [said(mina, '시작'), said(mina, '3'), said(mina, '1')];
    await world.posts(body([third, first, second]));
    expect((await world.turns()).slice(1)).toEqual([first, second, third].map((one) => `line:${one?.webhookEventId}`));
  });

  it('what was written before something already heard answers no question, and danger in it is heard all the same', async () => {
    const world = await openLineWorld(line);
    const mina = somebody();
    const [start, late, risky, age] = [said(mina, '시작'), said(mina, '1'), said(mina, '죽고 싶어요'), said(mina, '3')];
    await world.posts(body([start]));
    await world.posts(body([age]));
    // The consent stands open now: a "1" from before would be a yes nobody has given.
    await world.posts(body([late]));
    expect((await world.db.query('select from consent')).rowCount).toBe(0);
    await world.posts(body([risky]));
    expect(await world.escalations()).toMatchObject([{ tier: 'high' }]);
  });

  it('kinds it has not been told of, groups and chats of another module are passed over', async () => {
    const world = await openLineWorld(line);
    const mina = somebody();
    const group = { type: 'group', groupId: `C${'1'.repeat(32)}`, userId: mina };
    const answer = await world.posts(
      body([
        said(mina, '', { type: 'messageEdited' }),
        said(mina, '', { type: 'beacon', beacon: { hwid: '1', type: 'enter' } }),
        said(mina, '안녕', { source: group }),
        said(mina, '안녕', { mode: 'standby' }),
        { type: 'join', mode: 'active', timestamp: 1, source: group, webhookEventId: ulid(1), replyToken: 'x' },
      ]),
    );
    expect(answer.status).toBe(200);
    expect((await world.db.query('select from resident')).rowCount).toBe(0);
    // Words of danger are heard whoever has the chat.
    await world.posts(body([said(mina, '죽고 싶어요', { mode: 'standby' })]));
    expect(await world.escalations()).toHaveLength(1);
  });
});

describe('when LINE does not take an answer', () => {
  it('a reply token that is too old: pushed once, under a key', async () => {
    const world = await openLineWorld(line);
    const mina = await greeted();
    await line.faults({ kind: 'error', path: '/reply$', times: 1, status: 400 });
    await line.faults({ kind: 'slow', path: '/reply$', times: 1, ms: 1 });
    // A 400 of another kind is a form LINE refuses: the same words go as plain text.
    await mina.says('시작');
    await mina.hears('나이대');
    expect((await line.record()).violations).toEqual([]);
    await quiet(world);
  });

  it('an expired token: the answer comes by push', async () => {
    const world = await openLineWorld(line);
    const mina = await greeted();
    await line.faults({ kind: 'slow', path: '/reply$', ms: 300 });
    const saying = mina.says('시작');
    await world.calls('/reply', 2);
    await line.expireTokens();
    await saying;
    await mina.hears('나이대');
    const [push] = await world.calls('/push', 1);
    expect(push?.retryKey).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8/);
    await quiet(world);
  });

  it.each(['accept-then-error', 'accept-then-hang', 'error', 'reset', 'hang', 'rate'])(
    '%s on a reply: the resident sees the answer once',
    async (kind) => {
      const world = await openLineWorld(line);
      const mina = await greeted();
      await line.faults({ kind, path: '/reply$', times: 1 });
      await mina.says('시작');
      await mina.hears('나이대');
      await quiet(world);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect((await mina.texts()).filter((text) => text.includes('나이대'))).toHaveLength(1);
      expect((await line.record()).calls.filter(({ path }) => path.endsWith('/push'))).toEqual([]);
    },
  );

  it('LINE is down for a while: the answer is sent when the lease of who committed it has ended, under one key', async () => {
    const world = await openLineWorld(line);
    const mina = await greeted();
    await line.faults({ kind: 'error', path: '/message/', times: 3 });
    await mina.says('시작');
    await world.calls('/reply', 3);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await world.passes({ seconds: 5 });
    expect(await world.unsent()).toBe(1);
    await world.passes({ seconds: 6 });
    const [refused] = await world.calls('/push', 1);
    // After a fault pushes rest a moment: nobody is hammered.
    await new Promise((resolve) => setTimeout(resolve, 1_400));
    await world.passes({ seconds: 11 });
    const [, taken] = await world.calls('/push', 2);
    expect(taken?.retryKey).toBe(refused?.retryKey);
    await mina.hears('나이대');
    expect(await world.unsent()).toBe(0);
  });

  /** The answer to 시작 never arrives; she types, is asked what she has not seen, and answers that. */
  async function typingUnseen() {
    const world = await openLineWorld(line);
    const mina = await greeted();
    await line.faults({ kind: 'error', path: '/message/', times: 2 });
    await mina.says('시작');
    await world.calls('/reply', 3);
    await world.passes({ seconds: 2 });
    await mina.says('3');
    await mina.hears('나이대');
    await mina.says('3');
    await mina.hears('저장해도 될까요');
    return { world, mina };
  }

  it('what is typed while the answer before has not arrived answers nothing they have not seen: the question is put again', async () => {
    await typingUnseen();
  });

  it('an answer that comes after a later one does not put its question again: it would be answered to another one', async () => {
    const { world, mina } = await typingUnseen();
    await world.passes({ seconds: 11 });
    await until(async () => (await world.unsent()) === 0, 'the older one is settled');
    const { chat } = await mina.view();
    const asked = chat.flatMap((one) =>
      one.from === 'account' && one.message.quickReply ? [JSON.stringify(one)] : [],
    );
    expect(asked.at(-1)).toContain('저장해도 될까요');
  });

  it('the month’s messages are used up: said aloud, not hammered, and shown for free with what the person does next', async () => {
    const world = await openLineWorld(line);
    const kim = await world.counsellor('kim');
    const mina = await started();
    await mina.says('죽고 싶어요');
    await mina.hears('혼자 견디지');
    const [row] = await kim.queue();
    expect(row).toMatchObject({ channel: 'line', reach: 'any-time' });
    await line.settings({ quota: { limit: 0, used: 0 } });
    const { fence } = (await kim.claims(row?.id ?? '')).body;
    await kim.writes(row?.id ?? '', fence, '지금 이야기 나눌 수 있어요.');
    await world.passes({ seconds: 1 });
    await world.passes({ seconds: 11 });
    await world.passes({ seconds: 11 });
    expect((await world.calls('/push', 1)).length).toBe(1);
    expect(world.logged.join()).toContain("the month's messages of LINE are used up");
    expect(await kim.text('/metrics')).toMatch(/maumjigi_line_over_quota 1\n/);
    await mina.says('네');
    const said = await mina.hears('지금 이야기 나눌 수 있어요');
    expect(said.find((one) => String(one.text).includes('나눌 수 있어요'))).toMatchObject({ sender: { name: 'kim' } });
    await quiet(world);
  });

  it('a message LINE refuses in any form is held and shown first at the next turn', async () => {
    const world = await openLineWorld(line);
    const mina = await greeted();
    await line.faults({ kind: 'error', path: '/message/', times: 4, status: 400 });
    await mina.says('시작');
    await world.calls('/reply', 2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await world.passes({ seconds: 11 });
    await line.ask('DELETE', '/control/faults');
    await mina.says('3');
    await mina.hears('나이대');
  });
});

describe('what we start ourselves', () => {
  it('a counsellor’s word is pushed with their name, and the desk does not say that it was read', async () => {
    const world = await openLineWorld(line);
    const kim = await world.counsellor('김상담');
    const mina = await started();
    await mina.says('죽고 싶어요');
    await mina.hears('혼자 견디지');
    const [row] = await kim.queue();
    const { fence } = (await kim.claims(row?.id ?? '')).body;
    await kim.writes(row?.id ?? '', fence, '안녕하세요, 잠깐 이야기 나눌까요?');
    await world.passes({ seconds: 1 });
    const said = await mina.hears('잠깐 이야기 나눌까요');
    expect(said.at(-1)).toMatchObject({ type: 'text', sender: { name: '김상담' } });
    expect((await world.calls('/push', 1)).every(({ retryKey }) => retryKey)).toBe(true);
    await mina.says('네, 괜찮아요');
    await until(
      async () => (await kim.reads(row?.id ?? '')).some(({ text }) => text.includes('괜찮아요')),
      'kim reads it',
    );
    expect((await line.record()).violations).toEqual([]);
  });

  it('who blocks the account is written to no more, and the desk says so; unblocked, what waited arrives', async () => {
    const world = await openLineWorld(line);
    const kim = await world.counsellor('kim');
    const mina = await started();
    await mina.says('죽고 싶어요');
    await mina.hears('혼자 견디지');
    await mina.blocks();
    const [row] = await kim.queue();
    expect(row).toMatchObject({ reach: 'blocked' });
    const { fence } = (await kim.claims(row?.id ?? '')).body;
    await kim.writes(row?.id ?? '', fence, '걱정하고 있어요.');
    await world.passes({ seconds: 11 });
    expect((await line.record()).calls.filter(({ path }) => path.endsWith('/push'))).toEqual([]);
    await mina.follows();
    await mina.taps('보기').catch(() => {});
    await world.passes({ seconds: 11 });
    expect((await kim.queue())[0]).toMatchObject({ reach: 'any-time' });
    await until(
      async () => (await mina.view()).chat.some((one) => JSON.stringify(one).includes('걱정하고 있어요')),
      'it arrives',
    );
  });

  it('an unfollow that comes late does not undo a follow that came after it', async () => {
    const world = await openLineWorld(line);
    const mina = somebody();
    const [unfollow, follow] = [
      said(mina, '', { type: 'unfollow' }),
      said(mina, '', { type: 'follow', follow: { isUnblocked: true } }),
    ];
    await world.posts(body([said(mina, '안녕하세요')]));
    await world.posts(body([follow]));
    await world.posts(body([unfollow]));
    const blocked = async () =>
      (await world.db.query<{ blocked: boolean }>('select blocked from address')).rows[0]?.blocked;
    expect(await blocked()).toBe(false);
    await world.posts(body([said(mina, '', { type: 'unfollow' })]));
    expect(await blocked()).toBe(true);
  });
});

describe('whom we write to', () => {
  /** Somebody at risk, whose case kim has. */
  async function inDanger(world: LineWorld, mina: LinePerson) {
    const kim = await world.counsellor('kim');
    await mina.says('죽고 싶어요');
    await mina.hears('혼자 견디지');
    const [row] = await kim.queue();
    const { fence } = (await kim.claims(row?.id ?? '')).body;
    return { kim, writes: (text: string) => kim.writes(row?.id ?? '', fence, text) };
  }
  const sees = async (mina: LinePerson, words: string) => JSON.stringify((await mina.view()).chat).includes(words);

  it('who blocked us and writes is back, though nobody was told that they unblocked us', async () => {
    const world = await openLineWorld(line);
    const mina = await started();
    const { kim, writes } = await inDanger(world, mina);
    const before = said(mina.userId, '막기 전에 쓴 말', { timestamp: Date.now() - 1_000 });
    await mina.blocks();
    await world.posts(body([before]));
    expect((await kim.queue())[0]).toMatchObject({ reach: 'blocked' });
    await world.posts(body([said(mina.userId, '돌아왔어요', { timestamp: Date.now() + 1_000 })]));
    expect((await kim.queue())[0]).toMatchObject({ reach: 'any-time' });
    await writes('걱정하고 있어요.');
    await world.passes({ seconds: 1 });
    const pushed = (await world.calls('/push', 1)).filter((call) => JSON.stringify(call.body).includes('걱정하고'));
    expect(pushed).toHaveLength(1);
  });

  it('in a second LINE account words come where the person is, whatever the first one does', async () => {
    const world = await openLineWorld(line);
    const old = await started();
    await old.says('옮기기');
    await old.hears('30분');
    const code = /^[a-z2-9]{8}$/m.exec((await old.texts()).join('\n'))?.[0] ?? '';
    const now = await line.person();
    await now.follows();
    await now.hears('시작할게요');
    await now.says(code);
    await now.hears('이어 갈게요');
    const { kim, writes } = await inDanger(world, now);
    await writes('첫 번째 말이에요.');
    await world.passes({ seconds: 1 });
    await now.hears('첫 번째 말');
    await old.blocks();
    expect((await kim.queue())[0]).toMatchObject({ reach: 'any-time' });
    await writes('두 번째 말이에요.');
    await world.passes({ seconds: 1 });
    await now.hears('두 번째 말');
    expect(await sees(old, '번째 말')).toBe(false);
    // And back again.
    await old.follows();
    await writes('세 번째 말이에요.');
    await world.passes({ seconds: 1 });
    await until(() => sees(old, '세 번째 말'), 'it comes where they are');
    expect(await sees(now, '세 번째 말')).toBe(false);
  });
});

describe('what somebody takes back', () => {
  it('is shown to nobody any more; that it rang stays', async () => {
    const world = await openLineWorld(line);
    const kim = await world.counsellor('kim');
    const mina = await started();
    const { event } = await mina.says('어젯밤에 죽고 싶었어요');
    await mina.hears('109');
    await mina.does({ type: 'unsend', messageId: event.message?.id ?? '' });
    const [row] = await kim.queue();
    expect(row?.reason).toBe('risk-words');
    const shown = JSON.stringify([await kim.opens(row?.id ?? ''), await kim.reads(row?.id ?? '')]);
    expect(shown).not.toContain('어젯밤');
    expect(shown).toContain('[보낸 분이 취소한 말]');
    expect(await world.escalations()).toMatchObject([{ open: true, tier: 'high' }]);
  });
});

describe('when we ourselves are in trouble', () => {
  it('a turn that is late: the safe text at once, the event kept, its answer pushed later', async () => {
    let slow = false;
    const world = await openLineWorld(line, ({ db }) => ({
      db: asking(db, (query) => async (...args) => {
        if (slow) await new Promise((resolve) => setTimeout(resolve, 1_300));
        return query(...args);
      }),
    }));
    const mina = await greeted();
    slow = true;
    const { deliveries } = await mina.says('시작');
    expect(deliveries[0]).toMatchObject({ status: 200 });
    expect(deliveries[0]?.ms).toBeLessThan(2_000);
    await mina.hears('급하시면 109');
    expect((await world.calls('/loading/start', 1))[0]?.body).toMatchObject({ loadingSeconds: 5 });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    slow = false;
    await world.passes({ seconds: 11 });
    await world.passes({ seconds: 11 });
    await until(
      async () => (await mina.view()).chat.some((one) => JSON.stringify(one).includes('나이대')),
      'the answer',
    );
  });

  it('danger in the very first words while the database takes nothing is kept, and heard though LINE brings it never again', async () => {
    let slow = false;
    const world = await openLineWorld(line, ({ db }) => ({
      db: asking(db, (query) => async (...args) => {
        if (slow) await new Promise((resolve) => setTimeout(resolve, 3_000));
        return query(...args);
      }),
    }));
    await greeted();
    const mina = await line.person();
    slow = true;
    expect((await mina.says('죽고 싶어요')).deliveries[0]).toMatchObject({ status: 200 });
    await mina.hears('119에 전화해 주세요');
    slow = false;
    await until(async () => {
      await world.aways();
      return (await world.escalations()).length > 0;
    }, 'the case is opened');
    await world.dispatch.round();
    await mina.hears('짧은 질문');
    expect(await world.turns()).toHaveLength(3);
  });

  it('the database takes nothing: the safe text by the reply token, and brought again it is heard at once', async () => {
    let down = false;
    const world = await openLineWorld(line, ({ db }) => {
      const away =
        (query: Query): Query =>
        async (...args) => {
          if (down) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
          return query(...args);
        };
      const transaction = async (...args: Parameters<typeof db.transaction>) => {
        if (down) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
        return db.transaction(...args);
      };
      const reserved = { ...db.reserved, query: away(db.reserved.query), transaction };
      return { db: { ...asking(db, away), transaction, reserved } as typeof db };
    });
    const mina = await greeted();
    down = true;
    const { deliveries, event } = await mina.says('죽고 싶어요');
    expect(deliveries[0]?.status).toBe(200);
    await mina.hears('119에 전화해 주세요');
    down = false;
    await world.posts(body([{ ...event, deliveryContext: { isRedelivery: true } }]));
    expect(await world.escalations()).toMatchObject([{ tier: 'high' }]);
    await until(
      async () => (await mina.view()).chat.some((one) => JSON.stringify(one).includes('혼자 견디지')),
      'the card',
    );
  });

  it('what is logged names nobody and quotes nothing', async () => {
    const world = await openLineWorld(line);
    const mina = await greeted();
    await mina.says('제 이름은 비밀이에요');
    await line.faults({ kind: 'error', path: '/reply$', times: 2 });
    await mina.says('또 비밀이에요');
    await world.calls('/reply', 4);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const all = world.logged.join('\n');
    expect(all).toContain('LINE did not take a reply');
    expect(all).not.toContain('비밀');
    expect(all).not.toContain(mina.userId);
    const [sealed] = (await world.db.query<{ id: Buffer }>('select sealed_id as id from address')).rows;
    expect(sealed?.id.includes(mina.userId)).toBe(false);
  });
});
