/** `DATA_DIR/standby`: one sealed value that a later process of this machine may begin with while the database is away. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { aad, derivedKey, type Key, openJson, sealJson } from './seal.ts';
import { synced } from './spoolFolder.ts';

export interface StandbyFile {
  /** In place of what was there, whole or not at all. Throws where the disk does not take it. */
  write(content: unknown): Promise<void>;
  /** null: there is none. Throws SealBroken when it was altered or sealed under another MASTER_KEY. */
  read(): Promise<unknown>;
}

/** `database`: what it is of; sealed with it, it opens for no other. */
export function standbyFile(dataDir: string, master: Key, database: string): StandbyFile {
  const folder = resolve(dataDir);
  const path = join(folder, 'standby');
  const key = derivedKey(master, 'standby');
  const place = aad('standby', database, 'content');
  return {
    async write(content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await removeDrafts(folder);
      // Several processes may share the folder.
      const fresh = `${path}.${randomBytes(6).toString('hex')}.new`;
      try {
        const handle = await open(fresh, 'wx', 0o600);
        try {
          await handle.writeFile(sealJson(key, place, content));
          await handle.datasync();
        } finally {
          await handle.close();
        }
        await rename(fresh, path);
      } catch (error) {
        await rm(fresh, { force: true }).catch(() => {});
        throw error;
      }
      await synced(folder);
    },
    async read() {
      try {
        return openJson(key, place, await readFile(path));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
  };
}

/** Of processes that were killed while they wrote. */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^standby\.[0-9a-f]{12}\.new$/.test(name)) continue;
    const draft = join(folder, name);
    const { mtimeMs } = await stat(draft).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > 60_000) await rm(draft, { force: true });
  }
}
