/** npm run doctor: is this installation fit to serve people? Reads and writes nothing; ends with 1 when something must be done.
 *  Works beside a running 마음지기. Give it the same settings as the service. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Contact, type ContactId, contacts } from '../flows/contacts.ts';
import { signed } from '../flows/wording.signed.ts';
import { fixed, type TextKey } from '../flows/wording.ts';
import { missingFacts } from '../triage/centerFacts.ts';
import type { LineConfig } from '../triage/config/line.ts';
import { type Config, ConfigError, readConfig } from '../triage/config.ts';
import { Unavailable } from '../triage/errors.ts';
import { wanted } from '../triage/gate.ts';
import { alarmTransport } from '../triage/notify/alert.ts';
import { faultOf, mailFault } from '../triage/notify/email.ts';
import { allCenters } from '../triage/store/centers.ts';
import { databaseClock } from '../triage/store/databaseClock.ts';
import { type Database, openDatabase } from '../triage/store/db.ts';
import { connectEmbedded, parseMasterKey } from '../triage/store/embedded.ts';
import { schemaGap } from '../triage/store/migrate.ts';
import { workingReach } from '../triage/store/reach.ts';
import { openRedis } from '../triage/store/redis.ts';
import { opensSecrets } from '../triage/store/secrets.ts';
import { signedVersions } from '../triage/store/signoffs.ts';
import { mostSpoolBytes } from '../triage/store/spool.ts';
import { countsOf, roomAt, spoolFolder } from '../triage/store/spoolFolder.ts';
import { listStaff } from '../triage/store/staff.ts';
import { type Called, called } from './called.ts';
import type { Area, Finding } from './findings.ts';
import * as say from './findings.ts';
import { kakaoFindings } from './kakao/findings.ts';
import { lookAtKakao } from './kakao/skill.ts';
import { lanAddress } from './lanAddress.ts';
import { LineAway, lineAccount } from './line/account.ts';
import { lineAway, lineFindings } from './line/findings.ts';
import { noticeFindings, unreachable } from './notices/findings.ts';
import { holdsDatabase } from './open.ts';
import { fingerprint, languages } from './script/signing.ts';
import { watchFindings } from './watch/findings.ts';

export interface Checkup {
  nodeEnv: string;
  findings: Finding[];
  /** What could be looked at; what stands in the way of the rest is a finding. */
  looked: Set<Area>;
}

export interface DoctorOptions {
  /** This machine's clock; a test hands in its own. */
  now?: () => number;
  /** Which crisis numbers somebody has called; a test hands in its own. */
  called?: Called;
}

const alarmMs = 2_000;
const redisMs = 2_000;
const mailMs = 5_000;

/** Looks at everything it can reach. Its result is what it found; throws only for what is a bug. */
export async function examine(env: NodeJS.ProcessEnv, options: DoctorOptions = {}): Promise<Checkup> {
  const checkup: Checkup = { nodeEnv: env.NODE_ENV?.trim() || 'development', findings: [], looked: new Set() };
  const found = notesIn(checkup);
  found('contacts', contactFindings(checkup.nodeEnv === 'production', options.called ?? called));
  found('texts', textFindings(checkup.nodeEnv === 'production'));
  const config = settingsOf(env);
  if (Array.isArray(config)) {
    found('settings', config);
    return inOrder(checkup);
  }
  found('settings', []);
  found('environment', environmentFindings(config));
  found('address', addressFindings(config));
  if (config.channels.line) found('line', await examineLine(config.channels.line, config));
  const { kakao } = config.channels;
  if (kakao) found('kakao', kakaoFindings(await lookAtKakao(kakao, config.publicUrl), kakao, config));
  const { mail } = config.notices;
  found('notices', noticeFindings(config, mail && (await mailFault(mail, mailMs))));
  // The embedded database has no second process beside it that could watch.
  if (config.databaseUrl !== null) {
    const { server } = config.watch.mail ?? {};
    found(
      'watchdog',
      watchFindings(config, server === undefined ? null : await faultOf(alarmTransport(server), mailMs)),
    );
  }
  found('spool', await spoolFindings(config));
  if (config.redisUrl !== null) found('redis', (await answers(config.redisUrl)) ? [] : [say.noRedis()]);
  await withDatabase(config, found, (db) => examineStore(db, config, found, options));
  return inOrder(checkup);
}

type Found = (area: Area, findings: readonly Finding[]) => void;

const notesIn =
  ({ findings, looked }: Checkup): Found =>
  (area, more) => {
    looked.add(area);
    findings.push(...more);
  };

function inOrder(checkup: Checkup): Checkup {
  const order = Object.keys(say.areas);
  checkup.findings.sort((a, b) => order.indexOf(a.area) - order.indexOf(b.area));
  return checkup;
}

function settingsOf(env: NodeJS.ProcessEnv): Config | Finding[] {
  try {
    return readConfig(env, lanAddress());
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(say.wrongSetting);
    throw error;
  }
}

const isHttps = ({ publicUrl }: Config): boolean => publicUrl.startsWith('https:');

const environmentFindings = (config: Config): Finding[] =>
  config.nodeEnv === 'production' ? [] : [say.practice(config.nodeEnv, isHttps(config))];

// A trial on one's own network is meant to be plain.
const addressFindings = (config: Config): Finding[] =>
  config.nodeEnv === 'production' && !isHttps(config) ? [say.plainHttp(config.publicUrl)] : [];

function contactFindings(isProduction: boolean, days: Called): Finding[] {
  const all = Object.entries(contacts) as [ContactId, Contact][];
  const open = all.filter(([id]) => days[id] === undefined).map(([, contact]) => contact);
  return open.length > 0 ? [say.notCalled(open, isProduction)] : [];
}

/** A signature is for the words it was given for: a letter changed since counts as not reviewed. */
function textFindings(isProduction: boolean): Finding[] {
  const isReviewed = (key: TextKey) =>
    languages.every((lang) => {
      const signature = signed[key]?.[lang];
      return signature?.by != null && signature.sha256 === fingerprint(lang, key);
    });
  const open = fixed.filter((key) => !isReviewed(key));
  return open.length > 0 ? [say.notReviewed(open, fixed.length, isProduction)] : [];
}

/** Asks LINE; nothing of the account is changed. */
async function examineLine(line: LineConfig, config: Config): Promise<Finding[]> {
  try {
    return lineFindings(await lineAccount(line).look(), line, config);
  } catch (error) {
    if (error instanceof LineAway) return [lineAway(error)];
    throw error;
  }
}

const mb = 1024 * 1024;

async function spoolFindings({ dataDir }: Config): Promise<Finding[]> {
  const folder = spoolFolder(dataDir);
  const room = await roomAt(dataDir);
  if (!room) return [say.noSpool(folder)];
  const { aside, bytes } = await countsOf(dataDir);
  const free = room.freeBytes + bytes;
  return [
    ...(free < mostSpoolBytes ? [say.littleRoom(folder, Math.floor(free / mb), mostSpoolBytes / mb)] : []),
    ...(aside > 0 ? [say.setAsideLines(folder, aside)] : []),
  ];
}

async function answers(redisUrl: string): Promise<boolean> {
  const redis = openRedis(redisUrl);
  try {
    await once(redis, 'ready', { signal: AbortSignal.timeout(redisMs) });
    await redis.ping();
    return true;
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

/** Opens what the settings name without making or migrating anything; what stands in the way is a finding. */
async function withDatabase(config: Config, found: Found, look: (db: Database) => Promise<void>): Promise<void> {
  const closers: (() => Promise<void>)[] = [];
  try {
    const db = await openAsItIs(config, closers).catch((error: unknown) => away(error, found));
    if (db === null) found('database', [say.neverStarted(folderOf(config))]);
    else if (db) await look(db);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    away(error, found);
  } finally {
    for (const close of closers) await close();
  }
}

/** null: there is nothing yet, and opening would make it. */
async function openAsItIs(
  { databaseUrl, dataDir }: Config,
  closers: (() => Promise<void>)[],
): Promise<Database | null> {
  const target = databaseUrl === null ? { embedded: dataDir } : { url: databaseUrl };
  if ('embedded' in target) {
    if (!(await holdsDatabase(dataDir))) return null;
    const embedded = await connectEmbedded(dataDir);
    closers.unshift(() => embedded.close());
  }
  const db = await openDatabase(target);
  closers.unshift(() => db.close());
  return db;
}

function away(error: unknown, found: Found): undefined {
  found('database', [say.noDatabase(error instanceof Error ? error.message : 'it does not open')]);
}

const folderOf = ({ databaseUrl, dataDir }: Config): string | null => (databaseUrl === null ? resolve(dataDir) : null);

async function examineStore(db: Database, config: Config, found: Found, { now }: DoctorOptions): Promise<void> {
  const isProduction = config.nodeEnv === 'production';
  found('database', []);
  const { lacks, unknown } = await schemaGap(db.query);
  found('schema', [
    ...(lacks.length > 0 ? [say.schemaBehind(lacks)] : []),
    ...(unknown.length > 0 ? [say.schemaAhead(unknown)] : []),
  ]);
  found('key', await keyFindings(db, config));
  const time = await databaseClock(db, now ? { now } : {});
  time.close();
  found('clock', Math.abs(time.driftMs()) > alarmMs ? [say.drift(time.driftMs())] : []);
  // The tables this version reads may not be there.
  if (lacks.length > 0) return;
  found(
    'signatures',
    wanted(await signedVersions(db.query)).map((one) => say.notSigned(one, isProduction)),
  );
  const centers = await allCenters(db.query);
  if (centers.length === 0) return found('database', [say.neverStarted(folderOf(config))]);
  for (const center of centers) {
    const missing = missingFacts(center);
    found(
      'center',
      missing.map((fact) => say.factMissing(center, fact, isProduction, centers.length === 1)),
    );
  }
  const working = (await listStaff(db)).filter(
    ({ role, password, disabledAt }) => ['counsellor', 'lead'].includes(role) && password !== null && !disabledAt,
  );
  const alone = centers.filter(({ id }) => !working.some(({ centerId }) => centerId === id));
  found(
    'accounts',
    alone.map(({ name }) => say.nobodyOnCall(name)),
  );
  const reach = await workingReach(
    db,
    working.map(({ id }) => id),
  );
  const out = [...reach.values()].filter((why) => why !== null).length;
  found('notices', out > 0 ? [unreachable(out, isProduction)] : []);
}

async function keyFindings(db: Database, { masterKey, dataDir }: Config): Promise<Finding[]> {
  let key = masterKey;
  if (key === null) {
    const path = join(dataDir, 'master.key');
    try {
      key = parseMasterKey(await readFile(path, 'utf8'), path);
    } catch (error) {
      return [say.noKey(error instanceof Error ? error.message : path)];
    }
  }
  return (await opensSecrets(db, key)) === false ? [say.wrongKey()] : [];
}

/** Looked at only where they are set up. */
const optional: readonly Area[] = ['redis', 'line', 'kakao', 'watchdog'];

/** The checkup in lines, Korean before English. */
export function report({ nodeEnv, findings, looked }: Checkup): string[] {
  const musts = findings.filter(({ must }) => must);
  const others = findings.filter(({ must }) => !must);
  const named = (areas: Area[]) =>
    `${areas.map((area) => say.areas[area].ko).join(', ')} (${areas.map((area) => say.areas[area].en).join(', ')})`;
  const all = Object.keys(say.areas) as Area[];
  const fine = all.filter((area) => looked.has(area) && !findings.some((finding) => finding.area === area));
  const unseen = all.filter((area) => !looked.has(area) && !optional.includes(area));
  return [
    `마음지기 점검 (doctor) · NODE_ENV=${nodeEnv}`,
    ...section(`꼭 해야 할 일 ${musts.length}가지 (must be done: ${musts.length})`, musts),
    ...section(`알아 두면 좋은 일 ${others.length}가지 (good to know: ${others.length})`, others),
    '',
    ...(fine.length > 0 ? [`괜찮아요 (fine): ${named(fine)}`] : []),
    ...(unseen.length > 0 ? [`살펴보지 못했어요 (could not be looked at): ${named(unseen)}`] : []),
    musts.length > 0
      ? '위의 일을 먼저 해 주세요. (Do these first.)'
      : '꼭 해야 할 일은 없어요. (Nothing must be done.)',
  ];
}

function section(title: string, findings: Finding[]): string[] {
  if (findings.length === 0) return [];
  return [
    '',
    title,
    ...findings.flatMap(({ area, ko, en }, at) => [
      '',
      `${at + 1}. [${say.areas[area].ko}] ${ko.wrong}`,
      `   뜻: ${ko.means}`,
      `   할 일: ${ko.todo}`,
      `   ${en.wrong}`,
      `   Means: ${en.means}`,
      `   To do: ${en.todo}`,
    ]),
  ];
}

if (import.meta.main) {
  const checkup = await examine(process.env);
  for (const line of report(checkup)) console.log(line);
  process.exitCode = checkup.findings.some(({ must }) => must) ? 1 : 0;
}
