/** What a case is seen beside: the person's other cases, and what must be so before some outcomes may be chosen. Read in the
 *  transaction of the look that is audited; every statement is bound to the centre. */
import type { Queryable } from './audit.ts';

export interface OtherCaseRow {
  id: string;
  openedAt: Date;
  closedAt: Date | null;
  outcome: string | null;
  tier: string | null;
  reason: string;
}

/** The other cases of the same person, the newest first. */
export async function otherCasesOf(on: Queryable, residentId: string, id: string): Promise<OtherCaseRow[]> {
  const { rows } = await on.query<OtherCaseRow>(
    `select other.id, other.opened_at as "openedAt", other.closed_at as "closedAt", other.outcome, other.tier, other.reason
     from escalation other
     where other.resident_id = $1 and other.id <> $2
     order by other.opened_at desc, other.id
     limit 50`,
    [residentId, id],
    'other_cases',
  );
  return rows;
}

/** Of a call: whoever it reached, it was not the person themself. */
const unreached = `('no-answer', 'message-left', 'wrong-number', 'reached-family')`;

export interface ClosingFacts {
  /** Logged calls that did not reach the person themself. */
  attempts: number;
  /** Who looked at it after the last of those, and when. */
  checkedBy: string | null;
  checkedAt: Date | null;
  /** The eight weeks: begun for this case, or running for this person. */
  hasPlan: boolean;
  /** Who may look at it: names. */
  leads: string[];
}

/** What must be so before a case is closed as 세 번 시도, 닿지 않음 or as 위기개입 시작. `checkers`: the roles that may confirm.
 *  null when this centre has no such case. */
export async function closingFactsOf(
  on: Queryable,
  centerId: string,
  id: string,
  checkers: readonly string[],
): Promise<ClosingFacts | null> {
  const { rows } = await on.query<ClosingFacts>(
    `select tried.attempts, checked.name as "checkedBy", checked.at as "checkedAt",
       exists (select from follow_up where follow_up.resident_id = escalation.resident_id and follow_up.kind = 'plan'
         and (follow_up.escalation_id = escalation.id or follow_up.done_at is null)) as "hasPlan",
       array(select staff.name from staff where staff.center_id = $2 and staff.role = any ($3::text[]) and staff.disabled_at is null
         order by staff.name limit 20) as leads
     from escalation
     cross join lateral (select count(*)::integer as attempts, max(call.at) as last from call
       where call.resident_id = escalation.resident_id and call.escalation_id = escalation.id and call.outcome in ${unreached}) tried
     left join lateral (select staff.name, event.at from escalation_event event join staff on staff.id = event.staff_id
       where event.resident_id = escalation.resident_id and event.escalation_id = escalation.id and event.kind = 'checked'
         and event.at >= tried.last
       order by event.at desc limit 1) checked on true
     where escalation.id = $1 and escalation.center_id = $2`,
    [id, centerId, checkers],
    'closing_facts',
  );
  return rows[0] ?? null;
}
