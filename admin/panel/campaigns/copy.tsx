import { useEffect, useState } from 'react';
import { useCampaignWords } from './words.ts';

/** Puts an address on the clipboard and says so. Over plain http browsers have no clipboard for pages: an old way serves there. */
export const CopyAddress = ({ address, label }: { address: string; label?: string }) => {
  const w = useCampaignWords();
  const [state, setState] = useState<'' | 'copied' | 'failed'>('');
  useEffect(() => {
    if (state !== 'copied') return;
    const fade = setTimeout(() => setState(''), 2_000);
    return () => clearTimeout(fade);
  }, [state]);
  const copy = async () => setState((await written(address)) ? 'copied' : 'failed');
  return (
    <>
      <button type="button" className="plain-button" onClick={() => void copy()} aria-label={label}>
        {state === 'copied' ? w.placement.copied : w.placement.copy}
      </button>
      <span className={state === 'failed' ? 'quiet' : 'only-heard'} role="status">
        {state === 'copied' ? w.placement.copied : state === 'failed' ? w.placement.copyFailed : ''}
      </span>
    </>
  );
};

const written = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByHand(text);
  }
};

const copiedByHand = (text: string): boolean => {
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('readonly', '');
  field.className = 'only-heard';
  const before = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
};
