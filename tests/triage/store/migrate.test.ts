import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { Unavailable } from '../../../triage/errors.ts';
import { openDatabase } from '../../../triage/store/db.ts';
import { migrate, schemaDump } from '../../../triage/store/migrate.ts';
import { freshDatabase } from '../../harness/postgres.ts';
import { debianPostgres, find } from '../../harness/programs.ts';

const MIGRATIONS = join(import.meta.dirname, '../../../triage/store/migrations');
const names = (await readdir(MIGRATIONS))
  .filter((file) => file.endsWith('.sql'))
  .map((file) => file.slice(0, -4))
  .sort();

test('an empty database is brought up to this build, and a second time there is nothing to do', async () => {
  await using empty = await emptyDatabase();
  expect(await migrate({ url: empty.url })).toEqual(names);
  expect(await migrate({ url: empty.url })).toEqual([]);
});

test('replicas that start at once migrate once', async () => {
  await using empty = await emptyDatabase();
  const all = await Promise.all(Array.from({ length: 4 }, () => migrate({ url: empty.url })));
  expect(all.flat().sort()).toEqual(names);
});

test('a database of each earlier version is brought up to this one', async () => {
  for (let version = 1; version < names.length; version += 1) {
    await using empty = await emptyDatabase();
    expect(await migrate({ url: empty.url }, { count: version })).toEqual(names.slice(0, version));
    await expect(openDatabase({ url: empty.url }).then((db) => db.close())).resolves.toBeUndefined();
    expect(await migrate({ url: empty.url })).toEqual(names.slice(version));
  }
});

test('a database that was never migrated cannot be opened, and the answer says what to do', async () => {
  await using empty = await emptyDatabase();
  const opened = openDatabase({ url: empty.url });
  await expect(opened).rejects.toThrow('npm run migrate');
});

test('a database that does not answer is said to be away', async () => {
  await expect(migrate({ url: 'postgres://nobody@127.0.0.1:1/x' })).rejects.toBeInstanceOf(Unavailable);
});

test('a database newer than this build is refused, whatever is missing here', async () => {
  await using empty = await emptyDatabase();
  await using later = await folderOf(names);
  await writeFile(join(later.path, '9999_later.sql'), 'create table later (id integer);');
  await migrate({ url: empty.url }, { directory: later.path });
  await expect(migrate({ url: empty.url })).rejects.toThrow(
    /newer than this 마음지기: it has 9999_later, .*Start the version/,
  );
});

test('a migration that slipped in before one already run is refused', async () => {
  await using empty = await emptyDatabase();
  await migrate({ url: empty.url }, { count: 2 });
  await using other = await folderOf(names);
  await writeFile(join(other.path, '0001_zz_late.sql'), 'select 1;');
  await expect(migrate({ url: empty.url }, { directory: other.path })).rejects.toThrow('0001_zz_late');
});

test('a migration that fails leaves nothing of itself, keeps those before it, and can be repeated', async () => {
  await using empty = await emptyDatabase();
  await using broken = await folderOf(names);
  const file = join(broken.path, '9999_broken.sql');
  await writeFile(file, 'create table half (id integer); select 1 / 0;');
  await expect(migrate({ url: empty.url }, { directory: broken.path })).rejects.toThrow('division by zero');
  expect(
    await ask(empty.url, `select to_regclass('half') as half, (select count(*)::integer from pgmigrations) as n`),
  ).toEqual([{ half: null, n: names.length }]);
  await writeFile(file, 'create table whole (id integer);');
  expect(await migrate({ url: empty.url }, { directory: broken.path })).toEqual(['9999_broken']);
});

test('a database user who may not make roles is told what an administrator has to run', async () => {
  await using empty = await emptyDatabase();
  const owner = `owner_${randomUUID().slice(0, 8)}`;
  const role = `gone_${randomUUID().slice(0, 8)}`;
  await ask(empty.url, `create role ${owner} login password 'secret'`);
  await ask(empty.url, `grant all on schema public to ${owner}`);
  const url = new URL(empty.url);
  url.username = owner;
  url.password = 'secret';
  // The role belongs to the whole server and other tests use it: the same statements under a name of this test's own.
  await using renamed = await folderOf([]);
  for (const name of names.slice(0, 2)) {
    const sql = await readFile(join(MIGRATIONS, `${name}.sql`), 'utf8');
    await writeFile(join(renamed.path, `${name}.sql`), sql.replaceAll('maumjigi_app', role));
  }
  const refused = await migrate({ url: url.href }, { directory: renamed.path }).catch((error: unknown) => error);
  expect((refused as Error).message).toContain(
    `create role ${role} nologin; grant ${role} to ${owner}; then migrate again.`,
  );

  await ask(empty.url, `create role ${role} nologin`);
  const notMember = await migrate({ url: url.href }, { directory: renamed.path }).catch((error: unknown) => error);
  expect((notMember as Error).message).toContain(`grant ${role} to ${owner}; then migrate again.`);

  await ask(empty.url, `grant ${role} to ${owner}`);
  expect(await migrate({ url: url.href }, { directory: renamed.path })).toEqual([names[1]]);
  await empty.drop();
  await using other = await emptyDatabase();
  await ask(other.url, `drop role ${role}, ${owner}`);
});

// Postgres versions word their dumps differently; the one the house is written for is compared. Renew it by `vitest -u`.
test('the schema is the one in tests/triage/schema.sql', async (context) => {
  const folder = debianPostgres().find((path) => path.includes('/15/'));
  const pgDump = find(['pg_dump'], folder ? [folder] : []);
  await using empty = await emptyDatabase();
  const [{ version }] = (await ask(empty.url, `select current_setting('server_version_num')::integer as version`)) as [
    { version: number },
  ];
  if (!pgDump || Math.floor(version / 10_000) !== 15) return context.skip('needs Postgres 15 and its pg_dump');
  await migrate({ url: empty.url });
  await expect(await schemaDump(empty.url, folder ? join(folder, 'pg_dump') : pgDump)).toMatchFileSnapshot(
    '../schema.sql',
  );
});

async function emptyDatabase() {
  const { url, drop } = await freshDatabase();
  return { url, drop, [Symbol.asyncDispose]: drop };
}

async function folderOf(migrations: string[]) {
  const path = await mkdtemp(join(tmpdir(), 'maumjigi-migrations-'));
  for (const name of migrations) await copyFile(join(MIGRATIONS, `${name}.sql`), join(path, `${name}.sql`));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
