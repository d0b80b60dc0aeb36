/** What a route's function gets and gives. The app checks who may, what came in and where from, before any of them runs. */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Clock, NewId } from '../triage/clock.ts';
import type { NodeEnv } from '../triage/gate.ts';
import type { Notifier } from '../triage/notify/notice.ts';
import type { Outbound } from '../triage/notify/outbound.ts';
import type { Pressure } from '../triage/pressure.ts';
import type { Trace } from '../triage/store/audit.ts';
import type { Bus } from '../triage/store/bus.ts';
import type { Database } from '../triage/store/db.ts';
import type { Key } from '../triage/store/seal.ts';
import type { SignedIn } from '../triage/store/sessions.ts';
import type { Turn } from '../triage/turn.ts';
import type { routes } from './contract.ts';

/** Lines of ids and states; never a body. Pino fits. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the desk needs to keep the ways staff are told by. */
export interface AlertDeps {
  /** The installation's key `notice`. */
  key: Key;
  /** Those that are set up. */
  notifiers: readonly Notifier[];
  outbound: Pick<Outbound, 'wrong'>;
  /** By which browsers know our pushes, base64url. */
  pushKey: string;
  /** `@…`, where the centre's LINE account is known. */
  lineId: string | null;
  /** Pages were written: they are due. */
  paged: () => void;
}

export interface DeskDeps {
  db: Database;
  /** MASTER_KEY, 32 bytes. */
  master: Key;
  turn: Turn;
  /** What is only read waits while the house is full. */
  pressure: Pick<Pressure, 'within'>;
  clock: Clock;
  newId: NewId;
  bus: Bus;
  log: Log;
  /** Folder of the built panel. */
  panelDir: string;
  /** Where browsers reach the desk, e.g. `http://127.0.0.1:3001`. https makes cookies Secure. */
  baseUrl: string;
  /** Express's `trust proxy`; false: the peer's address is the browser's. */
  trustProxy: false | number | string[];
  /** Where residents' browsers reach the chat, e.g. `https://chat.example.kr`: base of every code that is printed. */
  publicUrl: string;
  /** In production what nobody has signed for is not put to residents, and the desk says so. */
  nodeEnv: NodeEnv;
  /** May a counsellor write first in this channel? Always, while the person's page is open, or never. */
  push: (channel: string) => 'always' | 'open' | 'never';
  /** Ways staff are told outside the desk. */
  alerts: AlertDeps;
  /** For drills: the key of tokens, and where the residents' listener is reached from here. */
  rehearsal: { key: Buffer; chatUrl: string };
  /** GET /metrics in Prometheus' text form; without it the address is not found. */
  metrics?: () => Promise<string>;
  /** How often a stream looks, beats and hums, in ms. Tests shorten it. */
  pace?: { lookMs: number; beatMs: number; humMs: number };
}

export interface Session extends SignedIn {
  tokenHash: Buffer;
}

export type RouteName = keyof typeof routes;

/** What a route with a `file` answers: its name in the reader's folder (letters of any language, no path) and its bytes. */
export interface FileAnswer {
  name: string;
  bytes: Buffer | string;
}

type Read<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined;
type BodyOf<Name extends RouteName> = (typeof routes)[Name] extends { csv: true }
  ? Buffer
  : Read<(typeof routes)[Name]['body']>;
type OutOf<Name extends RouteName> = (typeof routes)[Name] extends { file: string }
  ? Promise<FileAnswer>
  : (typeof routes)[Name]['out'] extends z.ZodType
    ? Promise<z.input<(typeof routes)[Name]['out']>>
    : Promise<void>;
type QueryOf<Name extends RouteName> = (typeof routes)[Name] extends { query: infer Schema } ? Read<Schema> : undefined;
type SessionOf<Name extends RouteName> = (typeof routes)[Name]['needs'] extends null ? Session | null : Session;

export interface Call<Name extends RouteName = RouteName> {
  name: Name;
  requestId: string;
  /** Network address of the browser. */
  address: string;
  /** `:id` of the path, a UUID in lower case; '' where the path has none. */
  id: string;
  body: BodyOf<Name>;
  query: QueryOf<Name>;
  session: SessionOf<Name>;
  req: Request;
  res: Response;
}

export type Handler<Name extends RouteName> = (call: Call<Name>) => OutOf<Name>;
/** One function for each route but the stream, which answers for as long as it lasts. */
export type Handlers = { [Name in Exclude<RouteName, 'stream'>]: Handler<Name> };

/** The part every audit row of this call has. */
export function traceOf(call: { session: Session; address: string; requestId: string }, at: Date): Trace {
  const { session, address, requestId } = call;
  return { at, centerId: session.centerId, staffId: session.id, address, requestId };
}
