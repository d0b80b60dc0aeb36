import { Link } from 'wouter';
import { toDay } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import type { CaseView } from './data.ts';
import { useCaseWords } from './words.ts';

type Other = CaseView['others'][number];
const atOnce = 2;

/** 이전 사례: what happened with this person before; from an old case the way leads to the newer ones, too. */
export const OtherCases = ({ shown }: { shown: CaseView }) => {
  const w = useCaseWords().others;
  const openedAt = Date.parse(shown.row.openedAt);
  const later = shown.others.filter((one) => Date.parse(one.openedAt) > openedAt);
  const earlier = shown.others.filter((one) => !later.includes(one));
  return (
    <>
      {later.length > 0 && <Cases title={w.later} cases={later} />}
      {earlier.length > 0 ? <Cases title={w.earlier} cases={earlier} /> : <p className="quiet">{w.none}</p>}
    </>
  );
};

const Cases = ({ title, cases }: { title: string; cases: Other[] }) => {
  const w = useCaseWords().others;
  return (
    <div className="other-cases">
      <h3>{title}</h3>
      <ul>
        {cases.slice(0, atOnce).map((one) => (
          <OneCase key={one.id} one={one} />
        ))}
      </ul>
      {cases.length > atOnce && (
        <details>
          <summary>{w.more(cases.length - atOnce)}</summary>
          <ul>
            {cases.slice(atOnce).map((one) => (
              <OneCase key={one.id} one={one} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
};

const OneCase = ({ one }: { one: Other }) => {
  const words = useWords();
  const w = useCaseWords().others;
  const [lang] = useLang();
  const when = one.closedAt
    ? w.from(toDay(lang, one.openedAt), toDay(lang, one.closedAt))
    : w.since(toDay(lang, one.openedAt));
  const says = [
    when,
    one.outcome ? words.outcome[one.outcome] : one.closedAt ? null : w.open,
    one.tier ? words.tier[one.tier] : null,
  ].filter((part) => part !== null);
  return (
    <li>
      <Link href={`/cases/${one.id}`}>{words.reason[one.reason]}</Link>
      <span className="quiet">
        {words.separator}
        {says.join(words.separator)}
      </span>
    </li>
  );
};
