-- The audit trail is a chain: each row has its place in it, and a seal over itself and the seal before, under a key that stands in no
-- database (triage/auditChain.ts). Rows from before are taken into it by the first round of a worker.
create table audit_link (
  n integer primary key check (n > 0),
  audit_at timestamptz not null,
  audit_id uuid not null,
  seal bytea not null,
  linked_at timestamptz not null,
  unique (audit_at, audit_id)
);
grant select, insert on audit_link to maumjigi_app;
