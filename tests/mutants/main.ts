/** npm run mutants [-- --only "no rev check"]: puts each fault of list.ts into a copy of this folder, one at a time, runs the tests that must
 *  not let it pass, and prints which one failed. Ends with 1 when a fault passed, or when the tests fail without any. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { removeFolder, temporaryFolder } from '../harness/programs.ts';
import { type Mutant, mutants } from './list.ts';

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = mutants.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  console.error(`No mutant is called "${values.only}". Allowed: ${mutants.map(({ name }) => `"${name}"`).join(', ')}.`);
  process.exit(2);
}

/** What git knows, as it stands here, changed or not. */
function copied(): string {
  const folder = temporaryFolder('mutants');
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root });
  for (const path of new Set(listed.toString().split('\0').filter(Boolean))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** The first test that failed; null: all passed. Whatever else stopped the run is no catch. */
function failure(folder: string, files: readonly string[]): string | null {
  const report = join(folder, 'told.json');
  // What the run before told is not what this one has to say.
  rmSync(report, { force: true });
  const args = ['vitest', 'run', '--bail', '1', '--reporter', 'json', '--outputFile', report, ...files];
  const { status, stderr } = spawnSync('npx', args, { cwd: folder, encoding: 'utf8', timeout: 300_000 });
  if (status === 0) return null;
  const told = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { assertionResults: { status: string; fullName: string }[] }[];
  };
  const tests = told.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.find((one) => one.status === 'failed');
  if (!failed) throw new Error(`The run ended without a failed test:\n${stderr.slice(-2_000)}`);
  return failed.fullName;
}

function tried(folder: string, { file, from, to, caughtBy }: Mutant): string | null {
  const path = join(folder, file);
  const whole = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    whole.replace(from, () => to),
  );
  try {
    return failure(folder, caughtBy);
  } finally {
    writeFileSync(path, whole);
  }
}

const folder = copied();
let passed = 0;
try {
  const without = failure(folder, [...new Set(chosen.flatMap(({ caughtBy }) => caughtBy))]);
  if (without !== null) throw new Error(`Without any fault a test fails already: ${without}`);
  for (const mutant of chosen) {
    const by = tried(folder, mutant);
    if (by === null) passed += 1;
    console.log(`${by === null ? 'PASSED ' : 'caught '} ${mutant.name}\n         ${mutant.says}`);
    if (by !== null) console.log(`         by: ${by}`);
  }
} finally {
  removeFolder(folder);
}
console.log(`\n${chosen.length - passed} of ${chosen.length} caught`);
process.exitCode = passed === 0 ? 0 : 1;
