/** What commands share: they open the database as the service does, beside a running 마음지기 or without one, embedded or not. */
import type { Clock } from '../triage/clock.ts';
import { type Config, readConfig } from '../triage/config.ts';
import { type AuditRow, audit } from '../triage/store/audit.ts';
import { databaseClock } from '../triage/store/databaseClock.ts';
import { type Database, openDatabase, type Target, type Transaction } from '../triage/store/db.ts';
import { connectEmbedded } from '../triage/store/embedded.ts';
import { migrate } from '../triage/store/migrate.ts';

/** Said when something was asked for that cannot be done: what was wrong, what is allowed, what to do. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export interface Opened {
  config: Config;
  db: Database;
  /** The database's time. */
  clock: Clock;
}

/** Opens what the settings name, does the work and closes again, whatever happened. */
export async function opened(env: NodeJS.ProcessEnv, work: (opened: Opened) => Promise<void>): Promise<void> {
  const config = readConfig(env);
  const { target, close } = await reach(config);
  try {
    const db = await openDatabase(target);
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

/** The embedded database of a running 마음지기 is used as it is; of one that is not running it is opened and brought up to date. */
async function reach({ databaseUrl, dataDir }: Config): Promise<{ target: Target; close: () => Promise<void> }> {
  if (databaseUrl !== null) return { target: { url: databaseUrl }, close: async () => {} };
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
