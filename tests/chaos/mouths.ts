/** How a made-up resident speaks: by the page, by LINE, by KakaoTalk. Each is what the real client does, patience and repetition
 *  included; each event is in the ledger before it is sent. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sorry } from '../../triage/say.ts';
import type { Chance } from '../harness/chance.ts';
import { callSkill } from '../standins/kakao/caller.ts';
import { payloadOf } from '../standins/kakao/payload.ts';
import type { Thing } from '../standins/kakao/rules.ts';
import { eventOf, redelivered, type WebhookEvent } from '../standins/line/events.ts';
import type { Channel } from './ledgerFile.ts';
import type { Choice, Deed, Screen } from './plan.ts';

/** One event on its way to somewhere. `send` is one try and gives the status, 0: no answer. */
export interface Outgoing {
  event: string;
  send(again: boolean): Promise<number>;
}

export interface Mouth {
  channel: Channel;
  opens(): Outgoing;
  does(deed: Deed): Outgoing;
  /** What they see now; null: nothing came. */
  sees(): Promise<Screen | null>;
}

export interface Doors {
  /** Residents' listeners; each request goes to one of them. */
  bots: readonly string[];
  lineUrl: string;
  kakaoSecret: string;
  kakaoBotId: string;
  chance: Chance;
}

/** Longer than the house promises to take, and shorter than anybody waits. */
const patienceMs = 8_000;

export function webMouth({ bots, chance }: Doors): Mouth {
  let cookie = '';
  let screen: Screen | null = null;
  const ip = `10.${chance.between(0, 255)}.${chance.between(0, 255)}.${chance.between(1, 254)}`;
  const post = (path: string, key: string, body: object) => async (): Promise<number> => {
    try {
      const response = await fetch(chance.of(bots) + path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          'x-forwarded-for': ip,
          ...(cookie ? { cookie } : {}),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(patienceMs),
      });
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
      const { replies = [] } = (await response.json()) as { replies?: Shown[] };
      if (response.status === 200) screen = screenOf(replies) ?? screen;
      return response.status;
    } catch {
      return 0;
    }
  };
  return {
    channel: 'web',
    opens() {
      const key = randomUUID();
      return { event: `web:open:${key}`, send: post('/chat/session', key, { lang: 'ko' }) };
    },
    does(deed) {
      const key = randomUUID();
      const body = deed.type === 'says' ? { text: deed.text } : { choice: deed.choice.carries };
      return { event: `web:${key}`, send: post('/chat/messages', key, body) };
    },
    sees: async () => screen,
  };
}

interface Shown {
  type: string;
  text: string;
  choices?: { id: string; label: string }[];
}

function screenOf(replies: readonly Shown[]): Screen | null {
  const ask = replies.findLast(({ type }) => type === 'ask');
  if (!ask) return null;
  return { text: ask.text, choices: (ask.choices ?? []).map(({ id, label }) => ({ label, carries: id })) };
}

/** The stand-in sends, signs and hands out reply tokens as LINE does; when something is sent again, and in which order, is decided here. */
export function lineMouth({ lineUrl }: Doors): Mouth {
  const userId = `U${randomBytes(16).toString('hex')}`;
  let seen = 0;
  const ask = async (path: string, body?: object): Promise<Thing> => {
    const response = await fetch(`${lineUrl}/control${path}`, {
      method: body ? 'POST' : 'GET',
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
    return (await response.json()) as Thing;
  };
  const outgoing = (given: WebhookEvent): Outgoing => ({
    event: `line:${given.webhookEventId}`,
    async send(again) {
      const told = await ask('/events', { events: [again ? redelivered(given) : given] });
      return (told.deliveries as { status: number }[] | undefined)?.[0]?.status ?? 0;
    },
  });
  const chat = async () => (await ask(`/people/${userId}`)).chat as { from: string; message: Thing }[];
  return {
    channel: 'line',
    opens: () => outgoing(eventOf(userId, { type: 'follow' }, Date.now())),
    does: (deed) =>
      outgoing(
        eventOf(
          userId,
          deed.type === 'says'
            ? { type: 'text', text: deed.text }
            : { type: 'postback', data: String(deed.choice.carries), displayText: deed.choice.label },
          Date.now(),
        ),
      ),
    /** Waits until something new has come: by the reply, or later by a push. */
    async sees() {
      for (const until = Date.now() + 2 * patienceMs; Date.now() < until; await wait(50)) {
        const entries = await chat();
        if (entries.length <= seen) continue;
        const found = entries.slice(seen).findLast(({ message }) => quickIn(message).length > 0);
        if (!found) continue;
        seen = entries.length;
        return { text: JSON.stringify(found.message), choices: quickIn(found.message) };
      }
      return null;
    },
  };
}

function quickIn(message: Thing): Choice[] {
  const items = ((message.quickReply as Thing | undefined)?.items ?? []) as { action: Thing }[];
  return items
    .filter(({ action }) => action.type === 'postback')
    .map(({ action }) => ({ label: String(action.displayText ?? action.label), carries: action.data }));
}

/** Kakao calls once and never again; the person taps once more. */
export function kakaoMouth({ bots, kakaoSecret, kakaoBotId, chance }: Doors): Mouth {
  const userId = randomBytes(16).toString('hex');
  const who = { userId, plusfriendUserKey: randomBytes(8).toString('hex'), isFriend: true };
  const account = { botId: kakaoBotId, botName: '마음지기' };
  let screen: Screen | null = null;
  const outgoing = (act: Parameters<typeof payloadOf>[0], mark: string): Outgoing => ({
    event: `kakao:${nameOf(`${kakaoBotId}/${userId}`, mark)}`,
    async send() {
      const to = { url: `${chance.of(bots)}/webhooks/kakao`, secret: kakaoSecret };
      const { status, response } = await callSkill(to, payloadOf(act, account, who));
      if (status !== 200) return status;
      if (isAskedAgain(response)) return 503;
      screen = kakaoScreen(response as Thing) ?? screen;
      return status;
    },
  });
  return {
    channel: 'kakao',
    opens: () => outgoing({ type: 'enter' }, 'open'),
    does(deed) {
      if (deed.type === 'says') return outgoing({ type: 'text', text: deed.text }, `said\0${deed.text}`);
      const what = deed.choice.carries as Thing & { extra: { choice: string; turn?: number } };
      const mark = `tap\0${what.extra.choice}\0${what.extra.turn ?? ''}`;
      return outgoing({ type: 'tap', on: 'quickReply', what }, mark);
    },
    sees: async () => screen,
  };
}

/** KakaoTalk shows nothing but a 200: whoever is not heard for now is asked in words to send it again. */
const isAskedAgain = (response: unknown): boolean =>
  (['busy', 'rate'] as const).some((why) => JSON.stringify(response).includes(sorry('ko', why).text.slice(0, 20)));

/** Kakao numbers nothing: the house names an event by who did what (docs/kakao.md). */
const nameOf = (from: string, mark: string): string =>
  createHash('sha256')
    .update(JSON.stringify([from, mark]))
    .digest('base64url')
    .slice(0, 27);

function kakaoScreen(response: Thing): Screen | null {
  const { outputs = [], quickReplies = [] } = (response.template ?? {}) as {
    outputs?: Thing[];
    quickReplies?: Thing[];
  };
  const buttons = outputs.flatMap((output) => ((output.textCard as Thing | undefined)?.buttons ?? []) as Thing[]);
  const choices = [...buttons, ...quickReplies].filter((one) => (one.extra as Thing | undefined)?.choice !== undefined);
  if (choices.length === 0) return null;
  const carried = choices.map((one) => ({ label: String(one.messageText ?? one.label), carries: one }));
  return { text: JSON.stringify(outputs), choices: carried };
}
