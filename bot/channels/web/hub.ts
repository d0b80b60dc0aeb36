/** The open chat pages of this process, and what is written to them while no request waits. */
import type { ServerResponse } from 'node:http';
import type { Reply } from '../../../flows/protocol.ts';
import type { Clock } from '../../../triage/clock.ts';
import type { Sender } from '../../../triage/dispatch.ts';
import { Refused, Unavailable } from '../../../triage/errors.ts';
import type { Bus } from '../../../triage/store/bus.ts';
import { Forgotten } from '../../../triage/store/residents.ts';
import type { Log } from '../../log.ts';
import { faultOf } from '../../log.ts';
import { frameOf, heartbeat, retryAfter, streamHeaders } from './send.ts';

export interface Undelivered {
  rev: number;
  replies: readonly Reply[];
}

export interface HubDeps {
  /** What waits for this resident, in the order of revs; with `afterRev` also what was written after it before (the
   *  page says it never saw it). Throws Forgotten for somebody whose record was deleted: their streams end. */
  undelivered(residentId: string, afterRev: number | null): Promise<readonly Undelivered[]>;
  /** Settles one turn as shown. Called again for the same turn it changes nothing. */
  delivered(residentId: string, rev: number): Promise<void>;
  /** Topic `resident:<id>`: something waits. A lost nudge only delays, the dispatcher comes by as well. */
  bus: Pick<Bus, 'subscribe'>;
  clock: Clock;
  log: Log;
  limits?: Partial<HubLimits>;
}

export interface HubLimits {
  perResident: number;
  perProcess: number;
  heartbeatMs: number;
  /** A page that takes nothing for so long is gone. */
  stuckMs: number;
  /** A page younger than this is not closed in favour of a newer one. */
  yieldAfterMs: number;
}

export interface Hub extends Sender {
  reachable(): readonly string[];
  /** Turns an answer into a stream. Throws, before anything is written: Unavailable when the process is full,
   *  Refused(429) when the resident has too many pages open. */
  open(residentId: string, afterRev: number | null, answer: ServerResponse): void;
  /** Ends a resident's streams; their pages come back and are looked up anew. */
  end(residentId: string): void;
  /** Ends all streams and opens no more. */
  close(): void;
}

interface Stream {
  answer: ServerResponse;
  since: number;
  /** Revs written to this page, so that dispatcher and nudge do not both show one. */
  written: Map<number, Promise<boolean>>;
  afterRev: number;
}

interface Watched {
  streams: Set<Stream>;
  leave: () => void;
}

const defaults: HubLimits = {
  perResident: 4,
  perProcess: 5_000,
  heartbeatMs: 15_000,
  stuckMs: 5_000,
  yieldAfterMs: 30_000,
};

export function hub(deps: HubDeps): Hub {
  const limits = { ...defaults, ...deps.limits };
  const residents = new Map<string, Watched>();
  const pulling = new Set<string>();
  const pullAgain = new Set<string>();
  let open = 0;
  let closed = false;

  const beat = setInterval(() => {
    for (const { streams } of residents.values()) for (const { answer } of streams) answer.write(heartbeat);
  }, limits.heartbeatMs);
  beat.unref();

  function watch(residentId: string): Watched {
    const leave = deps.bus.subscribe(`resident:${residentId}`, () => void pull(residentId));
    const watched: Watched = { streams: new Set(), leave };
    residents.set(residentId, watched);
    return watched;
  }

  function drop(residentId: string, stream: Stream): void {
    const watched = residents.get(residentId);
    if (!watched?.streams.delete(stream)) return;
    open -= 1;
    if (watched.streams.size > 0) return;
    residents.delete(residentId);
    watched.leave();
  }

  /** Resolves to whether the bytes left for the page. What the network loses, the page asks for by Last-Event-ID. */
  function write(stream: Stream, turn: Undelivered): Promise<boolean> {
    if (turn.replies.length === 0) return Promise.resolve(true);
    const before = stream.written.get(turn.rev);
    if (before) return before;
    const now = new Promise<boolean>((resolve) => {
      const stuck = setTimeout(() => {
        stream.answer.destroy();
        resolve(false);
      }, limits.stuckMs);
      stream.answer.write(frameOf(turn.rev, turn.replies), (error) => {
        clearTimeout(stuck);
        resolve(!error);
      });
    });
    stream.written.set(turn.rev, now);
    return now;
  }

  async function show(streams: Iterable<Stream>, turn: Undelivered): Promise<boolean> {
    const shown = await Promise.all([...streams].map((stream) => write(stream, turn)));
    return shown.includes(true);
  }

  /** Shows what waits to every page of the resident; one pull at a time, and once more if a nudge came meanwhile. */
  async function pull(residentId: string): Promise<void> {
    if (pulling.has(residentId)) {
      pullAgain.add(residentId);
      return;
    }
    pulling.add(residentId);
    try {
      do {
        pullAgain.delete(residentId);
        await catchUp(residentId, () => residents.get(residentId)?.streams ?? [], null);
      } while (pullAgain.has(residentId));
    } finally {
      pulling.delete(residentId);
    }
  }

  async function catchUp(residentId: string, streams: () => Iterable<Stream>, afterRev: number | null): Promise<void> {
    try {
      for (const turn of await deps.undelivered(residentId, afterRev)) {
        if (!(await show(streams(), turn))) return;
        await deps.delivered(residentId, turn.rev);
      }
    } catch (error) {
      if (error instanceof Forgotten) return end(residentId);
      // The rows stay due: the dispatcher brings them later.
      deps.log.warn({ residentId, ...faultOf(error) }, 'an open page could not be caught up');
    }
  }

  /** A fifth page closes the oldest: a phone that changed networks leaves dead streams behind and must not be locked
   *  out by them. But not a young one, lest five living pages push each other out in turns. */
  function makeRoom(residentId: string, now: number): void {
    const [oldest] = residents.get(residentId)?.streams ?? [];
    if (!oldest || (residents.get(residentId)?.streams.size ?? 0) < limits.perResident) return;
    const waitMs = oldest.since + limits.yieldAfterMs - now;
    if (waitMs > 0) {
      const retryAfter = Math.ceil(waitMs / 1000);
      throw new Refused(429, 'too_many_pages', 'The chat is open on too many pages. Close one.', { retryAfter });
    }
    drop(residentId, oldest);
    oldest.answer.end();
  }

  function end(residentId: string): void {
    for (const stream of [...(residents.get(residentId)?.streams ?? [])]) {
      drop(residentId, stream);
      stream.answer.end();
    }
  }

  return {
    channel: 'web',
    reachable: () => [...residents.keys()],
    async send(residentId, rev, replies) {
      return show(residents.get(residentId)?.streams ?? [], { rev, replies });
    },
    open(residentId, afterRev, answer) {
      if (closed || open >= limits.perProcess) throw new Unavailable('No more pages can be opened here.');
      // Gone while its session was looked up: its end was told before anybody listened.
      if (answer.destroyed) return;
      const since = deps.clock().getTime();
      makeRoom(residentId, since);
      const watched = residents.get(residentId) ?? watch(residentId);
      const stream: Stream = { answer, since, written: new Map(), afterRev: afterRev ?? -1 };
      watched.streams.add(stream);
      open += 1;
      answer.on('close', () => drop(residentId, stream));
      answer.on('error', () => drop(residentId, stream));
      answer.socket?.setKeepAlive(true, 30_000);
      answer.writeHead(200, streamHeaders);
      answer.write(retryAfter(3_000));
      void catchUp(residentId, () => [stream], afterRev);
    },
    end,
    close() {
      closed = true;
      clearInterval(beat);
      for (const residentId of [...residents.keys()]) end(residentId);
    },
  };
}
