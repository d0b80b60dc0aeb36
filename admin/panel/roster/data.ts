import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CenterFacts, TypedRotation } from '../../contract.ts';
import { Attempts, call } from '../api.ts';
import { addDays } from '../days.ts';

/** week: any day of it; undefined: the present one. Looked at again each half minute: somebody else may stand in. */
export const useRoster = (week: string | undefined) =>
  useQuery({
    queryKey: ['roster', week],
    queryFn: ({ signal }) => call('roster', { query: { week }, signal }),
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  });

const useRefresh = () => {
  const client = useQueryClient();
  return () => {
    for (const key of ['roster', 'rotations', 'duty', 'handover']) void client.invalidateQueries({ queryKey: [key] });
  };
};

interface NewShifts {
  staffId: string;
  days: string[];
  from: string;
  until: string;
}

export const useAdd = () => {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (body: NewShifts) => call('addShifts', { body }), onSettled: refresh });
};

export const useRemove = () => {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => call('removeShift', { id }), onSettled: refresh });
};

export const useCover = () => {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, staffId }: { id: string; staffId: string | null }) =>
      call('coverShift', { id, body: { staffId } }),
    onSettled: refresh,
  });
};

/** A week and those after it, to choose a shift from. */
export const useWeeksFrom = (day: string, many: number) =>
  useQueries({
    queries: Array.from({ length: many }, (_, n) => {
      const week = addDays(day, 7 * n);
      return {
        queryKey: ['roster', week],
        queryFn: ({ signal }: { signal: AbortSignal }) => call('roster', { query: { week }, signal }),
      };
    }),
  });

const offers = new Attempts();
export const useAsk = () => {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; staffId: string; backShiftId: string | null }) =>
      offers.make({ id, body }, (key) => call('offerShift', { id, body, key })),
    onSettled: refresh,
  });
};

export const useAnswer = () => {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, accept }: { id: string; accept: boolean }) => call('answerOffer', { id, body: { accept } }),
    onSettled: refresh,
  });
};

export const useWithdraw = () => {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => call('withdrawOffer', { id }), onSettled: refresh });
};

/** minute: 2026-11-30T03:12 by the clock in Korea; null: nothing asked yet. */
export const useWasOn = (minute: string | null) =>
  useQuery({
    queryKey: ['roster', 'at', minute],
    queryFn: ({ signal }) => call('wasOn', { query: { minute: minute ?? '' }, signal }),
    enabled: minute !== null,
  });

export const useRotations = () =>
  useQuery({
    queryKey: ['rotations'],
    queryFn: ({ signal }) => call('rotations', { signal }),
    refetchInterval: 60_000,
  });

export const usePreview = () =>
  useMutation({
    mutationFn: (body: { id: string | null; plan: TypedRotation }) => call('previewRotation', { body }),
  });

const rotations = new Attempts();
/** edited: the rotation as it was read; null: a new one. */
export const useSaveRotation = (edited: { id: string; rev: number } | null) => {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: async (plan: TypedRotation) => {
      if (edited) await call('changeRotation', { id: edited.id, body: { rev: edited.rev, plan } });
      else await rotations.make(plan, (key) => call('addRotation', { body: { plan }, key }));
    },
    onSettled: refresh,
  });
};

export const useEndRotation = () => {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, rev }: { id: string; rev: number }) => call('endRotation', { id, body: { rev } }),
    onSettled: refresh,
  });
};

export const useHandover = () =>
  // Not by itself: each look stands in the access log.
  useQuery({ queryKey: ['handover'], queryFn: ({ signal }) => call('handover', { signal }) });

const notes = new Attempts();
export const useWriteHandover = () => {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (note: string) => notes.make(note, (key) => call('writeHandover', { body: { note }, key })),
    onSettled: refresh,
  });
};

export const useAcceptHandover = () => {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (at: string) => call('acceptHandover', { body: { at } }), onSettled: refresh });
};

export const useCenter = () =>
  useQuery({ queryKey: ['center'], queryFn: ({ signal }) => call('center', { signal }), refetchInterval: 60_000 });

export interface TypedFacts {
  name: string;
  phone: string;
  hours: string;
  area: string;
  retention: string;
  contactDays: string;
}

export const useChangeCenter = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: TypedFacts & { expected: CenterFacts }) => call('changeCenter', { body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['center'] });
      // Its name stands in the header.
      void client.invalidateQueries({ queryKey: ['me'] });
    },
  });
};
