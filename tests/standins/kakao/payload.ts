/** What a person does in KakaoTalk, and the SkillPayload Kakao makes of it (CHANNELS B1). */
import { randomBytes } from 'node:crypto';
import type { Thing } from './rules.ts';

export type Act =
  /** The chat is opened for the first time: the welcome block. */
  | { type: 'enter' }
  | { type: 'text'; text: string }
  | { type: 'sticker' }
  | { type: 'photo' }
  /** A tap on a quick reply, a button of a card, or a row of a list card, as it was sent to us. */
  | { type: 'tap'; on: 'quickReply' | 'button' | 'listItem'; what: Thing };

export interface Account {
  botId: string;
  botName: string;
}

export interface Speaker {
  userId: string;
  plusfriendUserKey: string;
  isFriend: boolean;
}

const triggers = { quickReply: 'QUICKREPLY_BUTTON', button: 'CARD_BUTTON', listItem: 'LIST_ITEM' } as const;

export function payloadOf(act: Act, { botId, botName }: Account, who: Speaker, callbackUrl?: string): Thing {
  const block = act.type === 'enter' ? { id: id(), name: '웰컴 블록' } : { id: id(), name: '폴백 블록' };
  return {
    intent: { id: block.id, name: block.name, extra: { reason: { code: 1, message: 'OK' } } },
    userRequest: {
      timezone: 'Asia/Seoul',
      params: { ignoreMe: 'true', surface: 'Kakaotalk.plusfriend' },
      block,
      utterance: utteranceOf(act),
      lang: 'ko',
      user: {
        id: who.userId,
        type: 'botUserKey',
        properties: {
          botUserKey: who.userId,
          bot_user_key: who.userId,
          plusfriendUserKey: who.plusfriendUserKey,
          plusfriend_user_key: who.plusfriendUserKey,
          // Only there when it is true.
          ...(who.isFriend ? { isFriend: true } : {}),
        },
      },
      ...(callbackUrl === undefined ? {} : { callbackUrl }),
    },
    bot: { id: botId, name: botName },
    action: {
      id: id(),
      name: 'maumjigi',
      params: {},
      detailParams: {},
      clientExtra: act.type === 'tap' && act.what.extra !== undefined ? act.what.extra : null,
    },
    contexts: [],
    flow: { trigger: { type: triggerOf(act) }, lastBlock: { id: block.id, name: block.name } },
  };
}

const id = (): string => randomBytes(12).toString('hex');

function utteranceOf(act: Act): string {
  switch (act.type) {
    case 'enter':
      return '웰컴';
    case 'text':
      return act.text;
    // Neither comes as a structured message; measured shapes, see CHANNELS B1.
    case 'sticker':
      return '(이모티콘)';
    case 'photo':
      return 'https://talk.kakaocdn.net/dna/photo/l.jpg';
    case 'tap':
      return String(act.what.messageText ?? act.what.label ?? act.what.title ?? '');
  }
}

function triggerOf(act: Act): string {
  if (act.type !== 'tap') return 'TEXT_INPUT';
  return `${triggers[act.on]}_${act.what.action === 'block' ? 'BLOCK' : 'MESSAGE'}`;
}
