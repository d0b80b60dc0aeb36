/** compose.yaml and the proxy examples say what the program understands. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../triage/config.ts';

const project = join(import.meta.dirname, '../..');
const text = (path: string) => readFileSync(join(project, path), 'utf8');

interface Service {
  environment?: Record<string, string>;
  ports?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  tmpfs?: string[];
}
const { services } = parse(text('compose.yaml'), { merge: true }) as { services: Record<string, Service> };

/** What the file asks of .env: ${NAME}, ${NAME:-default}, ${NAME:?why}. */
function filledIn(value: string, env: Record<string, string>): string {
  return value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_whole, name: string, kind?: string, rest = '') => {
    const given = env[name];
    if (given) return given;
    if (kind === '?') throw new Error(`${name} is missing: ${rest}`);
    return kind === '-' ? rest : '';
  });
}

const given = {
  PUBLIC_URL: 'https://chat.example.kr',
  DESK_URL: 'https://desk.example.kr',
  MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  POSTGRES_PASSWORD: 'abc123',
};
const environment = (env: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(services.app?.environment ?? {}).map(([name, value]) => [name, filledIn(String(value), env)]),
  );

it('the settings it gives start the program: all are known and allowed', () => {
  const config = readConfig(environment(given));
  expect(config).toMatchObject({
    role: 'all',
    deskHost: '0.0.0.0',
    publicUrl: 'https://chat.example.kr',
    databaseUrl: 'postgres://maum:abc123@postgres:5432/maum',
    redisUrl: 'redis://valkey:6379',
    trustProxy: ['uniquelocal'],
  });
});

it('every setting it names is one the program reads', () => {
  const slices = readdirSync(join(project, 'triage/config'));
  const read = [text('triage/config.ts'), ...slices.map((slice) => text(`triage/config/${slice}`))].join('\n');
  for (const name of Object.keys(services.app?.environment ?? {})) expect(read, name).toContain(name);
});

it('its parts as processes of their own start by the same settings, each with its role, and the watchdog with a way to tell somebody', () => {
  const told = { WATCHDOG_HOOK_URL: 'https://ops.example.kr/x', WATCHDOG_HOOK_SECRET: 's'.repeat(32) };
  const all = { ...given, ...told, ROLE: 'bot', CANARY_URL: 'http://watchdog:3002/page' };
  for (const [name, role] of [
    ['app', 'bot'],
    ['desk', 'desk'],
    ['worker', 'worker'],
    ['watchdog', 'watchdog'],
  ] as const) {
    const settings = Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [
      key,
      filledIn(String(value), all),
    ]);
    expect(readConfig(Object.fromEntries(settings) as Record<string, string>)).toMatchObject({
      role,
      databaseUrl: 'postgres://maum:abc123@postgres:5432/maum',
      chatUrl: 'http://app:3000',
      canaryUrl: 'http://watchdog:3002/page',
    });
  }
});

it('without its key, its password or its addresses it does not start, and says what to make', () => {
  for (const name of Object.keys(given)) {
    expect(() => environment({ ...given, [name]: '' })).toThrow(`${name} is missing`);
  }
});

it('nothing but the proxy is reached from outside this machine', () => {
  const open = Object.entries(services).flatMap(([name, { ports = [] }]) =>
    ports.filter((port) => !port.startsWith('127.0.0.1:')).map((port) => `${name} ${port}`),
  );
  expect(open).toEqual(['proxy 80:80', 'proxy 443:443', 'proxy 443:443/udp']);
  expect(services.app).toMatchObject({ read_only: true, cap_drop: ['ALL'], tmpfs: ['/tmp'] });
});

it('the example of .env names all it asks for', () => {
  const asked = [...text('compose.yaml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
  for (const name of asked) expect(text('deploy/env.example')).toMatch(new RegExp(`^${name}=`, 'm'));
});

it('both proxies let streams through unbuffered, let a whole LINE webhook in, and let connections go before the app does', () => {
  const caddy = text('deploy/Caddyfile');
  for (const words of ['flush_interval -1', 'max_size 3MiB', 'keepalive 60s']) expect(caddy).toContain(words);
  const nginx = text('deploy/nginx.conf');
  for (const words of [
    'proxy_buffering off',
    'client_max_body_size 3m',
    'keepalive_timeout 60s',
    'X-Forwarded-For $remote_addr',
  ]) {
    expect(nginx).toContain(words);
  }
  expect(text('bot/listening.ts')).toContain('keepAliveTimeout = 65_000');
});
