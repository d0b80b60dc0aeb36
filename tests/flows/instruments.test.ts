/** One suite for every instrument: a new one is born tested. */

import { describe, expect, it } from 'vitest';
import type { asq } from '../../flows/instruments/asq.ts';
import {
  bandOf,
  defineInstrument,
  itemsOf,
  maxTotal,
  rings,
  type Wording,
} from '../../flows/instruments/instrument.ts';
import {
  allWordings,
  answersTo,
  instrument,
  instrumentIds,
  parseKey,
  wordingOf,
} from '../../flows/instruments/registry.ts';
import { choices, isTextKey, render } from '../../flows/wording.ts';

describe.each(instrumentIds)('%s', (id) => {
  const one = instrument(id);

  it('says where it comes from, under which licence, and in what state it is', () => {
    for (const text of [one.source, one.licence, one.permission, one.version, one.title]) expect(text).not.toBe('');
    expect(one.id).toBe(id);
    expect(one.evidence.length).toBeGreaterThan(0);
    expect(one.bands.every((band) => band.source !== '')).toBe(true);
  });

  it('has a band for every total, rising and without a gap', () => {
    if (one.scoring.method !== 'sum') return expect(one.bands).toEqual([]);
    const edges = one.bands.map((band) => band.from);
    expect(edges[0]).toBe(0);
    expect(edges).toEqual([...new Set(edges)].sort((a, b) => a - b));
    expect(edges.at(-1)).toBeLessThanOrEqual(maxTotal(one));
    for (let total = 0; total <= maxTotal(one); total++) expect(bandOf(one, total)).toBeDefined();
  });

  it('has words for every band in every language', () => {
    for (const { words } of one.bands) {
      const key = `result.${id}.${words}`;
      expect(isTextKey(key), key).toBe(true);
    }
  });

  it.each(['ko', 'en'] as const)('is complete in %s, answers too', (lang) => {
    const wording = wordingOf(id, lang);
    expect(wording).toMatchObject({ instrument: id, lang });
    expect(Object.keys(wording.items)).toEqual(itemsOf(one));
    for (const item of itemsOf(one)) {
      expect(wording.items[item]?.trim()).toBeTruthy();
      const given = answersTo(id, item, lang);
      expect(given.length).toBeGreaterThan(1);
      expect(new Set(given.map((answer) => answer.label)).size).toBe(given.length);
      expect(new Set(given.map((answer) => answer.value)).size).toBe(given.length);
    }
  });

  it('rings for none of its lowest answers and for no refusal', () => {
    for (const { item } of one.alarms) {
      expect(rings(one, item, 0)).toBe(false);
      expect(rings(one, item, null)).toBe(false);
      expect(rings(one, item, 1)).toBe(true);
    }
  });

  it('is found by its version, and a version nobody kept is named in the error', () => {
    expect(instrument(id, one.version)).toBe(one);
    expect(wordingOf(id, 'ko', wordingOf(id, 'ko').version)).toBe(wordingOf(id, 'ko'));
    expect(() => wordingOf(id, 'ko', 'gone-1')).toThrow('gone-1');
    expect(() => instrument('no-such')).toThrow(RangeError);
    expect(() => instrument('toString')).toThrow(RangeError);
  });
});

describe('wordings', () => {
  it('carry version, source and permission, and no two share a version', () => {
    const all = allWordings();
    for (const one of all) for (const text of [one.version, one.source, one.permission]) expect(text).not.toBe('');
    expect(new Set(all.map((one) => one.version)).size).toBe(all.length);
  });

  it('mark the Korean ASQ as provisional until the published text is here', () => {
    expect(wordingOf('asq', 'ko').status).toBe('provisional');
  });

  it('never ask how', () => {
    for (const lang of ['ko', 'en'] as const) {
      const text = Object.values(wordingOf('asq', lang).items).join(' ');
      expect(text).not.toMatch(/\bhow\b|describe|어떻게|방법/i);
    }
  });

  it('show 예 before 아니오 everywhere', () => {
    for (const id of ['sgds', 'asq']) {
      for (const item of itemsOf(instrument(id)).filter((key) => key !== 'when')) {
        expect(answersTo(id, item, 'ko').map((answer) => [answer.value, answer.label])).toEqual([
          [1, '예'],
          [0, '아니오'],
        ]);
      }
    }
  });

  it.each(['ko', 'en'] as const)('ask about an attempt in the same words as the script, in %s', (lang) => {
    expect(render(lang, 'asq.when').endsWith(wordingOf('asq', lang).items.when ?? '?')).toBe(true);
    const said = choices(lang, 'asq.when').filter(({ value }) => value !== 'skip');
    expect(answersTo('asq', 'when', lang).map(({ name, label }) => ({ value: name, label }))).toEqual(said);
  });
});

describe('PHQ-9 codes', () => {
  it('go by key, not by position', () => {
    const phq9 = instrument('phq9');
    expect(Object.fromEntries(itemsOf(phq9).map((item) => [item, phq9.items[item]?.loinc]))).toEqual({
      anhedonia: '44250-9',
      mood: '44255-8',
      sleep: '44259-0',
      energy: '44254-1',
      appetite: '44251-7',
      worth: '44258-2',
      concentration: '44252-5',
      psychomotor: '44253-3',
      selfharm: '44260-8',
      difficulty: '69722-7',
    });
    expect(phq9.loinc).toEqual({ panel: '44249-1', total: '44261-6' });
    expect(Object.values(phq9.options.frequency ?? {}).map((option) => [option.value, option.loinc])).toEqual([
      [0, 'LA6568-5'],
      [1, 'LA6569-3'],
      [2, 'LA6570-1'],
      [3, 'LA6571-9'],
    ]);
    expect(Object.values(phq9.options.hardship ?? {}).map((option) => [option.value, option.loinc])).toEqual([
      [0, 'LA6572-7'],
      [1, 'LA6573-5'],
      [2, 'LA6575-0'],
      [3, 'LA6574-3'],
    ]);
  });

  it('are not invented where there are none', () => {
    const { items, loinc } = instrument('asq');
    expect(loinc).toEqual({ panel: null, total: null });
    expect(Object.values(items).some((item) => item.loinc)).toBe(false);
  });
});

describe('a key', () => {
  it('names an item of ours or nothing', () => {
    expect(parseKey('phq9/selfharm')).toEqual({ id: 'phq9', item: 'selfharm' });
    expect(parseKey('asq/when')).toEqual({ id: 'asq', item: 'when' });
    for (const key of ['phq9', 'phq9/', 'phq9/nine', 'no-such/mood', 'phq9/mood/x', '', 'phq9/toString']) {
      expect(parseKey(key)).toBeNull();
    }
  });
});

/** Never run: the compiler reads it, and complains when one of these mistakes begins to compile. */
function _mistakes() {
  const rest = {
    version: '1',
    title: '',
    source: '',
    licence: '',
    permission: '',
    status: 'released',
    evidence: [],
    recallDays: 7,
    loinc: { panel: null, total: null },
    bands: [],
  } as const;
  const options = { yesno: { yes: { value: 1 }, no: { value: 0 } } } as const;
  const items = { happy: { options: 'yesno', scored: true } } as const;
  const scoring = { method: 'sum', mayMiss: 0, neverImpute: [] } as const;
  // @ts-expect-error an alarm on an item that is not there
  defineInstrument({ ...rest, id: 'x', options, items, scoring, alarms: [{ item: 'sad', atLeast: 1 }] });
  // @ts-expect-error an item whose answers are not there
  defineInstrument({ ...rest, id: 'x', options, items: { a: { options: 'no', scored: true } }, scoring, alarms: [] });
  // @ts-expect-error a scoring rule about an item that is not there
  defineInstrument({ ...rest, id: 'x', options, items, scoring: { ...scoring, neverImpute: ['sad'] }, alarms: [] });
  const short = { '1': '', '2': '', '3': '', '4': '', when: '' };
  // @ts-expect-error a translation without item 5
  short satisfies Wording<typeof asq>['items'];
  // @ts-expect-error a translation without one of the answers
  ({ yesno: { yes: '예' }, when: { months3: '', year1: '', older: '' } }) satisfies Wording<typeof asq>['options'];
}
