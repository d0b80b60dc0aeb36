/** Rehearsals as they are kept: one row each, and the person made up for it, who is removed without a trace. */
import { commit } from './commit.ts';
import type { Query } from './db.ts';
import { vanishParts } from './forget.ts';
import { addWay } from './noticeMethods.ts';
import type { Key } from './seal.ts';
import type { RehearsalKind } from './synthetic.ts';

export interface NewRehearsal {
  id: string;
  kind: RehearsalKind;
  centerId: string;
  /** Who is called, and nobody else. */
  staffId: string;
  askedBy: string | null;
  now: Date;
}

/** The ladder of a rehearsal (the shape is Ladder in triage/ladder.ts): one person, for the emergency at once and again every two
 *  minutes. On the way there other priorities come first; they call nobody while it lasts. */
const ladderOf = (staffId: string) => {
  const climb = (afterMinutes: number) => ({
    steps: [{ afterMinutes, who: [{ type: 'person', id: staffId }] }],
    repeatMinutes: 2,
    lapseMinutes: null,
  });
  return { climbs: { 0: climb(0), 1: climb(dayMinutes), 2: climb(dayMinutes) }, leadId: null };
};
const dayMinutes = 24 * 60;

export async function addRehearsal(query: Query, { id, kind, centerId, staffId, askedBy, now }: NewRehearsal) {
  await query(
    `insert into rehearsal (id, kind, center_id, staff_id, asked_by, ladder, started_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, kind, centerId, staffId, askedBy, JSON.stringify(ladderOf(staffId)), now],
    'rehearsal_add',
  );
}

/** The answer that must bring somebody was given. */
export async function rehearsalAnswered(query: Query, id: string, now: Date): Promise<void> {
  await query('update rehearsal set answered_at = $2 where id = $1', [id, now], 'rehearsal_answered');
}

/** It is over; what ended before stays as it ended. `fault`: what did not work, in one word. */
export async function endRehearsal(query: Query, id: string, fault: string | null, now: Date): Promise<void> {
  await query(
    'update rehearsal set ended_at = $3, fault = $2 where id = $1 and ended_at is null',
    [id, fault, now],
    'rehearsal_end',
  );
}

/** The canary's centre and its one account, which nobody can sign in with; made where they are not there yet. */
export async function canaryPlace(
  query: Query,
  made: { centerId: string; staffId: string; now: Date },
): Promise<{ centerId: string; staffId: string }> {
  await query(
    `insert into center (id, name, created_at, synthetic) values ($1, '점검', $2, true) on conflict do nothing`,
    [made.centerId, made.now],
  );
  await query(
    `insert into staff (id, center_id, email, name, role, created_at)
     select $1, id, 'canary@maumjigi.invalid', '점검', 'counsellor', $2 from center where synthetic on conflict do nothing`,
    [made.staffId, made.now],
  );
  const place = await readCanaryPlace(query);
  if (!place) throw new Error('The place of the canary is not there although it was just made');
  return place;
}

/** Its one way, proved: it leads to the watchdog, wherever that is. */
export async function canaryWay(
  query: Query,
  key: Key,
  { id, centerId, staffId, now }: { id: string; centerId: string; staffId: string; now: Date },
): Promise<void> {
  const own = { kind: 'hook', label: '점검', to: 'watchdog', same: 'watchdog', hookId: null, lang: 'ko' } as const;
  await addWay({ query }, key, { id, centerId, staffId, ...own, now });
  await query('update notice_method set verified_at = coalesce(verified_at, $2), gone_at = null where staff_id = $1', [
    staffId,
    now,
  ]);
}

/** null: no canary was ever set up. */
export async function readCanaryPlace(query: Query): Promise<{ centerId: string; staffId: string } | null> {
  const { rows } = await query<{ centerId: string; staffId: string }>(
    `select center.id as "centerId", staff.id as "staffId" from center join staff on staff.center_id = center.id where center.synthetic`,
  );
  return rows[0] ?? null;
}

/** The page of an emergency has arrived where the canary listens. Gives its rehearsal; null: it is none of a canary's emergency, or was
 *  acknowledged before. */
export async function acknowledgeCanary(query: Query, pageId: string, now: Date): Promise<string | null> {
  const { rows } = await query<{ id: string }>(
    `update rehearsal set acknowledged_at = $2, ended_at = $2, fault = null from page join resident on resident.id = page.resident_id
     where page.id = $1 and page.priority = 0 and resident.synthetic = 'canary' and rehearsal.id = resident.rehearsal
       and rehearsal.acknowledged_at is null
     returning rehearsal.id`,
    [pageId, now],
  );
  return rows[0]?.id ?? null;
}

/** Canaries of before this moment: what came of them was seen. */
export async function dropOldCanaries(query: Query, before: Date): Promise<void> {
  await query(
    `delete from rehearsal where kind = 'canary' and started_at < $1
       and not exists (select from resident where resident.rehearsal = rehearsal.id)`,
    [before],
  );
}

/** Removes the person made up for a rehearsal, whatever is open of theirs. */
export async function removeRehearsed(query: Query, id: string): Promise<void> {
  const { rows } = await query<{ residentId: string }>(
    'select id as "residentId" from resident where rehearsal = $1 and synthetic is not null',
    [id],
    'rehearsal_resident',
  );
  for (const { residentId } of rows) await commit(query, vanishParts(residentId));
}

/** Rehearsals whose person is still here and that ended, or began, before these moments: nobody looks at them any more. */
export async function rehearsedBefore(query: Query, kind: RehearsalKind, ended: Date, begun: Date): Promise<string[]> {
  const { rows } = await query<{ id: string }>(
    `select rehearsal.id from resident join rehearsal on rehearsal.id = resident.rehearsal
     where resident.synthetic = $1 and (rehearsal.ended_at < $2 or rehearsal.started_at < $3) limit 50`,
    [kind, ended, begun],
    'rehearsed_before',
  );
  return rows.map(({ id }) => id);
}

/** What has come of a drill so far. */
export interface DrillSeen {
  id: string;
  startedAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  /** What broke it off, in one word. */
  fault: string | null;
  /** Who was called. */
  staffId: string;
  name: string;
  caseId: string | null;
  /** By which ways they were called for the emergency, the first time by each. */
  pages: {
    way: string;
    label: string;
    madeAt: string;
    settledAt: string | null;
    state: string;
    fault: string | null;
  }[];
  claimedAt: Date | null;
  claimedBy: string | null;
  firstWordAt: Date | null;
}

/** Drills whose people are still here, with what came of them: of one, or of all that have not ended. */
export async function drillsSeen(query: Query, id: string | null): Promise<DrillSeen[]> {
  const { rows } = await query<DrillSeen>(
    `select drill.id, drill.started_at as "startedAt", drill.answered_at as "answeredAt", drill.ended_at as "endedAt", drill.fault,
       drill.staff_id as "staffId", called.name, e.id as "caseId",
       coalesce((select jsonb_agg(jsonb_build_object('way', coalesce(kind, 'none'), 'label', coalesce(label, ''), 'madeAt', made_at,
           'settledAt', settled_at, 'state', state, 'fault', fault) order by made_at, kind, label, id)
         from (select distinct on (page.method_id) page.id, method.kind, method.label, page.made_at, page.settled_at, page.state, page.fault
           from page left join notice_method method on method.id = page.method_id
           where page.resident_id = e.resident_id and page.escalation_id = e.id and page.priority = 0
           order by page.method_id, page.made_at, page.id) first), '[]') as pages,
       claim.at as "claimedAt", claim.name as "claimedBy", e.first_word_at as "firstWordAt"
     from rehearsal drill
     join staff called on called.id = drill.staff_id
     left join resident on resident.rehearsal = drill.id
     left join escalation e on e.resident_id = resident.id
     left join lateral (select event.at, staff.name from escalation_event event left join staff on staff.id = event.staff_id
       where event.resident_id = e.resident_id and event.escalation_id = e.id and event.kind = 'claimed'
       order by event.at limit 1) claim on true
     where drill.kind = 'drill' and case when $1::uuid is null then drill.ended_at is null else drill.id = $1 end
     order by drill.started_at limit 50`,
    [id],
    'drills_seen',
  );
  return rows;
}

/** Writes what was seen, once, and calls nobody for it any more. */
export async function reportDrill(
  query: Query,
  id: string,
  report: object,
  fault: string | null,
  now: Date,
): Promise<void> {
  await query(
    `with ended as (
       update rehearsal set report = $2, fault = coalesce(fault, $3), ended_at = $4 where id = $1 and ended_at is null returning id
     )
     update escalation set next_page_at = null, changed_at = $4 from ended, resident
     where resident.rehearsal = ended.id and escalation.resident_id = resident.id and escalation.closed_at is null`,
    [id, JSON.stringify(report), fault, now],
    'drill_report',
  );
}

export interface DrillKept {
  id: string;
  name: string;
  askedBy: string | null;
  startedAt: Date;
  endedAt: Date | null;
  fault: string | null;
  report: unknown;
}

/** Drills of a centre, the newest first. */
export async function drillsOf(query: Query, centerId: string, limit: number): Promise<DrillKept[]> {
  const { rows } = await query<DrillKept>(
    `select drill.id, called.name, asker.name as "askedBy", drill.started_at as "startedAt", drill.ended_at as "endedAt", drill.fault,
       drill.report
     from rehearsal drill join staff called on called.id = drill.staff_id left join staff asker on asker.id = drill.asked_by
     where drill.kind = 'drill' and drill.center_id = $1
     order by drill.started_at desc limit $2`,
    [centerId, limit],
    'drills_of',
  );
  return rows;
}

/** Somebody is being called for a drill at this moment. */
export async function isDrilled(query: Query, staffId: string): Promise<boolean> {
  const { rows } = await query(
    `select from rehearsal where kind = 'drill' and staff_id = $1 and ended_at is null limit 1`,
    [staffId],
    'is_drilled',
  );
  return rows.length > 0;
}
