-- The rest of the desk: what is done for a person after the first word, who is on duty, the posters on the wall, and the counts.

-- The door somebody came through: the placement whose code they scanned last. Behind it no address and no device.
create table campaign (
  id uuid primary key,
  center_id uuid not null references center,
  name text not null,
  place text,
  starts_on date not null,
  ends_on date not null,
  made_by uuid references staff,
  created_at timestamptz not null,
  -- Counts changes, so that nobody writes over what they have not seen; changed_by tells them who was first.
  rev integer not null default 0,
  changed_by uuid references staff,
  check (ends_on >= starts_on)
);
create index campaign_center on campaign (center_id, starts_on desc, id);

-- One physical thing that hangs or stands somewhere, with its own code. counts_as: the plate was moved or reused, so scans of this
-- code count for another placement from then on (one step, never a chain).
create table placement (
  id uuid primary key,
  center_id uuid not null references center,
  campaign_id uuid not null references campaign,
  -- The how-manyth of its campaign, from 1: the order in which they were made, and a file's lines keep theirs.
  nth integer not null,
  name text not null,
  spot text,
  code text not null unique,
  counts_as uuid references placement,
  repointed_at timestamptz,
  repointed_by uuid references staff,
  created_at timestamptz not null,
  retired_at timestamptz,
  rev integer not null default 0,
  changed_by uuid references staff,
  unique (campaign_id, name),
  unique (campaign_id, nth)
);
create index placement_counts_as on placement (counts_as) where counts_as is not null;

-- One opened landing page: the day and the thing that was scanned, and nothing of who. placement_id null: a code nobody knows (a dead
-- plate), counted so that somebody looks for it.
create table scan (
  day date not null,
  id uuid not null,
  center_id uuid not null,
  placement_id uuid,
  device text not null check (device in ('ios', 'android', 'other')),
  primary key (day, id)
) partition by range (day);
create table scan_default partition of scan default;
create index scan_placement on scan (center_id, placement_id, day);

alter table resident add placement_id uuid references placement;
alter table escalation add placement_id uuid references placement;

-- One visit of a person through the questionnaires, for counting. Goes with the person; what was counted stays as visit_past.
create table visit (
  resident_id uuid not null,
  visit integer not null,
  center_id uuid not null,
  placement_id uuid references placement,
  age_band text,
  started_at timestamptz not null,
  consented_at timestamptz,
  finished_at timestamptz,
  contact_at timestamptz,
  tier text check (tier in ('low', 'potential', 'high')),
  -- When it last rose, and what it was before that day: tiers are counted up to yesterday.
  tier_at timestamptz,
  tier_was text,
  -- The case this visit opened.
  escalation_id uuid,
  primary key (resident_id, visit)
);
create index visit_counted on visit (center_id, placement_id, started_at);

-- A visit of somebody who was forgotten: days instead of times, and nothing that leads back to them. started_on null: a case that no
-- visit opened, kept for the response times.
create table visit_past (
  id uuid primary key,
  center_id uuid not null,
  placement_id uuid,
  age_band text,
  started_on date,
  consented boolean not null,
  finished_on date,
  contact_on date,
  tier text,
  tier_on date,
  tier_was text,
  -- Of the case it opened.
  opened_on date,
  priority integer,
  claimed_on date,
  spoken_on date,
  closed_on date,
  outcome text,
  -- Closed without a referral of its own: then its outcome alone says that somebody was linked.
  unreferred_on date,
  first_word_seconds integer
);
create index visit_past_counted on visit_past (center_id, placement_id, started_on);

-- What a centre wants to reach in a year, by indicator.
create table target (
  center_id uuid not null references center,
  year integer not null,
  indicator text not null,
  value integer not null check (value >= 0),
  set_by uuid references staff,
  set_at timestamptz not null,
  primary key (center_id, year, indicator)
);

-- Somebody is on duty from starts_at to ends_at; covered_by: another one stands in. Nobody's row says anything: closed.
create table shift (
  id uuid primary key,
  center_id uuid not null references center,
  staff_id uuid not null references staff,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  covered_by uuid references staff,
  made_by uuid references staff,
  created_at timestamptz not null,
  removed_at timestamptz,
  check (ends_at > starts_at)
);
create index shift_center on shift (center_id, starts_at);

-- Whom people are referred to: clinics, welfare offices, and the gatekeepers (자살예방지킴이) of the neighbourhood.
create table resource (
  id uuid primary key,
  center_id uuid not null references center,
  kind text not null check (kind in ('medical', 'welfare', 'money', 'work', 'home', 'dementia', 'gatekeeper', 'other')),
  name text not null,
  phone text,
  note text,
  made_by uuid references staff,
  created_at timestamptz not null,
  retired_at timestamptz,
  -- Counts changes: whoever changes it says which one they saw.
  rev integer not null default 0
);
create index resource_center on resource (center_id, kind, name) where retired_at is null;

-- A person was referred to somebody. basis: on what ground the other one may be told.
create table referral (
  resident_id uuid not null references resident,
  id uuid not null,
  center_id uuid not null,
  escalation_id uuid,
  resource_id uuid not null references resource,
  state text not null check (state in ('requested', 'accepted', 'provided', 'confirmed', 'declined')),
  basis text not null check (basis in ('consent', 'spoken-consent', 'urgent-life', 'no-name')),
  requested_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (resident_id, id)
);
create unique index referral_id on referral (id);
create index referral_open on referral (center_id, changed_at) where state in ('requested', 'accepted', 'provided');
-- Nobody is asked twice for the same person at a time.
create unique index referral_once on referral (resident_id, resource_id) where state in ('requested', 'accepted', 'provided');

create table referral_event (
  -- A row written at the very moment its person is forgotten: one of the two has to give way (see 0003).
  resident_id uuid not null references resident,
  referral_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  state text not null,
  staff_id uuid references staff,
  note bytea,
  primary key (resident_id, referral_id, id)
);

-- Counted after the person was forgotten.
create table referral_past (
  id uuid primary key,
  center_id uuid not null,
  resource_kind text not null,
  requested_on date not null,
  state text not null
);
create index referral_past_counted on referral_past (center_id, requested_on);

-- A follow-up is anything left to do for somebody: a need they named, a call, a re-screening, a referral to look after, one of the
-- dated tasks of the eight weeks after a crisis (step 1 to 10), a gatekeeper who looks in, or the lead who must decide.
alter table follow_up drop constraint follow_up_kind_check,
  add check (kind in ('need', 'call', 'rescreen', 'referral', 'plan', 'gatekeeper', 'lead')),
  add escalation_id uuid,
  add referral_id uuid,
  add step integer,
  add assignee uuid references staff,
  add gatekeeper_id uuid references resource,
  add made_by uuid references staff,
  add outcome text,
  add note bytea,
  add check ((kind = 'plan') = (step is not null)),
  -- Written beside the conversation, too (see 0003).
  add foreign key (resident_id) references resident;
create unique index follow_up_id on follow_up (id);
-- In the order of the list, so that every page begins where the last one ended.
drop index follow_up_due;
create index follow_up_due on follow_up (center_id, due_at, id) where done_at is null;
create index follow_up_mine on follow_up (assignee, due_at, id) where done_at is null;
create index follow_up_referral on follow_up (referral_id) where done_at is null;
-- The lead is asked once about somebody whom nobody reaches.
create unique index follow_up_lead on follow_up (resident_id) where kind = 'lead' and done_at is null;
create unique index follow_up_plan on follow_up (escalation_id, step) where kind = 'plan';

-- Everything that was done with a follow-up: made, put off (with the reason), given to somebody, done.
create table follow_up_event (
  resident_id uuid not null references resident,
  follow_up_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('made', 'postponed', 'assigned', 'done')),
  staff_id uuid references staff,
  -- Of 'made', 'postponed': until when. Of 'assigned': to whom.
  due_at timestamptz,
  assignee uuid references staff,
  gatekeeper_id uuid references resource,
  outcome text,
  note bytea,
  primary key (resident_id, follow_up_id, id)
);

-- Of a case: who confirmed or changed the tier, and that its talk was handed back to the program while the case stays theirs.
alter table escalation
  add judged_by uuid references staff,
  add judged_at timestamptz,
  add handed_back_at timestamptz;
-- judged: a person confirmed or changed the tier. wrote: a note. summoned: 119 or 112 was called together. handed-back: the program
-- talks again. released: given back to the queue. checked: the lead has looked at a person nobody reaches.
alter table escalation_event drop constraint escalation_event_kind_check,
  add check (kind in ('opened', 'raised', 'noted', 'claimed', 'spoke', 'asked', 'called', 'judged', 'wrote', 'summoned',
    'handed-back', 'released', 'checked', 'closed')),
  -- The lead looks without a claim, beside the conversation (see 0003).
  add foreign key (resident_id) references resident;

create index audit_staff on audit (center_id, staff_id, at);

grant select, insert, update, delete on
  campaign, placement, visit, target, shift, resource, referral
  to maumjigi_app;
grant select, insert on scan, scan_default, visit_past, referral_past to maumjigi_app;
-- History of a person goes with them.
grant select, insert, delete on follow_up_event, referral_event to maumjigi_app;
