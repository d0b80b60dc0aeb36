/** The machine moves by one event. What XState's own `transition` answers, at half the cost. */
import { createActor } from 'xstate';
import { begin } from './context.ts';
import { conversation, type Event } from './conversation.ts';
import type { Effect } from './protocol.ts';
import type { Snapshot } from './snapshot.ts';

/** `transition` makes an actor, a system and an initial state for every call. This machine starts no others, waits for nothing and
 *  keeps nothing in them, so one actor that never runs serves every step. */
const idle = createActor(conversation, { input: begin('', 'ko') });
const scope = {
  self: idle,
  id: idle.id,
  sessionId: idle.sessionId,
  system: idle.system,
  logger() {},
  defer() {},
  emit() {},
  stopChild() {},
};

/** The next snapshot, and what the machine wants in the order it wants it. Runs nothing. */
export function advance(snapshot: Snapshot, event: Event): { next: Snapshot; effects: Effect[] } {
  const effects: Effect[] = [];
  const next = conversation.transition(snapshot, event, {
    ...scope,
    actionExecutor: ({ type, params }) => {
      if (type === 'effect') effects.push(params as Effect);
    },
  });
  return { next, effects };
}
