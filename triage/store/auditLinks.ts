/** The links of the audit trail's chain as rows (triage/auditChain.ts). Written once, like the trail itself. */
import type { Queryable } from './audit.ts';

/** Every column of a row of the trail, as text. The first is its id, the second its moment. */
export type Content = readonly [id: string, at: string, ...others: (string | null)[]];

export interface Link {
  n: number;
  seal: Buffer;
}

/** A link with all that its seal covers beside the seal before it. */
export interface Linked extends Link {
  /** When it was made, as it is sealed. */
  linkedAt: string;
  /** null: the row is gone. */
  content: Content | null;
}

const utc = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const content = `array[audit.id::text, ${utc('audit.at')}, audit.center_id::text, audit.staff_id::text, audit.action, audit.resident_id::text,
  audit.subject, audit.reason, audit.address, audit.request_id]`;

/** The link with this number; null: there is none. */
export async function readLink(on: Queryable, n: number): Promise<Link | null> {
  const { rows } = await on.query<Link>('select n, seal from audit_link where n = $1', [n], 'audit_link');
  return rows[0] ?? null;
}

/** The end of a chain. */
export interface LastLink extends Link {
  /** From where on rows may have no place yet: what commits late stands an hour behind the newest at most. */
  openFrom: string;
}

/** null: there is no chain yet, and every row may be without a place. */
export async function lastLink(on: Queryable): Promise<LastLink | null> {
  const { rows } = await on.query<LastLink>(
    `select n, seal, least(audit_at, linked_at - interval '1 hour')::text as "openFrom" from audit_link order by n desc limit 1`,
    [],
    'audit_link_last',
  );
  return rows[0] ?? null;
}

/** Rows from then on that have no place yet, in their order. */
export async function unlinked(on: Queryable, from: string | null, limit: number): Promise<Content[]> {
  const { rows } = await on.query<{ content: Content }>(
    `select ${content} as content from audit
     where audit.at >= coalesce($1::timestamptz, '-infinity') and isfinite(audit.at)
       -- Said of both, so that of both only the newest are read.
       and not exists (select from audit_link link where link.audit_at >= coalesce($1::timestamptz, '-infinity')
         and link.audit_at = audit.at and link.audit_id = audit.id)
     order by audit.at, audit.id limit $2`,
    [from, limit],
    'audit_unlinked',
  );
  return rows.map((row) => row.content);
}

/** Throws a unique violation where another process has added links meanwhile. */
export async function addLinks(on: Queryable, links: readonly (Linked & { content: Content })[]): Promise<void> {
  await on.query(
    `insert into audit_link (n, audit_id, audit_at, seal, linked_at)
     select * from unnest($1::integer[], $2::uuid[], $3::timestamptz[], $4::bytea[], $5::timestamptz[])`,
    [
      links.map(({ n }) => n),
      links.map((link) => link.content[0]),
      links.map((link) => link.content[1]),
      links.map(({ seal }) => seal),
      links.map(({ linkedAt }) => linkedAt),
    ],
    'audit_link_add',
  );
}

/** Links after `n`, with the rows they stand for. */
export async function linksAfter(on: Queryable, n: number, limit: number): Promise<Linked[]> {
  const { rows } = await on.query<Linked>(
    `select link.n, link.seal, ${utc('link.linked_at')} as "linkedAt", case when audit.id is not null then ${content} end as content
     from audit_link link left join audit on audit.at = link.audit_at and audit.id = link.audit_id
     where link.n > $1 order by link.n limit $2`,
    [n, limit],
    'audit_links_after',
  );
  return rows;
}

/** The last link that was made before then; 0: none was. */
export async function linkBefore(on: Queryable, then: Date): Promise<number> {
  const { rows } = await on.query<{ n: number }>(
    'select n from audit_link where linked_at < $1 order by n desc limit 1',
    [then],
    'audit_link_before',
  );
  return rows[0]?.n ?? 0;
}
