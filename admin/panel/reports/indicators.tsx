import { useQuery } from '@tanstack/react-query';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import type { Indicators as Told } from '../../contract.ts';
import { call, Failure } from '../api.ts';
import { presentMonth } from '../days.ts';
import { Fault } from '../faults.tsx';
import { FileForm } from '../fileForm.tsx';
import { useMay } from '../session.ts';
import { toDay } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { fileLook } from './look.ts';

import { MonthTable, ResponseTable } from './monthTables.tsx';
import { Legend } from './number.tsx';
import './reports.css';
import { Targets } from './targets.tsx';
import { useReportWords } from './words.ts';

const Charts = lazy(async () => ({ default: (await import('./charts.tsx')).Charts }));

interface Span {
  from: string;
  to: string;
}

/** This year up to the present month, as a centre reports it. */
const present = (): Span => {
  const month = presentMonth();
  return { from: `${month.slice(0, 4)}-01`, to: month };
};

/** 월간 지표: what a district office is told each month, against the targets of the year. */
export const Indicators = () => {
  const words = useWords();
  const w = useReportWords();
  const [span, setSpan] = useState(present);
  const told = useQuery({
    queryKey: ['indicators', span.from, span.to],
    queryFn: ({ signal }) => call('indicators', { query: { ...span }, signal }),
    placeholderData: (before) => before,
    staleTime: 30_000,
  });
  const wrong = told.error instanceof Failure && told.error.isRefusal;
  return (
    <div className="report">
      <h1>{w.indicators}</h1>
      <SpanForm span={span} onChange={setSpan} />
      {!told.data && told.isPending && <p role="status">{words.loading}</p>}
      {told.isError && (
        <Fault of={told.error}>
          {!wrong && (
            <button type="button" className="plain-button" onClick={() => void told.refetch()}>
              {words.again}
            </button>
          )}
        </Fault>
      )}
      {told.data && !wrong && <Shown told={told.data} span={span} />}
    </div>
  );
};

const SpanForm = ({ span, onChange }: { span: Span; onChange: (span: Span) => void }) => {
  const w = useReportWords();
  const [from, setFrom] = useState(span.from);
  const [to, setTo] = useState(span.to);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ from, to });
  };
  return (
    <form className="report-span" onSubmit={submit}>
      <label>
        {w.from}
        <input
          type="month"
          required
          placeholder="2026-01"
          value={from}
          min="2020-01"
          onChange={(event) => setFrom(event.target.value)}
        />
      </label>
      <label>
        {w.to}
        <input
          type="month"
          required
          placeholder="2026-01"
          value={to}
          min="2020-01"
          onChange={(event) => setTo(event.target.value)}
        />
      </label>
      <button type="submit" className="plain-button">
        {w.show}
      </button>
    </form>
  );
};

const isEmpty = ({ months }: Told) =>
  months.every(({ numbers }) => Object.values(numbers).every(({ value }) => value === 0));

const Shown = ({ told, span }: { told: Told; span: Span }) => {
  const w = useReportWords();
  const [lang] = useLang();
  const maySet = useMay('center');
  return (
    <>
      <p className="quiet">
        {w.until(toDay(lang, `${told.until}T00:00:00+09:00`))} {told.exact && w.exact}
      </p>
      {!told.exact && <Legend threshold={told.threshold} />}
      {isEmpty(told) ? (
        <div className="report-empty">
          <p>
            <b>{w.indicatorsEmpty}</b>
          </p>
          <p className="quiet">{w.indicatorsEmptyMore}</p>
        </div>
      ) : (
        <>
          <Suspense fallback={<div className="chart-grid" />}>
            <Charts told={told} />
          </Suspense>
          <MonthTable told={told} />
          <ResponseTable told={told} />
        </>
      )}
      <Targets targets={told.targets} years={told.years.map(({ period }) => Number(period))} maySet={maySet} />
      <details className="report-fold">
        <summary>{w.meansTitle}</summary>
        <dl className="report-means">
          {w.means.map(([word, means]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{means}</dd>
            </div>
          ))}
        </dl>
      </details>
      <FileForm
        words={w}
        look={fileLook}
        name={`${w.indicators}-${span.from}-${span.to}.csv`}
        ask={(reason) => call('indicatorsCsv', { body: { ...span, reason } })}
      />
    </>
  );
};
