/** 상황판: what whoever answers for the centre sees at once. Numbers only; which cases waited too long is a look of its own, and audited. */
import { dayOf, startOf } from '../triage/days.ts';
import { nextDutyAt } from '../triage/duty.ts';
import { onDuty } from '../triage/roster.ts';
import {
  boardDays,
  missedCases,
  noticeCounts,
  promiseCounts,
  timeToHuman,
  type WaitingRow,
  waitingNow,
} from '../triage/store/board.ts';
import { toldBy, usableReach } from '../triage/store/reach.ts';
import { shiftsBetween } from '../triage/store/shifts.ts';
import type { Board, Missed } from './contract.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { may } from './roles.ts';
import { aheadMs } from './roster.ts';

/** What a screen can hold; the counts say how many there are. */
const mostMissed = 100;

export function boardHandlers({ db, clock, newId }: DeskDeps): Pick<Handlers, 'board' | 'missed'> {
  async function board({ session }: Call<'board'>): Promise<Board> {
    const now = clock();
    const { centerId } = session;
    const today = startOf(dayOf(now));
    // As far as 당직 looks: two rooms do not name two times.
    const on = onDuty(await shiftsBetween(db, centerId, now, new Date(now.getTime() + aheadMs)), now);
    const reach = new Map((await usableReach(db, centerId, now)).map((one) => [one.id, one]));
    const next = on.length > 0 ? null : await nextDutyAt(db, centerId, now);
    const counts = await promiseCounts(db, centerId, now, today);
    return {
      now: now.toISOString(),
      days: boardDays,
      waiting: (await waitingNow(db, centerId, now)).map(waitingOf),
      on: on.map(({ who: { id, name }, until }) => {
        const known = reach.get(id);
        return { id, name, until: until.toISOString(), told: known ? toldBy(known) : ('none' as const) };
      }),
      next: next?.toISOString() ?? null,
      toHuman: await timeToHuman(db, centerId, now),
      missed: { today: counts.missedToday, days: counts.missedDays },
      lapsed: { today: counts.lapsedToday, days: counts.lapsedDays },
      notices: await noticeCounts(db, centerId, today),
    };
  }

  /** Whoever reads no cases learns when, not whose. */
  async function missed(call: Call<'missed'>): Promise<Missed> {
    const opens = may(call.session.role, 'case');
    const rows = await missedCases(db, { auditId: newId(), limit: mostMissed }, traceOf(call, clock()));
    return {
      days: boardDays,
      cases: rows.map(
        ({ id, priority, openedAt, firstMissedAt, times, lapses, told, owner, claimedAt, firstWordAt, closedAt }) => ({
          ...{ priority, times, lapses, told, owner },
          id: opens ? id : null,
          openedAt: openedAt.toISOString(),
          firstMissedAt: firstMissedAt?.toISOString() ?? null,
          claimedAt: claimedAt?.toISOString() ?? null,
          firstWordAt: firstWordAt?.toISOString() ?? null,
          closedAt: closedAt?.toISOString() ?? null,
        }),
      ),
    };
  }

  return { board, missed };
}

const waitingOf = ({ since, ...row }: WaitingRow): Board['waiting'][number] => ({
  ...row,
  since: since?.toISOString() ?? null,
});
