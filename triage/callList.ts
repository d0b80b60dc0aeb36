/** A copy, in memory, of whom to call while the records are away: who is on in the next hours, the ladder, and the ways people have. It is
 *  read anew each minute while the database answers. */
import { answersFrom, type People } from './answers.ts';
import type { Clock } from './clock.ts';
import { type Ladder, readLadder } from './ladder.ts';
import type { Hook } from './notify/hook.ts';
import { allCenters } from './store/centers.ts';
import type { Database } from './store/db.ts';
import { newestLadder } from './store/ladders.ts';
import { readHook } from './store/noticeHooks.ts';
import { type MethodKind, type NoticeLang, openTo } from './store/noticeMethods.ts';
import { type Reach, usableReach, usableWays } from './store/reach.ts';
import type { Key } from './store/seal.ts';
import { type Shift, shiftsBetween } from './store/shifts.ts';

/** A way, opened. */
export interface OpenWay {
  id: string;
  /** null: the team's chat. */
  staffId: string | null;
  kind: MethodKind;
  to: string;
  lang: NoticeLang;
}

export interface CallList {
  centerName: string;
  ladder: Ladder;
  ways: readonly OpenWay[];
  /** Who a ladder's targets are at a moment, by the shifts of the copy. An open desk tells nobody anything while the records are away. */
  answersAt: (at: Date) => People;
}

export interface CallListDeps {
  db: Database;
  /** The installation's key `notice`. */
  key: Key;
  clock: Clock;
  fault: (what: string, error: unknown, ids: Record<string, string>) => void;
}

export interface CallLists {
  /** Reads when a minute has passed since it was read; never throws: what was read last holds. */
  renew(): Promise<void>;
  of(centerId: string): CallList | null;
  hookOf(id: string): Hook | null;
}

/** Duty is known so far ahead: longer than records are away. */
const aheadMs = 12 * 3_600_000;
const freshMs = 60_000;
/** While it cannot be read. */
const againMs = 10_000;

export function callLists(deps: CallListDeps): CallLists {
  const lists = new Map<string, CallList>();
  let hooks = new Map<string, Hook>();
  let dueAt = Number.NEGATIVE_INFINITY;

  async function read(now: Date): Promise<void> {
    const found = new Map<string, Hook>();
    const centers = await allCenters(deps.db.query);
    for (const { id, name } of centers) lists.set(id, await listOf(deps, id, name, now, found));
    for (const id of lists.keys()) if (!centers.some((center) => center.id === id)) lists.delete(id);
    hooks = found;
  }

  return {
    async renew() {
      const now = deps.clock();
      if (now.getTime() < dueAt) return;
      dueAt = now.getTime() + freshMs;
      try {
        await read(now);
      } catch (error) {
        dueAt = now.getTime() + againMs;
        deps.fault('whom to call while the records are away could not be read', error, {});
      }
    },
    of: (centerId) => lists.get(centerId) ?? null,
    hookOf: (id) => hooks.get(id) ?? null,
  };
}

async function listOf(
  { db, key, fault }: CallListDeps,
  centerId: string,
  centerName: string,
  now: Date,
  hooks: Map<string, Hook>,
): Promise<CallList> {
  const shifts = await shiftsBetween(db, centerId, now, new Date(now.getTime() + aheadMs));
  const newest = await newestLadder(db, centerId);
  const people = await usableReach(db, centerId, now);
  const ways: OpenWay[] = [];
  for (const { id, staffId, kind, sealed, lang, hookId } of await usableWays(db, centerId)) {
    try {
      const hook = hookId === null ? null : (hooks.get(hookId) ?? (await readHook(db, key, hookId)));
      if (hookId !== null && hook) hooks.set(hookId, hook);
      ways.push({ id, staffId, kind, to: openTo(key, id, sealed), lang });
    } catch (error) {
      fault('a way cannot be kept ready', error, { methodId: id });
    }
  }
  const ladder = readLadder(newest?.content, (why) => fault('a ladder cannot be read', why, { centerId }));
  return { centerName, ladder, ways, answersAt: (at) => answersFrom(told(people, ways, shifts), at) };
}

const told = (people: readonly Reach[], ways: readonly OpenWay[], shifts: readonly Shift[]) => ({
  shifts,
  // Whatever they have is called, and waited for: what failed before may be what works while the records are away.
  people: people.map((one) => {
    const theirs = ways.filter(({ staffId }) => staffId === one.id).map(({ kind }) => kind);
    return { ...one, deskOpen: false, ways: theirs, works: theirs.length > 0 };
  }),
  team: ways.some(({ staffId }) => staffId === null) ? ('works' as const) : ('none' as const),
});
