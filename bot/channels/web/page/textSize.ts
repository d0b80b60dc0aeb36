import { useLayoutEffect, useState } from 'preact/hooks';

const key = 'large';

/** Larger text, remembered for this tab only: a shared phone keeps no trace of it. */
export function useLargeText(): [large: boolean, flip: () => void] {
  const [large, setLarge] = useState(read);
  useLayoutEffect(() => {
    document.documentElement.classList.toggle('large', large);
    try {
      if (large) sessionStorage.setItem(key, '1');
      else sessionStorage.removeItem(key);
    } catch {
      // Storage may be forbidden; the switch still works on this screen.
    }
  }, [large]);
  return [large, () => setLarge((now) => !now)];
}

function read(): boolean {
  try {
    return sessionStorage.getItem(key) === '1';
  } catch {
    return false;
  }
}
