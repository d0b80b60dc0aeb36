import { useQuery } from '@tanstack/react-query';
import { call } from '../api.ts';

/** How much about duty waits for this person: shifts they were asked to take, and a handover to accept. `may`: whether they see the
 *  roster at all. */
export const useDutyTasks = (may: boolean): number => {
  const tasks = useQuery({
    queryKey: ['duty'],
    queryFn: ({ signal }) => call('dutyTasks', { signal }),
    enabled: may,
    refetchInterval: 60_000,
  }).data;
  return tasks ? tasks.offers + (tasks.handover ? 1 : 0) : 0;
};
