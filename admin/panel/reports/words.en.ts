import type { ReportWords } from './words.ko.ts';

const lasted = (seconds: number): string => {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'under 1 min';
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
};
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The numbers, in English. */
export const en: ReportWords = {
  hidden: 'hidden',
  why: (threshold) => ({
    small: `hidden: fewer than ${threshold} people`,
    protects: 'hidden with it: a small number could be computed from this one',
  }),
  legend: (threshold) =>
    `Numbers below ${threshold} are hidden, because one or two people could be recognised. Where they could be found by subtraction, more is hidden with them. 0 is shown.`,

  counts: 'How far people came',
  upTo: (moment, day) => `Up to “finished” as of ${moment}. From the risk group on, up to ${day}.`,
  whyYesterday:
    'Risk groups and everything after them are added a day later, so that nobody at a booth can tell whose result just came in.',
  visits: 'Somebody who takes the test again counts once more. Scans are pages opened.',
  scans: 'QR scans',
  step: {
    started: 'started',
    consented: 'agreed',
    finished: 'finished',
    low: 'low risk',
    potential: 'potential risk',
    high: 'high risk',
    contact: 'contact agreed',
    claimed: 'claimed',
    spoken: 'first word',
    closed: 'closed',
  },
  total: 'Total',
  placement: 'Placement',
  retired: 'taken down',
  search: 'Find by name or spot',
  noMatch: 'No placement of this name. Try another one.',
  more: 'Show more',
  shownOf: (shown, all) => `${shown} of ${all} placements`,
  countsEmpty: 'Nobody has come yet',
  countsEmptyMore:
    'As soon as somebody opens a code it shows here: scans, starts, consents and finished tests at once, risk groups on the next day.',
  funnel: 'How many are left at each step',

  indicators: 'Monthly indicators',
  from: 'First month',
  to: 'Last month',
  show: 'Show',
  until: (day) => `Counted up to ${day}.`,
  exact: 'Your role reads cases, so nothing is hidden here. Please mind small numbers when you pass them on.',
  indicator: {
    screened: 'Screened',
    high: 'High risk found',
    linked: 'Linked',
    cases: 'Cases opened',
    counselled: 'Counselled',
    waiting: 'No answer yet',
  },
  means: [
    ['Screened', 'People who finished the test. Somebody who finishes twice counts twice.'],
    ['High risk found', 'People found to be at high risk; where a counsellor judged the tier, by their judgement.'],
    ['Linked', 'Referrals that were not declined, and cases closed by a linkage without a referral of their own.'],
    [
      'Counselled',
      'Cases opened in the month that a counsellor has spoken to or called. The rate is their share of cases opened.',
    ],
    [
      'First answer',
      'From the opening of a case to the first word or call. Cases without an answer are not in the median: look at both.',
    ],
  ],
  meansTitle: 'What is counted, and how',
  month: 'Month',
  rate: 'Counselled, share',
  median: 'Median',
  p90: '90 %',
  p90Means: 'nine of ten cases were answered within this time',
  response: 'Time to the first answer',
  responseHidden:
    'Numbers by priority are not shown to this role. With fewer than ten answers the time is not shown either.',
  priority: ['Emergency', 'Urgent', 'Normal', 'Follow-up'],
  all: 'All',
  yearSum: (year) => `${year}, total`,
  lasted,
  axis: (n, unit) => (unit === 'hours' ? `${n} h` : `${n} min`),
  answeredCases: (n) => `${n} answered`,
  waitingCases: (n) => `${n} not yet`,
  percent: (n) => `${n}%`,
  monthName: (period) => `${months[Number(period.slice(5)) - 1]} ${period.slice(0, 4)}`,
  monthShort: (period) => months[Number(period.slice(5)) - 1] ?? period,
  indicatorsEmpty: 'Nothing was counted in these months yet',
  indicatorsEmptyMore: 'When somebody finishes the test it is added to its month. You can also choose other months.',
  chartsNote: 'Every number of the charts stands in the tables below. Hidden numbers are not drawn.',

  targets: 'Targets of the year',
  targetsEmpty: 'No target has been set.',
  targetOf: (value) => `Target ${value}`,
  reachedNow: (value) => `${value} so far`,
  soFar: 'Of the share up to today',
  wholeYear: 'Of the whole year',
  band: { reached: 'target reached', near: '80–99%', below: '79% or less' },
  setTarget: 'Set a target',
  year: 'Year',
  which: 'Indicator',
  value: 'Target',
  valueHint: '0 removes the target.',
  save: 'Save',
  saved: 'Saved.',
  targetNames: ['screened', 'high', 'counselled', 'linked'],

  file: 'Get as CSV',
  fileLead: 'Opens in Excel. Who took it and why is kept.',
  reason: 'What is it for?',
  reasonHint: 'e.g. report of March to the district office',
  get: 'Get the file',
  got: 'Done. The reason is kept.',
};
