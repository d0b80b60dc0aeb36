/** A disk that can be filled: a tmpfs of a few hundred megabytes, where this user may mount one. */
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../harness/programs.ts';

export interface SmallDisk {
  folder: string;
  /** Takes all that is left. */
  fill(): void;
  /** Gives it back. */
  free(): void;
  end(): void;
}

/** Throws a sentence where nothing may be mounted: only root may, and not in every container. */
export function openSmallDisk(megabytes: number): SmallDisk {
  const folder = temporaryFolder('disk');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (cause) {
    throw new Error('A small disk cannot be mounted here: run this as root, where mount is allowed.', { cause });
  }
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill() {
      const file = openSync(ballast, 'w');
      const piece = Buffer.alloc(1 << 20);
      try {
        for (;;) writeSync(file, piece);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    end: () => void execFileSync('umount', ['-l', folder]),
  };
}
