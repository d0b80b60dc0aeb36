/** The state of the stand-in: people, their chats, callback addresses, event tasks, and a record of everything. */
import { randomBytes } from 'node:crypto';
import { callSkill, type Exchange, type Manner } from './caller.ts';
import { type Account, type Act, payloadOf, type Speaker } from './payload.ts';
import { judge, type Thing } from './rules.ts';

export interface Settings extends Account {
  skillUrl: string;
  secret: string;
  restKey: string;
  /** Where callback addresses begin; ours, unless a test says another. */
  callbackBase: string;
}

export type Entry =
  | { from: 'me'; at: number; text: string; kind: 'text' | 'sticker' | 'photo' }
  | { from: 'channel'; at: number; outputs: Thing[] }
  /** What KakaoTalk itself shows. */
  | { from: 'platform'; at: number; text: string }
  /** What KakaoTalk does not show: for whoever tries this out. */
  | { from: 'tester'; at: number; text: string };

export interface Person extends Speaker {
  chat: Entry[];
  quickReplies: Thing[];
  /** In a consultation the bot hears nothing. */
  isConsulting: boolean;
  /** Of every way there and back, ms. */
  slowMs: number;
  lastPayload?: Thing;
}

export interface How extends Manner {
  copies?: number;
  /** The last request once more, as an impatient second tap makes it. */
  again?: boolean;
  /** The block allows an answer by callback. */
  callback?: boolean;
  /** As the admin centre's test sends it: another kind of id, no language, the development bot. */
  adminTest?: boolean;
}

export interface Task {
  taskId: string;
  requested: number;
  succeeded: number;
  failed: { id: string; code: number }[];
}

/** ai_chatbot_callback_guide: one answer, within about a minute. */
const callbackWithinMs = 60_000;

export function kakaoChannel(settings: Settings, changed: (userId: string) => void) {
  const people = new Map<string, Person>();
  const callbacks = new Map<string, { userId: string; until: number }>();
  const exchanges: Exchange[] = [];
  const tasks = new Map<string, Task>();
  const eventFaults: string[] = [];
  const counted = { eventMessages: 0 };

  function newPerson(given: Partial<Speaker> = {}): Person {
    const person: Person = {
      userId: given.userId ?? randomBytes(32).toString('hex').slice(0, 66),
      plusfriendUserKey: given.plusfriendUserKey ?? randomBytes(9).toString('base64url'),
      isFriend: given.isFriend ?? true,
      chat: [],
      quickReplies: [],
      isConsulting: false,
      slowMs: 0,
    };
    people.set(person.userId, person);
    return person;
  }

  const personOf = (userId: string): Person => people.get(userId) ?? newPerson({ userId });

  async function does(person: Person, act: Act, how: How = {}): Promise<Exchange[]> {
    if (!how.again) seen(person, act);
    if (person.isConsulting || isOurs(person, act)) return [];
    const { copies = 1, again, callback, adminTest, ...manner } = how;
    const callbackUrl = callback ? newCallback(person.userId) : undefined;
    const account = adminTest ? { ...settings, botId: `${settings.botId}!` } : settings;
    const payload = again && person.lastPayload ? person.lastPayload : payloadOf(act, account, person, callbackUrl);
    person.lastPayload = payload;
    const to = { url: settings.skillUrl, secret: settings.secret };
    const slowed = {
      ...manner,
      slowMs: manner.slowMs ?? person.slowMs,
      ...(adminTest ? { patch: asTested(person, manner.patch) } : {}),
    };
    const made = await Promise.all(Array.from({ length: copies }, () => callSkill(to, payload, slowed)));
    exchanges.push(...made);
    for (const exchange of made) shows(person, exchange);
    return made;
  }

  /** Taps that KakaoTalk itself answers: a call, a page, a consultation. true: the bot hears nothing of it. */
  function isOurs(person: Person, act: Act): boolean {
    if (act.type !== 'tap') return false;
    if (act.what.action === 'operator') {
      person.isConsulting = true;
      person.chat.push({
        from: 'platform',
        at: Date.now(),
        text: '상담원 연결을 요청했어요. 상담이 끝날 때까지 챗봇은 듣지 못해요.',
      });
      changed(person.userId);
      return true;
    }
    return ['phone', 'webLink', 'share'].includes(String(act.what.action));
  }

  function seen(person: Person, act: Act): void {
    const at = Date.now();
    person.quickReplies = [];
    if (act.type === 'text') person.chat.push({ from: 'me', at, text: act.text, kind: 'text' });
    if (act.type === 'sticker' || act.type === 'photo') person.chat.push({ from: 'me', at, text: '', kind: act.type });
    if (act.type === 'tap' && ['message', 'block'].includes(String(act.what.action))) {
      person.chat.push({
        from: 'me',
        at,
        text: String(act.what.messageText ?? act.what.label ?? act.what.title ?? ''),
        kind: 'text',
      });
    }
    if (act.type === 'enter') person.chat.push({ from: 'platform', at, text: '채널을 추가했어요' });
    changed(person.userId);
  }

  function shows(person: Person, { outcome, response, violations, ms, status }: Exchange): void {
    if (outcome === 'shown') show(person, response as Thing);
    else if (outcome !== 'callback') {
      const why = { 'too-late': '5초 안에 답이 오지 않았어요', 'no-answer': '서버에 닿지 않았어요' }[outcome as string];
      const text = `카카오톡에는 아무것도 보이지 않아요. ${why ?? `HTTP ${status}: ${violations.join(' · ')}`} (${ms}ms)`;
      person.chat.push({ from: 'tester', at: Date.now(), text });
    }
    changed(person.userId);
  }

  function show(person: Person, response: Thing): void {
    const template = response.template as { outputs: Thing[]; quickReplies?: Thing[] };
    person.chat.push({ from: 'channel', at: Date.now(), outputs: template.outputs });
    person.quickReplies = template.quickReplies ?? [];
  }

  function newCallback(userId: string): string {
    const token = randomBytes(16).toString('hex');
    callbacks.set(token, { userId, until: Date.now() + callbackWithinMs });
    return `${settings.callbackBase}/callback/${token}`;
  }

  /** The one late answer to a request that had a callback address. */
  function callBack(
    token: string,
    body: unknown,
  ): { taskId: string; status: string; message: string; timestamp: number } {
    const known = callbacks.get(token);
    callbacks.delete(token);
    const said = (status: string, message = '') => ({ taskId: token, status, message, timestamp: Date.now() });
    if (!known || Date.now() > known.until) return said('FAIL', 'Invalid callback token');
    const { violations } = judge(body);
    if (violations.length > 0) {
      eventFaults.push(...violations.map((one) => `callback: ${one}`));
      return said('ERROR', violations.join(' · '));
    }
    const person = personOf(known.userId);
    show(person, body as Thing);
    changed(person.userId);
    return said('SUCCESS');
  }

  /** An event of ours: Kakao runs the block bound to it, and that may call the skill. Only friends can be reached. */
  async function event(name: string, userIds: readonly string[], data: unknown): Promise<Task> {
    const task: Task = { taskId: randomBytes(16).toString('hex'), requested: userIds.length, succeeded: 0, failed: [] };
    tasks.set(task.taskId, task);
    for (const id of userIds) {
      const person = people.get(id);
      const code = person?.isFriend ? await runsBlock(person, name, data) : notFriend;
      if (code === 0) task.succeeded += 1;
      else task.failed.push({ id, code });
    }
    // Counted whether or not the block showed anything, as Kakao bills it.
    counted.eventMessages += task.succeeded;
    return task;
  }

  async function runsBlock(person: Person, name: string, data: unknown): Promise<number> {
    const payload = payloadOf({ type: 'text', text: name }, settings, person);
    const patch = { intent: { name }, userRequest: { block: { name } }, action: { params: data ?? {} } };
    const exchange = await callSkill({ url: settings.skillUrl, secret: settings.secret }, payload, {
      patch,
      slowMs: person.slowMs,
    });
    exchanges.push(exchange);
    shows(person, exchange);
    return resultCodes[exchange.outcome];
  }

  return {
    settings,
    people,
    exchanges,
    tasks,
    eventFaults,
    counted,
    newPerson,
    personOf,
    does,
    callBack,
    event,
    changed,
  };
}

export type KakaoChannel = ReturnType<typeof kakaoChannel>;

/** Codes seen in practice (CHANNELS B3, third-party notes); "not a friend" has no published number. */
const notFriend = 3;
const resultCodes: Record<Exchange['outcome'], number> = {
  shown: 0,
  callback: 0,
  'too-late': 202,
  'not-200': 104,
  'no-answer': 201,
  'not-json': 6,
  invalid: 6,
};

/** What the admin centre's own test sends differently. */
function asTested(person: Person, patch: Thing = {}): Thing {
  return {
    ...patch,
    userRequest: { lang: null, user: { id: person.userId.slice(0, 16), type: 'accountId', properties: {} } },
  };
}
