/** How long a person's record is kept, as the consent says it. Pure. */
const days = { 년: 365, 개월: 30, 일: 1 } as const;

/** "1년", "6개월", "90일" in days; null for what cannot be counted: then nothing goes by itself. */
export function retentionDays(text: string | null): number | null {
  const [, count, unit] = /^(\d{1,4})\s*(년|개월|일)$/.exec(text?.trim() ?? '') ?? [];
  return count === undefined || Number(count) === 0 ? null : Number(count) * days[unit as keyof typeof days];
}
