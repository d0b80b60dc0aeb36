/** People in front of a 마음지기 that runs somewhere: residents speak HTTP to the chat's listener, counsellors to the desk's. */
import { argon2Sync, randomBytes, randomUUID } from 'node:crypto';
import type { Case, Queue, Role, Talk } from '../../admin/contract.ts';
import type { Reply } from '../../flows/protocol.ts';
import type { Database } from '../../triage/store/db.ts';
import { addStaff } from '../../triage/store/staff.ts';

export const password = 'a-long-enough-password';

/** Of that password, made as cheaply as argon2id allows: every sign-in is a real one, at the cost that stands in what is stored, and
 *  hundreds of stories do not spend half their time on it. What the desk itself stores is looked at in tests/admin/auth.test.ts. */
const hashed = (() => {
  const nonce = randomBytes(16);
  const cost = { message: password, nonce, memory: 64, passes: 1, parallelism: 1, tagLength: 32 };
  const [salt, tag] = [nonce, argon2Sync('argon2id', cost)].map((bytes) => bytes.toString('base64').replace(/=+$/, ''));
  return `$argon2id$v=19$m=64,t=1,p=1$${salt}$${tag}`;
})();

export type Ask = Extract<Reply, { type: 'ask' }>;
interface Answer {
  status: number;
  rev?: number;
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
    /** Keeps the page open: what a counsellor writes arrives by itself. `at`: another process of the same house;
     *  `after`: the last turn it has seen. */
    watches: async (at = base, after?: number) => {
      const ending = new AbortController();
      onEnd(() => ending.abort());
      const response = await fetch(`${at}/chat/events`, {
        headers: { cookie, ...(after !== undefined && { 'last-event-id': String(after) }) },
        signal: ending.signal,
      });
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
