/** 단계 as a centre wrote it: versions that are never edited. A case keeps its own copy (escalations.ts). */
import type { Queryable, Trace } from './audit.ts';
import type { Transaction } from './db.ts';
import { isReal } from './synthetic.ts';

export interface LadderRow {
  rev: number;
  /** Its shape is Ladder in triage/ladder.ts. */
  content: unknown;
  by: string | null;
  at: Date;
}

/** The newest version; null: the centre has written none, and the default holds. */
export async function newestLadder(on: Queryable, centerId: string): Promise<LadderRow | null> {
  const { rows } = await on.query<LadderRow>(
    `select ladder.rev, ladder.content, staff.name as by, ladder.made_at as at
     from ladder left join staff on staff.id = ladder.made_by
     where ladder.center_id = $1
     order by ladder.rev desc
     limit 1`,
    [centerId],
    'ladder_newest',
  );
  return rows[0] ?? null;
}

/** Writes the version after `rev`, with its audit row; false: somebody else has written one meanwhile. */
export async function addLadder(
  tx: Transaction,
  { rev, content, auditId }: { rev: number; content: object; auditId: string },
  trace: Trace,
): Promise<boolean> {
  const { rows } = await tx.query(
    `with made as (
       insert into ladder (center_id, rev, content, made_by, made_at)
       select $1, $2::integer + 1, $3, $4, $5
       where coalesce((select max(rev) from ladder where center_id = $1), 0) = $2
       on conflict do nothing
       returning center_id, rev
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, subject, address, request_id)
       select $5, $6, center_id, $4, 'ladder.change', 'version ' || rev, $7, $8 from made
     )
     select rev from made`,
    [trace.centerId, rev, content, trace.staffId, trace.at, auditId, trace.address, trace.requestId],
    'ladder_add',
  );
  return rows.length === 1;
}

/** Open cases that call somebody, and how many of them climb another version than this one. */
export async function casesOnLadders(
  on: Queryable,
  centerId: string,
  content: object,
): Promise<{ open: number; onOthers: number }> {
  const { rows } = await on.query<{ open: number; onOthers: number }>(
    `select count(*)::integer as open, count(*) filter (where ladder is distinct from $2)::integer as "onOthers"
     from escalation where center_id = $1 and closed_at is null and priority <= 2 and ${isReal('escalation')}`,
    [centerId, content],
    'ladder_cases',
  );
  return rows[0] ?? { open: 0, onOthers: 0 };
}

/** Rotations that still lay shifts; a backup's are called by its own step alone. */
export async function rotationsOf(
  on: Queryable,
  centerId: string,
): Promise<{ id: string; name: string; backup: boolean }[]> {
  const { rows } = await on.query<{ id: string; name: string; backup: boolean }>(
    `select id, plan->>'name' as name, coalesce((plan->>'backup')::boolean, false) as backup
     from rotation where center_id = $1 and retired_at is null
     order by plan->>'name', id
     limit 200`,
    [centerId],
    'ladder_rotations',
  );
  return rows;
}
