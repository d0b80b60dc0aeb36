/** KakaoTalk: one Channel and one skill address. Kakao waits five seconds and shows nothing of an error, so whatever happens here is
 *  answered 200 in form 2.0 within three; only who is not Kakao is refused. */
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Router, raw as rawBody } from 'express';
import type { Lang, Reply } from '../../../flows/protocol.ts';
import type { Clock } from '../../../triage/clock.ts';
import { Busy, Refused, Unavailable } from '../../../triage/errors.ts';
import { leaving } from '../../../triage/passing.ts';
import { sorry } from '../../../triage/say.ts';
import type { Center } from '../../../triage/store/centers.ts';
import type { Gauge } from '../../../triage/store/metrics.ts';
import type { Address, TurnEvent } from '../../../triage/turn.ts';
import type { Messaging } from '../../botkit.ts';
import type { LetIn } from '../../letIn.ts';
import type { Log } from '../../log.ts';
import { faultOf } from '../../log.ts';
import type { Pace } from '../../pace.ts';
import { withinMs } from '../../within.ts';
import type { Channel, Listed, Post, RawRequest } from '../channel.ts';
import { heardFirst, throughDoor, togetherShown } from '../firstContact.ts';
import { isNeverLimited } from '../words.ts';
import { callbackOf, type KakaoClient, type KakaoSettings, kakaoClient } from './client.ts';
import { limits } from './limits.ts';
import { type KakaoOutlet, kakaoOutlet } from './outlet.ts';
import {
  botOf,
  checkNetwork,
  checkSecret,
  eventIds,
  isWelcome,
  networks,
  payloadOf,
  type Spoken,
  spokenIn,
} from './receive.ts';
import { isCrisis, type Mark, render, type SkillResponse } from './render.ts';

export interface KakaoDeps {
  /** null: KakaoTalk is not set up here. */
  kakao?: KakaoSettings | null;
  center: () => Promise<Pick<Center, 'id'>>;
  /** See rememberedPlacements in placements.ts. */
  placementFor: (code: string) => Promise<string | null>;
  post: Pick<Post, 'writableAt' | 'settle' | 'held' | 'isHolding' | 'unanswered'>;
  pace: Pace;
  letIn: LetIn;
  clock: Clock;
  log: Log;
}

const path = '/webhooks/kakao';
/** The whole answer, reading the body included, is on its way by then. */
const answerMs = limits.answerWithinMs - 100;
/** The turn gives up a little earlier, so that what it kept can still be said. */
const turnMs = limits.answerWithinMs - 500;
/** A turn that ended after its request goes on for this long; then its row waits for somebody to write again. */
const beltMs = 50_000;
/** An ending process waits so long for what still leaves. */
const endMs = 3_000;
/** Of the last seconds, for what comes twice. */
const rememberedAnswers = 500;
/** Waits between tries of what nothing could keep. */
const triesMs = [1_000, 3_000, 10_000, 30_000, 60_000];
/** Kakao takes a callback for about a minute. */
const callBackMs = 45_000;

/** KakaoTalk as the registry lists it. */
export const kakao: Listed<KakaoDeps> = {
  id: 'kakao',
  limits,
  open(deps) {
    const settings = deps.kakao;
    if (!settings) return null;
    const client = kakaoClient(settings);
    const outlet = kakaoOutlet({ client, settings, log: deps.log, ...deps.post });
    const channel = kakaoChannel(settings, outlet, deps.clock);
    const edge = skill(deps, settings, client, outlet);
    const { channelUrl } = settings;
    return {
      channel,
      // No address of KakaoTalk carries anything into the talk.
      door: channelUrl === null ? null : { word: 'kakao', href: () => `${channelUrl}/chat` },
      routes: edge.routes,
      paths: [[path, 'POST']],
      close() {},
      async settled() {
        await Promise.all([edge.settled(), outlet.settled()]);
        await client.close();
      },
      gauges: async () => edge.gauges(),
    };
  },
};

export function kakaoChannel(settings: KakaoSettings, sender: Channel['sender'], clock: Clock): Channel<SkillResponse> {
  const idOf = eventIds();
  const opens = opensWith(settings);
  return {
    id: 'kakao',
    limits,
    verify(raw) {
      checkSecret(raw.headers, settings.secrets);
      botOf(payloadOf(raw.body), settings.botIds);
    },
    parse(raw) {
      const payload = payloadOf(raw.body);
      const spoken = spokenIn(payload, botOf(payload, settings.botIds), opens);
      if (spoken.more) return [];
      return [{ id: idOf(spoken, clock().getTime()), from: spoken.from, inbound: spoken.inbound }];
    },
    render: (replies) => render(replies, { consultation: settings.consultation }),
    sender,
  };
}

/** What only says that the chat was opened: the welcome block, and the event by which we ask them to look. */
const opensWith =
  ({ events }: Pick<KakaoSettings, 'events'>) =>
  (name: string): boolean =>
    isWelcome(name) || (events !== null && name === events.name);

function skill(deps: KakaoDeps, settings: KakaoSettings, client: KakaoClient, outlet: KakaoOutlet) {
  const { log, clock } = deps;
  const idOf = eventIds();
  const opens = opensWith(settings);
  const isAllowed = settings.networks.length > 0 ? networks(settings.networks) : null;
  const style = { consultation: settings.consultation };
  const counted = { answered: 0, late: 0, busy: 0, refused: 0, calledBack: 0 };
  const left = leaving();
  let isEnding = false;
  const answers = new Map<string, Promise<Answer>>();

  /** Before the body is read: nobody else's body is. */
  const fromKakao: RequestHandler = (req, res, next) => {
    res.locals.since = performance.now();
    checkSecret(req.headers, settings.secrets);
    checkNetwork(req.ip ?? '', isAllowed);
    next();
  };

  async function hear(messaging: Messaging, req: Request, res: Response): Promise<void> {
    const raw = rawOf(req);
    const payload = payloadOf(raw.body);
    // Not JSON at all: it has the secret, so somebody may wait for an answer.
    if (payload.bot === undefined && payload.userRequest === undefined) return void res.json(fallback('ko'));
    const spoken = spokenIn(payload, botOf(payload, settings.botIds), opens);
    res.locals.lang = spoken.lang;
    const id = spoken.more?.eventId ?? idOf(spoken, clock().getTime());
    const back = callbackTo(spoken);
    const answering = spoken.more ? answerTo(messaging, spoken, id) : once(id, () => answerTo(messaging, spoken, id));
    const answer = await withinMs(answerMs - (performance.now() - res.locals.since), answering).catch((error) => error);
    // Not begun, and Kakao brings nothing twice: they are asked to send it again.
    if (answer instanceof Busy) {
      counted.busy += 1;
      return void res.json(render([sorry(spoken.lang, 'busy')], style));
    }
    const isAnswer = !(answer instanceof Error);
    if (!isAnswer && !(answer instanceof Unavailable)) {
      log.error({ channel: 'kakao', ...faultOf(answer) }, 'an utterance could not be answered');
    }
    // Who may be in danger reads the numbers now, not when the store is back.
    if (isAnswer && !(answer.isKept && back && !answer.isCrisis && !isNeverLimited(spoken.inbound))) {
      counted[answer.isKept ? 'late' : 'answered'] += 1;
      return void res.json(answer.form);
    }
    counted.late += 1;
    res.json(back ? { version: '2.0', useCallback: true } : fallback(spoken.lang));
    track(back ? calledBack(messaging, spoken, id, back, answering) : afterwards(messaging, spoken, id, answering));
  }

  interface Answer {
    form: SkillResponse;
    /** The turn it answers; null: nothing was stored. */
    turn: { residentId: string; rev: number } | null;
    /** The turn was late or failed; the event is kept, and the form is the fixed text. */
    isKept: boolean;
    /** It holds the crisis card. */
    isCrisis: boolean;
  }

  /** The same message twice in a moment has one answer, greeting and all. What could not be answered is tried anew. */
  function once(id: string, work: () => Promise<Answer>): Promise<Answer> {
    const before = answers.get(id);
    if (before) return before;
    const answer = work();
    answers.set(id, answer);
    const [oldest] = answers.keys();
    if (answers.size > rememberedAnswers && oldest !== undefined) answers.delete(oldest);
    const drop = () => void (answers.get(id) === answer && answers.delete(id));
    answer.then(({ isKept }) => isKept && drop(), drop);
    return answer;
  }

  async function answerTo(messaging: Messaging, spoken: Spoken, id: string): Promise<Answer> {
    if (
      spoken.from !== null &&
      (await deps.pace.session(`kakao:${spoken.from}`)) > 0 &&
      !isNeverLimited(spoken.inbound)
    ) {
      return { form: render([sorry(spoken.lang, 'rate')], style), turn: null, isKept: false, isCrisis: false };
    }
    return await heard(messaging, spoken, id);
  }

  /** Without a pace: what is tried again was counted when it came. */
  async function heard(
    messaging: Messaging,
    spoken: Spoken,
    id: string,
    how: Pick<TurnEvent, 'unseen'> = {},
  ): Promise<Answer> {
    // Nobody is named, so nothing can be kept.
    if (spoken.from === null) return { form: fallback(spoken.lang), turn: null, isKept: false, isCrisis: false };
    const address: Address = { channel: 'kakao', id: spoken.from };
    return await deps.letIn(address, [spoken.inbound], async (urgent) =>
      conversed(messaging, spoken, await eventOf(spoken, id, address, { ...how, ...urgent })),
    );
  }

  async function conversed(messaging: Messaging, spoken: Spoken, event: TurnEvent): Promise<Answer> {
    const converse = (one: TurnEvent) => messaging.converse('kakao', one, beltMs);
    const { result, greeting } = await heardFirst(converse, event);
    const { residentId, rev, kept = false } = result;
    const replies = greeting ? firstShown(spoken, greeting.replies, result.replies) : result.replies;
    return {
      form: formOf(replies, { eventId: event.id, rev }, spoken),
      turn: kept ? null : { residentId, rev },
      isKept: kept,
      isCrisis: replies.some(isCrisis),
    };
  }

  async function eventOf(
    { inbound }: Spoken,
    id: string,
    address: Address,
    how: Pick<TurnEvent, 'unseen' | 'urgent'>,
  ): Promise<TurnEvent> {
    const event: TurnEvent = {
      id,
      who: { address, centerId: (await deps.center()).id },
      inbound,
      answer: limits.answer,
      deadlineMs: turnMs,
      ...how,
    };
    return throughDoor(event, deps.placementFor);
  }

  function formOf(replies: readonly Reply[], mark: Mark, { more, lang }: Spoken): SkillResponse {
    const form = render(replies, style, mark, more?.from ?? 0);
    // A turn may say nothing; Kakao wants a bubble.
    return form.template.outputs.length > 0 ? form : fallback(lang);
  }

  /** The request had to be answered without its turn: what the turn says is shown with the next answer. Danger that nothing could
   *  keep is tried again while this process lives: Kakao brings nothing twice. */
  async function afterwards(
    messaging: Messaging,
    spoken: Spoken,
    id: string,
    answering: Promise<Answer>,
  ): Promise<void> {
    let answer = await answering.catch(() => null);
    for (const waitMs of isNeverLimited(spoken.inbound) ? triesMs : []) {
      if (answer !== null) break;
      await new Promise((resolve) => setTimeout(resolve, waitMs).unref());
      answer = await heard(messaging, spoken, id, { unseen: true }).catch(() => null);
    }
    if (answer?.turn) await deps.post.unanswered(answer.turn.residentId, id);
  }

  /** The turn's answer by the callback address as soon as there is one; the fixed text when there is none in time. */
  async function calledBack(
    messaging: Messaging,
    spoken: Spoken,
    id: string,
    back: URL,
    answering: Promise<Answer>,
  ): Promise<void> {
    const until = performance.now() + callBackMs;
    let answer = await answering.catch(() => null);
    // The same event again finds its turn, or waits for it; the store keeps it meanwhile, whatever happens to this process.
    while (answer?.turn == null && performance.now() < until && !isEnding) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      // A try that fails takes nothing back of what an earlier one had to say.
      answer = (await heard(messaging, spoken, id).catch(() => null)) ?? answer;
    }
    const isTaken = await client.callBack(back, answer?.form ?? fallback(spoken.lang));
    if (!answer?.turn) return;
    if (!isTaken) return deps.post.unanswered(answer.turn.residentId, id);
    counted.calledBack += 1;
    await deps.post.settle([answer.turn]);
  }

  function callbackTo({ callbackUrl }: Spoken): URL | null {
    if (callbackUrl === null) return null;
    const url = callbackOf(callbackUrl, settings.eventApiBaseUrl);
    if (!url)
      log.warn(
        { channel: 'kakao', security: 'callback_refused' },
        "a callback address is not Kakao's; nothing is sent there",
      );
    return url;
  }

  function track(work: Promise<unknown>): void {
    left.add(
      work.catch((error) => log.error({ channel: 'kakao', ...faultOf(error) }, 'a late answer could not be settled')),
    );
  }

  /** Whatever failed on the way: who is not Kakao reads why, everybody else reads where help is. */
  function failed(error: unknown, _req: Request, res: Response, next: NextFunction): void {
    if (error instanceof Refused && (error.status === 401 || error.status === 403)) {
      counted.refused += 1;
      log.warn({ channel: 'kakao', security: error.code }, 'a call of the skill was refused');
      next(error);
      return;
    }
    log.warn({ channel: 'kakao', ...faultOf(error) }, 'a call of the skill could not be read');
    if (!res.headersSent) res.status(200).json(fallback((res.locals.lang as Lang | undefined) ?? 'ko'));
  }

  const fallback = (lang: Lang): SkillResponse => render([sorry(lang)], style);

  return {
    routes(messaging: Messaging): Router {
      const reader = rawBody({ type: () => true, limit: limits.bodyBytes, inflate: false });
      const router = Router();
      router.post(path, fromKakao, reader, (req, res) => hear(messaging, req, res));
      // Mounted, so that it is met however the address is written.
      router.use(path, failed);
      return router;
    },
    async settled(): Promise<void> {
      // Whoever was promised an answer reads the fixed text; what is not over by then waits in the store, and is shown with the next one.
      isEnding = true;
      await withinMs(endMs, left.settled()).catch(() => {});
    },
    gauges: () => gaugesOf({ ...counted, ...prefixed(outlet.counts()) }),
  };
}

/** In danger there is room for nothing else. */
function firstShown(spoken: Spoken, greeting: readonly Reply[], replies: readonly Reply[]): Reply[] {
  return replies.some(isCrisis) ? [...replies] : togetherShown(spoken, greeting, replies);
}

const prefixed = ({ asked, refused, failed }: ReturnType<KakaoOutlet['counts']>) => ({
  eventsAsked: asked,
  eventsRefused: refused,
  eventsFailed: failed,
});

/** KRW of one event message, VAT not included (CHANNELS B3). */
const eventWon = 15;

function gaugesOf(count: Record<string, number>): Gauge[] {
  const one = (name: string, help: string, value = 0): Gauge => ({
    name: `maumjigi_kakao_${name}`,
    help,
    values: { '': value },
  });
  return [
    one('answered', 'Utterances answered in time since the start of this process', count.answered),
    one('late', 'Utterances answered with the fixed safe text because the turn was late or failed', count.late),
    one('called_back', 'Late answers taken by a callback address', count.calledBack),
    one('busy', 'Utterances not taken, whose sender was asked to send them again', count.busy),
    one('refused', 'Calls of the skill that were refused: wrong secret, bot or address', count.refused),
    one('events', 'Events that asked somebody to look, each paid for', count.eventsAsked),
    one('events_won', 'What these events cost, in won without VAT', (count.eventsAsked ?? 0) * eventWon),
    one('events_refused', 'Events Kakao did not take: no friend of the channel, or unknown', count.eventsRefused),
    one('events_failed', 'Events Kakao took and could not show', count.eventsFailed),
  ];
}

function rawOf(req: Request): RawRequest {
  const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  return { method: req.method, path: req.path, headers: req.headers, body };
}
