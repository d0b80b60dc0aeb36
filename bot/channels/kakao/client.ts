/** What we ask of Kakao: an event that lets the bot speak first (paid), and the one late answer of a callback. A deadline on every
 *  call, connections are kept, nothing is followed anywhere. */
import { lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { Agent, Pool } from 'undici';

export interface KakaoSettings {
  /** Values of `x-skill-secret` that are taken; two while one is being replaced. */
  secrets: readonly string[];
  /** Without `!`. Empty: every bot. */
  botIds: readonly string[];
  /** Addresses and ranges that may call. Empty: everywhere. */
  networks: readonly string[];
  /** Where Kakao's bot API is; a stand-in for tests and trials. */
  eventApiBaseUrl: string;
  /** null: nothing is ever sent by us. */
  events: { restKey: string; name: string } | null;
  /** Offers the resident a button to the centre's own consultation (상담톡 or 1:1 chat); while it lasts the bot hears nothing. */
  consultation: boolean;
  /** `https://pf.kakao.com/_…`; null: no page leads to it. */
  channelUrl: string | null;
}

export const realEventApi = 'https://bot-api.kakao.com';

/** What became of an event. later: worth another try, after so long. never: this person cannot be reached so (no friend of the
 *  channel, blocked, unknown). */
export type Fate =
  | { type: 'accepted'; taskId: string }
  | { type: 'later'; why: string; waitMs: number }
  | { type: 'never'; why: string };

/** What came of an accepted event for this one person. */
export type TaskResult = { type: 'shown' } | { type: 'failed'; code: number } | { type: 'unknown' };

const callMs = 5_000;
/** However long somebody between us and Kakao asks us to wait. */
const longestRestMs = 5 * 60_000;

export interface KakaoClient {
  /** Fires the event for one person of a bot. */
  event(botId: string, userId: string, name: string): Promise<Fate>;
  result(taskId: string): Promise<TaskResult>;
  /** The one answer to a callback address; whether Kakao took it. Throws nothing. */
  callBack(url: URL, body: object): Promise<boolean>;
  close(): Promise<void>;
}

export function kakaoClient({
  eventApiBaseUrl,
  events,
}: Pick<KakaoSettings, 'eventApiBaseUrl' | 'events'>): KakaoClient {
  const api = new Pool(eventApiBaseUrl, { connections: 4, keepAliveTimeout: 30_000, connect: { timeout: 1_500 } });
  // Looked up and checked as it connects: a name that is checked first may lead elsewhere a moment later.
  const outside = new Agent({ connections: 8, connect: { timeout: 1_500, lookup: publicOnly } });
  const ownOrigin = new URL(eventApiBaseUrl).origin;
  const headers = { authorization: `KakaoAK ${events?.restKey ?? ''}`, 'content-type': 'application/json' };

  return {
    async event(botId, userId, name) {
      try {
        const {
          statusCode,
          body,
          headers: answered,
        } = await api.request({
          path: `/v2/bots/${encodeURIComponent(botId)}/talk`,
          method: 'POST',
          headers,
          body: JSON.stringify({ event: { name }, user: [{ type: 'botUserKey', id: userId }], params: {} }),
          signal: AbortSignal.timeout(callMs),
        });
        return fateOf(statusCode, textOf(await body.json().catch(() => null)), Number(answered['retry-after']));
      } catch (error) {
        return { type: 'later', why: nameOf(error), waitMs: 60_000 };
      }
    },
    async result(taskId) {
      try {
        const path = `/v1/tasks/${encodeURIComponent(taskId)}`;
        const { statusCode, body } = await api.request({
          path,
          method: 'GET',
          headers,
          signal: AbortSignal.timeout(callMs),
        });
        const answer = textOf(await body.json().catch(() => null));
        return statusCode === 200 ? resultOf(answer) : { type: 'unknown' };
      } catch {
        return { type: 'unknown' };
      }
    },
    async callBack(url, body) {
      try {
        const { statusCode, body: answer } = await (url.origin === ownOrigin ? api : outside).request({
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
          signal: AbortSignal.timeout(callMs),
        });
        const { status } = textOf(await answer.json().catch(() => null));
        return statusCode === 200 && (status === undefined || status === 'SUCCESS');
      } catch {
        return false;
      }
    },
    async close() {
      await Promise.all([api.close(), outside.close()]);
    },
  };
}

type Answer = Record<string, unknown>;
const textOf = (value: unknown): Answer => (typeof value === 'object' && value !== null ? (value as Answer) : {});
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'no answer');

/** 401 and 403: our key or wallet; 429 and 5xx: theirs, for a while; any other refusal is about this person. */
function fateOf(status: number, { taskId, status: said }: Answer, retryAfterSeconds: number): Fate {
  if (status === 200 && said !== 'FAIL' && said !== 'ERROR') return { type: 'accepted', taskId: String(taskId ?? '') };
  if (status === 200 || status === 400 || status === 404)
    return { type: 'never', why: `${status} ${String(said ?? '')}`.trim() };
  return { type: 'later', why: `${status}`, waitMs: Math.min(longestRestMs, (retryAfterSeconds || 60) * 1000) };
}

function resultOf({ successCount, fail }: Answer): TaskResult {
  const list = textOf(fail).list;
  const first = Array.isArray(list) ? textOf(list[0]) : {};
  if (Number(successCount) > 0) return { type: 'shown' };
  if (Array.isArray(list) && list.length > 0)
    return { type: 'failed', code: Number(first.errorCode ?? first.code ?? -1) };
  return { type: 'unknown' };
}

// === Callback addresses

/** A callback address that is really Kakao's: https, a host under kakao.com, the usual port, no login. Anything else is null and
 *  nothing is sent there (RELIABILITY B21). A stand-in is known by standing where the event API was said to be. */
export function callbackOf(text: string, eventApiBaseUrl: string): URL | null {
  const url = URL.parse(text);
  if (url?.username !== '' || url.password !== '') return null;
  const own = new URL(eventApiBaseUrl);
  if (url.origin === own.origin) return url;
  const isKakao = url.hostname === 'kakao.com' || url.hostname.endsWith('.kakao.com');
  return url.protocol === 'https:' && isKakao && url.port === '' ? url : null;
}

const inner = new BlockList();
for (const [address, bits, family] of [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
] as const) {
  inner.addSubnet(address, bits, family);
}

/** An address of this machine or of a network of ours is no one of Kakao's, whatever a name leads to. */
export function isPublic(address: string): boolean {
  const plain = address.toLowerCase().startsWith('::ffff:') ? address.slice(7) : address;
  return isIP(plain) !== 0 && !inner.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

const publicOnly: typeof lookup = ((host: string, options: object, done: (...answer: unknown[]) => void) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    const bad = found?.find(({ address }) => !isPublic(address));
    if (error || bad || !found?.[0]) return done(error ?? new Error('A callback address leads into an inner network.'));
    if ('all' in options && options.all) return done(null, found);
    done(null, found[0].address, found[0].family);
  });
}) as typeof lookup;
