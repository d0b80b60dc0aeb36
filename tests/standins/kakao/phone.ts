/** A KakaoTalk stand-in for tests, and people in it who enter, write, tap and look at their screens. */
import { join } from 'node:path';
import { type StandIn, startStandIn } from '../process.ts';
import type { Exchange } from './caller.ts';
import type { Entry, How } from './channel.ts';
import type { Act } from './payload.ts';
import type { Thing } from './rules.ts';

export interface KakaoRecord {
  exchanges: Exchange[];
  violations: string[];
  notes: string[];
  eventMessages: number;
}

export interface KakaoView {
  userId: string;
  chat: Entry[];
  quickReplies: Thing[];
  isConsulting: boolean;
}

/** Settings of the environment: see main.ts. */
export async function startKakao(env: Record<string, string>) {
  const standIn = await startStandIn(join(import.meta.dirname, 'main.ts'), env);
  return {
    ...standIn,
    record: () => standIn.ask<KakaoRecord>('GET', '/control/record'),
    faults: (...faults: Thing[]) => standIn.ask('POST', '/control/faults', { faults }),
    settings: (settings: Thing) => standIn.ask('POST', '/control/settings', settings),
    person: (given: Thing = {}) => kakaoPerson(standIn, given),
  };
}

export type KakaoStandIn = Awaited<ReturnType<typeof startKakao>>;

async function kakaoPerson(standIn: StandIn, given: Thing) {
  const { userId } = await standIn.ask<KakaoView>('POST', '/control/people', given);
  const path = `/control/people/${userId}`;
  const view = () => standIn.ask<KakaoView>('GET', path);
  const does = async (act: Act, how: How = {}) =>
    (await standIn.ask<{ exchanges: Exchange[] }>('POST', `${path}/acts`, { act, how })).exchanges;
  /** The outputs of what the channel said last, if the person has done nothing since. */
  const outputs = async () => {
    const last = (await view()).chat.at(-1);
    return last?.from === 'channel' ? last.outputs : [];
  };
  return {
    userId,
    view,
    does,
    outputs,
    enters: (how?: How) => does({ type: 'enter' }, how),
    says: (text: string, how?: How) => does({ type: 'text', text }, how),
    again: () => does({ type: 'text', text: '' }, { again: true }),
    settings: (settings: Thing) => standIn.ask('POST', `${path}/settings`, settings),
    /** Whatever can be tapped: quick replies of the last answer, buttons and rows of any card. */
    tappable: async () => tappable(await view()),
    /** Taps what bears this label (of a list row: its title). Throws with what there is. */
    taps: async (label: string, how?: How) => {
      const all = tappable(await view());
      const found = all.findLast(({ what }) => what.label === label || what.title === label);
      const labels = () => all.map(({ what }) => String(what.label ?? what.title)).join(', ');
      if (!found) throw new Error(`Nothing "${label}" to tap; there is ${labels()}.`);
      return await does({ type: 'tap', ...found }, how);
    },
    texts: async () => (await outputs()).flatMap(textsOf),
  };
}

export type KakaoPerson = Awaited<ReturnType<typeof kakaoPerson>>;

type Tappable = { on: 'quickReply' | 'button' | 'listItem'; what: Thing };

function tappable({ chat, quickReplies }: KakaoView): Tappable[] {
  const cards = chat.flatMap((entry) => (entry.from === 'channel' ? entry.outputs : [])).flatMap(cardsOf);
  return [
    ...cards.flatMap((card) => [
      ...((card.buttons ?? []) as Thing[]).map((what) => ({ on: 'button' as const, what })),
      ...((card.items ?? []) as Thing[])
        .filter(({ action }) => action !== undefined)
        .map((what) => ({ on: 'listItem' as const, what })),
    ]),
    ...quickReplies.map((what) => ({ on: 'quickReply' as const, what })),
  ];
}

/** The card of an output, or those of its carousel. */
function cardsOf(output: Thing): Thing[] {
  const [name, body] = Object.entries(output)[0] as [string, Thing];
  return name === 'carousel' ? (body.items as Thing[]) : [body];
}

/** Every text of an output, wherever it stands; labels of buttons and rows are not among them. */
export function textsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === 'buttons' || key === 'items') return key === 'items' && isCards(value) ? textsOf(value) : [];
    return typeof value === 'string' ? (['text', 'title', 'description'].includes(key) ? [value] : []) : textsOf(value);
  });
}

/** Items of a carousel are cards; rows of a list card are choices. */
const isCards = (items: unknown): boolean =>
  Array.isArray(items) && items.some((item: Thing) => item.buttons !== undefined || item.header !== undefined);
