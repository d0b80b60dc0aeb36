/** npm run center: what residents are told about a centre, until there is a screen for it. Works beside a running 마음지기,
 *  embedded or not; a change counts within a minute, without a restart. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Clock, NewId } from '../triage/clock.ts';
import { allCenters, type Center, changeCenter } from '../triage/store/centers.ts';
import type { Database } from '../triage/store/db.ts';
import { centerLine, type Fact, facts, missingFacts, textsWith } from './findings.ts';
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

type Field = Exclude<keyof Center, 'id'>;
type Change = Partial<Omit<Center, 'id'>>;

interface Allowed {
  option: string;
  column: string;
  ko: string;
  fits: (text: string) => boolean;
  /** "" makes it unknown, and its sentences drop out. */
  clears: boolean;
  allowed: { ko: string; en: string };
}

// Angle brackets are what doctor shows where something is to be filled in.
const isLine = (text: string): boolean => /^[^\p{C}\p{Zl}\p{Zp}<>]{1,60}$/u.test(text);

/** With an area code, which a mobile phone needs (0504-… too), an area's short number (031-1388), or one that has none (1577-0199). */
const isDialled = (text: string): boolean =>
  /^\d+(-\d+)*$/.test(text) &&
  /^(0[1-9]\d{7,10}|0(2|[3-6]\d)1\d{2,3}|1[4-9]\d{6}|1\d{2,3})$/.test(text.replaceAll('-', ''));

const line = (option: 'name' | Fact, ko: string, clears: boolean, example: string): Allowed => ({
  option,
  column: option,
  ko,
  fits: isLine,
  clears,
  allowed: { ko: `한 줄로 1~60자. 예: "${example}"`, en: `1 to 60 characters on one line, e.g. "${example}"` },
});

const fields: Readonly<Record<Field, Allowed>> = {
  name: line('name', '이름', false, '푸른구 정신건강복지센터'),
  phone: {
    option: 'phone',
    column: 'phone',
    ko: facts.phone.ko,
    fits: isDialled,
    clears: true,
    allowed: {
      ko: '휴대폰에서 그대로 걸 수 있는 번호를 숫자와 붙임표(-)로. 예: 02-123-4567, 1577-0199',
      en: 'digits and hyphens, as they are dialled from a mobile phone, e.g. 02-123-4567 or 1577-0199',
    },
  },
  hours: line('hours', facts.hours.ko, true, '평일 9~18시'),
  area: line('area', facts.area.ko, true, '푸른구'),
  retention: {
    option: 'retention',
    column: 'retention',
    ko: facts.retention.ko,
    fits: (text) => /^[1-9]\d?(년|개월)$/.test(text),
    clears: true,
    allowed: { ko: '1~99에 년이나 개월. 예: 1년, 6개월', en: '1 to 99 and 년 or 개월, e.g. 1년, 6개월' },
  },
  contactDays: {
    option: 'contact-days',
    column: 'contact_days',
    ko: '번호 보관 일수',
    fits: (text) => /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 3650,
    clears: false,
    allowed: { ko: '1~3650의 정수. 예: 90', en: 'a whole number from 1 to 3650, e.g. 90' },
  },
};
const fieldNames = Object.keys(fields) as readonly Field[];

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
  const given = fieldNames.filter((field) => options[fields[field].option] !== undefined);
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
  const named = ['center', ...fieldNames.map((field) => fields[field].option)];
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

function changeFrom(options: Options, given: readonly Field[], faults: string[]): Change {
  const texts = given.map((field) => [field, (options[fields[field].option] ?? '').normalize('NFC').trim()] as const);
  for (const [field, text] of texts) {
    const { option, ko, fits, clears, allowed } = fields[field];
    if (fits(text) || (clears && text === '')) continue;
    const orClear = clears ? { ko: ` 지우려면 --${option} ""`, en: `; "" clears it` } : { ko: '', en: '' };
    faults.push(
      `--${option}: ${ko} 값이 맞지 않아요. ${allowed.ko}.${orClear.ko} (Allowed: ${allowed.en}${orClear.en}.)`,
    );
  }
  return Object.fromEntries(
    texts.map(([field, text]) => [field, field === 'contactDays' ? Number(text) : text === '' ? null : text]),
  );
}

async function write(id: string, change: Change, centers: Center[], command: CenterCommand): Promise<void> {
  const { db, clock, newId, print } = command;
  const at = clock();
  const done = await db.transaction(async (tx) => {
    const changed = await changeCenter(tx, id, change);
    if (!changed) throw new UsageError('그 센터가 방금 없어졌어요. (That centre is gone.)');
    const { before, after } = changed;
    const different = fieldNames.filter((field) => before[field] !== after[field]);
    const subject = different.map((field) => fields[field].column).join(' ');
    if (subject) await note(tx, { at, id: newId(), centerId: id, action: 'center.change', subject });
    return { before, after, different };
  });
  tellChange(done, print);
  tellMissing(done.after, centers.length === 1, print);
}

function tellChange(
  { before, after, different }: { before: Center; after: Center; different: Field[] },
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
  for (const field of fieldNames) if (field !== 'name') print(`  ${called(field)}: ${shown(center[field])}`);
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

const called = (field: Field): string => `${fields[field].ko} (${fields[field].option})`;
const shown = (value: string | number | null): string => String(value ?? '').trim() || '없음 (not known)';

if (import.meta.main) {
  const print = (line: string) => console.log(line);
  const args = process.argv.slice(2);
  tell(opened(process.env, ({ db, clock }) => centerCommand(args, { db, clock, newId: randomUUID, print })));
}
