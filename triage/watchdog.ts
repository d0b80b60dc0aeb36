/** The watchdog: looks every few seconds whether the house still calls people, from outside it, and alarms whoever looks after it by ways
 *  of its own. A process of its own, with one connection of its own; nothing of what it watches is used to tell of it. */
import type { Sight } from './store/eye.ts';

/** database: it does not answer. overdue: a call is late. stalled: nothing goes through what is due. unpaged: opened, and nobody called.
 *  unhandled: somebody's words wait. broken: what must always hold does not (null: nobody looks whether it does). clock: a clock is off.
 *  canary: the rehearsal was not heard. */
export const troubles = [
  'database',
  'overdue',
  'stalled',
  'unpaged',
  'unhandled',
  'broken',
  'clock',
  'canary',
] as const;
export type Trouble = (typeof troubles)[number];

/** began: at once. lasts: again every five minutes. over: once. */
export interface Alarm {
  trouble: Trouble;
  stage: 'began' | 'lasts' | 'over';
  since: Date;
  /** How many, or how late in ms; null: there is no number to it. */
  amount: number | null;
}

export interface WatchdogDeps {
  /** Throws when the database does not answer. */
  look: () => Promise<Sight>;
  /** Throws when it could not be told: it is tried again at the next look. */
  tell: (alarm: Alarm) => Promise<void>;
  /** Tells the world that all is well. */
  heartbeat: () => Promise<void>;
  /** This machine's time. */
  now: () => Date;
  /** A canary must have been heard within this time; null: none flies. */
  canaryWithinMs: number | null;
  fault: (what: string, error: unknown) => void;
}

const pulseMs = 10_000;
const driftMs = 2_000;
const verifiedMs = 5 * 60_000;
const repeatMs = 5 * 60_000;
const heartbeatMs = 60_000;

interface Standing {
  since: Date;
  toldAt: Date | null;
  amount: number | null;
  /** It has passed; that is still to be told. */
  over: boolean;
}

export interface Watchdog {
  /** One look, and what is to be told of it. Never throws. */
  round(): Promise<void>;
}

export function watchdog(deps: WatchdogDeps): Watchdog {
  const standing = new Map<Trouble, Standing>();
  const begun = deps.now();
  let beatAt = new Date(0);

  /** null: not known, what stood stands. */
  async function seen(): Promise<{ wrong: Map<Trouble, number | null>; uncovered: boolean } | null> {
    try {
      // A connection that broke while nobody used it is no trouble: the second try makes a new one.
      const sight = await deps.look().catch(() => deps.look());
      return { wrong: wrongIn(sight, deps.now(), begun, deps.canaryWithinMs), uncovered: sight.uncovered > 0 };
    } catch (error) {
      deps.fault('the database did not answer', error);
      return null;
    }
  }

  function stand(trouble: Trouble, isWrong: boolean, amount: number | null): void {
    const before = standing.get(trouble);
    if (isWrong && (!before || before.over))
      standing.set(trouble, { since: deps.now(), toldAt: null, amount, over: false });
    else if (isWrong && before) before.amount = amount;
    // What nobody was told of needs no all-clear.
    else if (before?.toldAt === null) standing.delete(trouble);
    else if (before) before.over = true;
  }

  /** What is to be said now; null: nothing. */
  function stageOf({ over, toldAt }: Standing): Alarm['stage'] | null {
    if (over) return 'over';
    if (toldAt === null) return 'began';
    return deps.now().getTime() - toldAt.getTime() >= repeatMs ? 'lasts' : null;
  }

  async function tellAll(): Promise<void> {
    for (const [trouble, stands] of standing) {
      const stage = stageOf(stands);
      if (stage === null) continue;
      try {
        await deps.tell({ trouble, stage, since: stands.since, amount: stands.amount });
        stands.toldAt = deps.now();
        if (stage === 'over') standing.delete(trouble);
      } catch (error) {
        deps.fault('an alarm could not be told', error);
      }
    }
  }

  async function beat(): Promise<void> {
    if (deps.now().getTime() - beatAt.getTime() < heartbeatMs) return;
    try {
      await deps.heartbeat();
      beatAt = deps.now();
    } catch (error) {
      deps.fault('the heartbeat was not heard', error);
    }
  }

  return {
    async round() {
      const sight = await seen();
      stand('database', sight === null, null);
      if (sight) {
        for (const trouble of troubles) {
          if (trouble !== 'database') stand(trouble, sight.wrong.has(trouble), sight.wrong.get(trouble) ?? null);
        }
      }
      await tellAll();
      if (sight && !sight.uncovered && standing.size === 0) await beat();
    },
  };
}

/** What must not be so. */
function wrongIn(sight: Sight, now: Date, begun: Date, canaryWithinMs: number | null): Map<Trouble, number | null> {
  const wrong = new Map<Trouble, number | null>();
  const { at, overdue, pulseAgeMs, unpaged, unhandled, canaryAt } = sight;
  if (overdue > 0) wrong.set('overdue', overdue);
  if (pulseAgeMs === null || pulseAgeMs > pulseMs) wrong.set('stalled', pulseAgeMs);
  if (unpaged > 0) wrong.set('unpaged', unpaged);
  if (unhandled > 0) wrong.set('unhandled', unhandled);
  if (sight.driftMs > driftMs) wrong.set('clock', sight.driftMs);
  // Just started, it gives the first of each its time.
  const watchedMs = now.getTime() - begun.getTime();
  if (sight.broken > 0) wrong.set('broken', sight.broken);
  else if (Math.min(sight.verifiedAgeMs ?? watchedMs, watchedMs) > verifiedMs) wrong.set('broken', null);
  const silentMs = Math.min(at.getTime() - (canaryAt?.getTime() ?? 0), watchedMs);
  if (canaryWithinMs !== null && silentMs > canaryWithinMs) wrong.set('canary', silentMs);
  return wrong;
}
