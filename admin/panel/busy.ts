/** About a minute of asking; then the fault is shown, with a button. */
const mostTries = 15;

/** A desk that does what is urgent first asks to come again: what stands on the screen stays, and it is asked again by itself. Any other
 *  fault is shown at once. Faults are api.ts' Failure; read by what they say, so that nothing of a browser is needed here. */
export const whileBusy = {
  retry: (tried: number, fault: unknown): boolean =>
    (fault as { code?: unknown } | null)?.code === 'busy' && tried < mostTries,
  retryDelay: (_tried: number, fault: unknown): number =>
    1_000 * Number((fault as { details?: { retryAfterS?: unknown } } | null)?.details?.retryAfterS ?? 2),
};
