import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { centerCommand } from '../../commands/center.ts';
import { centerLine } from '../../commands/findings.ts';
import { render } from '../../flows/wording.ts';
import { factNames } from '../../triage/centerFacts.ts';
import { rememberedCenters } from '../../triage/facts.ts';
import { readCenter } from '../../triage/store/centers.ts';
import { databaseClock } from '../../triage/store/databaseClock.ts';
import { openDatabase } from '../../triage/store/db.ts';
import { openEmbedded } from '../../triage/store/embedded.ts';
import { migrate } from '../../triage/store/migrate.ts';
import { freshDatabase } from '../harness/postgres.ts';
import { deskWorld, type World } from './world.ts';

async function run(world: Pick<World, 'db' | 'clock'>, ...args: string[]): Promise<string> {
  const lines: string[] = [];
  const { db, clock } = world;
  await centerCommand(args, { db, clock, newId: randomUUID, print: (line) => lines.push(line) });
  return lines.join('\n');
}

const all = ['--phone', '02-123-4567', '--hours', '평일 9~18시', '--area', '푸른구', '--retention', '1년'];
const days = ['--contact-days', '30'];
const changes = async (world: World) =>
  (await world.audit()).filter(({ action }) => action === 'center.change').map(({ subject }) => subject);

describe('npm run center', () => {
  test('writes what residents are told, says what changed, and the trail names the columns', async () => {
    const world = await deskWorld();
    const told = await run(world, ...all, ...days);
    expect(await readCenter(world.db.query, world.home)).toEqual({
      id: world.home,
      name: '한마음센터',
      phone: '02-123-4567',
      hours: '평일 9~18시',
      area: '푸른구',
      retention: '1년',
      contactDays: 30,
    });
    expect(told).toContain('전화번호 (phone): 없음 (not known) → 02-123-4567');
    expect(told).toContain('번호 보관 일수 (contact-days): 90 → 30');
    expect(told).toContain('1분 안에 적용돼요');
    expect(told).not.toContain('문장이 빠지는 글');
    const [row] = (await world.audit()).filter(({ action }) => action === 'center.change');
    expect(row).toMatchObject({
      staffId: null,
      address: 'command',
      subject: 'phone hours area retention contact_days',
    });
  });

  test('one fact leaves the others, and what still lacks a sentence is named with the line to type', async () => {
    const world = await deskWorld();
    const told = await run(world, '--phone', ' 1577-0199 ', '--retention', '6개월');
    expect(told).toMatch(/상담 시간 \(hours\): .*consent\.human/);
    expect(told).toContain('npm run center -- --hours "<평일 9~18시>" --area "<푸른구>"');
    expect(told).not.toContain('(phone): consent');
    await run(world, '--name', '푸른구 센터');
    expect(await readCenter(world.db.query, world.home)).toMatchObject({
      name: '푸른구 센터',
      phone: '1577-0199',
      retention: '6개월',
      hours: null,
      contactDays: 90,
    });
  });

  test('an empty value clears a fact, and its sentence drops out', async () => {
    const world = await deskWorld();
    await run(world, ...all);
    const told = await run(world, '--phone', '');
    expect(told).toContain('02-123-4567 → 없음');
    expect(told).toMatch(/전화번호 \(phone\): .*help/);
    const center = await readCenter(world.db.query, world.home);
    expect(center?.phone).toBeNull();
    const known = { center: '한마음센터', hours: '평일 9~18시', area: '푸른구', retention: '1년' };
    const help = (phone: string | null | undefined) => render('ko', 'help', { ...known, phone: phone ?? undefined });
    expect([help('02-123-4567'), help(center?.phone)]).toEqual([
      expect.stringContaining('02-123-4567'),
      expect.not.stringContaining('02-'),
    ]);
    expect(await changes(world)).toEqual(['phone hours area retention', 'phone']);
  });

  test('what is written already changes nothing and leaves no trail', async () => {
    const world = await deskWorld();
    await run(world, ...all);
    expect(await run(world, ...all)).toContain('It says so already');
    expect(await changes(world)).toHaveLength(1);
  });

  test('without arguments, and with list, it shows each centre and what is missing', async () => {
    const world = await deskWorld();
    await run(world, ...all, '--area', '');
    world.advance({ minutes: 1 });
    await world.center('두번째 센터');
    const told = await run(world);
    expect(await run(world, 'list')).toBe(told);
    expect(told).toMatch(/한마음센터\n {2}전화번호 \(phone\): 02-123-4567/);
    expect(told).toMatch(/관할 지역 \(area\): .*outside/);
    expect(told).toContain('npm run center -- --center "두번째 센터" --phone "<02-123-4567>"');
    expect(await run(world, '--center', '두번째 센터')).not.toContain('한마음센터');
  });

  test('with several centres the one to change is named, by its name or its id', async () => {
    const world = await deskWorld();
    world.advance({ minutes: 1 });
    const second = await world.center('두번째 센터');
    await expect(run(world, ...all)).rejects.toThrow(/--center.*한마음센터, 두번째 센터/);
    await expect(run(world, ...all, '--center', '셋째')).rejects.toThrow(/no such centre.*한마음센터, 두번째 센터/);
    await expect(run(world, '--center', second, '--name', '한마음센터')).rejects.toThrow(
      /Another centre has this name/,
    );
    await run(world, ...all, '--center', '두번째 센터');
    expect(await readCenter(world.db.query, world.home)).toMatchObject({ phone: null });
    await run(world, '--center', second, '--area', '흰구');
    expect(await readCenter(world.db.query, second)).toMatchObject({ phone: '02-123-4567', area: '흰구' });
    world.advance({ minutes: 1 });
    const twin = await world.center('두번째 센터');
    await expect(run(world, ...all, '--center', '두번째 센터')).rejects.toThrow(new RegExp(`${second}.*${twin}`));
  });

  test('all faults come at once, each with what is allowed, and nothing is written', async () => {
    const world = await deskWorld();
    const args = [
      '--phone',
      '02.123',
      '--hours',
      'a\nb',
      '--retention',
      '오래',
      '--contact-days',
      '0',
      '--area',
      '흰구',
    ];
    const fault = await run(world, ...args, '--name', '', '--center', '없는 곳').catch(String);
    expect(fault).toMatch(/--phone: .*숫자와 붙임표.*digits and hyphens/);
    expect(fault).toMatch(/--hours: .*1~60자/);
    expect(fault).toMatch(/--retention: .*1년, 6개월/);
    expect(fault).toMatch(/--contact-days: .*1 to 3650/);
    expect(fault).toMatch(/--name: .*1 to 60 characters/);
    expect(fault).toMatch(/--center: .*한마음센터/);
    expect(fault).not.toContain('--area');
    expect(await readCenter(world.db.query, world.home)).toMatchObject({ area: null, hours: null });
    expect(await changes(world)).toEqual([]);
  });

  test.for([
    ['--phone', ['031-1234-5678', '0504-1234-5678', '031-1388', '02-120', '1577-0199', '0212345678', '']],
    ['--retention', ['1년', '18개월', '99년', '']],
    ['--contact-days', ['1', '3650']],
    ['--hours', ['월~금 9:00-18:00', '가'.repeat(60)]],
  ] as const)('%s takes %j', async ([option, values]) => {
    const world = await deskWorld();
    for (const value of values) await run(world, option, value);
  });

  test.for([
    ['--phone', ['123-4567', '02--123-4567', '-02', '02 123 4567', '+82-2-123-4567', '０２-123-4567', '02-12', '전화']],
    ['--retention', ['1', '년', '0년', '1 년', '1년 6개월', '100년', '1year']],
    ['--contact-days', ['', '3651', '1.5', '-1', '구십', '0090a']],
    ['--hours', ['가'.repeat(61), '평일\u2028주말', '평일\u202e', '<평일>']],
    ['--name', ['', '센\u0000터']],
  ] as const)('%s refuses %j', async ([option, values]) => {
    const world = await deskWorld();
    for (const value of values) {
      await expect(run(world, `${option}=${value}`), value).rejects.toThrow(`${option}: `);
    }
    expect(await changes(world)).toEqual([]);
  });

  test('the line doctor shows is refused as it stands: an example is nobody’s number', async () => {
    const world = await deskWorld();
    const args = centerLine(factNames)
      .replace('npm run center -- ', '')
      .matchAll(/(--\w+) "([^"]+)"/g);
    const typed = [...args].flatMap(([, option = '', value = '']) => [option, value]);
    const fault = await run(world, ...typed).catch(String);
    for (const fact of factNames) expect(fault).toContain(`--${fact}: `);
  });

  test.for([
    [['show'], /"show" is one word too many/],
    [['list', '--phone', '02-123-4567'], /"list" is one word too many/],
    [['--phone', '02-123-4567', '18시'], /"18시" is one word too many/],
    [['--fone', '1'], /--fone/],
  ] as const)('%j is not understood', async ([args, sentence]) => {
    const world = await deskWorld();
    await expect(run(world, ...args)).rejects.toThrow(sentence);
  });

  test('a conversation under way says it within a minute, without a restart', async () => {
    const world = await deskWorld();
    const centers = rememberedCenters(world.clock);
    expect((await centers(world.db.query, world.home)).phone).toBeNull();
    await run(world, '--phone', '02-123-4567');
    world.advance({ minutes: 1 });
    expect((await centers(world.db.query, world.home)).phone).toBe('02-123-4567');
  });

  test('two who change different facts at once both keep theirs', async () => {
    const world = await deskWorld();
    await Promise.all([run(world, '--phone', '02-123-4567'), run(world, '--area', '푸른구')]);
    expect(await readCenter(world.db.query, world.home)).toMatchObject({ phone: '02-123-4567', area: '푸른구' });
  });

  test('a database of an earlier version is named as such', async () => {
    const { url, drop } = await freshDatabase();
    onTestFinished(drop);
    await migrate({ url }, { count: 3 });
    const db = await openDatabase({ url });
    onTestFinished(() => db.close());
    await expect(run({ db, clock: () => new Date() })).rejects.toThrow(/lacks .*0004_reaching.*npm run migrate/);
  });
});

const command = (name: string, env: Record<string, string>, ...args: string[]) => {
  const path = join(import.meta.dirname, '../../commands', `${name}.ts`);
  return promisify(execFile)(process.execPath, [path, ...args], { env: { PATH: process.env.PATH, ...env } });
};

async function ownFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'mj-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

describe('as a command', () => {
  test('works on DATABASE_URL, and ends with 1 on a fault', async () => {
    const world = await deskWorld();
    const { options } = world.db.pool;
    const env = { DATABASE_URL: options.connectionString ?? '', MASTER_KEY: randomBytes(32).toString('base64') };
    expect((await command('center', env, ...all)).stdout).toContain('바뀐 값');
    await expect(command('center', env, '--phone', 'x')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^바뀐 것은 없어요.*\n {2}--phone: [^\n]*\n$/),
    });
  });

  test('works beside a running embedded one, and without', async () => {
    const dataDir = await ownFolder();
    const env = { DATA_DIR: dataDir };
    const embedded = await openEmbedded(dataDir);
    await migrate({ embedded: dataDir });
    const db = await openDatabase({ embedded: dataDir });
    const time = await databaseClock(db);
    await expect(command('center', env, ...all)).rejects.toThrow(/There is no centre yet/);
    const id = randomUUID();
    await db.query('insert into center (id, name, created_at) values ($1, $2, $3)', [id, '섬 센터', time.clock()]);
    await command('center', env, ...all);
    expect(await readCenter(db.query, id)).toMatchObject({ phone: '02-123-4567' });
    time.close();
    await db.close();
    await embedded.close();
    await command('center', env, '--phone', '');
    expect((await command('center', env)).stdout).toContain('전화번호 (phone): 없음');
  });

  test.for([
    ['center', []],
    ['staff', ['add', '--role', 'lead', '--email', 'a@b.kr']],
    ['signoff', []],
  ] as const)('%s makes no database where 마음지기 was never started', async ([name, args]) => {
    const dataDir = await ownFolder();
    const missing = join(dataDir, 'nowhere');
    for (const folder of [dataDir, missing]) {
      await expect(command(name, { DATA_DIR: folder }, ...args)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(new RegExp(`^${folder}: .*시작한 적이 없어요.*never started.*npm start`, 's')),
      });
    }
    expect(await readdir(dataDir)).toEqual([]);
  });
});
