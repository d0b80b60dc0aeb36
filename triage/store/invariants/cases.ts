/** Who has a case: one person, by a claim, until a word, a close or the end of the claim. */
import { changedCases, type Invariant, isRehearsed } from './invariant.ts';

const has = (kind: string, more = ''): string =>
  `exists (select from escalation_event event where event.resident_id = escalation.resident_id
     and event.escalation_id = escalation.id and event.kind = '${kind}'${more})`;

const lapseMinutes = `escalation.ladder #>> array['climbs', escalation.priority::text, 'lapseMinutes']`;

export const cases: readonly Invariant[] = [
  {
    id: 'I7.closed',
    says: 'A case is closed only by whoever had claimed it, with an outcome.',
    ko: '사례는 맡은 사람이 결과를 적어야만 닫혀요.',
    sql: `select escalation.id from ${changedCases}
      where escalation.closed_at is not null and (escalation.outcome is null or escalation.closed_by is null
        or escalation.claimed_at is null or escalation.owner is distinct from escalation.closed_by
        or not ${has('claimed')} or not ${has('closed')})`,
  },
  {
    id: 'I7.lapse',
    says: 'A claim without a word ends when its time is over.',
    ko: '말없이 맡아 둔 사례는 시간이 되면 대기로 돌아가요.',
    sql: `select id from escalation where closed_at is null and lapse_at < $1::timestamptz - interval '30 s'`,
  },
  {
    id: 'I7.unspoken',
    says: 'An urgent case whose owner has not spoken, called or summoned help has a time at which the claim ends.',
    ko: '맡고도 말·전화·출동 요청이 없는 급한 사례에는 되돌아갈 시각이 있어요.',
    sql: `select escalation.id from escalation
      where escalation.closed_at is null and escalation.owner is not null and escalation.priority <= 1
        and escalation.first_word_at is null and escalation.lapse_at is null and ${lapseMinutes} is not null
        and not ${has('called')} and not ${has('summoned')}`,
  },
  {
    id: 'I7.silent',
    says: 'A case of P0 to P2 that nobody has knows when somebody is called next.',
    ko: '아무도 맡지 않은 급한 사례에는 다음에 부를 시각이 있어요.',
    sql: `select escalation.id from escalation
      where escalation.closed_at is null and escalation.owner is null and escalation.priority <= 2
        and escalation.next_page_at is null and not ${isRehearsed('escalation')}`,
  },
  {
    id: 'I11.owner',
    says: 'Whoever has a case claimed it.',
    ko: '사례를 가진 사람은 그 사례를 맡은 사람이에요.',
    sql: `select escalation.id from ${changedCases}
      where (escalation.owner is null) <> (escalation.claimed_at is null)
        or escalation.owner is not null and not ${has('claimed', ' and event.staff_id = escalation.owner and event.at = escalation.claimed_at')}`,
  },
  {
    id: 'I11.fence',
    says: 'The fence of a case has moved once for each time it was claimed, lapsed or was given back.',
    ko: '사례의 울타리 번호는 맡기·되돌아가기·내놓기마다 한 번씩만 올라가요.',
    sql: `select escalation.id from ${changedCases}
      where escalation.fence <> (select count(*) from escalation_event event where event.resident_id = escalation.resident_id
        and event.escalation_id = escalation.id and event.kind in ('claimed', 'lapsed', 'released'))`,
  },
  {
    id: 'I11.offer',
    says: 'A case is offered only by its owner, to somebody else.',
    ko: '사례를 넘겨 달라는 물음은 맡은 사람이 다른 사람에게만 해요.',
    sql: `select id from escalation where closed_at is null
      and ((offered_to is null) <> (offered_at is null) or offered_to is not null and (owner is null or offered_to = owner))`,
  },
  {
    id: 'I11.staff',
    says: 'An open case is held by, and offered to, somebody whose account works at its centre.',
    ko: '열린 사례는 그 센터에서 일하고 있는 사람만 가지고 있거나 넘겨받을 수 있어요.',
    sql: `select escalation.id from escalation join staff on staff.id in (escalation.owner, escalation.offered_to)
      where escalation.closed_at is null and (staff.disabled_at is not null or staff.center_id <> escalation.center_id)
      group by escalation.id`,
  },
];
