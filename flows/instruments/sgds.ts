/** SGDS-K, short geriatric depression scale over the last week: structure, key, bands. It has no suicide item, so it never
 *  stands without ASQ. */

import { defineInstrument } from './instrument.ts';

const yes = { options: 'yesno', scored: true } as const;
/** 아니오 scores. Pages that count "예 8개 이상" get these five wrong. */
const no = { options: 'yesno', scored: true, reversed: true } as const;

export const sgds = defineInstrument({
  id: 'sgds',
  version: 'sgds-1',
  title: 'Short Form of the Geriatric Depression Scale, Korean version (SGDS-K)',
  source: 'Bae JN, Cho MJ. J Psychosom Res 2004;57:297-305; after Sheikh JI, Yesavage JA. Clin Gerontol 1986;5:165-173',
  licence: 'GDS: public domain (partly the result of US federal support, Stanford). Korean translation: its authors',
  permission: 'the authors of the Korean version are to be asked before a public service',
  // The upper and the watch band are in use but were not validated in Korea.
  status: 'sign-off-needed',
  evidence: [
    'Total ≥ 8 for major depression, n=154 (Bae & Cho 2004); sensitivity 95.0, specificity 68.7 (secondary source).',
    'A quarter of elders skip an item, and skipping goes with depression and suicidal ideation 1.6× (pubmed 24767001).',
    'Usable down to about MMSE 10; no agreed minimal important change.',
  ],
  recallDays: 7,
  // The total's code (48542-5 … 48545-8) is unverified, so none is given out.
  loinc: { panel: '48543-3', total: null },
  options: { yesno: { yes: { value: 1 }, no: { value: 0 } } },
  items: {
    satisfied: no,
    dropped: yes,
    empty: yes,
    bored: yes,
    spirits: no,
    afraid: yes,
    happy: no,
    helpless: yes,
    home: yes,
    memory: yes,
    alive: no,
    worthless: yes,
    energy: no,
    hopeless: yes,
    others: yes,
  },
  // Mean of the answered × 15 with one or two missing (pubmed 24767001); more: an interview with staff.
  scoring: { method: 'sum', mayMiss: 2, neverImpute: [] },
  bands: [
    { from: 0, band: 'ok', words: 'ok', source: 'below every Korean cut-off' },
    { from: 6, band: 'watch', words: 'watch', source: 'community watch ≥ 6: Ha et al., KAGP 19-2; pubmed 24767001' },
    { from: 8, band: 'low', words: 'low', source: '≥ 8: Cho 1999 JKNA 38:48; Bae & Cho 2004' },
    { from: 12, band: 'severe', words: 'severe', source: '12–15 as in MinDSL; not validated in Korea' },
  ],
  alarms: [],
});
