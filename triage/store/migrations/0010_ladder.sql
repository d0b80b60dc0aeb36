-- Where a climb begins, why it is climbed, and when a promise counts as missed.

alter table escalation
  -- How often the ladder was begun anew: opened, raised, given back.
  add climb integer not null default 0,
  -- When the present round of it began; until then nobody of this round was called.
  add round_at timestamptz,
  -- What the next notices say. raised, lapsed: of the next step alone. drill, canary: of every step.
  add page_kind text not null default 'case' check (page_kind in ('case', 'raised', 'lapsed', 'drill', 'canary')),
  -- When the promised time counts as missed (again). null: it is kept, was counted, or there is none.
  add promise_at timestamptz;

create index escalation_promise on escalation (promise_at) where closed_at is null and promise_at is not null;
-- The board counts them by kind and day.
create index escalation_event_kind on escalation_event (kind, at) where kind in ('promise-missed', 'unreached', 'exhausted', 'lapsed');
-- The board counts what was sent and failed today.
create index page_center on page (center_id, made_at);

-- Cases that were open before there was a ladder climb the one that stands in triage/ladder.ts today.
update escalation set
  ladder = '{"leadId": null, "climbs": {
    "0": {"steps": [
        {"afterMinutes": 0, "who": [{"type": "duty"}]},
        {"afterMinutes": 2, "who": [{"type": "duty"}, {"type": "leads"}]},
        {"afterMinutes": 3, "who": [{"type": "duty"}, {"type": "leads"}, {"type": "team"}]},
        {"afterMinutes": 5, "who": [{"type": "everyone"}, {"type": "team"}]}],
      "repeatMinutes": 5, "lapseMinutes": 10},
    "1": {"steps": [
        {"afterMinutes": 0, "who": [{"type": "duty"}]},
        {"afterMinutes": 10, "who": [{"type": "duty"}]},
        {"afterMinutes": 20, "who": [{"type": "duty"}, {"type": "leads"}]},
        {"afterMinutes": 90, "who": [{"type": "duty"}, {"type": "leads"}, {"type": "team"}]}],
      "repeatMinutes": 60, "lapseMinutes": 30},
    "2": {"steps": [{"afterMinutes": 1440, "who": [{"type": "duty"}]}],
      "repeatMinutes": 1440, "lapseMinutes": null}}}',
  next_page_at = case when owner is null and priority <= 1 then opened_at
    when owner is null and priority = 2 then opened_at + interval '1 day' end,
  round_at = case when owner is null and priority <= 1 then opened_at
    when owner is null and priority = 2 then opened_at + interval '1 day' end,
  promise_at = case when owner is null and priority <= 2 then claim_by end
where closed_at is null;
