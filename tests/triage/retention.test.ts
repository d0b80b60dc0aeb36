/** The consent's "언제까지" in days. */
import { expect, test } from 'vitest';
import { retentionDays } from '../../triage/retention.ts';

test.for([
  ['1년', 365],
  ['6개월', 180],
  [' 90일 ', 90],
  ['2 년', 730],
  ['0년', null],
  ['동의 철회까지', null],
  ['1년 6개월', null],
  ['', null],
  [null, null],
] as const)('%j is %j days', ([text, days]) => expect(retentionDays(text)).toBe(days));
