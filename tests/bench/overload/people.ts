/** People of an overload, each with a connection of their own as a page has: a crowd that answers its questionnaires, and some who say
 *  that they are in danger. Whoever is asked to come again does, after as long as they were asked to. Loopback only. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';

/** Start → age → consent → nine answers → four of ASQ; then the next person comes. */
const visit = ['1', '3', '1', ...Array<string>(9).fill('1'), ...Array<string>(4).fill('2')];
const danger = '지금 죽고 싶어요';

export interface Sent {
  kind: 'crowd' | 'danger';
  status: number;
  /** To this answer, ms; of somebody in danger from the first time they said it. */
  ms: number;
  /** Of the event. */
  id: string;
  /** When it was said first, ms since the epoch. */
  at: number;
}

export interface People {
  /** So many of a crowd, who come within so long and think a second between two answers, until they are told to stop. */
  crowd(many: number, withinMs: number, isOver: () => boolean, tell: (sent: Sent) => void): Promise<void>;
  /** Somebody whose page is open says that they wish to die, and again until they are heard. */
  inDanger(tell: (sent: Sent) => void): Promise<void>;
  /** Opens the pages of so many who will be in danger. */
  gather(many: number): Promise<void>;
  end(): Promise<void>;
}

const thinkMs = 1_000;

export function people(port: number, connections: number): People {
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 });
  const endangered: string[] = [];

  async function post(path: string, body: object, cookie: string, key: string) {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key, cookie };
    const answer = await pool.request({ method: 'POST', path, headers, body: JSON.stringify(body) });
    await answer.body.dump();
    const set = answer.headers['set-cookie'];
    return {
      status: answer.statusCode,
      cookie: (Array.isArray(set) ? set[0] : set)?.split(';')[0] ?? cookie,
      waitMs: Number(answer.headers['retry-after'] ?? 0) * 1_000,
    };
  }

  /** Until it is taken, or it is over. */
  async function said(
    kind: Sent['kind'],
    isOver: () => boolean,
    tell: (sent: Sent) => void,
    send: (key: string) => ReturnType<typeof post>,
    prefix = 'web:',
  ) {
    const key = randomUUID();
    const first = performance.now();
    for (let at = first; ; at = performance.now()) {
      const { status, cookie, waitMs } = await send(key);
      const from = kind === 'danger' ? first : at;
      tell({ kind, status, id: prefix + key, at: performance.timeOrigin + first, ms: performance.now() - from });
      if (status === 200 || isOver()) return { status, cookie };
      await wait(waitMs);
    }
  }

  async function person(isOver: () => boolean, tell: (sent: Sent) => void): Promise<void> {
    const opens = (key: string) => post('/chat/session', { lang: 'ko' }, '', key);
    const { cookie } = await said('crowd', isOver, tell, opens, 'web:open:');
    for (const text of visit) {
      if (isOver()) return;
      await wait(thinkMs * (0.5 + Math.random()));
      await said('crowd', isOver, tell, (key) => post('/chat/messages', { text }, cookie, key));
    }
  }

  return {
    async crowd(many, withinMs, isOver, tell) {
      const one = async () => {
        await wait(withinMs * Math.random());
        while (!isOver()) await person(isOver, tell);
      };
      await Promise.all(Array.from({ length: many }, one));
    },
    async inDanger(tell) {
      const cookie = endangered.pop() ?? '';
      await said(
        'danger',
        () => false,
        tell,
        (key) => post('/chat/messages', { text: danger }, cookie, key),
      );
    },
    async gather(many) {
      while (endangered.length < many) {
        const opens = async () => post('/chat/session', { lang: 'ko' }, '', randomUUID());
        const opened = await Promise.all(Array.from({ length: 16 }, opens));
        endangered.push(...opened.flatMap(({ status, cookie }) => (status === 200 ? [cookie] : [])));
      }
    },
    end: () => pool.destroy(),
  };
}
