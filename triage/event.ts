/** What a turn takes, gives and needs. Types only. */
import type { Inbound, Reply } from '../flows/protocol.ts';
import type { After, Clock, NewId } from './clock.ts';
import type { DirectPager } from './directPager.ts';
import type { Rehearsed } from './rehearsal.ts';
import type { Center } from './store/centers.ts';
import type { Database, Query } from './store/db.ts';
import type { Address } from './store/residents.ts';
import type { Key } from './store/seal.ts';
import type { Secrets } from './store/secrets.ts';
import type { SpoolFiles } from './store/spool.ts';

export type { Address } from './store/residents.ts';

export interface TurnEvent {
  /** Unique per happening, prefixed with its origin: `web:<Idempotency-Key>`, `desk:<request id>`, `timer:…`. */
  id: string;
  /** An address (made into a resident of the centre when something is opened) or a resident already known. */
  who: { address: Address; centerId: string } | { residentId: string };
  inbound: Inbound;
  /** They may be in danger: connections of their own, so that nobody's ordinary turn stands before theirs. */
  urgent?: true;
  /** It was kept on the disk, and called somebody: whoever takes the file over calls again. */
  rang?: 0 | 1;
  /** They wrote it before anything was shown to them: it answers no question. */
  unseen?: true;
  /** Of an opening: what stood behind `/go/` in the address that brought them (takeAlong.ts). */
  takeAlong?: string;
  /** Of an opening: the placement whose code brought them. */
  placementId?: string;
  /** Of an opening: nobody real, but somebody made up for this rehearsal (rehearsal.ts). */
  rehearsal?: Pick<Rehearsed, 'kind' | 'id'>;
  /** carried: a request waits for the replies and brings them (the default). sent: the channel sends them after the commit and
   *  settles the turn; what it could not send leaves by the dispatcher. */
  answer?: 'carried' | 'sent';
  /** How long the resident waits before the fixed safe text answers; default TurnDeps.deadlineMs. */
  deadlineMs?: number;
  /** When it happened by its channel's own clock, ms: what is older than something heard before answers no question. */
  happenedAt?: number;
  /** The channel's name of the message, by which it may be withdrawn. */
  messageId?: string;
  /** SHA-256 of the request body: the same id with another digest is Refused(422, 'idempotency_mismatch'). */
  digest?: Buffer;
  /** Only for claimed, spoke, asks, handedBack and closed. */
  desk?: DeskAct;
}

/** An event as the inbox keeps it, sealed. */
export interface Kept {
  id: string;
  inbound: Inbound;
  /** Base64. */
  digest?: string | undefined;
  happenedAt?: number | undefined;
  messageId?: string | undefined;
  /** They wrote it before anything was shown to them. */
  unseen?: true | undefined;
  /** It rang: what becomes of it waits behind nobody's ordinary turn. */
  urgent?: true | undefined;
}

export interface DeskAct {
  escalationId: string;
  staffId: string;
  /** Absent only on a claim. */
  fence?: number;
  /** Of a claim: the owner has offered it, and stays responsible until now. */
  accepts?: true;
  /** The conversation's rev the counsellor has read. Of a close and a hand-back: anything newer is refused as `news_since`. Of a word: what
   *  rang after it goes on ringing. */
  rev?: number;
  outcome?: string;
  note?: string;
}

export interface TurnResult {
  residentId: string;
  rev: number;
  replies: Reply[];
  /** The choice belonged to another question or conversation; `replies` put the present one. */
  stale: boolean;
  /** After a claim: the fence every later write carries. */
  fence?: number;
  /** The event had become a turn before; this is its answer again. */
  again?: true;
  /** The event is kept and not yet a turn; the replies are the fixed safe text. In the spool nobody knows whose it is: residentId is ''. */
  kept?: true;
  /** They are old enough that larger letters are the kinder default. */
  large?: true;
}

/** Throws Refused (their move) or Unavailable (nothing could be stored); a resident's event never fails for another reason:
 *  it becomes a turn, or a row in the inbox and the fixed safe text. */
export type Turn = (event: TurnEvent) => Promise<TurnResult>;

export interface TurnDeps {
  db: Database;
  master: Key;
  secrets: { [Name in keyof Secrets]: Key };
  clock: Clock;
  newId: NewId;
  /** Random mark of a new conversation. */
  newTag: () => string;
  /** A new code to carry on elsewhere with (takeAlong.ts). */
  newCode: () => string;
  /** Where residents reach the web chat, without a slash at its end. */
  publicUrl: string;
  /** Remembered for a while. Both read through the turn's own connection when they must. */
  center: (query: Query, id: string) => Promise<Center>;
  reachable: (query: Query, centerId: string) => Promise<boolean>;
  /** When somebody who can be reached is on duty next, by the roster; null: nobody is written down. */
  nextOpen: (query: Query, centerId: string) => Promise<Date | null>;
  /** Minutes within which nine of ten cases were read lately; null: not measured. */
  waitMinutes: (query: Query, centerId: string) => Promise<number | null>;
  /** What a turn must know of a channel. push: may we write first: always, while their page is open, or never? keepsId: is a person's id
   *  kept, sealed, to write to them by? staysOnPhone: does the talk stay there, where others may read it? */
  limitsOf: (channel: string) => { push: 'always' | 'open' | 'never'; keepsId: boolean; staysOnPhone: boolean };
  /** Wording versions that may not be put to residents now (gate.ts): in production, what nobody has signed. Never throws. */
  unsigned: (query: Query) => Promise<readonly string[]>;
  /** A turn was committed whose replies no request carries; the dispatcher comes by in any case. */
  waiting: (residentId: string) => void;
  /** Something of this centre's queue changed. */
  changed: (centerId: string) => void;
  /** A turn that failed or was late; ids and states only. */
  fault: (what: string, error: unknown, ids: Record<string, string>) => void;
  /** Keeps what the database cannot take. */
  spoolFiles: SpoolFiles;
  /** Calls whoever is on duty while no store can. */
  direct: Pick<DirectPager, 'danger' | 'over' | 'isCalling'>;
  /** How long a resident waits before the fixed safe text answers. Default 3 s. */
  deadlineMs?: number;
  after?: After;
}
