/** A process that opens a data folder, for the tests of two at once and of kill -9. Says what happened in lines of JSON. */
import { randomUUID } from 'node:crypto';
import { openDatabase } from '../../../triage/store/db.ts';
import { connectEmbedded, openEmbedded } from '../../../triage/store/embedded.ts';
import { migrate } from '../../../triage/store/migrate.ts';

const [task, dataDir] = process.argv.slice(2) as ['serve' | 'write' | 'command' | 'holdTransaction', string];
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const insert = 'insert into center (id, name, created_at) values ($1, $2, $3)';
const at = new Date('2026-01-05T00:00:00Z');

try {
  const open = task === 'serve' || task === 'write' ? openEmbedded : connectEmbedded;
  const embedded = await open(dataDir);
  await migrate({ embedded: dataDir });
  const db = await openDatabase({ embedded: dataDir });
  if (task === 'write') {
    await db.query(insert, [randomUUID(), 'committed', at]);
    await db.transaction(async (tx) => {
      await tx.query(insert, [randomUUID(), 'never committed', at]);
      say({ did: 'write' });
      await new Promise(() => setInterval(() => {}, 1_000));
    });
  } else if (task === 'holdTransaction') {
    await db.transaction(async (tx) => {
      await tx.query(insert, [randomUUID(), 'never committed', at]);
      say({ did: 'holdTransaction' });
      await new Promise(() => setInterval(() => {}, 1_000));
    });
  } else if (task === 'command') {
    await db.query(insert, [randomUUID(), 'by a command', at]);
    await db.close();
    await embedded.close();
    say({ did: 'command', living: embedded.living });
  } else {
    say({ did: 'serve' });
    process.once('SIGTERM', async () => {
      await db.close();
      await embedded.close();
      process.exit(0);
    });
  }
} catch (error) {
  say({ refused: (error as { code?: string }).code, message: (error as Error).message });
  process.exit(1);
}
