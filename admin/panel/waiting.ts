import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Queue, QueueRow } from '../contract.ts';
import { call } from './api.ts';
import { ring } from './sound.ts';
import type { Words } from './words.ko.ts';

const order = (a: QueueRow, b: QueueRow): number =>
  a.priority - b.priority || Date.parse(a.claimBy) - Date.parse(b.claimBy) || a.id.localeCompare(b.id);
const sorted = (queue: Queue): Queue => ({ ...queue, rows: [...queue.rows].sort(order) });

/** The queue, most urgent first. The stream refreshes it at once; asking every 15 s (3 s while out of reach) is the net. */
export const useQueue = () =>
  useQuery({
    queryKey: ['queue'],
    queryFn: ({ signal }) => call('queue', { signal }),
    select: sorted,
    refetchInterval: ({ state }) => (state.error ? 3000 : 15_000),
    refetchIntervalInBackground: true,
  });

export const unclaimed = (rows: QueueRow[]): QueueRow[] => rows.filter((row) => !row.owner);
/** What must not wait behind an open case: 긴급, 빠른, and whoever was promised a time that has passed. */
export const urgent = (rows: QueueRow[]): QueueRow[] =>
  unclaimed(rows).filter((row) => row.priority <= 1 || row.flags.includes('missed'));
export const isLate = (row: QueueRow, now: number): boolean => !row.owner && Date.parse(row.claimBy) < now;

type News = 'new' | 'raised' | 'missed' | 'back';
const hasMissed = (row: QueueRow): boolean => row.flags.includes('missed');

/** What this row says that the desk did not know; null: nothing to ring for. */
const newsOf = (row: QueueRow, was: QueueRow | undefined): News | null => {
  if (!was) return row.owner ? null : 'new';
  if (was.owner && !row.owner) return 'back';
  // Rings even for a case someone holds: its owner must hear it too.
  if (Date.parse(row.rangAt) <= Date.parse(was.rangAt)) return null;
  return row.priority < was.priority || !hasMissed(row) ? 'raised' : 'missed';
};

/** 긴급 and 빠른 are always heard. Who was told "we alerted others too" or "we alerted another" must be right in any priority. */
const isLoud = (row: QueueRow, news: News): boolean => row.priority <= 1 || news === 'missed' || news === 'back';

/** Rings when a 긴급 or 빠른 case arrives or is raised, when a promised time has passed or a case is given back, and again
 *  every 20 s while a 긴급 waits for someone. Returns a sentence for screen readers about the last arrival. */
export const useArrivals = (rows: QueueRow[] | undefined, words: Words): string => {
  const known = useRef<Map<string, QueueRow> | null>(null);
  const [said, say] = useState('');

  useEffect(() => {
    if (!rows) return;
    const before = known.current;
    known.current = new Map(rows.map((row) => [row.id, row]));
    if (!before) return; // What was there when the panel opened is on the screen, not news.
    const arrived = rows.flatMap((row) => {
      const news = newsOf(row, before.get(row.id));
      return news ? [{ row, news }] : [];
    });
    const loud = arrived.find(({ row, news }) => isLoud(row, news));
    const first = loud ?? arrived[0];
    if (!first) return;
    const { row, news } = first;
    say(words.queue.arrived(words.queue.news[news], words.priority[row.priority] ?? '', words.reason[row.reason]));
    if (loud) ring(row.priority === 0 ? 0 : 1);
  }, [rows, words]);

  const emergency = rows ? unclaimed(rows).some((row) => row.priority === 0) : false;
  useEffect(() => {
    if (!emergency) return;
    const repeat = setInterval(() => ring(0), 20_000);
    return () => clearInterval(repeat);
  }, [emergency]);

  return said;
};

/** The tab shows how many wait, so that a hidden tab still tells. */
export const useTitle = (page: string, words: Words, rows: QueueRow[] | undefined): void => {
  const open = rows ? unclaimed(rows) : [];
  const emergencies = open.filter((row) => row.priority === 0).length;
  const count = emergencies > 0 ? `(${words.nav.urgent(emergencies)}) ` : open.length > 0 ? `(${open.length}) ` : '';
  useEffect(() => {
    document.title = `${count}${page}${words.separator}${words.product}`;
  }, [count, page, words]);
};
