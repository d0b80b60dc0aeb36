/** A network that fails on command: a TCP proxy, one in front of each Postgres, Redis, messenger or process of ours. It knows nothing of
 *  what passes, but can be told to look for bytes, and to keep back, cut or announce what they belong to. */
import { type AddressInfo, createServer, connect as open, type Socket } from 'node:net';
import { chance as drawn } from './chance.ts';
import { type Flow, openFlow, type Weather } from './faultFlow.ts';

/** up: towards the server. down: back. */
export type Way = 'up' | 'down';

export interface Watch {
  way: Way;
  /** Over the bytes as latin1, also where they come in two pieces. */
  pattern: RegExp;
  /** tell: they pass. hold: they are kept back, and all that follows on their way. hold-reply: they pass, and what comes back is kept.
   *  cut: both ends are reset before they pass. cut-reply: they pass, and both ends are reset when something comes back. */
  does: 'tell' | 'hold' | 'hold-reply' | 'cut' | 'cut-reply';
  /** How often. Default 1. */
  times?: number;
}

export interface Watched {
  /** It has come to that: passed, kept back, or cut. With -reply: the reply has. */
  seen: Promise<void>;
  count(): number;
  /** Looks no longer; what was kept back goes on. */
  release(): void;
}

export interface FaultProxy {
  port: number;
  /** The same address, with this in between. */
  through(url: string): string;
  connections(): number;
  slow(weather: { latencyMs?: number; jitterMs?: number; bytesPerSecond?: number }): void;
  /** Black hole: connections stay and come, and nothing passes until `clear`. */
  dark(): void;
  /** Half open: the present connections are dead for ever and nobody is told; new ones are well. */
  stale(): void;
  /** RST to both ends of the present connections. */
  reset(): void;
  /** New connections are reset at once, until `clear`. */
  refuse(): void;
  /** Each new connection is reset after so many bytes on this way, drawn by the seed; until `clear`. */
  cutAfterBytes(way: Way, least: number, most: number): void;
  watch(watch: Watch): Watched;
  /** The network is well again; nothing is looked for any more, and what was kept back goes on. */
  clear(): void;
  end(): Promise<void>;
}

interface Pair {
  sockets: readonly [client: Socket, server: Socket];
  flows: Record<Way, Flow>;
  isStale: boolean;
}

interface Looking extends Watch {
  left: number;
  count: number;
  met: PromiseWithResolvers<void>;
  holding: Flow[];
}

const other = (way: Way): Way => (way === 'up' ? 'down' : 'up');
/** Of the piece before: a pattern may begin there. */
const overlap = 256;

/** target: `host:port`, or any URL that has both. The same seed draws the same jitter and the same cuts. */
export async function startFaultProxy(target: string, seed = 1): Promise<FaultProxy> {
  const to = addressOf(target);
  const chance = drawn(seed);
  const weather: Weather = { latencyMs: 0, jitterMs: 0, bytesPerSecond: null, isDark: false };
  const pairs = new Set<Pair>();
  let looking: Looking[] = [];
  let isRefusing = false;
  let cutAfter: { way: Way; least: number; most: number } | null = null;

  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    client.on('error', () => {});
    if (isRefusing) return void client.resetAndDestroy();
    pairUp(client, open({ ...to, allowHalfOpen: true }));
  });

  function pairUp(client: Socket, behind: Socket): void {
    const bytesLeft = cutAfter && { way: cutAfter.way, many: chance.between(cutAfter.least, cutAfter.most) };
    const pair = { sockets: [client, behind], isStale: false } as unknown as Pair;
    const flow = (way: Way, from: Socket, into: Socket): Flow =>
      openFlow(from, into, {
        weather,
        chance,
        isStale: () => pair.isStale,
        judge: lookedThrough(way, pair, bytesLeft?.way === way ? bytesLeft : null),
      });
    pair.flows = { up: flow('up', client, behind), down: flow('down', behind, client) };
    pairs.add(pair);
    for (const socket of pair.sockets) {
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        if (pair.sockets.every(({ destroyed }) => destroyed)) pairs.delete(pair);
      });
    }
    // Nobody there: whoever called is told in the same way.
    behind.once('error', () => {
      if (!weather.isDark && !pair.isStale) client.resetAndDestroy();
    });
    client.resume();
  }

  function lookedThrough(way: Way, pair: Pair, left: { many: number } | null) {
    let before = '';
    return (bytes: Buffer): Buffer | null => {
      const text = before + bytes.toString('latin1');
      const met = looking.filter((one) => one.way === way && one.left > 0 && isNew(one.pattern, text, before.length));
      before = text.slice(-overlap);
      for (const one of met) if (acted(one, way, pair) === 'cut') return null;
      if (!left || bytes.length < left.many) {
        if (left) left.many -= bytes.length;
        return bytes;
      }
      cut(pair);
      return null;
    };
  }

  function acted(one: Looking, way: Way, pair: Pair): 'passes' | 'cut' {
    one.left -= 1;
    one.count += 1;
    const back = pair.flows[other(way)];
    switch (one.does) {
      case 'tell':
        one.met.resolve();
        return 'passes';
      case 'hold':
        one.holding.push(pair.flows[way]);
        pair.flows[way].hold();
        one.met.resolve();
        return 'passes';
      case 'hold-reply':
        one.holding.push(back);
        back.hold();
        void back.next().then(one.met.resolve);
        return 'passes';
      case 'cut':
        cut(pair);
        one.met.resolve();
        return 'cut';
      case 'cut-reply':
        back.hold();
        void back.next().then(() => {
          cut(pair);
          one.met.resolve();
        });
        return 'passes';
    }
  }

  const cut = ({ sockets }: Pair): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const letGo = (one: Looking): void => {
    one.left = 0;
    for (const flow of one.holding.splice(0)) flow.release();
  };
  const wake = (): void => {
    for (const { flows } of pairs) for (const way of ['up', 'down'] as const) flows[way].wake();
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    through(url) {
      const through = new URL(url);
      through.host = `127.0.0.1:${port}`;
      return through.href.replace(/\/$/, url.endsWith('/') ? '/' : '');
    },
    connections: () => pairs.size,
    slow: (given) => void Object.assign(weather, given),
    dark() {
      weather.isDark = true;
    },
    stale() {
      for (const pair of pairs) pair.isStale = true;
    },
    reset() {
      for (const pair of pairs) cut(pair);
    },
    refuse() {
      isRefusing = true;
    },
    cutAfterBytes(way, least, most) {
      cutAfter = { way, least, most };
    },
    watch(watch) {
      const one = { ...watch, left: watch.times ?? 1, count: 0, met: Promise.withResolvers<void>(), holding: [] };
      looking.push(one);
      const release = () => {
        looking = looking.filter((another) => another !== one);
        letGo(one);
      };
      return { seen: one.met.promise, count: () => one.count, release };
    },
    clear() {
      Object.assign(weather, { latencyMs: 0, jitterMs: 0, bytesPerSecond: null, isDark: false });
      isRefusing = false;
      cutAfter = null;
      for (const one of looking.splice(0)) letGo(one);
      wake();
    },
    async end() {
      for (const pair of pairs) cut(pair);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Met anew: not only in what had passed before. */
function isNew(pattern: RegExp, text: string, old: number): boolean {
  const all = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`);
  return [...text.matchAll(all)].some(({ index, 0: found }) => index + found.length > old);
}

function addressOf(target: string): { host: string; port: number } {
  const { hostname, port } = new URL(target.includes('://') ? target : `tcp://${target}`);
  if (port === '') throw new Error(`"${target}" names no port; a proxy needs host:port.`);
  return { host: hostname, port: Number(port) };
}
