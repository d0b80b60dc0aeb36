import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm, stat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { holdLock } from './lock.ts';
import { onePipelineAtATime, openCluster } from './pglite.ts';
import { KEY_BYTES } from './seal.ts';

// The embedded database: Postgres compiled to WebAssembly in this process, reached by `pg` through a unix socket in DATA_DIR.
//   DATA_DIR/lock               held by whoever has the folder open
//   DATA_DIR/.s.PGSQL.5432      the socket of a living one
//   DATA_DIR/postgres           the cluster
//   DATA_DIR/master.key         MASTER_KEY, when nobody set one

export interface Embedded {
  readonly dataDir: string;
  /** Another process of ours has the folder open and serves us; `close` leaves it running. */
  readonly living: boolean;
  /** Cuts every connection, flushes, closes and lets the folder go, in this order. Close the pools before. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The database itself broke (out of memory, a bug in it): every connection is cut, and the process had best end and start again. */
  onFault?: (error: Error) => void;
}

/** Another process has this folder open. */
export class EmbeddedInUse extends Error {
  readonly code = 'embedded_in_use';
  constructor(dataDir: string) {
    super(
      `The data folder ${dataDir} is in use by another 마음지기 that is running. Two on one folder would lose what residents said. ` +
        'Stop the other one first, or give this one its own DATA_DIR (or a DATABASE_URL).',
    );
    this.name = 'EmbeddedInUse';
  }
}

/** The kernel's limit for the path of a unix socket, with a little room for systems that have less than Linux' 108. */
const MAX_SOCKET_PATH_BYTES = 103;
/** The application has one; the rest is for commands. */
const MAX_CLIENTS = 16;

/** Opens the folder, making the database at the first start (about 4 s; later starts 0.4 s). Throws EmbeddedInUse. */
export async function openEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const dir = resolve(dataDir);
  const socketPath = socketIn(dir);
  await makePrivate(dir);
  const lock = lockOf(dir);
  const database = Promise.withResolvers<PGlite>();
  // Whoever waits on the socket meanwhile must not become an unhandled rejection.
  database.promise.catch(() => {});
  let server: PGLiteSocketServer | undefined;
  try {
    await removeStaleSocket(dir, socketPath);
    const stop = () => server?.stop();
    server = new PGLiteSocketServer({
      db: onePipelineAtATime(database.promise, (error) => {
        void stop();
        options.onFault?.(error);
      }),
      path: socketPath,
      maxConnections: MAX_CLIENTS,
    });
    // Before the folder is opened: whoever comes from now on finds a living socket and waits its turn.
    await server.start();
    database.resolve(await openCluster(dir));
  } catch (error) {
    database.reject(error);
    await server?.stop();
    lock.close();
    throw error;
  }
  const running = server;
  const close = async () => {
    await running.stop();
    const pglite = await database.promise;
    // The session may still be the application's role, which may not.
    await pglite.exec('reset role; checkpoint');
    await pglite.close();
    lock.close();
  };
  let closed: Promise<void> | undefined;
  return { dataDir: dir, living: false, close: () => (closed ??= close()) };
}

/** For commands: the living one if there is one, else opens the folder itself. */
export async function connectEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const dir = resolve(dataDir);
  const socketPath = socketIn(dir);
  for (let tries = 0; ; tries += 1) {
    if (await answers(socketPath)) return { dataDir: dir, living: true, close: async () => {} };
    try {
      return await openEmbedded(dir, options);
    } catch (error) {
      // It holds the folder and has no socket: it is just starting or just stopping.
      if (!(error instanceof EmbeddedInUse) || tries === 50) throw error;
      await wait(100);
    }
  }
}

/** The key of this folder's data is gone: a new one would open nothing. */
export class MasterKeyMissing extends Error {
  readonly code = 'master_key_missing';
  constructor(path: string) {
    super(
      `${path} is missing, and the data beside it was sealed with it. Nothing was written. Put the file back from your backup, or ` +
        'set MASTER_KEY to what it held. Without it nobody can read what residents said; an empty DATA_DIR starts anew.',
    );
    this.name = 'MasterKeyMissing';
  }
}

/** MASTER_KEY of an installation that was given none: made at the first start, kept in DATA_DIR/master.key (0600). Call it
 *  before the folder is opened: a folder that holds data already is given no new key. Throws MasterKeyMissing. */
export async function loadOrMakeMasterKey(dataDir: string): Promise<Buffer> {
  const dir = resolve(dataDir);
  const path = join(dir, 'master.key');
  await makePrivate(dir);
  for (;;) {
    const text = await readFile(path, 'utf8').catch(ifMissing);
    if (text !== undefined) {
      await chmod(path, 0o600);
      return parseMasterKey(text, path);
    }
    if (await stat(join(dir, 'postgres')).catch(ifMissing)) throw new MasterKeyMissing(path);
    // Written whole and on the disk before it gets its name: half a key would lock the data for ever.
    const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    try {
      await link(draft, path);
    } catch (error) {
      // Somebody else was first: read theirs.
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      await unlink(draft);
    }
    await syncFolder(dir);
  }
}

/** 32 bytes in base64. Throws an Error that says where the faulty key came from, never the key. */
export function parseMasterKey(text: string, from = 'MASTER_KEY'): Buffer {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, 'base64');
  if (key.length !== KEY_BYTES || !/^[A-Za-z0-9+/]{43}=?$/.test(trimmed)) {
    throw new Error(
      `${from} must be ${KEY_BYTES} random bytes in base64 (44 characters), e.g. made by: openssl rand -base64 32`,
    );
  }
  return key;
}

function socketIn(dir: string): string {
  const path = join(dir, '.s.PGSQL.5432');
  const bytes = Buffer.byteLength(path);
  if (bytes > MAX_SOCKET_PATH_BYTES) {
    throw new Error(
      `The data folder ${dir} has too long a path: its socket would have ${bytes} bytes, the system allows ${MAX_SOCKET_PATH_BYTES}. ` +
        'Give DATA_DIR a shorter path, e.g. /var/lib/maumjigi.',
    );
  }
  return path;
}

async function makePrivate(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  if (((await stat(dir)).mode & 0o077) !== 0) await chmod(dir, 0o700);
}

function lockOf(dir: string): { close(): void } {
  let lock: { close(): void } | null;
  try {
    lock = holdLock(join(dir, 'lock'));
  } catch (cause) {
    throw new Error(`The data folder ${dir} cannot be locked`, { cause });
  }
  if (!lock) throw new EmbeddedInUse(dir);
  return lock;
}

/** With the lock held no other start can be between looking and binding. */
async function removeStaleSocket(dir: string, socketPath: string): Promise<void> {
  if (await answers(socketPath)) throw new EmbeddedInUse(dir);
  await rm(socketPath, { force: true });
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

async function syncFolder(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

function ifMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
  return undefined;
}
