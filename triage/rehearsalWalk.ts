/** Somebody made up walks in at the residents' door, over HTTP like everybody's phone, and answers that they are in danger now: yes
 *  to ASQ 5. Where the questionnaires may not be put (nobody has signed for their words), they say it in words. */
import { answersTo, parseKey } from '../flows/instruments/registry.ts';
import type { Reply } from '../flows/protocol.ts';
import { choices } from '../flows/wording.ts';
import type { NewId } from './clock.ts';
import { rehearsalHeader } from './rehearsal.ts';

type Ask = Extract<Reply, { type: 'ask' }>;

export interface Door {
  /** Where the residents' listener is, without a slash at its end. */
  chatUrl: string;
  /** Lets them in (rehearsal.ts). */
  token: string;
  newId: NewId;
  /** The answer that must bring somebody is on its way. */
  last?: () => void;
}

/** The door was shut, or did not answer as it should. Says where it happened; nothing of anybody is in it. */
export class WalkFailed extends Error {
  constructor(what: string, options?: { cause?: unknown }) {
    super(what, options);
    this.name = 'WalkFailed';
  }
}

/** What is answered outside the questionnaires. */
const ways = { greet: 'start', age: '19-34', 'consent.screen': 'agree', 'crisis.next': 'goOn' } as const;
/** In them nothing troubles this person but one wish, and now. */
const yes = ['asq/1', 'asq/5'];
const inWords = '지금 위험해요';
const requestMs = 8_000;
/** Greeting, age, consent, nine items, five of ASQ: twice as many are a circle. */
const longest = 40;

/** Returns when the last answer has been answered: from then on somebody must be called. Throws WalkFailed. */
export async function walkIntoDanger(door: Door): Promise<void> {
  const post = visitor(door);
  let screen = await post('/chat/session', { lang: 'ko' }, { [rehearsalHeader]: door.token });
  for (let answered = 0; answered < longest; answered += 1) {
    const ask = screen.findLast((reply): reply is Ask => reply.type === 'ask');
    const choice = ask && choiceOf(ask);
    const isLast = !choice || ask?.key === 'asq/5';
    if (isLast) door.last?.();
    screen = await post('/chat/messages', choice ? { choice } : { text: inWords });
    if (isLast) return;
  }
  throw new WalkFailed(`After ${longest} answers the questions had not come to an end`);
}

/** The button this person presses; undefined: a question they have no answer for. */
function choiceOf(ask: Ask): string | undefined {
  const label = ask.key === null ? wayOf(ask) : itemAnswer(ask.key);
  return ask.choices.find((one) => one.label === label)?.id;
}

function itemAnswer(key: string): string | undefined {
  const named = parseKey(key);
  const wanted = yes.includes(key) ? 1 : 0;
  return named ? answersTo(named.id, named.item, 'ko').find(({ value }) => value === wanted)?.label : undefined;
}

/** Which question it is shows by its buttons: outside a questionnaire it has no name. */
function wayOf({ choices: offered }: Ask): string | undefined {
  for (const [question, value] of Object.entries(ways)) {
    const known = choices('ko', question as keyof typeof ways);
    if (known.every(({ label }) => offered.some((one) => one.label === label)))
      return known.find((one) => one.value === value)?.label;
  }
  return undefined;
}

/** A browser with its cookie. */
function visitor({ chatUrl, newId }: Door) {
  let cookie = '';
  return async (path: string, body: object, headers: Record<string, string> = {}): Promise<Reply[]> => {
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': newId(), cookie, ...headers },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(requestMs),
    } as const;
    const response = await fetch(chatUrl + path, request).catch((cause: unknown) => {
      throw new WalkFailed(`${path} did not answer`, { cause });
    });
    if (!response.ok) throw new WalkFailed(`${path} answered ${response.status}`);
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const answer = (await response.json().catch(() => ({}))) as { replies?: Reply[] };
    return answer.replies ?? [];
  };
}
