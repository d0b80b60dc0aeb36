import type { Wording } from './instrument.ts';
import type { sgds } from './sgds.ts';

export const sgdsKo = {
  instrument: 'sgds',
  lang: 'ko',
  version: 'sgds-ko-bae-cho-2004-1',
  status: 'sign-off-needed',
  title: '한국형 노인우울검사 단축형 (SGDS-K)',
  source: 'Bae JN, Cho MJ. J Psychosom Res 2004;57:297-305',
  permission: 'free in research and public use by custom; the authors are to be asked before a public service',
  stem: '지난 일주일 동안의 느낌으로 "예 / 아니오"',
  items: {
    satisfied: '현재의 생활에 대체적으로 만족하십니까?',
    dropped: '요즈음 들어 활동량이나 의욕이 많이 떨어지셨습니까?',
    empty: '자신이 헛되이 살고 있다고 느끼십니까?',
    bored: '생활이 지루하게 느껴질 때가 많습니까?',
    spirits: '평소에 기분은 상쾌한 편이십니까?',
    afraid: '자신에게 불길한 일이 닥칠 것 같아 불안하십니까?',
    happy: '대체로 마음이 즐거운 편이십니까?',
    helpless: '절망적이라는 느낌이 자주 드십니까?',
    home: '바깥에 나가기가 싫고 집에만 있고 싶습니까?',
    memory: '비슷한 나이의 다른 노인들보다 기억력이 더 나쁘다고 느끼십니까?',
    alive: '현재 살아 있다는 것이 즐겁게 생각되십니까?',
    worthless: '지금의 내 자신이 아무 쓸모없는 사람이라고 느끼십니까?',
    energy: '기력이 좋은 편이십니까?',
    hopeless: '지금 자신의 처지가 아무런 희망도 없다고 느끼십니까?',
    others: '자신이 다른 사람들의 처지보다 더 못하다고 생각하십니까?',
  },
  options: { yesno: { yes: '예', no: '아니오' } },
} as const satisfies Wording<typeof sgds>;
