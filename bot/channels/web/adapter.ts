/** The web chat: one Channel, and the three routes a page talks to. */
import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { Router, raw as rawBody } from 'express';
import type { Lang } from '../../../flows/protocol.ts';
import type { NewId } from '../../../triage/clock.ts';
import { Refused } from '../../../triage/errors.ts';
import { type Rehearsed, rehearsalHeader } from '../../../triage/rehearsal.ts';
import { remembering } from '../../../triage/remembering.ts';
import type { Center } from '../../../triage/store/centers.ts';
import type { Address, TurnEvent, TurnResult } from '../../../triage/turn.ts';
import type { Messaging } from '../../botkit.ts';
import { langOf } from '../../failure.ts';
import type { LetIn } from '../../letIn.ts';
import type { Log } from '../../log.ts';
import { faultOf } from '../../log.ts';
import type { Pace } from '../../pace.ts';
import { withinMs } from '../../within.ts';
import type { Channel, Heard, Listed, RawRequest } from '../channel.ts';
import { heardFirst } from '../firstContact.ts';
import { isNeverLimited, saysDanger } from '../words.ts';
import type { Hub, HubDeps } from './hub.ts';
import { hub as openHub } from './hub.ts';
import { checkOrigin, cookieName, limits, parseMessage, parseOpening, sessionInvalid, tokenOf } from './receive.ts';
import { revOf, sessionCookie } from './send.ts';

/** A session that was given out, or that somebody came with. */
interface Session {
  /** null: nobody's yet. */
  residentId: string | null;
  /** Its opening was counted. One that was turned away is counted when it comes again, or being turned away were a way in. */
  isLetIn: boolean;
}

export interface WebDeps {
  hub: Hub;
  messaging: Messaging;
  residentOf(address: Address): Promise<string | null>;
  center: () => Promise<Pick<Center, 'id' | 'name' | 'phone'>>;
  /** See rememberedPlacements in placements.ts. */
  placementFor: (code: string) => Promise<string | null>;
  pace: Pace;
  letIn: LetIn;
  /** Whom a token lets in who does not exist (triage/rehearsal.ts); null: nobody. */
  rehearsed: (token: string) => Rehearsed | null;
  newId: NewId;
  /** A new session token: 256 random bits, base64url. */
  newToken?: () => string;
  publicUrl: URL;
  log: Log;
}

/** The turn answers by itself after limits.answerWithinMs; this belt holds when even that fails. */
const beltMs = 8_000;
/** How long a message waits for the look-up of its cookie. */
const lookUpMs = 1_000;
/** Sessions of people who are writing: what is forgotten is looked up. */
const rememberedMs = 30 * 60_000;
const remembered = 20_000;

export function webChannel(deps: Pick<WebDeps, 'hub' | 'newId' | 'publicUrl'>): Channel {
  const name = cookieName(deps.publicUrl);
  return {
    id: 'web',
    limits,
    verify(raw) {
      checkOrigin(raw.headers, deps.publicUrl);
      if (raw.path !== '/chat/session' && tokenOf(raw.headers, name) === null) throw sessionInvalid();
    },
    parse(raw) {
      const token = tokenOf(raw.headers, name);
      return [raw.path === '/chat/session' ? parseOpening(raw, token, deps.newId) : parseMessage(raw, token)];
    },
    render: (replies) => replies,
    sender: deps.hub,
  };
}

/** The web chat as the registry lists it; always open. */
export const web: Listed<Omit<WebDeps, 'hub' | 'messaging'> & HubDeps> = {
  id: 'web',
  limits,
  open(deps) {
    const hub = openHub(deps);
    const reader = rawBody({ type: () => true, limit: limits.bodyBytes, inflate: false });
    return {
      channel: webChannel({ ...deps, hub }),
      routes: (messaging) => webRoutes({ ...deps, hub, messaging }, reader),
      paths: [
        ['/chat/session', 'POST'],
        ['/chat/messages', 'POST'],
        ['/chat/events', 'GET'],
      ],
      close: hub.close,
    };
  },
};

/** POST /chat/session, POST /chat/messages, GET /chat/events. `reader` fills req.body with the raw bytes. */
export function webRoutes(deps: WebDeps, reader: RequestHandler): Router {
  const { hub, messaging, pace, letIn, log } = deps;
  const channel = webChannel(deps);
  const name = cookieName(deps.publicUrl);
  const newToken = deps.newToken ?? (() => randomBytes(32).toString('base64url'));
  const sessions = remembering<Session>(rememberedMs, remembered);

  /** Whose token this is; null: nobody's. One this process gave out or saw before needs no look-up. */
  async function known(token: string): Promise<boolean> {
    if (sessions.get(token)) return true;
    const residentId = await withinMs(lookUpMs, deps.residentOf({ channel: 'web', id: token }));
    if (residentId !== null) sessions.keep(token, { residentId, isLetIn: true });
    return residentId !== null;
  }

  /** When the look-up is down, a message is heard rather than refused: the turn keeps it, and a token of the right
   *  shape opens nothing that a new session would not. */
  async function heardAs(token: string): Promise<boolean> {
    try {
      return await known(token);
    } catch (error) {
      log.warn({ channel: 'web', ...faultOf(error) }, 'a session could not be looked up; the message goes on');
      return true;
    }
  }

  /** The door they came through; null: by themselves, or nobody can tell. Nobody waits for an answer because of it. */
  async function cameThrough({ code }: Heard): Promise<string | null> {
    if (code === undefined) return null;
    try {
      return await deps.placementFor(code);
    } catch (error) {
      log.warn(
        { channel: 'web', ...faultOf(error) },
        'a code could not be looked up; the conversation opens without it',
      );
      return null;
    }
  }

  /** Somebody made up for a rehearsal opens the door like everybody else, but for a token. A wrong one opens nothing: taken for a
   *  person they would be a false alarm, and a person with a token there is not. */
  function rehearsedBy(req: Request): Rehearsed | null {
    const token = req.get(rehearsalHeader);
    if (token === undefined) return null;
    const rehearsed = deps.rehearsed(token);
    if (!rehearsed)
      throw new Refused(403, 'rehearsal_invalid', 'This rehearsal is not known here, or its minute is over.');
    return rehearsed;
  }

  /** A new session, given out whatever the answer will be. */
  function given(res: Response): string {
    const token = newToken();
    sessions.keep(token, { residentId: null, isLetIn: false });
    res.set('set-cookie', sessionCookie(name, token));
    return token;
  }

  async function eventOf(
    token: string,
    heard: Heard,
    how: Pick<TurnEvent, 'urgent'>,
    rehearsed: Rehearsed | null = null,
  ): Promise<TurnEvent> {
    const address: Address = { channel: 'web', id: token };
    const placementId = await cameThrough(heard);
    return {
      id: heard.id,
      who: { address, centerId: rehearsed?.centerId ?? (await deps.center()).id },
      inbound: heard.inbound,
      ...(placementId && { placementId }),
      ...(rehearsed && { rehearsal: rehearsed }),
      ...(heard.takeAlong && { takeAlong: heard.takeAlong }),
      ...(heard.digest && { digest: heard.digest }),
      ...how,
    };
  }

  async function converse(token: string, event: TurnEvent): Promise<TurnResult> {
    const result = await messaging.converse('web', event, beltMs);
    // Kept where nothing can be looked up: whose session this is, is known no better than before.
    if (result.kept) return result;
    // After a deletion the same token belongs to a new resident: pages that still watch the old one look up anew.
    const before = sessions.get(token)?.residentId;
    if (before && before !== result.residentId) hub.end(before);
    sessions.keep(token, { residentId: result.residentId, isLetIn: true });
    return result;
  }

  async function open(req: Request, res: Response): Promise<void> {
    const raw = rawOf(req);
    channel.verify(raw);
    const [heard] = channel.parse(raw) as [Heard];
    if (heard.inbound.type === 'opened' && heard.inbound.lang) res.locals.lang = heard.inbound.lang satisfies Lang;
    // Also whoever is turned away has a session: their page sends what they write now, and it may be of danger. Nobody made up does.
    const isPerson = req.get(rehearsalHeader) === undefined;
    const from = heard.from ?? (isPerson ? given(res) : null);
    await letIn(addressOf(heard), [heard.inbound], (how) => opened(req, res, { ...heard, from }, how));
  }

  async function opened(req: Request, res: Response, heard: Heard, how: Pick<TurnEvent, 'urgent'>): Promise<void> {
    await refuseOver(pace.network(ipOf(req)));
    const rehearsed = rehearsedBy(req);
    const returning = !rehearsed && heard.from !== null && (await heardAs(heard.from));
    const token = returning && heard.from !== null ? heard.from : given(res);
    res.set('set-cookie', sessionCookie(name, token));
    const session = sessions.get(token);
    if (session && !session.isLetIn) {
      await refuseOver(pace.opening(ipOf(req)));
      sessions.keep(token, { ...session, isLetIn: true });
    }
    const result = await converse(token, await eventOf(token, heard, how, rehearsed));
    const { name: centerName, phone } = await deps.center();
    // Where the page's stream begins: what comes after this and never reaches it is told again when it comes back.
    const { kept, rev } = result;
    res.json({ ...answer(result), ...(!kept && { rev }), center: { name: centerName, phone } });
  }

  const answer = ({ replies, stale, large }: TurnResult) => ({
    replies: channel.render(replies),
    ...(stale && { stale }),
    ...(large && { large }),
  });

  async function hear(req: Request, res: Response): Promise<void> {
    const raw = rawOf(req);
    channel.verify(raw);
    const [heard] = channel.parse(raw) as [Heard];
    await letIn(addressOf(heard), [heard.inbound], (how) => said(req, res, heard, how));
  }

  async function said(req: Request, res: Response, heard: Heard, how: Pick<TurnEvent, 'urgent'>): Promise<void> {
    const token = heard.from;
    if (token === null) throw sessionInvalid();
    const urgent = () => isNeverLimited(heard.inbound);
    await refuseOver(pace.network(ipOf(req)), urgent);
    // Where others queue for the look-up, who may be in danger does not: their turn says as well that nobody knows them.
    const isDanger = saysDanger(heard.inbound);
    if (!how.urgent && !isDanger && !(await heardAs(token))) throw sessionInvalid();
    await refuseOver(pace.session(token), urgent);
    const event = await eventOf(token, heard, isDanger ? { urgent: true } : how);
    // Danger in a session that nobody has: its opening was turned away, perhaps at another process.
    const converseFirst = async (one: TurnEvent): Promise<TurnResult> => {
      if (one.inbound.type !== 'opened') return converse(token, one);
      await refuseOver(pace.endangered(ipOf(req)));
      return converse(token, { ...one, inbound: { ...one.inbound, lang: langOfRequest(req, res) } });
    };
    const { result } = isDanger ? await heardFirst(converseFirst, event) : { result: await converse(token, event) };
    res.json(answer(result));
  }

  async function listen(req: Request, res: Response): Promise<void> {
    checkOrigin(req.headers, deps.publicUrl);
    const token = tokenOf(req.headers, name);
    await refuseOver(pace.network(ipOf(req)));
    const residentId = token === null ? null : await deps.residentOf({ channel: 'web', id: token });
    if (residentId === null) throw sessionInvalid();
    hub.open(residentId, revOf(req.headers['last-event-id']), res);
  }

  const router = Router();
  router.post('/chat/session', reader, open);
  router.post('/chat/messages', reader, hear);
  // Without this Express would answer HEAD by the GET route and leave a stream open that nobody can read.
  router.head('/chat/events', (_req, _res, next) => next('router'));
  router.get('/chat/events', listen);
  return router;
}

/** Refuses whoever goes too fast, unless it is urgent; that is only looked at when it matters. */
async function refuseOver(waiting: Promise<number>, urgent: () => boolean = () => false): Promise<void> {
  const waitMs = await waiting;
  if (waitMs === 0 || urgent()) return;
  throw new Refused(429, 'slow_down', 'Too many requests in a short time.', { retryAfter: Math.ceil(waitMs / 1000) });
}

function rawOf(req: Request): RawRequest {
  const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  return { method: req.method, path: req.path, headers: req.headers, body };
}

const addressOf = ({ from }: Heard): Address | null => (from === null ? null : { channel: 'web', id: from });

const ipOf = (req: Request): string => req.ip ?? '';

/** The language to fail in: what the page asked for, else what the browser lists. */
export function langOfRequest(req: Request, res: Response): Lang {
  return (res.locals.lang as Lang | undefined) ?? langOf(req.headers['accept-language']);
}
