/** Virtual time: one list of what comes when. Nothing else moves anything, so that the same seed gives the same day. */
import { setImmediate as drained } from 'node:timers/promises';

interface Coming {
  at: number;
  nth: number;
  happens: () => unknown;
}

export type Chance = () => number;

/** 0 ≤ n < 1, the same for the same seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let n = Math.imul(state ^ (state >>> 15), 1 | state);
    n = (n + Math.imul(n ^ (n >>> 7), 61 | n)) ^ n;
    return ((n ^ (n >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class NeverEnds extends Error {
  constructor(steps: number, now: number) {
    super(`It never ends: after ${steps} steps it is only ${new Date(now).toISOString()}`);
  }
}

export class Timeline {
  /** ms since the epoch. */
  now: number;
  /** How much has happened. */
  steps = 0;
  readonly #mostSteps: number;
  #many = 0;
  /** A binary heap: the earliest stands first, of two at one moment the one that was asked for first. */
  readonly #coming: Coming[] = [];

  /** `mostSteps`: many times what happens in the fullest world; two that wake each other without end pass it within minutes. */
  constructor(begins: number, mostSteps = 1_000_000) {
    this.now = begins;
    this.#mostSteps = mostSteps;
  }

  /** Gives what takes it back. */
  after(ms: number, happens: () => unknown): () => void {
    const one: Coming = { at: this.now + Math.max(0, ms), nth: this.#many++, happens };
    this.#push(one);
    return () => {
      one.happens = nothing;
    };
  }

  /** Lets everything happen until a moment, or until nothing comes any more. Work that was begun is waited for before the next begins. Throws
   *  NeverEnds where more happens than a world can mean. */
  async runUntil(at: number): Promise<void> {
    for (let next = this.#coming[0]; next && next.at <= at; next = this.#coming[0]) {
      this.#pop();
      if (next.happens === nothing) continue;
      this.now = Math.max(this.now, next.at);
      this.steps += 1;
      if (this.steps > this.#mostSteps) throw new NeverEnds(this.steps, this.now);
      await next.happens();
      await drained();
    }
    this.now = at;
  }

  #push(one: Coming): void {
    const heap = this.#coming;
    let at = heap.push(one) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (before(heap[above] as Coming, one)) break;
      heap[at] = heap[above] as Coming;
      at = above;
    }
    heap[at] = one;
  }

  #pop(): void {
    const heap = this.#coming;
    const last = heap.pop() as Coming;
    if (heap.length === 0) return;
    let at = 0;
    for (let below = 1; below < heap.length; below = 2 * at + 1) {
      const right = heap[below + 1];
      const least = right && before(right, heap[below] as Coming) ? below + 1 : below;
      if (before(last, heap[least] as Coming)) break;
      heap[at] = heap[least] as Coming;
      at = least;
    }
    heap[at] = last;
  }
}

const nothing = () => {};
const before = (one: Coming, other: Coming): boolean =>
  one.at < other.at || (one.at === other.at && one.nth < other.nth);
