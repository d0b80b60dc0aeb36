/** Days as a centre counts them: `2026-11-30` in Korean time. Korea has no summer time: every day has 24 hours. */

const dayMs = 86_400_000;
const formats = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul', dateStyle: 'short' });

/** The Korean day of a moment. */
export const dayOf = (at: Date): string => formats.format(at);

/** days: whole, may be negative. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

export const startOf = (day: string): Date => new Date(`${day}T00:00:00+09:00`);

/** The last second of a day: what is due on a day is late on the next one, not in the course of it. */
export const endOf = (day: string): Date => new Date(`${day}T23:59:59+09:00`);

/** The Sunday that ends the week of a day: weeks begin on Monday. */
export const endOfWeek = (day: string): string => addDays(day, (7 - new Date(`${day}T00:00:00Z`).getUTCDay()) % 7);
