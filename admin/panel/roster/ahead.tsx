import type { Roster, RosterGap } from '../../contract.ts';
import { korean } from '../days.ts';
import { AlertIcon } from '../icons.tsx';
import { dayWord } from './days.ts';
import type { RosterWords } from './words.ko.ts';
import { useRosterWords } from './words.ts';

/** As many as are read at a glance; the rest is folded. */
const fewGaps = 3;
const aheadMs = 14 * 86_400_000;

/** What is wrong in the days to come, in words: times without anybody, people whose account is off, days nobody knows. */
export const AheadPart = ({ roster }: { roster: Roster }) => {
  const w = useRosterWords();
  const { gaps, off, unknown } = roster.ahead;
  const [first, more] = [gaps.slice(0, fewGaps), gaps.slice(fewGaps)];
  const end = Date.parse(roster.now) + aheadMs;
  if (gaps.length + off.length + unknown.length === 0) return null;
  return (
    <section className="ahead" aria-label={w.ahead}>
      {gaps.length > 0 && (
        <div className="fault">
          <AlertIcon />
          <div className="ahead-gaps">
            <b>{w.aheadGaps}</b>
            <Gaps gaps={first} end={end} />
            {more.length > 0 && (
              <details>
                <summary>{w.moreGaps(more.length)}</summary>
                <Gaps gaps={more} end={end} />
              </details>
            )}
          </div>
        </div>
      )}
      {off.map(({ rotation, people }) => (
        <p key={rotation} className="warning">
          <AlertIcon />
          <span>{w.rotationOff(rotation, w.joinNames(people.map(({ name }) => name)))}</span>
        </p>
      ))}
      {unknown.map(({ rotation, from }) => (
        <p key={rotation} className="warning">
          <AlertIcon />
          <span>{w.rotationUnknown(rotation, dayWord(from, w, true), from.slice(0, 4))}</span>
        </p>
      ))}
    </section>
  );
};

const Gaps = ({ gaps, end }: { gaps: readonly RosterGap[]; end: number }) => {
  const w = useRosterWords();
  return (
    <ul>
      {gaps.map((gap) => (
        <li key={gap.startsAt}>
          {gapWord(gap, end, w)}
          {gap.off.length > 0 && ` ${w.off(w.joinNames(gap.off.map(({ name }) => name)))}`}
        </li>
      ))}
    </ul>
  );
};

const momentWord = (at: string, w: RosterWords): string => {
  const { day, time } = korean(at);
  return w.moment(dayWord(day, w, true), time);
};

/** end: as far as was looked; what reaches there has no end that is known. */
const gapWord = ({ startsAt, endsAt }: RosterGap, end: number, w: RosterWords): string =>
  Date.parse(endsAt) >= end
    ? w.gapOpen(momentWord(startsAt, w))
    : w.gapClosed(momentWord(startsAt, w), isOneDay(startsAt, endsAt) ? korean(endsAt).time : momentWord(endsAt, w));

const isOneDay = (startsAt: string, endsAt: string): boolean => korean(startsAt).day === korean(endsAt).day;
