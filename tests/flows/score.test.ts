/** The arithmetic is counted a second time here, from literal strings, so that one slip cannot hide in both places. */

import { describe, expect, it } from 'vitest';
import { instrument } from '../../flows/instruments/registry.ts';
import { type Answers, score, syndrome } from '../../flows/score.ts';

const phq9 = instrument('phq9');
const sgds = instrument('sgds');
const asq = instrument('asq');

const phq9Keys = 'anhedonia mood sleep energy appetite worth concentration psychomotor selfharm'.split(' ');
const sgdsKeys =
  'satisfied dropped empty bored spirits afraid happy helpless home memory alive worthless energy hopeless others'.split(
    ' ',
  );

/** One letter per total, 0 to 27: (m)inimal, m(i)ld, m(o)derate, moderately-se(v)ere, (s)evere. */
const phq9Bands = 'mmmmmiiiiiooooovvvvvssssssss';
const phq9Names: Record<string, string> = {
  m: 'minimal',
  i: 'mild',
  o: 'moderate',
  v: 'moderately-severe',
  s: 'severe',
};
/** The answer that scores, and one letter per total, 0 to 15: (o)k, (w)atch, (l)ow, (s)evere. */
const sgdsKey = 'NYYYNYNYYYNYNYY';
const sgdsBands = 'oooooowwllllssss';
const sgdsNames: Record<string, string> = { o: 'ok', w: 'watch', l: 'low', s: 'severe' };

/** '2' → 2, 'Y' → 1, 'N' → 0, 'r' → refused, '-' → not answered. */
const read: Record<string, number | null | undefined> = { Y: 1, N: 0, y: 1, n: 0, r: null, '-': undefined };
const answers = (keys: readonly string[], row: string): Answers =>
  Object.fromEntries(keys.map((key, i) => [key, /\d/.test(row[i] ?? '') ? Number(row[i]) : read[row[i] ?? '-']]));

/** Every word of a length over an alphabet. */
function* words(alphabet: string, length: number): Generator<string> {
  if (length === 0) return yield '';
  for (const rest of words(alphabet, length - 1)) for (const letter of alphabet) yield letter + rest;
}

describe('PHQ-9', () => {
  it('counts, bands and alarms right for each of the 4^9 answer sheets', () => {
    const wrong: string[] = [];
    let sheets = 0;
    for (const row of words('0123', 9)) {
      sheets++;
      const given = answers(phq9Keys, row);
      const got = score(phq9, given);
      const total = row.replace(/0/g, '').replace(/2/g, '11').replace(/3/g, '111').length;
      const core = row.slice(0, 2).replace(/[01]/g, '').length;
      const signs = row.slice(0, 8).replace(/[01]/g, '').length + (row.endsWith('0') ? 0 : 1);
      const expected = core === 0 || signs < 2 ? null : signs > 4 ? 'MDS' : 'ODS';
      const right =
        got.total === total &&
        got.raw === total &&
        got.band === phq9Names[phq9Bands[total] ?? ''] &&
        got.alarms.join() === (row.endsWith('0') ? '' : 'selfharm') &&
        got.complete &&
        !got.prorated &&
        syndrome(given) === expected;
      if (!right) wrong.push(row);
    }
    expect(sheets).toBe(262_144);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['000000000', 0, 'minimal', null],
    ['333333333', 27, 'severe', 'MDS'],
    ['111100000', 4, 'minimal', null],
    ['111110000', 5, 'mild', null],
    ['222111000', 9, 'mild', 'ODS'],
    ['222211000', 10, 'moderate', 'ODS'],
    ['222222200', 14, 'moderate', 'MDS'],
    ['222222210', 15, 'moderately-severe', 'MDS'],
    ['333333100', 19, 'moderately-severe', 'MDS'],
    ['333333200', 20, 'severe', 'MDS'],
    ['221100000', 6, 'mild', 'ODS'],
    ['222220000', 10, 'moderate', 'MDS'],
    ['222211200', 12, 'moderate', 'MDS'],
    ['000000001', 1, 'minimal', null],
    ['000000002', 2, 'minimal', null],
    ['200000001', 3, 'minimal', 'ODS'],
    ['202220001', 9, 'mild', 'MDS'],
    ['113333330', 20, 'severe', null],
    ['111111111', 9, 'mild', null],
  ])('reads the published sheet %s as %i, %s, %s', (row, total, band, algorithm) => {
    const given = answers(phq9Keys, row);
    expect(score(phq9, given)).toMatchObject({ total, band });
    expect(syndrome(given)).toBe(algorithm);
  });

  it('rings for item 9 though the total says minimal, and though the sheet is unfinished', () => {
    expect(score(phq9, answers(phq9Keys, '000000001'))).toMatchObject({ band: 'minimal', alarms: ['selfharm'] });
    expect(score(phq9, { selfharm: 1 })).toMatchObject({ band: null, alarms: ['selfharm'], complete: false });
  });

  it('fills at most two of items 1–8 with the mean of the rest, and never item 9', () => {
    const wrong: string[] = [];
    for (const gaps of words('x-', 9)) {
      for (const row of ['000000000', '111111111', '333333333', '012301230', '100000000', '222211200', '300100020']) {
        const holed = [...gaps].map((gap, i) => (gap === '-' ? '-' : row[i])).join('');
        const got = score(phq9, answers(phq9Keys, holed));
        const digits = [...holed].filter((digit) => digit !== '-').map(Number);
        const sum = digits.reduce((a, b) => a + b, 0);
        const lost = 9 - digits.length;
        const guessed = holed.slice(0, 8).split('-').length - 1;
        const total = lost > 2 ? null : Math.round(sum + guessed * (sum / digits.length));
        const band = total === null ? null : phq9Names[phq9Bands[total] ?? ''];
        const right =
          got.total === total &&
          got.band === band &&
          got.raw === sum &&
          got.prorated === (lost < 3 && guessed > 0) &&
          got.missing.length === lost &&
          got.complete === (lost === 0) &&
          got.unknown.join() === (holed.endsWith('-') ? 'selfharm' : '');
        if (!right) wrong.push(holed);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['2222222-2', 18, true],
    ['22222222r', 16, false],
    ['2222222rr', 16, true],
    ['1111000-0', 5, true], // 4.5 rounds up, into the next band
    ['1110000-0', 3, true],
    ['0000000rr', 0, true],
  ])('sums %s to %i', (row, total, prorated) => {
    expect(score(phq9, answers(phq9Keys, row))).toMatchObject({ total, prorated });
  });

  it('takes a refusal for a missing answer, not for a zero', () => {
    expect(score(phq9, answers(phq9Keys, 'rrr333333'))).toMatchObject({
      band: null,
      total: null,
      raw: 18,
      missing: ['anhedonia', 'mood', 'sleep'],
    });
  });

  it('leaves the tenth question out of total, gaps and completeness', () => {
    const sheet = answers(phq9Keys, '111111110');
    expect(score(phq9, { ...sheet, difficulty: 3 })).toEqual(score(phq9, sheet));
    expect(score(phq9, { ...sheet, difficulty: null }).complete).toBe(true);
  });

  it('does not count what was never answered towards a syndrome', () => {
    expect(syndrome(answers(phq9Keys, '2r------r'))).toBeNull();
    expect(syndrome(answers(phq9Keys, '2r2----r1'))).toBe('ODS');
  });

  it('refuses an answer that cannot be', () => {
    expect(() => score(phq9, { mood: 4 })).toThrow(RangeError);
    expect(() => score(phq9, { mood: 1.5 })).toThrow('phq9/mood was answered 1.5; it takes 0, 1, 2, 3');
    expect(() => score(phq9, { moood: null })).toThrow('phq9 has no item "moood"');
    expect(() => score(phq9, { toString: 1 })).toThrow(RangeError);
    expect(() => score(sgds, { happy: 2 })).toThrow(RangeError);
  });
});

describe('SGDS-K', () => {
  it('counts and bands right for each of the 2^15 answer sheets', () => {
    const wrong: string[] = [];
    let sheets = 0;
    for (const row of words('YN', 15)) {
      sheets++;
      const total = [...row].filter((answer, i) => answer === sgdsKey[i]).length;
      const got = score(sgds, answers(sgdsKeys, row));
      const right =
        got.total === total && got.raw === total && got.band === sgdsNames[sgdsBands[total] ?? ''] && got.complete;
      if (!right || got.alarms.length > 0) wrong.push(row);
    }
    expect(sheets).toBe(32_768);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['YYYYYYYYYYYYYYY', 10, 15, 'low'],
    ['NNNNNNNNNNNNNNN', 5, 0, 'ok'],
    ['NYYYNYNYYYNYNYY', 15, 10, 'severe'],
    ['YNNNYNYNNNYNYNN', 0, 5, 'ok'],
    ['NYYYNYNYNNYNYNN', 8, 7, 'low'],
    ['NYYYNYNNNNYNYNN', 7, 6, 'watch'],
    ['NYYYNNNNNNYNYNN', 6, 5, 'watch'],
  ])('reads the published sheet %s as %i, not as its %i 예', (row, total, ayes, band) => {
    expect(row.split('Y').length - 1).toBe(ayes);
    expect(score(sgds, answers(sgdsKeys, row))).toMatchObject({ total, band });
  });

  it('fills one or two gaps with the mean of the rest, for every pair of gaps', () => {
    const wrong: string[] = [];
    for (const row of ['NYYYNYNYYYNYNYY', 'YNNNYNYNNNYNYNN', 'NYYYNYNYNNYNYNN', 'YYYYYYYYYYYYYYY', 'NYYYNNNNNNYNYNN']) {
      for (let i = 0; i < 15; i++) {
        for (let j = i; j < 15; j++) {
          const holed = [...row].map((answer, at) => (at === i || at === j ? 'r' : answer)).join('');
          const kept = i === j ? 14 : 13;
          const sum = [...holed].filter((answer, at) => answer === sgdsKey[at]).length;
          const total = Math.round((sum * 15) / kept);
          const got = score(sgds, answers(sgdsKeys, holed));
          if (got.total !== total || got.band !== sgdsNames[sgdsBands[total] ?? ''] || !got.prorated) wrong.push(holed);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('rounds a half up, into the higher band', () => {
    // 7 of 14 answered: 7.5.
    expect(score(sgds, answers(sgdsKeys, 'NYYYNYNNNNYNYN-'))).toMatchObject({ raw: 7, total: 8, band: 'low' });
  });

  it('has no band from three gaps on', () => {
    expect(score(sgds, answers(sgdsKeys, 'rrrYNYNYYYNYNYY'))).toMatchObject({ band: null, total: null, raw: 12 });
    expect(score(sgds, {})).toMatchObject({ band: null, total: null, raw: 0, complete: false });
  });
});

describe('ASQ', () => {
  it('goes right on every path of yes, no, refused and unanswered', () => {
    const wrong: string[] = [];
    let paths = 0;
    for (const row of words('ynr-', 5)) {
      for (const when of [1, 2, 3, null, undefined]) {
        paths++;
        const got = score(asq, { ...answers(['1', '2', '3', '4', '5'], row), when });
        const result = /y$/.test(row)
          ? 'acute'
          : /y/.test(row)
            ? 'non-acute'
            : /^nnnn[n-]$/.test(row)
              ? 'negative'
              : 'incomplete';
        const complete = /^[yn]{5}$|^nnnn-$/.test(row);
        const rung = [...row].flatMap((answer, i) => (answer === 'y' ? [String(i + 1)] : []));
        const right = got.band === result && got.complete === complete && got.total === rung.length;
        if (!right || got.alarms.join() !== rung.join() || complete !== (got.missing.length === 0)) wrong.push(row);
      }
    }
    expect(paths).toBe(5_120);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['ynnny', 'acute'],
    ['yynnn', 'non-acute'],
    ['nnnyn', 'non-acute'],
    ['nnnn-', 'negative'],
    ['nnnnn', 'negative'],
    ['nnnny', 'acute'],
    ['----y', 'acute'],
    ['y----', 'non-acute'],
    ['nnnnr', 'incomplete'],
    ['nrnnn', 'incomplete'],
    ['-----', 'incomplete'],
  ])('takes %s for %s', (row, result) => {
    expect(score(asq, answers(['1', '2', '3', '4', '5'], row)).band).toBe(result);
  });

  it('says that somebody who left after a yes is unfinished, and what is unknown about them', () => {
    expect(score(asq, { '1': 1 })).toMatchObject({
      band: 'non-acute',
      complete: false,
      alarms: ['1'],
      unknown: ['2', '3', '4', '5'],
    });
  });
});
