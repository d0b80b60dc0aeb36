/** The end of the audit trail's chain as this machine last saw it, in DATA_DIR and not in the database: whoever writes the chain anew there
 *  does not reach it. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export interface KnownEnd {
  /** null: none was seen yet. */
  read(): Promise<string | null>;
  keep(head: string): Promise<void>;
}

export function knownEnd(dataDir: string): KnownEnd {
  const path = join(resolve(dataDir), 'audit.end');
  return {
    async read() {
      try {
        return (await readFile(path, 'utf8')).trim();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async keep(head) {
      await mkdir(resolve(dataDir), { recursive: true });
      await writeFile(`${path}.new`, `${head}\n`, { mode: 0o600 });
      await rename(`${path}.new`, path);
    },
  };
}
