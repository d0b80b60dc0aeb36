/** npm run verify: does everything hold that must always hold? Works beside a running 마음지기. */
import { parseArgs } from 'node:util';
import type { Clock } from '../triage/clock.ts';
import { Unavailable } from '../triage/errors.ts';
import type { Query } from '../triage/store/db.ts';
import { keepLook } from '../triage/store/invariantLooks.ts';
import { type Broken, type Invariant, invariants, look } from '../triage/store/invariants.ts';
import { newSince } from '../triage/verifying.ts';
import { needsThisSchema, opened, tell } from './open.ts';
import { UsageError } from './usage.ts';

const usage = `npm run verify             looks at what was written in the last hour, and at all that is open or waits
npm run verify -- --all    looks at everything, however long that takes, and ends the alarm of what holds again`;

/** Where everything is read a statement may take this long. */
const longestMs = 30 * 60_000;

export interface VerifyCommand {
  query: Query;
  clock: Clock;
  print: (line: string) => void;
}

/** True: everything holds. Throws UsageError with a sentence for whoever typed it. */
export async function verifyCommand(args: readonly string[], { query, clock, print }: VerifyCommand): Promise<boolean> {
  const all = wantsAll(args);
  await needsThisSchema(query);
  print(all ? '마음지기 확인: 모두 (verify: everything)' : '마음지기 확인: 지난 한 시간 (verify: the last hour)');
  let wrong = 0;
  for (const invariant of invariants) {
    const now = clock();
    const began = performance.now();
    const seen = await seenOf(query, invariant, now, all);
    if (seen && all) {
      const tookMs = performance.now() - began;
      await keepLook(query, { id: invariant.id, broken: seen.count, sawAll: true, tookMs, now });
    }
    if (!seen || seen.count > 0) wrong += 1;
    for (const line of linesOf(invariant, seen)) print(line);
  }
  for (const line of summary(wrong)) print(line);
  return wrong === 0;
}

function wantsAll(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { all: { type: 'boolean' } } }).values.all ?? false;
  } catch (fault) {
    throw new UsageError(`${fault instanceof Error ? fault.message : fault}\n${usage}`);
  }
}

type Seen = Pick<Broken, 'count' | 'examples'>;

/** null: the database did not answer in time. */
async function seenOf(query: Query, invariant: Invariant, now: Date, all: boolean): Promise<Seen | null> {
  try {
    return await look(query, invariant, now, all ? null : newSince(now));
  } catch (error) {
    if (error instanceof Unavailable) return null;
    throw error;
  }
}

function linesOf({ id, ko, says }: Invariant, seen: Seen | null): string[] {
  const mark = !seen ? '?' : seen.count === 0 ? '✓' : '✗';
  const many = !seen
    ? ' 살펴보지 못했어요 (could not be looked at)'
    : seen.count > 0
      ? ` ${seen.count}건 (${seen.count})`
      : '';
  return [
    `${mark} ${id}${many}`,
    `    ${ko}`,
    `    ${says}`,
    ...(seen?.examples ?? []).map((example) => `    - ${example}`),
  ];
}

const summary = (wrong: number): string[] =>
  wrong === 0
    ? [`${invariants.length}가지가 모두 지켜지고 있어요. (All ${invariants.length} hold.)`]
    : [
        `${invariants.length}가지 가운데 ${wrong}가지가 지켜지지 않았거나 살펴보지 못했어요. docs/operating.md의 "늘 지켜져야 할 것"을 봐 주세요.`,
        `Of ${invariants.length}, ${wrong} do not hold or could not be looked at. See "What must always hold" in docs/operating.md.`,
      ];

if (import.meta.main) {
  const run = async ({ db, clock }: { db: { query: Query }; clock: Clock }) => {
    const well = await verifyCommand(process.argv.slice(2), {
      query: db.query,
      clock,
      print: (line) => console.log(line),
    });
    if (!well) process.exitCode = 1;
  };
  tell(opened(process.env, run, process.argv.includes('--all') ? { longestMs } : {}));
}
