/** Made-up residents, as a process of its own with its own record. Settings by environment: BOTS, LINE_URL, KAKAO_SECRET, KAKAO_BOT_ID,
 *  LEDGER, SEED, RATE (conversations a second), AT_ONCE, HIGH (their share, 0 to 1). SIGTERM: nobody new comes, and whoever talks ends. Loopback
 *  only. Prints how many came and ended once a second. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Chance, chance as drawn } from '../harness/chance.ts';
import { openLedgerFile } from './ledgerFile.ts';
import { type Doors, kakaoMouth, lineMouth, type Mouth, type Outgoing, webMouth } from './mouths.ts';
import { type Deed, nextDeed, type Plan, planOf } from './plan.ts';

const env = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
};
const seed = Number(env('SEED'));
const rate = Number(env('RATE'));
const atOnce = Number(env('AT_ONCE'));
const high = Number(env('HIGH'));
const bots = env('BOTS').split(',');
if (bots.some((url) => new URL(url).hostname !== '127.0.0.1')) throw new Error('Only this machine is loaded.');
const ledger = openLedgerFile(env('LEDGER'));
const counts = { begun: 0, ended: 0, events: 0, again: 0, lost: 0 };
let isOver = false;
process.on('SIGTERM', () => {
  isOver = true;
});

/** Of 20 events one is sent several times at once, and of 20 one again later. */
const often = 0.05;
/** Tries of one event; LINE and a page bring it again as long as it is not answered 200. */
const tries = 60;

async function talks(nth: number): Promise<void> {
  const chance = drawn(seed * 1_000_003 + nth);
  const doors: Doors = {
    bots,
    lineUrl: env('LINE_URL'),
    kakaoSecret: env('KAKAO_SECRET'),
    kakaoBotId: env('KAKAO_BOT_ID'),
    chance,
  };
  const mouth = [webMouth, lineMouth, kakaoMouth][chance.between(0, 2)]?.(doors) as Mouth;
  const plan = planOf(chance, high);
  const done = new Set<string>();
  const conv = `${seed}/${nth}`;
  if (!(await sent(mouth.opens(), { conv, step: 0, mouth, deed: null, chance }))) return;
  const tapped = new Map<unknown, number>();
  for (let step = 1; step < 40; step += 1) {
    const next = await following(mouth, plan, done);
    if (!next) return;
    const { out, deed } = next;
    // Nothing new came: what waited for its answer is shown with the next one. What was tapped before says nothing new.
    const before = deed.type === 'taps' ? (tapped.get(deed.choice.carries) ?? 0) : 0;
    if (before > 2) return;
    if (deed.type === 'taps') tapped.set(deed.choice.carries, before + 1);
    const told: Deed = deed.type === 'taps' && before > 0 ? { type: 'taps', choice: deed.choice, risk: false } : deed;
    if (!(await sent(out, { conv, step, mouth, deed: told, chance }))) return;
    if (deed.item) done.add(deed.item);
    if (deed.type === 'says') return;
  }
}

async function following(mouth: Mouth, plan: Plan, done: ReadonlySet<string>) {
  const screen = await mouth.sees();
  const deed = screen && nextDeed(plan, screen, done);
  return deed && { deed, out: mouth.does(deed) };
}

interface Of {
  conv: string;
  step: number;
  mouth: Mouth;
  deed: Deed | null;
  chance: Chance;
}

/** Written down, then sent until it is taken: false when nobody ever took it. */
async function sent(out: Outgoing, { conv, step, mouth, deed, chance }: Of): Promise<boolean> {
  const { event } = out;
  await ledger.before({
    conv,
    event,
    channel: mouth.channel,
    step,
    kind: deed?.type ?? 'opens',
    expectedRisk: deed?.risk ? 'high' : 'none',
    ...(deed?.item === undefined ? {} : { item: deed.item, value: deed.value ?? 0 }),
  });
  counts.events += 1;
  const copies = step > 0 && chance() < often ? chance.between(1, 9) : 0;
  const more = Array.from({ length: copies }, () => out.send(true));
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const status = await out.send(attempt > 0);
    await ledger.after(event, status);
    if (status === 200) {
      await Promise.all(more);
      if (step > 0 && chance() < often) later(out, chance);
      return true;
    }
    counts.again += 1;
    await wait(Math.min(2_000, 200 * 2 ** attempt));
  }
  counts.lost += 1;
  return false;
}

const late = new Set<Promise<unknown>>();
/** Delivered once more, after others of the same person: too late to be an answer to anything. */
function later(out: Outgoing, chance: Chance): void {
  const one: Promise<unknown> = wait(chance.between(200, 3_000))
    .then(() => out.send(true))
    .finally(() => void late.delete(one));
  late.add(one);
}

const talking = new Set<Promise<void>>();
const told = setInterval(() => process.stdout.write(`${JSON.stringify(counts)}\n`), 1_000);
for (let nth = 0; !isOver; nth += 1) {
  while (talking.size >= atOnce && !isOver) await wait(20);
  counts.begun += 1;
  const one: Promise<void> = talks(nth)
    .catch((error) => void process.stderr.write(`${error instanceof Error ? error.stack : error}\n`))
    .finally((): void => {
      counts.ended += 1;
      talking.delete(one);
    });
  talking.add(one);
  await wait(1_000 / rate);
}
await Promise.all(talking);
await Promise.all(late);
clearInterval(told);
process.stdout.write(`${JSON.stringify({ ...counts, over: true })}\n`);
