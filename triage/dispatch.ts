/** The dispatcher: whatever is due and belongs to no request. Everything it works on is a row with a lease, so that any
 *  number of processes may run it and a killed one is followed by another. Nothing here depends on the bus. */
import type { Reply } from '../flows/protocol.ts';
import type { Clock } from './clock.ts';
import { endDrills } from './drill.ts';
import { layRosters, lookAtHandovers } from './dutyLook.ts';
import { defaultLadder } from './ladder.ts';
import type { Passes } from './passes.ts';
import { retentionDays } from './retention.ts';
import { dropOldAttempts } from './store/attempts.ts';
import { allCenters } from './store/centers.ts';
import { commit, type Part, unmoved } from './store/commit.ts';
import { dropOldContacts } from './store/contacts.ts';
import type { Database } from './store/db.ts';
import { alarmParts, hereNow, wasTold } from './store/escalations.ts';
import { forgetParts, outlived } from './store/forget.ts';
import { leasePending, type Pending, quarantine, retryLater } from './store/inbox.ts';
import { beatPulse, dropOldPulses, whatIsDue } from './store/pulses.ts';
import { residentKey, wrappedKeyOf } from './store/residents.ts';
import type { Key } from './store/seal.ts';
import { dropOldStrays } from './store/strays.ts';
import { dropOldCodes } from './store/takeAlong.ts';
import { delayTimer, dropTimer, leaseTimers, type Timer } from './store/timers.ts';
import { type Due, hold, leaseDue, markSent, openTurn } from './store/turns.ts';
import { claimWithinMs } from './tier.ts';
import type { Turn, Turns } from './turn.ts';

/** A channel will never take these words as they are: they are held and shown first at the person's next turn. */
export class Undeliverable extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Undeliverable';
  }
}

/** A channel's way to deliver what no request is waiting for. Handed in by main.ts. */
export interface Sender {
  readonly channel: string;
  /** Residents this process can reach now; 'everyone' for a channel with push. */
  reachable(): readonly string[] | 'everyone';
  /** true: shown or accepted. false: not reachable now, keep it. Throws Undeliverable. `rev` orders the turns and is the
   *  stream's event id. */
  send(residentId: string, rev: number, replies: readonly Reply[]): Promise<boolean>;
}

export interface DispatchDeps {
  db: Database;
  master: Key;
  clock: Clock;
  newId: () => string;
  turn: Turn;
  resume: Turns['resume'];
  wordsOf: Turns['wordsOf'];
  senders: readonly Sender[];
  /** Who must be called is called, and what lapses ends, before anything else of a round. */
  paging: Pick<Passes, 'round'>;
  /** Staff who have to be told outside the desk. */
  notices: { round(): Promise<void> };
  changed: (centerId: string) => void;
  /** Who makes these rounds, and how far its machine's clock is off: the watchdog looks at both. */
  pulse: { process: string; role: string; driftMs: () => number };
  fault: (what: string, error: unknown, ids: Record<string, string>) => void;
}

const leaseMs = 10_000;
const hourMs = 3_600_000;
const batch = 50;
/** Of one hour and centre; the rest goes in the hours after. */
const retentionBatch = 500;
/** Tries before a person is asked; the waits between them, in ms. */
const waits = [1_000, 3_000, 10_000, 30_000] as const;

export interface Dispatcher {
  /** One round of calls: who must be called now, and what tells them. Never throws, and waits for nothing else that is due. */
  calls(): Promise<void>;
  /** One round of the rest: due timers, then events that wait to become turns, then undelivered turns. Never throws. */
  rest(): Promise<void>;
  /** Calls, then the rest. */
  round(): Promise<void>;
  /** One round of a process that only holds open pages: what waits for them, and that they are there. The rest is a worker's. */
  deliver(): Promise<void>;
}

/** A desk that says "here now" means a page open within the last 45 s: three beats. */
const beatMs = 15_000;
/** The watchdog rings after ten seconds without one. */
const pulseMs = 3_000;

export function dispatcher(deps: DispatchDeps): Dispatcher {
  let lastBeat = 0;
  let lastLook = 0;
  let lastPulse = 0;
  const attempt = async (what: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      deps.fault(what, error, {});
    }
  };
  const heldHere = deps.senders.filter((sender) => sender.reachable() !== 'everyone');
  const deliverTo = async (senders: readonly Sender[]) => {
    for (const sender of senders) await attempt(`delivery to ${sender.channel}`, () => deliveries(deps, sender));
  };
  /** A page open here says so every now and then; true when it was time to. */
  const presence = async (now: Date): Promise<boolean> => {
    if (now.getTime() - lastBeat < beatMs) return false;
    lastBeat = now.getTime();
    await attempt('presence', () => present(deps, now));
    return true;
  };
  const pulse = async (at: Date) => {
    if (at.getTime() - lastPulse < pulseMs) return;
    lastPulse = at.getTime();
    const { driftMs, ...who } = deps.pulse;
    await attempt('the pulse', () => beatPulse(deps.db.query, { ...who, at, driftMs: driftMs() }));
  };
  /** Where even that cannot be seen, everything is tried. */
  const due = () =>
    whatIsDue(deps.db.query, deps.clock()).catch((error: unknown) => {
      deps.fault('the look for what is due', error, {});
      return { timers: true, events: true, turns: true };
    });
  return {
    deliver: async () => {
      await deliverTo(heldHere);
      await presence(deps.clock());
    },
    calls,
    rest,
    round: async () => {
      await calls();
      await rest();
    },
  };

  async function calls(): Promise<void> {
    await deps.paging.round();
    await attempt('notices', () => deps.notices.round());
  }

  /** One stuck kind of work must not stop the others. */
  async function rest(): Promise<void> {
    const { timers: anyTimers, events, turns } = await due();
    if (anyTimers) await attempt('timers', () => timers(deps));
    if (events) await attempt('pending events', () => pendings(deps));
    // What those two have brought about is delivered in the same round.
    if (turns || anyTimers || events) await deliverTo(deps.senders);
    const now = deps.clock();
    await pulse(now);
    if (!(await presence(now))) return;
    await attempt('handovers', () => lookAtHandovers(deps));
    await attempt('drills', () => endDrills(deps.db.query, now));
    await attempt('old numbers', async () => void (await dropOldContacts(deps.db.query, now)));
    await attempt('old codes', () => dropOldCodes(deps.db.query, now));
    if (now.getTime() - lastLook < hourMs) return;
    lastLook = now.getTime();
    await attempt('rosters', () => layRosters(deps));
    await attempt('retention', () => retained(deps, now));
    await attempt('strays', async () => void (await dropOldStrays(deps.db.query, now)));
    await attempt('old attempts', () => dropOldAttempts(deps.db, now));
    await attempt('old pulses', () => dropOldPulses(deps.db.query, new Date(now.getTime() - hourMs)));
  }
}

/** What the consent said: after this time everything of a person goes. */
async function retained(deps: DispatchDeps, now: Date): Promise<void> {
  for (const { id, retention } of await allCenters(deps.db.query)) {
    const days = retentionDays(retention);
    if (days === null) continue;
    const before = new Date(now.getTime() - days * 24 * hourMs);
    for (const { residentId, rev } of await outlived(deps.db.query, id, before, retentionBatch)) {
      await commit(deps.db.query, forgetParts({ residentId, rev, auditId: deps.newId(), now }));
    }
  }
}

async function timers(deps: DispatchDeps): Promise<void> {
  const now = deps.clock();
  const due = await leaseTimers(deps.db.query, now, new Date(now.getTime() + leaseMs), batch);
  for (const timer of due) {
    const { residentId, kind, serial } = timer;
    try {
      await deps.turn({ id: `timer:${kind}:${serial}`, who: { residentId }, inbound: { type: 'timer', timer: kind } });
      await dropTimer(deps.db.query, timer);
    } catch (error) {
      // Forgotten meanwhile, or tried again when the lease ends; the others are due all the same.
      deps.fault('a timer could not become a turn', error, { residentId });
      if (timer.attempts > waits.length) {
        await putOff(deps, timer, now).catch((fault) =>
          deps.fault('a timer could not be put off', fault, { residentId }),
        );
      }
    }
  }
}

/** What was due cannot be done: a person is asked to look, once, and it is tried again each hour: a silence that counts must
 *  not be dropped for a fault that passes. */
async function putOff(deps: DispatchDeps, timer: Timer, now: Date): Promise<void> {
  const { residentId, centerId, kind, serial } = timer;
  await deps.db.transaction(async ({ query }) => {
    const wrapped = await wrappedKeyOf(query, residentId);
    const eventId = `timer:${kind}:${serial}`;
    if (wrapped && !(await wasTold(query, residentId, eventId))) {
      const key = keyOrNull(deps, residentId, wrapped);
      await commit(query, task(deps, { residentId, centerId, eventId, channel: 'web' }, null, key, now));
    }
    await delayTimer(query, timer, new Date(now.getTime() + hourMs));
  });
  deps.changed(centerId);
}

async function pendings(deps: DispatchDeps): Promise<void> {
  const now = deps.clock();
  for (const pending of await leasePending(deps.db.query, now, new Date(now.getTime() + leaseMs), batch)) {
    const ids = { residentId: pending.residentId, eventId: pending.eventId };
    try {
      await deps.resume(pending);
    } catch (error) {
      deps.fault('a pending event failed', error, ids);
      // One that cannot even be put off keeps its lease and comes again; the others are due all the same.
      await again(deps, pending, error).catch((fault) =>
        deps.fault('a pending event could not be put off', fault, ids),
      );
    }
  }
}

/** Another try after a wait; after the last one a person is asked to look, and the event stays. */
async function again(deps: DispatchDeps, pending: Pending, error: unknown): Promise<void> {
  const fault = error instanceof Error ? error.name : 'unknown';
  const now = deps.clock();
  const wait = waits[pending.attempts - 1];
  if (wait !== undefined) {
    await retryLater(deps.db.query, pending, new Date(now.getTime() + wait), fault);
    return;
  }
  await deps.db.transaction(async ({ query }) => {
    await quarantine(query, pending, now, fault);
    const wrapped = await wrappedKeyOf(query, pending.residentId);
    const key = wrapped && keyOrNull(deps, pending.residentId, wrapped);
    if (wrapped) await commit(query, task(deps, pending, deps.wordsOf(pending), key, now));
  });
  deps.changed(pending.centerId);
}

/** Null when the key itself does not open: the task is opened all the same, and says nothing of the words. */
function keyOrNull(deps: DispatchDeps, residentId: string, wrapped: Buffer): Key | null {
  try {
    return residentKey(deps.master, residentId, wrapped);
  } catch (error) {
    deps.fault('a key does not open', error, { residentId });
    return null;
  }
}

/** Q1: something a resident sent, or something that was due for them, could not be done by the program; a person must look. Their
 *  words stand in the case, if there were words. */
function task(
  deps: DispatchDeps,
  { residentId, centerId, eventId, channel }: Pick<Pending, 'residentId' | 'centerId' | 'eventId' | 'channel'>,
  words: string | null,
  key: Key | null,
  now: Date,
): Part[] {
  const alarm = {
    id: deps.newId(),
    tier: null,
    priority: 2 as const,
    rules: ['Q1'],
    reason: 'asked-human' as const,
    flags: [],
    ageBand: null,
    channel,
    claimBy: new Date(now.getTime() + claimWithinMs[2]),
    now,
    isHere: false,
    callsBack: true,
    ladder: defaultLadder,
  };
  const content = {
    findings: [],
    ...(words === null ? {} : { evidence: { type: 'words' as const, text: words, at: now.getTime() } }),
  };
  return [unmoved(residentId, centerId), ...alarmParts(key, residentId, eventId, 'noted', alarm, content)];
}

/** Who has a page open here. A channel that reaches everyone says nothing about that. */
async function present(deps: DispatchDeps, now: Date): Promise<void> {
  const here = deps.senders.flatMap((sender) => {
    const reachable = sender.reachable();
    return reachable === 'everyone' ? [] : reachable;
  });
  if (here.length > 0) await hereNow(deps.db.query, here, now);
}

async function deliveries(deps: DispatchDeps, sender: Sender): Promise<void> {
  const reachable = sender.reachable();
  if (reachable !== 'everyone' && reachable.length === 0) return;
  const now = deps.clock();
  const due = await leaseDue(deps.db.query, {
    channel: sender.channel,
    residents: reachable === 'everyone' ? null : reachable,
    now,
    leaseUntil: new Date(now.getTime() + leaseMs),
    limit: batch,
  });
  await Promise.all([...Map.groupBy(due, ({ residentId }) => residentId).values()].map(inTurn));

  /** One person's turns in their order; the first that cannot be sent now keeps the later ones back. */
  async function inTurn(theirs: readonly Due[]): Promise<void> {
    for (const one of theirs) {
      const { residentId, eventId, rev } = one;
      try {
        if (!(await sender.send(residentId, rev, repliesOf(one)))) return;
        await markSent(deps.db.query, residentId, [rev], deps.clock());
      } catch (error) {
        // One that cannot be opened or sent keeps nobody else waiting.
        deps.fault('a turn could not be delivered', error, { residentId, eventId });
        if (error instanceof Undeliverable) await held(residentId, rev);
      }
    }
  }

  const held = (residentId: string, rev: number) =>
    hold(deps.db.query, residentId, rev).catch((error) =>
      deps.fault('a turn could not be held', error, { residentId }),
    );

  function repliesOf({ residentId, eventId, wrappedKey, doc, overtaken }: Due): Reply[] {
    const { replies } = openTurn(residentKey(deps.master, residentId, wrappedKey), residentId, eventId, doc);
    // What it asks is not the present question any more: its choices would be answered to another one.
    return overtaken && reachable === 'everyone' ? replies.filter(({ type }) => type !== 'ask') : replies;
  }
}
