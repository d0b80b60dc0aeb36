/** A Postgres that is backed up as docs/operating.md says: every finished piece of its log is copied away, a base backup is taken beside it,
 *  and a receiver on another machine may follow it. Here the other machine is another folder, and a restored copy another server. */
import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import * as programs from '../../harness/programs.ts';
import { postgresPrograms } from '../../harness/services.ts';

/** Folders of one rehearsal. What stands in `primary` is lost with its machine. */
export interface Places {
  root: string;
  primary: string;
  base: string;
  archive: string;
  received: string;
  password: string;
}

export interface Cluster {
  url: string;
  /** As a machine is lost: killed, and nothing of its folder is left. */
  isLost(): Promise<void>;
}

const folders = ['archive', 'received'] as const;

export function newPlaces(): Places {
  const root = programs.temporaryFolder('restore');
  const at = (name: string) => join(root, name);
  const places = {
    root,
    primary: at('primary'),
    base: at('base'),
    archive: at('archive'),
    received: at('received'),
    password: randomBytes(12).toString('hex'),
  };
  for (const name of folders) mkdirSync(places[name]);
  owned(root, ...folders.map((name) => places[name]));
  return places;
}

/** Makes the primary and starts it, with fsync. archiveTimeoutS: after so many seconds a piece of the log that holds anything is closed and
 *  copied, full or not. */
export async function startPrimary(places: Places, archiveTimeoutS: number): Promise<Cluster> {
  const [initdb] = postgresPrograms();
  const passwordFile = join(places.root, 'password');
  writeFileSync(passwordFile, places.password, { mode: 0o600 });
  owned(passwordFile);
  const access = ['--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`];
  const args = ['--pgdata', places.primary, '--no-sync', '--encoding=UTF8', '--locale=C', ...access];
  execFileSync(initdb, args, { stdio: 'pipe', cwd: places.root, ...programs.unprivileged() });
  const to = `${places.archive}/%f`;
  // Under another name until it is whole and on the disk: whoever restores must never read half a piece.
  const copy = `test ! -f ${to} && cp %p ${to}.part && sync ${to}.part && mv ${to}.part ${to}`;
  return start(places, places.primary, {
    archive_mode: 'on',
    archive_command: copy,
    archive_timeout: `${archiveTimeoutS}s`,
  });
}

/** A copy of the whole cluster while it works, checked against its own list of sums. */
export async function takeBaseBackup(cluster: Cluster, places: Places): Promise<void> {
  await postgres(places, 'pg_basebackup', [
    ...['--dbname', cluster.url, '--pgdata', places.base],
    ...['--checkpoint=fast', '--wal-method=none', '--no-password'],
  ]);
  await checkBaseBackup(places);
}

/** Throws when a file of the base backup is not what was written. */
export const checkBaseBackup = (places: Places): Promise<void> =>
  postgres(places, 'pg_verifybackup', ['--no-parse-wal', places.base]);

/** Removes from archive and receiver what was written before the base backup began: no restore from it needs that. */
export async function throwAwayOlder(places: Places): Promise<void> {
  const label = readFileSync(join(places.base, 'backup_label'), 'utf8');
  const start = /^START WAL LOCATION: .*\(file (\w+)\)$/m.exec(label)?.[1];
  if (!start) throw new Error('The base backup does not say where its log begins.');
  for (const folder of [places.archive, places.received]) await postgres(places, 'pg_archivecleanup', [folder, start]);
}

/** Follows the primary's log as it is written, and keeps each part on disk before it asks for more. The slot makes the primary wait with
 *  throwing away what the receiver has not seen. */
export async function startReceiver(cluster: Cluster, places: Places): Promise<programs.Running> {
  const args = ['--dbname', cluster.url, '--directory', places.received, '--slot=maumjigi_backup', '--no-password'];
  await postgres(places, 'pg_receivewal', [...args, '--create-slot', '--if-not-exists']);
  const receiver = programs.run(program('pg_receivewal'), [...args, '--synchronous'], {
    deathSignal: 'KILL',
    cwd: places.root,
    ...programs.unprivileged(),
  });
  await programs.comesUp('pg_receivewal', receiver, async () => {
    if (readdirSync(places.received).length === 0) throw new Error('Nothing was received yet.');
  });
  return receiver;
}

/** What a restore reads beside the base backup, and where it stops: at a moment, or at the end of what there is. */
export interface From {
  received: boolean;
  until: Date | null;
}

/** A new server from the base backup and the log. Resolves when it has read all it was to read and takes writes. */
export async function restore(places: Places, name: string, { received, until }: From): Promise<Cluster> {
  const data = join(places.root, name);
  execFileSync('cp', ['-a', places.base, data]);
  writeFileSync(join(data, 'recovery.signal'), '');
  owned(data, join(data, 'recovery.signal'));
  const fetched = [`cp ${places.archive}/%f %p`];
  // The last piece the receiver had is not full: it bears another name, and is read to where it ends.
  if (received) fetched.push(`cp ${places.received}/%f %p`, `cp ${places.received}/%f.partial %p`);
  return start(places, data, {
    restore_command: fetched.map((one) => `${one} 2>/dev/null`).join(' || '),
    ...(until && {
      recovery_target_time: until.toISOString().replace('T', ' ').replace('Z', '+00'),
      recovery_target_action: 'promote',
    }),
    archive_mode: 'off',
  });
}

async function start(places: Places, data: string, settings: Record<string, string>): Promise<Cluster> {
  const [, server] = postgresPrograms();
  const port = await programs.freePort();
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '100', ...settings };
  const given = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const running = programs.run(server, ['-D', data, '-p', String(port), ...given], {
    deathSignal: 'QUIT',
    cwd: places.root,
    ...programs.unprivileged(),
  });
  const url = `postgres://postgres:${places.password}@127.0.0.1:${port}/postgres`;
  const isLost = async () => {
    await running.end('SIGKILL');
    rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    await programs.comesUp('Postgres', running, async () => {
      if (await isReading(url)) throw new Error('It still reads the log.');
    });
  } catch (error) {
    await isLost();
    throw error;
  }
  return { url, isLost };
}

/** Whoever only looks is let in long before the log is read; nothing can be written until then. */
async function isReading(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ reading: boolean }>('select pg_is_in_recovery() as reading');
    return rows[0]?.reading ?? true;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Programs of the same version as the server, which Debian keeps beside it. */
function program(name: string): string {
  const [, server] = postgresPrograms();
  const found = programs.find([name], [dirname(server), ...programs.debianPostgres()]);
  if (!found) throw new Error(`${name} was not found. It belongs to the PostgreSQL client programs; install them.`);
  return found;
}

async function postgres(places: Places, name: string, args: string[]): Promise<void> {
  await promisify(execFile)(program(name), args, { cwd: places.root, ...programs.unprivileged() });
}

function owned(...paths: string[]): void {
  const user = programs.unprivileged();
  if (user) for (const path of paths) chownSync(path, user.uid, user.gid);
}
