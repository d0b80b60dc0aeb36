/** Whoever shows risk has a case, and a case has what opened it. */
import { changedCases, type Invariant, late, moved } from './invariant.ts';

/** The person has a case that was open at some time between these two. */
const hasCase = (row: string, from: string, to: string): string =>
  `exists (select from escalation where escalation.resident_id = ${row}.resident_id and escalation.opened_at <= ${to} + ${late}
     and (escalation.closed_at is null or escalation.closed_at >= ${from} - ${late}))`;

/** Everything that names a case, of the people in `of`. */
const named = (of: string): string =>
  ['escalation_event', 'page', 'call', 'visit', 'follow_up', 'referral']
    .map((table) => `select resident_id, escalation_id from ${table}${of} where escalation_id is not null`)
    .join('\n union all ');
const namesNoCase = (of: string): string =>
  `select distinct named.escalation_id as id from (${named(of)}) named
   where not exists (select from escalation where escalation.resident_id = named.resident_id and escalation.id = named.escalation_id)`;

export const risks: readonly Invariant[] = [
  {
    id: 'I7.screening',
    says: 'A screening that shows risk has a case in its time.',
    ko: '위험이 보인 검사에는 그때 열린 사례가 있어요.',
    sql: `select screening.resident_id as id from ${moved} moved join screening using (resident_id)
      where screening.tier in ('potential', 'high') and not ${hasCase('screening', 'screening.started_at', 'coalesce(screening.ended_at, $1::timestamptz)')}`,
  },
  {
    id: 'I7.visit',
    says: 'A visit that was counted as risk has a case in its time.',
    ko: '위험으로 센 방문에는 그때 열린 사례가 있어요.',
    sql: `select visit.resident_id as id from ${moved} moved join visit using (resident_id)
      where visit.tier in ('potential', 'high') and not ${hasCase('visit', 'visit.started_at', 'visit.tier_at')}`,
  },
  {
    id: 'I3.cause',
    says: 'A case has the event that opened it.',
    ko: '사례마다 그 사례를 연 일이 적혀 있어요.',
    sql: `select escalation.id from ${changedCases}
      where not exists (select from escalation_event event
        where event.resident_id = escalation.resident_id and event.escalation_id = escalation.id
          and event.kind in ('opened', 'raised', 'noted') and event.at = escalation.opened_at)`,
  },
  {
    id: 'I3.case',
    says: 'Nothing names a case that is not there.',
    ko: '없는 사례를 가리키는 것이 없어요.',
    sql: namesNoCase(` join ${moved} moved using (resident_id)`),
    whole: namesNoCase(''),
  },
  {
    id: 'I7.lowered',
    says: 'Nothing but a named person has lowered a case.',
    ko: '사람이 이름을 걸고 하지 않고는 사례의 급함이나 위험군이 내려가지 않아요.',
    sql: `select escalation.id from ${changedCases}
      cross join lateral (
        select min(event.priority) as priority, max(array_position(array['low', 'potential', 'high'], event.tier)) as tier,
          bool_or(event.kind = 'judged') as judged
        from escalation_event event
        where event.resident_id = escalation.resident_id and event.escalation_id = escalation.id
      ) told
      where escalation.priority > told.priority
        or not told.judged and coalesce(array_position(array['low', 'potential', 'high'], escalation.tier), 0) < told.tier`,
  },
];
