/** People on duty whom no page would reach: who has a way that works, and of whom it was said already. */
import type { Queryable } from './audit.ts';

/** Why nothing would reach somebody; null: something would. */
export type NoReach = 'none' | 'unverified' | 'failing' | 'gone' | null;

/** After so many failures in a row, none of them answered by a success, a way counts as one that does not work. */
const failing = 3;

/** For each of these people whether a page would reach them. The best of their ways decides. */
export async function reachOf(on: Queryable, staffIds: readonly string[]): Promise<Map<string, NoReach>> {
  const { rows } = await on.query<{ staffId: string; many: number; works: boolean; failing: boolean; gone: boolean }>(
    `select person.id as "staffId", count(method.id)::integer as many,
       coalesce(bool_or(method.verified_at is not null and method.gone_at is null and method.failures < $2), false) as works,
       coalesce(bool_or(method.verified_at is not null and method.gone_at is null and method.failures >= $2), false) as failing,
       coalesce(bool_or(method.gone_at is not null), false) as gone
     from staff person left join notice_method method on method.staff_id = person.id and method.removed_at is null
     where person.id = any ($1::uuid[]) group by person.id`,
    [staffIds, failing],
    'reach_of',
  );
  return new Map(
    rows.map(({ staffId, many, works, failing: fails, gone }) => [
      staffId,
      works ? null : many === 0 ? 'none' : fails ? 'failing' : gone ? 'gone' : 'unverified',
    ]),
  );
}

/** Notes that somebody's shift comes without a way; gives those of which it was not said yet. */
export async function noteUnreached(
  tx: Queryable,
  centerId: string,
  shifts: readonly { staffId: string; startsAt: Date }[],
  now: Date,
): Promise<number> {
  const { rowCount } = await tx.query(
    `insert into duty_alarm (staff_id, starts_at, center_id, made_at, mail_due_at)
     select staff_id, starts_at, $3, $4, $4 from unnest($1::uuid[], $2::timestamptz[]) shift (staff_id, starts_at)
     on conflict do nothing`,
    [shifts.map(({ staffId }) => staffId), shifts.map(({ startsAt }) => startsAt), centerId, now],
    'duty_alarm_note',
  );
  return rowCount ?? 0;
}

export interface DutyMail {
  staffId: string;
  startsAt: Date;
  email: string;
  centerName: string;
}

/** Mails about it that are due, each taken for a while; five tries, and none once the shift is over for an hour. */
export async function dueDutyMails(on: Queryable, now: Date, again: Date): Promise<DutyMail[]> {
  const { rows } = await on.query<DutyMail>(
    `update duty_alarm set mail_due_at = $2, mail_tries = mail_tries + 1
     from staff join center on center.id = staff.center_id
     where staff.id = duty_alarm.staff_id and staff.disabled_at is null and duty_alarm.mailed_at is null
       and duty_alarm.mail_due_at <= $1 and duty_alarm.mail_tries < 5 and duty_alarm.starts_at > $1::timestamptz - interval '1 hour'
     returning duty_alarm.staff_id as "staffId", duty_alarm.starts_at as "startsAt", staff.email, center.name as "centerName"`,
    [now, again],
    'duty_mails_due',
  );
  return rows;
}

export const dutyMailed = (on: Queryable, { staffId, startsAt }: DutyMail, now: Date): Promise<unknown> =>
  on.query(
    'update duty_alarm set mailed_at = $3 where staff_id = $1 and starts_at = $2',
    [staffId, startsAt, now],
    'duty_mailed',
  );

/** Who answers for a centre: its leads; where it has none, its admins. */
export async function leadsOf(on: Queryable, centerId: string): Promise<string[]> {
  const { rows } = await on.query<{ id: string }>(
    `select id from staff where center_id = $1 and disabled_at is null and role in ('lead', 'admin')
       and role = (select max(role) from staff where center_id = $1 and disabled_at is null and role in ('lead', 'admin'))`,
    [centerId],
    'leads_of',
  );
  return rows.map(({ id }) => id);
}
