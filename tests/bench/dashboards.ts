/** node tests/bench/dashboards.ts [--visits 5000000]: how long a desk waits for its numbers when the country has used it for three years:
 *  5 million visits of two questionnaires each (10^7 screenings) in 250 centres, the largest with a twentieth of all; every 25th visit with a
 *  case. Asks indicators of twelve months, a campaign's counts and 상황판 of the largest and of ordinary centres over HTTP, one after another.
 *  The numbers are counted from `visit` and `escalation`: `screening` itself is read by none of them and stays empty. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { newResident } from '../../triage/store/residents.ts';
import { startPostgres } from '../harness/services.ts';
import { figure, written } from './figure.ts';
import { assembled } from './house.ts';
import { share, sorted } from './numbers.ts';
import { signedIn } from './signedIn.ts';

const { values } = parseArgs({
  options: { visits: { type: 'string', default: '5000000' }, times: { type: 'string', default: '20' } },
});
const visits = Number(values.visits);
const times = Number(values.times);
const centers = 250;
const placements = 20;

const postgres = await startPostgres({ durable: true });
const { house, ground, close } = await assembled(postgres.url);
const server = createServer(house.desk.app);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const owner = new pg.Client({ connectionString: postgres.url });
await owner.connect();
try {
  const began = performance.now();
  await fillCountry();
  console.log(`${visits} visits are there after ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const took: number[] = [];
  for (const [name, nth] of [
    ['the largest centre', 0],
    ['an ordinary centre', 1],
    ['another', 77],
  ] as const)
    took.push(...(await measure(name, nth)));
  const all = sorted(took);
  figure(
    'dashboards',
    share(all, 0.95),
    `p50 ${share(all, 0.5).toFixed(0)} ms, the slowest ${written('dashboards', share(all, 1))} of ${all.length}; ${visits * 2} screenings in ${centers} centres`,
  );
} finally {
  await owner.end();
  house.desk.close();
  server.closeAllConnections();
  server.close();
  await house.bot.settled();
  house.bot.close();
  await house.end();
  await close();
  await postgres.stop();
}

/** Milliseconds of every answer; Infinity where there was none. */
async function measure(name: string, nth: number): Promise<number[]> {
  const centerId =
    (await owner.query<{ id: string }>('select id from bench_center where nth = $1', [nth])).rows[0]?.id ?? '';
  const { rows } = await owner.query<{ id: string }>('select id from campaign where center_id = $1 limit 1', [
    centerId,
  ]);
  const cookie = await signedIn(ground.db, centerId, 'lead');
  const to = new Date().toISOString().slice(0, 7);
  const from = `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`;
  const pages = {
    indicators: `/api/indicators?from=${from}&to=${to}`,
    counts: `/api/campaigns/${rows[0]?.id}/counts`,
    board: '/api/board',
  };
  const took: number[] = [];
  for (const [page, path] of Object.entries(pages)) {
    const own: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const at = performance.now();
      const response = await fetch(url + path, { headers: { cookie } });
      const body = await response.text();
      // The desk says so when Postgres did not answer in time: nobody saw a number, however soon that was said.
      if (!response.ok && response.status !== 503) throw new Error(`${path} was answered ${response.status}: ${body}`);
      own.push(response.ok ? performance.now() - at : Number.POSITIVE_INFINITY);
    }
    const inOrder = sorted(own);
    console.log(
      `${name}, ${page}: p50 ${written('dashboards', share(inOrder, 0.5))}, p95 ${written('dashboards', share(inOrder, 0.95))}`,
    );
    took.push(...own);
  }
  return took;
}

/** Centres, a campaign with placements in each, visits of the last three years, and cases of those in danger. */
async function fillCountry(): Promise<void> {
  const { master, centerId } = ground;
  const now = new Date();
  const made = newResident(master, { residentId: randomUUID(), centerId, hash: Buffer.alloc(16), channel: 'web', now });
  const key = made.parts[0]?.values[2];
  // What is filled in fits: looking up every reference of every row would take the time of all the rest.
  await owner.query(`set session_replication_role = replica`);
  await owner.query(
    `create table bench_center as select n as nth, case n when 0 then $1::uuid else gen_random_uuid() end as id from generate_series(0, $2 - 1) n`,
    [centerId, centers],
  );
  await owner.query(
    `insert into center (id, name, retention, created_at) select id, '센터 ' || nth, '5년', $1 from bench_center where nth > 0`,
    [now],
  );
  await owner.query(
    `insert into campaign (id, center_id, name, starts_on, ends_on, created_at)
     select gen_random_uuid(), id, '봄 마음 살피기', $1::date - 1200, $1::date + 100, $1 from bench_center`,
    [now],
  );
  await owner.query(
    `insert into placement (id, center_id, campaign_id, nth, name, spot, code, created_at)
     select gen_random_uuid(), center_id, campaign.id, n, '벤치 ' || n, '공원', 'b' || substr(campaign.id::text, 1, 8) || n, $1
     from campaign, generate_series(1, $2::integer) n`,
    [now, placements],
  );
  await owner.query(
    'create table bench_placement as select bench_center.nth as center, placement.nth, placement.id from placement join bench_center on bench_center.id = center_id',
  );
  // A twentieth falls to the largest; the others share the rest. Every 25th is in danger, a quarter did not finish.
  await owner.query(
    `create table bench_visit as
     select gen_random_uuid() as resident, gen_random_uuid() as escalation, case when n % 20 = 0 then 0 else 1 + (n * 7 % ($1 - 1)) end as center,
       1 + n / 20 % $2 as placement, $3::timestamptz - random() * interval '1095 days' as at, n % 25 = 3 as danger, n % 4 <> 1 as finished, n % 2 = 0 as mild
     from generate_series(1, $4::bigint) n`,
    [centers, placements, now, visits],
  );
  await owner.query(
    `insert into resident (id, center_id, wrapped_key, created_at)
     select resident, bench_center.id, $1, at from bench_visit join bench_center on nth = center`,
    [key],
  );
  await owner.query(
    `insert into visit (resident_id, visit, center_id, placement_id, age_band, started_at, consented_at, finished_at, contact_at, tier, tier_at, escalation_id)
     select resident, 1, bench_center.id, bench_placement.id, '25-34', at, at + interval '1 minute', case when finished then at + interval '6 minutes' end,
       case when danger then at + interval '7 minutes' end, case when danger then 'high' when finished and mild then 'potential' when finished then 'low' end,
       case when danger or finished then at + interval '5 minutes' end, case when danger then escalation end
     from bench_visit join bench_center on bench_center.nth = bench_visit.center
       join bench_placement on bench_placement.center = bench_visit.center and bench_placement.nth = bench_visit.placement`,
  );
  await owner.query(
    `insert into escalation (resident_id, id, center_id, tier, priority, rules, reason, channel, opened_at, claim_by, claimed_at, first_word_at, closed_at, outcome, changed_at)
     select resident, escalation, bench_center.id, 'high', 1, '{R3}', 'item9', 'web', at, at + interval '15 minutes', at + interval '4 minutes',
       at + interval '6 minutes', at + interval '2 days', 'referral-agreed', at + interval '2 days'
     from bench_visit join bench_center on nth = center where danger`,
  );
  await owner.query('drop table bench_visit');
  await owner.query('vacuum (analyze) resident, visit, escalation, placement, campaign, center');
}
