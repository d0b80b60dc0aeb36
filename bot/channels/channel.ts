/** What every messenger is to us. No code outside a channel's folder asks which one it is. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Inbound, Reply } from '../../flows/protocol.ts';
import type { Sender } from '../../triage/dispatch.ts';

export interface Limits {
  /** Can we write first? (web: only while the page is open.) */
  push: boolean;
  /** Does the talk stay on the phone, where others may read it? */
  staysOnPhone: boolean;
  answerWithinMs: number;
  bodyBytes: number;
  /** Characters of one inbound text that reach the risk detector. */
  heardChars: number;
  /** Characters of one inbound text that are kept after detection; the rest is cut. */
  textChars: number;
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
  digest?: Buffer;
  /** What the channel wants back with an answer to exactly this happening, e.g. a reply token. */
  answerBy?: string;
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
