import { lazy, Suspense } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import type { Roster } from '../../contract.ts';
import { Unreached } from '../alerts/unreached.tsx';
import { Failure } from '../api.ts';
import { Fault } from '../faults.tsx';
import { Loading } from '../loading.tsx';
import { toSecond } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { Adding } from './adding.tsx';
import { AheadPart } from './ahead.tsx';
import { Asked } from './asked.tsx';
import { useRoster } from './data.ts';
import { HandoverLine } from './handoverLine.tsx';
import { makesOne } from './makesOne.ts';
import { OnNow } from './now.tsx';
import './roster.css';
import { useMay } from '../session.ts';
import { Views } from './views.tsx';
import { WasOn } from './wasOn.tsx';
import { Week } from './week.tsx';
import { useRosterWords } from './words.ts';

// Looked at a few times a year: not fetched with the roster.
const CenterFactsPart = lazy(async () => ({ default: (await import('./center.tsx')).CenterFactsPart }));
const RotationsPart = lazy(async () => ({ default: (await import('./rotations.tsx')).RotationsPart }));
const HandoverPart = lazy(async () => ({ default: (await import('./handover.tsx')).HandoverPart }));

/** What stands at this address; 단계 and 상황판 have their own. */
const parts = ['roster', 'handover', 'rotations', 'center'] as const;

/** 당직: who is on now, the week; beside it the handover, the rotations and the facts of the centre. */
export const RosterPage = () => {
  const words = useWords();
  const [params, setParams] = useSearchParams();
  const mayRead = useMay('case');
  const shown = parts.filter((one) => one !== 'handover' || mayRead);
  const view = shown.find((one) => one === params.get('view')) ?? 'roster';
  const [, go] = useLocation();
  return (
    <div className="roster">
      <Views here={view} />
      <Suspense fallback={<p role="status">{words.loading}</p>}>
        {view === 'center' && <CenterFactsPart />}
        {view === 'rotations' && <RotationsPart />}
        {view === 'handover' && <HandoverPart />}
        {view === 'roster' && (
          <Duty
            week={weekOf(params.get('week'))}
            onWeek={(week) => setParams(week ? { week } : {}, { replace: true })}
            onHandover={() => setParams({ view: 'handover' })}
            onFirstRotation={() => go('/roster?view=rotations', { state: makesOne })}
          />
        )}
      </Suspense>
    </div>
  );
};

/** Nobody is written down, now or later. */
const isEmpty = ({ on, next, days }: Roster): boolean =>
  on.length === 0 && next === null && days.every(({ shifts }) => shifts.length === 0);

/** An address somebody typed may hold anything: what is no day is the present week. */
const weekOf = (typed: string | null): string | undefined =>
  typed && /^20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/.test(typed) && !Number.isNaN(Date.parse(`${typed}T00:00:00Z`))
    ? typed
    : undefined;

type DutyProps = {
  week: string | undefined;
  onWeek: (week: string | undefined) => void;
  onHandover: () => void;
  onFirstRotation: () => void;
};

const Duty = ({ week, onWeek, onHandover, onFirstRotation }: DutyProps) => {
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
      {roster.isPending && <Loading />}
      {!saidAbove && <Fault of={roster.error} lead={shown ? w.asOf(toSecond(lang, shown.now)) : ''} />}
      {shown && (
        <>
          <Unreached />
          <OnNow roster={shown} />
          <AheadPart roster={shown} />
          <HandoverLine roster={shown} onOpen={onHandover} />
          <Asked roster={shown} />
          {mayMake && isEmpty(shown) && (
            <p className="notice roster-first">
              <span>{w.firstSteps}</span>
              <button type="button" className="plain-button strong" onClick={onFirstRotation}>
                {w.toRotations}
              </button>
            </p>
          )}
          <Week roster={shown} asked={week} onWeek={onWeek} />
          {mayMake && <Adding key={shown.week} roster={shown} />}
          <WasOn />
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
