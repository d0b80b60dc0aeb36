/** When somebody is invited to look again (CLINICAL 9: watch 4–8 weeks, low 6–12 months). */
import type { Lang } from './protocol.ts';

export const again = {
  low: { afterMs: 182 * 24 * 3_600_000, words: { ko: '6개월', en: '6 months' } },
  watch: { afterMs: 42 * 24 * 3_600_000, words: { ko: '6주', en: '6 weeks' } },
} as const satisfies Record<string, { afterMs: number; words: Readonly<Record<Lang, string>> }>;
