import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { goDeaf } from './choices.tsx';
import type { Talk } from './talk.ts';

/** What should be in view: what arrived together, or the end. */
type Target = { batch: number } | 'end';

const marginPx = 10;
const slackPx = 24;

interface Place {
  box: RefObject<HTMLElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** There is something below that cannot be seen. */
  more: boolean;
  goDown(): void;
}

/** Puts what is new where it is read: all of it when it fits, else its beginning.
 *  Does not move while the person reads elsewhere, and takes no answer while it moves: another one could slip under the finger. */
export function usePlace(talk: Talk): Place {
  const box = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  const state = useRef({ target: 'end' as Target, touched: false, batch: 0, mine: 0, alarm: 0 }).current;

  const place = (smooth: boolean) => {
    if (!box.current) return;
    if (smooth) goDeaf();
    const still = !smooth || matchMedia('(prefers-reduced-motion: reduce)').matches;
    box.current.scrollTo({ top: topOf(box.current, state.target), behavior: still ? 'auto' : 'smooth' });
  };
  const look = () => {
    const seen = box.current;
    if (!seen) return;
    const hidden = seen.scrollHeight - seen.scrollTop - seen.clientHeight > slackPx;
    clearTimeout(state.alarm);
    if (!hidden) {
      setMore(false);
      state.touched = false;
    } else state.alarm = setTimeout(() => setMore(true), 350);
  };

  useLayoutEffect(() => {
    const typed = talk.entries.filter((entry) => entry.type === 'mine' && entry.ask === null).length;
    const arrived = talk.batch > state.batch;
    const first = state.batch === 0;
    if (arrived && (talk.pressing || !state.touched)) {
      state.target = { batch: talk.batch };
      state.touched = false;
      place(!first);
    } else if (!arrived && typed > state.mine) {
      state.target = 'end';
      state.touched = false;
      place(true);
    }
    state.batch = talk.batch;
    state.mine = typed;
    look();
  }, [talk]);

  useEffect(() => {
    const seen = box.current;
    if (!seen || !content.current) return;
    const touch = () => {
      state.touched = true;
    };
    // The keyboard, larger text or the typeface change heights: what was in view stays in view.
    const heights = new ResizeObserver(() => {
      if (!state.touched) place(false);
      look();
    });
    heights.observe(seen);
    heights.observe(content.current);
    const gestures = ['wheel', 'touchmove', 'keydown'] as const;
    for (const gesture of gestures) seen.addEventListener(gesture, touch, { passive: true });
    seen.addEventListener('scroll', look, { passive: true });
    return () => {
      heights.disconnect();
      clearTimeout(state.alarm);
      for (const gesture of gestures) seen.removeEventListener(gesture, touch);
      seen.removeEventListener('scroll', look);
    };
  }, []);

  const goDown = () => {
    state.touched = true;
    box.current?.scrollBy({ top: box.current.clientHeight * 0.75, behavior: 'smooth' });
  };
  return { box, content, more, goDown };
}

function topOf(box: HTMLElement, target: Target): number {
  if (target === 'end') return box.scrollHeight;
  const batch = box.querySelectorAll<HTMLElement>(`[data-batch='${target.batch}']`);
  const first = batch[0];
  const last = batch[batch.length - 1];
  if (!first || !last) return box.scrollHeight;
  const offset = box.scrollTop - box.getBoundingClientRect().top;
  const top = first.getBoundingClientRect().top + offset - marginPx;
  const bottom = last.getBoundingClientRect().bottom + offset + marginPx;
  return bottom - top <= box.clientHeight + marginPx ? bottom - box.clientHeight : top;
}
