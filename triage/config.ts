/** Every setting, read once at the door. Nothing here opens, reads or writes anything. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { isMailAddress } from './mailAddress.ts';

export const roles = ['all', 'bot', 'desk', 'worker', 'watchdog', 'migrate'] as const;
const environments = ['production', 'development', 'test'] as const;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export interface Config {
  role: (typeof roles)[number];
  port: number;
  deskPort: number;
  deskHost: string;
  /** Where browsers reach the desk; https makes its cookies Secure. Without a slash at its end. */
  deskUrl: string;
  /** Without a slash at its end: `${publicUrl}/c/${code}`. */
  publicUrl: string;
  /** As Express's `trust proxy` takes it. */
  trustProxy: false | number | string[];
  /** null: the embedded database in `dataDir`. */
  databaseUrl: string | null;
  /** null: one process, and what Redis would hold stays in its memory. */
  redisUrl: string | null;
  /** Where this process reaches the residents' listener itself, for rehearsals. Without a slash at its end. */
  chatUrl: string;
  /** Where the canary's page is brought; null: no canary flies here. */
  canaryUrl: string | null;
  /** Only of the role watchdog. */
  watch: WatchConfig;
  dataDir: string;
  /** 32 bytes. null: main makes one and keeps it in `dataDir` (embedded database only). */
  masterKey: Buffer | null;
  nodeEnv: (typeof environments)[number];
  logLevel: (typeof logLevels)[number];
  /** The messengers that are set up; each by its own settings. */
  channels: { line: LineConfig | null; kakao: KakaoConfig | null };
  notices: NoticeConfig;
  /** What the embedded default calls its one centre. */
  centerName: string;
}

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

export interface LineConfig {
  /** The channel secret; two while one is being replaced. */
  secrets: string[];
  accessToken: string;
  apiBaseUrl: string;
  /** null: what LINE's API says. */
  botUserId: string | null;
  basicId: string | null;
}

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

/** How staff are told outside the desk. */
export interface NoticeConfig {
  /** null: no mail is sent. */
  mail: MailConfig | null;
  /** Whom a push service may write to about us (VAPID `sub`): `mailto:…` or `https://…`. */
  contact: string;
  /** Names and addresses inside the centre's network that hooks and team chats may lead to, lower case. */
  privateHosts: string[];
}

export interface MailConfig {
  host: string;
  port: number;
  login: { user: string; password: string } | null;
  /** implicit: TLS from the first byte. required: STARTTLS or nothing is sent. none: plain, inside a machine or a closed network. */
  tls: 'implicit' | 'required' | 'none';
  from: string;
}

/** What is wrong with one setting. Never holds its value: a secret may stand in the wrong variable. */
export interface Fault {
  name: string;
  wrong: string;
  allowed: string;
  remedy: string;
}

export class ConfigError extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: Fault[]) {
    const lines = faults.map((f) => `  ${f.name} ${f.wrong}.\n    Allowed: ${f.allowed}.\n    To do: ${f.remedy}.`);
    const count = faults.length === 1 ? 'One setting is wrong' : `${faults.length} settings are wrong`;
    super(`${count}; nothing was started.\n${lines.join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

interface Setting<T> {
  /** Reads the text as it stands in the environment; its issue's message says what was wrong. */
  schema: z.ZodType<T, string>;
  fallback: T;
  allowed: string;
  remedy: string;
}

const oneOf = <T extends string>(values: readonly T[], fallback: T): Setting<T> => ({
  schema: z.enum(values, 'is none of the known words'),
  fallback,
  allowed: values.join(', '),
  remedy: `choose one of these, or leave it unset for ${fallback}`,
});

const port = (fallback: number): Setting<number> => ({
  schema: z
    .string()
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .refine((n) => n >= 1 && n <= 65_535, 'is not a port'),
  fallback,
  allowed: 'a whole number from 1 to 65535',
  remedy: `correct it, or leave it unset for ${fallback}`,
});

const nullable = <T>(setting: Omit<Setting<T>, 'fallback'>): Setting<T | null> => ({ ...setting, fallback: null });

const origin = (remedy: string): Omit<Setting<string>, 'fallback'> => ({
  schema: z
    .string()
    .refine(isOrigin, 'is not a plain web address')
    .transform((text) => new URL(text).origin),
  allowed: 'http:// or https://, a host and maybe a port, without a path or a login',
  remedy,
});

const webAddress = z.string().refine((text) => isUrl(text, ['http:', 'https:']), 'is not a web address');

const mailAddresses = (most: number, remedy: string): Omit<Setting<string[]>, 'fallback'> => ({
  schema: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine(
      (all) => all.length <= most && all.every((one) => /^[\w.+-]{1,64}@[\w-]+(\.[\w-]+)+$/.test(one)),
      most === 1 ? 'is not one e-mail address' : 'is no list of e-mail addresses',
    ),
  allowed:
    most === 1
      ? 'one e-mail address, without a name'
      : `1 to ${most} e-mail addresses with commas between, without names`,
  remedy,
});

const settings = {
  ROLE: oneOf(roles, 'all'),
  PORT: port(3000),
  DESK_PORT: port(3001),
  DESK_HOST: {
    schema: z.string().refine(isHost, 'is neither an address nor a host name'),
    fallback: '127.0.0.1',
    allowed: 'one IP address or host name of this machine, without a port',
    remedy: 'leave it unset for 127.0.0.1; 0.0.0.0 opens the desk to the whole network',
  },
  PUBLIC_URL: nullable(origin('write the address residents reach, e.g. https://chat.example.kr, or leave it unset')),
  DESK_URL: nullable(origin('write the address staff reach, e.g. https://desk.example.kr, or leave it unset')),
  TRUST_PROXY: {
    schema: z.string().transform((text, context) => {
      const trusted = readTrust(text);
      if (trusted !== undefined) return trusted;
      context.addIssue({ code: 'custom', message: 'is neither a number of proxies nor a list of addresses' });
      return z.NEVER;
    }),
    fallback: false as const,
    // `true` would let every visitor write the address that limits and audit believe.
    allowed:
      'how many proxies stand in front (0 to 9), or their addresses or CIDR ranges, or loopback, linklocal, uniquelocal, with commas between',
    remedy: 'write 1 behind one proxy of your own, or leave it unset when there is none',
  },
  DATABASE_URL: nullable({
    schema: z.string().refine((text) => isUrl(text, ['postgres:', 'postgresql:']), 'is not a Postgres address'),
    allowed: 'postgres://user:password@host:5432/database, with special characters of the password percent-encoded',
    remedy: 'correct it, or leave it unset for the embedded database',
  }),
  REDIS_URL: nullable({
    schema: z.string().refine((text) => isUrl(text, ['redis:', 'rediss:']), 'is not a Redis address'),
    allowed: 'redis://:password@host:6379 or rediss://…, with special characters of the password percent-encoded',
    remedy: 'correct it, or leave it unset when there is one process only',
  }),
  DATA_DIR: {
    schema: z.string().refine((text) => !text.includes('\0'), 'is not a path'),
    fallback: './data',
    allowed: 'the path of a folder',
    remedy: 'correct it, or leave it unset for ./data',
  },
  MASTER_KEY: nullable({
    schema: z
      .string()
      .refine(isKey, 'is not 32 bytes in base64')
      .transform((text) => Buffer.from(text, 'base64')),
    allowed: '44 characters of base64 that stand for exactly 32 bytes',
    remedy: 'make one with "openssl rand -base64 32" and keep a copy: without it nothing stored can be read again',
  }),
  // A newcomer's start is a trial; a centre's image says production.
  NODE_ENV: oneOf(environments, 'development'),
  LOG_LEVEL: oneOf(logLevels, 'info'),
  CENTER_NAME: {
    schema: z.string().regex(/^[^\p{Cc}]{1,60}$/u, 'is too long, or not on one line'),
    fallback: '정신건강복지센터',
    allowed: 'a name of 1 to 60 characters on one line',
    remedy: "write the centre's name as residents know it",
  },
  CHAT_URL: nullable(origin("write where this process reaches the residents' listener, or leave it unset")),
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
    schema: z.string().refine((text) => isUrl(text, ['smtp:', 'smtps:']), 'is not the address of a mail server'),
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
  LINE_CHANNEL_SECRET: nullable({
    schema: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .refine((all) => all.length <= 2 && all.every((one) => isSecret(one)), 'is not one or two channel secrets'),
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
  KAKAO_SKILL_SECRET: nullable({
    schema: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .refine((all) => all.length <= 2 && all.every((one) => isSecret(one)), 'is not one or two secrets'),
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
    schema: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .refine((all) => all.every(isRange), 'is no list of addresses'),
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
  SMTP_URL: nullable({
    schema: z
      .string()
      .refine((text) => isUrl(text, ['smtp:', 'smtps:']) && isMailServer(text), 'is not the address of a mail server'),
    allowed:
      'smtps://user:password@host:465 (TLS from the start) or smtp://user:password@host:587 (STARTTLS), with special characters of the password percent-encoded',
    remedy: 'copy it from your mail provider, or leave it unset: then no mail is sent',
  }),
  SMTP_TLS: oneOf(['required', 'none'] as const, 'required'),
  SMTP_FROM: nullable({
    schema: z.string().refine(isMailAddress, 'is not one e-mail address'),
    allowed: 'one e-mail address, without a name, e.g. notice@center.example.kr',
    remedy: 'write the address the mail server lets you send from',
  }),
  NOTICE_CONTACT: nullable({
    schema: z.string().refine(isContact, 'is neither mailto: and an address nor an https address'),
    allowed: 'mailto:somebody@center.example.kr or https://…',
    remedy: 'write where push services may reach whoever looks after this installation, or leave it unset',
  }),
  NOTICE_PRIVATE_HOSTS: {
    schema: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim().toLowerCase()))
      .refine((all) => all.every(isHost), 'is no list of hosts'),
    fallback: [] as string[],
    allowed: 'host names or addresses with commas between, without ports',
    remedy: 'name only gateways inside your own network that staff are told through, or leave it unset',
  },
} satisfies Record<string, Setting<unknown>>;

type Name = keyof typeof settings;
type Values = { [N in Name]: z.output<(typeof settings)[N]['schema']> | (typeof settings)[N]['fallback'] };

/** `lanAddress`: this machine's first LAN IPv4 address, so that a phone beside it can scan the first QR code. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, lanAddress = 'localhost'): Config {
  // An empty variable is an unset one: compose files and service units write them so.
  const given = (name: Name) => env[name]?.trim() || undefined;
  const faults: Fault[] = [];
  const values = Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => {
      const text = given(name as Name);
      if (text === undefined) return [name, setting.fallback];
      const result = setting.schema.safeParse(text);
      if (result.success) return [name, result.data];
      faults.push({ name, wrong: result.error.issues[0]?.message ?? 'is wrong', ...words(setting) });
      return [name, undefined];
    }),
  ) as Values; // What is at fault is undefined here; nothing leaves before the throw below.

  if (given('DATABASE_URL') && !given('MASTER_KEY')) {
    faults.push({ name: 'MASTER_KEY', wrong: 'is missing, and DATABASE_URL is set', ...words(settings.MASTER_KEY) });
  }
  for (const [one, other] of [
    ['LINE_CHANNEL_SECRET', 'LINE_CHANNEL_ACCESS_TOKEN'],
    ['LINE_CHANNEL_ACCESS_TOKEN', 'LINE_CHANNEL_SECRET'],
  ] as const) {
    // With one of the two residents would be heard and not answered, or the other way round.
    if (given(one) && !given(other)) {
      faults.push({ name: other, wrong: `is missing, and ${one} is set`, ...words(settings[other]) });
    }
  }
  if (['bot', 'desk', 'worker', 'watchdog'].includes(values.ROLE) && !given('DATABASE_URL')) {
    faults.push({
      name: 'DATABASE_URL',
      // Each process would keep its own embedded database, and no desk would hear of the bot's residents.
      wrong: `is missing, and ROLE is ${values.ROLE}: a process with one part needs the database all parts share`,
      ...words(settings.DATABASE_URL),
      remedy: 'set it, or leave ROLE unset to run all parts in one process',
    });
  }
  if (values.ROLE === 'all' && values.PORT !== undefined && values.PORT === values.DESK_PORT) {
    faults.push({
      name: 'DESK_PORT',
      wrong: 'is the same as PORT',
      allowed: 'another port than PORT',
      remedy: 'change one of the two: residents and staff never share a listener',
    });
  }
  if (values.DATA_DIR !== undefined && !given('DATABASE_URL') && socketLength(values.DATA_DIR) > SOCKET_BYTES) {
    faults.push({
      name: 'DATA_DIR',
      wrong: "is too long: the embedded database's socket stands in it",
      allowed: `a folder whose full path is at most ${SOCKET_BYTES - socketLength('/') + 1} bytes long`,
      remedy: 'choose a shorter path',
    });
  }
  faults.push(...watchFaults(values));
  const kakaoGiven = (['KAKAO_BOT_IDS', 'KAKAO_SKILL_IPS', 'KAKAO_REST_KEY'] as const).find((name) => given(name));
  if (kakaoGiven && !given('KAKAO_SKILL_SECRET')) {
    faults.push({
      name: 'KAKAO_SKILL_SECRET',
      wrong: `is missing, and ${kakaoGiven} is set`,
      ...words(settings.KAKAO_SKILL_SECRET),
    });
  }
  if (given('SMTP_URL') && !given('SMTP_FROM')) {
    faults.push({ name: 'SMTP_FROM', wrong: 'is missing, and SMTP_URL is set', ...words(settings.SMTP_FROM) });
  }
  if (faults.length > 0) throw new ConfigError(faults);
  const publicUrl = values.PUBLIC_URL ?? new URL(`http://${lanAddress}:${values.PORT}`).origin;

  const deskUrl =
    values.DESK_URL ??
    `http://${isAnyAddress(values.DESK_HOST) ? lanAddress : bracketed(values.DESK_HOST)}:${values.DESK_PORT}`;
  return {
    role: values.ROLE,
    port: values.PORT,
    deskPort: values.DESK_PORT,
    deskHost: values.DESK_HOST,
    deskUrl,
    publicUrl,
    trustProxy: values.TRUST_PROXY,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    // The part of this process is nearer than the name the world knows it by.
    chatUrl: values.CHAT_URL ?? (values.ROLE === 'all' ? `http://127.0.0.1:${values.PORT}` : publicUrl),
    canaryUrl: values.CANARY_URL,
    watch: {
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
    },
    dataDir: values.DATA_DIR,
    masterKey: values.MASTER_KEY,
    nodeEnv: values.NODE_ENV,
    logLevel: values.LOG_LEVEL,
    channels: {
      line:
        values.LINE_CHANNEL_SECRET && values.LINE_CHANNEL_ACCESS_TOKEN
          ? {
              secrets: values.LINE_CHANNEL_SECRET,
              accessToken: values.LINE_CHANNEL_ACCESS_TOKEN,
              apiBaseUrl: values.LINE_API_BASE_URL,
              botUserId: values.LINE_BOT_USER_ID,
              basicId: values.LINE_BASIC_ID,
            }
          : null,
      kakao: values.KAKAO_SKILL_SECRET && {
        secrets: values.KAKAO_SKILL_SECRET,
        botIds: values.KAKAO_BOT_IDS,
        networks: values.KAKAO_SKILL_IPS,
        eventApiBaseUrl: values.KAKAO_EVENT_API_BASE_URL,
        events:
          values.KAKAO_REST_KEY === null ? null : { restKey: values.KAKAO_REST_KEY, name: values.KAKAO_EVENT_NAME },
        consultation: values.KAKAO_CONSULTATION === 'on',
        channelUrl: values.KAKAO_CHANNEL_URL,
      },
    },
    notices: {
      mail:
        values.SMTP_URL && values.SMTP_FROM
          ? mailOf(new URL(values.SMTP_URL), values.SMTP_TLS, values.SMTP_FROM)
          : null,
      contact: values.NOTICE_CONTACT ?? contactOf(deskUrl, values.SMTP_FROM),
      privateHosts: values.NOTICE_PRIVATE_HOSTS,
    },
    centerName: values.CENTER_NAME,
  };
}

function mailOf(url: URL, tls: 'required' | 'none', from: string): MailConfig {
  const isImplicit = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isImplicit ? 465 : 587),
    login: user ? { user, password: decodeURIComponent(url.password) } : null,
    tls: isImplicit ? 'implicit' : tls,
    from,
  };
}

/** Push services want one; some refuse what is no public address. */
function contactOf(deskUrl: string, from: string | null): string {
  if (from !== null) return `mailto:${from}`;
  return deskUrl.startsWith('https:') ? deskUrl : 'mailto:nobody@example.com';
}

/** Eyes that can tell nobody are none: a way must be whole, and a watchdog must have one. */
function watchFaults(values: Values): Fault[] {
  const missing = (name: Name, why: string): Fault => ({
    name,
    wrong: `is missing, and ${why}`,
    ...words(settings[name]),
  });
  return [
    ...(values.WATCHDOG_HOOK_URL && values.WATCHDOG_HOOK_SECRET === null
      ? [missing('WATCHDOG_HOOK_SECRET', 'WATCHDOG_HOOK_URL is set')]
      : []),
    ...(['WATCHDOG_MAIL_FROM', 'WATCHDOG_MAIL_TO'] as const)
      .filter((name) => values.WATCHDOG_SMTP_URL && values[name] === null)
      .map((name) => missing(name, 'WATCHDOG_SMTP_URL is set')),
    ...(values.ROLE === 'watchdog' && values.WATCHDOG_HOOK_URL === null && values.WATCHDOG_SMTP_URL === null
      ? [missing('WATCHDOG_HOOK_URL', 'ROLE is watchdog: it could tell nobody')]
      : []),
  ];
}

const words = ({ allowed, remedy }: Pick<Fault, 'allowed' | 'remedy'>) => ({ allowed, remedy });

// Linux takes 107 bytes, macOS 103; more is cut off silently, or refused with a number for a reason.
const SOCKET_BYTES = 103;

function socketLength(dataDir: string): number {
  return Buffer.byteLength(resolve(dataDir, '.s.PGSQL.5432'));
}

/** Visible ASCII; a comma parts two. */
function isSecret(text: string): boolean {
  return /^[\x21-\x2b\x2d-\x7e]{1,1000}$/.test(text);
}

const isAnyAddress = (host: string) => host === '0.0.0.0' || host === '::';
const bracketed = (host: string) => (isIP(host) === 6 ? `[${host}]` : host);

function isHost(text: string): boolean {
  // Four numbers are an address or a typing error, never a name.
  if (/^[\d.]+$/.test(text) || text.includes(':')) return isIP(text) !== 0;
  return /^(?=.{1,253}$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i.test(text);
}

function isContact(text: string): boolean {
  return text.startsWith('mailto:') ? isMailAddress(text.slice('mailto:'.length)) : isUrl(text, ['https:']);
}

/** Only where to and as whom: nothing behind it that would be dropped without a word. */
function isMailServer(text: string): boolean {
  const { pathname, search, hash } = new URL(text);
  return ['', '/'].includes(pathname) && search === '' && hash === '';
}

function isOrigin(text: string): boolean {
  if (!isUrl(text, ['http:', 'https:'])) return false;
  const { pathname, search, hash, username, password } = new URL(text);
  return pathname === '/' && [search, hash, username, password].every((part) => part === '');
}

function isUrl(text: string, protocols: string[]): boolean {
  const url = URL.parse(text);
  // Without the slashes a URL parses too: `postgres:localhost`. A Unix socket is named by `?host=/run/postgresql`.
  if (url === null || !protocols.includes(url.protocol) || !text.startsWith(`${url.protocol}//`)) return false;
  return (url.host !== '' || url.searchParams.has('host')) && isDecodable(url.username + url.password);
}

/** A lone % in a password parses as a URL, and throws only when the driver decodes it. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  // Buffer skips what is not base64, so only what comes back the same was a key.
  return bytes.length === 32 && bytes.toString('base64') === text;
}

const proxyGroups = ['loopback', 'linklocal', 'uniquelocal'];

function readTrust(text: string): false | number | string[] | undefined {
  if (/^\d$/.test(text)) return text === '0' ? false : Number(text);
  const trusted = text.split(',').map((part) => part.trim());
  return trusted.every((part) => proxyGroups.includes(part) || isRange(part)) ? trusted : undefined;
}

function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || more.length > 0) return false;
  // /0 would trust everybody; Express refuses it too, but in the middle of the start.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
