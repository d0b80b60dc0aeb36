import type { z } from 'zod';
import type { ApiError, routes } from '../contract.ts';
import { isTouched } from './activity.ts';
import { alertDoors } from './alerts/doors.ts';
import { boardDoors } from './board/doors.ts';
import { campaignDoors } from './campaigns/doors.ts';
import { caseOfferDoors } from './caseOffers/doors.ts';
import { drillDoors } from './drill/doors.ts';
import { followUpDoors } from './followUps/doors.ts';
import { ladderDoors } from './ladder/doors.ts';
import { readPreference } from './preference.ts';
import { reportDoors } from './reports/doors.ts';
import { rosterDoors } from './roster/doors.ts';
import { hearServer } from './time.ts';
import { trailDoors } from './trail/doors.ts';

type Routes = typeof routes;
type Output<R> = R extends { file: string }
  ? Blob
  : R extends { out: infer S }
    ? S extends z.ZodType
      ? z.output<S>
      : null
    : never;
type Input<R> = R extends { csv: true }
  ? Blob
  : R extends { body: infer S }
    ? S extends z.ZodType
      ? z.input<S>
      : undefined
    : never;
type Asking<R> = R extends { query: infer S } ? (S extends z.ZodType ? z.input<S> : undefined) : undefined;

// The paths stand here a second time because importing the contract's values would bring zod into the page.
// The type compares every one with the contract: a route that moves there does not compile here.
const doors = {
  login: { method: 'post', path: '/api/login' },
  acceptInvite: { method: 'post', path: '/api/invite' },
  logout: { method: 'post', path: '/api/logout' },
  me: { method: 'get', path: '/api/me' },
  notices: { method: 'get', path: '/api/notices' },
  queue: { method: 'get', path: '/api/queue' },
  case: { method: 'get', path: '/api/cases/:id' },
  talk: { method: 'get', path: '/api/cases/:id/talk' },
  claim: { method: 'post', path: '/api/cases/:id/claim' },
  say: { method: 'post', path: '/api/cases/:id/say' },
  logCall: { method: 'post', path: '/api/cases/:id/calls' },
  reveal: { method: 'post', path: '/api/cases/:id/reveal' },
  askThirdParty: { method: 'post', path: '/api/cases/:id/ask-third-party' },
  judge: { method: 'post', path: '/api/cases/:id/tier' },
  writeNote: { method: 'post', path: '/api/cases/:id/notes' },
  summon: { method: 'post', path: '/api/cases/:id/summon' },
  handBack: { method: 'post', path: '/api/cases/:id/hand-back' },
  release: { method: 'post', path: '/api/cases/:id/release' },
  check: { method: 'post', path: '/api/cases/:id/check' },
  close: { method: 'post', path: '/api/cases/:id/close' },
  ...caseOfferDoors,
  ...followUpDoors,
  ...rosterDoors,
  ...ladderDoors,
  ...boardDoors,
  ...drillDoors,
  ...campaignDoors,
  ...reportDoors,
  ...trailDoors,
  ...alertDoors,
} as const satisfies { [K in keyof Routes]?: Pick<Routes[K], 'method' | 'path'> };

export type Door = keyof typeof doors;

/** The desk said no, or could not be reached (`code` offline, `status` 0). `message` is the server's own sentence. */
export class Failure extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly details: Record<string, unknown>;
  constructor(
    status: number,
    error: { code: string; message: string; requestId: string; details?: Record<string, unknown> },
    cause?: unknown,
  ) {
    super(error.message, { cause });
    this.status = status;
    this.code = error.code;
    this.requestId = error.requestId;
    this.details = error.details ?? {};
  }

  /** The desk has looked at it and said no: nothing was done. Otherwise nobody knows, and the same key is safe to repeat. */
  get isRefusal(): boolean {
    return this.status >= 400 && this.status < 500 && this.code !== 'unexpected';
  }

  /** Who has the case now, as 409 `claimed` and `stale_claim` tell. */
  get owner(): { id: string; name: string } | null {
    const owner = this.details.owner;
    if (typeof owner !== 'object' || owner === null || !('id' in owner) || !('name' in owner)) return null;
    return { id: String(owner.id), name: String(owner.name) };
  }
}

const offline = (cause: unknown) => new Failure(0, { code: 'offline', message: '', requestId: '' }, cause);

let signedOut: () => void = () => {};
/** Called when any answer says the session is over. */
export const onSignedOut = (then: () => void): void => {
  signedOut = then;
};

const failureOf = async (response: Response): Promise<Failure> => {
  const said = (await response.json().catch(() => null)) as z.output<typeof ApiError> | null;
  const unknown = { code: 'unexpected', message: '', requestId: response.headers.get('x-request-id') ?? '' };
  return new Failure(response.status, said?.error ?? unknown);
};

type Asked<K extends Door> = {
  id?: string;
  query?: Asking<Routes[K]>;
  body?: Input<Routes[K]>;
  signal?: AbortSignal;
  key?: string;
};

/** A name for one write. Browsers repeat a POST by themselves when a kept-open connection breaks before the answer
 *  (seen in Chromium), so without it a counsellor's words could stand twice. Works without https, unlike randomUUID. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The keys of one kind of write. What is tried again in the same words after it failed keeps its key; once it is done or
 *  refused, the next attempt is a new one. */
export class Attempts {
  #failed: { what: string; key: string } | null = null;

  /** what: everything that makes this the same attempt. write: sends it under the key. */
  async make<T>(what: unknown, write: (key: string) => Promise<T>): Promise<T> {
    const words = JSON.stringify(what);
    const attempt = this.#failed?.what === words ? this.#failed : { what: words, key: newKey() };
    this.#failed = attempt;
    try {
      const done = await write(attempt.key);
      this.forget();
      return done;
    } catch (fault) {
      if (fault instanceof Failure && fault.isRefusal) this.forget();
      throw fault;
    }
  }

  forget(): void {
    this.#failed = null;
  }
}

/** One request by the contract. Throws only Failure. A desk that stays silent for 15 s counts as out of reach. */
export const call = async <K extends Door>(door: K, asked: Asked<K> = {}): Promise<Output<Routes[K]>> => {
  const { method, path } = doors[door];
  const writes = method === 'post';
  // A file travels as it is.
  const file = asked.body instanceof Blob ? asked.body : null;
  const deadline = AbortSignal.timeout(15_000);
  const sentAt = performance.now();
  const ask: RequestInit = {
    method: method.toUpperCase(),
    credentials: 'same-origin',
    cache: 'no-store',
    signal: asked.signal ? AbortSignal.any([asked.signal, deadline]) : deadline,
    headers: {
      accept: 'application/json',
      // Sentences of the server come in the language of the desk, whatever the browser prefers.
      'accept-language': readPreference('maumjigi-lang', 'ko'),
      ...(isTouched() && { 'x-desk-active': '1' }),
      ...(writes && { 'x-requested-with': 'maumjigi', 'idempotency-key': asked.key ?? newKey() }),
      ...(asked.body !== undefined && { 'content-type': file ? 'text/csv' : 'application/json' }),
    },
    ...(asked.body !== undefined && { body: file ?? JSON.stringify(asked.body) }),
  };
  const conditions = Object.entries(asked.query ?? {}).filter(([, value]) => value !== undefined);
  const query = conditions.length > 0 ? `?${new URLSearchParams(conditions as [string, string][])}` : '';
  const response = await fetch(path.replace(':id', encodeURIComponent(asked.id ?? '')) + query, ask).catch(
    (cause: unknown) => {
      throw offline(cause);
    },
  );
  if (!response.ok) {
    if (response.status === 401 && door !== 'login' && door !== 'acceptInvite') signedOut();
    throw await failureOf(response);
  }
  if (response.headers.has('content-disposition')) {
    const kept = await response.blob().catch((cause: unknown) => {
      throw offline(cause);
    });
    return kept as Output<Routes[K]>;
  }
  const text = await response.text().catch((cause: unknown) => {
    throw offline(cause);
  });
  const answer = text === '' ? null : readJson(text);
  if (typeof answer?.now === 'string') hearServer(answer.now, performance.now() - sentAt);
  return answer;
};

// A proxy that answers with its own page counts as a desk out of reach, not as a bug of ours.
// biome-ignore lint/suspicious/noExplicitAny: the server is held to the contract by its own tests, not checked again here
const readJson = (text: string): any => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw offline(cause);
  }
};
