/** What a refusal or a fault becomes on the wire: one JSON shape, a sentence a person can act on, and never the input. */
import type { ErrorRequestHandler, Request, Response } from 'express';
import { Busy, Refused, Unavailable } from '../triage/errors.ts';
import type { Log } from './handler.ts';
import { sentenceOf } from './messages.ts';

interface Answer {
  status: number;
  code: string;
  message: string;
  details?: Readonly<Record<string, unknown>> | undefined;
}

/** Answers an error in the contract's shape. requestId: from `res.locals`. */
function answerFault(fault: unknown, req: Request, res: Response, log: Log): void {
  const requestId = String(res.locals.requestId ?? '');
  const answer = answerOf(fault);
  // Once, here: what nobody caught is our bug; what is away is worth a line.
  const fields = { requestId, route: `${req.method} ${req.route?.path ?? ''}`, ...nameFault(fault) };
  if (fault instanceof Busy) res.set('Retry-After', String(fault.retryAfterS));
  else if (answer.status === 503) log.warn(fields, 'the desk could not answer for now');
  else if (answer.status >= 500) log.error(fields, 'the desk failed to answer');
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const { status, code, message, details } = answer;
  if (status === 503 && !(fault instanceof Busy)) res.set('Retry-After', '2');
  if (typeof details?.retryAfterS === 'number') res.set('Retry-After', String(details.retryAfterS));
  const sentence = sentenceOf(code, req.get('accept-language'), message);
  res
    .status(status)
    .set('Cache-Control', 'no-store')
    .json({ error: { code, message: sentence, requestId, ...(details ? { details } : {}) } });
}

/** Express's last handler. */
export const faultHandler =
  (log: Log): ErrorRequestHandler =>
  // Express tells an error handler by its four parameters.
  (fault, req, res, _next) =>
    answerFault(fault, req, res, log);

function answerOf(fault: unknown): Answer {
  if (fault instanceof Refused)
    return { status: fault.status, code: fault.code, message: fault.message, details: fault.details };
  if (fault instanceof Busy)
    return {
      status: 503,
      code: 'busy',
      message: 'too much at once; try again shortly',
      details: { retryAfterS: fault.retryAfterS },
    };
  if (fault instanceof Unavailable)
    return { status: 503, code: 'unavailable', message: 'unavailable; try again shortly' };
  return answerOfParser(fault) ?? { status: 500, code: 'internal', message: 'internal error' };
}

/** Errors of Express and its body parser carry a `type` and a `status`. Their message and `body` quote the input: not used. */
function answerOfParser(fault: unknown): Answer | null {
  if (typeof fault !== 'object' || fault === null) return null;
  const { type, status } = fault as { type?: unknown; status?: unknown };
  if (type === 'entity.parse.failed') return { status: 400, code: 'invalid_json', message: 'the body is not JSON' };
  if (type === 'entity.too.large') return { status: 413, code: 'too_large', message: 'the body is too large' };
  if (status === 415) return { status: 415, code: 'unsupported_media_type', message: 'send UTF-8 application/json' };
  if (status === 404) return { status: 404, code: 'not_found', message: 'not found' };
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return { status: 400, code: 'bad_request', message: 'the request could not be understood' };
  }
  return null;
}

/** What may stand in a log of an error nobody expected: its kind and where. The message of a parser or of the database can
 *  quote what a resident wrote, so only the engine's and our own errors keep theirs. */
function nameFault(fault: unknown): object {
  if (!(fault instanceof Error)) return { fault: typeof fault };
  const { name, stack = '', cause } = fault;
  const code = (fault as { code?: unknown }).code;
  const spoken = ['Error', 'TypeError', 'RangeError', 'ReferenceError', 'Unavailable', 'SealBroken'].includes(name);
  const ofDatabase = 'severity' in fault;
  return {
    fault: name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(spoken && !ofDatabase ? { said: fault.message } : {}),
    at: stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 6)
      .map((line) => line.trim()),
    ...(cause === undefined ? {} : { cause: nameFault(cause) }),
  };
}
