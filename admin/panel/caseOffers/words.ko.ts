/** 넘겨주기, in 사례. `words.en.ts` must have the same keys. */
export const ko = {
  open: '동료에게 넘기기',
  title: '이 사례를 누구에게 넘길까요?',
  lead: '동료가 받을 때까지는 계속 내 사례예요. 받으면 이용자에게 새 상담사가 맡았다고 알려요.',
  who: '넘길 동료',
  choose: '골라 주세요',
  onDuty: '지금 당직',
  nobody: '넘길 수 있는 동료가 없어요.',
  must: '동료를 골라 주세요.',
  note: '동료에게 남길 말 (안 써도 돼요)',
  yes: '부탁하기',
  waits: (name: string) => `${name} 님께 넘겨받아 달라고 부탁했어요. 받을 때까지는 내가 맡고 있어요.`,
  takeBack: '부탁 거두기',
  asked: (name: string) => `${name} 님이 이 사례를 넘겨받아 달라고 부탁했어요.`,
  accept: '제가 넘겨받을게요',
  decline: '못 받아요',
};

export type OfferWords = typeof ko;
