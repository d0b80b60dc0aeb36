import { serverNow } from './time.ts';

// Days are words (2026-11-30) in Korean time; as moments they would move with the browser's own zone.

/** A day as a moment to count and to format with, in no zone. */
export const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** days: whole, may be negative. */
export const addDays = (day: string, days: number): string =>
  new Date(utc(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);

/** A moment (ISO 8601, or ms) by the clock in Korea: its day, and its time as 09:05. */
export const korean = (at: string | number): { day: string; time: string } => {
  const text = new Date(new Date(at).getTime() + 9 * 3_600_000).toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
};

/** A moment as a datetime-local field holds it, by the clock in Korea: 2026-11-30T09:05. */
export const koreanMinute = (at: string | number): string => {
  const { day, time } = korean(at);
  return `${day}T${time}`;
};

/** The month it is in Korea, by the server's clock: 2026-11. */
export const presentMonth = (): string => korean(serverNow()).day.slice(0, 7);
