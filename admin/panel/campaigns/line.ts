import type { CampaignWords } from './words.ko.ts';

export const longest = 60;

/** What the desk would refuse in a name, said before it is sent; null: nothing. The rule is `lineOf` of the contract. */
export const lineFault = (typed: string, words: CampaignWords['line'], optional = false): string | null => {
  const text = typed.normalize('NFC').trim();
  if (text === '') return optional ? null : words.empty;
  if (text.length > longest) return words.long;
  if (/[\r\n\p{Zl}\p{Zp}]/u.test(text)) return words.newline;
  if (/\p{C}/u.test(text)) return words.hidden;
  return /[<>]/.test(text) ? words.brackets : null;
};

/** As it is sent: nothing typed is nothing. */
export const orNothing = (typed: string): string | null => typed.trim() || null;
