/** npm run sim -- --conversations N --seed S [--store embedded|postgres] [--workers N] [--path P] [--shrink SECONDS]: many worlds, on every
 *  core. Where something does not hold it says so at once, with how to see it again, then makes that world smaller for a minute, and
 *  ends with 1; also where a kind of fault never struck. */
import { execFileSync, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { startPostgres } from '../harness/services.ts';
import { type BrokenWorld, missingOf, type Ran, run } from './run.ts';
import { embeddedStore, postgresStore } from './store.ts';

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    store: { type: 'string', default: 'embedded' },
    workers: { type: 'string', default: String(availableParallelism()) },
    path: { type: 'string' },
    size: { type: 'string', default: '40' },
    shrink: { type: 'string', default: '60' },
    /** Of a part: it says what it did to whoever started it. */
    part: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const conversations = Number(values.conversations);
/** So far apart that no two parts draw the same. */
const seedOf = (part: number): number => (seed + part * 7_919) | 0;

const mostSentences = 10;

type Told = Omit<Ran, 'counts'> & { counts: [string, number][]; isOver: boolean };

async function part(): Promise<void> {
  const postgres = values.store === 'postgres' ? await startPostgres() : null;
  const store = postgres ? await postgresStore(postgres.url) : await embeddedStore();
  const tell = (ran: Ran, isOver: boolean) =>
    process.send?.({ ...ran, digests: [], counts: [...ran.counts], isOver } satisfies Told);
  const ran = await run(
    store,
    {
      ...{ conversations, seed, size: Number(values.size) },
      ...{ shrinkMs: Number(values.shrink) * 1000, elapsedMs: () => performance.now() },
      ...(values.path === undefined ? {} : { path: values.path }),
    },
    (sofar) => tell(sofar, false),
  );
  await store.close();
  await postgres?.stop();
  tell(ran, true);
  process.disconnect();
}

async function whole(): Promise<void> {
  const began = performance.now();
  const many = values.path === undefined ? Number(values.workers) : 1;
  const told = new Map<number, Told>();
  const children = Array.from({ length: many }, (_, nth) =>
    fork(import.meta.filename, [
      ...['--part', '--conversations', String(Math.ceil(conversations / many)), '--seed', String(seedOf(nth))],
      ...['--store', values.store, '--size', values.size, '--shrink', values.shrink],
      ...(values.path === undefined ? [] : ['--path', values.path]),
    ]),
  );
  const progress = setInterval(() => line(told, began), 30_000);
  const ends = children.map(
    (child, nth) =>
      new Promise<number | null>((resolve) => {
        child.on('message', (ran: Told) => {
          const isNews = ran.broken !== null && ![...told.values()].some(({ broken }) => broken);
          told.set(nth, ran);
          if (!isNews || !ran.broken) return;
          for (const other of children) if (other !== child) other.kill();
          says('Does not hold', ran.broken);
          if (values.path === undefined) console.log(`\nMaking it smaller, for ${values.shrink} s at most …`);
        });
        child.on('exit', resolve);
      }),
  );
  const codes = await Promise.all(ends);
  clearInterval(progress);
  line(told, began);
  report(told, codes);
}

function line(told: ReadonlyMap<number, Told>, began: number): void {
  const seconds = (performance.now() - began) / 1000;
  const sum = (of: (ran: Told) => number) => [...told.values()].reduce((all, ran) => all + of(ran), 0);
  const all = sum((ran) => ran.conversations);
  console.log(
    `${all} conversations in ${sum((ran) => ran.worlds)} worlds, ${seconds.toFixed(0)} s, ${(all / seconds).toFixed(1)} a second`,
  );
}

/** What does not hold, and the command that shows it again. */
function says(how: string, { seed: own, path, plan, says: sentences }: BrokenWorld): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD']).toString().trim();
  console.log(`\n${how} (commit ${commit}; ${plan.people.length} people, ${plan.faults.length} faults):`);
  const each = [...new Set(sentences)];
  for (const sentence of each.slice(0, mostSentences)) console.log(`  ${sentence}`);
  if (each.length > mostSentences) console.log(`  … and ${each.length - mostSentences} more`);
  console.log(`Again: npm run sim -- --seed ${own} --path ${path} --size ${values.size} --store ${values.store}`);
}

function report(told: ReadonlyMap<number, Told>, codes: readonly (number | null)[]): void {
  const counts = new Map<string, number>();
  for (const ran of told.values()) {
    for (const [what, n] of ran.counts) counts.set(what, (counts.get(what) ?? 0) + n);
  }
  for (const [what, n] of [...counts].sort()) console.log(`  ${what.padEnd(36)} ${n}`);
  const broken = [...told.values()].find((ran) => ran.broken)?.broken;
  if (broken) {
    if (values.path === undefined) {
      says('The smallest world in which it breaks', broken);
      console.log(JSON.stringify(broken.plan));
    }
    process.exitCode = 1;
    return;
  }
  if (codes.some((code) => code !== 0)) {
    console.log('\nA part ended by itself: not everything that was asked for was run.');
    process.exitCode = 1;
    return;
  }
  const missing = values.path === undefined ? missingOf(counts) : [];
  if (missing.length > 0) {
    console.log(`\nEverything held, but this never happened: ${missing.join(', ')}. Run longer, or with another seed.`);
    process.exitCode = 1;
  } else console.log('\nEverything held.');
}

await (values.part ? part() : whole());
