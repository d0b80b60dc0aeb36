/** What is let in now. One number says how full the house is; each kind of work stops being let in at its own, so that exports go first,
 *  then what the desk only reads, then ordinary turns, and last of all somebody who may be in danger. What staff do about a case, and
 *  whatever calls them, asks nobody. Whoever is not let in is told when to come again, and nothing of theirs is begun. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Busy } from './errors.ts';
import type { Gauge } from './store/metrics.ts';

export type Work = 'crisis' | 'turn' | 'read' | 'export';

/** Let in while the house is less full than this. Nobody is told apart below `calm`: what is asked of every message must cost nothing. */
const until: Readonly<Record<Work, number>> = { export: 0.25, read: 0.5, turn: 1, crisis: Number.POSITIVE_INFINITY };
const calm = 0.1;

/** Under way at once. Turns: the lanes carry 64, as many again wait half a second at the slowest pace that is worth answering (250 a
 *  second). Crisis: what four connections commit within the second that somebody waits for one. Exports: each holds a connection and
 *  its file in memory. */
const most: Readonly<Record<Work, number>> = { crisis: 200, turn: 128, read: Number.POSITIVE_INFINITY, export: 2 };

/** The house is full when a statement would wait this long for its place: LINE wants its 200 a second later, people give up at three. */
const fullAtStoreMs = 1_000;
/** And when each round of the event loop takes this long: a turn needs about five of them. */
const fullAtLoopMs = 250;
const loopSampleMs = 200;
const loopResolutionMs = 20;

/** Seconds somebody is asked to wait; they take turns, so that they do not all come back in the same moment. */
const waitsS = [2, 3, 4, 5] as const;
const toldEveryMs = 10_000;

export interface PressureDeps {
  /** How long a statement would wait for its place now, ms. */
  storeDelayMs: () => number;
  /** How late the event loop is, ms; default: measured. */
  loopDelayMs?: () => number;
  /** Somebody was turned away: said once in ten seconds, with how many since. */
  turnedAway?: (many: Readonly<Record<Work, number>>, level: number) => void;
}

export interface Pressure {
  /** Lets work in, and gives what must be called when it has ended. `kind` is only asked for where it matters. Throws Busy. */
  enter(kind: Work | (() => Work)): { kind: Work; leave: () => void };
  /** As `enter`, around `work`. */
  within<T>(kind: Work | (() => Work), work: (kind: Work) => Promise<T>): Promise<T>;
  /** How full the house is: 0 empty, 1 and more full. */
  level(): number;
  gauges(): Gauge[];
  close(): void;
}

export function openPressure(deps: PressureDeps): Pressure {
  const loop = deps.loopDelayMs ? { delayMs: deps.loopDelayMs, close() {} } : loopDelay();
  const underWay = counts();
  const admitted = counts();
  const shed = counts();
  let shedSince = counts();
  let toldAt = Number.NEGATIVE_INFINITY;
  let refused = 0;

  const level = (): number =>
    Math.max(underWay.turn / most.turn, deps.storeDelayMs() / fullAtStoreMs, loop.delayMs() / fullAtLoopMs);

  function refuse(kind: Work, at: number): never {
    shed[kind] += 1;
    shedSince[kind] += 1;
    const now = performance.now();
    if (now >= toldAt + toldEveryMs) {
      toldAt = now;
      deps.turnedAway?.(shedSince, at);
      shedSince = counts();
    }
    refused += 1;
    throw new Busy(waitsS[refused % waitsS.length] ?? waitsS[0]);
  }

  function enter(asked: Work | (() => Work)): { kind: Work; leave: () => void } {
    const at = level();
    const kind = typeof asked === 'string' ? asked : at < calm ? 'turn' : asked();
    if (at >= until[kind] || underWay[kind] >= most[kind]) refuse(kind, at);
    admitted[kind] += 1;
    underWay[kind] += 1;
    let left = false;
    const leave = (): void => {
      if (!left) underWay[kind] -= 1;
      left = true;
    };
    return { kind, leave };
  }

  return {
    enter,
    async within(asked, work) {
      const { kind, leave } = enter(asked);
      try {
        return await work(kind);
      } finally {
        leave();
      }
    },
    level,
    gauges: () =>
      gaugesOf({ level: level(), storeMs: deps.storeDelayMs(), loopMs: loop.delayMs() }, underWay, {
        admitted,
        shed,
      }),
    close: loop.close,
  };
}

type Counts = Record<Work, number>;
const counts = (): Counts => ({ crisis: 0, turn: 0, read: 0, export: 0 });

/** How much later than planned timers fired lately, on average: each round of the loop counts, so that one long one is not yet a flood. */
function loopDelay(): { delayMs: () => number; close: () => void } {
  const histogram = monitorEventLoopDelay({ resolution: loopResolutionMs });
  histogram.enable();
  let sampledAt = performance.now();
  let lastMs = 0;
  return {
    delayMs() {
      const now = performance.now();
      if (now < sampledAt + loopSampleMs) return lastMs;
      // Nothing recorded: the loop has not come round since.
      lastMs = histogram.count === 0 ? now - sampledAt : Math.max(0, histogram.mean / 1e6 - loopResolutionMs);
      histogram.reset();
      sampledAt = now;
      return lastMs;
    },
    close: () => void histogram.disable(),
  };
}

function gaugesOf(
  { level, storeMs, loopMs }: { level: number; storeMs: number; loopMs: number },
  underWay: Counts,
  { admitted, shed }: { admitted: Counts; shed: Counts },
): Gauge[] {
  const one = (name: string, help: string, value: number): Gauge => ({
    name: `maumjigi_${name}`,
    help,
    values: { '': value },
  });
  const each = (name: string, help: string, many: Counts): Gauge => ({
    name: `maumjigi_${name}`,
    help,
    values: Object.fromEntries(Object.entries(many).map(([kind, value]) => [`work="${kind}"`, value])),
  });
  return [
    one('pressure', 'How full this process is: 0 empty, 1 full', level),
    one('store_wait_seconds', 'How long a statement would wait for its place now', storeMs / 1_000),
    one('event_loop_delay_seconds', 'How late this process is with what it has to do', loopMs / 1_000),
    each('work_under_way', 'Let in and not ended', underWay),
    each('work_admitted', 'Let in since the start of this process', admitted),
    each('work_shed', 'Asked to come again (503 with Retry-After) since the start of this process', shed),
  ];
}
