/** Whoever looks after an installation: a hook that takes only what is signed and fresh, and a service that counts heartbeats. Both can be
 *  made deaf. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Told {
  trouble: string;
  stage: 'began' | 'lasts' | 'over';
  since: string;
  text: { ko: string; en: string };
}

export interface Keeper {
  hookUrl: string;
  heartbeatUrl: string;
  told: Told[];
  heartbeats: () => number;
  /** What was refused, and why. */
  refused: string[];
  deaf(isDeaf: boolean): void;
  end(): Promise<void>;
}

export async function openKeeper(secret: string): Promise<Keeper> {
  const told: Told[] = [];
  const refused: string[] = [];
  let heartbeats = 0;
  let isDeaf = false;
  const server = createServer(async (req, res) => {
    const answer = (status: number) => void res.writeHead(status).end();
    if (isDeaf) return answer(503);
    if (req.method === 'GET' && req.url === '/beat') {
      heartbeats += 1;
      return answer(200);
    }
    const body = await bodyOf(req);
    const wrong = wrongIn(req, body, secret);
    if (wrong) {
      refused.push(wrong);
      return answer(401);
    }
    told.push(JSON.parse(body) as Told);
    answer(204);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    hookUrl: `${base}/alarm`,
    heartbeatUrl: `${base}/beat`,
    told,
    heartbeats: () => heartbeats,
    refused,
    deaf: (now) => {
      isDeaf = now;
    },
    async end() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** As the documentation tells a receiver to check; null: it is theirs. */
function wrongIn(req: IncomingMessage, body: string, secret: string): string | null {
  const timestamp = String(req.headers['x-maumjigi-timestamp']);
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return 'not fresh';
  const right = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest();
  const given = Buffer.from(String(req.headers['x-maumjigi-signature']), 'hex');
  return given.length === right.length && timingSafeEqual(given, right) ? null : 'not signed';
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req.setEncoding('utf8')) body += chunk;
  return body;
}
