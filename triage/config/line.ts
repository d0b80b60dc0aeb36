/** LINE: the account, and whom its words are believed to be of. */
import { z } from 'zod';
import { type Fault, type Given, isSecret, listed, missing, nullable, origin, type ValuesOf } from './setting.ts';

export interface LineConfig {
  /** The channel secret; two while one is being replaced. */
  secrets: string[];
  accessToken: string;
  apiBaseUrl: string;
  /** null: what LINE's API says. */
  botUserId: string | null;
  basicId: string | null;
}

export const lineSettings = {
  LINE_CHANNEL_SECRET: nullable({
    schema: listed.refine(
      (all) => all.length <= 2 && all.every((one) => isSecret(one)),
      'is not one or two channel secrets',
    ),
    allowed: 'the channel secret; two with a comma between while one is being replaced',
    remedy: 'copy it from the LINE Developers console, Basic settings (docs/line.md), or leave all LINE_* unset',
  }),
  LINE_CHANNEL_ACCESS_TOKEN: nullable({
    schema: z.string().refine(isSecret, 'is not a channel access token'),
    allowed: 'the channel access token, without spaces',
    remedy: 'issue it in the LINE Developers console, Messaging API (docs/line.md), or leave all LINE_* unset',
  }),
  LINE_API_BASE_URL: { ...origin('leave it unset; another address is for tests'), fallback: 'https://api.line.me' },
  LINE_BOT_USER_ID: nullable({
    schema: z.string().regex(/^U[0-9a-f]{32}$/, 'is not the user id of a LINE account'),
    allowed: 'U and 32 hexadecimal digits',
    remedy: 'copy "Your user ID" of the bot from the console, or leave it unset: LINE is asked',
  }),
  LINE_BASIC_ID: nullable({
    schema: z.string().regex(/^@[\w.-]{1,30}$/, 'is not the basic id of a LINE account'),
    allowed: '@ and 1 to 30 letters, digits, dots, hyphens or underscores',
    remedy: 'copy the "Bot basic ID" from the console, or leave it unset: then no page leads to the account',
  }),
};

const needed = ['LINE_CHANNEL_SECRET', 'LINE_CHANNEL_ACCESS_TOKEN'] as const;

/** With one of the two residents would be heard and not answered, or the other way round. */
export function lineFaults(given: Given<typeof lineSettings>): Fault[] {
  const one = needed.find((name) => given(name));
  const other = needed.find((name) => !given(name));
  return one && other ? [missing(other, `${one} is set`, lineSettings[other])] : [];
}

/** null: LINE is not set up. */
export const lineOf = (values: ValuesOf<typeof lineSettings>): LineConfig | null =>
  values.LINE_CHANNEL_SECRET && values.LINE_CHANNEL_ACCESS_TOKEN
    ? {
        secrets: values.LINE_CHANNEL_SECRET,
        accessToken: values.LINE_CHANNEL_ACCESS_TOKEN,
        apiBaseUrl: values.LINE_API_BASE_URL,
        botUserId: values.LINE_BOT_USER_ID,
        basicId: values.LINE_BASIC_ID,
      }
    : null;
