/** The state of the stand-in: people and their chats, reply tokens, retry keys, quota, rich menus, and a record of everything. */
import type { Act, WebhookEvent } from './events.ts';
import { eventOf, redelivered } from './events.ts';
import { newMessageId, newUserId } from './ids.ts';
import { type Delivery, deliver, type Manner } from './webhooks.ts';

export interface Settings {
  webhookUrl: string;
  secret: string;
  token: string;
  /** The account's own user id: `destination` of every webhook. */
  botUserId: string;
  accountName: string;
  /** Sends again what was not answered 2xx, as the console's switch does. */
  redelivery: boolean;
  chatMode: 'bot' | 'chat';
}

export type Thing = Record<string, unknown>;

/** One line of a chat. */
export type Entry =
  | { from: 'me'; at: number; message: { id: string; type: string; [key: string]: unknown }; withdrawn?: true }
  | { from: 'account'; at: number; id: string; message: Thing }
  | { from: 'platform'; at: number; text: string };

export interface Person {
  userId: string;
  name: string;
  language: string;
  state: 'stranger' | 'friend' | 'blocked';
  chat: Entry[];
  /** Where in the chat begins what came after their own last deed. */
  newestFrom: number;
  /** Shown until this moment or until our next message. */
  loadingUntil: number;
  /** Quick replies are there until one is tapped or anything newer comes. */
  hasQuickReplies: boolean;
  /** What was last sent about them, for sending it again. */
  lastEvent?: WebhookEvent;
  /** Delay of every hop, ms. */
  slowMs: number;
  richMenuId?: string;
}

/** A call of the API, as it came and as it was answered. */
export interface Call {
  at: number;
  method: string;
  path: string;
  status: number;
  requestId: string;
  retryKey?: string;
  body: unknown;
  /** What LINE's documentation does not allow, a sentence each. */
  violations: string[];
  /** A fault on command that hit it. */
  fault?: string;
}

export interface How extends Manner {
  /** How many times at once. Default 1. */
  copies?: number;
  /** Sends the person's last event again, as LINE redelivers it, instead of a new one. */
  again?: boolean;
  delayMs?: number;
  /** Standby: another module holds the chat, and there is no reply token. */
  standby?: boolean;
}

/** REF "Reply token": to be used within a minute; for a redelivered webhook again a minute, unless 20 minutes passed since the event. */
const replyWithinMs = 60_000;
const redeliveredWithinMs = 20 * 60_000;

export function platform(settings: Settings, changed: (userId: string) => void) {
  const people = new Map<string, Person>();
  const tokens = new Map<string, { userId: string; until: number; used: boolean }>();
  const retryKeys = new Map<string, { requestId: string; body: string; sentMessages: Thing[] }>();
  const richMenus = new Map<string, Thing & { image?: { type: string; bytes: Buffer } }>();
  const calls: Call[] = [];
  const deliveries: Delivery[] = [];
  const quota = { limit: null as number | null, used: 0 };
  const later = new Set<NodeJS.Timeout>();

  function newPerson(given: Partial<Pick<Person, 'userId' | 'name' | 'language'>> = {}): Person {
    const person: Person = {
      userId: given.userId ?? newUserId(),
      name: given.name ?? '주민',
      language: given.language ?? 'ko',
      state: 'stranger',
      chat: [],
      newestFrom: 0,
      loadingUntil: 0,
      hasQuickReplies: false,
      slowMs: 0,
    };
    people.set(person.userId, person);
    return person;
  }

  /** What the person does appears on their own screen at once; then the webhook leaves. */
  async function does(
    person: Person,
    act: Act,
    how: How = {},
  ): Promise<{ event: WebhookEvent; deliveries: Delivery[] }> {
    const event =
      how.again && person.lastEvent ? redelivered(person.lastEvent) : eventOf(person.userId, act, Date.now());
    if (!how.again) seen(person, act, event);
    if (how.standby) {
      event.mode = 'standby';
      delete event.replyToken;
    }
    person.lastEvent = event;
    await pause((how.delayMs ?? 0) + person.slowMs);
    return { event, deliveries: await sends([event], how) };
  }

  function seen(person: Person, act: Act, event: WebhookEvent): void {
    const at = event.timestamp;
    person.hasQuickReplies = false;
    if (act.type === 'follow') person.state = 'friend';
    if (act.type === 'unfollow') person.state = 'blocked';
    if (act.type === 'follow' || act.type === 'unfollow') {
      person.chat.push({ from: 'platform', at, text: act.type === 'follow' ? '친구로 추가했어요' : '차단했어요' });
    }
    if (act.type === 'unsend') {
      const mine = person.chat.find((entry) => entry.from === 'me' && entry.message.id === act.messageId);
      if (mine?.from === 'me') mine.withdrawn = true;
    }
    if (act.type === 'postback' && act.displayText) {
      person.chat.push({ from: 'me', at, message: { id: newMessageId(), type: 'text', text: act.displayText } });
    }
    if (event.message) person.chat.push({ from: 'me', at, message: event.message });
    person.newestFrom = person.chat.length;
    changed(person.userId);
  }

  /** One webhook body. What was not received is sent again when the switch is on, each time as a redelivery. */
  async function sends(events: readonly WebhookEvent[], { copies = 1, ...manner }: How = {}): Promise<Delivery[]> {
    for (const event of events) grant(event);
    const to = { url: settings.webhookUrl, secret: settings.secret, destination: settings.botUserId };
    const made = await Promise.all(Array.from({ length: copies }, () => deliver(to, events, manner)));
    deliveries.push(...made);
    if (settings.redelivery && made.every(({ reason }) => reason !== 'ok')) redeliverLater(events, manner, 1);
    return made;
  }

  function redeliverLater(events: readonly WebhookEvent[], manner: Manner, attempt: number): void {
    if (attempt > 5) return;
    const timer = setTimeout(
      async () => {
        later.delete(timer);
        for (const event of events) grant(event);
        const to = { url: settings.webhookUrl, secret: settings.secret, destination: settings.botUserId };
        const one = await deliver(to, events.map(redelivered), { ...manner, signature: 'right' });
        deliveries.push(one);
        if (one.reason !== 'ok') redeliverLater(events, manner, attempt + 1);
      },
      500 * 2 ** attempt,
    );
    later.add(timer);
  }

  /** The token of an event becomes usable, or usable again. */
  function grant({ replyToken, source, timestamp }: WebhookEvent): void {
    const userId = source?.userId;
    if (replyToken === undefined || userId === undefined) return;
    const known = tokens.get(replyToken);
    if (known && Date.now() - timestamp > redeliveredWithinMs) return;
    tokens.set(replyToken, { userId, until: Date.now() + replyWithinMs, used: known?.used ?? false });
  }

  /** Whose chat an unused token opens; using it up. null: LINE says "Invalid reply token". */
  function spend(replyToken: string): Person | null {
    const known = tokens.get(replyToken);
    if (!known || known.used || Date.now() > known.until) return null;
    known.used = true;
    return people.get(known.userId) ?? newPerson({ userId: known.userId });
  }

  /** Puts messages on a person's screen, unless they blocked the account: LINE says 200 either way. */
  async function shows(person: Person, messages: readonly Thing[]): Promise<void> {
    await pause(person.slowMs);
    if (person.state === 'blocked') return;
    person.loadingUntil = 0;
    person.hasQuickReplies = true;
    for (const message of messages) {
      person.chat.push({ from: 'account', at: Date.now(), id: newMessageId(), message });
    }
    changed(person.userId);
  }

  return {
    settings,
    people,
    tokens,
    retryKeys,
    richMenus,
    calls,
    deliveries,
    quota,
    newPerson,
    does,
    sends,
    spend,
    shows,
    defaultRichMenu: null as string | null,
    changed,
    end(): void {
      for (const timer of later) clearTimeout(timer);
    },
  };
}

export type Platform = ReturnType<typeof platform>;

const pause = (ms: number): Promise<void> =>
  ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
