import type { Wording } from './instrument.ts';
import type { phq9 } from './phq9.ts';

/** Form A, Pfizer/MAPI Korean. Not the national exam's form, on which a right is claimed, and not Park 2010, whose items
 *  stand in another order. */
export const phq9Ko = {
  instrument: 'phq9',
  lang: 'ko',
  version: 'phq9-ko-pfizer-a-1',
  // Item 2 has a variant "…희망이 없다고 느낌" in circulation; the clinical lead compares with the printed form.
  status: 'sign-off-needed',
  title: '우울증 선별도구 (PHQ-9)',
  source: 'phqscreeners.com, "PHQ9_Korean for Korea" (Pfizer/MAPI)',
  permission: '복제, 번역, 전시 또는 배포를 위해 허가가 필요하지 않음 (printed on the form)',
  stem: '지난 2주일 동안 당신은 다음의 문제들로 인해서 얼마나 자주 방해를 받았습니까?',
  items: {
    anhedonia: '일 또는 여가 활동을 하는 데 흥미나 즐거움을 느끼지 못함',
    mood: '기분이 가라앉거나, 우울하거나, 희망이 없음',
    sleep: '잠이 들거나 계속 잠을 자는 것이 어려움, 또는 잠을 너무 많이 잠',
    energy: '피곤하다고 느끼거나 기운이 거의 없음',
    appetite: '입맛이 없거나 과식을 함',
    worth: '자신을 부정적으로 봄 - 혹은 자신이 실패자라고 느끼거나 자신 또는 가족을 실망시킴',
    concentration: '신문을 읽거나 텔레비전 보는 것과 같은 일에 집중하는 것이 어려움',
    psychomotor:
      '다른 사람들이 주목할 정도로 너무 느리게 움직이거나 말을 함. 또는 반대로 평상시보다 많이 움직여서, 너무 안절부절 못하거나 들떠 있음',
    selfharm: '자신이 죽는 것이 더 낫다고 생각하거나 어떤 식으로든 자신을 해칠 것이라고 생각함',
    difficulty:
      '이러한 문제들로 인해서 당신은 일을 하거나 가정 일을 돌보거나 다른 사람과 어울리는 것이 얼마나 어려웠습니까?',
  },
  options: {
    frequency: {
      never: '전혀 방해 받지 않았다',
      several: '며칠 동안 방해 받았다',
      half: '7일 이상 방해 받았다',
      daily: '거의 매일 방해 받았다',
    },
    hardship: {
      not: '전혀 어렵지 않았다',
      somewhat: '약간 어려웠다',
      very: '많이 어려웠다',
      extremely: '매우 많이 어려웠다',
    },
  },
} as const satisfies Wording<typeof phq9>;
