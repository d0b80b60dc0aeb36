import type { AlertPage, Alerts } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { toSecond } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { useTest } from './data.ts';
import { wayName } from './way.tsx';
import { useAlertWords } from './words.ts';

/** 지금 나를 불러 보기, and what became of everything that called them lately. */
export const OwnPages = ({ alerts }: { alerts: Alerts }) => {
  const w = useAlertWords();
  const test = useTest();
  const canBeCalled = alerts.ways.some(({ state }) => state !== 'waiting' && state !== 'gone');
  return (
    <section className="alert-part" aria-label={w.pages}>
      <div className="test-line">
        <button
          type="button"
          className="plain-button strong"
          disabled={!canBeCalled || test.isPending}
          onClick={() => test.mutate()}
        >
          {w.test}
        </button>
        <p className="quiet">{w.testLead}</p>
      </div>
      <Fault of={test.error} />
      <h2>{w.pages}</h2>
      {alerts.pages.length === 0 && <p className="quiet">{w.noPages}</p>}
      <ul className="own-pages" aria-live="polite">
        {alerts.pages.map((page) => (
          <PageLine key={page.id} page={page} alerts={alerts} />
        ))}
      </ul>
    </section>
  );
};

const PageLine = ({ page, alerts }: { page: AlertPage; alerts: Alerts }) => {
  const words = useWords();
  const w = useAlertWords();
  const way = alerts.ways.find(({ id }) => id === page.wayId);
  const priority = page.priority === null ? '' : ` ${words.priority[page.priority]}`;
  return (
    <li data-state={page.state}>
      <span>
        <b>
          {w.page[page.kind]}
          {priority}
        </b>
        {words.separator}
        {way ? wayName(way, w) : page.wayId === null ? w.noWay : w.removedWay}
      </span>
      <span className="own-page-state">{useStateWord(page)}</span>
    </li>
  );
};

const useStateWord = ({ state, dueAt, settledAt, arrivedAt }: AlertPage): string => {
  const w = useAlertWords();
  const [lang] = useLang();
  switch (state) {
    case 'due':
      return w.pageState.due(toSecond(lang, dueAt));
    case 'accepted':
      return w.pageState.accepted(toSecond(lang, settledAt ?? dueAt));
    case 'delivered':
      return w.pageState.delivered(toSecond(lang, arrivedAt ?? settledAt ?? dueAt));
    case 'failed':
      return w.pageState.failed;
    case 'void':
      return w.pageState.void;
  }
};
