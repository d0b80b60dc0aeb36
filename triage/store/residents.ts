/** A pseudonymous person with their own key, and the addresses they can be found by. */
import { createSecretKey } from 'node:crypto';
import type { Part } from './commit.ts';
import type { Query } from './db.ts';
import { aad, type Key, keyedHash, newKey, unwrapKey, wrapKey } from './seal.ts';

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

/** The key everything about this person is sealed with. Throws SealBroken. */
export const residentKey = (master: Key, residentId: string, wrappedKey: Buffer): Key =>
  createSecretKey(unwrapKey(master, wrappedKey, place(residentId)));

/** Makes a person and their first address; the statement fails as a unique violation when the address is known already. */
export function newResident(
  master: Key,
  {
    residentId,
    centerId,
    hash,
    channel,
    placementId = null,
    now,
  }: {
    residentId: string;
    centerId: string;
    hash: Buffer;
    channel: string;
    placementId?: string | null;
    now: Date;
  },
): { key: Buffer; parts: Part[] } {
  const key = newKey();
  return {
    key,
    parts: [
      {
        name: 'resident_made',
        text: 'insert into resident (id, center_id, wrapped_key, created_at, placement_id) values ($1, $2, $3, $4, $5)',
        values: [residentId, centerId, wrapKey(master, key, place(residentId)), now, placementId],
      },
      {
        name: 'address_made',
        text: 'insert into address (hash, resident_id, channel) values ($1, $2, $3)',
        values: [hash, residentId, channel],
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

/** Who this address belongs to, or null. */
export async function residentOf(query: Query, hash: Buffer): Promise<string | null> {
  const { rows } = await query<{ id: string }>(
    'select resident_id as id from address where hash = $1',
    [hash],
    'resident_of',
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
