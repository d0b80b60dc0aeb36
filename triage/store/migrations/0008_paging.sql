-- Paging: who is told that somebody waits, in which order, by which way, and what came of it.

-- 단계: who is told in which order, by priority. A version is written once and never edited; a case keeps the one it was opened under.
create table ladder (
  center_id uuid not null references center,
  rev integer not null,
  -- The shape is Ladder in triage/ladder.ts.
  content jsonb not null,
  made_by uuid references staff,
  made_at timestamptz not null,
  primary key (center_id, rev)
);

-- One way to reach one of the staff, or (staff_id null) the team's chat. sealed: where to, under the installation's key `notice`.
create table notice_method (
  id uuid primary key,
  center_id uuid not null references center,
  staff_id uuid references staff,
  kind text not null check (kind in ('push', 'line', 'email', 'hook', 'team')),
  -- As its owner calls it; nothing of the address itself.
  label text not null,
  sealed bytea not null,
  -- Keyed hash of where to: the same way is kept once a person.
  hash bytea not null,
  -- Their own rule: how long after a page this way is used.
  after_minutes integer not null default 0 check (after_minutes between 0 and 60),
  made_at timestamptz not null,
  code_hash bytea,
  code_until timestamptz,
  code_tries integer not null default 0,
  -- Nothing but its own code is sent to a way that was not verified.
  verified_at timestamptz,
  removed_at timestamptz,
  -- What was last seen of it. gone_at: the other end says that it is no more; verifying it again begins anew.
  worked_at timestamptz,
  failed_at timestamptz,
  failures integer not null default 0,
  fault text,
  gone_at timestamptz,
  check ((kind = 'team') = (staff_id is null))
);
create unique index notice_method_once on notice_method (staff_id, kind, hash) where removed_at is null;
create index notice_method_center on notice_method (center_id) where removed_at is null;

-- One notice to one person by one way; also what could not be sent, because there was no way. Rows are never deleted while their
-- person has not been forgotten.
create table page (
  id uuid primary key,
  center_id uuid not null,
  -- Whose case; null: a notice about duty or about the way itself.
  resident_id uuid references resident,
  escalation_id uuid,
  kind text not null check (kind in ('case', 'raised', 'lapsed', 'offer', 'exhausted', 'duty', 'verify', 'test', 'drill', 'canary')),
  priority integer,
  -- Where the ladder stood: how often it was gone through before, and which of its steps, both from 0.
  round integer,
  step integer,
  -- null: the team's chat.
  staff_id uuid references staff,
  -- null: they have no way that works; state is then 'failed'.
  method_id uuid references notice_method,
  made_at timestamptz not null,
  due_at timestamptz not null,
  lease_until timestamptz,
  fence integer not null default 0,
  attempts integer not null default 0,
  -- accepted: the provider took it. delivered: it said so. void: there was no need any more.
  state text not null default 'due' check (state in ('due', 'accepted', 'delivered', 'failed', 'void')),
  settled_at timestamptz,
  provider_id text,
  fault text
);
create index page_due on page (due_at) where state = 'due';
create index page_case on page (resident_id, escalation_id, made_at);
create index page_staff on page (staff_id, made_at);
create unique index page_provider on page (method_id, provider_id) where provider_id is not null;

-- Where a case stands on its ladder. next_page_at null: nobody has to be called (claimed, closed, or a follow-up).
alter table escalation
  add ladder jsonb,
  add ladder_round integer not null default 0,
  add ladder_step integer not null default 0,
  add next_page_at timestamptz,
  -- Claimed, and nobody has spoken to the person by then: the claim lapses.
  add lapse_at timestamptz,
  -- The owner asked this one to take over, and stays responsible until they do.
  add offered_to uuid references staff,
  add offered_at timestamptz,
  -- The whole ladder was gone through in vain, and the lead was told.
  add exhausted_at timestamptz;
create index escalation_page on escalation (next_page_at) where closed_at is null and next_page_at is not null;
create index escalation_lapse on escalation (lapse_at) where closed_at is null and lapse_at is not null;
update escalation set next_page_at = opened_at where closed_at is null and owner is null and priority <= 2;

-- paged: somebody was told. unreached: a step named nobody who can be told. exhausted: the whole ladder in vain. lapsed: a claim without
-- a word. offered, offer-ended: handing over. promise-missed: a promised time passed.
alter table escalation_event drop constraint escalation_event_kind_check,
  add check (kind in ('opened', 'raised', 'noted', 'claimed', 'spoke', 'asked', 'called', 'judged', 'wrote', 'summoned',
    'handed-back', 'released', 'checked', 'closed',
    'paged', 'unreached', 'exhausted', 'lapsed', 'offered', 'offer-ended', 'promise-missed'));

grant select, insert on ladder to maumjigi_app;
grant select, insert, update, delete on notice_method, page to maumjigi_app;
