/** The desk's live stream (SSE): which cases changed, nothing about them. The bus only nudges; what is sent comes from the
 *  table, which is also looked at every few seconds, so that losing the bus loses nothing. An open stream is also the sign
 *  that somebody can be alarmed on a screen (presence). */
import type { z } from 'zod';
import { Refused } from '../triage/errors.ts';
import { changesSince } from '../triage/store/desk.ts';
import { beat, deskClosed } from '../triage/store/presence.ts';
import type { StreamCase } from './contract.ts';
import type { Call, DeskDeps } from './handler.ts';
import { may } from './roles.ts';

const defaultPace = { lookMs: 5_000, beatMs: 20_000, humMs: 15_000 };
/** Tabs of one sign-in. A browser opens six connections to a host over HTTP/1.1, and all its tabs share them: six streams would leave none
 *  to ask or to claim by. A tab beyond these is refused and looks every 15 s instead, until another one is closed. */
const streamsOfSession = 4;
/** A change is stamped before it is committed: one stamped earlier may show up later, by at most the statement timeout. */
const overlapMs = 2_000;
/** How far back a Last-Event-ID reaches; whoever was away longer reads the queue. */
const replayMs = 24 * 60 * 60_000;
const pageRows = 1_000;
/** What a browser that no longer reads may leave in our memory. */
const unreadBytes = 1_000_000;

/** The bus's word for "look again" at one centre. */
export const topicOf = (centerId: string): string => `center:${centerId}`;

export interface Streams {
  /** Answers for as long as the browser, the session and the role last. Throws Refused(429, 'too_many_streams'). */
  serve(call: Call<'stream'>): Promise<void>;
  /** Ends the streams of a token that no longer counts. */
  endSession(tokenHash: Buffer): void;
  close(): void;
}

export function openStreams(deps: DeskDeps): Streams {
  const { db, clock, bus, log } = deps;
  const pace = deps.pace ?? defaultPace;
  const open = new Map<string, Set<() => void>>();

  async function serve(call: Call<'stream'>): Promise<void> {
    const { res, session } = call;
    const { tokenHash, centerId } = session;
    const name = tokenHash.toString('hex');
    const siblings = open.get(name) ?? new Set();
    if (siblings.size >= streamsOfSession)
      throw new Refused(429, 'too_many_streams', 'too many open desks of one sign-in');

    const lastEventId = call.req.get('last-event-id');
    let cursor = cursorOf(lastEventId, clock());
    // Whoever comes back has heard of the change their cursor is: it must not ring at every reconnect.
    let heard = lastEventId === undefined ? null : cursor;
    const sent = new Map<string, { changedAt: number; rangAt: number }>();
    const timers: NodeJS.Timeout[] = [];
    let unsubscribe = (): void => {};
    let ended = false;
    let looking = false;
    let again = false;
    let lastBeat: Date | null = null;

    const leave = (): void => {
      if (ended) return;
      ended = true;
      for (const timer of timers) clearInterval(timer);
      unsubscribe();
      siblings.delete(end);
      if (siblings.size === 0 && open.get(name) === siblings) open.delete(name);
      if (lastBeat) deskClosed(db, tokenHash, lastBeat).catch((fault: unknown) => complain(fault, 'leave'));
    };
    const end = (): void => {
      leave();
      if (res.headersSent) res.end();
    };
    const write = (text: string): void => {
      if (ended) return;
      res.write(text);
      // It reconnects with its cursor, if anybody is there.
      if (res.writableLength > unreadBytes) res.destroy();
    };
    const complain = (fault: unknown, during: string): void => {
      const kind = fault instanceof Error ? fault.name : 'unknown';
      log.warn({ requestId: call.requestId, during, fault: kind }, 'a stream could not look; it tries again');
    };

    async function look(): Promise<void> {
      again = true;
      if (looking) return;
      looking = true;
      try {
        while (again && !ended) {
          again = false;
          await sendChanges();
        }
      } catch (fault) {
        complain(fault, 'look');
      } finally {
        looking = false;
      }
    }

    async function sendChanges(): Promise<void> {
      const from = cursor;
      let since = new Date(cursor - overlapMs);
      for (;;) {
        const rows = await changesSince(db, centerId, since, pageRows);
        for (const row of rows) {
          const changedAt = row.changedAt.getTime();
          const rangAt = row.rangAt.getTime();
          const before = sent.get(row.id);
          if (before?.changedAt === changedAt) continue;
          sent.set(row.id, { changedAt, rangAt });
          cursor = Math.max(cursor, changedAt);
          const isNews = rangAt > from - overlapMs && rangAt !== before?.rangAt && rangAt !== heard;
          const change: StreamCaseData = {
            id: row.id,
            changedAt: row.changedAt.toISOString(),
            priority: row.priority,
            rings: isNews && !row.closed,
          };
          write(`id: ${cursor}\nevent: case\ndata: ${JSON.stringify(change)}\n\n`);
        }
        const last = rows.at(-1);
        if (!last || rows.length < pageRows) break;
        since = last.changedAt;
      }
      heard = null;
      // Only what the next look can see again needs remembering, and only what is young rings.
      for (const [id, { changedAt }] of sent) if (changedAt < cursor - 2 * overlapMs) sent.delete(id);
    }

    async function present(): Promise<void> {
      const now = clock();
      const who = await beat(db, tokenHash, now);
      if (!who || who.centerId !== centerId || !may(who.role, 'queue')) return end();
      lastBeat = now;
    }

    siblings.add(end);
    open.set(name, siblings);
    // On the response: its 'close' comes whether the browser left, the network broke or we ended it.
    res.on('close', leave);
    try {
      await present();
      // Signed out, or gone, between the check and the beat.
      if (ended) throw new Refused(401, 'signed_out', 'sign in again');
    } catch (fault) {
      leave();
      throw fault;
    }
    res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      // nginx holds answers back otherwise.
      'X-Accel-Buffering': 'no',
    });
    write(`retry: 3000\nid: ${cursor}\nevent: ready\ndata: ${JSON.stringify({ now: clock().toISOString() })}\n\n`);
    // Before the first look: what changes in between is nudged.
    unsubscribe = bus.subscribe(topicOf(centerId), () => void look());
    timers.push(setInterval(() => void look(), pace.lookMs));
    timers.push(setInterval(() => void present().catch((fault: unknown) => complain(fault, 'beat')), pace.beatMs));
    timers.push(setInterval(() => write(': still here\n\n'), pace.humMs));
    await look();
  }

  return {
    serve,
    endSession(tokenHash) {
      for (const end of [...(open.get(tokenHash.toString('hex')) ?? [])]) end();
    },
    close() {
      for (const ends of [...open.values()]) for (const end of [...ends]) end();
    },
  };
}

type StreamCaseData = z.input<typeof StreamCase>;

/** ms since the epoch. A fresh stream begins now; a foreign, future or very old cursor is brought into what we replay. */
function cursorOf(lastEventId: string | undefined, now: Date): number {
  if (lastEventId === undefined || !/^\d{1,15}$/.test(lastEventId)) return now.getTime();
  return Math.min(Math.max(Number(lastEventId), now.getTime() - replayMs), now.getTime());
}
