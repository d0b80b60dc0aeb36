import type { RosterWords } from './words.ko.ts';

// Days are words (2026-11-30) in Korean time; as moments they would move with the browser's own zone.
const dayMs = 86_400_000;
const koreaMs = 9 * 3_600_000;

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);

export const addDays = (day: string, days: number): string =>
  new Date(utc(day).getTime() + days * dayMs).toISOString().slice(0, 10);

/** A moment by the clock in Korea. */
const korean = (at: string): { day: string; time: string } => {
  const text = new Date(Date.parse(at) + koreaMs).toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
};

/** 30일 월; withMonth: 11월 30일 월. */
export const dayWord = (day: string, w: RosterWords, withMonth = false): string => {
  const at = utc(day);
  const weekday = w.weekday[(at.getUTCDay() + 6) % 7] ?? '';
  return w.dayName(at.getUTCDate(), at.getUTCMonth() + 1, weekday, withMonth);
};

/** 18:00–다음 날 09:00, seen from a day. What ends at midnight ends at 24:00 of its day. */
export const spanWord = (day: string, span: { startsAt: string; endsAt: string }, w: RosterWords): string => {
  const from = korean(span.startsAt);
  const to = korean(span.endsAt);
  const begins = from.day < day ? w.dayBefore(from.time) : from.time;
  const toMidnight = to.time === '00:00' && to.day === addDays(day, 1);
  const ends = toMidnight ? '24:00' : to.day > day ? w.nextDay(to.time) : to.time;
  return w.span(begins, ends);
};

export const isWholeDay = (day: string, { startsAt, endsAt }: { startsAt: string; endsAt: string }): boolean =>
  Date.parse(endsAt) - Date.parse(startsAt) === dayMs && korean(startsAt).day === day;
