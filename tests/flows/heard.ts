/** What the detector makes of single lines. */
import { expect, test } from 'vitest';
import { detect, type Risk } from '../../flows/safety.ts';

/** `P1`, `P2 other`, `none`: the outcome in one word or two. */
export const outcome = (risk: Risk) => `${risk.priority ?? 'none'}${risk.about === 'other' ? ' other' : ''}`;

/** One line of text each, under the outcome it must have. */
export function expectEach(expected: string, lines: string) {
  test.each(
    lines
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  )(`${expected}: %s`, (line) => expect(outcome(detect(line))).toBe(expected));
}
