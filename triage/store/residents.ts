/** A pseudonymous person with their own key, and the addresses they can be found by. */
import { createSecretKey } from 'node:crypto';
import type { Part } from './commit.ts';
import type { Query } from './db.ts';
import { aad, type Key, keyedHash, newKey, open, seal, unwrapKey, wrapKey } from './seal.ts';
import type { RehearsalKind } from './synthetic.ts';

export interface Address {
  channel: string;
  /** The person's id in the channel; never stored plain. */
  id: string;
}

/** Nobody has this id: the person was forgotten. */
export class Forgotten extends Error {
  constructor() {
    super('This person was forgotten: no row and no key of theirs is left');
    this.name = 'Forgotten';
  }
}

const place = (residentId: string) => aad('resident', residentId, 'wrapped_key');

export const addressHash = (lookup: Key, { channel, id }: Address): Buffer =>
  keyedHash(lookup, `address:${channel}`, id);

/** Where a person's id in a channel is sealed. */
const idPlace = (residentId: string, channel: string) => aad('address', `${residentId}/${channel}`, 'sealed_id');

/** The key everything about this person is sealed with. Throws SealBroken. */
export const residentKey = (master: Key, residentId: string, wrappedKey: Buffer): Key =>
  createSecretKey(unwrapKey(master, wrappedKey, place(residentId)));

/** A person's id in a channel, sealed under their own key. */
export const sealId = (key: Key, residentId: string, { channel, id }: Address): Buffer =>
  seal(key, idPlace(residentId, channel), id);

/** Makes a person and their first address; the statement fails as a unique violation when the address is known already. */
export function newResident(
  master: Key,
  {
    residentId,
    centerId,
    hash,
    channel,
    id = null,
    placementId = null,
    rehearsal = null,
    now,
  }: {
    residentId: string;
    centerId: string;
    hash: Buffer;
    channel: string;
    /** Their id in the channel, where it is needed to write to them. */
    id?: string | null;
    placementId?: string | null;
    /** They are made up for this one. */
    rehearsal?: { kind: RehearsalKind; id: string } | null;
    now: Date;
  },
): { key: Buffer; parts: Part[] } {
  const key = newKey();
  return {
    key,
    parts: [
      {
        name: 'resident_made',
        text: `insert into resident (id, center_id, wrapped_key, created_at, placement_id, synthetic, rehearsal)
          values ($1, $2, $3, $4, $5, $6, $7)`,
        values: [
          residentId,
          centerId,
          wrapKey(master, key, place(residentId)),
          now,
          placementId,
          rehearsal?.kind,
          rehearsal?.id,
        ],
      },
      {
        name: 'address_made',
        text: 'insert into address (hash, resident_id, channel, sealed_id) values ($1, $2, $3, $4)',
        values: [hash, residentId, channel, id === null ? null : sealId(key, residentId, { channel, id })],
      },
    ],
  };
}

/** Part of a turn: they came through another door than last time. */
export const cameThroughPart = (placementId: string): Part => ({
  name: 'came_through',
  text: 'update resident set placement_id = $1 from moved where resident.id = moved.resident_id',
  values: [placementId],
});

/** Part of a turn: they are here, so here they are written to, and at no other address of theirs in this channel. Whoever writes has
 *  not blocked us (any more), unless they wrote it before they did. */
export const writesHerePart = (hash: Buffer, sealedId: Buffer, heardAt: Date | null): Part => ({
  name: 'writes_here',
  text: `update address set
      sealed_id = case when address.hash = $1 then $2::bytea end,
      blocked = address.blocked and address.hash <> $1,
      told_at = case when address.hash = $1 then greatest(address.told_at, $3::timestamptz) else address.told_at end
    from moved where address.resident_id = moved.resident_id and address.channel = moved.channel
      and not exists (select from address own where own.hash = $1 and own.blocked and (own.told_at <= $3) is not true)`,
  values: [hash, sealedId, heardAt],
});

/** Who this address belongs to, or null. */
export async function residentOf(query: Query, hash: Buffer): Promise<string | null> {
  const { rows } = await query<{ id: string }>(
    'select resident_id as id from address where hash = $1',
    [hash],
    'resident_of',
  );
  return rows[0]?.id ?? null;
}

/** Whose person this is; null when they were forgotten. */
export async function centerOf(query: Query, residentId: string): Promise<string | null> {
  const { rows } = await query<{ id: string }>(
    'select center_id as id from resident where id = $1',
    [residentId],
    'center_of_resident',
  );
  return rows[0]?.id ?? null;
}

/** The wrapped key of a person, or null when they were forgotten. */
export async function wrappedKeyOf(query: Query, residentId: string): Promise<Buffer | null> {
  const { rows } = await query<{ key: Buffer }>(
    'select wrapped_key as key from resident where id = $1',
    [residentId],
    'wrapped_key_of',
  );
  return rows[0]?.key ?? null;
}

/** How to write to a person in a channel: their id there. Null: not known, or they have blocked us. */
export async function writableAt(
  query: Query,
  master: Key,
  residentId: string,
  channel: string,
): Promise<{ id: string } | null> {
  const { rows } = await query<{ key: Buffer; id: Buffer }>(
    `select r.wrapped_key as key, a.sealed_id as id from address a join resident r on r.id = a.resident_id
     where a.resident_id = $1 and a.channel = $2 and a.sealed_id is not null and not a.blocked limit 1`,
    [residentId, channel],
    'address_writable',
  );
  const [row] = rows;
  if (!row) return null;
  const key = residentKey(master, residentId, row.key);
  return { id: open(key, idPlace(residentId, channel), row.id).toString() };
}

/** The channel says that they blocked or unblocked us, at a moment of its own clock: an older word does not undo a newer one.
 *  Gives the person's centre, whose desks must be told; null where nothing changed. */
export async function setBlocked(query: Query, hash: Buffer, blocked: boolean, toldAt: Date): Promise<string | null> {
  const { rows } = await query<{ centerId: string }>(
    `with was as (select resident_id, blocked from address where hash = $1),
       told as (update address set blocked = $2, told_at = $3 where hash = $1 and (told_at is null or told_at <= $3)
         returning resident_id)
     select resident.center_id as "centerId" from told join was using (resident_id) join resident on resident.id = told.resident_id
     where was.blocked <> $2`,
    [hash, blocked, toldAt],
    'address_set_blocked',
  );
  return rows[0]?.centerId ?? null;
}
