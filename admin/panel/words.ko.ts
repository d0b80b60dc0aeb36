import type { CallOutcome, Outcome, QueueRow, Reason, Role } from '../contract.ts';
import { parts } from './time.ts';

/** 2분 10초 · 1시간 5분 · 2일 3시간: two units, because a third is noise at a glance. */
const duration = (ms: number): string => {
  const { days, hours, minutes, seconds } = parts(ms);
  if (days > 0) return hours > 0 ? `${days}일 ${hours}시간` : `${days}일`;
  if (hours > 0) return minutes > 0 ? `${hours}시간 ${minutes}분` : `${hours}시간`;
  return minutes > 0 ? `${minutes}분 ${seconds}초` : `${seconds}초`;
};

/** Every word of the desk in Korean. `words.en.ts` must have the same keys: a missing one does not compile. */
export const ko = {
  product: '마음지기',
  desk: '상담사 화면',
  skip: '본문으로 바로 가기',
  loading: '불러오는 중이에요',
  again: '다시 해 보기',
  back: '돌아가기',
  cancel: '그만두기',
  close: '창 닫기',
  separator: ' · ',

  // Time
  duration,
  waiting: (d: string) => `${d}째 기다림`,
  dueIn: (d: string) => `${d} 안에 맡아야 해요`,
  overdue: (d: string) => `맡을 시간이 ${d} 지났어요`,
  openedAt: (time: string) => `${time} 열림`,

  // Words of the work
  priority: ['긴급', '빠른', '일반', '후속'] as [string, string, string, string],
  tier: { low: '비위험군', potential: '잠재위험군', high: '고위험군' } satisfies Record<NonNullable<QueueRow['tier']>, string>,
  role: {
    counsellor: '상담사', lead: '책임자', campaign: '캠페인 담당', admin: '관리자', auditor: '감사',
  } satisfies Record<Role, string>,
  reason: {
    'danger-now': '지금 위험하다고 답함',
    'risk-words': '위험한 글을 씀',
    'recent-thoughts': '최근 생각이 있다고 답함',
    'past-attempt': '예전 시도가 있다고 답함',
    item9: '9번 문항에 답함',
    stopped: '답을 멈추거나 건너뜀',
    'high-score': '선별 결과 높음',
    'worried-other': '다른 사람을 걱정함',
    'asked-human': '상담을 부탁함',
  } satisfies Record<Reason, string>,
  flag: { helper: '도우미 있음', minor: '미성년', corrected: '답을 고침' } satisfies Record<QueueRow['flags'][number], string>,
  channel: { web: '웹 대화', line: 'LINE', kakao: '카카오톡' } satisfies Record<QueueRow['channel'], string>,
  reach: { 'here-now': '지금 보는 중', left: '나감', 'cannot-write-first': '먼저 못 보냄' } satisfies Record<QueueRow['reach'], string>,
  channelReach: (channel: string, reach: string) => `${channel}(${reach})`,
  reachLong: {
    'here-now': '지금 이 대화를 보고 있어요',
    left: '이 대화에서 나갔어요',
    'cannot-write-first': '먼저 말을 걸 수 없는 대화방이에요',
  } satisfies Record<QueueRow['reach'], string>,
  reachHow: {
    'here-now': '보내면 바로 보여요.',
    left: '말을 남기면 다시 들어왔을 때 보여요.',
    'cannot-write-first': '남긴 말은 이 분이 다시 글을 쓸 때 전해져요.',
  } satisfies Record<QueueRow['reach'], string>,
  age: {
    '13-': '13세 이하', '14-18': '14~18세', '19-34': '19~34세', '35-49': '35~49세', '50-64': '50~64세', '65-74': '65~74세', '75+': '75세 이상',
  } as Record<string, string>,
  ageUnknown: '나이대 모름',
  outcome: {
    'safety-confirmed': '안전 확인·안전계획',
    'crisis-intervention': '위기개입 시작(8주)',
    'handed-119-112': '119·112 인계',
    'medical-referral': '의료기관 연계',
    'gatekeeper-follow-up': '지킴이 준사례관리 연계',
    'welfare-referral': '복지·경제 자원 연계',
    'other-center': '관할 센터 인계',
    'declined-safe': '원치 않음(안전 확인함)',
    'unreachable-three': '세 번 시도, 닿지 않음(책임자 확인)',
    'mistake-or-practice': '잘못 누름·연습',
  } satisfies Record<Outcome, string>,
  callOutcome: {
    reached: '닿음', 'no-answer': '부재', 'message-left': '문자 남김', 'wrong-number': '틀린 번호', declined: '거절', 'reached-family': '가족과 통화',
  } satisfies Record<CallOutcome, string>,

  // Failures
  fault: {
    offline: '연결이 되지 않았어요. 쓰신 내용은 그대로 있어요. 잠시 뒤 다시 해 주세요.',
    unexpected: (requestId: string) => `처리하지 못했어요. 쓰신 내용은 그대로 있어요.${requestId ? ` (문의 번호 ${requestId})` : ''}`,
    claimed: (name: string) => `${name} 상담사가 먼저 맡았어요.`,
    stale: (name: string) => `지금은 ${name} 상담사가 맡고 있어요. 여기서는 읽기만 할 수 있어요.`,
    lapsed: '맡은 시간이 지나 다시 대기로 돌아갔어요. 다시 맡으면 이어서 할 수 있어요.',
    closed: '이미 닫힌 사례예요. 읽기만 할 수 있어요.',
    page: '화면을 그리다 멈췄어요. 다시 열어 주세요. 급하면 다른 기기나 전화로 이어 주세요.',
    reload: '화면 다시 열기',
  },

  // The door
  login: {
    title: '로그인',
    email: '이메일',
    password: '비밀번호',
    submit: '들어가기',
    again: '로그인이 끝났어요. 다시 들어오면 보던 곳으로 돌아가요. 쓰던 글은 그대로 있어요.',
    resident: '도움이 필요해서 오셨나요? 109(24시간)에 전화해 주세요. 위험하면 119예요.',
    wrongDoor: '이 주소는 상담사가 쓰는 화면이에요.',
  },
  invite: {
    title: '초대를 받으셨어요',
    lead: '앞으로 쓸 비밀번호를 정하면 바로 들어갈 수 있어요.',
    password: '새 비밀번호',
    rule: '10글자 이상. 기억하기 쉬운 문장도 좋아요.',
    repeat: '한 번 더',
    short: '10글자 이상으로 정해 주세요.',
    differs: '두 비밀번호가 달라요.',
    submit: '비밀번호 정하고 들어가기',
    missing: '초대 주소가 온전하지 않아요. 받은 주소를 처음부터 끝까지 붙여 넣어 주세요.',
    toLogin: '이미 계정이 있어요',
  },

  // The shell
  nav: { label: '메뉴', queue: '대기', urgent: (n: number) => `긴급 ${n}` , waitingCount: (n: number) => `맡을 사람을 기다리는 사례 ${n}건` },
  menu: {
    label: (name: string) => `${name} 메뉴`,
    language: 'English',
    light: '밝은 화면', dark: '어두운 화면', auto: '기기 설정대로',
    scheme: '화면 밝기',
    keys: '글자 단축키 보기',
    logout: '나가기',
  },
  line: {
    live: '실시간',
    checked: (time: string) => `${time} 확인`,
    lost: '연결이 끊겼어요. 다시 잇는 중이에요.',
    lostSince: (time: string) => `아래는 ${time}까지의 내용이에요.`,
    polling: '실시간 연결이 끊겼어요. 다시 잇는 동안 15초마다 확인해요.',
    opening: '잇는 중',
  },
  sound: {
    on: '소리 켜짐', off: '소리 꺼짐',
    turnOn: '소리 켜기', turnOff: '소리 끄기',
    blocked: '소리를 켜 주세요',
    ask: '새 긴급·빠른 사례를 소리로도 알려 드려요.',
    without: '소리 없이',
  },
  keys: {
    title: '글자 단축키',
    use: '글자 단축키 쓰기',
    queue: '대기에서', case: '사례에서', anywhere: '어디서나',
    next: '다음 줄', previous: '앞 줄', open: '열기', claim: '맡기',
    reply: '글 쓰는 칸으로', toQueue: '대기로 돌아가기', send: '보내기', help: '이 창 열기', escape: '창 닫기',
    note: '한글 자판에서도 같은 자리의 글쇠로 움직여요.',
  },

  // 대기
  queue: {
    title: '대기',
    total: (n: number) => `${n}건`,
    waiting: (n: number) => `${n}건 기다림`,
    empty: '지금 기다리는 분이 없어요',
    emptyMore: '새 사례가 오면 바로 여기에 나타나요.',
    nobody: '맡은 사람 없음',
    claim: '제가 맡을게요',
    claimFor: (reason: string) => `제가 맡을게요: ${reason}`,
    claimedBy: (name: string) => `${name} 맡음`,
    mine: '내가 맡음',
    noWord: '첫 말 아직 없음',
    firstWord: (time: string) => `${time} 첫 말`,
    forbidden: '이 계정은 대기를 볼 수 없어요. 관리자에게 물어봐 주세요.',
    arrived: (priority: string, reason: string) => `새 사례: ${priority}, ${reason}`,
  },

  // 사례
  case: {
    title: '사례',
    toQueue: '대기로',
    why: '왜 왔나요',
    moreWhy: (n: number) => `이유 ${n}가지 더 보기`,
    corrected: (what: string) => `고침 ${what}`,
    whyKind: { answer: '답', words: '쓴 글', button: '누른 버튼', silence: '답이 없음', score: '선별 결과', request: '부탁' },
    reach: '지금 여기 있나요',
    who: '누구인가요',
    lastWords: '마지막 세 마디',
    noWords: '아직 직접 쓴 말이 없어요.',
    ownedBy: (name: string) => `${name} 상담사가 맡고 있어요. 여기서는 읽기만 할 수 있어요.`,
    closedAs: (outcome: string) => `닫힌 사례예요: ${outcome}`,
    closedAt: (time: string) => `${time} 닫음. 읽기만 할 수 있어요.`,
    mayNotClaim: '이 계정은 읽기만 할 수 있어요.',
    writeFirst: '첫 말 쓰기',
    write: '말 쓰기',
    english: '영어로 이야기하는 분이에요',
    others: (n: number) => `다른 긴급·빠른 사례 ${n}건이 기다려요`,
  },
  together: {
    button: '119·112 함께 부르기',
    title: '119·112 함께 부르기',
    call119: '119 구급', call112: '112 경찰',
    say: '이렇게 말해 주세요',
    script: (center: string, name: string) =>
      `“${center} 상담사 ${name}입니다. 지금 목숨이 위험해 보이는 분과 이야기하고 있습니다. 구급대와 경찰의 공동 대응을 부탁드립니다.”`,
    tell: '이어서 알려 줄 것',
    list: ['계신 곳을 아는 만큼. 모르면 112에 위치 확인을 부탁해요', '나이대, 곁에 누가 있는지', '방금 하신 말씀을 그대로, 몇 시 몇 분이었는지', '다시 전화받을 번호'],
    stay: '부른 뒤에도 이 대화에 남아 계속 말을 걸어 주세요. 한 분이 전화하고 다른 분이 이야기하면 더 좋아요.',
    log: '통화한 내용은 아래 통화 기록에 남겨 주세요.',
    hide: '접기',
  },
  talk: {
    title: '대화',
    resident: '이용자', program: '자동 프로그램',
    empty: '아직 나눈 말이 없어요.',
    more: '이보다 앞선 말이 더 있어요. 여기에는 최근 말만 보여요.',
    shown: (time: string) => `${time} 화면에 보임`,
    notShown: '아직 못 봄',
    newest: '새 말 보기',
    label: '주고받은 말, 오래된 것부터',
  },
  composer: {
    first: '첫 말',
    firstHint: '그대로 보내거나 고쳐서 보내세요. 잠금 화면에 보일 수 있어요.',
    next: '보낼 말',
    send: '보내기', sendFirst: '첫 말 보내기', sending: '보내는 중이에요',
    keys: 'Ctrl+Enter', keysMac: '⌘+Enter',
    notSent: '보내지 못했어요.',
    unsure: '보내졌는지 확인하지 못했어요. 위 대화에 없으면 다시 보내 주세요. 글은 그대로 있어요.',
    left: (n: number) => `${n}자 더 쓸 수 있어요`,
    kept: '쓰던 글은 이 창에 남아 있어요.',
  },
  calls: {
    title: '통화 기록',
    outcome: '어떻게 되었나요',
    note: '메모 (안 써도 돼요)',
    save: '기록하기',
    saved: '기록했어요.',
    none: '아직 통화 기록이 없어요.',
    choose: '통화가 어떻게 되었는지 골라 주세요.',
    privacy: '다른 분이 받으면 용건은 말하지 않아요.',
  },
  closing: {
    open: '사례 닫기',
    title: '사례 닫기',
    choose: '어떻게 마무리되었나요',
    must: '하나를 골라 주세요.',
    note: '메모 (안 써도 돼요)',
    next: '다음',
    noContact: '아직 첫 말도 통화 기록도 없어요. 정말 이야기를 나누지 않고 닫을까요?',
    unsent: '보내지 않은 글이 남아 있어요.',
    confirm: '이렇게 기록하고 닫을까요?',
    after: '닫은 뒤에는 읽기만 할 수 있어요. 닫은 사람과 시각이 기록에 남아요.',
    yes: '네, 닫을게요',
    back: '다시 고르기',
  },
  record: {
    screenings: '선별 답과 결과',
    noScreenings: '선별 기록이 없어요.',
    events: '있었던 일',
    status: { running: '하는 중', finished: '마침', stopped: '멈춤' },
    total: (total: number, max: number | null) => (max === null ? `합계 ${total}` : `합계 ${total}/${max}`),
    noTotal: '합계 없음',
    missing: (n: number) => `건너뜀 ${n}`,
    brokeAt: (key: string) => `멈춘 곳 ${key}`,
    rules: (rules: string) => `규칙 ${rules}`,
    version: (instrument: string, wording: string) => `문항 ${instrument} · 문구 ${wording}`,
    question: '문항', answer: '답', time: '시각', alarm: '경보',
    event: { opened: '열림', raised: '올라감', noted: '덧붙음', claimed: '맡음', spoke: '말함', called: '통화함', closed: '닫음' },
    by: (name: string) => `${name} 상담사`,
    program: '프로그램',
  },
  missing: { title: '없는 주소예요', lead: '주소가 바뀌었거나 잘못 적혔어요.', toQueue: '대기로 가기' },
};

export type Words = typeof ko;
