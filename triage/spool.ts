/** What people send while the database is away: kept on this machine's disk, and made turns of when it is back. Somebody's lines go in the
 *  order they came, before anything they send later; a line is done when it is a turn, or a row of the inbox. */
import type { TurnEvent } from './event.ts';
import { mismatch } from './person.ts';
import type { Place, SpoolFiles } from './store/spool.ts';

/** An event of somebody at an address, as it is kept. */
export type Spooled = Omit<TurnEvent, 'who' | 'digest'> & {
  who: { address: { channel: string; id: string }; centerId: string };
  /** Base64. */
  digest?: string;
  /** When it was kept, ms since 1970, by the database's time. */
  keptAt: number;
};

export interface SpoolingDeps {
  files: SpoolFiles;
  /** What somebody's turns queue under. */
  keyOf: (event: TurnEvent) => string;
  /** Runs it among this person's turns. */
  queued: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Makes a turn of it, or a row of the inbox. Throws when neither can be. */
  replay: (event: TurnEvent, keptAt: Date) => Promise<void>;
  /** Throws while the database does not answer. */
  answers: () => Promise<void>;
  /** Somebody else's file was found, with this in it. */
  found: (event: TurnEvent) => void;
  /** The database answers; `waits`: this person's lines are still to come. */
  back: (waits: (key: string) => boolean) => void;
  /** Somebody is called for danger that no line may tell of. */
  isCalling: () => boolean;
  /** Milliseconds that only go forward. */
  elapsed: () => number;
  fault: (what: string, error: unknown, ids: Record<string, string>) => void;
}

export interface Spooling {
  /** On the disk when it resolves; an event that waits there already is not written again. Throws when the disk does not take it, and
   *  Refused(422) for another request under the same id. */
  add(event: TurnEvent, now: Date): Promise<void>;
  /** Does anything of this person wait? */
  holds(key: string): boolean;
  /** Among this person's turns: everything of theirs becomes a turn now. false: something of it cannot yet, and must go first. What failed
   *  though the database answered keeps nothing back that comes later. */
  first(key: string): Promise<boolean>;
  /** One look: files of dead processes, and if the database answers, everything that waits. Never throws. */
  round(): Promise<void>;
  /** Lines of this process that wait. */
  waiting(): number;
}

interface Line {
  place: Place;
  eventId: string;
  /** It called somebody. */
  rang: boolean;
}

const lookMs = 5_000;
/** After a line that could be neither a turn nor a row though the database answers. */
const restMs = 10_000;
/** People whose lines are replayed side by side: the database has just come back. */
const atOnce = 4;

export function spooling(deps: SpoolingDeps): Spooling {
  const { files, fault } = deps;
  const lines = new Map<string, Line[]>();
  const kept = new Map<string, { adding: Promise<void>; digest: string | undefined }>();
  /** Whose lines could not be taken, until when they are left alone. */
  const rests = new Map<string, number>();
  let lookedAt = Number.NEGATIVE_INFINITY;

  function hold(key: string, line: Line): void {
    const theirs = [...(lines.get(key) ?? []), line];
    lines.set(key, theirs.sort(byPlace));
  }

  async function write(event: TurnEvent, now: Date): Promise<void> {
    hold(deps.keyOf(event), {
      place: await files.add(spooled(event, now)),
      eventId: event.id,
      rang: event.rang !== undefined,
    });
  }

  /** true: it is done, here or long ago. */
  async function replayed({ place, eventId }: Line): Promise<boolean> {
    try {
      const { event, keptAt } = unspooled((await files.read(place)) as Spooled);
      await deps.replay(event, keptAt);
    } catch (error) {
      fault('a line of the spool cannot become a turn yet', error, { eventId });
      return false;
    }
    kept.delete(eventId);
    // One that cannot be struck out is replayed once more, and found to be a turn.
    await files.done(place).catch((error) => fault('a spool file stays', error, { eventId }));
    return true;
  }

  async function all(key: string): Promise<boolean> {
    for (let line = lines.get(key)?.[0]; line; line = lines.get(key)?.[0]) {
      if (!(await replayed(line))) return false;
      const left = (lines.get(key) ?? []).filter((one) => one !== line);
      if (left.length > 0) lines.set(key, left);
      else lines.delete(key);
    }
    return true;
  }

  async function look(): Promise<void> {
    if (deps.elapsed() - lookedAt < lookMs) return;
    lookedAt = deps.elapsed();
    for (const { place, content } of await files.takeOver()) {
      const { event } = unspooled(content as Spooled);
      hold(deps.keyOf(event), { place, eventId: event.id, rang: event.rang !== undefined });
      kept.set(event.id, { adding: Promise.resolve(), digest: event.digest?.toString('base64') });
      deps.found(event);
    }
  }

  async function replayAll(): Promise<void> {
    for (const [key, until] of rests) if (until <= deps.elapsed()) rests.delete(key);
    const keys = [...lines]
      .filter(([key]) => !rests.has(key))
      .sort(inDangerFirst)
      .map(([key]) => key);
    const next = async (): Promise<void> => {
      for (let key = keys.shift(); key !== undefined; key = keys.shift()) {
        const own = key;
        if (await deps.queued(own, () => all(own))) continue;
        // A database that is away again would keep each of them for seconds.
        const isAway = await deps.answers().then(
          () => false,
          () => true,
        );
        if (isAway) keys.length = 0;
        else rests.set(own, deps.elapsed() + restMs);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, next));
  }

  return {
    async add(event, now) {
      const digest = event.digest?.toString('base64');
      const before = kept.get(event.id);
      if (before && before.digest !== digest) throw mismatch();
      if (before) return await before.adding;
      const adding = write(event, now);
      kept.set(event.id, { adding, digest });
      adding.catch(() => kept.delete(event.id));
      await adding;
    },
    holds: (key) => lines.has(key),
    first: async (key) => (await all(key)) || rests.has(key),
    async round() {
      await look().catch((error) => fault('the spool cannot be looked through', error, {}));
      if (lines.size === 0 && !deps.isCalling()) return;
      try {
        await deps.answers();
      } catch {
        return;
      }
      await replayAll();
      deps.back((key) => lines.has(key));
    },
    waiting: () => [...lines.values()].reduce((sum, theirs) => sum + theirs.length, 0),
  };
}

const inDangerFirst = ([, one]: [string, Line[]], [, other]: [string, Line[]]): number =>
  Number(other.some(({ rang }) => rang)) - Number(one.some(({ rang }) => rang));

/** Files are named by the time they were begun at. */
const byPlace = ({ place: one }: Line, { place: other }: Line): number =>
  one.file === other.file ? one.n - other.n : one.file < other.file ? -1 : 1;

/** Nobody waits for its answer any more: how it was to be brought goes. */
function spooled({ answer: _answer, deadlineMs: _deadline, digest, ...event }: TurnEvent, now: Date): Spooled {
  if (!('address' in event.who)) throw new Error('Only what comes from an address is spooled');
  return { ...event, who: event.who, ...(digest ? { digest: digest.toString('base64') } : {}), keptAt: now.getTime() };
}

function unspooled({ digest, keptAt, ...event }: Spooled): { event: TurnEvent; keptAt: Date } {
  return {
    event: { ...event, ...(digest ? { digest: Buffer.from(digest, 'base64') } : {}) },
    keptAt: new Date(keptAt),
  };
}
