import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Attempts, call } from '../api.ts';

/** All campaigns, a page of fifty at a time. */
export const useCampaigns = () =>
  useInfiniteQuery({
    queryKey: ['campaigns'],
    queryFn: ({ signal, pageParam }) => call('campaigns', { signal, query: pageParam ? { after: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

/** One campaign and its placements, a hundred at a time. */
export const useCampaign = (id: string) =>
  useInfiniteQuery({
    queryKey: ['campaigns', id],
    queryFn: ({ signal, pageParam }) => call('campaign', { id, signal, query: pageParam ? { after: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });

/** A write that campaigns on the screen may change by. The same words again after a lost answer are the same write. */
export const useCampaignWrite = <T, R>(write: (input: T, key: string) => Promise<R>) => {
  const client = useQueryClient();
  const [attempts] = useState(() => new Attempts());
  return useMutation({
    mutationFn: (input: T) => attempts.make([input], (key) => write(input, key)),
    onSettled: () => client.invalidateQueries({ queryKey: ['campaigns'] }),
  });
};
