/** No hidden number can be computed. Tried by a solver of its own, which knows only what is shown and the public rule. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FunnelColumn,
  type FunnelRow,
  funnelColumns,
  type Hidden,
  isSmall,
  type MonthColumn,
  type MonthRow,
  monthColumns,
  suppressFunnel,
  suppressMonths,
  threshold,
} from '../../triage/suppress.ts';

const mapped = <R extends object>(row: R, by: (n: number, name: string) => number): R =>
  Object.fromEntries(Object.entries(row).map(([name, n]) => [name, by(n, name)])) as R;
const sum = <R extends object>(rows: readonly R[]): R =>
  rows.reduce((all, row) => mapped(row, (n, name) => n + ((all as Numbers)[name] ?? 0)));

// === The solver

type Numbers = Record<string, number>;
interface Puzzle {
  rows: Numbers[];
  total: Numbers;
  why: Record<string, 'small' | 'protects' | null>[];
  /** What must hold in a line, given its numbers. */
  holds(numbers: Numbers, truth: Numbers, why: Record<string, unknown>): boolean;
}

const near = [1, -1];
const far = [1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8, -8];
/** What a mark says: under a total of 1 to 9 a protecting one is any number up to that, elsewhere at least ten. */
function possible(
  value: number,
  why: 'small' | 'protects' | null,
  truth: number,
  total: Puzzle['why'][number][string],
) {
  if (why === null) return value === truth;
  if (why === 'small') return value >= 1 && value < threshold;
  return total === 'small' ? value >= 0 && value < threshold : value >= threshold;
}

/** Another whole table that fits everything shown and in which `what` of a line is not what it is. `block`: only these columns are
 *  changed. */
function other(
  puzzle: Puzzle,
  at: number,
  what: (line: Numbers) => number,
  block: readonly string[],
): Numbers[] | null {
  const { rows, total, why, holds } = puzzle;
  const all = [...rows, total];
  const guess = all.map((row) => ({ ...row }));
  const may = (row: number, column: string, value: number) => {
    const mark = (line: number) => why[line]?.[column] ?? null;
    return possible(value, mark(row), all[row]?.[column] ?? 0, row === rows.length ? null : mark(rows.length));
  };
  const places = block.flatMap((column) => rows.flatMap((_, row) => (why[row]?.[column] ? [{ row, column }] : [])));
  let tries = 0;
  const fits = (): boolean => {
    const last = guess[rows.length] as Numbers;
    for (const column of block) last[column] = rows.reduce((n, _, row) => n + (guess[row]?.[column] ?? 0), 0);
    if (what(guess[at] as Numbers) === what(all[at] as Numbers)) return false;
    return guess.every(
      (numbers, row) =>
        block.every((column) => may(row, column, numbers[column] ?? 0)) &&
        holds(numbers, all[row] ?? {}, why[row] ?? {}),
    );
  };
  const search = (next: number, changes: number, steps: readonly number[]): boolean => {
    if (tries-- < 0) return false;
    if (fits()) return true;
    const place = places[next];
    if (!place || changes === 0) return false;
    const numbers = guess[place.row] as Numbers;
    const truth = all[place.row]?.[place.column] ?? 0;
    if (search(next + 1, changes, steps)) return true;
    for (const by of steps) {
      numbers[place.column] = truth + by;
      if (!may(place.row, place.column, truth + by)) continue;
      if (search(next + 1, changes - 1, steps)) return true;
    }
    numbers[place.column] = truth;
    return false;
  };
  // Close by first, then anything: few numbers changed before many.
  for (const steps of [near, far]) {
    for (let changes = 1; changes <= places.length; changes += 1) {
      tries = steps === near ? 200_000 : 20_000;
      if (search(0, changes, steps)) return guess;
    }
  }
  return null;
}

/** The hidden numbers of a table that only one solution fits. (That a hidden 0 is found harms nobody.) */
function found(puzzle: Puzzle, blocks: readonly (readonly string[])[]): { row: number; column: string }[] {
  const all = [...puzzle.rows, puzzle.total];
  return blocks.flatMap((block) =>
    block.flatMap((column) =>
      puzzle.why.flatMap((marks, row) =>
        marks[column] && all[row]?.[column] !== 0 && !other(puzzle, row, (line) => line[column] ?? 0, block)
          ? [{ row, column }]
          : [],
      ),
    ),
  );
}

const tiersOf = ({ low = 0, potential = 0, high = 0 }: Numbers) => low + potential + high;

/** What the public rule says of a line of the funnel (suppress.ts, 2). */
function holdsInFunnel(line: Numbers, truth: Numbers, why: Record<string, unknown>): boolean {
  const of = (column: FunnelColumn) => line[column] ?? 0;
  const isKnown = why.finished === null && truth.early === 0;
  const most = why.started === null ? of('started') : why.started === 'small' ? threshold - 1 : Infinity;
  return (
    of('consented') <= of('started') &&
    of('finished') <= of('consented') &&
    of('spoken') <= of('claimed') &&
    of('closed') <= of('claimed') &&
    Math.max(of('contact'), of('claimed'), tiersOf(line)) <= most &&
    (!isKnown || tiersOf(line) === tiersOf(truth))
  );
}
const funnelBlocks = [
  ['started', 'consented', 'finished'],
  ['low', 'potential', 'high'],
  ['contact'],
  ['claimed', 'spoken', 'closed'],
];

const funnelPuzzle = (rows: FunnelRow[], why: Hidden<FunnelColumn>[]): Puzzle => ({
  rows,
  total: sum(rows),
  why,
  holds: holdsInFunnel,
});

// === Tables of all kinds

const upTo = (most: number) => fc.integer({ min: 0, max: most });
const count = fc.oneof(upTo(4), upTo(12), upTo(60));
/** A placement as it may really be: nobody finishes who did not agree, and so on. */
const placement: fc.Arbitrary<FunnelRow> = fc
  .record({
    a: count,
    b: count,
    c: upTo(12),
    low: count,
    potential: upTo(14),
    high: upTo(12),
    early: upTo(11),
    k: count,
    m: count,
    w: upTo(20),
    z: upTo(20),
  })
  .map(({ a, b, c, low, potential, high, early, k, m, w, z }) => {
    const tiers = low + potential + high;
    const beside = Math.min(early, potential + high);
    const finished = tiers - beside;
    const consented = finished + c;
    const started = Math.max(consented + (a % 13), tiers) + (b % 3 === 0 ? b : 0);
    const claimed = Math.min(m, started);
    const [spoken, closed] = [Math.min(w, claimed), Math.min(z, claimed)];
    return {
      started,
      consented,
      finished,
      low,
      potential,
      high,
      contact: Math.min(k, started),
      claimed,
      spoken,
      closed,
      early: beside,
    };
  });
const placements = fc.array(placement, { minLength: 1, maxLength: 4 });

/** Lines in which the few who have a tier and did not finish can be counted. */
const fewFound = (puzzle: Puzzle) =>
  [...puzzle.rows, puzzle.total].flatMap((line, row) =>
    isSmall(line.early ?? 0) &&
    puzzle.why[row]?.finished === null &&
    !other(puzzle, row, tiersOf, ['low', 'potential', 'high'])
      ? [{ row, column: 'early' }]
      : [],
  );

const leftOf = (rows: FunnelRow[], why: Hidden<FunnelColumn>[]) => {
  const puzzle = funnelPuzzle(rows, why);
  return [...found(puzzle, funnelBlocks), ...fewFound(puzzle)];
};
const safe = (hide: (rows: FunnelRow[]) => Hidden<FunnelColumn>[]) =>
  fc.property(placements, (rows) => {
    const left = leftOf(rows, hide(rows));
    if (left.length > 0) throw new Error(`computed: ${JSON.stringify(left)} in ${JSON.stringify(hide(rows))}`);
  });
const ours = (rows: FunnelRow[]) => suppressFunnel(rows, sum(rows));
/** What goes without saying, and nothing more. */
const smallOnly = (rows: FunnelRow[]) =>
  [...rows, sum(rows)].map(
    (row) =>
      Object.fromEntries(funnelColumns.map((c) => [c, isSmall(row[c]) ? 'small' : null])) as Hidden<FunnelColumn>,
  );
/** With the columns looked at, and nothing across: the usual mistake. */
const columnsOnly = (rows: FunnelRow[]) => {
  const why = smallOnly(rows);
  for (const column of funnelColumns) {
    const out = why.slice(0, -1).filter((row) => row[column]).length;
    const next = why.slice(0, -1).find((row, at) => !row[column] && (rows[at]?.[column] ?? 0) > 0);
    if (out === 1 && next) next[column] = 'protects';
  }
  return why;
};

const line = (numbers: Partial<FunnelRow>): FunnelRow => ({
  started: 60,
  consented: 50,
  finished: 40,
  low: 40,
  potential: 0,
  high: 0,
  contact: 0,
  claimed: 0,
  spoken: 0,
  closed: 0,
  early: 0,
  ...numbers,
});

describe('a campaign', () => {
  it('shows no number that gives a hidden one away', () => {
    fc.assert(safe(ours), { numRuns: 300 });
  });

  it('shows none where a handful of people stand on many lines either', () => {
    const few = fc.array(
      upTo(3).map((contact) => line({ contact })),
      { minLength: 5, maxLength: 9 },
    );
    const safeOfFew = fc.property(few, (rows) => {
      expect(found(funnelPuzzle(rows, ours(rows)), [['contact']])).toEqual([]);
    });
    fc.assert(safeOfFew, { numRuns: 60 });
    const ones = Array.from({ length: 9 }, () => line({ high: 1, low: 39 }));
    const why = ours([...ones, line({})]);
    expect(why.map(({ high }) => high)).toEqual([...Array(10).fill('protects'), 'small']);
  });

  it.for([
    ['small numbers alone', smallOnly],
    ['columns alone', columnsOnly],
    // Without the tiers against those who finished: who has a tier and did not finish is found.
    ['nobody beside the sum', (rows: FunnelRow[]) => ours(rows.map((row) => ({ ...row, early: 0 })))],
  ] as const)('is not safe with %s looked at: the solver finds it', ([, hide]) => {
    expect(fc.check(safe(hide), { numRuns: 500, endOnFailure: true }).failed).toBe(true);
  });

  it('hides every number of 1 to 9, no 0, and says why', () => {
    fc.assert(
      fc.property(placements, (rows) => {
        [...rows, sum(rows)].forEach((row, at) => {
          for (const column of funnelColumns) {
            const why = ours(rows)[at]?.[column];
            if (isSmall(row[column])) expect(why).not.toBe(null);
            if (row[column] === 0) expect(why).toBe(null);
            if (why === 'small') expect(isSmall(row[column])).toBe(true);
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  it('hides nothing where nothing is small', () => {
    const big = placements.map((rows) => rows.map((row) => mapped(row, (n) => n * 10)));
    fc.assert(
      fc.property(big, (rows) => {
        for (const line of ours(rows)) expect(Object.values(line).every((why) => why === null)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('hides at least ten people under a sum that is shown', () => {
    fc.assert(
      fc.property(placements, (rows) => {
        const why = ours(rows);
        for (const column of funnelColumns) {
          const out = rows.filter((_, row) => why[row]?.[column]);
          if (out.length > 0 && !why[rows.length]?.[column]) {
            expect(out.reduce((n, row) => n + row[column], 0)).toBeGreaterThanOrEqual(threshold);
          }
        }
        [...rows, sum(rows)].forEach((row, at) => {
          const out = (['low', 'potential', 'high'] as const).filter((tier) => why[at]?.[tier]);
          if (out.length > 0 && !why[at]?.finished && row.early === 0) {
            expect(out.reduce((n, tier) => n + row[tier], 0)).toBeGreaterThanOrEqual(threshold);
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('says the same of the same table', () => {
    fc.assert(
      fc.property(placements, (rows) => {
        expect(ours(rows)).toEqual(ours(structuredClone(rows)));
      }),
    );
  });

  it('three people of high risk at one bench: the number beside them goes too, here and in another line', () => {
    const why = ours([line({ low: 37, high: 3 }), line({}), line({ low: 20, high: 20 })]);
    expect(why.map(({ low, high }) => [low, high])).toEqual([
      ['protects', 'small'],
      [null, null],
      ['protects', 'protects'],
      [null, null],
    ]);
  });

  it('where the only two who wait are nine and nine, their sum gives both away and is hidden', () => {
    const why = ours([line({ contact: 9 }), line({ contact: 9 })]);
    expect(why.map(({ contact }) => contact)).toEqual(['small', 'small', 'protects']);
  });

  it('a thousand plates take no time', () => {
    const rows = fc.sample(placement, { numRuns: 1000, seed: 7 });
    const from = performance.now();
    const why = ours(rows);
    expect(performance.now() - from).toBeLessThan(1500);
    expect(why).toHaveLength(1001);
  });
});

describe('a year of months', () => {
  const month: fc.Arbitrary<MonthRow> = fc
    .record({ screened: count, high: upTo(14), linked: upTo(14), counselled: count, waiting: upTo(14) })
    .map((one) => ({ ...one, cases: one.counselled + one.waiting }));
  const blocks = [['screened'], ['high'], ['linked'], ['cases', 'counselled', 'waiting']];
  const safeMonths = (hide: (rows: MonthRow[]) => Hidden<MonthColumn>[]) =>
    fc.property(fc.array(month, { minLength: 1, maxLength: 5 }), (rows) => {
      const holds: Puzzle['holds'] = ({ cases, counselled = 0, waiting = 0 }) => counselled + waiting === cases;
      const left = found({ rows, total: sum(rows), why: hide(rows), holds }, blocks);
      if (left.length > 0) throw new Error(`computed: ${JSON.stringify(left)} in ${JSON.stringify(hide(rows))}`);
    });
  const oursOfMonths = (rows: MonthRow[]) => suppressMonths(rows, sum(rows));

  it('no month is found by the sum of the year, nor by cases and words', () => {
    fc.assert(safeMonths(oursOfMonths), { numRuns: 300 });
  });

  it('small numbers alone would be found', () => {
    const hide = (rows: MonthRow[]) =>
      [...rows, sum(rows)].map(
        (row) =>
          Object.fromEntries(monthColumns.map((c) => [c, isSmall(row[c]) ? 'small' : null])) as Hidden<MonthColumn>,
      );
    expect(fc.check(safeMonths(hide), { numRuns: 300, endOnFailure: true }).failed).toBe(true);
  });
});
