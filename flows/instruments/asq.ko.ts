import type { asq } from './asq.ts';
import type { Wording } from './instrument.ts';

/** Our own working translation, not validated, so that the rest can be built. Before go-live it is replaced, as a new
 *  version, by the text of the NIMH Korean form or of JKMS 2023;38:e41. */
export const asqKo = {
  instrument: 'asq',
  lang: 'ko',
  version: 'asq-ko-provisional-1',
  status: 'provisional',
  title: '자살위험 선별질문 (ASQ)',
  source: 'working translation of the NIMH English form; not validated',
  permission: 'none needed; NIMH to be credited',
  stem: '',
  items: {
    '1': '지난 몇 주 동안, 죽었으면 좋겠다고 바란 적이 있습니까?',
    '2': '지난 몇 주 동안, 당신이 죽으면 당신이나 가족이 더 나아질 것이라고 느낀 적이 있습니까?',
    '3': '지난 한 주 동안, 스스로 목숨을 끊는 것에 대해 생각한 적이 있습니까?',
    '4': '스스로 목숨을 끊으려고 시도한 적이 있습니까?',
    '5': '지금 이 순간, 스스로 목숨을 끊으려는 생각이 있습니까?',
    when: '그 일은 언제였나요?',
  },
  options: {
    yesno: { yes: '예', no: '아니오' },
    when: { months3: '최근 3개월 안', year1: '3개월~1년 전', older: '1년보다 전' },
  },
} as const satisfies Wording<typeof asq>;
