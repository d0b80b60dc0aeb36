/** Who is on duty and could not be told: seen on 당직 days ahead, and said aloud two hours before. */
import type { Clock } from './clock.ts';
import { tellLeads } from './dutyLook.ts';
import type { Notifier } from './notify/notice.ts';
import { counted, whoComes } from './roster.ts';
import type { Queryable } from './store/audit.ts';
import { allCenters } from './store/centers.ts';
import type { Database } from './store/db.ts';
import { dueDutyMails, dutyMailed, noteUnreached } from './store/dutyAlarms.ts';
import { type NoReach, workingReach } from './store/reach.ts';
import { shiftsBetween } from './store/shifts.ts';

export interface Unreached {
  who: { id: string; name: string };
  startsAt: Date;
  endsAt: Date;
  why: NonNullable<NoReach>;
}

/** Shifts between two moments whose person no page would reach, in order. */
export async function dutyWithoutWay(on: Queryable, centerId: string, from: Date, to: Date): Promise<Unreached[]> {
  const shifts = (await shiftsBetween(on, centerId, from, to)).flatMap((shift) => {
    const span = counted(shift);
    return span && span.endsAt > from ? [{ ...span, who: whoComes(shift) }] : [];
  });
  const reach = await workingReach(on, [...new Set(shifts.map(({ who }) => who.id))]);
  return shifts.flatMap(({ who, startsAt, endsAt }) => {
    const why = reach.get(who.id);
    return why ? [{ who: { id: who.id, name: who.name }, startsAt, endsAt, why }] : [];
  });
}

export interface DutyWaysDeps {
  db: Database;
  clock: Clock;
  newId: () => string;
  /** null: no mail is set up. */
  mail: Notifier | null;
  deskUrl: string;
  nudge: () => void;
  fault: (what: string, error: unknown, ids: Record<string, string>) => void;
}

const aheadMs = 2 * 3_600_000;
const mailAgainMs = 5 * 60_000;
const mailMs = 8_000;

/** Says it once a shift: to the lead by a page, and to themselves by the mail of their account, which needs no proof, for it says nothing
 *  but that a way is missing. */
export async function tellUnreached(deps: DutyWaysDeps): Promise<void> {
  const now = deps.clock();
  for (const { id } of await allCenters(deps.db.query)) {
    if (await noted(deps, id, now)) deps.nudge();
  }
  if (deps.mail) await mailThem(deps, deps.mail, now);
}

async function noted({ db }: DutyWaysDeps, centerId: string, now: Date): Promise<boolean> {
  const missing = await dutyWithoutWay(db, centerId, now, new Date(now.getTime() + aheadMs));
  if (missing.length === 0) return false;
  return await db.transaction(async (tx) => {
    const shifts = missing.map(({ who, startsAt }) => ({ staffId: who.id, startsAt }));
    if ((await noteUnreached(tx, centerId, shifts, now)) === 0) return false;
    await tellLeads(tx, centerId, now);
    return true;
  });
}

async function mailThem({ db, newId, deskUrl, fault }: DutyWaysDeps, mail: Notifier, now: Date): Promise<void> {
  for (const due of await dueDutyMails(db, now, new Date(now.getTime() + mailAgainMs))) {
    const notice = {
      id: newId(),
      kind: 'duty' as const,
      priority: null,
      since: due.startsAt,
      center: due.centerName,
      lang: 'ko' as const,
      href: `${deskUrl}/alerts`,
    };
    const delivery = await mail.send(due.email, notice, mailMs);
    if (delivery.type === 'accepted' || delivery.type === 'delivered') await dutyMailed(db, due, now);
    else fault('the mail about a missing way did not leave', new Error(delivery.why), { staffId: due.staffId });
  }
}
