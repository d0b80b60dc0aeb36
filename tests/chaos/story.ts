/** What happened to somebody who differs, in the order of time, for whoever looks for the reason: ids, kinds and moments, nothing said. */
import type { Client } from 'pg';
import type { Difference } from './compare.ts';

const uuid = /^[0-9a-f-]{36}$/;

/** A line for each thing that happened to the first people named in these differences, by their own id, their case's, or something they sent. */
export async function storiesOf(client: Client, differences: readonly Difference[]): Promise<string[]> {
  const firsts = differences.flatMap(({ examples }) => examples.slice(0, 2));
  const { rows } = await client.query<{ line: string }>(
    `with who as (
       select id from resident where id = any ($1::uuid[])
       union select resident_id from escalation where id = any ($1::uuid[])
       union select resident_id from turn where event_id = any ($2::text[]) limit 5
     ), story as (
       select resident_id, at, 'turn ' || rev || ' ' || event_id || ' ' || channel as what from turn
       union all select resident_id, at, 'case ' || kind || ' by ' || cause || ' ' || array_to_string(rules, ',') from escalation_event
       union all select resident_id, started_at, 'begun ' || instrument || ' of visit ' || visit from screening
       union all select resident_id, ended_at, status || ' ' || instrument || ' ' || coalesce(tier, '') || ' ' || array_to_string(rules, ',') from screening
     )
     select resident_id || ' ' || at || ' ' || what as line from story join who on who.id = story.resident_id
     where at is not null order by resident_id, at`,
    [firsts.filter((one) => uuid.test(one)), firsts],
  );
  return rows.map(({ line }) => line);
}
