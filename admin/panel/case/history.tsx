import { lazy, Suspense, useState } from 'react';
import { toDay } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import type { CaseView } from './data.ts';
import { useCaseWords } from './words.ts';

// The library that draws comes only when somebody wants to see a line.
const Trend = lazy(() => import('./trend.tsx'));

type Screening = CaseView['screenings'][number];
type Scale = CaseView['scales'][number];

/** How the questionnaires went over time: a line where there is one to draw, and always a table that says the same. */
export const ScreeningHistory = ({ shown }: { shown: CaseView }) => {
  const w = useCaseWords().trend;
  const [opened, open] = useState(false);
  const ended = shown.screenings.filter(({ endedAt }) => endedAt !== null);
  if (shown.screenings.length === 0) return null;
  return (
    <details className="fold" onToggle={(event) => open(event.currentTarget.open)}>
      <summary>
        <h2>{w.title}</h2>
        <span className="quiet">{ended.length}</span>
      </summary>
      {ended.length === 0 && <p className="quiet">{w.none}</p>}
      {opened &&
        shown.scales.map((scale) => (
          <OneScale
            key={scale.instrument}
            scale={scale}
            given={ended.filter(({ instrument }) => instrument === scale.instrument).toReversed()}
          />
        ))}
    </details>
  );
};

/** given: oldest first. */
const OneScale = ({ scale, given }: { scale: Scale; given: Screening[] }) => {
  const words = useWords();
  const w = useCaseWords().trend;
  const points = given.flatMap(({ total, startedAt }) =>
    total === null ? [] : [{ at: Date.parse(startedAt), total }],
  );
  if (given.length === 0) return null;
  return (
    <section className="trend">
      <h3>{scale.title}</h3>
      {points.length > 1 && (
        <>
          <p className="quiet">{w.lead}</p>
          <Suspense fallback={<p className="quiet trend-waits">{words.loading}</p>}>
            <Trend scale={scale} points={points} />
          </Suspense>
        </>
      )}
      {scale.max === null ? <AnswerTable given={given} /> : <TotalTable scale={scale} given={given} />}
      {scale.bands.length > 0 && (
        <p className="quiet">
          {scale.bands
            .filter(({ from }) => from > 0)
            .map(({ from, band }) => w.from(from, w.bands[`${scale.instrument}/${band}`] ?? band))
            .join(words.separator)}
        </p>
      )}
    </section>
  );
};

const TotalTable = ({ scale, given }: { scale: Scale; given: Screening[] }) => {
  const w = useCaseWords().trend;
  const [lang] = useLang();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{w.day}</th>
          <th scope="col">{w.total}</th>
          <th scope="col">{w.band}</th>
        </tr>
      </thead>
      <tbody>
        {given.map(({ startedAt, total, band }) => (
          <tr key={startedAt}>
            <td>{toDay(lang, startedAt)}</td>
            <td>{total === null ? w.unfinished : `${total}/${scale.max}`}</td>
            <td>{band === null ? '' : (w.bands[`${scale.instrument}/${band}`] ?? band)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const AnswerTable = ({ given }: { given: Screening[] }) => {
  const w = useCaseWords().trend;
  const [lang] = useLang();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{w.day}</th>
          <th scope="col">{w.result}</th>
        </tr>
      </thead>
      <tbody>
        {given.map(({ startedAt, screen }) => (
          <tr key={startedAt} data-alarm={(screen !== null && screen !== 'negative') || undefined}>
            <td>{toDay(lang, startedAt)}</td>
            <td>{screen === null ? w.screenUnknown : w.screen[screen]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
