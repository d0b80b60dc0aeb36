/** Whom people are referred to. Not about residents: nothing here is sealed. An entry is retired, never deleted, because
 *  referrals name it for ever. */
import type { Queryable, Trace } from './audit.ts';

export interface ResourceRow {
  id: string;
  kind: string;
  name: string;
  phone: string | null;
  note: string | null;
  retiredAt: Date | null;
  rev: number;
}

const columns = 'id, kind, name, phone, note, retired_at as "retiredAt", rev';

/** Everything a centre knows of, what is offered no more last. */
export async function resourcesOf(on: Queryable, centerId: string): Promise<ResourceRow[]> {
  const { rows } = await on.query<ResourceRow>(
    `select ${columns} from resource where center_id = $1
     order by retired_at is not null, kind, name, id
     limit 5000`,
    [centerId],
    'resources_of',
  );
  return rows;
}

export async function resourceOf(on: Queryable, centerId: string, id: string): Promise<ResourceRow | null> {
  const { rows } = await on.query<ResourceRow>(
    `select ${columns} from resource where center_id = $1 and id = $2`,
    [centerId, id],
    'resource_of',
  );
  return rows[0] ?? null;
}

/** Holds the directory of a centre until the transaction ends: two who write the same into it come one after the other. */
export async function holdResources(tx: Queryable, centerId: string): Promise<void> {
  await tx.query('select from center where id = $1 for no key update', [centerId], 'hold_resources');
}

/** The offered entry that says the same (kind, name and number), beside `id`. */
export async function sameResource(
  on: Queryable,
  centerId: string,
  { id, kind, name, phone }: Pick<ResourceRow, 'id' | 'kind' | 'name' | 'phone'>,
): Promise<string | null> {
  const { rows } = await on.query<{ id: string }>(
    `select id from resource
     where center_id = $1 and kind = $2 and name = $3 and phone is not distinct from $4 and id <> $5 and retired_at is null
     limit 1`,
    [centerId, kind, name, phone, id],
    'same_resource',
  );
  return rows[0]?.id ?? null;
}

type Told = Pick<ResourceRow, 'id' | 'kind' | 'name' | 'phone' | 'note'>;

/** null: it was added before (the same request again). */
export async function addResource(
  on: Queryable,
  made: Told & { auditId: string },
  trace: Trace,
): Promise<ResourceRow | null> {
  const { rows } = await on.query<ResourceRow>(
    `with made as (
       insert into resource (id, center_id, kind, name, phone, note, made_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict do nothing
       returning *
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, subject, address, request_id)
       select $8, $9, $2, $7, 'resource.add', id::text, $10, $11 from made
     )
     select ${columns} from made`,
    [
      made.id,
      trace.centerId,
      made.kind,
      made.name,
      made.phone,
      made.note,
      trace.staffId,
      trace.at,
      made.auditId,
      trace.address,
      trace.requestId,
    ],
    'add_resource',
  );
  return rows[0] ?? null;
}

/** null: it is not there, or was changed since `rev`. `changed`: the names of the fields, for the audit. */
export async function changeResource(
  on: Queryable,
  change: ResourceRow & { changed: readonly string[]; auditId: string },
  trace: Trace,
): Promise<ResourceRow | null> {
  const { rows } = await on.query<ResourceRow>(
    `with written as (
       update resource set kind = $4, name = $5, phone = $6, note = $7, retired_at = $8, rev = rev + 1
       where id = $1 and center_id = $2 and rev = $3
       returning *
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, subject, address, request_id)
       select $9, $10, $2, $11, 'resource.change', concat_ws(' ', id, $12::text), $13, $14 from written
     )
     select ${columns} from written`,
    [
      change.id,
      trace.centerId,
      change.rev,
      change.kind,
      change.name,
      change.phone,
      change.note,
      change.retiredAt,
      trace.at,
      change.auditId,
      trace.staffId,
      change.changed.join(' '),
      trace.address,
      trace.requestId,
    ],
    'change_resource',
  );
  return rows[0] ?? null;
}
