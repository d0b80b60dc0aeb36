import { WhoLine } from '../clock.tsx';
import { toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import type { CaseView, Line } from './data.ts';

type Reason = CaseView['why'][number];

/** The first three seconds: why, whether they are here and how to reach them, who they are, what they last wrote. */
export const Top = ({ shown, lines }: { shown: CaseView; lines: Line[] | undefined }) => {
  const words = useWords();
  const { row } = shown;
  // Newest first: what raised a case last is what it is about now.
  const why = [...shown.why].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const last = (lines ?? []).filter((line) => line.from === 'resident').slice(-3);
  return (
    <div className="top-block">
      <section>
        <h2>{words.case.why}</h2>
        <p className="why-class">{words.reason[row.reason]}</p>
        {why.slice(0, 2).map((reason) => (
          <Why key={reason.at + reason.kind} reason={reason} />
        ))}
        {why.length > 2 && (
          <details>
            <summary>{words.case.moreWhy(why.length - 2)}</summary>
            {why.slice(2).map((reason) => (
              <Why key={reason.at + reason.kind} reason={reason} />
            ))}
          </details>
        )}
      </section>
      <section>
        <h2>{words.case.reach}</h2>
        <p data-here={row.reach === 'here-now' || undefined} className="reach">
          <b>{words.reachLong[row.reach]}</b>
        </p>
        <p>
          {words.channel[row.channel]}
          {words.separator}
          {words.reachHow[row.reach]}
        </p>
      </section>
      <section>
        <h2>{words.case.who}</h2>
        <p>
          <b>
            <WhoLine row={row} />
          </b>
          {shown.lang === 'en' ? `${words.separator}${words.case.english}` : ''}
        </p>
      </section>
      <section>
        <h2>{words.case.lastWords}</h2>
        {last.length === 0 && lines && <p className="quiet">{words.case.noWords}</p>}
        <ul className="last">
          {last.map((line) => (
            <LastWord key={`${line.rev}${line.at}`} line={line} />
          ))}
        </ul>
      </section>
    </div>
  );
};

/** “…” → 예 · 02:13 · 고침 */
const Why = ({ reason }: { reason: Reason }) => {
  const words = useWords();
  const [lang] = useLang();
  return (
    <p className="why">
      {reason.question && <span>“{reason.question}” → </span>}
      <b>
        {reason.answer
          ? reason.kind === 'words'
            ? `“${reason.answer}”`
            : reason.answer
          : words.case.whyKind[reason.kind]}
      </b>
      <time dateTime={reason.at}>{toMinute(lang, reason.at)}</time>
      {reason.corrected && <span className="tag">{words.case.corrected(reason.corrected)}</span>}
    </p>
  );
};

const LastWord = ({ line }: { line: Line }) => {
  const [lang] = useLang();
  return (
    <li>
      <span>{line.text}</span>
      <time dateTime={line.at}>{toMinute(lang, line.at)}</time>
    </li>
  );
};
