import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../api.ts';

/** While one runs every second counts; else somebody may have started one elsewhere. */
export const useDrills = () =>
  useQuery({
    queryKey: ['drills'],
    queryFn: ({ signal }) => call('drills', { signal }),
    refetchInterval: ({ state }) => (state.data?.drills.some(({ endedAt }) => endedAt === null) ? 1_500 : 15_000),
  });

export const useStartDrill = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (staffId: string) => call('startDrill', { body: { staffId } }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['drills'] }),
  });
};
