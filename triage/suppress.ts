/** Small numbers of people are hidden, and so much beside them that no hidden number can be computed from what is shown. Pure and
 *  deterministic.
 *
 *  The rule, as it is told to whoever reads a table:
 *  1. A number of 1 to 9 people is hidden ('small'). 0 is shown; scans are no people and are shown. Where so few people of a total
 *     stand on five lines or more, that column is hidden on all lines, 0 too ('protects'): at one or more each, they would be counted.
 *  2. More is hidden ('protects'), until no hidden number can be computed: not in a column (lines and their total), not within a line
 *     (the three tiers add up to those who finished), and not across. What anybody knows beforehand is reckoned with: a small one is 1
 *     to 9, a protecting one at least 10, nobody agrees without starting, finishes without agreeing, is spoken to or closed without
 *     being claimed, and nothing of a line is more than those who started, as far as they are shown.
 *  3. What is hidden under a sum that is shown is at least 10 people together: the rest of a sum is a group, too.
 *
 *  Of the differences between columns one counts as a number of its own: people who have a tier and did not finish (after an alarm
 *  they stopped, or danger stopped them). It is what the tiers have more than those who finished. Where there are none of them, those
 *  who finished are taken for the sum of the tiers, though nobody is told so. Who left before the consent or broke off does not
 *  count: nothing about their health is in it, and whoever stands at the booth sees them leave. Nor do cases that are claimed and not
 *  yet spoken to or closed: that is the centre's own work.
 *
 *  Not reckoned with: what somebody learns by looking on several days, and guesses about which of several numbers the program would
 *  have chosen to protect another. */
import { computable, type Pipe } from './disclosure.ts';

/** Non-zero counts under 10 are not shown (Washington State Department of Health, Standards for Reporting Data with Small Numbers,
 *  2018). */
export const threshold = 10;
/** From here on a number leaves all nine possibilities of a small one beside it open: it may be eight less and is still not small. */
const roomy = 2 * threshold - 2;
/** On so many lines a small total tells too much of each: on four each may still be any number from 1 to 6. */
const spread = 5;

export type Why = 'small' | 'protects';
/** Why each number of a line is hidden; null: it is shown. */
export type Hidden<Column extends string> = Record<Column, Why | null>;
type Numbers<Column extends string> = Readonly<Record<Column, number>>;

export const isSmall = (value: number): boolean => value > 0 && value < threshold;

/** What adds up within a line: `parts` to `whole`. beside: people of the parts who are not in the whole. */
interface Line<Column extends string> {
  whole: Column;
  parts: readonly Column[];
  beside: number;
}

/** A kind of table: its columns, what adds up within a line, and all its numbers as pipes between sums (see disclosure.ts). */
interface Kind<Column extends string, Row extends Numbers<Column>> {
  columns: readonly Column[];
  /** No number of a line is more than this one. */
  cap: Column | null;
  line(row: Row): Line<Column>;
  pipes(row: Row, draw: Draw<Column>): void;
}

/** Draws the pipes of one line. Joints named `column …` are everybody's, `outside` is where nothing adds up, others are the line's own. */
interface Draw<Column extends string> {
  /** most: known beforehand, where that number is shown. */
  cell(column: Column, from: string, to: string, most?: Column): void;
  /** A difference that stands nowhere. */
  rest(value: number, from: string, to: string): void;
  /** The sum of the line's parts, as far as anybody knows it. */
  whole(from: string, to: string, most?: Column): void;
}

export const funnelColumns = [
  'started',
  'consented',
  'finished',
  'low',
  'potential',
  'high',
  'contact',
  'claimed',
  'spoken',
  'closed',
] as const;
export type FunnelColumn = (typeof funnelColumns)[number];
/** early: people who have a tier and did not finish, of those whose tier is counted. */
export type FunnelRow = Record<FunnelColumn | 'early', number>;

const funnel: Kind<FunnelColumn, FunnelRow> = {
  columns: funnelColumns,
  cap: 'started',
  line: ({ early }) => ({ whole: 'finished', parts: ['low', 'potential', 'high'], beside: early }),
  pipes(row, { cell, rest, whole }) {
    cell('started', 'column started', 'began');
    cell('consented', 'began', 'agreed');
    rest(row.started - row.consented, 'began', 'column left');
    cell('finished', 'agreed', 'column finished');
    rest(row.consented - row.finished, 'agreed', 'column broke off');
    whole('outside', 'tiers', 'started');
    cell('low', 'tiers', 'column low');
    cell('potential', 'tiers', 'column potential');
    cell('high', 'tiers', 'column high');
    cell('contact', 'column contact', 'outside', 'started');
    cell('closed', 'column closed', 'had');
    rest(row.claimed - row.closed, 'column open', 'had');
    cell('claimed', 'had', 'held', 'started');
    cell('spoken', 'held', 'column spoken');
    rest(row.claimed - row.spoken, 'held', 'column unspoken');
  },
};

export const monthColumns = ['screened', 'high', 'linked', 'cases', 'counselled', 'waiting'] as const;
export type MonthColumn = (typeof monthColumns)[number];
export type MonthRow = Record<MonthColumn, number>;

const months: Kind<MonthColumn, MonthRow> = {
  columns: monthColumns,
  cap: null,
  line: () => ({ whole: 'cases', parts: ['counselled', 'waiting'], beside: 0 }),
  pipes(_row, { cell }) {
    for (const column of ['screened', 'high', 'linked'] as const) cell(column, `column ${column}`, 'outside');
    cell('cases', 'column cases', 'all');
    cell('counselled', 'all', 'column counselled');
    cell('waiting', 'all', 'column waiting');
  },
};

/** Placements, and their total as the last line. */
export const suppressFunnel = (rows: readonly FunnelRow[], total: FunnelRow): Hidden<FunnelColumn>[] =>
  suppress(funnel, [...rows, total]);
/** The months of one calendar year, and their total as the last line. */
export const suppressMonths = (rows: readonly MonthRow[], total: MonthRow): Hidden<MonthColumn>[] =>
  suppress(months, [...rows, total]);

/** Numbers as they may be shown. */
export type Shown = { value: number; why: null } | { value: null; why: Why };
export const shown = (value: number, why: Why | null): Shown => (why ? { value: null, why } : { value, why });

interface Place<Column extends string> {
  row: number;
  column: Column;
}

function suppress<Column extends string, Row extends Numbers<Column>>(
  kind: Kind<Column, Row>,
  rows: readonly Row[],
): Hidden<Column>[] {
  const { columns } = kind;
  const total = rows.length - 1;
  const why = rows.map(
    (row) => Object.fromEntries(columns.map((one) => [one, isSmall(row[one]) ? 'small' : null])) as Hidden<Column>,
  );
  const numberAt = ({ row, column }: Place<Column>) => rows[row]?.[column] ?? 0;
  const isHidden = ({ row, column }: Place<Column>) => why[row]?.[column] != null;

  /** Hides the number among these that protects best and costs least: of a line the first roomy one in the order of its parts
   *  (비위험군 first: nobody has to look for them), of a column the smallest roomy one; where none is roomy, the largest. */
  const hideOne = (places: readonly Place<Column>[], isLine = false): Place<Column> | null => {
    const rank = (place: Place<Column>, at: number) =>
      numberAt(place) >= roomy ? (isLine ? at : numberAt(place)) : 1e12 - numberAt(place);
    const open = places.filter((place) => !isHidden(place) && numberAt(place) > 0);
    const ranked = open.map((place, at) => ({ place, rank: rank(place, at) }));
    const best = ranked.toSorted((a, b) => a.rank - b.rank)[0]?.place ?? null;
    const line = best && why[best.row];
    if (line) line[best.column] = 'protects';
    return best;
  };

  // All lines of a column whose total is small and stands on many: whichever they are, 0 to 9.
  const closed = columns.filter(
    (column) => why[total]?.[column] === 'small' && why.filter((line) => line[column] === 'small').length > spread,
  );
  for (const column of closed) for (const line of why.slice(0, total)) line[column] = 'protects';

  const inColumn = (column: Column): Place<Column>[] => rows.map((_, row) => ({ row, column }));
  const lines = rows.map((row) => kind.line(row));
  const partsOf = (row: number) => (lines[row]?.parts ?? []).map((column) => ({ row, column }));
  const wholeOf = (row: number): Place<Column>[] => (lines[row] ? [{ row, column: lines[row].whole }] : []);
  const isSumKnown = (row: number) => lines[row]?.beside === 0 && !wholeOf(row).some(isHidden);

  /** Rules 2 and 3, as far as one sum tells: what is hidden under it is more than one number and at least ten people. */
  const fill = (parts: readonly Place<Column>[], whole: readonly Place<Column>[], isLine = false): boolean => {
    const out = parts.filter(isHidden);
    if (out.length === 0) return false;
    if (out.length > 1 && out.reduce((sum, place) => sum + numberAt(place), 0) >= threshold) return false;
    return (hideOne(parts, isLine) ?? hideOne(whole)) !== null;
  };
  const fillSums = (): boolean => {
    let more = false;
    for (const column of columns) {
      const parts = inColumn(column).slice(0, total);
      while (!isHidden({ row: total, column }) && fill(parts, [{ row: total, column }])) more = true;
    }
    for (const row of rows.keys()) while (isSumKnown(row) && fill(partsOf(row), wholeOf(row), true)) more = true;
    return more;
  };

  /** Rule 2 as a whole, in rounds: what a number just hidden may protect as well is looked at again. */
  const guardComputed = (): boolean => {
    const { pipes, nodes, places } = draw(kind, rows, why, lines, closed);
    const isComputable = computable(pipes, nodes);
    const touched = new Set<number | Column>();
    places.forEach((place, pipe) => {
      if (!place || touched.has(place.row) || (place.column && touched.has(place.column))) return;
      if (!isComputable(pipe)) return;
      for (const guard of guards(place)) {
        const out = hideOne(guard, guard.length > 1 && guard.every(({ row }) => row === place.row));
        if (!out) continue;
        // In a line only the line is touched, in a column the column: elsewhere nothing has changed for the others.
        touched.add(out.row === place.row ? place.row : out.column);
        return;
      }
    });
    return touched.size > 0;
  };
  const sumAt = (row: number) => partsOf(row).reduce((sum, part) => sum + numberAt(part), 0);
  /** What nobody can be more than, where somebody is as many: it leaves no room above. */
  const capOf = (row: number, number: number): Place<Column>[][] =>
    kind.cap && rows[row]?.[kind.cap] === number ? [[{ row, column: kind.cap }]] : [];
  /** What may be hidden so that a number cannot be computed, the best first. */
  const guards = ({ row, column }: { row: number; column: Column | null }): Place<Column>[][] => {
    const line = [partsOf(row), wholeOf(row)];
    if (!column) return line;
    const others = [inColumn(column).slice(0, total), [{ row: total, column }]];
    const isInLine = partsOf(row).some((part) => part.column === column);
    const wide = columns.map((one) => ({ row, column: one }));
    if (!isInLine) return [...capOf(row, numberAt({ row, column })), ...others, wide];
    const cap = capOf(row, sumAt(row));
    const isAlone = inColumn(column).filter(isHidden).length === 1;
    return isAlone ? [...cap, ...others, ...line, wide] : [...cap, ...line, ...others, wide];
  };

  while (fillSums() || guardComputed());
  return why;
}

/** All numbers nobody is shown, as pipes; `places`: which number of the table it is (column null: the sum of a line, where the people
 *  beside it are few), null for what may be computed by anybody. */
function draw<Column extends string, Row extends Numbers<Column>>(
  { pipes: drawn }: Kind<Column, Row>,
  rows: readonly Row[],
  why: readonly Hidden<Column>[],
  lines: readonly Line<Column>[],
  closed: readonly Column[],
) {
  const names = new Map<string, number>();
  const pipes: Pipe[] = [];
  const places: ({ row: number; column: Column | null } | null)[] = [];
  const total = rows.length - 1;
  rows.forEach((numbers, row) => {
    const joint = (name: string) => {
      const own = name === 'outside' || name.startsWith('column ') ? name : `${row} ${name}`;
      const known = names.get(own) ?? names.size;
      names.set(own, known);
      return known;
    };
    // The total stands on the other side of every sum over the lines.
    const add = (from: string, to: string, pipe: Omit<Pipe, 'from' | 'to'>, place: (typeof places)[number]) => {
      const [a, b] = row === total ? [to, from] : [from, to];
      pipes.push({ from: joint(a), to: joint(b), ...pipe });
      places.push(place);
    };
    const isHidden = (column: Column) => why[row]?.[column] != null;
    const most = (column: Column | undefined) => {
      if (column === undefined || why[row]?.[column] === 'protects') return Infinity;
      return isHidden(column) ? threshold - 1 : numbers[column];
    };
    drawn(numbers, {
      cell(column, from, to, above) {
        if (!isHidden(column)) return;
        const isClosed = row !== total && closed.includes(column);
        const isLittle = isClosed || why[row]?.[column] === 'small';
        const max = Math.min(isLittle ? threshold - 1 : Infinity, most(above));
        const min = isClosed ? 0 : isLittle ? 1 : threshold;
        // That a 0 can be computed harms nobody.
        add(from, to, { value: numbers[column], min, max }, numbers[column] > 0 ? { row, column } : null);
      },
      rest(value, from, to) {
        add(from, to, { value, min: Math.min(0, value), max: Infinity }, null);
      },
      whole(from, to, above) {
        const line = lines[row];
        if (!line) return;
        const value = line.parts.reduce((sum, part) => sum + numbers[part], 0);
        const isOpen = isHidden(line.whole);
        if (!isOpen && line.beside === 0) return;
        const pipe = { value, min: isOpen ? 0 : value - line.beside, max: Math.max(value, most(above)) };
        add(from, to, pipe, !isOpen && isSmall(line.beside) ? { row, column: null } : null);
      },
    });
  });
  return { pipes, places, nodes: names.size };
}
