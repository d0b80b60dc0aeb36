/** What is done about what is left to do: done, put off, given to somebody, added, the eight weeks begun, a case opened. */
import { addDays, dayOf, endOf } from '../triage/days.ts';
import { Refused } from '../triage/errors.ts';
import { planFrom } from '../triage/plan.ts';
import type { Queryable, Trace } from '../triage/store/audit.ts';
import {
  addTask,
  assignTask,
  finishTask,
  noteChecked,
  openCaseByHand,
  openCaseOf,
  postponeTask,
  reachesNobody,
  startPlan as storePlan,
  taskEventNote,
  taskNote,
} from '../triage/store/followUpActs.ts';
import { holdCase, holdTask, type TaskHeld, taskNow, wasWritten } from '../triage/store/followUpsHeld.ts';
import { residentKey } from '../triage/store/residents.ts';
import { aad, seal, sealJson } from '../triage/store/seal.ts';
import { claimWithinMs } from '../triage/tier.ts';
import { clockTime, day } from '../triage/when.ts';
import { actIds } from './actIds.ts';
import { checkAssignee, checkGatekeeper, refuseHighTier } from './assignees.ts';
import { endings } from './contract.ts';
import { dueOf } from './followUps.ts';
import { type Call, type DeskDeps, type Handlers, traceOf } from './handler.ts';
import { may } from './roles.ts';

type Acts = Pick<
  Handlers,
  'finishFollowUp' | 'postponeFollowUp' | 'assignFollowUp' | 'addFollowUp' | 'startPlan' | 'openCaseFor'
>;

/** A plan may begin some days ago (the crisis was on Friday) or be agreed on ahead. */
const planDays = { back: 7, ahead: 30 };

export function followUpActs(deps: DeskDeps, changed: (centerId: string) => void): Acts {
  const { db, clock, newId, master } = deps;
  const sealed = (
    held: { residentId: string; wrappedKey: Buffer },
    place: Parameters<typeof seal>[1],
    text?: string,
  ) => (text === undefined ? null : seal(residentKey(master, held.residentId, held.wrappedKey), place, text));

  async function finish(call: Call<'finishFollowUp'>): Promise<{ lead: boolean; call: boolean }> {
    const { id, session, body } = call;
    const ids = actIds(call, newId);
    const act = { id, eventId: ids(0), auditId: newId(), outcome: body.outcome };
    const trace = traceOf(call, clock());
    const done = await db.transaction(async (tx) => {
      const held = await heldTask(tx, session.centerId, id);
      refuseEnding(held, body.outcome, session.role);
      const note = sealed(held, taskEventNote(held.residentId, id, act.eventId), body.note);
      if (await finishTask(tx, { ...act, note }, trace)) await follow(tx, held, body, ids, trace);
      else if (!(await wasWritten(tx, held.residentId, act.eventId))) throw await tooLate(tx, session.centerId, id);
      return {
        lead: await wasWritten(tx, held.residentId, ids(2)),
        call: await wasWritten(tx, held.residentId, ids(4)),
      };
    });
    changed(session.centerId);
    return done;
  }

  /** What follows from how it ended, in the same transaction. ids: 1, 2 the lead's task and its event; 3, 4 the call's. */
  async function follow(
    tx: Queryable,
    held: TaskHeld,
    { outcome, note }: Call<'finishFollowUp'>['body'],
    ids: (n: number) => string,
    trace: Trace,
  ): Promise<void> {
    const { residentId, escalationId, kind } = held;
    const today = dayOf(trace.at);
    const task = { residentId, escalationId };
    if ((kind === 'plan' || kind === 'call') && (await reachesNobody(tx, residentId))) {
      const lead = {
        ...task,
        kind: 'lead',
        id: ids(1),
        eventId: ids(2),
        auditId: newId(),
        dueAt: endOf(today),
      } as const;
      await addTask(tx, lead, trace);
    }
    // Nobody is left without a next step: whom a gatekeeper worries about is called today, who is still to be tried tomorrow.
    const callOn = outcome === 'worried' ? today : outcome === 'keep-trying' ? addDays(today, 1) : null;
    if (callOn !== null) {
      const again = {
        ...task,
        kind: 'call',
        id: ids(3),
        eventId: ids(4),
        auditId: newId(),
        dueAt: endOf(callOn),
      } as const;
      await addTask(tx, again, trace);
    }
    if (kind === 'lead') {
      const cause = `desk:${ids(0)}`;
      const place = aad('escalation_event', `${residentId}/${cause}/checked`, 'detail');
      const key = residentKey(master, residentId, held.wrappedKey);
      await noteChecked(tx, residentId, cause, sealJson(key, place, { findings: [], ...(note && { note }) }), trace);
    }
  }

  async function postpone(call: Call<'postponeFollowUp'>): Promise<void> {
    const { id, session, body } = call;
    const trace = traceOf(call, clock());
    const dueAt = dueOf(body.dueOn, trace.at, 1);
    const eventId = actIds(call, newId)(0);
    await db.transaction(async (tx) => {
      const held = await heldTask(tx, session.centerId, id);
      refuseLeads(held, session.role);
      // The same request again would put it off twice.
      if (await wasWritten(tx, held.residentId, eventId)) return;
      const note = sealed(held, taskEventNote(held.residentId, id, eventId), body.reason);
      const done = await postponeTask(tx, { id, eventId, auditId: newId(), note, dueAt }, trace);
      if (!done) throw await tooLate(tx, session.centerId, id);
    });
  }

  async function assign(call: Call<'assignFollowUp'>): Promise<void> {
    const { id, session, body } = call;
    const { staffId, gatekeeperId, seen } = body;
    if (staffId === undefined && gatekeeperId === undefined) {
      throw new Refused(422, 'nobody_named', 'say to whom', { field: 'staffId' });
    }
    const { centerId } = session;
    const eventId = actIds(call, newId)(0);
    await db.transaction(async (tx) => {
      const held = await heldTask(tx, centerId, id);
      if (await wasWritten(tx, held.residentId, eventId)) return;
      await checkAssignee(tx, centerId, staffId, held.kind, 'staffId');
      await checkGatekeeper(tx, centerId, gatekeeperId, held.kind);
      const act = { id, eventId, auditId: newId(), staffId, gatekeeperId, seen };
      if (!(await assignTask(tx, act, traceOf(call, clock())))) throw await tooLate(tx, centerId, id);
    });
  }

  async function add(call: Call<'addFollowUp'>): Promise<{ id: string }> {
    const { id: escalationId, session, body } = call;
    const { centerId } = session;
    const trace = traceOf(call, clock());
    const dueAt = dueOf(body.dueOn, trace.at, 0);
    const ids = actIds(call, newId);
    const id = ids(0);
    await db.transaction(async (tx) => {
      const held = await holdCase(tx, centerId, escalationId);
      if (!held) throw notFound();
      if (body.kind === 'gatekeeper') refuseHighTier(held.tier);
      await checkAssignee(tx, centerId, body.assignee, body.kind, 'assignee');
      await checkGatekeeper(tx, centerId, body.gatekeeperId, body.kind);
      const { residentId } = held;
      const note = sealed(held, taskNote(residentId, id), body.note);
      const whose = { assignee: body.assignee ?? null, gatekeeperId: body.gatekeeperId ?? null };
      const task = { id, eventId: ids(1), auditId: newId(), kind: body.kind, residentId, escalationId, dueAt, note };
      await addTask(tx, { ...task, ...whose }, trace);
    });
    return { id };
  }

  async function startPlan(call: Call<'startPlan'>): Promise<void> {
    const { id: escalationId, session, body } = call;
    const trace = traceOf(call, clock());
    const startsOn = body.startsOn ?? dayOf(trace.at);
    refuseStart(startsOn, dayOf(trace.at));
    const ids = actIds(call, newId);
    const steps = planFrom(startsOn).map(({ step, dueOn }) => {
      return { id: ids(step), eventId: ids(step + 100), step, dueAt: endOf(dueOn) };
    });
    await db.transaction(async (tx) => {
      const held = await holdCase(tx, session.centerId, escalationId);
      if (!held) throw notFound();
      const { residentId } = held;
      if (await wasWritten(tx, residentId, ids(101))) return;
      await checkAssignee(tx, session.centerId, body.assignee, 'plan', 'assignee');
      const plan = { escalationId, residentId, steps, assignee: body.assignee ?? null, auditId: newId() };
      if (!(await storePlan(tx, plan, trace))) throw new Refused(409, 'plan_exists', 'the eight weeks have begun');
    });
    changed(session.centerId);
  }

  async function openCaseFor(call: Call<'openCaseFor'>): Promise<{ caseId: string; opened: boolean }> {
    const { id, session } = call;
    const trace = traceOf(call, clock());
    const claimBy = new Date(trace.at.getTime() + claimWithinMs[3]);
    const found = await db.transaction(async (tx) => {
      const { residentId } = await heldTask(tx, session.centerId, id);
      const made = await openCaseByHand(tx, { id: newId(), residentId, claimBy, auditId: newId() }, trace);
      const caseId = made ?? (await openCaseOf(tx, residentId, session.centerId));
      // Closed between the two: the next try opens one.
      if (caseId === null) throw new Refused(503, 'unavailable', 'the case was closed at this moment');
      return { caseId, opened: made !== null };
    });
    if (found.opened) changed(session.centerId);
    return found;
  }

  return {
    finishFollowUp: finish,
    postponeFollowUp: postpone,
    assignFollowUp: assign,
    addFollowUp: add,
    startPlan,
    openCaseFor,
  };
}

async function heldTask(tx: Queryable, centerId: string, id: string): Promise<TaskHeld> {
  const held = await holdTask(tx, centerId, id);
  if (!held) throw notFound();
  return held;
}

const notFound = (): Refused => new Refused(404, 'not_found', 'this centre has nothing of that id');

/** Each kind ends in its own ways; a referral's check only with the referral, so that none is lost half way. */
function refuseEnding(held: TaskHeld, outcome: string, role: string): void {
  if (held.kind === 'referral') throw new Refused(422, 'referral_goes_on', 'it ends with the referral');
  refuseLeads(held, role);
  const allowed: readonly string[] = endings[held.kind];
  if (allowed.includes(outcome)) return;
  throw new Refused(422, 'wrong_outcome', 'such a task does not end like that', { field: 'outcome', allowed });
}

/** Where nobody was reached three times, a lead decides. */
function refuseLeads({ kind }: TaskHeld, role: string): void {
  if (kind === 'lead' && !may(role, 'check')) throw new Refused(403, 'lead_only', 'only a lead decides this');
}

function refuseStart(startsOn: string, today: string): void {
  const days = { earliest: addDays(today, -planDays.back), latest: addDays(today, planDays.ahead) };
  if (startsOn >= days.earliest && startsOn <= days.latest) return;
  throw new Refused(422, 'plan_start', 'the plan cannot begin then', { field: 'startsOn', ...days });
}

/** Why nothing was written: done by somebody, or given to somebody else meanwhile. */
async function tooLate(tx: Queryable, centerId: string, id: string): Promise<Refused> {
  const now = await taskNow(tx, centerId, id);
  if (!now) return notFound();
  if (now.doneAt === null) {
    const assignee = now.assigneeId === null ? null : { id: now.assigneeId, name: now.assigneeName };
    const whose = assignee ? `지금은 ${assignee.name}님이 맡고 있어요.` : '지금은 맡은 사람이 없어요.';
    return new Refused(409, 'assigned_now', `그 사이 담당이 바뀌었어요. ${whose}`, { assignee });
  }
  const by = now.doneById === null ? null : { id: now.doneById, name: now.doneByName };
  const at = `${day(now.doneAt, 'ko')} ${clockTime(now.doneAt, now.doneAt, 'ko')}`;
  const details = { by, at: now.doneAt.toISOString(), outcome: now.outcome };
  return new Refused(
    409,
    'already_done',
    by ? `${by.name}님이 ${at}에 이미 마쳤어요.` : '이미 마친 일이에요.',
    details,
  );
}
