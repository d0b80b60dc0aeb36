import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import type { Called } from '../../commands/called.ts';
import { examine, report } from '../../commands/doctor.ts';
import type { Area } from '../../commands/findings.ts';
import { lanAddress } from '../../commands/lanAddress.ts';
import { fingerprint, languages } from '../../commands/script/signing.ts';
import { signed } from '../../flows/wording.signed.ts';
import { fixed } from '../../flows/wording.ts';
import { signable } from '../../triage/gate.ts';
import { firstCenter } from '../../triage/store/centers.ts';
import { type Database, openDatabase } from '../../triage/store/db.ts';
import { loadOrMakeMasterKey, openEmbedded } from '../../triage/store/embedded.ts';
import { migrate } from '../../triage/store/migrate.ts';
import { addWay } from '../../triage/store/noticeMethods.ts';
import { loadSecrets } from '../../triage/store/secrets.ts';
import { recordSignoff } from '../../triage/store/signoffs.ts';
import { addStaff, disableStaff } from '../../triage/store/staff.ts';
import { freshDatabase } from '../harness/postgres.ts';
import { removeFolder, temporaryFolder } from '../harness/programs.ts';
import { startMailServer } from '../standins/pager/mail.ts';
import { ownDatabase } from '../triage/store/world.ts';

const byPeople: readonly Area[] = ['contacts', 'texts'];
const at = new Date('2026-01-05T09:00:00Z');

/** An installation that lacks nothing but what no command can give: verified numbers. */
async function sound(db: Database, master: Buffer): Promise<{ centerId: string }> {
  const { notice } = await loadSecrets(db, master);
  const { id: centerId } = await firstCenter(db.query, {
    id: randomUUID(),
    name: '푸른구 센터',
    retention: '1년',
    now: at,
  });
  await db.query(`update center set phone = '02-000-0000', hours = '평일 9~18시', area = '푸른구'`);
  const person = { id: randomUUID(), centerId, email: 'kim@example.kr', name: '김', role: 'lead', invite: null, at };
  await addStaff(db, { ...person, password: '$argon2id$…' });
  const way = { id: randomUUID(), centerId, staffId: person.id, kind: 'email' as const, label: 'k…', hookId: null };
  await addWay(db, notice, { ...way, to: 'kim@example.kr', same: 'kim@example.kr', lang: 'ko', now: at });
  await db.query('update notice_method set verified_at = $1', [at]);
  for (const { instrument, instrumentVersion, wordingVersion } of signable()) {
    const signed = {
      instrument,
      instrumentVersion,
      wordingVersion,
      name: '김하늘',
      title: null,
      signedOn: '2026-01-05',
    };
    await recordSignoff(db, { ...signed, recordedAt: at, id: randomUUID() });
  }
  return { centerId };
}

/** One more centre, of which nothing is known. */
const oneMore = (db: Database, name: string) =>
  db.query('insert into center (id, name, created_at) values ($1, $2, $3)', [randomUUID(), name, at]);

async function installation() {
  const own = await ownDatabase();
  onTestFinished(() => own[Symbol.asyncDispose]());
  const master = randomBytes(32);
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: own.url,
    MASTER_KEY: master.toString('base64'),
    PUBLIC_URL: 'https://chat.example.kr',
    DESK_URL: 'https://desk.example.kr',
    WATCHDOG_HOOK_URL: 'https://ops.example.kr/alarm',
    WATCHDOG_HOOK_SECRET: 's'.repeat(32),
    HEARTBEAT_URL: 'https://heart.example.kr/beat',
    CANARY_URL: 'http://watchdog:3002/page',
  };
  return { ...own, master, env, ...(await sound(own.db, master)) };
}

/** What is found, without what only a person can put right: numbers nobody has called, texts nobody has reviewed. */
const areasOf = async (env: NodeJS.ProcessEnv, options = {}): Promise<Area[]> =>
  (await examine(env, options)).findings.filter(({ area }) => !byPeople.includes(area)).map(({ area }) => area);

describe('a sound installation', () => {
  test('has nothing to be done but what only people can do: call the numbers, read the texts', async () => {
    const { env } = await installation();
    const { findings, looked } = await examine({ ...env, REDIS_URL: inject('redisUrl') });
    expect(findings.filter(({ area }) => !byPeople.includes(area))).toEqual([]);
    expect([...looked].sort()).toEqual(
      [
        'accounts',
        'address',
        'center',
        'clock',
        'contacts',
        'database',
        'environment',
        'key',
        'notices',
        'redis',
        'schema',
        'settings',
        'signatures',
        'spool',
        'texts',
        'watchdog',
      ].sort(),
    );
  });

  test('is left as it was', async () => {
    const { db, env } = await installation();
    const counts = async () =>
      (
        await db.query(`select (select count(*) from secret) as secret, (select count(*) from center) as center,
          (select count(*) from audit) as audit, (select count(*) from signoff) as signoff`)
      ).rows;
    await db.query('delete from secret');
    const before = await counts();
    await examine(env);
    expect(await counts()).toEqual(before);
  });
});

describe('what is found', () => {
  test('every wrong setting, and then nothing else is opened', async () => {
    const { findings, looked } = await examine({ NODE_ENV: 'production', PORT: 'x', DATABASE_URL: 'nonsense' });
    const told = findings.map(({ en }) => en.wrong).join('\n');
    expect(told).toMatch(/PORT is not a whole number/);
    expect(told).toMatch(/DATABASE_URL is not a Postgres address/);
    expect(told).toMatch(/MASTER_KEY is missing/);
    expect(looked.has('database')).toBe(false);
  });

  test('a database that does not answer', async () => {
    const { env } = await installation();
    const { findings } = await examine({ ...env, DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/x' });
    const found = findings.find(({ area }) => area === 'database');
    expect(found?.ko.wrong).toContain('does not answer');
    expect(JSON.stringify(findings)).not.toContain('secret@');
  });

  test('a password the database refuses', async () => {
    const { env, url } = await installation();
    const wrong = new URL(url);
    wrong.password = 'wrong-password';
    const { findings } = await examine({ ...env, DATABASE_URL: wrong.href });
    expect(findings.find(({ area }) => area === 'database')?.en.wrong).toContain('password authentication failed');
    expect(JSON.stringify(findings)).not.toContain('wrong-password');
  });

  test('a database that was never migrated, and one that lacks the last migrations', async () => {
    const { env } = await installation();
    const { url, drop } = await freshDatabase();
    onTestFinished(drop);
    const never = await examine({ ...env, DATABASE_URL: url });
    expect(never.findings.find(({ area }) => area === 'database')?.en.wrong).toContain('npm run migrate');
    await migrate({ url }, { count: 3 });
    const behind = await examine({ ...env, DATABASE_URL: url });
    expect(behind.findings.find(({ area }) => area === 'schema')?.ko.wrong).toContain('0005_signoff');
    expect(behind.looked.has('signatures')).toBe(false);
  });

  test('a database newer than this build', async () => {
    const { env, url } = await installation();
    const { Client } = (await import('pg')).default;
    const owner = new Client({ connectionString: url });
    await owner.connect();
    await owner.query(`insert into pgmigrations (name, run_on) values ('9999_later', '2026-01-05')`);
    await owner.end();
    const { findings } = await examine(env);
    expect(findings.find(({ area }) => area === 'schema')?.en.wrong).toContain('9999_later');
  });

  test('a database nobody has started on', async () => {
    const own = await ownDatabase();
    onTestFinished(() => own[Symbol.asyncDispose]());
    const env = { DATABASE_URL: own.url, MASTER_KEY: randomBytes(32).toString('base64') };
    const { findings } = await examine(env);
    expect(findings.find(({ area }) => area === 'database')?.en.wrong).toContain('never started');
    expect((await own.db.query('select from secret')).rows).toEqual([]);
  });

  test('a key that opens nothing', async () => {
    const { env } = await installation();
    const other = randomBytes(32).toString('base64');
    const { findings } = await examine({ ...env, MASTER_KEY: other });
    expect(findings.map(({ area }) => area)).toContain('key');
    expect(JSON.stringify(findings)).not.toContain(other);
  });

  test.for([
    [5_000, '빨라요'],
    [-5_000, '느려요'],
  ] as const)('a clock that is %i ms off', async ([offMs, word]) => {
    const { env } = await installation();
    const { findings } = await examine(env, { now: () => Date.now() + offMs });
    expect(findings.find(({ area }) => area === 'clock')?.ko.wrong).toMatch(new RegExp(`(4\\.9|5\\.\\d)초 ${word}`));
  });

  test('a mail server that lets nobody in, and one that does', async () => {
    const { env } = await installation();
    const mail = await startMailServer({ login: { user: 'desk', password: 'secret' } });
    onTestFinished(() => mail.end());
    const by = (login: string) => ({
      ...env,
      SMTP_URL: `smtp://${login}@127.0.0.1:${mail.port}`,
      SMTP_TLS: 'none',
      SMTP_FROM: 'notice@example.kr',
    });
    expect(await areasOf(by('desk:secret'))).toEqual([]);
    const { findings } = await examine(by('desk:wrong'));
    const found = findings.find(({ area }) => area === 'notices');
    expect(found).toMatchObject({ must: true, ko: { wrong: expect.stringContaining('메일 서버가 받아 주지 않아요') } });
    expect(JSON.stringify(findings)).not.toMatch(/desk:|wrong@|secret/);
    expect(mail.letters).toEqual([]);
  });

  test('a watchdog that can tell nobody, or not by its mail server; nothing is sent to find out', async () => {
    const { env } = await installation();
    const mail = await startMailServer({ login: { user: 'dog', password: 'secret' } });
    onTestFinished(() => mail.end());
    const { WATCHDOG_HOOK_URL, WATCHDOG_HOOK_SECRET, ...deaf } = env;
    const found = async (change: object) =>
      (await examine({ ...deaf, ...change })).findings
        .filter(({ area }) => area === 'watchdog')
        .map(({ must, en }) => `${must} ${en.wrong}`);
    expect(await found({})).toEqual([expect.stringMatching(/^false The watchdog has nobody to tell/)]);
    const by = (login: string) => ({
      WATCHDOG_SMTP_URL: `smtp://${login}127.0.0.1:${mail.port}`,
      WATCHDOG_MAIL_FROM: 'dog@example.kr',
      WATCHDOG_MAIL_TO: 'night@example.kr',
    });
    // The stand-in offers no TLS, and a password goes over no open line.
    expect(await found(by('dog:secret@'))).toEqual([expect.stringMatching(/^true The watchdog's mail server/)]);
    expect(mail.letters).toEqual([]);
    const hook = { WATCHDOG_HOOK_URL, WATCHDOG_HOOK_SECRET };
    expect(await found({ ...hook, CANARY_URL: '', HEARTBEAT_URL: '' })).toEqual([
      expect.stringMatching(/^false HEARTBEAT_URL is not set/),
      expect.stringMatching(/^false CANARY_URL/),
    ]);
    expect(await found({ ...hook, CANARY_URL: '', CANARY_MINUTES: '0' })).toEqual([]);
  });

  test('somebody on the staff whom no page would reach, and a desk whose phones cannot be pushed', async () => {
    const { env, db } = await installation();
    await db.query('update notice_method set gone_at = $1', [at]);
    const musts = async (change: object) =>
      (await examine({ ...env, ...change })).findings.filter(({ area }) => area === 'notices').map(({ must }) => must);
    expect(await musts({})).toEqual([true]);
    expect(await musts({ NODE_ENV: 'development' })).toEqual([false]);
    expect(await musts({ DESK_URL: 'http://10.0.0.5:3001' })).toEqual([true, true]);
  });

  test('a spool that cannot be written, and lines in it that nobody could read', async () => {
    const { env } = await installation();
    const dataDir = temporaryFolder('doctor');
    onTestFinished(() => removeFolder(dataDir));
    const spool = join(dataDir, 'spool');
    await writeFile(spool, 'a file where the folder should be');
    expect(await areasOf({ ...env, DATA_DIR: dataDir })).toEqual(['spool']);
    await rm(spool);
    await mkdir(spool);
    expect(await areasOf({ ...env, DATA_DIR: dataDir })).toEqual([]);
    await writeFile(join(spool, '1767600000000-0123456789ab.aside'), '1 00000000 AAAA\n');
    const { findings } = await examine({ ...env, DATA_DIR: dataDir });
    expect(findings.find(({ area }) => area === 'spool')?.ko.wrong).toContain('1줄');
  });

  test('a Redis that does not answer, and one that wants another password', async () => {
    const { env } = await installation();
    expect(await areasOf({ ...env, REDIS_URL: 'redis://127.0.0.1:1' })).toEqual(['redis']);
    const wrong = new URL(inject('redisUrl'));
    wrong.password = 'wrong';
    expect(await areasOf({ ...env, REDIS_URL: wrong.href })).toEqual(['redis']);
  });

  test('each fact of the centre that is missing, with the texts that lose their sentence', async () => {
    const { env, db } = await installation();
    await db.query(`update center set phone = null, hours = null, area = ' ', retention = null`);
    const { findings } = await examine(env);
    const centre = findings.filter(({ area }) => area === 'center');
    expect(centre.map(({ ko }) => ko.wrong)).toEqual([
      expect.stringMatching(/푸른구 센터: 전화번호\(phone\)/),
      expect.stringContaining('(hours)'),
      expect.stringContaining('(area)'),
      expect.stringContaining('(retention)'),
    ]);
    expect(centre[0]?.ko.means).toMatch(/consent\.more.*help/);
    expect(centre[1]?.ko.means).toContain('consent.human');
    expect(centre[2]?.ko.means).toContain('outside');
    expect(centre[3]?.ko.means).toContain('consent.screen');
    expect(centre.every(({ must }) => must)).toBe(true);
    expect(centre[0]?.ko.todo).toMatch(/^npm run center -- --phone "<02-123-4567>" .*contact_days는 지금 90일/);
    expect(centre[3]?.en.todo).toMatch(/^npm run center -- --retention "<1년>" .*--contact-days/);
  });

  test('with several centres the command says which', async () => {
    const { env, db } = await installation();
    await oneMore(db, '두번째 센터');
    const { findings } = await examine(env);
    const told = findings.filter(({ area }) => area === 'center').map(({ en }) => en.todo);
    expect(told[0]).toContain('npm run center -- --center "두번째 센터" --phone');
  });

  test('numbers nobody has called: the date of a source is not that of a call', async () => {
    const days = { '1577-0199': '2026-11-22', '119': '2026-11-22', '112': '2026-11-22', '1388': '2026-11-22' };
    const look = async (called: Called) =>
      (await examine({ NODE_ENV: 'production', PORT: 'x' }, { called })).findings.find(
        ({ area }) => area === 'contacts',
      );
    const nobody = await look({});
    expect(nobody?.must).toBe(true);
    expect(nobody?.ko.wrong).toMatch(
      /걸어 보지 않은.*109 \(자살예방 상담전화, 2024-09-10 출처\).*1577-0199.*날짜 없는 출처/,
    );
    expect(nobody?.en.wrong).toMatch(
      /^Nobody has called .* yet: 109 \(suicide prevention line, source of 2024-09-10\)/,
    );
    const one = await look(days);
    expect(one?.ko.wrong).toContain('109');
    expect(one?.ko.wrong).not.toContain('1577-0199');
    expect(await look({ ...days, '109': '2026-11-22' })).toBeUndefined();
  });

  test('missing signatures, with the command, and what it means for residents', async () => {
    const { env, master } = await installation();
    const own = await ownDatabase();
    onTestFinished(() => own[Symbol.asyncDispose]());
    await loadSecrets(own.db, master);
    await firstCenter(own.db.query, { id: randomUUID(), name: '센터', retention: '1년', now: at });
    const look = async (nodeEnv: string) =>
      (await examine({ ...env, DATABASE_URL: own.url, NODE_ENV: nodeEnv })).findings.filter(
        ({ area }) => area === 'signatures',
      );
    const inProduction = await look('production');
    expect(inProduction).toHaveLength(signable().length);
    const asq = inProduction.find(({ ko }) => ko.wrong.includes('asq-ko-provisional-1'));
    expect(asq).toMatchObject({
      must: true,
      ko: {
        wrong: expect.stringMatching(/자살위험 선별질문 \(ASQ\).*임시로 옮긴 번역/),
        means: expect.stringContaining('도움받을 곳'),
        todo: expect.stringContaining('npm run signoff -- --instrument asq --version asq-ko-provisional-1'),
      },
    });
    const inTrial = await look('development');
    expect(inTrial).toHaveLength(signable().length);
    expect(inTrial.every(({ must, en }) => !must && /in production it would not be/.test(en.means))).toBe(true);
  });

  test('safety texts nobody has reviewed as they stand, counted against all of them', async () => {
    const open = fixed.filter((key) =>
      languages.some(
        (lang) => signed[key]?.[lang]?.by == null || signed[key]?.[lang]?.sha256 !== fingerprint(lang, key),
      ),
    );
    const { findings } = await examine({ NODE_ENV: 'production', PORT: 'x' });
    const told = findings.find(({ area }) => area === 'texts');
    if (open.length === 0) expect(told).toBeUndefined();
    else
      expect([told?.en.wrong, told?.must]).toEqual([
        expect.stringContaining(`${open.length} of ${fixed.length} `),
        true,
      ]);
  });

  test('a centre where nobody can claim a case', async () => {
    const { env, db, centerId } = await installation();
    await disableStaff(db, 'kim@example.kr', at);
    const invited = { id: randomUUID(), centerId, email: 'lee@example.kr', name: '이', role: 'counsellor', at };
    await addStaff(db, { ...invited, password: null, invite: { hash: randomBytes(32), until: at } });
    const admin = { id: randomUUID(), centerId, email: 'choi@example.kr', name: '최', role: 'admin', at };
    await addStaff(db, { ...admin, password: 'x', invite: null });
    const { findings } = await examine(env);
    expect(findings.find(({ area }) => area === 'accounts')?.ko).toMatchObject({
      wrong: expect.stringContaining('푸른구 센터'),
      todo: expect.stringContaining('npm run staff -- add'),
    });
  });

  test('a trial, which must end where residents come by https', async () => {
    const { env } = await installation();
    const trial = async (change: object) =>
      (await examine({ ...env, ...change })).findings.filter(({ must }) => must).map(({ area }) => area);
    expect(await areasOf({ ...env, NODE_ENV: 'development' })).toEqual(['environment']);
    expect(await trial({ NODE_ENV: 'development' })).toEqual(['environment']);
    expect(await trial({ NODE_ENV: '', PUBLIC_URL: '' })).toEqual([]);
  });

  test('a public address in production that is not https', async () => {
    const { env } = await installation();
    expect(await areasOf({ ...env, PUBLIC_URL: 'http://chat.example.kr' })).toEqual(['address']);
    expect(await areasOf({ ...env, PUBLIC_URL: '' })).toEqual(['address']);
    // The one the start prints, so that both name the same place.
    const { findings } = await examine({ ...env, PUBLIC_URL: '' });
    expect(findings.find(({ area }) => area === 'address')?.ko.wrong).toContain(`http://${lanAddress()}:3000`);
  });
});

test('the report says Korean before English, what is fine and what could not be looked at', async () => {
  const text = report(await examine({ DATABASE_URL: 'nonsense' })).join('\n');
  expect(text).toMatch(/꼭 해야 할 일 2가지/);
  expect(text.indexOf('설정 DATABASE_URL')).toBeLessThan(text.indexOf('The setting DATABASE_URL'));
  expect(text).toMatch(/살펴보지 못했어요.*데이터베이스.*sign-offs/);
});

describe('as a command', () => {
  const command = join(import.meta.dirname, '../../commands/doctor.ts');
  const doctor = async (env: Record<string, string>) => {
    const options = { env: { PATH: process.env.PATH, ...env } };
    return promisify(execFile)(process.execPath, [command], options).then(
      ({ stdout }) => ({ stdout, code: 0 }),
      ({ stdout, stderr, code }) => ({ stdout: `${stdout}${stderr}`, code: code as number }),
    );
  };

  test('ends with 1 while something must be done', async () => {
    const { env } = await installation();
    const { stdout, code } = await doctor(env);
    expect(code).toBe(1);
    expect(stdout).toContain('아직 아무도 걸어 보지 않은 전화번호');
    expect(stdout).toMatch(/괜찮아요 \(fine\): .*검사 문구 서명/);
  });

  test('works beside a running embedded one, and without; a lost key file is named', async () => {
    const dataDir = await ownFolder();
    const env = { DATA_DIR: dataDir };
    const master = await loadOrMakeMasterKey(dataDir);
    const embedded = await openEmbedded(dataDir);
    await migrate({ embedded: dataDir });
    const db = await openDatabase({ embedded: dataDir });
    await sound(db, master);
    const beside = await doctor(env);
    expect(beside).toMatchObject({ code: 0, stdout: expect.stringContaining('꼭 해야 할 일은 없어요') });
    await db.close();
    await embedded.close();
    await rm(join(dataDir, 'master.key'));
    expect(await doctor(env)).toMatchObject({ code: 1, stdout: expect.stringContaining('master.key') });
    expect(await readdir(dataDir)).not.toContain('master.key');
  });
});

test('where nothing is, nothing is made', async () => {
  const dataDir = await ownFolder();
  const { findings } = await examine({ DATA_DIR: dataDir });
  const told = findings.find(({ area }) => area === 'database');
  expect(told?.en.wrong).toContain('never started');
  expect(told?.ko.wrong).toContain(dataDir);
  expect(told?.ko.todo).toContain('DATA_DIR');
  expect(await readdir(dataDir)).toEqual([]);
});

async function ownFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'mj-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}
