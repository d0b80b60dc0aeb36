/** People who answer in LINE: each connection follows and answers PHQ-9 and ASQ by typed numbers, then the next person comes. */
import { createHmac, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { ulid } from '../../standins/line/ids.ts';

/** Following → start → age → consent → nine answers → four of ASQ. */
export const visit = [null, '1', '3', '1', ...Array<string>(9).fill('1'), ...Array<string>(4).fill('2')];
const destination = `U${'f'.repeat(32)}`;

export interface Load {
  turns: number;
  ms: number;
  /** Webhook sent to 200, ms, sorted. */
  latencies: number[];
}

export interface Manner {
  /** At this pace; else as fast as the answers come. */
  perSecond?: number;
  /** Who comes next, and what they do: null follows. Else somebody new, for a whole visit. */
  person?: () => { userId: string; says: readonly (string | null)[] };
}

const somebodyNew = () => ({ userId: `U${randomBytes(16).toString('hex')}`, says: visit });

/** Until `turns` webhooks were answered. ports: of processes that share the work; each webhook goes to the next one, whoever wrote it.
 *  Loopback only. */
export async function drive(
  ports: readonly number[],
  connections: number,
  turns: number,
  { perSecond, person: next = somebodyNew }: Manner = {},
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  const started = performance.now();
  let begun = 0;
  let busy = 0;

  const post = (event: object, nth: number) =>
    new Promise<number>((resolve, reject) => {
      const body = Buffer.from(JSON.stringify({ destination, events: [event] }));
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'content-length': body.length,
        'x-line-signature': createHmac('sha256', 'bench').update(body).digest('base64'),
      };
      const path = '/webhooks/line';
      const port = ports[nth % ports.length];
      const req = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers }, (res) => {
        res.resume();
        res.on('end', () => resolve(res.statusCode ?? 0));
      });
      req.on('error', reject);
      req.end(body);
    });

  const person = async () => {
    for (;;) {
      const { userId, says } = next();
      for (const text of says) {
        if (begun >= turns) return;
        const nth = begun++;
        if (perSecond) await wait(Math.max(0, started + (nth * 1000) / perSecond - performance.now()));
        const timestamp = Date.now();
        const at = performance.now();
        const event = {
          ...(text === null
            ? { type: 'follow', follow: { isUnblocked: false } }
            : { type: 'message', message: { type: 'text', id: `${nth}`, text, quoteToken: 'q' } }),
          mode: 'active',
          timestamp,
          source: { type: 'user', userId },
          replyToken: randomBytes(16).toString('hex'),
          webhookEventId: ulid(timestamp),
          deliveryContext: { isRedelivery: false },
        };
        let status = await post(event, nth);
        // Overloaded: LINE would bring it again.
        for (; status === 503; status = await post(event, nth)) busy += 1;
        if (status !== 200) throw new Error(`answered ${status}`);
        latencies.push(performance.now() - at);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, person));
  agent.destroy();
  if (busy > 0) console.warn(`${busy} webhooks were answered 503 and brought again`);
  return { turns: latencies.length, ms: performance.now() - started, latencies: latencies.sort((a, b) => a - b) };
}
