import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ApiError, type Route, routes } from '../../admin/contract.ts';
import { openapi } from '../../admin/openapi.ts';
import { deskWorld } from './world.ts';

const json = { 'Content-Type': 'application/json', Origin: 'http://desk.test' };

test('whatever is wrong with a body has one shape, and is neither repeated nor logged', async () => {
  const world = await deskWorld();
  const secret = '죽고싶어요';
  const bad: [what: string, headers: Record<string, string>, body: string | Buffer, status: number, code: string][] = [
    ['cut off', json, `{"email":"${secret}`, 400, 'invalid_json'],
    ['null', json, 'null', 400, 'invalid_json'],
    ['a word', json, secret, 400, 'invalid_json'],
    ['an array', json, '[]', 400, 'invalid_body'],
    ['a byte order mark', json, '\ufeff{', 400, 'invalid_json'],
    ['nothing', { Origin: json.Origin }, '', 400, 'invalid_body'],
    [
      'another charset',
      { ...json, 'Content-Type': 'application/json; charset=euc-kr' },
      '{}',
      415,
      'unsupported_media_type',
    ],
    ['another type', { ...json, 'Content-Type': 'text/plain' }, secret, 415, 'unsupported_media_type'],
    ['a form', { ...json, 'Content-Type': 'application/x-www-form-urlencoded' }, 'a=1', 415, 'unsupported_media_type'],
    ['gzip', { ...json, 'Content-Encoding': 'gzip' }, gzipSync('{}'), 415, 'unsupported_media_type'],
    ['64 KB and one', json, `"${'x'.repeat(65_535)}"`, 413, 'too_large'],
    ['its own prototype', json, '{"__proto__":{"role":"admin"},"email":"a@b.kr","password":"x"}', 400, 'invalid_body'],
  ];
  for (const [what, headers, body, status, code] of bad) {
    const sending = request(world.app).post('/api/login').set(headers);
    const answer = await (body === '' ? sending : sending.send(body));
    expect([what, answer.status, ApiError.parse(answer.body).error.code]).toEqual([what, status, code]);
    expect(answer.text).not.toContain(secret);
    expect(answer.headers['x-request-id']).toBe(answer.body.error.requestId);
  }
  expect(world.lines).toEqual([]);
});

test('addresses and methods nobody has are refused in the same shape', async () => {
  const world = await deskWorld();
  const kim = await world.staff('counsellor');
  const asked: [
    method: 'get' | 'post' | 'put' | 'delete' | 'patch' | 'head' | 'trace' | 'options',
    path: string,
    status: number,
  ][] = [
    ['get', '/api', 404],
    ['get', '/api/nothing', 404],
    ['get', '/api/cases/%E0%A4%A', 400],
    ['get', '/metrics', 404],
    ['get', '/api/login', 405],
    ['delete', '/api/queue', 405],
    ['put', '/api/cases/00000000-0000-4000-8000-000000000000', 405],
    ['head', '/api/stream', 405],
    ['trace', '/api/me', 405],
    ['options', '/api/login', 405],
    ['post', '/', 405],
    ['get', '/assets/none.js', 404],
    ['get', '/none.png', 404],
    ['get', '//evil.example', 404],
    ['get', '/%2e%2e/%2e%2e/package.json', 404],
  ];
  for (const [method, path, status] of asked) {
    const answer = await request(world.app)[method](path).set('Cookie', kim.cookie);
    expect([method, path, answer.status]).toEqual([method, path, status]);
    if (method !== 'head') expect(ApiError.parse(answer.body).error.requestId).toBeTruthy();
    if (status === 405 && path.startsWith('/api')) expect(answer.headers.allow).toMatch(/GET|POST/);
  }
});

describe('headers', () => {
  const policy =
    "default-src 'self';script-src 'self';style-src 'self' 'unsafe-inline';connect-src 'self';img-src 'self' data:;" +
    "font-src 'self';object-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'self'";

  test('allow the panel only itself, over http without asking for https', async () => {
    const world = await deskWorld();
    for (const path of ['/api/openapi.json', '/api/me', '/api/none', '/']) {
      const { headers } = await world.get(path);
      expect(headers['content-security-policy']).toBe(policy);
      expect(headers['strict-transport-security']).toBeUndefined();
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });

  test('say it in English to whoever asks for English', async () => {
    const world = await deskWorld();
    const ko = await world.get('/api/me').set('Accept-Language', 'ko-KR,en;q=0.8');
    const en = await world.get('/api/me').set('Accept-Language', 'en-US,ko;q=0.8');
    expect(ko.body.error.message).toBe('로그인이 끝났어요. 다시 로그인해 주세요.');
    expect(en.body.error.message).toBe('You are signed out. Please sign in again.');
  });
});

describe('the panel', () => {
  const built = async () => {
    const panelDir = await mkdtemp(join(tmpdir(), 'panel-'));
    onTestFinished(() => rm(panelDir, { recursive: true }));
    await mkdir(join(panelDir, 'assets'));
    await writeFile(join(panelDir, 'index.html'), '<!doctype html>마음지기');
    await writeFile(join(panelDir, 'icon.svg'), '<svg/>');
    await writeFile(join(panelDir, 'assets', 'app-1a2b.js'), 'export {}');
    return await deskWorld({ panelDir });
  };

  test('is served at every address of its own, never kept; its hashed files are kept for ever', async () => {
    const world = await built();
    for (const path of ['/', '/cases/00000000-0000-4000-8000-000000000000', '/invite', '/index.html']) {
      const page = await world.get(path).expect(200);
      expect(page.text).toContain('마음지기');
      expect(page.headers['cache-control']).toBe('no-store');
    }
    const asset = await world.get('/assets/app-1a2b.js').expect(200);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await world.get('/icon.svg').expect(200)).headers['cache-control']).toBe('no-store');
    await world.get('/api/none').expect(404);
    await world.get('/assets/old-9z.js').expect(404);
  });

  test('that was not built says so', async () => {
    const world = await deskWorld();
    expect((await world.get('/').expect(503)).body.error.code).toBe('panel_missing');
  });
});

test('metrics are told where somebody counts', async () => {
  const world = await deskWorld({ metrics: async () => 'up 1\n' });
  expect((await world.get('/metrics').expect(200)).text).toBe('up 1\n');
});

test('the OpenAPI document has every route of the contract, with what goes in and out', async () => {
  const world = await deskWorld();
  const { body } = await world.get('/api/openapi.json').expect(200);
  expect(body).toEqual(JSON.parse(JSON.stringify(openapi('http://desk.test'))));
  expect(body.openapi).toBe('3.1.0');
  for (const [name, route] of Object.entries<Route>(routes)) {
    const found = body.paths[route.path.replace(':id', '{id}')]?.[route.method];
    expect(found?.operationId).toBe(name);
    expect(found.requestBody !== undefined).toBe(route.body !== null || route.csv === true);
    expect(found.responses[route.out === null && !route.file ? 204 : 200]).toBeDefined();
    expect(found.security).toHaveLength(route.needs === null ? 0 : 1);
  }
  const count = Object.values(body.paths).flatMap((path) => Object.keys(path as object)).length;
  expect(count).toBe(Object.keys(routes).length);
  expect(body.paths['/api/cases/{id}/say'].post.requestBody.content['application/json'].schema).toMatchObject({
    required: ['fence', 'text'],
    additionalProperties: false,
  });
});
