/** Visits of people through the questionnaires, for counting: one row a visit, written in the turn in which something of it
 *  changes. When somebody is forgotten, what may still be counted stays as days that lead back to nobody. */
import type { Part } from './commit.ts';
import type { Tier } from './escalations.ts';
import { isReal } from './synthetic.ts';

/** What of a turn counts (triage/visit.ts says when). */
export interface Counted {
  visit: number;
  /** Began anew before they agreed to anything: within a day, and through the same door, that is one visit and not two. */
  again: boolean;
  /** Only of those who agreed. */
  ageBand: string | null;
  consented: boolean;
  finished: boolean;
  /** Their last answer to being contacted by phone or in the chat; null: none in this turn. */
  contact: boolean | null;
  tier: Tier | null;
  /** The open case was opened or raised in this turn. */
  alarmed: boolean;
}

export interface VisitAt {
  residentId: string;
  placementId: string | null;
  now: Date;
}

/** The first moment of the Korean day of a moment. */
const dayBegun = (moment: string) =>
  `(date_trunc('day', ${moment}::timestamptz at time zone 'Asia/Seoul') at time zone 'Asia/Seoul')`;
const order = `array['low', 'potential', 'high']`;
const placeOf = (tier: string) => `coalesce(array_position(${order}, ${tier}), 0)`;

/** What a turn adds to a visit. Its own moments stay the first ones, the tier only rises; what it was before this day is kept,
 *  because tiers are counted up to yesterday. */
const added = (given: { visit: string; contact: string; now: string; today: string }) => `
  age_band = coalesce(${given.visit}.age_band, visit.age_band),
  consented_at = coalesce(visit.consented_at, ${given.visit}.consented_at),
  finished_at = coalesce(visit.finished_at, ${given.visit}.finished_at),
  contact_at = case when ${given.contact} then coalesce(visit.contact_at, ${given.now}) when not ${given.contact} then null else visit.contact_at end,
  tier_was = case when ${placeOf(`${given.visit}.tier`)} > ${placeOf('visit.tier')} and visit.tier_at < ${given.today} then visit.tier else visit.tier_was end,
  tier_at = case when ${placeOf(`${given.visit}.tier`)} > ${placeOf('visit.tier')} then ${given.now} else visit.tier_at end,
  tier = (${order})[greatest(${placeOf(`${given.visit}.tier`)}, ${placeOf('visit.tier')})],
  escalation_id = coalesce(visit.escalation_id, ${given.visit}.escalation_id)`;

/** A case counts for one visit: the one that opened it. */
const ownCase = (visit: string) => `(select alarmed.id from alarmed where not exists (
      select from visit other where other.resident_id = alarmed.resident_id and other.escalation_id = alarmed.id and other.visit <> ${visit}))`;

/** The parts of a turn that count its visit. With `alarmed` they stand behind the part of that name (see alarmParts). */
export function visitParts(news: Counted, { residentId, placementId, now }: VisitAt): Part[] {
  const values = valuesOf(news, placementId, now);
  if (!news.again) return [begunOrGoneOn(news, values, '')];
  return [
    goneOn(residentId, news, values),
    begunOrGoneOn(news, values, ' where not exists (select from visited_again)'),
  ];
}

const valuesOf = (news: Counted, placementId: string | null, now: Date) => [
  news.visit,
  placementId,
  news.ageBand,
  now,
  news.consented ? now : null,
  news.finished ? now : null,
  news.contact,
  news.tier,
];

const given = (
  alarmed: boolean,
  visit: string,
) => `$1::integer as visit, $2::uuid as placement_id, $3::text as age_band, $4::timestamptz as started_at,
      $5::timestamptz as consented_at, $6::timestamptz as finished_at, case when $7::boolean then $4::timestamptz end as contact_at,
      $8::text as tier, case when $8::text is not null then $4::timestamptz end as tier_at,
      ${alarmed ? ownCase(visit) : 'null::uuid'} as escalation_id`;

const begunOrGoneOn = ({ alarmed }: Counted, values: unknown[], condition: string): Part => ({
  name: 'visited',
  text: `insert into visit (resident_id, center_id, visit, placement_id, age_band, started_at, consented_at, finished_at, contact_at, tier, tier_at, escalation_id)
    select moved.resident_id, moved.center_id, ${given(alarmed, '$1')} from moved${condition}
    on conflict (resident_id, visit) do update set
      ${added({ visit: 'excluded', contact: '$7::boolean', now: '$4', today: dayBegun('$4') })}`,
  values,
});

/** The visit that was begun a moment ago and never agreed to goes on under the new number. */
const goneOn = (residentId: string, { alarmed, visit }: Counted, values: unknown[]): Part => ({
  name: 'visited_again',
  text: `update visit set visit = news.visit,
      ${added({ visit: 'news', contact: '$7::boolean', now: '$4', today: dayBegun('$4') })}
    from moved, lateral (select ${given(alarmed, '$10')}) news
    where visit.resident_id = moved.resident_id and visit.resident_id = $9 and visit.visit = $10 and visit.consented_at is null
      and visit.placement_id is not distinct from $2 and visit.started_at > $4::timestamptz - interval '1 day'
    returning visit.visit`,
  values: [...values, residentId, visit - 1],
});

const day = (moment: string) => `(${moment} at time zone 'Asia/Seoul')::date`;
/** A tier somebody judged is theirs. */
const judgedOr = (tier: string, judged: string) => `case when ${judged} then e.tier else ${tier} end`;
const today = dayBegun('$1');
/** What of a case counts: whoever spoke or closed had it. */
const ofCase = `${day('e.opened_at')}, e.priority, ${day('least(e.claimed_at, e.first_word_at, e.closed_at)')}, ${day('e.first_word_at')}, ${day('e.closed_at')},
      e.outcome, case when not exists (select from referral where referral.resident_id = e.resident_id and referral.escalation_id = e.id) then ${day('e.closed_at')} end,
      extract(epoch from e.first_word_at - e.opened_at)::integer`;

/** What may still be counted of somebody who is being forgotten, under ids that lead nowhere (how many there are is known to the
 *  statement only, which is why it makes them): each visit with the case it opened, and each case that no visit opened. */
export const visitPastPart = (now: Date): Part => ({
  name: 'visits_counted',
  text: `insert into visit_past (id, center_id, placement_id, age_band, started_on, consented, finished_on, contact_on, tier, tier_on, tier_was,
      opened_on, priority, claimed_on, spoken_on, closed_on, outcome, unreferred_on, first_word_seconds)
    select gen_random_uuid(), moved.center_id, v.placement_id, v.age_band, ${day('v.started_at')}, v.consented_at is not null, ${day('v.finished_at')},
      ${day('v.contact_at')}, ${judgedOr('v.tier', 'e.judged_at is not null')}, ${day('greatest(v.tier_at, e.judged_at)')},
      ${judgedOr(`case when v.tier_at < ${today} then v.tier else v.tier_was end`, `e.judged_at < ${today}`)}, ${ofCase}
    from moved join visit v on v.resident_id = moved.resident_id
      left join escalation e on e.resident_id = v.resident_id and e.id = v.escalation_id
    where ${isReal('moved')}
    union all
    select gen_random_uuid(), moved.center_id, e.placement_id, null, null::date, false, null::date, null::date, null, null::date, null, ${ofCase}
    from moved join escalation e on e.resident_id = moved.resident_id
    where not exists (select from visit v where v.resident_id = e.resident_id and v.escalation_id = e.id)
      and ${isReal('moved')}`,
  values: [now],
});
