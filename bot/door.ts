/** What every request passes before it reaches a route: a number of its own, safe headers, no odd shapes. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { NewId } from '../triage/clock.ts';
import { Refused } from '../triage/errors.ts';

/** Each answer carries `x-request-id`, ours and never the sender's, and is kept by no cache unless a route says so. */
export function numbered(newId: NewId): RequestHandler {
  return (_req, res, next) => {
    const requestId = newId();
    res.locals.requestId = requestId;
    res.set({ 'x-request-id': requestId, 'cache-control': 'no-store' });
    next();
  };
}

/** Headers for a page that loads nothing foreign. Over plain http (a phone on the LAN) nothing that makes browsers
 *  insist on https or warn about its absence. */
export function armoured(publicUrl: URL): RequestHandler {
  const https = publicUrl.protocol === 'https:';
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'font-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'manifest-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: https && { maxAge: 180 * 24 * 60 * 60, includeSubDomains: false },
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
    xFrameOptions: { action: 'deny' },
    // As silent to others as no-referrer, but with that some browsers send `Origin: null` even to ourselves.
    referrerPolicy: { policy: 'same-origin' },
  });
}

const methods = ['GET', 'HEAD', 'POST'];

/** Refuses odd requests early and in our own shape. Express would answer some of them in HTML, with the input in it. */
export function plain(req: Request, res: Response, next: NextFunction): void {
  if (!methods.includes(req.method)) {
    res.set('allow', methods.join(', '));
    throw methodRefused();
  }
  if (req.rawHeaders.length > 2 * 64) throw new Refused(431, 'too_many_headers', 'At most 64 headers are read.');
  if (req.url.length > 2_048)
    throw new Refused(414, 'url_too_long', 'The address is too long. Allowed: 2,048 characters.');
  const [path = '', query = ''] = req.url.split('?', 2);
  if (!decodable(path) || path.includes('\\')) throw new Refused(400, 'bad_path', 'The address is not well formed.');
  // Express would take `//` for `/`.
  if (path.startsWith('//')) throw new Refused(404, 'not_found', 'Nothing here.');
  if (!single(query)) throw new Refused(400, 'bad_query', 'Each query parameter may stand once, without brackets.');
  next();
}

export const methodRefused = (): Refused => new Refused(405, 'method_not_allowed', 'This method is not offered here.');

function decodable(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}

function single(query: string): boolean {
  const keys = [...new URLSearchParams(query).keys()];
  return new Set(keys).size === keys.length && !keys.some((key) => key.includes('['));
}
