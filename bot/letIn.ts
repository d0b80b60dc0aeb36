/** One door for messages of every channel: whoever may be in danger goes through it first, and on connections of their own. */
import type { Inbound } from '../flows/protocol.ts';
import type { Pressure } from '../triage/pressure.ts';
import type { Address, TurnEvent, Turns } from '../triage/turn.ts';

/** Lets what somebody did in, for as long as `work` takes; `how` belongs into their events. Throws Busy: nothing was begun.
 *  who: null, nobody known. */
export type LetIn = <T>(
  who: Address | null,
  inbounds: readonly Inbound[],
  work: (how: Pick<TurnEvent, 'urgent'>) => Promise<T>,
) => Promise<T>;

export const letIn =
  (pressure: Pick<Pressure, 'within'>, isUrgent: Turns['isUrgent']): LetIn =>
  (who, inbounds, work) =>
    pressure.within(
      () => (who !== null && inbounds.some((inbound) => isUrgent(who, inbound)) ? 'crisis' : 'turn'),
      (kind) => work(kind === 'crisis' ? { urgent: true } : {}),
    );
