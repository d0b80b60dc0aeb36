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
const most = 10_000;

export interface AtRisk {
  /** key: what their turns queue under. Never throws: a detector that fails counts as one that rings. */
  isUrgent(key: string, inbound: Inbound): boolean;
  /** What their turn left: a case, a question. */
  left(key: string, hasCase: boolean, stored: Stored): void;
  /** Their talk as they left it; null: not known here to be in danger. For what they say while nothing can be looked up. */
  talkOf(key: string): Stored | null;
}

/** `after`: default: this machine's timer. */
export function atRisk(after?: After): AtRisk {
  const known = remembering<Stored>(forMs, most, after);
  return {
    isUrgent: (key, inbound) => known.get(key) !== null || speaksOfDanger(inbound),
    left(key, hasCase, stored) {
      const { value, context } = stored.state;
      if (hasCase || asksOfDanger(questionOf(value, context)?.id ?? '')) known.keep(key, stored);
      else known.drop(key);
    },
    talkOf: (key) => known.get(key),
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
