/** What is under way, by name, each for a moment. In a Map where many come and go, each new table is pointed to by the one before; as soon as one
 *  of them is so old that only a full collection takes it away, whatever passed after it is kept until then: whole turns, and pauses to
 *  collect them that somebody's answer waits for. So it holds boxes, and what has passed leaves an empty one. */
export interface Passing<V> {
  get(name: string): V | undefined;
  set(name: string, value: V): void;
  delete(name: string): void;
  values(): V[];
}

export function passing<V>(): Passing<V> {
  const boxes = new Map<string, { value: V | undefined }>();
  return {
    get: (name) => boxes.get(name)?.value,
    set(name, value) {
      const box = boxes.get(name);
      if (box) box.value = value;
      else boxes.set(name, { value });
    },
    delete(name) {
      const box = boxes.get(name);
      if (!box) return;
      box.value = undefined;
      boxes.delete(name);
    },
    values: () => [...boxes.values()].map(({ value }) => value as V),
  };
}

/** Work that no request waits for, until it is done. */
export interface Leaving {
  /** work: never rejects. */
  add(work: Promise<unknown>): void;
  /** When nothing is under way any more. */
  settled(): Promise<void>;
}

export function leaving(): Leaving {
  const all = passing<Promise<unknown>>();
  let many = 0;
  return {
    add(work) {
      const name = `work ${many++}`;
      all.set(name, work);
      void work.then(() => all.delete(name));
    },
    async settled() {
      for (let left = all.values(); left.length > 0; left = all.values()) await Promise.all(left);
    },
  };
}
