/** What fits when somebody is put in: every fault at once, by its field, in words for whoever typed it. Pure. */
import { dayOf } from '../triage/days.ts';
import { shiftOn } from '../triage/roster.ts';
import type { WrongField } from './contract.ts';

interface TypedShifts {
  days: readonly string[];
  from: string;
  until: string;
}

const mostDays = 62;
const daysAhead = 366;
const dayMs = 86_400_000;

/** Each day once, in order. */
export const daysOf = ({ days }: TypedShifts): string[] => [...new Set(days)].sort();

/** By the clock, 00:00 to 23:59. */
export const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** Of the calendar: 2026-02-30 parses as the 2nd of March. */
export function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export const wrongTime = {
  ko: '시각은 00:00~23:59로 적어 주세요. 예: 09:00',
  en: 'Write a time from 00:00 to 23:59, e.g. 09:00.',
};
const wrong = {
  noDay: { field: 'days', ko: '날을 하나 이상 골라 주세요.', en: 'Choose at least one day.' },
  manyDays: {
    field: 'days',
    ko: `한 번에 ${mostDays}일까지 더할 수 있어요. 나누어 더해 주세요.`,
    en: `At most ${mostDays} days at once; please add them in parts.`,
  },
  notDay: {
    field: 'days',
    ko: '달력에 없는 날이 있어요. 예: 2026-11-30',
    en: 'One of the days is not in the calendar. Example: 2026-11-30',
  },
  past: {
    field: 'days',
    ko: '지난 시간에는 근무를 더할 수 없어요. 오늘부터 골라 주세요.',
    en: 'A shift that is over cannot be added. Choose from today on.',
  },
  far: {
    field: 'days',
    ko: '1년 뒤까지만 더할 수 있어요. 연도를 확인해 주세요.',
    en: 'A shift can be added up to a year ahead. Please check the year.',
  },
  from: { field: 'from', ...wrongTime },
  until: { field: 'until', ...wrongTime },
  same: {
    field: 'until',
    ko: '시작과 끝이 같아요. 다른 시각을 골라 주세요. 24시간이면 둘로 나누어 주세요.',
    en: 'It ends when it begins. Choose another time; split 24 hours into two shifts.',
  },
} as const satisfies Record<string, WrongField>;

/** Everything that does not fit. now: a shift that is over by then cannot be added. */
export function wrongShifts(typed: TypedShifts, now: Date): WrongField[] {
  const times = wrongTimes(typed);
  const day = wrongDay(typed, times.length === 0, now);
  return day ? [day, ...times] : times;
}

function wrongTimes({ from, until }: TypedShifts): WrongField[] {
  const faults = [...(isTime(from) ? [] : [wrong.from]), ...(isTime(until) ? [] : [wrong.until])];
  return faults.length === 0 && from === until ? [wrong.same] : faults;
}

function wrongDay(typed: TypedShifts, timesFit: boolean, now: Date): WrongField | null {
  const days = daysOf(typed);
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return wrong.noDay;
  if (!days.every(isDay)) return wrong.notDay;
  if (first < dayOf(now)) return wrong.past;
  if (last > dayOf(new Date(now.getTime() + daysAhead * dayMs))) return wrong.far;
  if (days.length > mostDays) return wrong.manyDays;
  if (timesFit && shiftOn(first, typed.from, typed.until).endsAt <= now) return wrong.past;
  return null;
}
