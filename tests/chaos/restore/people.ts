/** People who open the chat and answer, one after another on each connection; every third says in the middle that they are in danger.
 *  What is not answered 200 they send again under the same key, as the page does and as LINE does, for as long as it takes. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Recording } from './record.ts';

/** Words of nobody else: whoever finds them in a back-up has found something that was not sealed. */
export const marker = '복원연습에서만쓰는말';
export const danger = `지금 위험해요 ${marker}`;
/** Age → consent → six answers of PHQ-9, then danger, or three more. */
const visit = (risky: boolean): string[] => [
  '1',
  '3',
  '1',
  '1',
  '1',
  '2',
  '1',
  '2',
  '1',
  ...(risky ? [danger] : ['1', '1', '1']),
];
const pauseMs = 15;

export interface People {
  /** From now on they write to this address; null: nobody answers anywhere. */
  writeTo(url: string): void;
  /** Whoever is in the middle of something ends it; then nobody writes any more. Gives how many found that nobody knows them: what
   *  made them was lost, and they would have to begin again. */
  end(): Promise<number>;
  /** Nobody waits for an answer any more: the rehearsal has failed. */
  abandon(): void;
}

export function startPeople(url: string, connections: number, record: Recording): People {
  let at = url;
  let goesOn = true;
  let waits = true;
  const post = async (path: string, body: object, key: string, cookie: string) => {
    while (waits) {
      const response = await answerOf(at + path, body, { 'idempotency-key': key, cookie });
      if (response) {
        if (response.status === 200) return response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
        if (response.status === 401) throw new Unknown();
        // Too fast counts as too late: it is sent again.
        if (response.status < 500 && response.status !== 429)
          throw new Error(`${path} was answered ${response.status}`);
      }
      await wait(200);
    }
    throw new Unknown();
  };
  const person = async (nth: number) => {
    let cookie = await post('/chat/session', { lang: 'ko' }, randomUUID(), '');
    const risky = nth % 3 === 0;
    for (const text of visit(risky)) {
      const key = randomUUID();
      record.asks(`web:${key}`, text === danger);
      cookie = await post('/chat/messages', { text }, key, cookie);
      record.answered(`web:${key}`);
      await wait(pauseMs);
    }
  };
  let people = 0;
  let unknown = 0;
  const lines = Array.from({ length: connections }, async () => {
    while (goesOn) {
      await person(people++).catch((error: unknown) => {
        if (!(error instanceof Unknown)) throw error;
        unknown += 1;
      });
    }
  });
  return {
    writeTo: (other) => {
      at = other;
    },
    end: async () => {
      goesOn = false;
      await Promise.all(lines);
      return unknown;
    },
    abandon: () => {
      goesOn = false;
      waits = false;
    },
  };
}

class Unknown extends Error {}

/** null: nobody answered. */
async function answerOf(url: string, body: object, headers: Record<string, string>): Promise<Response | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    });
    await response.arrayBuffer();
    return response;
  } catch {
    return null;
  }
}
