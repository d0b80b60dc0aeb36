import type { ReactNode } from 'react';
import { Failure } from './api.ts';
import { AlertIcon } from './icons.tsx';
import type { Words } from './words.ko.ts';
import { useWords } from './words.ts';

/** What went wrong as a sentence for a counsellor: ours where we know more, the server's own otherwise. */
export const sentence = (fault: unknown, words: Words): string => {
  if (!(fault instanceof Failure)) return words.fault.unexpected('');
  switch (fault.code) {
    case 'offline':
      return words.fault.offline;
    case 'claimed':
      return fault.owner ? words.fault.claimed(fault.owner.name) : fault.message;
    case 'stale_claim':
      return fault.owner ? words.fault.stale(fault.owner.name) : words.fault.lapsed;
    default:
      return fault.message || words.fault.unexpected(fault.requestId);
  }
};

/** A fault, said at once by screen readers. Draws nothing without one. */
export const Fault = ({ of, lead, children }: { of: unknown; lead?: string; children?: ReactNode }) => {
  const words = useWords();
  if (!of) return null;
  return (
    <div className="fault" role="alert">
      <AlertIcon />
      <span>
        {lead ? `${lead} ` : ''}
        {sentence(of, words)}
      </span>
      {children}
    </div>
  );
};
