/** npm run phones: a newcomer without keys talks to the bot on two phones. */
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, it, onTestFinished, vi } from 'vitest';
import { freePort, removeFolder, run, temporaryFolder } from '../harness/programs.ts';
import type { LineView } from '../standins/line/phone.ts';

const start = (args: readonly string[], env: Record<string, string> = {}) => {
  const running = run(execPath, ['commands/phones.ts', ...args], {
    deathSignal: 'TERM',
    cwd: join(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...env },
  });
  onTestFinished(() => running.end('SIGTERM'));
  return running;
};

/** Of the phone pages, in the order they are printed in. */
const addresses = (printed: string): string[] =>
  [...printed.matchAll(/(http:\/\/127\.0\.0\.1:\d+)\/phone/g)].flatMap(([, url]) => url ?? []);

const get = async (url: string) => await (await fetch(url)).text();
const post = async (url: string, body: object) =>
  (await (await fetch(url, { method: 'POST', body: JSON.stringify(body) })).json()) as { userId: string };
const somebodyAt = async (url: string) => `${url}/control/people/${(await post(`${url}/control/people`, {})).userId}`;

it('prints where both phones are, and on each the greeting is heard; ended, nothing of it goes on', async () => {
  const folder = temporaryFolder('phones');
  onTestFinished(() => removeFolder(folder));
  const ports = { PORT: String(await freePort()), DESK_PORT: String(await freePort()) };
  const phones = start(['--data', folder], ports);
  // Its first start makes a database, which takes its time on a busy machine.
  await vi.waitFor(() => expect(phones.printed()).toContain('Ctrl-C'), { timeout: 60_000, interval: 100 });
  const [line = '', kakao = ''] = addresses(phones.printed());
  for (const url of [line, kakao]) {
    const files = [...(await get(`${url}/phone`)).matchAll(/(?:src|href)="(\/page\/[^"]+)"/g)].map(
      ([, path]) => url + path,
    );
    expect(files).toHaveLength(2);
    for (const file of files) expect((await fetch(file)).status, file).toBe(200);
  }

  const mina = await somebodyAt(line);
  await post(`${mina}/acts`, { act: { type: 'follow' } });
  await vi.waitFor(async () => expect(await get(mina)).toContain('시작할게요'), { timeout: 10_000 });
  const { richMenu } = JSON.parse(await get(mina)) as LineView;
  expect(richMenu?.areas).toHaveLength(4);

  const juho = await somebodyAt(kakao);
  await post(`${juho}/acts`, { act: { type: 'enter' } });
  expect(await get(juho)).toContain('시작할게요');

  await phones.end('SIGTERM');
  for (const url of [line, kakao, `http://127.0.0.1:${ports.PORT}`]) await expect(fetch(url)).rejects.toThrow();
}, 90_000);

it.each([
  ['in production', [], { NODE_ENV: 'production' }, 'never for real residents'],
  ['beside a running one without its keys', ['--running', 'http://127.0.0.1:1'], {}, 'Missing: LINE_CHANNEL_SECRET'],
  ['to delete a folder that is not its own', ['--fresh', '--data', '/tmp/x'], {}, 'delete that folder yourself'],
  ['a word it does not know', ['--loud'], {}, "Unknown option '--loud'"],
])('refuses %s, and says why', async (_what, args, env, words) => {
  const phones = start(args, env);
  await phones.ended;
  expect(phones.printed()).toContain(words);
});
