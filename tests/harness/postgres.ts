/** Databases for test files: each takes its own, so files may run side by side. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';

export interface Database {
  url: string;
  drop: () => Promise<void>;
}

/** A new empty database. With `migrate`, one already migrated: the run migrates a template once and the rest are copies.
 *  `migrate` must have closed its connections when it resolves, and every caller of a run must hand in the same one. */
export async function freshDatabase(migrate?: (url: string) => Promise<unknown>): Promise<Database> {
  const template = migrate ? await migratedTemplate(migrate) : 'template0';
  const name = `test_${randomBytes(8).toString('hex')}`;
  await maintain((client) => client.query(`create database ${name} template ${template}`));
  return {
    url: urlOf(name),
    drop: async () => {
      // `force` ends what a failed test left connected.
      await maintain((client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function migratedTemplate(migrate: (url: string) => Promise<unknown>): Promise<string> {
  const name = `template_${inject('runId')}`;
  await maintain(async (client) => {
    // The first test file makes it; the others wait here.
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return;
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft} template template0`);
    await migrate(urlOf(draft));
    // Renamed only when done: a template by this name is a finished one.
    await client.query(`alter database ${draft} rename to ${name}`);
  });
  return name;
}

async function maintain(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${database}`;
  return url.href;
}
