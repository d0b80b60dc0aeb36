/** What the stand-ins for those who tell staff do on a bad day, one day a request, or until it is over. */
import type { Response } from 'express';

export type BadDay =
  /** Answers so and does nothing. */
  | { kind: 'answers'; status: number; retryAfterSeconds?: number; location?: string }
  /** Never answers. */
  | { kind: 'hangs' }
  /** Cuts the connection. */
  | { kind: 'cuts' }
  /** Takes it and shows nobody anything. */
  | { kind: 'drop' };

export function badDays() {
  const waiting: BadDay[] = [];
  let lasting: BadDay | undefined;
  return {
    add: (day: BadDay) => void waiting.push(day),
    /** Each request from now on; undefined: it is over. */
    lasts: (day: BadDay | undefined) => {
      lasting = day;
    },
    clear: () => void waiting.splice(0),
    next: (): BadDay | undefined => waiting.shift() ?? lasting,
    /** true: the request is over with that. */
    async answered(day: BadDay, res: Response): Promise<boolean> {
      switch (day.kind) {
        case 'answers':
          if (day.retryAfterSeconds !== undefined) res.set('retry-after', String(day.retryAfterSeconds));
          if (day.location !== undefined) res.set('location', day.location);
          res.status(day.status).end();
          return true;
        case 'hangs':
          return true;
        case 'cuts':
          res.socket?.destroy();
          return true;
        case 'drop':
          return false;
      }
    },
  };
}
