import { expect, it } from 'vitest';
import { askedTogether, rememberedCenters, rememberedUnsigned } from '../../triage/facts.ts';
import type { Query } from '../../triage/store/db.ts';
import { fakeClock } from '../harness/world.ts';

it('a centre is read once a minute, and a store that is away keeps nobody from their turn', async () => {
  const clock = fakeClock();
  let asked = 0;
  let away = false;
  const query = (async () => {
    asked += 1;
    if (away) throw new Error('store is away');
    return {
      rows: [{ id: 'c', name: '센터', phone: null, hours: null, area: null, retention: '1년', contactDays: 90 }],
      rowCount: 1,
    };
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

it('what several ask of a centre in one moment over the same connections is looked up once, and later anew', async () => {
  const asked: string[] = [];
  const answers: ((answer: boolean | Error) => void)[] = [];
  const reachable = askedTogether(async (query, centerId) => {
    asked.push(`${centerId} by ${await query('')}`);
    const answer = await new Promise<boolean | Error>((resolve) => void answers.push(resolve));
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const over = (name: string) => (async () => name) as unknown as Query;
  const [urgent, lane] = [over('urgent'), over('lane')];
  const together = [reachable(urgent, 'c'), reachable(urgent, 'c'), reachable(urgent, 'other'), reachable(lane, 'c')];
  await Promise.resolve();
  expect(asked).toEqual(['c by urgent', 'other by urgent', 'c by lane']);
  for (const answer of answers.splice(0)) answer(true);
  expect(await Promise.all(together)).toEqual([true, true, true, true]);
  const failing = [reachable(urgent, 'c'), reachable(urgent, 'c')];
  await Promise.resolve();
  answers.shift()?.(new Error('away'));
  for (const one of failing) await expect(one).rejects.toThrow('away');
  const later = reachable(urgent, 'c');
  await Promise.resolve();
  answers.shift()?.(false);
  expect(await later).toBe(false);
  expect(asked).toHaveLength(5);
});

/** A store that counts how often it is asked, holds signatures and may be away. */
function signatures() {
  const store = { asked: 0, away: false, rows: [] as object[] };
  const query = (async () => {
    store.asked += 1;
    if (store.away) throw new Error('store is away');
    return { rows: store.rows, rowCount: store.rows.length };
  }) as unknown as Query;
  return { store, query };
}
const asqKo = { instrument: 'asq', instrumentVersion: 'asq-1', wordingVersion: 'asq-ko-provisional-1' };

it('a signature counts ten seconds later, without a restart and without a query for each message', async () => {
  const clock = fakeClock();
  const { store, query } = signatures();
  const unsigned = rememberedUnsigned(clock, 'production');
  expect(await unsigned(query)).toContain('asq-ko-provisional-1');
  store.rows = [asqKo];
  expect(await unsigned(query)).toContain('asq-ko-provisional-1');
  expect(store.asked).toBe(1);
  clock.advance({ seconds: 10 });
  expect(await unsigned(query)).not.toContain('asq-ko-provisional-1');
  expect(await unsigned(query)).toContain('asq-en-nimh-1');
  expect(store.asked).toBe(2);
});

it('while the store is away, what was signed stays signed', async () => {
  const clock = fakeClock();
  const { store, query } = signatures();
  store.rows = [asqKo];
  const unsigned = rememberedUnsigned(clock, 'production');
  const before = await unsigned(query);
  store.away = true;
  clock.advance({ seconds: 11 });
  expect(await unsigned(query)).toEqual(before);
  expect(await unsigned(query)).toEqual(before);
  expect(store.asked).toBe(2);
});

it('when nothing was ever read nothing counts as signed, until the first reading that works', async () => {
  const { store, query } = signatures();
  store.away = true;
  store.rows = [asqKo];
  const unsigned = rememberedUnsigned(fakeClock(), 'production');
  expect(await unsigned(query)).toContain('asq-ko-provisional-1');
  store.away = false;
  expect(await unsigned(query)).not.toContain('asq-ko-provisional-1');
});

it.for(['development', 'test'] as const)('in %s nothing is kept back and nothing is asked', async (nodeEnv) => {
  const { store, query } = signatures();
  expect(await rememberedUnsigned(fakeClock(), nodeEnv)(query)).toEqual([]);
  expect(store.asked).toBe(0);
});
