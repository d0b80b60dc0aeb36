/** 마음지기 as several processes on a Postgres and a Redis of its own, each behind its own bad network, with messengers and a push service
 *  stood in for, and counsellors on duty whose phones ring. */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { vapidPublicKey } from '../../triage/notify/push.ts';
import { firstCenter } from '../../triage/store/centers.ts';
import { type Database, openDatabase } from '../../triage/store/db.ts';
import { migrate } from '../../triage/store/migrate.ts';
import { loadSecrets } from '../../triage/store/secrets.ts';
import { type FaultProxy, startFaultProxy } from '../harness/faultProxy.ts';
import { addShift } from '../harness/onCall.ts';
import { counsellor } from '../harness/people.ts';
import { freePort, removeFolder, temporaryFolder } from '../harness/programs.ts';
import { type Replica, type Role, startReplica } from '../harness/replica.ts';
import { startPostgres, startRedis } from '../harness/services.ts';
import { startLine } from '../standins/line/phone.ts';
import { type StandIn, startStandIn } from '../standins/process.ts';
import { openSmallDisk } from './smallDisk.ts';

export interface Member {
  name: string;
  role: Role;
  /** Where it is reached, through its network; '' for a worker. */
  url: string;
  /** What it keeps on its own disk. */
  dataDir: string;
  http: FaultProxy | null;
  postgres: FaultProxy;
  line: FaultProxy;
  /** Null: it does not run. */
  running: Replica | null;
  /** The checkout that it runs from when it starts next; undefined: this one. */
  code: string | undefined;
  /** env: settings of this one life. */
  start(life?: { env?: Record<string, string> }): Promise<void>;
  /** Told to end, or killed. */
  end(): Promise<void>;
  kill(): Promise<void>;
}

export const kakaoSecret = 'a-secret-of-this-run-only-0123456789abcdef';
export const kakaoBotId = '65f0c0ffee0000000000beef';
const token = 'a-channel-access-token';
const secret = 'a-channel-secret';

export type House = Awaited<ReturnType<typeof openHouse>>;

interface Built {
  /** Postgres' data lie on a disk that can be filled. */
  smallDisk?: boolean;
  /** The checkout that everybody runs from at first, on its schema. Default: this one. */
  code?: string | undefined;
}

/** members: role by name. */
export async function openHouse(
  seed: number,
  members: Readonly<Record<string, Role>>,
  { smallDisk = false, code }: Built = {},
) {
  const ends: (() => Promise<unknown> | unknown)[] = [];
  const opened = <T>(value: T, end: (value: T) => Promise<unknown> | unknown): T => {
    ends.unshift(() => end(value));
    return value;
  };
  const close = async () => {
    for (const end of ends) await end();
  };
  try {
    const disk = smallDisk ? opened(openSmallDisk(400), (one) => one.end()) : null;
    const where = disk ? { folder: disk.folder } : {};
    const postgres = opened(await startPostgres({ durable: true, ...where }), (service) => service.stop());
    const redis = opened(await startRedis(), (service) => service.stop());
    await migrate({ url: postgres.url }, code === undefined ? {} : { directory: migrationsOf(code) });
    const db = opened(await openDatabase({ url: postgres.url }, { max: 4 }), (open) => open.close());
    const master = randomBytes(32);
    const secrets = await loadSecrets(db, master);
    const now = () => new Date();
    const center = await firstCenter(db.query, { id: randomUUID(), name: '푸른구 센터', retention: '1년', now: now() });
    const line = opened(await startLine({ LINE_CHANNEL_SECRET: secret, LINE_CHANNEL_ACCESS_TOKEN: token }), (standIn) =>
      standIn.end(),
    );
    const pagerMain = join(import.meta.dirname, '../standins/pager/main.ts');
    const pager = opened(await startStandIn(pagerMain, { VAPID_KEY: vapidPublicKey(secrets.vapid) }), (standIn) =>
      standIn.end(),
    );
    const redisNet = opened(await startFaultProxy(redis.url, seed), (proxy) => proxy.end());
    const team = await Promise.all(
      Object.entries(members).map(([name, role], nth) =>
        joined({
          name,
          role,
          code,
          seed: seed + nth,
          databaseUrl: postgres.url,
          redisUrl: redisNet.through(redis.url),
          lineUrl: line.url,
          master,
          opened,
        }),
      ),
    );
    const named = new Map(team.map((member) => [member.name, member]));
    const member = (name: string): Member => {
      const one = named.get(name);
      if (!one) throw new Error(`There is no process "${name}".`);
      return one;
    };
    const bots = team.filter(({ role }) => role === 'bot');
    return {
      disk,
      postgres,
      redis,
      redisNet,
      db,
      master,
      center,
      line,
      pager,
      members: team,
      member,
      bots,
      /** One after the other: five at once on a small machine would all be slow. */
      async start() {
        for (const one of team) await one.start();
      },
      /** LINE brings its webhooks to this process. */
      lineComesTo: (one: Member) => line.settings({ webhookUrl: `${one.url}/webhooks/line` }),
      counsellor: (name: string) => onDuty({ db, centerId: center.id, desk: member('desk').url, pager, name }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Where a checkout keeps the steps of its schema. */
export const migrationsOf = (code: string): string => join(code, 'triage/store/migrations');

interface Joining {
  name: string;
  role: Role;
  code: string | undefined;
  seed: number;
  databaseUrl: string;
  redisUrl: string;
  lineUrl: string;
  master: Buffer;
  opened<T>(value: T, end: (value: T) => Promise<unknown> | unknown): T;
}

/** Its ports stay the same over all its lives, so that its network need not move. */
async function joined({
  name,
  role,
  code,
  seed,
  databaseUrl,
  redisUrl,
  lineUrl,
  master,
  opened,
}: Joining): Promise<Member> {
  const port = await freePort();
  const network = async (target: string) => opened(await startFaultProxy(target, seed), (proxy) => proxy.end());
  const [postgres, line] = [await network(databaseUrl), await network(lineUrl)];
  const http = role === 'worker' ? null : await network(`127.0.0.1:${port}`);
  const url = http ? `http://127.0.0.1:${http.port}` : '';
  const dataDir = opened(temporaryFolder(name), removeFolder);
  const settings = {
    PORT: String(port),
    DESK_PORT: String(port),
    // What it keeps on its own disk outlives it.
    DATA_DIR: dataDir,
    DESK_URL: url || 'http://127.0.0.1',
    PUBLIC_URL: url || 'http://127.0.0.1',
    // Each resident has an address of their own: a load generator is no flood from one place.
    TRUST_PROXY: 'loopback',
    LINE_CHANNEL_SECRET: secret,
    LINE_CHANNEL_ACCESS_TOKEN: token,
    LINE_API_BASE_URL: line.through(lineUrl),
    KAKAO_SKILL_SECRET: kakaoSecret,
    KAKAO_BOT_IDS: kakaoBotId,
  };
  // Not running from the first moment on: what is meant to end is nobody's to start again.
  const ended = async (signal: NodeJS.Signals): Promise<void> => {
    const { running } = member;
    member.running = null;
    const late = setTimeout(() => void running?.process.end('SIGKILL'), 10_000);
    try {
      if (running) process.kill(running.process.pid, signal);
    } catch {
      // It had ended by itself.
    }
    await running?.process.ended;
    clearTimeout(late);
  };
  const member: Member = {
    name,
    role,
    url,
    dataDir,
    http,
    postgres,
    line,
    running: null,
    code,
    async start({ env = {} } = {}) {
      const on = { databaseUrl: postgres.through(databaseUrl), redisUrl, masterKey: master };
      // Its database may be away at this moment: a supervisor tries again.
      for (let tries = 1; ; tries += 1) {
        try {
          member.running = await startReplica(role, on, { ...settings, ...env }, member.code);
          return;
        } catch (error) {
          if (tries === 4) throw error;
        }
      }
    },
    end: () => ended('SIGTERM'),
    kill: () => ended('SIGKILL'),
  };
  return opened(member, (one) => one.kill());
}

interface OnDuty {
  db: Database;
  centerId: string;
  desk: string;
  pager: StandIn;
  name: string;
}

/** Somebody at a desk who has duty all the time, and whose phone shows what it is sent. */
async function onDuty({ db, centerId, desk, pager, name }: OnDuty) {
  const now = () => new Date();
  const one = await counsellor(db, now, centerId, desk, name, 'counsellor');
  await addShift(db, { centerId, staffId: one.id, now: now() }, { fromHours: -1, hours: 100 });
  const phone = await pager.ask<{ id: string; subscription: object }>('POST', '/control/browsers');
  const shown = async (): Promise<Page[]> =>
    (await pager.ask<{ shown: Page[] }>('GET', `/control/browsers/${phone.id}`)).shown;
  const added = await one.call<{ id: string }>('POST', '/api/alerts', {
    lang: 'ko',
    kind: 'push',
    subscription: phone.subscription,
  });
  for (const until = Date.now() + 20_000; (await shown()).length === 0; await wait(50)) {
    if (Date.now() > until) throw new Error(`The phone of ${name} never got its code: ${JSON.stringify(added)}`);
  }
  const code = String((await shown()).at(-1)?.payload.code);
  const proved = await one.call('POST', `/api/alerts/${added.body.id}/verify`, { code });
  if (proved.status >= 300) throw new Error(`The phone of ${name} was not proved: ${proved.status}`);
  return { ...one, shown };
}

/** As the push service's own record tells it. `at`: ms since the epoch. */
export interface Page {
  at: number;
  payload: Record<string, unknown>;
}
