/** Passes through what is due, one after another. Whoever asks while one runs waits for the one after it, which sees everything that is due
 *  now, and no longer than that, however often it is asked for meanwhile. */
export interface Passes {
  /** Everything that is due now is seen to when it ends. */
  round(): Promise<void>;
  /** A pass begins at once, or follows the one that runs; nobody waits for it. */
  nudge(): void;
  /** Until nothing runs any more. */
  settled(): Promise<void>;
}

/** pass: never throws. */
export function passes(pass: () => Promise<void>): Passes {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const round = (): Promise<void> => {
    if (running) {
      next ??= running.then(() => {
        next = null;
        return round();
      });
      return next;
    }
    running = pass().finally(() => {
      running = null;
    });
    return running;
  };
  const settled = async () => {
    while (running || next) await Promise.all([running, next]);
  };
  return { round, nudge: () => void round(), settled };
}
