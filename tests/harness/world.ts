/** A whole 마음지기 on a real Postgres, with a clock that only moves when told, and people to put in it.
 *  Residents speak HTTP to the chat's listener, counsellors to the desk's: nothing inside is stood in for. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { expect, onTestFinished } from 'vitest';
import type { Role } from '../../admin/contract.ts';
import { assemble, type Ground } from '../../main.ts';
import { sealTrail } from '../../triage/auditChain.ts';
import { vapidPublicKey } from '../../triage/notify/push.ts';
import { knownEnd } from '../../triage/store/auditEnd.ts';
import { openBus } from '../../triage/store/bus.ts';
import { firstCenter } from '../../triage/store/centers.ts';
import { openDatabase } from '../../triage/store/db.ts';
import { broken } from '../../triage/store/invariants.ts';
import { migrate } from '../../triage/store/migrate.ts';
import { addWay } from '../../triage/store/noticeMethods.ts';
import { loadSecrets } from '../../triage/store/secrets.ts';
import { startPushService } from '../standins/pager/push.ts';
import { addShift } from './onCall.ts';
import { counsellor, resident } from './people.ts';
import { freshDatabase } from './postgres.ts';
import { removeFolder, temporaryFolder } from './programs.ts';

export { type Ask, counsellor, password, type Resident, resident, until } from './people.ts';

const minute = 60_000;
export interface Clock {
  (): Date;
  advance(by: { seconds?: number; minutes?: number; hours?: number }): void;
}

export function fakeClock(from = '2026-01-05T09:00:00Z'): Clock {
  let now = new Date(from).getTime();
  return Object.assign(() => new Date(now), {
    advance: ({ seconds = 0, minutes = 0, hours = 0 }) => {
      now += seconds * 1000 + minutes * minute + hours * 60 * minute;
    },
  });
}

/** `ground` changes what the house stands on: a slow database, another clock. `database`: on a server of the test's own. */
export async function openWorld(
  change: (ground: Ground) => Partial<Ground> = () => ({}),
  database: () => Promise<{ url: string; drop: () => Promise<void> }> = () => freshDatabase((url) => migrate({ url })),
) {
  const own = await database();
  const db = await openDatabase({ url: own.url });
  const clock = fakeClock();
  const master = randomBytes(32);
  const secrets = await loadSecrets(db, master);
  const center = await firstCenter(db.query, { id: randomUUID(), name: '푸른구 센터', retention: '1년', now: clock() });
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  // Listens before there is a house: a drill in it walks in at this door.
  const chat = await listening();
  const dataDir = temporaryFolder('world');
  const ground: Ground = {
    db,
    master,
    secrets,
    clock,
    newId: randomUUID,
    bus: openBus(),
    log,
    dataDir,
    centerId: center.id,
    publicUrl: 'http://127.0.0.1',
    chatUrl: chat.url,
    deskUrl: 'http://127.0.0.1',
    trustProxy: false,
    // A machine that starves a test of its time is no crowd.
    loopDelayMs: () => 0,
  };
  const house = assemble({ ...ground, ...change(ground) });
  chat.server.on('request', house.bot.app);
  const desk = await listening(house.desk.app);
  ground.bus.subscribe('pages', house.notices.nudge);
  const ends: (() => void)[] = [];
  const seals = () => sealTrail({ query: db.query, key: secrets.audit, clock, known: knownEnd(dataDir) });
  let pushService: ReturnType<typeof startPushService> | null = null;
  const phones = () => {
    pushService ??= startPushService(vapidPublicKey(secrets.vapid), () => clock().getTime());
    return pushService;
  };
  onTestFinished(async () => {
    for (const end of ends) end();
    house.bot.close();
    house.desk.close();
    await Promise.all([closed(chat.server), closed(desk.server)]);
    await house.bot.settled();
    await house.paging.settled();
    await house.notices.settled();
    await house.away.settled();
    await house.away.close();
    await house.end();
    (await pushService)?.end();
    await db.close();
    await own.drop();
    removeFolder(dataDir);
  });
  return {
    ...house,
    url: own.url,
    db,
    clock,
    master,
    secrets,
    center,
    /** Where a browser finds residents' listener and the desk's. */
    chatUrl: chat.url,
    deskUrl: desk.url,
    logged,
    ground,
    /** A second of what goes on while the records are away. */
    aways: () => Promise.all([house.away.keeps(), house.away.calls()]),
    resident: () => resident(chat.url, (end) => ends.push(end)),
    /** Somebody at a desk; a counsellor unless said otherwise. */
    counsellor: (name: string, role: Role = 'counsellor') => counsellor(db, clock, center.id, desk.url, name, role),
    /** Is on duty, from now on unless said otherwise. */
    takesDuty: (who: { id: string }, when: Parameters<typeof addShift>[2] = {}) =>
      addShift(db, { centerId: center.id, staffId: who.id, now: clock() }, when),
    /** Can be told outside the desk. */
    hasPhone: async (who: { id: string }, afterMinutes = 0) => {
      const { subscription } = (await phones()).subscribes();
      const [id, now] = [randomUUID(), clock()];
      await addWay(db, secrets.notice, {
        ...{ id, centerId: center.id, staffId: who.id, kind: 'push', label: '휴대폰', hookId: null, lang: 'ko', now },
        to: JSON.stringify(subscription),
        same: subscription.endpoint,
      });
      await db.query('update notice_method set verified_at = made_at, after_minutes = $2 where id = $1', [
        id,
        afterMinutes,
      ]);
    },
    /** What phones are told by fails each time, or works again. */
    phonesFail: async (fail = true) => {
      (await phones()).badDaysLast(fail ? { kind: 'answers', status: 503 } : undefined);
    },
    /** Everything that is due happens, as the second hand would have made it happen. */
    passes: async (by: Parameters<Clock['advance']>[0]) => {
      clock.advance(by);
      await house.dispatch.round();
      await house.notices.settled();
    },
    /** Whatever the story did: what must always hold does. */
    holds: async () => {
      await seals();
      expect(await broken(db.query, clock())).toEqual([]);
    },
    /** What stands in the audit trail gets its place in the chain, as a worker gives it. */
    seals,
    /** Where that chain ended, as this machine saw it. */
    known: knownEnd(dataDir),
    escalations: async () =>
      (
        await db.query<{
          id: string;
          tier: string | null;
          priority: number;
          rules: string[];
          flags: string[];
          open: boolean;
        }>('select id, tier, priority, rules, flags, closed_at is null as open from escalation order by opened_at')
      ).rows,
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

async function listening(app?: Parameters<typeof createServer>[1]) {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
