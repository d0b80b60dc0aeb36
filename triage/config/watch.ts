/** The watchdog: its own ways to whoever looks after the installation, and its canary. */
import { z } from 'zod';
import {
  type Fault,
  isSecret,
  listed,
  mailServer,
  missing,
  nullable,
  port,
  type Setting,
  type ValuesOf,
  webAddress,
} from './setting.ts';

/** The watchdog's own ways: nothing of what it watches is used to tell of it. */
export interface WatchConfig {
  /** Its listener: the canary's pages, and its own health. */
  port: number;
  hook: { url: string; secret: string } | null;
  mail: { server: string; from: string; to: string[] } | null;
  /** Asked for once a minute while all is well. */
  heartbeatUrl: string | null;
  /** Minutes between two canaries; 0: none. */
  canaryMinutes: number;
}

const mailAddresses = (most: number, remedy: string): Omit<Setting<string[]>, 'fallback'> => ({
  schema: listed.refine(
    (all) => all.length <= most && all.every((one) => /^[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+$/.test(one)),
    most === 1 ? 'is not one e-mail address' : 'is no list of e-mail addresses',
  ),
  allowed:
    most === 1
      ? 'one e-mail address, without a name'
      : `1 to ${most} e-mail addresses with commas between, without names`,
  remedy,
});

export const watchSettings = {
  CANARY_URL: nullable({
    schema: webAddress,
    allowed: "the address of the watchdog's listener with the path /page, e.g. http://watchdog:3002/page",
    remedy: 'correct it, or leave it unset where no watchdog runs',
  }),
  CANARY_MINUTES: {
    schema: z
      .string()
      .regex(/^\d{1,4}$/, 'is not a whole number')
      .transform(Number)
      .refine((n) => n <= 60, 'is too many'),
    fallback: 5,
    allowed: 'whole minutes from 1 to 60, or 0 for no canary',
    remedy: 'correct it, or leave it unset for 5',
  },
  WATCHDOG_PORT: port(3002),
  WATCHDOG_HOOK_URL: nullable({
    schema: webAddress,
    allowed: 'an http:// or https:// address that takes a signed POST (docs/operating.md)',
    remedy: 'correct it, or leave it unset and set WATCHDOG_SMTP_URL',
  }),
  WATCHDOG_HOOK_SECRET: nullable({
    schema: z
      .string()
      .refine(isSecret, 'is not a secret')
      .refine((text) => text.length >= 32, 'is too short'),
    allowed: '32 visible characters or more, without commas',
    remedy: 'make one with "openssl rand -hex 32" and give it to whoever receives the hook',
  }),
  WATCHDOG_SMTP_URL: nullable({
    schema: mailServer,
    allowed:
      'smtps://user:password@host:465 or smtp://user:password@host:587, another server than SMTP_URL if there is one',
    remedy: 'correct it, or leave it unset and set WATCHDOG_HOOK_URL',
  }),
  WATCHDOG_MAIL_FROM: nullable(mailAddresses(1, 'write the address that server lets you send from')),
  WATCHDOG_MAIL_TO: nullable(mailAddresses(10, 'write who looks after this installation, also at night')),
  HEARTBEAT_URL: nullable({
    schema: webAddress,
    allowed: 'an http:// or https:// address that is asked for once a minute while all is well',
    remedy: 'copy it from a service that alarms when it is not asked for, or leave it unset',
  }),
};

type Values = ValuesOf<typeof watchSettings>;

/** Eyes that can tell nobody are none: a way must be whole, and a watchdog must have one. */
export function watchFaults(values: Values, role: string): Fault[] {
  const lacks = (name: keyof Values, why: string) => missing(name, why, watchSettings[name]);
  return [
    ...(values.WATCHDOG_HOOK_URL && values.WATCHDOG_HOOK_SECRET === null
      ? [lacks('WATCHDOG_HOOK_SECRET', 'WATCHDOG_HOOK_URL is set')]
      : []),
    ...(['WATCHDOG_MAIL_FROM', 'WATCHDOG_MAIL_TO'] as const)
      .filter((name) => values.WATCHDOG_SMTP_URL && values[name] === null)
      .map((name) => lacks(name, 'WATCHDOG_SMTP_URL is set')),
    ...(role === 'watchdog' && values.WATCHDOG_HOOK_URL === null && values.WATCHDOG_SMTP_URL === null
      ? [lacks('WATCHDOG_HOOK_URL', 'ROLE is watchdog: it could tell nobody')]
      : []),
  ];
}

export const watchOf = (values: Values): WatchConfig => ({
  port: values.WATCHDOG_PORT,
  hook:
    values.WATCHDOG_HOOK_URL && values.WATCHDOG_HOOK_SECRET
      ? { url: values.WATCHDOG_HOOK_URL, secret: values.WATCHDOG_HOOK_SECRET }
      : null,
  mail:
    values.WATCHDOG_SMTP_URL && values.WATCHDOG_MAIL_FROM?.[0] && values.WATCHDOG_MAIL_TO
      ? { server: values.WATCHDOG_SMTP_URL, from: values.WATCHDOG_MAIL_FROM[0], to: values.WATCHDOG_MAIL_TO }
      : null,
  heartbeatUrl: values.HEARTBEAT_URL,
  canaryMinutes: values.CANARY_MINUTES,
});
