/** LINE: one Channel, one webhook, and the way replies leave. */
import type { Lang } from '../../../flows/protocol.ts';
import { Busy, Refused, Unavailable } from '../../../triage/errors.ts';
import { inOrder } from '../../../triage/inOrder.ts';
import type { StaffLink } from '../../../triage/notify/staffLink.ts';
import { isOfNobody } from '../../../triage/opening.ts';
import { leaving, passing } from '../../../triage/passing.ts';
import { sorry } from '../../../triage/say.ts';
import type { Center } from '../../../triage/store/centers.ts';
import type { Gauge } from '../../../triage/store/metrics.ts';
import type { Address, TurnEvent, TurnResult } from '../../../triage/turn.ts';
import type { Messaging } from '../../botkit.ts';
import type { LetIn } from '../../letIn.ts';
import type { Log } from '../../log.ts';
import { faultOf } from '../../log.ts';
import { withinMs } from '../../within.ts';
import type { Channel, Listed, Post, RawRequest } from '../channel.ts';
import { heardFirst, throughDoor, togetherShown } from '../firstContact.ts';
import { saysDanger } from '../words.ts';
import { type LineClient, type LineSettings, lineClient, type Quota } from './client.ts';
import { bodyWithinMs, limits } from './limits.ts';
import { lineNotifier } from './notifier.ts';
import { type Answerable, lineOutlet, type Outlet } from './outlet.ts';
import { byPerson, checkSignature, type Happening, read } from './receive.ts';
import { type Message, render } from './render.ts';
import { settling } from './settling.ts';

export interface LineDeps {
  /** null: LINE is not set up here. */
  line?: LineSettings | null;
  center: () => Promise<Pick<Center, 'id'>>;
  /** See rememberedPlacements in placements.ts. */
  placementFor: (code: string) => Promise<string | null>;
  post: Post;
  /** Whose account this is, where one of the staff sends a code. */
  staffLink: StaffLink;
  letIn: LetIn;
  log: Log;
}

const path = '/webhooks/line';
/** The turn answers by itself after limits.answerWithinMs; this belt holds when even that fails. */
const beltMs = 1_700;
/** A turn that takes longer than this shows that something is coming. */
const slowMs = 400;
/** The row of a turn is ours for 10 s: what has not begun to leave by then is the dispatcher's. */
const oursMs = 8_000;
/** Waits between tries of what nothing could keep. */
const triesMs = [1_000, 3_000, 10_000, 30_000, 60_000];
/** Words to people who were not let in, under way at once. */
const mostTurnedAway = 16;
const quotaFreshMs = 10 * 60_000;
const askAgainMs = 60_000;

/** LINE as the registry lists it. */
export const line: Listed<LineDeps> = {
  id: 'line',
  limits,
  open(deps) {
    if (!deps.line) return null;
    const client = lineClient(deps.line);
    const outlet = lineOutlet({
      client,
      log: deps.log,
      writableAt: (residentId) => deps.post.writableAt(residentId, 'line'),
    });
    const channel = lineChannel(deps.line, outlet);
    const edge = webhook(deps, deps.line, client, outlet, channel);
    const quota = remembered(client.quota, quotaFreshMs);
    const { basicId } = deps.line;
    return {
      channel,
      notifier: lineNotifier(client),
      door: basicId === null ? null : { word: 'line', href: (code) => talkAddress(basicId, code) },
      webhook: (messaging) => ({ path, bodyBytes: limits.bodyBytes, hear: (raw) => edge.hear(messaging, raw) }),
      paths: [[path, 'POST']],
      close() {},
      async settled() {
        await edge.settled();
        await client.close();
      },
      gauges: async () => gaugesOf(outlet, await quota()),
    };
  },
};

/** Opens the talk with the code already written: they only press send. Without a code it offers to add the account. */
const talkAddress = (basicId: string, code: string | null): string => {
  const account = encodeURIComponent(basicId);
  return code === null ? `https://line.me/R/ti/p/${account}` : `https://line.me/R/oaMessage/${account}/?${code}`;
};

export function lineChannel(
  { secrets }: Pick<LineSettings, 'secrets'>,
  outlet: Pick<Outlet, 'send' | 'restsUntil'>,
): Channel<Message[][]> {
  return {
    id: 'line',
    limits,
    verify: (raw) => checkSignature(raw, secrets),
    parse: (raw) => read(raw).happenings.flatMap((one) => (one.type === 'heard' ? [one.heard] : [])),
    render,
    sender: {
      channel: 'line',
      reachable: () => (performance.now() < outlet.restsUntil() ? [] : 'everyone'),
      send: outlet.send,
    },
  };
}

/** The call a happening came with, and how it was let in. */
interface Within {
  messaging: Messaging;
  receivedAt: number;
  how: Pick<TurnEvent, 'urgent'>;
  /** It came with no call: this process tries it again. */
  isRetry?: true;
}

type Heard = Extract<Happening, { type: 'heard' }>;
type Personal = Extract<Happening, { userId: string }>;

function webhook(deps: LineDeps, settings: LineSettings, client: LineClient, outlet: Outlet, channel: Channel) {
  const { log } = deps;
  const queued = inOrder();
  const settled = settling(deps.post.settle, log);
  const left = leaving();
  const underWay = passing<Promise<boolean>>();
  const retried = passing<true>();
  let turningAway = 0;
  const ownId = ownIdOf(settings, client, log);

  async function hear(messaging: Messaging, raw: RawRequest): Promise<void> {
    const receivedAt = performance.now();
    const happenings = heardFrom(raw);
    const work = Promise.all([
      ...happenings.map((one) => (one.type === 'passed' || one.type === 'stray' ? aside(one) : true)),
      ...byPerson(happenings.filter((one): one is Personal => 'userId' in one)).map((own) =>
        admitted(own, messaging, receivedAt),
      ),
    ]);
    const fates = await withinMs(bodyWithinMs, work).catch((error) => {
      log.error({ channel: 'line', ...faultOf(error) }, 'a webhook was not committed in time');
      return [false];
    });
    // Asked to bring it again, LINE does (where redelivery is switched on), and what was committed is known by its id: of a body whose
    // others were not let in, whoever is in danger has been heard.
    const busy = fates.find((fate) => fate instanceof Busy);
    if (busy) throw busy;
    if (fates.includes(false)) throw new Unavailable('Not everything of this webhook is stored');
  }

  /** One person's happenings are let in together. Busy: none of them was begun. */
  async function admitted(own: readonly Personal[], messaging: Messaging, receivedAt: number): Promise<boolean | Busy> {
    const [{ userId }] = own as [Personal];
    const inbounds = own.flatMap((one) => (one.type === 'heard' ? [one.heard.inbound] : []));
    try {
      return await deps.letIn({ channel: 'line', id: userId }, inbounds, (how) =>
        inTurn(own, { messaging, receivedAt, how }),
      );
    } catch (error) {
      if (!(error instanceof Busy)) throw error;
      for (const one of own) if (one.type === 'heard') turnedAway(one, receivedAt);
      return error;
    }
  }

  /** Nobody is left without a word while LINE waits to bring it again; but that must not become a flood of its own. */
  function turnedAway(one: Heard, receivedAt: number): void {
    if (one.heard.inbound.type === 'opened' || turningAway >= mostTurnedAway) return;
    turningAway += 1;
    track(
      outlet.apologise(one.heard.id, toldBy(one, receivedAt), [sorry('ko' satisfies Lang, 'busy')]).finally(() => {
        turningAway -= 1;
      }),
    );
  }

  /** What a body of LINE's tells us. Whoever is not LINE, or means another account, is refused and noted. */
  function heardFrom(raw: RawRequest): Happening[] {
    try {
      channel.verify(raw);
      const { destination, happenings } = read(raw);
      const ours = ownId();
      if (ours !== null && destination !== ours) {
        throw new Refused(401, 'wrong_destination', 'This webhook is for another LINE account.');
      }
      return happenings;
    } catch (error) {
      if (error instanceof Refused) log.warn({ channel: 'line', code: error.code }, 'a webhook was refused');
      throw error;
    }
  }

  /** One person's happenings, one after the other. Resolves to whether all are committed. */
  async function inTurn(own: readonly Personal[], within: Within): Promise<boolean> {
    let all = true;
    for (const one of own) all = (await taken(one, within)) && all;
    return all;
  }

  async function taken(one: Personal, within: Within): Promise<boolean> {
    const address: Address = { channel: 'line', id: one.userId };
    try {
      switch (one.type) {
        case 'blocked':
          await deps.post.blocked(address, true, new Date(one.at));
          return true;
        case 'withdrawn':
          await deps.post.withdrawn(address, one.messageId);
          return true;
        case 'heard':
          if (one.joins) await deps.post.blocked(address, false, new Date(one.at));
          if (await asStaff(one)) return true;
          return await once(one, () => spoken(one, within));
      }
    } catch (error) {
      log.error({ channel: 'line', kind: one.type, ...faultOf(error) }, 'a happening could not be kept');
      return false;
    }
  }

  /** One of the staff proves that this account is theirs: it never becomes a turn. */
  async function asStaff({ heard, userId }: Heard): Promise<boolean> {
    if (heard.inbound.type !== 'said') return false;
    const text = await deps.staffLink(userId, heard.inbound.text);
    if (text === null) return false;
    if (heard.answerBy !== undefined) track(client.reply(heard.answerBy, [{ type: 'text', text }]));
    return true;
  }

  /** Copies that come while the first is under way have its fate: of somebody's very first word the next one would find them
   *  greeted, and take it for an answer to what they had not seen. */
  function once({ heard: { id } }: Heard, work: () => Promise<boolean>): Promise<boolean> {
    const before = underWay.get(id);
    if (before) return before;
    const one = work().finally(() => underWay.delete(id));
    underWay.set(id, one);
    return one;
  }

  async function spoken(one: Heard, within: Within): Promise<boolean> {
    const { heard, userId } = one;
    const { messaging, receivedAt } = within;
    const by: Answerable = { token: heard.answerBy, userId, receivedAt };
    const slow = setTimeout(() => void client.loading(userId), slowMs);
    try {
      const event = await eventOf(one, within);
      const converse = (what: TurnEvent) => messaging.converse('line', what, beltMs);
      const { result, greeting } = isOldTap(one)
        ? { result: await converse(event), greeting: null }
        : await heardFirst(converse, event);
      answer(messaging, heard, by, result, greeting);
      return true;
    } catch (error) {
      if (isOldTap(one) && isOfNobody(error)) return true;
      log.error({ channel: 'line', ...faultOf(error) }, 'an event could not be kept');
      // Whoever wrote is not left without a word, whatever becomes of it.
      if (within.isRetry) return false;
      if (heard.inbound.type !== 'opened')
        track(outlet.apologise(heard.id, toldBy(one, receivedAt), [sorry('ko' satisfies Lang)]));
      if (saysDanger(one.heard.inbound)) void afterAll(one, messaging);
      return false;
    } finally {
      clearTimeout(slow);
    }
  }

  /** Danger that nothing could keep is tried again while this process lives: LINE promises nobody that it brings anything twice. */
  async function afterAll(one: Heard, messaging: Messaging): Promise<void> {
    const { id } = one.heard;
    // LINE may bring it meanwhile, as often as it likes.
    if (retried.get(id)) return;
    retried.set(id, true);
    for (const waitMs of triesMs) {
      await new Promise((resolve) => setTimeout(resolve, waitMs).unref());
      const within: Within = { messaging, receivedAt: performance.now(), how: { urgent: true }, isRetry: true };
      if (await once(one, () => spoken({ ...one, again: true }, within))) break;
    }
    retried.delete(id);
  }

  async function eventOf({ heard, userId }: Heard, { receivedAt, how }: Within): Promise<TurnEvent> {
    const event: TurnEvent = {
      id: heard.id,
      who: { address: { channel: 'line', id: userId }, centerId: (await deps.center()).id },
      inbound: heard.inbound,
      answer: limits.answer,
      // Of the whole body: what waits behind others of the same person has less time of its own.
      // In whole hundredths of a second: clocks of the same length are kept together.
      deadlineMs: Math.max(0, Math.ceil((limits.answerWithinMs - (performance.now() - receivedAt)) / 10) * 10),
      ...(heard.happenedAt === undefined ? {} : { happenedAt: heard.happenedAt }),
      ...(heard.messageId === undefined ? {} : { messageId: heard.messageId }),
      ...how,
    };
    return throughDoor(event, deps.placementFor);
  }

  /** Committed: now it leaves, in the order of the turns. */
  function answer(
    messaging: Messaging,
    heard: Heard['heard'],
    by: Answerable,
    result: TurnResult,
    greeting: TurnResult | null,
  ): void {
    const { residentId, rev } = result;
    if (result.kept) return void track(outlet.apologise(heard.id, by, result.replies));
    // Answered before: by this process or another, or it will be by the dispatcher.
    if (result.again) return;
    const replies = greeting ? togetherShown(heard, greeting.replies, result.replies) : result.replies;
    if (replies.length === 0) return;
    outlet.answerable(residentId, rev, by);
    track(
      queued(residentId, async () => {
        if (performance.now() > by.receivedAt + oursMs) return;
        if (!(await messaging.deliver('line', residentId, rev, replies))) return;
        settled.add({ residentId, rev });
        if (greeting) settled.add({ residentId: greeting.residentId, rev: greeting.rev });
      }),
    );
  }

  /** What no request waits for. A failure is the dispatcher's to make good. */
  function track(work: Promise<unknown>): void {
    left.add(
      work.catch((error) => log.warn({ channel: 'line', ...faultOf(error) }, 'a turn did not leave; it is sent later')),
    );
  }

  async function aside(one: Extract<Happening, { type: 'passed' | 'stray' }>): Promise<boolean> {
    if (one.type === 'stray') {
      log.error({ channel: 'line', why: one.fault }, 'an event belongs to nobody; it is kept for somebody to look at');
      return await deps.post.stray('line', one.fault, one.event).then(
        () => true,
        () => false,
      );
    }
    log.info({ channel: 'line', kind: one.kind, why: one.why }, 'an event was passed over');
    // This talk is between two: in a group others would read along.
    if (one.why === 'group' && one.kind === 'join') track(client.leave(one));
    return true;
  }

  return {
    hear,
    async settled(): Promise<void> {
      await left.settled();
      await settled.flush();
    },
  };
}

/** How who wrote is told of a failure. Of what LINE brings again they may have been told before: then the token is used, and nothing is pushed. */
const toldBy = ({ heard, userId, again }: Heard, receivedAt: number) => ({
  token: heard.answerBy,
  userId: again ? null : userId,
  receivedAt,
});

/** A tap that is delivered again. Of somebody unknown it is of somebody who was forgotten meanwhile: it opens nothing. */
const isOldTap = ({ again, heard }: Heard): boolean => again && heard.inbound.type === 'chose';

/** The account's own user id, as set or as LINE says; null while nobody knows. Looked up beside, never waited for. */
function ownIdOf({ botUserId }: LineSettings, client: LineClient, log: Log): () => string | null {
  let known = botUserId;
  let askedAt = Number.NEGATIVE_INFINITY;
  const look = (): void => {
    if (known !== null || performance.now() < askedAt + askAgainMs) return;
    askedAt = performance.now();
    client.botUserId().then(
      (id) => {
        known = id;
      },
      (error) => log.warn({ channel: 'line', ...faultOf(error) }, 'LINE did not say who we are'),
    );
  };
  look();
  return () => {
    look();
    return known;
  };
}

/** Asked at most so often; while it cannot be had, what was known last. */
function remembered<T>(ask: () => Promise<T>, freshMs: number): () => Promise<T | null> {
  let last: T | null = null;
  let at = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() < at + freshMs) return last;
    at = performance.now();
    last = await ask().catch(() => last);
    return last;
  };
}

function gaugesOf(outlet: Outlet, quota: Quota | null): Gauge[] {
  const { replied, pushed, refused, overQuota } = outlet.counts();
  const one = (name: string, help: string, value: number): Gauge => ({
    name: `maumjigi_line_${name}`,
    help,
    values: { '': value },
  });
  const rest = Math.max(0, outlet.restsUntil() - performance.now());
  return [
    one('replied', 'Calls answered by a reply token, free, since the start of this process', replied),
    one('pushed', 'Calls pushed, each counted by LINE, since the start of this process', pushed),
    one('refused', 'Messages whose form LINE refused, since the start of this process', refused),
    one('over_quota', "Pushes refused because the month's messages are used up", overQuota),
    one('push_rests_seconds', 'Pushes rest for so long', rest / 1000),
    ...(quota ? [one('quota_used', "Messages of this month's quota that are used", quota.used)] : []),
    ...(quota?.limit != null ? [one('quota_limit', "This month's quota of messages", quota.limit)] : []),
  ];
}
