import type { RefObject } from 'react';

/** J and K, or the arrows, move between the rows of a list by what opens them (`.open`); Enter is the button's own. */
export const useRowKeys = (list: RefObject<HTMLElement | null>): Record<string, () => void> => {
  const move = (by: number) => {
    const openers = [...(list.current?.querySelectorAll<HTMLElement>('.open') ?? [])];
    const at = openers.findIndex((one) => one.closest('li')?.contains(document.activeElement));
    const next = at < 0 ? (by > 0 ? 0 : openers.length - 1) : Math.min(openers.length - 1, Math.max(0, at + by));
    openers[next]?.focus();
    openers[next]?.closest('li')?.scrollIntoView({ block: 'nearest' });
  };
  return { KeyJ: () => move(1), ArrowDown: () => move(1), KeyK: () => move(-1), ArrowUp: () => move(-1) };
};
