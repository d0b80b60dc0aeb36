import express from 'express';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../triage/config.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const database = 'postgres://maumjigi:secret@db.example.kr:5432/maumjigi';

function faultsOf(env: Record<string, string>): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('Expected these settings to be refused.');
}

const namesOf = (env: Record<string, string>) => faultsOf(env).faults.map((fault) => fault.name);

/** Where nothing is said of the watchdog. */
const watch = { port: 3002, hook: null, mail: null, heartbeatUrl: null, canaryMinutes: 5 };

describe('someone who sets nothing', () => {
  test('gets one process with everything, the desk on this machine only, the data beside it', () => {
    expect(readConfig({})).toEqual({
      role: 'all',
      port: 3000,
      deskPort: 3001,
      deskHost: '127.0.0.1',
      deskUrl: 'http://127.0.0.1:3001',
      publicUrl: 'http://localhost:3000',
      trustProxy: false,
      databaseUrl: null,
      redisUrl: null,
      chatUrl: 'http://127.0.0.1:3000',
      canaryUrl: null,
      watch,
      dataDir: './data',
      masterKey: null,
      nodeEnv: 'development',
      logLevel: 'info',
      centerName: '정신건강복지센터',
      channels: { line: null, kakao: null },
      notices: { mail: null, contact: 'mailto:nobody@example.com', privateHosts: [] },
    });
  });

  test('gets links that a phone on the same network can open', () => {
    expect(readConfig({}, '192.168.0.7').publicUrl).toBe('http://192.168.0.7:3000');
    expect(readConfig({ PORT: '8080' }, '192.168.0.7').publicUrl).toBe('http://192.168.0.7:8080');
    expect(readConfig({ PORT: '80' }, '192.168.0.7').publicUrl).toBe('http://192.168.0.7');
  });

  test('who opens the desk to the network is given an address others can use', () => {
    expect(readConfig({ DESK_HOST: '0.0.0.0' }, '192.168.0.7').deskUrl).toBe('http://192.168.0.7:3001');
    expect(readConfig({ DESK_HOST: '::1' }).deskUrl).toBe('http://[::1]:3001');
  });

  test('may as well set every variable to nothing', () => {
    const empty = { PORT: '', DATABASE_URL: ' ', MASTER_KEY: '', TRUST_PROXY: '', ROLE: '' };
    expect(readConfig(empty)).toEqual(readConfig({}));
  });
});

test('someone who sets everything gets what was set', () => {
  const env = {
    ROLE: 'bot',
    PORT: '8080',
    DESK_PORT: '8081',
    DESK_HOST: '::1',
    PUBLIC_URL: 'https://chat.example.kr/',
    DESK_URL: 'https://desk.example.kr',
    TRUST_PROXY: '1',
    DATABASE_URL: database,
    REDIS_URL: 'rediss://:secret@redis.example.kr:6380',
    DATA_DIR: '/var/lib/maumjigi',
    MASTER_KEY: key,
    NODE_ENV: 'production',
    LOG_LEVEL: 'debug',
    CENTER_NAME: ' 행복구 정신건강복지센터 ',
    SMTP_URL: 'smtp://desk:p%40ss@mail.example.kr',
    SMTP_FROM: 'notice@example.kr',
    NOTICE_CONTACT: 'https://example.kr/contact',
    NOTICE_PRIVATE_HOSTS: 'sms.internal, 10.0.0.9',
  };
  expect(readConfig(env)).toEqual({
    role: 'bot',
    port: 8080,
    deskPort: 8081,
    deskHost: '::1',
    deskUrl: 'https://desk.example.kr',
    publicUrl: 'https://chat.example.kr',
    trustProxy: 1,
    databaseUrl: database,
    redisUrl: env.REDIS_URL,
    chatUrl: 'https://chat.example.kr',
    canaryUrl: null,
    watch,
    dataDir: '/var/lib/maumjigi',
    masterKey: Buffer.alloc(32, 7),
    nodeEnv: 'production',
    logLevel: 'debug',
    centerName: '행복구 정신건강복지센터',
    channels: { line: null, kakao: null },
    notices: {
      mail: {
        host: 'mail.example.kr',
        port: 587,
        login: { user: 'desk', password: 'p@ss' },
        tls: 'required',
        from: 'notice@example.kr',
      },
      contact: 'https://example.kr/contact',
      privateHosts: ['sms.internal', '10.0.0.9'],
    },
  });
});

test('a mail server with TLS from the first byte is asked at its own port, and whoever answers for it can be written to', () => {
  const { notices } = readConfig({ SMTP_URL: 'smtps://mail.example.kr', SMTP_FROM: 'notice@example.kr' });
  expect(notices.mail).toMatchObject({ port: 465, tls: 'implicit', login: null });
  expect(notices.contact).toBe('mailto:notice@example.kr');
});

describe('each setting', () => {
  const with_ = (env: Record<string, string>) => ({ DATABASE_URL: database, MASTER_KEY: key, ...env });

  test.for([
    ['ROLE', 'all'],
    ['ROLE', 'worker'],
    ['ROLE', 'migrate'],
    ['PORT', '1'],
    ['PORT', '65535'],
    ['DESK_HOST', '0.0.0.0'],
    ['DESK_HOST', 'desk.internal'],
    ['PUBLIC_URL', 'http://192.168.0.7:3000'],
    ['TRUST_PROXY', '0'],
    ['TRUST_PROXY', '10.0.0.0/8, 2001:db8::/32,loopback'],
    ['DATABASE_URL', 'postgresql://localhost/maumjigi?sslmode=require'],
    ['DATABASE_URL', 'postgres:///maumjigi?host=/run/postgresql'],
    ['REDIS_URL', 'redis://localhost'],
    ['CENTER_NAME', '가'.repeat(60)],
  ] as const)('%s takes %s', ([name, value]) => {
    expect(readConfig(with_({ [name]: value }))).toBeTruthy();
  });

  test.for([
    ['ROLE', 'Bot'],
    ['CANARY_MINUTES', '61'],
    ['CANARY_MINUTES', '-1'],
    ['CANARY_URL', 'watchdog:3002'],
    ['HEARTBEAT_URL', 'ping'],
    ['WATCHDOG_HOOK_SECRET', 'too short'],
    ['WATCHDOG_MAIL_TO', 'night@center, x'],
    ['WATCHDOG_SMTP_URL', 'http://mail'],
    ['WATCHDOG_SMTP_URL', 'smtp://mail:587?pool=true&tls.rejectUnauthorized=false'],
    ['WATCHDOG_SMTP_URL', 'smtps://mail/inbox'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '3000.5'],
    ['PORT', '0x50'],
    ['PORT', '-1'],
    ['DESK_PORT', 'three thousand'],
    ['DESK_HOST', '127.0.0.1:3001'],
    ['DESK_HOST', '127.0.0.256'],
    ['DESK_HOST', 'http://localhost'],
    ['PUBLIC_URL', 'chat.example.kr'],
    ['PUBLIC_URL', 'ftp://chat.example.kr'],
    ['PUBLIC_URL', 'https://chat.example.kr/app'],
    ['PUBLIC_URL', 'https://user:secret@chat.example.kr'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '0.0.0.0/0'],
    ['TRUST_PROXY', '10.0.0.1,'],
    ['DATABASE_URL', 'mysql://localhost/maumjigi'],
    ['DATABASE_URL', 'postgres:localhost'],
    ['DATABASE_URL', 'postgres://user:pa#ss@host/db'],
    ['DATABASE_URL', 'postgres://user:100%@host/db'],
    ['REDIS_URL', 'localhost:6379'],
    ['MASTER_KEY', Buffer.alloc(31).toString('base64')],
    ['MASTER_KEY', Buffer.alloc(33).toString('base64')],
    ['MASTER_KEY', Buffer.alloc(32, 255).toString('base64url')],
    ['MASTER_KEY', 'a'.repeat(64)],
    ['NODE_ENV', 'prod'],
    ['LOG_LEVEL', 'verbose'],
    ['SMTP_FROM', '센터 <notice@example.kr>'],
    ['SMTP_FROM', 'notice@example.kr\nBcc: all@example.kr'],
    ['SMTP_FROM', 'a@example.kr, b@example.kr'],
    ['SMTP_TLS', 'off'],
    ['NOTICE_CONTACT', 'http://example.kr'],
    ['NOTICE_PRIVATE_HOSTS', 'https://sms.internal'],
    ['CENTER_NAME', '가'.repeat(61)],
    ['CENTER_NAME', '행복구\n센터'],
  ] as const)('%s refuses %s', ([name, value]) => {
    expect(namesOf(with_({ [name]: value }))).toEqual([name]);
  });
});

test('every proxy setting that is let through is one Express understands', () => {
  for (const text of ['0', '1', '9', 'loopback', '10.0.0.1', '10.0.0.0/8,::1/128', 'linklocal, uniquelocal']) {
    expect(() => express().set('trust proxy', readConfig({ TRUST_PROXY: text }).trustProxy)).not.toThrow();
  }
});

describe('settings that do not fit together', () => {
  test('a database of one’s own needs its master key', () => {
    expect(namesOf({ DATABASE_URL: database })).toEqual(['MASTER_KEY']);
  });

  test.for(['https://mail.example.kr', 'smtp://mail.example.kr/inbox', 'smtp://user:100%@mail.example.kr'])(
    'SMTP_URL refuses %s',
    (url) => expect(namesOf({ SMTP_URL: url, SMTP_FROM: 'notice@example.kr' })).toEqual(['SMTP_URL']),
  );

  test('a mail server needs an address to send from', () => {
    expect(namesOf({ SMTP_URL: 'smtps://mail.example.kr' })).toEqual(['SMTP_FROM']);
  });

  test('one part alone needs the database all parts share', () => {
    for (const ROLE of ['bot', 'desk', 'worker']) expect(namesOf({ ROLE })).toEqual(['DATABASE_URL']);
  });

  test('residents and staff never share a port in one process', () => {
    expect(namesOf({ PORT: '3001' })).toEqual(['DESK_PORT']);
    expect(readConfig({ ROLE: 'bot', PORT: '3001', DATABASE_URL: database, MASTER_KEY: key }).port).toBe(3001);
  });

  test('the embedded database refuses a folder too deep for its socket', () => {
    const DATA_DIR = `/${'d'.repeat(100)}`;
    expect(namesOf({ DATA_DIR })).toEqual(['DATA_DIR']);
    expect(readConfig({ DATA_DIR, DATABASE_URL: database, MASTER_KEY: key }).dataDir).toBe(DATA_DIR);
  });
});

describe('someone who got several things wrong', () => {
  const env = {
    ROLE: 'everything',
    PORT: 'x',
    PUBLIC_URL: 'chat',
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    LOG_LEVEL: 'loud',
  };

  test('hears of all of them at once, in order', () => {
    expect(namesOf(env)).toEqual(['ROLE', 'PORT', 'PUBLIC_URL', 'DATABASE_URL', 'LOG_LEVEL', 'MASTER_KEY']);
  });

  test('reads what was wrong, what is allowed and what to do', () => {
    expect(faultsOf({ PORT: 'x', ROLE: 'everything' }).message).toBe(
      [
        '2 settings are wrong; nothing was started.',
        '  ROLE is none of the known words.',
        '    Allowed: all, bot, desk, worker, watchdog, migrate.',
        '    To do: choose one of these, or leave it unset for all.',
        '  PORT is not a whole number.',
        '    Allowed: a whole number from 1 to 65535.',
        '    To do: correct it, or leave it unset for 3000.',
      ].join('\n'),
    );
  });
});

test('no value is ever printed, whichever variable a secret was put in', () => {
  const names = ['ROLE', 'PORT', 'DESK_HOST', 'PUBLIC_URL', 'TRUST_PROXY', 'DATABASE_URL', 'REDIS_URL', 'MASTER_KEY'];
  const secret = fc.stringMatching(/^hunter2-[^\s,/]{4,20}$/);
  fc.assert(
    fc.property(fc.constantFrom(...names), secret, (name, value) => {
      const env = { [name]: `${value}://${value}` };
      const { message, faults, stack } = faultsOf(env);
      return !`${message}${JSON.stringify(faults)}${stack}`.includes('hunter2');
    }),
  );
});

describe('the watchdog', () => {
  const own = { ROLE: 'watchdog', DATABASE_URL: database, MASTER_KEY: key };
  const hook = { WATCHDOG_HOOK_URL: 'https://ops.example.kr/x', WATCHDOG_HOOK_SECRET: 's'.repeat(32) };

  test('needs a way to tell somebody, and each way whole', () => {
    expect(namesOf(own)).toEqual(['WATCHDOG_HOOK_URL']);
    expect(namesOf({ ...own, WATCHDOG_HOOK_URL: hook.WATCHDOG_HOOK_URL })).toEqual(['WATCHDOG_HOOK_SECRET']);
    expect(namesOf({ ...own, WATCHDOG_SMTP_URL: 'smtp://mail' })).toEqual(['WATCHDOG_MAIL_FROM', 'WATCHDOG_MAIL_TO']);
    expect(namesOf({ ROLE: 'watchdog', ...hook })).toEqual(['DATABASE_URL']);
  });

  test('has its ways, its heartbeat and its canary', () => {
    const mail = { WATCHDOG_SMTP_URL: 'smtp://mail', WATCHDOG_MAIL_FROM: 'a@b.kr', WATCHDOG_MAIL_TO: 'c@d.kr, e@f.kr' };
    const env = { ...own, ...hook, ...mail, HEARTBEAT_URL: 'https://beat.example.kr/1', CANARY_MINUTES: '0' };
    expect(readConfig(env).watch).toEqual({
      port: 3002,
      hook: { url: 'https://ops.example.kr/x', secret: 's'.repeat(32) },
      mail: { server: 'smtp://mail', from: 'a@b.kr', to: ['c@d.kr', 'e@f.kr'] },
      heartbeatUrl: 'https://beat.example.kr/1',
      canaryMinutes: 0,
    });
  });
});

describe('LINE', () => {
  const line = { LINE_CHANNEL_SECRET: 'abc123', LINE_CHANNEL_ACCESS_TOKEN: 'token/+=' };

  test('is set up by its secret and its token, at its real address', () => {
    expect(readConfig(line).channels.line).toEqual({
      secrets: ['abc123'],
      accessToken: 'token/+=',
      apiBaseUrl: 'https://api.line.me',
      botUserId: null,
      basicId: null,
    });
  });

  test('takes two secrets while one is being replaced, and not three', () => {
    expect(readConfig({ ...line, LINE_CHANNEL_SECRET: 'new, old' }).channels.line?.secrets).toEqual(['new', 'old']);
    for (const secret of ['a,b,c', 'a,', 'two words', '비밀']) {
      expect(namesOf({ ...line, LINE_CHANNEL_SECRET: secret })).toEqual(['LINE_CHANNEL_SECRET']);
    }
  });

  test('with one of the two only would hear and not answer: nothing starts', () => {
    expect(namesOf({ LINE_CHANNEL_SECRET: 'abc' })).toEqual(['LINE_CHANNEL_ACCESS_TOKEN']);
    expect(namesOf({ LINE_CHANNEL_ACCESS_TOKEN: 'abc' })).toEqual(['LINE_CHANNEL_SECRET']);
  });

  test('an address with a path, a user id of another shape: refused, and no value is told', () => {
    const fault = faultsOf({ ...line, LINE_API_BASE_URL: 'https://api.line.me/v2', LINE_BOT_USER_ID: 'U-mine' });
    expect(fault.faults.map(({ name }) => name)).toEqual(['LINE_API_BASE_URL', 'LINE_BOT_USER_ID']);
    expect(fault.message).not.toContain('U-mine');
  });

  test('an address on the poster’s page must be one people can open', () => {
    expect(namesOf({ ...line, LINE_BASIC_ID: 'maum', KAKAO_CHANNEL_URL: 'https://kakao.com.evil.tld/_x' })).toEqual([
      'LINE_BASIC_ID',
      'KAKAO_CHANNEL_URL',
    ]);
  });
});
