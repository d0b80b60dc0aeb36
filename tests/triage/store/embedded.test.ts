import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs, {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Database, openDatabase, socketConfig } from '../../../triage/store/db.ts';
import {
  connectEmbedded,
  EmbeddedInUse,
  loadOrMakeMasterKey,
  MasterKeyMissing,
  openEmbedded,
  parseMasterKey,
} from '../../../triage/store/embedded.ts';
import { migrate } from '../../../triage/store/migrate.ts';

const insert = 'insert into center (id, name, created_at) values ($1, $2, $3)';
const center = (name: string) => [randomUUID(), name, new Date('2026-01-05T00:00:00Z')];
const namesOf = async (db: Pick<Database, 'query'>) =>
  (await db.query<{ name: string }>('select name from center order by name')).rows.map((row) => row.name);

let made: string;
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'maumjigi-made-'));
  const embedded = await openEmbedded(made);
  await migrate({ embedded: made });
  await embedded.close();
});
afterAll(() => rmSync(made, { recursive: true, force: true }));

/** A data folder as it is after a first start, cleanly stopped. */
function folder(): string {
  const path = emptyFolder();
  cpSync(made, path, { recursive: true });
  return path;
}

function emptyFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'maumjigi-data-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** The application on a data folder, in this process, to the end of the test. */
async function running(dataDir = folder()) {
  const app = await start(dataDir);
  onTestFinished(app.close);
  return app;
}

async function start(dataDir: string) {
  const embedded = await openEmbedded(dataDir);
  await migrate({ embedded: dataDir });
  const db = await openDatabase({ embedded: dataDir });
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= db.close().then(() => embedded.close()));
  return { dataDir, db, close };
}

/** A second client on the socket, as a command is. */
async function client(dataDir: string): Promise<pg.Client> {
  const one = new pg.Client(socketConfig(dataDir));
  one.on('error', () => {});
  await one.connect();
  onTestFinished(() => one.end());
  return one;
}

interface Said {
  did?: string;
  living?: boolean;
  refused?: string;
  message?: string;
}

/** Another process; what it says first. */
async function child(
  task: string,
  dataDir: string,
): Promise<{ process: ChildProcess; said: Said; exited: Promise<void> }> {
  const process_ = spawn(process.execPath, [join(import.meta.dirname, 'embedded.child.ts'), task, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void process_.kill('SIGKILL'));
  const exited = new Promise<void>((resolve) => process_.once('exit', () => resolve()));
  const lines = createInterface({ input: process_.stdout });
  const line = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    lines.once('close', () => reject(new Error(`The child for "${task}" said nothing`)));
  });
  return { process: process_, said: JSON.parse(line) as Said, exited };
}

test('what was committed is there after a clean stop', async () => {
  const first = await running();
  await first.db.query(insert, center('하나'));
  await first.close();
  expect(existsSync(join(first.dataDir, '.s.PGSQL.5432'))).toBe(false);
  const again = await running(first.dataDir);
  expect(await namesOf(again.db)).toEqual(['하나']);
});

test('the folder is nobody else’s, even if it was made too open', async () => {
  const dataDir = folder();
  chmodSync(dataDir, 0o755);
  await running(dataDir);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
});

test('a commit has reached the disk: the embedded Postgres syncs, as it does not by itself', async () => {
  const { db } = await running();
  expect(
    (await db.query(`select current_setting('fsync') as on, current_setting('wal_sync_method') as by`)).rows,
  ).toEqual([{ on: 'on', by: 'fsync' }]);
  const sync = vi.spyOn(fs, 'fsyncSync');
  syncBuiltinESMExports();
  onTestFinished(() => {
    sync.mockRestore();
    syncBuiltinESMExports();
  });
  await db.query(insert, center('하나'));
  expect(sync.mock.calls.length).toBeGreaterThan(0);
});

test('a second start on the same folder is refused with what to do, and the first goes on', async () => {
  const first = await running();
  await first.db.query(insert, center('하나'));
  const second = await child('serve', first.dataDir);
  expect(second.said.refused).toBe('embedded_in_use');
  expect(second.said.message).toContain(`The data folder ${first.dataDir} is in use by another 마음지기`);
  expect(second.said.message).toContain('Stop the other one first, or give this one its own DATA_DIR');
  await expect(openEmbedded(first.dataDir)).rejects.toBeInstanceOf(EmbeddedInUse);
  expect(await namesOf(first.db)).toEqual(['하나']);
});

test('after kill -9 the next start keeps what was committed, and only that', async () => {
  const dataDir = folder();
  for (let times = 1; times <= 2; times += 1) {
    const killed = await child('write', dataDir);
    expect(killed.said.did).toBe('write');
    killed.process.kill('SIGKILL');
    await killed.exited;
    expect(existsSync(join(dataDir, '.s.PGSQL.5432'))).toBe(true);

    const next = await running(dataDir);
    expect(await namesOf(next.db)).toEqual(Array(times).fill('committed'));
    await next.close();
  }
});

test('of many starts at once on a folder with a dead socket, one gets it', async () => {
  const dataDir = folder();
  const dead = await child('serve', dataDir);
  dead.process.kill('SIGKILL');
  await dead.exited;
  const all = await Promise.all(Array.from({ length: 5 }, () => child('serve', dataDir)));
  expect(all.map((one) => one.said.did ?? one.said.refused).sort()).toEqual([
    ...Array(4).fill('embedded_in_use'),
    'serve',
  ]);
  const winner = all.find((one) => one.said.did);
  winner?.process.kill('SIGTERM');
  await winner?.exited;
  await running(dataDir);
});

test('of many starts in the same instant, one gets it, and the refused ones do not loosen its hold', async () => {
  const dataDir = folder();
  const dead = await child('serve', dataDir);
  dead.process.kill('SIGKILL');
  await dead.exited;
  const all = await Promise.allSettled(Array.from({ length: 5 }, () => openEmbedded(dataDir)));
  const opened = all.filter((one) => one.status === 'fulfilled');
  onTestFinished(async () => void (await Promise.all(opened.map((one) => one.value.close()))));
  expect(opened).toHaveLength(1);
  for (const one of all) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(EmbeddedInUse);
  expect((await child('serve', dataDir)).said.refused).toBe('embedded_in_use');
});

test('a first start that was killed half-way is begun again', async () => {
  const dataDir = emptyFolder();
  mkdirSync(join(dataDir, 'postgres.new', 'base'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
  const embedded = await openEmbedded(dataDir);
  await expect(openDatabase({ embedded: dataDir })).rejects.toThrow('npm run migrate');
  await embedded.close();

  const { db } = await running(dataDir);
  expect(await namesOf(db)).toEqual([]);
  expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false);
});

test('a command talks to the application that is running; without one it opens the folder itself', async () => {
  const first = await running();
  expect((await child('command', first.dataDir)).said).toEqual({ did: 'command', living: true });
  expect(await namesOf(first.db)).toEqual(['by a command']);
  await first.db.query(insert, center('the application goes on'));
  await first.close();
  expect((await child('command', first.dataDir)).said).toEqual({ did: 'command', living: false });
});

test('a command that comes while the application is starting waits for it', async () => {
  const dataDir = folder();
  const [serving, command] = await Promise.all([child('serve', dataDir), child('command', dataDir)]);
  expect(command.said.did).toBe('command');
  // Whoever was first; the application may have found the command there.
  expect(serving.said.did ?? serving.said.refused).toMatch(/serve|embedded_in_use/);
});

test('a command killed in the middle of a transaction leaves nothing, and the application goes on', async () => {
  const first = await running();
  const command = await child('holdTransaction', first.dataDir);
  expect(command.said.did).toBe('holdTransaction');
  const waiting = first.db.query(insert, center('after it'));
  command.process.kill('SIGKILL');
  await waiting;
  expect(await namesOf(first.db)).toEqual(['after it']);
});

test('too long a path is refused with what to do', async () => {
  const dataDir = join(emptyFolder(), 'x'.repeat(90));
  await expect(openEmbedded(dataDir)).rejects.toThrow(/too long a path.*Give DATA_DIR a shorter path/);
  await expect(connectEmbedded(dataDir)).rejects.toThrow('too long a path');
  expect(existsSync(dataDir)).toBe(false);
});

test('a broken database is not opened over: the folder is let go and the error says what to do', async () => {
  const dataDir = folder();
  rmSync(join(dataDir, 'postgres', 'global', 'pg_control'));
  await expect(openEmbedded(dataDir)).rejects.toThrow('restore it from a backup');
  expect(existsSync(join(dataDir, '.s.PGSQL.5432'))).toBe(false);
  cpSync(join(made, 'postgres'), join(dataDir, 'postgres'), { recursive: true });
  await running(dataDir);
});

// What the socket really is: one session for everybody. If one of these fails after an update, the trap has changed.
describe('the socket of the embedded database', () => {
  let app: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    app = await start(made);
  });
  afterAll(() => app.close());
  beforeEach(async () => void (await app.db.query('delete from center')));

  test('trap: one session, so the role one client sets is everybody’s; the application’s holds for all', async () => {
    const { dataDir } = app;
    const command = await client(dataDir);
    expect((await command.query('select current_user as role')).rows).toEqual([{ role: 'maumjigi_app' }]);
    await expect(command.query('delete from audit')).rejects.toMatchObject({ code: '42501' });
  });

  test('trap: one session, so prepared statements collide; ours are never named', async () => {
    const { dataDir, db } = app;
    const [one, two] = [await client(dataDir), await client(dataDir)];
    await one.query({ name: 'same', text: 'select $1::integer as n', values: [1] });
    await expect(two.query({ name: 'same', text: 'select $1::text as t', values: ['x'] })).rejects.toMatchObject({
      code: '42P05',
    });

    const other = await openDatabase({ embedded: dataDir });
    onTestFinished(() => other.close());
    expect((await db.query('select $1::integer as n', [1], 'ours')).rows).toEqual([{ n: 1 }]);
    expect((await other.query('select $1::text as t', ['x'], 'ours')).rows).toEqual([{ t: 'x' }]);
  });

  test('trap: a nested query would wait for itself for ever; it is refused', async () => {
    const { db } = app;
    for (const nested of [
      () => db.query('select 1'),
      () => db.reserved.query('select 1'),
      () => db.transaction(async () => {}),
    ]) {
      await expect(db.transaction(async () => nested())).rejects.toThrow('inside an open transaction');
    }
    await Promise.all([db.transaction(async (tx) => tx.query('select 1')), db.query('select 1')]);
  });

  test('trap: an advisory lock keeps nobody out', async () => {
    const { dataDir } = app;
    const [one, two] = [await client(dataDir), await client(dataDir)];
    const lock = 'select pg_try_advisory_lock(7) as mine';
    expect([(await one.query(lock)).rows, (await two.query(lock)).rows]).toEqual([[{ mine: true }], [{ mine: true }]]);
  });

  test('trap: a listener hears nothing of another client’s notice', async () => {
    const { dataDir } = app;
    const [one, two] = [await client(dataDir), await client(dataDir)];
    const heard: unknown[] = [];
    one.on('notification', (notice) => heard.push(notice.payload));
    await one.query('listen something');
    await two.query(`notify something, 'changed'`);
    await two.query('select 1');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(heard).toEqual([]);
  });

  test('trap: time limits do not work, so nothing may rely on them here', async () => {
    const { db } = app;
    onTestFinished(async () => void (await db.query('reset statement_timeout')));
    await db.query('set statement_timeout = 50');
    await db.query('select pg_sleep(0.2)');
  });

  test('two clients’ transactions do not mix: the second waits for the first', async () => {
    const { dataDir, db } = app;
    const command = await client(dataDir);
    const order: string[] = [];
    await command.query('begin');
    await command.query(insert, center('of the command'));
    const ours = db.transaction(async (tx) => {
      order.push('ours begins');
      await tx.query(insert, center('ours'));
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    order.push('the command rolls back');
    await command.query('rollback');
    await ours;
    expect(order).toEqual(['the command rolls back', 'ours begins']);
    expect(await namesOf(db)).toEqual(['ours']);
  });

  test('two clients’ statements do not mix, however many pieces they come in', async () => {
    const { dataDir, db } = app;
    const command = await client(dataDir);
    const long = 'x'.repeat(300_000);
    const ask = async (n: number) => {
      const mine = await db.query<{ is: string }>(`select 'ours ' || length($1::text) as is`, [long]);
      const theirs = await command.query<{ is: string }>(`select 'theirs ' || length($1::text) as is`, [`${long}y`]);
      return [n, mine.rows[0]?.is, theirs.rows[0]?.is];
    };
    const all = await Promise.all(Array.from({ length: 30 }, (_, n) => ask(n)));
    expect(all).toEqual(Array.from({ length: 30 }, (_, n) => [n, 'ours 300000', 'theirs 300001']));
  });

  test('a client that vanishes in the middle of a statement does not hold up the others', async () => {
    const { dataDir, db } = app;
    for (const sent of [
      Buffer.from('P\0\0\0\x10\0select 1\0\0\0', 'binary'),
      Buffer.from('P\0\0\xff\xff\0select', 'binary'),
    ]) {
      const half = new pg.Client(socketConfig(dataDir));
      half.on('error', () => {});
      await half.connect();
      const { stream } = (
        half as unknown as { connection: { stream: { write(bytes: Buffer): void; destroy(): void } } }
      ).connection;
      stream.write(sent);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const waiting = db.query('select 1 as n');
      await new Promise((resolve) => setTimeout(resolve, 50));
      stream.destroy();
      expect((await waiting).rows).toEqual([{ n: 1 }]);
    }
  });
});

test('MASTER_KEY is made once, kept for the owner only, and is the same for all who ask at once', async () => {
  const dataDir = emptyFolder();
  const all = await Promise.all(Array.from({ length: 8 }, () => loadOrMakeMasterKey(dataDir)));
  for (const key of all) expect(key).toEqual(all[0]);
  expect(all[0]).toHaveLength(32);
  expect(readdirSync(dataDir)).toEqual(['master.key']);
  expect(statSync(join(dataDir, 'master.key')).mode & 0o777).toBe(0o600);
  expect(parseMasterKey(readFileSync(join(dataDir, 'master.key'), 'utf8'))).toEqual(all[0]);
});

test('a folder that holds data and has lost its key is given no new one', async () => {
  const dataDir = emptyFolder();
  mkdirSync(join(dataDir, 'postgres'));
  await expect(loadOrMakeMasterKey(dataDir)).rejects.toThrow(MasterKeyMissing);
  expect(readdirSync(dataDir)).toEqual(['postgres']);
});

test('a faulty MASTER_KEY is refused with what to do and never printed or replaced', async () => {
  const dataDir = emptyFolder();
  const path = join(dataDir, 'master.key');
  for (const faulty of ['', 'short', 'a'.repeat(44), `${'A'.repeat(42)}!=`]) {
    writeFileSync(path, faulty);
    const refused = (await loadOrMakeMasterKey(dataDir).catch((error: unknown) => error)) as Error;
    expect(refused.message).toContain(`${path} must be 32 random bytes in base64`);
    if (faulty) expect(refused.message).not.toContain(faulty);
    expect(readFileSync(path, 'utf8')).toBe(faulty);
  }
});
