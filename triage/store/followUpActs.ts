/** What is done about what is left to do: made, put off, given to somebody, done. Each act writes its task, the task's history and
 *  the audit row in one statement; a task that is done is never touched again. */
import type { Queryable, Trace } from './audit.ts';
import type { TaskKind } from './followUps.ts';
import { type Aad, aad } from './seal.ts';

/** Where the words beside a task are sealed. */
export const taskNote = (residentId: string, id: string): Aad => aad('follow_up', `${residentId}/${id}`, 'note');
/** Where the words beside one act are sealed. */
export const taskEventNote = (residentId: string, taskId: string, eventId: string): Aad =>
  aad('follow_up_event', `${residentId}/${taskId}/${eventId}`, 'note');

/** A plan's steps come all at once, see `startPlan`. */
export interface NewTask {
  id: string;
  eventId: string;
  auditId: string;
  residentId: string;
  kind: Exclude<TaskKind, 'need' | 'plan'>;
  dueAt: Date;
  escalationId: string | null;
  referralId?: string;
  assignee?: string | null;
  gatekeeperId?: string | null;
  note?: Buffer | null;
}

/** Adds a task. false: it was there already (the same request again), or the lead has been asked and has not answered. */
export async function addTask(on: Queryable, task: NewTask, trace: Trace): Promise<boolean> {
  const { rows } = await on.query(
    `with made as (
       insert into follow_up (resident_id, id, center_id, kind, due_at, created_at, escalation_id, referral_id, assignee,
         gatekeeper_id, made_by, note)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict do nothing
       returning resident_id, id, center_id, kind
     ), told as (
       insert into follow_up_event (resident_id, follow_up_id, id, at, kind, staff_id, due_at, assignee, gatekeeper_id)
       select resident_id, id, $13, $6, 'made', $11, $5, $9, $10 from made
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, resident_id, subject, address, request_id)
       select $6, $14, center_id, $11, 'follow-up.add', resident_id, id || ' ' || kind, $15, $16 from made
     )
     select id from made`,
    [
      task.residentId,
      task.id,
      trace.centerId,
      task.kind,
      task.dueAt,
      trace.at,
      task.escalationId,
      task.referralId ?? null,
      task.assignee ?? null,
      task.gatekeeperId ?? null,
      trace.staffId,
      task.note ?? null,
      task.eventId,
      task.auditId,
      trace.address,
      trace.requestId,
    ],
    'add_task',
  );
  return rows.length === 1;
}

export interface Act {
  id: string;
  eventId: string;
  auditId: string;
  note: Buffer | null;
}

/** Done, with how it ended. false: it is not there, or was done meanwhile. */
export async function finishTask(on: Queryable, act: Act & { outcome: string }, trace: Trace): Promise<boolean> {
  const { rows } = await on.query(
    `with done as (
       update follow_up set done_at = $3, done_by = $4, outcome = $5
       where id = $1 and center_id = $2 and done_at is null
       returning resident_id, id, center_id
     ), told as (
       insert into follow_up_event (resident_id, follow_up_id, id, at, kind, staff_id, outcome, note)
       select resident_id, id, $6, $3, 'done', $4, $5, $7 from done
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, resident_id, subject, address, request_id)
       select $3, $8, center_id, $4, 'follow-up.done', resident_id, id || ' ' || $5, $9, $10 from done
     )
     select id from done`,
    [
      act.id,
      trace.centerId,
      trace.at,
      trace.staffId,
      act.outcome,
      act.eventId,
      act.note,
      act.auditId,
      trace.address,
      trace.requestId,
    ],
    'finish_task',
  );
  return rows.length === 1;
}

/** Put off to another day; why stays with it. false: it is not there, or was done meanwhile. */
export async function postponeTask(on: Queryable, act: Act & { dueAt: Date }, trace: Trace): Promise<boolean> {
  const { rows } = await on.query(
    `with later as (
       update follow_up set due_at = $5
       where id = $1 and center_id = $2 and done_at is null
       returning resident_id, id, center_id
     ), told as (
       insert into follow_up_event (resident_id, follow_up_id, id, at, kind, staff_id, due_at, note)
       select resident_id, id, $6, $3, 'postponed', $4, $5, $7 from later
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, resident_id, subject, address, request_id)
       select $3, $8, center_id, $4, 'follow-up.postpone', resident_id, id::text, $9, $10 from later
     )
     select id from later`,
    [
      act.id,
      trace.centerId,
      trace.at,
      trace.staffId,
      act.dueAt,
      act.eventId,
      act.note,
      act.auditId,
      trace.address,
      trace.requestId,
    ],
    'postpone_task',
  );
  return rows.length === 1;
}

export interface Assignment extends Omit<Act, 'note'> {
  /** undefined: stays as it is. */
  staffId: string | null | undefined;
  gatekeeperId: string | null | undefined;
  /** Whose it was on the screen; undefined: does not matter. Somebody who works here no more counts as nobody. */
  seen: string | null | undefined;
}

/** Given to somebody, or to nobody. false: it is not there, was done, or is somebody else's by now. */
export async function assignTask(on: Queryable, act: Assignment, trace: Trace): Promise<boolean> {
  const { rows } = await on.query(
    `with given as (
       update follow_up set assignee = case when $5 then $6::uuid else assignee end,
         gatekeeper_id = case when $7 then $8::uuid else gatekeeper_id end
       where id = $1 and center_id = $2 and done_at is null
         and (not $9 or $10::uuid is not distinct from
           (select staff.id from staff where staff.id = follow_up.assignee and staff.disabled_at is null))
       returning resident_id, id, center_id, assignee, gatekeeper_id
     ), told as (
       insert into follow_up_event (resident_id, follow_up_id, id, at, kind, staff_id, assignee, gatekeeper_id)
       select resident_id, id, $11, $3, 'assigned', $4, case when $5 then assignee end, case when $7 then gatekeeper_id end from given
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, resident_id, subject, address, request_id)
       select $3, $12, center_id, $4, 'follow-up.assign', resident_id,
         concat_ws(' ', id, case when $5 then coalesce(assignee::text, 'nobody') end,
           case when $7 then coalesce(gatekeeper_id::text, 'no gatekeeper') end), $13, $14 from given
     )
     select id from given`,
    [
      act.id,
      trace.centerId,
      trace.at,
      trace.staffId,
      act.staffId !== undefined,
      act.staffId ?? null,
      act.gatekeeperId !== undefined,
      act.gatekeeperId ?? null,
      act.seen !== undefined,
      act.seen ?? null,
      act.eventId,
      act.auditId,
      trace.address,
      trace.requestId,
    ],
    'assign_task',
  );
  return rows.length === 1;
}

/** Were the last three attempts to reach somebody in vain, with no word from them since? Attempts are the calls and the plan's
 *  steps that were done, after the lead last decided; what turned out to be not needed was none. Hold the person first. */
export async function reachesNobody(on: Queryable, residentId: string): Promise<boolean> {
  const { rows } = await on.query<{ inVain: boolean }>(
    `with attempt as (
       select outcome, done_at from follow_up
       where resident_id = $1 and kind in ('plan', 'call') and done_at is not null and outcome is distinct from 'not-needed'
         and done_at > coalesce((select max(done_at) from follow_up where resident_id = $1 and kind = 'lead'), '-infinity')
       order by done_at desc, id limit 3
     )
     select count(*) filter (where outcome in ('no-answer', 'message-left', 'wrong-number')) = 3
       and not exists (select from call where call.resident_id = $1 and call.outcome in ('reached', 'reached-family')
         and call.at > (select min(done_at) from attempt)) as "inVain"
     from attempt`,
    [residentId],
    'reaches_nobody',
  );
  return rows[0]?.inVain === true;
}

/** Notes in the person's open case that the lead has looked at it; `detail` is sealed JSON of that event. Without an open case there
 *  is none to note it in. */
export async function noteChecked(
  on: Queryable,
  residentId: string,
  cause: string,
  detail: Buffer,
  trace: Trace,
): Promise<void> {
  await on.query(
    `with noted as (
       update escalation set changed_at = $3 where resident_id = $1 and center_id = $4 and closed_at is null
       returning resident_id, id, tier, priority
     )
     insert into escalation_event (resident_id, escalation_id, cause, kind, at, tier, priority, staff_id, detail)
     select resident_id, id, $2, 'checked', $3, tier, priority, $5, $6 from noted`,
    [residentId, cause, trace.at, trace.centerId, trace.staffId, detail],
    'note_checked',
  );
}

export interface NewPlan {
  escalationId: string;
  residentId: string;
  steps: readonly { id: string; eventId: string; step: number; dueAt: Date }[];
  assignee: string | null;
  auditId: string;
}

/** All steps of the eight weeks at once. false: nothing was written, because one is running for this person, or this case had one.
 *  Hold the person first. */
export async function startPlan(on: Queryable, plan: NewPlan, trace: Trace): Promise<boolean> {
  const { rows } = await on.query(
    `with step as (
       select * from unnest($4::uuid[], $5::uuid[], $6::integer[], $7::timestamptz[]) as step (id, event_id, n, due_at)
       where not exists (select from follow_up where resident_id = $1 and kind = 'plan' and (done_at is null or escalation_id = $2))
     ), made as (
       insert into follow_up (resident_id, id, center_id, kind, step, due_at, created_at, escalation_id, assignee, made_by)
       select $1, id, $3, 'plan', n, due_at, $8, $2, $9, $10 from step
       returning id
     ), told as (
       insert into follow_up_event (resident_id, follow_up_id, id, at, kind, staff_id, due_at, assignee)
       select $1, id, event_id, $8, 'made', $10, due_at, $9 from step
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, resident_id, subject, address, request_id)
       select $8, $11, $3, $10, 'plan.start', $1, $2::text, $12, $13 where exists (select from step)
     )
     select id from made`,
    [
      plan.residentId,
      plan.escalationId,
      trace.centerId,
      plan.steps.map(({ id }) => id),
      plan.steps.map(({ eventId }) => eventId),
      plan.steps.map(({ step }) => step),
      plan.steps.map(({ dueAt }) => dueAt),
      trace.at,
      plan.assignee,
      trace.staffId,
      plan.auditId,
      trace.address,
      trace.requestId,
    ],
    'start_plan',
  );
  return rows.length > 0;
}

/** Opens a case of priority 3 for somebody who has none, by the hand of a member of staff (rule N1), so that they can be reached
 *  from its page. Its id; null: they have one open. */
export async function openCaseByHand(
  on: Queryable,
  made: { id: string; residentId: string; claimBy: Date; auditId: string },
  trace: Trace,
): Promise<string | null> {
  const { rows } = await on.query<{ id: string }>(
    `with opened as (
       insert into escalation (resident_id, id, center_id, tier, priority, rules, reason, age_band, channel, opened_at, claim_by,
         changed_at, placement_id)
       select resident.id, $2, resident.center_id, visit.tier, 3, '{N1}', 'asked-human', visit.age_band,
         coalesce((select channel from conversation where conversation.resident_id = resident.id), 'web'), $4, $5, $4,
         resident.placement_id
       from resident
       left join lateral (
         select max(age_band) as age_band,
           (array['low', 'potential', 'high'])[max(array_position(array['low', 'potential', 'high'], tier))] as tier
         from screening where screening.resident_id = resident.id
           and visit = (select max(visit) from screening last where last.resident_id = resident.id)
       ) visit on true
       where resident.id = $1 and resident.center_id = $3
       on conflict (resident_id) where closed_at is null do nothing
       returning resident_id, id, center_id, tier, priority
     ), told as (
       insert into escalation_event (resident_id, escalation_id, cause, kind, at, tier, priority, rules, staff_id)
       select resident_id, id, 'desk:' || id, 'opened', $4, tier, priority, '{N1}', $6 from opened
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, resident_id, subject, address, request_id)
       select $4, $7, center_id, $6, 'case.open', resident_id, id::text, $8, $9 from opened
     )
     select id from opened`,
    [
      made.residentId,
      made.id,
      trace.centerId,
      trace.at,
      made.claimBy,
      trace.staffId,
      made.auditId,
      trace.address,
      trace.requestId,
    ],
    'open_case_by_hand',
  );
  return rows[0]?.id ?? null;
}

/** The open case of somebody, or none. */
export async function openCaseOf(on: Queryable, residentId: string, centerId: string): Promise<string | null> {
  const { rows } = await on.query<{ id: string }>(
    'select id from escalation where resident_id = $1 and center_id = $2 and closed_at is null',
    [residentId, centerId],
    'open_case_of',
  );
  return rows[0]?.id ?? null;
}
