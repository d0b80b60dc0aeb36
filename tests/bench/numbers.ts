export const median = (numbers: readonly number[]): number => share(sorted(numbers), 0.5);

export const sorted = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

/** What this part of sorted numbers does not exceed; NaN of none. */
export const share = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
