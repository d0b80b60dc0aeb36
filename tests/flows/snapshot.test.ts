/** A conversation at rest: what is written can be read, and what cannot be read is known for it. */

import { describe, expect, it } from 'vitest';
import type { Context } from '../../flows/context.ts';
import { atRest, restore, type Stored, store, UnknownVersion } from '../../flows/snapshot.ts';
import { present, step } from '../../flows/step.ts';
import { afterPhq9, begun, item9, plain, story } from './story.ts';

const through = (stored: Stored): Stored => JSON.parse(JSON.stringify(stored));

describe('a stored conversation', () => {
  it('comes back from JSON as it was, and goes on as if it had never been away', () => {
    for (const mina of [story().opens() && begun(), afterPhq9(item9(2)), afterPhq9(['s', 's', 's'])]) {
      const stored = mina.stored();
      const back = restore(through(stored));
      expect(store(back, back.context)).toEqual(stored);
      const event = { type: 'said', text: '1', at: mina.now() + 1, care: 'none', ...plain } as const;
      expect(step(through(stored), event, 'x')).toEqual(step(stored, event, 'x'));
    }
  });

  it('at rest leaves out what stands as at the beginning, and goes on as if it had all been written', () => {
    for (const mina of [story().opens() && begun(), afterPhq9(item9(2)), afterPhq9(['s', 's', 's'])]) {
      const stored = mina.stored();
      const kept = through(atRest(stored));
      expect(Object.keys(kept.state.context).length).toBeLessThan(Object.keys(stored.state.context).length);
      expect(restore(kept).context).toEqual(restore(through(stored)).context);
      const event = { type: 'said', text: '1', at: mina.now() + 1, care: 'none', ...plain } as const;
      expect(step(kept, event, 'x')).toEqual(step(stored, event, 'x'));
    }
  });

  it('carries the version it was written by', () => {
    expect(begun().stored().version).toBe(2);
  });

  it('written before a context key existed begins with that key as a new conversation does', () => {
    const stored = through(begun().stored());
    const { pending: _, timer: __, ...older } = stored.state.context;
    const back = restore({ ...stored, state: { ...stored.state, context: older as never } });
    expect(back.context).toMatchObject({ pending: null, timer: null, scale: 'phq9' });
  });

  it('of version 1 is read on: in danger, in the middle of an item, and nobody is forgotten by it', () => {
    const asVersion1 = (value: string, place: Context['place'], answers: Stored['state']['context']) => ({
      version: 1,
      state: { value, context: { ...answers, place } },
    });
    const {
      helped: _helped,
      handedOver: _handedOver,
      wish: _wish,
      misread: _misread,
      onDuty: _onDuty,
      route: _route,
      awaited: _awaited,
      needed: _needed,
      thirdParty: _thirdParty,
      recorded: _recorded,
      deleteBy: _deleteBy,
      heardNumber: _heardNumber,
      ...older
    } = through(begun().stored()).state.context;
    const inDanger = restore(asVersion1('danger', 'rest', older as Context));
    expect([inDanger.value, inDanger.context]).toMatchObject([
      'endangered',
      { place: 'endangered', recorded: true, wish: null },
    ]);
    const atItem = restore(asVersion1('item', 'item', older as Context));
    expect([atItem.value, atItem.context]).toMatchObject([
      'item',
      { place: 'item', item: 'phq9/anhedonia', recorded: true },
    ]);
  });

  it('stays small: the longest visit fits well into a row', () => {
    const mina = begun('75+');
    for (let n = 0; n < 15; n += 1) mina.taps('1');
    mina.taps('0', '0', '0', '0');
    expect(JSON.stringify(mina.stored()).length).toBeLessThan(1_200);
  });
});

describe('refused as unreadable', () => {
  const { version, state } = begun().stored();
  const { context } = state;

  it.for([
    ['a newer version', { version: version + 1, state }],
    ['a version without a migration', { version: 0, state }],
    ['no version', { state }],
    ['a state that is gone', { version, state: { ...state, value: 'q1' } }],
    ['no state', { version }],
    ['no context', { version, state: { value: 'item' } }],
    ['a place that is gone', { version, state: { ...state, context: { ...context, place: 'q1' } } }],
    ['an interruption that is gone', { version, state: { ...state, context: { ...context, pending: 'q1' } } }],
    ['an item no instrument has', { version, state: { ...state, context: { ...context, item: 'phq9/q1' } } }],
    ['an item without its scale', { version, state: { ...state, context: { ...context, scale: null } } }],
    [
      'an answer no item takes',
      { version, state: { ...state, context: { ...context, answers: { 'asq/1': [2, 1] } } } },
    ],
  ] as const)('%s', ([, stored]) => {
    expect(() => restore(stored as never)).toThrow(UnknownVersion);
  });
});

it('the present question is a function of what is stored', () => {
  expect(present(begun().stored())).toMatchObject({ key: 'phq9/anhedonia', progress: { at: 1, of: 9 } });
});
