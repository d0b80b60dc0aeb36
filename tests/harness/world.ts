/** A whole 마음지기 on a real Postgres, with a clock that only moves when told, and people to put in it.
 *  Residents speak HTTP to the chat's listener, counsellors to the desk's: nothing inside is stood in for. */
import { argon2Sync, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { expect, onTestFinished } from 'vitest';
import type { Case, Queue, Role, Talk } from '../../admin/contract.ts';
import type { Reply } from '../../flows/protocol.ts';
import { assemble, type Ground } from '../../main.ts';
import { vapidPublicKey } from '../../triage/notify/push.ts';
import { openBus } from '../../triage/store/bus.ts';
import { firstCenter } from '../../triage/store/centers.ts';
import { type Database, openDatabase } from '../../triage/store/db.ts';
import { broken } from '../../triage/store/invariants.ts';
import { migrate } from '../../triage/store/migrate.ts';
import { addWay } from '../../triage/store/noticeMethods.ts';
import { loadSecrets } from '../../triage/store/secrets.ts';
import { addStaff } from '../../triage/store/staff.ts';
import { startPushService } from '../standins/pager/push.ts';
import { addShift } from './onCall.ts';
import { freshDatabase } from './postgres.ts';
import { removeFolder, temporaryFolder } from './programs.ts';

const minute = 60_000;
export const password = 'a-long-enough-password';

/** Of that password, made as cheaply as argon2id allows: every sign-in is a real one, at the cost that stands in what is stored, and
 *  hundreds of stories do not spend half their time on it. What the desk itself stores is looked at in tests/admin/auth.test.ts. */
const hashed = (() => {
  const nonce = randomBytes(16);
  const cost = { message: password, nonce, memory: 64, passes: 1, parallelism: 1, tagLength: 32 };
  const [salt, tag] = [nonce, argon2Sync('argon2id', cost)].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  return `$argon2id$v=19$m=64,t=1,p=1$${salt}$${tag}`;
})();

export interface Clock {
  (): Date;
  advance(by: { seconds?: number; minutes?: number; hours?: number }): void;
}

export function fakeClock(from = '2026-01-05T09:00:00Z'): Clock {
  let now = new Date(from).getTime();
  return Object.assign(() => new Date(now), {
    advance: ({ seconds = 0, minutes = 0, hours = 0 }) => {
      now += seconds * 1000 + minutes * minute + hours * 60 * minute;
    },
  });
}

/** `ground` changes what the house stands on: a slow database, another clock. `database`: on a server of the test's own. */
export async function openWorld(
  change: (ground: Ground) => Partial<Ground> = () => ({}),
  database: () => Promise<{ url: string; drop: () => Promise<void> }> = () => freshDatabase((url) => migrate({ url })),
) {
  const own = await database();
  const db = await openDatabase({ url: own.url });
  const clock = fakeClock();
  const master = randomBytes(32);
  const secrets = await loadSecrets(db, master);
  const center = await firstCenter(db.query, { id: randomUUID(), name: '푸른구 센터', retention: '1년', now: clock() });
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  // Listens before there is a house: a drill in it walks in at this door.
  const chat = await listening();
  const dataDir = temporaryFolder('world');
  const ground: Ground = {
    db,
    master,
    secrets,
    clock,
    newId: randomUUID,
    bus: openBus(),
    log,
    dataDir,
    centerId: center.id,
    publicUrl: 'http://127.0.0.1',
    chatUrl: chat.url,
    deskUrl: 'http://127.0.0.1',
    trustProxy: false,
    // A machine that starves a test of its time is no crowd.
    loopDelayMs: () => 0,
  };
  const house = assemble({ ...ground, ...change(ground) });
  chat.server.on('request', house.bot.app);
  const desk = await listening(house.desk.app);
  ground.bus.subscribe('pages', house.notices.nudge);
  const ends: (() => void)[] = [];
  let pushService: ReturnType<typeof startPushService> | null = null;
  const phones = () => {
    pushService ??= startPushService(vapidPublicKey(secrets.vapid), () => clock().getTime());
    return pushService;
  };
  onTestFinished(async () => {
    for (const end of ends) end();
    house.bot.close();
    house.desk.close();
    await Promise.all([closed(chat.server), closed(desk.server)]);
    await house.bot.settled();
    await house.paging.settled();
    await house.notices.settled();
    await house.away.settled();
    await house.away.close();
    await house.end();
    (await pushService)?.end();
    await db.close();
    await own.drop();
    removeFolder(dataDir);
  });
  return {
    ...house,
    url: own.url,
    db,
    clock,
    master,
    secrets,
    center,
    /** Where a browser finds residents' listener and the desk's. */
    chatUrl: chat.url,
    deskUrl: desk.url,
    logged,
    ground,
    resident: () => resident(chat.url, (end) => ends.push(end)),
    /** Somebody at a desk; a counsellor unless said otherwise. */
    counsellor: (name: string, role: Role = 'counsellor') => counsellor(db, clock, center.id, desk.url, name, role),
    /** Is on duty, from now on unless said otherwise. */
    takesDuty: (who: { id: string }, when: Parameters<typeof addShift>[2] = {}) =>
      addShift(db, { centerId: center.id, staffId: who.id, now: clock() }, when),
    /** Can be told outside the desk. */
    hasPhone: async (who: { id: string }, afterMinutes = 0) => {
      const { subscription } = (await phones()).subscribes();
      const [id, now] = [randomUUID(), clock()];
      await addWay(db, secrets.notice, {
        ...{ id, centerId: center.id, staffId: who.id, kind: 'push', label: '휴대폰', hookId: null, lang: 'ko', now },
        to: JSON.stringify(subscription),
        same: subscription.endpoint,
      });
      await db.query('update notice_method set verified_at = made_at, after_minutes = $2 where id = $1', [
        id,
        afterMinutes,
      ]);
    },
    /** What phones are told by fails each time, or works again. */
    phonesFail: async (fail = true) => {
      (await phones()).badDaysLast(fail ? { kind: 'answers', status: 503 } : undefined);
    },
    /** Everything that is due happens, as the second hand would have made it happen. */
    passes: async (by: Parameters<Clock['advance']>[0]) => {
      clock.advance(by);
      await house.dispatch.round();
      await house.notices.settled();
    },
    /** Whatever the story did: what must always hold does. */
    holds: async () => expect(await broken(db.query, clock())).toEqual([]),
    escalations: async () =>
      (
        await db.query<{
          id: string;
          tier: string | null;
          priority: number;
          rules: string[];
          flags: string[];
          open: boolean;
        }>('select id, tier, priority, rules, flags, closed_at is null as open from escalation order by opened_at')
      ).rows,
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

async function listening(app?: Parameters<typeof createServer>[1]) {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

export type Ask = Extract<Reply, { type: 'ask' }>;
interface Answer {
  status: number;
  replies: Reply[];
  stale?: boolean;
  error?: { code: string };
}

/** Somebody with a phone. What their screen shows is `screen`; what came by itself is `arrived`. */
export function resident(base: string, onEnd: (end: () => void) => void, cookie = '') {
  let screen: Reply[] = [];
  let watching = false;
  const arrived: Reply[] = [];
  const post = async (path: string, body: unknown, key: string = randomUUID()): Promise<Answer> => {
    const response = await fetch(base + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, ...(cookie ? { cookie } : {}) },
      body: JSON.stringify(body),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const answer = (await response.json()) as Answer;
    return { ...answer, status: response.status, replies: answer.replies ?? [] };
  };
  const shown = (answer: Answer) => {
    screen = answer.replies;
    return answer;
  };
  const asked = () => screen.findLast((reply): reply is Ask => reply.type === 'ask');
  const taps = async (label: string, key?: string) => {
    const choice = asked()?.choices.find((one) => one.label === label);
    if (!choice)
      throw new Error(
        `No button "${label}"; the screen shows ${JSON.stringify(asked()?.choices.map((one) => one.label))}`,
      );
    return shown(await post('/chat/messages', { choice: choice.id }, key));
  };
  /** `code`: of the poster they came by. */
  const opens = async (lang: 'ko' | 'en' = 'ko', code?: string) =>
    shown(await post('/chat/session', { lang, ...(code === undefined ? {} : { code }) }));
  return {
    post,
    taps,
    asked,
    arrived,
    /** Its page is still open at the server. */
    watching: () => watching,
    /** Of this browser: who has it is the same person at another process of the same house. */
    cookie: () => cookie,
    screen: () => screen,
    texts: () => screen.map(({ text }) => text),
    opens,
    says: async (text: string, key?: string) => shown(await post('/chat/messages', { text }, key)),
    /** Answers items by their value's place: PHQ-9 0–3 are the first four buttons. */
    answers: async (values: readonly number[]) => {
      for (const value of values) await taps(asked()?.choices[value]?.label ?? '');
    },
    /** From the door to the words that they are in danger now: P0. */
    tellsOfDanger: async () => {
      await opens();
      await taps('지금 많이 힘들어요');
      await taps('네, 지금 위험해요');
    },
    /** From the greeting to the first item. */
    starts: async (age = '19~34세') => {
      await taps('시작할게요');
      await taps(age);
      await taps('동의해요');
    },
    /** Keeps the page open: what a counsellor writes arrives by itself. `at`: another process of the same house. */
    watches: async (at = base) => {
      const ending = new AbortController();
      onEnd(() => ending.abort());
      const response = await fetch(`${at}/chat/events`, { headers: { cookie }, signal: ending.signal });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      watching = response.ok;
      (async () => {
        let rest = '';
        for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
          const lines = (rest + part.value).split('\n');
          rest = lines.pop() ?? '';
          for (const line of lines) if (line.startsWith('data:')) arrived.push(JSON.parse(line.slice(5)) as Reply);
        }
      })()
        .catch(() => {})
        .finally(() => {
          watching = false;
        });
      return response.status;
    },
  };
}
export type Resident = ReturnType<typeof resident>;

/** Somebody on call, signed in at a desk. */
export async function counsellor(
  db: Database,
  clock: () => Date,
  centerId: string,
  base: string,
  name: string,
  role: Role,
) {
  const id = randomUUID();
  const email = `${name}@center.example`;
  await addStaff(db, {
    id,
    centerId,
    email,
    name,
    role,
    password: hashed,
    invite: null,
    at: clock(),
  });
  let cookie = '';
  const call = async <T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<{ status: number; body: T }> => {
    const response = await fetch(base + path, {
      method,
      headers: { origin: base, 'content-type': 'application/json', ...(cookie ? { cookie } : {}), ...more },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const set = response.headers.getSetCookie().find((one) => /^(__Host-)?desk=/.test(one));
    if (set) cookie = set.split(';')[0] ?? cookie;
    const text = await response.text();
    // A file is what it is.
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, body: (isJson ? JSON.parse(text) : text || null) as T };
  };
  const signedIn = await call('POST', '/api/login', { email, password });
  if (signedIn.status !== 200) throw new Error(`${name} could not sign in: ${JSON.stringify(signedIn.body)}`);
  return {
    id,
    name,
    call,
    /** An answer as it comes; for streams. */
    get: (url: string) => fetch(url, { headers: { cookie } }),
    text: async (path: string) => (await fetch(base + path, { headers: { cookie } })).text(),
    queue: async () => (await call<Queue>('GET', '/api/queue')).body.rows,
    opens: async (caseId: string) => (await call<Case>('GET', `/api/cases/${caseId}`)).body,
    reads: async (caseId: string) => (await call<Talk>('GET', `/api/cases/${caseId}/talk`)).body.lines,
    claims: (caseId: string) => call<{ fence: number }>('POST', `/api/cases/${caseId}/claim`, {}),
    writes: (caseId: string, fence: number, text: string) => call('POST', `/api/cases/${caseId}/say`, { fence, text }),
    logs: (caseId: string, fence: number, outcome: string) =>
      call('POST', `/api/cases/${caseId}/calls`, { fence, outcome }),
    closes: (caseId: string, fence: number, outcome: string) =>
      call('POST', `/api/cases/${caseId}/close`, { fence, outcome }),
  };
}

/** Waits until something is so; for what travels over a socket by itself. */
export async function until(so: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await so()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`It never happened: ${what}`);
}
