/** npm run center: what residents are told about a centre, typed instead of at the desk. Works beside a running 마음지기,
 *  embedded or not; a change counts within a minute, without a restart. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import {
  type CenterFacts,
  type CenterField,
  centerFields,
  centerRules,
  changedFields,
  columnsOf,
  missingFacts,
  readFacts,
  textsWith,
} from '../triage/centerFacts.ts';
import type { Clock, NewId } from '../triage/clock.ts';
import { allCenters, type Center, changeCenter } from '../triage/store/centers.ts';
import type { Database } from '../triage/store/db.ts';
import { centerLine } from './findings.ts';
import { needsThisSchema, note, opened, tell } from './open.ts';
import { UsageError } from './usage.ts';

export interface CenterCommand {
  db: Database;
  clock: Clock;
  newId: NewId;
  print: (line: string) => void;
}

const usage = `npm run center                                          what residents are told about each centre, and what is missing
npm run center -- [--phone NUMBER] [--hours TEXT] [--area TEXT] [--retention PERIOD] [--contact-days N] [--name TEXT] [--center NAME]
  e.g. --phone 02-123-4567 --hours "평일 9~18시" --area 푸른구 --retention 1년 --contact-days 90. "" clears, e.g. --phone "".
  --center says which, when there are several.`;

/** What a fact is called where it is typed. */
const optionOf = (field: CenterField): string => (field === 'contactDays' ? 'contact-days' : field);

/** Does what the arguments say. Throws UsageError that names every fault at once. */
export async function centerCommand(args: readonly string[], command: CenterCommand): Promise<void> {
  const options = read(args);
  const { db, print } = command;
  await needsThisSchema(db.query);
  const centers = await allCenters(db.query);
  if (centers.length === 0) {
    throw new UsageError(
      '아직 센터가 없어요: npm start 로 한 번 시작해 주세요. (There is no centre yet: start it once.)',
    );
  }
  const given = centerFields.filter((field) => options[optionOf(field)] !== undefined);
  const faults: string[] = [];
  const chosen = chosenFrom(centers, options.center, given.length === 0, faults);
  const change = changeFrom(options, given, faults);
  const [only] = chosen;
  if (centers.some(({ id, name }) => id !== only?.id && name === change.name)) {
    faults.push('--name: 다른 센터의 이름이에요. (Another centre has this name.)');
  }
  if (faults.length > 0) throw new UsageError(`바뀐 것은 없어요. (Nothing was changed.)\n  ${faults.join('\n  ')}`);
  if (given.length > 0 && only) await write(only.id, change, centers, command);
  else for (const center of chosen) show(center, centers.length === 1, print);
}

type Options = Readonly<Record<string, string | undefined>>;

function read(args: readonly string[]): Options {
  const named = ['center', ...centerFields.map(optionOf)];
  const options = Object.fromEntries(named.map((name) => [name, { type: 'string' } as const]));
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const stray = positionals[positionals[0] === 'list' && Object.keys(values).length === 0 ? 1 : 0];
    if (stray !== undefined)
      throw new UsageError(`"${stray}" is one word too many; write what has spaces with quotes.\n${usage}`);
    return values as Options;
  } catch (fault) {
    if (fault instanceof TypeError) throw new UsageError(`${fault.message}\n${usage}`);
    throw fault;
  }
}

/** Those to show, or the one to change. */
function chosenFrom(centers: Center[], wanted: string | undefined, isList: boolean, faults: string[]): Center[] {
  const found = centers.filter(({ id, name }) => wanted === undefined || wanted === name || wanted === id);
  // Two of one name are told apart by their ids.
  const names = centers.map(({ id, name }) =>
    centers.some((other) => other.name === name && other.id !== id) ? `${name} (${id})` : name,
  );
  if (found.length === 0) {
    faults.push(`--center: 그런 센터가 없어요. 있는 센터 (there is no such centre; there are): ${names.join(', ')}.`);
  } else if (found.length > 1 && !isList) {
    faults.push(`센터가 여럿이에요. --center로 골라 주세요 (there are several; say which): ${names.join(', ')}.`);
  }
  return found;
}

function changeFrom(options: Options, given: readonly CenterField[], faults: string[]): Partial<CenterFacts> {
  const { change, wrong } = readFacts(
    Object.fromEntries(given.map((field) => [field, options[optionOf(field)] ?? ''])),
  );
  for (const field of wrong) {
    const { ko, clears, allowed } = centerRules[field];
    const option = optionOf(field);
    const orClear = clears ? { ko: ` 지우려면 --${option} ""`, en: `; "" clears it` } : { ko: '', en: '' };
    faults.push(
      `--${option}: ${ko} 값이 맞지 않아요. ${allowed.ko}.${orClear.ko} (Allowed: ${allowed.en}${orClear.en}.)`,
    );
  }
  return change;
}

async function write(
  id: string,
  change: Partial<CenterFacts>,
  centers: Center[],
  command: CenterCommand,
): Promise<void> {
  const { db, clock, newId, print } = command;
  const at = clock();
  const done = await db.transaction(async (tx) => {
    const changed = await changeCenter(tx, id, change);
    if (!changed) throw new UsageError('그 센터가 방금 없어졌어요. (That centre is gone.)');
    const { before, after } = changed;
    const different = changedFields(before, after);
    const subject = columnsOf(different);
    if (subject) await note(tx, { at, id: newId(), centerId: id, action: 'center.change', subject });
    return { before, after, different };
  });
  tellChange(done, print);
  tellMissing(done.after, centers.length === 1, print);
}

function tellChange(
  { before, after, different }: { before: Center; after: Center; different: CenterField[] },
  print: (line: string) => void,
): void {
  if (different.length === 0) {
    print(`${after.name}: 이미 그렇게 적혀 있어요. (It says so already.)`);
    return;
  }
  print(`${after.name}: 바뀐 값 (changed)`);
  for (const field of different) print(`  ${called(field)}: ${shown(before[field])} → ${shown(after[field])}`);
  print('다시 시작하지 않아도 1분 안에 적용돼요. (It counts within a minute, without a restart.)');
  if (different.includes('contactDays')) {
    print('이미 남긴 번호는 그때 안내한 대로 지워요. (Numbers given before are kept as long as was said then.)');
  }
}

function show(center: Center, isOne: boolean, print: (line: string) => void): void {
  print(center.name);
  for (const field of centerFields) if (field !== 'name') print(`  ${called(field)}: ${shown(center[field])}`);
  tellMissing(center, isOne, print);
  print('');
}

/** Which sentences residents do not get to read, and what to type. */
function tellMissing(center: Center, isOne: boolean, print: (line: string) => void): void {
  const missing = missingFacts(center);
  if (missing.length === 0) return;
  print('값이 없어서 문장이 빠지는 글 (texts that lose a sentence):');
  for (const fact of missing) print(`  ${called(fact)}: ${textsWith(fact).join(', ')}`);
  print(`  ${centerLine(missing, isOne ? undefined : center.name)}`);
}

const called = (field: CenterField): string => `${centerRules[field].ko} (${optionOf(field)})`;
const shown = (value: string | number | null): string => String(value ?? '').trim() || '없음 (not known)';

if (import.meta.main) {
  const print = (line: string) => console.log(line);
  const args = process.argv.slice(2);
  tell(opened(process.env, ({ db, clock }) => centerCommand(args, { db, clock, newId: randomUUID, print })));
}
