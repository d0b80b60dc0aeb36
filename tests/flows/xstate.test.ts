/** What the state machine library does on a server and this house relies on or keeps away from: an upgrade that changes one of
 *  these must be noticed here before a resident notices it. */

import { expect, it } from 'vitest';
import { assign, createActor, createMachine, initialTransition, SimulatedClock, setup, transition } from 'xstate';
import { advance } from '../../flows/advance.ts';
import { begin } from '../../flows/context.ts';
import { conversation, type Event } from '../../flows/conversation.ts';
import { plain } from './story.ts';

interface Seen {
  n: number;
}
const machine = setup({
  types: { context: {} as Seen, events: {} as { type: 'GO' | 'NO' | 'BREAK' } },
  actions: { effect: (_args, _effect: { say: string }) => {} },
  guards: {
    never: () => false,
    breaks: () => {
      throw new Error('a guard broke');
    },
  },
}).createMachine({
  id: 'toy',
  context: { n: 0 },
  initial: 'a',
  states: {
    a: {
      on: {
        GO: {
          target: 'b',
          actions: [assign({ n: ({ context }) => context.n + 1 }), { type: 'effect', params: { say: 'b' } }],
        },
        NO: { guard: 'never', target: 'b' },
        BREAK: { guard: 'breaks', target: 'b' },
      },
    },
    b: {},
  },
});
const start = () => machine.resolveState({ value: 'a', context: { n: 0 } });
const throughJson = (snapshot: unknown) => JSON.parse(JSON.stringify(snapshot));

it('raw JSON handed to transition throws: restore comes first', () => {
  const json = throughJson(machine.getPersistedSnapshot(start()));
  expect(() => transition(machine, json, { type: 'GO' })).toThrow();
  expect(transition(machine, machine.resolveState(json), { type: 'GO' })[0].value).toBe('b');
});

it('an event that is unknown, or whose guard says no, gives back the same snapshot and no actions', () => {
  const snapshot = start();
  for (const type of ['NO', 'WHAT'] as const) {
    const [next, actions] = transition(machine, snapshot, { type } as { type: 'NO' });
    expect(next).toBe(snapshot);
    expect(actions).toEqual([]);
  }
  const ours = conversation.resolveState({ value: 'item', context: { item: null, place: 'rest' } as never });
  const [same, none] = transition(conversation, ours, {
    type: 'SILENCE',
    timer: 'card',
    at: 0,
    care: 'none',
    ...plain,
  });
  expect([same === ours, none]).toEqual([true, []]);
});

it('effects come back as data, in order, with their parameters; assign is done and does not come back', () => {
  const [next, actions] = transition(machine, start(), { type: 'GO' });
  expect(next.context).toEqual({ n: 1 });
  expect(actions.map(({ type, params }) => ({ type, params }))).toEqual([{ type: 'effect', params: { say: 'b' } }]);
});

it('a context key the machine has and the stored state has not is not added', () => {
  const older = machine.resolveState({ value: 'a', context: {} as Seen });
  expect(older.context).toEqual({});
});

it('a stored state that is gone throws', () => {
  expect(() => machine.resolveState({ value: 'gone' as 'a', context: { n: 0 } })).toThrow(/gone/);
});

it('a guard that throws makes the transition throw', () => {
  expect(() => transition(machine, start(), { type: 'BREAK' })).toThrow('a guard broke');
});

it('what is stored names neither machine nor version', () => {
  const json = throughJson(machine.getPersistedSnapshot(start()));
  expect(JSON.stringify(json)).not.toMatch(/toy|version/);
});

it('a delay does not ring after a restore, and pure transitions only name it', () => {
  const late = createMachine({ initial: 'a', states: { a: { after: { 1000: 'b' } }, b: {} } });
  const [first, actions] = initialTransition(late);
  expect(actions.map(({ type }) => type)).toEqual(['xstate.raise']);
  const clock = new SimulatedClock();
  const actor = createActor(late, { snapshot: late.getPersistedSnapshot(first), clock }).start();
  clock.increment(10_000);
  expect(actor.getSnapshot().value).toBe('a');
  actor.stop();
});

it('a history state is forgotten by a state resolved from value and context', () => {
  const past = createMachine({
    initial: 'in',
    states: {
      in: {
        initial: 'one',
        states: { one: { on: { NEXT: 'two' } }, two: {}, was: { type: 'history' } },
        on: { OUT: 'out' },
      },
      out: { on: { BACK: 'in.was' } },
    },
  });
  const [two] = transition(past, past.resolveState({ value: { in: 'one' } }), { type: 'NEXT' });
  const [out] = transition(past, two, { type: 'OUT' });
  expect(transition(past, out, { type: 'BACK' })[0].value).toEqual({ in: 'two' });
  expect(transition(past, past.resolveState({ value: out.value }), { type: 'BACK' })[0].value).toEqual({ in: 'one' });
});

it('our machine never waits, starts nothing and remembers no history', () => {
  const config = JSON.stringify(conversation.config);
  expect(config).not.toMatch(/"(after|invoke|history)":/);
  for (const state of Object.values(conversation.states)) expect(state.type).toBe('atomic');
});

it('a step without an actor of its own goes where `transition` goes and wants the same, from every state', () => {
  const holds = { ...plain, at: 1, care: 'none' } as const;
  const events = [
    { type: 'OPENED', unread: 0 },
    { type: 'ANSWER', value: '1' },
    { type: 'ANSWER', value: 'start' },
    { type: 'RISK', risk: { level: 'crisis', priority: 'P0', about: 'self', rule: 'a', span: [0, 1] } },
    ...(['STOP', 'RESTART', 'DANGER', 'HUMAN', 'WORDS', 'STALE'] as const).map((type) => ({ type })),
  ].map((event) => ({ ...event, ...holds }) as Event);
  let moved = 0;
  for (const value of Object.keys(conversation.states)) {
    for (const event of events) {
      const snapshot = conversation.resolveState({ value, context: { ...begin('tag', 'ko'), age: '19-34' } } as never);
      const [next, actions] = transition(conversation, snapshot, event);
      const ours = advance(snapshot, event);
      expect([ours.next.value, ours.next.context]).toEqual([next.value, next.context]);
      expect(ours.effects).toEqual(actions.filter(({ type }) => type === 'effect').map(({ params }) => params));
      moved += Number(ours.next.value !== value);
    }
  }
  expect(moved).toBeGreaterThan(20);
});
