/** What waits: an event, a timer, an answer. Nothing waits without somebody being after it. */
import type { Invariant } from './invariant.ts';

const isFree = (row: string): string => `(${row}.lease_until is null or ${row}.lease_until <= $1)`;

export const waiting: readonly Invariant[] = [
  {
    id: 'I5.waiting',
    says: 'An event that could not become a turn at once has become one, or stands quarantined, within a minute.',
    ko: '바로 처리하지 못한 말은 1분 안에 처리되거나, 사람이 보도록 따로 놓여요.',
    sql: `select resident_id as id from inbox
      where quarantined_at is null and received_at < $1::timestamptz - interval '60 s' and ${isFree('inbox')}`,
  },
  {
    id: 'I5.task',
    says: 'A person was asked to look at every quarantined event.',
    ko: '따로 놓인 말마다 사람에게 봐 달라고 한 사례가 있어요.',
    sql: `select resident_id as id from inbox
      where quarantined_at is not null and not exists (
        select from escalation_event event
        where event.resident_id = inbox.resident_id and event.cause = inbox.event_id and 'Q1' = any (event.rules))`,
  },
  {
    id: 'I5.timer',
    says: 'A silence or a promise that is due is a turn within a minute, anything else within ten.',
    ko: '침묵과 약속의 시각이 되면 1분 안에, 다른 예약은 10분 안에 처리돼요.',
    sql: `select resident_id as id from timer
      where due_at < $1::timestamptz - case when kind in ('card', 'asq', 'late', 'lapsed') then interval '1 min' else interval '10 min' end
        and due_at < $1::timestamptz - interval '1 min' and ${isFree('timer')}`,
  },
  {
    id: 'I6.sent',
    says: 'What is to be sent to a messenger has left within a day, or stands held for the person.',
    ko: '메신저로 보낼 말은 하루 안에 나가거나, 다음에 보이도록 눈에 띄게 보관돼요.',
    // Leased: somebody tried. A page shows what is due when it is opened, however late that is.
    sql: `select turn.resident_id as id from turn
      where turn.sent_at is null and turn.due_at < $1::timestamptz - interval '1 day' and turn.lease_until <= $1
        and exists (select from address where address.resident_id = turn.resident_id and address.channel = turn.channel
          and address.sealed_id is not null and not address.blocked)`,
  },
];
