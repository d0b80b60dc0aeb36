/** PHQ-9, depression over the last two weeks: structure, key, bands, alarm. The words are in phq9.ko.ts and phq9.en.ts. */

import { defineInstrument } from './instrument.ts';

export const phq9 = defineInstrument({
  id: 'phq9',
  version: 'phq9-1',
  title: 'Patient Health Questionnaire-9',
  source: 'Kroenke K, Spitzer RL, Williams JBW. The PHQ-9. J Gen Intern Med 2001;16:606-613',
  licence: 'No permission required to reproduce, translate, display or distribute (Pfizer, phqscreeners.com)',
  permission: 'none needed',
  status: 'released',
  evidence: [
    'Total ≥ 10: sensitivity 88, specificity 88 (Kroenke 2001); 74 and 91 in primary care (PMC2906530, n=2,642).',
    'Korean: α .852, sensitivity 81.8, specificity 89.9, AUC .944 (Choi HS 2007, n=160); α .81, retest .89 (Park 2010).',
    'Item 9 is not a suicide screen: 71.6 % of suicide deaths had answered 0 (VA, ps.201500149). Give ASQ to everyone.',
    'One in twenty endorses item 9 in the national exam: 413,167 of 8,349,345 (2022).',
    'Change of 5 points is the minimal important difference (Löwe 2004).',
  ],
  recallDays: 14,
  loinc: { panel: '44249-1', total: '44261-6' },
  options: {
    frequency: {
      never: { value: 0, loinc: 'LA6568-5' },
      several: { value: 1, loinc: 'LA6569-3' },
      half: { value: 2, loinc: 'LA6570-1' },
      daily: { value: 3, loinc: 'LA6571-9' },
    },
    // The codes of the last two are not in numeric order; that is how LOINC has them.
    hardship: {
      not: { value: 0, loinc: 'LA6572-7' },
      somewhat: { value: 1, loinc: 'LA6573-5' },
      very: { value: 2, loinc: 'LA6575-0' },
      extremely: { value: 3, loinc: 'LA6574-3' },
    },
  },
  // Keys, never positions: other Korean forms swap items 1/2 and 4/5/8. LOINC codes are not in item order either.
  items: {
    anhedonia: { loinc: '44250-9', options: 'frequency', scored: true },
    mood: { loinc: '44255-8', options: 'frequency', scored: true },
    sleep: { loinc: '44259-0', options: 'frequency', scored: true },
    energy: { loinc: '44254-1', options: 'frequency', scored: true },
    appetite: { loinc: '44251-7', options: 'frequency', scored: true },
    worth: { loinc: '44258-2', options: 'frequency', scored: true },
    concentration: { loinc: '44252-5', options: 'frequency', scored: true },
    psychomotor: { loinc: '44253-3', options: 'frequency', scored: true },
    selfharm: { loinc: '44260-8', options: 'frequency', scored: true },
    difficulty: { loinc: '69722-7', options: 'hardship', scored: false },
  },
  // One or two missing take the mean of the rest, more than two: no total (NHS Data Dictionary, PHQ-9).
  // Item 9 is never guessed: nobody may be given, or spared, a thought they did not answer for.
  scoring: { method: 'sum', mayMiss: 2, neverImpute: ['selfharm'] },
  // The resident hears four sentences, as in the national exam (0–4, 5–9, 10–19, 20–27; healthinnews 2023-10-11).
  bands: [
    { from: 0, band: 'minimal', words: 'minimal', source: 'Kroenke 2001' },
    { from: 5, band: 'mild', words: 'mild', source: 'Kroenke 2001' },
    { from: 10, band: 'moderate', words: 'moderate', source: 'Kroenke 2001; national exam 10–19' },
    { from: 15, band: 'moderately-severe', words: 'moderate', source: 'Kroenke 2001; national exam 10–19' },
    { from: 20, band: 'severe', words: 'severe', source: 'Kroenke 2001; national exam 20–27' },
  ],
  // Attempt risk within a year rises from 0.4 % (0) to 4 % (3), already at 1 (Simon 2013, ps.201200587).
  alarms: [{ item: 'selfharm', atLeast: 1 }],
});
