import { useEffect, useState } from 'preact/hooks';
import type { Words } from './words.ts';

/** A line that blinks for a moment is no news. */
const patienceMs = 1_500;

/** Says that the line is down, and that 109 is there meanwhile. The region stays, so that screen readers notice it fill. */
export function Banner({ w, cut }: { w: Words; cut: boolean }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!cut) return setShown(false);
    const alarm = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(alarm);
  }, [cut]);
  return (
    <div class="banner" role="status">
      {shown && <p>{w.cut}</p>}
    </div>
  );
}
