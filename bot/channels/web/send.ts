/** Web chat, outbound: the cookie, the answer, the stream's frames. */
import type { Reply } from '../../../flows/protocol.ts';

/** A session outlives the browser (a phone closes it at will, a talk with a counsellor lasts days), not for ever. */
const sessionSeconds = 30 * 24 * 60 * 60;

/** Strict works with the QR landing: the page itself is public and needs no cookie; the requests that do need it are
 *  made by the page, so they are same-site however the page was reached. */
export function sessionCookie(name: string, token: string): string {
  const secure = name.startsWith('__Host-') ? '; Secure' : '';
  return `${name}=${token}; Path=/; Max-Age=${sessionSeconds}; HttpOnly; SameSite=Strict${secure}`;
}

export const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** One turn's replies as events of the default type. Only the last carries the id: a browser cut off in between
 *  reports the turn before and is told this one again, whole. */
export function frameOf(rev: number, replies: readonly Reply[]): string {
  return replies
    .map((reply, at) => {
      const id = at === replies.length - 1 ? `id: ${rev}\n` : '';
      return `${id}data: ${JSON.stringify(reply)}\n\n`;
    })
    .join('');
}

/** A comment: keeps proxies from closing a quiet stream. */
export const heartbeat = ':\n\n';

/** Asks the browser to come back after this many ms. */
export const retryAfter = (ms: number): string => `retry: ${ms}\n\n`;

/** The rev of Last-Event-ID, or null when there is none of ours. */
export function revOf(lastEventId: string | string[] | undefined): number | null {
  return typeof lastEventId === 'string' && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : null;
}
