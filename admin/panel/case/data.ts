import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { CallOutcome, Case, Outcome, Service, Tier } from '../../contract.ts';
import { Attempts, call, Failure } from '../api.ts';
import { joined, prepended, type TalkPages } from './talkPages.ts';

export type { Line } from './talkPages.ts';
export type CaseView = z.output<typeof Case>;
/** `readTo`: the talk up to this rev of the case stands in `lines`, whatever the case itself has come to since. */
export type TalkView = TalkPages & { readTo: number };

/** One case and its talk. The key of the talk lies under the case's, so refreshing a case refreshes both. */
export const useCase = (id: string) =>
  useQuery<CaseView>({
    queryKey: ['case', id],
    queryFn: ({ signal }) => call('case', { id, signal }),
    refetchInterval: ({ state }) => (state.error ? 3000 : 15_000),
  });

/** Only the newest page is asked for again and again; what was read further back stays. */
export const useTalk = (id: string, mine: boolean) => {
  const client = useQueryClient();
  const queryKey = ['case', id, 'talk'];
  return useQuery<TalkView>({
    queryKey,
    queryFn: async ({ signal }) => {
      const known = client.getQueryData<CaseView>(['case', id])?.rev ?? 0;
      const page = await call('talk', { id, signal });
      const talk = joined(client.getQueryData<TalkView>(queryKey), page);
      return { ...talk, readTo: Math.max(known, page.to) };
    },
    // `joined` keeps what did not change by itself.
    structuralSharing: false,
    refetchInterval: mine ? 5000 : 15_000,
  });
};

/** The page before what stands there. `joins`: called right before it is put in front. */
export const useEarlier = (id: string, joins: () => void) => {
  const client = useQueryClient();
  const queryKey = ['case', id, 'talk'];
  return useMutation({
    mutationFn: (from: number) => call('talk', { id, query: { before: String(from) } }),
    onSuccess: (page) => {
      joins();
      client.setQueryData<TalkView>(queryKey, (talk) => talk && { ...talk, ...prepended(talk, page) });
    },
  });
};

/** Case and talk are asked for one by one: what has been read is what stands in both. */
export const readOf = (shown: CaseView, talk: TalkView | undefined): number =>
  Math.min(shown.rev, talk?.readTo ?? shown.rev);

/** A write the fence or the closing refused: the case on the screen is old, whatever it says. */
export const isStale = (fault: unknown): boolean =>
  fault instanceof Failure && (fault.code === 'stale_claim' || fault.code === 'closed' || fault.code === 'case_closed');

/** `forget`: the next attempt is a new one, even in the same words. */
export const useWrite = <T>(id: string, fence: number, write: (input: T, key: string) => Promise<unknown>) => {
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

/** `rev`: what stood on the screen when the words were written. */
export const useSay = (id: string, fence: number) =>
  useWrite(id, fence, (said: { text: string; rev: number }, key) => call('say', { id, key, body: { fence, ...said } }));

/** `rev`: what stood on the screen when they had called. */
export const useLogCall = (id: string, fence: number) =>
  useWrite(id, fence, (made: { outcome: CallOutcome; note?: string; rev: number }, key) =>
    call('logCall', { id, key, body: { fence, ...made } }),
  );

/** `rev`: what stood on the screen. */
export const useJudge = (id: string, fence: number) =>
  useWrite(id, fence, (judged: { tier: Tier; reason: string; rev: number }, key) =>
    call('judge', { id, key, body: { fence, ...judged } }),
  );

export const useWriteNote = (id: string, fence: number) =>
  useWrite(id, fence, (text: string, key) => call('writeNote', { id, key, body: { fence, text } }));

/** `rev`: as of a call. */
export const useSummon = (id: string, fence: number) =>
  useWrite(id, fence, (made: { services: Service[]; note?: string; rev: number }, key) =>
    call('summon', { id, key, body: { fence, ...made } }),
  );

/** `rev`: what the counsellor has read of the case. */
export const useHandBack = (id: string, fence: number) =>
  useWrite(id, fence, (rev: number, key) => call('handBack', { id, key, body: { fence, rev } }));

export const useRelease = (id: string, fence: number) =>
  useWrite(id, fence, (reason: string, key) => call('release', { id, key, body: { fence, reason } }));

/** The lead's look needs no claim. */
export const useCheck = (id: string, fence: number) =>
  useWrite(id, fence, (note: string, key) =>
    call('check', { id, key, body: note.trim() ? { note: note.trim() } : {} }),
  );

export const useStartPlan = (id: string, fence: number) =>
  useWrite(id, fence, (assignee: string, key) => call('startPlan', { id, key, body: { assignee } }));

export const useAskThirdParty = (id: string, fence: number) =>
  useWrite(id, fence, (agency: string, key) => call('askThirdParty', { id, key, body: { fence, agency } }));

/** `rev`: what the counsellor has read of the case. */
export const useClose = (id: string, fence: number) =>
  useWrite(id, fence, (how: { outcome: Outcome; note?: string; rev?: number }, key) =>
    call('close', { id, key, body: { fence, ...how } }),
  );
