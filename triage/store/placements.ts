/** What hangs or stands somewhere with a code of its own. A code counts for its placement, or, when it was repointed, for another
 *  one of the same centre: one step, never a chain. Each change writes its audit row in the same statement or transaction. */
import type { Queryable, Trace } from './audit.ts';
import { audit } from './audit.ts';
import type { Query, Transaction } from './db.ts';

export interface PlacementRow {
  id: string;
  campaignId: string;
  nth: number;
  name: string;
  spot: string | null;
  code: string;
  /** Scans of its code count for this one. */
  countsAsId: string | null;
  countsAsName: string | null;
  countsAsCampaign: string | null;
  retiredAt: Date | null;
  rev: number;
}

const columns = `placement.id, placement.campaign_id as "campaignId", placement.nth, placement.name, placement.spot, placement.code,
  target.id as "countsAsId", target.name as "countsAsName", target_campaign.name as "countsAsCampaign",
  placement.retired_at as "retiredAt", placement.rev`;
const from = `placement left join placement target on target.id = placement.counts_as
  left join campaign target_campaign on target_campaign.id = target.campaign_id`;

/** Placements of a campaign in the order they were made, from the one after `afterNth`. hangingOnly: not those taken down. */
export async function readPlacements(
  on: Queryable,
  centerId: string,
  campaignId: string,
  afterNth: number,
  limit: number,
  hangingOnly = false,
): Promise<PlacementRow[]> {
  const { rows } = await on.query<PlacementRow>(
    `select ${columns} from ${from}
     where placement.center_id = $1 and placement.campaign_id = $2 and placement.nth > $3
       and not ($5 and placement.retired_at is not null)
     order by placement.nth
     limit $4`,
    [centerId, campaignId, afterNth, limit, hangingOnly],
    'placements_read',
  );
  return rows;
}

/** null when this centre has no such placement. */
export async function readPlacement(on: Queryable, centerId: string, id: string): Promise<PlacementRow | null> {
  const { rows } = await on.query<PlacementRow>(
    `select ${columns} from ${from} where placement.center_id = $1 and placement.id = $2`,
    [centerId, id],
    'placement_read',
  );
  return rows[0] ?? null;
}

/** Those of a campaign that have one of these codes, in order. */
export async function placementsByCode(
  on: Queryable,
  centerId: string,
  campaignId: string,
  codes: readonly string[],
): Promise<PlacementRow[]> {
  const { rows } = await on.query<PlacementRow>(
    `select ${columns} from ${from}
     where placement.center_id = $1 and placement.campaign_id = $2 and placement.code = any ($3::text[])
     order by placement.nth`,
    [centerId, campaignId, codes],
    'placements_by_code',
  );
  return rows;
}

/** Where a code leads: the placement it counts for. Retired ones still lead somewhere: their posters may hang yet.
 *  null: nobody has this code. */
export async function placementOf(
  query: Query,
  code: string,
): Promise<{ placementId: string; centerId: string } | null> {
  const { rows } = await query<{ placementId: string; centerId: string }>(
    `select coalesce(counts_as, id) as "placementId", center_id as "centerId" from placement where code = $1`,
    [code],
    'placement_of_code',
  );
  return rows[0] ?? null;
}

/** Holds a campaign until the transaction ends: whoever else adds to it waits. Gives the names and the highest number it has;
 *  null when this centre has no such campaign. */
export async function holdCampaign(
  tx: Transaction,
  centerId: string,
  campaignId: string,
): Promise<{ names: string[]; last: number } | null> {
  const { rows: held } = await tx.query('select from campaign where id = $1 and center_id = $2 for update', [
    campaignId,
    centerId,
  ]);
  return held.length === 0 ? null : namesOf(tx, campaignId);
}

/** Names and highest number of a campaign's placements. */
export async function namesOf(on: Queryable, campaignId: string): Promise<{ names: string[]; last: number }> {
  const { rows } = await on.query<{ name: string; nth: number }>(
    'select name, nth from placement where campaign_id = $1 order by nth',
    [campaignId],
    'placement_names',
  );
  return { names: rows.map(({ name }) => name), last: rows.at(-1)?.nth ?? 0 };
}

export interface NewPlacement {
  id: string;
  name: string;
  spot: string | null;
  code: string;
}

/** Adds placements to a campaign that is held (see above), numbered from `first`. The statement fails as a unique violation when
 *  a code is taken. */
export async function addPlacements(
  tx: Transaction,
  campaignId: string,
  first: number,
  made: readonly NewPlacement[],
  auditId: string,
  trace: Trace,
): Promise<void> {
  await tx.query(
    `insert into placement (id, center_id, campaign_id, nth, name, spot, code, created_at)
     select made.id, $1, $2, $3 + made.place - 1, made.name, made.spot, made.code, $4
     from unnest($5::uuid[], $6::text[], $7::text[], $8::text[]) with ordinality made (id, name, spot, code, place)`,
    [
      trace.centerId,
      campaignId,
      first,
      trace.at,
      made.map(({ id }) => id),
      made.map(({ name }) => name),
      made.map(({ spot }) => spot),
      made.map(({ code }) => code),
    ],
    'placements_add',
  );
  await audit(tx, { ...trace, id: auditId, action: 'placement.add', subject: `${campaignId} ${made.length}` });
}

/** Writes name, spot and whether it hangs over those of `rev`. false: it has changed since, or this centre has no such placement.
 *  Fails as a unique violation when its campaign has the name already. */
export async function changePlacement(
  on: Queryable,
  id: string,
  rev: number,
  change: { name: string; spot: string | null; retired: boolean },
  auditId: string,
  trace: Trace,
): Promise<boolean> {
  const { rows } = await on.query(
    `with changed as (
       update placement set name = $4, spot = $5, retired_at = case when $6 then coalesce(retired_at, $8) end,
         rev = rev + 1, changed_by = $7
       where id = $1 and center_id = $2 and rev = $3
       returning id
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, subject, address, request_id)
       select $8, $9, $2, $7, 'placement.change', changed.id || case when $6 then ' retired' else ' hanging' end, $10, $11 from changed
     )
     select id from changed`,
    [
      id,
      trace.centerId,
      rev,
      change.name,
      change.spot,
      change.retired,
      trace.staffId,
      trace.at,
      auditId,
      trace.address,
      trace.requestId,
    ],
    'placement_change',
  );
  return rows.length === 1;
}

/** Who changed a placement last; null: nobody since it was made, or there is none. */
export async function placementChangedBy(
  on: Queryable,
  centerId: string,
  id: string,
): Promise<{ id: string; name: string } | null> {
  const { rows } = await on.query<{ id: string; name: string }>(
    `select staff.id, staff.name from placement join staff on staff.id = placement.changed_by
     where placement.center_id = $1 and placement.id = $2`,
    [centerId, id],
    'placement_changed_by',
  );
  return rows[0] ?? null;
}

/** What stands in the way of a code counting for another placement, as both are at this moment. */
export interface RepointView {
  placement: { rev: number };
  /** Codes of others that count for this one now. */
  others: number;
  target: { retired: boolean; repointed: boolean } | null;
}

/** Holds both placements until the transaction ends and says how they stand; null when this centre has no such placement.
 *  `target` null: this centre has no such one, or none was named. */
export async function holdForRepoint(
  tx: Transaction,
  centerId: string,
  id: string,
  to: string | null,
): Promise<RepointView | null> {
  // In the order of their ids: two who repoint each other's plates wait in turn.
  const { rows } = await tx.query<{ id: string; rev: number; retired: boolean; repointed: boolean }>(
    `select id, rev, retired_at is not null as retired, counts_as is not null as repointed from placement
     where center_id = $1 and id = any ($2::uuid[]) order by id for update`,
    [centerId, to === null ? [id] : [id, to]],
    'repoint_hold',
  );
  const placement = rows.find((row) => row.id === id);
  if (!placement) return null;
  // A look of its own: the one above may have waited, and this one sees what was written meanwhile.
  const { rows: others } = await tx.query<{ many: number }>(
    'select count(*)::integer as many from placement where counts_as = $1',
    [id],
    'repoint_others',
  );
  const target = rows.find((row) => row.id === to);
  return { placement, others: others[0]?.many ?? 0, target: target ?? null };
}

/** From now on scans of its code count for `to`; null: for itself again. */
export async function repoint(
  tx: Transaction,
  id: string,
  to: string | null,
  auditId: string,
  trace: Trace,
): Promise<void> {
  await tx.query(
    `update placement set counts_as = $2, repointed_at = $3, repointed_by = $4, rev = rev + 1, changed_by = $4
     where id = $1 and center_id = $5`,
    [id, to, trace.at, trace.staffId, trace.centerId],
    'repoint',
  );
  await audit(tx, { ...trace, id: auditId, action: 'placement.repoint', subject: `${id} ${to ?? 'itself'}` });
}
