/** How a turn's replies leave for LINE: by the reply token while it is fresh (free, and not counted), else by push under a key that
 *  makes a repetition harmless. Nothing here decides what is said. */
import type { Reply } from '../../../flows/protocol.ts';
import { Undeliverable } from '../../../triage/dispatch.ts';
import { namedUuid } from '../../../triage/namedUuid.ts';
import { passing } from '../../../triage/passing.ts';
import { remembering } from '../../../triage/remembering.ts';
import type { Log } from '../../log.ts';
import type { Fate, LineClient } from './client.ts';
import { tokenFreshMs } from './limits.ts';
import { type Message, plainly, render } from './render.ts';

export interface OutletDeps {
  client: Pick<LineClient, 'reply' | 'push'>;
  /** Their id in LINE; null: not known, or they have blocked the account. */
  writableAt(residentId: string): Promise<{ id: string } | null>;
  log: Log;
  /** Monotonic, ms. */
  now?: () => number;
}

/** What an event gives us to answer it with. */
export interface Answerable {
  token: string | undefined;
  userId: string;
  /** When the webhook came, by `now`. */
  receivedAt: number;
}

export interface Outlet {
  /** This turn may be answered by the token of its event. */
  answerable(residentId: string, rev: number, by: Answerable): void;
  /** The meaning of Sender.send in triage/dispatch.ts. */
  send(residentId: string, rev: number, replies: readonly Reply[]): Promise<boolean>;
  /** The fixed words of a failure: they belong to no turn. Never throws. by.userId: null, by their token or not at all. */
  apologise(
    eventId: string,
    by: Omit<Answerable, 'userId'> & { userId: string | null },
    replies: readonly Reply[],
  ): Promise<void>;
  /** Until when nothing is pushed, by `now`; 0: pushes go. */
  restsUntil(): number;
  counts(): { replied: number; pushed: number; refused: number; overQuota: number };
}

/** After faults in a row pushes rest: 1 s, 2 s … a minute. Replies go on, each is somebody who waits. */
const restMs = (faults: number): number => Math.min(60_000, 1_000 * 2 ** (faults - 1)) * (0.75 + Math.random() / 2);
/** With the month's messages used up: somebody may buy more. */
const quotaRestMs = 5 * 60_000;
const accessRestMs = 30_000;
/** Longer than the dispatcher needs to come by again; a call that is repeated later is harmless by its retry key. */
const rememberedMs = 10 * 60_000;
const remembered = 20_000;
/** One more try of a reply, after LINE asked for patience or said nothing. */
const patienceMs = 300;

/** Tried in this order; the second when LINE refuses a part of the first, and then the whole of it, for nobody knows which words are missing. */
const forms = [
  { called: '', render },
  { called: '/plain', render: plainly },
] as const;

/** How far a turn's replies have left. */
interface Progress {
  by: Answerable | null;
  form: number;
  /** Calls of this form that LINE took. */
  accepted: number;
  /** The reply token was used. */
  isAnswered: boolean;
}

export function lineOutlet({ client, writableAt, log, now = () => performance.now() }: OutletDeps): Outlet {
  const leaving = passing<Promise<boolean>>();
  const turns = remembering<Progress>(rememberedMs, remembered);
  const counts = { replied: 0, pushed: 0, refused: 0, overQuota: 0 };
  let faults = 0;
  let restUntil = 0;

  function rest(ms: number, why: string): void {
    restUntil = now() + ms;
    log.warn({ channel: 'line', restMs: Math.round(ms), why }, 'pushes to LINE rest');
  }

  /** Replies by token. True: accepted. False: not now. Null: the token is dead, push instead. */
  async function byToken(token: string, messages: readonly Message[]): Promise<boolean | null | 'refused'> {
    let wasUnknown = false;
    for (const last of [false, true]) {
      const fate = await client.reply(token, messages);
      switch (fate.type) {
        case 'accepted':
          counts.replied += 1;
          return true;
        case 'token-dead':
          // Dead after a try without an answer: that try was accepted.
          if (wasUnknown) counts.replied += 1;
          return wasUnknown ? true : null;
        case 'refused':
          noteRefusal(fate);
          return 'refused';
        case 'unknown':
          wasUnknown = true;
          break;
        case 'too-fast':
          break;
        default:
          log.error({ channel: 'line', ...fate }, 'LINE does not let us reply');
          return false;
      }
      if (!last) await new Promise((resolve) => setTimeout(resolve, patienceMs));
    }
    log.warn({ channel: 'line' }, 'LINE did not take a reply; it is sent later');
    return false;
  }

  function noteRefusal(fate: Extract<Fate, { type: 'refused' }>): void {
    counts.refused += 1;
    log.error({ channel: 'line', status: fate.status, why: fate.why }, 'LINE refused the form of a message');
  }

  async function byPush(to: string, messages: readonly Message[], key: string): Promise<boolean | 'refused'> {
    if (now() < restUntil) return false;
    const fate = await client.push(to, messages, key);
    switch (fate.type) {
      case 'accepted':
        counts.pushed += 1;
        faults = 0;
        return true;
      case 'refused':
        noteRefusal(fate);
        return 'refused';
      case 'over-quota':
        counts.overQuota += 1;
        log.error({ channel: 'line' }, "the month's messages of LINE are used up: nothing that we start arrives");
        rest(quotaRestMs, 'quota');
        return false;
      case 'no-access':
        log.error({ channel: 'line', status: fate.status }, 'the channel access token of LINE is not accepted');
        rest(accessRestMs, 'access');
        return false;
      case 'too-fast':
        faults += 1;
        rest(Math.max(fate.waitMs, restMs(faults)), 'rate');
        return false;
      case 'unknown':
      case 'token-dead':
        faults += 1;
        rest(restMs(faults), fate.type === 'unknown' ? fate.why : 'odd');
        return false;
    }
  }

  /** One call's messages, by whichever way is open. */
  async function give(
    messages: readonly Message[],
    token: string | null,
    to: () => Promise<string | null>,
    key: () => string,
  ): Promise<boolean | 'refused'> {
    const replied = token === null ? null : await byToken(token, messages);
    if (replied !== null) return replied;
    const id = await to();
    return id !== null && (await byPush(id, messages, key()));
  }

  async function leave(residentId: string, rev: number, replies: readonly Reply[]): Promise<boolean> {
    const name = `${residentId}/${rev}`;
    const turn = turns.get(name) ?? { by: null, form: 0, accepted: 0, isAnswered: false };
    if (turn.by === null) turns.keep(name, turn);
    const { by } = turn;
    const to = async () => by?.userId ?? (await writableAt(residentId))?.id ?? null;
    for (; turn.form < forms.length; turn.form += 1, turn.accepted = 0) {
      const { render: form, called } = forms[turn.form] as (typeof forms)[number];
      const calls = form(replies);
      let at = turn.accepted;
      let fate: boolean | 'refused' = true;
      for (; at < calls.length && fate === true; at += 1) {
        const isFresh = !turn.isAnswered && by?.token !== undefined && now() < by.receivedAt + tokenFreshMs;
        fate = await give(calls[at] ?? [], isFresh ? (by?.token ?? null) : null, to, () =>
          retryKey(`${name}${called}`, at),
        );
        // Whatever is asked again, an accepted call is not made again.
        if (fate === true) Object.assign(turn, { accepted: at + 1, isAnswered: true });
      }
      if (fate === true) {
        turn.by = null;
        return true;
      }
      if (by && fate === false) turn.by = { ...by, receivedAt: Number.NEGATIVE_INFINITY };
      if (fate === false) return false;
    }
    throw new Undeliverable('LINE refuses these messages, as plain text, too');
  }

  return {
    answerable: (residentId, rev, by) =>
      turns.keep(`${residentId}/${rev}`, { by, form: 0, accepted: 0, isAnswered: false }),
    send(residentId, rev, replies) {
      // The dispatcher may come by while the same turn is still on its way.
      const name = `${residentId}/${rev}`;
      const under = leaving.get(name);
      if (under) return under;
      const sending = leave(residentId, rev, replies).finally(() => leaving.delete(name));
      leaving.set(name, sending);
      return sending;
    },
    async apologise(eventId, { token, userId, receivedAt }, replies) {
      try {
        for (const [at, messages] of render(replies).entries()) {
          const isFresh = at === 0 && token !== undefined && now() < receivedAt + tokenFreshMs;
          await give(
            messages,
            isFresh ? token : null,
            async () => userId,
            () => retryKey(eventId, at),
          );
        }
      } catch (error) {
        log.error(
          { channel: 'line', fault: error instanceof Error ? error.name : 'unknown' },
          'the safe text did not leave',
        );
      }
    },
    restsUntil: () => restUntil,
    counts: () => ({ ...counts }),
  };
}

/** Of what is sent, the same in every process: LINE accepts it once. */
const retryKey = (name: string, call: number): string => namedUuid(`line/${name}/${call}`);
