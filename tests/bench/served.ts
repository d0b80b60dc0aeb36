/** A server under measurement, in its own process: tells its port, and on request what it has cost so far. */
import type { RequestListener } from 'node:http';
import { listen, residentsDoors } from '../../bot/listening.ts';

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
  const { port } = await listen(app, { port: 0, host: '127.0.0.1', doors: residentsDoors });
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
  process.send?.({ port });
}
