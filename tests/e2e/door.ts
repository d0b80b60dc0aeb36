/** The residents' edge alone, with a turn that answers as a story says: a page at it is the real one, and nothing has to be started. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type BotDeps, botApp } from '../../bot/app.ts';
import type { Reply } from '../../flows/protocol.ts';
import { Busy, Refused } from '../../triage/errors.ts';
import { openBus } from '../../triage/store/bus.ts';
import type { TurnEvent } from '../../triage/turn.ts';
import { noNotices, noPost } from '../bot/noPost.ts';

type Inbound = TurnEvent['inbound'];
export const text = (words: string): Reply => ({ type: 'text', text: words });
export const question = (words: string, ...labels: string[]): Reply => ({
  type: 'ask',
  key: null,
  text: words,
  choices: labels.map((label) => ({ id: label, label })),
});
const wordsOf = (inbound: Inbound) =>
  inbound.type === 'said' ? inbound.text : inbound.type === 'chose' ? inbound.choice : inbound.type;

export interface Story {
  /** What the program says to what was done, in order of what it has heard so far. */
  answers?(inbound: Inbound, heard: readonly string[]): Reply[];
  /** Whoever says this is asked to come again. */
  turnedAway?(words: string): boolean;
  /** Looks at a request first; true: it sees to it. */
  meets?(req: IncomingMessage, res: ServerResponse): boolean;
  /** What waits for whoever comes with this Last-Event-ID. */
  waits?(afterRev: number | null): { rev: number; replies: Reply[] }[];
}

/** The residents' edge with the built page at an address of its own, until the test is over. What is not given says and keeps nothing. */
export async function openEdge(own: Partial<BotDeps>, meets: Story['meets'] = () => false): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://phone.test:${(server.address() as AddressInfo).port}`;
  const bus = openBus();
  const bot = botApp({
    turn: async () => ({ residentId: 'r', rev: 1, replies: [], stale: false }),
    residentOf: async () => null,
    undelivered: async () => [],
    delivered: async () => {},
    bus,
    clock: () => new Date(),
    newId: randomUUID,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    center: async () => ({ id: 'c', name: '푸른구 센터', phone: null, hours: null }),
    placementOf: async () => null,
    letIn: (_who, _said, work) => work({}),
    rehearsed: () => null,
    scanned: async () => {},
    publicUrl: url,
    trustProxy: false,
    pageDir: join(import.meta.dirname, '../../bot/channels/web/page/dist'),
    post: noPost,
    ...noNotices,
    ready: async () => true,
    ...own,
  });
  server.on('request', (req, res) => {
    if (!meets(req, res)) bot.app(req, res);
  });
  onTestFinished(() => {
    bot.close();
    bus.close();
    server.closeAllConnections();
    server.close();
  });
  return url;
}

/** A door at which the story is told, and what was heard at it. */
export async function openDoor({ answers, turnedAway, meets, waits }: Story = {}) {
  const heard: string[] = [];
  const people = new Set<string>();
  const told: Partial<BotDeps> = {
    turn: async ({ who, inbound }) => {
      const residentId = 'address' in who ? who.address.id : who.residentId;
      if (inbound.type !== 'opened' && !people.has(residentId))
        throw new Refused(401, 'session_invalid', 'Nobody yet.');
      people.add(residentId);
      heard.push(wordsOf(inbound));
      return {
        residentId,
        rev: heard.length,
        replies: answers?.(inbound, heard) ?? [text(`들었어요: ${wordsOf(inbound)}`)],
        stale: false,
      };
    },
    residentOf: async ({ id }) => (people.has(id) ? id : null),
    undelivered: async (_residentId, afterRev) => waits?.(afterRev) ?? [],
    letIn: async (_who, inbounds, work) => {
      if (inbounds.some((inbound) => turnedAway?.(wordsOf(inbound)))) throw new Busy(1);
      return work({});
    },
  };
  return { url: await openEdge(told, meets), heard, people };
}
