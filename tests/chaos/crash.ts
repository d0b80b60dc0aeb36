/** Crashes at every step: a process is killed at a point seen on the wire while somebody says that they want to die; others go on, and the
 *  ledger must not differ. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { broken } from '../../triage/store/invariants.ts';
import { chance } from '../harness/chance.ts';
import { compared, type Difference, inTime, type LineCall } from './compare.ts';
import { type Point, points, turnsFail } from './crashPoints.ts';
import { type House, kakaoBotId, kakaoSecret, type Member, openHouse } from './house.ts';
import { type LedgerFile, openLedgerFile, readLedgerFile } from './ledgerFile.ts';
import { type Doors, lineMouth, type Mouth, webMouth } from './mouths.ts';
import { quiet, unlimited } from './run.ts';

export interface CrashOptions {
  times: number;
  seed: number;
  folder: string;
  /** Ids of points; default all. */
  only?: readonly string[];
  say: (line: string) => void;
}

export interface CrashOutcome {
  /** By point: how often a process was killed there. */
  killed: Record<string, number>;
  differences: Difference[];
}

const reachedWithinMs = 30_000;

export async function crash({ times, seed, folder, only, say }: CrashOptions): Promise<CrashOutcome> {
  const house = await openHouse(seed, { victim: 'bot', worker: 'worker', bot: 'bot', helper: 'worker', desk: 'desk' });
  try {
    for (const name of ['bot', 'helper', 'desk']) await house.member(name).start();
    const kim = await house.counsellor('kim');
    const ledger = openLedgerFile(join(folder, 'ledger.jsonl'));
    const killed: Record<string, number> = {};
    const wanted = points.filter(({ id }) => !only || only.includes(id));
    // A helper would do a dead worker's work before the next one comes to die of it.
    for (const role of ['bot', 'worker'] as const) {
      if (role === 'worker') await house.member('helper').kill();
      for (const point of wanted.filter((one) => one.role === role)) {
        for (let nth = 0; nth < times; nth += 1) {
          await (role === 'bot' ? hearing(house, point, nth, ledger) : working(house, point, nth, ledger));
          killed[point.id] = nth + 1;
        }
        say(`${point.id}  killed ${times} times: ${point.says}`);
      }
    }
    if (!house.member('helper').running) await house.member('helper').start();
    await quiet(house);
    return { killed, differences: await checked(house, folder, await kim.shown()) };
  } finally {
    await house.close();
  }
}

async function checked(
  house: House,
  folder: string,
  shown: Awaited<ReturnType<Awaited<ReturnType<House['counsellor']>>['shown']>>,
) {
  const client = new Client({ connectionString: house.postgres.url });
  await client.connect();
  try {
    const { calls, violations } = await house.line.record();
    const differences = await compared(client, house.master, {
      entries: readLedgerFile(join(folder, 'ledger.jsonl')),
      pages: shown.map(({ at, payload }) => ({ id: String(payload.id), at })),
      calls: calls as LineCall[],
      violations,
    });
    const all = await broken(unlimited(client), new Date());
    return [
      ...differences.filter(({ what }) => what !== inTime),
      ...all.map(({ id, says, count, examples }) => ({ what: `${id}: ${says}`, count, examples })),
    ];
  } finally {
    await client.end();
  }
}

/** Somebody speaks to a process that dies of it; what was not answered they, or LINE, bring again, and another process takes it. */
async function hearing(house: House, point: Point, nth: number, ledger: LedgerFile): Promise<void> {
  const [victim, bot] = [house.member('victim'), house.member('bot')];
  const somebody = await greeted(house, point, nth, ledger);
  await victim.start();
  await somebody.turnsTo(victim);
  const { reached, over } = point.arm(victim, nth);
  const saying = somebody.dies();
  try {
    await within(point, reached);
    await victim.kill();
  } finally {
    over();
    calm(victim);
  }
  const status = await saying;
  await somebody.turnsTo(bot);
  if (status !== 200) await somebody.again();
}

/** Something waits, a worker comes, takes it and dies of it. */
async function working(house: House, point: Point, nth: number, ledger: LedgerFile): Promise<void> {
  const [worker, bot] = [house.member('worker'), house.member('bot')];
  const somebody = await greeted(house, point, nth, ledger);
  if (point.finds === 'event') turnsFail(bot.postgres);
  if (point.finds === 'turn') bot.line.refuse();
  if (point.finds === 'turn') bot.line.reset();
  if ((await somebody.dies()) !== 200) await somebody.again();
  // It would be given up by its process after ten seconds: they are over.
  if (point.finds === 'turn') await overdue(house);
  const { reached, over } = point.arm(worker, nth);
  try {
    const coming = worker.start();
    await within(point, reached);
    await coming.catch(() => {});
    await worker.kill();
  } finally {
    over();
    calm(worker);
    calm(bot);
  }
}

function calm({ http, postgres, line }: Member): void {
  for (const proxy of [http, postgres, line]) proxy?.clear();
}

async function within({ id, says }: Point, reached: Promise<unknown>): Promise<void> {
  const late = wait(reachedWithinMs, 'late', { ref: false });
  if ((await Promise.race([reached, late])) === 'late') throw new Error(`${id} was never reached: ${says}`);
}

async function overdue({ db }: House): Promise<void> {
  for (const until = Date.now() + 5_000; Date.now() < until; await wait(20)) {
    const { rowCount } = await db.query(
      `update turn set due_at = $1 where channel = 'line' and sent_at is null and due_at > $1 and due_at < 'infinity'`,
      [new Date()],
    );
    if (rowCount > 0) return;
  }
  throw new Error('No turn waits to leave.');
}

/** Somebody who has opened the talk and read the greeting, at the process that lives. */
async function greeted(house: House, point: Point, nth: number, ledger: LedgerFile) {
  const bots = [house.member('bot').url];
  const doors: Doors = { bots, lineUrl: house.line.url, kakaoSecret, kakaoBotId, chance: chance(nth) };
  const isLine = point.role === 'worker' || /^S[79]|^S10/.test(point.id) || nth % 2 === 0;
  const mouth: Mouth = (isLine ? lineMouth : webMouth)(doors);
  const conv = `${point.id}/${nth}`;
  const turnsTo = async (member: Member) => {
    bots[0] = member.url;
    if (isLine) await house.lineComesTo(member);
  };
  await turnsTo(house.member('bot'));
  const opening = mouth.opens();
  await ledger.before({
    conv,
    event: opening.event,
    channel: mouth.channel,
    step: 0,
    kind: 'opens',
    expectedRisk: 'none',
  });
  const sent = async (out: typeof opening, isAgain: boolean): Promise<number> => {
    const status = await out.send(isAgain);
    await ledger.after(out.event, status);
    return status;
  };
  const again = async (out: typeof opening): Promise<void> => {
    for (let tries = 0; tries < 60; tries += 1) {
      if ((await sent(out, true)) === 200) return;
      await wait(500);
    }
    throw new Error(`${conv}: nobody took it`);
  };
  if ((await sent(opening, false)) !== 200) await again(opening);
  await mouth.sees();
  // An emergency: its page waits for no limit of a phone, however many of them come in a minute.
  const word = mouth.does({ type: 'says', text: '지금 죽으려고 해요', risk: true });
  await ledger.before({ conv, event: word.event, channel: mouth.channel, step: 1, kind: 'says', expectedRisk: 'high' });
  return { turnsTo, dies: () => sent(word, false), again: () => again(word) };
}
