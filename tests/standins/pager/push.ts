/** A browser's push service, stood in for: it takes only what RFC 8030, 8291 and 8292 allow, opens it with the browser's own keys, and has
 *  bad days on command. It shares no code with what it checks. */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import express from 'express';
import { listen } from '../http.ts';
import { type BadDay, badDays } from './badDays.ts';

export interface Shown {
  at: number;
  topic: string;
  ttl: number;
  payload: Record<string, unknown>;
}

interface Browser {
  private: ReturnType<typeof createECDH>;
  auth: Buffer;
  shown: Shown[];
  asked: number;
}

/** vapidKey: the one the subscriptions are bound to. now: its clock, ms. */
export async function startPushService(vapidKey: string, now: () => number = Date.now) {
  const browsers = new Map<string, Browser>();
  const violations: string[] = [];
  const days = badDays();
  let origin = '';
  const app = express();
  app.disable('x-powered-by');
  app.post('/push/:id', async (req, res) => {
    const browser = browsers.get(req.params.id);
    if (!browser) return void res.status(404).end();
    browser.asked += 1;
    const day = days.next();
    if (day && (await days.answered(day, res))) return;
    try {
      const { ttl, topic } = headersOf(req.headers);
      checkVapid(String(req.headers.authorization), vapidKey, origin, now());
      const payload = JSON.parse(opened(browser, await bytesIn(req)).toString('utf8'));
      if (day?.kind !== 'drop')
        browser.shown.push({ at: performance.timeOrigin + performance.now(), topic, ttl, payload });
      res
        .status(201)
        .set('location', `${origin}/message/${randomBytes(4).toString('hex')}`)
        .end();
    } catch (error) {
      violations.push(String(error));
      res.status(400).send(String(error));
    }
  });
  const { server, port } = await listen(app);
  origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    violations,
    badDay: (day: BadDay) => days.add(day),
    badDaysLast: (day: BadDay | undefined) => days.lasts(day),
    clear: days.clear,
    /** A browser allows notifications; what it shows is in `shown`. */
    subscribes() {
      const id = randomBytes(8).toString('hex');
      const pair = createECDH('prime256v1');
      pair.generateKeys();
      const browser: Browser = { private: pair, auth: randomBytes(16), shown: [], asked: 0 };
      browsers.set(id, browser);
      const subscription = {
        endpoint: `${origin}/push/${id}`,
        expirationTime: null,
        keys: { p256dh: pair.getPublicKey('base64url'), auth: browser.auth.toString('base64url') },
      };
      return { id, subscription, shown: browser.shown, asked: () => browser.asked };
    },
    /** The browser was wiped. */
    forgets: (id: string) => void browsers.delete(id),
    end: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Express' own readers know nothing of this content encoding, and refuse it. */
async function bytesIn(req: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part);
  return Buffer.concat(parts);
}

export type PushService = Awaited<ReturnType<typeof startPushService>>;

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

function headersOf(headers: IncomingHttpHeaders): { ttl: number; topic: string } {
  const { ttl = '', topic = '', urgency } = headers as Record<string, string>;
  must(headers['content-encoding'] === 'aes128gcm', 'content-encoding is not aes128gcm');
  must(/^\d+$/.test(ttl), 'TTL is missing');
  must(urgency === 'high', 'urgency is not high');
  must(/^[\w-]{1,32}$/.test(topic), 'topic is more than 32 letters of base64url');
  return { ttl: Number(ttl), topic };
}

/** RFC 8292. */
function checkVapid(header: string, vapidKey: string, origin: string, now: number): void {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(header) ?? [];
  must(key === vapidKey, 'signed with a key this subscription was not made for');
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = Buffer.from(`${head}.${claims}`);
  const isOurs = verify(
    'sha256',
    signed,
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  must(isOurs, 'the signature does not fit');
  must(JSON.parse(Buffer.from(head, 'base64url').toString()).alg === 'ES256', 'alg is not ES256');
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  must(aud === origin, `aud is ${aud}, not this service`);
  must(exp > now / 1000 && exp <= now / 1000 + 86_400, 'exp is past, or more than a day away');
  must(/^(mailto:|https:)/.test(sub), 'sub is no contact');
}

/** RFC 8291 over RFC 8188: one record. */
function opened(browser: Browser, body: Buffer): Buffer {
  const salt = body.subarray(0, 16);
  const keyLength = body[20] ?? 0;
  const sender = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  must(body.length <= 4096, 'more than 4,096 bytes');
  const shared = browser.private.computeSecret(sender);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.private.getPublicKey(), sender]);
  const input = Buffer.from(hkdfSync('sha256', shared, browser.auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', input, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  const end = plain.lastIndexOf(2);
  must(end >= 0 && plain.subarray(end + 1).every((byte) => byte === 0), 'the padding is not one of a last record');
  return plain.subarray(0, end);
}
