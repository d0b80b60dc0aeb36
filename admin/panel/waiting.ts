import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Queue, QueueRow } from '../contract.ts';
import { call } from './api.ts';
import { isLoud, type Known, newsOf, remembered } from './news.ts';
import { useMay } from './session.ts';
import { ring } from './sound.ts';
import type { Words } from './words.ko.ts';

const order = (a: QueueRow, b: QueueRow): number =>
  a.priority - b.priority || Date.parse(a.claimBy) - Date.parse(b.claimBy) || a.id.localeCompare(b.id);

/** Everything of 대기 that was asked for so far. A row that moved between two pages while they were read stands once. */
const joined = ({ pages }: InfiniteData<Queue>): Omit<Queue, 'next'> => {
  const rows = new Map(pages.flatMap((page) => page.rows).map((row) => [row.id, row]));
  const [first] = pages as [Queue];
  return { ...first, rows: [...rows.values()].sort(order) };
};

/** The queue, most urgent first, a page at a time. The stream refreshes it at once; asking every 15 s (3 s while out of reach) is
 *  the net. Whoever may not see it asks nothing. */
export const useQueue = () =>
  useInfiniteQuery({
    queryKey: ['queue'],
    queryFn: ({ signal, pageParam }) => call('queue', { signal, query: { after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Queue) => last.next,
    select: joined,
    enabled: useMay('queue'),
    refetchInterval: ({ state }) => (state.error ? 3000 : 15_000),
    refetchIntervalInBackground: true,
  });

export const unclaimed = (rows: QueueRow[]): QueueRow[] => rows.filter((row) => !row.owner);
/** What must not wait behind an open case: 긴급, 빠른, and whoever was promised a time that has passed. */
export const urgent = (rows: QueueRow[]): QueueRow[] =>
  unclaimed(rows).filter((row) => row.priority <= 1 || row.flags.includes('missed'));
/** What a counsellor has and owes a word: they claimed it and have not spoken, or danger came again that nobody has answered. The one that
 *  lapses first comes first. */
export const owed = (rows: QueueRow[], staffId: string): QueueRow[] =>
  rows
    .filter((row) => row.owner?.id === staffId && row.priority <= 1 && row.lapseAt !== null)
    .sort((a, b) => Date.parse(a.lapseAt ?? '') - Date.parse(b.lapseAt ?? ''));
export const isLate = (row: QueueRow, now: number): boolean => !row.owner && Date.parse(row.claimBy) < now;

/** Rings when a 긴급 or 빠른 case arrives or is raised, when a promised time has passed or a case is given back, and again
 *  every 20 s while a 긴급 waits for someone. Returns a sentence for screen readers about the last arrival. */
export const useArrivals = (queue: Omit<Queue, 'next'> | undefined, words: Words): string => {
  const known = useRef<Known | null>(null);
  const [said, say] = useState('');

  useEffect(() => {
    if (!queue) return;
    const { rows, now } = queue;
    const before = known.current;
    known.current = remembered(before, rows, Date.parse(now));
    if (!before) return; // What was there when the panel opened is on the screen, not news.
    const arrived = rows.flatMap((row) => {
      const news = newsOf(row, before);
      return news ? [{ row, news }] : [];
    });
    const loud = arrived.find(({ row, news }) => isLoud(row, news));
    const first = loud ?? arrived[0];
    if (!first) return;
    const { row, news } = first;
    say(words.queue.arrived(words.queue.news[news], words.priority[row.priority] ?? '', words.reason[row.reason]));
    if (loud) ring(row.priority === 0 ? 0 : 1);
  }, [queue, words]);

  const emergency = (queue?.emergencies ?? 0) > 0;
  useEffect(() => {
    if (!emergency) return;
    const repeat = setInterval(() => ring(0), 20_000);
    return () => clearInterval(repeat);
  }, [emergency]);

  return said;
};

/** The tab shows how many wait, so that a hidden tab still tells. */
export const useTitle = (page: string, words: Words, queue: Omit<Queue, 'next'> | undefined): void => {
  const { waiting = 0, emergencies = 0 } = queue ?? {};
  const count =
    emergencies > 0 ? `(${words.nav.urgent(emergencies)}) ` : waiting > 0 ? `(${words.nav.count(waiting)}) ` : '';
  useEffect(() => {
    document.title = `${count}${page}${words.separator}${words.product}`;
  }, [count, page, words]);
};
