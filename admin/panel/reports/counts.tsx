import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useDeferredValue, useState } from 'react';
import type { CampaignCounts as Counts, Funnel, FunnelStep } from '../../contract.ts';
import { call } from '../api.ts';
import { Fault } from '../faults.tsx';
import { FileForm } from '../fileForm.tsx';
import { toDay, toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { fileLook } from './look.ts';

import { Legend, People, useDigits } from './number.tsx';
import './reports.css';
import { useReportWords } from './words.ts';

const FunnelChart = lazy(async () => ({ default: (await import('./funnelChart.tsx')).FunnelChart }));

const steps: FunnelStep[] = [
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
];
const pageRows = 100;

/** How far people came through each placement of a campaign: the total first, then the most scanned. */
export const CampaignCounts = ({ campaignId }: { campaignId: string }) => {
  const words = useWords();
  const w = useReportWords();
  const counts = useQuery({
    queryKey: ['counts', campaignId],
    queryFn: ({ signal }) => call('counts', { id: campaignId, signal }),
    staleTime: 30_000,
  });
  const { data } = counts;
  return (
    <div className="report">
      <h2>{w.counts}</h2>
      {!data && counts.isPending && <p role="status">{words.loading}</p>}
      {counts.isError && (
        <Fault of={counts.error}>
          <button type="button" className="plain-button" onClick={() => void counts.refetch()}>
            {words.again}
          </button>
        </Fault>
      )}
      {data && (isEmpty(data) ? <Nobody /> : <Shown counts={data} campaignId={campaignId} />)}
    </div>
  );
};

const isEmpty = ({ total }: Counts) =>
  total.scans === 0 && Object.values(total.steps).every(({ value }) => value === 0);

const Nobody = () => {
  const w = useReportWords();
  return (
    <div className="report-empty">
      <p>
        <b>{w.countsEmpty}</b>
      </p>
      <p className="quiet">{w.countsEmptyMore}</p>
    </div>
  );
};

const Shown = ({ counts, campaignId }: { counts: Counts; campaignId: string }) => {
  const w = useReportWords();
  const [lang] = useLang();
  const day = toDay(lang, `${counts.tiersUntil}T00:00:00+09:00`);
  const hasHidden = [counts.total, ...counts.placements].some(({ steps: all }) =>
    Object.values(all).some(({ why }) => why !== null),
  );
  return (
    <>
      <p>{w.upTo(toMinute(lang, counts.asOf), day)}</p>
      <p className="quiet">
        {w.whyYesterday} {w.visits}
      </p>
      <Suspense fallback={<div className="funnel-chart" />}>
        <FunnelChart total={counts.total} />
      </Suspense>
      {hasHidden && <Legend threshold={counts.threshold} />}
      <Placements counts={counts} />
      <FileForm
        words={w}
        look={fileLook}
        name={`${w.counts}.csv`}
        ask={(reason) => call('countsCsv', { id: campaignId, body: { reason } })}
      />
    </>
  );
};

const Placements = ({ counts: { total, placements, threshold } }: { counts: Counts }) => {
  const w = useReportWords();
  const [word, write] = useState('');
  const [pages, setPages] = useState(1);
  const looked = useDeferredValue(word.trim().toLowerCase());
  const found = placements.filter(({ name, spot }) => `${name} ${spot ?? ''}`.toLowerCase().includes(looked));
  const shown = found.slice(0, pages * pageRows);
  return (
    <>
      {placements.length > 10 && (
        <TextInput
          label={w.search}
          size="md"
          type="search"
          className="report-search"
          value={word}
          onChange={(event) => {
            write(event.currentTarget.value);
            setPages(1);
          }}
        />
      )}
      <table className="funnel-table" aria-label={w.counts}>
        <thead>
          <tr>
            {[w.placement, w.scans, ...steps.map((step) => w.step[step])].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Line name={w.total} numbers={total} threshold={threshold} isTotal />
          {shown.map(({ id, name, spot, retired, ...numbers }) => (
            <Line key={id} name={name} spot={spot} retired={retired} numbers={numbers} threshold={threshold} />
          ))}
        </tbody>
      </table>
      {found.length === 0 && <p role="status">{w.noMatch}</p>}
      {found.length > shown.length && (
        <p className="report-more">
          <span className="quiet">{w.shownOf(shown.length, found.length)}</span>
          <button type="button" className="plain-button" onClick={() => setPages(pages + 1)}>
            {w.more}
          </button>
        </p>
      )}
    </>
  );
};

type LineProps = {
  name: string;
  spot?: string | null;
  retired?: boolean;
  numbers: Funnel;
  threshold: number;
  isTotal?: boolean;
};

const Line = ({ name, spot, retired, numbers, threshold, isTotal }: LineProps) => {
  const w = useReportWords();
  const digits = useDigits();
  return (
    <tr data-total={isTotal}>
      <th scope="row">
        {name}
        {retired && <span className="flag">{w.retired}</span>}
        {spot && <span className="funnel-spot">{spot}</span>}
      </th>
      <td data-label={w.scans}>{digits(numbers.scans)}</td>
      {steps.map((step) => (
        <td key={step} data-label={w.step[step]} data-step={step}>
          <People of={numbers.steps[step]} threshold={threshold} />
        </td>
      ))}
    </tr>
  );
};
