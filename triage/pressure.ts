/** What is let in now. One number says how full the house is; each kind of work stops being let in at its own, so that exports go first,
 *  then what the desk only reads, then ordinary turns, and last of all somebody who may be in danger. What staff do about a case, and
 *  whatever calls them, asks nobody. Whoever is not let in is told when to come again, and nothing of theirs is begun. */
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
/** And when whoever comes waits this long to be looked at: rounds of a quarter of a second, and a turn needs some of them. */
const fullAtLoopMs = 125;
/** And when so many in danger are under way: from then on each moment spent on somebody else is one they wait. */
const fullAtCrisis = 64;
const loopTickMs = 50;
const loopWindowMs = 1_000;

/** Seconds somebody is asked to wait: `least`, and longer the more are turned away for each who is let in, so that those who come
 *  back do not keep the house full by knocking. They take turns, so that they do not all come in the same moment. */
const waitS = { least: 2, spread: 4, most: 28 };
/** Whoever may be in danger is asked to knock again at once, as long as most of them find a place. */
const crisisWaitS = { least: 1, spread: 1, most: 28 };
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
  const others = doorCount(waitS);
  const doors = { crisis: doorCount(crisisWaitS), turn: others, read: others, export: others };

  const level = (): number =>
    Math.max(
      underWay.turn / most.turn,
      underWay.crisis / fullAtCrisis,
      deps.storeDelayMs() / fullAtStoreMs,
      loop.delayMs() / fullAtLoopMs,
    );

  function refuse(kind: Work, at: number): never {
    shed[kind] += 1;
    shedSince[kind] += 1;
    const now = performance.now();
    if (now >= toldAt + toldEveryMs) {
      toldAt = now;
      deps.turnedAway?.(shedSince, at);
      shedSince = counts();
    }
    throw new Busy(doors[kind].refused());
  }

  function enter(asked: Work | (() => Work)): { kind: Work; leave: () => void } {
    const at = level();
    const kind = typeof asked === 'string' ? asked : at < calm ? 'turn' : asked();
    if (at >= until[kind] || underWay[kind] >= most[kind]) refuse(kind, at);
    admitted[kind] += 1;
    doors[kind].letIn();
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

/** Counts who knocks, by the second, and tells how long to stay away. */
function doorCount({ least, spread: usual, most }: typeof waitS): { letIn: () => void; refused: () => number } {
  let since = performance.now();
  let now = { letIn: 0, refused: 0 };
  let spread = usual;
  const tick = (): void => {
    const passed = performance.now() - since;
    if (passed < 1_000) return;
    const perOneIn = now.refused / Math.max(1, now.letIn);
    // What was so long ago says nothing of now.
    spread = passed > 2_000 ? usual : Math.min(most, Math.max(usual, Math.ceil(2 * perOneIn)));
    now = { letIn: 0, refused: 0 };
    since = performance.now();
  };
  return {
    letIn() {
      tick();
      now.letIn += 1;
    },
    refused() {
      tick();
      now.refused += 1;
      return least + (now.refused % spread);
    },
  };
}

/** How long somebody who comes now waits for this process to look at them, on average over the last second. A stall counts by how many come
 *  into it and by how long those wait, so that one of a quarter of a second is nothing and one after the other is a flood; one that lasts
 *  is seen while it lasts. (monitorEventLoopDelay tells nothing before the loop has come round, which may be seconds.) */
function loopDelay(): { delayMs: () => number; close: () => void } {
  let stalls: { until: number; ms: number }[] = [];
  let past = 0;
  let last = performance.now();
  const lag = (now: number): number => Math.max(0, now - last - loopTickMs);
  const timer = setInterval(() => {
    const now = performance.now();
    stalls = stalls.filter(({ until }) => until > now - loopWindowMs);
    stalls.push({ until: now, ms: lag(now) });
    past = stalls.reduce((sum, { ms }) => sum + ms * ms, 0);
    last = now;
  }, loopTickMs).unref();
  return {
    delayMs: () => (past + lag(performance.now()) ** 2) / (2 * loopWindowMs),
    close: () => clearInterval(timer),
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
