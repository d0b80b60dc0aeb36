/** Rehearsals as they are kept: one row each, and the person made up for it, who is removed without a trace. */
import type { Queryable } from './audit.ts';
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

export async function addRehearsal(on: Queryable, { id, kind, centerId, staffId, askedBy, now }: NewRehearsal) {
  await on.query(
    `insert into rehearsal (id, kind, center_id, staff_id, asked_by, ladder, started_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, kind, centerId, staffId, askedBy, JSON.stringify(ladderOf(staffId)), now],
    'rehearsal_add',
  );
}

/** The answer that must bring somebody was given. */
export async function rehearsalAnswered(on: Queryable, id: string, now: Date): Promise<void> {
  await on.query('update rehearsal set answered_at = $2 where id = $1', [id, now], 'rehearsal_answered');
}

/** It is over; what ended before stays as it ended. `fault`: what did not work, in one word. */
export async function endRehearsal(on: Queryable, id: string, fault: string | null, now: Date): Promise<void> {
  await on.query(
    'update rehearsal set ended_at = $3, fault = $2 where id = $1 and ended_at is null',
    [id, fault, now],
    'rehearsal_end',
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
export async function rehearsedBefore(query: Query, ended: Date, begun: Date): Promise<string[]> {
  const { rows } = await query<{ id: string }>(
    `select rehearsal.id from resident join rehearsal on rehearsal.id = resident.rehearsal
     where resident.synthetic is not null and (rehearsal.ended_at < $1 or rehearsal.started_at < $2) limit 50`,
    [ended, begun],
    'rehearsed_before',
  );
  return rows.map(({ id }) => id);
}
