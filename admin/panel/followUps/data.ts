import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type {
  AddFollowUp,
  AddResource,
  AssignFollowUp,
  CaseFollowUps,
  ChangeResource,
  FinishFollowUp,
  FollowUpKind,
  FollowUpRow,
  MoveReferral,
  PostponeFollowUp,
  RequestReferral,
  StartPlan,
} from '../../contract.ts';
import { Attempts, call } from '../api.ts';

export type Row = FollowUpRow;
/** What the forms need of a task, in the list and in the case. */
export type Task = Pick<
  FollowUpRow,
  'id' | 'kind' | 'need' | 'step' | 'referral' | 'gatekeeper' | 'dueOn' | 'assignee' | 'postponed'
> & { reason?: FollowUpRow['reason'] };

export interface Filter {
  until: 'today' | 'week' | 'all';
  whose: 'mine' | 'all';
  kind: FollowUpKind | null;
}

export const useFollowUps = ({ until, whose, kind }: Filter) =>
  useInfiniteQuery({
    queryKey: ['follow-ups', 'list', until, whose, kind],
    queryFn: ({ signal, pageParam }) =>
      call('followUps', {
        signal,
        query: { until, whose, ...(kind && { kind }), ...(pageParam && { after: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: ({ state }) => (state.error ? 5000 : 30_000),
    // Another filter keeps the old rows until its own are there: the page does not jump.
    placeholderData: (before) => before,
  });

export const useColleagues = () =>
  useQuery({
    queryKey: ['follow-ups', 'colleagues'],
    queryFn: ({ signal }) => call('colleagues', { signal }),
    select: ({ staff }) => staff,
    staleTime: 300_000,
  });

export const useResources = () =>
  useQuery({
    queryKey: ['resources'],
    queryFn: ({ signal }) => call('resources', { signal }),
    select: ({ resources }) => resources,
    staleTime: 60_000,
  });

export const useCaseFollowUps = (id: string, may: boolean) =>
  useQuery<CaseFollowUps>({
    queryKey: ['case', id, 'follow-ups'],
    queryFn: ({ signal }) => call('caseFollowUps', { id, signal }),
    enabled: may,
    staleTime: 15_000,
  });

/** One kind of write. What failed is tried again under the same key, so that nothing is written twice. */
const useWrite = <T, R>(write: (input: T, key: string) => Promise<R>) => {
  const client = useQueryClient();
  const [attempts] = useState(() => new Attempts());
  return useMutation({
    mutationFn: (input: T) => attempts.make(input, (key) => write(input, key)),
    onSettled: () => {
      for (const queryKey of [['follow-ups'], ['resources'], ['case'], ['queue']])
        void client.invalidateQueries({ queryKey });
    },
  });
};

type Body<S extends z.ZodType> = z.input<S>;

export const useFinish = (id: string) =>
  useWrite((body: Body<typeof FinishFollowUp>, key) => call('finishFollowUp', { id, key, body }));
export const usePostpone = (id: string) =>
  useWrite((body: Body<typeof PostponeFollowUp>, key) => call('postponeFollowUp', { id, key, body }));
export const useAssign = (id: string) =>
  useWrite((body: Body<typeof AssignFollowUp>, key) => call('assignFollowUp', { id, key, body }));
export const useOpenCase = (id: string) => useWrite((_: null, key) => call('openCaseFor', { id, key }));
export const useMove = (id: string) =>
  useWrite((body: Body<typeof MoveReferral>, key) => call('moveReferral', { id, key, body }));
export const useAdd = (caseId: string) =>
  useWrite((body: Body<typeof AddFollowUp>, key) => call('addFollowUp', { id: caseId, key, body }));
export const useStartPlan = (caseId: string) =>
  useWrite((body: Body<typeof StartPlan>, key) => call('startPlan', { id: caseId, key, body }));
export const useRequest = (caseId: string) =>
  useWrite((body: Body<typeof RequestReferral>, key) => call('requestReferral', { id: caseId, key, body }));
export const useAddResource = () =>
  useWrite((body: Body<typeof AddResource>, key) => call('addResource', { key, body }));
export const useChangeResource = (id: string) =>
  useWrite((body: Body<typeof ChangeResource>, key) => call('changeResource', { id, key, body }));
