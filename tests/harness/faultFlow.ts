/** One direction of one connection through the fault proxy: bytes come in order, wait as long as the weather says, and go on. */
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What the network is like; every flow of a proxy reads it anew for each piece. */
export interface Weather {
  latencyMs: number;
  /** On top of it, drawn anew for each piece: 0 to this. */
  jitterMs: number;
  /** null: as fast as it goes. */
  bytesPerSecond: number | null;
  /** Nothing passes, neither bytes nor the end of a connection, until it is over. */
  isDark: boolean;
}

export interface Flow {
  /** Keeps back what comes from now on, and what still waits. */
  hold(): void;
  /** Lets what was kept back go on. */
  release(): void;
  /** The weather has changed: look again. */
  wake(): void;
  /** Resolves with the next bytes that come in, whether they may pass or not. */
  next(): Promise<void>;
}

export interface FlowDeps {
  weather: Weather;
  chance: () => number;
  /** Sees each piece before it may pass, and gives what of it may; null: nothing of this connection any more. */
  judge(bytes: Buffer): Buffer | null;
  /** True: both ends still believe in this connection, and nothing passes any more. */
  isStale(): boolean;
}

/** Pieces that may wait before the sender is slowed down. */
const most = 64;

export function openFlow(from: Socket, to: Socket, { weather, chance, judge, isStale }: FlowDeps): Flow {
  const waiting: { bytes: Buffer; at: number }[] = [];
  let isHeld = false;
  let isRunning = false;
  let hasEnded = false;
  let isGone = false;
  let arrived = Promise.withResolvers<void>();

  const isStopped = (): boolean => isHeld || weather.isDark || isStale();

  from.on('data', (given: Buffer) => {
    arrived.resolve();
    arrived = Promise.withResolvers();
    const bytes = isStale() ? null : judge(given);
    if (bytes === null || bytes.length === 0) return;
    waiting.push({ bytes, at: performance.now() + weather.latencyMs + weather.jitterMs * chance() });
    if (waiting.length > most) from.pause();
    void run();
  });
  from.on('end', () => {
    hasEnded = true;
    // A process that was killed looks like this: what is held of it never left.
    if (isHeld) from.destroy();
    else void run();
  });
  from.on('close', () => {
    isGone = true;
    leave();
  });

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    while (waiting.length > 0 && !isStopped()) await pass();
    isRunning = false;
    if (hasEnded && waiting.length === 0 && !isStopped()) to.end();
    if (isGone) leave();
  }

  async function pass(): Promise<void> {
    const [first] = waiting as [{ bytes: Buffer; at: number }];
    const early = first.at - performance.now();
    if (early > 0) await wait(early);
    if (isStopped()) return;
    waiting.shift();
    if (waiting.length <= most) from.resume();
    if (!to.writable) return;
    if (!to.write(first.bytes)) await drained(to);
    if (weather.bytesPerSecond !== null) await wait((first.bytes.length / weather.bytesPerSecond) * 1_000);
  }

  /** Who sent has gone. In the dark nobody hears of it; what is held never left; the rest still arrives. */
  function leave(): void {
    if (weather.isDark || isStale()) return;
    if (isHeld || waiting.length === 0) to.destroy();
  }

  return {
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      void run();
    },
    wake: () => void run(),
    next: () => arrived.promise,
  };
}

const drained = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const over = () => {
      socket.off('drain', over);
      socket.off('close', over);
      resolve();
    };
    socket.on('drain', over);
    socket.on('close', over);
  });
