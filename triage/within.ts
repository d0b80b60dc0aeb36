import { Unavailable } from './errors.ts';

/** Rejects with Unavailable after `ms`. What was started goes on; a late failure of it is not an unhandled one. */
export function withinMs<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Unavailable(`Nothing within ${ms} ms.`)), ms);
    const settle = (): void => clearTimeout(timer);
    work.then(resolve, reject);
    work.then(settle, settle);
  });
}
