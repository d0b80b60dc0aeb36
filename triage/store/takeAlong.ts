/** Codes with which somebody carries their conversation on in another channel. What is stored is a keyed hash: nobody can read a
 *  code out of the table. */
import type { Part } from './commit.ts';
import type { Query } from './db.ts';

/** Part of a turn: a new code of this person. What ran out goes with it. */
export const takeAlongPart = (hash: Buffer, now: Date, until: Date): Part => ({
  name: 'take_along_made',
  text: `insert into take_along (resident_id, hash, center_id, made_at, until)
    select moved.resident_id, $1, moved.center_id, $2, $3 from moved on conflict do nothing`,
  values: [hash, now, until],
});

/** Who made a code that is alive, its row locked to the end of the transaction: of two takers the second finds it spent. */
export async function codeOwner(query: Query, hash: Buffer, now: Date): Promise<string | null> {
  const { rows } = await query<{ residentId: string }>(
    'select resident_id as "residentId" from take_along where hash = $1 and until > $2 for update',
    [hash, now],
    'take_along_owner',
  );
  return rows[0]?.residentId ?? null;
}

/** It works once. */
export async function spendCode(query: Query, hash: Buffer): Promise<void> {
  await query('delete from take_along where hash = $1', [hash], 'take_along_spend');
}

/** Codes nobody used in time. */
export async function dropOldCodes(query: Query, now: Date): Promise<void> {
  await query('delete from take_along where until <= $1', [now], 'take_along_drop_old');
}

/** Where somebody stands who gives a code: their conversation's rev (locked till the end of the transaction), and whether anything
 *  of them is recorded, that is more than a greeting. */
export interface Standing {
  residentId: string;
  rev: number | null;
  recorded: boolean;
}

/** Whoever has this address, locked. null: nobody. */
export async function standingOf(query: Query, hash: Buffer): Promise<Standing | null> {
  await query(
    'select from conversation where resident_id = (select resident_id from address where hash = $1) for update',
    [hash],
  );
  const { rows } = await query<Standing>(
    `select a.resident_id as "residentId", c.rev,
       exists (select from consent where resident_id = a.resident_id and given)
         or exists (select from screening where resident_id = a.resident_id)
         or exists (select from escalation where resident_id = a.resident_id)
         or exists (select from contact where resident_id = a.resident_id)
         or exists (select from follow_up where resident_id = a.resident_id)
         or exists (select from referral where resident_id = a.resident_id)
         or exists (select from inbox where resident_id = a.resident_id)
         or (select count(*) from address where resident_id = a.resident_id) > 1 as recorded
     from address a left join conversation c on c.resident_id = a.resident_id where a.hash = $1`,
    [hash],
    'take_along_standing',
  );
  return rows[0] ?? null;
}

/** The address is this person's from now on, and in its channel the one we write to. sealedId: how, sealed under their key; null where
 *  nobody writes first. */
export async function giveAddress(
  query: Query,
  at: { hash: Buffer; residentId: string; channel: string; sealedId: Buffer | null },
): Promise<void> {
  await query(
    'update address set sealed_id = null where resident_id = $1 and channel = $2',
    [at.residentId, at.channel],
    'take_along_instead',
  );
  await query(
    'insert into address (hash, resident_id, channel, sealed_id) values ($1, $2, $3, $4)',
    [at.hash, at.residentId, at.channel, at.sealedId],
    'take_along_address',
  );
}
