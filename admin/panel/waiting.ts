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
export const urgent = (rows: QueueRow[]): QueueRow[] => unclaimed(rows).filter((row) => row.priority <= 1);
export const isLate = (row: QueueRow, now: number): boolean => !row.owner && Date.parse(row.claimBy) < now;

/** Rings when a 긴급 or 빠른 case arrives or is raised, and again every 20 s while a 긴급 waits for someone.
 *  Returns a sentence for screen readers about the last arrival. */
export const useArrivals = (rows: QueueRow[] | undefined, words: Words): string => {
  const known = useRef<Map<string, number> | null>(null);
  const [said, say] = useState('');

  useEffect(() => {
    if (!rows) return;
    const before = known.current;
    known.current = new Map(rows.map((row) => [row.id, row.priority]));
    if (!before) return; // What was there when the panel opened is on the screen, not news.
    // A raise rings even for a case someone holds: its owner must hear it too.
    const arrived = rows.filter((row) => {
      const was = before.get(row.id);
      return was === undefined ? !row.owner : row.priority < was;
    });
    const first = arrived[0];
    if (!first) return;
    say(words.queue.arrived(words.priority[first.priority] ?? '', words.reason[first.reason]));
    if (first.priority === 0 || first.priority === 1) ring(first.priority);
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
