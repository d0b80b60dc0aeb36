import { addDays, korean, utc } from '../days.ts';
import type { RosterWords } from './words.ko.ts';

const dayMs = 86_400_000;

/** 30일 월; withMonth: 11월 30일 월; withYear: 2026년 11월 30일 월. */
export const dayWord = (day: string, w: RosterWords, withMonth = false, withYear = false): string => {
  const at = utc(day);
  const weekday = w.weekday[(at.getUTCDay() + 6) % 7] ?? '';
  const word = w.dayName(at.getUTCDate(), at.getUTCMonth() + 1, weekday, withMonth);
  return withYear ? w.inYear(at.getUTCFullYear(), word) : word;
};

/** 18:00–다음 날 09:00, seen from a day. What ends at midnight ends at 24:00 of its day. */
export const spanWord = (day: string, span: { startsAt: string; endsAt: string }, w: RosterWords): string => {
  const from = korean(span.startsAt);
  const to = korean(span.endsAt);
  // A gap may last for days.
  if (to.day > addDays(day, 1)) return w.span(from.time, `${dayWord(to.day, w, true)} ${to.time}`);
  const begins = from.day < day ? w.dayBefore(from.time) : from.time;
  const toMidnight = to.time === '00:00' && to.day === addDays(day, 1);
  const ends = toMidnight ? '24:00' : to.day > day ? w.nextDay(to.time) : to.time;
  return w.span(begins, ends);
};

export const isWholeDay = (day: string, { startsAt, endsAt }: { startsAt: string; endsAt: string }): boolean =>
  Date.parse(endsAt) - Date.parse(startsAt) === dayMs && korean(startsAt).day === day;
