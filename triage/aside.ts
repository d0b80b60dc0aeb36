/** When a turn throws or is late: nothing is lost and nobody is met with silence. */

import { masked } from '../flows/numbers.ts';
import type { Evidence, Finding, Lang } from '../flows/protocol.ts';
import { isKorean } from '../flows/reading.ts';
import { restore, type Stored } from '../flows/snapshot.ts';
import { type Danger, dangerIn, foreseen } from './dangerIn.ts';
import { Refused, Unavailable } from './errors.ts';
import type { Kept, TurnDeps, TurnEvent, TurnResult } from './event.ts';
import { defaultLadder } from './ladder.ts';
import { answerIn, callsAgain } from './perform.ts';
import { answerOf, careOf, personOf } from './person.ts';
import { crisis, sorry } from './say.ts';
import { commit, unmoved } from './store/commit.ts';
import { type Loaded, load } from './store/conversations.ts';
import { isRetryable, type Query } from './store/db.ts';
import { alarmParts } from './store/escalations.ts';
import { setAside } from './store/inbox.ts';
import { addressHash, residentKey } from './store/residents.ts';
import type { Key } from './store/seal.ts';
import { claimWithinMs, judge, nothing } from './tier.ts';
import { withinMs } from './within.ts';

/** For so long the failure path waits for the database: whoever wrote has waited already, and some messengers wait no longer. */
const asideWithinMs = 350;

/** The failure path: keeps the event (and the escalation, if the detector rings on its words) in one commit on a reserved
 *  connection; where that fails, in the spool, with a direct page for danger. Answers with the fixed safe text.
 *  `stored`: their conversation, where they were answering just now. Throws Unavailable when nothing keeps it. */
export async function keep(
  deps: TurnDeps,
  event: TurnEvent,
  error: unknown,
  spool: Spool,
  stored: Stored | null,
): Promise<TurnResult> {
  deps.fault('a turn failed or was late', error, { eventId: event.id });
  if (!('address' in event.who)) throw error;
  // What is behind words in the spool goes there, too: it must not overtake them.
  const kept = spool.holds ? null : await withinMs(asideWithinMs, setEventAside(deps, event)).catch(lost(deps, event));
  if (!kept) return await spooled(deps, event, spool, stored);
  // Late, but committed before we looked: its own answer, card first, and not the sorry.
  if (kept.stored) return answerOf(deps, event, kept, kept.stored);
  return {
    residentId: kept.residentId,
    rev: kept.conversation?.rev ?? 0,
    replies: [sorry(langOf(storedOrNull(deps, event, kept), event, deps.clock()))],
    stale: false,
    kept: true,
  };
}

/** Where their words go when the database takes nothing. */
export interface Spool {
  /** Something of theirs is there already. */
  holds: boolean;
  add: (event: TurnEvent, now: Date) => Promise<void>;
  /** They are in danger, and no store will tell anybody. isHereAlone: nor has the spool taken it. */
  danger: (priority: 0 | 1, isHereAlone?: true) => void;
}

const lost =
  (deps: TurnDeps, { id: eventId }: TurnEvent) =>
  (error: unknown): null => {
    deps.fault('the failure path could not store an event', error, { eventId });
    return null;
  };

/** On this machine's disk, and no store is asked for anything: who they are is not known. */
async function spooled(deps: TurnDeps, event: TurnEvent, spool: Spool, stored: Stored | null): Promise<TurnResult> {
  const now = deps.clock();
  const danger = dangerIn(event.inbound, stored, now);
  const rang = danger?.priority ?? null;
  // Not after the disk: that may fail, too.
  if (rang !== null) spool.danger(rang);
  try {
    await spool.add(rang === null ? event : { ...event, urgent: true, rang }, now);
  } catch (cause) {
    if (cause instanceof Refused) throw cause;
    // The words themselves are never logged; that they were of risk is what somebody must know now.
    const what = danger ? 'words of risk could not be stored' : 'an event could not be stored anywhere';
    deps.fault(what, cause, { eventId: event.id });
    if (rang !== null) spool.danger(rang, true);
    throw new Unavailable('Neither the database nor the spool takes it', { cause });
  }
  const lang = langOf(stored, event, now);
  const replies = danger ? crisis(lang, textFor(danger)) : [sorry(lang)];
  return { residentId: '', rev: 0, replies, stale: false, kept: true };
}

const textFor = ({ priority, about }: Danger) =>
  about === 'other' ? 'crisis.other' : priority === 0 ? 'crisis.now' : 'crisis.first';

/** What their own turn would have spoken. Of whom nothing is known, by the letters. */
function langOf(stored: Stored | null, { inbound }: TurnEvent, now: Date): Lang {
  if (stored) {
    try {
      return foreseen(inbound, stored, now).stored.state.context.lang;
    } catch {
      return langIn(stored);
    }
  }
  const isLatin = inbound.type === 'said' && /[a-z]/i.test(inbound.text) && !isKorean(inbound.text);
  return isLatin ? 'en' : 'ko';
}

function langIn(stored: Stored): Lang {
  try {
    return restore(stored).context.lang;
  } catch {
    return 'ko';
  }
}

/** Into the inbox, with the escalation if it rings, unless it is a turn by now (`stored`). null: nobody has this address. */
export async function setEventAside(deps: TurnDeps, event: TurnEvent): Promise<Loaded | null> {
  const { who, inbound } = event;
  if (!('address' in who)) return null;
  let danger: Danger | null = null;
  const kept = await again(() =>
    deps.db.reserved.transaction(async ({ query }) => {
      const hash = addressHash(deps.secrets.lookup, who.address);
      const now = deps.clock();
      const loaded = await load(query, { hash }, event.id, now);
      if (!loaded || loaded.stored) return loaded;
      // An answer rings as words do: its own turn may come late, or never.
      danger = dangerIn(inbound, storedOrNull(deps, event, loaded), now, careOf(loaded.escalation));
      await setAside(query, deps.secrets.inbox, {
        residentId: loaded.residentId,
        eventId: event.id,
        centerId: loaded.centerId,
        channel: who.address.channel,
        event: {
          id: event.id,
          inbound,
          digest: event.digest?.toString('base64'),
          happenedAt: event.happenedAt,
          messageId: event.messageId,
          unseen: event.unseen,
          urgent: danger || event.urgent ? true : undefined,
        } satisfies Kept,
        now,
        dueAt: new Date(now.getTime() + 1_000),
      });
      if (danger) await alarmWithoutTurn(deps, query, loaded, event, danger.findings, now);
      return loaded;
    }),
  );
  if (kept && !kept.stored && (kept.escalation !== null || danger !== null)) deps.changed(kept.centerId);
  return kept;
}

/** A connection that dies under the failure path is replaced and tried again: all of it is idempotent. */
async function again<T>(work: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (tries === 1 || !isRetryable(error)) throw error;
    return again(work, tries - 1);
  }
}

/** The escalation alone, from what rang: the conversation stays where it is, and the event's own turn raises it in place. */
async function alarmWithoutTurn(
  deps: TurnDeps,
  query: Query,
  loaded: Loaded,
  event: TurnEvent,
  findings: readonly Finding[],
  now: Date,
): Promise<void> {
  const { residentId, centerId, escalation } = loaded;
  const { inbound } = event;
  const key = keyOrNull(deps, loaded);
  const verdict = judge(findings, escalation ?? nothing);
  if (verdict.priority === null) return;
  const evidence: Evidence | null =
    inbound.type === 'said'
      ? { type: 'words', text: masked(inbound.text, careOf(escalation)), at: now.getTime() }
      : answerIn(findings, now.getTime());
  const alarm = alarmParts(
    key,
    residentId,
    event.id,
    escalation ? 'raised' : 'opened',
    {
      id: deps.newId(),
      tier: verdict.fired.tier,
      priority: verdict.priority,
      rules: verdict.rules,
      reason: verdict.reason,
      flags: [],
      ageBand: null,
      channel: 'address' in event.who ? event.who.address.channel : (loaded.conversation?.channel ?? 'web'),
      placementId: loaded.placementId,
      claimBy: new Date(now.getTime() + claimWithinMs[verdict.priority]),
      now,
      isHere: true,
      callsBack: true,
      again: callsAgain(escalation, verdict, now),
      ladder: defaultLadder,
    },
    { findings: [...findings], ...(evidence ? { evidence } : {}) },
  );
  await commit(query, [unmoved(residentId, centerId), ...alarm]);
}

/** Null when the key itself does not open: the case is opened all the same, and says nothing of the words. */
function keyOrNull(deps: TurnDeps, { residentId, wrappedKey }: Loaded): Key | null {
  try {
    return residentKey(deps.master, residentId, wrappedKey);
  } catch (error) {
    deps.fault('a key does not open', error, { residentId });
    return null;
  }
}

/** Null where nothing of theirs opens. */
function storedOrNull(deps: TurnDeps, event: TurnEvent, loaded: Loaded): Stored | null {
  try {
    return personOf(deps, event, loaded, null).stored;
  } catch {
    return null;
  }
}
