import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { signoffCommand } from '../../commands/signoff.ts';
import { databaseClock } from '../../triage/store/databaseClock.ts';
import { openDatabase } from '../../triage/store/db.ts';
import { openEmbedded } from '../../triage/store/embedded.ts';
import { migrate } from '../../triage/store/migrate.ts';
import { listSignoffs } from '../../triage/store/signoffs.ts';
import { freshDatabase } from '../harness/postgres.ts';
import { deskWorld, type World } from './world.ts';

async function run(world: Pick<World, 'db' | 'clock'>, ...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  const { db, clock } = world;
  await signoffCommand(args, { db, clock, newId: randomUUID, print: (line) => lines.push(line) });
  return lines;
}

const asqKo = ['--instrument', 'asq', '--version', 'asq-ko-provisional-1'];
const kim = ['--name', '김하늘', '--title', '임상 책임자'];

// The world's clock says 2026-01-05, 18:00 in Korea.
describe('npm run signoff', () => {
  test('records who signed which words, and every centre’s trail has it', async () => {
    const world = await deskWorld();
    await world.center('두번째 센터');
    const lines = await run(world, ...asqKo, ...kim, '--date', '2026-01-05');
    expect(lines[0]).toMatch(
      /자살위험 선별질문.*asq-ko-provisional-1: 김하늘 \(임상 책임자\), 2026-01-05 서명을 기록했어요/,
    );
    const [signed] = await listSignoffs(world.db.query);
    expect(signed).toMatchObject({
      instrument: 'asq',
      instrumentVersion: 'asq-1',
      wordingVersion: 'asq-ko-provisional-1',
      name: '김하늘',
      title: '임상 책임자',
      signedOn: '2026-01-05',
      recordedAt: world.clock(),
    });
    const subject = `${signed?.id} asq asq-1 asq-ko-provisional-1`;
    const audited = (await world.audit()).filter(({ action }) => action === 'signoff.record');
    expect(audited).toHaveLength(2);
    for (const row of audited) expect(row).toMatchObject({ subject, staffId: null, address: 'command' });
  });

  test('a provisional translation can be signed, and the signer is told what it is and whose it is now', async () => {
    const world = await deskWorld();
    const told = (await run(world, ...asqKo, ...kim, '--date', '2026-01-05')).join('\n');
    expect(told).toContain('임시로 옮긴 번역이고, 타당화되지 않았어요');
    expect(told).toMatch(/not validated.*responsibility of 김하늘/s);
    const compared = await run(
      world,
      ...['--instrument', 'phq9', '--version', 'phq9-ko-pfizer-a-1'],
      ...kim,
      ...['--date', '2026-01-05'],
    );
    expect(compared.join('\n')).not.toContain('not validated');
  });

  test('signing twice changes nothing and says so', async () => {
    const world = await deskWorld();
    await run(world, ...asqKo, ...kim, '--date', '2026-01-04');
    const lines = await run(world, ...asqKo, '--name', ' 김하늘 ', '--date', '2026-01-05');
    expect(lines[0]).toContain('이미 서명했어요');
    expect(await listSignoffs(world.db.query)).toMatchObject([{ signedOn: '2026-01-04', title: '임상 책임자' }]);
    expect((await world.audit()).filter(({ action }) => action === 'signoff.record')).toHaveLength(1);
  });

  test('without arguments, and with list, it says what needs a signature and what is signed', async () => {
    const world = await deskWorld();
    const before = (await run(world)).join('\n');
    expect(before).toContain('asq-ko-provisional-1');
    expect(before).toContain('npm run signoff -- --instrument sgds --version sgds-ko-bae-cho-2004-1');
    expect(before).toContain('its authors are to be asked');
    expect(before).not.toContain('phq9-en-pfizer-1');
    expect(before).not.toContain('서명된 문구');
    await run(world, ...asqKo, ...kim, '--date', '2026-01-05');
    const after = (await run(world, 'list')).join('\n');
    expect(after).not.toContain('--version asq-ko-provisional-1');
    expect(after).toContain('asq\tasq-1\tasq-ko-provisional-1\t김하늘\t임상 책임자\t2026-01-05');
  });

  test('a signature for words or an instrument this build no longer has is shown as an earlier one', async () => {
    const world = await deskWorld();
    await world.db.query(
      `insert into signoff (instrument, instrument_version, wording_version, name, signed_on, recorded_at, id)
       values ('asq', 'asq-0', 'asq-ko-provisional-1', '박산', '2025-12-01', $1, $2)`,
      [world.clock(), randomUUID()],
    );
    const lines = (await run(world, 'list')).join('\n');
    expect(lines).toMatch(/asq-0\tasq-ko-provisional-1\t박산.*이전 버전/);
    expect(lines).toContain('--version asq-ko-provisional-1');
  });

  test('all faults come at once, each with what is allowed', async () => {
    const world = await deskWorld();
    const fault = await run(world, '--instrument', 'gad7', '--name', 'a\nb', '--date', '2026-02-30').catch(String);
    expect(fault).toContain('"gad7" is not an instrument. Allowed: phq9, sgds, asq.');
    expect(fault).toMatch(/--version is missing\. Allowed: .*asq-ko-provisional-1/);
    expect(fault).toMatch(/--name .*Allowed: 1 to 60 characters on one line/);
    expect(fault).toMatch(/"2026-02-30" is not a day of the calendar\. Allowed: a day from 2000-01-01 to 2026-01-05/);
    expect(await listSignoffs(world.db.query)).toEqual([]);
  });

  const good = { instrument: 'asq', version: 'asq-ko-provisional-1', name: '김하늘', date: '2026-01-05' };
  test.for([
    [
      { version: 'asq-ko-2' },
      /"asq-ko-2" is not a wording of asq in this build\. Allowed: asq-ko-provisional-1, asq-en-nimh-1\./,
    ],
    [{ version: 'sgds-en-gds15-1' }, /is not a wording of asq/],
    [
      { instrument: 'phq9', version: 'phq9-en-pfizer-1' },
      /is released and needs no signature\. Allowed: phq9-ko-pfizer-a-1\./,
    ],
    [{ instrument: 'toString' }, /is not an instrument/],
    [{ name: '   ' }, /--name/],
    [{ name: '<이름>' }, /--name is not something a person is called/],
    [{ name: '12-34' }, /--name is not something a person is called/],
    [{ name: '가'.repeat(61) }, /1 to 60 characters/],
    [{ title: '책임\u2028자' }, /--title/],
    [{ date: '2026-01-06' }, /2026-01-06 is in the future/],
    [{ date: '26-01-05' }, /not a day of the calendar/],
    [{ date: '2026-13-01' }, /not a day of the calendar/],
    [{ date: '1899-01-05' }, /too long ago/],
    [{ date: '' }, /not a day of the calendar/],
  ] as const)('%j is answered with a sentence and records nothing', async ([change, sentence]) => {
    const world = await deskWorld();
    const args = Object.entries({ ...good, ...change }).flatMap(([name, value]) => [`--${name}`, value]);
    await expect(run(world, ...args)).rejects.toThrow(sentence);
    expect(await listSignoffs(world.db.query)).toEqual([]);
    expect(await world.audit()).toEqual([]);
  });

  test.for([
    [['sign'], /"sign" is one word too many/],
    [['list', 'all'], /"all" is one word too many/],
    [['list', '--name', '김'], /"list" takes nothing beside it/],
    [['--nome', '김'], /--nome/],
  ] as const)('%j is not understood', async ([args, sentence]) => {
    const world = await deskWorld();
    await expect(run(world, ...args)).rejects.toThrow(sentence);
  });

  test('the day is the one in Korea: after nine in the evening in London it is tomorrow there', async () => {
    const world = await deskWorld();
    world.advance({ hours: 6 });
    await run(world, ...asqKo, ...kim, '--date', '2026-01-06');
    expect(await listSignoffs(world.db.query)).toMatchObject([{ signedOn: '2026-01-06' }]);
  });

  test('on a database that was not brought up to date it says what to do', async () => {
    const { url, drop } = await freshDatabase();
    await migrate({ url }, { count: 3 });
    const db = await openDatabase({ url });
    onTestFinished(async () => {
      await db.close();
      await drop();
    });
    await expect(run({ db, clock: () => new Date() })).rejects.toThrow(/lacks .*0005_signoff.*npm run migrate/);
  });
});

describe('as a command', () => {
  const command = join(import.meta.dirname, '../../commands/signoff.ts');
  const signoff = (env: Record<string, string>, ...args: string[]) =>
    promisify(execFile)(process.execPath, [command, ...args], { env: { PATH: process.env.PATH, ...env } });

  test('works on DATABASE_URL, and ends with 1 on a fault', async () => {
    const world = await deskWorld();
    const { options } = world.db.pool;
    const env = { DATABASE_URL: options.connectionString ?? '', MASTER_KEY: randomBytes(32).toString('base64') };
    const { stdout } = await signoff(env, ...asqKo, ...kim, '--date', '2026-01-05');
    expect(stdout).toContain('서명을 기록했어요');
    expect(await listSignoffs(world.db.query)).toHaveLength(1);
    await expect(signoff(env, ...asqKo)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/--name is missing.*--date is missing/s),
    });
  });

  test('works beside a running embedded one, and without', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'mj-'));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    const embedded = await openEmbedded(dataDir);
    await migrate({ embedded: dataDir });
    const db = await openDatabase({ embedded: dataDir });
    const time = await databaseClock(db);
    const env = { DATA_DIR: dataDir };
    const args = [...asqKo, ...kim, '--date', '2026-01-05'];
    await expect(signoff(env, ...args)).rejects.toThrow(/There is no centre yet/);
    await db.query('insert into center (id, name, created_at) values ($1, $2, $3)', [
      randomUUID(),
      '섬 센터',
      time.clock(),
    ]);
    await signoff(env, ...args);
    expect(await listSignoffs(db.query)).toHaveLength(1);
    time.close();
    await db.close();
    await embedded.close();
    expect((await signoff(env, 'list')).stdout).toContain('asq-ko-provisional-1\t김하늘');
  });
});
