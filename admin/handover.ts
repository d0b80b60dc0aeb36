/** 인수인계: what whoever leaves tells whoever comes, what is open, and that somebody has read it. */
import { dayOf, endOf } from '../triage/days.ts';
import { Refused } from '../triage/errors.ts';
import { acceptWithinMs, lastHandover, lookBackMs, type Handover as Passed } from '../triage/handover.ts';
import { duties, dutySpans, onDuty } from '../triage/roster.ts';
import { audit, type Queryable } from '../triage/store/audit.ts';
import {
  acceptHandover,
  type OpenCase as CaseRow,
  leaveNote,
  notesFor,
  openRisks,
  recordHandover,
  standingOf,
  type OpenFollowUp as TaskRow,
} from '../triage/store/handovers.ts';
import { type Shift, shiftsBetween } from '../triage/store/shifts.ts';
import { type FollowUpKind, type Handover, type HandoverState, Need, type OpenCase, type Reason } from './contract.ts';
import { type Call, type DeskDeps, type Handlers, type Session, traceOf } from './handler.ts';
import { onceIds } from './onceMade.ts';
import { may } from './roles.ts';
import { named, namedIn } from './shown.ts';

type HandoverHandlers = Pick<Handlers, 'handover' | 'writeHandover' | 'acceptHandover'>;

/** How long after their duty somebody may still write to the next one. */
const afterwardsMs = 2 * 60 * 60_000;
/** How far ahead is looked to say that somebody is on now. */
const soonMs = 60_000;

/** The last time up to now that duty passed to somebody. */
export const handoverAt = async (on: Queryable, centerId: string, now: Date): Promise<Passed | null> =>
  lastHandover(await around(on, centerId, now), now);

const around = (on: Queryable, centerId: string, now: Date): Promise<Shift[]> =>
  shiftsBetween(on, centerId, new Date(now.getTime() - lookBackMs), new Date(now.getTime() + soonMs));

/** A handover as the desk shows it, with whoever has accepted it. */
export async function stateOf(on: Queryable, centerId: string, { at, from, to }: Passed): Promise<HandoverState> {
  const standing = await standingOf(on, centerId, at);
  const accepted = standing?.accepted ?? null;
  return {
    at: at.toISOString(),
    from: from.map(named),
    to: to.map(named),
    accepted: accepted && { by: accepted.by, at: accepted.at.toISOString() },
    alarmAt: new Date(at.getTime() + acceptWithinMs).toISOString(),
  };
}

export function handoverHandlers({ db, master, clock, newId }: DeskDeps): HandoverHandlers {
  /** Each look stands in the access log. */
  const risks = (on: Queryable, call: Call<'handover' | 'acceptHandover'>, now: Date) =>
    openRisks(on, { auditId: newId(), dueBefore: endOf(dayOf(now)) }, traceOf(call, now));

  async function read(call: Call<'handover'>): Promise<Handover> {
    const now = clock();
    const { session } = call;
    const { centerId } = session;
    const shifts = await around(db, centerId, now);
    const passed = lastHandover(shifts, now);
    const state = passed && (await stateOf(db, centerId, passed));
    const { cases, followUps } = await risks(db, call, now);
    const notes = await notesFor(db, master, centerId, passed?.at ?? null);
    return {
      now: now.toISOString(),
      handover: state,
      mayAccept: state !== null && state.accepted === null && mayAccept(session, shifts, now),
      mayWrite: mayWrite(session, shifts, now),
      notes: notes.map(({ at, ...note }) => ({ ...note, at: at.toISOString() })),
      cases: cases.map(caseShown),
      followUps: followUps.map(taskShown),
    };
  }

  async function write(call: Call<'writeHandover'>): Promise<void> {
    const now = clock();
    const { session, body } = call;
    const { centerId } = session;
    if (!mayWrite(session, await around(db, centerId, now), now))
      throw new Refused(409, 'handover_late', 'only on duty, within two hours after it, or by a lead');
    const note = { id: onceIds(call, newId)(0), centerId, staffId: session.id, text: body.note, now };
    await db.transaction(async (tx) => {
      await leaveNote(tx, master, note);
      await audit(tx, { ...traceOf(call, now), id: newId(), action: 'handover.write', subject: note.id });
    });
  }

  async function accept(call: Call<'acceptHandover'>): Promise<void> {
    const now = clock();
    const { session, body } = call;
    const { centerId } = session;
    const shifts = await around(db, centerId, now);
    const passed = lastHandover(shifts, now);
    if (!passed || passed.at.getTime() !== Date.parse(body.at)) throw hasPassed();
    if (!mayAccept(session, shifts, now)) throw new Refused(403, 'not_on_duty', 'only whoever is on duty, or a lead');
    await db.transaction(async (tx) => {
      const { cases, followUps } = await risks(tx, call, now);
      const missed = cases.filter((one) => one.missed).length;
      const shown = { cases: cases.length, missed, followUps: followUps.length };
      await recordHandover(tx, { id: newId(), centerId, at: passed.at, now });
      if (!(await acceptHandover(tx, { centerId, at: passed.at, staffId: session.id, shown, now }))) throw hasPassed();
      await audit(tx, {
        ...traceOf(call, now),
        id: newId(),
        action: 'handover.accept',
        subject: passed.at.toISOString(),
      });
    });
  }

  return { handover: read, writeHandover: write, acceptHandover: accept };
}

const hasPassed = (): Refused => new Refused(409, 'handover_passed', 'duty has passed on, or somebody was faster');

const isLead = ({ role }: Session): boolean => may(role, 'check');

const mayAccept = (session: Session, shifts: readonly Shift[], now: Date): boolean =>
  isLead(session) || onDuty(shifts, now).some(({ who }) => who.id === session.id);

const mayWrite = (session: Session, shifts: readonly Shift[], now: Date): boolean =>
  isLead(session) ||
  dutySpans(duties(shifts)).some(
    ({ who, startsAt, endsAt }) =>
      who.id === session.id && startsAt <= now && now.getTime() - endsAt.getTime() <= afterwardsMs,
  );

const caseShown = (row: CaseRow): OpenCase => ({
  id: row.id,
  priority: row.priority,
  tier: row.tier,
  reason: row.reason as Reason,
  owner: namedIn(row.ownerId, row.ownerName),
  waitingSince: row.openedAt.toISOString(),
  claimBy: row.claimBy.toISOString(),
  firstWordAt: row.firstWordAt?.toISOString() ?? null,
  missed: row.missed,
});

const taskShown = ({ id, caseId, kind, need, step, dueAt }: TaskRow): Handover['followUps'][number] => ({
  id,
  caseId,
  kind: kind as FollowUpKind,
  need: Need.safeParse(need).data ?? null,
  step,
  dueAt: dueAt.toISOString(),
});
