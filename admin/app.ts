/** The staff's desk over HTTP: the panel at `/`, JSON under `/api`. The contract's table drives every route: who may, what
 *  comes in. What a role may not do, or another site sends, ends here before any function of ours runs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import { Refused } from '../triage/errors.ts';
import { audit } from '../triage/store/audit.ts';
import { alertHandlers } from './alerts.ts';
import { type Auth, openAuth, refuseForeign } from './auth.ts';
import { boardHandlers } from './board.ts';
import { campaignHandlers } from './campaigns.ts';
import { caseHandlers } from './cases.ts';
import { type Route, routes } from './contract.ts';
import { drillHandlers } from './drills.ts';
import { faultHandler } from './faults.ts';
import { followUpHandlers } from './followUps.ts';
import {
  type Call,
  type DeskDeps,
  type FileAnswer,
  type Handlers,
  type RouteName,
  type Session,
  traceOf,
} from './handler.ts';
import { handoverHandlers } from './handover.ts';
import { ladderHandlers } from './ladder.ts';
import { noticeHandlers } from './notices.ts';
import { offerHandlers } from './offers.ts';
import { openapi } from './openapi.ts';
import { queueHandlers } from './queue.ts';
import { reportHandlers } from './reports.ts';
import { forbidden, may } from './roles.ts';
import { rosterHandlers } from './roster.ts';
import { rotationHandlers } from './rotations.ts';
import { openStreams, topicOf } from './stream.ts';
import { trailHandlers } from './trail.ts';

export type { DeskDeps } from './handler.ts';

/** What a note of 2,000 characters and its JSON never reach. */
const bodyLimit = '64kb';
/** Ten thousand lines of a CSV: enough to say that it is too many. */
const csvLimit = '2mb';
const yearS = 31_536_000;

export interface Desk {
  app: Express;
  /** From now on /readyz is 503 and connections are not kept: the load balancer goes elsewhere. */
  drain(): void;
  /** Ends the live streams, which would keep a closing server open for ever. */
  close(): void;
}

/** The desk, without a socket. */
export function deskApp(deps: DeskDeps): Desk {
  const { log } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', deps.trustProxy);

  // Who waits and what is done about it stand behind no list that somebody looks through.
  const atOnce: DeskDeps = { ...deps, db: { ...deps.db, ...deps.db.urgent } };
  const streams = openStreams(atOnce);
  const auth = openAuth(deps, (tokenHash) => streams.endSession(tokenHash));
  const changed = (centerId: string): void => deps.bus.publish(topicOf(centerId), 'desk');
  const handlers: Handlers & { stream: (call: Call<'stream'>) => Promise<void> } = {
    ...auth.handlers,
    ...noticeHandlers(deps),
    ...queueHandlers(atOnce),
    ...caseHandlers(atOnce, changed),
    ...followUpHandlers(deps, changed),
    ...rosterHandlers(deps),
    ...rotationHandlers(deps),
    ...offerHandlers(deps),
    ...handoverHandlers(deps),
    ...ladderHandlers(deps),
    ...boardHandlers(deps),
    ...drillHandlers(deps),
    ...campaignHandlers(deps),
    ...reportHandlers(deps),
    ...trailHandlers(deps),
    ...alertHandlers(deps),
    stream: streams.serve,
  };

  let draining = false;
  app.use(stamp(deps));
  app.use(headers(deps.baseUrl));
  app.use((_req, res, next) => {
    if (draining) res.set('connection', 'close');
    next();
  });
  app.get('/livez', (_req, res) => void res.json({ status: 'alive' }));
  app.get('/readyz', async (_req, res) => {
    const ready =
      !draining &&
      (await deps.db
        .query('select 1')
        .then(() => true)
        .catch(() => false));
    res.status(ready ? 200 : 503).json({ status: draining ? 'draining' : ready ? 'ready' : 'not ready' });
  });
  app.get('/api/openapi.json', (_req, res) => {
    res.json(openapi(deps.baseUrl));
  });
  for (const name of Object.keys(routes) as RouteName[]) {
    const { method, path } = routes[name];
    app[method](path, serve(name, handlers[name] as (call: Call) => Promise<unknown>, deps, auth));
  }
  refuseOtherMethods(app);
  if (deps.metrics) {
    const metrics = deps.metrics;
    app.get('/metrics', async (_req, res) => {
      res.type('text/plain; version=0.0.4').send(await metrics());
    });
  }
  app.use(['/api', '/metrics', '/livez', '/readyz'], notFound);
  servePanel(app, deps.panelDir);
  app.use(notFound);
  app.use(faultHandler(log));
  return {
    app,
    drain: () => {
      draining = true;
    },
    close: streams.close,
  };
}

/** A request id of ours (an outside one could be anything), and nothing is kept by any cache unless said otherwise. */
const stamp =
  ({ newId }: DeskDeps): RequestHandler =>
  (_req, res, next) => {
    res.locals.requestId = newId();
    res.set('X-Request-Id', res.locals.requestId);
    res.set('Cache-Control', 'no-store');
    next();
  };

function headers(baseUrl: string): RequestHandler {
  const https = baseUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      // helmet's defaults upgrade every request to https, which ends a desk served over http.
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: yearS, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
    // Browsers ignore these two over http, and warn on every page.
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
    // With no-referrer some requests say `Origin: null`, and a change would look foreign.
    referrerPolicy: { policy: 'same-origin' },
  });
}

/** One route: who may, what came in, the function, its answer. A refusal of somebody known is written to the audit. */
function serve(name: RouteName, handler: (call: Call) => Promise<unknown>, deps: DeskDeps, auth: Auth): RequestHandler {
  const route: Route = routes[name];
  return async (req, res, next) => {
    // Express gives HEAD to GET's function; a stream has no headers to look at first.
    if (req.method !== route.method.toUpperCase()) return next();
    const requestId = String(res.locals.requestId);
    const address = req.ip ?? '';
    let session: Session | null = null;
    try {
      if (route.method !== 'get') refuseForeign(req, deps.baseUrl);
      if (route.needs !== null) {
        session = await auth.session(req, address, requestId);
        if (route.needs !== 'signed-in' && !may(session.role, route.needs)) {
          throw forbidden();
        }
      }
      const id = idOf(req);
      const body = route.csv
        ? await readCsv(req, res)
        : route.body === null
          ? undefined
          : await readBody(req, res, route.body);
      const query = route.query ? checked(route.query, onlyOnce(req.query), 'invalid_query') : undefined;
      // The table has just proved what the type says of this name.
      const call = { name, requestId, address, id, body, query, session, req, res } as unknown as Call;
      const load = loadOf(name, route);
      const result = await (load === null ? handler(call) : deps.pressure.within(load, () => handler(call)));
      if (route.streams) return;
      if (route.file) sendFile(res, route.file, result as FileAnswer);
      else if (result === undefined) res.status(204).end();
      else res.json(result);
    } catch (fault) {
      if (session && fault instanceof Refused && [401, 403, 404].includes(fault.status)) {
        await writeDenied({ session, address, requestId }, fault, req, deps);
      }
      throw fault;
    }
  };
}

/** What somebody at a case needs at once, though it is only read: who they are, who waits, the case, what was said. */
const readAtOnce: ReadonlySet<RouteName> = new Set(['me', 'notices', 'queue', 'stream', 'case', 'talk', 'takers']);

/** How this is let in when the house is full; null: always. Whatever somebody does is never turned away, only what they look at. */
function loadOf(name: RouteName, route: Route): 'read' | 'export' | null {
  if (route.file === 'text/csv') return 'export';
  return route.method === 'get' && !readAtOnce.has(name) ? 'read' : null;
}

/** The id in the path. What is no id of ours is as unknown as an id nobody has: 404. */
function idOf(req: Request): string {
  const given = req.params.id;
  if (given === undefined) return '';
  const id = z.uuid().safeParse(given);
  if (!id.success) throw new Refused(404, 'not_found', 'no such case');
  return id.data.toLowerCase();
}

/** Refused they stay, whether the audit can be written or not; then the log has it. */
async function writeDenied(
  call: { session: Session; address: string; requestId: string },
  { code }: Refused,
  req: Request,
  { db, clock, newId, log }: DeskDeps,
): Promise<void> {
  const { data: id } = z.uuid().safeParse(req.params.id);
  const subject = `${req.method} ${req.route?.path ?? ''}${id ? ` ${id}` : ''}`;
  try {
    await audit(db, { ...traceOf(call, clock()), id: newId(), action: 'denied', subject, reason: code });
  } catch {
    log.error(
      { requestId: call.requestId, staffId: call.session.id, subject, reason: code },
      'a refusal has no audit row',
    );
  }
}

const readJson = express.json({ limit: bodyLimit, type: 'application/json', inflate: false });

async function readBody(req: Request, res: Response, schema: z.ZodType): Promise<unknown> {
  // Where there is no body at all, the schema says what is missing.
  const empty = req.get('content-length') === '0';
  if (!empty && req.is('application/json') === false) {
    throw new Refused(415, 'unsupported_media_type', 'send application/json');
  }
  await new Promise<void>((resolve, reject) => {
    readJson(req, res, (fault?: unknown) => (fault ? reject(fault) : resolve()));
  });
  return checked(schema, req.body, 'invalid_body');
}

const csvTypes = ['text/csv', 'text/plain', 'application/csv', 'application/vnd.ms-excel'];
const readBytes = express.raw({ limit: csvLimit, type: csvTypes, inflate: false });

/** The bytes as they are: in which letters they are written is for whoever reads the lines to find out. */
async function readCsv(req: Request, res: Response): Promise<Buffer> {
  if (req.is(csvTypes) === false) throw new Refused(415, 'csv_wanted', 'send the file as text/csv');
  await new Promise<void>((resolve, reject) => {
    readBytes(req, res, (fault?: unknown) => (fault ? reject(fault) : resolve()));
  });
  return Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
}

/** To be kept as a file under its name. A picture stands in a page of ours all the same. */
function sendFile(res: Response, type: string, { name, bytes }: FileAnswer): void {
  res.attachment(name).set('Content-Type', type.startsWith('text/') ? `${type}; charset=utf-8` : type);
  res.send(bytes);
}

/** Names the fields that are wrong, never what stood in them. */
function checked(schema: z.ZodType, given: unknown, code: 'invalid_body' | 'invalid_query'): unknown {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  // An unknown field is named by its place only: its name came from outside.
  const fields = result.error.issues.map(({ path, code: wrong }) => ({ field: path.join('.'), wrong }));
  throw new Refused(400, code, 'some fields are missing or wrong', { fields });
}

/** `?before=1&before=2` means nothing. */
function onlyOnce(query: Request['query']): Request['query'] {
  const twice = Object.keys(query).find((name) => typeof query[name] !== 'string');
  if (twice !== undefined) throw new Refused(400, 'invalid_query', 'every condition may stand once');
  return query;
}

/** A known address asked in another way: 405 with what is allowed. */
function refuseOtherMethods(app: Express): void {
  const allowed = new Map<string, string[]>([['/api/openapi.json', ['GET']]]);
  for (const { path, method } of Object.values(routes)) {
    allowed.set(path, [...(allowed.get(path) ?? []), method.toUpperCase()]);
  }
  for (const [path, methods] of allowed) {
    app.all(path, (_req, res) => {
      res.set('Allow', methods.join(', '));
      throw new Refused(405, 'method_not_allowed', `allowed: ${methods.join(', ')}`);
    });
  }
}

/** The built browser app. Hashed files never change; everything else is asked for again each time. */
function servePanel(app: Express, panelDir: string): void {
  const index = join(panelDir, 'index.html');
  const forEver = (res: Response) => res.set('Cache-Control', `public, max-age=${yearS}, immutable`);
  const files = { index: false, cacheControl: false, redirect: false } as const;
  app.use('/assets', express.static(join(panelDir, 'assets'), { ...files, setHeaders: forEver }), notFound);
  app.use(express.static(panelDir, files));
  app.use((req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD')
      throw new Refused(405, 'method_not_allowed', 'allowed: GET, HEAD');
    // An address of the panel's own (/cases/…): it finds its way by itself. A file that is not there is not one.
    if (/\.\w+$/.test(req.path)) return next();
    if (!existsSync(index)) throw new Refused(503, 'panel_missing', `the panel is not built: ${index} is missing`);
    res.sendFile('index.html', { root: panelDir, cacheControl: false });
  });
}

const notFound: RequestHandler = () => {
  throw new Refused(404, 'not_found', 'not found');
};
