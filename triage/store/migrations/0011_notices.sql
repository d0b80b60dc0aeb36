-- Notices: providers behind signed hooks, and what delivering pages needs beside 0008.

-- A provider of text messages, calls or Alimtalk behind a signed hook. Set up once a centre; its staff give it their own numbers.
create table notice_hook (
  id uuid primary key,
  center_id uuid not null references center,
  name text not null,
  channel text not null check (channel in ('sms', 'voice', 'alimtalk')),
  -- Where to, and the secret both sides sign with, under the installation's key `notice`.
  sealed bytea not null,
  made_at timestamptz not null,
  removed_at timestamptz
);
create index notice_hook_center on notice_hook (center_id) where removed_at is null;

-- sealed and hash null: the LINE account that has not sent its code yet.
alter table notice_method
  add hook_id uuid references notice_hook,
  -- In which language notices come by it: the desk's when it was added.
  add lang text not null default 'ko' check (lang in ('ko', 'en')),
  alter sealed drop not null,
  alter hash drop not null,
  add check (kind = 'line' or (sealed is not null and hash is not null)),
  add check (hook_id is null or kind = 'hook');
create unique index notice_method_team_once on notice_method (center_id, hash) where staff_id is null and removed_at is null;
create index notice_method_code on notice_method (code_hash) where code_hash is not null and kind = 'line';

-- told_by: one text told of several cases; this is the page whose text it was. arrived_at: the other end says it arrived; settled_at
-- stays when the provider took it, for that is what its limits count.
alter table page
  add told_by uuid references page on delete set null,
  add arrived_at timestamptz;
create index page_method on page (method_id, settled_at);
create index page_told_by on page (told_by) where told_by is not null;

-- Somebody's shift comes and nothing would reach them: said once a shift, to the lead by a page and to them by the mail of their account.
create table duty_alarm (
  staff_id uuid not null references staff,
  starts_at timestamptz not null,
  center_id uuid not null references center,
  made_at timestamptz not null,
  mailed_at timestamptz,
  mail_due_at timestamptz,
  mail_tries integer not null default 0,
  primary key (staff_id, starts_at)
);
create index duty_alarm_mail on duty_alarm (mail_due_at) where mailed_at is null;

grant select, insert, update on notice_hook, duty_alarm to maumjigi_app;
