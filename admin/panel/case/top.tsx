import { WhoLine } from '../clock.tsx';
import { toDay, toMinute } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import type { CaseView, Line } from './data.ts';
import type { NumberView } from './number.ts';
import { OtherCases } from './others.tsx';
import type { Standing } from './standing.ts';
import { Ways } from './ways.tsx';
import { useCaseWords } from './words.ts';

type Reason = CaseView['why'][number];
type Props = { shown: CaseView; lines: Line[] | undefined; number: NumberView; standing: Standing };

/** The first three seconds: why, whether they are here and how to reach them, who they are and where they
 *  came by, what was with them before, what they last wrote. */
export const Top = ({ shown, lines, number, standing }: Props) => {
  const words = useWords();
  const w = useCaseWords();
  const { row, place } = shown;
  // Newest first: what raised a case last is what it is about now.
  const newest = [...shown.why].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const why = withOwnInSight(newest.filter((reason) => asideOf(reason) === null));
  // Of each only the last: a promise may be missed at every step of the ladder.
  const asides = new Map(newest.toReversed().map((reason) => [asideOf(reason), reason]));
  asides.delete(null);
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
        {[...asides].map(([name, reason]) => (
          <Aside key={name} reason={reason} />
        ))}
      </section>
      <Ways shown={shown} number={number} standing={standing} />
      <section>
        <h2>{words.case.who}</h2>
        <p>
          <b>
            <WhoLine row={row} />
          </b>
          {shown.lang === 'en' ? `${words.separator}${words.case.english}` : ''}
        </p>
        {place && <p>{w.place(place.campaign, place.placement)}</p>}
        <Needs needs={shown.needs} />
        <OtherCases shown={shown} />
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

/** Two are seen at once. A silence and a wish to talk, both later, must not fold away what the person said themselves. */
const withOwnInSight = (newest: Reason[]): Reason[] => {
  const own = newest.find(
    ({ kind, rules }) => kind === 'answer' || kind === 'words' || (kind === 'button' && isRisk(rules)),
  );
  return own && newest.indexOf(own) > 1 ? [own, ...newest.filter((reason) => reason !== own)] : newest;
};
/** H1 alone: they asked for a counsellor. */
const isRisk = (rules: string[]): boolean => rules.some((rule) => rule !== 'H1');

/** What was promised, wished or agreed: no alarm, and never in the place of their own answer. null: an alarm. */
const asideOf = ({ kind, thirdParty }: Reason): string | null =>
  kind === 'missed-promise' || kind === 'delete-wanted'
    ? kind
    : kind === 'third-party'
      ? `${kind} ${thirdParty?.agency}`
      : null;

const Aside = ({ reason }: { reason: Reason }) => {
  const words = useWords();
  const [lang] = useLang();
  const { kind, deleteBy, thirdParty } = reason;
  const said = deleteBy
    ? words.case.deleteWanted(toDay(lang, deleteBy))
    : thirdParty
      ? words.case.thirdParty(thirdParty.agency, thirdParty.given)
      : words.case.whyKind[kind];
  return (
    <p className="why aside">
      {said}
      <time dateTime={reason.at}>{toMinute(lang, reason.at)}</time>
    </p>
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

const Needs = ({ needs }: { needs: CaseView['needs'] }) => {
  const words = useWords();
  if (needs.length === 0) return null;
  return (
    <p>
      {words.case.needs}:{' '}
      {needs.map(({ about, at, done }, place) => (
        <span key={at + about}>
          {place > 0 && words.separator}
          <b className="need">{words.need[about]}</b>{' '}
          <span className="quiet need">({done ? words.case.needDone : words.case.needOpen})</span>
        </span>
      ))}
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
