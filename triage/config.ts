/** Every setting, read once at the door. Nothing here opens, reads or writes anything. What is set for one purpose stands in config/. */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { type KakaoConfig, kakaoFaults, kakaoOf, kakaoSettings } from './config/kakao.ts';
import { type LineConfig, lineFaults, lineOf, lineSettings } from './config/line.ts';
import { type NoticeConfig, noticeFaults, noticeSettings, noticesOf } from './config/notices.ts';
import {
  type Fault,
  isHost,
  isRange,
  isUrl,
  missing,
  nullable,
  oneOf,
  origin,
  port,
  type Setting,
  type ValuesOf,
  words,
} from './config/setting.ts';
import { type WatchConfig, watchFaults, watchOf, watchSettings } from './config/watch.ts';

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
  ...watchSettings,
  ...lineSettings,
  ...kakaoSettings,
  ...noticeSettings,
} satisfies Record<string, Setting<unknown>>;

type Name = keyof typeof settings;
type Values = ValuesOf<typeof settings>;

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
    faults.push(missing('MASTER_KEY', 'DATABASE_URL is set', settings.MASTER_KEY));
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
  faults.push(...watchFaults(values, values.ROLE), ...lineFaults(given), ...kakaoFaults(given), ...noticeFaults(given));
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
    watch: watchOf(values),
    dataDir: values.DATA_DIR,
    masterKey: values.MASTER_KEY,
    nodeEnv: values.NODE_ENV,
    logLevel: values.LOG_LEVEL,
    channels: { line: lineOf(values), kakao: kakaoOf(values) },
    notices: noticesOf(values, deskUrl),
    centerName: values.CENTER_NAME,
  };
}

// Linux takes 107 bytes, macOS 103; more is cut off silently, or refused with a number for a reason.
const SOCKET_BYTES = 103;

function socketLength(dataDir: string): number {
  return Buffer.byteLength(resolve(dataDir, '.s.PGSQL.5432'));
}

const isAnyAddress = (host: string) => host === '0.0.0.0' || host === '::';
const bracketed = (host: string) => (isIP(host) === 6 ? `[${host}]` : host);

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
