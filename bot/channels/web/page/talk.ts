import type { Lang, Reply } from '../../../../flows/protocol.ts';
import type { Said } from './connection.ts';
import { languageOf } from './language.ts';
import type { Words } from './words.ts';

export type Ask = Extract<Reply, { type: 'ask' }>;
export type Sending = 'sending' | 'again' | 'unsent' | 'sent';

/** One thing on the screen. `batch` counts what arrived together: the screen is placed at the start of the newest one. */
export type Entry =
  | { id: string; batch: number; type: 'reply'; reply: Reply; answered: boolean }
  | Mine
  | { id: string; batch: number; type: 'note'; word: keyof Words };

/** The person's words or tapped answer. `id` is its Idempotency-Key, `ask` the question it was tapped under. `text` is what
 *  stands on the screen; null: a telephone number, which does not. */
export interface Mine {
  id: string;
  batch: number;
  type: 'mine';
  said: Said;
  text: string | null;
  ask: string | null;
  sending: Sending;
}

export interface Talk {
  lang: Lang;
  entries: Entry[];
  batch: number;
  /** The newest batch that must be seen now; what is not pressing waits below while the person reads elsewhere. */
  pressing: number;
}

export type Event =
  | { type: 'said'; id: string; said: Said; text: string | null; ask: string | null }
  | { type: 'sending'; id: string; sending: Sending }
  | { type: 'answered'; id: string; replies: Reply[]; stale: boolean }
  /** `asked`: the person is waiting for it. */
  | { type: 'heard'; replies: Reply[]; asked: boolean }
  | { type: 'opened'; lang: Lang | null; replies: Reply[] }
  | { type: 'noted'; word: keyof Words };

export const newTalk = (lang: Lang): Talk => ({ lang, entries: [], batch: 0, pressing: 0 });

/** What the screen shows after an event. Pure. */
export function follow(talk: Talk, event: Event): Talk {
  switch (event.type) {
    case 'said': {
      const { type: _, ...mine } = event;
      const kept = talk.entries.filter((entry) => !isReplacedBy(entry, event.ask));
      return add({ ...talk, entries: kept }, { ...mine, batch: talk.batch, type: 'mine', sending: 'sending' });
    }
    case 'sending':
      return change(talk, event.id, (entry) => (entry.type === 'mine' ? { ...entry, sending: event.sending } : entry));
    case 'answered':
      return arrive(settle(talk, event.id, event.stale), event.replies, true);
    case 'heard':
      return arrive(talk, event.replies, event.asked);
    case 'opened':
      // Before the person said anything a new greeting replaces the old one; later nothing they see is taken away.
      return arrive(talk.entries.some(isTheirs) ? talk : { ...talk, entries: [] }, event.replies, true, event.lang);
    case 'noted':
      return add(talk, { id: `note${talk.entries.length}`, batch: talk.batch, type: 'note', word: event.word });
  }
}

/** What is read aloud before this: a question is read with its introduction, and so is the last of what was said without a
 *  question. Null: it has no voice of its own, because it is read with what follows it, or is past. */
export function readBefore(talk: Talk, entry: Entry): string[] | null {
  if (entry.type !== 'reply') return null;
  const together = talk.entries.filter((other) => other.type === 'reply' && other.batch === entry.batch);
  const texts = together.flatMap((other) =>
    other.type === 'reply' && other.reply.type === 'text' && other !== entry ? other.reply.text : [],
  );
  switch (entry.reply.type) {
    case 'ask':
      return entry.id === openAsk(talk)?.id ? texts : null;
    case 'text': {
      const isLast = entry.batch === talk.batch && entry === lastOf(together, ['text', 'ask']);
      return isLast ? texts : null;
    }
    default:
      return [];
  }
}

const lastOf = (entries: Entry[], types: Reply['type'][]): Entry | undefined =>
  [...entries].reverse().find((entry) => entry.type === 'reply' && types.includes(entry.reply.type));

/** The one question that can still be answered. */
export function openAsk(talk: Talk): { id: string; ask: Ask } | null {
  const entry = lastOf(talk.entries, ['ask']);
  if (entry?.type !== 'reply' || entry.reply.type !== 'ask' || entry.answered) return null;
  return { id: entry.id, ask: entry.reply };
}

/** The answer of this question that is on its way: it is shown in its place, so that nothing jumps under the finger. */
export function onItsWay(talk: Talk, ask: string | null): Mine | null {
  const found = talk.entries.find((entry) => entry.type === 'mine' && entry.ask === ask && entry.sending !== 'sent');
  return ask !== null && found?.type === 'mine' ? found : null;
}

const isTheirs = (entry: Entry) => entry.type === 'mine' || (entry.type === 'reply' && entry.reply.type === 'human');

const isUrgent = (reply: Reply) => reply.type === 'ask' || (reply.type === 'card' && reply.kind === 'crisis');

/** Another answer to the same question takes the place of one that could not be sent. */
function isReplacedBy(entry: Entry, ask: string | null): boolean {
  return entry.type === 'mine' && ask !== null && entry.ask === ask && entry.sending === 'unsent';
}

function settle(talk: Talk, id: string, stale: boolean): Talk {
  const mine = talk.entries.find((entry) => entry.id === id);
  if (mine?.type !== 'mine') return talk;
  // A stale tap did not count as an answer, so it must not look like one.
  if (stale && mine.ask !== null) return { ...talk, entries: talk.entries.filter((entry) => entry !== mine) };
  // What was said is kept to be sent again; a number that has arrived is nobody's to find.
  const sent = change(talk, id, () => ({ ...mine, said: { text: '' }, sending: 'sent' }));
  if (mine.ask === null) return sent;
  return change(sent, mine.ask, (entry) => (entry.type === 'reply' ? { ...entry, answered: true } : entry));
}

function arrive(talk: Talk, replies: Reply[], asked: boolean, told: Lang | null = null): Talk {
  const batch = talk.batch + 1;
  const pressing = asked || replies.some(isUrgent) ? batch : talk.pressing;
  const lang = told ?? languageOfAll(replies) ?? talk.lang;
  const entries = replies.map((reply, at): Entry => {
    return { id: `reply${batch}.${at}`, batch, type: 'reply', reply, answered: false };
  });
  return { lang, batch, pressing, entries: [...talk.entries, ...entries] };
}

function add(talk: Talk, entry: Entry): Talk {
  return { ...talk, entries: [...talk.entries, entry] };
}

function change(talk: Talk, id: string, how: (entry: Entry) => Entry): Talk {
  return { ...talk, entries: talk.entries.map((entry) => (entry.id === id ? how(entry) : entry)) };
}

/** The page speaks the language the program speaks. A counsellor's own words do not change it. */
function languageOfAll(replies: Reply[]): Lang | null {
  const spoken = new Set(replies.filter((reply) => reply.type !== 'human').map((reply) => languageOf(reply.text)));
  const [only] = spoken;
  return spoken.size === 1 ? (only ?? null) : null;
}
