/** A LINE stand-in for tests, and people in it who follow, write, tap and look at their screens. */
import { join } from 'node:path';
import { type StandIn, startStandIn } from '../process.ts';
import type { Act, WebhookEvent } from './events.ts';
import type { Call, Entry, How, Thing } from './platform.ts';
import type { Delivery } from './webhooks.ts';

export interface LineRecord {
  schema: string;
  calls: Call[];
  deliveries: Delivery[];
  violations: string[];
}

export interface LineView {
  userId: string;
  state: string;
  chat: Entry[];
  newestFrom: number;
  quickReplies: { action: Thing }[];
  richMenu: (Thing & { areas?: { action: Thing }[] }) | null;
  isLoading: boolean;
}

export interface Done {
  event: WebhookEvent;
  deliveries: Delivery[];
}

/** Settings of the environment: see main.ts. */
export async function startLine(env: Record<string, string>) {
  const standIn = await startStandIn(join(import.meta.dirname, 'main.ts'), env);
  return {
    ...standIn,
    record: () => standIn.ask<LineRecord>('GET', '/control/record'),
    faults: (...faults: Thing[]) => standIn.ask('POST', '/control/faults', { faults }),
    settings: (settings: Thing) => standIn.ask('POST', '/control/settings', settings),
    expireTokens: () => standIn.ask('POST', '/control/tokens/expire'),
    sends: (events: readonly unknown[], how: How = {}) =>
      standIn.ask<{ deliveries: Delivery[] }>('POST', '/control/events', { events, how }),
    person: (given: { name?: string; userId?: string } = {}) => linePerson(standIn, given),
  };
}

export type LineStandIn = Awaited<ReturnType<typeof startLine>>;

async function linePerson(standIn: StandIn, given: { name?: string; userId?: string }) {
  const { userId } = await standIn.ask<LineView>('POST', '/control/people', given);
  const view = () => standIn.ask<LineView>('GET', `/control/people/${userId}`);
  const does = (act: Act, how: How = {}) => standIn.ask<Done>('POST', `/control/people/${userId}/acts`, { act, how });
  /** What the account said since the person last did something. */
  const answers = async () => {
    const { chat, newestFrom } = await view();
    return chat.slice(newestFrom).flatMap((entry) => (entry.from === 'account' ? [entry.message] : []));
  };
  return {
    userId,
    view,
    does,
    answers,
    follows: (how?: How) => does({ type: 'follow' }, how),
    blocks: () => does({ type: 'unfollow' }),
    says: (text: string, how?: How) => does({ type: 'text', text }, how),
    again: () => does({ type: 'unsend', messageId: '0' }, { again: true }),
    /** Whatever can be tapped on the screen: quick replies of the last message, buttons of any, the rich menu. */
    tappable: async () => tappable(await view()),
    /** Taps what bears this label. Throws with what there is. */
    taps: async (label: string, how?: How): Promise<Done | null> => {
      const actions = tappable(await view());
      const action = actions.findLast((one) => one.label === label);
      if (!action)
        throw new Error(`Nothing "${label}" to tap; there is ${actions.map((one) => one.label).join(', ')}.`);
      return await tapped(action, (act) => does(act, how));
    },
    texts: async () => (await answers()).flatMap(textsOf),
    /** Waits until the account has answered with words that contain these. */
    hears: async (words: string) => {
      for (let tries = 0; tries < 200; tries += 1) {
        const said = await answers();
        if (said.some((message) => textsOf(message).some((text) => text.includes(words)))) return said;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`"${words}" was never heard; the screen shows ${JSON.stringify(await answers())}`);
    },
  };
}

export type LinePerson = Awaited<ReturnType<typeof linePerson>>;

async function tapped(action: Thing, does: (act: Act) => Promise<Done>): Promise<Done | null> {
  if (action.type === 'postback') {
    const said = action.displayText === undefined ? {} : { displayText: String(action.displayText) };
    return await does({ type: 'postback', data: String(action.data), ...said });
  }
  if (action.type === 'message') return await does({ type: 'text', text: String(action.text) });
  return null;
}

function tappable({ quickReplies, richMenu, chat }: LineView): Thing[] {
  const inChat = chat.flatMap((entry) =>
    entry.from === 'account' ? actionsIn(entry.message.template ?? entry.message.contents) : [],
  );
  const inMenu = (richMenu?.areas ?? []).map(({ action }) => action);
  return [...inMenu, ...inChat, ...quickReplies.map(({ action }) => action)];
}

/** Every action of a template or flex message, wherever it stands. */
function actionsIn(part: unknown): Thing[] {
  if (Array.isArray(part)) return part.flatMap(actionsIn);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'action' || key === 'defaultAction'
      ? [value as Thing]
      : actionsIn(key === 'actions' ? (value as Thing[]).map((action) => ({ action })) : value),
  );
}

/** Every text of a message, wherever it stands. */
export function textsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    typeof value === 'string'
      ? ['text', 'title', 'altText'].includes(key)
        ? [value]
        : []
      : key === 'quickReply'
        ? []
        : textsOf(value),
  );
}
