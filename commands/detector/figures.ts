/** What the detector makes of the corpus, counted. Pure: lines in, figures out. */
import type { Lang } from '../../flows/protocol.ts';
import { detect, type Risk, stronger } from '../../flows/safety.ts';
import type { Line, Split } from './corpus.ts';

export interface Heard {
  line: Line;
  risk: Risk;
}

/** So many of so many. */
export interface Share {
  hits: number;
  of: number;
}

export interface Figures {
  lines: number;
  /** Risk lines that rang at all, as crisis or check. */
  recall: Share;
  /** Crisis lines that rang as crisis. */
  crisis: Share;
  /** P0 lines that rang as P0. */
  urgent: Share;
  /** Risk lines about somebody else of which the detector says so. */
  other: Share;
  /** Risk lines about the writer which it takes for somebody else's. */
  mistakenForOther: Share;
  /** Check lines that rang as crisis: more than was said, never less. */
  raised: Share;
  /** Lines without risk that rang; that rang as crisis. */
  falseAlarms: Share;
  falseCrises: Share;
}

/** From the worst to the mildest; a line counts under the first that fits. */
export const missKinds = ['unheard', 'too low', 'false alarm', 'wrong person', 'too high'] as const;
export type MissKind = (typeof missKinds)[number];

/** Hears a line as the conversation does: message by message, each with those before it; what rang strongest stays. */
export function hear(line: Line): Heard {
  const risks = line.messages.map((message, at) => detect(message, line.messages.slice(0, at)));
  return { line, risk: risks.reduce(stronger) };
}

export const inPart = (heard: readonly Heard[], lang: Lang, split: Split): Heard[] =>
  heard.filter(({ line }) => line.lang === lang && line.split === split);

/** The classes of a part in the order in which they first come, each with its lines. */
export const byClass = (heard: readonly Heard[]): Map<string, Heard[]> => Map.groupBy(heard, ({ line }) => line.class);

export function count(heard: readonly Heard[]): Figures {
  const share = (among: (one: Heard) => boolean, hit: (one: Heard) => boolean): Share => {
    const those = heard.filter(among);
    return { hits: those.filter(hit).length, of: those.length };
  };
  const isRisk = ({ line }: Heard) => line.level !== 'none';
  const isCalm = ({ line }: Heard) => line.level === 'none';
  const rang = ({ risk }: Heard) => risk.level !== 'none';
  const rangCrisis = ({ risk }: Heard) => risk.level === 'crisis';
  const saysOther = ({ risk }: Heard) => risk.about === 'other' && risk.level !== 'none';
  return {
    lines: heard.length,
    recall: share(isRisk, rang),
    crisis: share(({ line }) => line.level === 'crisis', rangCrisis),
    urgent: share(
      ({ line }) => line.priority === 'P0',
      ({ risk }) => risk.priority === 'P0',
    ),
    other: share((one) => isRisk(one) && one.line.about === 'other', saysOther),
    mistakenForOther: share((one) => isRisk(one) && one.line.about === 'self', saysOther),
    raised: share(({ line }) => line.level === 'check', rangCrisis),
    falseAlarms: share(isCalm, rang),
    falseCrises: share(isCalm, rangCrisis),
  };
}

/** How what was heard differs from the label; null when it does not. */
export function missOf({ line, risk }: Heard): MissKind | null {
  if (line.level === 'none') return risk.level === 'none' ? null : 'false alarm';
  if (risk.level === 'none') return 'unheard';
  // P0 before P1 before P2, as the letters sort.
  const heard = risk.priority ?? '-';
  if (heard > line.priority) return 'too low';
  if (risk.about !== line.about) return 'wrong person';
  return heard < line.priority ? 'too high' : null;
}

/** 95 % interval of a share (Wilson 1927), 0–1: what the same share could be in as many lines of the same kind. */
export function interval({ hits, of }: Share): [low: number, high: number] {
  if (of === 0) return [0, 1];
  const z = 1.96;
  const p = hits / of;
  const centre = (p + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const reach = (z * Math.sqrt((p * (1 - p)) / of + z ** 2 / (4 * of ** 2))) / (1 + z ** 2 / of);
  return [Math.max(0, centre - reach), Math.min(1, centre + reach)];
}
