import { useQuery } from '@tanstack/react-query';
import { call } from '../api.ts';

/** How many follow-ups are due by the end of today, 100 meaning a hundred or more; undefined until it is known. `may`: whether this
 *  person sees follow-ups at all. */
export const useDueCount = (may: boolean): number | undefined =>
  useQuery({
    queryKey: ['follow-ups', 'due'],
    queryFn: ({ signal }) => call('dueFollowUps', { signal }),
    enabled: may,
    refetchInterval: 60_000,
  }).data?.due;
