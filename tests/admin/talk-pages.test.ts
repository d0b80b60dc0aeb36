/** The talk as the panel holds it: the newest page comes again and again, earlier ones when somebody reads back. */
import { expect, test } from 'vitest';
import { joined, type Line, pieces, prepended, type TalkPages } from '../../admin/panel/case/talkPages.ts';

const line = (rev: number, text = `${rev}`, shownAt: string | null = null): Line => ({
  rev,
  at: '2026-01-05T09:00:00.000Z',
  from: 'resident',
  name: null,
  text,
  shownAt,
  taken: null,
});
const page = (from: number, to: number, more = from > 1): TalkPages => ({
  lines: Array.from({ length: to - from + 1 }, (_, n) => line(from + n)),
  more,
  from,
  to,
});
const revs = ({ lines }: TalkPages) => lines.map(({ rev }) => rev);

test('a newer page joins what was read, and lines that did not change are the same objects', () => {
  const known = page(1, 100);
  const next = joined(known, page(3, 102));
  expect([next.from, next.to, next.more, next.lines.length]).toEqual([1, 102, false, 102]);
  expect(next.lines.slice(0, 100).every((one, place) => one === known.lines[place])).toBe(true);
  expect(joined(next, page(3, 102)).lines).toBe(next.lines);
});

test('words that were shown meanwhile are drawn anew, and only they', () => {
  const known = page(1, 3);
  const shown = { ...page(1, 3), lines: [line(1), line(2, '2', '2026-01-05T09:01:00.000Z'), line(3)] };
  const next = joined(known, shown);
  expect(next.lines.map((one, place) => one === known.lines[place])).toEqual([true, false, true]);
  const taken = { ...line(2), taken: { by: 'line' as const, at: '2026-01-05T09:01:00.000Z' } };
  expect(joined(known, { ...page(1, 3), lines: [line(1), taken, line(3)] }).lines[1]).toBe(taken);
});

test('two lines of one turn that say the same stay two', () => {
  const twice = { lines: [line(1, '네'), line(1, '네')], more: false, from: 1, to: 1 };
  expect(joined(twice, twice).lines).toHaveLength(2);
  expect(pieces(twice.lines)[0]?.lines.map(([name]) => name)).toEqual(['1 0', '1 1']);
});

test('after a gap only the newest page stands there, and more can be loaded', () => {
  const next = joined(page(1, 100), page(250, 349));
  expect([revs(next)[0], next.from, next.more]).toEqual([250, 250, true]);
});

test('turns without a line make no gap', () => {
  const silent = { lines: [line(90)], more: true, from: 11, to: 110 };
  expect(revs(joined(page(1, 10), silent))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 90]);
});

test('an earlier page is put in front once; one that does not fit any more is left out', () => {
  const known = page(101, 200);
  const whole = prepended(known, page(1, 100, false));
  expect([whole.lines.length, whole.from, whole.to, whole.more]).toEqual([200, 1, 200, false]);
  expect(prepended(whole, page(1, 100, false))).toBe(whole);
  expect(prepended(page(300, 399), page(1, 100))).toMatchObject({ from: 300 });
});

test('pieces keep their borders when earlier turns are loaded', () => {
  const before = pieces(page(101, 200).lines);
  const after = pieces(prepended(page(101, 200), page(1, 100, false)).lines);
  expect(after.slice(-3).map(({ from }) => from)).toEqual(before.slice(-3).map(({ from }) => from));
  expect(after.flatMap(({ lines }) => lines).map(([, { rev }]) => rev)).toEqual(
    Array.from({ length: 200 }, (_, n) => n + 1),
  );
});
