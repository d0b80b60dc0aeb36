import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { toDay } from '../time.ts';
import { useLang } from '../words.ts';
import type { CaseView } from './data.ts';
import { useCaseWords } from './words.ts';

type Props = { scale: CaseView['scales'][number]; points: { at: number; total: number }[] };

/** Totals over time with the cut-offs drawn through. The table beside it says the same in words; for a screen reader this is a picture. */
const Trend = ({ scale, points }: Props) => {
  const w = useCaseWords().trend;
  const [lang] = useLang();
  const dayOf = (at: number) => toDay(lang, new Date(at).toISOString());
  const cuts = scale.bands.filter(({ from }) => from > 0);
  // Beside the last line, as wide as its longest word.
  const beside = lang === 'ko' ? 76 : 124;
  const quiet = { fill: 'var(--quiet)', fontSize: 13 };
  return (
    <div className="trend-picture" role="img" aria-label={w.chart(scale.title)}>
      <ResponsiveContainer width="100%" height={240}>
        <LineChart data={points} margin={{ top: 16, right: beside, bottom: 4, left: -16 }} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--line)" vertical={false} strokeOpacity={0.5} />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={['dataMin', 'dataMax']}
            ticks={points.map(({ at }) => at)}
            tickFormatter={dayOf}
            tick={quiet}
            stroke="var(--line)"
            padding={{ left: 24, right: 24 }}
            interval="preserveStartEnd"
          />
          <YAxis
            domain={[0, scale.max ?? 'dataMax']}
            ticks={[0, ...cuts.map(({ from }) => from), ...(scale.max === null ? [] : [scale.max])]}
            tick={quiet}
            stroke="var(--line)"
            interval={0}
          />
          {cuts.map(({ from, band }) => (
            <ReferenceLine
              key={from}
              y={from}
              stroke="var(--quiet)"
              strokeDasharray="5 4"
              label={{
                value: w.bands[`${scale.instrument}/${band}`] ?? band,
                position: 'right',
                fill: 'var(--quiet)',
                fontSize: 12,
              }}
            />
          ))}
          <Tooltip
            labelFormatter={(at) => dayOf(Number(at))}
            formatter={(total) => [total, w.total]}
            contentStyle={{ background: 'var(--card)', border: '1px solid var(--line)', color: 'var(--ink)' }}
          />
          <Line
            dataKey="total"
            type="linear"
            stroke="var(--accent)"
            strokeWidth={2.5}
            dot={{ r: 4, fill: 'var(--accent)', strokeWidth: 0 }}
            label={{ position: 'top', fill: 'var(--ink)', fontSize: 14, fontWeight: 650 }}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
};

export default Trend;
