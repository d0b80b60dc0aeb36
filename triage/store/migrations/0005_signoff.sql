-- Who took responsibility for putting which words to residents: a questionnaire that is not released, or a wording of it, goes out in
-- production only when somebody has signed this very pair of versions. Append-only: what was signed stays signed; changed words are
-- a new version and want a new signature.
create table signoff (
  instrument text not null,
  instrument_version text not null,
  wording_version text not null,
  name text not null,
  title text,
  signed_on date not null,
  recorded_at timestamptz not null,
  id uuid not null unique,
  -- The same person signing the same words again adds nothing.
  primary key (instrument, instrument_version, wording_version, name)
);

grant select, insert on signoff to maumjigi_app;
