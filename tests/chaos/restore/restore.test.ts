/** The machine of the database is lost, and the centre goes on from its back-ups. The long form is `npm run rehearse:restore`. */
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { faultsOf } from './promised.ts';
import { rehearse } from './rehearsal.ts';

it('after the database is lost, everything answered before is there again, opens with the key kept apart, and whoever waits is called', async () => {
  const plan = { seconds: 2, connections: 3, archiveTimeoutS: 1, tell: () => {} };
  expect(faultsOf(await rehearse(plan, randomBytes(32)))).toEqual([]);
}, 300_000);
