import type { CenterFacts } from '../../contract.ts';

type Fact = keyof CenterFacts;

/** Words of 당직 and of the centre's facts. `words.en.ts` must have the same keys. */
export const ko = {
  title: '당직',
  rooms: '당직과 센터 정보',
  tab: { roster: '당직표', center: '센터 정보' },

  // Who is on
  now: '지금 당직',
  nowIs: (name: string) => `지금 당직: ${name}`,
  until: (time: string) => `${time}까지`,
  closed: '지금은 당직이 없어요(닫힘)',
  next: (names: string, time: string) => `다음: ${names} · ${time}부터`,
  noNext: '다음 당직도 아직 정해지지 않았어요.',
  asOf: (time: string) => `아래는 ${time}까지의 내용이에요.`,
  note: '이 당직표로 아직 호출하거나 주민에게 시간을 약속하지 않아요. 지금은 상담사 화면을 열어 둔 분에게 알림이 가요.',
  drill: '훈련: 한 분을 실제처럼 호출해 보기',
  joinNames: (names: string[]) => names.join(', '),

  // The week
  week: '이번 주 당직',
  weekOf: (from: string, to: string) => `${from}–${to}`,
  previous: '앞 주',
  present: '이번 주',
  following: '다음 주',
  keys: '글자 단축키: [ ]나 ← → 다른 주, T 이번 주',
  today: '오늘',
  dayName: (date: number, month: number, weekday: string, withMonth: boolean) =>
    withMonth ? `${month}월 ${date}일 ${weekday}` : `${date}일 ${weekday}`,
  weekday: ['월', '화', '수', '목', '금', '토', '일'],
  /** A span of one day is not broken over two lines (U+2060). */
  span: (from: string, to: string) => (/^\d/.test(to) ? `${from}–\u2060${to}` : `${from}–${to}`),
  nextDay: (time: string) => `다음\u00a0날\u00a0${time}`,
  dayBefore: (time: string) => `전날\u00a0${time}`,
  empty: (span: string) => `비어 있음 ${span}`,
  emptyDay: '하루 종일 비어 있음',
  off: (names: string) => `${names} 님의 계정이 꺼져 있어서 채워지지 않았어요.`,
  covers: (name: string) => `${name} 님 대신`,
  isOff: '계정 꺼짐, 당직으로 세지 않음',
  running: '지금',

  // Standing in
  coverMyself: '제가 대신할게요',
  coverMyselfFor: (name: string, span: string) => `제가 대신할게요: ${name} ${span}`,
  giveBack: '돌려주기',
  giveBackTo: (name: string) => `${name} 님에게 돌려주기`,
  giveBackFor: (name: string, span: string) => `${name} 님에게 돌려주기: ${span}`,
  change: '바꾸기',
  changeFor: (name: string, span: string) => `바꾸기: ${name} ${span}`,
  coverBy: '대신할 분',
  remove: '이 근무 빼기',
  removeTitle: '이 근무를 뺄까요?',
  removeAfter: '이미 시작한 근무는 지금까지 한 것으로 남아요. 뺀 사람과 시각이 기록에 남아요.',
  removeYes: '네, 뺄게요',
  coveredNow: (name: string) => `${name} 님이 이미 대신하기로 했어요.`,

  // Putting somebody in
  add: '근무 더하기',
  person: '사람',
  nobody: '상담사나 책임자 계정이 아직 없어요. 관리자에게 계정을 부탁해 주세요.',
  choose: '골라 주세요',
  days: (from: string, to: string) => `요일 (${from}–${to})`,
  pastDay: '지난 날',
  repeat: '몇 주 동안',
  weeks: (n: number) => (n === 1 ? '이 주만' : `${n}주 동안`),
  from: '시작',
  to: '끝',
  over: '끝이 시작보다 이르면 다음 날까지예요.',
  summary: (name: string, n: number, span: string) => `${name} · ${n}일 · ${span}`,
  submit: '더하기',
  added: (n: number) => `${n}일을 더했어요.`,
  choosePerson: '사람을 골라 주세요.',
  overlaps: (day: string) => `${day}에 이미 이분의 근무가 있어요. 아무것도 더하지 않았어요.`,

  // The facts of the centre
  facts: '센터 정보',
  factsLead: '주민이 읽는 글에 들어가는 값이에요. 비워 두면 그 문장만 빠져요.',
  factsOnlyRead: '고치는 것은 책임자와 관리자가 해요.',
  fact: {
    name: '센터 이름',
    phone: '전화번호',
    hours: '상담 시간',
    area: '관할 지역',
    retention: '기록 보관 기간',
    contactDays: '번호 보관 일수',
  } satisfies Record<Fact, string>,
  hint: {
    name: '예: 푸른구 정신건강복지센터',
    phone: '휴대폰에서 그대로 걸 수 있게. 예: 02-123-4567',
    hours: '예: 평일 9~18시',
    area: '예: 푸른구',
    retention: '1~99년이나 개월. 예: 1년, 6개월',
    contactDays: '주민이 남긴 전화번호를 지우기까지. 예: 90',
  } satisfies Record<Fact, string>,
  unknown: '없음',
  contactDays: (n: number) => `${n}일`,
  loses: (texts: string) => `비어 있어서 문장이 빠지는 글: ${texts}`,
  text: {
    'consent.human': '동의: 사람이 본다는 안내',
    'consent.screen': '동의: 답을 저장하는 물음',
    'consent.more': '동의: 자세히 보기',
    'consent.no': '동의하지 않은 뒤의 안내',
    'consent.no.open': '동의하지 않은 뒤의 안내(사례가 열렸을 때)',
    'delete.late': '삭제가 늦어진다는 사과',
    help: '도움받을 곳',
    outside: '다른 지역에 사는 분께',
  } as Record<string, string>,
  preview: '주민이 ‘도움’에서 읽는 글',
  save: '저장하기',
  saved: '저장했어요. 1분 안에 적용돼요.',
  nothingNew: '바뀐 것이 없어요.',
  shorter: {
    retention: (days: string) =>
      `마지막으로 이야기한 지 ${days}이 지나고 열린 사례가 없는 분의 답, 대화, 번호가 곧 모두 지워져요. 되돌릴 수 없어요.`,
    contactDays: '앞으로 남기는 번호부터 더 일찍 지워요. 이미 남긴 번호는 그때 안내한 날에 지워요.',
  },
  confirmTitle: '보관 기간을 줄일까요?',
  confirmYes: '네, 줄일게요',
  changedBy: (name: string | null) =>
    `${name === null ? '서버에서' : `${name} 님이`} 방금 센터 정보를 바꾸었어요. 아래에 지금 값을 합쳐 두었으니 보고 다시 저장해 주세요.`,
  nowReads: (fact: string, value: string) => `${fact}: 지금은 ${value}`,
};

export type RosterWords = typeof ko;
