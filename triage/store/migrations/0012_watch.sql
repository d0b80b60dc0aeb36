-- Independent eyes: the house shows that it works, and a person who does not exist shows that a real one would be heard.

-- One round of what is due, by each process that makes them: a pulse that has stopped is a dispatcher that stands still.
create table pulse (
  process uuid primary key,
  role text not null,
  at timestamptz not null,
  -- How far its machine's clock is ahead of the database, ms.
  drift_ms integer not null
);
grant select, insert, update, delete on pulse to maumjigi_app;

-- The centre of the canary: nobody works there and nobody is counted there. Never the first centre, never listed.
alter table center add synthetic boolean not null default false;
create unique index center_synthetic on center (synthetic) where synthetic;

-- A rehearsal: somebody who does not exist tells the program that they are in danger. canary: by itself every few minutes, called is
-- an account nobody signs in with. drill: asked for by a person, called is one of the staff, who answers at the desk.
create table rehearsal (
  id uuid primary key,
  kind text not null check (kind in ('canary', 'drill')),
  center_id uuid not null references center,
  -- Who is called, and nobody else.
  staff_id uuid not null references staff,
  -- null: by itself, or by a command.
  asked_by uuid references staff,
  -- The shape is Ladder in triage/ladder.ts; it names that one person only.
  ladder jsonb not null,
  started_at timestamptz not null,
  -- The answer that must bring somebody was given.
  answered_at timestamptz,
  -- The page has arrived and was confirmed (canary).
  acknowledged_at timestamptz,
  ended_at timestamptz,
  -- What did not work, in one word; null: nothing.
  fault text,
  -- Of a drill: what was seen, DrillReport in triage/drill.ts.
  report jsonb
);
create index rehearsal_center on rehearsal (center_id, started_at);
grant select, insert, update, delete on rehearsal to maumjigi_app;

-- Somebody made up for a rehearsal. Made only for a signed token; in no number, list or report of people.
alter table resident
  add synthetic text check (synthetic in ('canary', 'drill')),
  add rehearsal uuid references rehearsal,
  add check ((synthetic is null) = (rehearsal is null));
-- A handful at most: whoever counts looks here whom to leave out.
create index resident_synthetic on resident (id) where synthetic is not null;
-- One person a rehearsal: a token opens once.
create unique index resident_rehearsal on resident (rehearsal) where rehearsal is not null;

-- Attempts to sign in, by keyed hashes of account and place: shared by all processes, and a sign-in that cannot be counted is refused.
create table attempt (
  key bytea primary key,
  points integer not null,
  until timestamptz not null
);
create index attempt_until on attempt (until);
grant select, insert, update, delete on attempt to maumjigi_app;
