import type { After } from './clock.ts';

/** What is worth keeping for a while and may be forgotten at any time: each thing lives for `forMs` to twice as long after it was kept,
 *  and no more than twice `most` of them at once. Two maps take turns, so that forgetting costs nothing by the piece. */
export interface Remembering<V> {
  get(key: string): V | null;
  keep(key: string, value: V): void;
  drop(key: string): void;
}

export function remembering<V>(forMs: number, most: number, after: After = aside): Remembering<V> {
  let young = new Map<string, V | null>();
  let old = new Map<string, V | null>();
  let settle: (() => void) | null = null;
  const age = (): void => {
    settle?.();
    old = young;
    young = new Map();
    // By a timer as well: what is private must go, also where nobody comes any more.
    settle = old.size > 0 ? after(forMs, age) : null;
  };
  return {
    get: (key) => (young.has(key) ? young.get(key) : old.get(key)) ?? null,
    keep(key, value) {
      if (young.size >= most) age();
      young.set(key, value);
      settle ??= after(forMs, age);
    },
    // In its place: where many are taken out and put in again a Map makes itself new tables (see passing.ts).
    drop(key) {
      if (young.has(key)) young.set(key, null);
      if (old.has(key)) old.set(key, null);
    },
  };
}

/** Forgetting keeps no process from ending. */
const aside: After = (ms, then) => {
  const timer = setTimeout(then, ms).unref();
  return () => clearTimeout(timer);
};
