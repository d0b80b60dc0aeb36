import type { Reply } from '../../../../flows/protocol.ts';

export interface Listener {
  onReply(reply: Reply): void;
  /** The line went or came back. */
  onLine(up: boolean): void;
  onExpired(): void;
}

/** A half-dead line is silent for ever; after this long without a byte a new one is opened. */
const silenceMs = 75_000;
const longestPauseMs = 15_000;

/** Hears what is said later (a counsellor's words) until the returned function is called.
 *  Read with fetch, not EventSource: a webview that kills the stream leaves EventSource closed for good, and a new one
 *  cannot say where it stopped. Here every reconnection carries Last-Event-ID, and a 401 can be seen. */
export function listen(listener: Listener): () => void {
  let lastId = '';
  let failures = 0;
  let line: AbortController | null = null;
  let alarm = 0;
  let ended = false;

  const connect = async () => {
    clearTimeout(alarm);
    line?.abort();
    const mine = new AbortController();
    line = mine;
    const stillness = watch(() => mine.abort());
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' };
      if (lastId) headers['Last-Event-ID'] = lastId;
      const response = await fetch('/chat/events', {
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        signal: mine.signal,
      });
      if (response.status === 401) {
        stop();
        return listener.onExpired();
      }
      if (!response.ok || !response.body) throw new Error(`events: ${response.status}`);
      failures = 0;
      listener.onLine(true);
      await read(response.body, stillness.heard, (id, data) => {
        if (id !== null) {
          // After a reconnection the server may repeat the last one.
          if (Number(id) <= Number(lastId || '-1')) return;
          lastId = id;
        }
        if (data) listener.onReply(JSON.parse(data) as Reply);
      });
    } catch {
      // The cause does not matter here: whatever broke, the answer is to connect again.
    } finally {
      stillness.stop();
    }
    if (ended || line !== mine) return;
    failures += 1;
    if (failures > 1) listener.onLine(false);
    alarm = setTimeout(connect, Math.min(longestPauseMs, 500 * 2 ** failures) * (0.75 + Math.random() / 2));
  };

  const wake = () => {
    if (document.visibilityState === 'visible') void connect();
  };
  const lost = () => listener.onLine(false);
  const stop = () => {
    ended = true;
    clearTimeout(alarm);
    line?.abort();
    removeEventListener('online', wake);
    removeEventListener('offline', lost);
    document.removeEventListener('visibilitychange', wake);
  };
  addEventListener('online', wake);
  addEventListener('offline', lost);
  // A phone that slept has often lost the stream without noticing.
  document.addEventListener('visibilitychange', wake);
  void connect();
  return stop;
}

function watch(onSilence: () => void) {
  let alarm = setTimeout(onSilence, silenceMs);
  const stop = () => clearTimeout(alarm);
  const heard = () => {
    stop();
    alarm = setTimeout(onSilence, silenceMs);
  };
  return { heard, stop };
}

async function read(
  body: ReadableStream<Uint8Array>,
  heard: () => void,
  onEvent: (id: string | null, data: string) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    rest += decoder.decode(value, { stream: true });
    const events = rest.split(/\r?\n\r?\n/);
    rest = events.pop() ?? '';
    for (const event of events) onEvent(...parse(event));
  }
}

/** One event of the stream: its id and its joined data lines. An id without data only moves the place. */
function parse(event: string): [id: string | null, data: string] {
  let id: string | null = null;
  const data: string[] = [];
  for (const line of event.split(/\r?\n/)) {
    if (line.startsWith('id:')) id = line.slice(3).trim();
    if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
  }
  return [id, data.join('\n')];
}
