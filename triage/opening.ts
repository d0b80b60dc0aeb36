/** Somebody nobody knows has done something: their conversation is opened before it, as a page would have done. */
import { Refused } from './errors.ts';
import type { TurnEvent } from './event.ts';

/** Nobody has this address: there is no conversation it could belong to. */
export const isOfNobody = (error: unknown): boolean => error instanceof Refused && error.code === 'session_invalid';

/** The opening that goes before this event, under a name that follows from the event's own: done again it is the same opening. */
export function openingOf({ id, digest: _digest, messageId: _messageId, ...rest }: TurnEvent): TurnEvent {
  const [channel, ...name] = id.split(':');
  return { ...rest, id: `${channel}:open:${name.join(':')}`, inbound: { type: 'opened', unread: 0 } };
}
