import { goDeaf } from './slip.ts';
import type { Talk } from './talk.ts';

const marginPx = 6;
/** Less than this below the edge is the margin, not an answer. */
const slackPx = 12;
/** A screen that is still moving is not asked whether something is hidden. */
const settleMs = 350;
const gestures = ['wheel', 'touchmove', 'keydown'] as const;

/** What arrived since the person was last shown something: batches, several where a stream brought them at once. */
interface Arrived {
  from: number;
  to: number;
}

/** Puts what is new where it is read: all of it when it fits, else its beginning. Does not move while the person reads
 *  elsewhere, and takes no answer while it moves: another one could slip under the finger. */
export class Place {
  readonly #box: HTMLElement;
  readonly #onMore: (more: boolean) => void;
  readonly #heights: ResizeObserver;
  /** What should be in view. */
  #target: Arrived | 'end' = 'end';
  #batch = 0;
  #typed = 0;
  #touched = false;
  #alarm = 0;

  /** box scrolls, content is in it. onMore: whether something below cannot be seen. */
  constructor(box: HTMLElement, content: HTMLElement, onMore: (more: boolean) => void) {
    this.#box = box;
    this.#onMore = onMore;
    // The keyboard, larger text or the typeface change heights: what was in view stays in view.
    this.#heights = new ResizeObserver(() => {
      if (!this.#touched) this.#move(false);
      this.#look();
    });
    this.#heights.observe(box);
    this.#heights.observe(content);
    for (const gesture of gestures) box.addEventListener(gesture, this.#touch, { passive: true });
    box.addEventListener('scroll', this.#look, { passive: true });
  }

  close(): void {
    this.#heights.disconnect();
    clearTimeout(this.#alarm);
    for (const gesture of gestures) this.#box.removeEventListener(gesture, this.#touch);
    this.#box.removeEventListener('scroll', this.#look);
  }

  /** The talk has changed on the screen. */
  follow(talk: Talk): void {
    const typed = talk.entries.filter((entry) => entry.type === 'mine' && entry.ask === null).length;
    const arrived = talk.batch > this.#batch;
    const isFirst = this.#batch === 0;
    if (arrived && (talk.pressing > this.#batch || !this.#touched))
      this.#aim({ from: this.#batch + 1, to: talk.batch }, !isFirst);
    else if (typed > this.#typed) this.#aim('end', true);
    this.#batch = talk.batch;
    this.#typed = typed;
    this.#look();
  }

  goDown(): void {
    this.#touched = true;
    this.#box.scrollBy({ top: this.#box.clientHeight * 0.75, behavior: 'smooth' });
  }

  #aim(target: Arrived | 'end', smooth: boolean): void {
    this.#target = target;
    this.#touched = false;
    if (smooth) goDeaf();
    this.#move(smooth);
  }

  #move(smooth: boolean): void {
    const still = !smooth || matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#box.scrollTo({ top: this.#top(), behavior: still ? 'auto' : 'smooth' });
  }

  #top(): number {
    const box = this.#box;
    const target = this.#target;
    if (target === 'end') return box.scrollHeight;
    const arrived = [...box.querySelectorAll<HTMLElement>('[data-batch]')].filter(({ dataset }) => {
      const batch = Number(dataset.batch);
      return batch >= target.from && batch <= target.to;
    });
    const first = arrived[0]?.getBoundingClientRect();
    const last = arrived[arrived.length - 1]?.getBoundingClientRect();
    if (!first || !last) return box.scrollHeight;
    const offset = box.scrollTop - box.getBoundingClientRect().top;
    const top = first.top + offset - marginPx;
    const bottom = last.bottom + offset + marginPx;
    return bottom - top <= box.clientHeight + marginPx ? bottom - box.clientHeight : top;
  }

  readonly #touch = (): void => {
    this.#touched = true;
  };

  readonly #look = (): void => {
    const { scrollHeight, scrollTop, clientHeight } = this.#box;
    clearTimeout(this.#alarm);
    if (scrollHeight - scrollTop - clientHeight > slackPx) {
      this.#alarm = setTimeout(() => this.#onMore(true), settleMs);
      return;
    }
    this.#onMore(false);
    this.#touched = false;
  };
}
