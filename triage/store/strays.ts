/** What a platform delivered and nobody can be found to: kept for a while, sealed, so that somebody can look why. */
import type { Query } from './db.ts';
import { aad, type Key, sealJson } from './seal.ts';

const keptDays = 30;

/** Keeps one event under the installation's inbox key. `fault`: what was wrong with it, never what stood in it. */
export async function keepStray(
  query: Query,
  inboxKey: Key,
  stray: { id: string; channel: string; fault: string; event: unknown; now: Date },
): Promise<void> {
  await query(
    'insert into stray (id, channel, received_at, fault, event) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [stray.id, stray.channel, stray.now, stray.fault, sealJson(inboxKey, aad('stray', stray.id, 'event'), stray.event)],
    'stray_keep',
  );
}

export async function dropOldStrays(query: Query, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  const { rowCount } = await query('delete from stray where received_at < $1', [before], 'stray_drop_old');
  return rowCount ?? 0;
}
