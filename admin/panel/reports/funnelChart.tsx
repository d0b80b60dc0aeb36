import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { Funnel } from '../../contract.ts';
import { useDigits } from './number.tsx';
import { useReportWords } from './words.ts';

const drawn = ['started', 'consented', 'finished', 'contact', 'claimed', 'spoken', 'closed'] as const;

/** The campaign's steps as bars. Decoration: the table under it says all, and hidden numbers have no bar. */
export const FunnelChart = ({ total }: { total: Funnel }) => {
  const w = useReportWords();
  const digits = useDigits();
  const bars = [
    { name: w.scans, value: total.scans, label: digits(total.scans) },
    ...drawn.map((step) => {
      const { value } = total.steps[step];
      // Where there is no bar its label is not drawn either: it stands with the name.
      const label = value === null ? w.hidden : digits(value);
      return { name: value ? w.step[step] : `${w.step[step]} ${label}`, value: value ?? 0, label };
    }),
  ];
  return (
    <figure className="funnel-chart" aria-hidden="true">
      <figcaption>{w.funnel}</figcaption>
      <ResponsiveContainer width="100%" height={bars.length * 34}>
        <BarChart
          data={bars}
          layout="vertical"
          margin={{ top: 0, right: 64, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <XAxis type="number" hide domain={[0, 'dataMax']} />
          <YAxis
            type="category"
            dataKey="name"
            width={124}
            axisLine={false}
            tickLine={false}
            tick={{ fill: 'var(--ink)', fontSize: 14 }}
          />
          <Bar
            dataKey="value"
            fill="var(--accent-solid)"
            radius={4}
            barSize={18}
            isAnimationActive={false}
            background={{ fill: 'var(--sunk)', radius: 4 }}
          >
            <LabelList dataKey="label" position="right" fill="var(--ink)" fontSize={14} />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
};
