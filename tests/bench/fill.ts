/** People at rest, as many as are wanted: each finished a visit once and has written nothing since. One of them walked through it for real;
 *  the others are copies of that one's rows, each sealed anew under a key, an id and a place of its own, as a real one's are. */
import { randomUUID } from 'node:crypto';
import type { Database } from '../../triage/store/db.ts';
import { addressHash, newResident, residentKey } from '../../triage/store/residents.ts';
import { aad, type Key, open, seal } from '../../triage/store/seal.ts';
import type { Secrets } from '../../triage/store/secrets.ts';

/** The nth of them in LINE. */
export const userIdOf = (nth: number): string => `U${nth.toString(16).padStart(32, '0')}`;

/** Turns of each that are copied, the last ones; a whole visit has seventeen. */
export const turnsEach = 3;
const perStatement = 2_000;

interface Model {
  centerId: string;
  rev: number;
  updatedAt: Date;
  snapshot: Buffer;
  turns: { eventId: string; rev: number; at: Date; doc: Buffer }[];
}

/** Fills an installation with `many` people like its only one. db: as its owner. */
export async function fill(
  db: Pick<Database, 'query'>,
  { master, secrets }: { master: Buffer; secrets: Secrets },
  many: number,
): Promise<void> {
  const model = await modelOf(db, master);
  for (let from = 0; from < many; from += perStatement) {
    const people = Array.from({ length: Math.min(perStatement, many - from) }, (_, n) =>
      personLike(model, master, secrets, from + n),
    );
    await insert(db, model, people);
  }
  await db.query('vacuum (analyze) resident, address, conversation, turn');
}

async function modelOf(db: Pick<Database, 'query'>, master: Buffer): Promise<Model> {
  const { rows } = await db.query<Model & { residentId: string; wrapped: Buffer }>(
    `select resident_id as "residentId", wrapped_key as wrapped, conversation.center_id as "centerId", rev, updated_at as "updatedAt", snapshot
     from conversation join resident on resident.id = resident_id`,
  );
  const [one] = rows;
  if (!one || rows.length > 1) throw new Error(`There must be one person to copy, and there are ${rows.length}.`);
  const key = residentKey(master, one.residentId, one.wrapped);
  const { rows: turns } = await db.query<Model['turns'][number]>(
    'select event_id as "eventId", rev, at, doc from turn where resident_id = $1 order by rev desc limit $2',
    [one.residentId, turnsEach],
  );
  return {
    ...one,
    snapshot: open(key, snapshotPlace(one.residentId), one.snapshot),
    turns: turns.map((turn) => ({ ...turn, doc: open(key, docPlace(one.residentId, turn.eventId), turn.doc) })),
  };
}

const snapshotPlace = (residentId: string) => aad('conversation', residentId, 'snapshot');
const docPlace = (residentId: string, eventId: string) => aad('turn', `${residentId}/${eventId}`, 'doc');

function personLike(model: Model, master: Buffer, secrets: Secrets, nth: number) {
  const residentId = randomUUID();
  const id = userIdOf(nth);
  const hash = addressHash(secrets.lookup, { channel: 'line', id });
  const at = { residentId, centerId: model.centerId, hash, channel: 'line', id, now: model.updatedAt };
  const { key, parts } = newResident(master, at);
  const own: Key = key;
  return {
    residentId,
    wrapped: parts[0]?.values[2],
    hash,
    sealedId: parts[1]?.values[3],
    snapshot: seal(own, snapshotPlace(residentId), model.snapshot),
    docs: model.turns.map(({ eventId, doc }) => seal(own, docPlace(residentId, eventId), doc)),
  };
}

async function insert(
  db: Pick<Database, 'query'>,
  model: Model,
  people: readonly ReturnType<typeof personLike>[],
): Promise<void> {
  const of = <K extends keyof (typeof people)[number]>(key: K) => people.map((one) => one[key]);
  const ids = of('residentId');
  await db.query(
    `insert into resident (id, center_id, wrapped_key, created_at)
     select id, $3, wrapped, $4 from unnest($1::uuid[], $2::bytea[]) as one (id, wrapped)`,
    [ids, of('wrapped'), model.centerId, model.updatedAt],
  );
  await db.query(
    `insert into address (hash, resident_id, channel, sealed_id)
     select hash, id, 'line', sealed from unnest($1::uuid[], $2::bytea[], $3::bytea[]) as one (id, hash, sealed)`,
    [ids, of('hash'), of('sealedId')],
  );
  await db.query(
    `insert into conversation (resident_id, center_id, rev, channel, snapshot, updated_at, heard_at)
     select id, $3, $4, 'line', snapshot, $5, $5 from unnest($1::uuid[], $2::bytea[]) as one (id, snapshot)`,
    [ids, of('snapshot'), model.centerId, model.rev, model.updatedAt],
  );
  for (const [nth, { eventId, rev, at }] of model.turns.entries()) {
    await db.query(
      `insert into turn (resident_id, event_id, rev, center_id, channel, at, doc)
       select id, $3, $4, $5, 'line', $6, doc from unnest($1::uuid[], $2::bytea[]) as one (id, doc)`,
      [ids, people.map(({ docs }) => docs[nth]), eventId, rev, model.centerId, at],
    );
  }
}
