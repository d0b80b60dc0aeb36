/** Which item is asked when, and which silence counts: by tables. */
import { describe, expect, test } from 'vitest';
import { ageBands } from '../../flows/protocol.ts';
import {
  type Answers,
  alarms,
  findingOf,
  following,
  isAsqNegative,
  isComplete,
  isMinor,
  itemsOf,
  nextAsq,
  previousItem,
  scaleFor,
  silenceOf,
  withAnswer,
} from '../../flows/screening.ts';

/** 'y' yes, 'n' no, 'r' refused, '-' not asked: ASQ 1–4, when, 5; then item 9. */
function given(row: string): Answers {
  const keys = ['asq/1', 'asq/2', 'asq/3', 'asq/4', 'asq/when', 'asq/5', 'phq9/selfharm'];
  const values: Record<string, number | null> = { y: 1, n: 0, r: null, '2': 2, '3': 3 };
  return Object.fromEntries(
    keys.flatMap((key, at) =>
      row[at] === '-' || row[at] === undefined ? [] : [[key, [values[row[at] ?? ''] ?? null, 1] as const]],
    ),
  );
}

test('ages and their scale', () => {
  expect(ageBands.map(scaleFor)).toEqual(['phq9', 'phq9', 'phq9', 'phq9', 'phq9', 'sgds', 'sgds']);
  expect(ageBands.map(isMinor)).toEqual([true, true, false, false, false, false, false]);
  expect([itemsOf('phq9').length, itemsOf('sgds').length]).toEqual([9, 15]);
});

test.for([
  ['', 'asq/1'],
  ['n', 'asq/2'],
  ['nnn', 'asq/4'],
  ['nnnn', null],
  ['ynnn', 'asq/5'],
  ['rnnn', 'asq/5'],
  ['nnny', 'asq/when'],
  ['nnnyr', 'asq/5'],
  ['nnnr', 'asq/5'],
  ['nnny2n', null],
  ['yyyy3r', null],
  ['nnnn--y', 'asq/5'],
  ['nnnn--r', null],
  ['nnnn-ny', null],
] as const)('after ASQ %j comes %s', ([row, next]) => {
  expect(nextAsq(given(row))).toBe(next);
  expect(isComplete('asq', given(row))).toBe(next === null);
});

test.for([
  ['nnnn', true],
  ['nnnn-n', true],
  ['nnnn-r', false],
  ['nnnr-n', false],
  ['nnny2n', false],
  ['nnn', false],
] as const)('ASQ %j is negative: %s', ([row, negative]) => {
  expect(isAsqNegative(given(row))).toBe(negative);
});

test.for([
  ['nothing alarmed', '', {}, null],
  ['item 9', '------y', {}, 'card'],
  ['item 9, inside ASQ', 'nn----y', {}, 'card'],
  ['item 9, ASQ 5 still open', 'nnnn--y', {}, 'card'],
  ['item 9, all answered', 'nnnn-ny', {}, null],
  ['an ASQ yes', 'y', {}, 'asq'],
  ['an ASQ yes after item 9', 'y-----y', {}, 'asq'],
  ['an ASQ yes, 5 refused', 'ynnn-r', {}, null],
  ['a refusal alone', 'r', {}, null],
  ['item 9 taken back', '------n', { 'phq9/selfharm': 3 }, 'card'],
] as const)('silence: %s', ([, row, was, timer]) => {
  expect(silenceOf({ answers: given(row), was })).toBe(timer);
});

describe('the order', () => {
  const zeros = Object.fromEntries(itemsOf('phq9').map((key) => [key, [0, 1] as const]));
  const asq = given('nnnn');

  test.for([
    ['phq9/anhedonia', {}, false, 'phq9/mood'],
    ['phq9/selfharm', zeros, false, 'asq/1'],
    ['asq/4', { ...zeros, ...asq }, false, null],
    ['asq/4', { ...zeros, ...asq, 'phq9/mood': [1, 1] }, false, 'phq9/difficulty'],
    ['asq/4', { ...zeros, ...asq, 'phq9/mood': [1, 1] }, true, null],
    ['phq9/difficulty', { ...zeros, ...asq, 'phq9/mood': [1, 1] }, false, null],
  ] as const)('after %s', ([item, answers, alarmed, next]) => {
    expect(following('phq9', answers as Answers, item, alarmed)).toBe(next);
  });

  test.for([
    ['phq9/anhedonia', {}, null],
    ['phq9/mood', {}, 'phq9/anhedonia'],
    ['asq/1', zeros, 'phq9/selfharm'],
    ['asq/when', given('nnny'), 'asq/4'],
    ['asq/5', given('nnny2'), 'asq/when'],
    ['asq/5', given('ynnn'), 'asq/4'],
    ['phq9/difficulty', { ...zeros, ...asq }, 'asq/4'],
  ] as const)('before %s', ([item, answers, previous]) => {
    expect(previousItem('phq9', answers as Answers, item)).toBe(previous);
  });

  test('65 and over have no item 10', () => {
    const fifteen = Object.fromEntries(itemsOf('sgds').map((key) => [key, [1, 1] as const]));
    expect(following('sgds', { ...fifteen, ...asq }, 'asq/4', false)).toBeNull();
    expect(isComplete('sgds', fifteen)).toBe(true);
  });
});

test('a "when" goes with its yes and stays with it', () => {
  expect(withAnswer(given('nnny2'), 'asq/4', 0, 9)).not.toHaveProperty(['asq/when']);
  expect(withAnswer(given('nnny2'), 'asq/1', 1, 9)).toHaveProperty(['asq/when']);
  expect(withAnswer(given('nnny'), 'asq/when', 3, 9)).toMatchObject({ 'asq/when': [3, 9] });
});

test.for([
  ['phq9/mood', 3, null, false],
  ['phq9/selfharm', 0, null, false],
  ['phq9/selfharm', 1, { type: 'item9', value: 1 }, true],
  ['phq9/selfharm', null, { type: 'item9', value: null }, false],
  ['asq/2', 1, { type: 'asq', item: 2, answer: 'yes' }, true],
  ['asq/2', 0, null, false],
  ['asq/5', null, { type: 'asq', item: 5, answer: 'refused' }, false],
  ['asq/when', 1, { type: 'asqWhen', when: 'months3' }, false],
  ['asq/when', 2, { type: 'asqWhen', when: 'year1' }, false],
  ['asq/when', 3, { type: 'asqWhen', when: 'older' }, false],
  ['asq/when', null, { type: 'asqWhen', when: 'refused' }, false],
] as const)('%s answered %j', ([key, answer, finding, rings]) => {
  expect(findingOf(key, answer)).toEqual(finding);
  expect(alarms(key, answer)).toBe(rings);
});
