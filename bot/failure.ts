/** What goes out when something goes wrong. Residents get the fixed safety text with it; nobody gets an echo. */
import type { Lang } from '../flows/protocol.ts';
import { Busy, Refused, Unavailable } from '../triage/errors.ts';

/** Korean wherever the browser lists Korean, English only where it lists English and no Korean. */
export function langOf(acceptLanguage: string | undefined): Lang {
  const listed = (acceptLanguage ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().slice(0, 2));
  return !listed.includes('ko') && listed.includes('en') ? 'en' : 'ko';
}

export interface Failure {
  status: number;
  code: string;
  message: string;
  /** Seconds. */
  retryAfter?: number;
  /** A bug of ours: log it. */
  ours: boolean;
}

/** Sorts whatever was thrown by what the receiver can do. Messages are ours throughout, never the thrown library's. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refused) {
    const { retryAfter: wait } = error.details ?? {};
    const failure = { status: error.status, code: error.code, message: error.message, ours: false };
    return typeof wait === 'number' ? { ...failure, retryAfter: wait } : failure;
  }
  if (error instanceof Busy) {
    const message =
      'Too much at once. Nothing of it was taken: send the same request with the same key again after Retry-After.';
    return { status: 503, code: 'busy', message, retryAfter: error.retryAfterS, ours: false };
  }
  if (error instanceof Unavailable) {
    const message = 'Not possible just now. Send the same request with the same key again in a moment.';
    return { status: 503, code: 'unavailable', message, retryAfter: 3, ours: false };
  }
  return (
    ofTheEdge(error) ?? { status: 500, code: 'internal', message: 'An error of ours. It has been noted.', ours: true }
  );
}

/** Errors of Express, its body reader and its file sender. */
function ofTheEdge(error: unknown): Failure | null {
  const { type, status, limit } = (error ?? {}) as { type?: unknown; status?: unknown; limit?: unknown };
  if (type === 'entity.too.large') {
    const message = `The body is too large. Allowed: ${Number(limit) / 1024} KB.`;
    return { status: 413, code: 'too_large', message, ours: false };
  }
  if (type === 'encoding.unsupported') {
    const message = 'Compressed bodies are not read. Send the body as it is.';
    return { status: 415, code: 'unsupported_encoding', message, ours: false };
  }
  if (typeof type === 'string' && type.startsWith('request.')) {
    return { status: 400, code: 'bad_request', message: 'The request did not arrive whole.', ours: false };
  }
  if (status === 400) return { status, code: 'bad_request', message: 'The request could not be read.', ours: false };
  if (status === 403 || status === 404)
    return { status: 404, code: 'not_found', message: 'Nothing here.', ours: false };
  if (status === 412 || status === 416) {
    return { status, code: 'bad_request', message: 'This part cannot be given.', ours: false };
  }
  return null;
}
