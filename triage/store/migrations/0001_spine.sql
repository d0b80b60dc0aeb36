-- The spine: one resident, one conversation, one open escalation, and who did what about it.
-- Times are always arguments (timestamptz handed in); SQL never asks for the time.
-- bytea columns named *sealed*, snapshot, doc, event, answers, detail, note are AES-256-GCM under the resident's own key.

-- Random keys of the installation, wrapped by MASTER_KEY: 'lookup' (keyed hashes), 'inbox' (events whose resident is not known yet).
create table secret (
  name text primary key,
  wrapped bytea not null
);

create table center (
  id uuid primary key,
  name text not null,
  phone text,
  hours text,
  area text,
  retention text,
  created_at timestamptz not null
);

create table resident (
  id uuid primary key,
  center_id uuid not null references center,
  wrapped_key bytea not null,
  created_at timestamptz not null
);

-- Who somebody is in a channel: a keyed hash to find them, their sealed id to write to them (null where the channel cannot be written to).
create table address (
  hash bytea primary key,
  resident_id uuid not null references resident,
  channel text not null,
  sealed_id bytea
);
create index address_resident on address (resident_id);

create table conversation (
  resident_id uuid primary key references resident,
  center_id uuid not null,
  rev integer not null,
  channel text not null,
  snapshot bytea not null,
  updated_at timestamptz not null
);

-- One row is the claimed event id, what was said and answered (sealed), and the delivery.
-- due_at null: the answer went back in the request; infinity: held until the resident asks to see it.
create table turn (
  resident_id uuid not null,
  event_id text not null,
  rev integer not null,
  center_id uuid not null,
  channel text not null,
  at timestamptz not null,
  doc bytea not null,
  due_at timestamptz,
  lease_until timestamptz,
  sent_at timestamptz,
  primary key (resident_id, event_id)
);
create unique index turn_rev on turn (resident_id, rev);
create index turn_undelivered on turn (resident_id, rev) where sent_at is null and due_at is not null;

-- Events that could not become a turn in time. Never dropped: done (row gone) or quarantined with a person told.
create table inbox (
  resident_id uuid not null,
  event_id text not null,
  center_id uuid not null,
  channel text not null,
  event bytea not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  lease_until timestamptz,
  attempts integer not null default 0,
  quarantined_at timestamptz,
  fault text,
  primary key (resident_id, event_id)
);
create index inbox_due on inbox (due_at) where quarantined_at is null;

create table timer (
  resident_id uuid not null,
  kind text not null,
  center_id uuid not null,
  serial integer not null,
  due_at timestamptz not null,
  lease_until timestamptz,
  primary key (resident_id, kind)
);
create index timer_due on timer (due_at);

create table consent (
  resident_id uuid not null,
  kind text not null,
  at timestamptz not null,
  center_id uuid not null,
  given boolean not null,
  lang text not null,
  wording text not null,
  text_hash bytea not null,
  primary key (resident_id, kind, at)
);

-- One row per instrument of a visit, written when it starts, alarms, ends or breaks off.
create table screening (
  resident_id uuid not null,
  visit integer not null,
  instrument text not null,
  center_id uuid not null,
  status text not null check (status in ('running', 'finished', 'stopped')),
  lang text not null,
  instrument_version text not null,
  wording_version text not null,
  flow_version integer not null,
  age_band text,
  total integer,
  raw_total integer,
  missing integer,
  band text,
  rules text[] not null default '{}',
  tier text,
  broke_at text,
  started_at timestamptz not null,
  ended_at timestamptz,
  answers bytea not null,
  primary key (resident_id, visit, instrument)
);

create table staff (
  id uuid primary key,
  center_id uuid not null references center,
  email text not null unique check (email = lower(email)),
  name text not null,
  role text not null,
  password text,
  invite_hash bytea,
  invite_until timestamptz,
  created_at timestamptz not null,
  disabled_at timestamptz
);

create table session (
  token_hash bytea primary key,
  staff_id uuid not null references staff,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  -- Set while a desk's live stream is open: who can be paged on a screen right now.
  desk_at timestamptz
);
create index session_staff on session (staff_id);

-- priority 0 emergency … 3 follow-up. tier null: asked for a human, no risk. Only ever raised by the software.
create table escalation (
  resident_id uuid not null,
  id uuid not null,
  center_id uuid not null,
  tier text check (tier in ('low', 'potential', 'high')),
  priority integer not null check (priority between 0 and 3),
  rules text[] not null,
  reason text not null,
  flags text[] not null default '{}',
  age_band text,
  channel text not null,
  opened_at timestamptz not null,
  claim_by timestamptz not null,
  owner uuid references staff,
  fence integer not null default 0,
  claimed_at timestamptz,
  first_word_at timestamptz,
  closed_at timestamptz,
  outcome text,
  closed_by uuid references staff,
  resident_at timestamptz,
  changed_at timestamptz not null,
  primary key (resident_id, id)
);
create unique index escalation_open on escalation (resident_id) where closed_at is null;
create unique index escalation_id on escalation (id);
create index escalation_queue on escalation (center_id, priority, claim_by) where closed_at is null;
create index escalation_changed on escalation (center_id, changed_at);

create table escalation_event (
  resident_id uuid not null,
  escalation_id uuid not null,
  -- The event id that caused it, so that a repeated attempt adds nothing.
  cause text not null,
  kind text not null check (kind in ('opened', 'raised', 'noted', 'claimed', 'spoke', 'called', 'closed')),
  at timestamptz not null,
  tier text,
  priority integer,
  rules text[] not null default '{}',
  staff_id uuid,
  detail bytea,
  primary key (resident_id, escalation_id, cause, kind)
);

create table call (
  resident_id uuid not null,
  id uuid not null,
  escalation_id uuid not null,
  center_id uuid not null,
  staff_id uuid not null references staff,
  at timestamptz not null,
  outcome text not null,
  note bytea,
  primary key (resident_id, id)
);
create index call_escalation on call (escalation_id);

-- Who read or changed whose record, when, why. Append-only: the application's role may insert and read, nothing else.
create table audit (
  at timestamptz not null,
  id uuid not null,
  center_id uuid not null,
  staff_id uuid,
  action text not null,
  resident_id uuid,
  subject text,
  reason text,
  address text,
  request_id text,
  primary key (at, id)
) partition by range (at);
create table audit_default partition of audit default;
create index audit_center on audit (center_id, at);
