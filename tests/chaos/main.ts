/** `npm run chaos -- --minutes N --seed S [--rate R] [--only NAME]… [--before COMMIT]`: breaks a whole 마음지기 for so long and says whether
 *  anybody was lost. Another seed breaks it in another way. With `--before` it begins on that version, and is redeployed to this one while people
 *  talk. `--crash --times N [--only POINT]…`: instead kills a process so often at each step.
 *  `--alone [--only NAME]…`: each fault alone, and how long until a phone rings. Ends with 1 when anything differs; ledger and records are then kept. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chance } from '../harness/chance.ts';
import { alone, promisedMs } from './alone.ts';
import { type CrashOutcome, crash } from './crash.ts';
import { points } from './crashPoints.ts';
import { type Before, faults, usual } from './faults.ts';
import { migrationsOf, openHouse } from './house.ts';
import { type Outcome, run } from './run.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '10' },
    only: { type: 'string', multiple: true },
    before: { type: 'string' },
    crash: { type: 'boolean', default: false },
    times: { type: 'string', default: '3' },
    alone: { type: 'boolean', default: false },
  },
});
const root = join(import.meta.dirname, '../..');
const names = values.crash ? points.map(({ id }) => id) : Object.keys(faults);
const unknown = values.only?.find((name) => !names.includes(name));
if (unknown) {
  process.stderr.write(`There is no "${unknown}". There are:\n  ${names.join('\n  ')}\n`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'maumjigi-chaos-'));
const before: Before | null = values.before ? checkedOut(values.before) : null;
const seed = Number(values.seed);
const say = (line: string) => void process.stdout.write(`${line}\n`);
const only = values.only ? { only: values.only } : {};
try {
  const differences = values.crash ? await crashes() : values.alone ? await eachAlone() : await troubles();
  say(`| differences | ${differences.length} |`);
  for (const { what, count, examples } of differences) say(`\n${count} × ${what}\n  ${examples.join('\n  ')}`);
  if (differences.length === 0) rmSync(folder, { recursive: true, force: true });
  else {
    say(`\nSeed ${seed} differs. Ledger and records: ${folder}`);
    process.exitCode = 1;
  }
} finally {
  if (before) execFileSync('git', ['worktree', 'remove', '--force', before.code], { cwd: root });
}
// Connections that the run has broken on purpose may still wait for their own time-outs.
process.exit();

/** The code of a commit, beside ours. */
function checkedOut(commit: string): Before {
  const code = join(folder, 'before');
  execFileSync('git', ['worktree', 'add', '--detach', code, commit], { cwd: root, stdio: 'pipe' });
  symlinkSync(join(root, 'node_modules'), join(code, 'node_modules'));
  const [there, here] = [code, root].map((one) => readdirSync(migrationsOf(one)).join());
  return { code, sameSchema: there === here };
}

function head(what: string): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  say(`\n| ${what}, seed ${seed}, ${commit}, ${cpus().length} cores | |\n|---|---|`);
}

async function crashes(): Promise<CrashOutcome['differences']> {
  const { killed, differences } = await crash({ times: Number(values.times), seed, folder, say, ...only });
  head('Crashes');
  for (const [id, many] of Object.entries(killed)) say(`| ${id} | killed ${many} times |`);
  return differences;
}

async function troubles(): Promise<Outcome['differences']> {
  const ms = Number(values.minutes) * 60_000;
  const outcome = await run({ seed, ms, rate: Number(values.rate), folder, before, say, ...only });
  const { paged, faults: happened, robots, differences, ...counts } = outcome;
  head(`Chaos, ${values.minutes} min`);
  for (const [name, value] of Object.entries(counts)) say(`| ${name} | ${Math.round(value)} |`);
  for (const { priority, cases, p50, p99, most } of paged) {
    say(`| P${priority}: case to first page, ms, of ${cases} | p50 ${p50}, p99 ${p99}, most ${most} |`);
  }
  const list = (all: Record<string, number>) =>
    Object.entries(all)
      .map(([name, many]) => `${name} ${many}`)
      .join(', ');
  say(`| counsellors | ${list(robots)} |`);
  say(`| faults | ${Object.values(happened).reduce((sum, many) => sum + many, 0)}: ${list(happened)} |`);
  return differences;
}

async function eachAlone(): Promise<Outcome['differences']> {
  const names = values.only ?? usual;
  const team = { bot1: 'bot', bot2: 'bot', worker1: 'worker', worker2: 'worker', desk: 'desk' } as const;
  const house = await openHouse(seed, team, { smallDisk: names.includes('disk full') });
  const differences: Outcome['differences'] = [];
  try {
    await house.start();
    const kim = await house.counsellor('kim');
    const shown = async () => (await kim.shown()).map(({ at, payload }) => ({ id: String(payload.id), at }));
    head('One fault alone');
    for (const name of names) {
      const { hit, takenMs, rangMs } = await alone(house, name, { chance: chance(seed), lastsMs: 10_000, shown });
      say(
        `| ${name}${hit ? `, ${hit}` : ''} | taken after ${takenMs} ms, rang ${rangMs ?? 'never'} ms after the commit |`,
      );
      if (rangMs === null || rangMs > promisedMs)
        differences.push({ what: 'a phone rang too late', count: 1, examples: [name] });
    }
  } finally {
    await house.close();
  }
  return differences;
}
