import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waitMs } from '../../../triage/notify/deliver.ts';
import { limits, planWay } from '../../../triage/notify/plan.ts';
import type { DuePage } from '../../../triage/store/pagesDue.ts';
import { kinds } from './kinds.ts';

const now = new Date('2026-01-05T09:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

const page = (name: string, more: Partial<DuePage> = {}): DuePage & { name: string } => ({
  name,
  id: randomUUID(),
  methodId: 'way',
  kind: 'case',
  priority: 2,
  escalationId: name,
  madeAt: ago(5),
  attempts: 0,
  openedAt: ago(60),
  isVoid: false,
  toldBefore: false,
  ...more,
});

const namesOf = (pages: readonly DuePage[]) => pages.map((one) => (one as DuePage & { name: string }).name);
const planned = (due: DuePage[], sentAt: Date[], limit = limits.email) => {
  const { texts, dropped, later } = planWay(due, limit, sentAt, now);
  return {
    texts: texts.map(namesOf),
    dropped: namesOf(dropped),
    later: later && namesOf(later.pages),
    until: later?.until,
  };
};

describe('a mail a minute', () => {
  test('one case is one letter', () => {
    expect(planned([page('a')], [])).toMatchObject({ texts: [['a']], later: null });
  });

  test('three cases at once are told in one letter, the most urgent first, and none is left out', () => {
    const due = [page('a'), page('b', { priority: 1 }), page('c', { madeAt: ago(9) })];
    expect(planned(due, [])).toMatchObject({ texts: [['b', 'c', 'a']], later: null });
  });

  test('after a letter a moment ago the next waits until the minute is over', () => {
    expect(planned([page('a')], [ago(20)])).toMatchObject({
      texts: [],
      later: ['a'],
      until: new Date(now.getTime() + 40_000),
    });
  });

  test('an emergency waits for nothing, also when it is the third this minute', () => {
    const p0 = page('p0', { priority: 0 });
    expect(planned([p0], [ago(1), ago(2)])).toMatchObject({ texts: [['p0']], later: null });
  });

  test('whoever else waits goes in its text: a flood of emergencies keeps nobody untold', () => {
    const due = [page('a'), page('b', { priority: 1 }), page('p0', { priority: 0 }), page('other', { priority: 0 })];
    expect(planned(due, [ago(1), ago(2)])).toMatchObject({ texts: [['p0', 'other', 'b', 'a']], later: null });
  });

  test('an emergency that was told of by this way keeps to the limit: the ladder has other ways and people', () => {
    expect(planned([page('p0', { priority: 0, toldBefore: true })], [ago(1)])).toMatchObject({
      texts: [],
      later: ['p0'],
    });
  });

  test('a code or an offer is never folded into a text about cases', () => {
    const code = page('code', { kind: 'verify', escalationId: null, priority: null });
    expect(planned([code, page('a'), page('b')], [])).toMatchObject({ texts: [['a', 'b']], later: ['code'] });
    const offer = page('offer', { kind: 'offer', priority: 1 });
    expect(planned([offer, page('a')], [])).toMatchObject({ texts: [['a']], later: ['offer'] });
  });
});

test('a call three times in a quarter of an hour, and then the oldest has to be over', () => {
  const due = [page('a', { priority: 1 })];
  expect(planned(due, [ago(10), ago(200), ago(600)], limits.voice)).toMatchObject({
    texts: [],
    until: new Date(now.getTime() + 300_000),
  });
  expect(planned(due, [ago(10), ago(200), ago(901)], limits.voice)).toMatchObject({ texts: [['a']] });
});

test('what nobody needs any more is dropped and uses up nothing', () => {
  expect(planned([page('a', { isVoid: true, priority: 0 }), page('b')], [])).toMatchObject({
    texts: [['b']],
    dropped: ['a'],
  });
});

test('a drill comes after everybody who really waits', () => {
  const drill = page('drill', { kind: 'drill', priority: 0 });
  expect(planned([drill, page('a'), page('b')], [], limits.push)).toMatchObject({ texts: [['a'], ['b'], ['drill']] });
});

test('whatever is due, each page is told, dropped or put off exactly once, and no limit is passed but by one text with an emergency, and whenever one leaves, all who wait are told', () => {
  const drawn = fc.record({
    kind: fc.constantFrom(...kinds),
    priority: fc.constantFrom(0, 1, 2, null) as fc.Arbitrary<DuePage['priority']>,
    isVoid: fc.boolean(),
    toldBefore: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(drawn, { maxLength: 30 }),
      fc.array(fc.nat(1_000), { maxLength: 12 }),
      fc.constantFrom(...Object.values(limits)),
      (given, sent, limit) => {
        const due = given.map((one, at) => page(String(at), one));
        const sentAt = sent.map(ago);
        const plan = planWay(due, limit, sentAt, now);
        const all = [...plan.texts.flat(), ...plan.dropped, ...(plan.later?.pages ?? [])];
        expect(all.toSorted()).toHaveLength(due.length);
        expect(new Set(all).size).toBe(due.length);
        const inWindow = sentAt.filter((at) => at > ago(limit.seconds)).length;
        const waits = due.filter(({ isVoid, kind }) => !isVoid && ['case', 'raised', 'lapsed'].includes(kind));
        const isEmergency = waits.some(({ priority, toldBefore }) => priority === 0 && !toldBefore);
        expect(plan.texts.length).toBeLessThanOrEqual(Math.max(isEmergency ? 1 : 0, limit.texts - inWindow));
        if (isEmergency || inWindow < limit.texts) expect(plan.texts.flat()).toEqual(expect.arrayContaining(waits));
        if (plan.later) expect(plan.later.until.getTime()).toBeGreaterThan(now.getTime());
      },
    ),
  );
});

test('a provider that fails is asked again after 1, 2, 4 … 60 seconds, up to a half sooner, and never later than it asked for by much', () => {
  expect([0, 1, 2, 5, 6, 50].map((attempts) => waitMs(attempts, undefined, 0))).toEqual([
    1000, 2000, 4000, 32_000, 60_000, 60_000,
  ]);
  expect(waitMs(0, undefined, 0.999)).toBeGreaterThanOrEqual(500);
  expect(waitMs(0, 7_000, 0)).toBe(7_000);
  expect(waitMs(0, 86_400_000, 0)).toBe(300_000);
});
