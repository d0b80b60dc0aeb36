/** The numbers as lines for a spreadsheet: hidden ones as 가림, never empty, so that nobody takes them for 0. */
import type { CampaignCounts, Count, Funnel, FunnelStep, Indicators, MonthNumber, Period } from './contract.ts';
import type { Cell } from './csv.ts';

const hidden = '가림';
const cell = ({ value }: Count): Cell => value ?? hidden;
const whyHidden = (threshold: number): Cell[] => [
  `${hidden}: ${threshold}명보다 적거나, 그런 칸을 계산해 낼 수 있어 함께 가린 칸이에요.`,
];

const stepNames: Readonly<Record<FunnelStep, string>> = {
  started: '시작',
  consented: '동의',
  finished: '검사 마침',
  low: '비위험군',
  potential: '잠재위험군',
  high: '고위험군',
  contact: '연락 동의',
  claimed: '상담사 맡음',
  spoken: '첫 말',
  closed: '종결',
};
const steps = Object.keys(stepNames) as FunnelStep[];

/** The total first, then the placements; what is hidden, and up to when it is counted, stands below. */
export function countsRows({ total, placements, asOf, tiersUntil, threshold }: CampaignCounts) {
  const line = (name: string, spot: string | null, { scans, steps: numbers }: Funnel): Cell[] => [
    name,
    spot,
    scans,
    ...steps.map((step) => cell(numbers[step])),
  ];
  return {
    header: ['게시물', '자리', 'QR 접속', ...steps.map((step) => stepNames[step])],
    rows: [
      line('합계', null, total),
      ...placements.map((one) => line(one.name, one.spot, one)),
      [],
      whyHidden(threshold),
      [`검사 마침까지는 ${asOf} 기준, 위험군부터는 ${tiersUntil}까지 세었어요.`],
    ] as Cell[][],
  };
}

const numberNames: Readonly<Record<MonthNumber, string>> = {
  screened: '검진 인원',
  high: '고위험군 발굴',
  linked: '연계',
  cases: '열린 사례',
  counselled: '상담 연계',
  waiting: '첫 응답 전',
};
const numbersOf = Object.keys(numberNames) as MonthNumber[];
const priorities = ['긴급', '빠른', '일반', '후속'];
const minutes = (seconds: number | null): Cell => (seconds === null ? null : Math.round(seconds / 6) / 10);

/** A line a month, then the sums of the calendar years, the targets, and what the words mean. */
export function indicatorRows({ months, years, targets, until, exact, threshold }: Indicators) {
  const line = ({ period, numbers, rate, medianS, p90S, responses }: Period): Cell[] => [
    period,
    ...numbersOf.map((name) => cell(numbers[name])),
    rate,
    minutes(medianS),
    minutes(p90S),
    ...responses.flatMap((one) => [
      one.answered ?? hidden,
      one.waiting ?? hidden,
      minutes(one.medianS),
      minutes(one.p90S),
    ]),
  ];
  const perPriority = priorities.flatMap((name) => [
    `${name} 응답`,
    `${name} 응답 전`,
    `${name} 중앙값(분)`,
    `${name} 90%(분)`,
  ]);
  return {
    header: [
      '기간',
      ...numbersOf.map((name) => numberNames[name]),
      '상담 연계율(%)',
      '첫 응답 중앙값(분)',
      '첫 응답 90%(분)',
      ...perPriority,
    ],
    rows: [
      ...months.map(line),
      ...years.map((year) => [`${year.period}년 합계`, ...line(year).slice(1)]),
      ...targets.map((one) => [
        `${one.year}년 목표`,
        numberNames[one.indicator],
        one.target,
        '지금까지 대비(%)',
        one.soFar?.percent ?? hidden,
        '한 해 대비(%)',
        one.whole?.percent ?? hidden,
      ]),
      [],
      [`${until}까지 세었어요. 같은 분이 두 번 마치면 두 번 세요.`],
      ...(exact ? [] : [whyHidden(threshold)]),
    ] as Cell[][],
  };
}
