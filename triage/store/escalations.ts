/** Escalations: one open row per person and episode, raised in place, never lowered here, with everything that happened to it. */
import type { Evidence, Finding } from '../../flows/protocol.ts';
import type { Part } from './commit.ts';
import type { Query } from './db.ts';
import { aad, type Key, openJson, sealJson } from './seal.ts';
import { isReal } from './synthetic.ts';

/** 비위험군 · 잠재위험군 · 고위험군 */
export type Tier = 'low' | 'potential' | 'high';
/** 0 긴급 · 1 빠른 · 2 일반 · 3 후속 */
export type Priority = 0 | 1 | 2 | 3;

/** SCRIPT 3.2, the most telling first: what a row says, never the item itself. */
export const reasons = [
  'danger-now',
  'risk-words',
  'recent-thoughts',
  'past-attempt',
  'item9',
  'stopped',
  'worried-other',
  'high-score',
  'asked-human',
] as const;
export type Reason = (typeof reasons)[number];

/** What a counsellor reads first, sealed. */
export interface Detail {
  evidence?: Evidence;
  findings: Finding[];
  note?: string;
}

export interface Alarm {
  /** Used only if a row is opened. */
  id: string;
  /** What fired now alone: what stands is merged in the row, where a person may have judged it meanwhile. */
  tier: Tier | null;
  priority: Priority;
  /** Fired now. */
  rules: readonly string[];
  /** null: no reason of its own; an open row keeps what it was opened for. */
  reason: Reason | null;
  flags: readonly string[];
  /** What does not hold any more. */
  noFlags?: readonly string[];
  ageBand: string | null;
  channel: string;
  /** The door they came through; null: by themselves. */
  placementId?: string | null;
  claimBy: Date;
  now: Date;
  /** The resident did something just now; false: something of theirs was due. */
  isHere: boolean;
  /** Whoever has handed their talk back must come again. */
  callsBack?: boolean;
  /** No more urgent than it was, its owner must be called again from then on; null: not. */
  again?: Date | null;
  /** Who is told in which order, where the centre has written no ladder of its own (triage/ladder.ts). */
  ladder: object;
}

/** Minutes out of the ladder a case was opened under, as an interval; null where it says none. */
const minutesOf = (ladder: string, priority: string, path: string): string =>
  `((${ladder} #>> array['climbs', ${priority}::text, ${path}])::integer * interval '1 minute')`;
/** At once where it cannot be read: the ladder that is climbed then is the default one. */
const firstWait = (ladder: string, priority: string): string =>
  `coalesce(${minutesOf(ladder, priority, `'steps', '0', 'afterMinutes'`)}, interval '0')`;
/** How long a claim may stand without a word. */
const lapseAfter = (ladder: string, priority: string): string => minutesOf(ladder, priority, `'lapseMinutes'`);

/** Nobody has to be called, no promise is counted, no offer stands; lapseAt: when the claim does. */
const climbEnds = (lapseAt: string): string =>
  `next_page_at = null, lapse_at = ${lapseAt}, promise_at = null, offered_to = null, offered_at = null`;
/** Its owner is there: they spoke, called, or called for help. `unread`: something has rung since, of which they had not read: that goes on
 *  ringing, and lapses if nobody sees to it, as a claim does that has yet to bring an answer to it. `reached`: they heard it from the person
 *  themselves, unless it rings still. */
export const ownerIsThere = (unread: string, reached = 'false'): string =>
  `next_page_at = case when ${unread} then escalation.next_page_at end,
   lapse_at = case when ${unread} and (escalation.next_page_at is not null or not ${reached}) then escalation.lapse_at end`;
/** Nobody's again: the ladder is climbed anew from `at` on, for whatever calls somebody. */
export const climbBegins = (at: string): string =>
  `climb = escalation.climb + 1, ladder_round = 0, ladder_step = 0, round_at = ${at},
   page_kind = case when escalation.page_kind in ('drill', 'canary') then escalation.page_kind else 'case' end, exhausted_at = null,
   next_page_at = case when escalation.priority <= 2 then ${at}::timestamptz end, lapse_at = null, promise_at = null,
   offered_to = null, offered_at = null`;

const detail = (key: Key, residentId: string, cause: string, kind: string, content: Detail) =>
  sealJson(key, aad('escalation_event', `${residentId}/${cause}/${kind}`, 'detail'), content);

/** Opens the escalation of this episode or raises the open one in place, with its event. `from` names the row it is
 *  inserted from: `moved` in a turn. A repeated cause adds nothing. The reason and the shorter deadline follow the more
 *  urgent finding. A tier that is raised was judged by nobody any more. `key` null: what was found can be told to nobody, and the row is opened all the same. */
export function alarmParts(
  key: Key | null,
  residentId: string,
  cause: string,
  kind: 'opened' | 'raised' | 'noted',
  alarm: Alarm,
  content: Detail,
): Part[] {
  const order = `array['low', 'potential', 'high']`;
  const isRaised = `array_position(${order}, excluded.tier) > coalesce(array_position(${order}, open.tier), 0)`;
  const priority = 'least(open.priority, excluded.priority)';
  const ladder = 'coalesce(open.ladder, excluded.ladder)';
  // Rings again: it got more urgent, or whoever handed their talk back must come. Also when somebody has it, who may not be looking.
  const isAgain = `($16::timestamptz is not null and open.owner is not null and open.next_page_at is null)`;
  const begins = `(${priority} <= 2 and (excluded.priority < open.priority or ($14 and open.handed_back_at is not null) or ${isAgain}))`;
  const wait = firstWait(ladder, priority);
  // Somebody had taken it on already: its first wait counts from the opening, and is not waited a second time.
  const beginsAt = `case when $14 and open.handed_back_at is not null then greatest($9::timestamptz, open.opened_at + ${wait})
    else coalesce($16::timestamptz, $9) + ${wait} end`;
  return [
    {
      name: 'alarmed',
      text: `insert into escalation as open (resident_id, id, center_id, tier, priority, rules, reason, flags, age_band, channel,
          opened_at, claim_by, resident_at, changed_at, placement_id, ladder, next_page_at, round_at, promise_at, page_kind)
        select moved.resident_id, $1, moved.center_id, $2, $3::integer, $4::text[], coalesce($5, 'asked-human'), $6::text[], $7, $8, $9, $10, $11, $9, $13,
          policy.ladder, policy.begins_at, policy.begins_at, case when $3::integer <= 2 then $10::timestamptz end,
          coalesce((select synthetic from resident where resident.id = moved.resident_id), 'case')
        from moved cross join lateral (
          select ladder, case when $3::integer <= 2 then $9::timestamptz + ${firstWait('ladder', '$3')} end as begins_at
          from (select coalesce(
            (select rehearsal.ladder from resident join rehearsal on rehearsal.id = resident.rehearsal where resident.id = moved.resident_id),
            (select content from ladder where ladder.center_id = moved.center_id order by rev desc limit 1), $15::jsonb) as ladder) newest
        ) policy
        on conflict (resident_id) where closed_at is null do update set
          tier = (${order})[greatest(coalesce(array_position(${order}, open.tier), 0), coalesce(array_position(${order}, excluded.tier), 0))],
          priority = least(open.priority, excluded.priority),
          rules = (select array_agg(distinct rule order by rule) from unnest(open.rules || excluded.rules) rule),
          flags = (select coalesce(array_agg(distinct flag order by flag), '{}') from unnest(open.flags || excluded.flags) flag
            where flag <> all ($12::text[])),
          reason = case when excluded.priority < open.priority then coalesce($5, open.reason) else open.reason end,
          claim_by = least(open.claim_by, excluded.claim_by),
          age_band = coalesce(excluded.age_band, open.age_band),
          channel = case when excluded.resident_at is null then open.channel else excluded.channel end,
          resident_at = coalesce(excluded.resident_at, open.resident_at),
          handed_back_at = case when $14 then null else open.handed_back_at end,
          judged_by = case when ${isRaised} then null else open.judged_by end,
          judged_at = case when ${isRaised} then null else open.judged_at end,
          ladder = ${ladder},
          climb = case when ${begins} then open.climb + 1 else open.climb end,
          ladder_round = case when ${begins} then 0 else open.ladder_round end,
          ladder_step = case when ${begins} then 0 else open.ladder_step end,
          next_page_at = case when ${begins} then ${beginsAt} else open.next_page_at end,
          round_at = case when ${begins} then ${beginsAt} else open.round_at end,
          page_kind = case when ${begins} and open.page_kind not in ('drill', 'canary') then 'raised' else open.page_kind end,
          exhausted_at = case when ${begins} then null else open.exhausted_at end,
          lapse_at = case when ${begins} and open.owner is not null then coalesce($16::timestamptz, $9) + ${lapseAfter(ladder, priority)} else open.lapse_at end,
          promise_at = case when ${begins} and open.owner is null then least(open.claim_by, excluded.claim_by) else open.promise_at end,
          changed_at = excluded.changed_at
        returning resident_id, id, tier, priority`,
      values: [
        alarm.id,
        alarm.tier,
        alarm.priority,
        alarm.rules,
        alarm.reason,
        alarm.flags,
        alarm.ageBand,
        alarm.channel,
        alarm.now,
        alarm.claimBy,
        alarm.isHere ? alarm.now : null,
        alarm.noFlags ?? [],
        alarm.placementId ?? null,
        alarm.callsBack ?? false,
        alarm.ladder,
        alarm.again ?? null,
      ],
    },
    {
      name: kind,
      text: `insert into escalation_event (resident_id, escalation_id, cause, kind, at, tier, priority, rules, detail)
        select alarmed.resident_id, alarmed.id, $1, $2, $3, alarmed.tier, alarmed.priority, $4::text[], $5 from alarmed
        on conflict do nothing`,
      values: [cause, kind, alarm.now, alarm.rules, key && detail(key, residentId, cause, kind, content)],
    },
  ];
}

/** Words that rang were withdrawn: what stood there is replaced, that it rang stays. The desks are told. */
export async function withdrawEvidence(
  query: Query,
  key: Key,
  residentId: string,
  cause: string,
  words: string,
  now: Date,
): Promise<void> {
  const { rows } = await query<{ kind: string; detail: Buffer }>(
    'select kind, detail from escalation_event where resident_id = $1 and cause = $2 and detail is not null',
    [residentId, cause],
    'event_details',
  );
  for (const { kind, detail: sealed } of rows) {
    const place = aad('escalation_event', `${residentId}/${cause}/${kind}`, 'detail');
    const content = openJson(key, place, sealed) as Detail;
    if (content.evidence?.type !== 'words') continue;
    await query(
      'update escalation_event set detail = $4 where resident_id = $1 and cause = $2 and kind = $3',
      [residentId, cause, kind, sealJson(key, place, { ...content, evidence: { ...content.evidence, text: words } })],
      'event_withdraw',
    );
  }
  await query(
    'update escalation set changed_at = $2 where resident_id = $1 and closed_at is null',
    [residentId, now],
    'escalation_changed',
  );
}

export interface RingingCase {
  id: string;
  centerId: string;
  priority: 0 | 1;
}

/** Cases somebody is called for now, the most urgent first; none that was made up. */
export async function ringingCases(query: Query): Promise<RingingCase[]> {
  const { rows } = await query<RingingCase>(
    `select id, center_id as "centerId", priority from escalation
     where closed_at is null and next_page_at is not null and priority <= 1 and page_kind not in ('drill', 'canary')
     order by priority, opened_at limit 200`,
    [],
    'ringing_cases',
  );
  return rows;
}

/** The resident did something while their case is open: the desks are told. */
export const touchPart = (escalationId: string, channel: string, now: Date): Part => ({
  name: 'touched',
  text: `update escalation set resident_at = $2, changed_at = $2, channel = $3 from moved
    where escalation.resident_id = moved.resident_id and escalation.id = $1 and escalation.closed_at is null`,
  values: [escalationId, now, channel],
});

/** Pages of these people are open right now: whoever has a case is seen to be there. No news for the desks. */
export async function hereNow(query: Query, residents: readonly string[], now: Date): Promise<void> {
  await query(
    'update escalation set resident_at = $2 where resident_id = any ($1::uuid[]) and closed_at is null',
    [residents, now],
    'escalation_here_now',
  );
}

/** Minutes within which nine of ten urgent cases of the last 30 days were claimed, rounded up; null with fewer than 20 of them. */
export async function usualWait(query: Query, centerId: string, now: Date): Promise<number | null> {
  const { rows } = await query<{ many: number; seconds: number | null }>(
    `select count(*)::integer as many,
       percentile_cont(0.9) within group (order by extract(epoch from coalesce(claimed_at, closed_at, $2) - opened_at))::float as seconds
     from escalation where center_id = $1 and priority <= 1 and opened_at > $2::timestamptz - interval '30 days'
       and ${isReal('escalation')}`,
    [centerId, now],
    'usual_wait',
  );
  const [row] = rows;
  return row && row.many >= 20 && row.seconds !== null ? Math.max(1, Math.ceil(row.seconds / 60)) : null;
}

export interface Act {
  escalationId: string;
  staffId: string;
  now: Date;
}

const actEvent = (kind: string, cause: string, { staffId, now }: Act, sealed: Buffer | null): Part => ({
  name: `${kind.replace('-', '_')}_event`,
  text: `insert into escalation_event (resident_id, escalation_id, cause, kind, at, tier, priority, staff_id, detail)
    select acted.resident_id, acted.id, $1, $2, $3, acted.tier, acted.priority, $4, $5 from acted`,
  values: [cause, kind, now, staffId, sealed],
});

/** Did the act of this event touch its case? It did unless the case had changed hands or was closed meanwhile. */
export async function wasDone(query: Query, cause: string, residentId: string): Promise<boolean> {
  const { rows } = await query(
    `select from escalation_event where resident_id = $1 and cause = $2 and kind in ('claimed', 'spoke', 'asked', 'handed-back', 'closed')`,
    [residentId, cause],
    'act_was_done',
  );
  return rows.length > 0;
}

/** Has a case heard of this event before? */
export async function wasTold(query: Query, residentId: string, cause: string): Promise<boolean> {
  const { rows } = await query(
    'select from escalation_event where resident_id = $1 and cause = $2',
    [residentId, cause],
    'cause_was_told',
  );
  return rows.length > 0;
}

/** Takes the case: one conditional update. The fence counts claims; every later write carries it. From now on it is the owner's move: a
 *  claim without a word to the person lapses. */
export const claimParts = (act: Act, cause: string): Part[] => [
  {
    name: 'acted',
    text: `update escalation set owner = $2, fence = fence + 1, claimed_at = $3, handed_back_at = null, ${climbEnds(`$3::timestamptz + ${lapseAfter('ladder', 'priority')}`)},
        changed_at = $3 from moved
      where escalation.resident_id = moved.resident_id and escalation.id = $1 and owner is null and closed_at is null
        and exists (select from staff where staff.id = $2 and staff.disabled_at is null for share)
      returning escalation.resident_id, escalation.id, escalation.tier, escalation.priority`,
    values: [act.escalationId, act.staffId, act.now],
  },
  actEvent('claimed', cause, act, null),
];

/** A colleague takes over what they were offered: the giver was responsible until this moment, and writes nothing more. Whoever has not
 *  been spoken to yet, or not since it rang again, must be, in the time of a claim. */
export const acceptParts = (act: Act, fence: number, cause: string): Part[] => [
  {
    name: 'acted',
    text: `update escalation set owner = $2, fence = fence + 1, claimed_at = $4, handed_back_at = null, next_page_at = null,
        lapse_at = case when first_word_at is null or lapse_at is not null then $4::timestamptz + ${lapseAfter('ladder', 'priority')} end,
        offered_to = null, offered_at = null, changed_at = $4 from moved
      where escalation.resident_id = moved.resident_id and escalation.id = $1 and offered_to = $2 and fence = $3 and closed_at is null
        and exists (select from staff where staff.id = $2 and staff.disabled_at is null for share)
      returning escalation.resident_id, escalation.id, escalation.tier, escalation.priority`,
    values: [act.escalationId, act.staffId, fence, act.now],
  },
  actEvent('claimed', cause, act, null),
];

/** A condition on a row of `escalation`: it has rung in a turn after the rev somebody had read, or by what is no turn yet. `unknown`: where they
 *  do not say what they had read. */
export const rangSince = (rev: string, unknown = 'false'): string =>
  `exists (select from escalation_event event
     left join turn on turn.resident_id = event.resident_id and turn.event_id = event.cause
     left join inbox on inbox.resident_id = event.resident_id and inbox.event_id = event.cause and inbox.quarantined_at is null
     where event.resident_id = escalation.resident_id and event.escalation_id = escalation.id
       and event.kind in ('raised', 'noted') and event.rules <> '{}'
       and ((turn.rev is null and inbox.event_id is not null) or coalesce(turn.rev > ${rev}::integer, ${unknown})))`;

/** The owner wrote to the resident: the talk is theirs again. `read`: the conversation's rev when they wrote it: what has rung since goes on
 *  ringing; null: not known. */
export const spokeParts = (act: Act, fence: number, read: number | null, cause: string): Part[] => [
  {
    name: 'acted',
    text: `update escalation set first_word_at = coalesce(first_word_at, $4), handed_back_at = null, ${ownerIsThere(rangSince('$5'))}, changed_at = $4 from moved
      where escalation.resident_id = moved.resident_id and escalation.id = $1 and owner = $2 and fence = $3 and closed_at is null
      returning escalation.resident_id, escalation.id, escalation.tier, escalation.priority`,
    values: [act.escalationId, act.staffId, fence, act.now, read],
  },
  actEvent('spoke', cause, act, null),
];

/** The owner asked the resident for their consent to tell another agency. */
export const askedParts = (act: Act, fence: number, cause: string): Part[] => [
  {
    name: 'acted',
    text: `update escalation set changed_at = $4 from moved
      where escalation.resident_id = moved.resident_id and escalation.id = $1 and owner = $2 and fence = $3 and closed_at is null
      returning escalation.resident_id, escalation.id, escalation.tier, escalation.priority`,
    values: [act.escalationId, act.staffId, fence, act.now],
  },
  actEvent('asked', cause, act, null),
];

/** The owner hands the talk back to the program; the case stays theirs. Handing back is no word to the person: a claim without one lapses
 *  all the same. */
export const handBackParts = (act: Act, fence: number, cause: string): Part[] => [
  {
    name: 'acted',
    text: `update escalation set handed_back_at = coalesce(handed_back_at, $4), next_page_at = null, changed_at = $4 from moved
      where escalation.resident_id = moved.resident_id and escalation.id = $1 and owner = $2 and fence = $3 and closed_at is null
      returning escalation.resident_id, escalation.id, escalation.tier, escalation.priority`,
    values: [act.escalationId, act.staffId, fence, act.now],
  },
  actEvent('handed-back', cause, act, null),
];

/** Closes the case with an outcome; the episode ends. */
export const closeParts = (
  key: Key,
  residentId: string,
  act: Act,
  fence: number,
  outcome: string,
  note: string | undefined,
  cause: string,
): Part[] => [
  {
    name: 'acted',
    text: `update escalation set closed_at = $4, closed_by = $2, outcome = $5, ${climbEnds('null')}, changed_at = $4 from moved
      where escalation.resident_id = moved.resident_id and escalation.id = $1 and owner = $2 and fence = $3 and closed_at is null
      returning escalation.resident_id, escalation.id, escalation.tier, escalation.priority`,
    values: [act.escalationId, act.staffId, fence, act.now, outcome],
  },
  actEvent('closed', cause, act, note ? detail(key, residentId, cause, 'closed', { findings: [], note }) : null),
];
