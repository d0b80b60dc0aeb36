/** Numbers that name a person: read where they are asked for, kept nowhere else. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { masked, phoneIn } from '../../flows/numbers.ts';

test.for([
  ['010 1234 5678', '010-1234-5678'],
  ['01012345678', '010-1234-5678'],
  ['０１０－１２３４－５６７８', '010-1234-5678'],
  ['010.1234.5678이에요', '010-1234-5678'],
  ['제 번호는 010–1234–5678 입니다', '010-1234-5678'],
  ['+82 10-1234-5678', '010-1234-5678'],
  ['82-10-1234-5678', '010-1234-5678'],
  ['(010) 1234-5678', '010-1234-5678'],
  ['011-234-5678', '011-234-5678'],
  ['02-123-4567', '02-123-4567'],
  ['02 1234 5678', '02-1234-5678'],
  ['031)123-4567', '031-123-4567'],
  ['070 1234 5678', '070-1234-5678'],
  ['0505-123-4567', '0505-123-4567'],
  ['공일공 일이삼사 오육칠팔', '010-1234-5678'],
  ['영일영일이삼사오육칠팔', '010-1234-5678'],
] as const)('%j is the number %j', ([text, number]) => expect(phoneIn(text)).toBe(number));

test.for([
  '',
  '109',
  '1577-0199',
  '1234',
  '010',
  '010-1234',
  '12345678901',
  '3번이요',
  '2026년 11월 22일',
  '900101-1234567',
  '일이삼사',
  '010-1234-5678 아니면 010-8765-4321',
  '0.5',
] as const)('%j is no number to call, or not a single one', (text) => expect(phoneIn(text)).toBeNull());

describe('what is kept of a text', () => {
  test.for([
    ['제 번호는 010-1234-5678이에요', '제 번호는 [전화번호]이에요'],
    ['900101-1234567', '[주민등록번호]'],
    ['９００１０１－２２３４５６７ 입니다', '[주민등록번호] 입니다'],
    ['9001011234567', '[주민등록번호]'],
    ['900101-1******', '[주민등록번호]'],
    ['공일공 일이삼사 오육칠팔', '[전화번호]'],
    ['109에 전화했어요', '109에 전화했어요'],
    ['1577-0199는 안 받아요', '1577-0199는 안 받아요'],
    ['20241122', '20241122'],
  ] as const)('%j is kept as %j', ([text, kept]) => expect(masked(text, 'none')).toBe(kept));

  it('with a counsellor the telephone number is theirs to read, the registration number never', () => {
    expect(masked('010-1234-5678, 900101-1234567', 'human')).toBe('010-1234-5678, [주민등록번호]');
  });

  it('of any text holds no number that can be called, and a text without one is kept letter by letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom(' ', '-', '.', ''), (text, gap) => {
        expect(masked(text, 'waiting') === text || phoneIn(text) !== null || /\d{6}/.test(text.normalize('NFKC'))).toBe(
          true,
        );
        const number = ['010', '1234', '5678'].join(gap);
        expect(phoneIn(masked(`가 ${number} ${text}`, 'none'))).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('reads ten thousand signs in no time worth speaking of, whatever they are', () => {
    for (const sign of ['0', '1', '010-', '900101-', '공', ' ', '-'])
      expect(masked(sign.repeat(10_000), 'none')).toBeTypeOf('string');
  });
});
