/** Calls of a platform's machines: many, small and all alike. They pass no router and get none of a page's headers, only what a webhook
 *  needs: half of what such a call costs otherwise. Everything else, and the same address under another method, is the app's. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { NewId } from '../triage/clock.ts';
import { Refused } from '../triage/errors.ts';
import type { RawRequest } from './channels/channel.ts';
import { failureOf } from './failure.ts';
import type { Log } from './log.ts';
import { faultOf } from './log.ts';

export interface Webhook {
  /** Exactly, also with a stroke at its end or a query. POST only. */
  path: string;
  bodyBytes: number;
  /** Resolves when the call may be answered with 200 `{}`. Throws what failureOf sorts. */
  hear(raw: RawRequest): Promise<void>;
}

/** The listener that takes webhooks for itself and leaves the rest to `app`. `isDraining`: connections are not kept any more. */
export function withWebhooks(
  app: RequestListener,
  hooks: readonly Webhook[],
  { newId, log, isDraining }: { newId: NewId; log: Log; isDraining: () => boolean },
): RequestListener {
  const byPath = new Map(hooks.flatMap((hook) => [hook.path, `${hook.path}/`].map((path) => [path, hook] as const)));
  return (req, res) => {
    const hook = req.method === 'POST' ? byPath.get(pathOf(req)) : undefined;
    if (!hook) return void app(req, res);
    const requestId = newId();
    const answer = (status: number, body: string, more: Record<string, string> = {}) => {
      if (res.headersSent || res.destroyed) return;
      res.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'x-request-id': requestId,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        ...(isDraining() ? { connection: 'close' } : {}),
        ...more,
      });
      res.end(body);
    };
    bodyOf(req, hook.bodyBytes)
      .then((body) => hook.hear({ method: 'POST', path: hook.path, headers: req.headers, body }))
      .then(
        () => answer(200, '{}'),
        (error) => failed(error, requestId, req, res, answer, log),
      );
  };
}

const pathOf = ({ url = '' }: IncomingMessage): string => {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
};

/** The bytes as they came. Rejects with what Express' reader would have thrown, so that failureOf sorts it the same way. */
function bodyOf(req: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const encoding = req.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity') return reject({ type: 'encoding.unsupported' });
    if (req.rawHeaders.length > 2 * 64)
      return reject(new Refused(431, 'too_many_headers', 'At most 64 headers are read.'));
    if (Number(req.headers['content-length'] ?? 0) > limit) return reject({ type: 'entity.too.large', limit });
    const chunks: Buffer[] = [];
    let length = 0;
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) reject({ type: 'entity.too.large', limit });
      else chunks.push(chunk);
    });
    req.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    req.on('aborted', () => reject({ type: 'request.aborted' }));
    req.on('error', reject);
  });
}

function failed(
  error: unknown,
  requestId: string,
  req: IncomingMessage,
  res: ServerResponse,
  answer: (status: number, body: string, more?: Record<string, string>) => void,
  log: Log,
): void {
  const { status, code, message, ours, retryAfter } = failureOf(error);
  const state = { requestId, method: 'POST', status, code };
  if (ours) log.error({ ...state, ...faultOf(error) }, 'a request failed by a fault of ours');
  else if (status >= 500 && code !== 'busy') log.warn(state, 'a request could not be served now');
  // What is not read to its end cannot be followed by another request.
  if (!req.complete) res.once('finish', () => req.destroy());
  answer(status, JSON.stringify({ error: { code, message, requestId } }), {
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    ...(req.complete ? {} : { connection: 'close' }),
  });
}
