import * as fs from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** Opens DATA_DIR/postgres, making it at the first start. The caller holds the folder's lock. */
export async function openCluster(dir: string): Promise<PGlite> {
  const cluster = join(dir, 'postgres');
  if (!fs.existsSync(cluster)) {
    try {
      await makeCluster(dir, cluster);
    } catch (cause) {
      throw new Error(`The embedded database could not be made in ${dir} (see cause); is there room on the disk?`, {
        cause,
      });
    }
  }
  try {
    return await openPglite(cluster);
  } catch (cause) {
    throw new Error(
      `The embedded database in ${cluster} does not open (see cause). Keep a copy of the folder, then restore it from a backup.`,
      { cause },
    );
  }
}

/** Made beside its place and moved there whole: a start killed half-way is simply begun again. */
async function makeCluster(dir: string, cluster: string): Promise<void> {
  const draft = `${cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  const made = await PGlite.create({ fs: new NodeFS(draft) });
  await made.exec('checkpoint');
  await made.close();
  for (const entry of await readdir(draft, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() || entry.isDirectory()) await sync(join(entry.parentPath, entry.name));
  }
  await sync(draft);
  await rename(draft, cluster);
  await sync(dir);
}

// As delivered it never syncs (-F, and its file system has no fsync): killed processes lose nothing, a power cut loses commits.
const startParams = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync'];

function openPglite(cluster: string): Promise<PGlite> {
  return PGlite.create({ fs: new SyncingFS(cluster), startParams });
}

/** The folder as a file system, with the fsync that Postgres relies on for "committed". */
class SyncingFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const made = await super.init(...args);
    const giveFsync = (module: unknown) => {
      const { NODEFS } = (module as { FS: { filesystems: { NODEFS: NodeFileSystem } } }).FS.filesystems;
      NODEFS.stream_ops.fsync = (stream) => {
        if (typeof stream.nfd === 'number') fs.fsyncSync(stream.nfd);
        else syncNow(NODEFS.realPath(stream.node));
        return 0;
      };
    };
    const { emscriptenOpts } = made;
    emscriptenOpts.preRun = [...((emscriptenOpts.preRun as unknown[]) ?? []), giveFsync] as never;
    return made;
  }
}

interface NodeFileSystem {
  realPath(node: unknown): string;
  stream_ops: { fsync?: (stream: { nfd?: number | null; node: unknown }) => number };
}

const BEFORE_SYNC = new Set(['P', 'B', 'D', 'E', 'C', 'H'].map((letter) => letter.charCodeAt(0)));

/** What the socket server may know of the database. All clients share its one session, and the server queues message by message:
 *  a client keeps the session only while a transaction is open. A query is several messages (parse, bind, execute, sync), so two
 *  clients' queries could mix, one's values under the other's statement. Claiming "in transaction" until the sync keeps them whole. */
export function onePipelineAtATime(database: Promise<PGlite>, onFault: (error: Error) => void): PGlite {
  let pglite: PGlite | undefined;
  let inPipeline = false;
  const facade = {
    // The socket is served at once; the first message waits for the database.
    waitReady: Promise.resolve(),
    isInTransaction: () => inPipeline || pglite?.isInTransaction() === true,
    runExclusive: async <T>(fn: () => Promise<T>) => {
      pglite = await database;
      return pglite.runExclusive(fn);
    },
    execProtocolRawStream: async (...args: Parameters<PGlite['execProtocolRawStream']>) => {
      try {
        await pglite?.execProtocolRawStream(...args);
        inPipeline = BEFORE_SYNC.has(args[0][0] ?? 0);
      } catch (error) {
        onFault(error as Error);
        throw error;
      }
    },
    /** The server's ROLLBACK for a client that vanished, perhaps before its sync. */
    exec: async (sql: string) => {
      inPipeline = false;
      await pglite?.execProtocolRaw(SYNC);
      return pglite?.exec(sql);
    },
  };
  return facade as unknown as PGlite;
}

const SYNC = Uint8Array.of('S'.charCodeAt(0), 0, 0, 0, 4);

async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function syncNow(path: string): void {
  const file = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}
