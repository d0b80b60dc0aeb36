/** What the panel does when the desk asks it to come again. */
import { expect, it } from 'vitest';
import { whileBusy } from '../../admin/panel/busy.ts';

const fault = (status: number, code: string, details = {}) => Object.assign(new Error(), { status, code, details });

it('it comes again by itself, after as long as it was asked to, for about a minute', () => {
  const busy = fault(503, 'busy', { retryAfterS: 4 });
  expect(whileBusy.retry(0, busy)).toBe(true);
  expect(whileBusy.retryDelay(0, busy)).toBe(4_000);
  expect(whileBusy.retry(15, busy)).toBe(false);
});

it('any other fault is shown at once', () => {
  for (const one of [fault(503, 'unavailable'), fault(403, 'forbidden'), fault(0, 'offline'), new Error('ours')])
    expect(whileBusy.retry(0, one)).toBe(false);
});
