/** Campaigns of a centre: a name, a place, the days it lasts. Each change writes its audit row in the same statement. */
import type { Queryable, Trace } from './audit.ts';

export interface CampaignRow {
  id: string;
  name: string;
  place: string | null;
  /** `2026-11-30` */
  startsOn: string;
  endsOn: string;
  /** Hanging now, and all that were ever made. */
  hanging: number;
  made: number;
  rev: number;
}

/** What a person typed. */
export interface CampaignFacts {
  name: string;
  place: string | null;
  startsOn: string;
  endsOn: string;
}

/** Where the next page of the list begins. */
export interface CampaignKey {
  startsOn: string;
  id: string;
}

const columns = `campaign.id, campaign.name, campaign.place, campaign.starts_on::text as "startsOn", campaign.ends_on::text as "endsOn",
  (select count(*)::integer from placement where placement.campaign_id = campaign.id and retired_at is null) as hanging,
  (select count(*)::integer from placement where placement.campaign_id = campaign.id) as made,
  campaign.rev`;

/** The newest first: by the day they begin, then by id. */
export async function readCampaigns(
  on: Queryable,
  centerId: string,
  after: CampaignKey | null,
  limit: number,
): Promise<CampaignRow[]> {
  const { rows } = await on.query<CampaignRow>(
    `select ${columns} from campaign
     where center_id = $1 and ($2::date is null or starts_on < $2 or (starts_on = $2 and id > $3::uuid))
     order by starts_on desc, id
     limit $4`,
    [centerId, after?.startsOn ?? null, after?.id ?? null, limit],
    'campaigns_read',
  );
  return rows;
}

/** null when this centre has no such campaign. */
export async function readCampaign(on: Queryable, centerId: string, id: string): Promise<CampaignRow | null> {
  const { rows } = await on.query<CampaignRow>(
    `select ${columns} from campaign where center_id = $1 and id = $2`,
    [centerId, id],
    'campaign_read',
  );
  return rows[0] ?? null;
}

/** Makes a campaign. false: there is one with this id already. */
export async function addCampaign(
  on: Queryable,
  { id, name, place, startsOn, endsOn }: CampaignFacts & { id: string },
  auditId: string,
  trace: Trace,
): Promise<boolean> {
  const { rows } = await on.query(
    `with made as (
       insert into campaign (id, center_id, name, place, starts_on, ends_on, made_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (id) do nothing
       returning id
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, subject, address, request_id)
       select $8, $9, $2, $7, 'campaign.add', made.id::text, $10, $11 from made
     )
     select id from made`,
    [
      id,
      trace.centerId,
      name,
      place,
      startsOn,
      endsOn,
      trace.staffId,
      trace.at,
      auditId,
      trace.address,
      trace.requestId,
    ],
    'campaign_add',
  );
  return rows.length === 1;
}

/** Writes the facts over those of `rev`. false: it has changed since, or this centre has no such campaign. */
export async function changeCampaign(
  on: Queryable,
  id: string,
  rev: number,
  { name, place, startsOn, endsOn }: CampaignFacts,
  auditId: string,
  trace: Trace,
): Promise<boolean> {
  const { rows } = await on.query(
    `with changed as (
       update campaign set name = $4, place = $5, starts_on = $6, ends_on = $7, rev = rev + 1, changed_by = $8
       where id = $1 and center_id = $2 and rev = $3
       returning id
     ), logged as (
       insert into audit (at, id, center_id, staff_id, action, subject, address, request_id)
       select $9, $10, $2, $8, 'campaign.change', changed.id::text, $11, $12 from changed
     )
     select id from changed`,
    [
      id,
      trace.centerId,
      rev,
      name,
      place,
      startsOn,
      endsOn,
      trace.staffId,
      trace.at,
      auditId,
      trace.address,
      trace.requestId,
    ],
    'campaign_change',
  );
  return rows.length === 1;
}

/** Who changed a campaign last; null: nobody since it was made, or there is none. */
export async function campaignChangedBy(
  on: Queryable,
  centerId: string,
  id: string,
): Promise<{ id: string; name: string } | null> {
  const { rows } = await on.query<{ id: string; name: string }>(
    `select staff.id, staff.name from campaign join staff on staff.id = campaign.changed_by
     where campaign.center_id = $1 and campaign.id = $2`,
    [centerId, id],
    'campaign_changed_by',
  );
  return rows[0] ?? null;
}
