import { lazy, Suspense } from 'react';
import { Link, useSearchParams } from 'wouter';
import { Failure } from '../api.ts';
import { Fault } from '../faults.tsx';
import { toSecond } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { Adding } from './adding.tsx';
import { useRoster } from './data.ts';
import { OnNow } from './now.tsx';
import './roster.css';
import { useMay } from '../session.ts';
import { Week } from './week.tsx';
import { useRosterWords } from './words.ts';

// Looked at a few times a year: not fetched with the roster.
const CenterFactsPart = lazy(async () => ({ default: (await import('./center.tsx')).CenterFactsPart }));

/** 당직: who is on now, the week; and beside it the facts of the centre. */
export const RosterPage = () => {
  const words = useWords();
  const w = useRosterWords();
  const [params, setParams] = useSearchParams();
  const isCenter = params.get('view') === 'center';
  return (
    <div className="roster">
      <nav className="views" aria-label={w.rooms}>
        <button type="button" aria-current={isCenter ? undefined : 'page'} onClick={() => setParams({})}>
          {w.tab.roster}
        </button>
        <button
          type="button"
          aria-current={isCenter ? 'page' : undefined}
          onClick={() => setParams({ view: 'center' })}
        >
          {w.tab.center}
        </button>
      </nav>
      {isCenter ? (
        <Suspense fallback={<p role="status">{words.loading}</p>}>
          <CenterFactsPart />
        </Suspense>
      ) : (
        <Duty week={weekOf(params.get('week'))} onWeek={(week) => setParams(week ? { week } : {}, { replace: true })} />
      )}
    </div>
  );
};

/** An address somebody typed may hold anything: what is no day is the present week. */
const weekOf = (typed: string | null): string | undefined =>
  typed && /^20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/.test(typed) && !Number.isNaN(Date.parse(`${typed}T00:00:00Z`))
    ? typed
    : undefined;

type DutyProps = { week: string | undefined; onWeek: (week: string | undefined) => void };

const Duty = ({ week, onWeek }: DutyProps) => {
  const words = useWords();
  const w = useRosterWords();
  const [lang] = useLang();
  const roster = useRoster(week);
  const mayMake = useMay('center');
  const mayDrill = useMay('check');
  const shown = roster.data;
  // Whoever sees 대기 reads above the page that the line is lost.
  const isOffline = roster.error instanceof Failure && roster.error.code === 'offline';
  const saidAbove = useMay('queue') && isOffline && shown !== undefined;
  return (
    <>
      <h1 className="only-heard">{w.title}</h1>
      {roster.isPending && (
        <p className="page-note" role="status">
          {words.loading}
        </p>
      )}
      {!saidAbove && <Fault of={roster.error} lead={shown ? w.asOf(toSecond(lang, shown.now)) : ''} />}
      {shown && (
        <>
          <OnNow roster={shown} />
          <Week roster={shown} asked={week} onWeek={onWeek} />
          {mayMake && <Adding key={shown.week} roster={shown} />}
          {mayDrill && (
            <p>
              <Link href="/drills">{w.drill}</Link>
            </p>
          )}
          <p className="notice">{w.note}</p>
          <p className="quiet keys-hint">{w.keys}</p>
        </>
      )}
    </>
  );
};
