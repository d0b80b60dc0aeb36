import pino from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { thinned } from '../../bot/thinLog.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function opened() {
  const lines: Record<string, unknown>[] = [];
  const hooks = thinned({ most: 3, windowMs: 1_000 });
  const log = pino(
    { hooks, base: null, timestamp: false },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  return { log, lines };
}

it('the first of one message are written with their ids, the rest are counted and told once, and then it begins anew', () => {
  const { log, lines } = opened();
  for (let nth = 0; nth < 10; nth += 1)
    log.error({ residentId: `r${nth}`, fault: 'StoreUnavailable' }, 'a turn failed');
  expect(lines.map(({ residentId }) => residentId)).toEqual(['r0', 'r1', 'r2']);
  vi.advanceTimersByTime(1_000);
  expect(lines.slice(3)).toEqual([{ level: 50, fault: 'StoreUnavailable', more: 7, msg: 'a turn failed' }]);
  log.error({ residentId: 'later' }, 'a turn failed');
  expect(lines.at(-1)).toMatchObject({ residentId: 'later' });
  vi.advanceTimersByTime(1_000);
  expect(lines).toHaveLength(5);
});

it('another message, another level, what only informs, and what ends the process are not held back by it', () => {
  const { log, lines } = opened();
  for (let nth = 0; nth < 4; nth += 1) log.warn({}, 'one');
  log.warn({}, 'another');
  log.error({}, 'one');
  for (let nth = 0; nth < 5; nth += 1) log.info({}, 'told');
  for (let nth = 0; nth < 5; nth += 1) log.fatal({}, 'ends');
  expect(lines.filter(({ msg }) => msg === 'one').map(({ level }) => level)).toEqual([40, 40, 40, 50]);
  expect(lines.filter(({ msg }) => msg === 'another')).toHaveLength(1);
  expect(lines.filter(({ msg }) => msg === 'told')).toHaveLength(5);
  expect(lines.filter(({ msg }) => msg === 'ends')).toHaveLength(5);
});
