/** One step of a conversation: what came in, read against the present question, and what follows from it. Pure.
 *  Order of reading (SCRIPT 2.8): risk words first, then a choice, then a whole-message command, then words for a person. */
import { advance } from './advance.ts';
import { inBubbles } from './bubbles.ts';
import { begin, type Context, isUnderWay } from './context.ts';
import { conversation, type Event } from './conversation.ts';
import { isChild, isOld } from './flow.ts';
import { masked, phoneIn } from './numbers.ts';
import type { Effect, Finding, Lang, Occurred, Route, TimerKind } from './protocol.ts';
import { type Question, questionOf } from './question.ts';
import { choiceId, chosen, commandIn, isAtStart, isKorean, languageOf, oldTap, typed } from './reading.ts';
import { detect } from './safety.ts';
import { silenceMs, silenceOf } from './screening.ts';
import { restore, type Snapshot, type Stored, store, UnknownVersion } from './snapshot.ts';

export { alarmOf, answersOfDanger, asksOfDanger, choiceId, countsAlways, dangerIn } from './reading.ts';

export interface Step {
  stored: Stored;
  effects: Effect[];
  findings: Finding[];
  /** The choice belonged to another question, visit or conversation. */
  stale: boolean;
  /** What the resident said in words: their text, or the label they tapped. Null for what is not theirs. */
  said: string | null;
}

/** Takes one event. `stored` null: first contact. `tag` marks a new conversation (random, 6 characters or so).
 *  Never throws on any input; a snapshot that cannot be read starts afresh with the wording `lost`. */
export function step(stored: Stored | null, event: Occurred, tag: string): Step {
  const taken = taking(stored, event, tag);
  return event.allShown && taken.stored.state.value === 'resumeCase' ? inAgain(taken, event) : taken;
}

function taking(stored: Stored | null, event: Occurred, tag: string): Step {
  const turn = begun(stored, event, tag);
  switch (event.type) {
    case 'opened':
      return on(turn, { type: 'OPENED', unread: event.unread, ...(event.lang ? { lang: event.lang } : {}) });
    case 'said':
      return { ...numberHeard(turn, said(turn, event.text), event.text), said: keptOf(turn, event.text) };
    case 'chose':
      return tapped(turn, event.choice);
    case 'carried':
      return event.fate === 'here'
        ? on(turn, { type: 'CARRIED', unread: event.unread })
        : on(turn, { type: 'NOT_CARRIED', why: event.fate });
    case 'media':
      return turn.from === 'aged' ? putOnly(turn) : on(turn, { type: 'MEDIA' });
    case 'timer':
      return rang(turn, event.timer);
    case 'asks':
      return on(turn, { type: 'ASKS', counsellor: event.counsellor, agency: event.agency });
    case 'claimed':
      return on(turn, { type: 'CLAIMED', counsellor: event.counsellor });
    case 'spoke':
      return on(turn, { type: 'SPOKE', counsellor: event.counsellor, text: event.text });
    case 'handedBack':
      return on(turn, { type: 'HANDED_BACK' });
    case 'closed':
      return on(turn, { type: 'CLOSED' });
  }
}

/** Whoever wrote instead of tapping 보기 has the words before them: asked again whether to show them, they would be asked for ever. */
function inAgain(taken: Step, event: Occurred): Step {
  const before = taken.stored.state.context.timer;
  const { next, effects, findings } = run(restore(taken.stored), { type: 'ANSWER', value: 'show', ...stamp(event) });
  const clock = silence(before, next.context, event);
  const said = taken.effects.filter(({ type }) => type !== 'ask');
  const further = effects.filter(({ type }) => type !== 'unread');
  return {
    ...taken,
    stored: store(next, { ...next.context, timer: clock.timer }),
    effects: [...inBubbles(said, further), ...(clock.timer === before ? [] : clock.effects)],
    findings: [...taken.findings, ...findings],
  };
}

/** Triage's answer to `route`, in the same turn. `awaited`: a counsellor is to contact them. */
export function routed(stored: Stored, route: Route, awaited: boolean, event: Occurred): Step {
  const { next, effects, findings } = run(restore(stored), { type: 'ROUTED', route, awaited, ...stamp(event) });
  return { stored: store(next, next.context), effects, findings, stale: false, said: null };
}

/** The present question of a stored conversation. */
export const present = ({ state }: Stored): Question | null => questionOf(state.value, state.context);

/** Something that was due has come. */
function rang(turn: Turn, timer: TimerKind): Step {
  switch (timer) {
    case 'card':
    case 'asq': {
      const counted = on(turn, { type: 'SILENCE', timer });
      // It was armed because it would count; what could not be read cannot say that it counts no more.
      return turn.from === 'lost' ? { ...counted, findings: [{ type: 'silent', timer }] } : counted;
    }
    case 'late':
      return on(turn, { type: 'LATE_PROMISE' });
    case 'lapsed':
      return on(turn, { type: 'LAPSED' });
    case 'again':
      return on(turn, { type: 'AGAIN' });
    case 'forget':
      return on(turn, { type: 'EXPIRED' });
  }
}

/** Whether a stored conversation waits for how the person may be reached. Never throws. */
export const asksHow = (stored: Stored): boolean =>
  typeof stored.state?.value === 'string' && stored.state.value.startsWith('contact');

// === Where the turn begins

interface Turn {
  snapshot: Snapshot;
  event: Occurred;
  /** new: nobody was here before. lost: nothing can be read of what was. aged: the visit was left for a day. */
  from: 'known' | 'new' | 'lost' | 'aged';
  /** What stands before the answer. */
  opening: readonly Effect[];
  /** The question this person was shown; null when there was none, or when it counts no more. */
  question: Question | null;
}

const isResidents = ({ type }: Occurred) => type === 'said' || type === 'chose' || type === 'media';
const isAtTheDoor = ({ type }: Occurred) => type === 'opened' || type === 'carried';

function begun(stored: Stored | null, event: Occurred, tag: string): Turn {
  if (!stored) return afresh('new', event, tag, 'ko');
  try {
    return known(restore(stored), event);
  } catch (error) {
    if (!(error instanceof UnknownVersion)) throw error;
    const { context } = stored.state ?? {};
    // Its own mark, so that an old button for danger is still known.
    return afresh(
      'lost',
      event,
      typeof context?.tag === 'string' ? context.tag : tag,
      context?.lang === 'en' ? 'en' : 'ko',
    );
  }
}

/** The apology is for the resident; what comes from the desk or a timer goes its way without it. */
function afresh(from: 'new' | 'lost', event: Occurred, tag: string, lang: Lang): Turn {
  const spoken = (event.type === 'opened' && event.lang) || lang;
  // What was recorded of them before is theirs still, though it cannot be read here.
  const context = { ...begin(tag, spoken), recorded: from === 'lost' };
  const snapshot = conversation.resolveState({ value: 'new', context });
  const sorry = from === 'lost' && (isResidents(event) || isAtTheDoor(event));
  return { snapshot, event, from, opening: sorry ? [{ type: 'say', keys: ['lost'] }] : [], question: null };
}

function known(snapshot: Snapshot, event: Occurred): Turn {
  // What waits for them to ask for it is shown first.
  const atTheDoor = snapshot.value === 'resumeCase';
  if (isResidents(event) && event.care !== 'human' && !atTheDoor && isOld(snapshot.context, event.at)) {
    const { next, effects } = run(snapshot, { type: 'AGED', ...stamp(event) });
    return {
      snapshot: next,
      event,
      from: 'aged',
      opening: effects.filter(({ type }) => type !== 'ask'),
      question: null,
    };
  }
  return {
    snapshot,
    event,
    from: 'known',
    opening: [],
    question: questionOf(snapshot.value as string, snapshot.context),
  };
}

// === What was said

/** Questions that are the program's even while a counsellor waits with their words: those at the door, where somebody must
 *  first find in again, and the one before a deletion. */
const programs = ['resume', 'resume.old', 'resume.case', 'delete.ask'];

function said(turn: Turn, text: string): Step {
  const { question, snapshot, event } = turn;
  const risk = detect(text, snapshot.context.recent);
  if (risk.level !== 'none') {
    const context = { ...snapshot.context, lang: languageOf(snapshot.context, text, risk) };
    return on({ ...turn, snapshot: { ...snapshot, context } }, { type: 'RISK', risk });
  }
  // With a person at the other end words are talk; only taps still answer the questionnaire.
  const talks = event.care === 'human' && !(question && programs.includes(question.id));
  const value = question && !talks && !unseen(turn.event) ? typed(question, text) : null;
  if (question && value !== null) return answered(turn, question, value);
  const number = numberIn(turn, text);
  if (number && takesNumber(turn)) return on(turn, { type: 'NUMBER', number });
  if (question?.expects === 'phone' && /\d/.test(text.normalize('NFKC'))) return on(turn, { type: 'MISREAD' });
  const command = commandIn(text);
  const counts = command && (event.care !== 'human' || isForProgram(command, snapshot.context));
  return counts ? on(turn, { type: command }) : words(turn);
}

/** A number beside other words, in danger above all: it is asked about when it may be, and not written a second time. */
function numberHeard({ event }: Turn, result: Step, text: string): Step {
  const { context } = result.stored.state;
  const number = phoneIn(text);
  if (!number || event.care === 'human' || context.wish === 'phone' || isChild(context)) return result;
  const state = { ...result.stored.state, context: { ...context, heardNumber: number } };
  return { ...result, stored: { ...result.stored, state } };
}

/** A number, also one that is written in pieces where it is asked for. */
function numberIn({ question, snapshot }: Turn, text: string): string | null {
  if (question?.expects !== 'phone') return phoneIn(text);
  const pieces = [...snapshot.context.recent.slice(-2), text];
  return phoneIn(text) ?? pieces.map((_, from) => phoneIn(pieces.slice(from).join(' '))).find((one) => one) ?? null;
}

/** What the talk keeps of a text. Where a number is asked for nothing of it is kept; a child's is the only way to their parents. */
function keptOf({ question, snapshot, event }: Turn, text: string): string {
  if (question?.expects === 'phone' && /\d{3}/.test(text.normalize('NFKC'))) return '[전화번호]';
  const asked = question?.id.startsWith('contact.') === true;
  const toPerson = event.care === 'human' || (event.care === 'waiting' && isChild(snapshot.context));
  return masked(text, toPerson && !asked ? 'human' : 'waiting');
}

/** Where a number is asked for, and from somebody who waits to be contacted. */
const takesNumber = ({ question, event }: Turn): boolean =>
  event.care === 'waiting' || question?.id.startsWith('contact.') === true;

const unseen = (event: Occurred) => event.type === 'said' && event.unseen === true;

/** While a counsellor has the conversation, "나중에" or "다시" is said to them. */
const isForProgram = (command: string, context: Context) =>
  ['HELP', 'HUMAN', 'DELETE', 'CARRY'].includes(command) || (command === 'STOP' && isUnderWay(context));

/** Not an answer and not a command: kept for the person who reads, or asked again kindly, and nothing changes. */
function words(turn: Turn): Step {
  const result = on(turn, { type: 'WORDS' });
  const isUnderstood = result.effects.some(
    ({ type }) => type === 'say' || type === 'ask' || type === 'card' || type === 'kept',
  );
  if (turn.event.care === 'human' || (isUnderstood && turn.from !== 'aged')) return result;
  if (turn.from === 'aged') return isUnderstood ? result : putOnly(turn);
  const { context } = result.stored.state;
  const again: Effect = { type: 'say', keys: context.unclear > 0 ? ['unclear', 'unclear.2'] : ['unclear'] };
  return {
    ...result,
    stored: {
      ...result.stored,
      state: { ...result.stored.state, context: { ...context, unclear: context.unclear + 1 } },
    },
    effects: [...result.effects, again, { type: 'ask' }],
  };
}

function tapped(turn: Turn, choice: string): Step {
  const { question, snapshot, from } = turn;
  const own = question?.choices.find(({ value }) => choiceId(snapshot.context, question.id, value) === choice);
  if (question && own) return { ...answered(turn, question, own.value), said: own.label };
  const { event, label } = oldTap(snapshot.context, choice);
  const stale = event.type === 'STALE' || event.type === 'LATE';
  const result = from === 'aged' && event.type === 'STALE' ? putOnly(turn) : on(turn, event);
  return { ...result, stale, said: label };
}

/** An answer to the present question. Who keeps their record takes back the wish to have it deleted. */
function answered(turn: Turn, question: Question, value: string): Step {
  const result = on(turn, chosen(question, value));
  const { context } = result.stored.state;
  if (question.id !== 'delete.ask' || value !== 'keep' || context.deleteBy === null) return result;
  const state = { ...result.stored.state, context: { ...context, deleteBy: null } };
  return { ...result, stored: { ...result.stored, state }, findings: [...result.findings, { type: 'deleteKept' }] };
}

/** Only what is to be answered now. */
const putOnly = (turn: Turn): Step => on(turn, { type: 'REPEAT' });

// === The machine, once

type Stamp = Pick<Occurred, 'at' | 'care' | 'held' | 'onDuty' | 'unsigned'>;
type Unstamped<E> = E extends unknown ? Omit<E, keyof Stamp> : never;

/** What holds at this moment, whatever happened. */
const stamp = ({ at, care, held, onDuty, unsigned }: Occurred): Stamp => ({ at, care, held, onDuty, unsigned });

function on(turn: Turn, named: Unstamped<Event>): Step {
  const { snapshot, event, opening } = turn;
  const stamped = { ...named, ...stamp(event) } as Event;
  const { next, effects, findings } = run(snapshot, stamped);
  const clock = silence(snapshot.context.timer, next.context, event);
  const context: Context = {
    ...next.context,
    ...noted(snapshot.context, event, named.type),
    speaks: isAtStart(next.context) && (snapshot.context.speaks || speaks(event)),
    timer: clock.timer,
  };
  return {
    stored: store(next, context),
    effects: [...inBubbles(opening, effects), ...clock.effects],
    findings,
    stale: false,
    said: null,
  };
}

/** Sorts what the machine wants: findings for triage, effects for everyone else. */
function run(snapshot: Snapshot, event: Event): { next: Snapshot; effects: Effect[]; findings: Finding[] } {
  const { next, effects: all } = advance(snapshot, event);
  return {
    next,
    effects: all.filter(({ type }) => type !== 'find'),
    findings: all.flatMap((one) => (one.type === 'find' ? [one.finding] : [])),
  };
}

/** Whatever they say or tap ends the silence that was counted, and starts the next one where it would count. Opening the
 *  page is no answer: what was armed stays, until it counts no more. */
function silence(
  armed: Context['timer'],
  next: Context,
  event: Occurred,
): { timer: Context['timer']; effects: Effect[] } {
  if (event.type === 'timer') return { timer: armed === event.timer ? null : armed, effects: [] };
  const counts = isUnderWay(next) ? silenceOf(next) : null;
  const timer = isResidents(event) || counts === armed ? counts : null;
  const effects: Effect[] = [];
  if (armed && armed !== timer) effects.push({ type: 'cancel', timer: armed });
  if (timer && isResidents(event)) effects.push({ type: 'schedule', timer, afterMs: silenceMs[timer] });
  return { timer, effects };
}

const speaks = (event: Occurred): boolean => event.type === 'chose' || (event.type === 'said' && isKorean(event.text));

/** What every event leaves behind, wherever it leads. */
function noted({ deleting, unclear, recent, seen }: Context, event: Occurred, type: Event['type']): Partial<Context> {
  const goesOn = isResidents(event) || isAtTheDoor(event);
  return {
    deleting: type === 'DELETE' || (deleting && !goesOn),
    unclear: type === 'WORDS' ? unclear : 0,
    recent: recentAfter(recent, event, type),
    seen: isResidents(event) ? Math.floor(event.at / 1000) : seen,
  };
}

/** A number that was taken is nowhere kept; its pieces are, until there is one. */
function recentAfter(recent: readonly string[], event: Occurred, type: Event['type']): readonly string[] {
  if (event.type === 'chose' || type === 'NUMBER') return [];
  if (event.type !== 'said') return recent;
  return remembered(recent, type === 'MISREAD' ? event.text : masked(event.text, event.care));
}

/** Risk words are sometimes written in pieces: the last few short texts are kept, some 80 letters in all. A long one is
 *  whole in itself. */
function remembered(recent: readonly string[], text: string): readonly string[] {
  const kept: string[] = [];
  let letters = 0;
  for (const piece of [...recent, text].reverse()) {
    letters += piece.length;
    if (piece.length > 40 || letters > 80 || kept.length === 6) break;
    kept.unshift(piece);
  }
  return kept;
}
