import { type After, afterMs } from './clock.ts';
import { Unavailable } from './errors.ts';

/** Rejects with Unavailable after `ms`. What was started goes on; a late failure of it is not an unhandled one. */
export function withinMs<T>(ms: number, work: Promise<T>, after: After = afterMs): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = after(ms, () => reject(new Unavailable(`Nothing within ${ms} ms.`)));
    work.then(resolve, reject);
    work.then(settle, settle);
  });
}
