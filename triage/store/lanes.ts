/** Lanes: a few connections on which statements are written one behind the other without waiting for each answer. Each is its own
 *  transaction with its own fate, as on any connection; but what comes in the same moment leaves in one packet, which is most of what
 *  a short statement costs this process. For turns only: whoever stands behind a slow statement waits for it. */
import { Socket } from 'node:net';
import pg from 'pg';

interface Lane {
  open: Promise<Open> | null;
  /** Since when each statement stands in it, in their order: the first is the one that runs. */
  since: number[];
}

interface Open {
  client: pg.Client;
  /** Ends it: nobody can be served behind a statement that is not answered. */
  cut(): void;
  /** Holds what is written until this round of the event loop is over. */
  gather(): void;
}

export interface Lanes {
  /** Runs it on the freest lane; null when every lane is full: the pool, which can wait, takes it. Rejects as `pg` does. */
  run(config: pg.QueryConfig): Promise<pg.QueryResult> | null;
  /** For how long the one that runs on the freest lane has stood there, ms: what comes now waits behind it. 0 where hardly anything
   *  stands there: a slow statement is not a crowd. */
  delayMs(): number;
  close(): Promise<void>;
}

const crowd = 4;

/** Opens a connection when a lane is first used, and another when it was lost. deep: statements that may stand in one lane. */
export function openLanes(
  { query_timeout: longestMs, ...config }: pg.ClientConfig,
  { many, deep }: { many: number; deep: number },
  onFault: ((error: Error) => void) | undefined,
): Lanes {
  const lanes: Lane[] = Array.from({ length: many }, () => ({ open: null, since: [] }));
  let closed = false;

  function opened(lane: Lane): Promise<Open> {
    const socket = new Socket();
    const client = new pg.Client({ ...config, stream: () => socket, pipeline: true } as pg.ClientConfig);
    const leave = (): void => {
      if (lane.open === opening) lane.open = null;
    };
    const cut = (): void => {
      leave();
      socket.destroy();
    };
    const opening = client.connect().then(() => ({ client, cut, gather: gathering(socket) }));
    lane.open = opening;
    // The statements that were on their way are told; the next one opens the lane anew.
    client.on('error', (error) => {
      leave();
      onFault?.(error);
    });
    client.on('end', leave);
    opening.catch(leave);
    return opening;
  }

  return {
    run(statement) {
      const lane = lanes.reduce((freest, one) => (one.since.length < freest.since.length ? one : freest));
      if (closed || lane.since.length >= deep) return null;
      lane.since.push(performance.now());
      const done = (lane.open ?? opened(lane)).then((open) => {
        open.gather();
        return answered(open, statement, longestMs);
      });
      const leave = (): void => {
        lane.since.shift();
      };
      done.then(leave, leave);
      return done;
    },
    delayMs() {
      const now = performance.now();
      return Math.min(...lanes.map(({ since }) => (since.length < crowd ? 0 : now - (since[0] ?? now))));
    },
    async close() {
      closed = true;
      await Promise.all(lanes.map(async ({ open }) => (await open?.catch(() => null))?.client.end()));
    },
  };
}

/** As `client.query(statement)`, which would first copy the statement property by property, at the cost of a whole answer; and whose own
 *  clock, put into the query afterwards, makes Node keep all of it until the next full collection. longestMs: undefined or 0, for ever. */
function answered(
  { client, cut }: Open,
  { text, values, name }: pg.QueryConfig,
  longestMs: number | undefined,
): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      reject(new Error('Query read timeout'));
      cut();
    };
    const clock = longestMs ? setTimeout(giveUp, longestMs) : undefined;
    const query = new pg.Query(text, values, (error, result) => {
      clearTimeout(clock);
      if (error) reject(error);
      else resolve(result);
    });
    client.query(Object.assign(query, { name }));
  });
}

function gathering(socket: Socket): () => void {
  let isHeld = false;
  return () => {
    if (isHeld) return;
    isHeld = true;
    socket.cork();
    setImmediate(() => {
      isHeld = false;
      socket.uncork();
    });
  };
}
