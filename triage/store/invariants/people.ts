/** A person's record: agreed to, in one centre, looked at only with a trace, and gone when it is gone. */
import { theirs } from '../forget.ts';
import { apart, changedCases, type Invariant, moved } from './invariant.ts';

/** Tables that name a person without the database holding them to it. */
const unheld = ['turn', 'screening', 'consent', 'call', 'timer', 'visit'];

/** What staff do to a case beside its conversation, and the trace that is written with it. */
const beside = [
  ['judged', 'case.judge'],
  ['wrote', 'case.note'],
  ['summoned', 'case.summon'],
  ['released', 'case.release'],
  ['checked', 'case.check'],
  ['checked', 'follow-up.done'],
  ['offered', 'case.offer'],
  ['offer-ended', 'case.endOffer'],
  ['called', 'case.call'],
] as const;
/** What they do in it, and the trace of having asked for it, which is written before the turn. */
const inTurn = [
  ['claimed', 'case.claim'],
  ['claimed', 'case.accept'],
  ['spoke', 'case.say'],
  ['asked', 'case.askThirdParty'],
  ['handed-back', 'case.handBack'],
  ['closed', 'case.close'],
] as const;

/** Acts without their trace; `at` ties the two moments. An account that is switched off gives back by no act of its own. */
const untraced = (acts: typeof beside | typeof inTurn, at: string): string => `select escalation.id from ${changedCases}
    join escalation_event event on event.resident_id = escalation.resident_id and event.escalation_id = escalation.id
    where event.kind in (${[...new Set(acts.map(([kind]) => `'${kind}'`))].join(', ')}) and event.cause not like 'staff.disable:%'
      and not exists (select from audit where audit.center_id = escalation.center_id and ${at}
        and audit.resident_id = event.resident_id and audit.staff_id is not distinct from event.staff_id
        and (event.kind, audit.action) in (${acts.map(([kind, action]) => `('${kind}', '${action}')`).join(', ')}))
    group by escalation.id`;

const taskHas = (kind: string): string =>
  `exists (select from follow_up_event event where event.resident_id = follow_up.resident_id
     and event.follow_up_id = follow_up.id and event.kind = '${kind}')`;

/** What stands in a centre for who may read it. */
const ofCentre = [
  'conversation',
  'turn',
  'inbox',
  'timer',
  'escalation',
  'page',
  'call',
  'screening',
  'visit',
  'contact',
  'follow_up',
  'referral',
];
const elsewhere = (table: string): string =>
  `exists (select from ${table} where ${table}.resident_id = resident.id and ${table}.center_id <> resident.center_id)`;
const centred = (table: string): string => `select resident_id, center_id from ${table}`;

const screenConsent = `consent where consent.resident_id = screening.resident_id and consent.kind = 'consent.screen'`;

export const people: readonly Invariant[] = [
  {
    id: 'I3.person',
    says: 'Whoever has a conversation is a person with an address.',
    ko: '대화가 있는 사람에게는 열쇠와 주소가 있어요.',
    sql: `select moved.resident_id as id from ${moved} moved
      where not exists (select from resident where resident.id = moved.resident_id)
        or not exists (select from address where address.resident_id = moved.resident_id)`,
    whole: `select resident.id from resident
      where not exists (select from address where address.resident_id = resident.id)
        or not exists (select from conversation where conversation.resident_id = resident.id)`,
  },
  {
    id: 'I3.task',
    says: 'What is left to do has the act that made it; what is done says by whom, and how it ended.',
    ko: '남은 일에는 누가 만들었는지, 끝난 일에는 누가 어떻게 끝냈는지 적혀 있어요.',
    sql: `select follow_up.id from ${moved} moved join follow_up using (resident_id)
      where follow_up.done_at is not null and (follow_up.done_by is null or follow_up.outcome is null or not ${taskHas('done')})
        or follow_up.kind <> 'need' and not ${taskHas('made')}`,
  },
  {
    id: 'I6.address',
    says: 'A person is written to at one address of a channel.',
    ko: '한 채널에서 한 사람에게 보내는 주소는 하나뿐이에요.',
    sql: `select address.resident_id as id from ${moved} moved join address using (resident_id)
      where address.sealed_id is not null group by address.resident_id, address.channel having count(*) > 1`,
  },
  {
    id: 'I16.act',
    says: 'What staff write to a case stands in the audit trail at the same moment.',
    ko: '직원이 사례에 남긴 일은 같은 때에 열람·처리 기록에도 남아요.',
    sql: untraced(beside, 'audit.at = event.at'),
  },
  {
    id: 'I16.turn',
    // After it as well by as much as a clock that is put right in between may go back.
    says: 'What staff do in a conversation stands in the audit trail, a minute before it at most.',
    ko: '직원이 대화에서 한 일은 열람·처리 기록에 먼저 남아요.',
    sql: untraced(inTurn, `audit.at between event.at - interval '1 min' and event.at + interval '2 s'`),
  },
  {
    id: 'I17.forgotten',
    says: 'Of somebody who was forgotten nothing is left: no key and no row.',
    ko: '지운 사람에 대해서는 열쇠도, 어떤 줄도 남아 있지 않아요.',
    sql: `select gone.resident_id as id from audit gone
      where gone.at >= $2 and gone.action = 'resident.forgotten' and (exists (select from resident where resident.id = gone.resident_id)
        ${['conversation', ...theirs].map((table) => `or exists (select from ${table} where ${table}.resident_id = gone.resident_id)`).join('\n')})`,
  },
  {
    id: 'I17.rest',
    says: 'Nothing is kept of a person who is not there.',
    ko: '없는 사람의 기록이 남아 있지 않아요.',
    sql: `select moved.resident_id as id from ${moved} moved where not exists (select from resident where resident.id = moved.resident_id)`,
    whole: `select distinct kept.resident_id as id from (
        ${unheld.map((table) => `select resident_id from ${table}`).join(' union ')}
      ) kept where not exists (select from resident where resident.id = kept.resident_id)`,
  },
  {
    id: 'I17.number',
    says: 'A telephone number is kept no longer than was said, or than a case is open.',
    ko: '전화번호는 알려 준 날이 지나고 열린 사례가 없으면 두지 않아요.',
    sql: `select resident_id as id from contact where delete_by < $1::timestamptz - interval '10 min'
      and not exists (select from escalation where escalation.resident_id = contact.resident_id
        and (escalation.closed_at is null or escalation.closed_at > $1::timestamptz - interval '10 min'))`,
  },
  {
    id: 'I17.rehearsed',
    says: 'Somebody made up for a rehearsal is gone within a day.',
    ko: '훈련이나 점검을 위해 만든 가상의 사람은 하루 안에 없어져요.',
    sql: `select id from resident where synthetic is not null and created_at < $1::timestamptz - interval '1 day'`,
  },
  {
    id: 'I18.sealed',
    says: 'Each row of the audit trail has its place in the chain ten minutes later.',
    ko: '감사 기록의 모든 줄은 10분 안에 사슬에 이어져요.',
    // A moment that is none has none.
    sql: `select audit.id from audit where audit.at >= $2 and (audit.at < $1::timestamptz - interval '10 min' or not isfinite(audit.at))
      and not exists (select from audit_link link where link.audit_at = audit.at and link.audit_id = audit.id)`,
  },
  {
    id: 'I19.centre',
    says: "Everything of a person stands in that person's centre.",
    ko: '한 사람의 기록은 모두 그 사람의 센터에 있어요.',
    // Person by person where they are few, table by table where it is everybody.
    sql: `select resident.id from ${moved} moved join resident on resident.id = moved.resident_id
      where ${ofCentre.map(elsewhere).join('\n or ')}`,
    whole: `select distinct kept.resident_id as id from (${ofCentre.map(centred).join('\n union all ')}) kept
      join resident on resident.id = kept.resident_id and resident.center_id <> kept.center_id`,
  },
  {
    id: 'I20.consent',
    says: 'Nobody was asked a questionnaire before they agreed to it.',
    ko: '동의하기 전에 시작된 검사가 없어요.',
    sql: `select screening.resident_id as id from ${moved} moved join screening using (resident_id)
      where (select given from ${screenConsent} and consent.at <= screening.started_at - ${apart} order by consent.at desc limit 1) is not true
        and not exists (select from ${screenConsent} and given
          and consent.at between screening.started_at - ${apart} and screening.started_at + ${apart})`,
  },
];
