/** One session of a real SQL store, emptied between worlds, that keeps a history of its own: every state a conversation and a case were in,
 *  in the order they were committed. Ids the database makes are counted, so that two stores make the same. */
import pg from 'pg';
import { migrate } from '../../triage/store/migrate.ts';
import { openEmbedded } from './embedded.ts';

export interface Store {
  client: pg.Client;
  /** Empties everything a world has left. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

const own = `
  create schema sim;
  grant usage on schema sim to maumjigi_app;
  create sequence sim.ids;
  create sequence sim.order_of;
  grant usage on sequence sim.ids, sim.order_of to maumjigi_app;
  create function sim.gen_random_uuid() returns uuid language sql volatile as
    $$ select pg_catalog.md5('id' || pg_catalog.nextval('sim.ids'))::uuid $$;
  create table sim.state (nth bigint, resident_id uuid, rev integer, snapshot bytea, at timestamptz);
  create table sim.held (nth bigint, resident_id uuid, id uuid, priority integer, owner uuid, fence integer, handed_back boolean,
    closed boolean);
  create table sim.acted (nth bigint, resident_id uuid, escalation_id uuid, cause text, kind text, staff_id uuid);
  grant insert, select on sim.state, sim.held, sim.acted to maumjigi_app;
  create function sim.note_state() returns trigger language plpgsql as $$ begin
    insert into sim.state values (nextval('sim.order_of'), new.resident_id, new.rev, new.snapshot, new.updated_at);
    return null; end $$;
  create function sim.note_held() returns trigger language plpgsql as $$ begin
    insert into sim.held values (nextval('sim.order_of'), new.resident_id, new.id, new.priority, new.owner, new.fence,
      new.handed_back_at is not null, new.closed_at is not null);
    return null; end $$;
  create function sim.note_acted() returns trigger language plpgsql as $$ begin
    insert into sim.acted values (nextval('sim.order_of'), new.resident_id, new.escalation_id, new.cause, new.kind, new.staff_id);
    return null; end $$;
  create trigger noted after insert or update on public.conversation for each row execute function sim.note_state();
  create trigger noted after insert or update on public.escalation for each row execute function sim.note_held();
  create trigger noted after insert on public.escalation_event for each row execute function sim.note_acted();
`;

async function prepared(client: pg.Client, close: () => Promise<void>): Promise<Store> {
  await client.query(own);
  const { rows } = await client.query<{ all: string }>(
    `select string_agg(format('%I.%I', schemaname, tablename), ', ') as all from pg_tables
     where schemaname in ('public', 'sim') and tablename <> 'pgmigrations'`,
  );
  const reset = async () => {
    await client.query('rollback; reset role; reset search_path');
    await client.query(`truncate ${rows[0]?.all}`);
    await client.query(`select setval('sim.ids', 1), setval('sim.order_of', 1)`);
    // Named first it hides the one of the system.
    // A world is short: planning each statement for its values would cost more than it gains.
    await client.query(
      'set search_path = sim, pg_catalog, public; set plan_cache_mode = force_generic_plan; set role maumjigi_app',
    );
  };
  await reset();
  return { client, reset, close };
}

export async function embeddedStore(): Promise<Store> {
  const { client, close } = await openEmbedded();
  return prepared(client, close);
}

/** url: of an empty database, or a migrated one. */
export async function postgresStore(url: string): Promise<Store> {
  await migrate({ url });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return prepared(client, () => client.end());
}
