/** 당직: who is on now, the week, and who puts whom in. What nobody wrote down is closed. */
import { dayOf } from '../triage/days.ts';
import { whoWasOn } from '../triage/duty.ts';
import { Refused } from '../triage/errors.ts';
import { comes, drop, hand, restFrom } from '../triage/handing.ts';
import { holidayOn } from '../triage/holidays.kr.ts';
import {
  counted,
  daysOfWeek,
  type Gap,
  gapsByDay,
  gapsOf,
  mondayOf,
  nextComes,
  onDuty,
  planned,
  shiftOn,
  weekSpan,
} from '../triage/roster.ts';
import { horizonOf, unknownFrom } from '../triage/rotation.ts';
import { audit } from '../triage/store/audit.ts';
import type { Transaction } from '../triage/store/db.ts';
import { countOffersTo, type Offer as OfferRow, openOffers } from '../triage/store/offers.ts';
import { rotationsOf } from '../triage/store/rotations.ts';
import {
  allStaff,
  dutyStaff,
  firstOverlap,
  insertShifts,
  lockDuty,
  lockShift,
  nextStart,
  type OnRoster,
  restOf,
  type Shift,
  shiftsBetween,
} from '../triage/store/shifts.ts';
import { centerHandlers } from './center.ts';
import type { Ahead, DutyTasks, Offer, Roster, RosterGap, RosterShift, WasOn } from './contract.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { handoverAt, stateOf } from './handover.ts';
import { forbidden, may } from './roles.ts';
import { daysOf, isDay, isTime, wrongShifts } from './shiftRules.ts';
import { named, span } from './shown.ts';

const dayMs = 86_400_000;
/** How far ahead times without anybody are said. */
const gapsMs = 14 * dayMs;
/** How far ahead is looked to say until when somebody is on without a break, and who comes next: as far as rotations lay. */
export const aheadMs = 57 * dayMs;

type RosterHandlers = Pick<
  Handlers,
  'roster' | 'addShifts' | 'removeShift' | 'coverShift' | 'dutyTasks' | 'wasOn' | 'center' | 'changeCenter'
>;

export function rosterHandlers(deps: DeskDeps): RosterHandlers {
  const { db, clock, newId } = deps;

  async function read({ session, query }: Call<'roster'>): Promise<Roster> {
    const now = clock();
    const { centerId } = session;
    const today = dayOf(now);
    const monday = mondayOf(query.week ?? today);
    const week = weekSpan(monday);
    const shifts = await shiftsBetween(db, centerId, week.startsAt, week.endsAt);
    const horizon = new Date(now.getTime() + aheadMs);
    const ahead = await shiftsBetween(db, centerId, now, horizon);
    const startsAt = nextComes(ahead, now) ?? (await nextStart(db, centerId, horizon));
    const starting = startsAt && (await shiftsBetween(db, centerId, startsAt, new Date(startsAt.getTime() + 1)));
    const handover = await handoverAt(db, centerId, now);
    return {
      now: now.toISOString(),
      today,
      week: monday,
      on: onDuty(ahead, now).map(({ who, until }) => ({ id: who.id, name: who.name, until: until.toISOString() })),
      next:
        startsAt && starting
          ? { startsAt: startsAt.toISOString(), people: beginning(starting, startsAt).map(named) }
          : null,
      days: daysShown(shifts, monday),
      staff: await dutyStaff(db, centerId),
      ahead: {
        gaps: gapsOf(ahead, now, new Date(now.getTime() + gapsMs)).map(gapShown),
        ...(await faultsOf(centerId, now)),
      },
      offers: (await openOffers(db, centerId, now)).map(offerShown),
      handover: handover && (await stateOf(db, centerId, handover)),
    };
  }

  /** What is wrong with the rotations themselves. */
  async function faultsOf(centerId: string, now: Date): Promise<Omit<Ahead, 'gaps'>> {
    const rotations = await rotationsOf(db, centerId);
    const staff = await allStaff(db, centerId);
    const off = rotations.map(({ plan }) => ({
      rotation: plan.name,
      people: plan.people.filter((id) => !staff.get(id)?.takes).map((id) => ({ id, name: staff.get(id)?.name ?? '' })),
    }));
    const unknown = rotations.flatMap(({ plan }) => {
      const from = unknownFrom(plan, dayOf(now), horizonOf(now));
      return from === null ? [] : [{ rotation: plan.name, from }];
    });
    return { off: off.filter(({ people }) => people.length > 0), unknown };
  }

  async function tasks({ session }: Call<'dutyTasks'>): Promise<DutyTasks> {
    const now = clock();
    const { centerId } = session;
    const handover = may(session.role, 'case') ? await handoverAt(db, centerId, now) : null;
    const isMine = handover?.to.some(({ id }) => id === session.id) ?? false;
    const state = handover && isMine ? await stateOf(db, centerId, handover) : null;
    return {
      now: now.toISOString(),
      offers: await countOffersTo(db, session.id, now),
      handover: state !== null && state.accepted === null,
    };
  }

  async function wasOn({ session, query }: Call<'wasOn'>): Promise<WasOn> {
    const [day = '', time = ''] = query.minute.split('T');
    if (!isDay(day) || !isTime(time)) throw new Refused(422, 'minute_wrong', 'write the minute as 2026-11-30T03:12');
    const people = await whoWasOn(db, session.centerId, new Date(`${query.minute}:00+09:00`));
    return {
      people: people.map(({ staffId, name, insteadOf, backup, ...at }) => ({
        id: staffId,
        name,
        ...span(at),
        insteadOf,
        backup,
      })),
    };
  }

  async function add(call: Call<'addShifts'>): Promise<{ added: number }> {
    const { session, body } = call;
    const now = clock();
    const wrong = wrongShifts(body, now);
    if (wrong.length > 0) throw new Refused(422, 'shift_wrong', 'the shifts do not fit', { fields: wrong });
    const shifts = daysOf(body).map((day) => ({
      id: newId(),
      auditId: newId(),
      ...shiftOn(day, body.from, body.until),
    }));
    await db.transaction(async (tx) => {
      await mustTakeDuty(tx, session.centerId, body.staffId);
      const overlap = await firstOverlap(tx, body.staffId, shifts);
      if (overlap) throw overlaps(overlap);
      await insertShifts(tx, body.staffId, shifts, traceOf(call, now));
    });
    return { added: shifts.length };
  }

  /** One that has begun counts up to now, and stays in the week as far as it went. */
  async function remove(call: Call<'removeShift'>): Promise<void> {
    const now = clock();
    await db.transaction(async (tx) => {
      const shift = await lockShift(tx, call.session.centerId, call.id);
      if (!shift) throw new Refused(404, 'not_found', 'this centre has no such shift');
      if (shift.endsAt <= now) throw new Refused(409, 'shift_over', 'the shift is over');
      if (shift.removedAt) {
        // Taken away already: done. In other hands since: what they saw is not what there is.
        if (await restOf(tx, shift)) throw await changedHands(tx, shift);
        return;
      }
      await drop(tx, shift, now);
      const subject = `${shift.id} ${shift.staff.id}`;
      await audit(tx, { ...traceOf(call, now), id: newId(), action: 'shift.remove', subject });
    });
  }

  async function cover(call: Call<'coverShift'>): Promise<void> {
    const now = clock();
    const { session, body } = call;
    const { staffId } = body;
    const mayAll = may(session.role, 'center');
    if (staffId !== null && staffId !== session.id && !mayAll) throw forbidden();
    await db.transaction(async (tx) => {
      // The account before the shift, as everywhere: two who lock the other way round would wait for each other.
      if (staffId !== null) await mustTakeDuty(tx, session.centerId, staffId);
      const shift = await lockShift(tx, session.centerId, call.id);
      if (!shift) throw new Refused(404, 'not_found', 'this centre has no such shift');
      if (shift.endsAt <= now) throw new Refused(409, 'shift_over', 'the shift is over');
      if (shift.removedAt) throw await changedHands(tx, shift);
      if (staffId === (shift.coveredBy?.id ?? null)) return;
      if (staffId === null && !mayAll)
        throw comes(shift, session.id) ? new Refused(409, 'ask_back', 'ask whoever takes it back') : forbidden();
      if (staffId !== null && shift.coveredBy) throw covered(shift.coveredBy);
      if (shift.staff.id === staffId) throw new Refused(409, 'own_shift', 'it is their own shift');
      const to = staffId ?? shift.staff.id;
      if (shift.staff.disabledAt && staffId === null) throw notForDuty();
      await mustBeFree(tx, to, [restFrom(shift, now)], [shift.id]);
      const id = await hand(tx, shift, to, { staffId: session.id, at: now, newId });
      const action = staffId === null ? 'shift.return' : 'shift.cover';
      await audit(tx, { ...traceOf(call, now), id: newId(), action, subject: `${id} ${to}` });
    });
  }

  return {
    roster: read,
    addShifts: add,
    removeShift: remove,
    coverShift: cover,
    dutyTasks: tasks,
    wasOn,
    ...centerHandlers(deps),
  };
}

/** Locks the account against a second change of its shifts. */
export async function mustTakeDuty(tx: Transaction, centerId: string, staffId: string): Promise<void> {
  const standing = await lockDuty(tx, centerId, staffId);
  if (standing === 'unknown') throw new Refused(404, 'no_such_staff', 'this centre has no such account');
  if (standing === 'takes-none') throw notForDuty();
}

const notForDuty = (): Refused => new Refused(409, 'not_for_duty', 'only counsellors and leads whose account works');

/** Nobody is in two places. except: shifts that they would give away. */
export async function mustBeFree(
  tx: Transaction,
  staffId: string,
  spans: readonly { startsAt: Date; endsAt: Date }[],
  except: readonly string[],
): Promise<void> {
  const overlap = await firstOverlap(tx, staffId, spans, except);
  if (overlap) throw new Refused(409, 'takes_overlap', 'another shift at that time', { day: dayOf(overlap.startsAt) });
}

/** Whose turn it is at the moment somebody comes. */
const beginning = (shifts: readonly Shift[], at: Date): OnRoster[] => {
  const those = shifts.filter((shift) => shift.startsAt.getTime() === at.getTime());
  return onDuty(those, at).map(({ who }) => who);
};

function daysShown(shifts: readonly Shift[], monday: string): Roster['days'] {
  const gaps = gapsByDay(shifts, monday);
  return daysOfWeek(monday).map((day, place) => ({
    day,
    holiday: holidayOn(day) ?? null,
    shifts: shifts.filter((shift) => shownOn(shift, monday) === day).map(shiftShown),
    gaps: (gaps[place] ?? []).map(gapShown),
  }));
}

/** What reaches in from the Sunday before stands on Monday. */
const shownOn = ({ startsAt }: Shift, monday: string): string => {
  const day = dayOf(startsAt);
  return day < monday ? monday : day;
};

const shiftShown = (shift: Shift): RosterShift => ({
  id: shift.id,
  startsAt: shift.startsAt.toISOString(),
  endsAt: (planned(shift) ?? shift).endsAt.toISOString(),
  staff: named(shift.staff),
  coveredBy: shift.coveredBy && named(shift.coveredBy),
  counts: counted(shift)?.endsAt.getTime() === planned(shift)?.endsAt.getTime(),
  rotation: shift.rotationName,
  backup: shift.backup,
});

const offerShown = ({ id, from, to, shift, back }: OfferRow): Offer => ({
  id,
  from,
  to,
  shiftId: shift.id,
  ...span(shift),
  back: back && span(back),
});

const gapShown = (gap: Gap): RosterGap => ({ ...span(gap), off: gap.off.map(named) });

/** details.owner: who covers. */
const covered = (by: OnRoster): Refused =>
  new Refused(409, 'shift_covered', `${by.name} 상담사가 이미 대신하기로 했어요.`, { owner: named(by) });

async function changedHands(tx: Transaction, shift: Shift): Promise<Refused> {
  const rest = await restOf(tx, shift);
  return rest?.coveredBy ? covered(rest.coveredBy) : new Refused(409, 'shift_gone', 'the shift has changed');
}

function overlaps({ startsAt }: { startsAt: Date }): Refused {
  const day = dayOf(startsAt);
  const [, month, date] = day.split('-').map(Number);
  return new Refused(
    409,
    'shift_overlaps',
    `${month}월 ${date}일에 이미 이분의 근무가 있어요. 아무것도 더하지 않았어요.`,
    { day },
  );
}
