import { utc } from '../days.ts';
import type { Lang } from '../words.ts';

const formats = {
  ko: new Intl.DateTimeFormat('ko-KR', { timeZone: 'UTC', month: 'long', day: 'numeric', weekday: 'short' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' }),
};
const withYear = {
  ko: new Intl.DateTimeFormat('ko-KR', { timeZone: 'UTC', dateStyle: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'medium' }),
};

/** 12월 1일 (화), and with the year when it is not this one. */
export const dayInWords = (lang: Lang, day: string, today: string): string =>
  (day.slice(0, 4) === today.slice(0, 4) ? formats : withYear)[lang].format(utc(day));

/** How many days `day` lies before `today`; negative: ahead. */
export const daysSince = (day: string, today: string): number =>
  (utc(today).getTime() - utc(day).getTime()) / 86_400_000;

/** Something a date field can hold, between two days. */
export const isBetween = (day: string, first: string, last: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) && day >= first && day <= last;
