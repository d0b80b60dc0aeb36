import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useState } from 'react';
import type { z } from 'zod';
import type { CallOutcome, Case, Outcome, Talk, TalkLine } from '../../contract.ts';
import { Attempts, call, Failure } from '../api.ts';

export type CaseView = z.output<typeof Case>;
export type Line = z.output<typeof TalkLine>;
/** `readTo`: the talk up to this rev of the case stands in `lines`, whatever the case itself has come to since. */
export type TalkView = z.output<typeof Talk> & { readTo: number };

/** One case and its talk. The key of the talk lies under the case's, so refreshing a case refreshes both. */
export const useCase = (id: string) =>
  useQuery<CaseView>({
    queryKey: ['case', id],
    queryFn: ({ signal }) => call('case', { id, signal }),
    refetchInterval: ({ state }) => (state.error ? 3000 : 15_000),
  });

export const useTalk = (id: string, mine: boolean) => {
  const client = useQueryClient();
  return useQuery<TalkView>({
    queryKey: ['case', id, 'talk'],
    queryFn: async ({ signal }) => {
      const known = client.getQueryData<CaseView>(['case', id])?.rev ?? 0;
      const talk = await call('talk', { id, signal });
      return { ...talk, readTo: Math.max(known, talk.lines.at(-1)?.rev ?? 0) };
    },
    refetchInterval: mine ? 5000 : 15_000,
  });
};

/** A write the fence or the closing refused: the case on the screen is old, whatever it says. */
export const isStale = (fault: unknown): boolean =>
  fault instanceof Failure && (fault.code === 'stale_claim' || fault.code === 'closed' || fault.code === 'case_closed');

/** `forget`: the next attempt is a new one, even in the same words. */
const useWrite = <T>(id: string, fence: number, write: (input: T, key: string) => Promise<unknown>) => {
  const client = useQueryClient();
  const [attempts] = useState(() => new Attempts());
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['case', id] });
    void client.invalidateQueries({ queryKey: ['queue'] });
  };
  const mutation = useMutation({
    mutationFn: (input: T) => attempts.make([id, fence, input], (key) => write(input, key)),
    onSettled: refresh,
  });
  return { ...mutation, forget: () => attempts.forget() };
};

export const useSay = (id: string, fence: number) =>
  useWrite(id, fence, (text: string, key) => call('say', { id, key, body: { fence, text } }));

export const useLogCall = (id: string, fence: number) =>
  useWrite(id, fence, (made: { outcome: CallOutcome; note?: string }, key) =>
    call('logCall', { id, key, body: { fence, ...made } }),
  );

export const useAskThirdParty = (id: string, fence: number) =>
  useWrite(id, fence, (agency: string, key) => call('askThirdParty', { id, key, body: { fence, agency } }));

/** `rev`: what the counsellor has read of the case. */
export const useClose = (id: string, fence: number) =>
  useWrite(id, fence, (how: { outcome: Outcome; note?: string; rev?: number }, key) =>
    call('close', { id, key, body: { fence, ...how } }),
  );

const Shown = createContext<CaseView | null>(null);
export const CaseShown = Shown.Provider;
export const useShownCase = (): CaseView => {
  const shown = useContext(Shown);
  if (!shown) throw new Error('useShownCase stands outside a case');
  return shown;
};
