/** Faults on command: what a vendor's API does on a bad day, asked for by a test or by a button. */

export type FaultKind =
  /** Answers with `status` (500) and does nothing. */
  | 'error'
  /** Too many requests: try again later. */
  | 'rate'
  /** The month's messages are used up: trying again helps nothing. */
  | 'quota'
  /** Never answers, and does nothing. */
  | 'hang'
  /** Does it, then answers 500. */
  | 'accept-then-error'
  /** Does it, then never answers. */
  | 'accept-then-hang'
  /** Answers 200 and shows nobody anything. */
  | 'drop'
  /** Cuts the connection, and does nothing. */
  | 'reset'
  /** Waits `ms`, then goes on as usual. */
  | 'slow';

export interface Fault {
  kind: FaultKind;
  /** A regular expression over the path; absent: any. */
  path?: string;
  /** How many calls it hits. Default 1. */
  times?: number;
  ms?: number;
  status?: number;
  retryAfterSeconds?: number;
}

const kinds = new Set('error rate quota hang accept-then-error accept-then-hang drop reset slow'.split(' '));

export function commandedFaults() {
  let waiting: { fault: Fault; left: number; path: RegExp }[] = [];
  return {
    /** Throws a sentence when this is no fault. */
    add(fault: Fault): void {
      if (!kinds.has(fault.kind)) throw new Error(`No such fault: "${fault.kind}". Allowed: ${[...kinds].join(', ')}.`);
      waiting.push({ fault, left: fault.times ?? 1, path: new RegExp(fault.path ?? '') });
    },
    clear(): void {
      waiting = [];
    },
    /** The fault that hits this call, or null; one that is used up goes. */
    hit(path: string): Fault | null {
      const found = waiting.find((one) => one.path.test(path));
      if (!found) return null;
      found.left -= 1;
      if (found.left <= 0) waiting = waiting.filter((one) => one !== found);
      return found.fault;
    },
  };
}

export type CommandedFaults = ReturnType<typeof commandedFaults>;
