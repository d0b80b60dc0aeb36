/** The watchdog on a real Postgres: every trouble is made, rings by its own ways, and is over when it is over. */
import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { askHeartbeat, tellAlarm } from '../../triage/notify/alert.ts';
import { openDatabase } from '../../triage/store/db.ts';
import { look, openEye } from '../../triage/store/eye.ts';
import { keepLook } from '../../triage/store/invariantLooks.ts';
import { migrate } from '../../triage/store/migrate.ts';
import { addPages } from '../../triage/store/pages.ts';
import { beatPulse } from '../../triage/store/pulses.ts';
import { type Alarm, type Trouble, troubles, type WatchdogDeps, watchdog } from '../../triage/watchdog.ts';
import { alarmWords } from '../../triage/watchWords.ts';
import { type Service, startPostgres } from '../harness/services.ts';
import { openKeeper } from '../standins/watch/keeper.ts';

const secret = 'a-secret-of-at-least-thirty-two-letters';
let postgres: Service;
beforeAll(async () => {
  postgres = await startPostgres();
  await migrate({ url: postgres.url });
}, 60_000);
afterAll(() => postgres.stop());

const before = (seconds: number) => new Date(Date.now() - seconds * 1000);

/** A house that works, and somebody who watches it. `later`: moves the watchdog's own sense of time, for what is repeated. */
async function watched({ canaryWithinMs = null }: Partial<WatchdogDeps> = {}) {
  const db = await openDatabase({ url: postgres.url });
  await db.query(
    `delete from page; delete from notice_method; delete from session; delete from escalation_event; delete from escalation;
     delete from inbox; delete from pulse; delete from resident; delete from rehearsal; delete from staff; delete from center;
     delete from invariant`,
  );
  const keeper = await openKeeper(secret);
  const eye = openEye(postgres.url);
  const hook = { url: keeper.hookUrl, secret };
  let aheadMs = 0;
  let clockOffMs = 0;
  const faults: string[] = [];
  const fault = (what: string) => void faults.push(what);
  const now = () => new Date(Date.now() + aheadMs);
  const { round } = watchdog({
    look: () => look(eye, () => new Date(Date.now() + clockOffMs)),
    tell: (alarm) => tellAlarm({ hook, mail: null }, alarm, new Date(), fault),
    heartbeat: () => askHeartbeat(keeper.heartbeatUrl),
    now,
    canaryWithinMs,
    fault,
  });
  const centerId = randomUUID();
  await db.query('insert into center (id, name, created_at) values ($1, $2, $3)', [centerId, '푸른구', before(99)]);
  const process = randomUUID();
  const beats = (at = new Date(), driftMs = 0) => beatPulse(db.query, { process, role: 'worker', at, driftMs });
  await beats();
  /** Somebody looked so many seconds ago whether what must always hold does, and found so much of it broken. */
  const verifies = (broken = 0, seconds = 0) =>
    keepLook(db.query, { id: 'I2.revs', broken, sawAll: true, tookMs: 1, now: before(seconds) });
  await verifies();
  onTestFinished(async () => {
    await eye.close();
    await keeper.end();
    await db.close().catch(() => {});
  });
  return {
    db,
    keeper,
    faults,
    beats,
    verifies,
    centerId,
    round: async () => {
      await beats();
      await round();
    },
    /** Nothing beats meanwhile. */
    looks: round,
    later: (minutes: number) => {
      aheadMs += minutes * 60_000;
    },
    clockOff: (ms: number) => {
      clockOffMs = ms;
    },
    heard: () => keeper.told.map(({ trouble, stage }) => `${trouble} ${stage}`),
    /** Somebody whose case was opened so many seconds ago, and when they are to be called next. */
    case: async (openedS: number, nextS: number | null, priority = 0) => {
      const [residentId, id] = [randomUUID(), randomUUID()];
      await db.query('insert into resident (id, center_id, wrapped_key, created_at) values ($1, $2, $3, $4)', [
        residentId,
        centerId,
        Buffer.alloc(40),
        before(openedS),
      ]);
      await db.query(
        `insert into escalation (resident_id, id, center_id, priority, rules, reason, channel, opened_at, claim_by, changed_at, next_page_at)
         values ($1, $2, $3, $4, '{R1}', 'danger-now', 'web', $5, $5, $5, $6)`,
        [residentId, id, centerId, priority, before(openedS), nextS === null ? null : before(-nextS)],
      );
      return { residentId, escalationId: id, priority: 0 as const, round: 0, step: 0 };
    },
    claimed: (id: string) =>
      db.query('update escalation set claimed_at = $2, next_page_at = null, closed_at = $2 where id = $1', [
        id,
        new Date(),
      ]),
  };
}

it('is quiet while all is well, and the heartbeat goes out once a minute', async () => {
  const house = await watched();
  for (let n = 0; n < 4; n += 1) await house.round();
  expect(house.keeper.told).toEqual([]);
  expect(house.keeper.heartbeats()).toBe(1);
  house.later(1);
  await house.round();
  expect(house.keeper.heartbeats()).toBe(2);
});

it('rings at once when the dispatcher stands still, again every five minutes, and says once that it is over', async () => {
  const house = await watched();
  await house.beats(before(9));
  await house.looks();
  expect(house.heard()).toEqual([]);
  await house.beats(before(11));
  await house.looks();
  await house.looks();
  expect(house.heard()).toEqual(['stalled began']);
  expect(house.keeper.told[0]?.text.ko).toMatch(/^\[마음지기 경보\] 호출이 11초째 멈춰 있어요/);
  house.later(4);
  await house.looks();
  expect(house.heard()).toHaveLength(1);
  house.later(2);
  await house.looks();
  expect(house.heard()).toEqual(['stalled began', 'stalled lasts']);
  const beats = house.keeper.heartbeats();
  await house.round();
  await house.round();
  expect(house.heard()).toEqual(['stalled began', 'stalled lasts', 'stalled over']);
  expect(house.keeper.heartbeats()).toBe(beats + 1);
});

it('rings when no process has ever gone through what is due', async () => {
  const house = await watched();
  await house.db.query('delete from pulse');
  await house.looks();
  expect(house.heard()).toEqual(['stalled began']);
});

it('rings when a call is more than thirty seconds late', async () => {
  const house = await watched();
  const { escalationId } = await house.case(600, -29);
  await house.db.query(`update escalation set priority = 2`);
  await house.round();
  expect(house.heard()).toEqual([]);
  await house.db.query('update escalation set next_page_at = $1', [before(31)]);
  await house.round();
  await house.claimed(escalationId);
  await house.round();
  expect(house.heard()).toEqual(['overdue began', 'overdue over']);
});

it('rings when an urgent case was opened and nobody was called: a page is withheld', async () => {
  const house = await watched();
  const about = await house.case(40, 60);
  await house.round();
  expect(house.heard()).toEqual(['unpaged began']);
  await addPages(house.db, { centerId: house.centerId, kind: 'case', about, staffIds: [], now: new Date() });
  await house.round();
  expect(house.heard()).toEqual(['unpaged began']);
  await house.db.query(
    `insert into page (id, center_id, resident_id, escalation_id, kind, made_at, due_at) values ($1, $2, $3, $4, 'case', $5, $5)`,
    [randomUUID(), house.centerId, about.residentId, about.escalationId, new Date()],
  );
  await house.round();
  expect(house.heard()).toEqual(['unpaged began', 'unpaged over']);
});

it('rings when what somebody said has waited for a minute', async () => {
  const house = await watched();
  const { residentId } = await house.case(600, null, 3);
  const waits = (seconds: number) =>
    house.db.query(
      `insert into inbox (resident_id, event_id, center_id, channel, event, received_at, due_at) values ($1, $4, $2, 'web', '', $3, $3)`,
      [residentId, house.centerId, before(seconds), `said ${seconds}`],
    );
  await waits(50);
  await house.round();
  expect(house.heard()).toEqual([]);
  await waits(61);
  await house.round();
  await house.db.query('delete from inbox');
  await house.round();
  expect(house.heard()).toEqual(['unhandled began', 'unhandled over']);
});

it('rings when what must always hold was broken at two looks in a row, and is over when it holds again', async () => {
  const house = await watched();
  await house.verifies(3);
  await house.round();
  expect(house.heard()).toEqual([]);
  await house.verifies(3);
  await house.round();
  expect(house.heard()).toEqual(['broken began']);
  expect(house.keeper.told[0]?.text.en).toContain('1 of the things that must always hold do not');
  await house.verifies(0);
  await house.round();
  expect(house.heard()).toEqual(['broken began', 'broken over']);
});

it('rings when nobody has looked for five minutes whether it holds: one that is never looked at counts as much as none', async () => {
  const house = await watched();
  house.later(4);
  await house.db.query('delete from invariant');
  await house.round();
  expect(house.heard()).toEqual([]);
  house.later(2);
  await house.round();
  expect(house.heard()).toEqual(['broken began']);
  expect(house.keeper.told[0]?.text.ko).toContain('5분 넘게 아무도 확인하지 않았어요');
  await house.verifies();
  await house.round();
  expect(house.heard()).toEqual(['broken began', 'broken over']);
  await keepLook(house.db.query, { id: 'I8.late', broken: 0, sawAll: true, tookMs: 1, now: before(301) });
  await house.round();
  expect(house.heard().slice(2)).toEqual(['broken began']);
});

it('rings when a clock is off: that of a worker, or its own', async () => {
  const house = await watched();
  await house.beats(new Date(), -1_900);
  await house.looks();
  expect(house.heard()).toEqual([]);
  await house.beats(new Date(), -300_000);
  await house.looks();
  await house.round();
  expect(house.heard()).toEqual(['clock began', 'clock over']);
  expect(house.keeper.told[0]?.text.en).toContain('300 seconds off');
  house.clockOff(300_000);
  await house.round();
  house.clockOff(0);
  await house.round();
  expect(house.heard().slice(2)).toEqual(['clock began', 'clock over']);
});

it('rings when no canary was heard for ten minutes, but not for one that never had the time', async () => {
  const house = await watched({ canaryWithinMs: 600_000 });
  await house.round();
  house.later(9);
  await house.round();
  expect(house.heard()).toEqual([]);
  house.later(2);
  await house.round();
  expect(house.heard()).toEqual(['canary began']);
  const staffId = randomUUID();
  await house.db.query(
    `insert into staff (id, center_id, email, name, role, created_at) values ($1, $2, 'a@b.c', 'a', 'counsellor', $3)`,
    [staffId, house.centerId, before(99)],
  );
  await house.db.query(
    `insert into rehearsal (id, kind, center_id, staff_id, ladder, started_at, acknowledged_at) values ($1, 'canary', $2, $3, '{}', $4, $4)`,
    [randomUUID(), house.centerId, staffId, before(5)],
  );
  await house.round();
  expect(house.heard()).toEqual(['canary began', 'canary over']);
});

it('withholds the heartbeat, without an alarm of its own, while somebody urgent waits and nobody is being called', async () => {
  const house = await watched();
  const about = await house.case(400, null, 1);
  await house.db.query(
    `insert into escalation_event (resident_id, escalation_id, cause, kind, at) values ($1, $2, 'x', 'unreached', $3)`,
    [about.residentId, about.escalationId, new Date()],
  );
  await house.round();
  house.later(2);
  await house.round();
  expect([house.keeper.heartbeats(), house.heard()]).toEqual([0, []]);
  // Called in vain: a page without a way is nobody's phone.
  await house.db.query('update escalation set next_page_at = $1', [before(-60)]);
  await house.db.query(
    `insert into page (id, center_id, resident_id, escalation_id, kind, made_at, due_at, state) values ($1, $2, $3, $4, 'case', $5, $5, 'failed')`,
    [randomUUID(), house.centerId, about.residentId, about.escalationId, new Date()],
  );
  await house.round();
  expect(house.keeper.heartbeats()).toBe(0);
  await house.db.query(`update page set state = 'accepted'`);
  await house.round();
  expect(house.keeper.heartbeats()).toBe(1);
});

it('rings when the database is away, keeps what stood before, and sees again by itself', async () => {
  const house = await watched();
  await house.beats(before(20));
  await house.looks();
  expect(house.heard()).toEqual(['stalled began']);
  await postgres.down();
  await house.looks();
  await house.looks();
  expect(house.heard()).toEqual(['stalled began', 'database began']);
  expect(house.keeper.heartbeats()).toBe(0);
  await postgres.up();
  await house.round();
  expect(house.heard().slice(2).sort()).toEqual(['database over', 'stalled over']);
  await house.round();
  expect(house.keeper.heartbeats()).toBe(1);
}, 60_000);

/** One who takes cases, with a way that works, and somebody urgent the ladder looked after so many seconds ago. */
async function called(house: Awaited<ReturnType<typeof watched>>, looked: 'paged' | 'unreached', secondsAgo: number) {
  const about = await house.case(secondsAgo, 3_600, 1);
  const [staffId, methodId] = [randomUUID(), randomUUID()];
  await house.db.query(
    `insert into staff (id, center_id, email, name, role, created_at) values ($1, $2, 'kim@b.c', 'a', 'counsellor', $3)`,
    [staffId, house.centerId, before(99)],
  );
  await house.db.query(
    `insert into notice_method (id, center_id, staff_id, kind, label, sealed, hash, made_at, verified_at)
     values ($1, $2, $3, 'push', '휴대폰', '', $4, $5, $5)`,
    [methodId, house.centerId, staffId, randomBytes(16), before(99)],
  );
  const happens = (kind: string, seconds: number) =>
    house.db.query(
      `insert into escalation_event (resident_id, escalation_id, cause, kind, at) values ($1, $2, $3, $4, $5)`,
      [about.residentId, about.escalationId, randomUUID(), kind, before(seconds)],
    );
  await happens(looked, secondsAgo);
  await house.db.query(
    `insert into page (id, center_id, resident_id, escalation_id, kind, staff_id, method_id, made_at, due_at) values ($1, $2, $3, $4, 'case', $5, $6, $7, $7)`,
    [randomUUID(), house.centerId, about.residentId, about.escalationId, staffId, methodId, before(secondsAgo)],
  );
  const page = (set: string) => house.db.query(`update page set ${set}`);
  const beats = async () => {
    house.later(2);
    const heard = house.keeper.heartbeats();
    await house.round();
    return house.keeper.heartbeats() > heard;
  };
  return { staffId, happens, page, beats };
}

it('a ladder that waits for hours between two calls is no reason to withhold it, once somebody was told', async () => {
  const house = await watched();
  const { page, happens, beats } = await called(house, 'paged', 3 * 3_600);
  await page(`state = 'accepted'`);
  expect(await beats()).toBe(true);
  // The next look reached nobody: who was told three hours ago is nobody now.
  await happens('unreached', 100);
  expect(await beats()).toBe(false);
  expect(house.heard()).toEqual([]);
});

it('a page under way counts while its way works, and not when it fails each time', async () => {
  const house = await watched();
  const { beats } = await called(house, 'paged', 300);
  expect(await beats()).toBe(true);
  await house.db.query('update notice_method set failures = 3');
  expect(await beats()).toBe(false);
});

it('a centre that only uses desks is told while one is open', async () => {
  const house = await watched();
  const { staffId, page, beats } = await called(house, 'paged', 300);
  await page(`state = 'failed', method_id = null`);
  expect(await beats()).toBe(false);
  await house.db.query(
    `insert into session (token_hash, staff_id, created_at, seen_at, desk_at) values ($1, $2, $3, $3, $3)`,
    [randomBytes(32), staffId, new Date()],
  );
  expect(await beats()).toBe(true);
  await house.db.query('update session set desk_at = $1', [before(60)]);
  expect(await beats()).toBe(false);
});

it('rings for nothing that is no trouble: a connection that was cut while nobody used it', async () => {
  const house = await watched();
  await house.round();
  const owner = new pg.Client({ connectionString: postgres.url });
  await owner.connect();
  const { rowCount } = await owner.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'maumjigi watchdog'`,
  );
  await owner.end();
  expect(rowCount).toBe(1);
  await house.round();
  expect(house.heard()).toEqual([]);
});

it('tells again what nobody heard, and gives no all-clear for what nobody was told of', async () => {
  const house = await watched();
  house.keeper.deaf(true);
  await house.beats(before(20));
  await house.looks();
  expect(house.faults).toContain('an alarm could not be told');
  await house.round();
  house.keeper.deaf(false);
  await house.round();
  expect(house.heard()).toEqual([]);
  await house.beats(before(20));
  house.keeper.deaf(true);
  await house.looks();
  house.keeper.deaf(false);
  await house.looks();
  expect(house.heard()).toEqual(['stalled began']);
  expect(house.keeper.refused).toEqual([]);
});

it('writes mail over its own server, and one way that fails does not hide the other', async () => {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      let mail = '';
      stream.on('data', (part: Buffer) => {
        mail += part.toString();
      });
      stream.on('end', () => {
        mails.push(mail);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as { port: number };
  const mail = { server: `smtp://127.0.0.1:${port}`, from: 'watch@center.example.kr', to: ['night@center.example.kr'] };
  const alarm: Alarm = { trouble: 'database', stage: 'began', since: new Date(), amount: null };
  const faults: string[] = [];
  const deaf = { url: 'http://127.0.0.1:1/', secret };
  await tellAlarm({ hook: deaf, mail }, alarm, new Date(), (what) => void faults.push(what));
  expect(faults).toEqual(['one of the ways did not take an alarm']);
  expect(mails[0]).toContain('To: night@center.example.kr');
  expect(mails[0]).toContain('The database does not answer');
  await expect(tellAlarm({ hook: deaf, mail: null }, alarm, new Date(), () => {})).rejects.toThrow('No way');
});

it('has words of both languages for every trouble at every stage, and nothing of anybody in them', () => {
  for (const trouble of troubles as readonly Trouble[]) {
    for (const stage of ['began', 'lasts', 'over'] as const) {
      const { ko, en } = alarmWords({ trouble, stage, since: new Date(), amount: 12_000 });
      expect(ko).toMatch(/^\[마음지기 .+\] .*요\.$/);
      expect(en).toMatch(/^\[maumjigi .+\] .+\.$/);
    }
  }
});
