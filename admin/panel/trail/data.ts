import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import type { TrailKind } from '../../contract.ts';
import { call } from '../api.ts';
import { presentMonth } from '../days.ts';

/** What is looked for, as it stands in the address: it can be kept, sent on and gone back to. */
export interface Looking {
  month: string;
  staff?: string | undefined;
  action?: string | undefined;
  kind?: TrailKind | undefined;
  resident?: string | undefined;
}

export const useLooking = (): { looking: Looking; isReport: boolean } => {
  const [params] = useSearchParams();
  const of = (name: string) => params.get(name) || undefined;
  return {
    looking: {
      month: of('month') ?? presentMonth(),
      staff: of('staff'),
      action: of('action'),
      kind: of('kind') as TrailKind | undefined,
      resident: of('resident'),
    },
    isReport: params.get('view') === 'report',
  };
};

/** The address of a list or of a report. */
export const addressOf = (looking: Looking & { view?: 'report' }): string => {
  const known = Object.entries(looking).filter(([, value]) => value);
  return `/audit?${new URLSearchParams(known as [string, string][])}`;
};

// Each look is a line in the trail: nothing here looks again by itself.
const once = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

export const useTrail = (looking: Looking) =>
  useInfiniteQuery({
    queryKey: ['trail', looking],
    queryFn: ({ pageParam, signal }) => call('trail', { query: { ...looking, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    ...once,
  });

export const useReport = (month: string) =>
  useQuery({
    queryKey: ['trail-report', month],
    queryFn: ({ signal }) => call('trailReport', { query: { month }, signal }),
    ...once,
  });
