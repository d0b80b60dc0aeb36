/** What one end posts and the other must know to be of it: hooks and their receipts, the watchdog's alarms, the canary's page. Signed is
 *  `<timestamp>.<body>`, in hex of HMAC-SHA-256; timestamp: seconds since 1970. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The headers of a signed POST of JSON. */
export function signedHeaders(secret: string | Buffer, body: string, now: Date) {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return {
    'content-type': 'application/json',
    'x-maumjigi-timestamp': timestamp,
    'x-maumjigi-signature': signatureOf(secret, timestamp, body),
  };
}

export interface Signed {
  timestamp: string;
  signature: string;
  body: Buffer | string;
}

/** Is it theirs, and not older (or newer) than `freshS` seconds? In constant time. Two copies within it are for whoever reads it to tell
 *  apart. */
export function isSigned(secret: string | Buffer, { timestamp, signature, body }: Signed, now: Date, freshS: number) {
  if (!/^\d{10}$/.test(timestamp) || !/^[0-9a-f]{64}$/.test(signature)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > freshS) return false;
  return timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(secret, timestamp, body)));
}

const signatureOf = (secret: string | Buffer, timestamp: string, body: Buffer | string): string =>
  createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
