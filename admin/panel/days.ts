// Days are words (2026-11-30) in Korean time; as moments they would move with the browser's own zone.

/** A day as a moment to count and to format with, in no zone. */
export const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** days: whole, may be negative. */
export const addDays = (day: string, days: number): string =>
  new Date(utc(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);
