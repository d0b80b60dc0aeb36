/** KakaoTalk beside a world: the stand-in calls the skill as Kakao does, and holds every answer against the guide's limits. */
import { onTestFinished } from 'vitest';
import type { KakaoSettings } from '../../bot/channels/kakao/client.ts';
import type { Button, Output, QuickReply, SkillResponse } from '../../bot/channels/kakao/render.ts';
import type { Ground } from '../../main.ts';
import { listen } from '../standins/http.ts';
import type { How } from '../standins/kakao/channel.ts';
import type { Act } from '../standins/kakao/payload.ts';
import type { Thing } from '../standins/kakao/rules.ts';
import { kakaoServer } from '../standins/kakao/server.ts';
import { openWorld, type World } from './world.ts';

export const secret = 'a-secret-of-this-test-only-0123456789abcdef';
export const botId = '65f0c0ffee0000000000beef';

export const settings: KakaoSettings = {
  secrets: [secret],
  botIds: [botId],
  networks: [],
  eventApiBaseUrl: 'https://bot-api.kakao.com',
  events: null,
  consultation: false,
  channelUrl: null,
};

type How2 = How & { copies?: number };

/** A world with KakaoTalk set up. events: Kakao's event API is there, and paid for. */
export async function openKakao(
  change: (ground: Ground) => Partial<Ground> = () => ({}),
  own: Partial<KakaoSettings> & { withEvents?: boolean } = {},
  database?: Parameters<typeof openWorld>[1],
) {
  const { withEvents, ...changed } = own;
  const platform = {
    skillUrl: '',
    secret,
    restKey: 'rest-key-of-this-test',
    botId,
    botName: '마음지기',
    callbackBase: '',
  };
  const server = kakaoServer(platform);
  const { server: http, port } = await listen(server.app, 0, '127.0.0.1');
  platform.callbackBase = `http://127.0.0.1:${port}`;
  onTestFinished(async () => {
    server.end();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  const kakao: KakaoSettings = {
    ...settings,
    eventApiBaseUrl: platform.callbackBase,
    ...(withEvents ? { events: { restKey: platform.restKey, name: 'maumjigi_news' } } : {}),
    ...changed,
  };
  const world = await openWorld((ground) => ({ channels: { kakao }, ...change(ground) }), database);
  platform.skillUrl = `${world.chatUrl}/webhooks/kakao`;
  const control = async (path: string, body?: unknown) => {
    const response = await fetch(`${platform.callbackBase}/control${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Thing;
  };
  return { ...world, platform, control, somebody: () => somebody(control, world) };
}

export type KakaoWorld = Awaited<ReturnType<typeof openKakao>>;

interface Exchange {
  status: number;
  outcome: string;
  ms: number;
  response: SkillResponse;
  violations: string[];
  notes: string[];
}

/** Somebody who talks to the bot in KakaoTalk. */
async function somebody(control: (path: string, body?: unknown) => Promise<Thing>, world: World) {
  const { userId } = (await control('/people', {})) as { userId: string };
  let last: Exchange | null = null;
  const does = async (act: Act, how: How2 = {}): Promise<Exchange> => {
    const { exchanges } = (await control(`/people/${userId}/acts`, { act, how })) as unknown as {
      exchanges: Exchange[];
    };
    for (const exchange of exchanges) {
      if (exchange.violations.length > 0)
        throw new Error(`Kakao would not show this: ${exchange.violations.join('; ')}`);
    }
    last = exchanges[0] ?? last;
    // Kakao numbers nothing: the same thing once more counts as new only a moment later.
    world.clock.advance({ seconds: 2 });
    if (!last) throw new Error('Kakao did not call the skill');
    return last;
  };
  const outputs = (): Output[] => last?.response?.template?.outputs ?? [];
  const buttons = (): (Button | QuickReply)[] => [
    ...outputs().flatMap((output) => ('textCard' in output ? output.textCard.buttons : [])),
    ...(last?.response?.template?.quickReplies ?? []),
  ];
  const person = {
    userId,
    enters: (how?: How2) => does({ type: 'enter' }, how),
    says: (text: string, how?: How2) => does({ type: 'text', text }, how),
    sticker: () => does({ type: 'sticker' }),
    photo: () => does({ type: 'photo' }),
    /** A tap on what the last answer shows, by what its whole label is. */
    taps: async (label: string, how?: How2) => {
      const what = buttons().find((one) => ('messageText' in one ? one.messageText : one.label) === label);
      if (!what) throw new Error(`No button "${label}"; there are ${buttons().map((one) => one.label)}`);
      const quick = last?.response.template.quickReplies?.includes(what as QuickReply);
      return does({ type: 'tap', on: quick ? 'quickReply' : 'button', what: what as unknown as Thing }, how);
    },
    button: (label: string) => buttons().find((one) => one.label === label),
    /** Taps something that was shown before. */
    tapsOld: (what: unknown) => does({ type: 'tap', on: 'button', what: what as Thing }),
    buttons: () => buttons().map((one) => ('messageText' in one ? one.messageText : one.label) ?? ''),
    texts: () =>
      outputs().map((output) => ('simpleText' in output ? output.simpleText.text : output.textCard.description)),
    sees: () =>
      outputs()
        .map((output) => ('simpleText' in output ? output.simpleText.text : output.textCard.description))
        .join('\n---\n'),
    last: () => last,
    link: () => {
      const button = buttons().find((one) => one.action === ('webLink' as string)) as Button | undefined;
      return button?.webLinkUrl ?? '';
    },
    /** From the greeting to the first item. */
    starts: async (age = '19~34세') => {
      await person.enters();
      await person.taps('시작할게요');
      await person.taps(age);
      await person.taps('동의해요');
    },
    /** Items by the place of their answer: PHQ-9 0–3, ASQ 0 yes, 1 no. */
    answers: async (places: readonly number[]) => {
      for (const place of places) await person.taps(person.buttons()[place] ?? '');
    },
  };
  return person;
}

export type KakaoPerson = Awaited<ReturnType<typeof somebody>>;
