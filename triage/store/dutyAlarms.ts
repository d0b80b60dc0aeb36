/** People on duty whom no page would reach: of whom it was said already, and by which mail. */
import type { Queryable } from './audit.ts';

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
