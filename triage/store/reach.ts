/** Who can be told anything at a moment. A way that is usable is tried; only one that works is counted on. */
import type { Queryable } from './audit.ts';
import type { MethodKind, NoticeLang } from './noticeMethods.ts';
import { deskWithinMs } from './presence.ts';
import { limits } from './sessions.ts';

/** Ways that may be used: verified, not removed, not known to be gone. */
export const usable = `method.verified_at is not null and method.removed_at is null and method.gone_at is null`;
/** After so many failures in a row a way is still tried, but counts as one that does not work. */
export const failingFrom = 3;
/** Ways that are counted on. */
export const works = `${usable} and method.failures < ${failingFrom}`;

export interface Reach {
  id: string;
  name: string;
  role: 'counsellor' | 'lead';
  /** Kinds of usable ways, each once. */
  ways: string[];
  /** One of them at least does not fail each time. */
  works: boolean;
  deskOpen: boolean;
}

/** works: a way of theirs works, or their desk is open. fails: every way they have has failed each time lately; it is tried, and nobody
 *  counts on it. none: there is no way to tell them. */
export type Told = 'works' | 'fails' | 'none';

/** The ladder calls whoever can be told, and waits only for those who will be; the others it passes over at once. */
export const toldBy = ({ ways, works, deskOpen }: Pick<Reach, 'ways' | 'works' | 'deskOpen'>): Told =>
  works || deskOpen ? 'works' : ways.length > 0 ? 'fails' : 'none';

/** Everybody who takes duty and whose account works, with how they would be told: usable ways, and an open desk. */
export async function usableReach(on: Queryable, centerId: string, now: Date): Promise<Reach[]> {
  const { rows } = await on.query<Reach>(
    `select person.id, person.name, person.role,
       array(select distinct method.kind from notice_method method
         where method.staff_id = person.id and ${usable} order by method.kind) as ways,
       exists (select from notice_method method where method.staff_id = person.id and ${works}) as works,
       exists (select from session where session.staff_id = person.id
         and session.desk_at > $2 and session.created_at > $3 and session.seen_at > $4) as "deskOpen"
     from staff person
     where person.center_id = $1 and person.role in ('counsellor', 'lead') and person.disabled_at is null
     order by person.name, person.id
     limit 1000`,
    [
      centerId,
      new Date(now.getTime() - deskWithinMs),
      new Date(now.getTime() - limits.absoluteMs),
      new Date(now.getTime() - limits.idleMs),
    ],
    'ladder_reach',
  );
  return rows;
}

/** How the team's chats of the centre are told: the best of them. */
export async function teamReach(on: Queryable, centerId: string): Promise<Told> {
  const { rows } = await on.query<{ works: boolean }>(
    `select ${works} as works from notice_method method
     where method.center_id = $1 and method.kind = 'team' and ${usable} order by works desc limit 1`,
    [centerId],
    'ladder_team',
  );
  const [best] = rows;
  return !best ? 'none' : best.works ? 'works' : 'fails';
}

/** A way as it is dialled: where to is sealed (openTo in noticeMethods.ts). */
export interface DialledWay {
  id: string;
  /** null: the team's chat. */
  staffId: string | null;
  kind: MethodKind;
  sealed: Buffer;
  lang: NoticeLang;
  hookId: string | null;
}

/** Every usable way of a centre: of whoever takes duty and whose account works, and the team's chats. */
export async function usableWays(on: Queryable, centerId: string): Promise<DialledWay[]> {
  const { rows } = await on.query<DialledWay>(
    `select method.id, method.staff_id as "staffId", method.kind, method.sealed, method.lang, method.hook_id as "hookId"
     from notice_method method left join staff person on person.id = method.staff_id
     where method.center_id = $1 and method.sealed is not null and ${usable}
       and (method.staff_id is null or (person.role in ('counsellor', 'lead') and person.disabled_at is null))
     order by method.after_minutes, method.made_at, method.id
     limit 2000`,
    [centerId],
    'ways_usable',
  );
  return rows;
}

/** Why no way of somebody's works; null: one does. */
export type NoReach = 'none' | 'unverified' | 'failing' | 'gone' | null;

/** For each of these people whether a page would reach them. The best of their ways decides. */
export async function workingReach(on: Queryable, staffIds: readonly string[]): Promise<Map<string, NoReach>> {
  if (staffIds.length === 0) return new Map();
  const { rows } = await on.query<{ staffId: string; many: number; works: boolean; failing: boolean; gone: boolean }>(
    `select person.id as "staffId", count(method.id)::integer as many, coalesce(bool_or(${works}), false) as works,
       coalesce(bool_or(${usable}), false) as failing, coalesce(bool_or(method.gone_at is not null), false) as gone
     from staff person left join notice_method method on method.staff_id = person.id and method.removed_at is null
     where person.id = any ($1::uuid[]) group by person.id`,
    [staffIds],
    'working_reach',
  );
  return new Map(
    rows.map(({ staffId, many, works: does, failing, gone }) => [
      staffId,
      does ? null : many === 0 ? 'none' : failing ? 'failing' : gone ? 'gone' : 'unverified',
    ]),
  );
}
