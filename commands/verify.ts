/** npm run verify: does everything hold that must always hold? Works beside a running 마음지기. */
import { parseArgs } from 'node:util';
import { goesThrough, headOf, isHead } from '../triage/auditChain.ts';
import type { Clock } from '../triage/clock.ts';
import { Unavailable } from '../triage/errors.ts';
import { type KnownEnd, knownEnd } from '../triage/store/auditEnd.ts';
import { lastLink } from '../triage/store/auditLinks.ts';
import type { Query } from '../triage/store/db.ts';
import { loadOrMakeMasterKey } from '../triage/store/embedded.ts';
import { keepLook } from '../triage/store/invariantLooks.ts';
import type { Broken } from '../triage/store/invariants.ts';
import type { Key } from '../triage/store/seal.ts';
import { loadSecrets } from '../triage/store/secrets.ts';
import { type Check, checksOf, newSince } from '../triage/verifying.ts';
import { needsThisSchema, type Opened, opened, tell } from './open.ts';
import { UsageError } from './usage.ts';

const usage = `npm run verify             looks at what was written in the last hour, and at all that is open or waits
npm run verify -- --all    looks at everything, however long that takes, and ends the alarm of what holds again
npm run verify -- --head 1204:9f3c…    everything, and whether the audit trail still goes through this end, which a log had kept`;

/** Where everything is read a statement may take this long. */
const longestMs = 30 * 60_000;

export interface VerifyCommand {
  query: Query;
  /** The installation's key `audit`. */
  key: Key;
  /** Where the audit trail ended when this machine last saw it. */
  known: KnownEnd;
  clock: Clock;
  print: (line: string) => void;
}

/** True: everything holds. Throws UsageError with a sentence for whoever typed it. */
export async function verifyCommand(
  args: readonly string[],
  { query, key, known, clock, print }: VerifyCommand,
): Promise<boolean> {
  const { all, head } = wanted(args);
  await needsThisSchema(query);
  print(all ? '마음지기 확인: 모두 (verify: everything)' : '마음지기 확인: 지난 한 시간 (verify: the last hour)');
  let wrong = 0;
  const checks = checksOf({ query, key, known });
  for (const check of checks) {
    const now = clock();
    const began = performance.now();
    const seen = await seenOf(check, now, all);
    if (seen && all) {
      const tookMs = performance.now() - began;
      await keepLook(query, { id: check.id, broken: seen.count, sawAll: true, tookMs, now });
    }
    if (!seen || seen.count > 0) wrong += 1;
    for (const line of linesOf(check, seen)) print(line);
  }
  const end = await lastLink({ query });
  if (end) print(`감사 기록의 끝, 다른 곳에 적어 두세요 (end of the audit trail, keep it elsewhere): ${headOf(end)}`);
  if (head !== null && !(await goesThrough({ query }, head))) {
    wrong += 1;
    print('✗ 감사 기록이 적어 두신 끝을 지나지 않아요. 잘렸거나 다시 쓰였어요.');
    print('  The audit trail does not go through the end you kept: it was cut, or written anew.');
  }
  for (const line of summary(checks.length, wrong)) print(line);
  return wrong === 0;
}

function wanted(args: readonly string[]): { all: boolean; head: string | null } {
  try {
    const options = { all: { type: 'boolean' }, head: { type: 'string' } } as const;
    const { all = false, head = null } = parseArgs({ args: [...args], options }).values;
    if (head !== null && !isHead(head))
      throw new Error(`"${head}" is no end of an audit trail: a number, a colon, 64 digits of 0-9a-f.`);
    // An end is worth as much as the chain up to it.
    return { all: all || head !== null, head };
  } catch (fault) {
    throw new UsageError(`${fault instanceof Error ? fault.message : fault}\n${usage}`);
  }
}

type Seen = Pick<Broken, 'count' | 'examples'>;

/** null: the database did not answer in time. */
async function seenOf(check: Check, now: Date, all: boolean): Promise<Seen | null> {
  try {
    return await check.look(now, all ? null : newSince(now));
  } catch (error) {
    if (error instanceof Unavailable) return null;
    throw error;
  }
}

function linesOf({ id, ko, says }: Check, seen: Seen | null): string[] {
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

const summary = (many: number, wrong: number): string[] =>
  wrong === 0
    ? [`${many}가지가 모두 지켜지고 있어요. (All ${many} hold.)`]
    : [
        `${many}가지 가운데 ${wrong}가지가 지켜지지 않았거나 살펴보지 못했어요. docs/operating.md의 "늘 지켜져야 할 것"을 봐 주세요.`,
        `Of ${many}, ${wrong} do not hold or could not be looked at. See "What must always hold" in docs/operating.md.`,
      ];

if (import.meta.main) {
  const run = async ({ config, db, clock }: Opened) => {
    const master = config.masterKey ?? (await loadOrMakeMasterKey(config.dataDir));
    const well = await verifyCommand(process.argv.slice(2), {
      query: db.query,
      key: (await loadSecrets(db, master)).audit,
      known: knownEnd(config.dataDir),
      clock,
      print: (line) => console.log(line),
    });
    if (!well) process.exitCode = 1;
  };
  const readsAll = process.argv.some((one) => one === '--all' || one.startsWith('--head'));
  tell(opened(process.env, run, readsAll ? { longestMs } : {}));
}
