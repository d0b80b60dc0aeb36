/** The file of public holidays, against what can be said of it without trusting it. */
import { expect, test } from 'vitest';
import { addDays } from '../../triage/days.ts';
import { holidayOn, holidaysKnownUntil, isWorkingDay } from '../../triage/holidays.kr.ts';

const years = [2025, 2026, 2027];
const daysOf = (year: number): string[] => {
  const days: string[] = [];
  for (let day = `${year}-01-01`; day.startsWith(String(year)); day = addDays(day, 1)) days.push(day);
  return days;
};
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const isWeekend = (day: string): boolean => [0, 6].includes(weekday(day));

test('each year has the days the law fixes, those of the moon, and is known to its last day', () => {
  const fixed = ['01-01', '03-01', '05-05', '06-06', '08-15', '10-03', '10-09', '12-25'];
  for (const year of years) {
    for (const day of fixed) expect([year, day, holidayOn(`${year}-${day}`) ?? 'none']).not.toContain('none');
    for (const feast of ['설날', '추석']) {
      const at = daysOf(year).find((day) => holidayOn(day) === feast) ?? '';
      expect([holidayOn(addDays(at, -1)), holidayOn(addDays(at, 1))]).toEqual([`${feast} 전날`, `${feast} 다음 날`]);
    }
  }
  expect(holidaysKnownUntil).toBe('2027-12-31');
});

test('every day in the file is in the calendar', () => {
  const named = years.flatMap(daysOf).filter((day) => holidayOn(day) !== null);
  expect(named).toHaveLength(19 + 22 + 24);
});

// 공휴일에 관한 법률 3조와 시행령: no substitute for 1 January and 현충일; 설날 and 추석 on a Sunday or another holiday only.
test('whoever loses a holiday to a weekend gets the next working day, where the law gives one', () => {
  const none = ['1월 1일', '현충일'];
  for (const year of years) {
    for (const day of daysOf(year)) {
      const name = holidayOn(day);
      if (!name || /^대체|임시|선거/.test(name)) continue;
      const isFeast = /^(설날|추석)/.test(name);
      const collides = name.includes(', ') || (isFeast ? weekday(day) === 0 : isWeekend(day));
      if (!collides || none.includes(name)) continue;
      const feast = name.split(' ')[0] ?? '';
      let next = addDays(day, 1);
      while (isWeekend(next) || (holidayOn(next) && !holidayOn(next)?.startsWith('대체'))) next = addDays(next, 1);
      expect([day, holidayOn(next)]).toEqual([day, expect.stringMatching(/^대체공휴일\(/)]);
      if (isFeast) expect(holidayOn(next)).toBe(`대체공휴일(${feast})`);
    }
  }
});

test('a substitute day is a day people would have worked', () => {
  for (const day of years.flatMap(daysOf)) {
    if (holidayOn(day)?.startsWith('대체')) expect([day, isWeekend(day)]).toEqual([day, false]);
  }
});

// Counts of the published 월력요항: red days (Sundays and holidays) 68 in 2025 before the two days fixed by decree later, 70 in 2026
// before 노동절 and 제헌절 became holidays.
test.for([
  [2025, 68 + 2],
  [2026, 70 + 2],
])('%i has as many red days as was published', ([year, red]) => {
  const days = daysOf(year as number).filter((day) => weekday(day) === 0 || holidayOn(day) !== null);
  expect(days).toHaveLength(red as number);
});

test('of a year that is not in the file nothing is known, not even its Sundays', () => {
  expect([holidayOn('2028-01-01'), isWorkingDay('2028-01-02'), isWorkingDay('2024-12-25')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('people work on a Monday, not on a Saturday, not on a substitute day', () => {
  expect(['2026-11-30', '2026-12-05', '2026-12-25', '2027-12-27', '2027-12-28'].map(isWorkingDay)).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
});
