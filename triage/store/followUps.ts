/** What is left to do for people: a need they named, a call, a check, a step of the eight weeks. Here it is read; followUpActs.ts
 *  does something about it. Every statement is bound to a centre. */
import type { Queryable, Trace } from './audit.ts';
import type { Part } from './commit.ts';
import type { Tier } from './escalations.ts';
import { isReal } from './synthetic.ts';

export const needPart = (id: string, about: string, now: Date, dueAt: Date): Part => ({
  name: 'needed',
  text: `insert into follow_up (resident_id, id, center_id, kind, about, due_at, created_at)
    select moved.resident_id, $1, moved.center_id, 'need', $2, $3, $4 from moved`,
  values: [id, about, dueAt, now],
});

/** `case`: an open escalation of priority 3, which has no row of its own here. */
export type TaskKind = 'need' | 'call' | 'rescreen' | 'referral' | 'plan' | 'gatekeeper' | 'lead';
export type ListedKind = TaskKind | 'case';

/** A task, or a case that stands among them. */
export interface WhatRow {
  id: string;
  kind: ListedKind;
  need: string | null;
  step: number | null;
  dueAt: Date;
  /** null, too, when whoever had it works here no more. */
  assigneeId: string | null;
  assigneeName: string | null;
  gatekeeperId: string | null;
  gatekeeperName: string | null;
  referralId: string | null;
  referralState: string | null;
  referredTo: string | null;
  postponed: number;
}

export interface ListedRow extends WhatRow {
  reason: string | null;
  flags: string[];
  ageBand: string | null;
  tier: Tier | null;
  phone: string | null;
  caseId: string | null;
  caseOpen: boolean | null;
}

/** Of `task`: a row of follow_up, or something with the same columns. */
const whatColumns = `task.id, task.kind, task.about as need, task.step, task.due_at as "dueAt",
  assignee.id as "assigneeId", assignee.name as "assigneeName",
  gatekeeper.id as "gatekeeperId", gatekeeper.name as "gatekeeperName",
  referral.id as "referralId", referral.state as "referralState", agency.name as "referredTo",
  (select count(*)::integer from follow_up_event event where event.resident_id = task.resident_id
    and event.follow_up_id = task.id and event.kind = 'postponed') as postponed`;
const whatJoins = `left join staff assignee on assignee.id = task.assignee and assignee.disabled_at is null
  left join resource gatekeeper on gatekeeper.id = task.gatekeeper_id
  left join referral on referral.resident_id = task.resident_id and referral.id = task.referral_id
  left join resource agency on agency.id = referral.resource_id`;

/** Where a person is found: the open case, or else the one the task was made in, or else the last one. */
export const presentCase = `select id, tier, age_band, closed_at from escalation
  where escalation.resident_id = task.resident_id and escalation.center_id = $1
  order by closed_at is null desc, id = task.escalation_id desc nulls last, opened_at desc limit 1`;
/** What the answers of the last visit said of who had no case. */
export const lastVisit = `select max(age_band) as age_band,
    (array['low', 'potential', 'high'])[max(array_position(array['low', 'potential', 'high'], tier))] as tier
  from screening where screening.resident_id = task.resident_id
    and visit = (select max(visit) from screening last where last.resident_id = task.resident_id)`;

export interface Look {
  auditId: string;
  /** Due before this; null: whenever. */
  before: Date | null;
  /** Only of this member of staff. */
  staffId: string | null;
  kind: ListedKind | null;
  after: { dueAt: Date; id: string } | null;
  limit: number;
}

/** What is left to do in a centre, the earliest first: tasks, and open cases of priority 3. One audit row per look, with the
 *  number shown. Each half walks its own index from where the last page ended, so a long list costs what a short one does. */
export async function readFollowUps(on: Queryable, look: Look, trace: Trace): Promise<ListedRow[]> {
  const { rows } = await on.query<ListedRow>(
    `with task as (
       (select resident_id, id, kind, about, step, due_at, assignee, gatekeeper_id, referral_id, escalation_id,
          null::text as reason, '{}'::text[] as flags
        from follow_up
        where center_id = $1 and done_at is null and due_at < $2::timestamptz and (due_at, id) > ($3::timestamptz, $4::uuid)
          and ($5::uuid is null or assignee = $5) and ($6::text is null or kind = $6)
        order by due_at, id limit $7)
       union all
       (select resident_id, id, 'case', null, null, claim_by, owner, null, null, id, reason, flags
        from escalation
        where center_id = $1 and closed_at is null and priority = 3
          and claim_by < $2::timestamptz and (claim_by, id) > ($3::timestamptz, $4::uuid)
          and ($5::uuid is null or owner = $5) and ($6::text is null or $6 = 'case')
        order by claim_by, id limit $7)
       order by due_at, id limit $7
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, subject, address, request_id)
       select $8, $9, $1, $10, 'follow-ups.read', count(*) || ' rows', $11, $12 from task
     )
     select ${whatColumns}, task.reason, task.flags, coalesce(present.age_band, visit.age_band) as "ageBand",
       coalesce(present.tier, visit.tier) as tier, present.id as "caseId", present.closed_at is null as "caseOpen",
       (select coalesce(best_time, 'any') from contact
        where contact.resident_id = task.resident_id and contact.way = 'phone') as phone
     from task ${whatJoins}
     left join lateral (${presentCase}) present on true
     left join lateral (${lastVisit}) visit on true
     order by task.due_at, task.id`,
    [
      trace.centerId,
      look.before ?? 'infinity',
      look.after?.dueAt ?? '-infinity',
      look.after?.id ?? '00000000-0000-0000-0000-000000000000',
      look.staffId,
      look.kind,
      look.limit,
      trace.at,
      look.auditId,
      trace.staffId,
      trace.address,
      trace.requestId,
    ],
    'read_follow_ups',
  );
  return rows;
}

/** How many are due before a moment, counted no further than `most`. Shows nothing of anybody. */
export async function countDue(on: Queryable, centerId: string, before: Date, most: number): Promise<number> {
  const { rows } = await on.query<{ due: number }>(
    `select count(*)::integer as due from (
       (select from follow_up where center_id = $1 and done_at is null and due_at < $2 and ${isReal('follow_up')} limit $3)
       union all
       (select from escalation where center_id = $1 and closed_at is null and priority = 3 and claim_by < $2 and ${isReal('escalation')} limit $3)
       limit $3
     ) due`,
    [centerId, before, most],
    'count_due',
  );
  return rows[0]?.due ?? 0;
}

/** A task as its person's case shows it. */
export interface TaskRow extends WhatRow {
  escalationId: string | null;
  /** Sealed text. */
  note: Buffer | null;
  doneAt: Date | null;
  outcome: string | null;
}

/** A person's tasks: what is open by its date, then what was done, the last first. */
export async function tasksOf(on: Queryable, residentId: string): Promise<TaskRow[]> {
  const { rows } = await on.query<TaskRow>(
    `select ${whatColumns}, task.escalation_id as "escalationId", task.note, task.done_at as "doneAt", task.outcome
     from follow_up task ${whatJoins}
     where task.resident_id = $1
     order by task.done_at desc nulls first, task.due_at, task.id
     limit 300`,
    [residentId],
    'case_tasks',
  );
  return rows;
}

export interface TaskEventRow {
  id: string;
  followUpId: string;
  at: Date;
  kind: 'made' | 'postponed' | 'assigned' | 'done';
  by: string | null;
  dueAt: Date | null;
  to: string | null;
  outcome: string | null;
  /** Sealed text. */
  note: Buffer | null;
}

/** Everything that was done with a person's tasks, oldest first. */
export async function taskEventsOf(on: Queryable, residentId: string): Promise<TaskEventRow[]> {
  const { rows } = await on.query<TaskEventRow>(
    `select event.id, event.follow_up_id as "followUpId", event.at, event.kind, staff.name as by, event.due_at as "dueAt",
       coalesce(assignee.name, gatekeeper.name) as to, event.outcome, event.note
     from follow_up_event event
     left join staff on staff.id = event.staff_id
     left join staff assignee on assignee.id = event.assignee
     left join resource gatekeeper on gatekeeper.id = event.gatekeeper_id
     where event.resident_id = $1
     order by event.at, event.id
     limit 2000`,
    [residentId],
    'case_task_events',
  );
  return rows;
}

export interface Colleague {
  id: string;
  name: string;
  role: string;
}

/** Everybody of a centre who still works there. */
export async function colleaguesOf(on: Queryable, centerId: string): Promise<Colleague[]> {
  const { rows } = await on.query<Colleague>(
    'select id, name, role from staff where center_id = $1 and disabled_at is null order by name, id',
    [centerId],
    'colleagues_of',
  );
  return rows;
}
