import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { TrailReport } from '../../contract.ts';
import { korean } from '../days.ts';
import { Fault } from '../faults.tsx';
import { Loading } from '../loading.tsx';
import { useLang } from '../words.ts';
import { addressOf, useReport } from './data.ts';
import { Moment, Who } from './list.tsx';
import { People } from './people.tsx';
import { useTrailWords } from './words.ts';

/** The month in numbers: what somebody should look at first, then person by person, and how all of it is counted. */
export const Report = ({ month }: { month: string }) => {
  const w = useTrailWords();
  const report = useReport(month);
  const shown = report.data;
  return (
    <>
      <p className="quiet">{w.facts}</p>
      {report.isPending && <Loading />}
      <Fault of={report.error} again={report.refetch} />
      {shown && (
        <>
          <p>{w.span(shown.from, shown.until)}</p>
          <ToLook of={shown.toLook} month={month} />
          <People people={shown.people} month={month} />
          <section className="trail-how">
            <h2>{w.how}</h2>
            <ul>
              {w.howList.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
        </>
      )}
    </>
  );
};

const ToLook = ({ of, month }: { of: TrailReport['toLook']; month: string }) => {
  const w = useTrailWords();
  const [lang] = useLang();
  return (
    <section className="to-look" aria-labelledby="to-look">
      <h2 id="to-look">{w.look}</h2>
      <Card title={w.uncalled} how={w.uncalledHow} total={of.uncalled.total} shown={of.uncalled.rows.length}>
        {of.uncalled.rows.map((row) => (
          <li key={`${row.at} ${row.resident}`}>
            <Moment at={row.at} /> <Who who={row.who} /> <Whose resident={row.resident} month={month} />{' '}
            {row.why?.[lang]}
          </li>
        ))}
      </Card>
      <Card title={w.lateReads} how={w.lateReadsHow} total={of.lateReads.total} shown={of.lateReads.rows.length}>
        {of.lateReads.rows.map((row) => (
          <li key={`${row.at} ${row.resident}`}>
            <Moment at={row.at} /> <Who who={row.who} /> <Whose resident={row.resident} month={month} />{' '}
            {w.looks(row.looks)} <span className="quiet">{w.closedOn(korean(row.closedAt).day)}</span>
          </li>
        ))}
      </Card>
      <Card
        title={w.denied(of.denied.atLeast)}
        how={w.deniedHow}
        total={of.denied.rows.length}
        shown={of.denied.rows.length}
      >
        {of.denied.rows.map((row) => (
          <li key={`${row.day} ${row.who?.id}`}>
            <time>{row.day.slice(5).replace('-', '/')}</time> <Who who={row.who} /> {w.times(row.count)}{' '}
            <Link href={addressOf({ month, staff: row.who?.id ?? 'program', kind: 'denied' })}>{w.open}</Link>
          </li>
        ))}
      </Card>
      <Card title={w.exports} how={w.exportsHow} total={of.exports.total} shown={of.exports.rows.length}>
        {of.exports.rows.map((row) => (
          <li key={`${row.at} ${row.who?.id}`}>
            <Moment at={row.at} /> <Who who={row.who} /> {row.what[lang]}
            {row.why && <span className="trail-reason">“{row.why[lang]}”</span>}
          </li>
        ))}
      </Card>
    </section>
  );
};

const Whose = ({ resident, month }: { resident: string | null; month: string }) => {
  const w = useTrailWords();
  if (!resident) return null;
  return <Link href={addressOf({ month, resident })}>{w.record(resident)}</Link>;
};

type CardProps = { title: string; how: string; total: number; shown: number; children: ReactNode };

const Card = ({ title, how, total, shown, children }: CardProps) => {
  const w = useTrailWords();
  return (
    <article className="look-card">
      <h3>
        {title} <span className="look-count">{total === 0 ? w.nothing : w.count(total)}</span>
      </h3>
      <p className="quiet">{how}</p>
      {shown > 0 && <ul>{children}</ul>}
      {shown < total && <p className="quiet">{w.newest(shown)}</p>}
    </article>
  );
};
