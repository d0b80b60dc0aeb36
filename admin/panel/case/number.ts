import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { RevealReason, Way } from '../../contract.ts';
import { call } from '../api.ts';
import { useMay } from '../session.ts';
import type { CaseView } from './data.ts';

export type PhoneWay = Extract<Way, { way: 'phone' }>;

export interface NumberView {
  /** The whole number, once a reason was given. */
  value: string | null;
  may: boolean;
  pending: boolean;
  fault: unknown;
  show: (reason: RevealReason) => void;
}

/** The number they left, if they did. */
export const phoneOf = ({ ways }: CaseView): PhoneWay | undefined => ways.find((one) => one.way === 'phone');

/** The resident's number. It lives in this page alone: gone when the case is left, and when another number is given. */
export const useNumber = (shown: CaseView): NumberView => {
  const client = useQueryClient();
  const may = useMay('claim');
  const { id } = shown.row;
  const givenAt = phoneOf(shown)?.givenAt;
  const [seen, see] = useState<{ number: string; givenAt: string | undefined } | null>(null);
  const reveal = useMutation({
    mutationFn: (reason: RevealReason) => call('reveal', { id, body: { reason } }),
    onError: () => client.invalidateQueries({ queryKey: ['case', id] }),
    // A kept answer would outlive the page.
    gcTime: 0,
  });
  return {
    value: seen && seen.givenAt === givenAt ? seen.number : null,
    may,
    pending: reveal.isPending,
    fault: reveal.error,
    show: (reason) =>
      reveal.mutate(reason, {
        onSuccess: ({ number }) => {
          see({ number, givenAt });
          reveal.reset();
        },
      }),
  };
};
