/** Ways staff are told outside the desk: where to, sealed; proved or not; what was last seen of each. */
import type { Queryable } from './audit.ts';
import type { Address } from './residents.ts';
import { aad, type Key, keyedHash, open, seal } from './seal.ts';

/** How somebody is reached: a browser that allowed it, LINE, e-mail, a provider of SMS, voice or Alimtalk behind a signed hook, or
 *  the team's chat (nobody's own). */
export type MethodKind = 'push' | 'line' | 'email' | 'hook' | 'team';
export type HookChannel = 'sms' | 'voice' | 'alimtalk';
export type NoticeLang = 'ko' | 'en';

export interface Way {
  id: string;
  centerId: string;
  /** null: the team's chat. */
  staffId: string | null;
  kind: MethodKind;
  label: string;
  afterMinutes: number;
  lang: NoticeLang;
  madeAt: Date;
  verifiedAt: Date | null;
  /** A code is out and can be typed until then. */
  codeUntil: Date | null;
  workedAt: Date | null;
  failedAt: Date | null;
  failures: number;
  fault: string | null;
  goneAt: Date | null;
  hookId: string | null;
  hookName: string | null;
  channel: HookChannel | null;
}

const columns = `method.id, method.center_id as "centerId", method.staff_id as "staffId", method.kind, method.label,
  method.after_minutes as "afterMinutes", method.lang, method.made_at as "madeAt", method.verified_at as "verifiedAt",
  method.code_until as "codeUntil", method.worked_at as "workedAt", method.failed_at as "failedAt", method.failures, method.fault,
  method.gone_at as "goneAt", method.hook_id as "hookId", hook.name as "hookName", hook.channel`;
const from = `notice_method method left join notice_hook hook on hook.id = method.hook_id`;

const place = (id: string) => aad('notice_method', id, 'sealed');

/** Where a notice goes, as its notifier wrote it. Throws SealBroken. */
export const openTo = (key: Key, id: string, sealed: Buffer): string => open(key, place(id), sealed).toString();

/** Finds a way by what it is to its messenger. */
export const wayHash = (key: Key, kind: string, same: string): Buffer => keyedHash(key, `way:${kind}`, same);

/** What is stored of a code: of this way alone. */
export const codeHash = (key: Key, wayId: string, code: string): Buffer => keyedHash(key, `code:${wayId}`, code);

export interface NewWay {
  id: string;
  centerId: string;
  staffId: string | null;
  kind: MethodKind;
  label: string;
  to: string;
  /** Finds the same again. */
  same: string;
  hookId: string | null;
  lang: NoticeLang;
  now: Date;
}

/** false: they have this very way already. */
export async function addWay(tx: Queryable, key: Key, way: NewWay): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into notice_method (id, center_id, staff_id, kind, label, sealed, hash, hook_id, lang, made_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [
      way.id,
      way.centerId,
      way.staffId,
      way.kind,
      way.label,
      seal(key, place(way.id), way.to),
      wayHash(key, way.kind, way.same),
      way.hookId,
      way.lang,
      way.now,
    ],
  );
  return rowCount === 1;
}

/** A LINE account that will send this code: whose it is shows when it does. */
export async function addLineWay(
  tx: Queryable,
  way: Pick<NewWay, 'id' | 'centerId' | 'label' | 'lang' | 'now'> & { staffId: string; hash: Buffer; until: Date },
): Promise<void> {
  await tx.query(
    `insert into notice_method (id, center_id, staff_id, kind, label, lang, made_at, code_hash, code_until)
     values ($1, $2, $3, 'line', $4, $5, $6, $7, $8)`,
    [way.id, way.centerId, way.staffId, way.label, way.lang, way.now, way.hash, way.until],
  );
}

/** Of a way that waits for its LINE account: another code. false: it waits for none. */
export async function renewLineCode(tx: Queryable, id: string, hash: Buffer, until: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update notice_method set code_hash = $2, code_until = $3
     where id = $1 and kind = 'line' and verified_at is null and removed_at is null`,
    [id, hash, until],
  );
  return rowCount === 1;
}

/** The hash a LINE code is found by, whoever sends it. */
export const lineCodeHash = (key: Key, code: string): Buffer => keyedHash(key, 'line-code', code);

/** A LINE account has sent a code: from now on it is a way of whoever asked for it. null: nobody waits for this code. A way by the same
 *  account they had before is replaced. */
export async function linkLine(
  tx: Queryable,
  key: Key,
  { code, userId, now }: { code: string; userId: string; now: Date },
): Promise<{ id: string; staffId: string; centerId: string; lang: NoticeLang } | null> {
  const { rows } = await tx.query<{ id: string; staffId: string; centerId: string; lang: NoticeLang }>(
    `select method.id, method.staff_id as "staffId", method.center_id as "centerId", method.lang
     from notice_method method join staff on staff.id = method.staff_id
     where method.kind = 'line' and method.code_hash = $1 and method.code_until > $2 and method.removed_at is null
       and staff.disabled_at is null for update of method`,
    [lineCodeHash(key, code), now],
    'way_by_line_code',
  );
  const [way] = rows;
  if (!way) return null;
  const hash = wayHash(key, 'line', userId);
  await tx.query(
    `update notice_method set removed_at = $4 where staff_id = $1 and kind = 'line' and hash = $2 and id <> $3 and removed_at is null`,
    [way.staffId, hash, way.id, now],
  );
  await tx.query(
    `update notice_method set sealed = $2, hash = $3, verified_at = $4, code_hash = null, code_until = null, failures = 0, fault = null,
       gone_at = null where id = $1`,
    [way.id, seal(key, place(way.id), userId), hash, now],
  );
  return way;
}

/** Somebody's own ways, in the order their rule uses them. */
export async function waysOf(on: Queryable, staffId: string): Promise<Way[]> {
  const { rows } = await on.query<Way>(
    `select ${columns} from ${from} where method.staff_id = $1 and method.removed_at is null
     order by method.after_minutes, method.made_at, method.id`,
    [staffId],
    'ways_of',
  );
  return rows;
}

/** The team's chats of a centre. */
export async function teamWays(on: Queryable, centerId: string): Promise<Way[]> {
  const { rows } = await on.query<Way>(
    `select ${columns} from ${from} where method.center_id = $1 and method.kind = 'team' and method.removed_at is null
     order by method.made_at, method.id`,
    [centerId],
    'ways_team',
  );
  return rows;
}

/** One way that was not removed, locked until the transaction ends. */
export async function lockWay(tx: Queryable, centerId: string, id: string): Promise<Way | null> {
  const { rows } = await tx.query<Way>(
    `select ${columns} from ${from} where method.id = $1 and method.center_id = $2 and method.removed_at is null
     for no key update of method`,
    [id, centerId],
  );
  return rows[0] ?? null;
}

/** A code is out: whoever types it within the time owns the way. Tries begin anew. */
export async function setCode(tx: Queryable, id: string, hash: Buffer, until: Date): Promise<void> {
  await tx.query('update notice_method set code_hash = $2, code_until = $3, code_tries = 0 where id = $1', [
    id,
    hash,
    until,
  ]);
}

/** Counts a try and says whether the code was right, in time and not tried too often. Verifying again begins anew what was gone. */
export async function tryCode(
  tx: Queryable,
  id: string,
  { hash, tries, now }: { hash: Buffer; tries: number; now: Date },
): Promise<'right' | 'wrong' | 'too-late'> {
  const { rows } = await tx.query<{ tried: number; fits: boolean; open: boolean }>(
    `update notice_method set code_tries = code_tries + 1 where id = $1
     returning code_tries as tried, code_hash = $2 as fits, coalesce(code_until > $3, false) as open`,
    [id, hash, now],
  );
  const [row] = rows;
  if (!row?.open || row.tried > tries) return 'too-late';
  if (!row.fits) return row.tried === tries ? 'too-late' : 'wrong';
  await tx.query(
    `update notice_method set verified_at = $2, code_hash = null, code_until = null, code_tries = 0, gone_at = null, failures = 0,
       fault = null where id = $1`,
    [id, now],
  );
  return 'right';
}

export const setAfter = (tx: Queryable, id: string, minutes: number): Promise<unknown> =>
  tx.query('update notice_method set after_minutes = $2 where id = $1', [id, minutes]);

export const removeWay = (tx: Queryable, id: string, now: Date): Promise<unknown> =>
  tx.query('update notice_method set removed_at = $2, code_hash = null, code_until = null where id = $1', [id, now]);

/** An account of a messenger has blocked the centre's, or unblocked it. Where one of the staff is told by it, nothing arrives meanwhile,
 *  though the messenger takes it. */
export async function wayBlocked(
  on: Queryable,
  key: Key,
  { channel, id }: Address,
  blocked: boolean,
  at: Date,
): Promise<void> {
  await on.query(
    `update notice_method set gone_at = case when $2 then coalesce(gone_at, $3::timestamptz) end, fault = case when $2 then 'blocked' end
     where kind = $4 and hash = $1 and removed_at is null`,
    [wayHash(key, channel, id), blocked, at, channel],
    'way_blocked',
  );
}
