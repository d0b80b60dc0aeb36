import type { asq } from './asq.ts';
import type { Wording } from './instrument.ts';

/** The NIMH form without its open follow-ups ("If yes, how?", "please describe"): those are the counsellor's to ask. */
export const asqEn = {
  instrument: 'asq',
  lang: 'en',
  version: 'asq-en-nimh-1',
  status: 'sign-off-needed',
  title: 'Ask Suicide-Screening Questions (ASQ)',
  source: 'National Institute of Mental Health, ASQ Suicide Risk Screening Tool',
  permission: 'public domain; NIMH to be credited',
  stem: '',
  items: {
    '1': 'In the past few weeks, have you wished you were dead?',
    '2': 'In the past few weeks, have you felt that you or your family would be better off if you were dead?',
    '3': 'In the past week, have you been having thoughts about killing yourself?',
    '4': 'Have you ever tried to kill yourself?',
    '5': 'Are you having thoughts of killing yourself right now?',
    when: 'When was that?',
  },
  options: {
    yesno: { yes: 'Yes', no: 'No' },
    when: { months3: 'Last 3 months', year1: '3–12 months ago', older: 'Over a year ago' },
  },
} as const satisfies Wording<typeof asq>;
