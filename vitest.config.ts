import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongFirst } from './tests/harness/longFirst.ts';

if (Number(process.versions.node.split('.')[0]) < 24) {
  throw new Error(`The tests need Node 24 or newer, and this is ${process.version}. Run them by "npm test".`);
}

/** Tests that touch nothing outside the process: they start at once, with no service. */
const pure = [
  'tests/floors.test.ts',
  'tests/flows/**/*.test.ts',
  'tests/mutants/**/*.test.ts',
  'tests/detector/**/*.test.ts',
  'tests/commands/script.test.ts',
];
const browser = ['tests/e2e/**/*.test.ts'];

/** Mostly waiting: for Postgres, for processes to start, for leases to pass. */
const oneMore = availableParallelism() + 1;

export default defineConfig({
  test: {
    reporters: ['default', './tests/harness/tally.ts'],
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: 'pure', include: pure, maxWorkers: oneMore } },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['tests/**/*.test.ts'],
          exclude: [...pure, ...browser, 'tests/bench/**'],
          globalSetup: './tests/harness/services.ts',
          maxWorkers: oneMore,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: browser,
          globalSetup: ['./tests/harness/services.ts', './tests/harness/chromium.ts'],
          // After everything else, and not more at a time than there are workers: a starved page looks like a bug in the page.
          sequence: { groupOrder: 1 },
        },
      },
    ],
    // Never 1: Vitest would then run the e2e project before the others, not after.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    setupFiles: './tests/harness/seed.ts',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 20_000,
  },
});
