import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { FollowUpKind } from '../../contract.ts';
import { Fault } from '../faults.tsx';
import { CheckIcon } from '../icons.tsx';
import { useShortcuts } from '../keys.tsx';
import { Loading } from '../loading.tsx';
import { toSecond } from '../time.ts';
import { useLang, useWords } from '../words.ts';
import { useFormsOf } from './actions.tsx';
import { type Filter, type Row as RowData, useFollowUps } from './data.ts';
import { Filters } from './filters.tsx';
import type { Form } from './forms.tsx';
import { Row } from './row.tsx';
import { useFollowUpWords } from './words.ts';

const kinds: readonly FollowUpKind[] = ['case', 'need', 'call', 'rescreen', 'referral', 'plan', 'gatekeeper', 'lead'];

/** The conditions stand in the address, so that coming back from a case finds the same list. */
const useFilter = (): [Filter, (filter: Filter) => void] => {
  const [asked, ask] = useSearchParams();
  const until = asked.get('until');
  const filter: Filter = {
    until: until === 'week' || until === 'all' ? until : 'today',
    whose: asked.get('whose') === 'mine' ? 'mine' : 'all',
    kind: kinds.find((kind) => kind === asked.get('kind')) ?? null,
  };
  const change = ({ until, whose, kind }: Filter) =>
    ask(
      { ...(until !== 'today' && { until }), ...(whose === 'mine' && { whose }), ...(kind && { kind }) },
      { replace: true },
    );
  return [filter, change];
};

/** 할 일: what is left to do, the earliest first, and what can be done about it in its row. */
export const TaskList = () => {
  const w = useFollowUpWords();
  const words = useWords();
  const [filter, setFilter] = useFilter();
  const found = useFollowUps(filter);
  const pages = found.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.rows);
  const today = pages[0]?.today ?? '';
  const [open, setOpen] = useState<{ id: string; form: Form } | null>(null);
  const [said, say] = useState('');
  const { list, focused, leave } = useRowFocus(rows);
  const formsOf = useFormsOf();
  const press = (form: Form, or?: Form) => () => {
    const row = rows[focused()];
    if (!row) return;
    const may: Form[] = formsOf(row);
    const one = may.includes(form) ? form : or && may.includes(or) ? or : null;
    if (one) setOpen({ id: row.id, form: one });
  };
  useShortcuts({ KeyD: press('done', 'move'), KeyP: press('postpone'), KeyA: press('assign') });

  return (
    <>
      <Filters filter={filter} onChange={setFilter} />
      <p className="follow-ups-said" role="status">
        {said}
      </p>
      {pages.length === 0 && found.isPending && <Loading />}
      {pages.length === 0 && <Fault of={found.error} />}
      {pages.length > 0 && rows.length === 0 && <Empty filter={filter} now={pages[0]?.now ?? ''} />}
      {rows.length > 0 && (
        <>
          <p className="quiet">
            {w.count(rows.length, found.hasNextPage)}
            <span className="key-hint">
              {words.separator}
              {w.keys}
            </span>
          </p>
          <ul className="tasks" ref={list}>
            {rows.map((row) => (
              <Row
                key={row.id}
                row={row}
                today={today}
                form={open?.id === row.id ? open.form : null}
                onForm={(form) => {
                  if (!form) leave(row.id);
                  setOpen(form && { id: row.id, form });
                }}
                onDone={(what) => {
                  leave(row.id);
                  setOpen(null);
                  say(what);
                }}
              />
            ))}
          </ul>
          {found.hasNextPage && (
            <button
              type="button"
              className="plain-button more-rows"
              disabled={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              {w.more}
            </button>
          )}
          {found.isFetchNextPageError && <Fault of={found.error} />}
        </>
      )}
    </>
  );
};

/** J and K move between rows. A form that closes gives the keyboard back to its row, or to the one that took its place. */
const useRowFocus = (rows: readonly RowData[]) => {
  const list = useRef<HTMLUListElement>(null);
  const left = useRef<{ id: string; at: number } | null>(null);
  const opens = () => [...(list.current?.querySelectorAll<HTMLElement>('.task .open') ?? [])];
  const focused = () => opens().findIndex((one) => one.closest('li')?.contains(document.activeElement));
  const move = (by: number) => {
    const all = opens();
    const at = focused();
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
    next?.focus();
    next?.closest('li')?.scrollIntoView({ block: 'nearest' });
  };
  useShortcuts({ KeyJ: () => move(1), ArrowDown: () => move(1), KeyK: () => move(-1), ArrowUp: () => move(-1) });
  useEffect(() => {
    if (!left.current) return;
    const { id, at } = left.current;
    const all = opens();
    const stays = rows.findIndex((row) => row.id === id);
    const active = document.activeElement;
    // Whoever has moved on meanwhile is left where they are. A row that was done goes a moment later.
    if (active && active !== document.body) {
      if (active !== all[stays]) left.current = null;
      return;
    }
    const next = all[stays >= 0 ? stays : Math.min(at, all.length - 1)] ?? document.getElementById('main');
    next?.focus();
    if (stays < 0) left.current = null;
  });
  const leave = (id: string) => {
    left.current = { id, at: rows.findIndex((row) => row.id === id) };
  };
  return { list, focused, leave };
};

const Empty = ({ filter, now }: { filter: Filter; now: string }) => {
  const w = useFollowUpWords();
  const words = useWords();
  const [lang] = useLang();
  const isNarrow = filter.whose === 'mine' || filter.kind !== null;
  return (
    <div className="empty">
      <CheckIcon />
      <p>
        <b>{isNarrow ? w.emptyFiltered : w.empty(filter.until)}</b>
        {words.separator}
        {words.line.checked(toSecond(lang, now))}
      </p>
    </div>
  );
};
