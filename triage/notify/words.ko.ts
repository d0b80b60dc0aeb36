import type { NoticeKind } from '../store/pages.ts';

export interface Said {
  /** '' where the notice is about no case. */
  priority: string;
  /** 03:12, in Korea. */
  since: string;
  many: number;
  code: string;
}

export interface NoticeWords {
  sender: string;
  open: string;
  priority: readonly [string, string, string, string];
  kind: Record<NoticeKind, (said: Said) => string>;
  tapToVerify: string;
  spoken: (said: string) => string;
  spokenCode: (digits: string) => string;
  mailFoot: string;
}

const waits = ({ priority, since, many }: Said): string =>
  many === 1
    ? `${priority} 사례 1건 대기 · ${since}부터`
    : `사례 ${many}건 대기, 가장 급한 것 ${priority} · ${since}부터`;

/** `words.en.ts` has the same keys: a missing one does not compile. */
export const ko: NoticeWords = {
  sender: '마음지기',
  open: '열기',
  priority: ['긴급', '빠른', '일반', '후속'],
  kind: {
    case: waits,
    raised: (said) => `더 급해졌어요. ${waits(said)}`,
    lapsed: (said) => `첫 말이 없어 풀렸어요. ${waits(said)}`,
    offer: ({ priority, since }) => `동료가 사례를 맡아 달라고 해요. ${priority} · ${since}부터`,
    exhausted: (said) => `아무도 맡지 않았어요! ${waits(said)}`,
    duty: () => '당직에 지금 확인할 것이 있어요.',
    verify: ({ code }) => `확인 번호 ${code} · 10분 안에 ‘내 알림’에 넣어 주세요.`,
    test: () => '시험 호출이에요. 이 알림이 보이면 잘 되는 거예요.',
    drill: (said) => `훈련이에요. ${waits(said)}`,
    canary: () => '자동 점검이에요.',
    away: ({ since, many }) => `기록이 멈췄고 급한 분 ${many}명이 기다려요. ${since}부터. 살아나면 대기열을 봐 주세요`,
  },
  tapToVerify: '이 알림을 눌러 주세요. 누르면 확인이 끝나요.',
  spoken: (said) => `마음지기입니다. ${said} 다시 말씀드립니다. ${said}`,
  spokenCode: (digits) => `확인 번호는 ${digits} 입니다.`,
  mailFoot: '자동으로 보낸 메일이에요. 받지 않으려면 상담사 화면의 ‘내 알림’에서 빼 주세요.',
};
