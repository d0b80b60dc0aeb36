import type { Wording } from './instrument.ts';
import type { sgds } from './sgds.ts';

/** GDS-15 as published. Our bands are the Korean version's; English sources quote ≥ 5, so the clinical lead must say
 *  whether 5–7 in English should be more than a watch. */
export const sgdsEn = {
  instrument: 'sgds',
  lang: 'en',
  version: 'sgds-en-gds15-1',
  status: 'sign-off-needed',
  title: 'Geriatric Depression Scale, short form (GDS-15)',
  source: 'Sheikh JI, Yesavage JA. Clin Gerontol 1986;5:165-173',
  permission: 'public domain',
  stem: 'Choose the best answer for how you have felt over the past week.',
  items: {
    satisfied: 'Are you basically satisfied with your life?',
    dropped: 'Have you dropped many of your activities and interests?',
    empty: 'Do you feel that your life is empty?',
    bored: 'Do you often get bored?',
    spirits: 'Are you in good spirits most of the time?',
    afraid: 'Are you afraid that something bad is going to happen to you?',
    happy: 'Do you feel happy most of the time?',
    helpless: 'Do you often feel helpless?',
    home: 'Do you prefer to stay at home, rather than going out and doing new things?',
    memory: 'Do you feel you have more problems with memory than most?',
    alive: 'Do you think it is wonderful to be alive now?',
    worthless: 'Do you feel pretty worthless the way you are now?',
    energy: 'Do you feel full of energy?',
    hopeless: 'Do you feel that your situation is hopeless?',
    others: 'Do you think that most people are better off than you are?',
  },
  options: { yesno: { yes: 'Yes', no: 'No' } },
} as const satisfies Wording<typeof sgds>;
