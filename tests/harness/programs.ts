/** Finds the programs the tests need, and installs them where it may. What is missing stops the run with what to install. */
import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { accessSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The first of `names` that can be run, looked for in PATH and then in `folders`. */
export function find(names: string[], folders: string[] = []): string | undefined {
  const places = [...(process.env.PATH ?? '').split(delimiter), ...folders];
  return places.flatMap((place) => names.map((name) => join(place, name))).find(canRun);
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `/usr/lib/postgresql/15/bin` and its like, newest first: Debian keeps server programs out of PATH. */
export function debianPostgres(): string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version, 'bin'));
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

const canInstall = () => isRoot() && canRun('/usr/bin/apt-get');

/** `look` finds it, or `packages` are installed and it looks again, or the run stops saying `remedy`. */
export function need(what: string, look: () => string | undefined, packages: string[], remedy: string): string {
  const found = look();
  if (found) return found;
  if (!canInstall()) throw new Error(`The tests need ${what}, and it was not found. ${remedy}`);
  install(packages);
  const installed = look();
  if (!installed) throw new Error(`${packages.join(', ')} is installed, yet ${what} was not found. ${remedy}`);
  return installed;
}

/** Two runs on one machine may install at the same time, and apt itself does not wait for `update`: hence the lock. */
export function install(packages: string[]): void {
  console.log(`installing ${packages.join(' ')} (apt) …`);
  // Debian starts a service it has just installed. We start our own, so policy-rc.d says no meanwhile.
  const script = `
    set -e
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then
      trap 'rm -f $policy' EXIT
      printf '#!/bin/sh\\nexit 101\\n' > $policy
      chmod +x $policy
    fi
    apt-get -qq update
    apt-get -qq install -y --no-install-recommends -o DPkg::Lock::Timeout=300 ${packages.join(' ')}`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('flock', [join(tmpdir(), 'maumjigi-apt.lock'), 'sh', '-c', script], { env, stdio: 'pipe' });
  } catch (cause) {
    const { stdout, stderr } = cause as { stdout?: Buffer; stderr?: Buffer };
    const said = `${stdout ?? ''}${stderr ?? ''}`.trim().slice(-1500);
    throw new Error(`apt-get could not install ${packages.join(' ')}: ${said || cause}`, { cause });
  }
}

/** Postgres refuses to run as root, and Redis need not. Debian's `postgres` exists where its package does. */
export function unprivileged(): { uid: number; gid: number } | undefined {
  if (!isRoot()) return undefined;
  const user = ['postgres', 'nobody'].find((name) => idOf('-u', name) !== undefined) ?? 'nobody';
  return { uid: idOf('-u', user) ?? 65534, gid: idOf('-g', user) ?? 65534 };
}

function idOf(flag: '-u' | '-g', user: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

const prefix = 'maumjigi-test-';

const folders = new Set<string>();
const servers = new Set<ChildProcess>();
// Ctrl-C and SIGTERM end a run without its teardown; only what is done at once is done here.
process.once('exit', () => {
  for (const server of servers) server.kill('SIGKILL');
  for (const folder of folders) removeFolder(folder);
});

/** A new folder named after this process, so that a later run knows whether its maker still lives. */
export function temporaryFolder(what: string, root = tmpdir()): string {
  removeLeftovers();
  const folder = mkdtempSync(join(root, `${prefix}${process.pid}-${what}-`));
  folders.add(folder);
  return folder;
}

const memory = '/dev/shm';
const roomBytes = 2 * 1024 ** 3;

/** As temporaryFolder, in memory where there is room: copying a database of hundreds of small files takes 15 ms there, and 400 ms on a disk
 *  that has just removed another. */
export const folderInMemory = (what: string): string => temporaryFolder(what, hasRoom() ? memory : tmpdir());

function hasRoom(): boolean {
  try {
    accessSync(memory, constants.W_OK);
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= roomBytes;
  } catch {
    return false;
  }
}

export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    folders.delete(folder);
  } catch {
    // A dying server still writes there, or it belongs to another user: a later run tries again.
  }
}

/** A run that was killed outright could not tidy up. */
function removeLeftovers(): void {
  for (const root of [tmpdir(), memory].filter(existsSync)) {
    for (const name of readdirSync(root)) {
      const maker = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
      if (!Number.isNaN(maker) && !lives(maker)) removeFolder(join(root, name));
    }
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export interface Running {
  pid: number;
  /** What it printed so far, for the error when it does not come up. */
  printed: () => string;
  ended: Promise<void>;
  /** By pid: the signal, and SIGKILL if that is not enough. */
  end: (signal: NodeJS.Signals) => Promise<void>;
}

/** For the environment of our own programs: what Node has made of our sources is kept for the next one, a third of what a start costs. */
export const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), 'maumjigi-test-compiled') };

/** Starts a server that dies with us, even when we are killed (Linux: setpriv's --pdeathsig). */
export function run(program: string, args: string[], options: SpawnOptions & { deathSignal: string }): Running {
  const { deathSignal, uid, gid, ...rest } = options;
  const setpriv = find(['setpriv']);
  const own = uid === undefined ? [] : [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const child = setpriv
    ? spawn(setpriv, [...own, `--pdeathsig=${deathSignal}`, program, ...args], {
        ...rest,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    : spawn(program, args, { ...rest, ...(uid === undefined ? {} : { uid, gid }), stdio: ['ignore', 'pipe', 'pipe'] });

  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed = (printed + chunk).slice(-4000);
    });
  }
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  servers.add(child);
  child.once('exit', () => {
    servers.delete(child);
    resolve();
  });
  child.once('error', (error) => {
    printed += error.message;
    resolve();
  });
  return {
    pid: child.pid ?? 0,
    printed: () => printed,
    ended,
    end: async (signal) => {
      child.kill(signal);
      const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(killer);
    },
  };
}

/** Tries `ready` until it holds. A server that ended instead throws what it printed. */
export async function comesUp(
  name: string,
  server: Running,
  ready: () => Promise<void>,
  withinMs = 20_000,
): Promise<void> {
  let over = false;
  void server.ended.then(() => {
    over = true;
  });
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    try {
      return await ready();
    } catch (cause) {
      if (over || Date.now() > giveUpAt)
        throw new Error(`${name} did not start. It said:\n${server.printed()}`, { cause });
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

/** Below the ports that systems hand out to whoever calls somebody: between our look and the server's start nobody gets it by chance. */
const [lowest, ports] = [20_000, 12_000];

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lowest + randomInt(ports);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
