import { useLayoutEffect, useState } from 'preact/hooks';

const key = 'large';

/** Larger text: as the person chose it, else as their age suggests. A choice is remembered for this tab only, and a suggestion
 *  not at all: a shared phone keeps no trace of either. */
export function useLargeText(suggested: boolean): [large: boolean, flip: () => void] {
  const [chosen, choose] = useState(read);
  const large = chosen ?? suggested;
  useLayoutEffect(() => {
    document.documentElement.classList.toggle('large', large);
  }, [large]);
  const flip = () => {
    choose(!large);
    try {
      sessionStorage.setItem(key, large ? '0' : '1');
    } catch {
      // Storage may be forbidden; the switch still works on this screen.
    }
  };
  return [large, flip];
}

/** Null: they never chose. */
function read(): boolean | null {
  try {
    const kept = sessionStorage.getItem(key);
    return kept === null ? null : kept === '1';
  } catch {
    return null;
  }
}
