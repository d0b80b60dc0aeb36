/** Whose follow-ups these are, and how they stand: what is asked before anything is shown of them or done about them. */
import type { Queryable, Trace } from './audit.ts';
import type { Tier } from './escalations.ts';
import type { TaskKind } from './followUps.ts';

/** Of the person of a case: what is needed to show or change what is left to do for them. */
export interface CaseHeld {
  residentId: string;
  wrappedKey: Buffer;
  /** As it stands today: in the open case, or the last one. */
  tier: Tier | null;
}

const heldColumns = `escalation.resident_id as "residentId", resident.wrapped_key as "wrappedKey",
  (select tier from escalation present where present.resident_id = escalation.resident_id and present.center_id = $2
   order by closed_at is null desc, opened_at desc limit 1) as tier`;

/** Opens what is left to do for the person of a case, and writes who did, in one statement. null: this centre has no such case. */
export async function openCaseTasks(
  on: Queryable,
  look: { id: string; auditId: string },
  trace: Trace,
): Promise<CaseHeld | null> {
  const { rows } = await on.query<CaseHeld>(
    `with shown as (
       select ${heldColumns}, escalation.id from escalation join resident on resident.id = escalation.resident_id
       where escalation.id = $1 and escalation.center_id = $2
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, resident_id, subject, address, request_id)
       select $3, $4, $2, $5, 'follow-up.read', shown."residentId", shown.id::text, $6, $7 from shown
     )
     select "residentId", "wrappedKey", tier from shown`,
    [look.id, trace.centerId, trace.at, look.auditId, trace.staffId, trace.address, trace.requestId],
    'open_case_tasks',
  );
  return rows[0] ?? null;
}

/** Holds the person of a case until the transaction ends, so that what two colleagues do for them at once happens one after the
 *  other. Their conversation goes on meanwhile. */
export async function holdCase(on: Queryable, centerId: string, id: string): Promise<CaseHeld | null> {
  const { rows } = await on.query<CaseHeld>(
    `select ${heldColumns} from escalation join resident on resident.id = escalation.resident_id
     where escalation.id = $1 and escalation.center_id = $2
     for no key update of resident`,
    [id, centerId],
    'hold_case',
  );
  return rows[0] ?? null;
}

export interface TaskHeld {
  residentId: string;
  wrappedKey: Buffer;
  kind: TaskKind;
  escalationId: string | null;
}

/** Holds the person of a task, as `holdCase` does. */
export async function holdTask(on: Queryable, centerId: string, id: string): Promise<TaskHeld | null> {
  const { rows } = await on.query<TaskHeld>(
    `select task.resident_id as "residentId", resident.wrapped_key as "wrappedKey", task.kind, task.escalation_id as "escalationId"
     from follow_up task join resident on resident.id = task.resident_id
     where task.id = $1 and task.center_id = $2
     for no key update of resident`,
    [id, centerId],
    'hold_task',
  );
  return rows[0] ?? null;
}

/** How a task stands now, to tell whoever came too late. */
export interface TaskNow {
  doneAt: Date | null;
  outcome: string | null;
  doneById: string | null;
  doneByName: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
}

export async function taskNow(on: Queryable, centerId: string, id: string): Promise<TaskNow | null> {
  const { rows } = await on.query<TaskNow>(
    `select task.done_at as "doneAt", task.outcome, done.id as "doneById", done.name as "doneByName",
       assignee.id as "assigneeId", assignee.name as "assigneeName"
     from follow_up task
     left join staff done on done.id = task.done_by
     left join staff assignee on assignee.id = task.assignee and assignee.disabled_at is null
     where task.id = $1 and task.center_id = $2`,
    [id, centerId],
    'task_now',
  );
  return rows[0] ?? null;
}

/** Was this very act written before? Then its answer was lost and it is asked again. */
export async function wasWritten(on: Queryable, residentId: string, eventId: string): Promise<boolean> {
  const { rows } = await on.query(
    'select from follow_up_event where resident_id = $1 and id = $2',
    [residentId, eventId],
    'task_event_was_written',
  );
  return rows.length > 0;
}
