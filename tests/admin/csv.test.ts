import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvLines, csvOf } from '../../admin/csv.ts';

const cellsOf = (bytes: Buffer): string[][] => parse(bytes, { bom: true, record_delimiter: '\r\n' });
const cellOf = (text: string): string => cellsOf(csvOf(['head'], [[text]]))[1]?.[0] ?? '';

describe('a file for a spreadsheet', () => {
  test('begins with the mark Excel reads Korean by, and ends its lines as Windows does', () => {
    expect(csvOf(['이름', 'n'], [['김상담', 1]]).toString()).toBe('\ufeff이름,n\r\n김상담,1\r\n');
  });

  test.for([
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x";"y")', `'=HYPERLINK("http://x";"y")`],
    ['+82', "'+82"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'=1"],
    ['\r=1', "'=1"],
    ['\n=1', "'=1"],
    ['\0=1', "'=1"],
    ['\0\0 =1', "'=1"],
    ['  =1', "'=1"],
    ['\u00a0=1', "'=1"],
    ['\u3000=1', "'=1"],
    ['\u200b=1', "'=1"],
    ['\ufeff=1', "'=1"],
    ['\u202e=1', "'=1"],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠a', "'＠a"],
    ['두 줄\r\n이에요', '두 줄 이에요'],
    ['한 줄\u2028두 줄', '한 줄 두 줄'],
    ['앞\u202e뒤', '앞뒤'],
    ['그대로, "두고" = 읽어요', '그대로, "두고" = 읽어요'],
    ['', ''],
  ])('%j becomes %j', ([given = '', shown]) => {
    expect(cellOf(given)).toBe(shown);
  });

  test('numbers stay numbers, below zero too, and nothing is an empty cell', () => {
    expect(csvLines([[-5, 0.5, null, 'x']]).toString()).toBe('-5,0.5,,x\r\n');
  });

  test('whatever somebody wrote, no cell begins as a formula does', () => {
    const nasty = fc.string({ unit: fc.constantFrom('=', '+', '＝', '\0', ' ', '\n', '\r', '"', ',', '\u200b', '가') });
    fc.assert(
      fc.property(fc.array(fc.tuple(nasty, nasty)), (rows) => {
        const lines = cellsOf(csvOf(['a', 'b'], rows));
        expect(lines).toHaveLength(rows.length + 1);
        for (const cell of lines.flat()) expect(cell).not.toMatch(/^[\s\p{C}]*[=+\-@＝＋－＠]/u);
      }),
    );
  });
});
