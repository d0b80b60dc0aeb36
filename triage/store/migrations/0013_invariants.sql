-- What must always hold is looked at each minute (triage/store/invariants.ts), and what was seen is kept for whoever watches.

-- Which conversations moved lately. A turn's time never changes and rows come in its order: a summary of page ranges is enough, costs a
-- turn nothing to speak of, and what is not summarised yet, the newest, is simply read.
create index turn_at on turn using brin (at) with (pages_per_range = 32, autosummarize = on);

create table invariant (
  id text primary key,
  looked_at timestamptz not null,
  -- How many rows broke it. Of one that reads only what is new: the most that was seen since everything was read.
  broken integer not null,
  -- At how many looks in a row.
  looks integer not null,
  took_ms integer not null
);
grant select, insert, update, delete on invariant to maumjigi_app;

-- One process looks, whichever comes first when it is due.
create table invariant_round (
  one boolean primary key default true check (one),
  due_at timestamptz not null
);
grant select, insert, update on invariant_round to maumjigi_app;
