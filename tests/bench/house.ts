/** 마음지기 on Postgres as `npm start` assembles it, for a bench. */
import { randomBytes, randomUUID } from 'node:crypto';
import pino from 'pino';
import { assemble, type Ground } from '../../main.ts';
import { openBus } from '../../triage/store/bus.ts';
import { firstCenter } from '../../triage/store/centers.ts';
import { databaseClock } from '../../triage/store/databaseClock.ts';
import { openDatabase } from '../../triage/store/db.ts';
import { migrate } from '../../triage/store/migrate.ts';
import { loadSecrets } from '../../triage/store/secrets.ts';
import { asking } from '../harness/asking.ts';
import { temporaryFolder } from '../harness/programs.ts';

/** For a load generator, which is one network and one flood. */
export const unpaced = { session: 1e9, network: 1e9, openings: 1e9 };

/** url: of an empty database. `more`: what the house stands on besides. `trips` says how many statements went to Postgres so far,
 *  `settling` how many of them wrote down what was delivered,
 *  `reading` how many only read. master: of a database that was settled in before. */
export async function assembled(url: string, more: Partial<Ground> = {}) {
  await migrate({ url });
  const opened = await openDatabase({ url });
  let trips = 0;
  let settling = 0;
  let reading = 0;
  const db = asking(opened, (query) => (...args) => {
    trips += 1;
    if (args[2] === 'turn_mark_all_sent') settling += 1;
    if (/^\s*select\b/.test(args[0])) reading += 1;
    return query(...args);
  });
  const master = more.master ?? randomBytes(32);
  const time = await databaseClock(opened);
  const now = time.clock();
  const ground: Ground = {
    db,
    master,
    secrets: await loadSecrets(opened, master),
    clock: time.clock,
    newId: randomUUID,
    bus: openBus(),
    log: pino({ level: 'error' }),
    centerId: (await firstCenter(opened.query, { id: randomUUID(), name: 'bench', retention: '1년', now })).id,
    dataDir: temporaryFolder('bench'),
    publicUrl: 'http://127.0.0.1',
    deskUrl: 'http://127.0.0.1',
    trustProxy: false,
    ...more,
  };
  return {
    house: assemble(ground),
    ground,
    trips: () => trips,
    settling: () => settling,
    reading: () => reading,
    close: async () => {
      time.close();
      await opened.close();
    },
  };
}
