/** Numbers that name a person: found, read, and kept out of everything that is stored as talk. */
import type { Care } from './protocol.ts';

/** A Korean telephone number as people write it, with any spaces, dots or hyphens between its groups; mobile, area code, 070, 050x. */
const phone =
  /(?<!\d)(?:\+?82[\s.\-)]*\(?0?|\(?0)(?:1[016-9]|2|[3-6][1-5]|70|50\d)\)?[\s.\-~]*\d{3,4}[\s.\-~]*\d{4}(?!\d)/g;
/** A resident registration number: six digits of birth and seven, or the first of the seven and stars. */
const registration = /(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[\s.\-~_]*[1-8](?:\d{6}|[*xX•]{3,6})(?!\d)/g;

const spoken = '영일이삼사오육칠팔구';
/** 공일공 일이삼사 오육칠팔: a number as it is read aloud, and nothing else. */
const isSpoken = /^[공영일이삼사오육칠팔구\s\-.]{9,}$/u;

/** Digits with hyphens, `010-1234-5678`; null when there is no telephone number, or more than one. */
export function phoneIn(text: string): string | null {
  const found = written(text).match(phone) ?? [];
  const [only] = found;
  return only !== undefined && found.length === 1 ? grouped(only) : null;
}

/** The text without the numbers in it. In a talk with a counsellor a telephone number is theirs to read; a registration number
 *  is never kept. */
export function masked(text: string, care: Care): string {
  const plain = written(text);
  const hidesPhone = care !== 'human' && plain.search(phone) >= 0;
  if (!hidesPhone && plain.search(registration) < 0) return text;
  const masked = plain.replace(registration, '[주민등록번호]');
  return hidesPhone ? masked.replace(phone, '[전화번호]') : masked;
}

/** Full-width digits, digits as words and odd hyphens in the signs the patterns know. */
function written(text: string): string {
  const plain = text.normalize('NFKC').replace(/[‐-―−ー–—]/g, '-');
  if (!isSpoken.test(plain)) return plain;
  return plain.replace(/[공영일이삼사오육칠팔구]/gu, (word) => String(word === '공' ? 0 : spoken.indexOf(word)));
}

function grouped(number: string): string | null {
  const digits = number.replace(/\D/g, '').replace(/^82/, '').replace(/^0*/, '0');
  const head = digits.startsWith('02') ? 2 : digits.startsWith('050') ? 4 : 3;
  const rest = digits.slice(head);
  if (rest.length < (head === 3 && digits.startsWith('010') ? 8 : 7) || rest.length > 8) return null;
  return `${digits.slice(0, head)}-${rest.slice(0, -4)}-${rest.slice(-4)}`;
}
