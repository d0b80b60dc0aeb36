import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { z } from 'zod';
import type { CallOutcome, Case, Outcome, Talk, TalkLine } from '../../contract.ts';
import { call, Failure } from '../api.ts';

export type CaseView = z.output<typeof Case>;
export type Line = z.output<typeof TalkLine>;
type TalkView = z.output<typeof Talk>;

/** One case and its talk. The key of the talk lies under the case's, so refreshing a case refreshes both. */
export const useCase = (id: string) =>
  useQuery<CaseView>({
    queryKey: ['case', id],
    queryFn: ({ signal }) => call('case', { id, signal }),
    refetchInterval: ({ state }) => (state.error ? 3000 : 15_000),
  });

export const useTalk = (id: string, mine: boolean) =>
  useQuery<TalkView>({
    queryKey: ['case', id, 'talk'],
    queryFn: ({ signal }) => call('talk', { id, signal }),
    refetchInterval: mine ? 5000 : 15_000,
  });

/** A write the fence or the closing refused: the case on the screen is old, whatever it says. */
export const isStale = (fault: unknown): boolean =>
  fault instanceof Failure && (fault.code === 'stale_claim' || fault.code === 'closed' || fault.code === 'case_closed');

const useWrite = <T>(id: string, write: (input: T) => Promise<unknown>) => {
  const client = useQueryClient();
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['case', id] });
    void client.invalidateQueries({ queryKey: ['queue'] });
  };
  return useMutation({ mutationFn: write, onSettled: refresh });
};

/** Says something to the resident. `key` names the words: sending the same again after a fault keeps it. */
export const useSay = (id: string, fence: number) =>
  useWrite(id, ({ text, key }: { text: string; key: string }) => call('say', { id, key, body: { fence, text } }));

export const useLogCall = (id: string, fence: number) =>
  useWrite(id, (made: { outcome: CallOutcome; note?: string }) => call('logCall', { id, body: { fence, ...made } }));

export const useClose = (id: string, fence: number) =>
  useWrite(id, (how: { outcome: Outcome; note?: string }) => call('close', { id, body: { fence, ...how } }));

const Shown = createContext<CaseView | null>(null);
export const CaseShown = Shown.Provider;
export const useShownCase = (): CaseView => {
  const shown = useContext(Shown);
  if (!shown) throw new Error('useShownCase stands outside a case');
  return shown;
};
