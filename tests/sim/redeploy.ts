/** Another build comes: what is stored was written by the one before it, or (after a step back) by a newer one that this cannot read. */
import type pg from 'pg';
import type { Stored } from '../../flows/snapshot.ts';
import { residentKey } from '../../triage/store/residents.ts';
import { aad, type Key, openJson, sealJson } from '../../triage/store/seal.ts';
import type { Ledger } from './ledger.ts';

/** Every state as version 1 kept it; see `askedHowToReach` in flows/snapshot.ts. */
const older = ({ state }: Stored): Stored => ({
  version: 1,
  state: { ...state, value: state.value === 'endangered' ? 'danger' : state.value },
});
const newer = ({ state }: Stored): Stored => ({ version: 99, state });

/** How many conversations it met. */
export async function redeploy(
  client: pg.Client,
  master: Key,
  to: 'newer' | 'unreadable',
  ledger: Ledger,
): Promise<number> {
  const { rows } = await client.query<{ id: string; key: Buffer; snapshot: Buffer }>(
    `select r.id, r.wrapped_key as key, c.snapshot from conversation c join resident r on r.id = c.resident_id order by r.id`,
  );
  for (const { id, key, snapshot } of rows) {
    const own = residentKey(master, id, key);
    const place = aad('conversation', id, 'snapshot');
    const stored = openJson(own, place, snapshot) as Stored;
    const rewritten = to === 'newer' ? older(stored) : newer(stored);
    await client.query('update conversation set snapshot = $2 where resident_id = $1', [
      id,
      sealJson(own, place, rewritten),
    ]);
  }
  ledger.redeployed.push(rows.length);
  return rows.length;
}
