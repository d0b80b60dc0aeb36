/** Who of a centre can be told anything at a moment: by a way that works, or on a desk that is open. */
import type { Queryable } from './audit.ts';
import { usable } from './pages.ts';
import { deskWithinMs } from './presence.ts';
import { limits } from './sessions.ts';

export interface Reach {
  id: string;
  name: string;
  role: 'counsellor' | 'lead';
  /** Kinds of ways that may be used, each once. */
  ways: string[];
  deskOpen: boolean;
}

/** Everybody who takes duty and whose account works. */
export async function reachOf(on: Queryable, centerId: string, now: Date): Promise<Reach[]> {
  const { rows } = await on.query<Reach>(
    `select person.id, person.name, person.role,
       array(select distinct method.kind from notice_method method
         where method.staff_id = person.id and ${usable} order by method.kind) as ways,
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

/** Does the centre have a team's chat that may be used? */
export async function hasTeam(on: Queryable, centerId: string): Promise<boolean> {
  const { rows } = await on.query(
    `select from notice_method method where method.center_id = $1 and method.kind = 'team' and ${usable} limit 1`,
    [centerId],
    'ladder_team',
  );
  return rows.length > 0;
}
