/** Time and ids are arguments everywhere; these are their types. */
export type Clock = () => Date;
/** A new random UUID. */
export type NewId = () => string;
/** Calls back once, after so many ms; gives what takes it back. Where nobody hands one in it is this machine's timer. */
export type After = (ms: number, then: () => void) => () => void;

export const afterMs: After = (ms, then) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};
