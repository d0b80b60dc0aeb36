import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ensureFirstStaff, staffCommand } from '../../commands/staff.ts';
import { databaseClock } from '../../triage/store/databaseClock.ts';
import { openDatabase } from '../../triage/store/db.ts';
import { openEmbedded } from '../../triage/store/embedded.ts';
import { migrate } from '../../triage/store/migrate.ts';
import { addPhone } from '../harness/onCall.ts';
import { deskWorld, type World } from './world.ts';

async function run(world: World, ...args: string[]): Promise<string[]> {
  const lines: string[] = [];
  const { db, clock } = world;
  const deskUrl = 'http://localhost:3001';
  await staffCommand(args, { db, clock, newId: randomUUID, deskUrl, print: (line) => lines.push(line) });
  return lines;
}

const tokenOf = (lines: string[]): string => /#(.+)$/.exec(lines.at(-1) ?? '')?.[1] ?? '';

describe('npm run staff', () => {
  test('add prints a link that opens the desk once', async () => {
    const world = await deskWorld();
    const lines = await run(world, 'add', '--role', 'admin', '--email', 'Kim@Example.kr', '--name', '김관리');
    expect(lines.at(-1)).toMatch(/^http:\/\/localhost:3001\/invite#[\w-]{43}$/);
    const accept = { token: tokenOf(lines), password: 'vexing-otter-marble-91' };
    const { body } = await world.post('/api/invite').send(accept).expect(200);
    expect(body).toMatchObject({
      role: 'admin',
      email: 'kim@example.kr',
      name: '김관리',
      permissions: ['staff', 'roster', 'center', 'counts'],
    });
    expect(await run(world, 'list')).toEqual(['kim@example.kr\tadmin\tactive\t김관리\t한마음센터']);
    expect((await world.audit()).map(({ action }) => action)).toContain('staff.add');
  });

  test('the link is good for an hour, and invite makes a new one', async () => {
    const world = await deskWorld();
    const first = tokenOf(await run(world, 'add', '--role', 'lead', '--email', 'lee@example.kr'));
    expect(await run(world, 'list')).toEqual(['lee@example.kr\tlead\tinvited\tlee\t한마음센터']);
    world.advance({ minutes: 61 });
    expect(await run(world, 'list')).toEqual(['lee@example.kr\tlead\tinvite ran out\tlee\t한마음센터']);
    const lines = await run(world, 'invite', '--email', 'lee@example.kr', '--desk', 'https://desk.example.kr/');
    expect(lines.at(-1)).toMatch(/^https:\/\/desk\.example\.kr\/invite#/);
    const password = 'vexing-otter-marble-91';
    await world.post('/api/invite').send({ token: first, password }).expect(410);
    await world
      .post('/api/invite')
      .send({ token: tokenOf(lines), password })
      .expect(200);
  });

  test('rename: colleagues read the new name at once, it is in the access log, and a name that fits on no line is refused', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    await run(world, 'rename', '--email', kim.email.toUpperCase(), '--name', ' 김하늘 ');
    const { body } = await world.get('/api/me', kim).expect(200);
    expect(body.name).toBe('김하늘');
    expect(await world.audit()).toContainEqual(expect.objectContaining({ action: 'staff.rename', subject: kim.id }));
    await expect(run(world, 'rename', '--email', kim.email)).rejects.toThrow(/--name is missing/);
    await expect(run(world, 'rename', '--email', kim.email, '--name', '두\n줄')).rejects.toThrow(/on one line/);
    await expect(run(world, 'rename', '--email', 'nobody@example.kr', '--name', '김')).rejects.toThrow(/Nobody has/);
    expect((await run(world, 'list')).at(-1)).toContain('김하늘');
  });

  test('disable signs out and gives cases back', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    await world.escalation({ owner: kim.id, fence: 1 });
    expect(await run(world, 'disable', '--email', kim.email)).toEqual([
      expect.stringContaining('given back to the queue: 1'),
    ]);
    await world.get('/api/me', kim).expect(401);
    const { rows } = await world.db.query('select kind, staff_id as "by" from escalation_event');
    expect(rows).toContainEqual({ kind: 'released', by: kim.id });
    await expect(run(world, 'invite', '--email', kim.email)).rejects.toThrow(/disabled/);
  });

  test.for([
    [[], /Say what to do: add, invite, rename, list, disable/],
    [['fire'], /"fire" is not something/],
    [['list', 'all'], /one word too many/],
    [['add', '--email', 'a@b.kr'], /--role is missing. Allowed: counsellor, lead, campaign, admin, auditor/],
    [['add', '--role', 'boss', '--email', 'a@b.kr'], /"boss" is not a role. Allowed: counsellor/],
    [['add', '--role', 'lead'], /--email is missing/],
    [['add', '--role', 'lead', '--email', 'kim'], /"kim" is not an e-mail address/],
    [['add', '--role', 'lead', '--email', 'a@b.kr', '--name', 'a\nb'], /one line/],
    [['add', '--role', 'lead', '--email', 'a@b.kr', '--center', '없는 센터'], /Allowed: 한마음센터/],
    [['add', '--role', 'lead', '--email', 'a@b.kr', '--desk', 'desk'], /web address/],
    [['add', '--rule', 'lead'], /--rule/],
    [['disable', '--email', 'nobody@example.kr'], /Nobody has the address/],
  ] as const)('%j is answered with a sentence', async ([args, sentence]) => {
    const world = await deskWorld();
    await expect(run(world, ...args)).rejects.toThrow(sentence);
    expect((await world.db.query('select from staff')).rows).toHaveLength(0);
  });

  test('an address that is taken, and a centre that must be named', async () => {
    const world = await deskWorld();
    await run(world, 'add', '--role', 'lead', '--email', 'kim@example.kr');
    await expect(run(world, 'add', '--role', 'admin', '--email', 'KIM@example.kr')).rejects.toThrow(/already/);
    await world.center('두번째 센터');
    const args = ['add', '--role', 'lead', '--email', 'lee@example.kr'];
    await expect(run(world, ...args)).rejects.toThrow(/say which with --center/);
    await run(world, ...args, '--center', '두번째 센터');
    expect((await run(world, 'list')).at(-1)).toContain('한마음센터');
  });
});

test('the first start makes one account, whoever else starts', async () => {
  const world = await deskWorld();
  const ensure = () => ensureFirstStaff(world.db, world.clock, randomUUID, world.home);
  const made = (await Promise.all([ensure(), ensure()])).filter((one) => one !== null);
  expect(made).toHaveLength(1);
  const [first] = made;
  expect(first?.password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  expect(await ensure()).toBeNull();
  const { body } = await world.post('/api/login').send(first).expect(200);
  expect(body).toMatchObject({ role: 'lead', email: 'first@maumjigi.local', name: '첫 계정' });
});

test('whoever switches off somebody with shifts ahead reads that nobody comes to them, and whether a lead could be told', async () => {
  const world = await deskWorld();
  const lead = await world.staff('lead');
  const kim = await world.staff('counsellor');
  const days = ['2026-01-05', '2026-01-06'];
  await world.post('/api/shifts', lead).send({ staffId: kim.id, days, from: '18:00', until: '09:00' }).expect(200);
  expect(await run(world, 'disable', '--email', kim.email)).toEqual([
    expect.stringContaining('is disabled'),
    expect.stringMatching(/^Nobody comes to 2 of the shifts ahead any more. No lead could be told/),
  ]);
  const { rows } = await world.db.query('select staff_id as "staffId", kind from page');
  expect(rows).toEqual([{ staffId: lead.id, kind: 'duty' }]);

  const lee = await world.staff('counsellor');
  await world.post('/api/shifts', lead).send({ staffId: lee.id, days, from: '18:00', until: '09:00' }).expect(200);
  await addPhone(world.db, { centerId: world.home, staffId: lead.id, now: world.clock() });
  expect((await run(world, 'disable', '--email', lee.email)).at(-1)).toContain('Leads told: 1.');
});

describe('as a command', () => {
  const command = join(import.meta.dirname, '../../commands/staff.ts');
  const staff = (env: Record<string, string>, ...args: string[]) =>
    promisify(execFile)(process.execPath, [command, ...args], { env: { PATH: process.env.PATH, ...env } });

  test('works on DATABASE_URL', async () => {
    const world = await deskWorld();
    const { options } = world.db.pool;
    const env = { DATABASE_URL: options.connectionString ?? '', MASTER_KEY: randomBytes(32).toString('base64') };
    const { stdout } = await staff(env, 'add', '--role', 'auditor', '--email', 'choi@example.kr');
    expect(stdout).toMatch(/http:\/\/127\.0\.0\.1:3001\/invite#/);
    await expect(staff(env, 'add', '--role', 'king')).rejects.toThrow(/--email is missing/);
    await expect(staff({ DATABASE_URL: 'nonsense' }, 'list')).rejects.toThrow(/DATABASE_URL.*MASTER_KEY/s);
  });

  test('works beside a running embedded one, and without', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'mj-'));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    const embedded = await openEmbedded(dataDir);
    await migrate({ embedded: dataDir });
    const db = await openDatabase({ embedded: dataDir });
    const time = await databaseClock(db);
    const env = { DATA_DIR: dataDir };
    await expect(staff(env, 'add', '--role', 'lead', '--email', 'a@b.kr')).rejects.toThrow(/There is no centre yet/);
    const id = randomUUID();
    await db.query('insert into center (id, name, created_at) values ($1, $2, $3)', [id, '섬 센터', time.clock()]);
    const { stdout } = await staff(env, 'add', '--role', 'lead', '--email', 'a@b.kr');
    expect(stdout).toContain('섬 센터');
    expect(await ensureFirstStaff(db, time.clock, randomUUID, id)).toBeNull();
    time.close();
    await db.close();
    await embedded.close();
    expect((await staff(env, 'list')).stdout).toContain('a@b.kr\tlead\tinvited');
  });
});
