import { describe, expect, it } from 'vitest';
import { allWordings, instrument, wordingOf } from '../../flows/instruments/registry.ts';
import { needsSignature, reasonsToSign, signable, unsigned, wanted } from '../../triage/gate.ts';

const asqKo = { instrument: 'asq', instrumentVersion: 'asq-1', wordingVersion: 'asq-ko-provisional-1' };

describe('what needs a signature', () => {
  it.for([
    ['released', 'released', false],
    ['sign-off-needed', 'released', true],
    ['released', 'sign-off-needed', true],
    ['released', 'provisional', true],
    ['provisional', 'released', true],
  ] as const)('an instrument %s in words %s: %s', ([structure, words, needed]) => {
    expect(needsSignature({ status: structure }, { status: words })).toBe(needed);
  });

  it('is every wording of this build whose status, or whose instrument’s, says so', () => {
    const needed = allWordings().filter((one) => needsSignature(instrument(one.instrument), one));
    expect(signable().map(({ wordingVersion }) => wordingVersion)).toEqual(needed.map(({ version }) => version));
  });
});

describe('who is kept from a questionnaire', () => {
  it('nobody, while things are tried out', () => {
    expect(unsigned('development', [])).toEqual([]);
    expect(unsigned('test', [])).toEqual([]);
  });

  it('everybody whom nobody has signed for, in production; what is released goes out', () => {
    expect(unsigned('production', [])).toEqual(signable().map(({ wordingVersion }) => wordingVersion));
    expect(unsigned('production', [])).toContain('asq-ko-provisional-1');
    expect(unsigned('production', [])).not.toContain('phq9-en-pfizer-1');
  });

  it('one signature opens one wording', () => {
    const shut = unsigned('production', []);
    expect(unsigned('production', [asqKo])).toEqual(shut.filter((version) => version !== 'asq-ko-provisional-1'));
    expect(unsigned('production', signable())).toEqual([]);
  });

  it('a signature for another version of the instrument, or another instrument, opens nothing', () => {
    const shut = unsigned('production', []);
    expect(unsigned('production', [{ ...asqKo, instrumentVersion: 'asq-0' }])).toEqual(shut);
    expect(unsigned('production', [{ ...asqKo, instrument: 'phq9' }])).toEqual(shut);
    expect(unsigned('production', [{ ...asqKo, wordingVersion: 'asq-ko-0' }])).toEqual(shut);
  });
});

describe('what people are told', () => {
  it('title in both languages, version, why, and exactly what to type', () => {
    expect(wanted([]).find(({ wordingVersion }) => wordingVersion === 'asq-ko-provisional-1')).toEqual({
      ...asqKo,
      lang: 'ko',
      title: { ko: '자살위험 선별질문 (ASQ)', en: 'Ask Suicide-Screening Questions (ASQ)' },
      why: ['provisional', 'deviations'],
      command:
        'npm run signoff -- --instrument asq --version asq-ko-provisional-1 --name "<이름>" --title "<직함>" --date YYYY-MM-DD',
    });
    expect(wanted([asqKo]).map(({ wordingVersion }) => wordingVersion)).not.toContain('asq-ko-provisional-1');
  });

  it('whatever is asked to be signed says why, and the rights of others are named where the wording names them', () => {
    for (const { why, instrument: id, lang, wordingVersion } of signable()) {
      expect([wordingVersion, why.length > 0]).toEqual([wordingVersion, true]);
      expect(reasonsToSign).toEqual(expect.arrayContaining([...why]));
      const othersAsked = / to be asked /.test(wordingOf(id, lang, wordingVersion).permission);
      expect([wordingVersion, why.includes('rights')]).toEqual([wordingVersion, othersAsked]);
    }
  });

  it('nobody is asked to sign words that were replaced', () => {
    for (const { instrument: id, lang, wordingVersion } of wanted([])) {
      expect(wordingOf(id, lang).version).toBe(wordingVersion);
    }
  });
});
