import type { ReactElement } from 'react';
import { Bar, BarChart, CartesianGrid, Legend, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { MonthNumber, Indicators as Told } from '../../contract.ts';
import { useReportWords } from './words.ts';

const axis = { stroke: 'var(--line)', tick: { fill: 'var(--quiet)', fontSize: 12 }, tickLine: false } as const;
const margin = { top: 8, right: 8, bottom: 0, left: 0 };

/** Four pictures of the same months. Decoration: the tables under them say all, hidden months are gaps. */
export const Charts = ({ told: { months } }: { told: Told }) => {
  const w = useReportWords();
  const longest = Math.max(0, ...months.map(({ p90S }) => p90S ?? 0));
  // Whole hours or whole minutes on the axis, whichever suits the longest.
  const unitS = longest >= 3 * 3600 ? 3600 : 60;
  const lasted = (seconds: number | null) => (seconds === null ? null : seconds / unitS);
  const rows = months.map(({ period, numbers, medianS, p90S }) => ({
    month: w.monthShort(period),
    screened: numbers.screened.value,
    high: numbers.high.value,
    linked: numbers.linked.value,
    counselled: numbers.counselled.value,
    waiting: numbers.waiting.value,
    median: lasted(medianS),
    p90: lasted(p90S),
  }));
  const bars = (names: readonly MonthNumber[]) => (
    <BarChart data={rows} margin={margin} accessibilityLayer={false}>
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis dataKey="month" interval="equidistantPreserveStart" {...axis} />
      <YAxis width={40} allowDecimals={false} {...axis} />
      {names.length > 1 && <Legend itemSorter={null} wrapperStyle={{ fontSize: 13 }} />}
      {names.map((name, at) => (
        <Bar
          key={name}
          dataKey={name}
          name={w.indicator[name]}
          stackId={names.length > 1 ? 'one' : undefined}
          fill={at === 0 ? 'var(--accent-solid)' : 'var(--p1)'}
          isAnimationActive={false}
        />
      ))}
    </BarChart>
  );
  return (
    <section aria-hidden="true" className="charts">
      <p className="quiet">{w.chartsNote}</p>
      <div className="chart-grid">
        <Chart title={w.indicator.screened}>{bars(['screened'])}</Chart>
        <Chart title={w.indicator.high}>{bars(['high'])}</Chart>
        <Chart title={`${w.indicator.counselled} · ${w.indicator.waiting}`}>{bars(['counselled', 'waiting'])}</Chart>
        <Chart title={w.response}>
          <LineChart data={rows} margin={margin} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="month" interval="equidistantPreserveStart" {...axis} />
            <YAxis
              width={64}
              allowDecimals={false}
              tickFormatter={(value: number) => w.axis(value, unitS === 60 ? 'minutes' : 'hours')}
              {...axis}
            />
            <Legend itemSorter={null} wrapperStyle={{ fontSize: 13 }} />
            <Line
              dataKey="median"
              name={w.median}
              stroke="var(--accent-solid)"
              strokeWidth={3}
              isAnimationActive={false}
            />
            <Line
              dataKey="p90"
              name={w.p90}
              stroke="var(--p1)"
              strokeWidth={2}
              strokeDasharray="6 4"
              isAnimationActive={false}
            />
          </LineChart>
        </Chart>
      </div>
    </section>
  );
};

const Chart = ({ title, children }: { title: string; children: ReactElement }) => (
  <figure className="chart">
    <figcaption>{title}</figcaption>
    <ResponsiveContainer width="100%" height={200}>
      {children}
    </ResponsiveContainer>
  </figure>
);
