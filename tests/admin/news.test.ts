/** What rings at a desk, from one answer of the queue to the next. */
import { expect, test } from 'vitest';
import type { QueueRow } from '../../admin/contract.ts';
import { type Known, newsOf, remembered } from '../../admin/panel/news.ts';

const minute = 60_000;
const at = Date.parse('2026-01-05T09:00:00Z');

const row = (id: string, rangAgoMs: number, more: Partial<QueueRow> = {}) =>
  ({
    id,
    priority: 1,
    flags: [],
    owner: null,
    rangAt: new Date(at - rangAgoMs).toISOString(),
    ...more,
  }) as unknown as QueueRow;
const kim = { id: 'kim', name: '김상담' };

const seen = (...rows: QueueRow[]): Known => remembered(null, rows, at);

test('a case committed long after its stamp rings, though the last answer is younger than it', () => {
  expect(newsOf(row('late', 20_000), seen())).toBe('new');
});

test('an old row from further down, and one that somebody has, do not', () => {
  expect(newsOf(row('old', 2 * minute), seen())).toBeNull();
  expect(newsOf(row('taken', 1_000, { owner: kim }), seen())).toBeNull();
});

test('a young row that went to the next page and comes back has rung already; raised meanwhile it rings again', () => {
  const before = seen(row('young', 20_000));
  const without = remembered(before, [row('other', 1_000)], at + 5_000);
  expect(newsOf(row('young', 20_000), without)).toBeNull();
  expect(newsOf(row('young', -4_000), without)).toBe('raised');
});

test('what is not young any more is not kept', () => {
  const later = remembered(seen(row('young', 20_000)), [], at + minute);
  expect(later.rows.size).toBe(0);
});

test('a case that was given back, and a promise that was missed, are told as what they are', () => {
  const before = seen(row('mine', 5 * minute, { owner: kim }), row('waits', 5 * minute));
  expect(newsOf(row('mine', 5 * minute), before)).toBe('back');
  expect(newsOf(row('waits', 0, { flags: ['missed'] }), before)).toBe('missed');
});
