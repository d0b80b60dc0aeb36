import { describe, expect, test } from 'vitest';
import { addDays, dayOf, endOf, endOfWeek, startOf } from '../../triage/days.ts';
import { planFrom } from '../../triage/plan.ts';

describe('the eight weeks after a crisis', () => {
  test('are ten steps: days 1, 3 and 7, then every week', () => {
    expect(planFrom('2026-11-02').map(({ step, dueOn }) => [step, dueOn])).toEqual([
      [1, '2026-11-03'],
      [2, '2026-11-05'],
      [3, '2026-11-09'],
      [4, '2026-11-16'],
      [5, '2026-11-23'],
      [6, '2026-11-30'],
      [7, '2026-12-07'],
      [8, '2026-12-14'],
      [9, '2026-12-21'],
      [10, '2026-12-28'],
    ]);
  });

  test('ask again about thoughts of dying in weeks 1, 2, 4 and 8', () => {
    const asked = planFrom('2026-11-02').filter((step) => step.asksAgain);
    expect(asked.map(({ step }) => step)).toEqual([3, 4, 6, 10]);
  });

  test('go over the end of a year', () => {
    const days = planFrom('2026-12-30').map(({ dueOn }) => dueOn);
    expect(days.slice(0, 3)).toEqual(['2026-12-31', '2027-01-02', '2027-01-06']);
    expect(days.at(-1)).toBe('2027-02-24');
  });

  test.for([
    ['2027-02-26', '2027-02-27', '2027-03-01', '2027-03-05'],
    ['2028-02-27', '2028-02-28', '2028-03-01', '2028-03-05'],
    ['2028-02-28', '2028-02-29', '2028-03-02', '2028-03-06'],
  ])('go over the end of February: from %s', ([from = '', ...first]) => {
    expect(
      planFrom(from)
        .slice(0, 3)
        .map(({ dueOn }) => dueOn),
    ).toEqual(first);
  });

  test('a step on a Saturday stays on its Saturday', () => {
    expect(planFrom('2026-11-06')[0]?.dueOn).toBe('2026-11-07');
  });
});

describe('a Korean day', () => {
  test('begins at 15:00 of the day before in UTC', () => {
    expect(dayOf(new Date('2026-11-30T14:59:59Z'))).toBe('2026-11-30');
    expect(dayOf(new Date('2026-11-30T15:00:00Z'))).toBe('2026-12-01');
    expect(startOf('2026-12-01').toISOString()).toBe('2026-11-30T15:00:00.000Z');
    expect(dayOf(endOf('2026-12-01'))).toBe('2026-12-01');
    expect(dayOf(new Date(endOf('2026-12-01').getTime() + 1000))).toBe('2026-12-02');
  });

  test('its week ends on Sunday', () => {
    expect(endOfWeek('2026-11-30')).toBe('2026-12-06');
    expect(endOfWeek('2026-12-06')).toBe('2026-12-06');
    expect(endOfWeek('2026-12-31')).toBe('2027-01-03');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  });
});
