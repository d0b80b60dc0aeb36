/** Who may be in danger, as far as it is known without asking anybody: by their words, by the question they answer, or by what their last
 *  turn here left open. In memory only, and only to be served sooner: whoever is forgotten here waits like everybody else. */
import type { Inbound } from '../flows/protocol.ts';
import { questionOf } from '../flows/question.ts';
import { detect } from '../flows/safety.ts';
import type { Stored } from '../flows/snapshot.ts';
import { answersOfDanger, asksOfDanger, countsAlways } from '../flows/step.ts';
import type { After } from './clock.ts';
import { remembering } from './remembering.ts';

/** As long as such a talk goes on. */
const forMs = 15 * 60_000;
const most = 20_000;

export interface AtRisk {
  /** key: what their turns queue under. Never throws: a detector that fails counts as one that rings. */
  isUrgent(key: string, inbound: Inbound): boolean;
  /** What their turn left: a case, a question. */
  left(key: string, hasCase: boolean, stored: Stored): void;
}

/** `after`: default: this machine's timer. */
export function atRisk(after?: After): AtRisk {
  const known = remembering<true>(forMs, most, after);
  return {
    isUrgent: (key, inbound) => known.get(key) !== null || speaksOfDanger(inbound),
    left(key, hasCase, { state: { value, context } }) {
      if (hasCase || asksOfDanger(questionOf(value, context)?.id ?? '')) known.keep(key, true);
      else known.drop(key);
    },
  };
}

function speaksOfDanger(inbound: Inbound): boolean {
  if (inbound.type === 'chose') return countsAlways(inbound.choice) || answersOfDanger(inbound.choice);
  if (inbound.type !== 'said') return false;
  try {
    return detect(inbound.text).level !== 'none';
  } catch {
    return true;
  }
}
