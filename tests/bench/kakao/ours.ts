/** 마음지기 with KakaoTalk, as `npm start` assembles it, without pace limits. argv: database URL, secret, bot id. */
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

const [, , url = '', secret = '', botId = ''] = process.argv;
await migrate({ url });
const db = await openDatabase({ url });
const master = randomBytes(32);
const { clock } = await databaseClock(db);
const house = assemble({
  db,
  master,
  secrets: await loadSecrets(db, master),
  clock,
  newId: randomUUID,
  bus: openBus(),
  log: pino({ level: 'error' }),
  centerId: (await firstCenter(db.query, { id: randomUUID(), name: 'bench', retention: '1년', now: clock() })).id,
  publicUrl: 'http://127.0.0.1',
  deskUrl: 'http://127.0.0.1',
  trustProxy: false,
  paces: { session: 1e9, network: 1e9, openings: 1e9 },
  channels: {
    kakao: {
      secrets: [secret],
      botIds: [botId],
      networks: [],
      eventApiBaseUrl: 'https://bot-api.kakao.com',
      events: null,
      consultation: false,
      channelUrl: null,
    },
  },
});
await serve(house.bot.app, () => 0);
