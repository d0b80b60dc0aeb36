/** The stand-in over HTTP, all on one port: LINE's API under /v2, what tests and buttons ask for under /control, the phone page. */
import type { Express, Request, Response } from 'express';
import { commandedFaults, type Fault } from '../commanded.ts';
import { bytesOf, newApp, objectOf, servePages, watchers } from '../http.ts';
import { type Answered, messagingApi } from './api.ts';
import type { Act, WebhookEvent } from './events.ts';
import { newRequestId } from './ids.ts';
import { openApi } from './openapi.ts';
import { type Call, type How, type Person, platform, type Settings, type Thing } from './platform.ts';

export interface LineServer {
  app: Express;
  /** Whether calls are held against LINE's own OpenAPI, too. */
  isSchemaChecked: boolean;
  end(): void;
}

export function lineServer(settings: Settings, openApiFolder?: string): LineServer {
  const pages = watchers();
  const line = platform(settings, (userId) => pages.tell(userId));
  const schemas = openApi('messaging-api.yml', openApiFolder);
  const api = messagingApi(line, schemas);
  const faults = commandedFaults();
  const app = newApp();

  app.use('/v2', async (req, res) => {
    const asked = {
      method: req.method,
      path: req.originalUrl.split('?')[0] ?? '',
      headers: req.headers,
      bytes: bytesOf(req.body),
      requestId: newRequestId(),
    };
    const call: Call = {
      at: Date.now(),
      method: asked.method,
      path: asked.path,
      status: 0,
      requestId: asked.requestId,
      ...(typeof req.headers['x-line-retry-key'] === 'string' ? { retryKey: req.headers['x-line-retry-key'] } : {}),
      body: readable(asked.bytes),
      violations: [],
    };
    line.calls.push(call);
    const fault = faults.hit(asked.path);
    if (fault) call.fault = fault.kind;
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 1_000));
    const instead = fault && instance(fault);
    if (fault?.kind === 'reset') return void res.destroy();
    if (fault?.kind === 'hang') return;
    const answer = instead ?? (await api(asked, fault?.kind === 'drop'));
    call.violations = answer.violations ?? [];
    if (fault?.kind === 'accept-then-hang') return;
    const said = fault?.kind === 'accept-then-error' ? internal : answer;
    call.status = said.status;
    write(res, asked.requestId, said);
  });

  app.get('/control/record', (_req, res) =>
    res.json({
      schema: schemas ? 'checked' : 'not checked: ../shared/line-openapi is absent',
      calls: line.calls,
      deliveries: line.deliveries,
      violations: line.calls.flatMap(({ path, violations }) => violations.map((one) => `${path}: ${one}`)),
    }),
  );
  /** Gives the calls and forgets them in one go: a long run would not fit into one answer. */
  app.post('/control/record/take', (_req, res) => {
    line.deliveries.length = 0;
    res.json({ calls: line.calls.splice(0) });
  });
  app.delete('/control/record', (_req, res) => {
    line.calls.length = 0;
    line.deliveries.length = 0;
    res.json({});
  });
  app.post(
    '/control/faults',
    command((body) => {
      const { faults: many } = body as { faults?: Fault[] };
      for (const fault of many ?? [body as unknown as Fault]) faults.add(fault);
    }),
  );
  app.delete(
    '/control/faults',
    command(() => faults.clear()),
  );
  /** What the console sets: redelivery, chat mode, the month's quota. */
  app.post(
    '/control/settings',
    command((body) => {
      const { quota, ...rest } = body as Partial<Settings> & { quota?: { limit?: number | null; used?: number } };
      Object.assign(settings, rest);
      Object.assign(line.quota, quota ?? {});
    }),
  );
  /** Every reply token given out so far is too old from now on. */
  app.post(
    '/control/tokens/expire',
    command(() => {
      for (const token of line.tokens.values()) token.until = 0;
    }),
  );

  app.post(
    '/control/people',
    command((body) => viewOf(line.newPerson(body as Partial<Person>))),
  );
  /** A person does something. Body: { act, how? }; the answer tells how the webhook was received. */
  app.post(
    '/control/people/:id/acts',
    command(async (body, id) => {
      const { act, how } = body as unknown as { act: Act; how?: How };
      return await line.does(personOf(id), act, how);
    }),
  );
  app.post(
    '/control/people/:id/network',
    command((body, id) => {
      personOf(id).slowMs = Number(body.slowMs ?? 0);
    }),
  );
  /** Events as they are given, in one body, of whomever: batches, odd types, groups. Body: { events, how? }. */
  app.post(
    '/control/events',
    command(async (body) => {
      const { events, how } = body as unknown as { events: WebhookEvent[]; how?: How };
      return { deliveries: await line.sends(events, how) };
    }),
  );
  app.get(
    '/control/people/:id',
    command((_body, id) => viewOf(personOf(id))),
  );
  app.get('/control/people/:id/changes', (req, res) => pages.watch(req.params.id, res));
  app.get('/control/richmenus/:id/picture', (req, res) => {
    const image = line.richMenus.get(req.params.id)?.image;
    if (!image) return void res.status(404).end();
    res.type(image.type).send(image.bytes);
  });
  servePages(app, import.meta.dirname);
  app.use((error: Error, _req: Request, res: Response, _next: unknown) => {
    res.status(400).json({ message: error.message });
  });

  /** Known, or somebody a restart of the stand-in forgot. */
  function personOf(id: string): Person {
    return line.people.get(id) ?? line.newPerson({ userId: id });
  }

  /** What is on a person's screen. Only the last message's quick replies are there, and only until anything newer. */
  function viewOf(person: Person): Thing {
    const last = person.chat.at(-1);
    const quick =
      last?.from === 'account' && person.hasQuickReplies
        ? (last.message.quickReply as { items?: Thing[] } | undefined)
        : undefined;
    const menuId = person.richMenuId ?? line.defaultRichMenu;
    const { image: _, ...menu } = (menuId && line.richMenus.get(menuId)) || {};
    return {
      userId: person.userId,
      state: person.state,
      accountName: line.settings.accountName,
      chat: person.chat,
      newestFrom: person.newestFrom,
      quickReplies: quick?.items ?? [],
      richMenu: menuId ? menu : null,
      isLoading: person.loadingUntil > Date.now(),
      slowMs: person.slowMs,
    };
  }

  return {
    app,
    isSchemaChecked: schemas !== null,
    end() {
      pages.end();
      line.end();
    },
  };
}

/** What a fault answers instead of doing anything; undefined: it does not. */
function instance(fault: Fault): Answered | undefined {
  const retry =
    fault.retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(fault.retryAfterSeconds) } };
  switch (fault.kind) {
    case 'error':
      return { ...internal, status: fault.status ?? 500 };
    case 'rate':
      return { status: 429, body: { message: 'The API rate limit has been exceeded. Try again later.' }, ...retry };
    case 'quota':
      return { status: 429, body: { message: 'You have reached your monthly limit.' } };
    default:
      return undefined;
  }
}

const internal: Answered = { status: 500, body: { message: 'Internal server error' } };

function write(res: Response, requestId: string, { status, body, headers, raw }: Answered): void {
  res.status(status).set({ 'x-line-request-id': requestId, ...headers });
  if (raw) res.type(raw.type).send(raw.bytes);
  else res.json(body);
}

function readable(bytes: Buffer): unknown {
  if (bytes.length === 0) return null;
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return `${bytes.length} bytes`;
  }
}

/** A control route: JSON in, JSON out. */
function command(run: (body: Thing, id: string) => unknown) {
  return async (req: Request, res: Response) => {
    res.json((await run(objectOf(req.body), String(req.params.id ?? ''))) ?? {});
  };
}
