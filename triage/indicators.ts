/** The indicators of a month as district offices report them. Pure: months, sums, the hiding, targets and their three bands.
 *
 *  screened: people who finished, a second visit of the same person once more (nobody is known by name). high: people found to be of
 *  high risk, a person's judgement before the program's. linked: referrals that were not declined, and cases closed by a linkage
 *  without one. cases: opened. counselled: of these, spoken to or called. waiting: not yet. */
import { addDays, dayOf } from './days.ts';
import type { MonthCounts, ResponseCounts } from './store/counts.ts';
import {
  type MonthColumn,
  type MonthRow,
  monthColumns,
  type Shown,
  shown,
  suppressMonths,
  threshold,
} from './suppress.ts';

/** What a centre can set itself a target for. */
export const indicators = ['screened', 'high', 'counselled', 'linked'] as const;
export type Indicator = (typeof indicators)[number];

export const mostMonths = 24;

export type Months = { ok: true; months: string[]; years: number[] } | { ok: false; wrong: 'month' | 'order' | 'many' };

/** The months from one to another, both included. */
export function monthsBetween(from: string, to: string): Months {
  if (![from, to].every((month) => /^20\d\d-(0[1-9]|1[0-2])$/.test(month))) return { ok: false, wrong: 'month' };
  const [first, last] = [orderOf(from), orderOf(to)];
  if (first > last) return { ok: false, wrong: 'order' };
  if (last - first >= mostMonths) return { ok: false, wrong: 'many' };
  const months = Array.from({ length: last - first + 1 }, (_, n) => monthAt(first + n));
  return { ok: true, months, years: [...new Set(months.map(yearOf))] };
}

const orderOf = (month: string) => yearOf(month) * 12 + Number(month.slice(5)) - 1;
const monthAt = (order: number) => `${Math.floor(order / 12)}-${String((order % 12) + 1).padStart(2, '0')}`;
const yearOf = (month: string) => Number(month.slice(0, 4));
const monthsOf = (year: number) => Array.from({ length: 12 }, (_, n) => monthAt(year * 12 + n));

/** How quickly cases of a month were answered. answered and waiting null: this role sees no numbers of so few. */
export interface Response {
  priority: 0 | 1 | 2 | 3;
  answered: number | null;
  waiting: number | null;
  medianS: number | null;
  p90S: number | null;
}

export interface Period {
  period: string;
  numbers: Record<MonthColumn, Shown>;
  /** counselled of cases in %, rounded down; null: no cases, or one of both is hidden. */
  rate: number | null;
  responses: Response[];
  /** Of all priorities. */
  medianS: number | null;
  p90S: number | null;
}

/** One calendar year: its twelve months, and the sum. `exact`: for a role that reads cases anyway. The hiding is that of the whole
 *  calendar year, whichever months are asked for: otherwise two questions would give away what one does not. */
export function yearOfIndicators(
  year: number,
  counts: readonly MonthCounts[],
  responses: readonly ResponseCounts[],
  exact: boolean,
): { months: Period[]; whole: Period } {
  const rows = monthsOf(year).map((month) => rowOf(month, counts, responses));
  const total = rows.reduce(
    (all, row) => Object.fromEntries(monthColumns.map((one) => [one, all[one] + row[one]])) as MonthRow,
  );
  const why = exact ? null : suppressMonths(rows, total);
  const periodOf = (period: string, row: MonthRow, at: number): Period => {
    const numbers = Object.fromEntries(
      monthColumns.map((one) => [one, shown(row[one], why?.[at]?.[one] ?? null)]),
    ) as Record<MonthColumn, Shown>;
    const own = responses.filter((one) => one.period === period);
    return {
      period,
      numbers,
      rate: rateOf(numbers),
      responses: responsesOf(own, exact),
      ...spreadOf(own.find(isWhole), exact),
    };
  };
  return {
    months: rows.map((row, at) => periodOf(monthAt(year * 12 + at), row, at)),
    whole: periodOf(String(year), total, rows.length),
  };
}

const isWhole = ({ priority }: ResponseCounts) => priority === null;

function rowOf(month: string, counts: readonly MonthCounts[], responses: readonly ResponseCounts[]): MonthRow {
  const { screened = 0, high = 0, linked = 0 } = counts.find((one) => one.month === month) ?? {};
  const { cases = 0, answered = 0 } = responses.find((one) => one.period === month && isWhole(one)) ?? {};
  return { screened, high, linked, cases, counselled: answered, waiting: cases - answered };
}

const rateOf = ({ cases, counselled }: Record<MonthColumn, Shown>): number | null =>
  cases.value && counselled.value !== null ? Math.floor((counselled.value / cases.value) * 100) : null;

/** Median and ninetieth of so few are nearly one person's: hidden like their number. */
function spreadOf(counts: ResponseCounts | undefined, exact: boolean) {
  if (!counts || (!exact && counts.answered < threshold)) return { medianS: null, p90S: null };
  return { medianS: counts.medianS, p90S: counts.p90S };
}

const responsesOf = (counts: readonly ResponseCounts[], exact: boolean): Response[] =>
  ([0, 1, 2, 3] as const).map((priority) => {
    const own = counts.find((one) => one.priority === priority);
    const { cases = 0, answered = 0 } = own ?? {};
    return {
      priority,
      answered: exact ? answered : null,
      waiting: exact ? cases - answered : null,
      ...spreadOf(own, exact),
    };
  });

/** The three bands of the yearly evaluation of such programmes (CLINICAL 10, row 18). */
export type Band = 'reached' | 'near' | 'below';
export const bandOf = (percent: number): Band => (percent >= 100 ? 'reached' : percent >= 80 ? 'near' : 'below');

export interface Progress {
  year: number;
  indicator: Indicator;
  target: number;
  /** null: hidden. */
  reached: number | null;
  /** In %, rounded down: 79.9 has not reached 80. Of the part of the target that belongs to the days gone by; of the whole target. */
  soFar: { percent: number; band: Band } | null;
  whole: { percent: number; band: Band } | null;
}

/** until: the first day that is not counted yet. */
export function progressOf(
  target: { year: number; indicator: Indicator; value: number },
  reached: Shown,
  until: string,
): Progress {
  const { year, indicator, value } = target;
  const days = daysBetween(`${year}-01-01`, `${year + 1}-01-01`);
  const gone = Math.min(days, Math.max(0, daysBetween(`${year}-01-01`, until)));
  const share = (of: number) => {
    if (reached.value === null || of === 0) return null;
    const percent = Math.floor((reached.value / of) * 100 + 1e-9);
    return { percent, band: bandOf(percent) };
  };
  return {
    year,
    indicator,
    target: value,
    reached: reached.value,
    soFar: share((value * gone) / days),
    whole: share(value),
  };
}

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** The first day that is not counted: who reads cases sees today's as well, others up to yesterday. */
export const countedUntil = (now: Date, exact: boolean): string => addDays(dayOf(now), exact ? 1 : 0);
