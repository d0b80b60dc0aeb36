/** Sends webhooks as LINE does: HTTPS POST in the original, signed over the bytes, counted as timed out after two seconds. */
import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { WebhookEvent } from './events.ts';

/** REF "Webhooks", LD/check-webhook-error-statistics: no answer within this is `request_timeout`. */
export const answerWithinMs = 2_000;

export interface Manner {
  signature?: 'right' | 'wrong' | 'missing' | 'garbage';
  /** Cuts the body inside a character of several bytes, into two writes: what a real network does now and then. */
  split?: boolean;
}

export interface Delivery {
  at: number;
  eventIds: string[];
  bytes: number;
  manner: Manner;
  /** 0: no answer came. */
  status: number;
  ms: number;
  reason: 'ok' | 'error_status_code' | 'request_timeout' | 'could_not_connect';
  body: string;
}

/** base64(HMAC-SHA256(channel secret, body)). */
export const signatureOf = (secret: string, body: Buffer): string =>
  createHmac('sha256', secret).update(body).digest('base64');

const agent = new Agent({ keepAlive: true, maxSockets: 200 });

export async function deliver(
  to: { url: string; secret: string; destination: string },
  events: readonly WebhookEvent[],
  manner: Manner = {},
): Promise<Delivery> {
  const body = Buffer.from(JSON.stringify({ destination: to.destination, events }));
  const began = performance.now();
  const answer = await post(to.url, body, headersOf(to.secret, body, manner), manner.split ?? false);
  return {
    at: Date.now(),
    eventIds: events.map((event) => event.webhookEventId),
    bytes: body.length,
    manner,
    ms: Math.round(performance.now() - began),
    ...answer,
  };
}

function headersOf(secret: string, body: Buffer, { signature = 'right' }: Manner): Record<string, string | number> {
  const signed = {
    right: signatureOf(secret, body),
    wrong: signatureOf(`${secret} of another channel`, body),
    garbage: '서명이 아님'.replace(/[^\x20-\x7e]/g, '?'),
    missing: undefined,
  }[signature];
  return {
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    'user-agent': 'LineBotWebhook/2.0',
    ...(signed === undefined ? {} : { 'x-line-signature': signed }),
  };
}

type Answer = Pick<Delivery, 'status' | 'reason' | 'body'>;

function post(url: string, body: Buffer, headers: Record<string, string | number>, split: boolean): Promise<Answer> {
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', headers, agent, timeout: answerWithinMs }, (res) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('error', () => resolve({ status: 0, reason: 'could_not_connect', body: '' }));
      res.on('end', () => {
        const status = res.statusCode ?? 0;
        // LINE counts 2xx as received and never looks at the body.
        const reason = status >= 200 && status < 300 ? 'ok' : 'error_status_code';
        resolve({ status, reason, body: Buffer.concat(parts).toString('utf8') });
      });
    });
    sent.on('timeout', () => {
      resolve({ status: 0, reason: 'request_timeout', body: '' });
      sent.destroy();
    });
    sent.on('error', () => resolve({ status: 0, reason: 'could_not_connect', body: '' }));
    const inside = split ? insideOfCharacter(body) : -1;
    if (inside < 0) return void sent.end(body);
    sent.setNoDelay(true);
    sent.write(body.subarray(0, inside));
    setTimeout(() => sent.end(body.subarray(inside)), 8);
  });
}

/** One byte into the first character that has several; -1 when there is none. */
export function insideOfCharacter(body: Buffer): number {
  const begin = body.findIndex((byte) => byte >= 0xc0);
  return begin < 0 ? -1 : begin + 1;
}
