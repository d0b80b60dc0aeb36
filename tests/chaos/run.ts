/** One chaos run: people talk, counsellors work, something breaks every few seconds; then all is well again, it becomes quiet, and the ledger
 *  is compared. */
import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import type { Query } from '../../triage/store/db.ts';
import { broken } from '../../triage/store/invariants.ts';
import { chance as drawn } from '../harness/chance.ts';
import { compared, type Difference, type LineCall, pagedWithin } from './compare.ts';
import { type Before, type Fault, faults, usual } from './faults.ts';
import { type House, openHouse } from './house.ts';
import { readLedgerFile } from './ledgerFile.ts';
import { startLoad } from './loading.ts';
import { robots } from './robots.ts';
import { storiesOf } from './story.ts';

export interface RunOptions {
  seed: number;
  ms: number;
  /** Conversations a second. */
  rate: number;
  /** Where ledger and records are kept. */
  folder: string;
  /** Names of faults; default: the usual ones. */
  only?: readonly string[];
  /** The version that the house begins with; at half time at the latest it is this one. Null: this one from the beginning. */
  before: Before | null;
  say: (line: string) => void;
}

export interface Outcome {
  conversations: number;
  events: number;
  accepted: number;
  highRisk: number;
  faults: Record<string, number>;
  cases: number;
  paged: Awaited<ReturnType<typeof pagedWithin>>;
  robots: Record<string, number>;
  quietAfterMs: number;
  differences: Difference[];
}

const everyMs = 5_000;
/** As many a second as a counsellor of robots keeps up with. */
const conversationsEach = 4;
/** Notices of the kind `away`. */
const saysAway = /기록이 멈췄고/;
/** Promised: within a minute after the last fault nothing waits any more. A phone that has rung ten times in a minute waits for the next one
 *  with all the others in one text, which is not of the house's making. */
const quietWithinMs = 90_000;

export async function run(options: RunOptions): Promise<Outcome> {
  const { seed, folder, say } = options;
  const chance = drawn(seed);
  const house = await openHouse(
    seed,
    { bot1: 'bot', bot2: 'bot', worker1: 'worker', worker2: 'worker', desk: 'desk' },
    { smallDisk: options.only?.includes('disk full') ?? false, code: options.before?.code },
  );
  try {
    await house.start();
    const team: Awaited<ReturnType<House['counsellor']>>[] = [];
    const many = Math.max(2, Math.ceil(options.rate / conversationsEach));
    for (let nth = 0; nth < many; nth += 1) team.push(await house.counsellor(`counsellor${nth}`));
    const ledger = join(folder, 'ledger.jsonl');
    const balanced = balancing(house);
    const record = recording(house, join(folder, 'line.jsonl'));
    const load = startLoad(house, { ledger, seed, rate: options.rate, atOnce: 100, high: 0.3 });
    const working = robots(team, drawn(seed + 1));
    const happened = await breaking(house, options, chance);
    for (const member of house.members) member.postgres.clear();
    await load.end();
    await working.end();
    await balanced.end();
    const quietAfterMs = await quiet(house);
    say(`quiet after ${Math.round(quietAfterMs / 1000)} s`);
    await record.end();
    const pagesUntil = Date.now();
    const shown = (await Promise.all(team.map((one) => one.shown()))).flat();
    const entries = readLedgerFile(ledger);
    const client = new Client({ connectionString: house.postgres.url });
    await client.connect();
    try {
      const { violations } = await house.line.record();
      // Of direct pages, made while the database is away, no row tells.
      const pages = shown
        .filter(({ payload }) => !saysAway.test(String(payload.body)))
        .map(({ at, payload }) => ({ id: String(payload.id), at }));
      const differences = await compared(client, house.master, {
        entries,
        pages,
        pagesUntil,
        calls: record.calls,
        violations,
      });
      for (const { id, says, count, examples } of await broken(unlimited(client), new Date())) {
        differences.push({ what: `${id}: ${says}`, count, examples });
      }
      if (quietAfterMs > quietWithinMs) differences.push({ what: 'it did not become quiet', count: 1, examples: [] });
      for (const line of await storiesOf(client, differences)) say(line);
      const { rows } = await client.query<{ many: number }>('select count(*)::integer as many from escalation');
      return {
        conversations: new Set(entries.map(({ conv }) => conv)).size,
        events: entries.length,
        accepted: entries.filter(({ acceptedAt }) => acceptedAt !== null).length,
        highRisk: new Set(entries.filter(({ expectedRisk }) => expectedRisk === 'high').map(({ conv }) => conv)).size,
        faults: happened,
        cases: rows[0]?.many ?? 0,
        paged: await pagedWithin(client),
        robots: working.counts,
        quietAfterMs,
        differences,
      };
    } finally {
      await client.end();
    }
  } finally {
    await house.close();
  }
}

/** A fault begins every five seconds, or as soon as the one before is over. Whatever died is started again by its supervisor. */
async function breaking(house: House, options: RunOptions, chance: ReturnType<typeof drawn>) {
  const { ms, before, say, only = usual } = options;
  const began = Date.now();
  const counted: Record<string, number> = {};
  const supervised = supervising(house, say);
  while (Date.now() - began < ms) {
    const at = Date.now();
    const isLate = at - began > ms / 2 && house.members.some(({ code }) => code !== undefined);
    const name = isLate ? 'rolling redeploy' : chance.of(only);
    const lasts = chance.between(500, 4_000);
    try {
      const what = await (faults[name] as Fault)({ house, chance, ms: lasts, before });
      say(`${seconds(at - began)}  ${name}${what ? `: ${what}` : ''} (${seconds(Date.now() - at)})`);
      counted[name] = (counted[name] ?? 0) + 1;
    } catch (error) {
      say(`${seconds(at - began)}  ${name} could not be made: ${error instanceof Error ? error.message : error}`);
    }
    await wait(Math.max(0, at + everyMs - Date.now()));
  }
  await supervised.end();
  return counted;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** What ended by itself is started again, as systemd or Docker does. */
function supervising(house: House, say: (line: string) => void) {
  const over = new AbortController();
  const loop = (async () => {
    while (!over.signal.aborted) {
      for (const member of house.members) {
        if (member.running && !lives(member.running.process.pid)) {
          say(
            `   ${member.name} ended by itself and is started again: ${member.running.process.printed().slice(-300)}`,
          );
          await member.start().catch(() => {});
        }
      }
      await wait(500, undefined, { signal: over.signal }).catch(() => {});
    }
  })();
  return {
    async end() {
      over.abort();
      await loop;
      for (const member of house.members) if (!member.running) await member.start();
    },
  };
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** LINE's webhooks come to another process every second. */
function balancing(house: House) {
  const over = new AbortController();
  const loop = (async () => {
    for (let nth = 0; !over.signal.aborted; nth += 1) {
      const one = house.bots[nth % house.bots.length];
      // When the house has closed over a fault, that fault is what must be read.
      if (one) await house.lineComesTo(one).catch(() => {});
      await wait(1_000, undefined, { signal: over.signal }).catch(() => {});
    }
  })();
  return {
    async end() {
      over.abort();
      await loop;
    },
  };
}

/** What LINE was asked is taken from the stand-in every few seconds, and kept in a file. */
function recording(house: House, path: string) {
  const calls: LineCall[] = [];
  const over = new AbortController();
  const take = async () => {
    const taken = (await house.line.ask<{ calls: LineCall[] }>('POST', '/control/record/take')).calls;
    const kept = taken.map(({ path: to, status, retryKey }) => ({
      path: to,
      status,
      ...(retryKey ? { retryKey } : {}),
    }));
    calls.push(...kept);
    if (kept.length > 0) appendFileSync(path, kept.map((one) => `${JSON.stringify(one)}\n`).join(''));
  };
  const loop = (async () => {
    while (!over.signal.aborted) {
      await wait(5_000, undefined, { signal: over.signal }).catch(() => {});
      await take().catch(() => {});
    }
  })();
  return {
    calls,
    async end() {
      over.abort();
      await loop;
      await take();
    },
  };
}

/** Looks at all there is, as the house itself never does: without the time limit of its connections. */
export const unlimited =
  (client: Client): Query =>
  async (text, values) => {
    const { rows, rowCount } = await client.query(text, values as unknown[]);
    return { rows, rowCount: rowCount ?? 0 };
  };

/** Waits until nothing is due that could be done now. Gives how long that took, ms. */
export async function quiet({ postgres, members }: Pick<House, 'postgres' | 'members'>): Promise<number> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  const began = Date.now();
  for (; Date.now() - began < quietWithinMs * 2; await wait(500)) {
    const { rows } = await client.query<{ waits: number }>(
      `select (select count(*) from inbox where quarantined_at is null)
         + (select count(*) from turn where channel = 'line' and sent_at is null and due_at < 'infinity')
         + (select count(*) from page where state = 'due' and due_at <= $1)
         + (select count(*) from escalation where closed_at is null and owner is null and priority <= 1
              and exists (select from page where page.resident_id = escalation.resident_id and page.escalation_id = escalation.id and state = 'due')
              and not exists (select from page where page.resident_id = escalation.resident_id and page.escalation_id = escalation.id and state in ('accepted', 'delivered')))
         + (select count(*) from escalation where closed_at is null and next_page_at <= $1) as waits`,
      [new Date()],
    );
    if (Number(rows[0]?.waits) === 0 && members.every(({ dataDir }) => spooled(dataDir) === 0)) break;
  }
  await client.end();
  return Date.now() - began;
}

/** Files with events that were taken while the database was away, and are not in it yet. */
function spooled(dataDir: string): number {
  const folder = join(dataDir, 'spool');
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).filter((name) => name.endsWith('.lines')).length;
}
