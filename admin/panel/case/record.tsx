import { toMinute } from '../time.ts';
import type { Words } from '../words.ko.ts';
import { useLang, useWords } from '../words.ts';
import type { CaseView } from './data.ts';
import { useCaseWords } from './words.ts';

type Screening = CaseView['screenings'][number];

/** Scores, items and rule numbers: below, folded, and nowhere else. */
export const Screenings = ({ screenings }: { screenings: Screening[] }) => {
  const words = useWords();
  return (
    <details className="fold">
      <summary>
        <h2>{words.record.screenings}</h2>
        <span className="quiet">{screenings.length}</span>
      </summary>
      {screenings.length === 0 && <p className="quiet">{words.record.noScreenings}</p>}
      {screenings.map((one) => (
        <ScreeningRecord key={one.instrument + one.startedAt} one={one} />
      ))}
    </details>
  );
};

const ScreeningRecord = ({ one }: { one: Screening }) => {
  const words = useWords();
  const w = words.record;
  const { bands, screen } = useCaseWords().trend;
  const [lang] = useLang();
  const result = [
    w.status[one.status],
    one.screen !== null ? screen[one.screen] : one.total === null ? w.noTotal : w.total(one.total, one.max),
    one.band === null ? null : (bands[`${one.instrument}/${one.band}`] ?? one.band),
    one.missing ? w.missing(one.missing) : null,
    one.brokeAt ? w.brokeAt(one.brokeAt) : null,
    one.rules.length > 0 ? w.rules(one.rules.join(', ')) : null,
  ].filter((part) => part !== null);
  const manner = [
    one.helped ? w.helped : null,
    one.handedOver === null ? null : one.handedOver ? w.alone : w.beside,
    one.sameAnswers ? w.same : null,
  ].filter((part) => part !== null);
  return (
    <section className="screening">
      <h3>{one.title}</h3>
      <p>{result.join(words.separator)}</p>
      {manner.length > 0 && <p>{manner.join(words.separator)}</p>}
      {one.answers.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{w.question}</th>
              <th scope="col">{w.answer}</th>
              <th scope="col">{w.time}</th>
            </tr>
          </thead>
          <tbody>
            {one.answers.map((given) => (
              <tr key={given.key} data-alarm={given.alarm || undefined}>
                <td>{given.question}</td>
                <td>
                  {/* What rang stands before what it was changed to. */}
                  {given.was ?? given.answer}
                  {given.alarm && <span className="tag">{w.alarm}</span>}
                  {given.was !== undefined && ` → ${given.answer}`}
                </td>
                <td>
                  <time dateTime={given.at}>{toMinute(lang, given.at)}</time>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="quiet">
        {toMinute(lang, one.startedAt)}
        {one.endedAt ? `–${toMinute(lang, one.endedAt)}` : ''}
        {words.separator}
        {w.version(one.instrumentVersion, one.wordingVersion)}
      </p>
    </section>
  );
};

export const Events = ({ events }: { events: CaseView['events'] }) => {
  const words = useWords();
  const w = words.record;
  const [lang] = useLang();
  return (
    <details className="fold">
      <summary>
        <h2>{w.events}</h2>
        <span className="quiet">{events.length}</span>
      </summary>
      <ol className="plain-list">
        {events.map((event, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may happen at one moment, and they only join at the end
          <li key={`${event.at} ${event.kind} ${place}`}>
            <time dateTime={event.at}>{toMinute(lang, event.at)}</time> <b>{eventWord(event, w)}</b>
            {[
              event.priority === null || event.kind === 'noted' ? null : words.priority[event.priority],
              event.tier === null || event.kind === 'noted'
                ? null
                : (words.tier[event.tier as keyof typeof words.tier] ?? event.tier),
              event.rules.length > 0 ? w.rules(event.rules.join(', ')) : null,
              event.by === null ? w.program : w.by(event.by),
              event.services?.join(words.separator),
            ]
              .filter((part) => part !== null && part !== undefined && part !== '')
              .map((part) => `${words.separator}${part}`)
              .join('')}
            {event.to && ` ${w.to(event.to)}`}
            {event.notices && <Notices of={event.notices} />}
            {event.note && <p className="event-note">{event.note}</p>}
          </li>
        ))}
      </ol>
    </details>
  );
};

/** What happened. A note changes neither how urgent a case is nor its tier, so that neither stands beside it. */
const eventWord = ({ kind, news }: CaseView['events'][number], w: Words['record']): string =>
  news ? w.news[news] : w.event[kind];

/** `김상담 (앱 알림 도착함, LINE 못 보냄)`: whom it was told, by which way, and what came of it. */
const Notices = ({ of }: { of: NonNullable<CaseView['events'][number]['notices']> }) => {
  const w = useWords().record;
  const people = [...new Set(of.map(({ to }) => to))];
  return (
    <ul className="event-notices">
      {people.map((to) => (
        <li key={to ?? ''}>
          {to ?? w.team}{' '}
          <span className="quiet">
            (
            {of
              .filter((one) => one.to === to)
              .map(({ way, state }) => (way ? `${w.way[way]} ${w.notice[state]}` : w.noWay))
              .join(', ')}
            )
          </span>
        </li>
      ))}
    </ul>
  );
};
