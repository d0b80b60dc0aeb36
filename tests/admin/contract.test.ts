import { expect, test } from 'vitest';
import { reasons as shown } from '../../admin/contract.ts';
import { reasons as stored } from '../../triage/store/escalations.ts';

// Written twice because the panel's types must not reach into the store.
test('the desk has a word for every reason the store can hold, and for no other', () => {
  expect([...shown].sort()).toEqual([...stored].sort());
});
