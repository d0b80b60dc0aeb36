/** What is under way, each for a moment. Neither a Map nor a Set: where many come and go they make themselves a new table every few of them,
 *  and each old table points to the next one. As soon as one of them is so old that only a full collection takes it away, whatever passed
 *  after it is kept until then: whole turns, and pauses to collect them that somebody's answer waits for. */
export interface Passing<V> {
  get(name: string): V | undefined;
  set(name: string, value: V): void;
  delete(name: string): void;
  values(): V[];
}

export function passing<V>(): Passing<V> {
  const all: Record<string, V> = Object.create(null);
  return {
    get: (name) => all[name],
    set(name, value) {
      all[name] = value;
    },
    delete(name) {
      delete all[name];
    },
    values: () => Object.values(all),
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
