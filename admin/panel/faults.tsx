import type { ReactNode } from 'react';
import { Failure } from './api.ts';
import { AlertIcon } from './icons.tsx';
import type { Words } from './words.ko.ts';
import { type Lang, useWords } from './words.ts';

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

/** Sentences for each field that was refused, by the field's name; two of one field stand behind each other. */
export const wrongFields = (fault: unknown, lang: Lang): Record<string, string> => {
  const fields = fault instanceof Failure ? fault.details.fields : undefined;
  const wrong: Record<string, string> = {};
  if (!Array.isArray(fields)) return wrong;
  for (const one of fields as Record<string, string>[]) {
    const { field = '' } = one;
    wrong[field] = [wrong[field], one[lang]].filter(Boolean).join(' ');
  }
  return wrong;
};

type Props = { of: unknown; lead?: string; again?: () => unknown; children?: ReactNode };

/** A fault, said at once by screen readers. Draws nothing without one. `again`: for what does not try again by itself. */
export const Fault = ({ of, lead, again, children }: Props) => {
  const words = useWords();
  if (!of) return null;
  return (
    <div className="fault" role="alert">
      <AlertIcon />
      <span>
        {lead ? `${lead} ` : ''}
        {sentence(of, words)}
      </span>
      {again && (
        <button type="button" className="plain-button" onClick={() => void again()}>
          {words.again}
        </button>
      )}
      {children}
    </div>
  );
};
