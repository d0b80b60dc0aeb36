/** The residents' listener: the chat page and its routes, the QR door, health. Messengers' webhooks join here. */

import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { NextFunction, Request, Response } from 'express';
import express from 'express';
import type { Clock, NewId } from '../triage/clock.ts';
import type { Sender } from '../triage/dispatch.ts';
import { Refused } from '../triage/errors.ts';
import type { Notifier } from '../triage/notify/notice.ts';
import type { TakeReceipt } from '../triage/notify/receipts.ts';
import { sorry } from '../triage/say.ts';
import type { Center } from '../triage/store/centers.ts';
import type { Gauge } from '../triage/store/metrics.ts';
import type { Scan } from '../triage/store/scans.ts';
import type { SharedLimits } from '../triage/store/sharedLimits.ts';
import { isTakeAlongToken } from '../triage/takeAlong.ts';
import type { Turn } from '../triage/turn.ts';
import { ChannelAdapter, messaging } from './botkit.ts';
import type { ChannelDeps } from './channels/registry.ts';
import { registry } from './channels/registry.ts';
import { langOfRequest } from './channels/web/adapter.ts';
import { armoured, methodRefused, numbered, plain } from './door.ts';
import { type Failure, failureOf } from './failure.ts';
import type { Log } from './log.ts';
import { faultOf } from './log.ts';
import type { Paces } from './pace.ts';
import { pace, paces } from './pace.ts';
import { kindPage } from './page.ts';
import type { PlacementOf } from './placements.ts';
import { rememberedPlacements } from './placements.ts';
import { receiptRoutes, receiptsPath } from './receipts.ts';
import { noFrame, scanLanding } from './scan.ts';
import { withWebhooks } from './webhook.ts';
import { withinMs } from './within.ts';

/** What this listener needs of its own, and what the channels need. */
export interface BotDeps extends Omit<ChannelDeps, 'publicUrl' | 'pace' | 'placementFor'> {
  turn: Turn;
  clock: Clock;
  newId: NewId;
  log: Log;
  /** Facts of the one centre behind the web chat. */
  center: () => Promise<Pick<Center, 'id' | 'name' | 'phone' | 'hours'>>;
  /** Where the code of a poster leads. */
  placementOf: PlacementOf;
  /** A landing page was opened. */
  scanned: (scan: Scan) => Promise<void>;
  /** A provider says what became of a notice to staff. */
  receipt: TakeReceipt;
  publicUrl: string;
  /** Express' `trust proxy`; false: X-Forwarded-* means nothing. */
  trustProxy: boolean | number | string | string[];
  /** The built chat page: index.html and assets/. */
  pageDir: string;
  ready: () => Promise<boolean>;
  paces?: Partial<Paces>;
  /** Counts over all processes; without it each counts for itself. */
  sharedLimits?: SharedLimits;
}

export interface BotApp {
  app: RequestListener;
  /** For the dispatcher: each open channel's way to a resident, through Botkit's adapter. */
  senders: Sender[];
  /** For notices: each open channel that can tell staff. */
  notifiers: Notifier[];
  /** What somebody who watches from outside must know of the channels. */
  gauges(): Promise<Gauge[]>;
  /** From now on /readyz is 503 and connections are not kept: the load balancer goes elsewhere. */
  drain(): void;
  /** Ends the open streams; the server can then close. */
  close(): void;
  /** Resolves when what is being sent is sent and written down; call it after the server has ended. */
  settled(): Promise<void>;
}

export function botApp(deps: BotDeps): BotApp {
  const publicUrl = new URL(deps.publicUrl);
  const speeds = pace({ ...paces, ...deps.paces }, deps.sharedLimits ?? null);
  const placementFor = rememberedPlacements(deps);
  const open = registry.flatMap((listed) => listed.open({ ...deps, publicUrl, placementFor, pace: speeds }) ?? []);
  const carrier = messaging(
    deps.turn,
    deps.log,
    open.map(({ channel }) => new ChannelAdapter(channel.id, channel.sender.send)),
  );
  let draining = false;

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', deps.trustProxy);
  app.set('query parser', 'simple');
  app.use(numbered(deps.newId));
  app.use(armoured(publicUrl));
  app.use((_req, res, next) => {
    if (draining) res.set('connection', 'close');
    next();
  });
  app.use(plain);

  app.get('/livez', (_req, res) => void res.json({ status: 'alive' }));
  app.get('/readyz', async (_req, res) => {
    if (draining) return void res.status(503).json({ status: 'draining' });
    const ready = await withinMs(2_000, deps.ready()).catch(() => false);
    // Without records residents still read where help is, their words are kept and phones ring: no balancer may take that from them.
    res.json({ status: ready ? 'ready' : 'away' });
  });

  for (const { routes } of open) if (routes) app.use(routes(carrier));
  app.use(receiptRoutes(deps.receipt));

  app.get('/', (_req, res) => res.redirect(302, '/chat'));
  app.get(landing, scanLanding({ ...deps, placementFor, pace: speeds, doors: open.flatMap(({ door }) => door ?? []) }));
  // Carrying on from another channel. Only the page's own request spends the code: previews and scanners open addresses, too.
  app.get('/go/:token', (req, res) => {
    res.redirect(302, isTakeAlongToken(req.params.token) ? `/chat?c=${req.params.token}` : '/chat');
  });
  app.get('/chat/landing.html', noFrame);
  app.get('/chat', (_req, res, next) => {
    res.sendFile('index.html', { root: deps.pageDir, cacheControl: false, lastModified: false }, (error) => {
      if (error && !res.headersSent)
        next(new Refused(503, 'page_missing', 'The chat page has not been built: npm run build.'));
    });
  });
  // Names of built files carry their content's hash: they never change.
  app.use(
    '/chat/assets',
    express.static(join(deps.pageDir, 'assets'), {
      index: false,
      redirect: false,
      cacheControl: false,
      setHeaders: (res) => void res.setHeader('cache-control', 'public, max-age=31536000, immutable'),
    }),
  );
  app.use('/chat', express.static(deps.pageDir, { index: false, redirect: false, cacheControl: false }));

  for (const [path, allow] of [...open.flatMap(({ paths }) => paths), ...offered]) {
    app.all(path, (_req, res) => {
      res.set('allow', allow);
      throw methodRefused();
    });
  }
  app.use(() => {
    throw new Refused(404, 'not_found', 'Nothing here.');
  });
  app.use(failed(deps.log));

  const hooks = open.flatMap(({ webhook }) => webhook?.(carrier) ?? []);
  return {
    app: withWebhooks(app, hooks, { ...deps, isDraining: () => draining }),
    senders: open.map(({ channel: { id, sender } }) => ({
      channel: id,
      reachable: () => sender.reachable(),
      send: (residentId, rev, replies) => carrier.deliver(id, residentId, rev, replies),
    })),
    notifiers: open.flatMap(({ notifier }) => notifier ?? []),
    gauges: async () => (await Promise.all(open.map(async (one) => (await one.gauges?.()) ?? []))).flat(),
    drain() {
      draining = true;
    },
    close() {
      for (const one of open) one.close();
    },
    async settled() {
      await Promise.all(open.map((one) => one.settled?.()));
    },
  };
}

/** Also an address that was typed without its code, or with a stroke too many. */
const landing = '/c{/*code}';

/** Reached only with a method the path does not offer. */
const offered: [path: string, allow: string][] = [
  [receiptsPath, 'POST'],
  ['/chat', 'GET, HEAD'],
  ['/', 'GET, HEAD'],
  [landing, 'GET, HEAD'],
  ['/go/:token', 'GET, HEAD'],
  ['/livez', 'GET, HEAD'],
  ['/readyz', 'GET, HEAD'],
];

const wordsFor = ({ status, code }: Failure) => (code === 'busy' ? 'busy' : status === 429 ? 'rate' : 'error');

/** The one place where errors become answers. A resident always reads where help is, whatever happened. */
function failed(log: Log) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    const failure = failureOf(error);
    const requestId = String(res.locals.requestId);
    const state = { requestId, method: req.method, status: failure.status, code: failure.code };
    if (failure.ours) log.error({ ...state, ...faultOf(error) }, 'a request failed by a fault of ours');
    else if (failure.status >= 500 && failure.code !== 'busy') log.warn(state, 'a request could not be served now');
    if (res.headersSent) return void (res.writableEnded ? next() : res.destroy());
    const lang = langOfRequest(req, res);
    res.status(failure.status);
    if (failure.retryAfter !== undefined) res.set('retry-after', String(failure.retryAfter));
    if (req.method !== 'POST' && (req.headers.accept ?? '').includes('text/html')) {
      return void res.type('html').send(kindPage(lang));
    }
    const { code, message } = failure;
    const replies =
      req.method === 'POST' && req.path.startsWith('/chat/') ? { replies: [sorry(lang, wordsFor(failure))] } : {};
    res.json({ error: { code, message, requestId }, ...replies });
  };
}
