/** KakaoTalk: the skill server, its bots, and what is sent by us. */
import { z } from 'zod';
import {
  type Fault,
  type Given,
  isRange,
  isSecret,
  listed,
  missing,
  nullable,
  oneOf,
  origin,
  type ValuesOf,
} from './setting.ts';

export interface KakaoConfig {
  /** Values of the header x-skill-secret; two while one is being replaced. */
  secrets: string[];
  /** Without the `!` of a development channel. Empty: every bot is taken. */
  botIds: string[];
  /** Addresses and ranges that may call. Empty: any. */
  networks: string[];
  eventApiBaseUrl: string;
  /** null: nothing is ever sent by us. */
  events: { restKey: string; name: string } | null;
  /** A button to the centre's own consultation in KakaoTalk. */
  consultation: boolean;
  channelUrl: string | null;
}

export const kakaoSettings = {
  KAKAO_SKILL_SECRET: nullable({
    schema: listed.refine((all) => all.length <= 2 && all.every((one) => isSecret(one)), 'is not one or two secrets'),
    allowed: 'what the header x-skill-secret carries; two with a comma between while one is being replaced',
    remedy:
      'make one with "openssl rand -hex 32" and write it into the skill (docs/kakao.md), or leave all KAKAO_* unset',
  }),
  KAKAO_BOT_IDS: {
    schema: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim().replace(/!$/, '')))
      .refine((all) => all.every((one) => /^[\w-]{1,64}$/.test(one)), 'is no list of bot ids'),
    fallback: [] as string[],
    allowed: 'ids of bots with commas between; the ! of a development channel may stay',
    remedy: "copy the id from the address of the bot's page at the chatbot admin centre (docs/kakao.md)",
  },
  KAKAO_SKILL_IPS: {
    schema: listed.refine((all) => all.every(isRange), 'is no list of addresses'),
    fallback: [] as string[],
    allowed: 'addresses or CIDR ranges with commas between',
    remedy: 'leave it unset unless Kakao has told you its addresses; behind a proxy TRUST_PROXY must be right',
  },
  KAKAO_EVENT_API_BASE_URL: {
    ...origin('leave it unset; another address is for tests'),
    fallback: 'https://bot-api.kakao.com',
  },
  KAKAO_REST_KEY: nullable({
    schema: z.string().refine(isSecret, 'is not a REST API key'),
    allowed: 'the REST API key of the Kakao Developers app that is linked to the bot',
    remedy: 'copy it, or leave it unset: then nothing is ever sent by us, and nothing is paid',
  }),
  KAKAO_EVENT_NAME: {
    schema: z.string().regex(/^[^\p{Cc}]{1,100}$/u, 'is too long, or not on one line'),
    fallback: 'maumjigi_news',
    allowed: 'the name of the event as it stands at the block, 1 to 100 characters',
    remedy: 'leave it unset for maumjigi_news, and give the event that name (docs/kakao.md)',
  },
  KAKAO_CHANNEL_URL: nullable({
    schema: z.string().regex(/^https:\/\/pf\.kakao\.com\/_\w{1,30}$/, 'is not the address of a KakaoTalk channel'),
    allowed: 'https://pf.kakao.com/_ and the id of the channel',
    remedy: 'copy the channel URL from the channel manager centre, or leave it unset: then no page leads to it',
  }),
  KAKAO_CONSULTATION: oneOf(['off', 'on'], 'off'),
};

export function kakaoFaults(given: Given<typeof kakaoSettings>): Fault[] {
  const one = (['KAKAO_BOT_IDS', 'KAKAO_SKILL_IPS', 'KAKAO_REST_KEY'] as const).find((name) => given(name));
  return one && !given('KAKAO_SKILL_SECRET')
    ? [missing('KAKAO_SKILL_SECRET', `${one} is set`, kakaoSettings.KAKAO_SKILL_SECRET)]
    : [];
}

/** null: KakaoTalk is not set up. */
export const kakaoOf = (values: ValuesOf<typeof kakaoSettings>): KakaoConfig | null =>
  values.KAKAO_SKILL_SECRET && {
    secrets: values.KAKAO_SKILL_SECRET,
    botIds: values.KAKAO_BOT_IDS,
    networks: values.KAKAO_SKILL_IPS,
    eventApiBaseUrl: values.KAKAO_EVENT_API_BASE_URL,
    events: values.KAKAO_REST_KEY === null ? null : { restKey: values.KAKAO_REST_KEY, name: values.KAKAO_EVENT_NAME },
    consultation: values.KAKAO_CONSULTATION === 'on',
    channelUrl: values.KAKAO_CHANNEL_URL,
  };
