/** Files that take long start first. By their size, as Vitest orders them where nothing has run before, the longest of all stood last, and one
 *  worker went on for two minutes while the others had nothing left. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Above half a minute, the longest first. What is not here follows as Vitest orders it. */
const long = [
  'tests/chaos/chaos.test.ts',
  'tests/e2e/five-people.test.ts',
  'tests/journeys/manyProcesses.test.ts',
  'tests/e2e/poster.test.ts',
  'tests/flows/walk.test.ts',
  'tests/e2e/page.test.ts',
  'tests/e2e/roster.test.ts',
  'tests/e2e/desk-stories.test.ts',
  'tests/chaos/restore/restore.test.ts',
];
const place = ({ moduleId }: TestSpecification): number => {
  const at = long.findIndex((file) => moduleId.endsWith(file));
  return at < 0 ? long.length : at;
};

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}
