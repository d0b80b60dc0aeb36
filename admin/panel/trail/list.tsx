import { Link } from 'wouter';
import type { TrailRow } from '../../contract.ts';
import { call } from '../api.ts';
import { korean } from '../days.ts';
import { Fault } from '../faults.tsx';
import { FileForm } from '../fileForm.tsx';
import { Loading } from '../loading.tsx';
import { toSecond } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { addressOf, type Looking, useTrail } from './data.ts';
import { Narrow } from './narrow.tsx';
import { monthWord } from './page.tsx';
import { useTrailWords } from './words.ts';

/** Rows of a month, the newest first, as many as were asked for. */
export const List = ({ looking }: { looking: Looking }) => {
  const words = useWords();
  const w = useTrailWords();
  const trail = useTrail(looking);
  const [first] = trail.data?.pages ?? [];
  const rows = trail.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <p className="quiet">{w.lead}</p>
      {first && <Narrow looking={looking} staff={first.staff} actions={first.actions} />}
      {trail.isPending && <Loading />}
      <Fault of={trail.error} again={trail.refetch} />
      {trail.isError && !first && <Link href={addressOf({ month: '' })}>{w.all}</Link>}
      {first && rows.length === 0 && <p className="trail-empty">{w.empty}</p>}
      {rows.length > 0 && <Rows rows={rows} looking={looking} />}
      {first && (
        <p className="trail-does">
          <span className="quiet" role="status">
            {w.shown(rows.length)}
            {!trail.hasNextPage && `${words.separator}${w.end}`}
          </span>
          {trail.hasNextPage && (
            <button
              type="button"
              className="plain-button strong"
              disabled={trail.isFetching}
              onClick={() => void trail.fetchNextPage()}
            >
              {w.more}
            </button>
          )}
          <button
            type="button"
            className="plain-button"
            disabled={trail.isFetching}
            onClick={() => void trail.refetch()}
          >
            {w.refresh}
          </button>
        </p>
      )}
      <FileForm
        words={{ ...w, fileLead: w.fileLead(monthWord(looking.month, w)) }}
        look={{ fold: 'adding', done: 'adding-done' }}
        name={`열람기록-${looking.month}.csv`}
        ask={(reason) => call('trailCsv', { body: { month: looking.month, reason } })}
      />
    </>
  );
};

const Rows = ({ rows, looking }: { rows: TrailRow[]; looking: Looking }) => {
  const w = useTrailWords();
  const { columns } = w;
  return (
    <table className="trail-rows">
      <caption className="only-heard">{w.title}</caption>
      <thead>
        <tr>
          <th scope="col">{columns.at}</th>
          <th scope="col">{columns.who}</th>
          <th scope="col">{columns.what}</th>
          <th scope="col">{columns.whose}</th>
          <th scope="col">{columns.why}</th>
          <th scope="col">{columns.where}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} looking={looking} />
        ))}
      </tbody>
    </table>
  );
};

const Row = ({ row, looking }: { row: TrailRow; looking: Looking }) => {
  const w = useTrailWords();
  const [lang] = useLang();
  return (
    <tr>
      <td>
        <Moment at={row.at} />
      </td>
      <td>
        <Who who={row.who} />
      </td>
      <td>
        {row.what[lang]}
        {row.action === 'denied' && row.subject && <code className="trail-subject">{row.subject}</code>}
      </td>
      <td>
        {row.resident && (
          <Link
            href={addressOf({ month: looking.month, resident: row.resident })}
            aria-label={w.onlyThis(row.resident)}
            className="trail-record"
          >
            {row.resident}
          </Link>
        )}
      </td>
      <td>{row.why?.[lang]}</td>
      <td className="trail-where">{row.address === 'command' ? w.atServer : row.address}</td>
    </tr>
  );
};

/** 11/30 14:05:07, in Korean time. */
export const Moment = ({ at }: { at: string }) => {
  const w = useTrailWords();
  const [lang] = useLang();
  return (
    <time dateTime={at} title={w.columns.at}>
      {korean(at).day.slice(5).replace('-', '/')} {toSecond(lang, at)}
    </time>
  );
};

export const Who = ({ who }: { who: TrailRow['who'] }) => {
  const words = useWords();
  const w = useTrailWords();
  if (!who) return <>{w.program}</>;
  return (
    <span className="trail-who">
      {who.name} <span className="quiet">{(words.role as Record<string, string>)[who.role] ?? who.role}</span>
    </span>
  );
};
