/** The list of faults is kept with the code it would break; `npm run mutants` tries them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mutants } from './list.ts';

const root = join(import.meta.dirname, '../..');

it.each(mutants)('can still be put in: $name', ({ file, from, to, caughtBy }) => {
  expect(readFileSync(join(root, file), 'utf8').split(from)).toHaveLength(2);
  expect(to).not.toBe(from);
  expect(caughtBy.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it('has at least ten, each with a name of its own', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  expect(mutants.length).toBeGreaterThanOrEqual(10);
});
