/** The measures of a 마음지기 that is fast enough, with what is to be reached; the rows of `npm run bench`. */

export interface Measure {
  says: string;
  /** null: nothing is asked at this height. */
  floor: number | null;
  goal: number;
  stretch: number;
  better: 'more' | 'less';
  unit: '' | 'ms' | 'bytes';
}

const measure = (
  says: string,
  better: Measure['better'],
  [floor, goal, stretch]: [number | null, number, number],
  unit: Measure['unit'] = '',
): Measure => ({ says, better, floor, goal, stretch, unit });

export const measures = {
  limit: measure("limit's CPU ÷ our CPU per turn", 'more', [0.3, 0.36, 0.42]),
  plain: measure(
    "plain server's CPU ÷ ours (Express, LINE's SDK, Redis; stores nothing durable)",
    'more',
    [1.1, 1.3, 1.6],
  ),
  p99: measure("p99 at 300 turns/s ÷ the limit's", 'less', [5, 4, 2.5]),
  screensP50: measure('answer committed → on 100 screens through Redis, p50', 'less', [null, 10, 5], 'ms'),
  screensP99: measure('… p99', 'less', [200, 60, 30], 'ms'),
  trips: measure('trips of a turn that escalates nothing, settling apart', 'less', [3, 2, 2]),
  commits: measure('… commits', 'less', [1, 1, 1]),
  two: measure('two processes on two cores ÷ one', 'more', [1.6, 1.8, 1.95]),
  rest: measure(
    'at rest per idle conversation: resident, address, conversation, with indexes',
    'less',
    [1500, 1200, 800],
    'bytes',
  ),
  million: measure('throughput at 10^6 conversations ÷ at 10^4', 'more', [0.9, 0.95, 0.98]),
  memory: measure('memory after 1 M turns ÷ after 100 k', 'less', [1.2, 1.1, 1.05]),
  dashboards: measure('dashboards at 10^7 screenings, p95', 'less', [1000, 300, 100], 'ms'),
} as const satisfies Record<string, Measure>;

export type MeasureId = keyof typeof measures;

/** The highest mark this value reaches. Two decimals count, as they are printed. */
export function reached({ better, ...marks }: Measure, value: number): 'stretch' | 'goal' | 'floor' | 'short' {
  const shown = Math.round(value * 100) / 100;
  const holds = (mark: number | null) => mark === null || (better === 'more' ? shown >= mark : shown <= mark);
  return (['stretch', 'goal', 'floor'] as const).find((height) => holds(marks[height])) ?? 'short';
}
