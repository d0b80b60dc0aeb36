/** 순번: whose turn it is, told by tables and held against a slow reading of the rule, minute by minute. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayOf, startOf } from '../../triage/days.ts';
import { isWorkingDay } from '../../triage/holidays.kr.ts';
import { overlap, turnsOf, unknownFrom, without } from '../../triage/rotation.ts';
import type { Plan } from '../../triage/store/rotations.ts';
import { words } from '../harness/koreanTime.ts';
import { nights } from '../harness/nights.ts';

const plan = (more: Partial<Plan>): Plan => nights(['kim', 'lee', 'park'], '2026-11-30', more);
const told = (of: Plan, from: string, to: string): string[] =>
  turnsOf(of, from, to).map(({ startsAt, endsAt, staffId }) => `${words(startsAt)} – ${words(endsAt)} ${staffId}`);

describe('whose turn it is', () => {
  test('each night the next one, over the year end, whichever day is looked at first', () => {
    expect(told(plan({}), '2026-12-30', '2027-01-02')).toEqual([
      '12-30 18:00 – 12-31 09:00 kim',
      '12-31 18:00 – 01-01 09:00 lee',
      '01-01 18:00 – 01-02 09:00 park',
    ]);
    expect(told(plan({}), '2026-12-31', '2027-01-01')).toEqual(['12-31 18:00 – 01-01 09:00 lee']);
  });

  test('the 29th of February is a day like any other', () => {
    expect(told(plan({ startsOn: '2028-02-28', people: ['kim', 'lee'] }), '2028-02-28', '2028-03-02')).toEqual([
      '02-28 18:00 – 02-29 09:00 kim',
      '02-29 18:00 – 03-01 09:00 lee',
      '03-01 18:00 – 03-02 09:00 kim',
    ]);
  });

  test('on working days the weekend and Christmas are left out, and the order goes on where it was', () => {
    const days = plan({ days: 'working', from: '09:00', until: '18:00', startsOn: '2026-12-24' });
    expect(told(days, '2026-12-24', '2026-12-30')).toEqual([
      '12-24 09:00 – 12-24 18:00 kim',
      '12-28 09:00 – 12-28 18:00 lee',
      '12-29 09:00 – 12-29 18:00 park',
    ]);
  });

  test('on days off it is weekends and holidays, substitute days too', () => {
    const off = plan({ days: 'off', from: '09:00', until: '09:00', startsOn: '2027-02-05' });
    expect(told(off, '2027-02-05', '2027-02-14').map((line) => line.slice(0, 5))).toEqual([
      '02-06',
      '02-07',
      '02-08',
      '02-09',
      '02-13',
    ]);
  });

  test('by the week it is handed over on Monday at nine, and a night that lies over it is cut there', () => {
    const week = plan({ turn: 'week', handOver: { weekday: 0, time: '08:00' }, startsOn: '2026-12-05' });
    expect(told(week, '2026-12-05', '2026-12-08')).toEqual([
      '12-05 18:00 – 12-06 09:00 kim',
      '12-06 18:00 – 12-07 08:00 kim',
      '12-07 08:00 – 12-07 09:00 lee',
      '12-07 18:00 – 12-08 09:00 lee',
    ]);
    expect(told(week, '2026-12-21', '2026-12-22')).toEqual(['12-21 18:00 – 12-22 09:00 kim']);
  });

  test('it begins on its day and ends on its last one, whose night is still whole', () => {
    expect(told(plan({ endsOn: '2026-12-01' }), '2026-01-01', '2027-01-01')).toEqual([
      '11-30 18:00 – 12-01 09:00 kim',
      '12-01 18:00 – 12-02 09:00 lee',
    ]);
  });

  test('without people it is nobody’s', () => {
    expect(told(plan({ people: [] }), '2026-12-01', '2026-12-08')).toEqual([]);
  });

  test('a year whose holidays are not known is nobody’s where that matters, and said from its first day on', () => {
    const days = plan({ days: 'working', startsOn: '2027-12-30' });
    expect(told(days, '2027-12-30', '2028-01-10')).toHaveLength(2);
    expect(unknownFrom(days, '2027-12-30', '2028-01-10')).toBe('2028-01-01');
    expect(unknownFrom(plan({ startsOn: '2027-12-30' }), '2027-12-30', '2028-01-10')).toBeNull();
  });
});

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const weekMs = 7 * 24 * hourMs;
const clockTime = fc
  .integer({ min: 0, max: 95 })
  .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`);
const dayFrom = (first: string, days: number) => fc.integer({ min: 0, max: days }).map((n) => addDays(first, n));
// Around month ends, a year end, Seollal and a leap day.
const someDay = fc.oneof(
  dayFrom('2025-12-20', 30),
  dayFrom('2026-02-10', 25),
  dayFrom('2027-02-01', 30),
  dayFrom('2026-12-20', 25),
);
const somePlan: fc.Arbitrary<Plan> = fc
  .record({
    people: fc.integer({ min: 1, max: 5 }).map((n) => ['kim', 'lee', 'park', 'choi', 'jung'].slice(0, n)),
    turn: fc.constantFrom('day' as const, 'week' as const),
    weekday: fc.integer({ min: 0, max: 6 }),
    time: clockTime,
    days: fc.constantFrom('every' as const, 'working' as const, 'off' as const),
    from: clockTime,
    until: clockTime,
    startsOn: someDay,
    length: fc.option(fc.integer({ min: 0, max: 40 })),
  })
  .map(({ weekday, time, length, turn, startsOn, ...rest }) => ({
    ...rest,
    name: '',
    backup: false,
    turn,
    handOver: turn === 'week' ? { weekday, time } : null,
    startsOn,
    endsOn: length === null ? null : addDays(startsOn, length),
  }));

const at = (day: string, time: string): Date => new Date(`${day}T${time}:00+09:00`);

/** The rule as one would say it of one moment, counting day by day and week by week. */
function naive(of: Plan, moment: Date): string | null {
  const today = dayOf(moment);
  for (const day of [addDays(today, -1), today]) {
    const begins = at(day, of.from);
    const ends = at(of.until <= of.from ? addDays(day, 1) : day, of.until);
    if (!runs(of, day) || moment < begins || moment >= ends) continue;
    let place = 0;
    if (of.turn === 'day') for (let one = of.startsOn; one < day; one = addDays(one, 1)) place += runs(of, one) ? 1 : 0;
    else {
      let hand = at(of.startsOn, of.handOver?.time ?? '');
      while (weekdayOf(hand) !== of.handOver?.weekday || hand <= at(of.startsOn, of.from))
        hand = new Date(hand.getTime() + 24 * hourMs);
      for (; hand <= moment; hand = new Date(hand.getTime() + weekMs)) place += 1;
    }
    return of.people[place % of.people.length] ?? null;
  }
  return null;
}

const weekdayOf = (moment: Date): number => (new Date(`${dayOf(moment)}T00:00:00Z`).getUTCDay() + 6) % 7;
function runs(of: Plan, day: string): boolean {
  if (day < of.startsOn || (of.endsOn !== null && day > of.endsOn)) return false;
  return of.days === 'every' || isWorkingDay(day) === (of.days === 'working');
}

test('at every quarter of an hour it is the one the rule names, and nobody else', () => {
  fc.assert(
    fc.property(somePlan, fc.integer({ min: -3, max: 24 }), (of, ahead) => {
      const first = addDays(of.startsOn, ahead);
      const turns = turnsOf(of, addDays(first, -1), addDays(first, 3));
      for (let quarter = 0; quarter < 3 * 96; quarter += 1) {
        const moment = new Date(startOf(first).getTime() + quarter * 15 * minuteMs);
        const on = turns.filter(({ startsAt, endsAt }) => startsAt <= moment && moment < endsAt);
        expect([words(moment), on.map(({ staffId }) => staffId)]).toEqual([
          words(moment),
          [naive(of, moment)].filter((who) => who !== null),
        ]);
      }
    }),
    { numRuns: 250 },
  );
});

test('turns are in order, never longer than a day, and the same however they are asked for', () => {
  fc.assert(
    fc.property(somePlan, fc.integer({ min: 1, max: 20 }), (of, cut) => {
      const end = addDays(of.startsOn, 30);
      const all = turnsOf(of, of.startsOn, end);
      for (const [place, turn] of all.entries()) {
        expect(turn.endsAt.getTime() - turn.startsAt.getTime()).toBeLessThanOrEqual(24 * hourMs);
        const next = all[place + 1];
        if (next) expect(turn.endsAt <= next.startsAt).toBe(true);
      }
      const middle = addDays(of.startsOn, cut);
      expect([...turnsOf(of, of.startsOn, middle), ...turnsOf(of, middle, end)]).toEqual(all);
    }),
    { numRuns: 200 },
  );
});

test('everybody has as many turns by the day as another, but for one', () => {
  fc.assert(
    fc.property(somePlan, (of) => {
      const counts = Map.groupBy(
        turnsOf({ ...of, turn: 'day', handOver: null }, of.startsOn, addDays(of.startsOn, 60)),
        (one) => one.staffId,
      );
      const many = of.people.map((who) => counts.get(who)?.length ?? 0);
      expect(Math.max(...many) - Math.min(...many)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 100 },
  );
});

test('what is left of a span touches nothing that was taken, and nothing else is lost', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 })).map(([from, length]) => ({
    startsAt: new Date(from * minuteMs),
    endsAt: new Date((from + length) * minuteMs),
  }));
  fc.assert(
    fc.property(span, fc.array(span, { maxLength: 5 }), (whole, taken) => {
      const left = without(whole, taken);
      for (let minute = 0; minute < 95; minute += 1) {
        const moment = { startsAt: new Date(minute * minuteMs), endsAt: new Date((minute + 1) * minuteMs) };
        const isFree = overlap(whole, moment) && !taken.some((one) => overlap(one, moment));
        expect(left.filter((one) => overlap(one, moment))).toHaveLength(isFree ? 1 : 0);
      }
    }),
  );
});
