/** The spool's files: what must not be lost while nothing else can keep it. One append-only file for each process that writes, a sealed
 *  line for each thing, on the disk before anybody is answered. A file whose process has died is taken over by another on the machine.
 *
 *    <ms since 1970>-<random>.lines   0600; a line is `<n> <key id> <sealed, base64>`
 *    <same name>.lock                 held by the process that writes or replays it
 *    <same name>.aside                lines that do not open, as they were */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { holdLock } from './lock.ts';
import type { Key } from './seal.ts';
import { bytesIn, type Counts, countsOf, namesIn, spoolFolder, synced } from './spoolFolder.ts';
import { lineForm } from './spoolLine.ts';

/** Where a line stands. */
export interface Place {
  file: string;
  n: number;
  at: number;
  bytes: number;
}

export interface SpoolFiles {
  /** On the disk when it resolves; what comes in the same moment shares a sync. Throws SpoolUnfit, and works again when the disk does. */
  add(content: unknown): Promise<Place>;
  /** Throws where the disk or the line is broken. */
  read(place: Place): Promise<unknown>;
  /** It is kept elsewhere now. A file goes when that is so of every line of it. */
  done(place: Place): Promise<void>;
  /** Lines of files whose process has died, the oldest file first: they are this process' now. What does not open is set aside. */
  takeOver(): Promise<{ place: Place; content: unknown }[]>;
  /** Of the whole folder, whoever holds it. */
  counts(): Promise<Counts>;
  /** What is left stays for whoever comes next. */
  close(): Promise<void>;
}

/** Nothing can be written: no room, or the disk does not take it. */
export class SpoolUnfit extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SpoolUnfit';
  }
}

export interface SpoolOptions {
  dataDir: string;
  master: Key;
  /** ms since 1970; only names the files in their order. */
  now: () => number;
  /** Over all files of the folder. Default 100 MB. */
  mostBytes?: number;
  /** ids: file and line, never content. */
  fault: (what: string, error: unknown, ids: Record<string, string>) => void;
}

interface Held {
  name: string;
  lock: { close(): void };
  /** Of lines that are kept nowhere else yet. */
  left: Set<number>;
  /** While it is written to. */
  handle: FileHandle | null;
  lines: number;
  bytes: number;
}

/** 100 MB. */
export const mostSpoolBytes = 100 * 1024 * 1024;

/** Opens nothing yet: a disk that is broken at the start may be whole when it is needed. */
export function spoolFiles({ dataDir, master, now, mostBytes = mostSpoolBytes, fault }: SpoolOptions): SpoolFiles {
  const folder = spoolFolder(dataDir);
  const { written, opened } = lineForm(master);
  const held = new Map<string, Held>();
  const asking: { content: unknown; resolve: (place: Place) => void; reject: (error: unknown) => void }[] = [];
  let current: Held | null = null;
  let begunAt = 0;
  let writing: Promise<void> | null = null;
  let isClosed = false;

  const path = (name: string, kind: 'lines' | 'lock' | 'aside') => join(folder, `${name}.${kind}`);

  async function write(): Promise<void> {
    while (asking.length > 0) {
      const batch = asking.splice(0);
      try {
        const places = await appended(batch.map(({ content }) => content));
        for (const [at, { resolve }] of batch.entries()) resolve(places[at] as Place);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = null;
    // All of it may have been kept elsewhere meanwhile.
    if (current?.left.size === 0) await rested(current);
  }

  async function appended(contents: readonly unknown[]): Promise<Place[]> {
    try {
      // A file begun now would be held by a process that looks at it no more.
      if (isClosed) throw new SpoolUnfit('The spool of this process is closed');
      const file = current ?? (await begun());
      current = file;
      const lines = contents.map((content, at) => written(file.name, file.lines + at + 1, content));
      const more = lines.reduce((sum, line) => sum + line.length, 0);
      if ((await bytesIn(folder)) + more > mostBytes) throw new SpoolUnfit(`The spool has its ${mostBytes} bytes`);
      await file.handle?.appendFile(Buffer.concat(lines));
      await file.handle?.datasync();
      return lines.map((line) => noted(file, line.length));
    } catch (error) {
      if (error instanceof SpoolUnfit) throw error;
      await abandon();
      throw new SpoolUnfit('The spool cannot be written', { cause: error });
    }
  }

  function noted(file: Held, bytes: number): Place {
    const place = { file: file.name, n: file.lines + 1, at: file.bytes, bytes };
    file.lines += 1;
    file.bytes += bytes;
    file.left.add(place.n);
    return place;
  }

  async function begun(): Promise<Held> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (;;) {
      // Also within a millisecond, and when the clock is put back, the next file is the next.
      begunAt = Math.max(now(), begunAt + 1);
      const name = `${String(begunAt).padStart(13, '0')}-${randomBytes(6).toString('hex')}`;
      const lock = holdLock(path(name, 'lock'));
      // Somebody who tidied up took the new lock for a left one.
      if (!lock || !existsSync(path(name, 'lock'))) {
        lock?.close();
        continue;
      }
      try {
        const handle = await open(path(name, 'lines'), 'ax', 0o600);
        // Else a power cut may forget that there is such a file.
        await synced(folder);
        const file = { name, lock, left: new Set<number>(), handle, lines: 0, bytes: 0 };
        held.set(name, file);
        return file;
      } catch (error) {
        lock.close();
        await rm(path(name, 'lock'), { force: true }).catch(() => {});
        throw error;
      }
    }
  }

  /** What was written last may be on the disk or not, whole or in part: nothing more goes into that file. */
  async function abandon(): Promise<void> {
    const file = current;
    current = null;
    if (!file) return;
    await file.handle?.truncate(file.bytes).catch(() => {});
    await ended(file);
  }

  async function rested(file: Held): Promise<void> {
    current = null;
    await ended(file);
  }

  async function ended(file: Held): Promise<void> {
    const { handle } = file;
    file.handle = null;
    await handle?.close().catch(() => {});
    if (file.left.size === 0) await removed(file);
  }

  /** The lines before their lock: a lock without lines is nothing, lines without a lock are anybody's. */
  async function removed({ name, lock }: Held): Promise<void> {
    held.delete(name);
    await rm(path(name, 'lines'), { force: true }).catch((error) => fault('a spool file stays', error, { file: name }));
    await rm(path(name, 'lock'), { force: true }).catch(() => {});
    lock.close();
  }

  async function taken(name: string): Promise<{ place: Place; content: unknown }[]> {
    const lock = held.has(name) ? null : holdLock(path(name, 'lock'));
    if (!lock) return [];
    const found: { place: Place; content: unknown }[] = [];
    const file: Held = { name, lock, left: new Set(), handle: null, lines: 0, bytes: 0 };
    try {
      const text = await readFile(path(name, 'lines'), 'latin1');
      const lines = text.split('\n');
      const torn = lines.pop();
      if (torn)
        fault('the last line of a spool file was cut off; nobody was told that it is kept', null, { file: name });
      const broken = new Map<number, string>();
      for (const line of lines) {
        const place = { file: name, n: file.lines + 1, at: file.bytes, bytes: line.length + 1 };
        file.lines += 1;
        file.bytes += place.bytes;
        try {
          found.push({ place, content: opened(name, line) });
          file.left.add(place.n);
        } catch (error) {
          fault('a line of the spool does not open; it is set aside', error, { file: name, line: String(place.n) });
          broken.set(place.n, line);
        }
      }
      await setAside(name, [...broken.values()]).catch((error) => {
        // They stay where they are; the others are due all the same.
        fault('lines of the spool could not be set aside', error, { file: name });
        for (const n of broken.keys()) file.left.add(n);
      });
    } catch (error) {
      // Gone meanwhile, or the disk: it is looked at again.
      lock.close();
      throw error;
    }
    held.set(name, file);
    if (file.left.size === 0) await removed(file);
    return found;
  }

  async function setAside(name: string, lines: readonly string[]): Promise<void> {
    const before = await readFile(path(name, 'aside'), 'latin1').catch(() => '');
    const fresh = lines.filter((line) => !before.includes(line));
    if (fresh.length === 0) return;
    const handle = await open(path(name, 'aside'), 'a', 0o600);
    try {
      await handle.appendFile(Buffer.from(`${fresh.join('\n')}\n`, 'latin1'));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await synced(folder);
  }

  return {
    add(content) {
      return new Promise((resolve, reject) => {
        asking.push({ content, resolve, reject });
        writing ??= write();
      });
    },
    async read({ file, n, at, bytes }) {
      const handle = await open(path(file, 'lines'), 'r');
      try {
        const line = Buffer.alloc(bytes);
        await handle.read(line, 0, bytes, at);
        return opened(file, line.toString('latin1').replace(/\n$/, ''));
      } catch (error) {
        throw new SpoolUnfit(`Line ${n} of ${file} cannot be read`, { cause: error });
      } finally {
        await handle.close();
      }
    },
    async done({ file: name, n }) {
      const file = held.get(name);
      file?.left.delete(n);
      if (!file || file.left.size > 0) return;
      // While something is being written, it may be on its way into this file.
      if (file !== current) await ended(file);
      else if (!writing) await rested(file);
    },
    async takeOver() {
      const names = await namesIn(folder);
      const found: { place: Place; content: unknown }[] = [];
      for (const name of names.lines) {
        try {
          found.push(...(await taken(name)));
        } catch (error) {
          fault('a spool file cannot be taken over', error, { file: name });
        }
      }
      for (const name of names.locks)
        if (!held.has(name) && !names.lines.includes(name)) await tidied(path(name, 'lock'));
      return found;
    },
    counts: () => countsOf(dataDir),
    async close() {
      isClosed = true;
      await writing;
      current = null;
      for (const file of [...held.values()]) {
        await ended(file);
        file.lock.close();
      }
      held.clear();
    },
  };
}

/** A lock whose process died before its first line. */
async function tidied(lockPath: string): Promise<void> {
  const lock = holdLock(lockPath);
  if (!lock) return;
  await rm(lockPath, { force: true }).catch(() => {});
  lock.close();
}
