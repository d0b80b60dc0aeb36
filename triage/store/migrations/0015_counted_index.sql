-- What is counted of visits (triage/store/counts.ts) stands in the index: a centre's visits lie scattered over a table that all centres
-- share, and reading one in twenty of its rows read nearly every page of it.
drop index visit_counted;
create index visit_counted on visit (center_id, placement_id, started_at)
  include (consented_at, finished_at, contact_at, tier, tier_at, tier_was, resident_id, escalation_id);
