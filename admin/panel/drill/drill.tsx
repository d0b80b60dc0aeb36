import { Link } from 'wouter';
import type { Drill, DrillReport } from '../../contract.ts';
import { toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { useDrillWords } from './words.ts';

/** One drill: how far it came, by which ways, and what did not work. */
export const DrillCard = ({ drill, lastsMinutes }: { drill: Drill; lastsMinutes: number }) => {
  const words = useWords();
  const w = useDrillWords();
  const [lang] = useLang();
  const runs = drill.endedAt === null;
  const { report } = drill;
  const faults = runs ? [] : (report?.faults ?? ['no-walk' as const]);
  return (
    <li className="drill-card" data-state={runs ? 'runs' : faults.length > 0 ? 'failed' : 'passed'}>
      <p className="drill-head">
        <b>{w.of(drill.name)}</b>
        <span className="flag">{runs ? w.running : faults.length > 0 ? w.failed : w.passed}</span>
        <span className="quiet">
          {toMinute(lang, drill.startedAt)}
          {words.separator}
          {drill.askedBy ? w.askedBy(drill.askedBy) : w.byCommand}
        </span>
      </p>
      {report && <Steps report={report} runs={runs} />}
      {runs && <p className="quiet">{report?.firstWordMs == null ? w.endsAfter(lastsMinutes) : w.ending}</p>}
      {runs && drill.caseId && (
        <p>
          <Link href={`/cases/${drill.caseId}`}>{w.open}</Link>
        </p>
      )}
      {faults.length > 0 && (
        <ul className="drill-faults">
          {faults.map((fault) => (
            <li key={fault}>{w.fault[fault]}</li>
          ))}
        </ul>
      )}
    </li>
  );
};

const Steps = ({ report, runs }: { report: DrillReport; runs: boolean }) => {
  const words = useWords();
  const w = useDrillWords();
  // Below ten seconds the tenths tell.
  const time = (ms: number) => (ms < 10_000 ? w.seconds(Math.round(ms / 100) / 10) : words.duration(ms));
  const when = (ms: number | null) => (ms !== null ? w.after(time(ms)) : runs ? w.notYet : w.never);
  return (
    <dl className="drill-steps">
      <div>
        <dt>{w.steps.called}</dt>
        <dd>
          {when(report.calledMs)}
          {report.ways.map(({ way, label, state, afterMs }) => (
            <span className="drill-way" key={way + label}>
              {w.way[way] ?? way}
              {label ? ` (${label})` : ''}
              {way === 'none' ? '' : `: ${w.state[state] ?? state}`}
              {afterMs === null ? '' : `, ${w.after(time(afterMs))}`}
            </span>
          ))}
        </dd>
      </div>
      <div>
        <dt>{w.steps.claimed}</dt>
        <dd>
          {when(report.claimedMs)}
          {report.claimedBy && <span className="drill-way">{w.claimedBy(report.claimedBy)}</span>}
        </dd>
      </div>
      <div>
        <dt>{w.steps.word}</dt>
        <dd>{when(report.firstWordMs)}</dd>
      </div>
    </dl>
  );
};
