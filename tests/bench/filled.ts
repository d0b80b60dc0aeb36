/** An installation of its own with so many people at rest, and 마음지기 at work on it. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Query } from '../../triage/store/db.ts';
import { openDatabase } from '../../triage/store/db.ts';
import { loadSecrets } from '../../triage/store/secrets.ts';
import { fill } from './fill.ts';
import { drive, visit } from './line/load.ts';
import { type Served, served } from './server.ts';

export interface Filled {
  server: Served;
  /** As the owner of the database, whom no statement of ours has a timeout for. */
  query: Query;
  close(): Promise<void>;
}

/** cluster: a superuser's URL; the database is made. line: URL of LINE. core: where the server runs. */
export async function filled(cluster: string, line: string, many: number, core: string | null): Promise<Filled> {
  const name = `people_${many}`;
  const maker = new pg.Client({ connectionString: cluster });
  await maker.connect();
  await maker.query(`create database ${name} template template0`);
  await maker.end();
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  const master = randomBytes(32);
  const server = await served('line/ours.ts', core, url.href, line, '', master.toString('hex'));
  await drive([server.port], 1, visit.length);
  const db = await openDatabase({ url: url.href });
  const secrets = await loadSecrets(db, master);
  await db.close();
  const owner = new pg.Client({ connectionString: url.href });
  await owner.connect();
  const query = (async (text: string, values?: unknown[]) => {
    const { rows, rowCount } = await owner.query(text, values);
    return { rows, rowCount: rowCount ?? 0 };
  }) as Query;
  await fill({ query }, { master, secrets }, many);
  return { server, query, close: () => owner.end() };
}
