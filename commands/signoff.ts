/** npm run signoff: who takes responsibility for putting which words of a questionnaire to residents. Works beside a running
 *  마음지기, embedded or not; what is recorded counts within ten seconds, without a restart. */
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { allWordings, instrumentIds, isInstrumentId } from '../flows/instruments/registry.ts';
import type { Clock, NewId } from '../triage/clock.ts';
import { signable, type Wanted, wanted } from '../triage/gate.ts';
import type { Database } from '../triage/store/db.ts';
import { listSignoffs, recordSignoff, type Signoff } from '../triage/store/signoffs.ts';
import { listCenters } from '../triage/store/staff.ts';
import { needsThisSchema, note, opened, tell } from './open.ts';
import { isDay, UsageError } from './usage.ts';
import { nameOf, whyOf } from './wanted.ts';

export interface SignoffCommand {
  db: Database;
  clock: Clock;
  newId: NewId;
  print: (line: string) => void;
}

const usage = `npm run signoff                                         what needs a signature, and what is signed
npm run signoff -- --instrument ID --version VERSION --name NAME [--title TITLE] --date YYYY-MM-DD
  VERSION is the wording's. NAME is the person who signed, TITLE what they are there, the date the day they signed.`;

/** The first day a signature may bear: before it there was nothing to sign, and a year of two digits is a slip. */
const earliest = '2000-01-01';

/** Does what the arguments say. Throws UsageError that names every fault at once. */
export async function signoffCommand(args: readonly string[], command: SignoffCommand): Promise<void> {
  const options = read(args);
  await needsThisSchema(command.db.query);
  if (options === null) return list(command);
  await sign(options, command);
}

type Options = { instrument?: string; version?: string; name?: string; title?: string; date?: string };

/** null: the list is wanted. */
function read(args: readonly string[]): Options | null {
  const text = { type: 'string' } as const;
  const options = { instrument: text, version: text, name: text, title: text, date: text };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const isList = positionals[0] === 'list';
    const stray = positionals[isList ? 1 : 0];
    if (stray !== undefined)
      throw new UsageError(`"${stray}" is one word too many; write names with quotes.\n${usage}`);
    const given = Object.keys(values).length > 0;
    if (isList && given) throw new UsageError(`"list" takes nothing beside it.\n${usage}`);
    return given ? values : null;
  } catch (fault) {
    if (fault instanceof TypeError) throw new UsageError(`${fault.message}\n${usage}`);
    throw fault;
  }
}

async function sign(options: Options, { db, clock, newId, print }: SignoffCommand): Promise<void> {
  const recordedAt = clock();
  const { wording, name, title, signedOn } = checked(options, dayOf(recordedAt));
  const centers = await listCenters(db);
  if (centers.length === 0) {
    throw new UsageError('There is no centre yet: start 마음지기 once (npm start), then sign.');
  }
  const { instrument, instrumentVersion, wordingVersion } = wording;
  const signoff = { instrument, instrumentVersion, wordingVersion, name, title, signedOn, recordedAt, id: newId() };
  const isNew = await db.transaction(async (tx) => {
    const added = await recordSignoff(tx, signoff);
    // It holds for the whole installation, so every centre's trail has it.
    for (const { id: centerId } of added ? centers : []) {
      const subject = `${signoff.id} ${instrument} ${instrumentVersion} ${wordingVersion}`;
      await note(tx, { at: recordedAt, id: newId(), centerId, action: 'signoff.record', subject });
    }
    return added;
  });
  const called = nameOf(wording);
  if (!isNew) {
    print(`${called.ko}: ${name} 님이 이미 서명했어요. 바뀐 것은 없어요.`);
    print(`${called.en}: ${name} has signed this already; nothing was changed.`);
    return;
  }
  print(
    `${called.ko}: ${name}${title ? ` (${title})` : ''}, ${signedOn} 서명을 기록했어요. 다시 시작하지 않아도 10초 안에 적용돼요.`,
  );
  print(
    `${called.en}: the signature of ${name}, ${signedOn}, is recorded. It counts within 10 seconds, without a restart.`,
  );
  if (wording.why.includes('provisional')) warn(name, print);
}

function warn(name: string, print: (line: string) => void): void {
  print('');
  print(`주의: 이 문구는 저희가 임시로 옮긴 번역이고, 타당화되지 않았어요. 이 문구가 찾아낸 것과 놓친 것은`);
  print(`      서명한 ${name} 님과 센터의 책임이에요. 타당화된 문구가 새 버전으로 나오면 다시 서명해 주세요.`);
  print('Warning: this is a working translation of ours, not validated. What it finds and what it misses is now the');
  print(`      responsibility of ${name} and the centre. Sign again when a validated wording comes as a new version.`);
}

/** Every fault at once, each with what is allowed. today: YYYY-MM-DD. */
function checked(options: Options, today: string) {
  const faults: string[] = [];
  const wording = wordingOf(options, faults);
  const name = lineOf('--name', options.name, faults);
  const title = options.title === undefined ? null : lineOf('--title', options.title, faults);
  const signedOn = dateOf(options.date, today, faults);
  if (faults.length > 0 || wording === undefined)
    throw new UsageError(`Nothing was recorded.\n  ${faults.join('\n  ')}`);
  return { wording, name, title, signedOn };
}

function wordingOf({ instrument, version }: Options, faults: string[]): Wanted | undefined {
  const known = instrument !== undefined && isInstrumentId(instrument);
  if (!known) {
    const wrong = instrument === undefined ? '--instrument is missing' : `"${instrument}" is not an instrument`;
    faults.push(`${wrong}. Allowed: ${instrumentIds.join(', ')}.`);
  }
  const ofThis = signable().filter((one) => !known || one.instrument === instrument);
  const found = ofThis.find(({ wordingVersion }) => wordingVersion === version);
  if (found) return found;
  const isReleased = allWordings().some((one) => one.version === version && one.instrument === instrument);
  const wrong =
    version === undefined
      ? '--version is missing'
      : isReleased
        ? `"${version}" is released and needs no signature`
        : `"${version}" is not a wording of ${known ? instrument : 'any instrument'} in this build`;
  faults.push(`${wrong}. Allowed: ${ofThis.map(({ wordingVersion }) => wordingVersion).join(', ')}.`);
  return undefined;
}

function lineOf(option: string, given: string | undefined, faults: string[]): string {
  const line = given?.trim().normalize('NFC') ?? '';
  // Angle brackets are what the command shows where a name is to be filled in.
  const isLine = /^[^\p{C}\p{Zl}\p{Zp}<>]{1,60}$/u.test(line) && /\p{L}/u.test(line);
  if (!isLine) {
    const wrong = given === undefined ? `${option} is missing` : `${option} is not something a person is called`;
    faults.push(`${wrong}. Allowed: 1 to 60 characters on one line, e.g. "김하늘".`);
  }
  return line;
}

function dateOf(given: string | undefined, today: string, faults: string[]): string {
  const allowed = `Allowed: a day from ${earliest} to ${today}, written YYYY-MM-DD.`;
  const day = given?.trim() ?? '';
  if (given === undefined) faults.push(`--date is missing. ${allowed}`);
  else if (!isDay(day)) faults.push(`"${given}" is not a day of the calendar. ${allowed}`);
  else if (day > today) faults.push(`${day} is in the future. ${allowed}`);
  else if (day < earliest) faults.push(`${day} is too long ago. ${allowed}`);
  return day;
}

/** The day it is in Korea, YYYY-MM-DD. */
const dayOf = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul', dateStyle: 'short' }).format(at);

async function list({ db, print }: SignoffCommand): Promise<void> {
  const signed = await listSignoffs(db.query);
  const open = wanted(signed);
  print(
    open.length === 0
      ? '서명이 더 필요한 문구가 없어요 (nothing needs a signature).'
      : '서명이 필요한 문구. 운영(production)에서는 서명한 뒤에 주민에게 나가요 (in production these go out only when signed):',
  );
  for (const one of open) {
    print('');
    print(`  ${nameOf(one).ko}`);
    print(`    ${whyOf(one).ko}`);
    print(`  ${nameOf(one).en}`);
    print(`    ${whyOf(one).en}`);
    print(`    ${one.command}`);
  }
  if (signed.length === 0) return;
  print('');
  print('서명된 문구 (signed):');
  for (const one of signed) print(`  ${signedLine(one)}`);
}

function signedLine(one: Signoff): string {
  const holds = signable().some(
    (now) => now.wordingVersion === one.wordingVersion && now.instrumentVersion === one.instrumentVersion,
  );
  const { instrument, instrumentVersion, wordingVersion, name, title, signedOn } = one;
  return [
    instrument,
    instrumentVersion,
    wordingVersion,
    name,
    title ?? '',
    signedOn,
    ...(holds ? [] : ['(이전 버전)']),
  ].join('\t');
}

if (import.meta.main) {
  const print = (line: string) => console.log(line);
  const args = process.argv.slice(2);
  tell(opened(process.env, ({ db, clock }) => signoffCommand(args, { db, clock, newId: randomUUID, print })));
}
