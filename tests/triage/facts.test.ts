import { expect, it } from 'vitest';
import { rememberedCenters } from '../../triage/facts.ts';
import type { Query } from '../../triage/store/db.ts';
import { fakeClock } from '../harness/world.ts';

it('a centre is read once a minute, and a store that is away keeps nobody from their turn', async () => {
  const clock = fakeClock();
  let asked = 0;
  let away = false;
  const query = (async () => {
    asked += 1;
    if (away) throw new Error('store is away');
    return { rows: [{ id: 'c', name: '센터', phone: null, hours: null, area: null, retention: '1년' }], rowCount: 1 };
  }) as unknown as Query;
  const center = rememberedCenters(clock);
  await center(query, 'c');
  await center(query, 'c');
  expect(asked).toBe(1);
  away = true;
  clock.advance({ seconds: 61 });
  expect(await center(query, 'c')).toMatchObject({ name: '센터' });
  expect(asked).toBe(2);
  await expect(center(query, 'another')).rejects.toThrow('store is away');
});
