import type { Lang, Reply } from '../../../../flows/protocol.ts';

/** A resident's message: their words, or the answer they tapped. */
export type Said = { text: string } | { choice: string };

export interface Center {
  name: string;
  phone: string | null;
}
export interface Answered {
  replies: Reply[];
  stale?: true;
  /** Of an opening: its turn, after which later ones are told. */
  rev?: number;
  lang?: Lang;
  center?: Center;
  /** They are old enough that larger text is the kinder default. */
  large?: true;
}

/** What one attempt came to. `again`: the server has not taken it, or nobody knows; the same key is safe to repeat. */
type Attempt =
  | { type: 'answered'; body: Answered }
  | { type: 'expired' }
  | { type: 'refused'; replies: Reply[] }
  | { type: 'again'; afterMs: number; replies: Reply[] };

/** Called before each repetition, with crisis-safe replies the server may have given meanwhile. */
export type OnAgain = (replies: Reply[]) => void;

export type Outcome = Exclude<Attempt, { type: 'again' }> | { type: 'unsent' };

/** The server promises an answer within 3 s; a slow rural line gets the rest. */
const attemptMs = 12_000;
/** Pauses between attempts: about a minute and a half in all, then the person is asked. */
const pausesMs = [1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000];
const repeatable = new Set([408, 425, 429, 502, 503, 504]);

/** Has words to show. One malformed reply must not take the page, and its numbers, down. */
export function isReply(value: unknown): value is Reply {
  return typeof (value as Reply | null)?.text === 'string';
}

/** A key nobody else has. On plain http there is no crypto.randomUUID (insecure context), but getRandomValues is. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One request, the same however often it is made. */
interface Post {
  path: '/chat/session' | '/chat/messages';
  body: object;
  key: string;
  /** What the page speaks: the server fails in it, too, whatever the phone is set to. */
  spoken: Lang;
}

/** Opens or resumes the conversation. lang: null leaves it as it was (Korean for a newcomer). code: the placement's. */
export function openSession(lang: Lang | null, code: string | null, spoken: Lang, onAgain: OnAgain): Promise<Outcome> {
  const body = { ...(lang && { lang }), ...(code && { code }) };
  return insist({ path: '/chat/session', body, key: newKey(), spoken }, onAgain);
}

/** Sends until it is answered, refused or the pauses are used up. Every attempt carries the same key. */
export function send(said: Said, key: string, spoken: Lang, onAgain: OnAgain): Promise<Outcome> {
  return insist({ path: '/chat/messages', body: said, key, spoken }, onAgain);
}

/** Sends once, for a page that is about to go: nobody is there for the answer. */
export function sendOff(said: Said, key: string, spoken: Lang): void {
  post({ path: '/chat/messages', body: said, key, spoken }).catch(() => {});
}

/** Outlives the page: words under way are not lost because whoever wrote them leaves. */
function post({ path, body, key, spoken }: Post, signal: AbortSignal | null = null): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, 'Accept-Language': spoken },
    body: JSON.stringify(body),
    credentials: 'same-origin',
    cache: 'no-store',
    keepalive: path === '/chat/messages',
    signal,
  });
}

async function insist(request: Post, onAgain: OnAgain): Promise<Outcome> {
  for (const pauseMs of [...pausesMs, null]) {
    const attempt = await once(request);
    if (attempt.type !== 'again') return attempt;
    onAgain(attempt.replies);
    if (pauseMs !== null) await pause(Math.max(pauseMs, attempt.afterMs));
  }
  return { type: 'unsent' };
}

async function once(request: Post): Promise<Attempt> {
  const clock = new AbortController();
  const alarm = setTimeout(() => clock.abort(), attemptMs);
  try {
    const response = await post(request, clock.signal);
    const heard = await response.json().catch(() => null);
    return judge(response, heard);
  } catch {
    return { type: 'again', afterMs: 0, replies: [] };
  } finally {
    clearTimeout(alarm);
  }
}

function judge(response: Response, heard: Partial<Answered> | null): Attempt {
  const replies = Array.isArray(heard?.replies) ? heard.replies.filter(isReply) : [];
  // An answer cut off on the way is no answer; the same key brings the stored one.
  if (response.ok) return heard?.replies ? { type: 'answered', body: { ...heard, replies } } : again(response, []);
  if (response.status === 401) return { type: 'expired' };
  return repeatable.has(response.status) ? again(response, replies) : { type: 'refused', replies };
}

function again(response: Response, replies: Reply[]): Attempt {
  const seconds = Number(response.headers.get('Retry-After')) || 0;
  return { type: 'again', afterMs: Math.min(seconds, 30) * 1000, replies };
}

/** Waits, but not longer than until the line is back. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(alarm);
      removeEventListener('online', done);
      resolve();
    };
    const alarm = setTimeout(done, ms);
    addEventListener('online', done);
  });
}
