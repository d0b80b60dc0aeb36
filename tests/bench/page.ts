/** npm run bench:page: how long from the commit of a page to the phone that shows it, at a push service stood in for as a process of its
 *  own, which opens and checks every push. Postgres on disk. Twice: with the word "pages were written" that processes tell each other, and
 *  without it (no Redis between them, or Redis away), when the dispatcher's next second finds them. Prints p50, p99 and the slowest. */
import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { vapidPublicKey } from '../../triage/notify/push.ts';
import { addWay } from '../../triage/store/noticeMethods.ts';
import { addPages } from '../../triage/store/pages.ts';
import { newResident } from '../../triage/store/residents.ts';
import { newKey } from '../../triage/store/seal.ts';
import { addStaff } from '../../triage/store/staff.ts';
import { startPostgres } from '../harness/services.ts';
import type { Shown } from '../standins/pager/push.ts';
import { startStandIn } from '../standins/process.ts';
import { assembled } from './house.ts';

const { values } = parseArgs({
  options: { pages: { type: 'string', default: '600' }, rate: { type: 'string', default: '20' } },
});
const many = Number(values.pages);
const rate = Number(values.rate);

const postgres = await startPostgres({ durable: true });
const { house, ground, close } = await assembled(postgres.url, { log: pino({ level: 'warn' }) });
const { db, master, secrets, clock, bus, centerId } = ground;
const standIn = await startStandIn(join(import.meta.dirname, '../standins/pager/main.ts'), {
  VAPID_KEY: vapidPublicKey(secrets.vapid),
});
let going = true;
const rounds = (async () => {
  while (going) {
    await house.dispatch.round();
    await wait(1_000);
  }
})();

try {
  console.log(
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}; ${many} pages, ${rate} a second`,
  );
  await measure('warming up', true, 100);
  await measure('with the word that pages were written', true, many);
  await measure('found by the next second', false, many);
} finally {
  going = false;
  await rounds;
  await house.notices.settled();
  await house.end();
  await house.bot.settled();
  await standIn.end();
  await close();
  await postgres.stop();
}

/** One counsellor with one phone; each page is the first of a new emergency, which no limit holds back. */
async function measure(name: string, told: boolean, pages: number): Promise<void> {
  const phone = await standIn.ask<{ id: string; subscription: { endpoint: string } }>('POST', '/control/browsers');
  const staffId = await counsellor(phone.subscription);
  const nudge = told ? bus.subscribe('pages', house.notices.nudge) : () => {};
  const committed = new Map<string, number>();
  const startsAt = performance.now();
  const writing: Promise<void>[] = [];
  for (let one = 0; one < pages; one += 1) {
    await wait(Math.max(0, startsAt + (one * 1_000) / rate - performance.now()));
    writing.push(
      page(staffId).then((caseId) => {
        committed.set(caseId, performance.timeOrigin + performance.now());
        house.paged();
      }),
    );
  }
  await Promise.all(writing);
  const shown = await allShown(phone.id, pages);
  nudge();
  const waits = shown
    .map(({ at, payload }) => at - (committed.get(String(payload.href).split('/').at(-1) ?? '') ?? Number.NaN))
    .sort((one, other) => one - other);
  if (waits.some(Number.isNaN)) throw new Error('A push came that nobody had committed.');
  const of = (part: number) =>
    `${(waits[Math.min(waits.length - 1, Math.floor(waits.length * part))] ?? 0).toFixed(1)} ms`;
  console.log(`${name}: ${waits.length} of ${pages} shown; p50 ${of(0.5)}, p99 ${of(0.99)}, slowest ${of(1)}`);
}

async function counsellor(subscription: object): Promise<string> {
  const id = randomUUID();
  const now = clock();
  const staff = {
    id,
    centerId,
    email: `${id}@center.example`,
    name: '김',
    role: 'counsellor',
    password: null,
    invite: null,
  };
  await addStaff(db, { ...staff, at: now });
  const wayId = randomUUID();
  const way = {
    id: wayId,
    centerId,
    staffId: id,
    kind: 'push' as const,
    label: 'phone',
    hookId: null,
    lang: 'ko' as const,
  };
  await addWay(db, secrets.notice, { ...way, to: JSON.stringify(subscription), same: id, now });
  await db.query('update notice_method set verified_at = $2 where id = $1', [wayId, now]);
  return id;
}

/** A case and its page in one commit, as a turn and the ladder write them. */
async function page(staffId: string): Promise<string> {
  const now = clock();
  const residentId = randomUUID();
  const id = randomUUID();
  const made = newResident(master, {
    residentId,
    centerId,
    hash: newKey().subarray(0, 16),
    channel: 'web',
    now,
  });
  await db.transaction(async (tx) => {
    for (const { text, values } of made.parts) await tx.query(text, values);
    await tx.query(
      `insert into escalation (resident_id, id, center_id, tier, priority, rules, reason, flags, channel, opened_at, claim_by, changed_at)
       values ($1, $2, $3, 'high', 0, '{R1}', 'danger-now', '{}', 'web', $4, $4, $4)`,
      [residentId, id, centerId, now],
    );
    const about = { residentId, escalationId: id, priority: 0 as const, round: 0, step: 0 };
    await addPages(tx, { centerId, kind: 'case', about, staffIds: [staffId], now });
  });
  return id;
}

async function allShown(phone: string, least: number): Promise<Shown[]> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { shown, violations } = await standIn.ask<{ shown: Shown[]; violations: string[] }>(
      'GET',
      `/control/browsers/${phone}`,
    );
    if (violations.length > 0) throw new Error(`The push service complains: ${violations[0]}`);
    if (shown.length >= least) return shown;
    await wait(100);
  }
  throw new Error('Not every page was shown within half a minute.');
}
