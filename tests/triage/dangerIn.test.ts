/** What rings by itself, where nothing can be looked up. */
import { expect, it } from 'vitest';
import type { Inbound } from '../../flows/protocol.ts';
import { dangerIn } from '../../triage/dangerIn.ts';

const now = new Date('2026-11-30T02:00:00Z');
const tapped = (choice: string): Inbound => ({ type: 'chose', choice });

it.for([
  ['abc123.1.hard.ask.danger', 0],
  ['abc123.1.asq/5.1', 0],
  ['abc123.1.check.ask.yes', 1],
  ['abc123.1.hard.ask.unsure', 1],
] as const)('of somebody nobody remembers the tap %s is danger by the question it names', ([choice, priority]) => {
  expect(dangerIn(tapped(choice), null, now)).toMatchObject({ priority, about: 'self' });
});

it.for(['abc123.1.asq/5.0', 'abc123.1.check.ask.no', 'abc123.1.phq9/mood.3', 'abc123.1.age.50-64', 'nonsense', ''])(
  'the tap %j is none',
  (choice) => {
    expect(dangerIn(tapped(choice), null, now)).toBeNull();
  },
);
