/** Where callers come in: how many, how patiently, and at how many doors. */
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createDoor, type ListenOptions, type Server } from 'node:net';

/** How long a caller may take, ms; looked at each second. (By itself Node looks each half minute, and whoever opens sockets and says
 *  nothing keeps them that long.) */
const patience = { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 };
const keepAliveTimeout = 65_000;
/** Ten thousand that say nothing, and everybody who is served beside them: each costs some ten KB. What comes beyond is closed at once. */
const mostConnections = 16_000;
/** Callers that may stand at the doors while the process is at something else: longer nobody waits outside for an answer. The system has the
 *  last word (net.core.somaxconn). */
const mostOutside = 4_096;
/** For the residents' listener: a crowd of some thousand comes in within seconds. */
export const residentsDoors = 32;
/** A running answer may take so long when all is to end. */
const endWithinMs = 5_000;
const idleLookMs = 50;

export interface Listening {
  port: number;
  /** Nobody new comes in; resolves when whoever is served has their answer, or has waited five seconds for it. */
  end(): Promise<void>;
}

export interface Place {
  /** 0: a free one. */
  port: number;
  /** Default: all addresses of this machine. */
  host?: string;
  /** A process takes in one caller at each door in each round of its event loop, and in a flood its rounds are long: with one door, new
   *  callers, some of them in danger, stood outside for eight seconds while those inside were served in a quarter of one. */
  doors: number;
}

/** Throws an error with the code `cannot_listen`, in words, when the place is not to be had. */
export async function listen(app: RequestListener, { port: wanted, host, doors }: Place): Promise<Listening> {
  const server = createServer({ ...patience, keepAliveTimeout }, app);
  server.maxHeadersCount = 100;
  const backlog = Math.ceil(mostOutside / doors);
  const at = (port: number): ListenOptions => ({ port, backlog, ...(host === undefined ? {} : { host }) });
  try {
    const shared = doors > 1 && (await sharesPort());
    // Who shares a port would share it with a second 마음지기 of the same user as well: asked for alone first, it is refused as ever.
    if (shared && wanted !== 0) await closed(await opened(createDoor(), at(wanted)));
    await opened(server, { ...at(wanted), reusePort: shared });
    const { port } = server.address() as AddressInfo;
    const others = Array.from({ length: shared ? doors - 1 : 0 }, () =>
      createDoor({ allowHalfOpen: true, noDelay: true }, (socket) => server.emit('connection', socket)),
    );
    for (const door of others) await opened(door, { ...at(port), reusePort: true });
    for (const door of [server, ...others]) door.maxConnections = Math.ceil(mostConnections / (others.length + 1));
    return {
      port,
      async end() {
        const ended = Promise.all([server, ...others].map(closed));
        // Whoever has their answer would keep the connection for the next one.
        const idle = setInterval(() => server.closeIdleConnections(), idleLookMs);
        const late = setTimeout(() => server.closeAllConnections(), endWithinMs);
        await ended;
        clearInterval(idle);
        clearTimeout(late);
      },
    };
  } catch (error) {
    throw unheard(wanted, host, error as NodeJS.ErrnoException);
  }
}

async function opened(server: Server, options: ListenOptions): Promise<Server> {
  server.listen(options);
  await once(server, 'listening');
  return server;
}

async function closed(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}

/** Whether several doors can be opened at one port here: on Linux they can, on a Mac they cannot. */
async function sharesPort(): Promise<boolean> {
  try {
    const door = await opened(createDoor(), { port: 0, host: '127.0.0.1', reusePort: true });
    const { port } = door.address() as AddressInfo;
    const beside = opened(createDoor(), { port, host: '127.0.0.1', reusePort: true });
    await beside.then(closed).finally(() => closed(door));
    return true;
  } catch {
    return false;
  }
}

/** Why nothing can listen there, and what to do. */
function unheard(port: number, host: string | undefined, cause: NodeJS.ErrnoException): Error {
  const reason =
    cause.code === 'EADDRINUSE'
      ? 'another program listens there already'
      : cause.code === 'EACCES'
        ? 'this user may not listen there'
        : 'this machine has no such address';
  const message = `Cannot listen on ${host ?? 'all addresses'}, port ${port}: ${reason}. End that program, or set PORT, DESK_PORT or DESK_HOST to a free one.`;
  return Object.assign(new Error(message, { cause }), { code: 'cannot_listen' });
}
