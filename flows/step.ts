/** One step of a conversation: what came in, read against the present question, and what follows from it. Pure.
 *  Order of reading (SCRIPT 2.8): risk words first, then a choice, then a whole-message command, then words for a person. */
import { initialTransition, transition } from 'xstate';
import { begin, type Context } from './context.ts';
import { conversation, type Event } from './conversation.ts';
import type { Effect, Finding, Occurred, Route } from './protocol.ts';
import { type Question, questionOf } from './question.ts';
import { detect } from './safety.ts';
import { silenceMs, silenceOf } from './screening.ts';
import { restore, type Snapshot, type Stored, store, UnknownVersion } from './snapshot.ts';

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
  const { snapshot, opening } = open(stored, event, tag);
  return opening && event.type === 'opened' ? opening : taken(snapshot, event, opening?.effects ?? []);
}

/** Triage's answer to `route`, in the same turn. */
export function routed(stored: Stored, route: Route, event: Occurred): Step {
  return moved(restore(stored), { type: 'ROUTED', route, at: event.at, care: event.care }, event, []);
}

/** The present question of a stored conversation. */
export const present = ({ state }: Stored): Question | null => questionOf(state.value, state.context);

/** Opaque to the outside; names conversation, visit, question and answer, so that an old tap is known for what it is. */
export const choiceId = ({ tag, visit }: Context, question: string, value: string): string =>
  `${tag}.${visit}.${question}.${value}`;

function open(stored: Stored | null, event: Occurred, tag: string): { snapshot: Snapshot; opening: Step | null } {
  const lost: Effect[] = [];
  if (stored) {
    try {
      return { snapshot: restore(stored), opening: null };
    } catch (error) {
      if (!(error instanceof UnknownVersion)) throw error;
      lost.push({ type: 'say', keys: ['lost'] });
    }
  }
  const lang = (event.type === 'opened' && event.lang) || 'ko';
  const [fresh] = initialTransition(conversation, begin(tag, lang));
  const opening = moved(fresh, { type: 'OPENED', unread: 0, at: event.at, care: event.care }, event, lost);
  return { snapshot: restore(opening.stored), opening };
}

function taken(snapshot: Snapshot, event: Occurred, before: readonly Effect[]): Step {
  const { at, care } = event;
  const on = (named: Parameters<typeof conversation.transition>[1]) => moved(snapshot, named as Event, event, before);
  switch (event.type) {
    case 'opened':
      return on({ type: 'OPENED', unread: event.unread, ...(event.lang ? { lang: event.lang } : {}), at, care });
    case 'said':
      return said(snapshot, event.text, event, before);
    case 'chose':
      return tapped(snapshot, event.choice, event, before);
    case 'media':
      return on({ type: 'MEDIA', at, care });
    case 'timer':
      return on({ type: 'SILENCE', timer: event.timer, at, care });
    case 'claimed':
      return on({ type: 'CLAIMED', counsellor: event.counsellor, at, care });
    case 'spoke':
      return on({ type: 'SPOKE', counsellor: event.counsellor, text: event.text, at, care });
    case 'closed':
      return on({ type: 'CLOSED', at, care });
  }
}

/** Whole messages that are commands; a sentence containing one is not. */
const commands: Readonly<Record<string, 'BACK' | 'REPEAT' | 'PAUSE' | 'RESUME' | 'STOP' | 'RESTART' | 'HUMAN' | 'HELP'>> = {
  이전: 'BACK', 뒤로: 'BACK', back: 'BACK',
  다시: 'REPEAT', repeat: 'REPEAT',
  쉬기: 'PAUSE', 나중에: 'PAUSE', pause: 'PAUSE',
  이어하기: 'RESUME', 'go on': 'RESUME',
  그만: 'STOP', 그만할래요: 'STOP', stop: 'STOP',
  처음: 'RESTART', 처음으로: 'RESTART', 시작: 'RESTART', 'start over': 'RESTART', start: 'RESTART',
  상담사: 'HUMAN', 상담원: 'HUMAN', counsellor: 'HUMAN',
  도움: 'HELP', '109': 'HELP', help: 'HELP',
};

/** Choices that mean the same wherever they stand. A tap on danger or on a person counts even from an old message. */
const universal: Readonly<Record<string, Event['type']>> = {
  danger: 'DANGER', human: 'HUMAN', worse: 'WORSE', help: 'HELP',
  goOn: 'RESUME', resume: 'RESUME', restart: 'RESTART', stop: 'STOP',
};
const alwaysCounts = ['danger', 'human', 'worse', 'help'];

function said(snapshot: Snapshot, text: string, event: Occurred, before: readonly Effect[]): Step {
  const { context } = snapshot;
  const { at, care } = event;
  const risk = detect(text, context.recent);
  const heard = remembered(snapshot, text);
  if (risk.level !== 'none') return { ...moved(heard, { type: 'RISK', risk, at, care }, event, before), said: text };
  const question = questionOf(snapshot.value as string, context);
  // With a person at the other end words are talk; only taps still answer the questionnaire.
  const value = care === 'human' ? null : typed(question, text);
  const word = plain(text);
  const command = question?.id === 'greet' && (word === '시작' || word === 'start') ? null : commands[word];
  const named = value !== null ? chosen(value) : command ? { type: command } : question?.id === 'greet' && word in commands ? chosen('start') : null;
  const result = named
    ? moved(heard, { ...named, at, care } as Event, event, before)
    : words(heard, question, event, before);
  return { ...result, said: text };
}

function tapped(snapshot: Snapshot, choice: string, event: Occurred, before: readonly Effect[]): Step {
  const { context } = snapshot;
  const { at, care } = event;
  const question = questionOf(snapshot.value as string, context);
  const own = question?.choices.find(({ value }) => choiceId(context, question.id, value) === choice);
  const value = choice.slice(choice.lastIndexOf('.') + 1);
  const ours = choice.startsWith(`${context.tag}.`);
  if (question && own) {
    return { ...moved(forgetful(snapshot), { ...chosen(own.value), at, care } as Event, event, before), said: own.label };
  }
  if (ours && alwaysCounts.includes(value)) {
    return { ...moved(forgetful(snapshot), { ...chosen(value), at, care } as Event, event, before), said: null };
  }
  const effects: Effect[] = [...before, ...(question ? ([{ type: 'say', keys: ['stale'] }, { type: 'ask' }] as const) : ([{ type: 'say', keys: ['end'] }] as const))];
  return { stored: store(snapshot), effects, findings: [], stale: true, said: null };
}

/** Not an answer and not a command: kept for the person who reads, or asked again kindly, and nothing changes. */
function words(snapshot: Snapshot, question: Question | null, event: Occurred, before: readonly Effect[]): Step {
  const result = moved(snapshot, { type: 'WORDS', at: event.at, care: event.care }, event, before);
  const answered = result.effects.some(({ type }) => type === 'say' || type === 'ask' || type === 'card');
  if (answered || event.care === 'human') return result;
  const { context } = snapshot;
  const again: Effect = { type: 'say', keys: context.unclear > 0 ? ['unclear', 'unclear.2'] : ['unclear'] };
  return {
    ...result,
    stored: { ...result.stored, state: { ...result.stored.state, context: { ...result.stored.state.context, unclear: context.unclear + 1 } } },
    effects: [...result.effects, again, ...(question ? ([{ type: 'ask' }] as const) : [])],
  };
}

/** Runs the machine once and sorts what it wants: findings for triage, effects for everyone else. */
function moved(snapshot: Snapshot, event: Event, occurred: Occurred, before: readonly Effect[]): Step {
  const [next, actions] = transition(conversation, snapshot, event);
  const all = actions.flatMap(({ type, params }) => (type === 'effect' ? [params as Effect] : []));
  const effects = all.filter(({ type }) => type !== 'find');
  const findings = all.flatMap((effect) => (effect.type === 'find' ? [effect.finding] : []));
  // Whatever they say or tap ends the silence that was counted, and starts the next one where it would count.
  const { timer } = snapshot.context;
  const spoke = occurred.type === 'said' || occurred.type === 'chose' || occurred.type === 'media';
  const armed = spoke ? silenceOf(next.context) : event.type === 'SILENCE' ? null : timer;
  if (spoke && armed) effects.push({ type: 'schedule', timer: armed, afterMs: silenceMs[armed] });
  if (spoke && timer && timer !== armed) effects.push({ type: 'cancel', timer });
  const settled = withContext(next as Snapshot, {
    timer: armed,
    unclear: event.type === 'WORDS' ? snapshot.context.unclear : 0,
    ...(spoke || occurred.type === 'opened' ? { seen: seconds(occurred) } : {}),
  });
  return { stored: store(settled), effects: [...before, ...effects], findings, stale: false, said: null };
}

const seconds = ({ at }: Occurred) => Math.floor(at / 1000);
const chosen = (value: string) => {
  const type = universal[value];
  return type ? { type } : { type: 'ANSWER' as const, value };
};

const withContext = (snapshot: Snapshot, change: Partial<Context>): Snapshot =>
  conversation.resolveState({ value: snapshot.value, context: { ...snapshot.context, ...change } });

/** Keeps the last few short texts: risk words are sometimes written in pieces. Long ones are whole in themselves. */
const remembered = (snapshot: Snapshot, text: string) =>
  withContext(snapshot, {
    recent: text.length > 40 ? [] : [...snapshot.context.recent, text].slice(-3),
  });
const forgetful = (snapshot: Snapshot) =>
  snapshot.context.recent.length > 0 ? withContext(snapshot, { recent: [] }) : snapshot;

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase().replace(/[.!?~…。]+$/u, '');
const synonyms: Readonly<Record<string, string>> = { 네: '예', 아니요: '아니오' };

/** A typed answer: the position from 1 as printed, or the label. Anything else is not an answer. */
function typed(question: Question | null, text: string): string | null {
  const word = plain(text);
  const at = /^[1-9]$/.test(word) ? Number(word) : 0;
  if (!question || !word) return null;
  if (at) return question.choices[at - 1]?.value ?? null;
  const named = (label: string) => {
    const own = plain(label);
    return own === word || own === synonyms[word] || synonyms[own] === word;
  };
  return question.choices.find(({ label }) => named(label))?.value ?? null;
}
