/** The telephone number somebody leaves, or a registration number: theirs, and not for whoever holds the phone next.
 *  Digits apart by spaces, dots, hyphens or brackets; no look-behind (see inline.tsx). */
const number = /(^|\D)((?:\+?82|0)(?:[\s.\-~()]*\d){8,11}|\d{6}[\s.\-~]*[1-8]\d{6})(?!\d)/g;
/** Digits in signs or in words, and nothing else. */
const onlyDigits = /^[\s.\-~()+\d공영일이삼사오육칠팔구]*$/;

/** What may stay on the screen of what they wrote. null: it was a number and nothing else.
 *  asked: a number is asked for, so that a mistyped one is hidden as well. name: stands for it inside other words. */
export function withoutNumber(text: string, asked: boolean, name: string): string | null {
  const plain = text.normalize('NFKC').replace(/[‐-―−]/g, '-');
  const digits = plain.match(/[\d공영일이삼사오육칠팔구]/g)?.length ?? 0;
  if (onlyDigits.test(plain) && digits >= (asked ? 4 : 9)) return null;
  const hidden = plain.replace(number, `$1(${name})`);
  if (hidden === plain) return text;
  return hidden.trim() === `(${name})` ? null : hidden;
}
