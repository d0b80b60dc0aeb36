import { randomBytes } from 'node:crypto';
import pg from 'pg';
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { newToken } from '../../admin/auth.ts';
import { Me, roles } from '../../admin/contract.ts';
import { checkNewPassword, hashPassword, verifyPassword } from '../../admin/password.ts';
import { attempts, openThrottle } from '../../admin/throttle.ts';
import { disableStaff, renewInvite } from '../../triage/store/staff.ts';
import { cookies, deskWorld, type Person, type World } from './world.ts';

const password = '봄날의 산책길 7번지 ';

const login = (world: World, email: string, given: string, from = '203.0.113.1', cookie = '') =>
  world.post('/api/login').set({ 'X-Forwarded-For': from, Cookie: cookie }).send({ email, password: given });

describe('signing in', () => {
  test('a counsellor signs in, and is told who she is and what she may do', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor', { password });
    const answer = await login(world, ` ${kim.email.toUpperCase()} `, password).expect(200);
    expect(Me.parse(answer.body)).toMatchObject({
      id: kim.id,
      role: 'counsellor',
      permissions: ['queue', 'case', 'claim', 'follow-ups', 'roster'],
    });
    expect(answer.headers['cache-control']).toBe('no-store');
    const given = cookies(answer);
    expect(given.desk?.attributes).toEqual(['Path=/', 'HttpOnly', 'SameSite=Strict']);
    expect(Buffer.from(given.desk?.value ?? '', 'base64url')).toHaveLength(32);
    const { rows } = await world.db.query<{ hash: Buffer }>('select token_hash as hash from session');
    expect(rows.map(({ hash }) => hash.toString('base64url'))).not.toContain(given.desk?.value);
    expect((await world.audit()).map(({ action }) => action)).toEqual(['login', 'login.tried', 'login']);
  });

  test('unknown, wrong, disabled and not yet invited people get the same answer', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor', { password });
    const gone = await world.staff('counsellor', { password });
    const invited = await world.staff('counsellor');
    await disableStaff(world.db, gone.email, world.clock());
    const answers = [
      await login(world, 'nobody@example.kr', password),
      await login(world, kim.email, `${password}!`),
      await login(world, kim.email, password.trim()),
      await login(world, gone.email, password),
      await login(world, invited.email, password),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.body.error).toMatchObject({ code: 'login_failed', message: answers[0]?.body.error.message });
    }
  });

  test('unknown, wrong and disabled take the same work', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor', { password });
    const gone = await world.staff('counsellor', { password });
    await disableStaff(world.db, gone.email, world.clock());
    // Of this process, not of the clock on the wall: other tests run beside this one.
    const work = async (email: string, from: string) => {
      const start = process.cpuUsage();
      await login(world, email, 'not the password', from).expect(401);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    const least = async (email: string) =>
      Math.min(await work(email, '198.51.100.1'), await work(email, '198.51.100.2'), await work(email, '198.51.100.3'));
    const wrong = await least(kim.email);
    for (const email of ['nobody@example.kr', gone.email]) {
      const same = (await least(email)) / wrong;
      expect(same).toBeGreaterThan(0.6);
      expect(same).toBeLessThan(1.6);
    }
  });

  test.for([
    ['1 MB', { email: 'a@b.kr', password: 'x'.repeat(1_000_000) }, 413],
    ['1,025 bytes', { email: 'a@b.kr', password: '가'.repeat(342) }, 400],
    ['a NUL in the address', { email: 'a\0@b.kr', password }, 400],
    ['a number', { email: 'a@b.kr', password: 1 }, 400],
    ['more than asked for', { email: 'a@b.kr', password, role: 'admin' }, 400],
  ] as const)('%s is refused, not tried', async ([, body, status]) => {
    const world = await deskWorld();
    await world.post('/api/login').send(body).expect(status);
  });

  test('an attacker elsewhere locks out only themselves; her own device goes on', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor', { password });
    const first = await login(world, kim.email, password, '203.0.113.7').expect(200);
    const device = `device=${cookies(first).device?.value}`;
    for (let at = 0; at < attempts.perAccountAndPlace; at += 1) {
      await login(world, kim.email, `guess ${at}`, '198.51.100.66').expect(401);
    }
    const blocked = await login(world, kim.email, password, '198.51.100.66').expect(429);
    expect(blocked.body.error.code).toBe('too_many_attempts');
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(0);
    // From elsewhere, and even from the attacker's own address with the cookie of her device.
    await login(world, kim.email, password, '203.0.113.7').expect(200);
    await login(world, kim.email, password, '198.51.100.66', device).expect(200);
  });

  test('the header of a stranger is not believed without a proxy in front', async () => {
    const world = await deskWorld({ trustProxy: false });
    for (let at = 0; at < attempts.perAccountAndPlace; at += 1) {
      await login(world, 'nobody@example.kr', 'guess', `198.51.100.${at}`).expect(401);
    }
    await login(world, 'nobody@example.kr', 'guess', '198.51.100.99').expect(429);
  });
});

describe('the throttle', () => {
  const throttleOf = ({ db, clock }: Pick<World, 'db' | 'clock'>, master = randomBytes(32)) =>
    openThrottle({ db, clock, master });
  const status = (work: Promise<unknown>) => work.then(() => 200).catch((fault: { status?: number }) => fault.status);

  test('a device cookie counts for its own account only, and a forged one for none', async () => {
    const world = await deskWorld();
    const throttle = throttleOf(world);
    const cookie = throttle.deviceCookie('kim@example.kr');
    expect(throttle.knows('kim@example.kr', cookie)).toBe(true);
    expect(throttle.knows('lee@example.kr', cookie)).toBe(false);
    expect(throttle.knows('kim@example.kr', `${cookie}x`)).toBe(false);
    expect(throttle.knows('kim@example.kr', 'a.b')).toBe(false);
    expect(throttle.knows('kim@example.kr', undefined)).toBe(false);
    expect(throttleOf(world).knows('kim@example.kr', cookie)).toBe(false);
  });

  test('one address has a budget over all accounts, and an IPv6 /64 is one address', async () => {
    const throttle = throttleOf(await deskWorld());
    for (let at = 0; at < attempts.perAddress; at += 1)
      await throttle.admit(`${at}@b.kr`, `2001:db8::${at + 1}`, undefined);
    expect(await status(throttle.admit('kim@b.kr', '2001:db8:0:0:ffff::1', undefined))).toBe(429);
    expect(await status(throttle.admit('kim@b.kr', '2001:db8:0:1::1', undefined))).toBe(200);
    const cookie = throttle.deviceCookie('kim@b.kr');
    expect(await status(throttle.admit('kim@b.kr', '2001:db8::1', cookie))).toBe(200);
  });

  test('the right password clears the count', async () => {
    const throttle = throttleOf(await deskWorld());
    for (let at = 0; at < 3 * attempts.perAccountAndPlace; at += 1) {
      const { succeeded } = await throttle.admit('kim@b.kr', '203.0.113.1', undefined);
      await succeeded();
    }
  });
});

describe('two desks behind one door', () => {
  test('count together, forget after a quarter of an hour, and keep no account and no address', async () => {
    const world = await deskWorld();
    const master = randomBytes(32);
    const desks = [0, 1].map(() => openThrottle({ db: world.db, clock: world.clock, master }));
    const guess = (at: number) => desks[at % 2]?.admit('kim@b.kr', '203.0.113.1', undefined);
    for (let at = 0; at < attempts.perAccountAndPlace; at += 1) await guess(at);
    for (const at of [0, 1]) {
      await expect(guess(at)).rejects.toMatchObject({ status: 429, details: { retryAfterS: 900 } });
    }
    world.advance({ minutes: 15 });
    await guess(0);
    const { rows } = await world.db.query<{ key: Buffer }>('select key from attempt');
    expect(rows.map(({ key }) => key.length)).toEqual([32, 32]);
  });

  test('let nobody in whose attempt cannot be counted', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor', { password });
    const owner = new pg.Client({ connectionString: world.url });
    await owner.connect();
    await owner.query('alter table attempt rename to gone');
    await owner.end();
    expect((await login(world, kim.email, password)).status).toBeGreaterThanOrEqual(500);
  });
});

describe('passwords', () => {
  test('are argon2id with 64 MiB, three passes, one lane', async () => {
    const stored = await hashPassword(password);
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await verifyPassword(password, stored)).toBe(true);
    expect(await verifyPassword(password.trim(), stored)).toBe(false);
    expect(await verifyPassword(password, null)).toBe(false);
  });

  test('wait their turn, but not for ever, and a known device goes before strangers', async () => {
    const stored = await hashPassword(password);
    const order: string[] = [];
    const strangers = Array.from({ length: 22 }, (_, at) =>
      verifyPassword(password, stored).then(
        () => order.push(`stranger ${at}`),
        (fault: Error) => fault.name,
      ),
    );
    const known = verifyPassword(password, stored, true).then(() => order.push('known'));
    const ended = await Promise.all(strangers);
    await known;
    expect(ended.filter((one) => one === 'Unavailable')).toHaveLength(4);
    expect(order.indexOf('known')).toBeLessThan(4);
  });

  test.for([
    'password2026!',
    'qwerty123456',
    '1q2w3e4r5t',
    'P@ssw0rd',
    'aaaaaaaaaaaa',
    'kim.lee2026',
    'kim.lee@example.kr',
  ])('%s is too common', (common) => {
    expect(() => checkNewPassword(common, 'kim.lee@example.kr')).toThrow(/guessed/);
  });

  test.for([password, '늘푸른 소나무 세 그루', 'vexing-otter-marble-91', '😀😃😄😁😆😅😂🤣'])('%s is not', (good) => {
    checkNewPassword(good, 'kim.lee@example.kr');
  });
});

describe('a session', () => {
  const alive = async (world: World, cookie: string) =>
    (await request(world.app).get('/api/me').set({ Cookie: cookie, 'X-Desk-Active': '1' })).status === 200;

  test('gets a new token at sign-in, and the old one is dead', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor', { password });
    const answer = await login(world, kim.email, password, '203.0.113.1', kim.cookie).expect(200);
    expect(await alive(world, kim.cookie)).toBe(false);
    expect(await alive(world, `desk=${cookies(answer).desk?.value}`)).toBe(true);
  });

  test('ends after 30 idle minutes, and who it was is written down', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    world.advance({ minutes: 29 });
    expect(await alive(world, kim.cookie)).toBe(true);
    world.advance({ minutes: 29 });
    expect(await alive(world, kim.cookie)).toBe(true);
    world.advance({ minutes: 30 });
    const answer = await world.get('/api/me', kim).expect(401);
    expect(answer.body.error.code).toBe('signed_out');
    expect((await world.audit()).at(-1)).toMatchObject({ action: 'denied', staffId: kim.id, reason: 'signed_out' });
    expect((await world.db.query('select from session')).rows).toHaveLength(0);
  });

  test('ends after 30 minutes at a desk nobody touches, however often the desk asks by itself', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    for (let minutes = 0; minutes < 30; minutes += 5) {
      await world.get('/api/queue', kim).expect(200);
      world.advance({ minutes: 5 });
    }
    await world.get('/api/queue', kim).expect(401);
  });

  test('ends after 12 hours, however busy', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    for (let at = 0; at < 35; at += 1) {
      world.advance({ minutes: 20 });
      expect(await alive(world, kim.cookie)).toBe(true);
    }
    world.advance({ minutes: 20 });
    expect(await alive(world, kim.cookie)).toBe(false);
  });

  test('writes that it was seen at most once a minute', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const seen = async () => (await world.db.query<{ at: Date }>('select seen_at as at from session')).rows[0]?.at;
    const start = world.clock();
    world.advance({ seconds: 59 });
    await alive(world, kim.cookie);
    expect(await seen()).toEqual(start);
    world.advance({ seconds: 1 });
    await alive(world, kim.cookie);
    expect(await seen()).toEqual(world.clock());
  });

  test('signing out deletes it everywhere', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    const answer = await world.post('/api/logout', kim).expect(204);
    expect(cookies(answer).desk?.value).toBe('');
    expect(await alive(world, kim.cookie)).toBe(false);
    expect((await world.audit()).at(-1)).toMatchObject({ action: 'logout', staffId: kim.id });
    await world.post('/api/logout', kim).expect(204);
    await world.post('/api/logout').expect(204);
  });

  test('takes a changed role, and a disabled account, at the next request', async () => {
    const world = await deskWorld();
    const kim = await world.staff('counsellor');
    await world.get('/api/queue', kim).expect(200);
    await world.db.query('update staff set role = $2 where id = $1', [kim.id, 'campaign']);
    await world.get('/api/queue', kim).expect(403);
    await disableStaff(world.db, kim.email, world.clock());
    await world.get('/api/me', kim).expect(401);
  });

  test('is __Host- and Secure over https', async () => {
    const world = await deskWorld({ baseUrl: 'https://desk.test' });
    const kim = await world.staff('counsellor', { password });
    const answer = await request(world.app)
      .post('/api/login')
      .set('Origin', 'https://desk.test')
      .send({ email: kim.email, password })
      .expect(200);
    const given = cookies(answer);
    expect(given['__Host-desk']?.attributes).toEqual(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']);
    expect(given['__Host-device']?.attributes).toContain('Secure');
    expect(given.desk).toBeUndefined();
    expect(answer.headers['strict-transport-security']).toContain('max-age=31536000');
    expect(await alive(world, `__Host-desk=${given['__Host-desk']?.value}`)).toBe(true);
    expect(await alive(world, kim.cookie)).toBe(false);
  });

  test('is not opened by what is no token', async () => {
    const world = await deskWorld();
    for (const cookie of ['desk=', 'desk=x', `desk=${'y'.repeat(5000)}`, 'other=1', 'desk=%E0%A4%A', ';;=;']) {
      expect(await alive(world, cookie)).toBe(false);
    }
  });
});

describe('an invite', () => {
  const invited = async (world: World): Promise<{ kim: Person; token: string }> => {
    const kim = await world.staff('counsellor');
    const { token, hash } = newToken();
    const until = new Date(world.clock().getTime() + 60 * 60_000);
    await renewInvite(world.db, kim.email, { hash, until });
    return { kim, token };
  };
  const accept = (world: World, token: string, given = password) =>
    world.post('/api/invite').send({ token, password: given });

  test('sets a password once, signs in, and ends what was open', async () => {
    const world = await deskWorld();
    const { kim, token } = await invited(world);
    const answer = await accept(world, token).expect(200);
    expect(Me.parse(answer.body).id).toBe(kim.id);
    await world.get('/api/me', kim).expect(401);
    await accept(world, token).expect(410);
    await login(world, kim.email, password).expect(200);
    expect((await world.audit()).map(({ action }) => action)).toContain('invite.accepted');
  });

  test('runs out', async () => {
    const world = await deskWorld();
    const { token } = await invited(world);
    world.advance({ minutes: 60 });
    const answer = await accept(world, token).expect(410);
    expect(answer.body.error.code).toBe('invite_invalid');
  });

  test('is kept after a password that is too short, too long or too common', async () => {
    const world = await deskWorld();
    const { token } = await invited(world);
    await accept(world, token, 'short').expect(400);
    await accept(world, token, '가'.repeat(342)).expect(400);
    const common = await accept(world, token, 'password12345').expect(400);
    expect(common.body.error.code).toBe('password_common');
    await accept(world, token).expect(200);
  });

  test('two who use it at once: one gets in', async () => {
    const world = await deskWorld();
    const { token } = await invited(world);
    const answers = await Promise.all([accept(world, token), accept(world, token)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410]);
  });

  test('of a disabled account is worth nothing', async () => {
    const world = await deskWorld();
    const { kim, token } = await invited(world);
    await disableStaff(world.db, kim.email, world.clock());
    await accept(world, token).expect(410);
  });
});

test('a change that another site could have sent is refused', async () => {
  const world = await deskWorld();
  const kim = await world.staff('counsellor');
  const headers: [headers: Record<string, string>, status: number][] = [
    // No browser: a program with a session of its own.
    [{}, 204],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ Origin: 'http://desk.test.evil.example' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: 'http://desk.test' }, 403],
    [{ 'Sec-Fetch-Site': 'same-site', Origin: 'http://other.desk.test' }, 403],
    [{ 'Sec-Fetch-Site': 'same-origin' }, 204],
    [{ 'Sec-Fetch-Site': 'none' }, 204],
    [{ Origin: 'http://desk.test' }, 204],
    // The name it was asked under.
    [{ Origin: 'http://192.168.0.7:3001', Host: '192.168.0.7:3001' }, 204],
  ];
  for (const [given, status] of headers) {
    const answer = await request(world.app)
      .post('/api/logout')
      .set({ ...given, Cookie: kim.cookie });
    expect([given, answer.status]).toEqual([given, status]);
    if (status === 403) expect(answer.body.error.code).toBe('bad_origin');
  }
});

test('every role is known to the table, and a word that is none may nothing', async () => {
  const world = await deskWorld();
  for (const role of roles) {
    const who = await world.staff(role);
    const answer = await world.get('/api/me', who).expect(200);
    expect(Me.parse(answer.body).permissions.length).toBeGreaterThan(0);
  }
  const kim = await world.staff('counsellor');
  await world.db.query(`update staff set role = 'constructor' where id = $1`, [kim.id]);
  await world.get('/api/queue', kim).expect(403);
});
