import type { Reply } from '../../../../flows/protocol.ts';
import { isReply } from './connection.ts';

export interface Listener {
  /** What was said in one turn. */
  onReplies(replies: Reply[]): void;
  /** The line went or came back. */
  onLine(up: boolean): void;
  onExpired(): void;
}

/** Three of the server's heartbeats missed: a half-dead line is silent for ever, so a new one is opened. */
const silenceMs = 50_000;
/** A line that does not even begin is as dead, and says so as little. */
const beginsWithinMs = 12_000;
const longestPauseMs = 15_000;
/** Only the last reply of a turn carries its id. Replies without one wait for it, but not for long. */
const patienceMs = 1_500;
/** Turns remembered, so that one told again is not shown twice. More than a talk of one sitting has. */
const rememberedTurns = 1_000;

/** Hears what is said later (a counsellor's words).
 *  Read with fetch, not EventSource: a webview that kills the stream leaves EventSource closed for good, and a new one
 *  cannot say where it stopped. Here every reconnection carries Last-Event-ID, and a 401 can be seen. */
export class Events {
  readonly #listener: Listener;
  /** The highest id seen, at first that of the opening: a late turn does not move the place back. */
  #lastId: string;
  readonly #seen = new Set<string>();
  #failures = 0;
  #line: AbortController | null = null;
  #alarm = 0;
  #hasEnded = false;

  /** after: the turn of the opening. A stream that dies before it told anything could not say otherwise what it missed. */
  constructor(listener: Listener, after: number | null) {
    this.#listener = listener;
    this.#lastId = after === null ? '' : String(after);
    addEventListener('online', this.#wake);
    addEventListener('offline', this.#lost);
    // A phone that slept has often lost the stream without noticing.
    document.addEventListener('visibilitychange', this.#wake);
    void this.#connect();
  }

  close(): void {
    this.#hasEnded = true;
    clearTimeout(this.#alarm);
    this.#line?.abort();
    removeEventListener('online', this.#wake);
    removeEventListener('offline', this.#lost);
    document.removeEventListener('visibilitychange', this.#wake);
  }

  readonly #wake = (): void => {
    if (document.visibilityState === 'visible') void this.#connect();
  };
  readonly #lost = (): void => this.#listener.onLine(false);

  async #connect(): Promise<void> {
    clearTimeout(this.#alarm);
    this.#line?.abort();
    const line = new AbortController();
    this.#line = line;
    try {
      await this.#hear(line);
    } catch {
      // Whatever broke, the answer is the same: connect again.
    }
    if (this.#hasEnded || this.#line !== line) return;
    this.#failures += 1;
    if (this.#failures > 1) this.#listener.onLine(false);
    const pauseMs = Math.min(longestPauseMs, 500 * 2 ** this.#failures);
    this.#alarm = setTimeout(() => void this.#connect(), pauseMs * (0.75 + Math.random() / 2));
  }

  async #hear(line: AbortController): Promise<void> {
    const alarm = setTimeout(() => line.abort(), beginsWithinMs);
    const response = await fetch('/chat/events', {
      headers: { Accept: 'text/event-stream', ...(this.#lastId && { 'Last-Event-ID': this.#lastId }) },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: line.signal,
    }).finally(() => clearTimeout(alarm));
    if (response.status === 401) {
      this.close();
      return this.#listener.onExpired();
    }
    if (!response.ok || !response.body) throw new Error(`events: ${response.status}`);
    this.#failures = 0;
    this.#listener.onLine(true);
    await this.#read(response.body.getReader(), line);
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array>, line: AbortController): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    let turn: Reply[] = [];
    let silence = 0;
    let patience = 0;
    const flush = () => {
      if (turn.length) this.#listener.onReplies(turn);
      turn = [];
    };
    try {
      for (;;) {
        silence = setTimeout(() => line.abort(), silenceMs);
        const { done, value } = await reader.read();
        clearTimeout(silence);
        clearTimeout(patience);
        // A turn cut in the middle is told again, whole: what has come of it is dropped.
        if (done) return;
        rest += decoder.decode(value, { stream: true });
        const events = rest.split(/\r?\n\r?\n/);
        rest = events.pop() ?? '';
        for (const { id, reply } of events.map(parse)) {
          if (reply) turn.push(reply);
          if (id === null) continue;
          if (this.#isRepeated(id)) turn = [];
          flush();
        }
        if (turn.length) patience = setTimeout(flush, patienceMs);
      }
    } finally {
      clearTimeout(silence);
      clearTimeout(patience);
    }
  }

  /** Was this turn told before? A turn overtaken by a newer one has a lower id and is still news. */
  #isRepeated(id: string): boolean {
    if (this.#seen.has(id)) return true;
    this.#seen.add(id);
    const [oldest] = this.#seen;
    if (oldest !== undefined && this.#seen.size > rememberedTurns) this.#seen.delete(oldest);
    if (Number(id) > Number(this.#lastId || '-1')) this.#lastId = id;
    return false;
  }
}

/** One event of the stream. An id without data only moves the place. */
function parse(event: string): { id: string | null; reply: Reply | null } {
  let id: string | null = null;
  const data: string[] = [];
  for (const line of event.split(/\r?\n/)) {
    if (line.startsWith('id:')) id = line.slice(3).trim();
    if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
  }
  const reply: unknown = data.length ? JSON.parse(data.join('\n')) : null;
  return { id, reply: isReply(reply) ? reply : null };
}
