import { useLang } from '../words.ts';

// The few words of the folded section: they are in the first script, the rest of the room's are not.
const words = {
  ko: {
    title: '후속과 연계',
    left: (tasks: number, referrals: number) =>
      [tasks > 0 && `할 일 ${tasks}`, referrals > 0 && `진행 중인 연계 ${referrals}`].filter(Boolean).join(' · '),
    late: '기한 지남',
  },
  en: {
    title: 'Follow-up and referrals',
    left: (tasks: number, referrals: number) =>
      [tasks > 0 && `${tasks} to do`, referrals > 0 && `${referrals} under way`].filter(Boolean).join(' · '),
    late: 'late',
  },
};

export const useSectionWords = () => words[useLang()[0]];
