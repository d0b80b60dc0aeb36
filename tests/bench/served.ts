/** A server under measurement, in its own process: tells its port, and on request what it has cost so far. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Cost {
  /** CPU of this process so far, µs. */
  cpuUs: number;
  /** Resident memory, bytes. */
  rss: number;
  /** Statements sent to Postgres or Redis so far. */
  trips: number;
  /** Of these: those that wrote down, for several turns at once, what was delivered. */
  settling: number;
  /** Of these: those that only read. */
  reading: number;
}

/** Listens, says where by IPC, answers each 'cost' message, and ends with its parent. */
export async function serve(
  app: RequestListener,
  trips: () => number,
  settling = () => 0,
  reading = () => 0,
): Promise<void> {
  const server = createServer(app);
  // As many may stand at the door as in main.ts.
  const backlog = 4_096;
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1', backlog }, resolve));
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({
      cpuUs: user + system,
      rss: process.memoryUsage().rss,
      trips: trips(),
      settling: settling(),
      reading: reading(),
    } satisfies Cost);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ port: (server.address() as AddressInfo).port });
}
