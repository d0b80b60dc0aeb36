import type { Lang } from '../../../../flows/protocol.ts';

/** Telephone numbers one can tap; 109 and 119 stand above at all times. */
const phone = String.raw`(?:1577-0199|1388|0\d{1,2}-\d{3,4}-\d{4}|1[5-9]\d{2}-\d{4})(?![\d-])`;
// No look-behind in any expression of this page: Safari before 16.4 refuses the whole script.
/** Law asks that the kind of data and how long it is kept stand out in a consent. */
const weighty = String.raw`민감정보|sensitive data|(?:언제까지|Until): [^.\n]+|\d+일 뒤 지워요|deleted after \d+ days`;
/** A number to look at, as an example; none that is there to be called. */
const example = String.raw`0\d{1,2} \d{3,4} \d{4}`;
const korean = String.raw`[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)*`;

const inKorean = new RegExp(`(${phone}|${example}|${weighty})`);
const inEnglish = new RegExp(`(${phone}|${example}|${weighty}|${korean})`);
const wholePhone = new RegExp(`^${phone}$`);
const wholeExample = new RegExp(`^${example}$`);
const wholeKorean = new RegExp(`^${korean}$`);

/** A text with its numbers made tappable, and Korean words inside English told apart for the voice that reads it. */
export function Inline({ text, lang }: { text: string; lang: Lang }) {
  // Splitting by a group puts what matched at the odd places.
  const parts = text.split(lang === 'en' ? inEnglish : inKorean);
  // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes, so its parts keep their places.
  return <>{parts.map((part, at) => (at % 2 ? <Marked key={`${part}${at}`} text={part} lang={lang} /> : part))}</>;
}

function Marked({ text, lang }: { text: string; lang: Lang }) {
  if (wholePhone.test(text)) {
    return (
      <a class="inline-line" href={`tel:${text}`}>
        {text}
      </a>
    );
  }
  if (wholeExample.test(text)) return <span class="number">{text}</span>;
  if (lang === 'en' && wholeKorean.test(text)) return <span lang="ko">{text}</span>;
  return <strong class="weighty">{text}</strong>;
}
