/** Raw Botkit in a process of its own: its traps print, hang, or would end ours. Prints one JSON line per trap.
 *  Run by ../botkit.test.ts: `node raw.ts hangs|rawBody|leaks`. */
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Activity } from 'botbuilder-core';
import { MemoryStorage, TurnContext } from 'botbuilder-core';
import { Botkit } from 'botkit';
import { ChannelAdapter } from '../../../bot/botkit.ts';

const adapter = new ChannelAdapter('raw', async () => true);
const activityOf = (user: string) =>
  ({ type: 'message', channelId: 'raw', from: { id: user }, conversation: { id: user }, text: '안녕' }) as Activity;
const say = (found: object) => process.stdout.write(`${JSON.stringify(found)}\n`);

const traps = {
  /** A handler throws: does `handleTurn` settle, and what becomes of the error? */
  async hangs() {
    const controller = new Botkit({
      adapter,
      disable_webserver: true,
      disable_console: true,
      storage: new MemoryStorage(),
    });
    controller.on('message', async () => {
      throw new Error('a fault in a handler');
    });
    let unhandled = '';
    process.on('unhandledRejection', (reason) => {
      unhandled = String(reason);
    });
    const turn = controller.handleTurn(new TurnContext(adapter, activityOf('mina'))).then(
      () => 'done',
      () => 'failed',
    );
    say({ settled: await Promise.race([turn, wait(300, 'never')]), unhandled });
  },

  /** A Hangul syllable arrives in two pieces: what does Botkit's own web server keep as rawBody? */
  async rawBody() {
    let kept = '';
    const controller = new Botkit({
      adapter,
      disable_console: true,
      webserver_middlewares: [
        (req: { rawBody: string }, res: { end(): void }) => {
          kept = req.rawBody;
          res.end();
        },
      ],
    });
    await new Promise((resolve) => controller.ready(() => resolve(null)));
    const body = Buffer.from(JSON.stringify({ text: '힘들어요' }));
    const cut = body.indexOf(Buffer.from('힘')) + 1;
    const { port } = controller.http.address() as AddressInfo;
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    const sent = request({ port, path: '/api/messages', method: 'POST', headers });
    sent.write(body.subarray(0, cut));
    await wait(100);
    sent.end(body.subarray(cut));
    await new Promise((resolve) => sent.on('response', resolve));
    say({ whole: kept === body.toString(), replaced: kept.includes('\uFFFD') });
    process.exit(0);
  },

  /** A hundred people write once: what stays in Botkit's storage? */
  async leaks() {
    const storage = new MemoryStorage();
    const controller = new Botkit({ adapter, disable_webserver: true, disable_console: true, storage });
    for (let n = 0; n < 100; n += 1) await controller.handleTurn(new TurnContext(adapter, activityOf(`person-${n}`)));
    const { memory } = storage as unknown as { memory: Record<string, string> };
    const keys = Object.keys(memory);
    say({ entries: keys.length, namesPeople: keys.some((key) => key.includes('person-7')) });
  },
};

await traps[process.argv[2] as keyof typeof traps]();
