import type { Wording } from './instrument.ts';
import type { phq9 } from './phq9.ts';

export const phq9En = {
  instrument: 'phq9',
  lang: 'en',
  version: 'phq9-en-pfizer-1',
  status: 'released',
  title: 'Patient Health Questionnaire (PHQ-9)',
  source: 'Kroenke K, Spitzer RL, Williams JBW 2001; phqscreeners.com',
  permission: 'No permission required to reproduce, translate, display or distribute.',
  stem: 'Over the last 2 weeks, how often have you been bothered by any of the following problems?',
  items: {
    anhedonia: 'Little interest or pleasure in doing things',
    mood: 'Feeling down, depressed, or hopeless',
    sleep: 'Trouble falling or staying asleep, or sleeping too much',
    energy: 'Feeling tired or having little energy',
    appetite: 'Poor appetite or overeating',
    worth: 'Feeling bad about yourself - or that you are a failure or have let yourself or your family down',
    concentration: 'Trouble concentrating on things, such as reading the newspaper or watching television',
    psychomotor:
      'Moving or speaking so slowly that other people could have noticed? Or the opposite - being so fidgety or restless that you have been moving around a lot more than usual',
    selfharm: 'Thoughts that you would be better off dead or of hurting yourself in some way',
    difficulty:
      'If you checked off any problems, how difficult have these made it to work, take care of things at home, or get along with other people?',
  },
  options: {
    frequency: {
      never: 'Not at all',
      several: 'Several days',
      half: 'More than half the days',
      daily: 'Nearly every day',
    },
    hardship: {
      not: 'Not difficult at all',
      somewhat: 'Somewhat difficult',
      very: 'Very difficult',
      extremely: 'Extremely difficult',
    },
  },
} as const satisfies Wording<typeof phq9>;
