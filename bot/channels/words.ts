/** What somebody wrote or tapped in any channel, made fit to be heard and kept. Pure. */
import type { Inbound } from '../../flows/protocol.ts';
import { detect } from '../../flows/safety.ts';
import { countsAlways, dangerIn } from '../../flows/step.ts';

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

/** Whether it says danger by itself, whoever sent it: words in which the detector rings, a button of danger. */
export const saysDanger = (inbound: Inbound): boolean =>
  inbound.type === 'said' ? rings(inbound.text) : inbound.type === 'chose' && dangerIn(inbound.choice) !== null;

/** Words in which the detector rings, and the buttons for danger and for a person, are never limited. */
export const isNeverLimited = (inbound: Inbound): boolean =>
  inbound.type === 'said' ? rings(inbound.text) : inbound.type === 'chose' && countsAlways(inbound.choice);

/** Whether the words may be about danger. A detector that fails counts as one that rings: it turns nobody away. */
export function rings(text: string): boolean {
  try {
    return detect(text).level !== 'none';
  } catch {
    return true;
  }
}
