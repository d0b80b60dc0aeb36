/** The turn: the only way a conversation moves. load → step → decide → commit → deliver; nothing leaves before the commit.
 *  A resident's message, a counsellor's word, a claim, a silence: all of them come through here. */
import { masked, phoneIn } from '../flows/numbers.ts';
import type { Inbound, Occurred, Reply } from '../flows/protocol.ts';
import { isElder } from '../flows/screening.ts';
import { atRest, type Stored } from '../flows/snapshot.ts';
import { asksHow, type Step, step } from '../flows/step.ts';
import { actParts, refuseAct } from './act.ts';
import { keep } from './aside.ts';
import { type AtRisk, atRisk } from './atRisk.ts';
import { afterMs } from './clock.ts';
import { dangerIn } from './dangerIn.ts';
import { Refused, Unavailable } from './errors.ts';
import type { Address, Kept, Turn, TurnDeps, TurnEvent, TurnResult } from './event.ts';
import { inOrder } from './inOrder.ts';
import { type Outcome, perform } from './perform.ts';
import { answerOf, begun, careOf, type Person, personOf } from './person.ts';
import { type Remembering, remembering } from './remembering.ts';
import { replayed } from './replay.ts';
import { type Spooling, spooling } from './spool.ts';
import { commit, type Part } from './store/commit.ts';
import { type Loaded, load, move, moveIfStill } from './store/conversations.ts';
import { type Connections, isRetryable, isUniqueViolation, type Query } from './store/db.ts';
import { wasDone } from './store/escalations.ts';
import { isForeignKeyViolation } from './store/faults.ts';
import { forgetParts } from './store/forget.ts';
import { drop, leaseOne, openPending, type Pending, takenPart } from './store/inbox.ts';
import { addressHash, cameThroughPart, sealId, writesHerePart } from './store/residents.ts';
import { aad, sealJson } from './store/seal.ts';
import { holdPart, openTurn, sendLate, shownPart, type TurnDoc, turnPart, unseen } from './store/turns.ts';
import { codeIn, codeOfToken, type Taker, takeAlong, takeAlongTaker } from './takeAlong.ts';
import { withinMs } from './within.ts';

export type { Address, DeskAct, Turn, TurnDeps, TurnEvent, TurnResult } from './event.ts';

/** How long this process may take over an older event before another may try. */
const leaseMs = 10_000;
const retries = 4;
/** People who are answering right now are known from their last turn, with their key: as long as a chat goes on, and no longer than
 *  that should stand in memory. */
const knownForMs = 60_000;
const mostKnown = 2_000;

export interface Turns {
  turn: Turn;
  /** What waits on this machine's disk while the database is away. */
  spool: Pick<Spooling, 'round' | 'waiting'>;
  /** An event out of the inbox: no deadline, and its answer is sent instead of returned. */
  resume: (pending: Pending) => Promise<void>;
  /** Whether somebody may be in danger, as far as that is known without asking anybody (atRisk.ts). Never throws. */
  isUrgent: (address: Address, inbound: Inbound) => boolean;
  /** What the resident wrote, for the person who must read it; null for a tap, or for what does not even open. */
  wordsOf: (pending: Pending) => string | null;
}

/** An event on its way. */
interface Work {
  event: TurnEvent;
  /** What its person's turns queue under. */
  key: string;
  /** Its answer must be sent instead of returned. */
  late: boolean;
  /** It is the row of the inbox itself: nothing goes before it. */
  isPending: boolean;
  /** People as their last turn left them. Never trusted: the commit sees whether anything has happened since (moveIfStill). */
  known: Remembering<Person>;
  /** Who they were, where they were known: for when nothing can be looked up. */
  whoKnown: Person | null;
  atRisk: AtRisk;
}

export function turns(deps: TurnDeps): Turns {
  const queued = inOrder();
  const taker = takeAlongTaker(deps);
  const known = remembering<Person>(knownForMs, mostKnown, deps.after);
  const endangered = atRisk(deps.after);
  const work = async (event: TurnEvent, late: boolean): Promise<Work> => {
    const key = keyOf(event.who);
    return {
      event: await carried(deps, taker, event),
      key,
      late,
      isPending: false,
      known,
      whoKnown: null,
      atRisk: endangered,
    };
  };
  const turn: Turn = (event) => {
    const key = keyOf(event.who);
    let own: Work | null = null;
    const running = queued(key, async () => {
      if (spool.holds(key) && !(await spool.first(key)))
        throw new Unavailable('Older words of theirs are not in the database yet');
      own = await work(event, false);
      return attempts(deps, own);
    });
    const aside = (error: unknown) => {
      const person = own?.whoKnown ?? known.get(key);
      // They go on from there: what they tap next is read by it, too.
      if (person) known.keep(key, person);
      const centerId = 'centerId' in event.who ? event.who.centerId : '';
      const danger = (priority: 0 | 1, isHereAlone?: true) => {
        // Nobody is woken by a rehearsal that meets a real fault.
        if (!person?.madeUp) deps.direct.danger({ key, centerId, priority, ...(isHereAlone ? { isHereAlone } : {}) });
      };
      return keep(
        deps,
        event,
        error,
        { holds: spool.holds(key), add: spool.add, danger },
        person?.stored ?? endangered.talkOf(key),
      );
    };
    return isResidents(event) ? inTime(deps, event, running, aside) : running;
  };
  const spool = spooling({
    files: deps.spoolFiles,
    keyOf: ({ who }) => keyOf(who),
    queued,
    replay: (event, keptAt) => replayed(deps, event, keptAt, async (one) => attempts(deps, await work(one, true))),
    answers: async () => void (await withinMs(1_000, deps.db.reserved.query('select 1'))),
    found: ({ who, inbound, rang }) => {
      const priority = rang ?? dangerIn(inbound, null, deps.clock())?.priority ?? null;
      if (priority === null || !('address' in who)) return;
      deps.direct.danger({ key: keyOf(who), centerId: who.centerId, priority });
    },
    back: deps.direct.over,
    isCalling: deps.direct.isCalling,
    elapsed: () => performance.now(),
    fault: deps.fault,
  });
  const resume = async (pending: Pending) => {
    await queued(pending.residentId, () => attempts(deps, { ...resumed(deps, pending), known, atRisk: endangered }));
  };
  const wordsOf = (pending: Pending) => {
    try {
      const { inbound } = resumed(deps, pending).event;
      return inbound.type === 'said' ? masked(inbound.text, 'none') : null;
    } catch {
      return null;
    }
  };
  const isUrgent: Turns['isUrgent'] = (address, inbound) => endangered.isUrgent(addressKey(address), inbound);
  return { turn, spool, resume, isUrgent, wordsOf };
}

/** A code of another channel, typed as a whole message or brought by its address, makes this address one of its person's before the
 *  turn looks who that is. Where that fails the event stays what it was: its words go the way of every failing turn. */
async function carried(deps: TurnDeps, taker: Taker, event: TurnEvent): Promise<TurnEvent> {
  const { who, inbound, takeAlong: token } = event;
  if (!('address' in who)) return event;
  const typed = inbound.type === 'said' ? codeIn(inbound.text) : null;
  if (typed === null && token === undefined) return event;
  try {
    const fate = await taker(who.address, typed ?? codeOfToken(deps.secrets.lookup, token ?? ''));
    // A page that is loaded anew brings its address again: spent, it only opens the page.
    const leads = fate !== null && (fate !== 'unknown' || typed !== null);
    return !leads ? event : { ...event, inbound: { type: 'carried', fate, unread: 0 } };
  } catch (error) {
    deps.fault('a code could not be taken', error, { eventId: event.id });
    return event;
  }
}

/** An event out of the inbox, as it was, of a person who is known by now. */
function resumed(deps: TurnDeps, pending: Pending): Omit<Work, 'known' | 'atRisk'> {
  const { id, inbound, digest, happenedAt, messageId, unseen, urgent } = openPending(
    deps.secrets.inbox,
    pending,
  ) as Kept;
  const event: TurnEvent = {
    id,
    inbound,
    who: { residentId: pending.residentId },
    ...(digest ? { digest: Buffer.from(digest, 'base64') } : {}),
    ...(happenedAt === undefined ? {} : { happenedAt }),
    ...(messageId === undefined ? {} : { messageId }),
    ...(unseen ? { unseen } : {}),
    ...(urgent ? { urgent } : {}),
  };
  return { event, key: pending.residentId, late: true, isPending: true, whoKnown: null };
}

const keyOf = (who: TurnEvent['who']): string => ('address' in who ? addressKey(who.address) : who.residentId);

const addressKey = ({ channel, id }: Address): string => `${channel}:${id}`;

const isResidents = ({ inbound: { type } }: TurnEvent) => type === 'said' || type === 'chose' || type === 'media';

/** Answers in time, one way or another: the turn's replies, or the fixed safe text with the event kept (`aside`). */
async function inTime(
  deps: TurnDeps,
  event: TurnEvent,
  running: Promise<TurnResult>,
  aside: (error: unknown) => Promise<TurnResult>,
): Promise<TurnResult> {
  const waits = event.deadlineMs ?? deps.deadlineMs ?? 3_000;
  let settle = () => {};
  const late = new Promise<'late'>((resolve) => {
    settle = (deps.after ?? afterMs)(waits, () => resolve('late'));
  });
  try {
    const first = await Promise.race([running, late]);
    if (first !== 'late') return first;
    running.catch(() => {});
    return await aside(new Unavailable('The turn missed its deadline'));
  } catch (error) {
    if (error instanceof Refused) throw error;
    return await aside(error);
  } finally {
    settle();
  }
}

/** Runs until it is committed: a lost race or a lost connection is run again, and finds its own turn if it had been stored. */
async function attempts(deps: TurnDeps, work: Work): Promise<TurnResult> {
  let failed: unknown;
  for (let attempt = 0; attempt < retries; attempt += 1) {
    try {
      // Two races lost: the third try holds the row from load to commit. So does whatever staff do to a case, because it
      // must be taken back whole when the case is no longer theirs to act on.
      const done =
        attempt < 2 && !work.event.desk
          ? await once(deps, work, work.event.urgent ? deps.db.urgent.query : deps.db.lane, false)
          : await placeOf(deps, work.event).transaction((tx) => once(deps, work, tx.query, true));
      if (done) return leave(deps, done);
    } catch (error) {
      if (!isWorthAnotherTry(error)) throw error;
      failed = error;
    }
  }
  if (failed instanceof ActLost)
    throw new Refused(409, 'stale_claim', '맡으신 뒤에 바뀌었어요. 새로 열어 확인해 주세요.', { owner: null });
  throw new Unavailable('This conversation is too busy just now', { cause: failed });
}

/** Staff act for somebody who may be in danger. */
const placeOf = ({ db }: TurnDeps, { urgent, desk }: TurnEvent): Pick<Connections, 'transaction'> =>
  urgent || desk ? db.urgent : db;

const isWorthAnotherTry = (error: unknown) =>
  isRetryable(error) || isUniqueViolation(error) || isForeignKeyViolation(error) || error instanceof ActLost;

/** The case changed hands or was closed by something that does not move the conversation: rolled back and looked at again. */
class ActLost extends Error {}

interface Done {
  result: TurnResult;
  centerId: string;
  caseChanged: boolean;
  /** Its replies wait for the dispatcher or an open page. */
  due: boolean;
}

/** One try. Null: the conversation moved meanwhile, load again. */
async function once(deps: TurnDeps, work: Work, query: Query, lock: boolean): Promise<Done | null> {
  const { event } = work;
  const { who } = event;
  const now = deps.clock();
  const known = lock ? null : knownBy(work);
  const done = known && (await taken(deps, work, { person: known, loaded: null, isKnown: true }, { query, lock, now }));
  if (done) return done;

  const hash = 'address' in who ? addressHash(deps.secrets.lookup, who.address) : null;
  const loaded = await load(query, 'residentId' in who ? who : { hash: hash as Buffer }, event.id, now, lock);
  if (loaded?.stored) return before(deps, work, loaded, loaded.stored, query);
  if (loaded?.pending && !work.isPending && !lock && (await olderFirst(deps, work, loaded, loaded.pending, query)))
    return null;
  const person = loaded ? personOf(deps, event, loaded, hash) : begun(deps, event, hash);
  return taken(deps, work, { person, loaded, isKnown: false }, { query, lock, now });
}

/** Whose turn it is, and how that is known: loaded; from their last turn, without having looked; or neither, somebody new. */
interface Whose {
  person: Person;
  loaded: Loaded | null;
  isKnown: boolean;
}

/** The event is stepped, decided and committed. Null: it could not be, for the conversation is not where it was thought to be. */
async function taken(
  deps: TurnDeps,
  work: Work,
  { person, loaded, isKnown }: Whose,
  { query, lock, now }: { query: Query; lock: boolean; now: Date },
): Promise<Done | null> {
  const { event, late } = work;
  const cameThrough = event.placementId !== undefined && event.placementId !== person.placementId;
  refuseAct(event, person);
  const { push, keepsId, staysOnPhone } = deps.limitsOf(person.channel);
  // A messenger has no page to open anew: a counsellor's words that could not be sent stand before the next answer.
  const waited = person.unread > 0 && push !== 'open' && isResidents(event) && !late;
  const occurred: Occurred = {
    ...(await occurrence(deps, event, person, now, query)),
    ...(isResidents(event) && (waited || person.unread === 0) ? { allShown: true } : {}),
  };
  const stepped = step(person.stored, occurred, person.stored ? '' : deps.newTag());

  const shown: number[] = [];
  const unseenFrom = async (from: 'desk' | 'program', free: boolean) => {
    const all = await unseen(query, person.residentId, from, now, { free });
    const waiting = all.filter(({ rev }) => !shown.includes(rev));
    shown.push(...waiting.map(({ rev }) => rev));
    return waiting.flatMap(({ eventId, doc }) => openTurn(person.key, person.residentId, eventId, doc).replies);
  };
  // Before anything new, what they should have read already; its questions are overtaken by the present one.
  const mayCarry = isAnswered(event) && !late;
  const lateReplies = person.late > 0 && mayCarry ? cardFirst(await unseenFrom('program', push !== 'open')) : [];
  const words = waited ? await unseenFrom('desk', true) : [];
  const outcome = await perform(
    stepped,
    {
      ...person,
      placementId: event.placementId ?? person.placementId,
      before: person.stored,
      eventId: event.id,
      escalationId: deps.newId(),
      event: occurred,
      now,
    },
    {
      center: await deps.center(query, person.centerId),
      staysOnPhone,
      newId: deps.newId,
      reachable: () => deps.reachable(query, person.centerId),
      nextOpen: () => deps.nextOpen(query, person.centerId),
      waitMinutes: () => deps.waitMinutes(query, person.centerId),
      unread: () => unseenFrom('desk', false),
      pulls: push === 'never',
      carry: () => takeAlong(deps.secrets.lookup, deps.publicUrl, deps.newCode(), now),
    },
  );

  const forgets = stepped.effects.some(({ type }) => type === 'forget');
  // What goes for ever is looked at first.
  if (forgets && isKnown) return null;
  if (forgets && loaded?.pending) throw new Unavailable('Something this person sent has not been read yet');
  if (forgets) return forget(deps, person, outcome, query, now);
  const replies = [...[...words, ...lateReplies].filter(({ type }) => type !== 'ask'), ...outcome.replies];
  const due = replies.length > 0 ? dueAt(event, late, now) : null;
  const writesHere = loaded?.isUnwritten ? writesHereParts(deps, work, person) : [];
  const rev = await commit(query, [
    ...turnParts(work, person, isKnown ? keepsId : null, stepped, { ...outcome, replies }, due, now),
    ...writesHere,
    ...(shown.length > 0 ? [shownPart(shown, now)] : []),
    ...(cameThrough && event.placementId ? [cameThroughPart(event.placementId)] : []),
  ]);
  if (rev === null) return null;
  work.atRisk.left(work.key, person.escalation !== null || outcome.caseChanged, outcome.stored);
  // Inside a transaction nothing is stored yet: what may still be taken back is not remembered.
  if (!lock && writesHere.length === 0 && !outcome.caseChanged) remember(work, person, outcome, rev);
  if (event.desk && !(await wasDone(query, event.id, person.residentId))) throw new ActLost();
  const { residentId, centerId, escalation } = person;
  return {
    result: {
      residentId,
      rev,
      replies,
      stale: stepped.stale,
      ...(isElder(outcome.stored.state.context.age) ? { large: true as const } : {}),
      ...(event.inbound.type === 'claimed' && escalation ? { fence: escalation.fence + 1 } : {}),
    },
    centerId,
    caseChanged: outcome.caseChanged || (writesHere.length > 0 && escalation !== null),
    due: due !== null && due <= now,
  };
}

/** Several late answers in one: whatever came before, help stands first. */
function cardFirst(replies: readonly Reply[]): Reply[] {
  const isCrisis = (reply: Reply) => reply.type === 'card' && reply.kind === 'crisis';
  return [...replies.filter(isCrisis), ...replies.filter((reply) => !isCrisis(reply))];
}

/** Whoever is answering right now, once: if anything goes wrong with this turn the next try looks. */
function knownBy(work: Work): Person | null {
  const { event, key, late, known } = work;
  if (late || !isResidents(event)) return null;
  const person = known.get(key);
  known.drop(key);
  work.whoKnown ??= person;
  return person;
}

/** Somebody nobody waits for, and nothing waits for: their next turn will most likely find them like this. */
function remember({ event, key, late, known }: Work, person: Person, { stored }: Outcome, rev: number): void {
  if (late || !isAnswered(event) || person.from === null) return;
  if (person.escalation || person.unread > 0 || person.late > 0) return;
  const heardAt =
    event.happenedAt === undefined || isOlder(event, person.heardAt) ? person.heardAt : new Date(event.happenedAt);
  known.keep(key, {
    ...person,
    rev,
    stored,
    heardAt,
    placementId: event.placementId ?? person.placementId,
    isUnshown: false,
    made: [],
  });
}

/** When its replies must leave by themselves: never, where a request brings them; when the lease ends, where the channel does. */
function dueAt(event: TurnEvent, late: boolean, now: Date): Date | null {
  if (late || !isAnswered(event)) return now;
  return event.answer === 'sent' ? new Date(now.getTime() + leaseMs) : null;
}

/** Their last turn: they are told, and nothing of them is stored any more, this turn neither. Null: the conversation moved
 *  meanwhile, or a case was opened. */
async function forget(
  deps: TurnDeps,
  person: Person,
  { replies }: Outcome,
  query: Query,
  now: Date,
): Promise<Done | null> {
  const { residentId, centerId } = person;
  const rev = await commit(query, forgetParts({ residentId, rev: person.rev ?? 0, auditId: deps.newId(), now }));
  if (rev === null) return null;
  // Nothing waits, but pages that are still open are nudged, find nobody there and end.
  return { result: { residentId, rev, replies, stale: false }, centerId, caseChanged: false, due: true };
}

/** It is asked how they may be reached, or they wrote a number by themselves. */
function isAskedHow(stored: Stored | null, { inbound }: TurnEvent): boolean {
  if (inbound.type === 'said' && phoneIn(inbound.text) !== null) return true;
  return stored !== null && (inbound.type === 'said' || inbound.type === 'chose') && asksHow(stored);
}

const occurrence = async (
  deps: TurnDeps,
  event: TurnEvent,
  { centerId, stored, unread: waiting, late, isUnshown, heardAt, escalation }: Person,
  now: Date,
  query: Query,
): Promise<Occurred> => ({
  ...(isAtTheDoor(event) ? { ...event.inbound, unread: waiting } : event.inbound),
  // An answer that came too late for its request, or is still on its way, may not have been seen yet: a typed "1" is no answer to what it
  // asked. Nor is one that was written before something already heard: messengers deliver out of order.
  ...(event.inbound.type === 'said' && (event.unseen || late > 0 || isUnshown || isOlder(event, heardAt))
    ? { unseen: true }
    : {}),
  at: now.getTime(),
  care: careOf(escalation),
  held: escalation !== null && (escalation.priority <= 2 || escalation.owner !== null),
  // Only where it may be asked next when to call.
  onDuty: isAskedHow(stored, event) && (await deps.reachable(query, centerId)),
  unsigned: await deps.unsigned(query),
});

const isOlder = ({ happenedAt }: TurnEvent, heardAt: Date | null) =>
  happenedAt !== undefined && heardAt !== null && happenedAt < heardAt.getTime();

/** Somebody waits for the replies; anything else has them sent by the dispatcher. */
const isAnswered = (event: TurnEvent) => isResidents(event) || isAtTheDoor(event);

/** The conversation is opened anew, here or in another channel: somebody else may hold the phone. */
const isAtTheDoor = ({ inbound: { type } }: TurnEvent) => type === 'opened' || type === 'carried';

/** Everything this turn changes, as one statement's parts: the conversation first, the rest from the moved row. */
function turnParts(
  { event, late }: Work,
  person: Person,
  /** Known without having looked, and whether people are written to at their address there; null: loaded. */
  isWritten: boolean | null,
  taken: Step,
  outcome: Outcome,
  due: Date | null,
  now: Date,
): Part[] {
  const { residentId, key } = person;
  const doc: TurnDoc = {
    ...(event.digest ? { digest: event.digest.toString('base64') } : {}),
    said: saidOf(event, taken.said, outcome, person),
    replies: outcome.replies,
    ...(taken.stale ? { stale: true as const } : {}),
    ...(event.messageId === undefined ? {} : { message: event.messageId }),
  };
  const heardAt = event.happenedAt === undefined ? null : new Date(event.happenedAt);
  const opensWithWordsUnseen = isAtTheDoor(event) && person.unread > 0;
  const to = {
    ...person,
    snapshot: sealJson(key, aad('conversation', residentId, 'snapshot'), atRest(outcome.stored)),
    heardAt,
    now,
  };
  return [
    ...person.made,
    isWritten === null || !person.from || to.rev === null
      ? move(to)
      : moveIfStill({ ...to, rev: to.rev, hash: person.from, isWritten }),
    turnPart(key, { residentId, eventId: event.id, now, doc, due }),
    ...outcome.parts,
    ...actParts(event, key, residentId, now),
    ...(opensWithWordsUnseen ? [holdPart()] : []),
    ...(late ? [takenPart(event.id)] : []),
  ];
}

/** Heard of at an address we would not write to: from now on we do. */
function writesHereParts(
  deps: TurnDeps,
  { event: { who, happenedAt } }: Work,
  { residentId, key, from }: Person,
): Part[] {
  if (!from || !('address' in who) || !deps.limitsOf(who.address.channel).keepsId) return [];
  const heardAt = happenedAt === undefined ? null : new Date(happenedAt);
  return [writesHerePart(from, sealId(key, residentId, who.address), heardAt)];
}

/** What the transcript keeps. Before consent nothing a resident says is stored, unless it is what alarms or asks for a person. */
function saidOf(event: TurnEvent, said: string | null, outcome: Outcome, { escalation }: Person): TurnDoc['said'] {
  if (event.inbound.type === 'spoke') return { by: 'desk', text: event.inbound.text };
  const { consented } = outcome.stored.state.context;
  const keeps = consented || outcome.verdict.priority !== null || escalation !== null;
  return said !== null && keeps ? { by: 'resident', text: said } : null;
}

/** Committed: now it may leave. */
function leave(deps: TurnDeps, { result, centerId, caseChanged, due }: Done): TurnResult {
  if (caseChanged) deps.changed(centerId);
  if (due) deps.waiting(result.residentId);
  return result;
}

/** The event had become a turn before; taken up late, its answer is still to be sent. */
async function before(
  deps: TurnDeps,
  { event, late }: Work,
  loaded: Loaded,
  stored: { rev: number; doc: Buffer },
  query: Query,
): Promise<Done> {
  const result = answerOf(deps, event, loaded, stored);
  if (late) {
    await sendLate(query, loaded.residentId, event.id, deps.clock());
    await drop(query, loaded.residentId, event.id);
  }
  return { result: { ...result, again: true }, centerId: loaded.centerId, caseChanged: false, due: late };
}

/** An older event of the same person waits: it goes first, once. True when it has become a turn. */
async function olderFirst(
  deps: TurnDeps,
  { known, atRisk }: Work,
  { residentId }: Loaded,
  pending: string,
  query: Query,
): Promise<boolean> {
  const now = deps.clock();
  const older = await leaseOne(query, residentId, pending, now, new Date(now.getTime() + leaseMs));
  if (!older) return false;
  try {
    const done = await once(deps, { ...resumed(deps, older), known, atRisk }, query, false);
    if (done) leave(deps, done);
    return done !== null;
  } catch (error) {
    deps.fault('an older event failed again', error, { residentId, eventId: older.eventId });
    return false;
  }
}
