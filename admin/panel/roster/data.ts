import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CenterFacts } from '../../contract.ts';
import { call, Failure } from '../api.ts';

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
  return () => void client.invalidateQueries({ queryKey: ['roster'] });
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

/** Sentences for each field that was refused, by the field's name. */
export const wrongFields = (fault: unknown, lang: 'ko' | 'en'): Record<string, string> => {
  const fields = fault instanceof Failure ? fault.details.fields : undefined;
  if (!Array.isArray(fields)) return {};
  return Object.fromEntries(fields.map((one: Record<string, string>) => [one.field, one[lang]]));
};
