/** People who tap: each connection opens a chat and answers PHQ-9 and ASQ with "no", then the next person comes. */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

/** Greeting → age → consent → nine answers → four of ASQ. */
const visit = ['1', '3', '1', ...Array<string>(9).fill('1'), ...Array<string>(4).fill('2')];

export interface Load {
  turns: number;
  ms: number;
  /** Latency of each turn, ms, sorted. */
  latencies: number[];
}

/** Drives `port` over `connections` keep-alive connections until `turns` messages were answered. Loopback only. */
export async function drive(port: number, connections: number, turns: number): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  const started = performance.now();
  let left = turns;
  const post = (path: string, body: unknown, cookie: string) =>
    new Promise<{ cookie: string }>((resolve, reject) => {
      const payload = JSON.stringify(body);
      const req = request(
        {
          agent,
          host: '127.0.0.1',
          port,
          path,
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(payload),
            'idempotency-key': randomUUID(),
            cookie,
          },
        },
        (res) => {
          const set = res.headers['set-cookie']?.[0]?.split(';')[0];
          res.resume();
          res.on('end', () => {
            if (res.statusCode === 200) resolve({ cookie: set ?? cookie });
            else reject(new Error(`${path} answered ${res.statusCode}`));
          });
        },
      );
      req.on('error', reject);
      req.end(payload);
    });
  const person = async () => {
    while (left > 0) {
      let { cookie } = await post('/chat/session', { lang: 'ko' }, '');
      for (const text of visit) {
        if (left <= 0) return;
        left -= 1;
        const at = performance.now();
        ({ cookie } = await post('/chat/messages', { text }, cookie));
        latencies.push(performance.now() - at);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, person));
  agent.destroy();
  return { turns: latencies.length, ms: performance.now() - started, latencies: latencies.sort((a, b) => a - b) };
}
