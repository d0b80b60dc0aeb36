/** What commands share: they open the database as the service does, beside a running 마음지기 or without one, embedded or not. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from '../triage/clock.ts';
import { type Config, readConfig } from '../triage/config.ts';
import { type AuditRow, audit } from '../triage/store/audit.ts';
import { databaseClock } from '../triage/store/databaseClock.ts';
import {
  type Database,
  type DatabaseOptions,
  openDatabase,
  type Query,
  type Target,
  type Transaction,
} from '../triage/store/db.ts';
import { connectEmbedded } from '../triage/store/embedded.ts';
import { migrate, schemaGap } from '../triage/store/migrate.ts';
import { lanAddress } from './lanAddress.ts';
import { UsageError } from './usage.ts';

export interface Opened {
  config: Config;
  db: Database;
  /** The database's time. */
  clock: Clock;
}

/** Opens what the settings name, does the work and closes again, whatever happened. */
export async function opened(
  env: NodeJS.ProcessEnv,
  work: (opened: Opened) => Promise<void>,
  options: DatabaseOptions = {},
): Promise<void> {
  const config = readConfig(env, lanAddress());
  const { target, close } = await reach(config);
  try {
    const db = await openDatabase(target, options);
    try {
      const time = await databaseClock(db);
      await work({ config, db, clock: time.clock }).finally(() => time.close());
    } finally {
      await db.close();
    }
  } finally {
    await close();
  }
}

/** The embedded database of a running 마음지기 is used as it is; of one that is not running it is opened and brought up to date.
 *  Where there is none, none is made: a command with another DATA_DIR than the service would seem to work. */
async function reach({ databaseUrl, dataDir }: Config): Promise<{ target: Target; close: () => Promise<void> }> {
  if (databaseUrl !== null) return { target: { url: databaseUrl }, close: async () => {} };
  if (!(await holdsDatabase(dataDir))) throw neverStarted(dataDir);
  const embedded = await connectEmbedded(dataDir);
  const target = { embedded: embedded.dataDir };
  try {
    if (!embedded.living) await migrate(target);
  } catch (error) {
    await embedded.close();
    throw error;
  }
  return { target, close: () => embedded.close() };
}

/** Whether an embedded database was ever made in this folder. Reads only. */
export async function holdsDatabase(dataDir: string): Promise<boolean> {
  try {
    return (await stat(join(resolve(dataDir), 'postgres'))).isDirectory();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

const neverStarted = (dataDir: string): UsageError =>
  new UsageError(
    `${resolve(dataDir)}: 이 폴더에서는 마음지기를 시작한 적이 없어요. 아무것도 만들지 않았어요.
  서비스와 같은 DATA_DIR(또는 DATABASE_URL)을 주세요. 처음이면 npm start 로 한 번 시작한 뒤에 다시 해 주세요.
마음지기 was never started in the folder ${resolve(dataDir)}; nothing was made there.
  Give this command the DATA_DIR (or DATABASE_URL) of the service. If this is the beginning, start it once (npm start), then repeat the command.`,
  );

/** Throws UsageError when the database lacks what this version of a command reads. */
export async function needsThisSchema(query: Query): Promise<void> {
  const { lacks } = await schemaGap(query);
  if (lacks.length === 0) return;
  throw new UsageError(
    `The database is older than this command: it lacks ${lacks.join(', ')}. Start this version of 마음지기 once, or run "npm run migrate", then repeat the command.`,
  );
}

/** Ends a command: our own errors are sentences for the one who typed; a stack is for what nobody expected. */
export function tell(work: Promise<void>): void {
  work.catch((fault: unknown) => {
    const bug =
      !(fault instanceof Error) || ['TypeError', 'RangeError', 'ReferenceError', 'error'].includes(fault.name);
    console.error(bug ? fault : fault.message);
    process.exitCode = 1;
  });
}

/** An audit row of a command. Who typed it is not known; that it was typed is. */
export const note = (
  tx: Transaction,
  row: Pick<AuditRow, 'at' | 'id' | 'centerId' | 'action' | 'subject'>,
): Promise<void> => audit(tx, { ...row, staffId: null, address: 'command', requestId: null });
