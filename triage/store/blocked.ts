/** A messenger's word that an account blocked the centre's, or is its friend (again): of a resident, or of one of the staff who is told by it. */
import type { Query } from './db.ts';
import { wayBlocked, wayHash } from './noticeMethods.ts';
import { type Address, addressHash, setBlocked } from './residents.ts';
import type { Key } from './seal.ts';

export interface Word {
  address: Address;
  blocked: boolean;
  /** By the messenger's clock. */
  at: Date;
}

/** Gives the centre whose desks must be told; null where nothing changed for them. Most who follow are new: one look, and nothing is
 *  written. */
export async function noteBlocked(
  query: Query,
  keys: { lookup: Key; notice: Key },
  { address, blocked, at }: Word,
): Promise<string | null> {
  const hash = addressHash(keys.lookup, address);
  const { rows } = await query<{ resident: boolean; staff: boolean }>(
    `select exists (select from address where hash = $1) as resident,
       exists (select from notice_method where kind = $2 and hash = $3 and removed_at is null) as staff`,
    [hash, address.channel, wayHash(keys.notice, address.channel, address.id)],
    'known_account',
  );
  const [known] = rows;
  if (known?.staff) await wayBlocked({ query }, keys.notice, address, blocked, at);
  return known?.resident ? setBlocked(query, hash, blocked, at) : null;
}
