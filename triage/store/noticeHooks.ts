/** Providers of text messages, calls and Alimtalk a centre has set up: where to, and the secret, sealed. */
import type { Queryable } from './audit.ts';
import type { HookChannel } from './noticeMethods.ts';
import { aad, type Key, openJson, sealJson } from './seal.ts';

export interface HookRow {
  id: string;
  name: string;
  channel: HookChannel;
  madeAt: Date;
}

const place = (id: string) => aad('notice_hook', id, 'sealed');

/** false: it was made before. */
export async function addHook(
  tx: Queryable,
  key: Key,
  hook: { id: string; centerId: string; name: string; channel: HookChannel; url: string; secret: string; now: Date },
): Promise<boolean> {
  const { id, centerId, name, channel, url, secret, now } = hook;
  const { rowCount } = await tx.query(
    `insert into notice_hook (id, center_id, name, channel, sealed, made_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do nothing`,
    [id, centerId, name, channel, sealJson(key, place(id), { url, secret }), now],
  );
  return rowCount === 1;
}

/** Those of a centre that are in use. */
export async function hooksOf(on: Queryable, centerId: string): Promise<HookRow[]> {
  const { rows } = await on.query<HookRow>(
    `select id, name, channel, made_at as "madeAt" from notice_hook where center_id = $1 and removed_at is null order by made_at, id`,
    [centerId],
    'hooks_of',
  );
  return rows;
}

/** One in use, opened. Throws SealBroken. */
export async function readHook(
  on: Queryable,
  key: Key,
  id: string,
): Promise<{ url: string; secret: string; channel: HookChannel } | null> {
  const { rows } = await on.query<{ channel: HookChannel; sealed: Buffer }>(
    'select channel, sealed from notice_hook where id = $1 and removed_at is null',
    [id],
    'hook_read',
  );
  const [row] = rows;
  if (!row) return null;
  return { ...(openJson(key, place(id), row.sealed) as { url: string; secret: string }), channel: row.channel };
}

/** false: this centre has none such in use. Ways through it stay, and fail from now on: their owners see it. */
export async function removeHook(tx: Queryable, centerId: string, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update notice_hook set removed_at = $3 where id = $1 and center_id = $2 and removed_at is null',
    [id, centerId, now],
  );
  return rowCount === 1;
}
