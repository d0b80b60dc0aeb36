import { type Database, type DatabaseOptions, openDatabase } from '../../../triage/store/db.ts';
import { migrate } from '../../../triage/store/migrate.ts';
import { freshDatabase } from '../../harness/postgres.ts';

/** One function for the whole run, so that the template is made once. */
export const migrated = (url: string) => migrate({ url });

/** A migrated database of one's own on the real Postgres, opened as the application does; closed and dropped by `await using`. */
export async function ownDatabase(options: DatabaseOptions = {}) {
  const { url, drop } = await freshDatabase(migrated);
  const db: Database = await openDatabase({ url }, options);
  return {
    url,
    db,
    [Symbol.asyncDispose]: async () => {
      await db.close();
      await drop();
    },
  };
}

export async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 8_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
