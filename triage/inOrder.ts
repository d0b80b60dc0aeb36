import { passing } from './passing.ts';

/** Runs what shares a key one after another, in the order of asking; different keys run side by side. */
export function inOrder(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = passing<Promise<unknown>>();
  return (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, mine);
    const done = () => {
      if (last.get(key) === mine) last.delete(key);
    };
    mine.then(done, done);
    return mine;
  };
}
