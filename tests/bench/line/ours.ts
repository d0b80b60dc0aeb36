/** 마음지기 on Postgres as `npm start` assembles it, with LINE set up. argv: database URL, LINE URL. */
import { randomBytes, randomUUID } from 'node:crypto';
import pino from 'pino';
import { assemble } from '../../../main.ts';
import { openBus } from '../../../triage/store/bus.ts';
import { firstCenter } from '../../../triage/store/centers.ts';
import { databaseClock } from '../../../triage/store/databaseClock.ts';
import { openDatabase } from '../../../triage/store/db.ts';
import { migrate } from '../../../triage/store/migrate.ts';
import { loadSecrets } from '../../../triage/store/secrets.ts';
import { serve } from '../served.ts';

const [, , url = '', api = ''] = process.argv;
await migrate({ url });
const db = await openDatabase({ url });
let trips = 0;
const counted =
  (query: typeof db.query): typeof db.query =>
  (...args) => {
    trips += 1;
    return query(...args);
  };
const master = randomBytes(32);
const { clock } = await databaseClock(db);
const now = clock();
const house = assemble({
  db: { ...db, query: counted(db.query), lane: counted(db.lane) },
  master,
  secrets: await loadSecrets(db, master),
  clock,
  newId: randomUUID,
  bus: openBus(),
  log: pino({ level: 'error' }),
  centerId: (await firstCenter(db.query, { id: randomUUID(), name: 'bench', retention: '1년', now })).id,
  publicUrl: 'http://127.0.0.1',
  deskUrl: 'http://127.0.0.1',
  trustProxy: false,
  channels: {
    line: { secrets: ['bench'], accessToken: 'bench', apiBaseUrl: api, botUserId: `U${'f'.repeat(32)}`, basicId: null },
  },
});
await serve(house.bot.app, () => trips);
