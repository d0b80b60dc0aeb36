import { useState } from 'react';

// Words being written outlive a reload, a lost session and a wrong click, but not the browser window.
const prefix = 'draft:';

const read = (key: string): string | null => {
  try {
    return sessionStorage.getItem(prefix + key);
  } catch {
    return null;
  }
};

const write = (key: string, text: string | null): void => {
  try {
    if (text === null) sessionStorage.removeItem(prefix + key);
    else sessionStorage.setItem(prefix + key, text);
  } catch {
    // The text stays on the screen; only a reload would lose it.
  }
};

/** Forgets drafts: all of them, or all but those of one counsellor, so that the next person at this PC sees none. */
export const forgetDrafts = (exceptOf?: string): void => {
  try {
    const ours = Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
    for (const key of ours) if (!exceptOf || !key.startsWith(`${prefix}${exceptOf}:`)) sessionStorage.removeItem(key);
  } catch {
    // Nothing could be stored, so nothing is left.
  }
};

/** A text that survives. key: counsellor id, case id and field; offered: what stands there before anyone types. */
export const useDraft = (key: string, offered = ''): [string, (text: string) => void, () => void] => {
  const [text, setText] = useState(() => read(key) ?? offered);
  const change = (next: string) => {
    setText(next);
    write(key, next === offered ? null : next);
  };
  const clear = () => {
    setText('');
    write(key, null);
  };
  return [text, change, clear];
};

/** A draft that answers something. `read`: how far its writer had read (`now`) at its last letter, also when it is found again: what came
 *  after that is not answered by it. */
export const useAnswer = (key: string, offered: string, now: number) => {
  const [text, change, forget] = useDraft(key, offered);
  const [last, setLast] = useState(() => (hasDraft(key) ? Number(read(`${key}:read`) ?? now) : now));
  const keep = (next: string) => {
    change(next);
    setLast(now);
    write(`${key}:read`, String(now));
  };
  const clear = () => {
    forget();
    write(`${key}:read`, null);
  };
  return { text, read: last, write: keep, clear };
};

/** Whether something unsent lies in a draft. */
export const hasDraft = (key: string): boolean => (read(key) ?? '').trim() !== '';
