-- 순번 (rotations): who takes turns, when. A rotation lays shifts ahead; the rows of `shift` stay what is true, so that an edit of a
-- rotation changes nothing of what has been.
create table rotation (
  id uuid primary key,
  center_id uuid not null references center,
  rev integer not null,
  -- The shape is Plan in triage/rotation.ts.
  plan jsonb not null,
  -- The first day that no shifts were laid for yet.
  laid_until date not null,
  made_by uuid references staff,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  retired_at timestamptz
);
create index rotation_center on rotation (center_id) where retired_at is null;

alter table shift
  -- What laid it; null: somebody put it in by hand.
  add rotation_id uuid references rotation,
  -- Called when the first ones do not answer: such a shift is no duty. Written here as well as in the plan, which may change later.
  add backup boolean not null default false,
  -- Somebody changed it by hand: no rotation lays over it.
  add touched_at timestamptz;
create index shift_staff on shift (staff_id, starts_at);
create index shift_cover on shift (covered_by, starts_at) where covered_by is not null;
create index shift_rotation on shift (rotation_id, starts_at) where rotation_id is not null;

-- Asking a colleague to take a shift over, or (back_shift_id) to exchange it for one of theirs. Until they accept, whoever asked stays on.
create table shift_offer (
  id uuid primary key,
  center_id uuid not null references center,
  shift_id uuid not null references shift,
  back_shift_id uuid references shift,
  from_staff uuid not null references staff,
  to_staff uuid not null references staff,
  made_at timestamptz not null,
  -- overtaken: the shift changed hands or was taken away meanwhile.
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn', 'overtaken')),
  settled_at timestamptz,
  check ((state = 'open') = (settled_at is null)),
  check (from_staff <> to_staff)
);
create unique index shift_offer_open on shift_offer (shift_id) where state = 'open';
create index shift_offer_center on shift_offer (center_id) where state = 'open';

-- 인수인계 (handover): duty passed to somebody at this moment, who must say that they have read what is open.
create table handover (
  id uuid primary key,
  center_id uuid not null references center,
  at timestamptz not null,
  made_at timestamptz not null,
  accepted_by uuid references staff,
  accepted_at timestamptz,
  -- What they were shown: open cases, promises missed among them, follow-ups due.
  shown jsonb,
  -- Nobody had accepted in time, and the leads were told.
  alarmed_at timestamptz,
  unique (center_id, at)
);

-- What whoever leaves wants the next one to know. Sealed under a key of its own, wrapped by the master key; deleted after 30 days.
create table handover_note (
  id uuid primary key,
  center_id uuid not null references center,
  staff_id uuid not null references staff,
  written_at timestamptz not null,
  wrapped_key bytea not null,
  note bytea not null,
  -- Accepted with this one; null: for whoever comes next.
  handover_id uuid references handover
);
create index handover_note_open on handover_note (center_id, written_at);

grant select, insert, update on rotation, shift_offer, handover to maumjigi_app;
grant select, insert, update, delete on handover_note to maumjigi_app;
