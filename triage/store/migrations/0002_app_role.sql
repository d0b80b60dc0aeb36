-- The application never runs as the owner of its tables: it works as maumjigi_app, which can neither change the schema nor the
-- audit trail. Every later migration that makes a table grants what the application needs of it, by name: a forgotten grant
-- fails loudly in the first test, a default grant would open the next append-only table silently.

do $$
begin
  if not exists (select from pg_roles where rolname = 'maumjigi_app') then
    begin
      create role maumjigi_app nologin;
    exception
      -- Roles belong to the whole server: another database may make it at this very moment.
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'The database user "%" may not create the role maumjigi_app', current_user
          using hint = format('As an administrator run: create role maumjigi_app nologin; grant maumjigi_app to %I; '
            'then migrate again.', current_user);
    end;
  end if;
end
$$;

do $$
begin
  if not pg_has_role(current_user, 'maumjigi_app', 'member') then
    begin
      execute format('grant maumjigi_app to %I', current_user);
    exception
      when insufficient_privilege then
        raise exception 'The database user "%" may not act as maumjigi_app', current_user
          using hint = format('As an administrator run: grant maumjigi_app to %I; then migrate again.', current_user);
    end;
  end if;
end
$$;

grant usage on schema public to maumjigi_app;

grant select, insert, update, delete on
  secret, center, resident, address, conversation, turn, inbox, timer, consent, screening, staff, session, escalation, call
  to maumjigi_app;

-- History: written once. escalation_event goes when its person is forgotten, audit never.
grant select, insert, delete on escalation_event to maumjigi_app;
grant select, insert on audit, audit_default to maumjigi_app;

-- Whether the schema is the one this build expects.
grant select on pgmigrations to maumjigi_app;
