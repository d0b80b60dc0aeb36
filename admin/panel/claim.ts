import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Queue } from '../contract.ts';
import { Attempts, call, Failure } from './api.ts';
import { useMe } from './session.ts';

/** Takes a case and opens it, unless they have gone elsewhere meanwhile. Whoever was slower sees the owner in the row at once, without waiting for the next answer. */
export const useClaim = () => {
  const client = useQueryClient();
  const me = useMe();
  const [, go] = useLocation();
  const [attempts] = useState(() => new Attempts());
  const ownedBy = (id: string, owner: { id: string; name: string }) =>
    client.setQueryData<InfiniteData<Queue>>(
      ['queue'],
      (queue) => queue && { ...queue, pages: queue.pages.map((page) => withOwner(page, id, owner)) },
    );
  const refresh = (id: string) => {
    void client.invalidateQueries({ queryKey: ['queue'] });
    void client.invalidateQueries({ queryKey: ['case', id] });
  };
  return useMutation({
    mutationFn: (id: string) => attempts.make(id, (key) => call('claim', { id, key })),
    onMutate: () => location.pathname,
    onSuccess: (_claimed, id, pressedAt) => {
      ownedBy(id, { id: me.id, name: me.name });
      refresh(id);
      if (location.pathname === pressedAt) go(`/cases/${id}`);
    },
    onError: (fault, id) => {
      if (fault instanceof Failure && fault.owner) ownedBy(id, fault.owner);
      refresh(id);
    },
  });
};

const withOwner = (page: Queue, id: string, owner: { id: string; name: string }): Queue => ({
  ...page,
  rows: page.rows.map((row) => (row.id === id ? { ...row, owner } : row)),
});
