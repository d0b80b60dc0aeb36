/** Forgetting a person: their key and every row of theirs go in one statement, and the audit trail keeps that it was done. */
import type { Part } from './commit.ts';
import type { Query } from './db.ts';
import { referralPastPart } from './referrals.ts';
import { visitPastPart } from './visits.ts';

/** Everything that hangs on a person beside conversation and resident, in the lock order of the house. A new table with a
 *  resident_id belongs here: tests/journeys/forgetting.test.ts looks through all of them. */
export const theirs = [
  'escalation',
  'escalation_event',
  'page',
  'call',
  'turn',
  'inbox',
  'timer',
  'consent',
  'contact',
  'take_along',
  'follow_up',
  'follow_up_event',
  'referral',
  'referral_event',
  'visit',
  'screening',
  'address',
] as const;

const gone = (table: string): Part => ({
  name: `no_${table}`,
  text: `delete from ${table} using moved where ${table}.resident_id = moved.resident_id`,
  values: [],
});

const personGone: Part = {
  name: 'no_resident',
  text: 'delete from resident using moved where resident.id = moved.resident_id',
  values: [],
};

/** The parts of a turn that forgets, a turn of its own as any other: its farewell must not leave by the name of the answer before. Everything is deleted from the moved row, so a turn that lost the race deletes nothing.
 *  No row moves while a case is open that is more than an unclaimed follow-up. One that is opened at this very moment beside the conversation (a message set aside, see
 *  aside.ts) names its resident: the statement then fails as a foreign key violation and the turn runs again.
 *  What is sealed with the wrapped key in `resident` can be opened by nobody afterwards; backups keep it until they expire. */
export const forgetParts = (at: { residentId: string; rev: number; auditId: string; now: Date }): Part[] => [
  {
    name: 'moved',
    text: `delete from conversation where resident_id = $1 and rev = $2
        and not exists (select from escalation where escalation.resident_id = $1 and closed_at is null
          and (priority <= 2 or owner is not null))
      returning resident_id, center_id, rev + 1 as rev`,
    values: [at.residentId, at.rev],
  },
  // Every part sees what was there before the statement: what is counted is read from the rows that go.
  visitPastPart(at.now),
  referralPastPart,
  ...theirs.map(gone),
  personGone,
  {
    name: 'audited',
    text: `insert into audit (at, id, center_id, action, resident_id)
      select $1, $2, moved.center_id, 'resident.forgotten', moved.resident_id from moved`,
    values: [at.now, at.auditId],
  },
];

/** Removes somebody who never was (a rehearsal), also while a case of theirs is open: nothing is counted of them and nothing is written
 *  down. A real person's rows it never touches. */
export const vanishParts = (residentId: string): Part[] => [
  {
    name: 'moved',
    text: 'select id as resident_id, center_id, 0 as rev from resident where id = $1 and synthetic is not null',
    values: [residentId],
  },
  ...['conversation', ...theirs].map(gone),
  personGone,
];

/** People of a centre whose conversation has not moved since `before` and who have no case open: their time is over.
 *  No index: it would cost every turn more than a look each hour costs the database. */
export async function outlived(
  query: Query,
  centerId: string,
  before: Date,
  limit: number,
): Promise<{ residentId: string; rev: number }[]> {
  const { rows } = await query<{ residentId: string; rev: number }>(
    `select resident_id as "residentId", rev from conversation
     where center_id = $1 and updated_at < $2
       and not exists (select from escalation where escalation.resident_id = conversation.resident_id and closed_at is null)
     limit $3`,
    [centerId, before, limit],
    'conversation_outlived',
  );
  return rows;
}
