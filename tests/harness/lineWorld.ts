/** A world whose residents come by LINE: 마음지기, and LINE stood in for as a process of its own. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Ground } from '../../main.ts';
import { type LineStandIn, startLine } from '../standins/line/phone.ts';
import { signatureOf } from '../standins/line/webhooks.ts';
import { openWorld, until } from './world.ts';

export const secret = 'a-channel-secret';
const token = 'a-channel-access-token';

/** The stand-in is started once for a test file. */
export async function startLineFor(file: { afterAll(end: () => Promise<void>): void }): Promise<LineStandIn> {
  const line = await startLine({ LINE_CHANNEL_SECRET: secret, LINE_CHANNEL_ACCESS_TOKEN: token });
  file.afterAll(() => line.end());
  return line;
}

export async function openLineWorld(
  line: LineStandIn,
  change: (ground: Ground) => Partial<Ground> = () => ({}),
  database?: Parameters<typeof openWorld>[1],
) {
  await line.ask('DELETE', '/control/faults');
  await line.settings({ redelivery: false, quota: { limit: null, used: 0 } });
  const world = await openWorld(
    (ground) => ({
      channels: {
        line: {
          secrets: [secret, 'the-secret-before'],
          accessToken: token,
          apiBaseUrl: line.url,
          botUserId: String(line.told.botUserId),
          basicId: null,
        },
      },
      ...change(ground),
    }),
    database,
  );
  await line.settings({ webhookUrl: `${world.chatUrl}/webhooks/line` });
  await line.ask('DELETE', '/control/record');
  onTestFinished(() => void line.ask('DELETE', '/control/faults'));
  return {
    ...world,
    /** Raw bytes at the webhook, signed or not. */
    posts: (body: string | Buffer, headers: Record<string, string> = { 'x-line-signature': signed(body) }) =>
      fetch(`${world.chatUrl}/webhooks/line`, {
        method: 'POST',
        body: typeof body === 'string' ? body : new Uint8Array(body),
        headers,
      }),
    /** Waits until so many calls were made to this path of LINE's API, and gives them. */
    calls: async (path: string, least: number) => {
      const made = async () => (await line.record()).calls.filter((call) => call.path.endsWith(path));
      await until(async () => (await made()).length >= least, `${least} calls of ${path}`);
      return await made();
    },
    unsent: async () =>
      (await world.db.query('select rev from turn where due_at is not null and sent_at is null')).rows.length,
    turns: async () =>
      (await world.db.query<{ event_id: string }>('select event_id from turn order by rev')).rows.map(
        ({ event_id }) => event_id,
      ),
  };
}

export const signed = (body: string | Buffer, key = secret): string => signatureOf(key, Buffer.from(body));

export type LineWorld = Awaited<ReturnType<typeof openLineWorld>>;
export const recorded = join(import.meta.dirname, '../bot/payloads/line');
