/** Moments as a roster on the wall in Korea tells them. */

/** text: `2026-12-01 18:00`. */
export const korean = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+09:00`);

/** `12-01 18:00`. */
export const words = (at: Date): string =>
  new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
