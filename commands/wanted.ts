/** Says to people which words of a questionnaire want a signature, why, and what to type. Korean first, English after it. */
import type { Lang } from '../flows/protocol.ts';
import type { ReasonToSign, Wanted } from '../triage/gate.ts';

type Both = Readonly<Record<Lang, string>>;

const reasons: Readonly<Record<ReasonToSign, Both>> = {
  provisional: {
    ko: '저희가 임시로 옮긴 번역이고, 타당화되지 않았어요',
    en: 'it is a working translation of ours, not validated',
  },
  compare: {
    ko: '인쇄된 원문과 한 글자씩 견주어 보아야 해요',
    en: 'it is to be compared with the printed form, letter by letter',
  },
  deviations: {
    ko: '혼자 답하는 대화라서 원래 방법과 다른 점이 있어요(docs/clinical.md)',
    en: 'an unattended chat deviates from the procedure as published (docs/clinical.md)',
  },
  bands: {
    ko: '쓰고 있는 점수 구간의 일부는 국내에서 타당화되지 않았어요(docs/clinical.md)',
    en: 'some of its bands are in use but were not validated in Korea (docs/clinical.md)',
  },
  rights: {
    ko: '공공 서비스에 쓰려면 먼저 번역한 저자에게 물어야 해요',
    en: 'its authors are to be asked before a public service uses it',
  },
};

/** `자살위험 선별질문 (ASQ), 한국어 문구 asq-ko-provisional-1`, and the same in English. */
export const nameOf = ({ title, lang, wordingVersion }: Wanted): Both => ({
  ko: `${title.ko}, ${lang === 'ko' ? '한국어' : '영어'} 문구 ${wordingVersion}`,
  en: `${title.en}, ${lang === 'ko' ? 'Korean' : 'English'} wording ${wordingVersion}`,
});

/** Every reason in one line. */
export const whyOf = ({ why }: Wanted): Both => ({
  ko: why.map((one) => reasons[one].ko).join('. '),
  en: why.map((one) => reasons[one].en).join('; '),
});
