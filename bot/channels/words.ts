/** What somebody wrote in any channel, made fit to be heard and kept. Pure. */
import { detect } from '../../flows/safety.ts';

/** NUL and lone surrogates are typing accidents no store can keep: replaced, not refused. Other characters stay as
 *  written; the detector knows how to look through them. */
export function cleaned(text: string): string {
  return text.replaceAll('\0', '\uFFFD').toWellFormed();
}

/** At most `heardChars`: the beginning, or the first stretch in which the detector rings. A pasted novel must not hide
 *  its last sentence. Stretches overlap so that no phrase is cut in two. */
export function audible(text: string, heardChars: number): string {
  if (text.length <= heardChars) return text;
  const stretches: string[] = [];
  for (let from = 0; from < text.length; from += heardChars - 200) {
    stretches.push(text.slice(from, from + heardChars).toWellFormed());
  }
  return stretches.find(rings) ?? stretches[0] ?? '';
}

/** Whether the words may be about danger. A detector that fails counts as one that rings: it turns nobody away. */
export function rings(text: string): boolean {
  try {
    return detect(text).level !== 'none';
  } catch {
    return true;
  }
}
