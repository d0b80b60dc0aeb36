/** The stand-in over HTTP, all on one port: the Event API, callback addresses, what tests and buttons ask for, the phone page. */
import type { Express, Request, Response } from 'express';
import { commandedFaults, type Fault } from '../commanded.ts';
import { newApp, objectOf, servePages, watchers } from '../http.ts';
import { type How, kakaoChannel, type Person, type Settings, type Task } from './channel.ts';
import type { Act } from './payload.ts';
import type { Thing } from './rules.ts';

/** main_notions/event-api: at most so many people in one call. */
const usersAtMost = 100;
const idTypes = new Set(['botUserKey', 'plusfriendUserKey', 'appUserId']);

export function kakaoServer(settings: Settings): { app: Express; end(): void } {
  const pages = watchers();
  const kakao = kakaoChannel(settings, (userId) => pages.tell(userId));
  const faults = commandedFaults();
  const app = newApp();

  app.post('/v2/bots/:botId/talk', async (req, res) => {
    const fault = faults.hit(req.path);
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'reset') return void res.destroy();
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 1_000));
    if (fault?.kind === 'error')
      return void res.status(fault.status ?? 500).json({ code: -1, message: 'internal error' });
    if (fault?.kind === 'rate')
      return void res.status(429).json({ code: -10, message: 'API limit has been exceeded.' });
    const wrong = eventFault(req, settings);
    if (wrong) {
      kakao.eventFaults.push(`event: ${wrong.message}`);
      return void res.status(wrong.status).json({ code: -2, message: wrong.message });
    }
    const { event, user } = objectOf(req.body) as { event: { name: string; data?: unknown }; user: { id: string }[] };
    const task = await kakao.event(
      event.name,
      user.map(({ id }) => id),
      event.data,
    );
    if (fault?.kind === 'accept-then-hang') return;
    if (fault?.kind === 'accept-then-error') return void res.status(500).json({ code: -1, message: 'internal error' });
    res.json({ taskId: task.taskId, status: 'SUCCESS', message: '', timestamp: Date.now() });
  });
  app.get('/v1/tasks/:taskId', (req, res) => {
    if (req.headers.authorization !== `KakaoAK ${settings.restKey}`)
      return void res.status(401).json({ code: -401, message: 'wrong appKey' });
    const task = kakao.tasks.get(req.params.taskId);
    if (!task) return void res.status(404).json({ code: -404, message: 'no such task' });
    res.json(resultOf(task));
  });
  app.post('/callback/:token', (req, res) => res.json(kakao.callBack(req.params.token, objectOf(req.body))));

  app.get('/control/record', (_req, res) =>
    res.json({
      exchanges: kakao.exchanges,
      violations: [...kakao.exchanges.flatMap(({ violations }) => violations), ...kakao.eventFaults],
      notes: kakao.exchanges.flatMap(({ notes }) => notes),
      eventMessages: kakao.counted.eventMessages,
    }),
  );
  app.delete('/control/record', (_req, res) => {
    kakao.exchanges.length = 0;
    kakao.eventFaults.length = 0;
    res.json({});
  });
  app.post(
    '/control/faults',
    command((body) => {
      for (const fault of (body.faults as Fault[] | undefined) ?? [body as unknown as Fault]) faults.add(fault);
    }),
  );
  app.delete(
    '/control/faults',
    command(() => faults.clear()),
  );
  app.post(
    '/control/settings',
    command((body) => void Object.assign(settings, body)),
  );
  app.post(
    '/control/people',
    command((body) => viewOf(kakao.newPerson(body as Partial<Person>))),
  );
  /** A person does something. Body: { act, how? }; the answer tells what came of each request. */
  app.post(
    '/control/people/:id/acts',
    command(async (body, id) => {
      const { act, how } = body as unknown as { act: Act; how?: How };
      return { exchanges: await kakao.does(kakao.personOf(id), act, how) };
    }),
  );
  app.post(
    '/control/people/:id/settings',
    command((body, id) => {
      const { slowMs, isConsulting, isFriend } = body as Partial<Person>;
      const person = kakao.personOf(id);
      Object.assign(
        person,
        Object.fromEntries(
          Object.entries({ slowMs, isConsulting, isFriend }).filter(([, value]) => value !== undefined),
        ),
      );
      if (isConsulting === false)
        person.chat.push({ from: 'platform', at: Date.now(), text: '상담이 끝났어요. 이제 챗봇이 다시 들어요.' });
      kakao.changed(id);
    }),
  );
  app.get(
    '/control/people/:id',
    command((_body, id) => viewOf(kakao.personOf(id))),
  );
  app.get('/control/people/:id/changes', (req, res) => pages.watch(req.params.id, res));
  servePages(app, import.meta.dirname);
  app.use((error: Error, _req: Request, res: Response, _next: unknown) => {
    res.status(400).json({ message: error.message });
  });

  const viewOf = (person: Person): Thing => {
    const { lastPayload: _, ...shown } = person;
    return { ...shown, accountName: settings.botName };
  };

  return { app, end: pages.end };
}

/** What is wrong with a call of the Event API, or null. */
function eventFault(req: Request, settings: Settings): { status: number; message: string } | null {
  if (req.headers.authorization !== `KakaoAK ${settings.restKey}`) return { status: 401, message: 'wrong appKey' };
  if (String(req.params.botId).replace(/!$/, '') !== settings.botId) return { status: 400, message: 'no such bot' };
  const { event, user } = objectOf(req.body) as { event?: Thing; user?: unknown };
  if (typeof event?.name !== 'string' || event.name === '') return { status: 400, message: 'event.name is missing' };
  if (!Array.isArray(user) || user.length < 1 || user.length > usersAtMost) {
    return { status: 400, message: `user must be a list of 1 to ${usersAtMost}` };
  }
  const odd = user.find((one: Thing) => !idTypes.has(String(one?.type)) || typeof one.id !== 'string');
  return odd ? { status: 400, message: 'each user needs a type and an id' } : null;
}

/** Names of fields as third-party clients read them; not verified against the real service. */
function resultOf({ taskId, requested, succeeded, failed }: Task): Thing {
  const status = failed.length === 0 ? 'ALL SUCCESS' : succeeded === 0 ? 'ALL FAIL' : 'PARTIAL SUCCESS';
  const list = failed.map(({ id, code }) => ({ id, code, errorCode: code }));
  return { taskId, status, allRequestCount: requested, successCount: succeeded, fail: { count: failed.length, list } };
}

/** A control route: JSON in, JSON out. */
function command(run: (body: Thing, id: string) => unknown) {
  return async (req: Request, res: Response) => {
    res.json((await run(objectOf(req.body), String(req.params.id ?? ''))) ?? {});
  };
}
