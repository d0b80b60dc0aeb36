/** What one setting is: how it is read, what is allowed, and what to do about one that is wrong. Pure. */
import { isIP } from 'node:net';
import { z } from 'zod';

/** What is wrong with one setting. Never holds its value: a secret may stand in the wrong variable. */
export interface Fault {
  name: string;
  wrong: string;
  allowed: string;
  remedy: string;
}

export interface Setting<T> {
  /** Reads the text as it stands in the environment; its issue's message says what was wrong. */
  schema: z.ZodType<T, string>;
  fallback: T;
  allowed: string;
  remedy: string;
}

/** What a table of settings comes to, by name. */
export type ValuesOf<S extends Record<string, Setting<unknown>>> = {
  [N in keyof S]: z.output<S[N]['schema']> | S[N]['fallback'];
};

/** The text of a setting; undefined: it is not set. */
export type Given<S> = (name: keyof S) => string | undefined;

export const words = ({ allowed, remedy }: Pick<Fault, 'allowed' | 'remedy'>) => ({ allowed, remedy });

/** A setting that another one needs. */
export const missing = (name: string, why: string, setting: Pick<Fault, 'allowed' | 'remedy'>): Fault => ({
  name,
  wrong: `is missing, and ${why}`,
  ...words(setting),
});

export const oneOf = <T extends string>(values: readonly T[], fallback: T): Setting<T> => ({
  schema: z.enum(values, 'is none of the known words'),
  fallback,
  allowed: values.join(', '),
  remedy: `choose one of these, or leave it unset for ${fallback}`,
});

export const port = (fallback: number): Setting<number> => ({
  schema: z
    .string()
    .regex(/^\d+$/, 'is not a whole number')
    .transform(Number)
    .refine((n) => n >= 1 && n <= 65_535, 'is not a port'),
  fallback,
  allowed: 'a whole number from 1 to 65535',
  remedy: `correct it, or leave it unset for ${fallback}`,
});

export const nullable = <T>(setting: Omit<Setting<T>, 'fallback'>): Setting<T | null> => ({
  ...setting,
  fallback: null,
});

export const origin = (remedy: string): Omit<Setting<string>, 'fallback'> => ({
  schema: z
    .string()
    .refine(isOrigin, 'is not a plain web address')
    .transform((text) => new URL(text).origin),
  allowed: 'http:// or https://, a host and maybe a port, without a path or a login',
  remedy,
});

export const webAddress = z.string().refine((text) => isUrl(text, ['http:', 'https:']), 'is not a web address');

/** Only where to and as whom: what stands behind it would be taken for an option of the mailer, or dropped without a word. */
export const mailServer = z
  .string()
  .refine((text) => isUrl(text, ['smtp:', 'smtps:']), 'is not the address of a mail server')
  .refine(endsAtHost, 'has a path, a "?" or a "#" behind the host, which means nothing here');

/** Parts with commas between. */
export const listed = z.string().transform((text) => text.split(',').map((one) => one.trim()));

/** Visible ASCII; a comma parts two. */
export function isSecret(text: string): boolean {
  return /^[\x21-\x2b\x2d-\x7e]{1,1000}$/.test(text);
}

export function isHost(text: string): boolean {
  // Four numbers are an address or a typing error, never a name.
  if (/^[\d.]+$/.test(text) || text.includes(':')) return isIP(text) !== 0;
  return /^(?=.{1,253}$)[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i.test(text);
}

function endsAtHost(text: string): boolean {
  const url = URL.parse(text);
  return url === null || (['', '/'].includes(url.pathname) && url.search === '' && url.hash === '');
}

function isOrigin(text: string): boolean {
  if (!isUrl(text, ['http:', 'https:'])) return false;
  const { pathname, search, hash, username, password } = new URL(text);
  return pathname === '/' && [search, hash, username, password].every((part) => part === '');
}

export function isUrl(text: string, protocols: string[]): boolean {
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

/** An address, or a range of them. */
export function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || address.includes('%') || more.length > 0) return false;
  // /0 would trust everybody; Express refuses it too, but in the middle of the start.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
