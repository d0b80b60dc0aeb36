import type { Call, DeskDeps } from './handler.ts';
import { onceIds } from './onceMade.ts';

/** The ids of what one call writes, by place: the n-th is the same whenever it is asked for, and for the same request sent again
 *  under the same Idempotency-Key. That is how an act knows that it was done already. */
export function actIds(call: Call, newId: DeskDeps['newId']): (n: number) => string {
  const once = onceIds(call, () => newId());
  const known = new Map<number, string>();
  return (n) => {
    const id = known.get(n) ?? once(n);
    known.set(n, id);
    return id;
  };
}
