import { Button } from '@mantine/core';
import { useRef } from 'react';
import { Link, useLocation } from 'wouter';
import type { QueueRow } from '../contract.ts';
import { useClaim } from './claim.ts';
import { ChannelLine, Clock, OwnerLine, PhoneLine, WhoLine } from './clock.tsx';
import { Fault } from './faults.tsx';
import { CheckIcon } from './icons.tsx';
import { useShortcuts } from './keys.tsx';
import { Loading } from './loading.tsx';
import { useMay } from './session.ts';
import { SoundPrompt } from './shell.tsx';
import { toMinute, toSecond, usePassed } from './time.ts';
import { useQueue, useTitle } from './waiting.ts';
import { useLang, useWords } from './words.ts';

// The row last opened, so that coming back puts the keyboard where it was.
let lastOpened: string | null = null;
export const rememberRow = (id: string): void => {
  lastOpened = id;
};

/** 대기: everyone who waits for a person, most urgent first. */
export const QueuePage = () => {
  const words = useWords();
  const [lang] = useLang();
  const mayClaim = useMay('claim');
  const maySee = useMay('queue');
  const queue = useQueue();
  const claim = useClaim();
  const list = useRef<HTMLUListElement>(null);
  const [, go] = useLocation();
  const rows = queue.data?.rows;
  useTitle(words.queue.title, words, queue.data);

  const links = () => [...(list.current?.querySelectorAll<HTMLElement>('a.open') ?? [])];
  const focused = () => links().findIndex((link) => link.closest('li')?.contains(document.activeElement));
  const move = (by: number) => {
    const all = links();
    const at = focused();
    const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
    all[next]?.focus();
    all[next]?.closest('li')?.scrollIntoView({ block: 'nearest' });
  };
  const take = () => {
    const row = rows?.[focused()];
    if (row && !row.owner && mayClaim && !claim.isPending) claim.mutate(row.id);
  };
  const open = () => {
    const row = rows?.[focused()];
    if (row) go(`/cases/${row.id}`);
  };
  useShortcuts({
    KeyJ: () => move(1),
    ArrowDown: () => move(1),
    KeyK: () => move(-1),
    ArrowUp: () => move(-1),
    KeyC: take,
    KeyO: open,
  });

  if (!maySee) return <p className="page-note">{words.queue.forbidden}</p>;
  return (
    <div className="queue">
      <SoundPrompt />
      <div className="queue-head">
        <h1>{words.queue.title}</h1>
        {rows && rows.length > 0 && queue.data && (
          <p className="quiet">
            {words.queue.total(`${rows.length}${queue.hasNextPage ? '+' : ''}`)}
            {words.separator}
            {words.queue.waiting(words.nav.count(queue.data.waiting))}
          </p>
        )}
      </div>
      {!rows && queue.isPending && <Loading />}
      {!rows && <Fault of={queue.error} />}
      {rows && rows.length === 0 && queue.data && (
        <div className="empty">
          <CheckIcon />
          <p>
            <b>{words.queue.empty}</b>
            {words.separator}
            {words.line.checked(toSecond(lang, queue.data.now))}
          </p>
          <p className="quiet">{words.queue.emptyMore}</p>
        </div>
      )}
      {rows && rows.length > 0 && (
        <ul className="rows" ref={list}>
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              mayClaim={mayClaim}
              taking={claim.isPending && claim.variables === row.id}
              fault={claim.variables === row.id ? claim.error : null}
              onTake={() => claim.mutate(row.id)}
            />
          ))}
        </ul>
      )}
      {queue.hasNextPage && (
        <button
          type="button"
          className="plain-button more-rows"
          disabled={queue.isFetchingNextPage}
          onClick={() => void queue.fetchNextPage()}
        >
          {queue.isFetchingNextPage ? words.loading : words.queue.more}
        </button>
      )}
    </div>
  );
};

type RowProps = { row: QueueRow; mayClaim: boolean; taking: boolean; fault: unknown; onTake: () => void };

const Row = ({ row, mayClaim, taking, fault, onTake }: RowProps) => {
  const words = useWords();
  const [lang] = useLang();
  const late = usePassed(row.claimBy) && !row.owner;
  const why = words.reason[row.reason];
  return (
    <li
      className="row"
      data-priority={row.priority}
      data-late={late || undefined}
      data-claimed={Boolean(row.owner) || undefined}
    >
      <Clock row={row} />
      <div className="row-what">
        <Link
          className="open"
          href={`/cases/${row.id}`}
          onClick={() => rememberRow(row.id)}
          ref={(link: HTMLAnchorElement | null) => {
            if (!link || lastOpened !== row.id) return;
            lastOpened = null;
            link.focus({ preventScroll: true });
          }}
        >
          <span className="only-heard">
            {words.priority[row.priority]}
            {words.separator}
          </span>
          {why}
        </Link>
        <p className="row-facts">
          <WhoLine row={row} />
          <ChannelLine row={row} />
          <PhoneLine row={row} />
          {!row.firstWordAt && <span className="opened">{words.openedAt(toMinute(lang, row.openedAt))}</span>}
        </p>
      </div>
      <div className="row-owner">
        <OwnerLine row={row} />
        {!row.owner && mayClaim && (
          <Button className="take" size="md" loading={taking} onClick={onTake} aria-label={words.queue.claimFor(why)}>
            {words.queue.claim}
          </Button>
        )}
      </div>
      <Fault of={fault} />
    </li>
  );
};
