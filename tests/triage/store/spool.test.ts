/** The spool's files on a real disk: what is in them after a crash, who may take them, and what becomes of a line that is broken. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { execPath, getuid } from 'node:process';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type SpoolOptions, spoolFiles } from '../../../triage/store/spool.ts';
import { removeFolder, temporaryFolder } from '../../harness/programs.ts';

const master = Buffer.alloc(32, 7);
let moment = 1_767_600_000_000;

function opened(dataDir = folder(), more: Partial<SpoolOptions> = {}) {
  const told: string[] = [];
  const fault = (what: string, _error: unknown, ids: Record<string, string>) =>
    told.push(`${what} ${ids.line ?? ''}`.trim());
  moment += 1;
  const at = moment;
  const spool = spoolFiles({ dataDir, master, now: () => at, fault, ...more });
  onTestFinished(() => spool.close());
  const path = (name: string) => join(dataDir, 'spool', name);
  const names = (kind: string) => readdirSync(join(dataDir, 'spool')).filter((name) => name.endsWith(kind));
  return {
    ...spool,
    dataDir,
    told,
    path,
    names,
    only: () => path(names('.lines')[0] ?? ''),
    contents: async () => (await spool.takeOver()).map(({ content }) => content),
  };
}

function folder(): string {
  const made = temporaryFolder('spool');
  onTestFinished(() => removeFolder(made));
  return made;
}

/** What was written is left as by a process that ended. */
async function left(contents: readonly unknown[]) {
  const spool = opened();
  for (const content of contents) await spool.add(content);
  await spool.close();
  return spool;
}

test('lines come back in their order, sealed, for nobody else to read, and the file goes with its last line', async () => {
  const before = await left(['하나', { two: 2 }]);
  expect(readFileSync(before.only(), 'utf8')).not.toContain('하나');
  expect(statSync(before.only()).mode & 0o777).toBe(0o600);
  expect(statSync(before.path('')).mode & 0o777).toBe(0o700);
  const after = opened(before.dataDir);
  const found = await after.takeOver();
  expect(found.map(({ content }) => content)).toEqual(['하나', { two: 2 }]);
  expect(await after.read(found[1]?.place ?? { file: '', n: 0, at: 0, bytes: 0 })).toEqual({ two: 2 });
  for (const { place } of found) {
    expect(after.names('.lines')).toHaveLength(1);
    await after.done(place);
  }
  expect(readdirSync(after.path(''))).toEqual([]);
});

test('a hundred at once are all kept, and go to one file', async () => {
  const spool = opened();
  const all = Array.from({ length: 100 }, (_, n) => n);
  await Promise.all(all.map((n) => spool.add(n)));
  expect(spool.names('.lines')).toHaveLength(1);
  await spool.close();
  expect(await opened(spool.dataDir).contents()).toEqual(all);
});

test('nobody is told that a line is kept before the disk has it, and many share one sync', async () => {
  const sync = vi.spyOn(await handles(), 'datasync');
  onTestFinished(() => sync.mockRestore());
  const spool = opened();
  await spool.add('하나');
  expect(sync).toHaveBeenCalledTimes(1);
  await Promise.all(Array.from({ length: 50 }, (_, n) => spool.add(n)));
  expect(sync.mock.calls.length).toBeLessThanOrEqual(3);
});

test('a sync that fails keeps nothing, and nothing more goes into that file', async () => {
  const spool = opened();
  await spool.add('하나');
  const sync = vi
    .spyOn(await handles(), 'datasync')
    .mockRejectedValueOnce(Object.assign(new Error('i/o'), { code: 'EIO' }));
  onTestFinished(() => sync.mockRestore());
  await expect(spool.add('둘')).rejects.toThrow('The spool cannot be written');
  await spool.add('셋');
  expect(spool.names('.lines')).toHaveLength(2);
  await spool.close();
  expect(await opened(spool.dataDir).contents()).toEqual(['하나', '셋']);
});

test('a line that was cut off by a crash is passed over, and the ones before it are not', async () => {
  const before = await left(['하나', '둘', '셋']);
  truncateSync(before.only(), statSync(before.only()).size - 5);
  const after = opened(before.dataDir);
  expect(await after.contents()).toEqual(['하나', '둘']);
  expect(after.told).toEqual(['the last line of a spool file was cut off; nobody was told that it is kept']);
});

test('a line that was altered, or stands in another file, is set aside and told, and blocks no other', async () => {
  const before = await left(['하나', '둘', '셋']);
  const lines = readFileSync(before.only(), 'latin1').trim().split('\n');
  const altered = `${lines[1]?.slice(0, -8)}AAAAAAA=`;
  writeFileSync(before.only(), `${lines[0]}\n${altered}\n\n${lines[2]}\n`);
  const other = await left(['넷']);
  appendFileSync(before.only(), readFileSync(other.only()));
  const after = opened(before.dataDir);
  expect(await after.contents()).toEqual(['하나', '셋']);
  expect(after.told).toEqual([2, 3, 5].map((n) => `a line of the spool does not open; it is set aside ${n}`));
  expect((await after.counts()).aside).toBe(2);
  expect(readFileSync(after.path(after.names('.aside')[0] ?? ''), 'latin1')).toContain(altered);
});

test('lines under another key are set aside, and open again when the file is put back under theirs', async () => {
  const before = await left(['하나']);
  const name = before.names('.lines')[0] ?? '';
  const rotated = opened(before.dataDir, { master: Buffer.alloc(32, 8) });
  expect(await rotated.contents()).toEqual([]);
  expect(rotated.names('.lines')).toEqual([]);
  expect(rotated.names('.aside')).toEqual([name.replace('.lines', '.aside')]);
  expect(statSync(rotated.path(name.replace('.lines', '.aside'))).mode & 0o777).toBe(0o600);
  execFileSync('mv', [rotated.path(name.replace('.lines', '.aside')), rotated.path(name)]);
  expect(await opened(before.dataDir).contents()).toEqual(['하나']);
});

test('with as many bytes as it may have it takes nothing more, and takes it again when some are gone', async () => {
  const spool = opened(folder(), { mostBytes: 400 });
  const first = await spool.add('x'.repeat(100));
  await expect(spool.add('x'.repeat(200))).rejects.toThrow('The spool has its 400 bytes');
  await spool.done(first);
  await spool.add('x'.repeat(200));
});

test('the file of a process that lives is nobody else’s, and killed it is the next one’s', async () => {
  const dataDir = folder();
  const child = spawn(execPath, [join(import.meta.dirname, 'spool.child.ts'), 'holds', dataDir]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await said(child);
  const other = opened(dataDir);
  expect(await other.contents()).toEqual([]);
  // Two that look at once do not both get it, and neither does one of the same process.
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  const third = opened(dataDir);
  const taken = await Promise.all([other.contents(), third.contents()]);
  expect(taken.filter((one) => one.length > 0)).toEqual([['하나', '둘']]);
  expect(await opened(dataDir).contents()).toEqual([]);
});

test('a disk without room refuses, keeps what it had, and takes more when there is room again', async () => {
  // A small disk of its own in a mount namespace of its own: it is gone with the process.
  const dataDir = folder();
  const own = getuid?.() === 0 ? ['--mount'] : ['--map-root-user', '--mount'];
  const child = spawn('unshare', [
    ...own,
    'sh',
    '-c',
    'mount -t tmpfs -o size=256k none "$1" && exec "$0" "$2" full "$1"',
    execPath,
    dataDir,
    join(import.meta.dirname, 'spool.child.ts'),
  ]);
  expect(await said(child)).toMatchObject({
    before: 'kept',
    meanwhile: 'SpoolUnfit ENOSPC',
    after: 'kept',
    found: ['before', 'after'],
    told: [],
  });
});

test('where the folder cannot be made it refuses, and works when it can', async () => {
  const spool = opened();
  writeFileSync(join(spool.dataDir, 'spool'), '');
  await expect(spool.add('하나')).rejects.toThrow('The spool cannot be written');
  execFileSync('rm', [join(spool.dataDir, 'spool')]);
  await spool.add('둘');
  expect(spool.names('.lines')).toHaveLength(1);
});

/** What every open file of Node's has: its sync can be counted, and fail as that of a failing disk. */
async function handles(): Promise<FileHandle> {
  const handle = await open(import.meta.filename);
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}

/** The first thing it says. Throws with what it said instead. */
async function said(child: ChildProcess): Promise<unknown> {
  let out = '';
  let wrong = '';
  child.stderr?.on('data', (chunk) => {
    wrong += chunk;
  });
  return await new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      out += chunk;
      if (out.includes('\n')) resolve(JSON.parse(out));
    });
    child.once('exit', () => reject(new Error(`It ended without a word: ${wrong}`)));
    child.once('error', reject);
  });
}
