/** A copy, in memory, of whom to call while the records are away: who is on in the next hours, the ladder, and the ways people have. It is
 *  read anew each minute while the database answers. */
import { z } from 'zod';
import { answersFrom, type People } from './answers.ts';
import type { Clock } from './clock.ts';
import { Ladder, readLadder } from './ladder.ts';
import type { Hook } from './notify/hook.ts';
import { allCenters } from './store/centers.ts';
import type { Database } from './store/db.ts';
import { newestLadder } from './store/ladders.ts';
import { readHook } from './store/noticeHooks.ts';
import { openTo } from './store/noticeMethods.ts';
import { type Reach, usableReach, usableWays } from './store/reach.ts';
import type { Key } from './store/seal.ts';
import { type Shift, shiftsBetween } from './store/shifts.ts';

/** A way, opened. */
const OpenWay = z.object({
  id: z.string(),
  /** null: the team's chat. */
  staffId: z.string().nullable(),
  kind: z.enum(['push', 'line', 'email', 'hook', 'team']),
  to: z.string(),
  lang: z.enum(['ko', 'en']),
});
export type OpenWay = z.infer<typeof OpenWay>;

const OnRoster = z.object({ id: z.string(), name: z.string(), disabledAt: z.coerce.date().nullable() });
/** What is known of a centre, and all of them with their providers, as a process leaves it to a later one (standby.ts). */
const Copied = z.object({
  centerId: z.string(),
  centerName: z.string(),
  ladder: Ladder,
  ways: z.array(OpenWay),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.enum(['counsellor', 'lead']),
      ways: z.array(z.string()),
      works: z.boolean(),
      deskOpen: z.boolean(),
    }) satisfies z.ZodType<Reach>,
  ),
  shifts: z.array(
    z.object({
      id: z.string(),
      startsAt: z.coerce.date(),
      endsAt: z.coerce.date(),
      staff: OnRoster,
      coveredBy: OnRoster.nullable(),
      removedAt: z.coerce.date().nullable(),
      rotationId: z.string().nullable(),
      rotationName: z.string().nullable(),
      backup: z.boolean(),
      isTouched: z.boolean(),
    }) satisfies z.ZodType<Shift>,
  ),
});
type Copied = z.infer<typeof Copied>;
export const CallCopy = z.object({
  centers: z.array(Copied),
  hooks: z.record(
    z.string(),
    z.object({
      url: z.string(),
      secret: z.string(),
      channel: z.enum(['sms', 'voice', 'alimtalk']),
    }) satisfies z.ZodType<Hook>,
  ),
});
export type CallCopy = z.infer<typeof CallCopy>;

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
  /** What a process before this one knew; null: nothing. */
  before: CallCopy | null;
}

export interface CallLists {
  /** Reads when a minute has passed since it was read, and says whether it has; never throws: what was read last holds. */
  renew(): Promise<boolean>;
  copy(): CallCopy;
  of(centerId: string): CallList | null;
  hookOf(id: string): Hook | null;
}

/** Duty is known so far ahead: longer than records are away. */
const aheadMs = 12 * 3_600_000;
const freshMs = 60_000;
/** While it cannot be read. */
const againMs = 10_000;

export function callLists(deps: CallListDeps): CallLists {
  let known: CallCopy = deps.before ?? { centers: [], hooks: {} };
  let lists = listsOf(known);
  let dueAt = Number.NEGATIVE_INFINITY;

  async function read(now: Date): Promise<void> {
    const hooks: Record<string, Hook> = {};
    const centers: Copied[] = [];
    for (const { id, name } of await allCenters(deps.db.query)) centers.push(await copied(deps, id, name, now, hooks));
    known = { centers, hooks };
    lists = listsOf(known);
  }

  return {
    async renew() {
      const now = deps.clock();
      if (now.getTime() < dueAt) return false;
      dueAt = now.getTime() + freshMs;
      try {
        await read(now);
        return true;
      } catch (error) {
        dueAt = now.getTime() + againMs;
        deps.fault('whom to call while the records are away could not be read', error, {});
        return false;
      }
    },
    copy: () => known,
    of: (centerId) => lists.get(centerId) ?? null,
    hookOf: (id) => known.hooks[id] ?? null,
  };
}

const listsOf = ({ centers }: CallCopy): ReadonlyMap<string, CallList> =>
  new Map(
    centers.map(({ centerId, centerName, ladder, ways, people, shifts }) => [
      centerId,
      { centerName, ladder, ways, answersAt: (at) => answersFrom(told(people, ways, shifts), at) },
    ]),
  );

async function copied(
  { db, key, fault }: CallListDeps,
  centerId: string,
  centerName: string,
  now: Date,
  hooks: Record<string, Hook>,
): Promise<Copied> {
  const shifts = await shiftsBetween(db, centerId, now, new Date(now.getTime() + aheadMs));
  const newest = await newestLadder(db, centerId);
  const people = await usableReach(db, centerId, now);
  const ways: OpenWay[] = [];
  for (const { id, staffId, kind, sealed, lang, hookId } of await usableWays(db, centerId)) {
    try {
      const hook = hookId === null ? null : (hooks[hookId] ?? (await readHook(db, key, hookId)));
      if (hookId !== null && hook) hooks[hookId] = hook;
      ways.push({ id, staffId, kind, to: openTo(key, id, sealed), lang });
    } catch (error) {
      fault('a way cannot be kept ready', error, { methodId: id });
    }
  }
  const ladder = readLadder(newest?.content, (why) => fault('a ladder cannot be read', why, { centerId }));
  return { centerId, centerName, ladder, ways, people, shifts };
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
