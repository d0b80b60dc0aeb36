/** The telephone number somebody leaves, or a registration number: theirs, and not for whoever holds the phone next.
 *  Digits apart by spaces, dots, hyphens or brackets; no look-behind (see inline.tsx). */
const number = /(^|\D)((?:\+?82|0)(?:[\s.\-~()]*\d){8,11}|\d{6}[\s.\-~]*[1-8]\d{6})(?!\d)/g;
/** Digits in signs or in words, and nothing else: at the question for a number a mistyped one, too. */
const onlyDigits = /^(?:[\s.\-~()+]*[\d공영일이삼사오육칠팔구]){4,}[\s.\-~()]*$/;

/** What may stay on the screen of what they wrote. null: it was a number and nothing else.
 *  asked: a number is asked for. name: stands for it inside other words. */
export function withoutNumber(text: string, asked: boolean, name: string): string | null {
  const plain = text.normalize('NFKC').replace(/[‐-―−]/g, '-');
  if (asked && onlyDigits.test(plain)) return null;
  const hidden = plain.replace(number, `$1(${name})`);
  if (hidden === plain) return text;
  return hidden.trim() === `(${name})` ? null : hidden;
}
