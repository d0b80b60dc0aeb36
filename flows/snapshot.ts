/** A conversation at rest: plain JSON with the version it was written by, migrated on read.
 *  XState stores no version of its own, throws on a state that is gone and never adds new context keys. */
import { type Context, places } from './context.ts';
import { conversation, flowVersion } from './conversation.ts';

export interface Stored {
  version: number;
  state: { value: string; context: Context };
}

export type Snapshot = ReturnType<typeof conversation.resolveState>;

/** version → the state one version later. Named and tested one by one; none yet. */
const migrations: Readonly<Record<number, (state: Stored['state']) => Stored['state']>> = {};

/** Thrown for a snapshot nothing here can read: the turn starts afresh with an apology, recorded answers stay. */
export class UnknownVersion extends Error {
  constructor(version: unknown) {
    super(`This build reads conversation versions up to ${flowVersion}, not ${String(version)}.`);
    this.name = 'UnknownVersion';
  }
}

export const store = (snapshot: Snapshot): Stored => ({
  version: flowVersion,
  state: { value: snapshot.value as string, context: snapshot.context },
});

/** Throws UnknownVersion for a newer version, a missing migration, or a state this machine does not have. */
export function restore(stored: Stored): Snapshot {
  let { version, state } = stored;
  while (version < flowVersion) {
    const migrate = migrations[version];
    if (!migrate) throw new UnknownVersion(version);
    state = migrate(state);
    version += 1;
  }
  const known = version === flowVersion && state?.context && state.value in conversation.states;
  if (!known || !places.includes(state.context.place)) throw new UnknownVersion(version);
  return conversation.resolveState({ value: state.value, context: state.context });
}
