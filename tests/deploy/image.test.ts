/** The image, without an engine: the Dockerfile's own steps in folders, then the result as another user who may write nowhere but
 *  in the data folder and a folder for scraps. What this cannot show: that the base image exists and has what it should. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  freePort,
  isRoot,
  type Running,
  removeFolder,
  run,
  temporaryFolder,
  unprivileged,
} from '../harness/programs.ts';
import { build, context, execForm, stepsOf } from './dockerfile.ts';

const project = join(import.meta.dirname, '../..');
const steps = stepsOf(readFileSync(join(project, 'Dockerfile'), 'utf8'));
const command = execForm(steps.find(({ word }) => word === 'CMD')?.rest ?? '[]');
const health = execForm(steps.find(({ word }) => word === 'HEALTHCHECK')?.rest ?? '[]');

/** The first stage installs what this checkout was installed with, by the same command: that is not done a second time, unless asked for
 *  by IMAGE_STEPS=all (a minute more). */
const instead: Record<string, string> =
  process.env.IMAGE_STEPS === 'all'
    ? {}
    : { 'npm ci --ignore-scripts --no-audit --no-fund': `ln -s '${join(project, 'node_modules')}' node_modules` };

let folder: string;
let app: string;
let port: number;
let server: Running;
let env: Record<string, string>;
const scraps = () => join(folder, 'scraps');

beforeAll(async () => {
  folder = temporaryFolder('image');
  chmodSync(folder, 0o755);
  const source = join(folder, 'context');
  context(project, source);
  // Packages come from npm's cache where they are there: the checkout was installed from it.
  const building = { ...process.env, npm_config_prefer_offline: 'true', npm_config_update_notifier: 'false' };
  app = build(steps, { source, into: folder, env: building, instead });
  removeFolder(source);
  removeFolder(join(folder, 'pages'));
  const data = join(app, 'data');
  mkdirSync(scraps());
  execFileSync('chmod', ['-R', 'a-w,a+rX', app]);
  chmodSync(data, 0o700);
  const user = unprivileged();
  if (user) for (const path of [data, scraps()]) chownSync(path, user.uid, user.gid);
  port = await freePort();
  const deskPort = await freePort();
  env = {
    PATH: process.env.PATH ?? '',
    HOME: '/nonexistent',
    TMPDIR: scraps(),
    NODE_ENV: 'production',
    // A socket's path has at most 103 bytes; in the image it is /app/data.
    DATA_DIR: data,
    PORT: String(port),
    DESK_PORT: String(deskPort),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  };
  server = await started();
}, 240_000);
afterAll(async () => {
  await server?.end('SIGKILL');
  removeFolder(folder);
}, 120_000);

/** Starts it and waits until it is ready; the first start makes a database, which takes its time on a busy machine. */
async function started(): Promise<Running> {
  const running = run(process.execPath, command.slice(1), { cwd: app, env, deathSignal: 'KILL', ...unprivileged() });
  const isReady = async () => {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (!ready?.ok)
      throw new Error(`It does not become ready. It said:
${running.printed()}`);
  };
  await vi.waitFor(isReady, { timeout: 60_000, interval: 100 });
  return running;
}

it('names node as its program, runs as its user, and keeps its data in a volume', () => {
  expect(command).toEqual(['node', 'main.ts']);
  expect(steps.find(({ word }) => word === 'USER')?.rest).toBe('node');
  expect(steps.find(({ word }) => word === 'VOLUME')?.rest).toContain('/app/data');
});

it('holds packages for production only, no sources of the pages, no tests, nothing that was written at home', () => {
  for (const absent of ['vite', 'vitest', 'react', 'typescript', 'ajv', 'node']) {
    expect(existsSync(join(app, 'node_modules', absent)), absent).toBe(false);
  }
  expect(readdirSync(app).sort()).toEqual(
    [
      'LICENSE',
      'admin',
      'bot',
      'commands',
      'data',
      'flows',
      'main.ts',
      'node_modules',
      'package.json',
      'triage',
    ].sort(),
  );
  expect(readdirSync(join(app, 'admin/panel'))).toEqual(['dist']);
  expect(readdirSync(join(app, 'bot/channels/web/page'))).toEqual(['dist']);
});

it('serves the chat with all its files, a conversation, and the desk', async () => {
  const page = await (await fetch(`http://127.0.0.1:${port}/chat`)).text();
  const files = [...page.matchAll(/(?:src|href)="(\/chat\/[^"]+)"/g)].map(([, path]) => path);
  expect(files.length).toBeGreaterThan(1);
  for (const path of files) expect((await fetch(`http://127.0.0.1:${port}${path}`)).status, path).toBe(200);
  const opened = await fetch(`http://127.0.0.1:${port}/chat/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(((await opened.json()) as { replies: { text: string }[] }).replies[0]?.text).toContain('마음지기');
  expect((await fetch(`http://127.0.0.1:${env.DESK_PORT}/`)).status).toBe(200);
});

it('its health check says yes while it lives', () => {
  const [, ...args] = health;
  execFileSync(process.execPath, args, { env, cwd: app });
  expect(() => execFileSync(process.execPath, args, { env: { ...env, PORT: '1' }, cwd: app, stdio: 'pipe' })).toThrow();
});

it('a command beside it works: the doctor finds what is still to be done, and says so by its exit code', () => {
  const doctor = spawnSync(process.execPath, ['commands/doctor.ts'], {
    cwd: app,
    env,
    encoding: 'utf8',
    ...unprivileged(),
  });
  expect(doctor.status).toBe(1);
  expect(doctor.stdout).toContain('npm run signoff');
});

it('wrote nothing but data, and could not have', () => {
  const owned = execFileSync('find', [
    app,
    '-path',
    join(app, 'data'),
    '-prune',
    '-o',
    '-newer',
    join(app, 'data/master.key'),
    '-print',
  ]);
  expect(owned.toString()).toBe('');
  // As root of this machine only the bits can be looked at.
  expect(statSync(join(app, 'main.ts')).mode & 0o222).toBe(0);
  if (!isRoot()) expect(() => renameSync(join(app, 'main.ts'), join(app, 'x.ts'))).toThrow();
  expect(readdirSync(scraps())).toEqual([]);
});

it('SIGTERM ends it within ten seconds, and it starts again on what is there', async () => {
  const began = Date.now();
  await server.end('SIGTERM');
  expect(Date.now() - began).toBeLessThan(10_000);
  server = await started();
}, 80_000);
