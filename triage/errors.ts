/** Errors sorted by what the receiver can do. Anything else that is thrown is our bug: 500, logged once at the edge. */

/** Their move: 4xx. `message` says what was wrong, what is allowed and what to do, and never echoes the input. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;
  constructor(status: number, code: string, message: string, details?: Record<string, unknown>) {
    super(message);
    this.name = 'Refused';
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** We have no hand free for this now: 503 with Retry-After. Nothing of it was begun; the same request is safe to send again. */
export class Busy extends Error {
  readonly retryAfterS: number;
  constructor(retryAfterS: number) {
    super('Too much at once; ask again in a moment');
    this.name = 'Busy';
    this.retryAfterS = retryAfterS;
  }
}

export { Unavailable } from './store/faults.ts';
