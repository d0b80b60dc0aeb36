import type { MonthNumber, Period, Indicators as Told } from '../../contract.ts';
import { People } from './number.tsx';
import { useReportWords } from './words.ts';

const columns: MonthNumber[] = ['screened', 'high', 'linked', 'cases', 'counselled', 'waiting'];

const useName = () => {
  const w = useReportWords();
  return (period: string) => (period.length === 4 ? w.yearSum(period) : w.monthName(period));
};

/** A line a month, and under them the whole calendar years. */
export const MonthTable = ({ told: { months, years, threshold } }: { told: Told }) => {
  const w = useReportWords();
  const name = useName();
  return (
    <table className="month-table">
      <caption>{w.indicators}</caption>
      <thead>
        <tr>
          <th scope="col">{w.month}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {w.indicator[column]}
            </th>
          ))}
          <th scope="col">{w.rate}</th>
        </tr>
      </thead>
      <tbody>
        {[...months, ...years].map(({ period, numbers, rate }) => (
          <tr key={period} data-total={period.length === 4 || undefined}>
            <th scope="row">{name(period)}</th>
            {columns.map((column) => (
              <td key={column} data-label={w.indicator[column]}>
                <People of={numbers[column]} threshold={threshold} />
              </td>
            ))}
            <td data-label={w.rate}>{rate === null ? '–' : w.percent(rate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

/** How long until the first answer: all, then by priority, with how many have none yet. */
export const ResponseTable = ({ told: { months, years, exact } }: { told: Told }) => {
  const w = useReportWords();
  const name = useName();
  return (
    <>
      <table className="month-table response-table">
        <caption>
          {w.response}
          <span className="caption-more quiet">
            {w.p90}: {w.p90Means}
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{w.month}</th>
            {[w.all, ...w.priority].map((one) => (
              <th key={one} scope="col">
                {one}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...months, ...years].map((period) => (
            <tr key={period.period} data-total={period.period.length === 4 || undefined}>
              <th scope="row">{name(period.period)}</th>
              <td data-label={w.all}>
                <Spread of={period} answered={null} waiting={null} />
              </td>
              {period.responses.map((one) => (
                <td key={one.priority} data-label={w.priority[one.priority]}>
                  <Spread of={one} answered={one.answered} waiting={one.waiting} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!exact && <p className="quiet">{w.responseHidden}</p>}
    </>
  );
};

type SpreadProps = {
  of: Pick<Period, 'medianS' | 'p90S'>;
  answered: number | null;
  waiting: number | null;
};

const Spread = ({ of: { medianS, p90S }, answered, waiting }: SpreadProps) => {
  const w = useReportWords();
  return (
    <span className="spread">
      {medianS === null || p90S === null ? (
        <span className="quiet">–</span>
      ) : (
        <>
          <b>{w.lasted(medianS)}</b>
          <span className="quiet">
            {w.p90} {w.lasted(p90S)}
          </span>
        </>
      )}
      {answered !== null && waiting !== null && answered + waiting > 0 && (
        <span className="quiet">
          {w.answeredCases(answered)}
          {waiting > 0 && <b className="spread-waiting"> · {w.waitingCases(waiting)}</b>}
        </span>
      )}
    </span>
  );
};
