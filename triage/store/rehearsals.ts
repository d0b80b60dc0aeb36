/** Rehearsals as they are kept: one row each, and the person made up for it, who is removed without a trace. */
import { commit } from './commit.ts';
import type { Query } from './db.ts';
import { vanishParts } from './forget.ts';
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

/** The ladder of a rehearsal (the shape is Ladder in triage/ladder.ts): one person, at once, and again every two minutes. */
const ladderOf = (staffId: string) => {
  const climb = {
    steps: [{ afterMinutes: 0, who: [{ type: 'person', id: staffId }] }],
    repeatMinutes: 2,
    lapseMinutes: null,
  };
  return { climbs: { 0: climb, 1: climb, 2: climb }, leadId: null };
};

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
