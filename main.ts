/** Opens everything, hands down clock, ids, configuration and senders, listens, and closes in reverse. */
import { createSecretKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import { encodeQR } from 'qr';
import { deskApp } from './admin/app.ts';
import { botApp } from './bot/app.ts';
import type { Post } from './bot/channels/channel.ts';
import { type ChannelSettings, limitsOf } from './bot/channels/registry.ts';
import { letIn } from './bot/letIn.ts';
import { listen, residentsDoors } from './bot/listening.ts';
import type { Paces } from './bot/pace.ts';
import { thinned } from './bot/thinLog.ts';
import { lanAddress } from './commands/lanAddress.ts';
import { ensureFirstStaff } from './commands/staff.ts';
import { away } from './triage/away.ts';
import { callLists } from './triage/callList.ts';
import { canaryKey } from './triage/canary.ts';
import type { Clock, NewId } from './triage/clock.ts';
import type { NoticeConfig } from './triage/config/notices.ts';
import { type Config, ConfigError, readConfig } from './triage/config.ts';
import { directPager } from './triage/directPager.ts';
import { dispatcher } from './triage/dispatch.ts';
import { Unavailable } from './triage/errors.ts';
import { askedTogether, rememberedCenters, rememberedUnsigned, rememberedWaits } from './triage/facts.ts';
import { withCanary } from './triage/notify/canary.ts';
import { proofOf } from './triage/notify/codes.ts';
import { mailNotifier } from './triage/notify/email.ts';
import { type Hook, type HookDeps, hookNotifier } from './triage/notify/hook.ts';
import type { Notifier } from './triage/notify/notice.ts';
import { notices } from './triage/notify/notices.ts';
import { outbound } from './triage/notify/outbound.ts';
import { pushNotifier, vapidPublicKey } from './triage/notify/push.ts';
import { receipts } from './triage/notify/receipts.ts';
import { staffLink } from './triage/notify/staffLink.ts';
import { teamChatNotifier } from './triage/notify/teamChat.ts';
import { paging } from './triage/paging.ts';
import { openPressure } from './triage/pressure.ts';
import { isAnybodyReachable, nextOpening } from './triage/reachable.ts';
import { readRehearsalToken, rehearsalKey } from './triage/rehearsal.ts';
import { ringing } from './triage/ringing.ts';
import { type Known, readStandby, writeStandby } from './triage/standby.ts';
import { absentDatabase } from './triage/store/absent.ts';
import { knownEnd } from './triage/store/auditEnd.ts';
import { noteBlocked } from './triage/store/blocked.ts';
import { type Bus, openBus } from './triage/store/bus.ts';
import { allCenters, firstCenter } from './triage/store/centers.ts';
import { databaseClock } from './triage/store/databaseClock.ts';
import { type Database, openDatabase } from './triage/store/db.ts';
import { loadOrMakeMasterKey, openEmbedded } from './triage/store/embedded.ts';
import { DatabaseUnfit } from './triage/store/faults.ts';
import { asText, readGaugesIfUp } from './triage/store/metrics.ts';
import { migrate } from './triage/store/migrate.ts';
import { readHook } from './triage/store/noticeHooks.ts';
import { placementOf } from './triage/store/placements.ts';
import { canaryPlace, canaryWay } from './triage/store/rehearsals.ts';
import { addressHash, residentKey, residentOf, writableAt } from './triage/store/residents.ts';
import { addScan } from './triage/store/scans.ts';
import { loadSecrets, type Secrets } from './triage/store/secrets.ts';
import { openSharedLimits, type SharedLimits } from './triage/store/sharedLimits.ts';
import { spoolFiles } from './triage/store/spool.ts';
import { type StandbyFile, standbyFile } from './triage/store/standbyFile.ts';
import { keepStray } from './triage/store/strays.ts';
import { hold, isHolding, markAllSent, markSent, openTurn, pushedTo, sendLate } from './triage/store/turns.ts';
import { newTakeAlongCode } from './triage/takeAlong.ts';
import { turns } from './triage/turn.ts';
import { verifyRound } from './triage/verifying.ts';
import { openWatch } from './triage/watching.ts';
import { withdraw } from './triage/withdraw.ts';

/** What the parts are made of; tests hand in their own clock and ids. */
export interface Ground {
  db: Database;
  master: Buffer;
  secrets: Secrets;
  clock: Clock;
  newId: NewId;
  bus: Bus;
  log: pino.Logger;
  /** Of this machine: what cannot be stored is kept in it meanwhile. */
  dataDir: string;
  centerId: string;
  publicUrl: string;
  /** Where the watchdog takes the pages of its canary. Default: none flies. */
  canaryUrl?: string;
  /** Where this process reaches the residents' listener itself. Default: as residents do. */
  chatUrl?: string;
  deskUrl: string;
  trustProxy: Config['trustProxy'];
  /** In production only what is released or signed is put to residents. Default: development. */
  nodeEnv?: Config['nodeEnv'];
  deadlineMs?: number;
  /** What this process does. Default: all. */
  role?: Config['role'];
  /** How late the event loop is, ms. Default: measured. */
  loopDelayMs?: () => number;
  /** How far this machine's clock is ahead of `clock`. */
  driftMs?: () => number;
  /** The messengers that are set up here. */
  channels?: ChannelSettings;
  /** How staff are told outside the desk. Default: no mail, nothing inside this network. */
  notices?: NoticeConfig;
  /** For a load generator, which is one network and one flood. */
  paces?: Partial<Paces>;
  /** Counts how fast somebody goes over all processes. */
  sharedLimits?: SharedLimits;
  /** Where what is known now is left to a process that begins while the database is away. Default: nowhere. */
  standby?: Pick<StandbyFile, 'write'>;
  /** What a process before this one left. */
  before?: Known;
}

/** The house without doors: the residents' app, the desk's app, and the dispatcher between them. */
export function assemble(ground: Ground) {
  const { db, clock, newId, bus, log, centerId } = ground;
  // Key objects: a cipher made from bare bytes costs three times as much.
  const master = createSecretKey(ground.master);
  const secrets = {
    lookup: createSecretKey(ground.secrets.lookup),
    inbox: createSecretKey(ground.secrets.inbox),
    notice: createSecretKey(ground.secrets.notice),
    vapid: createSecretKey(ground.secrets.vapid),
    audit: createSecretKey(ground.secrets.audit),
  };
  const known = knownEnd(ground.dataDir);
  const rehearsing = rehearsalKey(master);
  const centers = rememberedCenters(clock, ground.before?.centers);
  const nodeEnv = ground.nodeEnv ?? 'development';
  const fault = (what: string, error: unknown, ids: Record<string, string>) =>
    log.error({ ...ids, fault: error instanceof Error ? error.name : 'unknown', stack: placesOf(error) }, what);
  const refreshed = (center: string) => bus.publish(`center:${center}`, 'turn');
  // Whoever writes pages says so: processes that deliver look at once instead of at their next second.
  const paged = () => bus.publish('pages', 'due');
  const urgent = ahead(db);
  const pressure = openPressure({
    storeDelayMs: db.delayMs,
    turnedAway: (many, level) => log.warn({ ...many, level }, 'too much at once: what can wait is asked to come again'),
    ...(ground.loopDelayMs ? { loopDelayMs: ground.loopDelayMs } : {}),
  });
  const pager = paging({ db: urgent, clock, newId, changed: refreshed, written: paged, fault });
  const changed = (center: string) => {
    refreshed(center);
    // Whoever must be called is called by the process that stored it, whatever the worker is at.
    pager.nudge();
  };
  const lists = callLists({ db, key: secrets.notice, clock, fault, before: ground.before?.calls ?? null });
  const direct = directPager({
    lists,
    // The channels' own are not open yet.
    notifiers: () => telling.withoutDatabase(lists.hookOf),
    clock,
    newId,
    deskUrl: ground.deskUrl,
    fault,
    fatal: (what, ids) => log.fatal(ids, what),
  });
  const files = spoolFiles({ dataDir: ground.dataDir, master, now: () => clock().getTime(), fault });
  const { turn, spool, resume, isUrgent, wordsOf } = turns({
    db,
    master,
    secrets,
    clock,
    newId,
    newTag: () => randomBytes(6).toString('base64url'),
    newCode: () => newTakeAlongCode(randomBytes),
    publicUrl: ground.publicUrl,
    center: centers,
    reachable: askedTogether((query, center) => isAnybodyReachable({ query }, center, clock())),
    nextOpen: askedTogether((query, center) => nextOpening({ query }, center, clock())),
    waitMinutes: rememberedWaits(clock),
    limitsOf,
    unsigned: rememberedUnsigned(clock, nodeEnv),
    waiting: (residentId) => bus.publish(`resident:${residentId}`, 'turn'),
    changed,
    fault,
    spoolFiles: files,
    direct,
    ...(ground.deadlineMs === undefined ? {} : { deadlineMs: ground.deadlineMs }),
  });
  const post: Post = {
    writableAt: (residentId, channel) => writableAt(db.query, master, residentId, channel),
    held: (residentId, rev) => hold(db.query, residentId, rev),
    isHolding: (residentId) => isHolding(db.query, residentId),
    unanswered: (residentId, eventId) => sendLate(db.query, residentId, eventId, clock()),
    settle: (shown) => markAllSent(db.query, shown, clock()),
    blocked: async (address, blocked, at) => {
      const centre = await noteBlocked(db.query, secrets, { address, blocked, at });
      if (centre !== null) changed(centre);
    },
    withdrawn: async (address, messageId) => {
      const centre = await withdraw({ db, master, lookup: secrets.lookup, clock }, address, messageId);
      if (centre !== null) changed(centre);
    },
    stray: (channel, why, event) =>
      keepStray(db.query, secrets.inbox, { id: newId(), channel, fault: why, event, now: clock() }),
  };
  const bot = botApp({
    ...ground.channels,
    post,
    turn,
    letIn: letIn(pressure, isUrgent),
    residentOf: (address) => residentOf(db.query, addressHash(secrets.lookup, address)),
    undelivered: async (residentId, afterRev) => {
      const waiting = await pushedTo(urgent.query, residentId, afterRev, clock());
      return waiting.map(({ eventId, rev, wrappedKey, doc }) => ({
        rev,
        replies: openTurn(residentKey(master, residentId, wrappedKey), residentId, eventId, doc).replies,
      }));
    },
    delivered: (residentId, rev) => markSent(urgent.query, residentId, [rev], clock()),
    bus,
    clock,
    newId,
    log,
    // Who may be in danger waits for it, too, when it is read anew.
    center: () => centers(urgent.query, centerId),
    staffLink: staffLink({ db, key: secrets.notice, clock, newId, changed }),
    receipt: receipts({ db, key: secrets.notice, clock }),
    placementOf: (code) => placementOf(db.query, code),
    rehearsed: (token) => readRehearsalToken(rehearsing, token, clock()),
    scanned: (scan) => addScan(db.query, scan),
    publicUrl: ground.publicUrl,
    trustProxy: ground.trustProxy,
    pageDir: join(import.meta.dirname, 'bot/channels/web/page/dist'),
    ready: async () => (await db.query('select 1')).rowCount === 1,
    ...(ground.paces ? { paces: ground.paces } : {}),
    ...(ground.sharedLimits ? { sharedLimits: ground.sharedLimits } : {}),
  });
  const telling = openNotices({ ...ground, db: urgent }, secrets.notice, bot.notifiers, fault);
  const waits = ringing({ query: db.query, clock, direct });
  const apart = away(
    files,
    spool,
    lists,
    direct,
    () => centers(db.query, centerId),
    async () => {
      if (!ground.standby) return;
      try {
        const at = clock();
        // Of the machine's own clock: another process' runs from another moment.
        const known = { at, driftMs: Date.now() - at.getTime(), centerId, secrets: ground.secrets };
        await writeStandby(ground.standby, { ...known, centers: await allCenters(db.query), calls: lists.copy() });
      } catch (error) {
        fault('what a process needs to begin while the records are away could not be left', error, {});
      }
    },
  );
  const desk = deskApp({
    db,
    pressure,
    master,
    turn,
    clock,
    newId,
    bus,
    log,
    panelDir: join(import.meta.dirname, 'admin/panel/dist'),
    baseUrl: ground.deskUrl,
    trustProxy: ground.trustProxy,
    publicUrl: ground.publicUrl,
    nodeEnv,
    push: (channel) => limitsOf(channel).push,
    alerts: { ...telling.forDesk, paged },
    rehearsal: { key: rehearsing, chatUrl: ground.chatUrl ?? ground.publicUrl },
    metrics: async () =>
      asText([
        ...(await readGaugesIfUp(db.query, clock())),
        ...(await bot.gauges()),
        ...(await apart.gauges()),
        ...pressure.gauges(),
      ]),
  });
  const dispatch = dispatcher({
    db: urgent,
    master,
    clock,
    newId,
    turn,
    resume,
    wordsOf,
    senders: bot.senders,
    paging: pager,
    notices: telling.notices,
    changed,
    fault,
    pulse: { process: newId(), role: ground.role ?? 'all', driftMs: ground.driftMs ?? (() => 0) },
  });
  return {
    turn,
    bot,
    desk,
    dispatch,
    verify: (ending: AbortSignal) =>
      verifyRound(
        { query: db.query, key: secrets.audit, known, clock, fault, sealed: (head) => log.info({ head }, sealedUpTo) },
        ending,
      ),
    away: apart,
    ringing: waits,
    paging: pager,
    notices: telling.notices,
    paged,
    pressure,
    end: async () => {
      pressure.close();
      await telling.end();
    },
  };
}

/** The same database by the connections that are kept for whoever is in danger, for what calls somebody to them and for what carries
 *  a counsellor's words. */
const ahead = (db: Database): Database => ({ ...db, ...db.urgent });

type Fault = (what: string, error: unknown, ids: Record<string, string>) => void;

/** The ways staff are told outside the desk. */
function openNotices(ground: Ground, key: KeyObject, more: readonly Notifier[], fault: Fault) {
  const { db, clock, newId, secrets, nodeEnv } = ground;
  const { mail, contact, privateHosts } = ground.notices ?? noNotices;
  const outside = outbound({ loopback: nodeEnv !== 'production', privateHosts });
  const canary = ground.canaryUrl ? { url: ground.canaryUrl, key: canaryKey(ground.master), clock } : null;
  const notifiersBy = (hookOf: HookDeps['hookOf']) => {
    const hooks = hookNotifier({ outbound: outside, clock, hookOf });
    return [
      pushNotifier({ outbound: outside, vapid: secrets.vapid, contact, clock, proofOf: (page) => proofOf(key, page) }),
      canary ? withCanary(hooks, canary) : hooks,
      teamChatNotifier(outside),
      ...(mail ? [mailNotifier(mail)] : []),
      ...more,
    ];
  };
  const notifiers = notifiersBy((id) => readHook(db, key, id));
  const { deskUrl } = ground;
  return {
    notices: notices({ db, key, clock, newId, chance: Math.random, notifiers, deskUrl, fault }),
    forDesk: {
      key,
      notifiers,
      outbound: outside,
      pushKey: vapidPublicKey(secrets.vapid),
      lineId: ground.channels?.line?.basicId ?? null,
    },
    /** Providers as a copy knows them. */
    withoutDatabase: (hookOf: (id: string) => Hook | null) => notifiersBy(async (id) => hookOf(id)),
    end: () => outside.close(),
  };
}

const noNotices: NoticeConfig = { mail: null, contact: 'mailto:nobody@example.com', privateHosts: [] };

/** Where it happened, without the message: messages of databases and parsers quote the input. */
const placesOf = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .slice(0, 8)
    : [];

type Close = (settleMs?: number) => Promise<void> | void;

/** What was opened, and closes in reverse. */
function opening() {
  const closers: Close[] = [];
  const drains: (() => void)[] = [];
  return {
    opened: <T>(value: T, close: (value: T) => Promise<void> | void): T => {
      closers.unshift(() => close(value));
      return value;
    },
    drained: (drain: () => void) => void drains.push(drain),
    closeAll: async (settleMs = 0) => {
      // Not ready first, and a moment for whoever sends people here to see it: only then is nobody let in any more.
      for (const drain of drains) drain();
      if (drains.length > 0) await wait(settleMs);
      for (const close of closers) await close();
    },
  };
}
type Opening = ReturnType<typeof opening>;

/** Whatever the configuration says of a house, around what was opened for it. */
const groundOf = (
  config: Config,
  log: pino.Logger,
  own: Pick<Ground, 'db' | 'master' | 'secrets' | 'clock' | 'driftMs' | 'bus' | 'centerId'> & Partial<Ground>,
): Ground => ({
  newId: randomUUID,
  log,
  dataDir: config.dataDir,
  publicUrl: config.publicUrl,
  chatUrl: config.chatUrl,
  ...(config.canaryUrl ? { canaryUrl: config.canaryUrl } : {}),
  deskUrl: config.deskUrl,
  trustProxy: config.trustProxy,
  nodeEnv: config.nodeEnv,
  channels: config.channels,
  notices: config.notices,
  role: config.role,
  ...own,
});

/** `taking`: over from a process' own house that hears residents alone; it closes when nothing but the door is still to open. */
async function start(config: Config, log: pino.Logger, taking: Taking | null = null): Promise<Close> {
  // Eyes of their own: nothing of what is opened below.
  if (config.role === 'watchdog') return openWatch(config, log);
  const { opened, drained, closeAll } = opening();
  try {
    // Before the folder is opened: where there is data, no new key may be made.
    const master = config.masterKey ?? (await loadOrMakeMasterKey(config.dataDir));
    const target = config.databaseUrl ? { url: config.databaseUrl } : { embedded: config.dataDir };
    if ('embedded' in target) {
      // The embedded database broke: a fresh start opens it again with everything that was committed.
      const onFault = (error: Error) => {
        log.fatal({ fault: error.name }, 'the embedded database broke; ending');
        process.exit(1);
      };
      opened(await openEmbedded(config.dataDir, { onFault }), (embedded) => embedded.close());
    }
    const ran = await migrate(target);
    if (ran.length > 0) log.info({ ran }, 'the schema was brought up to date');
    if (config.role === 'migrate') return closeAll;
    const db = opened(
      await openDatabase(target, {
        onFault: (error) => log.warn({ fault: error.name }, 'a database connection was lost'),
      }),
      (open) => open.close(),
    );
    const secrets = await loadSecrets(db, master);
    if (taking && !secrets.lookup.equals(taking.before.secrets.lookup)) throw anotherDatabase();
    const time = opened(
      await databaseClock(db, { onDrift: (driftMs) => log.warn({ driftMs }, 'the clock of this machine is off') }),
      (open) => open.close(),
    );
    const bus = opened(openBus({ redisUrl: config.redisUrl ?? undefined }), (open) => open.close());
    const sharedLimits = config.redisUrl ? opened(openSharedLimits(config.redisUrl), (open) => open.close()) : null;
    const center = await firstCenter(db.query, {
      id: randomUUID(),
      name: config.centerName,
      retention: '1년',
      now: time.clock(),
    });
    const house = assemble(
      groundOf(config, log, {
        db,
        master,
        secrets,
        clock: time.clock,
        driftMs: time.driftMs,
        bus,
        centerId: center.id,
        ...(sharedLimits ? { sharedLimits } : {}),
        ...(hearsAlone(config) ? { standby: standbyOf(config, master) } : {}),
      }),
    );
    opened(house.paging, (pager) => pager.settled());
    opened(house, (open) => open.end());
    const has = (role: Config['role']) => config.role === 'all' || config.role === role;
    // Whoever tells staff tells the watchdog of its canary, too.
    if (config.canaryUrl && has('worker')) {
      const place = await canaryPlace(db.query, { centerId: randomUUID(), staffId: randomUUID(), now: time.clock() });
      await canaryWay(db.query, secrets.notice, { id: randomUUID(), ...place, now: time.clock() });
    }
    if (has('bot') || has('worker')) {
      await house.away.ready();
      await taking?.handOver();
      openKeeping(house, opened);
      opened(rounds(house.away.keeps), (stop) => stop());
      opened(rounds(house.away.calls), (stop) => stop());
      // Whoever must be called waits neither for a hundred pending events nor for a database that is slow with them.
      if (has('worker')) opened(rounds(house.dispatch.calls), (stop) => stop());
      if (has('worker')) opened(rounds(house.ringing.round, 5_000), (stop) => stop());
      // Beside workers a process with open pages brings only what waits for those.
      opened(rounds(has('worker') ? house.dispatch.rest : house.dispatch.deliver), (stop) => stop());
      if (has('worker')) opened(bus.subscribe('pages', house.notices.nudge), (end) => end());
      // Rounds of their own: whoever must be called waits for no proof.
      if (has('worker')) opened(rounds(house.verify, 10_000), (stop) => stop());
      if (has('worker')) log.info({ role: config.role }, 'what is due is being done');
    }
    if (has('bot')) {
      const port = await openDoor(house, config, { opened, drained });
      log.info({ port }, 'residents are heard');
    }
    if (has('desk')) {
      const place = { port: config.deskPort, host: config.deskHost, doors: 1 };
      opened(await listen(house.desk.app, place), (listening) => listening.end());
      opened(house.desk, (desk) => desk.close());
      drained(() => house.desk.drain());
    }
    if (config.role === 'all') {
      const first = 'embedded' in target ? await ensureFirstStaff(db, time.clock, randomUUID, center.id) : null;
      welcome(config.publicUrl, config.deskUrl, first);
    }
    return closeAll;
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** What is handed to channels, and what is kept, ends before they close. */
function openKeeping(house: ReturnType<typeof assemble>, opened: Opening['opened']): void {
  opened(house.bot, (bot) => bot.settled());
  opened(house.notices, (telling) => telling.settled());
  opened(house.away, (apart) => apart.close());
  opened(house.away, (apart) => apart.settled());
}

/** The residents' listener; its port. */
async function openDoor(
  house: ReturnType<typeof assemble>,
  config: Config,
  { opened, drained }: Pick<Opening, 'opened' | 'drained'>,
): Promise<number> {
  const place = { port: config.port, doors: residentsDoors };
  const { port } = opened(await listen(house.bot.app, place), (listening) => listening.end());
  opened(house.bot, (bot) => bot.close());
  drained(() => house.bot.drain());
  return port;
}

// === Begun while the database is away

/** Whoever hears residents can do so from what this machine has left; the embedded database is away with its process only. */
const hearsAlone = ({ role, databaseUrl }: Config): boolean =>
  databaseUrl !== null && (role === 'bot' || role === 'all');

/** Of this database and no other: under a wrong address nobody is to seem well. */
function standbyOf({ dataDir, databaseUrl }: Config, master: Buffer): StandbyFile {
  const { host, pathname } = new URL(databaseUrl ?? 'postgres://');
  return standbyFile(dataDir, master, host + pathname);
}

const anotherDatabase = () =>
  new DatabaseUnfit(
    'It answers, and is not the database residents were heard for: bring that one back, or remove DATA_DIR/standby.',
  );

interface Taking {
  before: Known;
  handOver: () => Promise<void>;
}

/** Starts; where the database does not answer, and a process before this one has left what is needed, residents are heard without it: they
 *  read the fixed text, what they say is kept, and for danger somebody is called. When it answers, all of it starts as ever. */
async function begin(config: Config, log: pino.Logger): Promise<Close> {
  try {
    return await start(config, log);
  } catch (error) {
    if (!(error instanceof Unavailable) || !hearsAlone(config)) throw error;
    const master = config.masterKey ?? (await loadOrMakeMasterKey(config.dataDir));
    const before = await readStandby(standbyOf(config, master), (fault) =>
      log.error({ stack: placesOf(fault) }, 'what was left to begin with while the records are away cannot be read'),
    );
    if (!before) throw error;
    return startsWhenItAnswers(config, log, before, await startAlone(config, log, master, before));
  }
}

async function startAlone(config: Config, log: pino.Logger, master: Buffer, before: Known): Promise<Close> {
  const { opened, drained, closeAll } = opening();
  try {
    const { secrets, centerId, driftMs, at } = before;
    const db = opened(absentDatabase(), (absent) => absent.close());
    const clock = () => new Date(performance.timeOrigin + performance.now() - driftMs);
    const bus = opened(openBus({ redisUrl: config.redisUrl ?? undefined }), (open) => open.close());
    const house = assemble(
      groundOf(config, log, { db, master, secrets, clock, driftMs: () => driftMs, bus, centerId, before }),
    );
    opened(house, (open) => open.end());
    openKeeping(house, opened);
    opened(rounds(house.away.keeps), (stop) => stop());
    opened(rounds(house.away.calls), (stop) => stop());
    const port = await openDoor(house, config, { opened, drained });
    log.error({ port, knownAt: at }, 'the database does not answer: residents are heard without it');
    return closeAll;
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** The door is shut by then; a call that hangs at a provider keeps nobody out, and what it holds of the spool is found when it is over. */
const handOverMs = 6_000;
const longestPauseMs = 10_000;

/** Closes what is there. Until the whole house could open, residents are heard alone, whatever is wrong with the database. */
function startsWhenItAnswers(config: Config, log: pino.Logger, before: Known, alone: Close): Close {
  const ending = new AbortController();
  let close = alone;
  let isHandedOver = false;
  const handOver = async () => {
    ending.signal.throwIfAborted();
    isHandedOver = true;
    await Promise.race([alone(), wait(handOverMs)]);
  };
  const started = (async () => {
    for (let pauseMs = 1_000; !ending.signal.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        close = await start(config, log, { before, handOver });
        return;
      } catch (error) {
        if (isHandedOver) throw error;
        if (error instanceof Unavailable) log.warn('the database does not answer yet: residents are heard without it');
        else
          log.error(
            { stack: placesOf(error), why: reasonOf(error) },
            'the database cannot be used: residents are heard without it',
          );
      }
      await wait(pauseMs, undefined, { signal: ending.signal }).catch(() => {});
    }
  })();
  started.catch(failed);
  return async (settleMs) => {
    ending.abort();
    // What only asks whether the database is back is not waited for.
    if (isHandedOver) await started.catch(() => {});
    await close(settleMs);
  };
}

/** Of our own errors, which quote nothing. */
const reasonOf = (error: unknown): string => (isOurs(error) ? (error as Error).message : 'unknown');

/** Keep these lines where whoever owns the database cannot write: npm run verify -- --head compares. */
const sealedUpTo = 'the audit trail is sealed up to here';

/** A round each second unless said otherwise, never two at once; ends when told, after the round that runs. */
function rounds(round: (ending: AbortSignal) => Promise<void>, everyMs = 1_000): () => Promise<void> {
  const ending = new AbortController();
  const loop = (async () => {
    while (!ending.signal.aborted) {
      await round(ending.signal);
      await wait(everyMs, undefined, { signal: ending.signal }).catch(() => {});
    }
  })();
  return async () => {
    ending.abort();
    await loop;
  };
}

/** What a newcomer needs to see, on the terminal and nowhere else. */
function welcome(publicUrl: string, deskUrl: string, first: { email: string; password: string } | null): void {
  const chat = `${publicUrl}/chat`;
  const lines = [
    '',
    `  마음지기  주민 대화 (residents)   ${chat}`,
    `            상담사 화면 (staff)     ${deskUrl}`,
    ...(first
      ? [
          '',
          '  첫 상담사 계정 (first staff login, shown only once)',
          `            ${first.email}`,
          `            ${first.password}`,
          '            이름을 바꾸려면 (its name is 첫 계정; yours):',
          `            npm run staff -- rename --email ${first.email} --name 김하늘`,
        ]
      : []),
    '',
    '  휴대폰으로 찍어 보세요 (scan with a phone on the same network)',
    encodeQR(chat, 'ascii'),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Ends in order, once, within the ten seconds we promised even if something is stuck. */
function endBy(close: Close): (settleMs?: number) => Promise<void> {
  let ending: Promise<void> | undefined;
  const end = async (settleMs: number) => {
    setTimeout(() => process.exit(1), 9_500).unref();
    await close(settleMs);
    process.exit(0);
  };
  return (settleMs = 0) => (ending ??= end(settleMs));
}

/** A fault of ours is a sentence for whoever started this; anything else is a bug and shows where. */
function failed(error: unknown): void {
  const told = isOurs(error) || (error instanceof Error && 'code' in error);
  process.stderr.write(`${error instanceof Error ? (told ? error.message : error.stack) : error}\n`);
  process.exit(1);
}

const isOurs = (error: unknown): boolean =>
  error instanceof ConfigError || error instanceof Unavailable || error instanceof DatabaseUnfit;

/** A load balancer that looks every second has seen it twice. */
const settleMs = 2_000;

if (import.meta.main) {
  try {
    const config = readConfig(process.env, lanAddress());
    const end = endBy(await begin(config, pino({ level: config.logLevel, hooks: thinned() })));
    process.on('SIGTERM', () => end(settleMs));
    // Whoever presses Ctrl-C has no load balancer to wait for.
    process.on('SIGINT', () => end());
    if (config.role === 'migrate') await end();
  } catch (error) {
    failed(error);
  }
}
