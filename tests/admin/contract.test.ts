import { expect, test } from 'vitest';
import { bestTimes, needs, reasons as shown, signReasons } from '../../admin/contract.ts';
import { needs as askedNeeds, bestTimes as askedTimes } from '../../flows/protocol.ts';
import { reasonsToSign } from '../../triage/gate.ts';
import { reasons as stored } from '../../triage/store/escalations.ts';

// Written twice because the panel's types must not reach into the store.
test('the desk has a word for every reason the store can hold, and for no other', () => {
  expect([...shown].sort()).toEqual([...stored].sort());
});

test('the desk has words for every reason to want a signature', () => {
  expect(signReasons).toEqual(reasonsToSign);
});

test('the desk has a word for every time to call and every need a resident can choose', () => {
  expect([bestTimes, needs]).toEqual([askedTimes, askedNeeds]);
});
