/** Turns: nothing is counted twice and nothing is missing between the first and the last. */
import { type Invariant, moved } from './invariant.ts';

/** Events that happen to a case only as a turn of its person; what staff open (N1) and what the program could not do (Q1) is none. */
const isTurns = (event: string): string =>
  `(${event}.kind in ('claimed', 'spoke', 'asked', 'handed-back', 'closed')
    or ${event}.kind in ('opened', 'raised', 'noted') and not ${event}.rules && '{Q1,N1}')`;

const byPlatform = `turn.event_id not like 'web:%' and turn.event_id not like 'desk:%' and turn.event_id not like 'timer:%'`;

export const turns: readonly Invariant[] = [
  {
    id: 'I2.revs',
    says: "A conversation's turns are numbered from 1 to its rev, each once.",
    ko: '대화의 차례는 1부터 지금 번호까지 빠짐없이 하나씩 있어요.',
    sql: `select moved.resident_id as id
      from ${moved} moved
      left join conversation using (resident_id)
      cross join lateral (
        select count(*) as many, min(turn.rev) as first, max(turn.rev) as last from turn where turn.resident_id = moved.resident_id
      ) told
      where conversation.rev is null or told.first <> 1 or told.last <> conversation.rev or told.many <> conversation.rev`,
    whole: `select coalesce(conversation.resident_id, told.resident_id) as id
      from conversation
      full join (select resident_id, count(*) as many, min(rev) as first, max(rev) as last from turn group by resident_id) told
        on told.resident_id = conversation.resident_id
      where (conversation.rev = told.last and conversation.rev = told.many and told.first = 1) is not true`,
  },
  {
    id: 'I2.once',
    says: 'An event of a messenger is a turn of one person only.',
    ko: '메신저의 사건 하나는 한 사람의 차례 하나로만 남아요.',
    sql: `select min(turn.resident_id::text) as id from turn where turn.at >= $2 and ${byPlatform}
      group by turn.event_id having count(*) > 1`,
  },
  {
    id: 'I3.turn',
    says: 'What a turn did to a case has that turn, or the event that waits to become it.',
    ko: '사례에 남은 일에는 그 일을 한 차례나, 차례가 되기를 기다리는 사건이 있어요.',
    sql: `select event.escalation_id as id
      from center
      join escalation on escalation.center_id = center.id and escalation.changed_at >= $2
      join escalation_event event on event.resident_id = escalation.resident_id and event.escalation_id = escalation.id
      where ${isTurns('event')}
        and not exists (select from turn where turn.resident_id = event.resident_id and turn.event_id = event.cause)
        and not exists (select from inbox where inbox.resident_id = event.resident_id and inbox.event_id = event.cause)
      group by event.escalation_id`,
  },
];
