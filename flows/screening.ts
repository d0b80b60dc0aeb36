/** One visit's questionnaires: which item comes next, which came before, and what an answer sets off.
 *  Pure look-ups over the answers; the machine decides what to do with them. */
import { rings, scoredItems } from './instruments/instrument.ts';
import { type InstrumentId, instrument, parseKey } from './instruments/registry.ts';
import type { AgeBand, Finding, SilenceKind } from './protocol.ts';
import type { Risk } from './safety.ts';

export type ScaleId = 'phq9' | 'sgds';

/** `phq9/mood` → [value as answered, null = refused; seconds since the epoch]. */
export type Answers = Readonly<Record<string, readonly [value: number | null, at: number]>>;

/** Minutes of silence that count as an answer of their own (SCRIPT 2.8). */
export const silenceMs = { card: 15 * 60_000, asq: 10 * 60_000 } as const;

/** 14–64 PHQ-9, from 65 SGDS-K (CLINICAL 5.1). */
export const scaleFor = (age: AgeBand): ScaleId => (isElder(age) ? 'sgds' : 'phq9');

export const isElder = (age: AgeBand | null): boolean => age === '65-74' || age === '75+';

export const isMinor = (age: AgeBand | null): boolean => age === '14-18' || age === '13-';

/** The scored items of a scale in the order they are asked, as `phq9/mood`. */
export const itemsOf = (scale: ScaleId): readonly string[] => scales[scale];

const keysOf = (scale: ScaleId): string[] => scoredItems(instrument(scale)).map((key) => `${scale}/${key}`);
const scales: Readonly<Record<ScaleId, readonly string[]>> = { phq9: keysOf('phq9'), sgds: keysOf('sgds') };

const value = (answers: Answers, key: string): number | null | undefined => answers[key]?.[0];
export const difficulty = 'phq9/difficulty';
const first4 = ['asq/1', 'asq/2', 'asq/3', 'asq/4'] as const;

/** PHQ-9 item 9 at 1 or more. */
export const item9Positive = (answers: Answers): boolean => (value(answers, 'phq9/selfharm') ?? 0) >= 1;
const anyAsqYes = (answers: Answers): boolean => [...first4, 'asq/5'].some((key) => value(answers, key) === 1);

/** The ASQ item to ask after those answered: 1–4, when (item 4 yes), 5 (any yes or refusal, or item 9 ≥ 1), then null. */
export function nextAsq(answers: Answers): string | null {
  const open = first4.find((key) => value(answers, key) === undefined);
  if (open) return open;
  if (value(answers, 'asq/4') === 1 && value(answers, 'asq/when') === undefined) return 'asq/when';
  const concern = item9Positive(answers) || first4.some((key) => value(answers, key) !== 0);
  return concern && value(answers, 'asq/5') === undefined ? 'asq/5' : null;
}

/** What is asked after this answer: the rest of the scale, ASQ, and PHQ-9's unscored item 10, which only those get who
 *  marked some problem and alarmed nobody (SCRIPT phq9.difficulty). Null: the visit is complete. */
export function following(scale: ScaleId, answers: Answers, item: string, alarmed: boolean): string | null {
  const items = itemsOf(scale);
  const next = items[items.indexOf(item) + 1];
  if (items.includes(item) && next) return next;
  if (item === difficulty) return null;
  const asq = nextAsq(answers);
  if (asq) return asq;
  const troubled = scale === 'phq9' && items.some((key) => (value(answers, key) ?? 0) > 0);
  return troubled && !alarmed ? difficulty : null;
}

/** The item before this one in the order of asking, or null at the first. ASQ goes back within itself, then into the scale. */
export function previousItem(scale: ScaleId, answers: Answers, item: string): string | null {
  const asked = [...itemsOf(scale), ...first4, ...(value(answers, 'asq/4') === 1 ? ['asq/when'] : []), 'asq/5'];
  if (item === difficulty) return asked.findLast((key) => answers[key]) ?? null;
  return asked[asked.indexOf(item) - 1] ?? null;
}

/** The answers with this one taken. "When" belongs to a yes on ASQ 4 and goes with it. */
export function withAnswer(answers: Answers, item: string, answer: number | null, atSeconds: number): Answers {
  const { 'asq/when': when, ...others } = { ...answers, [item]: [answer, atSeconds] as const };
  return when && value(others, 'asq/4') === 1 ? { ...others, 'asq/when': when } : others;
}

/** Whether all of an instrument is answered that these answers call for. */
export const isComplete = (id: InstrumentId, answers: Answers): boolean =>
  id === 'asq' ? nextAsq(answers) === null : itemsOf(id).every((key) => answers[key]);

/** Four times no, and nothing refused. */
export const isAsqNegative = (answers: Answers): boolean =>
  [...first4, 'asq/5'].every((key) => (key === 'asq/5' && !answers[key] ? true : value(answers, key) === 0));

/** The silence that would count now: after a card for an answer of this visit, or inside ASQ once there was a yes; none
 *  when ASQ is complete. A changed alarm still counts: the first answer was given. */
export function silenceOf({
  answers,
  was,
}: {
  answers: Answers;
  was: Readonly<Record<string, number>>;
}): SilenceKind | null {
  if (nextAsq(answers) === null) return null;
  if (anyAsqYes(answers)) return 'asq';
  return item9Positive(answers) || Object.keys(was).length > 0 ? 'card' : null;
}

/** A yes to `check.ask`: whether they wish to die, after words that left it open. */
export const toldWhenAsked: Finding = { type: 'textRisk', level: 'P1', about: 'self', rule: 'check.ask' };

/** What triage must know of this answer at once, whatever comes later. Null for an answer that alarms nobody. */
export function findingOf(item: string, answer: number | null): Finding | null {
  if (item === 'phq9/selfharm') return answer === 0 ? null : { type: 'item9', value: answer };
  const asq = /^asq\/([1-5])$/.exec(item)?.[1];
  if (asq) {
    if (answer === 0) return null;
    return { type: 'asq', item: Number(asq) as 1 | 2 | 3 | 4 | 5, answer: answer === null ? 'refused' : 'yes' };
  }
  if (item === 'asq/when') {
    return { type: 'asqWhen', when: (['refused', 'months3', 'year1', 'older'] as const)[answer ?? 0] ?? 'refused' };
  }
  return null;
}

/** 답이 모두 같음: with items that are scored the other way round among them, nobody means that. */
export function isAllTheSame(scale: ScaleId, answers: Answers): boolean {
  const { items } = instrument(scale);
  const [first, ...rest] = itemsOf(scale).map((key) => value(answers, key));
  const isMixed = Object.values(items).some(({ reversed }) => reversed === true);
  return isMixed && typeof first === 'number' && rest.every((one) => one === first);
}

/** An alarm the resident is answered with a crisis card: item 9 ≥ 1 or an ASQ yes. Refusals only reach triage. */
export function alarms(key: string, answer: number | null): boolean {
  const named = parseKey(key);
  return !!named && rings(instrument(named.id), named.item, answer);
}

/** Risk words as triage hears of them. */
export const riskFinding = ({ level, priority, about, rule }: Risk): Finding => ({
  type: 'textRisk',
  level: level === 'check' ? 'check' : priority === 'P0' ? 'P0' : 'P1',
  about,
  rule: rule ?? '',
});
