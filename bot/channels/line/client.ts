/** The Messaging API's hot calls over kept connections, each with a deadline; the rarer ones go through LINE's own SDK. */
import { messagingApi } from '@line/bot-sdk';
import { Pool } from 'undici';
import { withinMs } from '../../within.ts';
import type { Message } from './render.ts';

export interface LineSettings {
  /** One, or two while one is being replaced. */
  secrets: readonly string[];
  accessToken: string;
  /** Without a path. */
  apiBaseUrl: string;
  /** The account's own user id; null: what the API says. */
  botUserId: string | null;
  /** `@…`, by which people find the account; null: no page leads to it. */
  basicId: string | null;
}

/** What became of a message. */
export type Fate =
  /** Accepted, now or by an earlier try: not that anybody has read it. */
  | { type: 'accepted' }
  /** The reply token was used or is too old. */
  | { type: 'token-dead' }
  /** LINE will never take this: ours is the fault. `why`: LINE's words, which name fields and no content. */
  | { type: 'refused'; status: number; why: string }
  /** The month's messages are used up: trying again helps nothing, replies go on. */
  | { type: 'over-quota' }
  | { type: 'too-fast'; waitMs: number }
  /** The access token does not open this account. */
  | { type: 'no-access'; status: number }
  /** No answer, or an error of LINE's: it may have been accepted or not. */
  | { type: 'unknown'; why: string };

export interface Quota {
  /** Messages of this month; null: no limit. */
  limit: number | null;
  used: number;
}

export interface LineClient {
  reply(token: string, messages: readonly Message[]): Promise<Fate>;
  /** retryKey: a UUID; the same message with the same key is accepted once within 24 h. */
  push(to: string, messages: readonly Message[], retryKey: string): Promise<Fate>;
  /** Three dots, while the chat is open and until our next message. Never throws. */
  loading(userId: string): Promise<void>;
  botUserId(): Promise<string>;
  quota(): Promise<Quota>;
  /** Leaves a group or a room of several people. */
  leave(group: { groupId?: string; roomId?: string }): Promise<void>;
  close(): Promise<void>;
}

/** One try of a message; a lease of 10 s holds three of them. */
const callMs = 2_000;
/** So much earlier a call may be given up. */
const sharedMs = 50;
const rareMs = 5_000;
/** However long somebody between us and LINE asks us to wait: what is said to people in danger rests as well. */
const longestRestMs = 60_000;
const connections = 64;

export function lineClient({ apiBaseUrl, accessToken }: LineSettings): LineClient {
  const pool = new Pool(apiBaseUrl, { connections, keepAliveTimeout: 60_000, connect: { timeout: 1_500 } });
  const rare = new messagingApi.MessagingApiClient({ channelAccessToken: accessToken, baseURL: apiBaseUrl });
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };

  /** Calls that begin close together end by one clock: a timer for each would go on long after its answer. */
  let shared: { signal: AbortSignal; until: number } | null = null;
  function deadline(): AbortSignal {
    const at = performance.now();
    if (!shared || at > shared.until) shared = { signal: AbortSignal.timeout(callMs), until: at + sharedMs };
    return shared.signal;
  }

  async function call(path: string, body: object, more: Record<string, string> = {}): Promise<Fate> {
    try {
      const answer = await pool.request({
        path,
        method: 'POST',
        headers: { ...headers, ...more },
        body: JSON.stringify(body),
        signal: deadline(),
      });
      if (answer.statusCode < 300) {
        await answer.body.dump();
        return { type: 'accepted' };
      }
      const text = await answer.body.text();
      return fateOf(answer.statusCode, text, Number(answer.headers['retry-after']));
    } catch (error) {
      return { type: 'unknown', why: error instanceof Error ? error.name : 'no answer' };
    }
  }

  return {
    reply: (replyToken, messages) => call('/v2/bot/message/reply', { replyToken, messages }),
    push: (to, messages, key) => call('/v2/bot/message/push', { to, messages }, { 'x-line-retry-key': key }),
    loading: async (chatId) => void (await call('/v2/bot/chat/loading/start', { chatId, loadingSeconds: 5 })),
    botUserId: async () => (await withinMs(rareMs, rare.getBotInfo())).userId,
    async quota() {
      const [quota, consumption] = await withinMs(
        rareMs,
        Promise.all([rare.getMessageQuota(), rare.getMessageQuotaConsumption()]),
      );
      return { limit: quota.type === 'limited' ? (quota.value ?? 0) : null, used: consumption.totalUsage };
    },
    async leave({ groupId, roomId }) {
      if (groupId) await withinMs(rareMs, rare.leaveGroup(groupId));
      else if (roomId) await withinMs(rareMs, rare.leaveRoom(roomId));
    },
    close: () => pool.close(),
  };
}

/** REF "Status codes", "Error messages". A 429 is told apart by its words: only one of the two passes by waiting. */
function fateOf(status: number, body: string, retryAfterSeconds: number): Fate {
  const why = messageOf(body);
  if (status === 409) return { type: 'accepted' };
  if (status === 400 && /invalid reply token/i.test(why)) return { type: 'token-dead' };
  if (status === 429 && /monthly limit/i.test(why)) return { type: 'over-quota' };
  if (status === 429) return { type: 'too-fast', waitMs: Math.min(longestRestMs, (retryAfterSeconds || 1) * 1000) };
  if (status === 401 || status === 403) return { type: 'no-access', status };
  if (status >= 500) return { type: 'unknown', why: `${status}` };
  return { type: 'refused', status, why };
}

function messageOf(body: string): string {
  try {
    const { message, details } = JSON.parse(body) as { message?: unknown; details?: { property?: unknown }[] };
    const fields = (Array.isArray(details) ? details : []).map(({ property }) => String(property)).slice(0, 5);
    return [String(message ?? ''), ...fields].join(' ').slice(0, 300);
  } catch {
    return '';
  }
}
