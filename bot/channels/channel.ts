/** What every messenger is to us. No code outside a channel's folder asks which one it is. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Router } from 'express';
import type { Inbound, Reply } from '../../flows/protocol.ts';
import type { Sender } from '../../triage/dispatch.ts';
import type { Notifier } from '../../triage/notify/notice.ts';
import type { Gauge } from '../../triage/store/metrics.ts';
import type { Address } from '../../triage/store/residents.ts';
import type { Messaging } from '../botkit.ts';
import type { Webhook } from '../webhook.ts';

/** What a channel can do and take, as data: whoever needs to know asks for one of these, never for a name. */
export interface Limits {
  /** May we write first? always: at any time. open: only while their page is open. never: it waits for their next turn. */
  push: 'always' | 'open' | 'never';
  /** Who brings the replies: the request that waits for them, or we, who send them after the commit. */
  answer: 'carried' | 'sent';
  /** Is the person's id in the channel kept, sealed, so that we can write to it? */
  keepsId: boolean;
  /** Does the talk stay on the phone, where others may read it? */
  staysOnPhone: boolean;
  /** How long a turn may take before the fixed safe text answers. */
  answerWithinMs: number;
  bodyBytes: number;
  /** Characters of one inbound text that reach the risk detector. */
  heardChars: number;
  /** Characters of one inbound text that are kept after detection; the rest is cut. */
  textChars: number;
  /** Choices that can be buttons at once; more are printed only. null: as many as there are. */
  choices: number | null;
  /** Letters as people count them (graphemes) on one button; null: any. */
  labelChars: number | null;
  /** Messages that go out together. null: as many as there are. */
  bubbles: number | null;
}

/** A request as it came: the bytes untouched, so that a signature can be checked before anything is decoded. */
export interface RawRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** One thing somebody did, as the channel tells it: everything a turn needs except the centre. */
export interface Heard {
  /** The event id of the turn, prefixed with the channel. */
  id: string;
  /** Who, by the channel's own proof (cookie, signed body), never by a field a client may choose. null: nobody yet. */
  from: string | null;
  inbound: Inbound;
  /** Of an opening: the code of the poster that brought them, as it would be stored. Whose it is, is not known here. */
  code?: string;
  /** Of an opening: what stood behind `/go/` in the address that brought them. */
  takeAlong?: string;
  digest?: Buffer;
  /** What the channel wants back with an answer to exactly this happening, e.g. a reply token. */
  answerBy?: string;
  /** When it happened by the channel's own clock, ms. */
  happenedAt?: number;
  /** The channel's name of the message, by which it may be withdrawn later. */
  messageId?: string;
}

export interface Channel<Form = unknown> {
  readonly id: string;
  readonly limits: Limits;
  /** Is this request from where it claims to be? Pure, on the raw bytes, before parsing. Throws Refused (401, 403). */
  verify(raw: RawRequest): void;
  /** What happened, in order. Pure; call it after `verify`. Throws Refused (400, 401, 415), never with the input. */
  parse(raw: RawRequest): Heard[];
  /** Replies in the channel's own form. */
  render(replies: readonly Reply[]): Form;
  /** Delivers what no request is waiting for. */
  readonly sender: Sender;
}

/** The way into a channel from a page of ours. */
export interface Door {
  /** Which words stand on its button (flows/invitation.ts). */
  word: 'line' | 'kakao';
  /** Opens the talk on a phone; `code`: of the poster that brought them, which goes along where the platform carries one. */
  href(code: string | null): string;
}

/** A channel that is set up and open. */
export interface Opened {
  /** Where its address is known, the way into it. */
  readonly door?: Door | null;
  readonly channel: Channel;
  /** Where staff can be told by it, too. */
  readonly notifier?: Notifier;
  /** Its routes, answering through `messaging`. */
  routes?(messaging: Messaging): Router;
  /** Where its platform calls us, if such a call is answered with nothing but that it was taken. */
  webhook?(messaging: Messaging): Webhook;
  /** Each of its paths with the methods it offers; another one is 405. */
  readonly paths: readonly [path: string, allow: string][];
  /** Ends what would keep a server from closing. */
  close(): void;
  /** Resolves when what is being sent is sent and written down. */
  settled?(): Promise<void>;
  /** What somebody who watches from outside must know of it. */
  gauges?(): Promise<Gauge[]>;
}

export interface Shown {
  residentId: string;
  rev: number;
}

/** What messengers need of the store: ways to write to people, and what a platform tells of them beside their words. */
export interface Post {
  /** How to write to a resident in a channel; null: not known, or they have blocked us. */
  writableAt(residentId: string, channel: string): Promise<{ id: string } | null>;
  /** Settles turns as shown. */
  settle(shown: readonly Shown[]): Promise<void>;
  /** It waits for whatever they do next, and is shown first then. */
  held(residentId: string, rev: number): Promise<void>;
  /** Something of this kind waits for them already: a counsellor's words, or what came by itself. */
  isHolding(residentId: string): Promise<boolean>;
  /** A turn whose request had to be answered without it: its replies are shown with the next one. */
  unanswered(residentId: string, eventId: string): Promise<void>;
  /** They blocked or unblocked us, at a moment of the channel's clock. */
  blocked(address: Address, blocked: boolean, at: Date): Promise<void>;
  /** They took back a message, by its name in the channel. */
  withdrawn(address: Address, messageId: string): Promise<void>;
  /** Keeps an event that belongs to nobody. `fault`: what was wrong with it. */
  stray(channel: string, fault: string, event: unknown): Promise<void>;
}

/** A channel as the registry lists it. */
export interface Listed<Deps> {
  readonly id: string;
  readonly limits: Limits;
  /** null: it is not set up here. */
  open(deps: Deps): Opened | null;
}
