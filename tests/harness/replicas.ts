/** 마음지기 as several processes on one Postgres and one Redis: each with its role, its ports and its life of its own. */
import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { migrate } from '../../triage/store/migrate.ts';
import { freshDatabase } from './postgres.ts';
import { type Replica, type Role, startReplica } from './replica.ts';

export interface Replicas {
  databaseUrl: string;
  /** Starts one more; resolves when it is ready. `more`: settings of its own. */
  start(role: Role, more?: Record<string, string>): Promise<Replica>;
}

/** shared: settings of every process. */
export async function openReplicas(redisUrl: string, shared: Record<string, string> = {}): Promise<Replicas> {
  const database = await freshDatabase((url) => migrate({ url }));
  const on = { databaseUrl: database.url, redisUrl, masterKey: randomBytes(32) };
  const started: Promise<Replica>[] = [];
  onTestFinished(async () => {
    // Also one that was still coming up when its test gave up; whatever did not come up has ended.
    for (const one of await Promise.allSettled(started))
      if (one.status === 'fulfilled') await one.value.process.end('SIGKILL');
    await database.drop();
  });
  return {
    databaseUrl: database.url,
    start: (role, more = {}) => {
      const replica = startReplica(role, on, { ...shared, ...more });
      started.push(replica);
      return replica;
    },
  };
}
