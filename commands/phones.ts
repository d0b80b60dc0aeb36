/** `npm run phones`: 마음지기 with two phones to try it on, without keys and without a messenger's account. LINE and KakaoTalk are
 *  stood in for by processes of their own (tests/standins), each with a plain page in the browser. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { execPath } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type StandIn, startStandIn } from '../tests/standins/process.ts';
import { tell } from './open.ts';
import { UsageError } from './usage.ts';

const usage = `npm run phones                       # starts a 마음지기 of its own, with data in ./data/phones
npm run phones -- --fresh            # the same, from the beginning: what is in ./data/phones goes
npm run phones -- --data FOLDER      # the same, with its data elsewhere; nothing is ever deleted there
npm run phones -- --running http://127.0.0.1:3000
    # beside one that runs already. Give both the same LINE_CHANNEL_SECRET, LINE_CHANNEL_ACCESS_TOKEN, KAKAO_SKILL_SECRET and
    # KAKAO_BOT_IDS, and the running one LINE_API_BASE_URL=http://127.0.0.1:3010 KAKAO_EVENT_API_BASE_URL=http://127.0.0.1:3011`;

const root = resolve(import.meta.dirname, '..');
const ownFolder = join(root, 'data/phones');

/** What the app and the stand-ins must agree on. */
interface Keys {
  LINE_CHANNEL_SECRET: string;
  LINE_CHANNEL_ACCESS_TOKEN: string;
  LINE_BOT_USER_ID: string;
  KAKAO_SKILL_SECRET: string;
  KAKAO_BOT_IDS: string;
  KAKAO_REST_KEY: string;
}

interface Phones {
  line: StandIn;
  kakao: StandIn;
}

async function phones(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { fresh, running, data } = read(args);
  // What is said here is said by anybody: never with the data of a centre.
  if (env.NODE_ENV === 'production')
    throw new UsageError('NODE_ENV is production: phones are for trying out, never for real residents.');
  const ending = endings();
  try {
    if (running === undefined) await withItsOwn(env, { fresh, folder: data ?? ownFolder }, ending);
    else await beside(running, env, ending);
    await ending.asked;
  } finally {
    await ending.all();
  }
}

function read(args: readonly string[]): { fresh: boolean; running?: string; data?: string } {
  try {
    const options = {
      fresh: { type: 'boolean', default: false },
      running: { type: 'string' },
      data: { type: 'string' },
    } as const;
    const { values } = parseArgs({ args: [...args], options });
    if (values.fresh && values.data !== undefined) {
      throw new UsageError(`--fresh deletes ./data/phones only: with --data, delete that folder yourself.\n${usage}`);
    }
    return values;
  } catch (fault) {
    if (fault instanceof TypeError) throw new UsageError(`${fault.message}\n${usage}`);
    throw fault;
  }
}

async function withItsOwn(
  env: NodeJS.ProcessEnv,
  { fresh, folder }: { fresh: boolean; folder: string },
  ending: Endings,
): Promise<void> {
  if (fresh) await forget();
  const port = await portFor(env.PORT, 3000);
  const deskPort = await portFor(env.DESK_PORT, 3001, port);
  const keys = newKeys();
  const phones = await start(`http://127.0.0.1:${port}`, keys, ending);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const settings = {
    ...appSettings(env, folder),
    ...keys,
    ...addressesOf(phones),
    PORT: String(port),
    DESK_PORT: String(deskPort),
  };
  const app = ending.child(
    spawn(execPath, ['main.ts'], { cwd: root, env: settings, stdio: ['ignore', 'inherit', 'inherit'] }),
  );
  await comesUp(`http://127.0.0.1:${port}`, app);
  await setUpMenu(settings);
  tellAddresses(phones, `http://127.0.0.1:${port}`, `http://127.0.0.1:${deskPort}`);
}

async function beside(running: string, env: NodeJS.ProcessEnv, ending: Endings): Promise<void> {
  const names = ['LINE_CHANNEL_SECRET', 'LINE_CHANNEL_ACCESS_TOKEN', 'KAKAO_SKILL_SECRET', 'KAKAO_BOT_IDS'] as const;
  const missing = names.filter((name) => !env[name]);
  if (missing.length > 0)
    throw new UsageError(`Missing: ${missing.join(', ')}, the same as the running 마음지기 has.\n${usage}`);
  const given = Object.fromEntries(names.map((name) => [name, env[name]?.split(',')[0]?.trim()]));
  const app = URL.parse(running)?.origin;
  if (!app) throw new UsageError(`"${running}" is no address of a 마음지기, e.g. http://127.0.0.1:3000.\n${usage}`);
  await comesUp(app);
  const bot = env.LINE_BOT_USER_ID ? { LINE_BOT_USER_ID: env.LINE_BOT_USER_ID } : {};
  const phones = await start(app, { ...newKeys(), ...given, ...bot }, ending);
  tellAddresses(phones, app);
}

const newKeys = (): Keys => ({
  LINE_CHANNEL_SECRET: randomBytes(16).toString('hex'),
  LINE_CHANNEL_ACCESS_TOKEN: randomBytes(32).toString('base64url'),
  LINE_BOT_USER_ID: `U${randomBytes(16).toString('hex')}`,
  KAKAO_SKILL_SECRET: randomBytes(32).toString('hex'),
  KAKAO_BOT_IDS: randomBytes(12).toString('hex'),
  KAKAO_REST_KEY: randomBytes(16).toString('hex'),
});

/** Only when nobody uses it: the data would go from under their feet. */
async function forget(): Promise<void> {
  const inUse = await new Promise<boolean>((resolved) => {
    const probe = connect(join(ownFolder, '.s.PGSQL.5432'));
    probe.once('error', () => resolved(false));
    probe.once('connect', () => {
      probe.destroy();
      resolved(true);
    });
  });
  if (inUse)
    throw new UsageError(`${ownFolder} is in use: other phones run. End them first (Ctrl-C where they were started).`);
  await rm(ownFolder, { recursive: true, force: true });
}

/** The settings of the shell, without what would lead to another database or other processes. */
function appSettings(env: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, MASTER_KEY: _k, REDIS_URL: _r, ROLE: _role, NODE_ENV: _n, ...rest } = env;
  return { ...rest, DATA_DIR: folder, LOG_LEVEL: env.LOG_LEVEL ?? 'warn' };
}

const addressesOf = ({ line, kakao }: Phones) => ({ LINE_API_BASE_URL: line.url, KAKAO_EVENT_API_BASE_URL: kakao.url });

async function start(app: string, keys: Keys, ending: Endings): Promise<Phones> {
  const main = (name: string) => join(root, 'tests/standins', name, 'main.ts');
  const { KAKAO_BOT_IDS, ...same } = keys;
  const line = await startStandIn(main('line'), {
    ...same,
    WEBHOOK_URL: `${app}/webhooks/line`,
    LINE_REDELIVERY: 'on',
    PORT: String(await portFor(undefined, 3010)),
  });
  ending.add(line.end);
  const kakao = await startStandIn(main('kakao'), {
    ...same,
    KAKAO_BOT_ID: KAKAO_BOT_IDS,
    SKILL_URL: `${app}/webhooks/kakao`,
    PORT: String(await portFor(undefined, 3011)),
  });
  ending.add(kakao.end);
  return { line, kakao };
}

/** The one asked for, whatever runs there: then starting it says why not. Otherwise the first free one from here on. */
async function portFor(given: string | undefined, from: number, except = 0): Promise<number> {
  if (given) return Number(given);
  for (let port = from; port < from + 50; port += 1) if (port !== except && (await isFree(port))) return port;
  throw new UsageError(`No free port between ${from} and ${from + 49}.`);
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolved) => {
    probe.once('error', () => resolved(false));
    // On all addresses, as the residents' listener listens.
    probe.listen(port, () => probe.close(() => resolved(true)));
  });
}

async function comesUp(app: string, child?: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  while (Date.now() < giveUpAt) {
    if (child && child.exitCode !== null) throw new UsageError('마음지기 did not start; what it said stands above.');
    const ready = await fetch(`${app}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(() => null);
    if (ready?.ok) return;
    if (!child) break;
    await wait(200);
  }
  throw new UsageError(`No 마음지기 is ready at ${app}.`);
}

/** The rich menu, as `npm run line -- setup` puts it up at LINE. */
async function setUpMenu(env: NodeJS.ProcessEnv): Promise<void> {
  const setup = spawn(execPath, ['commands/line.ts', 'setup'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await new Promise((resolved) => setup.once('exit', resolved));
}

function tellAddresses({ line, kakao }: Phones, app: string, desk?: string): void {
  const lines = [
    '',
    '  시험 휴대폰이 준비됐어요. 이 컴퓨터의 브라우저에서 열어 주세요 (phones to try it on, in a browser of this machine)',
    '',
    `  LINE 휴대폰                     ${line.url}/phone`,
    `  카카오톡 휴대폰                 ${kakao.url}/phone`,
    `  웹 대화 (web chat)              ${app}/chat`,
    ...(desk ? [`  상담사 화면 (desk)              ${desk}`] : []),
    '',
    ...(line.told.schema ? [] : ['  ../shared/line-openapi가 없어서 LINE 메시지는 우리 규칙으로만 확인해요.', '']),
    '  진짜 메신저가 아니에요. 여기서 한 말은 아무 데도 나가지 않아요. 끝내기: Ctrl-C',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Everything that was started, ended once: in reverse, when asked to or when one of the children is gone. */
function endings() {
  const ends: (() => Promise<void>)[] = [];
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  process.once('SIGINT', () => ask());
  process.once('SIGTERM', () => ask());
  return {
    asked,
    add: (end: () => Promise<void>) => void ends.unshift(end),
    child(started: ChildProcess): ChildProcess {
      const gone = new Promise<void>((resolved) => started.once('exit', () => resolved()));
      void gone.then(ask);
      ends.unshift(async () => {
        started.kill('SIGTERM');
        await gone;
      });
      return started;
    },
    async all(): Promise<void> {
      for (const end of ends.splice(0)) await end();
    },
  };
}

type Endings = ReturnType<typeof endings>;

if (import.meta.main) tell(phones(process.argv.slice(2), process.env));
