import type { Roster } from '../../contract.ts';
import { toMinute, useNow } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { useRosterWords } from './words.ts';

/** Who is on, until when; or that nobody is. A shift that ends while the page stands open ends on it too. */
export const OnNow = ({ roster }: { roster: Roster }) => {
  const words = useWords();
  const w = useRosterWords();
  const [lang] = useLang();
  const now = useNow();
  const on = roster.on.filter(({ until }) => Date.parse(until) > now);
  const { next } = roster;
  return (
    <section className="on-now" data-closed={on.length === 0 || undefined} aria-label={w.now} aria-live="polite">
      {on.length === 0 && <p className="on-now-who">{w.closed}</p>}
      {on.map(({ id, name, until }) => (
        <p key={id} className="on-now-who">
          {w.nowIs(name)}
          <span className="on-now-until">
            {words.separator}
            {w.until(toMinute(lang, until))}
          </span>
        </p>
      ))}
      <p className="quiet">
        {next ? w.next(w.joinNames(next.people.map(({ name }) => name)), toMinute(lang, next.startsAt)) : w.noNext}
      </p>
    </section>
  );
};
