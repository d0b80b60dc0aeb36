/** Sign-off of the safety texts: what was signed is known again by a fingerprint of its raw words, so that a changed letter shows. */
import { createHash } from 'node:crypto';
import type { Lang } from '../../flows/protocol.ts';
import { en } from '../../flows/wording.en.ts';
import { ko } from '../../flows/wording.ko.ts';
import type { Signature, Signed } from '../../flows/wording.signed.ts';
import { choices, fixed, isTextKey, type TextKey } from '../../flows/wording.ts';
import { isDay, UsageError } from '../usage.ts';

const texts = { ko, en };
export const languages = ['ko', 'en'] as const satisfies readonly Lang[];

/** A text as it is written, with its `{x}` and `[…]`. */
export function rawText(lang: Lang, key: TextKey): string {
  const entry = texts[lang][key];
  return typeof entry === 'string' ? entry : entry.text;
}

/** What is signed: the raw text, then a line per choice with what it means, NFC. */
export const signedWords = (lang: Lang, key: TextKey): string =>
  [rawText(lang, key), ...choices(lang, key).map(({ value, label }) => `▸ ${value}: ${label}`)]
    .join('\n')
    .normalize('NFC');

/** First 16 hexadecimal digits of the SHA-256 of `signedWords`. */
export const fingerprint = (lang: Lang, key: TextKey): string =>
  createHash('sha256').update(signedWords(lang, key)).digest('hex').slice(0, 16);

/** What is wrong with the recorded signatures, a sentence each: a changed text, a new one, one that is no safety text any more. */
export function drift(recorded: Signed): string[] {
  const changed = fixed.flatMap((key) =>
    languages.flatMap((lang) => {
      const known = recorded[key]?.[lang];
      if (known?.sha256 === fingerprint(lang, key)) return [];
      const was = known
        ? known.by
          ? `signed by ${known.by} on ${known.on}`
          : 'recorded, not yet signed'
        : 'never recorded';
      return [
        `The safety text "${key}" (${lang}) is not the one that was recorded (${was}). A safety text changes only with a clinical lead's ` +
          `sign-off. To record the new words without a signature: npm run script -- sign --key ${key} --lang ${lang} --unsigned`,
      ];
    }),
  );
  const strangers = Object.keys(recorded).filter((key) => !fixed.some((one) => one === key));
  return [
    ...changed,
    ...strangers.map(
      (key) =>
        `flows/wording.signed.ts holds "${key}", which is no safety text (any more). To leave it out: npm run script -- sign --all-fixed --unsigned`,
    ),
  ];
}

export interface SignOptions {
  key?: string | undefined;
  allFixed?: boolean | undefined;
  unsigned?: boolean | undefined;
  name?: string | undefined;
  date?: string | undefined;
  lang?: string | undefined;
}

/** The records with this signature. `--all-fixed --unsigned` touches only what is not recorded as it stands: nobody's signature is
 *  taken from a text that did not change. today: YYYY-MM-DD. Throws UsageError. */
export function sign(recorded: Signed, options: SignOptions, today: string): { records: Signed; touched: string[] } {
  const keys = keysOf(options);
  const chosen = langsOf(options);
  const signature = signatureOf(options, today);
  const touched: string[] = [];
  const records = Object.fromEntries(
    fixed.flatMap((key) => {
      const now = Object.fromEntries(
        languages.flatMap((lang) => {
          const known = recorded[key]?.[lang];
          const sha256 = fingerprint(lang, key);
          const isMeant = keys.includes(key) && chosen.includes(lang);
          const isSpared = options.allFixed === true && options.unsigned === true && known?.sha256 === sha256;
          if (!isMeant || isSpared) return known ? [[lang, known]] : [];
          touched.push(`${key} (${lang}) ${sha256}`);
          return [[lang, { sha256, ...signature }]];
        }),
      );
      return Object.keys(now).length > 0 ? [[key, now]] : [];
    }),
  );
  return { records, touched };
}

function keysOf({ key, allFixed }: SignOptions): readonly TextKey[] {
  if (allFixed && key !== undefined) throw new UsageError('Say either --key or --all-fixed, not both.');
  if (allFixed) return fixed;
  if (key === undefined) throw new UsageError('Say which text: --key crisis.first, or --all-fixed.');
  if (!isTextKey(key)) throw new UsageError(`There is no text "${key}". Safety texts: ${fixed.join(', ')}.`);
  if (!fixed.includes(key)) {
    throw new UsageError(`"${key}" is not a safety text and needs no signature. Safety texts: ${fixed.join(', ')}.`);
  }
  return [key];
}

function langsOf({ lang }: SignOptions): readonly Lang[] {
  if (lang === undefined) return languages;
  const named = languages.find((one) => one === lang);
  if (!named) throw new UsageError(`--lang ${lang} is unknown. Allowed: ${languages.join(', ')}; left out: both.`);
  return [named];
}

function signatureOf({ unsigned, name, date }: SignOptions, today: string): Pick<Signature, 'by' | 'on'> {
  if (unsigned) {
    if (name !== undefined || date !== undefined) throw new UsageError('--unsigned takes neither --name nor --date.');
    return { by: null, on: null };
  }
  const by = name?.normalize('NFC').trim();
  if (!by) throw new UsageError('Say who signs: --name "김하나". To record without a signature: --unsigned.');
  if (!/^[\p{L}\p{M}\p{N} .,·()’-]{2,40}$/u.test(by)) {
    throw new UsageError('--name must be 2 to 40 letters, digits, spaces or . , · ( ) ’ - on one line.');
  }
  if (date === undefined) throw new UsageError('Say when it was signed: --date 2026-11-22.');
  if (!isDay(date)) throw new UsageError(`--date ${date} is no day of the calendar. It is written YYYY-MM-DD.`);
  if (date > today) throw new UsageError(`--date ${date} lies in the future: here it is ${today}.`);
  return { by, on: date };
}

/** The file that holds the records, whole; the same records give the same file. */
export function fileOf(records: Signed): string {
  const rows = Object.entries(records).map(
    ([key, byLang]) =>
      `  ${/^\w+$/.test(key) ? key : `'${key}'`}: {\n${languages
        .flatMap((lang) => (byLang[lang] ? [`    ${lang}: ${entryOf(byLang[lang])},\n`] : []))
        .join('')}  },\n`,
  );
  return `${head}${rows.join('')}};\n`;
}

const quoted = (text: string | null): string => (text === null ? 'null' : `'${text}'`);

function entryOf({ sha256, by, on }: Signature): string {
  const fields = [`sha256: '${sha256}'`, `by: ${quoted(by)}`, `on: ${quoted(on)}`];
  const line = `{ ${fields.join(', ')} }`;
  return columns(`    ko: ${line},`) <= 120 ? line : `{\n${fields.map((field) => `      ${field},\n`).join('')}    }`;
}

/** Hangul takes two columns, for the formatter too. */
const columns = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[\u1100-\uffdc]/.test(sign) ? 2 : 1), 0);

const head = `/** Who signed which words of the safety texts. Written by \`npm run script -- sign\`, never by hand.
 *  A test compares it with the texts as they stand: a changed text shows here as one that nobody has signed. */

import type { Lang } from './protocol.ts';

/** sha256: of the raw text with its choices, the first 16 hexadecimal digits. by, on: who signed, and on which day
 *  (YYYY-MM-DD); null while the review is pending. */
export interface Signature {
  readonly sha256: string;
  readonly by: string | null;
  readonly on: string | null;
}
export type Signed = Readonly<Record<string, Readonly<Partial<Record<Lang, Signature>>>>>;

export const signed: Signed = {
`;
