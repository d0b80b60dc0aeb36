/** A safety text changes only with a clinical lead's sign-off: whoever changes one is told here how to record it. */
import { describe, expect, it } from 'vitest';
import { drift, fileOf, fingerprint, sign, signedWords } from '../../commands/script/signing.ts';
import { type Signed, signed } from '../../flows/wording.signed.ts';
import { fixed } from '../../flows/wording.ts';

const today = '2026-11-22';
const [first = 'crisis.first'] = fixed;
const signedBy = (by: string, on: string, key = 'crisis.first'): Signed =>
  sign(signed, { key, name: by, date: on }, today).records;

it('every safety text is the one that was recorded', () => {
  expect(drift(signed).join('\n')).toBe('');
});

describe('a safety text that was changed', () => {
  const other: Signed = {
    ...signedBy('김하나', '2026-11-20'),
    'crisis.first': { ...signed['crisis.first'], ko: { sha256: '0000000000000000', by: '김하나', on: '2026-11-20' } },
  };

  it('is named, with whose signature it had and the command that records it', () => {
    const said = drift(other);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('safety text "crisis.first" (ko)');
    expect(said[0]).toContain('signed by 김하나 on 2026-11-20');
    expect(said[0]).toContain('npm run script -- sign --key crisis.first --lang ko --unsigned');
  });

  it('loses its signature when it is recorded, and the other language keeps its own', () => {
    const { records } = sign(other, { key: 'crisis.first', lang: 'ko', unsigned: true }, today);
    expect(records['crisis.first']?.ko).toEqual({ sha256: fingerprint('ko', 'crisis.first'), by: null, on: null });
    expect(records['crisis.first']?.en).toEqual(other['crisis.first']?.en);
    expect(drift(records)).toEqual([]);
  });

  it('may be recorded with all the others, which keep their signatures', () => {
    const mixed = { ...other, [first]: signedBy('이두리', '2026-11-21', first)[first] ?? {} };
    const { records, touched } = sign(mixed, { allFixed: true, unsigned: true }, today);
    expect(touched).toHaveLength(1);
    expect(records[first]?.ko?.by).toBe('이두리');
    expect(records['crisis.first']?.ko?.by).toBeNull();
  });
});

it('a new safety text, and one that is none any more, are found', () => {
  const { [first]: _, ...without } = signed;
  expect(drift(without).join('\n')).toContain(`"${first}" (ko) is not the one that was recorded (never recorded)`);
  expect(drift({ ...signed, gone: {} }).join('\n')).toContain('"gone", which is no safety text');
});

describe('a signature', () => {
  it('holds the words, every choice and what the choice means', () => {
    expect(signedWords('ko', 'crisis.next')).toMatch(/\n▸ goOn: 이어하기\n▸ human: .+\n▸ danger: .+$/);
    expect(signedWords('ko', 'consent.human')).toContain('{hours}');
  });

  it('is written for one text, or for all, in both languages or in one', () => {
    expect(signedBy('김하나', '2026-11-22')['crisis.first']?.en).toMatchObject({ by: '김하나', on: '2026-11-22' });
    const all = sign({}, { allFixed: true, name: 'Kim Hana', date: today, lang: 'ko' }, today).records;
    expect(Object.keys(all)).toEqual([...fixed]);
    expect(Object.values(all).every(({ ko, en }) => ko?.by === 'Kim Hana' && en === undefined)).toBe(true);
  });

  it.each([
    [{}, 'Say which text'],
    [{ key: 'crisis.first', allFixed: true }, 'not both'],
    [{ key: 'nothing' }, 'There is no text "nothing"'],
    [{ key: 'greet' }, '"greet" is not a safety text'],
    [{ key: 'crisis.first', lang: 'fr' }, '--lang fr is unknown'],
    [{ key: 'crisis.first' }, 'Say who signs'],
    [{ key: 'crisis.first', name: '김' }, '--name must be 2 to 40'],
    [{ key: 'crisis.first', name: "a'; b" }, '--name must be 2 to 40'],
    [{ key: 'crisis.first', name: '김하나' }, 'Say when'],
    [{ key: 'crisis.first', name: '김하나', date: '22.11.2026' }, 'no day of the calendar'],
    [{ key: 'crisis.first', name: '김하나', date: '2026-02-30' }, 'no day of the calendar'],
    [{ key: 'crisis.first', name: '김하나', date: '2026-11-23' }, 'lies in the future: here it is 2026-11-22'],
    [{ key: 'crisis.first', name: '김하나', unsigned: true }, '--unsigned takes neither'],
  ])('%o is refused: %s', (options, sentence) => {
    expect(() => sign(signed, options, today)).toThrow(sentence);
  });

  it('is written to the file in the same way each time', () => {
    const records = signedBy('가나다라마바사아자차카타파하가나다라마바사아자차카타파하', '2026-11-22');
    expect(fileOf(records)).toBe(fileOf(sign(records, { allFixed: true, unsigned: true }, today).records));
    expect(fileOf(records)).toContain("      by: '가나다라");
    expect(fileOf(signed)).not.toMatch(/.{121}/);
  });
});
