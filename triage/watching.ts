/** The watchdog's process: its connection, its ways, its canary and its listener, opened and closed. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type Canary, canary, canaryKey } from './canary.ts';
import type { Config } from './config.ts';
import { askHeartbeat, tellAlarm } from './notify/alert.ts';
import { isSigned } from './notify/signed.ts';
import { rehearsalKey } from './rehearsal.ts';
import { look, openEye } from './store/eye.ts';
import { watchdog } from './watchdog.ts';

interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

const lookMs = 3_000;
const bodyBytes = 16 * 1024;
/** How old a page of the canary may be. */
const freshS = 60;

/** Looks, tells and lets canaries fly until it is closed. */
export async function openWatch(config: Config, log: Log): Promise<() => Promise<void>> {
  const { databaseUrl, masterKey, watch, chatUrl } = config;
  if (databaseUrl === null || masterKey === null) throw new Error('The watchdog needs DATABASE_URL and MASTER_KEY.');
  const fault = (what: string, error: unknown) =>
    log.warn({ fault: error instanceof Error ? `${error.name}: ${reasonOf(error)}` : 'unknown' }, what);
  const now = () => new Date();
  const eye = openEye(databaseUrl);
  // A canary's token is good by the database's time.
  let aheadMs = 0;
  const bird = canary({
    query: eye.query,
    clock: () => new Date(Date.now() - aheadMs),
    newId: randomUUID,
    key: rehearsalKey(masterKey),
    chatUrl,
    fault,
  });
  const dog = watchdog({
    look: async () => {
      const sight = await look(eye, now);
      aheadMs = Date.now() - sight.at.getTime();
      return sight;
    },
    tell: async (alarm) => {
      log.warn({ ...alarm }, 'an alarm');
      await tellAlarm(watch, alarm, now(), fault);
    },
    heartbeat: async () => {
      if (watch.heartbeatUrl) await askHeartbeat(watch.heartbeatUrl);
    },
    now,
    canaryWithinMs: watch.canaryMinutes === 0 ? null : Math.max(10, 2 * watch.canaryMinutes) * 60_000,
    fault,
  });
  const ending = new AbortController();
  const server = await listening(watch.port, pages(bird, canaryKey(masterKey), now, fault));
  const looks = repeating(dog.round, lookMs, ending.signal);
  const flights = watch.canaryMinutes === 0 ? null : repeating(bird.fly, watch.canaryMinutes * 60_000, ending.signal);
  log.info({ port: watch.port, canaryMinutes: watch.canaryMinutes }, 'the house is watched');
  return async () => {
    ending.abort();
    server.close();
    server.closeAllConnections();
    await looks;
    await flights;
    await eye.close();
  };
}

/** Words of the systems below; pg and fetch put no content into these. */
const reasonOf = (error: Error): string =>
  'code' in error
    ? String(error.code)
    : error.cause instanceof Error
      ? reasonOf(error.cause)
      : error.message.slice(0, 200);

async function repeating(work: () => Promise<void>, everyMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await work();
    await wait(everyMs, undefined, { signal }).catch(() => {});
  }
}

async function listening(port: number, answer: (req: IncomingMessage, res: ServerResponse) => void): Promise<Server> {
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, answer);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, () => resolve()));
  return server;
}

const Page = z.object({ id: z.uuid() });

/** GET /livez, and POST /page: a page has arrived for the canary. */
function pages(bird: Canary, key: Buffer, now: () => Date, fault: (what: string, error: unknown) => void) {
  const take = async (req: IncomingMessage): Promise<number> => {
    const body = await bodyOf(req);
    const timestamp = String(req.headers['x-maumjigi-timestamp'] ?? '');
    const signature = String(req.headers['x-maumjigi-signature'] ?? '');
    if (body === null || !isSigned(key, { timestamp, signature, body }, now(), freshS)) return 403;
    const page = Page.safeParse(parsed(body));
    if (!page.success) return 400;
    return (await bird.heard(page.data.id)) ? 200 : 202;
  };
  return (req: IncomingMessage, res: ServerResponse): void => {
    const isPage = req.method === 'POST' && req.url === '/page';
    const status = isPage ? take(req) : Promise.resolve(req.method === 'GET' && req.url === '/livez' ? 200 : 404);
    void status
      .catch((error: unknown) => {
        fault('a page of the canary could not be taken', error);
        return 500;
      })
      .then((code) => res.writeHead(code, { 'cache-control': 'no-store' }).end());
  };
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
};

/** null: longer than any page. */
async function bodyOf(req: IncomingMessage): Promise<string | null> {
  let body = '';
  for await (const chunk of req.setEncoding('utf8')) {
    body += chunk;
    if (body.length > bodyBytes) return null;
  }
  return body;
}
