/** A Postgres that a test file may stop and start, with a database for each of its stories. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrate } from '../../triage/store/migrate.ts';
import { type Service, startPostgres } from './services.ts';

export interface AwayPostgres extends Service {
  /** Starts it, if it is down. */
  comesBack: () => Promise<void>;
  /** For the last argument of openWorld and its like. */
  database: () => Promise<{ url: string; drop: () => Promise<void> }>;
}

/** Started once for a file. Whatever a story leaves it like, the next one finds it there. */
export async function startAwayPostgres(file: { afterAll(end: () => Promise<void>): void }): Promise<AwayPostgres> {
  const server = await startPostgres();
  file.afterAll(() => server.stop());
  let isDown = false;
  const up = async () => {
    await server.up();
    isDown = false;
  };
  return {
    ...server,
    down: async (signal) => {
      await server.down(signal);
      isDown = true;
    },
    up,
    comesBack: async () => {
      if (isDown) await up();
    },
    async database() {
      const name = `test_${randomBytes(8).toString('hex')}`;
      const client = new Client({ connectionString: server.url });
      await client.connect();
      await client.query(`create database ${name} template template0`);
      await client.end();
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      await migrate({ url: url.href });
      // All of them go with the server.
      return { url: url.href, drop: async () => {} };
    },
  };
}
