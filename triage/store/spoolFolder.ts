/** The folder of the spool, as anybody on the machine may look at it who may read it at all. */
import { constants } from 'node:fs';
import { access, open, readdir, readFile, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

export interface Counts {
  files: number;
  bytes: number;
  /** Lines that were set aside. */
  aside: number;
}

export const spoolFolder = (dataDir: string): string => join(resolve(dataDir), 'spool');

/** Of the whole folder, whoever holds what is in it. */
export async function countsOf(dataDir: string): Promise<Counts> {
  const folder = spoolFolder(dataDir);
  const { lines, aside } = await namesIn(folder);
  const many = await Promise.all(aside.map((name) => linesIn(join(folder, `${name}.aside`))));
  return { files: lines.length, bytes: await bytesIn(folder), aside: many.reduce((sum, one) => sum + one, 0) };
}

/** Whether a line could be kept there now, and how much room there is; makes nothing. null: nothing can be written there. */
export async function roomAt(dataDir: string): Promise<{ freeBytes: number } | null> {
  const folder = await nearest(spoolFolder(dataDir));
  try {
    if (!(await stat(folder)).isDirectory()) return null;
    await access(folder, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize };
  } catch {
    return null;
  }
}

/** It, or the folder above it that there is: what is missing can be made in that one. */
async function nearest(folder: string): Promise<string> {
  if ((await stat(folder).catch(() => null)) !== null || dirname(folder) === folder) return folder;
  return await nearest(dirname(folder));
}

/** Without their endings, in the order they were begun. */
export async function namesIn(folder: string): Promise<{ lines: string[]; locks: string[]; aside: string[] }> {
  const all = (await readdir(folder).catch(ifMissing)) ?? [];
  const of = (kind: string) =>
    all
      .filter((one) => one.endsWith(`.${kind}`))
      .map((one) => one.slice(0, -kind.length - 1))
      .sort();
  return { lines: of('lines'), locks: of('lock'), aside: of('aside') };
}

/** Of everything that is kept there. */
export async function bytesIn(folder: string): Promise<number> {
  const all = (await readdir(folder).catch(ifMissing)) ?? [];
  const kept = all.filter((one) => one.endsWith('.lines') || one.endsWith('.aside'));
  const sizes = await Promise.all(kept.map((one) => stat(join(folder, one)).catch(ifMissing)));
  return sizes.reduce((sum, one) => sum + (one?.size ?? 0), 0);
}

const linesIn = async (path: string): Promise<number> => {
  const text = (await readFile(path, 'latin1').catch(ifMissing)) ?? '';
  return text.split('\n').filter((line) => line !== '').length;
};

/** Else a power cut may forget that a file was made. */
export async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ifMissing(error: unknown): undefined {
  if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  return undefined;
}
