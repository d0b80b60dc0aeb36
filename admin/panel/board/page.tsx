import { useQuery } from '@tanstack/react-query';
import type { Board } from '../../contract.ts';
import { call } from '../api.ts';
import { Fault } from '../faults.tsx';
import { AlertIcon, PriorityIcon } from '../icons.tsx';
import { Loading } from '../loading.tsx';
import { Views } from '../roster/views.tsx';
import { toMinute, toSecond, useNow } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { MissedCases } from './missed.tsx';
import '../roster/roster.css';
import './board.css';
import { useBoardWords } from './words.ts';

/** 상황판: who waits, who is on, how long it takes, what was not kept. The stream asks for it again at every change (live.ts); whoever
 *  has no stream looks every ten seconds. */
export const BoardPage = () => {
  const w = useBoardWords();
  const [lang] = useLang();
  const board = useQuery({
    queryKey: ['board'],
    queryFn: ({ signal }) => call('board', { signal }),
    refetchInterval: 10_000,
  });
  const shown = board.data;
  return (
    <div className="roster board">
      <Views here="board" />
      <div className="board-head">
        <h1>{w.title}</h1>
        {shown && <span className="quiet">{w.checked(toSecond(lang, shown.now))}</span>}
      </div>
      {board.isPending && <Loading />}
      <Fault of={board.error} />
      {shown && (
        <>
          <Waiting rows={shown.waiting} />
          <div className="board-pair">
            <OnDuty board={shown} />
            <Notices of={shown.notices} />
          </div>
          <ToHuman board={shown} />
          <Missed board={shown} />
        </>
      )}
    </div>
  );
};

const Waiting = ({ rows }: { rows: Board['waiting'] }) => {
  const w = useBoardWords();
  return (
    <section aria-label={w.waiting} className="board-waiting">
      {[0, 1, 2, 3].map((priority) => (
        <WaitingCard key={priority} priority={priority} row={rows.find((one) => one.priority === priority)} />
      ))}
    </section>
  );
};

const WaitingCard = ({ priority, row }: { priority: number; row: Board['waiting'][number] | undefined }) => {
  const words = useWords();
  const w = useBoardWords();
  const { unclaimed = 0, overdue = 0, unspoken = 0, uncalled = 0, since = null } = row ?? {};
  return (
    <article className="waiting-card" data-priority={priority} data-quiet={unclaimed === 0 || undefined}>
      <h2>
        <PriorityIcon priority={priority} />
        {words.priority[priority]}
      </h2>
      <p className="waiting-many">{unclaimed === 0 ? w.none : w.unclaimed(unclaimed)}</p>
      {since && <Since at={since} />}
      {overdue > 0 && <p className="waiting-bad">{w.overdue(overdue)}</p>}
      {uncalled > 0 && <p className="waiting-bad">{w.uncalled(uncalled)}</p>}
      {unspoken > 0 && <p>{w.unspoken(unspoken)}</p>}
    </article>
  );
};

const Since = ({ at }: { at: string }) => {
  const words = useWords();
  const w = useBoardWords();
  return <p role="timer">{w.oldest(words.duration(useNow() - Date.parse(at)))}</p>;
};

const OnDuty = ({ board }: { board: Board }) => {
  const w = useBoardWords();
  const [lang] = useLang();
  return (
    <section className="board-card">
      <h2>{w.on}</h2>
      {board.on.length === 0 && (
        <p>
          <b>{w.nobody}</b> {board.next ? w.next(toMinute(lang, board.next)) : w.noNext}
        </p>
      )}
      <ul>
        {board.on.map(({ id, name, until, told }) => (
          <li key={id}>
            <b>{name}</b> <span className="quiet">{w.until(toMinute(lang, until))}</span>
            {told !== 'works' && (
              <span className="waiting-bad">
                {' '}
                <AlertIcon /> {w.notTold[told]}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Notices = ({ of: { sent, failed, due } }: { of: Board['notices'] }) => {
  const words = useWords();
  const w = useBoardWords();
  return (
    <section className="board-card">
      <h2>{w.notices}</h2>
      <p>
        <b>{w.sent(sent)}</b>
        {words.separator}
        <b className={failed > 0 ? 'waiting-bad' : undefined}>{w.failed(failed)}</b>
        {due > 0 && `${words.separator}${w.due(due)}`}
      </p>
    </section>
  );
};

/** Fewer say little. */
const enough = 20;

const ToHuman = ({ board }: { board: Board }) => {
  const words = useWords();
  const w = useBoardWords();
  const { toHuman, days } = board;
  const took = (seconds: number | null) => (seconds === null ? '–' : words.duration(seconds * 1000));
  return (
    <section className="board-card">
      <h2>{w.toHuman(days)}</h2>
      <p className="quiet">{w.toHumanLead}</p>
      {toHuman.length === 0 ? (
        <p>{w.noCases}</p>
      ) : (
        <table className="board-table">
          <thead>
            <tr>
              <th scope="col">{w.priority}</th>
              <th scope="col">{w.median}</th>
              <th scope="col">{w.p90}</th>
              <th scope="col">{w.sample}</th>
            </tr>
          </thead>
          <tbody>
            {toHuman.map(({ priority, many, median, p90, open, none }) => (
              <tr key={priority}>
                <th scope="row">{words.priority[priority]}</th>
                <td>{took(median)}</td>
                <td>{p90 === null ? '–' : w.within(took(p90))}</td>
                <td>
                  {many}
                  <span className="quiet">
                    {open > 0 && ` · ${w.open(open)}`}
                    {none > 0 && ` · ${w.closedWithout(none)}`}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {toHuman.some(({ many }) => many < enough) && <p className="quiet">{w.few}</p>}
    </section>
  );
};

const Missed = ({ board }: { board: Board }) => {
  const w = useBoardWords();
  const { missed, lapsed, days } = board;
  return (
    <section className="board-card">
      <h2>{w.missed(days)}</h2>
      <p className="quiet">{w.missedLead}</p>
      <dl className="board-counts">
        <dt>{w.missedCount}</dt>
        <dd data-bad={missed.today > 0 || undefined}>{w.todayOf(missed.today, missed.days)}</dd>
        <dt>{w.lapsedCount}</dt>
        <dd data-bad={lapsed.today > 0 || undefined}>{w.todayOf(lapsed.today, lapsed.days)}</dd>
      </dl>
      <MissedCases />
    </section>
  );
};
