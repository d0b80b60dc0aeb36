/** The turn: the only way a conversation moves. load → step → decide → commit → deliver; nothing leaves before the commit.
 *  A resident's message, a counsellor's word, a claim, a silence: all of them come through here. */
import type { Care, Inbound, Occurred, Reply } from '../flows/protocol.ts';
import type { Stored } from '../flows/snapshot.ts';
import { step } from '../flows/step.ts';
import { keep } from './aside.ts';
import type { Clock, NewId } from './clock.ts';
import { Refused, Unavailable } from './errors.ts';
import { type Outcome, perform } from './perform.ts';
import { inTurn } from './queue.ts';
import type { Center } from './store/centers.ts';
import { commit, type Part } from './store/commit.ts';
import { type Loaded, load, move, type OpenEscalation } from './store/conversations.ts';
import { type Database, isRetryable, isUniqueViolation, type Query } from './store/db.ts';
import { claimParts, closeParts, spokeParts } from './store/escalations.ts';
import { drop, leaseOne, openPending, type Pending, takenPart } from './store/inbox.ts';
import { type Address, addressHash, newResident, residentKey } from './store/residents.ts';
import { aad, type Key, openJson, sealJson } from './store/seal.ts';
import type { Secrets } from './store/secrets.ts';
import { holdPart, openTurn, sendLate, shownPart, turnPart, unread } from './store/turns.ts';

export type { Address } from './store/residents.ts';

export interface TurnEvent {
  /** Unique per happening, prefixed with its origin: `web:<Idempotency-Key>`, `desk:<request id>`, `timer:…`. */
  id: string;
  /** An address (made into a resident of the centre when something is opened) or a resident already known. */
  who: { address: Address; centerId: string } | { residentId: string };
  inbound: Inbound;
  /** SHA-256 of the request body: the same id with another digest is Refused(422, 'idempotency_mismatch'). */
  digest?: Buffer;
  /** Only for claimed, spoke and closed. */
  desk?: DeskAct;
}

export interface DeskAct {
  escalationId: string;
  staffId: string;
  /** Absent only on a claim. */
  fence?: number;
  outcome?: string;
  note?: string;
}

export interface TurnResult {
  residentId: string;
  rev: number;
  replies: Reply[];
  /** The choice belonged to another question or conversation; `replies` put the present one. */
  stale: boolean;
  /** After a claim: the fence every later write carries. */
  fence?: number;
}

/** Throws Refused (their move) or Unavailable (nothing could be stored); a resident's event never fails for another reason:
 *  it becomes a turn, or a row in the inbox and the fixed safe text. */
export type Turn = (event: TurnEvent) => Promise<TurnResult>;

export interface TurnDeps {
  db: Database;
  master: Key;
  secrets: { [Name in keyof Secrets]: Key };
  clock: Clock;
  newId: NewId;
  /** Random mark of a new conversation. */
  newTag: () => string;
  /** Remembered for a while. Both read through the turn's own connection when they must. */
  center: (query: Query, id: string) => Promise<Center>;
  deskOpen: (query: Query, centerId: string) => Promise<boolean>;
  /** A turn was committed whose replies no request carries; the dispatcher comes by in any case. */
  waiting: (residentId: string) => void;
  /** Something of this centre's queue changed. */
  changed: (centerId: string) => void;
  /** A turn that failed or was late; ids and states only. */
  fault: (what: string, error: unknown, ids: Record<string, string>) => void;
  /** How long a resident waits before the fixed safe text answers. Default 3 s. */
  deadlineMs?: number;
}

/** How long this process may take to deliver what it has just committed, before another may try. */
const leaseMs = 10_000;
const retries = 4;

export interface Turns {
  turn: Turn;
  /** An event out of the inbox: no deadline, and its answer is sent instead of returned. */
  resume: (pending: Pending) => Promise<void>;
}

/** An event on its way: with the hash its address is found by, and whether its answer must be sent instead of returned. */
interface Work {
  event: TurnEvent;
  hash: Buffer | null;
  late: boolean;
}

export function turns(deps: TurnDeps): Turns {
  const queued = inTurn();
  const turn: Turn = (event) => {
    const { who } = event;
    const hash = 'address' in who ? addressHash(deps.secrets.lookup, who.address) : null;
    const key = 'address' in who ? `${hash?.toString('base64')}` : who.residentId;
    const running = queued(key, () => attempts(deps, { event, hash, late: false }));
    return isResidents(event) ? inTime(deps, event, running) : running;
  };
  const resume = async (pending: Pending) => {
    const work = resumed(deps, pending);
    await queued(pending.residentId, () => attempts(deps, work));
  };
  return { turn, resume };
}

/** An event out of the inbox, as it was, of a person who is known by now. */
const resumed = (deps: TurnDeps, pending: Pending): Work => ({
  event: { ...(openPending(deps.secrets.inbox, pending) as TurnEvent), who: { residentId: pending.residentId } },
  hash: null,
  late: true,
});

const isResidents = ({ inbound: { type } }: TurnEvent) => type === 'said' || type === 'chose' || type === 'media';

/** Answers in time, one way or another: the turn's replies, or the fixed safe text with the event kept for the worker. */
async function inTime(deps: TurnDeps, event: TurnEvent, running: Promise<TurnResult>): Promise<TurnResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, deps.deadlineMs ?? 3_000, 'late');
  });
  try {
    const first = await Promise.race([running, late]);
    if (first !== 'late') return first;
    running.catch(() => {});
    return await keep(deps, event, new Unavailable('The turn missed its deadline'));
  } catch (error) {
    if (error instanceof Refused) throw error;
    return await keep(deps, event, error);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs until it is committed: a lost race or a lost connection is run again, and finds its own turn if it had been stored. */
async function attempts(deps: TurnDeps, work: Work): Promise<TurnResult> {
  let failed: unknown;
  for (let attempt = 0; attempt < retries; attempt += 1) {
    try {
      // Two races lost: the third try holds the row from load to commit.
      const result =
        attempt < 2
          ? await once(deps, work, deps.db.query, false)
          : await deps.db.transaction((tx) => once(deps, work, tx.query, true));
      if (result) return leave(deps, result);
    } catch (error) {
      if (!isRetryable(error) && !isUniqueViolation(error)) throw error;
      failed = error;
    }
  }
  throw new Unavailable('This conversation is too busy just now', { cause: failed });
}

interface Done {
  result: TurnResult;
  centerId: string;
  caseChanged: boolean;
  /** Known before: nothing was written now. */
  repeated: boolean;
  due: boolean;
}

async function once(deps: TurnDeps, work: Work, query: Query, lock: boolean): Promise<Done | null> {
  const { event, hash, late } = work;
  const { who } = event;
  const loaded = await load(query, 'residentId' in who ? who : { hash: hash as Buffer }, event.id, lock);
  if (loaded?.stored) return known(deps, event, loaded, query, late);
  if (loaded?.pending && !late && !lock && (await olderFirst(deps, loaded))) return null;
  const person = loaded ? personOf(deps, loaded) : begun(deps, event, hash);
  const now = deps.clock();
  const occurred: Occurred = {
    ...withUnread(event.inbound, person.unread),
    at: now.getTime(),
    care: careOf(person.escalation),
  };
  const center = await deps.center(query, person.centerId);
  refuseAct(event, person.escalation);

  const before = person.stored;
  const taken = step(before, occurred, before ? '' : deps.newTag());
  const situation = {
    residentId: person.residentId,
    key: person.key,
    channel: person.channel,
    eventId: event.id,
    escalationId: deps.newId(),
    event: occurred,
    before,
    escalation: person.escalation,
    now,
  };
  const shown: number[] = [];
  const outcome = await perform(taken, situation, {
    center,
    deskOpen: () => deps.deskOpen(query, person.centerId),
    unread: async () => {
      const waiting = await unread(query, person.residentId);
      shown.push(...waiting.map(({ rev }) => rev));
      return waiting.flatMap(({ eventId, doc }) => openTurn(person.key, person.residentId, eventId, doc).replies);
    },
  });

  const { residentId, key } = person;
  const inRequest = !late && (isResidents(event) || event.inbound.type === 'opened');
  const due = !inRequest && outcome.replies.length > 0;
  const parts: Part[] = [
    ...person.made,
    move({
      residentId,
      centerId: person.centerId,
      rev: person.rev,
      channel: person.channel,
      snapshot: sealJson(key, aad('conversation', residentId, 'snapshot'), outcome.stored),
      now,
    }),
    turnPart(key, {
      residentId,
      eventId: event.id,
      now,
      doc: {
        ...(event.digest ? { digest: event.digest.toString('base64') } : {}),
        said: saidOf(event, taken.said, outcome, person.escalation),
        replies: outcome.replies,
        ...(taken.stale ? { stale: true as const } : {}),
      },
      due: due ? { at: now, leaseUntil: new Date(now.getTime() + leaseMs) } : null,
    }),
    ...outcome.parts,
    ...actParts(event, person.key, residentId, now),
    ...(shown.length > 0
      ? [shownPart(shown, now)]
      : event.inbound.type === 'opened' && person.unread > 0
        ? [holdPart()]
        : []),
    ...(late ? [takenPart(event.id)] : []),
  ];
  const rev = await commit(query, parts);
  if (rev === null) return null;
  const fence = event.inbound.type === 'claimed' && person.escalation ? person.escalation.fence + 1 : undefined;
  return {
    result: {
      residentId,
      rev,
      replies: outcome.replies,
      stale: taken.stale,
      ...(fence !== undefined ? { fence } : {}),
    },
    centerId: person.centerId,
    caseChanged: outcome.caseChanged,
    repeated: false,
    due,
  };
}

/** Committed: now it may leave. */
function leave(deps: TurnDeps, done: Done): TurnResult {
  const { result, centerId } = done;
  if (!done.repeated && done.caseChanged) deps.changed(centerId);
  if (done.due) deps.waiting(result.residentId);
  return result;
}

/** The event had become a turn already: its own answer again. Another request under the same id is refused. */
async function known(deps: TurnDeps, event: TurnEvent, loaded: Loaded, query: Query, late: boolean): Promise<Done> {
  const { stored, residentId, centerId } = loaded;
  if (!stored) throw new Error('known() needs a stored turn');
  const doc = openTurn(residentKey(deps.master, residentId, loaded.wrappedKey), residentId, event.id, stored.doc);
  if (event.digest && doc.digest && doc.digest !== event.digest.toString('base64')) {
    throw new Refused(
      422,
      'idempotency_mismatch',
      '같은 Idempotency-Key로 다른 내용이 왔어요. 새 내용에는 새 키를 써 주세요.',
    );
  }
  if (late) {
    await sendLate(query, residentId, event.id, deps.clock());
    await drop(query, residentId, event.id);
  }
  return {
    result: {
      residentId,
      rev: stored.rev,
      replies: doc.replies,
      stale: doc.stale ?? false,
      ...(event.inbound.type === 'claimed' && loaded.escalation ? { fence: loaded.escalation.fence } : {}),
    },
    centerId,
    caseChanged: false,
    repeated: true,
    due: false,
  };
}

export interface Person {
  residentId: string;
  centerId: string;
  key: Key;
  channel: string;
  rev: number | null;
  stored: Stored | null;
  escalation: OpenEscalation | null;
  unread: number;
  /** Rows a first contact needs. */
  made: Part[];
}

export function personOf(deps: TurnDeps, loaded: Loaded): Person {
  const { residentId, centerId, conversation } = loaded;
  const key = residentKey(deps.master, residentId, loaded.wrappedKey);
  return {
    residentId,
    centerId,
    key,
    channel: conversation?.channel ?? 'web',
    rev: conversation?.rev ?? null,
    stored: conversation
      ? (openJson(key, aad('conversation', residentId, 'snapshot'), conversation.snapshot) as Stored)
      : null,
    escalation: loaded.escalation,
    unread: loaded.unread,
    made: [],
  };
}

/** Somebody new. Only opening a conversation makes a person; a message without one has lost its session. */
function begun(deps: TurnDeps, { who, inbound }: TurnEvent, hash: Buffer | null): Person {
  if (!hash || !('address' in who) || inbound.type !== 'opened') {
    throw new Refused(
      401,
      'session_invalid',
      '대화를 찾지 못했어요. 처음부터 다시 열어 주세요. 급하시면 109(24시간)예요.',
    );
  }
  const residentId = deps.newId();
  const { channel } = who.address;
  const { key, parts } = newResident(deps.master, {
    residentId,
    centerId: who.centerId,
    hash,
    channel,
    now: deps.clock(),
  });
  return {
    residentId,
    centerId: who.centerId,
    key,
    channel,
    rev: null,
    stored: null,
    escalation: null,
    unread: 0,
    made: parts,
  };
}

const careOf = (escalation: OpenEscalation | null): Care =>
  !escalation ? 'none' : escalation.owner ? 'human' : 'waiting';

const withUnread = (inbound: Inbound, unread: number): Inbound =>
  inbound.type === 'opened' ? { ...inbound, unread } : inbound;

/** What the transcript keeps. Before consent nothing a resident says is stored, unless it is what alarms or asks for a person. */
function saidOf(event: TurnEvent, said: string | null, outcome: Outcome, escalation: OpenEscalation | null) {
  if (event.inbound.type === 'spoke') return { by: 'desk' as const, text: event.inbound.text };
  if (said === null) return null;
  const { consented } = outcome.stored.state.context;
  const keep = consented || outcome.verdict.priority !== null || escalation !== null;
  return keep ? { by: 'resident' as const, text: said } : null;
}

/** A staff member's act needs the open case, and after the claim its fence. The conversation's rev makes it one winner. */
function refuseAct({ inbound, desk }: TurnEvent, escalation: OpenEscalation | null): void {
  if (!desk) return;
  if (!escalation || escalation.id !== desk.escalationId) {
    throw new Refused(409, 'closed', '이미 마친 사례예요. 목록을 새로 봐 주세요.');
  }
  const { owner } = escalation;
  if (inbound.type === 'claimed') {
    if (owner && owner.id !== desk.staffId)
      throw new Refused(409, 'claimed', `${owner.name} 상담사가 먼저 맡았어요.`, { owner });
    if (owner) throw new Refused(409, 'claimed', '이미 맡으신 사례예요.', { owner });
    return;
  }
  if (!owner || owner.id !== desk.staffId || escalation.fence !== desk.fence) {
    const now = owner ? `지금은 ${owner.name} 상담사가 맡고 있어요.` : '지금은 맡은 사람이 없어요.';
    throw new Refused(409, 'stale_claim', `맡으신 뒤에 바뀌었어요. ${now}`, { owner });
  }
}

function actParts({ id, inbound, desk }: TurnEvent, key: Key, residentId: string, now: Date): Part[] {
  if (!desk) return [];
  const act = { escalationId: desk.escalationId, staffId: desk.staffId, now };
  switch (inbound.type) {
    case 'claimed':
      return claimParts(act, id);
    case 'spoke':
      return spokeParts(act, desk.fence ?? -1, id);
    case 'closed':
      return closeParts(key, residentId, act, desk.fence ?? -1, desk.outcome ?? '', desk.note, id);
    default:
      return [];
  }
}

/** An older event of the same person waits: it goes first, once. True when it has become a turn. */
async function olderFirst(deps: TurnDeps, { residentId, pending }: Loaded): Promise<boolean> {
  const now = deps.clock();
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const older = pending ? await leaseOne(deps.db.query, residentId, pending, now, leaseUntil) : null;
  if (!older) return false;
  try {
    const done = await once(deps, resumed(deps, older), deps.db.query, false);
    if (done) leave(deps, done);
    return done !== null;
  } catch (error) {
    deps.fault('an older event failed again', error, { residentId, eventId: older.eventId });
    return false;
  }
}
