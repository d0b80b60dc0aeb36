/** npm run bench [-- --long] [--only line,two]: one table of everything that is to be fast, with what is to be reached. Each part is a program
 *  of its own that measures what is alike in alternating slices of one run; what was not run says how to run it. Needs Postgres, Redis and
 *  Chromium's machine to itself: compare ratios of one run only. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Figure, written } from './figure.ts';
import { machine } from './machine.ts';
import { type MeasureId, measures, reached } from './measures.ts';

interface Part {
  /** Its file, and its name for --only. */
  name: string;
  measures: readonly MeasureId[];
  /** Run only when asked for: it takes how long? */
  long?: string;
}

const parts: readonly Part[] = [
  { name: 'line', measures: ['limit', 'plain', 'p99', 'trips', 'commits'] },
  { name: 'screens', measures: ['screensP50', 'screensP99'] },
  { name: 'two', measures: ['two'] },
  { name: 'rest', measures: ['rest'] },
  { name: 'million', measures: ['million'], long: 'some minutes, 5 GB' },
  { name: 'memory', measures: ['memory'], long: 'ten minutes or more' },
  { name: 'dashboards', measures: ['dashboards'], long: 'some minutes, 4 GB' },
];

const { values } = parseArgs({ options: { long: { type: 'boolean', default: false }, only: { type: 'string' } } });
const only = values.only?.split(',');
const unknown = only?.filter((name) => !parts.some((part) => part.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${parts.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const figures = new Map<MeasureId, Figure>();
const failed = new Set<string>();

/** Its own process: what one part leaves behind must not weigh on the next. */
async function run({ name }: Part): Promise<void> {
  console.log(`\n── ${name}`);
  const child = fork(join(import.meta.dirname, `${name}.ts`));
  child.on('message', (figure: Figure) => figures.set(figure.id, figure));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) failed.add(name);
}

function row(id: MeasureId): string {
  const { says, floor, goal, stretch } = measures[id];
  const found = figures.get(id);
  const part = parts.find(({ measures }) => measures.includes(id));
  const why = failed.has(part?.name ?? '') ? 'failed' : 'not run';
  const missing = `${why}: npm run bench -- --only ${part?.name}${part?.long ? ` (${part.long})` : ''}`;
  const cells = found ? [written(id, found.value), reached(measures[id], found.value), found.how] : ['–', '–', missing];
  return `| ${[says, floor ?? '–', goal, stretch, ...cells].join(' | ')} |`;
}

const about = machine();
console.log(about);
const chosen = parts.filter(({ name, long }) => (only ? only.includes(name) : !long || values.long));
for (const part of chosen) await run(part);

console.log(`\n${about}\n
| Measure | Floor | Goal | Stretch | Measured | Reached | How |
|---|---|---|---|---|---|---|`);
for (const id of Object.keys(measures) as MeasureId[]) console.log(row(id));
for (const name of failed) console.error(`${name} failed: what it said stands above`);
process.exit(failed.size === 0 ? 0 : 1);
