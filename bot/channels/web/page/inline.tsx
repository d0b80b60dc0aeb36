import type { Lang } from '../../../../flows/protocol.ts';

/** Telephone numbers one can tap; 109 and 119 stand above at all times. */
const phone = String.raw`(?:1577-0199|1388|0\d{1,2}-\d{3,4}-\d{4}|1[5-9]\d{2}-\d{4})(?![\d-])`;
// No look-behind in any expression of this page: Safari before 16.4 refuses the whole script.
/** Law asks that the kind of data and how long it is kept stand out in a consent. */
const weighty = String.raw`민감정보|sensitive data|(?:언제까지|Until): [^.\n]+`;
const korean = String.raw`[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)*`;

/** A text with its numbers made tappable, and Korean words inside English told apart for the voice that reads it. */
export function Inline({ text, lang }: { text: string; lang: Lang }) {
  const parts = text.split(lang === 'en' ? inEnglish : inKorean);
  return (
    <>
      {parts.map((part, at) => {
        if (at % 2 === 0) return part;
        if (wholePhone.test(part)) return <a class="inline-line" href={`tel:${part}`}>{part}</a>;
        if (wholeKorean.test(part) && lang === 'en') return <span lang="ko">{part}</span>;
        return <strong class="weighty">{part}</strong>;
      })}
    </>
  );
}

const inKorean = new RegExp(`(${phone}|${weighty})`);
const inEnglish = new RegExp(`(${phone}|${weighty}|${korean})`);
const wholePhone = new RegExp(`^${phone}$`);
const wholeKorean = new RegExp(`^${korean}$`);
