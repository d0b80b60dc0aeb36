/** From answers to a total and a band, for every instrument. Pure arithmetic; what follows from it is triage's to say. */

import {
  bandOf,
  type Instrument,
  itemsOf,
  pointsOf,
  rings,
  type Scoring,
  scoredItems,
} from './instruments/instrument.ts';

/** Item key → stored option value; null = refused, undefined or absent = not answered. */
export type Answers = Readonly<Record<string, number | null | undefined>>;

export type AsqResult = 'acute' | 'non-acute' | 'negative' | 'incomplete';

/** raw: points of the answered items. total: raw, or prorated and rounded half up; for ASQ the number of yes.
 *  band: PHQ-9 and SGDS-K: a band of the instrument, null (and no total) with more than two items missing. ASQ: AsqResult.
 *  missing: scored items refused or not answered. alarms: items whose answer rings; unknown: alarm items missing.
 *  complete: nothing missing; an alarm counts either way. */
export type Score = {
  raw: number;
  prorated: boolean;
  missing: string[];
  alarms: string[];
  unknown: string[];
  complete: boolean;
} & ({ band: string; total: number } | { band: null; total: null });

/** Scores one instrument. Sources of cut-offs and of the rule for missing items stand in the instrument's file.
 *  Throws RangeError for an item the instrument does not have or a value the item does not take. */
export function score(instrument: Instrument, answers: Answers): Score {
  const points = pointsByItem(instrument, answers);
  return instrument.scoring.method === 'sum'
    ? sum(instrument, instrument.scoring, answers, points)
    : anyYes(instrument, instrument.scoring, answers, points);
}

/** The PHQ-9 diagnostic algorithm, for staff and never shown to a resident: MDS major, ODS other depressive syndrome.
 *  A symptom counts from 2 (item 9 from 1), and a missing one does not count. Spitzer 1999, JAMA 282:1737-1744. */
export function syndrome(answers: Answers): 'MDS' | 'ODS' | null {
  const present = (item: string, from: number) => (answers[item] ?? 0) >= from;
  const core = ['anhedonia', 'mood'].filter((item) => present(item, 2)).length;
  const others = ['sleep', 'energy', 'appetite', 'worth', 'concentration', 'psychomotor'];
  const count = core + others.filter((item) => present(item, 2)).length + (present('selfharm', 1) ? 1 : 0);
  if (core === 0 || count < 2) return null;
  return count >= 5 ? 'MDS' : 'ODS';
}

type Method<Name extends Scoring['method']> = Extract<Scoring, { method: Name }>;
type Points = ReadonlyMap<string, number>;
const unscored = { prorated: false, band: null, total: null } as const;

function sum(instrument: Instrument, rule: Method<'sum'>, answers: Answers, points: Points): Score {
  const missing = scoredItems(instrument).filter((item) => !points.has(item));
  const raw = [...points.values()].reduce((all, one) => all + one, 0);
  const rest = { raw, missing, complete: missing.length === 0, ...alarmsOf(instrument, answers, missing) };
  if (missing.length > rule.mayMiss) return { ...rest, ...unscored };
  const imputed = missing.filter((item) => !rule.neverImpute.includes(item)).length;
  const total = roundedHalfUp(raw * (points.size + imputed), points.size);
  const band = bandOf(instrument, total)?.band;
  return band === undefined ? { ...rest, ...unscored } : { ...rest, prorated: imputed > 0, band, total };
}

/** A yes decides even when other answers are missing; only "no" on all screening items makes a negative. */
function anyYes(instrument: Instrument, rule: Method<'any-yes'>, answers: Answers, points: Points): Score {
  const allNo = rule.screens.every((item) => points.get(item) === 0);
  // The acute item may be left out after four "no", but once put and refused it is a gap like any other.
  const asked = allNo && answers[rule.acute] === undefined ? rule.screens : [...rule.screens, rule.acute];
  const missing = asked.filter((item) => !points.has(item));
  const raw = [...points.values()].reduce((all, one) => all + one, 0);
  const complete = missing.length === 0;
  let band: AsqResult = complete ? 'negative' : 'incomplete';
  if (raw > 0) band = points.get(rule.acute) === 1 ? 'acute' : 'non-acute';
  return { raw, total: raw, prorated: false, missing, complete, band, ...alarmsOf(instrument, answers, missing) };
}

/** Points of the answered scored items. Unscored ones are checked and left out. */
function pointsByItem(instrument: Instrument, answers: Answers): Points {
  const points = new Map<string, number>();
  for (const [item, value] of Object.entries(answers)) {
    if (!Object.hasOwn(instrument.items, item)) {
      throw new RangeError(`${instrument.id} has no item "${item}"; it has ${itemsOf(instrument).join(', ')}`);
    }
    if (value === null || value === undefined) continue;
    const earned = pointsOf(instrument, item, value);
    if (instrument.items[item]?.scored) points.set(item, earned);
  }
  return points;
}

function alarmsOf(instrument: Instrument, answers: Answers, missing: readonly string[]) {
  const watched = instrument.alarms.map((alarm) => alarm.item);
  return {
    alarms: watched.filter((item) => rings(instrument, item, answers[item] ?? null)),
    unknown: watched.filter((item) => missing.includes(item)),
  };
}

/** numerator ÷ denominator in whole numbers, so that no float decides a band. */
const roundedHalfUp = (numerator: number, denominator: number): number =>
  Math.floor((2 * numerator + denominator) / (2 * denominator));
