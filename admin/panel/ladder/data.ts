import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DryRunResult, LadderView } from '../../contract.ts';
import { call } from '../api.ts';

export type Ladder = LadderView['ladder'];
export type Climb = Ladder['climbs'][0];
export type Target = Climb['steps'][number]['who'][number];
export const priorities = [0, 1, 2] as const;
export type Called = (typeof priorities)[number];

export const useLadder = () =>
  useQuery({ queryKey: ['ladder'], queryFn: ({ signal }) => call('ladder', { signal }), refetchInterval: 60_000 });

export const useChangeLadder = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { rev: number; ladder: Ladder }) => call('changeLadder', { body }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['ladder'] }),
  });
};

export const useDryRun = () =>
  useMutation<DryRunResult, unknown, { priority: Called; at: string | null; ladder: Ladder | null }>({
    mutationFn: (body) => call('dryRun', { body }),
  });
