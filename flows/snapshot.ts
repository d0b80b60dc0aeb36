/** A conversation at rest: plain JSON with the version it was written by, migrated on read.
 *  XState stores no version of its own, throws on a state that is gone and never adds new context keys. */
import { begin, type Context, pendings, places } from './context.ts';
import { conversation, flowVersion } from './conversation.ts';
import { valuesOf } from './instruments/instrument.ts';
import { instrument, parseKey } from './instruments/registry.ts';

export interface Stored {
  version: number;
  state: { value: string; context: Context };
}

export type Snapshot = ReturnType<typeof conversation.resolveState>;

/** version → the state one version later. Named and tested one by one. */
const migrations: Readonly<Record<number, (state: Stored['state']) => Stored['state']>> = { 1: askedHowToReach };

/** Since 2 the red card is followed by how to reach them, and `danger` is only passed through. Whatever somebody had begun by
 *  then is kept: nobody is forgotten by a release. */
function askedHowToReach({ value, context }: Stored['state']): Stored['state'] {
  const isInDanger = value === 'danger';
  return {
    value: isInDanger ? 'endangered' : value,
    context: { ...context, recorded: true, ...(isInDanger ? { place: 'endangered' as const } : {}) },
  };
}

/** Thrown for a snapshot nothing here can read: the turn starts afresh with an apology, recorded answers stay. */
export class UnknownVersion extends Error {
  constructor(version: unknown) {
    super(`This build reads conversation versions up to ${flowVersion}, not ${String(version)}.`);
    this.name = 'UnknownVersion';
  }
}

/** A state that was stored a moment ago and comes back as the very same object needs no restoring. Its snapshot is a part of it: in a WeakMap
 *  beside it, it would outlive it (docs/performance.md, "What outlives a turn"). */
class Live {
  readonly value: string;
  readonly context: Context;
  readonly #snapshot: Snapshot | null;

  constructor(next: Snapshot, context: Context) {
    this.value = next.value as string;
    this.context = context;
    this.#snapshot = next.status === 'active' ? { ...next, context } : null;
  }

  static snapshotOf(state: Stored['state']): Snapshot | null {
    return #snapshot in state ? state.#snapshot : null;
  }
}

/** `next` as it is kept, with the context it is to have. */
export function store(next: Snapshot, context: Context): Stored {
  return { version: flowVersion, state: new Live(next, context) };
}

/** As it is kept in the database: what stands as in a conversation that has just begun is left out, for `restore` begins with it. A person at
 *  rest weighs a third less, and there is less to seal. */
export function atRest({ version, state: { value, context } }: Stored): Stored {
  const { tag, lang } = context;
  const changed: Record<string, unknown> = { tag, lang };
  for (const key in context) {
    const now = context[key as keyof Context];
    if (!isUntouched(now, untouched[key as keyof Context])) changed[key] = now;
  }
  return { version, state: { value, context: changed as unknown as Context } };
}

const untouched = begin('', 'ko');
/** Lists and records begin empty. */
const isUntouched = (now: unknown, before: unknown): boolean =>
  now === before || (isObject(now) && isObject(before) && isEmpty(now) && isEmpty(before));
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

/** Throws UnknownVersion for a newer version, a missing migration, a state this machine does not have or an answer no
 *  instrument takes. A context key that was added since begins as in a new conversation: that needs no migration. */
export function restore(stored: Stored): Snapshot {
  let { version, state } = stored;
  const same = state && Live.snapshotOf(state);
  if (same) return same;
  if (!Number.isInteger(version) || typeof state?.context !== 'object' || state.context === null) {
    throw new UnknownVersion(version);
  }
  while (version < flowVersion) {
    const migrate = migrations[version];
    if (!migrate) throw new UnknownVersion(version);
    state = migrate(state);
    version += 1;
  }
  if (version !== flowVersion || !isState(state)) throw new UnknownVersion(version);
  const context = { ...begin(state.context.tag, state.context.lang), ...state.context };
  if (!isReadable(context)) throw new UnknownVersion(version);
  return conversation.resolveState({ value: state.value, context });
}

const isState = (state: Stored['state'] | undefined): state is Stored['state'] =>
  typeof state?.value === 'string' && Object.hasOwn(conversation.states, state.value) && !!state.context;

/** Whether every question this context can lead to can still be put, and every answer in it still be scored. */
function isReadable({ place, pending, item, scale, answers }: Context): boolean {
  return (
    places.includes(place) &&
    (pending === null || pendings.includes(pending)) &&
    (item === null || (scale !== null && parseKey(item) !== null)) &&
    answers !== null &&
    Object.entries(answers).every(([key, given]) => Array.isArray(given) && isAnswer(key, given[0]))
  );
}

function isAnswer(key: string, value: number | null): boolean {
  const named = parseKey(key);
  return named !== null && (value === null || valuesOf(instrument(named.id), named.item).includes(value));
}
