/** The conversation as its machine has it: every state, what is put there, and every way out. Read from the definition, so that
 *  what is printed is what runs. Names become words by words.ts; one that has none stays as it is and is listed in `nameless`. */
import * as madeActs from '../../flows/acts.ts';
import { begin } from '../../flows/context.ts';
import { conversation } from '../../flows/conversation.ts';
import type { Effect } from '../../flows/protocol.ts';
import { type Question, questionOf } from '../../flows/question.ts';
import { chosen, commandIn } from '../../flows/reading.ts';
import { isTextKey, type TextKey } from '../../flows/wording.ts';
import { contexts, effectsByTrying } from './trying.ts';
import { acts, commandWords, effects, events, findings, guards, names, states, type Words } from './words.ts';

/** One way out of a state, in words. */
export interface Way {
  /** The event's own name; empty for a step the machine takes by itself. */
  event: string;
  /** What happens: buttons by their labels, else the event in words. */
  causes: readonly Words[];
  /** Under which condition; null: always. */
  condition: Words | null;
  /** The state it leads to; null: it stays. */
  to: string | null;
  says: readonly TextKey[];
  does: readonly Words[];
}

export interface Place {
  id: string;
  name: Words;
  /** Said on entering, before the question. */
  says: readonly TextKey[];
  does: readonly Words[];
  /** The texts that may be put as the question; empty where nothing is asked. */
  asks: readonly TextKey[];
  /** What each choice leads to, then the state's own events. */
  ways: readonly Way[];
}

/** Names that have no words yet, as `state waiting2`: a test fails with them. */
const unnamed = new Set<string>();
export const nameless = (): string[] => {
  for (const place of places()) void place;
  void everywhere();
  return [...unnamed].sort();
};

function wordsFor(table: Readonly<Record<string, Words>>, kind: string, name: string): Words {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (!found) unnamed.add(`${kind} ${name}`);
  return found ?? { ko: name, en: name };
}

export const stateName = (id: string): Words => wordsFor(states, 'state', id);
export const eventName = (type: string): Words => wordsFor(events, 'event', type);

// === The machine, as its library has read it

type Node = (typeof conversation)['root'];
type Transition = NonNullable<ReturnType<Node['transitions']['get']>>[number];

/** A state by its name within the machine: `item`, and `item.part` if there ever are states within states. */
const idOf = (node: Node): string => node.path.join('.');

const allNodes = (node: Node): Node[] =>
  Object.values(node.states).flatMap((one) => [one as Node, ...allNodes(one as Node)]);

/** Every state in the order it is written, with what is put there and where it leads. */
export const places = (): Place[] => allNodes(conversation.root).map(placeOf);

/** What counts in every state, unless the state has its own answer to it. Commands by what is typed for them. */
export function everywhere(): Way[] {
  const typed = typedCommands();
  return merged(
    [...conversation.root.transitions].map(([event, ways]) => {
      const words = typed
        .get(event)
        ?.map((word) => `‘${word}’`)
        .join(' ');
      const cause = words === undefined ? eventName(event) : { ko: words, en: words };
      return inTurn(ways.map((way) => withDeletion(wayOf(event, way, cause))));
    }),
  );
}

/** Commands with the whole messages that are read as them. */
export function typedCommands(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const word of commandWords) {
    const command = commandIn(word);
    if (command) found.set(command, [...(found.get(command) ?? []), word]);
  }
  return found;
}

/** 삭제 puts its own question in front of the present one. */
function withDeletion(way: Way): Way {
  const question = way.event === 'DELETE' ? questionOf('rest', { ...begin('tag', 'ko'), deleting: true }) : null;
  return question ? { ...way, says: [question.text], does: [] } : way;
}

/** Every event the machine listens to. */
export const allEvents = (): string[] =>
  [
    ...new Set([conversation.root, ...allNodes(conversation.root)].flatMap((node) => [...node.transitions.keys()])),
  ].filter((type) => type !== '');

function placeOf(node: Node): Place {
  const id = idOf(node);
  const questions = questionsAt(id);
  const plain = questions.filter(({ key }) => key === null);
  // The same question put anew in other words has the same buttons.
  const put = plain.filter(({ id: one }, at) => plain.findIndex((other) => other.id === one) === at);
  const byChoice = put.flatMap((question) => waysByChoice(node, question));
  // What a button does is said once, at the button.
  const own = [...node.transitions].filter(
    ([event]) => event !== '' && !byChoice.flat().some((way) => way.event === event),
  );
  const entry = doneBy(node.entry);
  return {
    id,
    name: stateName(id),
    says: entry.says,
    does: questions.length > 0 ? entry.does.filter((words) => words !== effects.ask) : entry.does,
    asks: [...new Set(questions.flatMap(({ text, also }) => [text, ...(also ? [also] : [])]))],
    ways: [
      ...merged([
        ...byChoice,
        ...own.map(([event, ways]) => inTurn(ways.map((way) => wayOf(event, way, eventName(event))))),
      ]),
      ...inTurn((node.always ?? []).map((way) => wayOf('', way as Transition, eventName('')))),
    ],
  };
}

/** Ways are tried in turn: the one without a condition holds when no other did. */
function inTurn(ways: readonly Way[]): Way[] {
  return ways.map((way, at) => (at > 0 && way.condition === null ? { ...way, condition: otherwise } : way));
}
export const otherwise: Words = { ko: '그 밖에는', en: 'otherwise' };

/** What leads there, in one line. */
export const causeOf = ({ causes }: Way): Words => ({
  ko: [...new Set(causes.map(({ ko }) => ko))].join(', '),
  en: [...new Set(causes.map(({ en }) => en))].join(', '),
});

/** Causes that lead to the very same are told as one. Each of `groups`: the ways of one cause, tried in turn. */
function merged(groups: readonly Way[][]): Way[] {
  const told = new Map<string, Way[]>();
  for (const ways of groups) {
    const same = JSON.stringify(ways.map(({ causes: _, event: __, ...rest }) => rest));
    const known = told.get(same);
    const causes = ways[0]?.causes ?? [];
    told.set(same, known ? known.map((way) => ({ ...way, causes: [...way.causes, ...causes] })) : ways);
  }
  return [...told.values()].flat();
}

// === What is asked

/** The questions a state can put: it is asked as if by every kind of person at every item. */
function questionsAt(state: string): Question[] {
  const found = new Map<string, Question>();
  for (const context of contexts()) {
    const question = questionOf(state, context);
    if (question && !found.has(question.text)) found.set(question.text, question);
  }
  return [...found.values()];
}

/** What each button under a question does: the state's own answer to it, else the one that counts everywhere. */
function waysByChoice(node: Node, question: Question): Way[][] {
  return question.choices.map(({ value, label }) => {
    const event = chosen(question, value);
    const english = questionsInEnglish(question).find((one) => one.value === value)?.label ?? label;
    const cause = { ko: `‘${label}’`, en: `“${english}”` };
    const all = [...(node.transitions.get(event.type) ?? []), ...(conversation.root.transitions.get(event.type) ?? [])];
    const ways: Way[] = [];
    for (const way of all) {
      const holds = decided(way.guard, { ...event });
      if (holds === false) continue;
      ways.push({ ...wayOf(event.type, way, cause), ...(holds ? { condition: null } : {}) });
      if (holds) break;
    }
    return ways.length > 0
      ? inTurn(ways)
      : [{ event: event.type, causes: [cause], condition: null, to: null, says: [], does: [] }];
  });
}

function questionsInEnglish(question: Question): Question['choices'] {
  for (const node of allNodes(conversation.root)) {
    const same = questionOf(idOf(node), { ...begin('tag', 'en'), onDuty: true });
    if (same?.id === question.id) return same.choices;
  }
  return [];
}

// === Conditions

function wayOf(event: string, way: Transition, cause: Words): Way {
  const target = way.target?.[0];
  return answered({
    event,
    causes: [cause],
    condition: conditionOf(way.guard),
    to: target ? idOf(target as Node) : null,
    ...doneBy(way.actions),
  });
}

/** Words nothing answers are said not to be understood (step.ts), unless a counsellor has the conversation and reads them. */
function answered(way: Way): Way {
  if (way.event !== 'WORDS' || way.to !== null || way.says.length + way.does.length > 0) return way;
  const isTheirs = way.condition?.ko === guards.attended?.ko;
  return isTheirs ? { ...way, does: [toCounsellor] } : { ...way, says: ['unclear', 'unclear.2'] };
}
const toCounsellor: Words = { ko: '상담사가 읽음', en: 'the counsellor reads them' };

/** Whether a condition holds for this event whatever else is so: true, false, or null where more must be known. */
function decided(guard: unknown, event: object): boolean | null {
  if (guard === undefined) return true;
  const test = (conversation.implementations.guards as Record<string, unknown>)[nameOf(guard)];
  if (typeof test !== 'function') return null;
  try {
    return test({ context: unknowable({}), event: unknowable(event) }, paramsOf(guard)) === true;
  } catch {
    return null;
  }
}

/** Gives only what is known, and throws when asked for more. */
const unknowable = <T extends object>(known: T): T =>
  new Proxy(known, {
    get(target, name) {
      if (!Object.hasOwn(target, name)) throw new Error(`${String(name)} is not known`);
      return Reflect.get(target, name);
    },
  });

function conditionOf(guard: unknown): Words | null {
  if (guard === undefined) return null;
  const parts = (guard as { guards?: unknown[] }).guards;
  const name = nameOf(guard);
  if (parts && /^(and|or|not)$/.test(name))
    return joined(
      name,
      parts.flatMap((one) => conditionOf(one) ?? []),
    );
  const { ko, en } = wordsFor(guards, 'condition', name);
  const params = paramsOf(guard);
  const list = params === undefined ? [] : Array.isArray(params) ? params : [params];
  const inWords = list.map((one) => namedIn(String(one)));
  return {
    ko: ko.replace('{x}', inWords.map((one) => one.ko).join(', ')),
    en: en.replace('{x}', inWords.map((one) => one.en).join(', ')),
  };
}

function joined(name: string, all: readonly Words[]): Words {
  const [ko, en] = name === 'or' ? [' 또는 ', ' or '] : [', ', ', and '];
  const both = { ko: all.map((one) => one.ko).join(ko), en: all.map((one) => one.en).join(en) };
  return name === 'not' ? { ko: `아닐 때: ${both.ko}`, en: `not: ${both.en}` } : both;
}

/** `and([…])` and its like are functions that carry their parts. */
const nameOf = (guard: unknown): string => {
  if (typeof guard === 'string') return guard;
  if (guard === undefined) return '';
  const { type, guards: parts, name } = guard as { type?: string; guards?: unknown; name?: string };
  return (parts ? name : type) ?? 'without a name';
};
const paramsOf = (guard: unknown): unknown => (guard as { params?: unknown } | undefined)?.params;

/** A place, a route or an answer that a condition names. */
const namedIn = (name: string): Words =>
  Object.hasOwn(states, name)
    ? stateName(name)
    : Object.hasOwn(names, name)
      ? wordsFor(names, 'name', name)
      : { ko: name, en: name };

// === What is said and done

const actNames = new Map<unknown, string>(Object.entries(madeActs).map(([name, act]) => [act, name]));

interface Done {
  says: TextKey[];
  does: Words[];
}

function doneBy(actions: readonly unknown[]): Done {
  const done = actions.map(doneByOne);
  return {
    says: [...new Set(done.flatMap(({ says }) => says))],
    does: done.flatMap(({ does }) => does).filter(({ ko }) => ko !== ''),
  };
}

function doneByOne(action: unknown): Done {
  const { type, params } = action as { type?: string; params?: Effect };
  if (type === 'effect' && params) return doneByEffect(params);
  const name = actNames.get(action);
  if (name !== undefined) return named(acts, 'act', name);
  // Only something is remembered: `here`, the language, the age.
  if (type === 'xstate.assign') return { says: [], does: [] };
  // Made on the spot, like `wishes('chat')`: it has no name, but what it says is found out by trying it.
  const says = saidByTrying(action);
  return says.length > 0 ? { says, does: [] } : named(acts, 'act', type ?? 'without a name');
}

export const saidByTrying = (action: unknown): TextKey[] => [
  ...new Set(
    effectsByTrying(action).flatMap((effect) =>
      effect.type === 'say' || effect.type === 'card' ? effect.keys : doneByEffect(effect).says,
    ),
  ),
];

function doneByEffect(effect: Effect): Done {
  switch (effect.type) {
    case 'say':
    case 'card':
      return { says: effect.keys.filter(isTextKey), does: [] };
    case 'find': {
      const { ko, en } = wordsFor(findings, 'finding', effect.finding.type);
      return { says: [], does: [{ ko: `규칙표에 알림: ${ko}`, en: `tells the rule table: ${en}` }] };
    }
    default:
      return named(effects, 'effect', effect.type);
  }
}

function named(
  table: Readonly<Record<string, Words & { says?: readonly TextKey[] }>>,
  kind: string,
  name: string,
): Done {
  const words = wordsFor(table, kind, name);
  return { says: [...((Object.hasOwn(table, name) ? table[name]?.says : undefined) ?? [])], does: [words] };
}
