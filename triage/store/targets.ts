/** What a centre wants to reach in a year. 0 is no target. */
import type { Queryable, Trace } from './audit.ts';

export interface TargetRow {
  year: number;
  indicator: string;
  value: number;
}

export async function readTargets(on: Queryable, centerId: string, years: readonly number[]): Promise<TargetRow[]> {
  const { rows } = await on.query<TargetRow>(
    'select year, indicator, value from target where center_id = $1 and year = any ($2::integer[]) order by year, indicator',
    [centerId, years],
    'targets_read',
  );
  return rows;
}

/** Sets it, with who did in the audit. */
export async function setTarget(
  on: Queryable,
  { year, indicator, value }: TargetRow,
  auditId: string,
  trace: Trace,
): Promise<void> {
  await on.query(
    `with put as (
       insert into target (center_id, year, indicator, value, set_by, set_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (center_id, year, indicator) do update set value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at
       returning year, indicator, value
     )
     insert into audit (at, id, center_id, staff_id, action, subject, address, request_id)
     select $6, $7, $1, $5, 'target.set', put.year || ' ' || put.indicator || ' ' || put.value, $8, $9 from put`,
    [trace.centerId, year, indicator, value, trace.staffId, trace.at, auditId, trace.address, trace.requestId],
    'target_set',
  );
}
