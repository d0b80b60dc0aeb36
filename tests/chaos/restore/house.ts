/** 마음지기 on a cluster of the rehearsal, with LINE and a phone of whoever is on duty; and the few things that are asked of it. */
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { vapidPublicKey } from '../../../triage/notify/push.ts';
import { firstCenter } from '../../../triage/store/centers.ts';
import { type Database, openDatabase } from '../../../triage/store/db.ts';
import { migrate } from '../../../triage/store/migrate.ts';
import { addWay } from '../../../triage/store/noticeMethods.ts';
import { loadSecrets, type Secrets } from '../../../triage/store/secrets.ts';
import { addStaff } from '../../../triage/store/staff.ts';
import { addShift } from '../../harness/onCall.ts';
import { type Replica, startReplica } from '../../harness/replica.ts';
import { type LineStandIn, startLine } from '../../standins/line/phone.ts';
import { type StandIn, startStandIn } from '../../standins/process.ts';
import type { Cluster } from './cluster.ts';

const line = { LINE_CHANNEL_SECRET: 'a-channel-secret', LINE_CHANNEL_ACCESS_TOKEN: 'a-channel-access-token' };
export const centerName = '복원연습 정신건강복지센터';

/** The world around, which no loss of ours touches. */
export interface Outside {
  line: LineStandIn;
  pushes: StandIn;
  /** How many calls the phone of whoever is on duty has shown. */
  shown(): Promise<number>;
  end(): Promise<void>;
}

/** Migrates an empty cluster, puts somebody on duty who has a phone, and starts LINE and the push service. */
export async function settleIn(cluster: Cluster, master: Buffer): Promise<Outside> {
  await migrate({ url: cluster.url });
  const db = await openDatabase({ url: cluster.url });
  try {
    const secrets = await loadSecrets(db, master);
    const line = await startLineAccount();
    const pushes = await startStandIn(join(import.meta.dirname, '../../standins/pager/main.ts'), {
      VAPID_KEY: vapidPublicKey(secrets.vapid),
    });
    const phone = await pushes.ask<{ id: string; subscription: object }>('POST', '/control/browsers');
    await onDuty(db, secrets, phone.subscription);
    return {
      line,
      pushes,
      shown: async () => {
        const seen = await pushes.ask<{ shown: unknown[]; violations: string[] }>(
          'GET',
          `/control/browsers/${phone.id}`,
        );
        if (seen.violations.length > 0) throw new Error(`The push service complains: ${seen.violations[0]}`);
        return seen.shown.length;
      },
      end: async () => {
        await Promise.all([line.end(), pushes.end()]);
      },
    };
  } finally {
    await db.close();
  }
}

const startLineAccount = () => startLine({ ...line, LINE_REDELIVERY: 'on' });

async function onDuty(db: Database, secrets: Secrets, subscription: object): Promise<void> {
  const now = new Date();
  const center = await firstCenter(db.query, { id: randomUUID(), name: centerName, retention: '1년', now });
  const [id, wayId] = [randomUUID(), randomUUID()];
  const own = { id, centerId: center.id, email: 'kim@center.example', name: '김', role: 'counsellor' };
  await addStaff(db, { ...own, password: null, invite: null, at: now });
  await addShift(db, { centerId: center.id, staffId: id, now });
  const way = { id: wayId, centerId: center.id, staffId: id, label: '휴대폰', hookId: null, same: id, now };
  await addWay(db, secrets.notice, { ...way, kind: 'push', lang: 'ko', to: JSON.stringify(subscription) });
  await db.query('update notice_method set verified_at = $2 where id = $1', [wayId, now]);
}

/** One process of role `all`. What it keeps on its own disk stays in `root`/data, whichever database it is given. */
export async function open(cluster: Cluster, master: Buffer, outside: Outside, root: string): Promise<Replica> {
  const data = join(root, 'data');
  mkdirSync(data, { recursive: true });
  const on = { databaseUrl: cluster.url, redisUrl: '', masterKey: master };
  const app = await startReplica('all', on, {
    ...line,
    DATA_DIR: data,
    LINE_API_BASE_URL: outside.line.url,
    LINE_BOT_USER_ID: String(outside.line.told.botUserId),
    NOTICE_CONTACT: 'mailto:notice@center.example.kr',
    NOTICE_PRIVATE_HOSTS: '127.0.0.1',
    LOG_LEVEL: 'warn',
  });
  await outside.line.settings({ webhookUrl: `${app.url}/webhooks/line` });
  return app;
}
