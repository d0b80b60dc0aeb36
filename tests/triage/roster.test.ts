import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../triage/days.ts';
import { daysOfWeek, gapsByDay, gapsOf, mondayOf, nextComes, onDuty, shiftOn, weekSpan } from '../../triage/roster.ts';
import type { OnRoster, Shift } from '../../triage/store/shifts.ts';
import { korean } from '../harness/koreanTime.ts';

const person = (name: string, disabledAt: Date | null = null): OnRoster => ({ id: name, name, disabledAt });
const kim = person('김상담');
const lee = person('이상담');
const gone = person('박떠남', korean('2026-11-01 00:00'));

const shift = (who: OnRoster, day: string, from: string, until: string, more: Partial<Shift> = {}): Shift => ({
  id: `${who.name} ${day} ${from}`,
  ...shiftOn(day, from, until),
  staff: who,
  coveredBy: null,
  removedAt: null,
  rotationId: null,
  rotationName: null,
  backup: false,
  isTouched: false,
  ...more,
});
const namesAt = (shifts: Shift[], at: string): string[] => onDuty(shifts, korean(at)).map(({ who }) => who.name);
const words = (at: Date): string => new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

describe('who is on', () => {
  test('at 03:12 it is the one who came the evening before', () => {
    const night = [shift(kim, '2026-11-30', '18:00', '09:00')];
    expect(namesAt(night, '2026-12-01 03:12')).toEqual(['김상담']);
    expect(namesAt(night, '2026-11-30 17:59')).toEqual([]);
    expect(namesAt(night, '2026-11-30 18:00')).toEqual(['김상담']);
    expect(namesAt(night, '2026-12-01 08:59')).toEqual(['김상담']);
    expect(namesAt(night, '2026-12-01 09:00')).toEqual([]);
  });

  test('a night over the end of a year, and over the 29th of February, is one night', () => {
    expect(namesAt([shift(kim, '2026-12-31', '22:00', '06:00')], '2027-01-01 00:00')).toEqual(['김상담']);
    expect(shiftOn('2028-02-28', '22:00', '06:00').endsAt).toEqual(korean('2028-02-29 06:00'));
    expect(shiftOn('2027-02-28', '22:00', '06:00').endsAt).toEqual(korean('2027-03-01 06:00'));
  });

  test('two at once are both on, whoever stays longer first', () => {
    const shifts = [shift(kim, '2026-11-30', '09:00', '13:00'), shift(lee, '2026-11-30', '12:00', '18:00')];
    expect(namesAt(shifts, '2026-11-30 12:30')).toEqual(['이상담', '김상담']);
  });

  test('shifts of one person that touch are one: until when is the end of the last', () => {
    const shifts = [
      shift(kim, '2026-11-30', '09:00', '18:00'),
      shift(lee, '2026-11-30', '18:00', '09:00', { coveredBy: kim }),
      shift(kim, '2026-12-01', '10:00', '12:00'),
    ];
    const [on] = onDuty(shifts, korean('2026-11-30 10:00'));
    expect([on?.who.name, on && words(on.until)]).toEqual(['김상담', '2026-12-01 09:00']);
  });

  test('who covers is on, and the one whose shift it was is not', () => {
    const shifts = [shift(kim, '2026-11-30', '09:00', '18:00', { coveredBy: lee })];
    expect(namesAt(shifts, '2026-11-30 10:00')).toEqual(['이상담']);
  });

  test('whoever has no account any more is not on, covering neither', () => {
    expect(namesAt([shift(gone, '2026-11-30', '09:00', '18:00')], '2026-11-30 10:00')).toEqual([]);
    expect(namesAt([shift(kim, '2026-11-30', '09:00', '18:00', { coveredBy: gone })], '2026-11-30 10:00')).toEqual([]);
  });

  test('what was so until a shift was taken away, or an account switched off, stays so', () => {
    const removed = shift(kim, '2026-11-30', '09:00', '18:00', { removedAt: korean('2026-11-30 12:00') });
    expect([namesAt([removed], '2026-11-30 11:59'), namesAt([removed], '2026-11-30 12:00')]).toEqual([['김상담'], []]);
    const left = shift(person('최떠남', korean('2026-11-30 15:00')), '2026-11-30', '09:00', '18:00');
    expect([namesAt([left], '2026-11-30 14:59'), namesAt([left], '2026-11-30 15:00')]).toEqual([['최떠남'], []]);
    const never = shift(kim, '2026-11-30', '09:00', '18:00', { removedAt: korean('2026-11-29 12:00') });
    expect(namesAt([never], '2026-11-30 10:00')).toEqual([]);
  });

  test('who comes next is somebody else, or the same one after a break', () => {
    const shifts = [
      shift(kim, '2026-11-30', '09:00', '18:00'),
      shift(kim, '2026-11-30', '18:00', '22:00'),
      shift(gone, '2026-11-30', '22:00', '23:00'),
      shift(kim, '2026-12-01', '09:00', '18:00'),
    ];
    const next = (all: Shift[]) => nextComes(all, korean('2026-11-30 10:00'));
    expect(next(shifts)).toEqual(korean('2026-12-01 09:00'));
    expect(next([...shifts, shift(lee, '2026-11-30', '18:00', '09:00')])).toEqual(korean('2026-11-30 18:00'));
    expect(next(shifts.slice(0, 2))).toBeNull();
  });

  test('without a roster nobody is', () => {
    expect(onDuty([], korean('2026-11-30 10:00'))).toEqual([]);
  });
});

describe('the gaps of a week', () => {
  const week = weekSpan('2026-11-30');
  const gapWords = (shifts: Shift[]) =>
    gapsOf(shifts, week.startsAt, week.endsAt).map(({ startsAt, endsAt }) => `${words(startsAt)}–${words(endsAt)}`);

  test('no roster: the whole week', () => {
    expect(gapWords([])).toEqual(['2026-11-30 00:00–2026-12-07 00:00']);
  });

  test('between two days lies a night', () => {
    const shifts = [shift(kim, '2026-11-30', '00:00', '18:00'), shift(kim, '2026-12-01', '09:00', '18:00')];
    expect(gapWords(shifts)).toEqual(['2026-11-30 18:00–2026-12-01 09:00', '2026-12-01 18:00–2026-12-07 00:00']);
  });

  test('a night that reaches in from Sunday, and one that reaches out, fill their part', () => {
    const shifts = [shift(kim, '2026-11-29', '18:00', '09:00'), shift(lee, '2026-12-06', '18:00', '09:00')];
    expect(gapWords(shifts)).toEqual(['2026-11-30 09:00–2026-12-06 18:00']);
  });

  test('a gap says whose account is off', () => {
    const shifts = [
      shift(gone, '2026-12-01', '09:00', '18:00'),
      shift(gone, '2026-12-02', '09:00', '18:00', { removedAt: korean('2026-11-02 00:00') }),
      shift(kim, '2026-12-01', '18:00', '09:00'),
    ];
    expect(gapsOf(shifts, week.startsAt, week.endsAt).map(({ off }) => off.map(({ name }) => name))).toEqual([
      ['박떠남'],
      [],
    ]);
  });
});

describe('the gaps of a week by day', () => {
  const dayWords = (shifts: Shift[]) =>
    gapsByDay(shifts, '2026-11-30').map((gaps) =>
      gaps.map(({ startsAt, endsAt }) => `${words(startsAt).slice(11)}–${words(endsAt).slice(8)}`),
    );

  test('a night stands once, where it begins; an empty weekend stands on each of its days', () => {
    const shifts = [0, 1, 2, 3, 4].map((n) => shift(kim, addDays('2026-11-30', n), '09:00', '18:00'));
    expect(dayWords(shifts)).toEqual([
      ['00:00–30 09:00', '18:00–01 09:00'],
      ['18:00–02 09:00'],
      ['18:00–03 09:00'],
      ['18:00–04 09:00'],
      ['18:00–05 00:00'],
      ['00:00–06 00:00'],
      ['00:00–07 00:00'],
    ]);
  });

  test('an account that is off is named on the days on which it is missed, and on no other', () => {
    const days = gapsByDay([shift(gone, '2026-12-02', '09:00', '18:00')], '2026-11-30');
    expect(days.map(([gap]) => gap?.off.length)).toEqual([0, 0, 1, 0, 0, 0, 0]);
  });

  test('a week without a roster is empty on each day', () => {
    expect(dayWords([])).toEqual(['01', '02', '03', '04', '05', '06', '07'].map((next) => [`00:00–${next} 00:00`]));
  });
});

describe('by the minute', () => {
  const people = [kim, lee, gone, person('최떠남', korean('2026-12-02 12:34'))];
  const minuteMs = 60_000;
  const begin = weekSpan('2026-11-30').startsAt.getTime();
  const minutes = 3 * 1440;
  const at = (minute: number) => new Date(begin + minute * minuteMs);
  const someShift = fc
    .record({
      start: fc.integer({ min: -1440, max: minutes }),
      length: fc.integer({ min: 1, max: 1440 }),
      who: fc.constantFrom(...people),
      coveredBy: fc.option(fc.constantFrom(...people), { freq: 3 }),
      removed: fc.option(fc.integer({ min: -2000, max: minutes + 2000 }), { freq: 3 }),
      backup: fc.boolean(),
    })
    .map(
      ({ start, length, who, coveredBy, removed, backup }): Shift => ({
        id: '',
        startsAt: at(start),
        endsAt: at(start + length),
        staff: who,
        coveredBy,
        removedAt: removed === null ? null : at(removed),
        rotationId: null,
        rotationName: null,
        backup,
        isTouched: false,
      }),
    );
  /** The rule as one would say it, asked of each minute. */
  const naive = (shifts: Shift[], now: Date): string[] => {
    const names = new Set<string>();
    for (const one of shifts) {
      const who = one.coveredBy ?? one.staff;
      const isThen = one.startsAt <= now && now < one.endsAt;
      const isRemoved = one.removedAt !== null && one.removedAt <= now;
      const isOff = who.disabledAt !== null && who.disabledAt <= now;
      if (isThen && !isRemoved && !isOff && !one.backup) names.add(who.name);
    }
    return [...names].sort();
  };

  test('who is on and where the gaps are is what looking at every single minute says', () => {
    fc.assert(
      fc.property(fc.array(someShift, { maxLength: 8 }), (shifts) => {
        const gaps = gapsOf(shifts, at(0), at(minutes));
        for (let minute = 0; minute < minutes; minute += 1) {
          const now = at(minute);
          const on = naive(shifts, now);
          expect(gaps.some(({ startsAt, endsAt }) => startsAt <= now && now < endsAt)).toBe(on.length === 0);
          if (minute % 60 === 17) {
            expect(
              onDuty(shifts, now)
                .map(({ who }) => who.name)
                .sort(),
            ).toEqual(on);
          }
        }
        // In order, none touching the next: a gap is as long as it is.
        for (const [place, gap] of gaps.entries()) {
          expect(gap.startsAt < gap.endsAt).toBe(true);
          const next = gaps[place + 1];
          if (next) expect(gap.endsAt < next.startsAt).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('until when: they are on each minute up to it, and not at it', () => {
    fc.assert(
      fc.property(fc.array(someShift, { maxLength: 8 }), fc.integer({ min: 0, max: minutes }), (shifts, minute) => {
        for (const { who, until } of onDuty(shifts, at(minute))) {
          for (let now = at(minute); now < until; now = new Date(now.getTime() + minuteMs)) {
            expect(naive(shifts, now)).toContain(who.name);
          }
          expect(naive(shifts, until)).not.toContain(who.name);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('weeks', () => {
  test.for([
    ['2026-11-30', '2026-11-30'],
    ['2026-12-06', '2026-11-30'],
    ['2026-12-07', '2026-12-07'],
    ['2027-01-01', '2026-12-28'],
    ['2028-02-29', '2028-02-28'],
  ] as const)('%s is in the week of %s', ([day, monday]) => {
    expect(mondayOf(day)).toBe(monday);
    expect(daysOfWeek(monday)).toContain(day);
    expect(daysOfWeek(monday).at(-1)).toBe(addDays(monday, 6));
  });
});
