/** Botkit as the messaging layer and nothing more: it carries a message in and activities out by its public functions.
 *  It owns neither edge, state nor decision. Never used, each proved in tests/bot/botkit.test.ts: `handleTurn` (never
 *  settles when a handler throws), its web server (joins bodies as strings), its storage (grows for ever). */
import type { Activity, ConversationReference, ResourceResponse } from 'botbuilder-core';
import { BotAdapter, TurnContext } from 'botbuilder-core';
import type { BotkitMessage, BotWorker } from 'botkit';
import { Botkit } from 'botkit';
import type { Reply } from '../flows/protocol.ts';
import type { Turn, TurnEvent, TurnResult } from '../triage/turn.ts';
import type { Log } from './log.ts';
import { withinMs } from './within.ts';

/** How one channel delivers what no request is waiting for; the meaning of Sender.send in triage/dispatch.ts. */
export type Outlet = (residentId: string, rev: number, replies: readonly Reply[]) => Promise<boolean>;

/** The BotAdapter of one channel. Outbound only: what comes in is verified and parsed at our own edge. */
export class ChannelAdapter extends BotAdapter {
  readonly channel: string;
  readonly #outlet: Outlet;

  constructor(channel: string, outlet: Outlet) {
    super();
    this.channel = channel;
    this.#outlet = outlet;
  }

  /** Hands the activities of one turn to the channel together. As many answers as activities when they were shown or
   *  accepted, none when the resident is not reachable now. */
  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const { conversation, channelData } = context.activity;
    const replies = activities.map((activity) => activity.channelData as Reply);
    const shown = await this.#outlet(conversation.id, channelData.rev, replies);
    return shown ? replies.map((_reply, at) => ({ id: `${channelData.rev}.${at}` })) : [];
  }

  override async updateActivity(): Promise<void> {
    throw new Error('What was said to a resident is never changed afterwards.');
  }

  override async deleteActivity(): Promise<void> {
    throw new Error('What was said to a resident is never taken back.');
  }

  override async continueConversation(
    _reference: Partial<ConversationReference>,
    _logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    throw new Error('A conversation moves only by a turn: call converse().');
  }
}

export interface Messaging {
  /** For plug-ins that watch (`controller.middleware.receive`); nothing may depend on them. */
  readonly controller: Botkit;
  /** Carries one event through Botkit into the turn. Throws what the turn threw, untouched, or Unavailable after
   *  `deadlineMs`; the turn then goes on by itself and the same event id finds its stored replies. */
  converse(channel: string, event: TurnEvent, deadlineMs: number): Promise<TurnResult>;
  /** Writes to a resident through the channel's adapter. false: not reachable now, keep it. */
  deliver(channel: string, residentId: string, rev: number, replies: readonly Reply[]): Promise<boolean>;
}

type Outcome = { result: TurnResult } | { error: unknown };

/** How long what watches may keep a message from its turn. A plug-in that hangs, swallows or changes it costs nobody a word. */
const watchedMs = 250;

/** One controller, one adapter per channel. */
export function messaging(turn: Turn, log: Log, adapters: readonly ChannelAdapter[]): Messaging {
  const controller = new Botkit({
    // Without an adapter Botkit builds one that wants Azure credentials.
    adapter: adapters[0] ?? new ChannelAdapter('none', async () => false),
    disable_webserver: true,
    disable_console: true,
    storage: { read: async () => ({}), write: async () => {}, delete: async () => {} },
  });
  const byChannel = new Map(adapters.map((adapter) => [adapter.channel, adapter]));
  // Workers without a context: enough for middleware and handlers; their `reply` and `say` must not be called.
  const workers = new Map(adapters.map((adapter) => [adapter.channel, controller.spawn({}, adapter)]));

  controller.on('message', async (_bot, message) => Message.run(message));

  function adapterOf(channel: string): ChannelAdapter {
    const adapter = byChannel.get(channel);
    if (!adapter) throw noAdapter(channel);
    return adapter;
  }

  async function carry(channel: string, event: TurnEvent): Promise<TurnResult> {
    const bot = await workers.get(channel);
    if (!bot) throw noAdapter(channel);
    // `trigger` prints what is thrown and wraps it as `Error(String(error))`: status and cause would be gone. So nothing
    // is thrown through it, and the turn runs once whoever asks for it first.
    const { promise: outcome, resolve } = Promise.withResolvers<Outcome>();
    const message = new Message(channel, event, async () => resolve(await outcomeOf(() => turn(event))));
    const watched = received(controller, bot, message);
    // Nobody watches, or nobody who takes time: no clock is needed.
    if (watched !== null) {
      await withinMs(watchedMs, watched).catch((error) => {
        log.error({ channel, fault: nameOf(error) }, 'receive middleware failed or hung; the turn goes on');
      });
    }
    const triggered = controller.trigger('message', bot, message).catch((error) => {
      log.error({ channel, fault: nameOf(error) }, 'a later message handler failed; the turn stands');
    });
    if (!Message.began(message)) await withinMs(watchedMs, triggered).catch(() => {});
    if (!Message.began(message)) {
      log.error({ channel }, 'Botkit did not run the message handler; the turn is run without it');
      void Message.run(message);
    }
    const done = await outcome;
    if ('error' in done) throw done.error;
    return done.result;
  }

  return {
    controller,
    converse: (channel, event, deadlineMs) => withinMs(deadlineMs, carry(channel, event)),
    async deliver(channel, residentId, rev, replies) {
      if (replies.length === 0) return true;
      const adapter = adapterOf(channel);
      const about: Partial<Activity> = {
        type: 'event',
        channelId: channel,
        conversation: { id: residentId, name: '', isGroup: false, conversationType: 'personal' },
        channelData: { rev },
      };
      const context = new TurnContext(adapter, about);
      const sent = await adapter.sendActivities(
        context,
        replies.map((reply) => asActivity(channel, reply)),
      );
      return sent.length === replies.length;
    },
  };
}

async function outcomeOf(run: () => Promise<TurnResult>): Promise<Outcome> {
  try {
    return { result: await run() };
  } catch (error) {
    return { error };
  }
}

/** The event as Botkit's own shape. `user` is who the channel proved it to be; no part of a body comes near it. */
class Message implements BotkitMessage {
  readonly type = 'message';
  readonly user: string;
  readonly channel: string;
  readonly text: string;
  readonly reference: ConversationReference;
  readonly incoming_message: Activity;
  [more: string]: unknown;
  /** Its turn, where no plug-in can change whose words these are; null: it began. Then nothing holds it any longer, for Botkit's own
   *  functions keep the message until the next full collection. */
  #turn: (() => Promise<void>) | null;

  constructor(channel: string, { id, who, inbound }: TurnEvent, turn: () => Promise<void>) {
    this.user = 'address' in who ? who.address.id : who.residentId;
    this.channel = channel;
    this.text = inbound.type === 'said' ? inbound.text : '';
    this.reference = { channelId: channel, conversation: { id: this.user } } as ConversationReference;
    const from = { id: this.user, name: '' };
    this.incoming_message = { type: this.type, id, channelId: channel, from, text: this.text } as Activity;
    this.#turn = turn;
  }

  /** Once, whoever asks first. */
  static async run(message: BotkitMessage): Promise<void> {
    if (!(#turn in message)) return;
    const turn = message.#turn;
    message.#turn = null;
    await turn?.();
  }

  static began(message: Message): boolean {
    return message.#turn === null;
  }
}

function asActivity(channel: string, reply: Reply): Partial<Activity> {
  return { type: 'message', channelId: channel, text: reply.text, channelData: reply };
}

/** What watches has seen it: at once (null), or when this resolves. */
function received(controller: Botkit, bot: BotWorker, message: BotkitMessage): Promise<void> | null {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let isSeen = false;
  try {
    controller.middleware.receive.run(bot, message, (error: unknown) => {
      isSeen = !error;
      if (error) reject(error);
      else resolve();
    });
  } catch (error) {
    reject(error);
  }
  return isSeen ? null : promise;
}

const noAdapter = (channel: string): Error => new Error(`No adapter for the channel "${channel}".`);

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
