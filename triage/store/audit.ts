/** Who read or changed whose record, when, from where. Append-only: rows are inserted and never touched again. */
import type { Transaction } from './db.ts';

/** Anything that runs a statement: the database itself or an open transaction. */
export type Queryable = Pick<Transaction, 'query'>;

/** What every audit row of one request has in common. */
export interface Trace {
  at: Date;
  centerId: string;
  staffId: string | null;
  /** Network address of the browser. */
  address: string | null;
  requestId: string | null;
}

export interface AuditRow extends Trace {
  id: string;
  /** `case.read`, `case.claim`, `login`, `denied` …: what was done, in the words of the routes. */
  action: string;
  residentId?: string | null;
  /** What it was done to: an escalation's id, a route, a number of rows. Never something a person wrote. */
  subject?: string | null;
  reason?: string | null;
}

/** Appends one row. Hand in the transaction of the read or change it tells of, so that neither exists without the other. */
export async function audit(on: Queryable, row: AuditRow): Promise<void> {
  await on.query(
    `insert into audit (at, id, center_id, staff_id, action, resident_id, subject, reason, address, request_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.at,
      row.id,
      row.centerId,
      row.staffId,
      row.action,
      row.residentId ?? null,
      row.subject ?? null,
      row.reason ?? null,
      row.address,
      row.requestId,
    ],
    'audit',
  );
}
