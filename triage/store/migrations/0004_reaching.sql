-- Reaching the person again: how they may be contacted, what they need beside, who sat with them, and what was promised.

-- How a counsellor may reach somebody, by their own word: one row, the last answer. The number is sealed under the person's key and
-- goes at delete_by (unless a case is open then), or when they are forgotten. way 'none': they were asked and wish no contact.
create table contact (
  resident_id uuid primary key references resident,
  center_id uuid not null,
  way text not null check (way in ('phone', 'chat', 'none')),
  best_time text check (best_time in ('now', 'morning', 'afternoon', 'evening', 'text')),
  number bytea,
  at timestamptz not null,
  delete_by timestamptz not null,
  check ((way = 'phone') = (number is not null))
);
create index contact_delete on contact (delete_by);
grant select, insert, update, delete on contact to maumjigi_app;

-- What is left to do for somebody beside a case. about: for a need which one (money, work, health, lonely, family, home).
create table follow_up (
  resident_id uuid not null,
  id uuid not null,
  center_id uuid not null,
  kind text not null check (kind in ('need')),
  about text,
  due_at timestamptz not null,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by uuid references staff,
  primary key (resident_id, id)
);
create index follow_up_due on follow_up (center_id, due_at) where done_at is null;
grant select, insert, update, delete on follow_up to maumjigi_app;

-- helped: somebody else tapped for an older person. handed_over: the phone was given back before the private questions (null: not asked).
alter table screening add helped boolean not null default false, add handed_over boolean;

-- How long a number is kept after it was given.
alter table center add contact_days integer not null default 90 check (contact_days between 1 and 3650);

-- A counsellor asked for the person's consent to tell another agency.
alter table escalation_event drop constraint escalation_event_kind_check,
  add check (kind in ('opened', 'raised', 'noted', 'claimed', 'spoke', 'asked', 'called', 'closed'));

-- A due event that cannot become a turn is tried some times, then a person is asked to look.
alter table timer add attempts integer not null default 0;
