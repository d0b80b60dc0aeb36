/** The links of the audit trail's chain as rows (triage/auditChain.ts). Written once, like the trail itself. */
import type { Queryable } from './audit.ts';

/** Every column of a row of the trail, as text: what is sealed. The first is its id, the second its moment. */
export type Content = readonly [id: string, at: string, ...others: (string | null)[]];

export interface Link {
  n: number;
  seal: Buffer;
}

const content = `array[audit.id::text, to_char(audit.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), audit.center_id::text,
  audit.staff_id::text, audit.action, audit.resident_id::text, audit.subject, audit.reason, audit.address, audit.request_id]`;

/** The link with this number, or the last one; null: there is none. */
export async function readLink(on: Queryable, n: number | 'last'): Promise<Link | null> {
  const { rows } = await on.query<Link>(
    'select n, seal from audit_link where $1::integer is null or n = $1 order by n desc limit 1',
    [n === 'last' ? null : n],
    'audit_link',
  );
  return rows[0] ?? null;
}

/** Rows that have no place yet, in their order. What commits late stands an hour behind the newest at most. */
export async function unlinked(on: Queryable, limit: number): Promise<Content[]> {
  const { rows } = await on.query<{ content: Content }>(
    `select ${content} as content from audit
     where audit.at >= coalesce((select least(audit_at, linked_at - interval '1 hour') from audit_link order by n desc limit 1), '-infinity')
       and not exists (select from audit_link where audit_link.audit_id = audit.id)
     order by audit.at, audit.id limit $1`,
    [limit],
    'audit_unlinked',
  );
  return rows.map((row) => row.content);
}

/** Throws a unique violation where another process has added links meanwhile. */
export async function addLinks(
  on: Queryable,
  links: readonly (Link & { content: Content })[],
  now: Date,
): Promise<void> {
  await on.query(
    `insert into audit_link (n, audit_id, audit_at, seal, linked_at)
     select n, id, at, seal, $5 from unnest($1::integer[], $2::uuid[], $3::timestamptz[], $4::bytea[]) as link (n, id, at, seal)`,
    [
      links.map(({ n }) => n),
      links.map((link) => link.content[0]),
      links.map((link) => link.content[1]),
      links.map(({ seal }) => seal),
      now,
    ],
    'audit_link_add',
  );
}

/** Links after `n`, with the rows they stand for; null: that row is gone. */
export async function linksAfter(
  on: Queryable,
  n: number,
  limit: number,
): Promise<(Link & { content: Content | null })[]> {
  const { rows } = await on.query<Link & { content: Content | null }>(
    `select link.n, link.seal, case when audit.id is not null then ${content} end as content
     from audit_link link left join audit on audit.at = link.audit_at and audit.id = link.audit_id
     where link.n > $1 order by link.n limit $2`,
    [n, limit],
    'audit_links_after',
  );
  return rows;
}

/** The last link that was written before then; 0: none was. */
export async function linkBefore(on: Queryable, then: Date): Promise<number> {
  const { rows } = await on.query<{ n: number }>(
    'select n from audit_link where linked_at < $1 order by n desc limit 1',
    [then],
    'audit_link_before',
  );
  return rows[0]?.n ?? 0;
}
