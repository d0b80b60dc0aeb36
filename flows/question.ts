/** The question a conversation waits on: a function of its state, so that asking again needs no memory of having asked. */
import { again } from './again.ts';
import type { Context } from './context.ts';
import { answersTo, parseKey, wordingOf } from './instruments/registry.ts';
import { difficulty, itemsOf } from './screening.ts';
import { choices, render, type TextKey, type Variables } from './wording.ts';

export interface Question {
  /** Names the question inside its visit: `greet`, `phq9/mood`. */
  id: string;
  /** The reply's `key`: the item, or null outside an instrument. */
  key: string | null;
  text: TextKey;
  /** For items: the item's own words and its number. */
  item?: { words: string; n: number };
  choices: readonly { value: string; label: string }[];
  progress?: { at: number; of: number };
  /** Said with it, on a line of its own, where its values are known. */
  also?: TextKey;
  /** Values only this conversation knows. */
  with?: Variables;
  expects?: 'phone';
}

/** State → the wording that is put, and the wording whose choices answer it (the greeting's limits stand before its choices). */
const asks: Readonly<Record<string, readonly [text: TextKey, choices: TextKey]>> = {
  greeting: ['greet.limits', 'greet'],
  hard: ['hard.ask', 'hard.ask'],
  worried: ['worried', 'worried'],
  age: ['age', 'age'],
  helper: ['helper.ask', 'helper.ask'],
  handOver: ['helper.private', 'helper.private'],
  child: ['child', 'child'],
  consent: ['consent.screen', 'consent.screen'],
  crisisNext: ['crisis.next', 'crisis.next'],
  check: ['check.ask', 'check.ask'],
  contact: ['contact.ask', 'contact.ask'],
  contactNumber: ['contact.number', 'contact.bad'],
  contactWhen: ['contact.when', 'contact.when'],
  next: ['next.mid', 'next.mid'],
  needs: ['needs.ask', 'needs.ask'],
  again: ['again.ask', 'again.ask'],
  thirdParty: ['third.ask', 'third.ask'],
  waiting: ['wait.open', 'wait.open'],
  worse: ['wait.worse', 'wait.worse'],
  resume: ['resume', 'resume'],
  resumeOld: ['resume.old', 'resume.old'],
  resumeCase: ['resume.case', 'resume.case'],
};
const deletion = ['delete.ask', 'delete.ask'] as const;

/** The present question, or null where nothing is asked. */
export function questionOf(state: string, context: Context): Question | null {
  if (state === 'item' && !context.deleting) return itemQuestion(context);
  const words = context.deleting ? deletion : asks[state];
  if (!words) return null;
  const question = { id: words[1], key: null, text: words[0], choices: choices(context.lang, words[1]) };
  return context.deleting ? question : { ...question, ...particulars(state, context, question.choices) };
}

/** What a question has of its own beside its wording. */
function particulars(state: string, context: Context, offered: Question['choices']): Partial<Question> {
  switch (state) {
    case 'waiting':
      return { also: 'wait.time' };
    case 'contactNumber':
      return { expects: 'phone', ...(context.misread > 0 ? { text: 'contact.bad' as const } : {}) };
    case 'contactWhen':
      // A call now is offered only where somebody could make it.
      return context.onDuty ? {} : { choices: offered.filter(({ value }) => value !== 'now') };
    case 'again':
      return { with: { again: again[context.route === 'watch' ? 'watch' : 'low'].words[context.lang] } };
    case 'thirdParty':
      return { with: context.thirdParty ?? {} };
    default:
      return {};
  }
}

function itemQuestion({ item, scale, lang }: Context): Question | null {
  const named = item && scale ? parseKey(item) : null;
  if (!item || !scale || !named) return null;
  const asked = named.id === 'asq' ? ['asq/1', 'asq/2', 'asq/3', 'asq/4'] : itemsOf(scale);
  const at = asked.indexOf(item) + 1;
  const answers = answersTo(named.id, named.item, lang).map(({ value, label }) => ({ value: String(value), label }));
  return {
    id: item,
    key: item,
    text: item === 'asq/when' ? 'asq.when' : item === difficulty ? 'phq9.difficulty' : `${named.id}.item`,
    item: { words: wordingOf(named.id, lang).items[named.item] ?? '', n: at },
    choices: item === difficulty ? answers : [...answers, { value: 'skip', label: render(lang, 'skip', {}) }],
    // Item 5 and the follow-ups are asked of some only: counting them would tell how the others were answered.
    ...(at > 0 ? { progress: { at, of: asked.length } } : {}),
  };
}
