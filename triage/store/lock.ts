/** A lock the kernel lets go of when its process dies, however it dies: it knows nothing of process numbers, which are used again. Node has
 *  no flock of its own; SQLite takes one on its file. */
import { DatabaseSync } from 'node:sqlite';

/** null: somebody else who lives holds it, here or in another process. Throws where no lock can be taken at all. */
export function holdLock(path: string): { close(): void } | null {
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === 5) return null;
    throw error;
  }
}
