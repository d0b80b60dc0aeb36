/** Whoever must be called is called, in time, and it is written down whom and by which way. */
import { type Invariant, newPages } from './invariant.ts';

const steps = `escalation.ladder #> array['climbs', escalation.priority::text, 'steps']`;

export const calls: readonly Invariant[] = [
  {
    id: 'I8.late',
    says: 'No call of an open case is more than 30 seconds late.',
    ko: '열린 사례의 호출은 30초 넘게 늦지 않아요.',
    sql: `select id from escalation where closed_at is null and next_page_at < $1::timestamptz - interval '30 s'`,
  },
  {
    id: 'I8.told',
    says: 'A case that has gone past a step of its ladder has called somebody, or says that nobody could be called.',
    ko: '단계를 지난 사례는 누군가를 불렀거나, 부를 사람이 없었다고 적혀 있어요.',
    sql: `select escalation.id from escalation
      where escalation.closed_at is null and (escalation.ladder_round > 0 or escalation.ladder_step > 0)
        and not exists (select from page where page.resident_id = escalation.resident_id and page.escalation_id = escalation.id)
        and not exists (select from escalation_event event where event.resident_id = escalation.resident_id
          and event.escalation_id = escalation.id and event.kind in ('unreached', 'exhausted'))`,
  },
  {
    id: 'I8.step',
    says: 'An open case stands on a step its ladder has.',
    ko: '열린 사례는 자기 단계 안의 한 자리에 있어요.',
    sql: `select escalation.id from escalation
      where escalation.closed_at is null and escalation.priority <= 2 and (escalation.ladder_round < 0 or escalation.ladder_step < 0
        or escalation.ladder_step > 0 and (escalation.ladder_step < jsonb_array_length(${steps})) is not true)`,
  },
  {
    id: 'I8.promise',
    says: 'A deadline that passed unclaimed is counted within a minute.',
    ko: '맡기로 한 시각이 지나면 1분 안에 놓친 약속으로 세어요.',
    sql: `select id from escalation where closed_at is null and owner is null and promise_at < $1::timestamptz - interval '60 s'`,
  },
  {
    id: 'I8.stuck',
    says: 'A notice that is due is on its way, or put off, within five minutes.',
    ko: '보낼 알림은 5분 안에 나가거나 다음 시각으로 미뤄져요.',
    sql: `select id from page
      where state = 'due' and due_at < $1::timestamptz - interval '5 min' and (lease_until is null or lease_until <= $1)`,
  },
  {
    id: 'I8.whom',
    says: "A notice is for one of the centre's own people, or its team's chat, and what is to be sent has a way.",
    ko: '알림은 그 센터의 사람이나 팀 채팅에만 가고, 보낼 알림에는 연락 방법이 있어요.',
    sql: `select page.id from ${newPages}
      left join staff on staff.id = page.staff_id
      left join notice_method method on method.id = page.method_id
      where page.state = 'due' and page.method_id is null
        or page.staff_id is null and method.kind is distinct from 'team'
        or staff.center_id <> page.center_id or method.center_id <> page.center_id
        or method.staff_id is distinct from page.staff_id and method.id is not null`,
  },
  {
    id: 'I8.settled',
    says: 'A notice that is no longer due says when it was settled.',
    ko: '끝난 알림에는 끝난 때가 적혀 있어요.',
    sql: `select page.id from ${newPages} where (page.state = 'due') <> (page.settled_at is null)`,
  },
];
