import type { FunnelStep, IndicatorName, MonthNumber, Target } from '../../contract.ts';

/** 12분 · 1시간 5분 · 2일 3시간: to the minute, because a median is no stop-watch. */
const lasted = (seconds: number): string => {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return '1분 안';
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return hours > 0 ? `${days}일 ${hours}시간` : `${days}일`;
  if (hours > 0) return rest > 0 ? `${hours}시간 ${rest}분` : `${hours}시간`;
  return `${rest}분`;
};

/** The numbers, in Korean. */
export const ko = {
  hidden: '가림',
  why: (threshold: number) => ({
    small: `${threshold}명보다 적은 수라 가려요`,
    protects: '다른 칸의 적은 수를 계산해 낼 수 있어 함께 가려요',
  }),
  legend: (threshold: number) =>
    `${threshold}명보다 적은 칸은 가려요. 한두 사람이 누구인지 짐작할 수 있어서예요. 나머지 칸을 빼서 알아낼 수 있으면 그 칸도 함께 가려요. 0은 그대로 보여요.`,

  // 집계
  counts: '얼마나 왔나요',
  upTo: (moment: string, day: string) => `검사 마침까지는 ${moment} 기준이에요. 위험군부터는 ${day}까지 세요.`,
  whyYesterday: '부스에서 방금 나온 한 분의 결과를 알아볼 수 없도록, 위험군과 그 뒤는 하루가 지나야 더해져요.',
  visits: '같은 분이 다시 검사하면 한 번 더 세요. QR 접속은 연 횟수예요.',
  scans: 'QR 접속',
  step: {
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
  } satisfies Record<FunnelStep, string>,
  total: '합계',
  placement: '게시물',
  retired: '거둠',
  search: '게시물 이름이나 자리로 찾기',
  noMatch: '찾는 게시물이 없어요. 다른 이름으로 찾아보세요.',
  more: '더 보기',
  shownOf: (shown: number, all: number) => `${all}곳 가운데 ${shown}곳`,
  countsEmpty: '아직 온 사람이 없어요',
  countsEmptyMore: '누군가 QR을 열면 여기에 보여요. 접속, 시작, 동의, 검사 마침은 바로, 위험군부터는 다음 날 더해져요.',
  funnel: '단계마다 남은 수',

  // 월간 지표
  indicators: '월간 지표',
  from: '시작하는 달',
  to: '끝나는 달',
  show: '보기',
  until: (day: string) => `${day}까지 세었어요.`,
  exact: '사례를 보는 역할이라 수를 가리지 않고 보여 드려요. 밖으로 낼 때는 적은 수에 주의해 주세요.',
  indicator: {
    screened: '검진 인원',
    high: '고위험군 발굴',
    linked: '연계',
    cases: '열린 사례',
    counselled: '상담 연계',
    waiting: '첫 응답 전',
  } satisfies Record<MonthNumber, string>,
  means: [
    ['검진 인원', '검사를 끝까지 마친 사람. 같은 분이 두 번 마치면 두 번 세요.'],
    ['고위험군 발굴', '고위험군으로 나온 사람. 상담사가 위험군을 판단했으면 그 판단을 따라요.'],
    ['연계', '거절되지 않은 의뢰, 그리고 의뢰 기록 없이 연계로 종결한 사례.'],
    [
      '상담 연계',
      '그 달에 열린 사례 가운데 상담사의 첫 말이나 통화가 닿은 사례. 연계율은 열린 사례에 대한 비율이에요.',
    ],
    [
      '첫 응답',
      '사례가 열린 때부터 첫 말이나 통화까지. 아직 응답이 없는 사례는 중앙값에 들어가지 않으니 함께 봐 주세요.',
    ],
  ] as [string, string][],
  meansTitle: '무엇을 어떻게 세나요',
  month: '달',
  rate: '상담 연계율',
  median: '중앙값',
  p90: '90%',
  p90Means: '열 건 가운데 아홉 건이 이 안에 응답을 받았어요',
  response: '첫 응답 시간',
  responseHidden: '우선순위마다의 건수는 이 역할에 보이지 않아요. 응답이 열 건이 되지 않으면 시간도 보이지 않아요.',
  priority: ['긴급', '빠른', '일반', '후속'],
  all: '모두',
  yearSum: (year: string) => `${year}년 합계`,
  lasted,
  axis: (n: number, unit: 'hours' | 'minutes') => (unit === 'hours' ? `${n}시간` : `${n}분`),
  answeredCases: (n: number) => `응답 ${n}건`,
  waitingCases: (n: number) => `첫 응답 전 ${n}건`,
  percent: (n: number) => `${n}%`,
  monthName: (period: string) => `${period.slice(0, 4)}년 ${Number(period.slice(5))}월`,
  monthShort: (period: string) => `${Number(period.slice(5))}월`,
  indicatorsEmpty: '이 기간에는 아직 센 것이 없어요',
  indicatorsEmptyMore: '누군가 검사를 마치면 그 달의 줄에 더해져요. 다른 달을 골라 볼 수도 있어요.',
  chartsNote: '그림의 수는 모두 아래 표에 있어요. 가린 칸은 그림에 없어요.',

  // 목표
  targets: '한 해 목표',
  targetsEmpty: '정해 둔 목표가 없어요.',
  targetOf: (value: string) => `목표 ${value}`,
  reachedNow: (value: string) => `지금까지 ${value}`,
  soFar: '오늘까지 몫 대비',
  wholeYear: '한 해 목표 대비',
  band: { reached: '목표 달성', near: '80–99%', below: '79% 이하' } satisfies Record<
    NonNullable<Target['soFar']>['band'],
    string
  >,
  setTarget: '목표 정하기',
  year: '해',
  which: '지표',
  value: '목표 수',
  valueHint: '0을 쓰면 목표를 없애요.',
  save: '저장하기',
  saved: '저장했어요.',
  targetNames: ['screened', 'high', 'counselled', 'linked'] satisfies IndicatorName[],

  // 파일
  file: 'CSV로 받기',
  fileLead: '엑셀에서 열 수 있어요. 받은 사람과 이유가 기록에 남아요.',
  reason: '어디에 쓰시나요',
  reasonHint: '예: 3월 구청 보고',
  get: '파일 받기',
  got: '파일을 받았어요. 이유가 기록에 남았어요.',
};

export type ReportWords = typeof ko;
