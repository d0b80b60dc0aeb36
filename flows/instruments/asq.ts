/** ASQ, the suicide-risk screen for everyone. There is no score to misread: any yes goes to a human being. */

import { defineInstrument } from './instrument.ts';

const yesno = { options: 'yesno', scored: true } as const;

export const asq = defineInstrument({
  id: 'asq',
  version: 'asq-1',
  title: 'Ask Suicide-Screening Questions (ASQ)',
  source: 'National Institute of Mental Health; Horowitz LM et al. Arch Pediatr Adolesc Med 2012;166:1170-1176',
  licence: 'public domain; credit NIMH; wording must not be paraphrased',
  permission: 'none needed',
  // Four deviations of an unattended chat want a signature: item 4 asks when but never how, item 5 is not described
  // here, every item may be refused, and a yes on 5 ends all questionnaires.
  status: 'sign-off-needed',
  evidence: [
    'Adults, n=727: sensitivity 100, specificity 89, negative predictive value 100 (PMC9773543).',
    'Korean, n=99 inpatients: α .826, retest .830, AUC .936 against MINI (Kim 2023, JKMS 38:e41, PMC9925327).',
    'Items 4 and 5 had low item-total correlations in Korean (.429, .410).',
  ],
  // Items 1 and 2 ask about the past few weeks, 3 about the past week, 4 about a lifetime, 5 about now.
  recallDays: null,
  // ASQ has no LOINC item codes; those in circulation are invented. The risk level may be sent as 93374-7.
  loinc: { panel: null, total: null },
  options: {
    yesno: { yes: { value: 1 }, no: { value: 0 } },
    // The three-month edge is the one C-SSRS uses for a recent attempt.
    when: { months3: { value: 1 }, year1: { value: 2 }, older: { value: 3 } },
  },
  // Integer keys come first in every object, so `when` stands last here though it is asked after 4.
  items: { '1': yesno, '2': yesno, '3': yesno, '4': yesno, '5': yesno, when: { options: 'when', scored: false } },
  scoring: { method: 'any-yes', screens: ['1', '2', '3', '4'], acute: '5' },
  bands: [],
  alarms: [
    { item: '1', atLeast: 1 },
    { item: '2', atLeast: 1 },
    { item: '3', atLeast: 1 },
    { item: '4', atLeast: 1 },
    { item: '5', atLeast: 1 },
  ],
});
