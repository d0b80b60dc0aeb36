/** Web chat, inbound: who it is, where it comes from, what it says. Pure functions over the raw request. */
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Inbound } from '../../../flows/protocol.ts';
import { readCode } from '../../../triage/code.ts';
import { Refused } from '../../../triage/errors.ts';
import { isTakeAlongToken } from '../../../triage/takeAlong.ts';
import type { Heard, Limits, RawRequest } from '../channel.ts';
import { audible, cleaned } from '../words.ts';

export const limits: Limits = {
  push: 'open',
  answer: 'carried',
  keepsId: false,
  staysOnPhone: false,
  answerWithinMs: 3_000,
  bodyBytes: 64 * 1024,
  heardChars: 10_000,
  textChars: 4_000,
  choices: null,
  labelChars: null,
  bubbles: null,
};

/** 256 random bits, base64url. */
const tokenShape = /^[A-Za-z0-9_-]{43}$/;
const keyShape = /^[\x21-\x7e]{1,100}$/;

/** Refuses what another site's page sent. A request without Origin and without Sec-Fetch-Site comes from a tool, not
 *  from a browser, and carries no stranger's cookie; every browser sends at least one of them with a POST.
 *  Besides PUBLIC_URL the host the browser itself addressed is home: a phone on the LAN, a developer on localhost. */
export function checkOrigin(headers: IncomingHttpHeaders, publicUrl: URL): void {
  if (!isHome(headers, publicUrl)) throw new Refused(403, 'bad_origin', 'Only the chat page itself may send this.');
}

function isHome(headers: IncomingHttpHeaders, publicUrl: URL): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site') return false;
  if (origin === undefined) return site !== 'same-site';
  return origin === publicUrl.origin || origin === `${publicUrl.protocol}//${host}`;
}

/** `__Host-` binds the cookie to exactly this host, but browsers accept it over https only. */
export function cookieName(publicUrl: URL): string {
  return publicUrl.protocol === 'https:' ? '__Host-maum' : 'maum';
}

/** The session token of the cookie, or null when there is none of our shape. */
export function tokenOf(headers: IncomingHttpHeaders, name: string): string | null {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at < 0 || pair.slice(0, at).trim() !== name) continue;
    const value = pair.slice(at + 1).trim();
    if (tokenShape.test(value)) return value;
  }
  return null;
}

export const sessionInvalid = (): Refused =>
  new Refused(401, 'session_invalid', 'No valid session. Open one with POST /chat/session.');

/** The header that makes a repeated request the same one. Throws Refused(400). */
function keyOf(headers: IncomingHttpHeaders): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && keyShape.test(key)) return key;
  throw new Refused(400, 'idempotency_key_invalid', 'Idempotency-Key must be 1 to 100 visible ASCII characters.');
}

const Open = z.strictObject({ lang: z.enum(['ko', 'en']).optional(), code: z.string().max(200).optional() });
const Message = z.union([
  z.strictObject({ text: z.string().min(1) }),
  z.strictObject({ choice: z.string().min(1).max(200) }),
]);

/** POST /chat/session: somebody opened the page. `from` is null without a cookie of our shape. */
export function parseOpening(raw: RawRequest, token: string | null, newId: () => string): Heard {
  const body = raw.body.length === 0 ? {} : objectOf(raw);
  const parsed = Open.safeParse(body);
  if (!parsed.success) {
    throw new Refused(400, 'invalid_body', 'The body may carry only "lang" ("ko" or "en") and "code" (a string).');
  }
  const { lang } = parsed.data;
  // What is no code of ours is an old poster, not a fault.
  const brought = parsed.data.code ?? '';
  const code = readCode(brought);
  const key = keyOf(raw.headers);
  const heard: Heard = {
    id: `web:open:${key ?? newId()}`,
    from: token,
    inbound: { type: 'opened', unread: 0, ...(lang && { lang }) },
    ...(code && { code }),
    ...(isTakeAlongToken(brought) && { takeAlong: brought }),
  };
  return key === null ? heard : { ...heard, digest: digestOf(parsed.data) };
}

/** POST /chat/messages: somebody wrote or tapped. */
export function parseMessage(raw: RawRequest, token: string | null): Heard {
  if (token === null) throw sessionInvalid();
  const key = keyOf(raw.headers);
  if (key === null) {
    const message = 'The header Idempotency-Key is missing: a new one per message, the same one when it is sent again.';
    throw new Refused(400, 'idempotency_key_missing', message);
  }
  const parsed = Message.safeParse(objectOf(raw));
  if (!parsed.success) {
    const message = 'The body must be exactly { "text": "…" } or { "choice": "…" } (a choice has 1 to 200 characters).';
    throw new Refused(400, 'invalid_body', message);
  }
  return { id: `web:${key}`, from: token, inbound: inboundOf(parsed.data), digest: digestOf(parsed.data) };
}

function inboundOf(body: z.infer<typeof Message>): Inbound {
  if ('choice' in body) return { type: 'chose', choice: cleaned(body.choice) };
  return { type: 'said', text: audible(cleaned(body.text), limits.heardChars) };
}

/** The body as a JSON object. Throws Refused(400 or 415, 'invalid_json'). */
function objectOf(raw: RawRequest): object {
  const [mime = '', ...parameters] = (raw.headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  if (mime !== 'application/json' || (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')) {
    throw new Refused(415, 'invalid_json', 'Send Content-Type: application/json, in UTF-8.');
  }
  const value = jsonOf(raw.body);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw notJson();
  return value;
}

const notJson = (): Refused =>
  new Refused(400, 'invalid_json', 'The body must be one JSON object in UTF-8, without a BOM.');

/** Decodes once and whole: bytes that are not UTF-8 (EUC-KR) are refused rather than turned into other words. */
function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    // The parser's message quotes the body: drop it.
    throw notJson();
  }
}

/** Of the parsed body, whose fields stand in the schema's order: spaces, escapes and order make no other message. */
function digestOf(body: object): Buffer {
  return createHash('sha256').update(JSON.stringify(body)).digest();
}
