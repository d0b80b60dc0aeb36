/** 인수인계 as it is stored: that somebody accepted, what those who left wrote, and what is open at a centre. */
import type { Queryable, Trace } from './audit.ts';
import type { Tier } from './escalations.ts';
import { lastVisit, presentCase } from './followUps.ts';
import { aad, type Key, newKey, open, seal, unwrapKey, wrapKey } from './seal.ts';
import { isReal } from './synthetic.ts';

export interface Accepted {
  by: { id: string; name: string };
  at: Date;
}

/** What is known of the handover of a moment; null: not written down yet. */
export interface Standing {
  accepted: Accepted | null;
  alarmedAt: Date | null;
}

export async function standingOf(on: Queryable, centerId: string, at: Date): Promise<Standing | null> {
  const { rows } = await on.query<{ id: string | null; name: string; acceptedAt: Date; alarmedAt: Date | null }>(
    `select staff.id, staff.name, accepted_at as "acceptedAt", alarmed_at as "alarmedAt"
     from handover left join staff on staff.id = accepted_by
     where handover.center_id = $1 and handover.at = $2`,
    [centerId, at],
    'handover_standing',
  );
  const [row] = rows;
  if (!row) return null;
  const accepted = row.id === null ? null : { by: { id: row.id, name: row.name }, at: row.acceptedAt };
  return { accepted, alarmedAt: row.alarmedAt };
}

/** Writes down that duty passed at a moment, once. */
export const recordHandover = (
  on: Queryable,
  { id, centerId, at, now }: { id: string; centerId: string; at: Date; now: Date },
): Promise<unknown> =>
  on.query(
    `insert into handover (id, center_id, at, made_at) values ($1, $2, $3, $4) on conflict (center_id, at) do nothing`,
    [id, centerId, at, now],
    'handover_record',
  );

/** What somebody was shown when they accepted. */
export interface Shown {
  cases: number;
  missed: number;
  followUps: number;
}

/** Somebody has read it; the notes written up to now are theirs. false: somebody was faster. */
export async function acceptHandover(
  on: Queryable,
  { centerId, at, staffId, shown, now }: { centerId: string; at: Date; staffId: string; shown: Shown; now: Date },
): Promise<boolean> {
  const { rows } = await on.query(
    `with accepted as (
       update handover set accepted_by = $3, accepted_at = $4, shown = $5
       where center_id = $1 and at = $2 and accepted_at is null
       returning id
     ), theirs as (
       update handover_note set handover_id = accepted.id from accepted where center_id = $1 and handover_id is null and written_at <= $4
     )
     select id from accepted`,
    [centerId, at, staffId, now, JSON.stringify(shown)],
  );
  return rows.length === 1;
}

/** The handover of a moment, where nobody has accepted it and the leads were not told yet: from now on they were. */
export async function alarmHandover(on: Queryable, centerId: string, at: Date, now: Date): Promise<boolean> {
  const { rowCount } = await on.query(
    `update handover set alarmed_at = $3
     where center_id = $1 and at = $2 and accepted_at is null and alarmed_at is null`,
    [centerId, at, now],
    'handover_alarm',
  );
  return rowCount === 1;
}

export interface Note {
  id: string;
  by: { id: string; name: string };
  at: Date;
  text: string;
}

const keyPlace = (id: string) => aad('handover_note', id, 'wrapped_key');
const notePlace = (id: string) => aad('handover_note', id, 'note');

/** Leaves a note for whoever comes next. The same id again writes nothing. */
export async function leaveNote(
  on: Queryable,
  master: Key,
  note: { id: string; centerId: string; staffId: string; text: string; now: Date },
): Promise<void> {
  const key = newKey();
  await on.query(
    `insert into handover_note (id, center_id, staff_id, written_at, wrapped_key, note) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do nothing`,
    [
      note.id,
      note.centerId,
      note.staffId,
      note.now,
      wrapKey(master, key, keyPlace(note.id)),
      seal(key, notePlace(note.id), note.text),
    ],
  );
}

/** Notes that nobody has accepted yet, or those of the handover of a moment; the oldest first. */
export async function notesFor(on: Queryable, master: Key, centerId: string, at: Date | null): Promise<Note[]> {
  const { rows } = await on.query<{
    id: string;
    staffId: string;
    name: string;
    at: Date;
    wrappedKey: Buffer;
    note: Buffer;
  }>(
    `select note.id, staff.id as "staffId", staff.name, written_at as at, wrapped_key as "wrappedKey", note.note
     from handover_note note join staff on staff.id = note.staff_id left join handover on handover.id = note.handover_id
     where note.center_id = $1 and (note.handover_id is null or handover.at = $2)
     order by written_at, note.id limit 100`,
    [centerId, at],
    'handover_notes',
  );
  return rows.map(({ id, staffId, name, at: written, wrappedKey, note }) => ({
    id,
    by: { id: staffId, name },
    at: written,
    text: open(unwrapKey(master, wrappedKey, keyPlace(id)), notePlace(id), note).toString(),
  }));
}

export const dropOldNotes = (on: Queryable, before: Date): Promise<unknown> =>
  on.query('delete from handover_note where written_at < $1', [before], 'handover_notes_old');

export interface OpenCase {
  id: string;
  priority: number;
  tier: Tier | null;
  reason: string;
  ownerId: string | null;
  ownerName: string | null;
  openedAt: Date;
  claimBy: Date;
  firstWordAt: Date | null;
  /** A promised time passed, and they were told. */
  missed: boolean;
}

export interface OpenFollowUp {
  id: string;
  caseId: string | null;
  kind: string;
  need: string | null;
  step: number | null;
  dueAt: Date;
}

const mostShown = 200;

/** What is open at a centre: 긴급, 빠른 and 일반 cases, the most urgent first, and what is due before a moment for people of the high
 *  tier. One audit row, with the numbers shown. */
export async function openRisks(
  on: Queryable,
  { auditId, dueBefore }: { auditId: string; dueBefore: Date },
  trace: Trace,
): Promise<{ cases: OpenCase[]; followUps: OpenFollowUp[] }> {
  const { rows } = await on.query<{ cases: OpenCase[] | null; followUps: OpenFollowUp[] | null }>(
    `with open_case as (
       select escalation.id, priority, tier, reason, owner.id as "ownerId", owner.name as "ownerName", opened_at as "openedAt",
         claim_by as "claimBy", first_word_at as "firstWordAt", 'missed' = any (flags) as missed
       from escalation left join staff owner on owner.id = escalation.owner
       where escalation.center_id = $1 and closed_at is null and priority <= 2 and ${isReal('escalation')}
       order by priority, claim_by, escalation.id limit $2
     ), due as (
       select task.id, present.id as "caseId", task.kind, task.about as need, task.step, task.due_at as "dueAt"
       from follow_up task
       left join lateral (${presentCase}) present on true
       left join lateral (${lastVisit}) visit on true
       where task.center_id = $1 and task.done_at is null and task.due_at < $3 and coalesce(present.tier, visit.tier) = 'high'
       order by task.due_at, task.id limit $2
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, subject, address, request_id)
       select $4, $5, $1, $6, 'handover.read',
         (select count(*) from open_case) || ' cases, ' || (select count(*) from due) || ' follow-ups', $7, $8
     )
     select (select json_agg(open_case order by priority, "claimBy", id) from open_case) as cases,
       (select json_agg(due order by "dueAt", id) from due) as "followUps"`,
    [trace.centerId, mostShown, dueBefore, trace.at, auditId, trace.staffId, trace.address, trace.requestId],
    'handover_risks',
  );
  const [row] = rows;
  return {
    cases: (row?.cases ?? []).map((one) => ({
      ...one,
      openedAt: new Date(one.openedAt),
      claimBy: new Date(one.claimBy),
      firstWordAt: one.firstWordAt && new Date(one.firstWordAt),
    })),
    followUps: (row?.followUps ?? []).map((one) => ({ ...one, dueAt: new Date(one.dueAt) })),
  };
}
