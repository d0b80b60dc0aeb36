/** The drill: somebody who does not exist says at night that they are in danger, one of the staff is called as in earnest, takes the case at
 *  the desk and writes the first word; what was seen of it is kept as a report. */
import { z } from 'zod';
import type { Clock, NewId } from './clock.ts';
import { Refused } from './errors.ts';
import { rehearsalToken } from './rehearsal.ts';
import { walkIntoDanger } from './rehearsalWalk.ts';
import type { Query } from './store/db.ts';
import {
  addRehearsal,
  type DrillSeen,
  drillsSeen,
  endRehearsal,
  isDrilled,
  rehearsalAnswered,
  rehearsedBefore,
  removeRehearsed,
  reportDrill,
} from './store/rehearsals.ts';

/** What did not work: the talk itself; nobody was called; they have no way that works; no way was delivered; nobody took the case; nobody
 *  wrote. */
export const drillFaults = ['no-walk', 'not-called', 'no-way', 'not-delivered', 'not-claimed', 'no-word'] as const;
export type DrillFault = (typeof drillFaults)[number];

/** Everything in ms since the last answer of the talk; null: it did not happen. */
export const DrillReport = z.object({
  calledMs: z.number().nullable(),
  ways: z.array(
    z.object({
      way: z.string(),
      label: z.string(),
      state: z.string(),
      afterMs: z.number().nullable(),
      fault: z.string().nullable(),
    }),
  ),
  claimedMs: z.number().nullable(),
  claimedBy: z.string().nullable(),
  firstWordMs: z.number().nullable(),
  faults: z.array(z.enum(drillFaults)),
});
export type DrillReport = z.infer<typeof DrillReport>;

/** A drill nobody answers is over then. */
export const drillMs = 15 * 60_000;
/** Whoever was called may still look at what they did. */
const keptMs = 60 * 60_000;

export interface DrillDeps {
  query: Query;
  clock: Clock;
  newId: NewId;
  /** See rehearsalKey in rehearsal.ts. */
  key: Buffer;
  chatUrl: string;
}

/** Begins one: returns when the talk has come to its end and the person is to be called. Throws Refused(409, 'drill_runs'), and
 *  Refused(409, 'drill_no_walk') where the residents' listener did not let it in. */
export async function startDrill(
  { query, clock, newId, key, chatUrl }: DrillDeps,
  { centerId, staffId, askedBy }: { centerId: string; staffId: string; askedBy: string | null },
): Promise<string> {
  if (await isDrilled(query, staffId)) {
    throw new Refused(409, 'drill_runs', '이분의 훈련이 벌써 진행 중이에요. 끝난 뒤에 다시 시작해 주세요.');
  }
  const id = newId();
  await addRehearsal(query, { id, kind: 'drill', centerId, staffId, askedBy, now: clock() });
  const token = rehearsalToken(key, { kind: 'drill', id, centerId }, clock());
  let answeredAt = clock();
  try {
    await walkIntoDanger({
      chatUrl,
      token,
      newId,
      last: () => {
        answeredAt = clock();
      },
    });
  } catch (cause) {
    await endRehearsal(query, id, 'no-walk', clock());
    const why = cause instanceof Error ? cause.message : '';
    throw new Refused(
      409,
      'drill_no_walk',
      `훈련 대화를 ${chatUrl} 에서 열지 못했어요. CHAT_URL을 확인해 주세요. (${why})`,
    );
  }
  await rehearsalAnswered(query, id, answeredAt);
  return id;
}

/** What has been seen of a drill so far. */
export function reportOf(seen: DrillSeen): DrillReport {
  const from = (seen.answeredAt ?? seen.startedAt).getTime();
  const after = (at: Date | string | null) => (at === null ? null : Math.max(0, new Date(at).getTime() - from));
  const ways = seen.pages.map(({ way, label, state, settledAt, fault }) => ({
    way,
    label,
    state,
    afterMs: state === 'accepted' || state === 'delivered' ? after(settledAt) : null,
    fault,
  }));
  const first = seen.pages[0];
  return {
    calledMs: first ? after(first.madeAt) : null,
    ways,
    claimedMs: after(seen.claimedAt),
    claimedBy: seen.claimedBy,
    firstWordMs: after(seen.firstWordAt),
    faults: faultsOf(seen),
  };
}

function faultsOf({ answeredAt, pages, claimedAt, firstWordAt }: DrillSeen): DrillFault[] {
  if (answeredAt === null) return ['no-walk'];
  const isTold = pages.some(({ state }) => state === 'accepted' || state === 'delivered');
  const hasWay = pages.some(({ way }) => way !== 'none');
  return [
    ...(pages.length === 0 ? ['not-called' as const] : []),
    ...(pages.length > 0 && !hasWay ? ['no-way' as const] : []),
    ...(hasWay && !isTold ? ['not-delivered' as const] : []),
    ...(claimedAt === null ? ['not-claimed' as const] : []),
    ...(firstWordAt === null ? ['no-word' as const] : []),
  ];
}

/** Ends drills that are over, with their report, and removes the people of those that ended a while ago. */
export async function endDrills(query: Query, now: Date): Promise<void> {
  for (const seen of await drillsSeen(query, null)) {
    const isOver = seen.firstWordAt !== null || now.getTime() - seen.startedAt.getTime() > drillMs;
    if (!isOver) continue;
    const report = reportOf(seen);
    await reportDrill(query, seen.id, report, report.faults[0] ?? null, now);
  }
  const long = new Date(now.getTime() - keptMs - drillMs);
  for (const id of await rehearsedBefore(query, 'drill', new Date(now.getTime() - keptMs), long)) {
    await removeRehearsed(query, id);
  }
}
