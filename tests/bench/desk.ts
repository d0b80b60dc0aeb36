/** npm run bench:desk: the desk when it is full, in a real browser: a queue of 10,000, a talk of 2,000 messages, a campaign of 1,000
 *  placements. Prints for each when its content stood on the screen and the longest task, medians of several openings, and what the
 *  first script weighs. Needs Postgres and Chromium, as the tests do. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import pino from 'pino';
import { type Browser, chromium, type Page } from 'playwright-core';
import { hashPassword } from '../../admin/password.ts';
import { assemble } from '../../main.ts';
import { openBus } from '../../triage/store/bus.ts';
import { firstCenter } from '../../triage/store/centers.ts';
import { type Database, openDatabase } from '../../triage/store/db.ts';
import { migrate } from '../../triage/store/migrate.ts';
import { newResident } from '../../triage/store/residents.ts';
import { aad, sealJson } from '../../triage/store/seal.ts';
import { loadSecrets } from '../../triage/store/secrets.ts';
import { addStaff } from '../../triage/store/staff.ts';
import { findChromium } from '../harness/chromium.ts';
import { temporaryFolder } from '../harness/programs.ts';
import { startPostgres } from '../harness/services.ts';

const { values } = parseArgs({ options: { openings: { type: 'string', default: '5' } } });
const openings = Number(values.openings);
const full = { queue: 10_000, messages: 2_000, placements: 1_000, visits: 12_000 };
const account = { email: 'bench@center.example', password: 'a-long-enough-password' };

const postgres = await startPostgres();
await migrate({ url: postgres.url });
const db = await openDatabase({ url: postgres.url });
const master = randomBytes(32);
const center = await firstCenter(db.query, {
  id: randomUUID(),
  name: '푸른구 센터',
  retention: '1년',
  now: new Date(),
});
const house = assemble({
  db,
  master,
  secrets: await loadSecrets(db, master),
  clock: () => new Date(),
  newId: randomUUID,
  bus: openBus(),
  log: pino({ level: 'warn' }),
  centerId: center.id,
  dataDir: temporaryFolder('bench'),
  publicUrl: 'http://127.0.0.1',
  deskUrl: 'http://127.0.0.1',
  trustProxy: false,
});
const server: Server = createServer(house.desk.app);
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

let browser: Browser | undefined;
try {
  const staffId = randomUUID();
  await addStaff(db, {
    id: staffId,
    centerId: center.id,
    email: account.email,
    name: '김하늘',
    role: 'lead',
    password: await hashPassword(account.password),
    invite: null,
    at: new Date(),
  });
  await fillQueue(db);
  const caseId = await longTalk(db, staffId);
  const campaignId = await wideCampaign(db);

  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}; medians of ${openings} openings`,
  );
  weigh(join(import.meta.dirname, '../../admin/panel/dist'));
  browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
  const page = await signedIn(browser);
  await measure(page, `queue, ${full.queue} open`, '/', '.rows .row', async () => {
    for (let more = 0; more < 3; more += 1) await press(page, '.more-rows');
  });
  await measure(page, `case, ${full.messages} messages`, `/cases/${caseId}`, '.talk .said', async () => {
    for (let more = 0; more < 3; more += 1) await press(page, '.talk-earlier button');
  });
  await measure(page, `campaign, ${full.placements} placements`, `/campaigns/${campaignId}`, '.placement', async () => {
    await page.mouse.wheel(0, 4_000);
    await page.waitForTimeout(500);
    for (let more = 0; more < 3; more += 1) await press(page, '.campaign-more');
  });
  await measure(
    page,
    `counts of ${full.placements} placements`,
    `/campaigns/${campaignId}?tab=counts`,
    'main table',
    async () => {
      await page.mouse.wheel(0, 4_000);
      await page.waitForTimeout(500);
    },
  );
} finally {
  await browser?.close();
  house.desk.close();
  server.closeAllConnections();
  server.close();
  house.bot.close();
  await db.close();
  await postgres.stop();
}

/** Opens it several times; then does what a person would do next, which counts for the longest task only. */
async function measure(page: Page, what: string, path: string, content: string, next: () => Promise<void>) {
  const shown: number[] = [];
  const longest: number[] = [];
  for (let opening = 0; opening < openings; opening += 1) {
    await page.goto(url + path, { waitUntil: 'commit' });
    await page.waitForSelector(content);
    shown.push(await page.evaluate(() => (window as unknown as Seen).contentAt));
    await page.waitForTimeout(500);
    await next();
    longest.push(await page.evaluate(() => Math.max(0, ...(window as unknown as Seen).tasks)));
  }
  const line = [
    what.padEnd(34),
    `content ${median(shown).toFixed(0)} ms`,
    `longest task ${median(longest).toFixed(0)} ms (worst ${Math.max(...longest).toFixed(0)})`,
  ];
  console.log(line.join('   '));
}

interface Seen {
  contentAt: number;
  tasks: number[];
}

async function signedIn(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ko-KR' });
  await context.addInitScript(() => {
    const seen: Seen = Object.assign(window as unknown as Seen, { contentAt: 0, tasks: [] });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.tasks.push(duration);
    }).observe({ entryTypes: ['longtask'] });
    // When the content asked for has been drawn, by the page's own clock.
    const look = () => {
      if (document.querySelector('.rows .row, .talk .said, .placement, main table')) seen.contentAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.fill('[name=email]', account.email);
  await page.fill('[name=password]', account.password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.rows .row');
  return page;
}

async function press(page: Page, button: string): Promise<void> {
  const there = page.locator(button);
  if (!(await there.isVisible())) throw new Error(`${button} is not there to be pressed`);
  await there.click();
  await page.waitForTimeout(400);
}

/** What has to come before the first screen can be drawn. */
function weigh(dist: string): void {
  const index = readFileSync(join(dist, 'index.html'), 'utf8');
  const first = [...index.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path]) => path ?? '');
  const bytes = first.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0);
  const later = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'));
  console.log(`first script ${(bytes / 1000).toFixed(1)} kB gzipped (limit 200); ${later.length} scripts in all`);
}

/** Everybody has the same key: no queue opens anything. */
async function fillQueue(on: Database): Promise<void> {
  const made = newResident(master, {
    residentId: randomUUID(),
    centerId: center.id,
    hash: randomBytes(16),
    channel: 'web',
    now: new Date(),
  });
  const key = made.parts[0]?.values[2];
  await on.query(
    `with people as (
       insert into resident (id, center_id, wrapped_key, created_at)
       select gen_random_uuid(), $1, $2, $3 from generate_series(1, $4) returning id
     )
     insert into escalation (resident_id, id, center_id, tier, priority, rules, reason, flags, age_band, channel, opened_at, claim_by, changed_at)
     select id, gen_random_uuid(), $1, 'high', n % 3, '{R3}', 'item9', '{helper}', '65-74', 'web', $3::timestamptz - n * interval '1 minute',
       $3::timestamptz + n * interval '1 minute', $3
     from (select id, row_number() over () as n from people) numbered`,
    [center.id, key, new Date(), full.queue],
  );
}

async function longTalk(on: Database, staffId: string): Promise<string> {
  const residentId = randomUUID();
  const now = new Date();
  const made = newResident(master, {
    residentId,
    centerId: center.id,
    hash: randomBytes(16),
    channel: 'web',
    now,
  });
  for (const { text, values } of made.parts) await on.query(text, values);
  const id = randomUUID();
  await on.query(
    `insert into escalation (resident_id, id, center_id, tier, priority, rules, reason, channel, opened_at, claim_by, changed_at, owner, fence, claimed_at)
     values ($1, $2, $3, 'high', 1, '{R3}', 'item9', 'web', $4, $4, $4, $5, 1, $4)`,
    [residentId, id, center.id, now, staffId],
  );
  for (let rev = 1; rev <= full.messages / 2; rev += 1) {
    const eventId = `web:${rev}`;
    const doc = {
      said: { by: 'resident', text: `${rev}번째로 쓴 말이에요. 요즘 잠이 잘 오지 않아요.` },
      replies: [{ type: 'text', text: '말씀을 받아 두었어요. 상담사가 처음부터 모두 읽을 거예요.' }],
    };
    const sealed = sealJson(made.key, aad('turn', `${residentId}/${eventId}`, 'doc'), doc);
    await on.query(
      'insert into turn (resident_id, event_id, rev, center_id, channel, at, doc) values ($1, $2, $3, $4, $5, $6, $7)',
      [residentId, eventId, rev, center.id, 'web', new Date(now.getTime() - (full.messages - rev) * 60_000), sealed],
      'bench_turn',
    );
  }
  return id;
}

async function wideCampaign(on: Database): Promise<string> {
  const id = randomUUID();
  await on.query(
    `insert into campaign (id, center_id, name, starts_on, ends_on, created_at) values ($1, $2, '봄 마음 살피기', '2026-03-01', '2026-12-31', $3)`,
    [id, center.id, new Date()],
  );
  await on.query(
    `insert into placement (id, center_id, campaign_id, nth, name, spot, code, created_at)
     select gen_random_uuid(), $1, $2, n, '벤치 ' || n, '푸른공원', 'bench' || n, $3 from generate_series(1, $4) n`,
    [center.id, id, new Date(), full.placements],
  );
  await on.query(
    `insert into visit_past (id, center_id, placement_id, started_on, consented, finished_on, tier, tier_on)
     select gen_random_uuid(), $1, placement.id, '2026-04-01', true, '2026-04-01', 'low', '2026-04-01'
     from placement cross join generate_series(1, $2) where placement.campaign_id = $3`,
    [center.id, full.visits / full.placements, id],
  );
  return id;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
