import type { LadderView } from '../../contract.ts';

type TargetType = LadderView['ladder']['climbs'][0]['steps'][number]['who'][number]['type'];
type WayKind = LadderView['people'][number]['ways'][number];

/** 60분보다 길면 시간과 날로. */
const minutes = (n: number): string => {
  const [days, hours, rest] = [Math.floor(n / 1440), Math.floor((n % 1440) / 60), n % 60];
  const parts = [days ? `${days}일` : '', hours ? `${hours}시간` : '', rest ? `${rest}분` : ''].filter(Boolean);
  return parts.join(' ') || '0분';
};

/** 단계. `words.en.ts` must have the same keys. */
export const ko = {
  title: '단계',
  lead: '아무도 맡지 않으면 이 순서로 불러요. 누군가 맡을 때까지 처음부터 다시, 끝없이 불러요.',
  followUp: '후속 사례는 아무도 부르지 않아요. 후속 목록에 있어요.',
  isDefault: '아직 이 센터가 정한 단계가 없어서, 처음부터 들어 있는 단계를 써요.',
  made: (by: string | null, at: string) => `${by ?? '명령'}, ${at}에 정함`,
  onOthers: (n: number, open: number) =>
    `열려 있는 사례 ${open}건 가운데 ${n}건은 열릴 때의 단계를 그대로 따라가요. 새로 열리는 사례부터 이 단계를 써요.`,
  noWays: (names: string) => `연락할 방법이 없는 분: ${names}. 화면이 열려 있을 때만 알 수 있어요.`,
  minutes,
  step: (n: number) => `${n}단계`,
  atOnce: '바로',
  afterOpening: (n: number) => `열리고 ${minutes(n)} 뒤`,
  after: (n: number, total: number) => `${minutes(n)} 뒤 (열리고 ${minutes(total)})`,
  repeats: (n: number) => `그래도 아무도 안 맡으면 ${minutes(n)} 뒤 1단계부터 다시, 맡을 때까지`,
  lapses: (n: number) => `맡고 ${minutes(n)} 안에 말이나 통화가 없으면 맡은 것이 풀리고 다음 단계를 불러요.`,
  neverLapses: '맡은 뒤에는 저절로 풀리지 않아요.',
  inVain: (who: string) => `한 바퀴를 다 불러도 아무도 안 맡거나 부를 사람이 없으면 ${who}에게 알려요.`,
  allLeads: '모든 책임자',
  target: {
    duty: '지금 당직',
    rotation: '순번',
    person: '사람',
    leads: '책임자 모두',
    everyone: '상담사·책임자 모두',
    team: '팀 대화방',
  } satisfies Record<TargetType, string>,
  rotation: (name: string, backup: boolean) => `순번: ${name}${backup ? ' (백업)' : ''}`,
  gone: '지금은 없는 대상',
  way: { push: '앱 알림', line: 'LINE', email: '이메일', hook: '문자·전화', team: '팀 대화방' } satisfies Record<
    WayKind,
    string
  >,
  noWay: '방법 없음',
  deskOpen: '화면 열림',
  edit: '단계 고치기',
  form: {
    minutesAfter: '앞 단계에서 몇 분 뒤',
    minutesFirst: '열리고 몇 분 뒤',
    who: '부를 사람 더하기',
    add: '골라 주세요',
    remove: (what: string) => `${what} 빼기`,
    addStep: '단계 더하기',
    removeStep: (n: number) => `${n}단계 지우기`,
    repeat: '마지막 단계 뒤 몇 분이 지나면 처음부터 다시',
    lapse: '맡고 말없이 몇 분이면 풀리나요',
    lapseHint: '비워 두면 풀리지 않아요.',
    lead: '소용없었을 때 알릴 책임자',
    from: (from: number, to: number) => `${from}~${to}분`,
    save: '저장하기',
    saved: '저장했어요. 새로 열리는 사례부터 이 단계를 써요.',
    same: '바뀐 것이 없어요.',
    wrong: '고칠 곳이 있어요. 표시된 곳을 봐 주세요.',
    changed: (by: string | null) => `그 사이에 ${by ?? '다른 분'}이 단계를 바꿨어요. 아직 저장하지 않았어요.`,
    reload: '바뀐 단계를 불러와서 다시 고치기',
  },
  dry: {
    title: '미리 해 보기',
    lead: '사례가 열렸다고 치고 누가 언제 불리는지 봐요. 실제로는 아무도 부르지 않아요.',
    draft: '아직 저장하지 않은, 지금 고치고 있는 단계로 해 봐요.',
    priority: '얼마나 급한 사례',
    when: '언제 열리나요',
    now: '지금',
    later: '다른 때',
    moment: '날짜와 시각 (한국 시간)',
    run: '누가 불리는지 보기',
    at: '때',
    who: '부르는 사람과 방법',
    opened: '열림',
    openedAt: (time: string) => `${time}에 열린다면`,
    plus: (n: number) => `+${minutes(n)}`,
    again: '처음부터 다시',
    nobody: '부를 사람이 없어요',
    looks: '1분마다 다시 찾아봐요.',
    skipped: {
      'names-nobody': (n: number) => `${n}단계는 그때 아무도 없어서 바로 건너뛰어요.`,
      'no-way': (n: number, names: string) => `${n}단계의 ${names}: 연락할 방법이 없어서 바로 건너뛰어요.`,
      fails: (n: number, names: string) =>
        `${n}단계의 ${names}: 알림이 계속 실패해서, 부르지만 기다리지 않고 바로 다음으로 가요.`,
    },
    alarm: {
      exhausted: (names: string) => `한 바퀴가 소용없었다고 ${names}에게 알려요.`,
      unreached: (names: string) => `부를 사람이 없다고 ${names}에게 알려요.`,
    },
    nobodyToTell: '알릴 책임자도 없어요',
    desks: '열려 있는 화면도 셌어요. 화면이 닫히면 달라져요.',
    noDesks: '화면이 열려 있을지는 미리 알 수 없어서 세지 않았어요.',
  },
};

export type LadderWords = typeof ko;
