/** The ledger check: what the load generator wrote down, what the stand-ins saw and what the database holds are laid side by side, both
 *  ways, by SQL. Any difference is somebody lost, or somebody made up. */
import type { Client } from 'pg';
import { residentKey } from '../../triage/store/residents.ts';
import { aad, openJson } from '../../triage/store/seal.ts';
import type { Entry } from './ledgerFile.ts';

/** A call of LINE's API, as the stand-in saw it. */
export interface LineCall {
  path: string;
  status: number;
  retryKey?: string;
}

export interface Records {
  entries: readonly Entry[];
  /** Of the push service: which page was shown when, ms. */
  pages: readonly { id: string; at: number }[];
  /** When the push service was read, ms: what was settled since cannot be among its pages. Absent: nothing is sent any more. */
  pagesUntil?: number;
  calls: readonly LineCall[];
  /** What stand-ins found that their originals do not allow. */
  violations: readonly string[];
}

export interface Difference {
  what: string;
  count: number;
  examples: string[];
}

/** Of KakaoTalk only who did what: the moment is the house's own. */
const named = `regexp_replace(event_id, '^(kakao:[^:]+):.*', '\\1')`;
const ofResidents = `(event_id like 'web:%' or event_id like 'line:%' or event_id like 'kakao:%')`;

/** Left out where nobody is there to tell anybody, on purpose. */
export const inTime = 'an emergency of which nobody was told within 30 s';

const lookups: Readonly<Record<string, string>> = {
  'an event that was answered 200 is no turn, waits not, and is with nobody': `
    select event as id from sent where accepted_at is not null
    except select event from heard
    except select ${named} from inbox where quarantined_at is null or exists (
      select from escalation where escalation.resident_id = inbox.resident_id and 'Q1' = any (escalation.rules))`,
  'a turn of a resident whom nobody sent': `select event as id from heard except select event from sent`,
  'an event became two turns': `
    select event as id from heard where event not like 'web:open:%' and event not like 'kakao:%' group by event having count(*) > 1`,
  'an event still waits though all is quiet': `select event_id as id from inbox where quarantined_at is null`,
  'turns of a conversation are not numbered 1 to its rev': `
    select conversation.resident_id::text as id from conversation left join turn using (resident_id)
    group by conversation.resident_id, conversation.rev
    having count(turn.rev) <> conversation.rev or min(turn.rev) <> 1 or max(turn.rev) <> conversation.rev`,
  'somebody showed risk, was answered 200, and has no case': `
    select sent.event as id from sent where expected_risk and accepted_at is not null and not exists (
      select from heard join escalation using (resident_id) where heard.event = sent.event)
    except select ${named} from inbox where quarantined_at is not null`,
  // Once a counsellor has the talk, what is tapped goes to them and rings nothing new. Nor does an answer that was kept and became a turn only
  // after it had been tapped again, at another process: then the case names the second tap, which by itself says nothing new.
  'somebody showed risk, and their case does not say by what': `
    select sent.event as id from sent join heard using (event) where expected_risk and accepted_at is not null and not exists (
      select from escalation_event story where story.resident_id = heard.resident_id and story.kind = 'claimed' and story.at < heard.at)
      and not exists (
      select from escalation_event story where story.resident_id = heard.resident_id
        and regexp_replace(story.cause, '^(kakao:[^:]+):.*', '\\1') = sent.event)
      and not exists (
      select from escalation_event story join sent again on regexp_replace(story.cause, '^(kakao:[^:]+):.*', '\\1') = again.event
      where story.resident_id = heard.resident_id and story.at < heard.at
        and again.conv = sent.conv and again.sent_at > sent.sent_at and not again.expected_risk)`,
  // Nor is it a made-up one that a high sum opens of somebody whose talk ended before they came to what they were to show.
  'a case of somebody who showed no risk': `
    select escalation.id::text as id from escalation where not rules <@ '{Q1}' and not exists (
      select from heard join sent using (event) where heard.resident_id = escalation.resident_id and expected_risk)
      and not (rules <@ '{R9}' and 10 <= (
        select sum(gave.value) from gave where gave.resident_id = escalation.resident_id and gave.item like 'phq9/%'))`,
  'a completed questionnaire holds another answer than was given': `
    select distinct gave.conv || ' ' || gave.item as id from gave join held using (resident_id, item) where gave.value <> held.value`,
  'a completed questionnaire lacks an answer that was given, or has one that was not': `
    select distinct resident_id || ' ' || item as id from (
      (select resident_id, item from gave where exists (select from held where held.resident_id = gave.resident_id
         and split_part(held.item, '/', 1) = split_part(gave.item, '/', 1)) except select resident_id, item from held)
      union all (select resident_id, item from held except select resident_id, item from gave)) differs`,
  'an urgent case of which nobody was told': `
    select id::text as id from told where told_at is null and first_claimed_at is null and closed_at is null and opened_at < (select until from looked)`,
  [inTime]: `
    select id::text as id from told where first_priority = 0 and (told_at is null or told_at > opened_at + interval '30 s')
      and (first_claimed_at is null or first_claimed_at > opened_at + interval '30 s')
      and opened_at < (select until from looked) - interval '30 s'`,
  'a page the push service showed and nobody wrote': `
    select shown.id::text as id from shown where not exists (select from page where page.id = shown.id)`,
  'a page that is settled as told and was never shown': `
    select page.id::text as id from page join notice_method method on method.id = page.method_id
    where page.state in ('accepted', 'delivered') and method.kind = 'push' and page.settled_at < (select until from looked)
      and not exists (select from shown where shown.id = coalesce(page.told_by, page.id))`,
  'LINE took the same message twice under one retry key': `
    select retry_key as id from line_call where status = 200 and retry_key is not null group by retry_key having count(*) > 1`,
  'a turn that is due and never left for LINE': `
    select turn.event_id as id from turn join address using (resident_id)
    where turn.channel = 'line' and due_at is not null and due_at < 'infinity' and sent_at is null and not address.blocked`,
};

const prepared = `
  create temporary table sent (event text primary key, conv text not null, channel text not null, expected_risk boolean not null,
    sent_at timestamptz not null, accepted_at timestamptz, item text, value integer);
  create temporary table shown (id uuid, at timestamptz not null);
  create index on shown (id);
  create temporary table looked (until timestamptz not null);
  create temporary table line_call (path text not null, status integer not null, retry_key text);
  create temporary table held (resident_id uuid not null, item text not null, value integer not null);
  create temporary view heard as select ${named} as event, resident_id, rev, at from turn where ${ofResidents};
  create temporary view gave as select distinct sent.conv, heard.resident_id, sent.item, sent.value
    from sent join heard using (event) where sent.item is not null;
  create temporary view told as select escalation.id, opened_at, closed_at,
      -- A claim that ended leaves no trace in the case itself.
      (select min(story.at) from escalation_event story where story.escalation_id = escalation.id
        and story.resident_id = escalation.resident_id and story.kind = 'claimed') as first_claimed_at,
      (select story.priority from escalation_event story where story.escalation_id = escalation.id and story.resident_id = escalation.resident_id
        order by at limit 1) as first_priority,
      (select min(shown.at) from page join shown on shown.id = coalesce(page.told_by, page.id)
        where page.resident_id = escalation.resident_id and page.escalation_id = escalation.id) as told_at
    from escalation where priority <= 1`;

/** [] when nothing differs. client: as the owner of the database; temporary tables stay until it ends. */
export async function compared(client: Client, master: Buffer, records: Records): Promise<Difference[]> {
  await client.query(prepared);
  await filled(client, records);
  await opened(client, master);
  const found: Difference[] = records.violations.length > 0 ? [violated(records.violations)] : [];
  for (const [what, sql] of Object.entries(lookups)) {
    const { rows } = await client.query<{ id: string; count: number }>(
      `select id, count(*) over ()::integer as count from (${sql}) differs limit 10`,
    );
    if (rows[0]) found.push({ what, count: rows[0].count, examples: rows.map(({ id }) => id) });
  }
  return found;
}

const violated = (violations: readonly string[]): Difference => ({
  what: 'a stand-in was sent what its original does not allow',
  count: violations.length,
  examples: violations.slice(0, 10),
});

async function filled(client: Client, { entries, pages, pagesUntil, calls }: Records): Promise<void> {
  const rows = (table: string, columns: string, all: readonly object[]) =>
    client.query(`insert into ${table} select * from jsonb_to_recordset($1) as it (${columns})`, [JSON.stringify(all)]);
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  for (let from = 0; from < entries.length; from += 20_000) {
    await rows(
      'sent',
      'event text, conv text, channel text, expected_risk boolean, sent_at timestamptz, accepted_at timestamptz, item text, value integer',
      entries.slice(from, from + 20_000).map((one) => ({
        ...one,
        expected_risk: one.expectedRisk === 'high',
        sent_at: iso(one.sentAt),
        // Kakao shows nothing but a 200: somebody unknown who only opens the talk is told how to go on, and there is nothing to keep.
        accepted_at: one.channel === 'kakao' && one.kind === 'opens' ? null : iso(one.acceptedAt),
      })),
    );
  }
  await rows(
    'shown',
    'id uuid, at timestamptz',
    pages.map(({ id, at }) => ({ id, at: iso(at) })),
  );
  await client.query('insert into looked values ($1)', [pagesUntil === undefined ? 'infinity' : iso(pagesUntil)]);
  await rows(
    'line_call',
    'path text, status integer, retry_key text',
    calls.map((one) => ({ ...one, retry_key: one.retryKey })),
  );
  await client.query('analyze sent; analyze shown; analyze line_call');
}

/** Answers of completed questionnaires, unsealed: item → value. */
async function opened(client: Client, master: Buffer): Promise<void> {
  const { rows } = await client.query<{ id: string; visit: number; instrument: string; key: Buffer; answers: Buffer }>(
    `select resident_id as id, visit, instrument, wrapped_key as key, answers from screening join resident on resident.id = resident_id
     where status = 'finished'`,
  );
  const held = rows.flatMap(({ id, visit, instrument, key, answers }) => {
    const place = aad('screening', `${id}/${visit}/${instrument}`, 'answers');
    const doc = openJson(residentKey(master, id, key), place, answers) as Record<string, { value: number | null }>;
    return Object.entries(doc).map(([item, { value }]) => ({
      resident_id: id,
      item: `${instrument}/${item}`,
      value: value ?? -1,
    }));
  });
  for (let from = 0; from < held.length; from += 20_000) {
    await client.query(
      'insert into held select * from jsonb_to_recordset($1) as it (resident_id uuid, item text, value integer)',
      [JSON.stringify(held.slice(from, from + 20_000))],
    );
  }
}

/** How long from a case's commit to its first page, ms: at these shares of all. */
export async function pagedWithin(
  client: Client,
): Promise<{ priority: number; cases: number; p50: number; p99: number; most: number }[]> {
  const { rows } = await client.query(
    `select first_priority as priority, count(*)::integer as cases,
       (percentile_disc(0.5) within group (order by took))::integer as p50, (percentile_disc(0.99) within group (order by took))::integer as p99,
       max(took)::integer as most
     from (select first_priority, extract(epoch from told_at - opened_at) * 1000 as took from told where told_at is not null) all_told
     group by 1 order by 1`,
  );
  return rows;
}
