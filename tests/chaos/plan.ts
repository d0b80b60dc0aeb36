/** What a made-up resident means to do, and what they tap when they are asked something. Whoever shows risk does so in one known way. */
import { asqKo } from '../../flows/instruments/asq.ko.ts';
import { phq9Ko } from '../../flows/instruments/phq9.ko.ts';
import type { Chance } from '../harness/chance.ts';

/** low: answers everything and shows no risk. danger: says at once that they are in danger. words: writes that they want to die, in the
 *  middle. item9: of PHQ-9. asq5: yes to the last question of ASQ. */
export const kinds = ['low', 'danger', 'words', 'item9', 'asq5'] as const;
export type Kind = (typeof kinds)[number];

export interface Plan {
  kind: Kind;
  /** PHQ-9 item → 0 to 3. */
  answers: Readonly<Record<string, number>>;
  /** Words of risk come in place of the answer to this item. */
  wordsAt: string;
}

export interface Choice {
  label: string;
  /** As the channel carries it back. */
  carries: unknown;
}

/** What the resident's screen asks. */
export interface Screen {
  text: string;
  choices: readonly Choice[];
}

/** What they do next; null: they are done. */
export type Deed = { risk: boolean; item?: string; value?: number } & (
  | { type: 'taps'; choice: Choice }
  | { type: 'says'; text: string }
);

const phqItems = Object.keys(phq9Ko.items).filter((item) => item !== 'difficulty');

export function planOf(chance: Chance, share: number): Plan {
  const kind = chance() < share ? chance.of(kinds.filter((one) => one !== 'low')) : 'low';
  // Low is low in its sum, too: 0 to 4 calls nobody.
  const answers = Object.fromEntries(phqItems.map((item) => [item, kind === 'low' ? 0 : chance.between(0, 2)]));
  if (kind === 'low') for (let one = 0; one < 4; one += 1) answers[chance.of(phqItems)] = 1;
  answers.selfharm = kind === 'item9' ? chance.between(2, 3) : 0;
  return { kind, answers, wordsAt: chance.of(phqItems) };
}

const riskWords = '죽고 싶어요';
/** Of questions outside a questionnaire, what is tapped where it is offered. */
const ways = ['시작할게요', '19~34세', '동의해요', '네, 지금 위험해요'];

export function nextDeed(plan: Plan, { text, choices }: Screen, done: ReadonlySet<string>): Deed | null {
  const item = itemIn(text);
  if (item?.startsWith('phq9/')) return phqDeed(plan, item, choices);
  if (item?.startsWith('asq/')) return asqDeed(plan, item, choices);
  const hard = labelled(choices, '지금 많이 힘들어요');
  // Asks first whether they are in danger now; that rings.
  if (plan.kind === 'danger' && hard) return { type: 'taps', choice: hard, risk: false };
  for (const way of ways) {
    const choice = labelled(choices, way);
    if (choice) return { type: 'taps', choice, risk: way === '네, 지금 위험해요' };
  }
  // Asked how they may be reached, or nothing any more: the questionnaires are over.
  const isOver = plan.kind === 'danger' || done.has('asq/4') || done.has('asq/5');
  const last = choices.at(-1);
  return isOver || !last ? null : { type: 'taps', choice: last, risk: false };
}

function phqDeed(plan: Plan, item: string, choices: readonly Choice[]): Deed | null {
  const name = item.slice('phq9/'.length);
  if (plan.kind === 'words' && name === plan.wordsAt) return { type: 'says', text: riskWords, risk: true };
  const value = plan.answers[name] ?? 0;
  const choice = choices[value];
  // Item 9 with 1 or more, and whatever an emergency asks for, is heard of.
  return choice ? { type: 'taps', choice, risk: name === 'selfharm' && value > 0, item, value } : null;
}

function asqDeed({ kind }: Plan, item: string, choices: readonly Choice[]): Deed | null {
  const isYes = kind === 'asq5' && (item === 'asq/1' || item === 'asq/5');
  const choice = labelled(choices, isYes ? '예' : '아니오') ?? choices.at(-1);
  return choice ? { type: 'taps', choice, risk: isYes, item, value: isYes ? 1 : 0 } : null;
}

const labelled = (choices: readonly Choice[], label: string) => choices.find((one) => one.label === label);

/** Messengers do not name the item they ask: its words do. */
const byWords = [phq9Ko, asqKo].flatMap(({ instrument, items }) =>
  Object.entries(items).map(([item, words]) => [words, `${instrument}/${item}`] as const),
);
const itemIn = (text: string): string | null => byWords.find(([words]) => text.includes(words))?.[1] ?? null;
