import type { Roster, RosterGap, RosterShift } from '../../contract.ts';
import { addDays } from '../days.ts';
import { useShortcuts } from '../keys.tsx';
import { usePassed } from '../time.ts';
import { dayWord, isWholeDay, spanWord } from './days.ts';
import { ShiftRow } from './shift.tsx';
import { useRosterWords } from './words.ts';

/** asked: a day of the week that was asked for, which may not be here yet: two quick steps are two weeks. */
type Props = { roster: Roster; asked: string | undefined; onWeek: (week: string | undefined) => void };

/** A week day by day: a list on a phone, seven columns on a desk. */
export const Week = ({ roster, asked, onWeek }: Props) => {
  const w = useRosterWords();
  const { week, today } = roster;
  const isPresent = week <= today && today <= addDays(week, 6);
  const go = (by: number) => onWeek(addDays(asked ?? week, by));
  useShortcuts({
    BracketLeft: () => go(-7),
    BracketRight: () => go(7),
    ArrowLeft: () => go(-7),
    ArrowRight: () => go(7),
    KeyT: () => onWeek(undefined),
  });
  return (
    <section className="week" aria-labelledby="week-title">
      <div className="week-head">
        <h2 id="week-title" aria-live="polite">
          {w.weekOf(dayWord(week, w, true), dayWord(addDays(week, 6), w, true))}
        </h2>
        <span className="week-does">
          <button type="button" className="plain-button" onClick={() => go(-7)} aria-label={w.previous}>
            ◀
          </button>
          <button
            type="button"
            className="plain-button"
            onClick={() => onWeek(undefined)}
            aria-current={isPresent ? 'date' : undefined}
          >
            {w.present}
          </button>
          <button type="button" className="plain-button" onClick={() => go(7)} aria-label={w.following}>
            ▶
          </button>
        </span>
      </div>
      <ol className="week-days">
        {roster.days.map((one) => (
          <Day key={one.day} {...one} roster={roster} />
        ))}
      </ol>
    </section>
  );
};

type DayProps = Roster['days'][number] & { roster: Roster };

const Day = ({ day, holiday, shifts, gaps, roster }: DayProps) => {
  const w = useRosterWords();
  const isToday = day === roster.today;
  return (
    <li className="duty-day" data-today={isToday || undefined} data-past={day < roster.today || undefined}>
      <h3 id={`day-${day}`}>
        {dayWord(day, w, day === roster.week || day.endsWith('-01'))}
        {isToday && <span className="flag">{w.today}</span>}
        {holiday && <span className="duty-holiday">{holiday}</span>}
      </h3>
      <ul aria-labelledby={`day-${day}`}>
        {inOrder(shifts, gaps).map((one) =>
          'id' in one ? (
            // One that changes hands goes on as a new row that ends when it did: the button stays under the finger.
            <ShiftRow
              key={`${one.staff.id} ${one.endsAt}`}
              shift={one}
              day={day}
              staff={roster.staff}
              offer={roster.offers.find((offer) => offer.shiftId === one.id)}
            />
          ) : (
            <Gap key={one.startsAt} gap={one} day={day} />
          ),
        )}
      </ul>
    </li>
  );
};

const inOrder = (shifts: readonly RosterShift[], gaps: readonly RosterGap[]): (RosterShift | RosterGap)[] =>
  [...shifts, ...gaps].sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));

const Gap = ({ gap, day }: { gap: RosterGap; day: string }) => {
  const w = useRosterWords();
  const isOver = usePassed(gap.endsAt);
  return (
    <li className="duty-gap" data-over={isOver || undefined}>
      {isWholeDay(day, gap) ? w.emptyDay : w.empty(spanWord(day, gap, w))}
      {gap.off.length > 0 && <span className="duty-off">{w.off(w.joinNames(gap.off.map(({ name }) => name)))}</span>}
    </li>
  );
};
