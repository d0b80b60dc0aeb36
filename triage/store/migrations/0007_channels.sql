-- Messengers: whom we can write to, what was heard when, and what a platform sent that belongs to nobody.

-- blocked: the channel says they blocked us; nothing is sent there. told_at: when that was said, by the channel's own clock, so that
-- a late word does not undo a newer one.
alter table address add blocked boolean not null default false, add told_at timestamptz;

-- The latest thing heard of somebody, by the clock of their channel: messengers deliver out of order, and what was written before
-- something already heard answers no question. (updated_at is our own clock.)
alter table conversation add heard_at timestamptz;

-- What a platform delivered and nobody can be found to: sealed under the installation's inbox key, counted, dropped after 30 days.
create table stray (
  id uuid primary key,
  channel text not null,
  received_at timestamptz not null,
  fault text not null,
  event bytea not null
);
create index stray_received on stray (received_at);
grant select, insert, delete on stray to maumjigi_app;

-- Somebody withdrew a message: the words that rang go, that they rang stays.
grant update (detail) on escalation_event to maumjigi_app;

-- Codes with which somebody carries their conversation on in another channel: a keyed hash, once, for half an hour.
create table take_along (
  resident_id uuid not null references resident,
  hash bytea not null unique,
  center_id uuid not null,
  made_at timestamptz not null,
  until timestamptz not null,
  primary key (resident_id, hash)
);
create index take_along_until on take_along (until);
grant select, insert, update, delete on take_along to maumjigi_app;
